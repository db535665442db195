package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/master"
	"stintag/process/policy"
	"stintag/process/workbook"
)

// officeOf is a bureau in another region than Västmanland, with a new folder as
// init makes it.
func officeOf(t *testing.T, region string, now time.Time) *bureau {
	t.Helper()
	b := &bureau{t: t, dir: t.TempDir(), now: now}
	rules, err := policy.Preset(region)
	if err != nil {
		t.Fatal(err)
	}
	p := rules.At(process.DateOf(now))
	s := starterFor(region, p)
	s.IMAPAddress, s.Directory = "", "mail"
	if err := makeFolder(b.dir, s, p, master.Registers{Centres: twoCentres, Budget: []process.BudgetYear{
		{Year: now.Year(), Frame: 1e7, Decided: true, PerMonth: 50000}, {Year: now.Year() + 1, Frame: 1e7, Decided: true, PerMonth: 50000},
	}}); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(b.dir, "in"), 0o750); err != nil {
		t.Fatal(err)
	}
	return b
}

// typed is a form with values typed into its named boxes, as a manager would.
func typed(t *testing.T, raw []byte, values map[string]workbook.Cell) []byte {
	t.Helper()
	book, err := workbook.Read(raw, workbook.FormLimits)
	if err != nil {
		t.Fatal(err)
	}
	var changes []workbook.Change
	for _, n := range book.Names {
		if v, ok := values[n.Name]; ok {
			changes = append(changes, workbook.Change{Sheet: n.Sheet, Row: n.Range.Row1, Col: n.Range.Col1, Value: v})
			delete(values, n.Name)
		}
	}
	if len(values) > 0 {
		t.Fatalf("the form has no box for %v", values)
	}
	out, err := workbook.Patch(raw, changes)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// R-206, D4: the form that a manager in Västra Götaland gets of us holds all that
// Klar för beslut needs; without the third signature it is not enough.
func TestOurOwnFormIsEnoughInVastraGotaland(t *testing.T) {
	t.Parallel()
	text := func(s string) workbook.Cell { return workbook.Cell{Kind: workbook.Text, Text: s} }
	day := func(y int, m time.Month, d int) workbook.Cell {
		return workbook.Cell{Kind: workbook.Date, Number: workbook.Serial(y, m, d)}
	}
	for director, want := range map[string]process.Status{"Maria Dir 2026-01-22": process.StatusReady, "": process.StatusWaiting} {
		b := officeOf(t, "vastra-gotaland", time.Date(2026, 2, 1, 20, 0, 0, 0, time.FixedZone("CET", 3600)))
		blank, err := os.ReadFile(filepath.Join(b.dir, "form.xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		b.mailBooks("Anmälan", typed(t, blank, map[string]workbook.Cell{
			"f_kind": text("Ny ST"), "f_centre": text("Almby vårdcentral"), "f_doctor": text("Doris Duktig"), "f_manager": text("Ada Alm"),
			"f_manager_email": text("vc.almby@region.example"), "f_licence_date": day(2020, 3, 1), "f_swedish_at": text("Ja"),
			"f_possible_start": day(2026, 5, 1), "f_employed": text("Nej"), "f_own_priority": {Kind: workbook.Number, Number: 1},
			"f_supervisor": text("Hans Vis"), "f_supervisor_specialist": text("Ja"), "f_supervisor_trained": text("Ja"),
			"f_assessed_manager": text("Ada Alm 2026-01-20"), "f_assessed_supervisor": text("Hans Vis 2026-01-21"), "f_assessed_director": text(director),
		}))
		b.run()
		_, j := b.state()
		if len(j.Standings) != 1 || j.Standings[0].Status != want || want == process.StatusReady && len(j.Standings[0].Findings) > 0 {
			t.Errorf("with the director's %q: %+v, want %s", director, j.Standings, want)
		}
	}
}

// The form that answers "blankett" is the region's own as well.
func TestTheFormInAnAnswerIsTheRegions(t *testing.T) {
	t.Parallel()
	b := officeOf(t, "vastra-gotaland", time.Date(2026, 2, 1, 20, 0, 0, 0, time.FixedZone("CET", 3600)))
	b.raw("vc.almby@region.example", "Blankett", "Content-Type: text/plain; charset=utf-8\r\n\r\nHej!\r\n\r\nMvh\r\nAda Alm\r\n")
	b.run()
	books := b.attached("vc.almby@region.example")
	if len(books) != 1 {
		t.Fatalf("%d workbooks came with the answer, want the form", len(books))
	}
	for _, want := range []process.Field{process.FieldAssessedManager, process.FieldAssessedSupervisor, process.FieldAssessedDirector, process.FieldOwnPriority} {
		if !slices.ContainsFunc(books[0].Names, func(n workbook.Name) bool { return n.Name == "f_"+string(want) }) {
			t.Errorf("the form has no box for %s", want)
		}
	}
}
