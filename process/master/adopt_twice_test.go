package master

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

// copiedOver puts a copy of the row of one case in the place of another's, with more
// written over it.
func copiedOver(t *testing.T, data []byte, of, over string, more map[string]workbook.Cell) []byte {
	t.Helper()
	from, to := tableRow(t, data, casesTable, headCase, of), tableRow(t, data, casesTable, headCase, over)
	var cs []workbook.Change
	for _, c := range casesTable.columns {
		v := from.cell(c.heading)
		if word, is := more[c.heading]; is {
			v = word
		}
		cs = append(cs, to.grid.set(to.number, c.heading, v))
	}
	out, err := workbook.Patch(data, cs)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A row that a person copied, put above its original and began to write another
// doctor in is no correction of the case: the original stands, and works on.
func TestACopyAboveItsOriginalIsNoCorrection(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	data = write(t, data, "IA-2024-0005", headVerdict, text("Beviljas"))
	data = copiedOver(t, data, "IA-2024-0005", "IA-2024-0002", map[string]workbook.Cell{headDoctor: text("Ny Nilsson"), headVerdict: text("Avslås")})
	copied, original := rowNumbers(t, data, "IA-2024-0005")[0], rowNumbers(t, data, "IA-2024-0005")[1]

	got := adopted(t, data, base, nil)
	if in := got.Cases["IA-2024-0005"]; len(in.Corrections) > 0 || in.Decision.Verdict != "Beviljas" {
		t.Errorf("read %+v", in)
	}
	if len(got.Contested) > 0 || len(got.Faults) != 1 || got.Faults[0].Row != copied || !strings.Contains(got.Faults[0].Text, "IA-2024-0005 står på rad 3 och 6") {
		t.Errorf("faults %+v, contested %v", got.Faults, got.Contested)
	}

	v.Judgement.Standings[4].Status = process.StatusWaiting
	out, _, _ := merged(t, data, base, v)
	g := tableRow(t, out, casesTable, headCase, "").grid
	for _, r := range g.rows {
		switch s := r.text(headStatus); {
		case r.number == original && s != string(process.StatusWaiting):
			t.Errorf("the original says %s", s)
		case r.number == copied && (s == string(process.StatusWaiting) || r.text(headDoctor) != "Ny Nilsson"):
			t.Errorf("the copy says %s, %s", s, r.text(headDoctor))
		}
	}
}

func rowNumbers(t *testing.T, data []byte, id string) (numbers []int) {
	t.Helper()
	for _, r := range tableRow(t, data, casesTable, headCase, "").grid.rows {
		if r.text(headCase) == id {
			numbers = append(numbers, r.number)
		}
	}
	return numbers
}

// Where nobody can tell which of two rows is the case's, neither is read, and neither
// is written.
func TestTwoRowsOfACaseAreLeftAlone(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	for name, twice := range map[string][]byte{
		"both rewritten": write(t, copiedOver(t, data, "IA-2024-0005", "IA-2024-0002", map[string]workbook.Cell{headDoctor: text("Ny Nilsson")}),
			"IA-2024-0005", headKind, text("Byte av vårdcentral")),
		"two decisions": copiedOver(t, write(t, data, "IA-2024-0005", headVerdict, text("Beviljas")),
			"IA-2024-0005", "IA-2024-0002", map[string]workbook.Cell{headVerdict: text("Avslås")}),
	} {
		if name == "both rewritten" { // write finds the upper row alone
			low := rowNumbers(t, twice, "IA-2024-0005")[1]
			g := tableRow(t, twice, casesTable, headCase, "").grid
			twice = edit(t, twice, map[string]workbook.Cell{"Ärenden!" + workbook.Address(low, g.at[headDoctor]): text("Annan Andersson")})
		}
		got := adopted(t, twice, base, nil)
		if in, read := got.Cases["IA-2024-0005"]; read || !got.Contested["IA-2024-0005"] {
			t.Errorf("%s: read %+v", name, in)
		}
		var rows []int
		for _, f := range got.Faults {
			rows = append(rows, f.Row)
		}
		if want := rowNumbers(t, twice, "IA-2024-0005"); !slices.Equal(rows, want) {
			t.Errorf("%s: faults on %v, want %v", name, rows, want)
		}
		later := sampleView()
		later.Judgement.Standings[4].Status = process.StatusWaiting
		changes, next, _, err := Plan(twice, base, nil, later)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			if c.Sheet == SheetCases && slices.Contains(rows, c.Row) {
				t.Errorf("%s: writes %s", name, workbook.Address(c.Row, c.Col))
			}
		}
		if !maps.Equal(next.Row(SheetCases, "IA-2024-0005"), base.Row(SheetCases, "IA-2024-0005")) {
			t.Errorf("%s: the base of the case changed", name)
		}
	}
}

// A copied row that has its number taken out becomes a case, and shows nothing of the
// one that it was copied from.
func TestACopiedRowShowsNothingOfItsOriginal(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	data = copiedOver(t, data, "IA-2024-0001", "IA-2024-0011", map[string]workbook.Cell{headDoctor: text("Ny Nilsson"), headCase: {}})
	number := tableRow(t, data, casesTable, headDoctor, "Ny Nilsson").number

	c := v.World.Cases[0]
	c.ID, c.Manual, c.Application.Doctor = "IA-2024-0012", true, "Ny Nilsson"
	v.World.Cases = append(v.World.Cases, c)
	v.Judgement.Standings = append(v.Judgement.Standings, process.Standing{Case: c.ID, Status: process.StatusWaiting})
	v.Manual = map[int]string{number: c.ID}
	out, _ := mergedWhole(t, data, base, v)
	r := tableRow(t, out, casesTable, headCase, c.ID)
	if r.number != number || r.text(headStatus) != string(process.StatusWaiting) || r.text(headPlace) != "" || r.text(headProposal) != "" || r.text(headReasons) != "" {
		t.Errorf("row %d: %v", r.number, values(r))
	}
	for cell, words := range remarks(t, out, SheetCases) {
		if row, _, _ := workbook.ParseAddress(cell); row == number {
			t.Errorf("%s: %s", cell, words)
		}
	}
}
