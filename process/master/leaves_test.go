package master

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

// leaveSheet is a master whose Uppehåll holds rows as people typed them.
func leaveSheet(t *testing.T, rows ...[4]workbook.Cell) []byte {
	t.Helper()
	cells := map[string]workbook.Cell{}
	for i, r := range rows {
		for j, c := range r {
			cells[SheetLeave+"!"+workbook.Address(2+i, 1+j)] = c
		}
	}
	return edit(t, newSample(t), cells)
}

func typed(who, from, to, kind string) [4]workbook.Cell {
	return [4]workbook.Cell{text(who), text(from), text(to), text(kind)}
}

func TestLeavesAreAdopted(t *testing.T) {
	data := leaveSheet(t,
		typed("Gran, Greta", "2025-03-01", "2025-08-31", "Föräldraledighet"),
		typed("ST-0008", "1 september 2024", "", ""),
		[4]workbook.Cell{text("Greta Gran"), date(process.D(2026, 1, 1)), date(process.D(2026, 1, 31))})
	a, err := Adopt(data, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []process.Leave{
		{Doctor: "Gran, Greta", From: process.D(2025, 3, 1), To: process.D(2025, 8, 31), Kind: "Föräldraledighet"},
		{Doctor: "ST-0008", From: process.D(2024, 9, 1)},
		{Doctor: "Greta Gran", From: process.D(2026, 1, 1), To: process.D(2026, 1, 31)},
	}
	if d := cmp.Diff(want, a.Registers.Leaves); d != "" || len(a.Faults) > 0 {
		t.Errorf("%s\nfaults %v", d, a.Faults)
	}
}

// A faulty row stops only itself, is told by sheet and row, and tells neither who
// nor when: faults are told in the Dagsrapport, and leaves never in a letter.
func TestFaultyLeavesStopOnlyThemselves(t *testing.T) {
	data := leaveSheet(t,
		typed("Okänd Läkare", "2025-03-01", "2025-08-31", ""),
		typed("Greta Gran", "", "2025-08-31", ""),
		typed("Greta Gran", "i vår", "2025-08-31", ""),
		typed("Greta Gran", "2025-08-31", "2025-03-01", ""),
		typed("Greta Gran", "2025-03-01", "snart", ""),
		typed("", "2025-03-01", "2025-08-31", ""),
		typed("Greta Gran", "2025-03-01", "2025-08-31", ""),
		typed("ST-0007", "2025-08-31", "2025-12-31", ""))
	a, err := Adopt(data, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Registers.Leaves) != 1 || len(a.Registers.Roster) != 9 {
		t.Errorf("leaves %v, %d in the roster", a.Registers.Leaves, len(a.Registers.Roster))
	}
	for i, want := range []string{"finns inte i bladet ST-läkare", "saknar Från", "Från är inget datum", "Till ligger före Från", "Till är inget datum", "saknar ST-läkare", "", "överlappar uppehållet på rad 8"} {
		at := slices.IndexFunc(a.Faults, func(f Fault) bool { return f.Row == i+2 })
		if want == "" {
			if at >= 0 {
				t.Errorf("row %d: %s", i+2, a.Faults[at].Text)
			}
			continue
		}
		if at < 0 || a.Faults[at].Sheet != SheetLeave || !strings.Contains(a.Faults[at].Text, want) || strings.Contains(a.Faults[at].Text, "2025") || strings.Contains(a.Faults[at].Text, "Läkare ") {
			t.Errorf("row %d: %v, want %q", i+2, a.Faults, want)
		}
	}
}

// Without the sheet the leaves wait; everything else goes on.
func TestAMissingLeaveSheetStopsOnlyLeaves(t *testing.T) {
	data := resave(t, newSample(t), func(sheet string, row, col int) (int, int) {
		if sheet == SheetLeave && row == 1 && col == 2 {
			return 50, col
		}
		return row, col
	})
	a, err := Adopt(data, nil, nil)
	if err != nil || len(a.Registers.Roster) != 9 {
		t.Fatalf("%d in the roster, %v", len(a.Registers.Roster), err)
	}
	if len(a.Faults) != 1 || !strings.Contains(a.Faults[0].Text, "rubriken Från saknas i rad 1 i bladet Uppehåll") {
		t.Errorf("faults %v", a.Faults)
	}
	v := sampleView()
	v.Judgement.Leaves = []process.GrantedLeave{{Case: "IA-2024-0008", Leave: springLeave}}
	if _, _, conflicts := merged(t, data, nil, v); len(conflicts) != 1 || conflicts[0].Sheet != SheetLeave {
		t.Errorf("conflicts %v", conflicts)
	}
}

var springLeave = process.Leave{Doctor: "Greta Gran", From: process.D(2025, 3, 1), To: process.D(2025, 8, 31), Kind: "=HYPERLINK(\"x\")"}

// D15: the program writes a granted leave once, last; from then on the row is
// people's, and what they typed above it is left alone.
func TestAGrantedLeaveIsWrittenOnce(t *testing.T) {
	v := sampleView()
	v.Judgement.Leaves = []process.GrantedLeave{{Case: "IA-2024-0008", Leave: springLeave}}
	typedRow := typed("Eva En", "2024-01-01", "2024-06-30", "Annat")
	data, base, _ := merged(t, leaveSheet(t, typedRow), nil, v)
	a, err := Adopt(data, base, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Registers.Leaves) != 2 || a.Registers.Leaves[0].Doctor != "Eva En" || a.Registers.Leaves[1] != springLeave {
		t.Errorf("leaves %+v, %v", a.Registers.Leaves, a.Faults)
	}
	b, err := open(data, written{})
	if err != nil {
		t.Fatal(err)
	}
	s, _ := b.Sheet(SheetLeave)
	if c := s.Cell(3, 4); c.Formula || c.Kind != workbook.Text {
		t.Errorf("words from outside became %+v", c)
	}
	if changes, _, _, err := Plan(data, base, nil, v); err != nil || len(changes) > 0 {
		t.Errorf("a second merge writes again: %v, %v", changes, err)
	}
	// A run that died before it recorded its base writes no second row.
	if again, _, _ := merged(t, data, nil, v); countLeaves(t, again) != 2 {
		t.Errorf("%d rows after a crash", countLeaves(t, again))
	}
	// A row that people took away is asked for, not written again.
	gone := edit(t, data, map[string]workbook.Cell{"Uppehåll!A3": {}, "Uppehåll!B3": {}, "Uppehåll!C3": {}, "Uppehåll!D3": {}})
	gone, _, _ = merged(t, gone, base, v)
	if n := countLeaves(t, gone); n != 1 || !strings.Contains(todoText(t, gone), "Skriv ärendets uppehåll i bladet Uppehåll") {
		t.Errorf("%d rows; Att göra: %s", n, todoText(t, gone))
	}
}

func countLeaves(t *testing.T, data []byte) int {
	t.Helper()
	a, err := Adopt(data, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return len(a.Registers.Leaves)
}

func todoText(t *testing.T, data []byte) string {
	t.Helper()
	b, err := open(data, written{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := todoTable.in(b)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, r := range g.rows {
		lines = append(lines, r.text(headCase)+" "+r.text(headWhat)+" "+r.text(headBecause))
	}
	return strings.Join(lines, "\n")
}

func TestLeavesSurviveFillAndAdopt(t *testing.T) {
	regs := Registers{Leaves: []process.Leave{springLeave, {Doctor: "Eva En", From: process.D(2024, 1, 1)}}}
	data := newSample(t)
	for range 2 { // the same rows again add none
		var err error
		if data, err = Fill(data, regs); err != nil {
			t.Fatal(err)
		}
	}
	a, err := Adopt(data, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(regs.Leaves, a.Registers.Leaves); d != "" {
		t.Error(d)
	}
}
