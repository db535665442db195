package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
	"stintag/process/policy"
	"stintag/samples/postoffice"
)

// posted is a bureau with a mailbox and a way out, each by a line that can break.
type posted struct {
	*bureau
	office   *postoffice.Office
	in, out  *postoffice.Line
	patience time.Duration
	arrived  int // files of in/ that were delivered
}

var (
	theFolders = []string{postoffice.Inbox, "Hanterat", "Ej läsbart", "Okänd avsändare", "Till handläggare"}
	stranger   = "vc.okand@region.example"
)

func newPosted(t *testing.T, opt postoffice.Options) *posted {
	t.Helper()
	p := &posted{bureau: &bureau{t: t, dir: t.TempDir(), now: time.Date(2024, 9, 10, 20, 0, 0, 0, time.FixedZone("CEST", 7200))}, patience: enough}
	var err error
	if p.office, err = postoffice.Start(opt); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.office.Close() })
	p.in, p.out = p.line(p.office.IMAPAddress()), p.line(p.office.SMTPAddress())
	rules, err := policy.Preset("vastmanland")
	if err != nil {
		t.Fatal(err)
	}
	rule := rules.At(process.DateOf(p.now))
	s := starterFor("vastmanland", rule)
	s.atOnce()
	s.Rate = "6000000/min"
	s.IMAPAddress, s.IMAPTLS, s.IMAPUser = p.in.Address(), "none", "st-intag"
	s.SMTPAddress, s.SMTPTLS = p.out.Address(), "none"
	if err := makeFolder(p.dir, s, rule, master.Registers{Centres: twoCentres, Budget: []process.BudgetYear{{Year: 2024, Frame: 1e6, Decided: true, PerMonth: 50000}}}); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(p.dir, "in"), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.dir, "imap.password"), []byte("st-intag"), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *posted) line(to string) *postoffice.Line {
	p.t.Helper()
	l, err := postoffice.NewLine(to)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = l.Close() })
	return l
}

// deliver puts the mails that were written into the inbox.
func (p *posted) deliver() {
	p.t.Helper()
	for ; p.arrived < p.sent; p.arrived++ {
		if err := p.office.Deliver(p.raw(p.arrived+1), p.now.Add(time.Duration(p.arrived)*time.Second-time.Hour)); err != nil {
			p.t.Fatal(err)
		}
	}
}

// raw gives the n-th mail written.
func (p *posted) raw(n int) []byte {
	p.t.Helper()
	raw, err := os.ReadFile(filepath.Join(p.dir, "in", fmt.Sprintf("%02d.eml", n)))
	if err != nil {
		p.t.Fatal(err)
	}
	return raw
}

// fourMails are one for each folder.
func (p *posted) fourMails() {
	p.t.Helper()
	p.mail(almby, "Anmälan", complete(nil))
	p.mail(almby, "En fråga", nil)
	p.mail(stranger, "Från en okänd", complete(map[process.Field]any{process.FieldDoctor: "Elis Envis", process.FieldCentre: "Cityklinikens vårdcentral"}))
	p.mail(almby, "En tom blankett", map[process.Field]any{})
	p.deliver()
}

// run runs the program, an hour after the last time.
func (p *posted) run(args ...string) (status int, out string) {
	p.t.Helper()
	var w bytes.Buffer
	args = append([]string{"-c", filepath.Join(p.dir, "stintag.toml"), "--log-level", "error", "run"}, args...)
	now := p.now
	status = Main(p.t.Context(), args, World{Out: &w, Err: &w, Clock: func() time.Time { return now }, Patience: p.patience})
	p.now = p.now.Add(time.Hour)
	return status, w.String()
}

// calmly is a run in which nothing may go wrong.
func (p *posted) calmly() {
	p.t.Helper()
	if status, out := p.run(); status != exitDone && status != exitPerson {
		p.t.Fatalf("a calm run ends with %d: %s", status, out)
	}
}

// ending is what there is in the end, in words that compare.
type ending struct {
	Folders map[string][]string // folder -> the subjects that lie in it
	Places  []string            // of each mail in the ledger
	Letters []string            // recipient, kinds and subject
	Cases   int
	Doubled int // letters the server has twice
}

func (p *posted) outcome() ending {
	p.t.Helper()
	o := ending{Folders: map[string][]string{}}
	for _, f := range theFolders {
		raws, err := p.office.Folder(f)
		if err != nil && !strings.Contains(err.Error(), "No such mailbox") {
			p.t.Fatal(err)
		}
		for _, raw := range raws {
			o.Folders[f] = append(o.Folders[f], header(raw, "Subject"))
		}
		slices.Sort(o.Folders[f])
	}
	for _, m := range p.mails() {
		o.Places = append(o.Places, string(m.Place))
	}
	slices.Sort(o.Places)
	seen := map[string]string{}
	for _, l := range p.office.Letters() {
		id := header(l.Raw, "Message-ID")
		if before, twice := seen[id]; twice {
			o.Doubled++
			if before != string(l.Raw) {
				p.t.Errorf("letter %s was repeated in other bytes", id)
			}
			continue
		}
		seen[id] = string(l.Raw)
		o.Letters = append(o.Letters, l.To+" "+header(l.Raw, "X-Stintag-Kind")+" "+header(l.Raw, "Subject"))
	}
	slices.Sort(o.Letters)
	s, _ := p.state()
	o.Cases = len(s.cases)
	return o
}

// where holds the folders to what lies in each, by subject; the others are empty.
func (p *posted) where(about string, want map[string][]string) {
	p.t.Helper()
	got := p.outcome().Folders
	maps.DeleteFunc(got, func(_ string, subjects []string) bool { return len(subjects) == 0 })
	if fmt.Sprint(got) != fmt.Sprint(want) {
		p.t.Errorf("%s: the folders hold %v, want %v", about, got, want)
	}
}

// takeOut is a person who moves every mail of a folder to another.
func (p *posted) takeOut(from, to string) {
	p.t.Helper()
	if err := p.office.Shift(from, to); err != nil {
		p.t.Fatal(err)
	}
}

func (p *posted) mailAbout(subject string) ledger.Mail {
	p.t.Helper()
	for _, m := range p.mails() {
		if r, err := readingOf(m); err == nil && r.Subject == subject {
			return m
		}
	}
	p.t.Fatalf("no mail about %q", subject)
	return ledger.Mail{}
}
