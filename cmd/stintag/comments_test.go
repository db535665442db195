package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"stintag/process"
	"stintag/process/master"
	"stintag/process/workbook"
)

// comments gives the comments of a sheet of the master by cell, as another library
// than ours reads them.
func (b *bureau) comments(sheet string) map[string]string {
	b.t.Helper()
	f, err := excelize.OpenFile(filepath.Join(b.dir, "master.xlsx"))
	if err != nil {
		b.t.Fatal(err)
	}
	defer f.Close()
	comments, err := f.GetComments(sheet)
	if err != nil {
		b.t.Fatal(err)
	}
	all := map[string]string{}
	for _, c := range comments {
		text := c.Text
		for _, run := range c.Paragraph {
			text += run.Text
		}
		all[c.Cell] = c.Author + "|" + text
	}
	return all
}

// A date that a person corrects shows what the form said, from the run after; when
// the cell is emptied the form's date and no comment stands there.
func TestACorrectedDateShowsWhatTheFormSaid(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(nil))
	b.run()
	s, columns := b.sheet(master.SheetCases)
	col := columns["Legitimationsdatum"]
	cell, said := workbook.Address(2, col), master.CanonicalText(s.Cell(2, col))
	if got := b.comments(master.SheetCases); len(got) > 0 || said == "" {
		t.Fatalf("before anybody wrote: comments %v, date %q", got, said)
	}
	b.write(master.SheetCases, 2, map[string]string{"Legitimationsdatum": "2011-11-11"})
	b.run()
	for _, when := range []string{"the run after", "the run after that"} {
		got := b.comments(master.SheetCases)
		if len(got) != 1 || !strings.HasPrefix(got[cell], "ST-intag|ST-intag: Blanketten säger: "+said+". Det som står här är skrivet för hand och gäller.") {
			t.Errorf("%s: comments %v, want one on %s that says %s", when, got, cell, said)
		}
		b.run()
	}
	if _, j := b.state(); len(j.Standings) != 1 {
		t.Fatalf("%d cases", len(j.Standings))
	}
	b.write(master.SheetCases, 2, map[string]string{"Legitimationsdatum": ""})
	b.run()
	s, _ = b.sheet(master.SheetCases)
	if got := b.comments(master.SheetCases); len(got) > 0 || master.CanonicalText(s.Cell(2, col)) != said {
		t.Errorf("emptied: comments %v, date %q; want none, and %s", got, master.CanonicalText(s.Cell(2, col)), said)
	}
}

// A case that a person wrote by hand has no form that could say anything.
func TestACorrectedRowByHandSpeaksOfNoForm(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.run()
	b.write(master.SheetCases, 2, map[string]string{"Läkare": "Hanna Handskriven", "Vårdcentral": "Almby vårdcentral", "Ärendetyp": "Ny ST",
		"Legitimationsdatum": "2019-05-01", "Möjlig start": "2024-12-01", "Anställd": "Nej"})
	b.run()
	if got := b.comments(master.SheetCases); len(got) > 0 {
		t.Errorf("the row as it was written has comments: %v", got)
	}
	b.write(master.SheetCases, 2, map[string]string{"Legitimationsdatum": "2018-05-01"})
	b.run()
	got := b.comments(master.SheetCases)
	_, columns := b.sheet(master.SheetCases)
	if text := got[workbook.Address(2, columns["Legitimationsdatum"])]; len(got) != 1 || !strings.Contains(text, "Raden sade från början: 2019-05-01.") {
		t.Errorf("comments %v", got)
	}
}

// A faulty row of a register says so on the row, until it is mended.
func TestAFaultyRegisterRowSaysSo(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.run()
	b.write(master.SheetCentres, 2, map[string]string{"E-post": ""})
	b.run()
	got := b.comments(master.SheetCentres)
	for cell, text := range got {
		if row, _, _ := workbook.ParseAddress(cell); row != 2 || !strings.Contains(text, "saknar e-postadress") {
			t.Errorf("%s: %s", cell, text)
		}
	}
	if len(got) != 1 {
		t.Errorf("%d comments, want one", len(got))
	}
	b.write(master.SheetCentres, 2, map[string]string{"E-post": "ny.chef@region.example"})
	b.run()
	if got := b.comments(master.SheetCentres); len(got) > 0 {
		t.Errorf("mended: %v", got)
	}
}

// D24: a protected doctor's name stands in no comment.
func TestCommentsKeepAProtectedName(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldProtected: "Ja", process.FieldDoctor: "Petra Hemlig"}))
	b.run()
	b.write(master.SheetCases, 2, map[string]string{"Läkare": "P. H.", "Uppgifter saknas": "klart", "Skäl för förslaget": "se pärmen"})
	b.run()
	got := b.comments(master.SheetCases)
	if len(got) < 2 {
		t.Fatalf("comments %v, or this test proves nothing", got)
	}
	for cell, text := range got {
		if strings.Contains(text, "Hemlig") {
			t.Errorf("%s: %s", cell, text)
		}
	}
}
