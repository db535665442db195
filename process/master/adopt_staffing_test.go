package master

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

func inCentres(row string, cells map[string]workbook.Cell) map[string]workbook.Cell {
	at := map[string]workbook.Cell{}
	for heading, v := range cells {
		at["Vårdcentraler!"+centresTable.letter(heading)+row] = v
	}
	return at
}

// R-401…R-407, D18: what people write of how a health centre is staffed.
func TestStaffingIsRead(t *testing.T) {
	data := edit(t, newSample(t), inCentres("3", map[string]workbook.Cell{
		headSpecialists: number(0), headSupervisor: number(3), headOverstaffing: text("ja"), headSPUR: text("2019-03-14"),
		headNamedDoctor: number(0.55), headLocums: text("12,5 %"), headOnSite: text("Ja"),
		headLends: text("Almby vårdcentral (senior advisor); VC-04; Nybyggets vårdcentral"), headLendDays: text("0,5; 2; 1"),
	}))
	a := adopted(t, data, nil, nil)
	want := []Fault{{Sheet: SheetCentres, Row: 3, Heading: headLends, Text: "Björknäs vårdcentral: Lånar ut handledning till är ”Nybyggets vårdcentral”, som inte finns i bladet Vårdcentraler."}}
	if diff := cmp.Diff(want, a.Faults); diff != "" {
		t.Error(diff)
	}
	c := a.Registers.Centres[1]
	if !c.SpecialistsSaid || c.Specialists != 0 || c.Supervisors != (process.Amount{Value: 3, Said: true}) || !c.Overstaffing || c.SPUR != process.D(2019, 3, 14) {
		t.Errorf("read %+v", c)
	}
	if c.NamedDoctor.Value != 55 || c.Locums.Value != 12.5 {
		t.Errorf("named doctor %v, locums %v", c.NamedDoctor, c.Locums)
	}
	lending := []process.Lending{
		{To: "VC-01", Written: "Almby vårdcentral", DaysPerWeek: 0.5, OnSite: true, SeniorAdvisor: true},
		{To: "VC-04", Written: "VC-04", DaysPerWeek: 2, OnSite: true},
		{Written: "Nybyggets vårdcentral", DaysPerWeek: 1, OnSite: true},
	}
	if diff := cmp.Diff(lending, c.Lending); diff != "" {
		t.Error(diff)
	}
}

// A cell that cannot be read is told of, and leaves only itself unsaid.
func TestAStaffingFaultStopsOnlyItself(t *testing.T) {
	for heading, wrong := range map[string]struct{ cell, fault string }{
		headSupervisor:   {"några", "Handledare är ”några”, som inte kan läsas som ett tal. Skriv bara siffror."},
		headSpecialists:  {"-1", "Specialister är ”-1”, som är mindre än 0. Det räknas inte."},
		headOverstaffing: {"kanske", "Överanställning är ”kanske” och ska vara Ja eller Nej. Nej gäller så länge."},
		headSPUR:         {"förra året", "Senaste SPUR är ”förra året”, som inte kan läsas som ett datum. Skriv ÅÅÅÅ-MM-DD."},
		headNamedDoctor:  {"101", "Fast läkarkontakt % är ”101” och ska vara procent från 0 till 100."},
		headLocums:       {"många", "Hyrläkare % är ”många” och ska vara procent från 0 till 100."},
		headLendDays:     {"1; 2", "Dagar per vecka har 2 tal för 1 vårdcentraler. Skriv ett för alla, eller ett för var och en."},
		headLends:        {"Ekbackens vårdcentral", "Lånar ut handledning till är vårdcentralen själv; det räknas inte."},
	} {
		cells := map[string]workbook.Cell{headSupervisor: number(2), headLends: text("Almby vårdcentral"), headLendDays: number(1)}
		cells[heading] = text(wrong.cell)
		a := adopted(t, edit(t, newSample(t), inCentres("4", cells)), nil, nil)
		if diff := cmp.Diff([]Fault{{Sheet: SheetCentres, Row: 4, Heading: heading, Text: "Ekbackens vårdcentral: " + wrong.fault}}, a.Faults); diff != "" {
			t.Errorf("%s: %s", heading, diff)
		}
		if c := a.Registers.Centres[2]; heading != headSupervisor && c.Supervisors.Value != 2 || heading != headLends && len(c.Lending) != 1 {
			t.Errorf("%s: the rest of the row is not read: %+v", heading, c)
		}
	}
}

// An empty cell is not 0: nothing is said of the health centre.
func TestAnEmptyStaffingCellSaysNothing(t *testing.T) {
	data := edit(t, newSample(t), inCentres("2", map[string]workbook.Cell{headSpecialists: {}}))
	c := adopted(t, data, nil, nil).Registers.Centres[0]
	if c.SpecialistsSaid || c.Supervisors.Said || c.NamedDoctor.Said || c.Locums.Said || len(c.Lending) > 0 || !c.SPUR.IsZero() {
		t.Errorf("read %+v", c)
	}
}

// What the program fills in is read back as it was.
func TestStaffingFilledInAndReadBack(t *testing.T) {
	c := sampleCentres()[0]
	c.Specialists, c.Supervisors, c.Overstaffing = 0, process.Amount{Value: 2, Said: true}, true
	c.NamedDoctor, c.Locums, c.SPUR = process.Amount{Value: 55, Said: true}, process.Amount{Said: true}, process.D(2020, 2, 29)
	for _, days := range []float64{0.5, 1.5} {
		c.Lending = []process.Lending{
			{To: "VC-02", Written: "Björknäs vårdcentral", DaysPerWeek: days, OnSite: true, SeniorAdvisor: true},
			{To: "VC-03", Written: "Ekbackens vårdcentral", DaysPerWeek: 0.5, OnSite: true},
		}
		data, err := Fill(newSample(t), Registers{Centres: []process.HealthCentre{c}})
		if err != nil {
			t.Fatal(err)
		}
		a := adopted(t, data, nil, nil)
		if diff := cmp.Diff(c, a.Registers.Centres[0]); diff != "" || len(a.Faults) > 0 {
			t.Errorf("%s, faults %v", diff, a.Faults)
		}
	}
}

// R-401…R-407: Översikt tells how the health centres are staffed, in a block of its
// own, with a figure of its own in each row.
func TestTheOverviewTellsOfTheHealthCentres(t *testing.T) {
	v := sampleView()
	p := overview(v, v.forecast())
	want := v.Judgement.StaffingLines(v.World.Policy)
	if len(want) != staffLines {
		t.Fatalf("%d lines in a block of %d", len(want), staffLines)
	}
	at := map[[2]int]pageCell{}
	for _, c := range p.cells {
		if _, twice := at[[2]int{c.row, c.col}]; twice {
			t.Errorf("row %d column %d is written twice", c.row, c.col)
		}
		at[[2]int{c.row, c.col}] = c
	}
	for i, l := range want {
		if got := CanonicalText(at[[2]int{rowStaffing + i, colBlock}].value); got != l.Label {
			t.Errorf("line %d is %q, not %q", i, got, l.Label)
		}
		if got := CanonicalText(at[[2]int{rowStaffing + i, colAmount}].value); l.Value.Said == (got == "–") {
			t.Errorf("%s: %q", l.Label, got)
		}
	}
	if got := at[[2]int{rowStaffing, colAmount}].style.Format; got != "#,##0.00" {
		t.Errorf("0,53 would be shown as %s", got)
	}
}
