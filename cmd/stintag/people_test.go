package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
	"stintag/process/workbook"
)

// write fills cells of a row in a sheet of the master, by heading, as a person would.
func (b *bureau) write(sheet string, row int, values map[string]string) {
	b.t.Helper()
	path := filepath.Join(b.dir, "master.xlsx")
	raw, err := os.ReadFile(path)
	if err != nil {
		b.t.Fatal(err)
	}
	s, columns := b.sheet(sheet)
	if row == 0 { // the first whose first column is empty
		for row = 2; s.Cell(row, 1).Kind != workbook.Empty; row++ {
		}
	}
	var changes []workbook.Change
	for heading, text := range values {
		v := workbook.Cell{Kind: workbook.Text, Text: text}
		if text == "" {
			v = workbook.Cell{}
		}
		changes = append(changes, workbook.Change{Sheet: sheet, Row: row, Col: columns[heading], Value: v})
	}
	changed, err := workbook.Patch(raw, changes)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(path, changed, 0o600); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bureau) sheet(name string) (*workbook.Sheet, map[string]int) {
	b.t.Helper()
	raw, err := os.ReadFile(filepath.Join(b.dir, "master.xlsx"))
	if err != nil {
		b.t.Fatal(err)
	}
	book, err := workbook.Read(raw, workbook.MasterLimits)
	if err != nil {
		b.t.Fatal(err)
	}
	s, ok := book.Sheet(name)
	if !ok {
		b.t.Fatalf("no sheet %s", name)
	}
	columns := map[string]int{}
	for _, c := range s.Rows[0].Cells {
		columns[c.Text] = c.Col
	}
	return s, columns
}

func (b *bureau) decide(id string, v process.Verdict) {
	b.t.Helper()
	path := filepath.Join(b.dir, "master.xlsx")
	raw, err := os.ReadFile(path)
	if err == nil {
		raw, err = master.Decide(raw, map[string]process.Decision{id: {Verdict: v, By: "Dag Delegat", Date: process.DateOf(b.now), Reason: "Enligt ordningen."}})
	}
	if err == nil {
		err = os.WriteFile(path, raw, 0o600)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *bureau) todo() string {
	s, _ := b.sheet(master.SheetTodo)
	var lines []string
	for _, r := range s.Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, c.Text)
		}
		lines = append(lines, strings.Join(cells, " | "))
	}
	return strings.Join(lines, "\n")
}

// A decision taken while the health centre has no address is told when it has one,
// once, and until then a person is told that it cannot be.
func TestADecisionWaitsForAnAddress(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(nil))
	b.run()
	b.write(master.SheetCentres, 2, map[string]string{"E-post": ""})
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.run()
	if kinds, _ := b.letters("vc.almby@region.example"); slices.Contains(kinds, "decision") {
		t.Fatal("a letter went to an address that the register does not hold")
	}
	if !strings.Contains(b.todo(), "Beslutet kan inte skickas till Almby vårdcentral") {
		t.Errorf("Att göra does not say that the decision waits:\n%s", b.todo())
	}
	b.write(master.SheetCentres, 2, map[string]string{"E-post": "ny.chef@region.example"})
	b.run()
	b.run()
	if kinds, _ := b.letters("ny.chef@region.example"); !slices.Equal(kinds, []string{"decision"}) {
		t.Errorf("letters to the new address: %v, want the one decision", kinds)
	}
}

// A row that a person writes becomes one case, however many runs see it; half a row
// becomes none.
func TestARowByHandBecomesOneCase(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.run()
	b.write(master.SheetCases, 0, map[string]string{"Vårdcentral": "Almby vårdcentral"})
	b.run()
	b.run()
	if s, _ := b.state(); len(s.cases) != 0 {
		t.Fatalf("half a row opened %d cases", len(s.cases))
	}
	b.write(master.SheetCases, 2, map[string]string{"Läkare": "Hanna Handskriven", "Ärendetyp": "Ny ST", "Legitimationsdatum": "2019-05-01",
		"Möjlig start": "2024-12-01", "Anställd": "Nej"})
	b.run()
	b.run()
	s, j := b.state()
	if len(s.cases) != 1 || j.Standings[0].Place != 1 {
		t.Fatalf("%d cases, %+v; want one, with a place", len(s.cases), j.Standings)
	}
	sheet, columns := b.sheet(master.SheetCases)
	if got := sheet.Cell(2, columns["Ärende"]).Text; got != "IA-2024-0001" {
		t.Errorf("the row got the id %q", got)
	}
}

// A second row about the same doctor changes nothing behind anybody's back, and a
// withdrawal taken by phone is a withdrawal.
func TestARowAboutACaseThatHasOne(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(nil))
	b.run()
	row := map[string]string{"Läkare": "Doris Duktig", "Vårdcentral": "Almby vårdcentral", "Ärendetyp": "Ny ST", "Legitimationsdatum": "2020-03-01", "Möjlig start": "2025-01-01"}
	b.write(master.SheetCases, 0, row)
	b.run()
	if !strings.Contains(b.todo(), "Raden gäller IA-2024-0001, som redan har en rad") {
		t.Errorf("Att göra says nothing of the second row:\n%s", b.todo())
	}
	s, columns := b.sheet(master.SheetCases)
	last := s.Rows[len(s.Rows)-1].Number
	if s.Cell(last, columns["Ärende"]).Text != "" {
		t.Error("two rows carry one id")
	}
	b.write(master.SheetCases, last, map[string]string{"Ärendetyp": "Återkallelse"})
	b.run()
	st, j := b.state()
	if len(st.cases) != 1 || j.Standings[0].Status != process.StatusWithdrawn {
		t.Errorf("%d cases, %+v; want the one, withdrawn", len(st.cases), j.Standings)
	}
}

// What a machine sends for a registered sender is not answered; with a form in it,
// a person reads it.
func TestAFormThatAMachineSentReachesAPerson(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Vidarebefordrat", complete(nil), "Auto-Submitted: auto-forwarded")
	b.mail("vc.almby@region.example", "Frånvaro", nil, "Auto-Submitted: auto-replied")
	b.run()
	places := map[ledger.Place]int{}
	for _, m := range b.mails() {
		places[m.Place]++
	}
	if places[ledger.Human] != 1 || places[ledger.Handled] != 1 {
		t.Errorf("places %v; want one with a person, one handled", places)
	}
	if kinds, _ := b.letters("vc.almby@region.example"); len(kinds) != 0 {
		t.Errorf("a machine was answered: %v", kinds)
	}
}

// A reminder that one case in a letter got is not another's.
func TestEachCaseIsRemindedForItself(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "En", complete(map[process.Field]any{
		process.FieldEmployed: process.Yes, process.FieldEmploymentForm: process.SignedST, process.FieldEmploymentDate: process.D(2024, 9, 1)}))
	b.mail("vc.almby@region.example", "Två", complete(map[process.Field]any{process.FieldDoctor: "Tove Tvåa"}))
	b.run()
	s, columns := b.sheet(master.SheetCases)
	if s.Cell(3, columns["Läkare"]).Text != "Tove Tvåa" {
		t.Fatal("the second case is not in row 3")
	}
	b.write(master.SheetCases, 3, map[string]string{"Anställd": "Ja, ST-avtal påskrivet", "Anställningsdatum": "2024-09-05"})
	b.run()
	b.run()
	kinds, texts := b.letters("vc.almby@region.example")
	reminders := 0
	for i, k := range kinds {
		if k == "warning" && strings.Contains(texts[i], "Tove Tvåa") {
			reminders++
		}
	}
	if reminders != 1 {
		t.Errorf("%d reminders about the corrected case among %v; want one", reminders, kinds)
	}
}

// Two rows that a person writes about one doctor are one case, and the second row
// is pointed out.
func TestTwoRowsByHandAboutOneDoctor(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.run()
	row := map[string]string{"Läkare": "Hanna Handskriven", "Vårdcentral": "Almby vårdcentral", "Ärendetyp": "Ny ST", "Legitimationsdatum": "2019-05-01",
		"Möjlig start": "2024-12-01", "Anställd": "Nej"}
	b.write(master.SheetCases, 2, row)
	b.write(master.SheetCases, 3, row)
	b.run()
	b.run()
	sheet, columns := b.sheet(master.SheetCases)
	first, second := sheet.Cell(2, columns["Ärende"]).Text, sheet.Cell(3, columns["Ärende"]).Text
	if s, _ := b.state(); len(s.cases) != 1 || first != "IA-2024-0001" || second != "" {
		t.Errorf("%d cases, rows %q and %q; want one case, in the first row", len(s.cases), first, second)
	}
	if !strings.Contains(b.todo(), "som redan har en rad") {
		t.Errorf("Att göra does not point the second row out:\n%s", b.todo())
	}
}

// rename writes over a heading, as a program that lets people do so.
func (b *bureau) rename(sheet, heading, to string) {
	b.t.Helper()
	_, columns := b.sheet(sheet)
	path := filepath.Join(b.dir, "master.xlsx")
	f, err := excelize.OpenFile(path)
	if err == nil {
		err = f.SetCellStr(sheet, workbook.Address(1, columns[heading]), to)
	}
	if err == nil {
		err = f.Save()
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// A heading gone missing is told by its name, and what was last read holds.
func TestAMissingHeadingIsNamed(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(nil))
	b.run()
	b.rename(master.SheetCentres, "Listade", "Patienter")
	b.mail("vc.bjorkby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldCentre: "Björkby vårdcentral", process.FieldDoctor: "Berit Bra"}))
	if batch := b.run(); !strings.Contains(batch.waits, "Listade") {
		t.Errorf("the run says %q; want the heading's name", batch.waits)
	}
	if kinds, _ := b.letters("vc.bjorkby@region.example"); !slices.Equal(kinds, []string{"receipt"}) {
		t.Errorf("letters %v; the mail is taken in all the same", kinds)
	}
}
