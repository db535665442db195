package master

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

func TestSecondMergeChangesNothing(t *testing.T) {
	v := sampleView()
	data, base, conflicts := merged(t, newSample(t), nil, v)
	if len(conflicts) > 0 {
		t.Error("conflicts without a person:", conflicts)
	}
	if p := os.Getenv("STINTAG_MASTER"); p != "" { // for looking at it
		if err := os.WriteFile(p, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	v.Run = v.Run.Add(10 * time.Minute) // the time of the run is no news by itself
	changes, _, _, err := Plan(data, base, nil, v)
	if err != nil {
		t.Fatal(err)
	}
	if len(changes) > 0 {
		t.Errorf("the second merge changes %d cells, first %+v", len(changes), changes[0])
	}
}

// cellAt reads a cell of Ärenden by case and heading.
func cellAt(t testing.TB, data []byte, id, heading string) workbook.Cell {
	t.Helper()
	return tableRow(t, data, casesTable, headCase, id).cell(heading)
}

// tableRow finds a row by what stands under a heading.
func tableRow(t testing.TB, data []byte, of table, heading, value string) row {
	t.Helper()
	b, err := workbook.Read(data, workbook.MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	g, err := of.in(b)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(g.rows, func(r row) bool { return r.text(heading) == value })
	if i < 0 {
		return row{grid: g}
	}
	return g.rows[i]
}

// write changes one cell of a case as a person would.
func write(t testing.TB, data []byte, id, heading string, v workbook.Cell) []byte {
	t.Helper()
	r := tableRow(t, data, casesTable, headCase, id)
	if r.number == 0 {
		t.Fatalf("no row for %s", id)
	}
	out, err := workbook.Patch(data, []workbook.Change{r.grid.set(r.number, heading, v)})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func adopted(t testing.TB, data []byte, base, pending Base) *Adopted {
	t.Helper()
	a, err := Adopt(data, base, pending)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestPeoplesCellsAreInput(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	want := process.Decision{Verdict: process.VerdictGrant, By: "Dora Delegat", Date: process.D(2024, 11, 21), Reason: "Enligt förslaget."}
	data, err := Decide(data, map[string]process.Decision{"IA-2024-0001": want})
	if err != nil {
		t.Fatal(err)
	}
	if got := CanonicalText(cellAt(t, data, "IA-2024-0001", headChecked)); got != "2024-11-21, Dora" {
		t.Errorf("Leg. kontrollerad is %q", got)
	}
	data = write(t, data, "IA-2024-0001", headChecked, text("2024-11-20, Kim"))
	if data, err = Decide(data, map[string]process.Decision{"IA-2024-0001": want}); err != nil {
		t.Fatal(err)
	}
	data = write(t, data, "IA-2024-0001", "Anteckning", text("Ring på måndag"))
	data = write(t, data, "IA-2024-0001", "Diarienummer", number(4711))
	in := adopted(t, data, base, nil).Cases["IA-2024-0001"]
	if diff := cmp.Diff(CaseInput{ID: "IA-2024-0001", Journal: "4711", LicenceChecked: "2024-11-20, Kim", Note: "Ring på måndag", Decision: want}, in); diff != "" {
		t.Error(diff)
	}
	again, _, _ := merged(t, data, base, v)
	if got := CanonicalText(cellAt(t, again, "IA-2024-0001", "Anteckning")); got != "Ring på måndag" {
		t.Errorf("the note became %q", got)
	}
}

// What stands in a decision and cannot be read is carried as it stands, so that
// nobody is told that it is missing.
func TestADecisionThatCannotBeReadIsSaidAsItStands(t *testing.T) { // D20
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	data = write(t, data, "IA-2024-0001", headVerdict, text("Godkänns"))
	data = write(t, data, "IA-2024-0001", headDecider, text("Dora Delegat"))
	data = write(t, data, "IA-2024-0001", headDecided, text("igår"))
	a := adopted(t, data, base, nil)
	want := process.Decision{Verdict: "Godkänns", By: "Dora Delegat", DateWritten: "igår"}
	if diff := cmp.Diff(want, a.Cases["IA-2024-0001"].Decision); diff != "" || len(a.Faults) > 0 {
		t.Errorf("faults %v, decision %s", a.Faults, diff)
	}
	v.World.Cases[0].Decision = a.Cases["IA-2024-0001"].Decision
	s, _ := process.Judge(v.World).Standing("IA-2024-0001")
	said := strings.Join(s.DecisionLacks, "; ")
	if strings.Contains(said, "saknas") && !strings.Contains(said, "motivering") || !strings.Contains(said, "Godkänns") || !strings.Contains(said, "igår") {
		t.Errorf("said %q", said)
	}
}

// A correction lives through every step: read, taken in by the ledger, merged, and
// read again, until the person takes it back.
func TestCorrectionHoldsUntilTakenBack(t *testing.T) {
	const id, heading = "IA-2024-0001", "Legitimationsdatum"
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	own := v.World.Cases[0]
	data = write(t, data, id, heading, date(process.D(2012, 2, 3)))
	for range 3 {
		a := adopted(t, data, base, nil)
		if got := a.Cases[id].Corrections; !cmp.Equal(got, map[string]string{heading: "2012-02-03"}) {
			t.Fatalf("corrections %v", got)
		}
		v.Inputs = a.Cases
		v.World.Cases[0].Application.LicenceDate = process.D(2012, 2, 3)
		v.Uncorrected = map[string]process.Case{id: own}
		var conflicts []Fault
		data, base, conflicts = merged(t, data, base, v)
		if len(conflicts) > 0 {
			t.Fatal("conflicts:", conflicts)
		}
	}
	data = write(t, data, id, heading, workbook.Cell{})
	if got := adopted(t, data, base, nil).Cases[id].Corrections; len(got) > 0 {
		t.Fatalf("an emptied cell is still a correction: %v", got)
	}
	v.World.Cases[0] = own
	v.Inputs, v.Uncorrected = nil, nil
	data, _, _ = merged(t, data, base, v)
	if got := CanonicalText(cellAt(t, data, id, heading)); got != own.Application.LicenceDate.String() {
		t.Errorf("the program wrote %q, want its own %s", got, own.Application.LicenceDate)
	}
}

func TestNewerFormAgainstACorrectionIsAConflict(t *testing.T) {
	const id, heading = "IA-2024-0001", "Möjlig start"
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	data = write(t, data, id, heading, date(process.D(2025, 9, 1)))
	v.Inputs = adopted(t, data, base, nil).Cases
	newer := v.World.Cases[0]
	newer.Application.PossibleStart = process.D(2025, 10, 1)
	v.World.Cases[0].Application.PossibleStart = process.D(2025, 9, 1)
	v.Uncorrected = map[string]process.Case{id: newer}
	for range 2 { // it stands until a person settles it
		var conflicts []Fault
		data, base, conflicts = merged(t, data, base, v)
		if len(conflicts) != 1 || !strings.Contains(conflicts[0].Text, "2025-10-01") {
			t.Fatalf("conflicts %v, want one that names the newer date", conflicts)
		}
		if got := CanonicalText(cellAt(t, data, id, heading)); got != "2025-09-01" {
			t.Fatalf("the person's date became %s", got)
		}
		if r := tableRow(t, data, todoTable, headBecause, conflicts[0].Text); r.text(headCase) != id {
			t.Fatalf("Att göra does not tell of the conflict in its case: row %d, case %q", r.number, r.text(headCase))
		}
	}
	data = write(t, data, id, heading, date(process.D(2025, 10, 1))) // the program's value, typed
	v.World.Cases[0], v.Uncorrected = newer, nil
	v.Inputs = nil
	_, base, conflicts := merged(t, data, base, v)
	if len(conflicts) > 0 || len(adopted(t, data, base, nil).Cases[id].Corrections) > 0 {
		t.Error("typing the program's value settles the conflict")
	}
}

func TestComputedCellsThatPeopleChangedStand(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	data = write(t, data, "IA-2024-0003", "Turordning", number(1))
	v.Judgement.Standings[2].Place = 7
	data, _, conflicts := merged(t, data, base, v)
	if got := CanonicalText(cellAt(t, data, "IA-2024-0003", "Turordning")); got != "1" {
		t.Errorf("the person's place became %s", got)
	}
	if len(conflicts) != 1 || !strings.Contains(conflicts[0].Text, "”7”") {
		t.Errorf("conflicts %v", conflicts)
	}
}

// A run that died after the rename left what it had recorded as pending.
func TestCrashBeforeBaseIsNoCorrection(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	v.Judgement.Standings[0].Status = process.StatusGranted
	v.Judgement.Standings[0].Place = 0
	data, pending, _ := merged(t, data, base, v)
	for id, in := range adopted(t, data, base, pending).Cases {
		if len(in.Corrections) > 0 {
			t.Errorf("%s: %v", id, in.Corrections)
		}
	}
	if a := adopted(t, data, base, nil); len(a.Cases["IA-2024-0001"].Corrections) == 0 {
		t.Error("without pending the same cells must look like a person's, or this test proves nothing")
	}
	changes, _, conflicts, err := Plan(data, base, pending, v)
	if err != nil || len(changes) > 0 || len(conflicts) > 0 {
		t.Errorf("after the crash: %v changes, %v conflicts, %v", len(changes), conflicts, err)
	}
}

func removeRow(t testing.TB, data []byte, of table, heading, value string) []byte {
	t.Helper()
	r := tableRow(t, data, of, heading, value)
	var cs []workbook.Change
	for _, c := range r.filled {
		cs = append(cs, workbook.Change{Sheet: of.sheet, Row: r.number, Col: c.Col})
	}
	out, err := workbook.Patch(data, cs)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDeletedRowsComeBackUnlessClosed(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	data = write(t, data, "IA-2024-0003", "Anteckning", text("Viktigt"))
	v.Inputs = adopted(t, data, base, nil).Cases
	for _, id := range []string{"IA-2024-0003", "IA-2024-0010", "IA-2024-0011"} {
		data = removeRow(t, data, casesTable, headCase, id)
	}
	for range 2 {
		data, base, _ = merged(t, data, base, v)
	}
	back := tableRow(t, data, casesTable, headCase, "IA-2024-0003")
	if back.number == 0 || back.text("Anteckning") != "Viktigt" || back.text("Läkare") != "Mona Mistel" {
		t.Errorf("the row did not come back with what people wrote: row %d", back.number)
	}
	for _, id := range []string{"IA-2024-0010", "IA-2024-0011"} { // Återkallad, Avskriven
		if r := tableRow(t, data, casesTable, headCase, id); r.number != 0 {
			t.Errorf("%s came back", id)
		}
	}
}

func TestManualRowGetsItsCaseID(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	data = edit(t, data, map[string]workbook.Cell{
		"Ärenden!" + casesTable.letter(headDoctor) + "14": text("Xerxes Xylem"), "Ärenden!" + casesTable.letter(headCentre) + "14": text("Granhult"),
		"Ärenden!" + casesTable.letter(headNote) + "14": text("Ringde in"),
	})
	a := adopted(t, data, base, nil)
	want := []ManualRow{{Row: 14, Values: map[string]string{"Läkare": "Xerxes Xylem", "Vårdcentral": "Granhult", "Anteckning": "Ringde in"}}}
	if diff := cmp.Diff(want, a.Manual); diff != "" {
		t.Fatal(diff)
	}
	v.World.Cases = append(v.World.Cases, process.Case{ID: "IA-2024-0012", Application: process.Application{Doctor: "Xerxes Xylem", CentreID: "VC-05"}})
	v.Judgement.Standings = append(v.Judgement.Standings, process.Standing{Case: "IA-2024-0012", Status: process.StatusReturned})
	v.Manual = map[int]string{14: "IA-2024-0012"}
	data, base, conflicts := merged(t, data, base, v)
	r := tableRow(t, data, casesTable, headCase, "IA-2024-0012")
	if r.number != 14 || r.text("Status") != string(process.StatusReturned) || r.text("Anteckning") != "Ringde in" {
		t.Errorf("row %d, status %q", r.number, r.text("Status"))
	}
	if a := adopted(t, data, base, nil); len(a.Manual) > 0 || len(conflicts) > 0 {
		t.Errorf("still manual %v, conflicts %v", a.Manual, conflicts)
	}
}

func TestProtectedIdentityIsTheCaseIDAlone(t *testing.T) { // D24
	v := sampleView()
	v.World.Cases[6].Application.Protected = true
	v.Judgement.Standings[6].Findings = []process.Finding{{Code: "X", Text: "Rut Rönn har två datum."}}
	v.Judgement.Todo = append(v.Judgement.Todo, process.Todo{Case: "IA-2024-0007", What: "Ring Rut Rönn", Why: "Rut Rönn väntar."})
	v.Judgement.Standings[6].Status = process.StatusGranted
	data, _, _ := merged(t, newSample(t), nil, v)
	b, err := workbook.Read(data, workbook.MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range b.Sheets {
		for _, r := range s.Rows {
			for _, c := range r.Cells {
				if strings.Contains(c.Text, "Rut") || strings.Contains(c.Text, "Rönn") {
					t.Errorf("%s!%s: %s", s.Name, c.Address(), c.Text)
				}
			}
		}
	}
	if got := CanonicalText(cellAt(t, data, "IA-2024-0007", "Läkare")); got != "IA-2024-0007" {
		t.Errorf("Läkare is %q", got)
	}
}

func TestFormulaWithoutAValueSaysNothing(t *testing.T) {
	p := layout("Region Provlandet", samplePolicy())
	sheet := &p.Sheets[slices.Index(order, SheetCases)]
	_, col, _ := workbook.ParseAddress(casesTable.letter(headDecider) + "2")
	sheet.Cells = append(sheet.Cells,
		workbook.CellPlan{Row: 2, Col: 1, Value: "IA-2024-0001"}, workbook.CellPlan{Row: 2, Col: col, Formula: `"Dora "&"Delegat"`})
	data, err := workbook.Write(p)
	if err != nil {
		t.Fatal(err)
	}
	a := adopted(t, data, nil, nil)
	if by := a.Cases["IA-2024-0001"].Decision.By; by != "" || len(a.Faults) != 1 || !strings.Contains(a.Faults[0].Text, "Beslutad av") {
		t.Errorf("decided by %q, faults %v", by, a.Faults)
	}
}

// However a person writes the doctor, the row gets the number of its case: else the
// next run would take it for another.
func TestAManualRowGetsItsCaseIDHoweverTheDoctorIsWritten(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	data = edit(t, data, map[string]workbook.Cell{"Ärenden!E14": text("Ek, Eva"), "Ärenden!D14": text("Granhult"),
		"Ärenden!E15": text("12345"), "Ärenden!D15": text("Granhult"),
		"Ärenden!E17": text("19811218-9876 Testa Person"), "Ärenden!D17": text("Granhult")}) // moved since it was read
	for id, name := range map[string]string{"IA-2024-0012": "Eva Ek", "IA-2024-0013": "", "IA-2024-0014": "Testa Person"} {
		c := v.World.Cases[0]
		c.ID, c.Manual, c.Application.Doctor = id, true, name
		v.World.Cases = append(v.World.Cases, c)
	}
	v.Manual = map[int]string{14: "IA-2024-0012", 15: "IA-2024-0013", 16: "IA-2024-0014"}
	data, _, _ = merged(t, data, base, v)
	for id, number := range map[string]int{"IA-2024-0012": 14, "IA-2024-0013": 15, "IA-2024-0014": 17} {
		if r := tableRow(t, data, casesTable, headCase, id); r.number != number {
			t.Errorf("%s stands in row %d, want %d", id, r.number, number)
		}
	}
}
