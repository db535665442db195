package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stintag/ingest/trust"
	"stintag/process"
	"stintag/process/ledger"
)

const (
	throughMX = "Received: from smtp.region.example by mx.region.example; Tue, 10 Sep 2024 18:00:00 +0200"
	mxPass    = "Authentication-Results: mx.region.example; dmarc=pass header.from=region.example"
	mxFail    = "Authentication-Results: mx.region.example; dmarc=fail header.from=region.example"
	eop       = "Received: from smtp.region.example (1.2.3.4) by DB5EUR03FT012.mail.protection.outlook.com (10.1.1.1) with SMTP; Tue, 10 Sep 2024 18:00:00 +0200"
	eopPass   = "Authentication-Results: spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=region.example; dkim=pass header.d=region.example;dmarc=pass action=none header.from=region.example;compauth=pass reason=100"
	eopFail   = "Authentication-Results: spf=fail (sender IP is 6.6.6.6) smtp.mailfrom=evil.example; dkim=none header.d=none;none;dmarc=fail action=quarantine header.from=region.example;compauth=fail reason=000"
)

// A registered address is believed as far as the named server's word goes, through the
// whole chain: what is proven is taken, what is not is laid aside and never answered.
func TestTheWitnessIsHeard(t *testing.T) {
	t.Parallel()
	for about, tt := range map[string]struct {
		id      string
		require bool
		headers []string
		taken   bool
	}{
		"the register alone":              {"", false, []string{mxFail}, true},
		"the register alone, two From":    {"", false, []string{"From: chef@evil.example"}, false},
		"proven":                          {"mx.region.example", true, []string{mxPass, throughMX}, true},
		"required, and not there":         {"mx.region.example", true, []string{throughMX}, false},
		"not required, and not there":     {"mx.region.example", false, []string{throughMX}, true},
		"failed":                          {"mx.region.example", false, []string{mxFail, throughMX}, false},
		"forged below":                    {"mx.region.example", true, []string{mxFail, throughMX, mxPass}, false},
		"forged, of another name":         {"mx.region.example", true, []string{strings.Replace(mxPass, "mx.", "mx2.", 1), throughMX}, false},
		"injected":                        {"mx.region.example", false, []string{`Authentication-Results: mx.region.example; spf=pass smtp.mailfrom="a; dmarc=pass header.from=region.example; x"@evil.example;` + "\r\n dmarc=fail header.from=region.example", throughMX}, false},
		"proven, with two From":           {"mx.region.example", true, []string{mxPass, throughMX, "From: chef@evil.example"}, false},
		"proven, and Reply-To is nothing": {"mx.region.example", true, []string{mxPass, throughMX, "Reply-To: chef@evil.example"}, true},
		"Exchange Online, passed":         {"m365", true, []string{eopPass, eop}, true},
		"Exchange Online, failed":         {"m365", false, []string{eopFail, eop}, false},
		"Exchange Online, forged below":   {"m365", true, []string{eop, eopPass}, false},
	} {
		t.Run(about, func(t *testing.T) {
			b := newBureau(t, twoCentres)
			b.witness(tt.id, tt.require)
			b.mail(almby, "Anmälan", complete(nil), tt.headers...)
			b.run()
			s, _ := b.state()
			m := b.mails()[0]
			if taken := len(s.cases) == 1 && m.Place == ledger.Handled; taken != tt.taken {
				t.Errorf("%d cases, the mail is in %s: %s", len(s.cases), m.Place, m.Why)
			}
			if kinds, _ := b.letters(almby); slices.Contains(kinds, "receipt") != tt.taken {
				t.Errorf("letters %v", kinds)
			}
			b.nobodyElse()
		})
	}
}

// What cannot be proven to be a manager's is asked about at the manager's own address; a
// yes that is proven lets it in, and one that is not is told to a person.
func TestAnUnprovenManagerIsAsked(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.witness("mx.region.example", true)
	b.mail(almby, "Anmälan", complete(nil), throughMX)
	b.mail(almby, "Något annat", nil, throughMX)
	b.run()
	ids, to := b.questionsTo()
	if !slices.Equal(to, []string{almby}) {
		t.Fatalf("asked %v", to)
	}
	if rows := b.todo(); !strings.Contains(rows, "Ett mejl i Almby vårdcentrals namn kunde inte styrkas: vi har frågat") {
		t.Errorf("Att göra:\n%s", rows)
	}
	b.words(almby, ids[0], "Ja, det är vi.", mxFail, throughMX) // what the witness refutes is not heard
	b.run()
	if a := b.asked(); a[0].Answer != "" {
		t.Fatal("a refuted answer was heard")
	}
	b.words(almby, ids[0], "Ja, det är vi.", throughMX)
	b.run()
	if a, rows := b.asked(), b.todo(); a[0].Answer != "" || !strings.Contains(rows, "be dem skicka det igen på ett sätt som kan styrkas") || !strings.Contains(rows, "ett ja som inte kan styrkas") {
		t.Fatalf("answered %q, Att göra:\n%s", a[0].Answer, rows)
	}
	b.words(almby, ids[0], "Ja, det är vi.", mxPass, throughMX)
	b.run()
	b.run()
	if rows := b.todo(); strings.Contains(rows, "kan styrkas") {
		t.Errorf("Att göra still tells of it:\n%s", rows)
	}
	s, j := b.state()
	if len(s.cases) != 1 || j.Standings[0].Place != 1 {
		t.Errorf("%d cases, %+v", len(s.cases), j.Standings)
	}
	places := map[ledger.Place]int{}
	for _, m := range b.mails() {
		places[m.Place]++
	}
	if places[ledger.Human] != 2 || places[ledger.Handled] != 2 || places[ledger.Quarantine] != 1 {
		t.Errorf("places %v", places)
	}
	b.mail(almby, "En till", complete(map[process.Field]any{process.FieldDoctor: "Ebba Ek"}), throughMX)
	b.run()
	if ids, _ := b.questionsTo(); len(ids) != 1 {
		t.Errorf("%d questions, want the one for ever", len(ids))
	}
	b.nobodyElse()
}

// A mended configuration lets waiting mail in by itself: what servers wrote is kept.
func TestAMendedConfigurationHealsWaitingMail(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.witness("mx1.region.example", true)
	b.mail(almby, "Anmälan", complete(nil), mxPass, throughMX)
	b.run()
	if s, _ := b.state(); len(s.cases) != 0 {
		t.Fatal("taken in without proof")
	}
	b.configure("mx1.region", "mx.region")
	b.run()
	if s, _ := b.state(); len(s.cases) != 1 {
		t.Error("the proof was not found again")
	}
}

// check tells of a name that no mail bears, before it lays everything aside.
func TestCheckSeesAWitnessThatIsNotHeard(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	trustLine := func() checkLine {
		t.Helper()
		b.now = b.now.AddDate(0, 0, 1)
		cfg, err := LoadConfig(filepath.Join(b.dir, "stintag.toml"))
		if err != nil {
			t.Fatal(err)
		}
		k := &checker{cfg: cfg, now: b.now}
		k.trust(t.Context())
		return k.lines[0]
	}
	if l := trustLine(); l.Verdict != fine || !strings.Contains(l.Words, "register") {
		t.Errorf("%+v", l)
	}
	b.witness("mx1.region.example", false)
	if l := trustLine(); l.Verdict != fine || !strings.Contains(l.Words, "0 of the last 0") {
		t.Errorf("before any mail: %+v", l)
	}
	for range fewToHear {
		b.mail(almby, "En fråga", nil, mxPass, throughMX)
	}
	b.run()
	if l := trustLine(); l.Verdict != odd || !strings.Contains(l.Words, "none of the last 5 mails") {
		t.Errorf("a wrong name: %+v", l)
	}
	b.configure("mx1.region", "mx.region")
	if l := trustLine(); l.Verdict != fine || !strings.Contains(l.Words, "5 of the last 5") {
		t.Errorf("the right name: %+v", l)
	}
	b.configure("received_by   = []", `received_by   = ["mx9.region.example"]`)
	if l := trustLine(); l.Verdict != odd || !strings.Contains(l.Words, "where received_by lets them count; 5 do elsewhere") || !strings.Contains(l.Mend, "received_by") {
		t.Errorf("another border: %+v", l)
	}
	b.configure(`["mx9.region.example"]`, `["mx.region.example"]`)
	if l := trustLine(); l.Verdict != fine || !strings.Contains(l.Words, "5 of the last 5") {
		t.Errorf("the right border: %+v", l)
	}
}

// A field in our server's name that came in with a mail is believed only where nobody has
// said which server is the border.
func TestAForgedProofIsWorthNothingOnceTheBorderIsNamed(t *testing.T) {
	t.Parallel()
	sent := "Received: from pc by smtp.evil.example; Tue, 10 Sep 2024 17:59:00 +0200"
	for lines, taken := range map[string]bool{`[]`: true, `["mx.region.example"]`: false} {
		t.Run(lines, func(t *testing.T) {
			t.Parallel()
			b := newBureau(t, twoCentres)
			b.witness("mx.region.example", true)
			b.configure("received_by   = []", "received_by   = "+lines)
			b.mail(almby, "Förfalskad", complete(nil), throughMX, sent, mxPass)
			b.mail(almby, "Äkta", complete(map[process.Field]any{process.FieldDoctor: "Ebba Ek"}), mxPass, throughMX, sent)
			b.run()
			ms := b.mails()
			if got := ms[0].Place == ledger.Handled; got != taken {
				t.Errorf("the forged one is in %s: %s", ms[0].Place, ms[0].Why)
			}
			if ms[1].Place != ledger.Handled {
				t.Errorf("the true one is in %s: %s", ms[1].Place, ms[1].Why)
			}
		})
	}
}

// A delivery report suppresses an address only where the address is at fault, and where
// it is the address that the letter went to.
func TestAFullMailboxIsNotSuppressed(t *testing.T) {
	t.Parallel()
	for about, tt := range map[string]struct {
		status, of string
		suppressed bool
	}{
		"no such user":            {"5.1.1", almby, true},
		"a full mailbox":          {"5.2.2", almby, false},
		"given up for now":        {"4.4.7", almby, false},
		"passed on to a dead end": {"5.1.1", "privat@okand.example", false},
	} {
		t.Run(about, func(t *testing.T) {
			b := newBureau(t, twoCentres)
			b.mail(almby, "Anmälan", complete(nil))
			b.run()
			files, err := filepath.Glob(filepath.Join(b.dir, "mail", "*.eml"))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				raw, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				if header(raw, "X-Stintag-Kind") == "receipt" {
					b.bounce(header(raw, "Message-Id"), tt.status, tt.of)
				}
			}
			batch := b.run()
			if !slices.ContainsFunc(batch.person, func(p string) bool { return strings.Contains(p, "came back") }) {
				t.Errorf("nobody is told: %v", batch.person)
			}
			if rows := b.todo(); strings.Contains(rows, "Rätta e-postadressen till Almby vårdcentral") != tt.suppressed {
				t.Errorf("Att göra:\n%s", rows)
			} else if back := strings.Contains(rows, "IA-2024-0001 | Brev till Almby vårdcentral kom inte fram"); back == tt.suppressed {
				t.Errorf("a letter that came back and may be sent again is told: %v\n%s", back, rows)
			}
			b.mail(almby, "Anmälan", complete(map[process.Field]any{process.FieldDoctor: "Ebba Ek"}))
			b.run()
			if kinds, _ := b.letters(almby); (len(kinds) == 1) != tt.suppressed {
				t.Errorf("letters %v", kinds)
			}
		})
	}
}

// bounce writes a delivery report about a letter.
func (b *bureau) bounce(letter, status, of string) {
	b.t.Helper()
	b.sent++
	text := "From: MAILER-DAEMON@mx.example\r\nTo: st-intag@region.example\r\nDate: " + b.now.Add(-time.Hour).Format(time.RFC1123Z) +
		"\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\n" +
		"Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; " + of + "\r\nAction: failed\r\nStatus: " + status +
		"\r\n--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: " + letter + "\r\n--r--\r\n"
	if err := os.WriteFile(filepath.Join(b.dir, "in", fmt.Sprintf("%02d.eml", b.sent)), []byte(text), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// A letter of ours that comes home is answered by nobody, and somebody is told.
func TestAnOwnLetterThatComesHomeIsTold(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail(almby, "Anmälan", complete(nil))
	b.run()
	files, err := filepath.Glob(filepath.Join(b.dir, "mail", "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		raw = []byte(strings.Replace(string(raw), "From: ", "From: "+almby+"\r\nX-Was: ", 1)) // a rule that sends it on in its own name
		if err := os.WriteFile(filepath.Join(b.dir, "in", fmt.Sprintf("home-%d.eml", i)), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	batch := b.run()
	if !slices.ContainsFunc(batch.person, func(p string) bool { return strings.Contains(p, "goes round") }) {
		t.Errorf("nobody is told: %v", batch.person)
	}
	if kinds, _ := b.letters(almby); len(kinds) != 1 {
		t.Errorf("letters %v", kinds)
	}
}

// The Dagsrapport says of mail that lies aside why it does, and of an answer to our
// question what it said.
func TestWhatBecameOfMailThatIsNotTaken(t *testing.T) {
	for _, tt := range []struct {
		place     ledger.Place
		why, want string
	}{
		{ledger.Quarantine, whyUnknown, "avsändaren finns inte i registret"},
		{ledger.Quarantine, whyUnproven + "dmarc=fail", "det går inte att styrka att avsändaren är den registrerade"},
		{ledger.Quarantine, whyNoSender, "avsändaren är inte en enda"},
		{ledger.Quarantine, whyForeign, "blanketten gäller en annan vårdcentral"},
		{ledger.Handled, (&testimony{answer: ledger.AnswerYes}).why(), "svar på vår fråga om en avsändare: ja"},
		{ledger.Handled, (&testimony{answer: ledger.AnswerNo}).why(), "svar på vår fråga om en avsändare: nej"},
		{ledger.Human, (&testimony{}).why(), "svar på vår fråga om en avsändare, varken ja eller nej"},
		{ledger.Human, (&testimony{unsure: true}).why(), "svar på vår fråga om en avsändare: ja, men det går inte att styrka"},
	} {
		if got := whatBecame(ledger.Mail{Place: tt.place, Why: tt.why}, reading{Class: trust.Person}, nil); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s, %s: %q, want %q", tt.place, tt.why, got, tt.want)
		}
	}
}
