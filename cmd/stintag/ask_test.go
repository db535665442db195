package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

const newChief = "ny.chef@almby.example"

// witness names whose Authentication-Results count.
func (b *bureau) witness(id string, require bool) {
	b.t.Helper()
	b.configure("authserv_id   = \"\"", fmt.Sprintf("authserv_id   = %q", id), "require_dmarc = false", fmt.Sprintf("require_dmarc = %t", require))
}

// questionsTo gives the Message-IDs of the letters that ask, and whom they ask.
func (b *bureau) questionsTo() (ids, to []string) {
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
		if header(raw, "X-Stintag-Kind") == "ask-register" {
			ids, to = append(ids, header(raw, "Message-Id")), append(to, strings.Trim(header(raw, "To"), "<>"))
		}
	}
	return ids, to
}

// words writes a mail of words that answers a letter.
func (b *bureau) words(from, inReplyTo, words string, headers ...string) {
	b.t.Helper()
	b.sent++
	mail := append([]string{
		"Date: " + b.now.Add(-time.Hour).Format(time.RFC1123Z), "From: " + from, "To: st-intag@region.example", "Subject: SV: en adress",
		fmt.Sprintf("Message-ID: <m%d@klinik.example>", b.sent), "In-Reply-To: " + inReplyTo, "References: " + inReplyTo,
		"MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
	}, headers...)
	text := strings.Join(mail, "\r\n") + "\r\n\r\n" + words + "\r\n"
	if err := os.WriteFile(filepath.Join(b.dir, "in", fmt.Sprintf("%02d.eml", b.sent)), []byte(text), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// asked is what the ledger has of senders that were asked about.
func (b *bureau) asked() []ledger.Asked {
	b.t.Helper()
	o := b.office()
	if err := o.openStores(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
	defer o.close()
	all, err := o.ledger.Asked(context.Background())
	if err != nil {
		b.t.Fatal(err)
	}
	return all
}

// askedAlmby is a region where a stranger has sent a form for Almby, which was asked.
func askedAlmby(t *testing.T) (b *bureau, letter string) {
	t.Helper()
	b = newBureau(t, twoCentres)
	b.mail(newChief, "Anmälan", complete(nil), "Reply-To: reply-trap@evil.example")
	b.run()
	ids, to := b.questionsTo()
	if len(ids) != 1 || to[0] != almby {
		t.Fatalf("%d questions to %v, want one to %s", len(ids), to, almby)
	}
	if ms := b.mails(); ms[0].Place != ledger.Quarantine {
		t.Fatalf("the mail is in %s", ms[0].Place)
	}
	return b, ids[0]
}

// nobodyElse fails where a letter went to an address that the register does not hold.
func (b *bureau) nobodyElse(also ...string) {
	b.t.Helper()
	files, err := filepath.Glob(filepath.Join(b.dir, "mail", "*.eml"))
	if err != nil {
		b.t.Fatal(err)
	}
	ours := append([]string{almby, "vc.bjorkby@region.example", "handlaggare@region.example", "studierektor@region.example"}, also...)
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			b.t.Fatal(err)
		}
		if to := strings.Trim(header(raw, "To"), "<>"); !slices.Contains(ours, to) {
			b.t.Errorf("a letter of kind %s went to %s", header(raw, "X-Stintag-Kind"), to)
		}
	}
}

// An unknown address writes in a health centre's name: its registered address is asked,
// once, and a yes from there lets the next run take the mail with the day it came (D9).
// The answer goes to the registered address (D6).
func TestAYesLetsAStrangersMailIn(t *testing.T) {
	t.Parallel()
	b, letter := askedAlmby(t)
	came := process.DateOf(b.mails()[0].Received.In(b.now.Location()))
	_, texts := b.letters(almby)
	for _, want := range []string{newChief, "Almby vårdcentral", ", 1 blankett\r\n"} { // f.xlsx is no name that forms have
		if !strings.Contains(texts[0], want) {
			t.Errorf("the question lacks %q:\n%s", want, texts[0])
		}
	}
	if strings.Contains(texts[0], "Doris") || strings.Contains(texts[0], "Duktig") {
		t.Errorf("the question names a doctor:\n%s", texts[0])
	}
	if rows := b.todo(); !strings.Contains(rows, "Okänd avsändare i Almby vårdcentrals namn: vi har frågat") || !strings.Contains(rows, newChief) {
		t.Errorf("Att göra:\n%s", rows)
	}
	b.run()
	b.words(almby, letter, "Ja, det stämmer.\r\n\r\nAda")
	b.run()
	b.run()
	s, j := b.state()
	if len(s.cases) != 1 || j.Standings[0].Place != 1 || process.DateOf(s.cases[0].Received.In(b.now.Location())) != came || s.cases[0].Contact != came {
		t.Fatalf("%d cases, %+v; want the one, received and in contact %s", len(s.cases), s.cases, came)
	}
	if kinds, _ := b.letters(almby); !slices.Equal(slices.Sorted(slices.Values(kinds)), []string{"ask-register", "receipt"}) {
		t.Errorf("letters to Almby %v", kinds)
	}
	for _, m := range b.mails() {
		if m.Place != ledger.Handled {
			t.Errorf("mail %d is in %s: %s", m.ID, m.Place, m.Why)
		}
	}
	b.nobodyElse()
	if rows := b.todo(); !strings.Contains(rows, "Lägg till en e-postadress för Almby vårdcentral") {
		t.Errorf("Att göra does not ask for the register to be mended:\n%s", rows)
	}
	b.write(master.SheetCentres, 2, map[string]string{"E-post": almby + "; " + newChief})
	b.run()
	if rows := b.todo(); strings.Contains(rows, newChief) || strings.Contains(rows, "Lägg till en e-postadress") {
		t.Errorf("Att göra still asks:\n%s", rows)
	}
}

// The yes is about what was asked: what the stranger sends later waits for the register.
func TestAYesLetsInNothingThatCameLater(t *testing.T) {
	t.Parallel()
	b, letter := askedAlmby(t)
	b.mail(newChief, "En till", complete(map[process.Field]any{process.FieldDoctor: "Ebba Ek"}))
	b.words(almby, letter, "Ja")
	b.run()
	b.run()
	if s, _ := b.state(); len(s.cases) != 1 || s.world.Cases[0].Application.Doctor != "Doris Duktig" {
		t.Errorf("%d cases", len(s.cases))
	}
	if ids, _ := b.questionsTo(); len(ids) != 1 {
		t.Errorf("%d questions; want no second about one address", len(ids))
	}
	b.write(master.SheetCentres, 2, map[string]string{"E-post": almby + "; " + newChief})
	b.run()
	if s, _ := b.state(); len(s.cases) != 2 {
		t.Errorf("%d cases once the register has the address", len(s.cases))
	}
	b.nobodyElse(newChief)
}

// A health centre answers for itself: what the same address sent in another's name waits.
func TestAYesIsAboutOneHealthCentre(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail(newChief, "Annan", complete(map[process.Field]any{process.FieldCentre: "Björkby vårdcentral", process.FieldDoctor: "Ebba Ek"}))
	b.mail(newChief, "Anmälan", complete(nil))
	b.run()
	ids, to := b.questionsTo()
	if len(ids) != 2 {
		t.Fatalf("asked %v", to)
	}
	b.words(almby, ids[slices.Index(to, almby)], "Ja")
	b.run()
	b.run()
	if s, _ := b.state(); len(s.cases) != 1 || s.world.Cases[0].Application.Doctor != "Doris Duktig" {
		t.Errorf("%d cases", len(s.cases))
	}
}

// A no leaves the mail where it lies, and is told to administrators.
func TestANoIsTold(t *testing.T) {
	t.Parallel()
	b, letter := askedAlmby(t)
	b.words(almby, letter, "Nej, den adressen är inte vår.")
	batch := b.run()
	if !slices.ContainsFunc(batch.person, func(p string) bool { return strings.Contains(p, "is not its own") }) {
		t.Errorf("needs a person: %v", batch.person)
	}
	b.run()
	s, _ := b.state()
	if ms := b.mails(); len(s.cases) != 0 || ms[0].Place != ledger.Quarantine || ms[1].Place != ledger.Handled {
		t.Errorf("%d cases, %s, %s", len(s.cases), ms[0].Place, ms[1].Place)
	}
	if rows := b.todo(); !strings.Contains(rows, "de har svarat nej") {
		t.Errorf("Att göra:\n%s", rows)
	}
	b.words(almby, letter, "Ja") // a second thought is for a person
	b.run()
	b.run()
	s, _ = b.state()
	if ms := b.mails(); len(s.cases) != 0 || ms[2].Place != ledger.Human {
		t.Errorf("%d cases, the second word in %s", len(s.cases), ms[2].Place)
	}
}

// Added to the register, the address needs no yes.
func TestAnAddressAddedToTheRegisterIsTaken(t *testing.T) {
	t.Parallel()
	b, _ := askedAlmby(t)
	came := process.DateOf(b.mails()[0].Received.In(b.now.Location()))
	b.run()
	b.write(master.SheetCentres, 2, map[string]string{"E-post": almby + "; " + newChief})
	b.run()
	if s, _ := b.state(); len(s.cases) != 1 || s.cases[0].Contact != came {
		t.Errorf("%+v", s.cases)
	}
	if kinds, _ := b.letters(newChief); !slices.Equal(kinds, []string{"receipt"}) {
		t.Errorf("letters %v", kinds)
	}
	if rows := b.todo(); strings.Contains(rows, "Okänd avsändare") {
		t.Errorf("Att göra still tells of it:\n%s", rows)
	}
}

// What is not a yes of the registered address lets nothing in.
func TestOnlyTheHealthCentresOwnYesCounts(t *testing.T) {
	t.Parallel()
	for about, tt := range map[string]struct {
		from, words string
		headers     []string
		place       ledger.Place
	}{
		"a machine":          {almby, "Ja", []string{"Auto-Submitted: auto-replied"}, ledger.Handled},
		"the stranger":       {newChief, "Ja", nil, ledger.Quarantine},
		"another centre":     {"vc.bjorkby@region.example", "Ja", nil, ledger.Human},
		"neither yes nor no": {almby, "Vad menas?", nil, ledger.Human},
		"the question again": {almby, "> Ja", nil, ledger.Human},
		"two senders":        {almby + ", " + newChief, "Ja", nil, ledger.Quarantine},
	} {
		t.Run(about, func(t *testing.T) {
			b, letter := askedAlmby(t)
			b.words(tt.from, letter, tt.words, tt.headers...)
			b.run()
			b.run()
			if s, _ := b.state(); len(s.cases) != 0 {
				t.Error("the stranger's form was taken in")
			}
			if a := b.asked(); a[0].Answer != "" {
				t.Errorf("answered %q", a[0].Answer)
			}
			if ms := b.mails(); ms[1].Place != tt.place {
				t.Errorf("the answer is in %s, want %s", ms[1].Place, tt.place)
			}
			b.nobodyElse()
		})
	}
}

// However many write in its name, a health centre's mailbox is not filled.
func TestAHealthCentreIsNotFloodedWithQuestions(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	for i := range 12 {
		b.mail(fmt.Sprintf("a%02d@evil.example", i), "Anmälan", complete(nil))
	}
	b.mail("a00@evil.example", "En till", complete(map[process.Field]any{process.FieldDoctor: "Ebba Ek"}))
	for day, want := range []int{askedADay, askedOpen, askedOpen, askedOpen} {
		b.run()
		if ids, _ := b.questionsTo(); len(ids) != want {
			t.Errorf("day %d: %d questions, want %d", day, len(ids), want)
		}
	}
	if rows := b.todo(); !strings.Contains(rows, "vi har inte frågat") || !strings.Contains(rows, "flera sådana frågor obesvarade") {
		t.Errorf("Att göra:\n%s", rows)
	}
	_, texts := b.letters(almby)
	if n := strings.Count(strings.Join(texts, "\n"), "a00@evil.example"); n != 1 {
		t.Errorf("one address is asked about %d times", n)
	}
}

// Whom nobody can answer for, nobody is asked about; administrators are told.
func TestWhatIsNotAsked(t *testing.T) {
	t.Parallel()
	b := newBureau(t, append(slices.Clone(twoCentres), process.HealthCentre{ID: "C", Name: "Cederby vårdcentral"}))
	b.mail("noll@okand.example", "En fråga", nil)
	b.mail("ett@okand.example", "Anmälan", complete(map[process.Field]any{process.FieldCentre: "Finns inte vårdcentral"}))
	b.mail("tva@okand.example", "Anmälan", complete(map[process.Field]any{process.FieldCentre: "Cederby vårdcentral"}))
	b.mail(`"tre;x"@okand.example`, "Anmälan", complete(nil))
	b.run()
	if ids, to := b.questionsTo(); len(ids) != 0 {
		t.Errorf("asked %v", to)
	}
	rows := b.todo()
	for _, want := range []string{"Cederby vårdcentrals namn: vi har inte frågat", "ingen e-postadress", "Almby vårdcentrals namn: vi har inte frågat"} {
		if !strings.Contains(rows, want) {
			t.Errorf("Att göra lacks %q:\n%s", want, rows)
		}
	}
	if strings.Contains(rows, "noll@") || strings.Contains(rows, "ett@") {
		t.Errorf("Att göra tells of those who named no health centre:\n%s", rows)
	}
	b.nobodyElse()
}

// A mail that names several health centres waits for the register, and holds up no
// question about the others of its sender.
func TestAMailForSeveralHealthCentresIsNotAskedAbout(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	two := cellsOf(t, []string{"Ärendetyp", "Vårdcentral", "Läkarens namn", "Legitimationsdatum", "Möjlig start ST", "Redan anställd som ST?", "Svensk AT"},
		[]string{"Ny ST", "Almby vårdcentral", "Anna Alm", "2016-02-01", "2025-01-15", "Nej", "Ja"},
		[]string{"Ny ST", "Björkby vårdcentral", "Bo Bok", "2016-02-01", "2025-01-15", "Nej", "Ja"})
	b.mailBooks("Två", two)
	b.sentBy(almby, newChief)
	b.run()
	if ids, _ := b.questionsTo(); len(ids) != 0 || !strings.Contains(b.todo(), "blanketterna gäller flera vårdcentraler") {
		t.Errorf("%d questions\n%s", len(ids), b.todo())
	}
	b.mail(newChief, "En", complete(nil))
	b.run()
	ids, to := b.questionsTo()
	if !slices.Equal(to, []string{almby}) {
		t.Fatalf("asked %v", to)
	}
	b.words(almby, ids[0], "Ja")
	b.run()
	b.run()
	if s, _ := b.state(); len(s.cases) != 1 || s.world.Cases[0].Application.Doctor != "Doris Duktig" {
		t.Errorf("%d cases", len(s.cases))
	}
}

// sentBy has the last mail come from another address.
func (b *bureau) sentBy(from, to string) {
	b.t.Helper()
	path := filepath.Join(b.dir, "in", fmt.Sprintf("%02d.eml", b.sent))
	raw, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, []byte(strings.Replace(string(raw), "From: "+from, "From: "+to, 1)), 0o600)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// The Dagsrapport goes by mail, which is open: it tells that somebody wrote, and not from
// where.
func TestTheDagsrapportTellsNoStrangersAddress(t *testing.T) {
	t.Parallel()
	b, _ := askedAlmby(t)
	b.run()
	_, texts := b.letters("handlaggare@region.example")
	all := oneLine(texts...)
	if strings.Contains(all, newChief) || !strings.Contains(all, "Mejl från en adress som står i Att göra ligger åt sidan") {
		t.Errorf("the Dagsrapport tells the address, or nothing:\n%s", all)
	}
}

// Strangers fill Att göra with so many rows, and so long ones, and no more.
func TestStrangersDoNotFillAttGora(t *testing.T) {
	b := newBureau(t, twoCentres)
	b.mail(strings.Repeat("a", 40000)+"@evil.example", "Anmälan", complete(nil))
	for i := range 3 + mostUnasked + 4 { // three are asked about a day; with the odd one, five are beyond
		b.mail(fmt.Sprintf("nr%d@evil.example", i), "Anmälan", complete(nil))
	}
	b.run()
	rows := strings.Split(b.todo(), "\n")
	told := 0
	for _, r := range rows {
		if len(r) > 1000 {
			t.Errorf("a row of %d bytes: %s…", len(r), r[:100])
		}
		if strings.Contains(r, "Okänd avsändare i Almby") {
			told++
		}
	}
	if told != 3+mostUnasked || !strings.Contains(b.todo(), "Okända avsändare i vårdcentralers namn: 5 till") {
		t.Errorf("%d rows of strangers:\n%s", told, b.todo())
	}
}

// Where every sender must be proven, an answer to our question proves no form that comes
// with it, and its own words count where they are proven.
func TestAnAnswerProvesNoForm(t *testing.T) {
	b := newBureau(t, twoCentres)
	b.witness("mx.region.example", true)
	b.mail(newChief, "Anmälan", complete(nil))
	b.run()
	ids, _ := b.questionsTo()
	if len(ids) != 1 {
		t.Fatalf("%d questions", len(ids))
	}
	b.mail(almby, "SV: en adress", complete(map[process.Field]any{process.FieldDoctor: "Ebba Ek"}), "In-Reply-To: "+ids[0])
	b.run()
	ms := b.mails()
	if last := ms[len(ms)-1]; last.Place != ledger.Quarantine || !strings.HasPrefix(last.Why, whyUnproven) {
		t.Errorf("the answer with a form is in %s: %s", last.Place, last.Why)
	}
	b.words(almby, ids[0], "Ja", mxPass, throughMX)
	b.run()
	if as := b.asked(); len(as) == 0 || as[0].Answer != ledger.AnswerYes {
		t.Errorf("the yes is not heard: %+v", as)
	}
}

// Whoever the question is passed on to can say yes in the manager's name. Where every
// sender must be proven, a yes that is not lets nothing in: a person is told, once, and
// settles it by the register. A no needs no proof.
func TestAYesThatNothingProvesIsForAPerson(t *testing.T) {
	t.Parallel()
	for about, tt := range map[string]struct {
		require bool
		words   string
		headers []string
		answer  string
	}{
		"unproven":               {true, "Ja", []string{throughMX}, ""},
		"a no":                   {true, "Nej", []string{throughMX}, ledger.AnswerNo},
		"proven":                 {true, "Ja", []string{mxPass, throughMX}, ledger.AnswerYes},
		"no proof is asked for":  {false, "Ja", []string{throughMX}, ledger.AnswerYes},
		"neither yes nor no":     {true, "Vad menas?", []string{throughMX}, ""},
		"refuted, and not heard": {true, "Ja", []string{mxFail, throughMX}, ""},
	} {
		t.Run(about, func(t *testing.T) {
			t.Parallel()
			b, letter := askedAlmby(t)
			b.witness("mx.region.example", tt.require)
			b.words(almby, letter, tt.words, tt.headers...)
			told := slices.ContainsFunc(b.run().person, func(p string) bool { return strings.Contains(p, "is not proven: see Att göra") })
			if a := b.asked(); a[0].Answer != tt.answer {
				t.Errorf("answered %q, want %q", a[0].Answer, tt.answer)
			}
			b.run()
			if s, _ := b.state(); (len(s.cases) == 1) != (tt.answer == ledger.AnswerYes) {
				t.Errorf("%d cases", len(s.cases))
			}
			if rows := b.todo(); told != (about == "unproven") || strings.Contains(rows, "ett ja som inte kan styrkas") != told {
				t.Errorf("told %v, Att göra:\n%s", told, rows)
			}
			b.nobodyElse()
		})
	}
}

// The unproven yes waits for the register, and for no second answer: added there, the
// address needs none. It is told with the health centre and the day, and once.
func TestAnUnprovenYesIsSettledByTheRegister(t *testing.T) {
	t.Parallel()
	b, letter := askedAlmby(t)
	b.witness("mx.region.example", true)
	b.words(almby, letter, "Ja", throughMX)
	b.mail(almby, "SV: en adress", complete(map[process.Field]any{process.FieldDoctor: "Ebba Ek"}), throughMX, "In-Reply-To: "+letter)
	b.run()
	if n := b.run(); slices.ContainsFunc(n.person, func(p string) bool { return strings.Contains(p, "is not proven: see") }) {
		t.Errorf("told again: %v", n.person)
	}
	if ms := b.mails(); len(ms) != 3 || !slices.ContainsFunc(ms, func(m ledger.Mail) bool { return m.Place == ledger.Human && m.Why == whyUnsure }) {
		t.Errorf("the bare answer is not for a person: %+v", ms)
	}
	rows := b.todo()
	for _, want := range []string{"Okänd avsändare i Almby vårdcentrals namn: ett ja som inte kan styrkas", newChief, "helst per telefon", "lägg till den i E-post i bladet Vårdcentraler"} {
		if !strings.Contains(rows, want) {
			t.Errorf("Att göra lacks %q:\n%s", want, rows)
		}
	}
	_, texts := b.letters("handlaggare@region.example")
	if all := oneLine(texts...); strings.Contains(all, newChief) || !strings.Contains(all, "ett ja som inte kan styrkas") {
		t.Errorf("the Dagsrapport:\n%s", all)
	}
	b.write(master.SheetCentres, 2, map[string]string{"E-post": almby + "; " + newChief})
	b.run()
	if s, _ := b.state(); len(s.cases) != 1 {
		t.Errorf("%d cases once the register has the address", len(s.cases))
	}
	if rows := b.todo(); strings.Contains(rows, "kan styrkas: ") || strings.Contains(rows, newChief) {
		t.Errorf("Att göra still tells of it:\n%s", rows)
	}
}
