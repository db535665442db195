package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/master"
	"stintag/process/workbook"
)

// What a person writes over the form and that cannot be used is told, on its cell and
// in Att göra, and the form's word holds until it is mended.
func TestACorrectionThatCannotBeUsedIsTold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ heading, written, told string }{
		{"Kontaktdatum", "i våras", `Kontaktdatum: "i våras" är inget datum. Skriv datumet som ÅÅÅÅ-MM-DD. Tills dess gäller programmets uppgift: `},
		{"Legitimationsdatum", "1850-09-01", `"1850-09-01" är inget datum som kan stämma. Skriv datumet som ÅÅÅÅ-MM-DD. Tills dess gäller blankettens uppgift: `},
		{"Ärendetyp", "Hittepå", `"Hittepå" finns inte bland valen.`},
		{"Anställd", "kanske", `"kanske" går inte att läsa som Ja eller Nej.`},
	} {
		t.Run(c.heading, func(t *testing.T) {
			b := newBureau(t, twoCentres)
			b.mail("vc.almby@region.example", "Anmälan", complete(nil))
			b.run()
			_, before := b.state()
			_, columns := b.sheet(master.SheetCases)
			b.write(master.SheetCases, 2, map[string]string{c.heading: c.written})
			b.run()
			cell := workbook.Address(2, columns[c.heading])
			comments := b.comments(master.SheetCases)
			if got := comments[cell]; !strings.Contains(got, c.told) || strings.Contains(got, "handskriv") || len(comments) != 1 {
				t.Errorf("comments %v, want one on %s that tells %s", comments, cell, c.told)
			}
			if todo := b.todo(); !strings.Contains(todo, "Rätta bladet Ärenden, rad 2.") || !strings.Contains(todo, c.told) {
				t.Errorf("Att göra does not tell:\n%s", todo)
			}
			if _, j := b.state(); j.Standings[0].Status != before.Standings[0].Status {
				t.Errorf("status %s, was %s: the form's word no longer holds", j.Standings[0].Status, before.Standings[0].Status)
			}
			b.write(master.SheetCases, 2, map[string]string{c.heading: ""})
			b.run()
			if got := b.comments(master.SheetCases); len(got) > 0 || strings.Contains(b.todo(), c.written) {
				t.Errorf("emptied: comments %v\n%s", got, b.todo())
			}
		})
	}
}

// In a row that a person made nothing else holds.
func TestARowByHandThatCannotBeUsedIsTold(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.run()
	b.write(master.SheetCases, 2, map[string]string{"Läkare": "19811218-9876 Testa Person", "Vårdcentral": "Finns inte", "Ärendetyp": "Hittepå", "Legitimationsdatum": "snart"})
	b.run()
	for _, when := range []string{"the run", "the next"} {
		s, _ := b.sheet(master.SheetCases)
		if got := s.Cell(2, 1).Text; got != "IA-2024-0001" {
			t.Errorf("%s: the row's number is %q", when, got)
		}
		for cell, text := range b.comments(master.SheetCases) {
			if strings.Contains(text, "gäller") && !strings.Contains(text, "Testa Person") {
				t.Errorf("%s: %s: %s", when, cell, text)
			}
		}
		for _, want := range []string{`"snart" är inget datum.`, `"Hittepå" finns inte bland valen.`, "Tills dess saknas uppgiften."} {
			if !strings.Contains(b.todo(), want) {
				t.Errorf("%s: Att göra does not tell %s:\n%s", when, want, b.todo())
			}
		}
		b.run()
	}
}

// A health centre that a form writes in its own way is the same one: a person's other
// one is a correction of it and no conflict (D13).
func TestACorrectedHealthCentreIsNoConflict(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldCentre: "Almby"}))
	b.run()
	b.write(master.SheetCases, 2, map[string]string{"Vårdcentral": "Björkby vårdcentral"})
	b.run()
	if strings.Contains(b.todo(), "den nyare uppgiften") {
		t.Errorf("a conflict that is none:\n%s", b.todo())
	}
	told := slices.Collect(func(yield func(string) bool) {
		for _, text := range b.comments(master.SheetCases) {
			yield(text)
		}
	})
	if len(told) != 1 || !strings.Contains(told[0], "Blanketten säger: Almby vårdcentral.") {
		t.Errorf("comments %q", told)
	}
	if s, _ := b.state(); s.world.Cases[0].Asserted[process.FieldCentre] == "" {
		t.Error("the correction is not taken in")
	}
}

// A contact date that a person wrote is told among the corrections.
func TestACorrectedContactDateIsExplained(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail(almby, "Anmälan", complete(nil))
	b.run()
	b.write(master.SheetCases, 2, map[string]string{"Kontaktdatum": "2024-01-01"})
	b.run()
	if _, says := b.command("explain", "IA-2024-0001"); !strings.Contains(says, "Rättat i huvudfilen: Kontaktdatum = 2024-01-01.") {
		t.Error(says)
	}
}

// A decision whose words say nothing is something new for a person, once: who wrote it
// believes it made. One that is half filled is somebody at work.
func TestADecisionThatCannotBeReadNeedsAPersonOnce(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail(almby, "Anmälan", complete(nil))
	if status, out := b.command("import", filepath.Join(b.dir, "in")); status != exitDone {
		t.Fatal(status, out)
	}
	b.command("run")
	for _, step := range []struct {
		does   string
		writes map[string]string
		status int
	}{
		{"half filled", map[string]string{"Beslut": "Kvar på intresselistan"}, exitDone},
		{"a word that is none", map[string]string{"Beslut": "avslag"}, exitPerson},
		{"the same still", nil, exitDone},
		{"a date without a year", map[string]string{"Beslutsdatum": "12/9"}, exitPerson},
		{"the word put right", map[string]string{"Beslut": "Avslås"}, exitDone},
		{"the date too", map[string]string{"Beslutsdatum": ""}, exitDone},
	} {
		if step.writes != nil {
			b.write(master.SheetCases, 2, step.writes)
		}
		status, out := b.command("run")
		if says := strings.Contains(out, "1 cell(s) in Beslut or Beslutsdatum that cannot be read"); status != step.status || says != (status == exitPerson) {
			t.Errorf("%s: %d, want %d: %s", step.does, status, step.status, out)
		}
		if !strings.Contains(b.todo(), "Gör klart beslutet") {
			t.Errorf("%s: Att göra:\n%s", step.does, b.todo())
		}
	}
}
