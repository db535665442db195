package master

import (
	"os"
	"path/filepath"
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
	data = write(t, data, "IA-2024-0001", "Anteckning", text("Ring på måndag"))
	data = write(t, data, "IA-2024-0001", "Diarienummer", number(4711))
	in := adopted(t, data, base, nil).Cases["IA-2024-0001"]
	if diff := cmp.Diff(CaseInput{ID: "IA-2024-0001", Journal: "4711", Note: "Ring på måndag", Decision: want}, in); diff != "" {
		t.Error(diff)
	}
	again, _, _ := merged(t, data, base, v)
	if got := CanonicalText(cellAt(t, again, "IA-2024-0001", "Anteckning")); got != "Ring på måndag" {
		t.Errorf("the note became %q", got)
	}
}

func TestUnknownVerdictIsAFault(t *testing.T) {
	data, base, _ := merged(t, newSample(t), nil, sampleView())
	data = write(t, data, "IA-2024-0001", "Beslut", text("Kanske"))
	a := adopted(t, data, base, nil)
	if a.Cases["IA-2024-0001"].Decision.Verdict != "" || len(a.Faults) != 1 || !strings.Contains(a.Faults[0].Text, "Kanske") {
		t.Errorf("got %+v and faults %v", a.Cases["IA-2024-0001"].Decision, a.Faults)
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
		if r := tableRow(t, data, todoTable, headBecause, conflicts[0].Text); r.number == 0 {
			t.Fatal("Att göra does not tell of the conflict")
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
	for col := range r.cells {
		cs = append(cs, workbook.Change{Sheet: of.sheet, Row: r.number, Col: col})
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

func TestGrantedCaseGetsARosterRowOnce(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	r := tableRow(t, data, rosterTable, headID, "IA-2024-0008")
	want := map[string]string{
		"ST-läkare": "Sven Sälg", "Vårdcentral": "Björknäs vårdcentral", "Start": "2025-02-01", "Planerat slut": "2030-08-01",
		"Tjänstgöringsgrad": "1", "Finansiering": "vårdval", "Typ av ST": "ST", "Beslutsdatum": "2024-11-12", "Status": "Beviljad ej startad",
	}
	for h, w := range want {
		if got := r.text(h); got != w {
			t.Errorf("%s is %q, want %q", h, got, w)
		}
	}
	data, err := workbook.Patch(data, []workbook.Change{r.grid.set(r.number, headStatus, text("Pågår"))})
	if err != nil {
		t.Fatal(err)
	}
	if changes, _, _, err := Plan(data, base, nil, v); err != nil || len(changes) > 0 {
		t.Errorf("people's columns are written once: %v, %v", changes, err)
	}
}

func TestGrantedTransferIsNoNewPost(t *testing.T) { // D15, R-011
	v := sampleView()
	c := &v.World.Cases[7]
	c.Application.Kind, c.Application.Doctor, c.Application.CentreID = process.Transfer, "Bo Bok", "VC-06"
	data, _, _ := merged(t, newSample(t), nil, v)
	if r := tableRow(t, data, rosterTable, headID, c.ID); r.number != 0 {
		t.Error("a transfer made a new row in the roster")
	}
	if r := tableRow(t, data, todoTable, headCase, c.ID); !strings.Contains(r.text(headWhat), "Ändra Vårdcentral") {
		t.Errorf("Att göra says %q", r.text(headWhat))
	}
}

func TestRosterRowsThatPeopleAddGetIDs(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	at := "ST-läkare!" + rosterTable.letter(headTrainee)
	data = edit(t, data, map[string]workbook.Cell{at + "12": text("Ylva Yllen"), at + "13": text("Zeth Zink")})
	data, base, _ = merged(t, data, base, v)
	for name, id := range map[string]string{"Ylva Yllen": "ST-0010", "Zeth Zink": "ST-0011"} {
		if got := tableRow(t, data, rosterTable, headTrainee, name).text(headID); got != id {
			t.Errorf("%s got %q, want %s", name, got, id)
		}
	}
	data = removeRow(t, data, rosterTable, headID, "ST-0011")
	data = edit(t, data, map[string]workbook.Cell{at + "14": text("Åke Ås")})
	data, _, _ = merged(t, data, base, v)
	if got := tableRow(t, data, rosterTable, headTrainee, "Åke Ås").text(headID); got != "ST-0012" {
		t.Errorf("got %q: a number that was used must not be given again", got)
	}
}

func TestComputedColumnsOfRegisters(t *testing.T) {
	data, _, _ := merged(t, newSample(t), nil, sampleView())
	centre := tableRow(t, data, centresTable, headID, "VC-02")
	for h, w := range map[string]string{"Antal ST": "2", "Listade per ST": "2785", "Antal dispenser": "1", "Tilldelade platser": "", "Vakans": ""} {
		if got := centre.text(h); got != w {
			t.Errorf("%s is %q, want %q", h, got, w)
		}
	}
	for year, want := range map[string][3]string{"2025": {"66500000", "-500000", "0"}, "2026": {"41200000", "ram ej beslutad", ""}} {
		r := tableRow(t, data, budgetTable, headYear, year)
		if got := [3]string{r.text("Intecknat"), r.text("Fritt"), r.text("Nya ST som ryms")}; got != want {
			t.Errorf("%s: %q, want %q", year, got, want)
		}
	}
}

func TestOverviewFigures(t *testing.T) {
	data, _, _ := merged(t, newSample(t), nil, sampleView())
	b, err := workbook.Read(data, workbook.MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := b.Sheet("Översikt")
	want := map[string]float64{"Beviljade i år": 28, "På intresselistan": 4, "Mål": 105, "Nu": 115, "Prognos vid årets slut": 119}
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			if n, ok := want[c.Text]; ok {
				if beside := s.Cell(c.Row, c.Col+1); beside.Kind != workbook.Number || beside.Number != n {
					t.Errorf("beside %s stands %q, want %v", c.Text, beside, n)
				}
				delete(want, c.Text)
			}
		}
	}
	if len(want) > 0 {
		t.Error("missing labels:", want)
	}
}

func TestDecisionsThatWereReplacedStay(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	c := &v.World.Cases[7]
	c.Decision = process.Decision{Verdict: process.VerdictAnnul, By: "Dora Delegat", Date: process.D(2024, 11, 20), Reason: "Läkaren tackade nej."}
	v.Judgement.Standings[7].Status = process.StatusClosed
	data, base, _ = merged(t, data, base, v)
	count := func(verdict string) (n int) {
		for _, r := range tableRow(t, data, decisionsTable, headCase, c.ID).grid.rows {
			if r.text(headCase) == c.ID && r.text(headVerdict) == verdict {
				n++
			}
		}
		return n
	}
	if count("Beviljas") != 1 || count("Upphävs") != 1 {
		t.Errorf("%d Beviljas and %d Upphävs, want one of each", count("Beviljas"), count("Upphävs"))
	}
	c.Decision.Verdict = process.VerdictClose // mistyped the first time, same day
	data, _, _ = merged(t, data, base, v)
	if count("Upphävs") != 0 || count("Avskrivs") != 1 || count("Beviljas") != 1 {
		t.Error("a mistyped decision must not stay")
	}
}

func TestListsMakeRoomForPeople(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	r := tableRow(t, data, todoTable, headCase, "IA-2024-0006")
	if r.number != 3 {
		t.Fatalf("row %d", r.number)
	}
	data = edit(t, data, map[string]workbook.Cell{"Att göra!H3": text("Kalle tar den"), "Att göra!B9": text("Min egen rad")})
	v.Judgement.Todo = slices.Concat([]process.Todo{{Case: "IA-2024-0002", What: "Nytt", Why: "a"}, {Case: "IA-2024-0003", What: "Nytt", Why: "b"}}, v.Judgement.Todo[1:])
	for range 2 {
		data, base, _ = merged(t, data, base, v)
		if r := tableRow(t, data, todoTable, headCase, "IA-2024-0006"); r.number != 3 {
			t.Errorf("the row that someone wrote beside moved to %d", r.number)
		}
		if r := tableRow(t, data, todoTable, headWhat, "Min egen rad"); r.number != 9 {
			t.Errorf("a person's own row is at %d", r.number)
		}
		if r := tableRow(t, data, todoTable, headCase, "IA-2024-0001"); r.number != 0 {
			t.Error("what is done is still in the list")
		}
		for _, id := range []string{"IA-2024-0002", "IA-2024-0003"} {
			if r := tableRow(t, data, todoTable, headCase, id); r.number == 0 {
				t.Errorf("%s is not in the list", id)
			}
		}
	}
}

func save(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "master.xlsx")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMergeWaits(t *testing.T) {
	beside := func(name string) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			if err := os.WriteFile(filepath.Join(filepath.Dir(path), name), []byte(",Anna,dator,22.11.2026 04:44,;"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	tests := []struct {
		name   string
		before func(t *testing.T, path string)
		waits  string
	}{
		{"open in LibreOffice", beside(".~lock.master.xlsx#"), "öppen"},
		{"open in Excel", beside("~$master.xlsx"), "öppen"},
		{"gone", func(t *testing.T, path string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}, "finns inte"},
		{"damaged", func(t *testing.T, path string) {
			if err := os.Truncate(path, 2000); err != nil {
				t.Fatal(err)
			}
		}, "skadad"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := save(t, newSample(t))
			tt.before(t, path)
			before, _ := os.ReadFile(path)
			old := Base{"Ärenden": {"x": {"y": "z"}}}
			out, next, err := Merge(path, old, nil, sampleView(), MergeOptions{})
			if err != nil {
				t.Fatal(err)
			}
			after, _ := os.ReadFile(path)
			if out.Written || !strings.Contains(out.Waits, tt.waits) || !cmp.Equal(next, old) || !slices.Equal(before, after) {
				t.Errorf("got %+v", out)
			}
		})
	}
}

func TestMergeWaitsWhereTheFileChangesMeanwhile(t *testing.T) {
	path := save(t, newSample(t))
	out, _, err := Merge(path, nil, nil, sampleView(), MergeOptions{Pending: func(Base) error {
		return os.WriteFile(path, []byte("en annans"), 0o644)
	}})
	if err != nil || !strings.Contains(out.Waits, "ändrades") {
		t.Errorf("got %+v, %v", out, err)
	}
	if left, _ := os.ReadFile(path); string(left) != "en annans" {
		t.Error("another's file was overwritten")
	}
	path = save(t, newSample(t))
	if out, _, err = Merge(path, nil, nil, sampleView(), MergeOptions{Adopted: "another"}); err != nil || !strings.Contains(out.Waits, "ändrades") {
		t.Errorf("changed since it was adopted: %+v, %v", out, err)
	}
}

func TestMergeRecordsPendingBeforeItWrites(t *testing.T) {
	path := save(t, newSample(t))
	before, _ := os.ReadFile(path)
	var pending Base
	out, next, err := Merge(path, nil, nil, sampleView(), MergeOptions{Now: time.Unix(0, 0), Pending: func(b Base) error {
		if now, _ := os.ReadFile(path); !slices.Equal(now, before) {
			t.Error("the workbook was replaced before the coming base was recorded")
		}
		pending = b
		return nil
	}})
	if err != nil || !out.Written || out.Changed == 0 || out.Waits != "" {
		t.Fatalf("got %+v, %v", out, err)
	}
	if diff := cmp.Diff(pending, next); diff != "" {
		t.Error(diff)
	}
	out, _, err = Merge(path, next, nil, sampleView(), MergeOptions{Pending: func(Base) error {
		t.Error("nothing is pending where nothing is written")
		return nil
	}})
	if err != nil || out.Written {
		t.Errorf("the second merge: %+v, %v", out, err)
	}
}
