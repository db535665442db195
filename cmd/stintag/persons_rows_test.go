package main

import (
	"testing"

	"stintag/process"
	"stintag/process/master"
)

// D24: a row of a protected doctor that lost its number finds its case again.
func TestAProtectedRowWithoutItsNumberFindsItsCase(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail(almby, "Anmälan", complete(map[process.Field]any{process.FieldProtected: process.Yes}))
	b.run()
	b.write(master.SheetCases, 2, map[string]string{"Ärende": "", "Anteckning": "min"})
	b.run()
	b.run()
	if n := len(b.cases()); n != 1 {
		t.Errorf("%d cases: %v", n, b.column("Läkare"))
	}
	if got := b.column("Anteckning")["IA-2024-0001"]; got != "min" {
		t.Errorf("note %q; %v", got, b.column("Läkare"))
	}
}

// However a doctor is written, a person's row becomes one case, and gets its number.
func TestAPersonsRowBecomesOneCase(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Ek, Eva", "Dr Eva Ek", "Eva Ek (vik.)", "12345", "Eva Ek 19811218-9876", "ej klart", "?", "leg läk Eva Ek", "IA-2024-0009", "-", "Eva", "Eva Ek\nring", "x", "Läkare", "N.N."} {
		t.Run(name, func(t *testing.T) {
			b := newBureau(t, twoCentres)
			b.mail(almby, "Anmälan", complete(nil))
			b.run()
			b.write(master.SheetCases, 3, map[string]string{"Läkare": name, "Vårdcentral": "Almby vårdcentral"})
			for range 3 {
				b.run()
			}
			if n := len(b.cases()); n != 2 || len(b.column("Läkare")) != 2 {
				t.Errorf("%d cases: %v", n, b.column("Läkare"))
			}
			s, columns := b.sheet(master.SheetCases)
			if got := s.Cell(3, columns["Ärende"]).Text; got != "IA-2024-0002" {
				t.Errorf("number %q, todo %s", got, b.todo())
			}
		})
	}
}

// The same while the master is open and cannot be given the number.
func TestAPersonsRowBecomesOneCaseWhileTheMasterWaits(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Ek, Eva", "Eva Ek", "Eva", "12345"} {
		t.Run(name, func(t *testing.T) {
			b := newBureau(t, twoCentres)
			b.mail(almby, "Anmälan", complete(nil))
			b.run()
			b.write(master.SheetCases, 3, map[string]string{"Läkare": name, "Vårdcentral": "Almby vårdcentral"})
			remove := b.file("~$master.xlsx", "\x03Eva")
			b.run()
			b.run()
			remove()
			b.run()
			if n := len(b.cases()); n != 2 || len(b.column("Läkare")) != 2 {
				t.Errorf("%d cases: %v", n, b.column("Läkare"))
			}
		})
	}
}
