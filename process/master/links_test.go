package master

import (
	"slices"
	"strings"
	"testing"

	"stintag/process/workbook"
)

// The links stand beside the case ids that they lead from, and are the only formulas.
func TestLinksStandBesideTheirCases(t *testing.T) {
	formulas := map[string]int{}
	for _, s := range layout("Region Provlandet", samplePolicy()).Sheets {
		for _, c := range s.Cells {
			if c.Formula == "" {
				continue
			}
			formulas[s.Name]++
			of := map[[2]string]string{{SheetOverview, "J"}: "I", {SheetOverview, "G"}: "C", {SheetTodo, "D"}: "$A"}[[2]string{s.Name, workbook.ColumnName(c.Col)}]
			want := `IFERROR(HYPERLINK("#'Ärenden'!A"&MATCH(` + of + strings.TrimLeft(workbook.Address(c.Row, 1), "A") + `,'Ärenden'!$A:$A,0),"Gå till"),"")`
			if s.Name == SheetTodo { // what is about no case names its row
				number := strings.TrimLeft(workbook.Address(c.Row, 1), "A")
				want = `IF($A` + number + `="",` + linkToRow("$B"+number) + `,` + want + `)`
			}
			if c.Formula != want {
				t.Errorf("%s!%s is %s, want %s", s.Name, workbook.Address(c.Row, c.Col), c.Formula, want)
			}
		}
	}
	if formulas[SheetOverview] != todoLines+waitingLinks || formulas[SheetTodo] != lastLink-1 || len(formulas) != 2 {
		t.Errorf("formulas: %v", formulas)
	}
}

// A link is no word of anybody's: the rows of Att göra stand from the top beside the
// links, and people's own words beside a row still hold it in its place.
func TestLinksHoldNoRow(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	if r := tableRow(t, data, todoTable, headCase, "IA-2024-0001"); r.number != 2 {
		t.Errorf("the first stands in row %d", r.number)
	}
	v.Judgement.Todo = slices.Delete(v.Judgement.Todo, 0, 1)
	data, _, _ = merged(t, data, base, v)
	if r := tableRow(t, data, todoTable, headCase, "IA-2024-0006"); r.number != 2 {
		t.Errorf("what is left stands in row %d", r.number)
	}
}

// A master from before there were charts and links is merged as ever, and gets the
// figures in the cells.
func TestAnOldMasterWithoutChartsMerges(t *testing.T) {
	p := layout("Region Provlandet", samplePolicy())
	for i := range p.Sheets {
		s := &p.Sheets[i]
		s.Charts = nil
		s.Cells = slices.DeleteFunc(s.Cells, func(c workbook.CellPlan) bool { return c.Formula != "" || s.Name == SheetOverview })
	}
	old, err := workbook.Write(p)
	if err != nil {
		t.Fatal(err)
	}
	if old, err = Fill(old, Registers{Centres: sampleCentres(), Roster: sampleRoster()}); err != nil {
		t.Fatal(err)
	}
	v := sampleView()
	m, err := plan(old, nil, nil, v, nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := workbook.Apply(old, m.edit(""))
	if err != nil {
		t.Fatal(err)
	}
	b, err := workbook.Read(data, workbook.MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := b.Sheet(SheetOverview)
	if got := s.Cell(rowFigures+3, colFigure).Number; got != 115 || s.Cell(rowData, colCentres).Text == "" {
		t.Errorf("beside Nu stands %v, and the first health centre is %q", got, s.Cell(rowData, colCentres).Text)
	}
	if again, err := plan(data, m.next, nil, v, nil); err != nil || len(again.changes) > 0 {
		t.Errorf("merged again: %v, %v", again.changes, err)
	}
}
