package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"stintag/process"
	"stintag/process/master"
	"stintag/process/workbook"
)

const yellowLabel = "Förklara ett ärende: skriv numret här"

// byHand changes the master with a spreadsheet program that is not ours.
func (b *bureau) byHand(change func(f *excelize.File) error) {
	b.t.Helper()
	f, err := excelize.OpenFile(filepath.Join(b.dir, "master.xlsx"))
	if err == nil {
		err = change(f)
	}
	if err == nil {
		err = f.Save()
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// ask types into the yellow cell, beside its label.
func (b *bureau) ask(id string) {
	b.t.Helper()
	b.byHand(func(f *excelize.File) error {
		at, err := f.SearchSheet(master.SheetRules, yellowLabel)
		if err != nil || len(at) != 1 {
			b.t.Fatalf("the label stands at %v, %v", at, err)
		}
		return f.SetCellStr(master.SheetRules, strings.Replace(at[0], "A", "B", 1), id)
	})
}

// regler is the sheet's words, a line for each row; the yellow cell is its own.
func (b *bureau) regler() (yellow string, lines []string) {
	b.t.Helper()
	s, _ := b.sheet(master.SheetRules)
	for _, r := range s.Rows {
		var words []string
		for _, c := range r.Cells {
			words = append(words, c.Text)
		}
		line := strings.Join(words, " | ")
		if strings.HasPrefix(line, yellowLabel) {
			yellow = s.Cell(r.Number, 2).Text
		}
		lines = append(lines, line)
	}
	return yellow, lines
}

func (b *bureau) masterHash() string {
	b.t.Helper()
	raw, err := os.ReadFile(filepath.Join(b.dir, "master.xlsx"))
	if err != nil {
		b.t.Fatal(err)
	}
	return workbook.Hash(raw)
}

// waitingRegion has more who wait than the frame has room for; IA-2024-0001 is proposed.
func waitingRegion(t *testing.T) *bureau {
	b := newBureau(t, twoCentres)
	for i, name := range []string{"Doris Duktig", "Ebba Ek", "Folke Fura", "Gun Gran"} {
		b.mail("vc.almby@region.example", "Anmälan", complete(map[process.Field]any{
			process.FieldDoctor: name, process.FieldLicenceDate: process.D(2016+i, 3, 1), process.FieldPossibleStart: process.D(2024, 11, 1),
		}))
	}
	b.run()
	return b
}

// The yellow cell of Regler explains a case in the words of explain, at the next
// run; the typed id stays, and what is said stays as it is for as long as it is true.
func TestTheYellowCellExplainsACase(t *testing.T) {
	t.Parallel()
	b := waitingRegion(t)
	_, before := b.regler()
	b.ask("ia-2024-0003")
	b.run()
	yellow, lines := b.regler()
	if yellow != "ia-2024-0003" {
		t.Errorf("the yellow cell says %q", yellow)
	}
	s, j := b.state()
	e, _ := process.Explain(s.world, j, "IA-2024-0003")
	all := strings.Join(lines, "\n")
	for _, want := range append(e.Lines, e.Remedies.Found[0].Words()[1:], "Skrivet 2024-09-11.") {
		if !strings.Contains(all, want) {
			t.Errorf("nowhere %q in\n%s", want, all)
		}
	}
	if strings.Contains(all, "stintag ") || strings.Contains(all, "--set") {
		t.Errorf("it tells of commands:\n%s", all)
	}
	hash := b.masterHash()
	b.now = b.now.AddDate(0, 0, -1).Add(10 * time.Minute)
	b.run()
	if b.masterHash() != hash {
		t.Error("the same question made a new file")
	}
	for _, tt := range []struct{ typed, says string }{
		{"2024-3", "IA-2024-0003: På intresselistan."},
		{"IA-2024-0099", "Inget ärende heter IA-2024-0099; så här ser ett nummer ut: IA-2024-0007."},
		{"Doris Duktig", "Det som står i den gula rutan är inget ärendenummer; så här ser ett nummer ut: IA-2024-0007."},
	} {
		b.ask(tt.typed)
		b.run()
		if yellow, lines := b.regler(); yellow != tt.typed || !strings.Contains(strings.Join(lines, "\n"), tt.says) {
			t.Errorf("%s: %q and\n%s", tt.typed, yellow, strings.Join(lines, "\n"))
		}
	}
	b.ask("")
	b.run()
	if _, lines = b.regler(); strings.Join(lines, "\n") != strings.Join(before, "\n") {
		t.Errorf("the answer did not go:\n%s", strings.Join(lines, "\n"))
	}
}

// The cell is found by its label, also where people put rows of their own above it.
func TestTheYellowCellIsFoundWhereverItStands(t *testing.T) {
	t.Parallel()
	b := waitingRegion(t)
	_, before := b.regler()
	b.byHand(func(f *excelize.File) error {
		if err := f.InsertRows(master.SheetRules, 1, 2); err != nil {
			return err
		}
		return f.SetCellStr(master.SheetRules, "A1", "Vår egen rubrik")
	})
	b.ask("IA-2024-0002")
	b.run()
	b.ask("")
	b.run()
	_, lines := b.regler()
	if want := "Vår egen rubrik\n" + strings.Join(before, "\n"); strings.Join(lines, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), want)
	}
}

// D24: a protected identity is not named, whatever the answer tells.
func TestTheYellowCellNamesNoProtectedDoctor(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldProtected: process.Yes}))
	b.run()
	b.write(master.SheetCases, 2, map[string]string{"Läkare": "Doris Hemlig"})
	b.ask("IA-2024-0001")
	b.run()
	_, lines := b.regler()
	if all := strings.Join(lines, "\n"); strings.Contains(all, "Hemlig") || strings.Contains(all, "Duktig") || !strings.Contains(all, "IA-2024-0001: ") {
		t.Errorf("the answer names a protected doctor, or there is none:\n%s", all)
	}
}
