package main

import (
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/ledger"
)

// A case that a yes lets in, out of a mail that an earlier Dagsrapport told to be laid
// aside, is told when it is, and what the yes was.
func TestTheDagsrapportTellsWhatWasLetInLater(t *testing.T) {
	b, letter := askedAlmby(t)
	b.evening()
	b.words(almby, letter, "Ja, det stämmer.")
	_, second, _ := b.evening()
	for _, want := range []string{
		"svar på vår fråga om en",
		"ny intresseanmälan, ur ett mejl som hade väntat (IA-2024-0001)",
		"1 läst: 1 ny intresseanmälan",
		"hanterade 1 + ej läsbara 0 + karantän 0 + till handläggare 0 = 1, stämmer",
	} {
		if !strings.Contains(second, want) {
			t.Errorf("the Dagsrapport lacks %q:\n%s", want, second)
		}
	}
	if _, third, _ := b.evening(); strings.Contains(third, "ur ett mejl som hade väntat") {
		t.Errorf("it is told twice:\n%s", third)
	}
	_, out := b.command("audit", "show", "IA-2024-0001")
	for _, want := range []string{"Almby vårdcentral fick frågan om avsändaren av mejl 1", "Almby vårdcentral svarade ja på frågan om"} {
		if !strings.Contains(strings.Join(strings.Fields(out), " "), want) {
			t.Errorf("the case's story lacks %q:\n%s", want, out)
		}
	}
}

// Why a mail lies aside is told as it is: a manager in the register, in whose name
// anybody may have written, is no stranger to it.
func TestTheDagsrapportTellsWhyAMailLiesAside(t *testing.T) {
	for headers, want := range map[string]string{
		mxFail:                     "det går inte att styrka att avsändaren är den registrerade; ligger kvar och besvaras inte",
		"From: eva@klinik.example": "avsändaren är inte en enda; ligger kvar och besvaras inte",
		mxPass:                     "ny intresseanmälan",
	} {
		b := newBureau(t, twoCentres)
		b.witness("mx.region.example", false)
		b.mail(almby, "Anmälan", complete(nil), headers)
		b.run()
		m := b.mails()[0]
		r, err := readingOf(m)
		if err != nil {
			t.Fatal(err)
		}
		var taken []ledger.Taken
		if m.Place == ledger.Handled {
			taken = []ledger.Taken{{MailID: m.ID, How: process.New}}
		}
		if got := whatBecame(m, r, taken); got != want {
			t.Errorf("%s: %q, want %q", headers, got, want)
		}
	}
}

// A mail laid aside of whose sender Att göra tells is one thing to do, not two.
func TestAMailLaidAsideIsOneThingToDo(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail(newChief, "Anmälan", complete(nil))
	b.mail("nagon@annan.example", "Hej", nil) // whom nobody is asked about
	_, report, _ := b.evening()
	for _, want := range []string{"2 saker behöver dig", "Okänd avsändare i Almby vårdcentrals namn: vi har frågat", "1 nytt mejl ligger i karantän", "karantän 2"} {
		if !strings.Contains(report, want) {
			t.Errorf("the Dagsrapport lacks %q:\n%s", want, report)
		}
	}
}

// Who asks for the form again and again may be a program that answers ours: its mails
// beyond the cap are told as what they are, and for somebody to look at.
func TestFormsAskedForBeyondTheCapAreTold(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	for range 7 {
		b.raw(almby, "Blankett", "Content-Type: text/plain; charset=utf-8\r\n\r\nHej!\r\n")
	}
	_, report, _ := b.evening()
	for _, want := range []string{
		"2 mejl är inte besvarade: avsändaren har fått så många svar som en adress får.", "bad om blanketten; avsändaren har",
	} {
		if !strings.Contains(report, want) {
			t.Errorf("the Dagsrapport lacks %q:\n%s", want, report)
		}
	}
	if kinds, _ := b.letters(almby); len(kinds) != 5 || strings.Contains(report, "gick inte att läsa; avsändaren") {
		t.Errorf("%d answers, want 5:\n%s", len(kinds), report)
	}
}
