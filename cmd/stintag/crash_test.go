package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
	"stintag/process/policy"
	"stintag/process/workbook"
	"stintag/samples"
	"stintag/samples/postoffice"
)

// round is one folder and one mailbox, played by the real program.
type round struct {
	t      *testing.T
	binary string
	dir    string
	office *postoffice.Office
	region samples.Region
}

func newRound(t *testing.T, binary string) *round {
	t.Helper()
	region, err := samples.Named("vastmanland")
	if err != nil {
		t.Fatal(err)
	}
	office, err := postoffice.Start(postoffice.Options{User: region.Address, Password: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = office.Close() })
	rules, err := policy.Preset("vastmanland")
	if err != nil {
		t.Fatal(err)
	}
	p := rules.At(process.DateOf(region.FirstEvening))
	s := starterFor("vastmanland", p)
	s.atOnce()
	s.From, s.Rate = region.Address, "6000000/min"
	s.Administrators = "handlaggare@vastmanland.example"
	s.IMAPAddress, s.IMAPTLS, s.IMAPUser = office.IMAPAddress(), "none", region.Address
	s.SMTPAddress, s.SMTPTLS = office.SMTPAddress(), "none"
	r := &round{t: t, binary: binary, dir: t.TempDir(), office: office, region: region}
	if err := makeFolder(r.dir, s, p, master.Registers{Centres: region.Centres, Roster: region.Roster, Budget: region.Budget}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(measures(filepath.Join(r.dir, "stintag.toml")), os.WriteFile(filepath.Join(r.dir, "imap.password"), []byte("secret"), 0o600)); err != nil {
		t.Fatal(err)
	}
	for _, m := range region.Evening(1) {
		if err := office.Deliver(m.Raw, m.Received); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// run runs the program; killed says whether it died at the point.
func (r *round) run(now, point string) (killed bool) {
	r.t.Helper()
	c := exec.Command(r.binary, "-c", filepath.Join(r.dir, "stintag.toml"), "--now", now, "--log-level", "error", "run", "--nightly")
	c.Env = append(os.Environ(), "STINTAG_KILL="+point)
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return false
	case errors.As(err, &exit) && exit.ExitCode() == exitPerson:
		return false
	case errors.As(err, &exit) && exit.ExitCode() == -1:
		return true
	}
	r.t.Fatalf("run: %v\n%s", err, out)
	return false
}

// decide fills in the sample decisions in the master.
func (r *round) decide() {
	r.t.Helper()
	path := filepath.Join(r.dir, "master.xlsx")
	raw, err := os.ReadFile(path)
	if err != nil {
		r.t.Fatal(err)
	}
	decisions := map[string]process.Decision{}
	for id, doctor := range r.doctors() {
		for _, d := range r.region.Decisions {
			if d.Doctor == doctor {
				decisions[id] = process.Decision{Verdict: d.Verdict, By: d.By, Date: d.Date, Reason: d.Reason}
			}
		}
	}
	filled, err := master.Decide(raw, decisions)
	if err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(path, filled, 0o600); err != nil {
		r.t.Fatal(err)
	}
}

// doctors reads the cases from the master, as a person would.
func (r *round) doctors() map[string]string {
	r.t.Helper()
	raw, err := os.ReadFile(filepath.Join(r.dir, "master.xlsx"))
	if err != nil {
		r.t.Fatal(err)
	}
	book, err := workbook.Read(raw, workbook.MasterLimits)
	if err != nil {
		r.t.Fatalf("the master cannot be read: %v", err)
	}
	sheet, ok := book.Sheet(master.SheetCases)
	if !ok {
		r.t.Fatal("the master has no Ärenden")
	}
	columns := map[string]int{}
	for _, c := range sheet.Rows[0].Cells {
		columns[c.Text] = c.Col
	}
	found := map[string]string{}
	for _, row := range sheet.Rows[1:] {
		if id := sheet.Cell(row.Number, columns["Ärende"]).Text; id != "" {
			if _, twice := found[id]; twice {
				r.t.Errorf("case %s stands twice in the master", id)
			}
			found[id] = sheet.Cell(row.Number, columns["Läkare"]).Text
		}
	}
	return found
}

// result is what a round left behind, in a form that compares.
type result struct {
	Doctors   map[string]string
	Places    map[string]int
	Decisions int
	Letters   []string // recipient, kinds, subject; each letter once
	Folders   map[string]int
	Doubled   int // letters the server has more than once
}

func (r *round) result() result {
	r.t.Helper()
	l, err := ledger.Open(context.Background(), filepath.Join(r.dir, "ledger.db"))
	if err != nil {
		r.t.Fatal(err)
	}
	defer l.Close()
	res := result{Doctors: r.doctors(), Places: map[string]int{}, Folders: map[string]int{}}
	mails, err := l.AllMail(context.Background())
	if err != nil {
		r.t.Fatal(err)
	}
	for _, m := range mails {
		res.Places[string(m.Place)]++
	}
	cases, err := l.Cases(context.Background())
	if err != nil {
		r.t.Fatal(err)
	}
	if len(cases) != len(res.Doctors) {
		r.t.Errorf("%d cases in the ledger, %d in the master", len(cases), len(res.Doctors))
	}
	for _, c := range cases {
		res.Decisions += len(c.Decisions)
	}
	res.Letters, res.Doubled = r.letters()
	for _, folder := range []string{"INBOX", "Hanterat", "Ej läsbart", "Okänd avsändare", "Till handläggare"} {
		raws, err := r.office.Folder(folder)
		if err != nil {
			r.t.Fatalf("folder %s: %v", folder, err)
		}
		res.Folders[folder] = len(raws)
	}
	return res
}

// letters are those that the server has, each once, and how many it has again.
func (r *round) letters() (letters []string, doubled int) {
	r.t.Helper()
	seen := map[string]string{}
	for _, x := range r.office.Letters() {
		id := header(x.Raw, "Message-ID")
		if earlier, ok := seen[id]; ok {
			doubled++
			if earlier != string(x.Raw) {
				r.t.Errorf("letter %s was repeated with other bytes", id)
			}
			continue
		}
		seen[id] = string(x.Raw)
		kind, subject := header(x.Raw, "X-Stintag-Kind"), header(x.Raw, "Subject")
		if kind == "summary" { // it tells of the run that died
			subject, _, _ = strings.Cut(subject, ":")
		}
		letters = append(letters, fmt.Sprintf("%s %s %s", x.To, kind, subject))
	}
	slices.Sort(letters)
	return letters, doubled
}

const (
	evening1 = "2024-09-10T20:00:00+02:00"
	evening2 = "2024-09-11T20:00:00+02:00"
)

// play runs both evenings, dying at the point in one of them, and goes on until
// a run comes to its end.
func (r *round) play(point string, in int) (died bool) {
	died = r.until(evening1, point, in == 1)
	r.decide()
	return r.until(evening2, point, in == 2) || died
}

func (r *round) until(now, point string, die bool) (died bool) {
	if die {
		died = r.run(now, point)
	}
	if !die || died {
		if r.run(now, "") {
			r.t.Fatal("a run without a point was killed")
		}
	}
	return died
}

// A run killed at any point and started again neither loses nor repeats an
// application, a decision or a letter; a letter is repeated, byte for byte, only
// where the kill fell between the server's yes and our note of it. It dies at each
// point once, here in the first evening and there in the second; with -crash.both in
// both.
func TestKilledAtAnyPointAndStartedAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("plays two evenings for each kill point")
	}
	binary := filepath.Join(t.TempDir(), "stintag")
	if out, err := exec.Command("go", "build", "-tags", "killpoints", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	calm := newRound(t, binary)
	calm.play("", 0)
	want := calm.result()
	if want.Doubled != 0 || want.Folders["INBOX"] != 0 || want.Decisions == 0 || want.Places[""] != 0 {
		t.Fatalf("the calm round is not calm: %+v", want)
	}
	for n, p := range points {
		point := p.name
		if p.met == specially || p.met == copying {
			continue // met elsewhere
		}
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			met := false
			for _, in := range []int{1 + n%2, 2 - n%2} {
				if !met || *crashBoth {
					met = killedAt(t, binary, point, in, want) || met
				}
			}
			if !met {
				t.Error("neither evening meets it")
			}
		})
	}
}

// killedAt plays both evenings, dies in one of them, and wants what the calm round
// left; false where that evening does not meet the point.
func killedAt(t *testing.T, binary, point string, in int, want result) bool {
	t.Helper()
	r := newRound(t, binary)
	if !r.play(point+":1", in) {
		return false
	}
	got := r.result()
	if got.Doubled > 0 && point != "letter-handed-over" {
		t.Errorf("evening %d: %d letters doubled", in, got.Doubled)
	}
	got.Doubled = 0
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("evening %d: not as if nothing had happened (-calm +killed):\n%s", in, diff)
	}
	before := len(r.office.Letters())
	r.run(evening2, "")
	if again := r.result(); !cmp.Equal(got.Places, again.Places) || len(r.office.Letters()) != before {
		t.Errorf("evening %d: a second recovery run changed something", in)
	}
	return true
}
