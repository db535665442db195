package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"stintag/ingest/form"
	"stintag/notify/smtp"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
	"stintag/process/policy"
)

// bureau is a small region without servers: mails come as files, letters go to a
// folder.
type bureau struct {
	t    *testing.T
	dir  string
	now  time.Time
	sent int // mails written so far
}

var twoCentres = []process.HealthCentre{
	{ID: "A", Name: "Almby vårdcentral", Manager: "Ada Alm", Addresses: []string{"vc.almby@region.example"}, Listed: 8000},
	{ID: "B", Name: "Björkby vårdcentral", Manager: "Bo Björk", Addresses: []string{"vc.bjorkby@region.example"}, Listed: 9000},
}

func newBureau(t *testing.T, centres []process.HealthCentre) *bureau {
	t.Helper()
	b := &bureau{t: t, dir: t.TempDir(), now: time.Date(2024, 9, 10, 20, 0, 0, 0, time.FixedZone("CEST", 7200))}
	rules, err := policy.Preset("vastmanland")
	if err != nil {
		t.Fatal(err)
	}
	p := rules.At(process.DateOf(b.now))
	s := starterFor("vastmanland", p)
	s.IMAPAddress, s.Directory = "", "mail"
	s.atOnce()
	b.opens(s, p, master.Registers{Centres: centres, Budget: []process.BudgetYear{
		{Year: 2024, Frame: 1e6, Decided: true, PerMonth: 50000}, {Year: 2025, Frame: 1e6, Decided: true, PerMonth: 50000},
	}})
	return b
}

// opened are the folders that makeFolder made for bureaus that began alike, by file:
// the making of two workbooks is most of what a small test would do.
var opened sync.Map

// opens gives the bureau the folder that makeFolder makes, with a key of its own.
func (b *bureau) opens(s starter, p *process.Policy, regs master.Registers) {
	b.t.Helper()
	alike := fmt.Sprintf("%+v %+v", s, regs)
	made, is := opened.Load(alike)
	var err error
	if is {
		err = errors.Join(os.CopyFS(b.dir, made.(fstest.MapFS)), writeKey(filepath.Join(b.dir, "stintag.key")))
	} else if err = makeFolder(b.dir, s, p, regs); err == nil {
		err = keepOpened(alike, b.dir)
	}
	if err == nil {
		err = os.Mkdir(filepath.Join(b.dir, "in"), 0o750)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// keepOpened keeps what stands in a new folder but its key.
func keepOpened(alike, dir string) error {
	made := fstest.MapFS{}
	for _, name := range []string{"stintag.toml", "master.xlsx", "form.xlsx"} {
		path := filepath.Join(dir, name)
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		made[name] = &fstest.MapFile{Data: data, Mode: info.Mode()}
	}
	opened.Store(alike, made)
	return nil
}

func (b *bureau) office() *office {
	b.t.Helper()
	cfg, err := LoadConfig(filepath.Join(b.dir, "stintag.toml"))
	if err != nil {
		b.t.Fatal(err)
	}
	o, err := newOffice(cfg, func() time.Time { return b.now }, slog.New(slog.DiscardHandler), io.Discard)
	if err != nil {
		b.t.Fatal(err)
	}
	return o
}

// run imports the mails written since the last run and plays a batch a day later.
func (b *bureau) run() *batch {
	b.t.Helper()
	o := b.office()
	release, err := o.lockedStores(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	defer release()
	files, err := importable([]string{filepath.Join(b.dir, "in")})
	if err != nil {
		b.t.Fatal(err)
	}
	if err := o.importFiles(b.t.Context(), files, ""); err != nil {
		b.t.Fatal(err)
	}
	batch, err := o.Batch(b.t.Context(), true, nil)
	if err != nil && !errors.Is(err, errPerson) {
		b.t.Fatal(err)
	}
	if batch.verified == nil || len(batch.verified.Faults) > 0 {
		b.t.Errorf("the record is not whole: %q", batch.person)
	}
	b.now = b.now.AddDate(0, 0, 1)
	return batch
}

// mail writes a mail as a file; form nil sends none.
func (b *bureau) mail(from, subject string, values map[process.Field]any, headers ...string) {
	b.t.Helper()
	b.sent++
	var m strings.Builder
	fmt.Fprintf(&m, "Date: %s\r\nFrom: %s\r\nTo: st-intag@region.example\r\nSubject: %s\r\nMessage-ID: <m%d@klinik.example>\r\nMIME-Version: 1.0\r\n",
		b.now.Add(-time.Hour).Format(time.RFC1123Z), from, subject, b.sent)
	for _, h := range headers {
		m.WriteString(h + "\r\n")
	}
	if values == nil {
		m.WriteString("Content-Type: text/plain; charset=utf-8\r\n\r\nEn fråga.\r\n")
	} else {
		book, err := form.Filled("Region X", []string{"Almby vårdcentral", "Björkby vårdcentral"}, nil, values)
		if err != nil {
			b.t.Fatal(err)
		}
		m.WriteString("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: application/octet-stream; name=f.xlsx\r\n" +
			"Content-Disposition: attachment; filename=f.xlsx\r\nContent-Transfer-Encoding: base64\r\n\r\n")
		text := base64.StdEncoding.EncodeToString(book)
		for len(text) > 76 {
			m.WriteString(text[:76] + "\r\n")
			text = text[76:]
		}
		m.WriteString(text + "\r\n--x--\r\n")
	}
	if err := os.WriteFile(filepath.Join(b.dir, "in", fmt.Sprintf("%02d.eml", b.sent)), []byte(m.String()), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// complete is a form with nothing wanting, with changes.
func complete(changes map[process.Field]any) map[process.Field]any {
	v := map[process.Field]any{
		process.FieldKind: process.NewPost, process.FieldCentre: "Almby vårdcentral", process.FieldDoctor: "Doris Duktig",
		process.FieldLicenceDate: process.D(2020, 3, 1), process.FieldPossibleStart: process.D(2024, 11, 1),
		process.FieldEmployed: process.No, process.FieldSwedishAT: process.Yes, process.FieldManager: "Ada Alm",
		process.FieldManagerEmail: "vc.almby@region.example", process.FieldEmploymentForm: process.NotOffered,
		process.FieldSupervisor: "Hans Handledare", process.FieldSupervisorSpecialist: process.Yes, process.FieldSupervisorTrained: process.Yes,
	}
	for f, x := range changes {
		if x == nil {
			delete(v, f)
		} else {
			v[f] = x
		}
	}
	return v
}

func (b *bureau) state() (*state, process.Judgement) {
	b.t.Helper()
	s, err := b.office().look(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return s, s.judge()
}

func (b *bureau) mails() []ledger.Mail {
	b.t.Helper()
	o := b.office()
	if err := o.openStores(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
	defer o.close()
	ms, err := o.ledger.AllMail(context.Background())
	if err != nil {
		b.t.Fatal(err)
	}
	return ms
}

// letters gives the kinds and texts of the letters to an address.
func (b *bureau) letters(to string) (kinds []string, texts []string) {
	b.t.Helper()
	files, err := filepath.Glob(filepath.Join(b.dir, "mail", "*.eml"))
	if err != nil {
		b.t.Fatal(err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			b.t.Fatal(err)
		}
		if strings.Contains(header(raw, "To"), to) {
			kinds, texts = append(kinds, header(raw, "X-Stintag-Kind")), append(texts, plainText(b.t, raw))
		}
	}
	return kinds, texts
}

// D24: a protected identity stays protected until a person lifts it, and its name
// stands in no letter.
func TestProtectedIdentityOutlivesTheNextForm(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldProtected: process.Yes}))
	b.run()
	b.mail("vc.almby@region.example", "Ny start", complete(map[process.Field]any{process.FieldPossibleStart: process.D(2024, 12, 1)}))
	b.run()
	s, _ := b.state()
	if len(s.cases) != 1 || len(s.cases[0].Revisions) != 2 || !s.world.Cases[0].Application.Protected {
		t.Fatalf("%d cases, %+v", len(s.cases), s.world.Cases[0].Application)
	}
	for _, to := range []string{"vc.almby@region.example", "handlaggare@region.example"} {
		if _, texts := b.letters(to); strings.Contains(strings.Join(texts, "\n"), "Duktig") {
			t.Errorf("a letter to %s names the doctor", to)
		}
	}
}

// D21: a registered manager's own words reach a person, tied to their case.
func TestAManagersQuestionIsTiedToItsCase(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(nil))
	b.run()
	b.mail("vc.almby@region.example", "SV: [IA-2024-0001] Bekräftelse", nil)
	b.mail("vc.bjorkby@region.example", "SV: [IA-2024-0001] inte vårt ärende", nil)
	b.run()
	_, texts := b.letters("handlaggare@region.example")
	report := texts[slices.IndexFunc(texts, func(s string) bool {
		return strings.Contains(s, "Till handläggare") && strings.Contains(s, "Björkby")
	})]
	if n := strings.Count(report, "IA-2024-0001"); n == 0 {
		t.Errorf("the Dagsrapport does not tie the question to its case:\n%s", report)
	}
	if kinds, _ := b.letters("vc.bjorkby@region.example"); len(kinds) != 0 {
		t.Errorf("a question was answered by a machine: %v", kinds)
	}
}

// A form for another health centre than its sender's is quarantined, and says so;
// a stranger's is never answered, and a mended register heals it by itself, with
// its first arrival's dates (D9).
func TestQuarantineTellsWhyAndHeals(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.bjorkby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldDoctor: "Frans Främling"}))
	b.mail("ny.chef@region.example", "Anmälan", complete(nil))
	b.run()
	for _, m := range b.mails() {
		if m.Place != ledger.Quarantine {
			t.Errorf("mail %d ended in %q", m.ID, m.Place)
		}
	}
	_, texts := b.letters("handlaggare@region.example")
	if !strings.Contains(strings.Join(strings.Fields(texts[0]), " "), "blanketten gäller en annan") {
		t.Errorf("the Dagsrapport does not say why:\n%s", texts[0])
	}
	for _, to := range []string{"ny.chef@region.example", "vc.bjorkby@region.example"} {
		if kinds, _ := b.letters(to); len(kinds) > 0 {
			t.Errorf("%s was answered: %v", to, kinds)
		}
	}
	mended := slices.Clone(twoCentres)
	mended[0].Addresses = append([]string{"ny.chef@region.example"}, mended[0].Addresses...)
	b.replaceMaster(mended)
	b.run()
	s, _ := b.state()
	if len(s.cases) != 1 || s.cases[0].Contact != process.D(2024, 9, 10) {
		t.Fatalf("cases %+v; want the one, with its first arrival's date", s.cases)
	}
	if kinds, _ := b.letters("ny.chef@region.example"); !slices.Equal(kinds, []string{"receipt"}) {
		t.Errorf("letters to the mended address: %v", kinds)
	}
}

func (b *bureau) replaceMaster(centres []process.HealthCentre) {
	b.t.Helper()
	o := b.office()
	book, err := master.New(o.cfg.Region, o.policy)
	if err == nil {
		book, err = master.Fill(book, master.Registers{Centres: centres})
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(b.dir, "master.xlsx"), book, 0o600)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// A letter that the server refuses for now is owed until it is taken, and is the
// same letter; nothing is composed twice.
func TestALetterWaitsForItsServer(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(nil))
	o := b.office()
	o.sender = busy{}
	release, err := o.lockedStores(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	files, err := importable([]string{filepath.Join(b.dir, "in")})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.importFiles(t.Context(), files, ""); err != nil {
		t.Fatal(err)
	}
	batch, err := o.Batch(t.Context(), false, nil)
	if err != nil || batch.letters.Retry != 1 {
		t.Fatalf("letters %+v, %v", batch.letters, err)
	}
	release()
	b.now = b.now.Add(time.Hour)
	b.run()
	if kinds, _ := b.letters("vc.almby@region.example"); !slices.Equal(kinds, []string{"receipt"}) {
		t.Errorf("letters %v; want the one receipt", kinds)
	}
}

// busy is a server that says "later".
type busy struct{}

func (busy) Send(context.Context, string, string, []byte) smtp.Outcome {
	return smtp.Outcome{Verdict: smtp.Retry, Code: 451}
}
func (busy) Close() error { return nil }
