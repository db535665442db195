package master

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"stintag/process"
	"stintag/process/workbook"
)

// A faulty cell of a register is told of in one sentence, at the very cell: what
// stands there, and what would be right. The rest of the row, and every other row,
// is used as it stands.
func TestEveryRegisterFaultIsToldAtItsCell(t *testing.T) {
	formula := workbook.Cell{Kind: workbook.Error, Text: "#REF!"}
	type wants struct {
		heading, text string
		used          func(r Registers) bool
	}
	for _, tt := range []struct {
		name  string
		table table
		row   string
		cells map[string]workbook.Cell
		wants
	}{
		{"no address at all", centresTable, "2", map[string]workbook.Cell{headAddresses: text(" ")}, wants{headAddresses,
			"Almby vårdcentral saknar e-postadress: mejl därifrån känns inte igen, och inga brev kan skickas dit. Ärendena rangordnas ändå.",
			func(r Registers) bool { return r.Centres[0].Addresses == nil && r.Centres[0].Listed == 4200 }}},
		{"an address without @", centresTable, "2", map[string]workbook.Cell{headAddresses: text("ada(at)region.example; vc1@region.example")}, wants{headAddresses,
			"Almby vårdcentral: ”ada(at)region.example” i E-post är ingen e-postadress och används inte. Skriv namn@region.se, med semikolon mellan flera.",
			func(r Registers) bool { return len(r.Centres[0].Addresses) == 1 }}},
		{"the study director's address", centresTable, "2", map[string]workbook.Cell{headDirectorMail: text("Stina")}, wants{headDirectorMail,
			"Almby vårdcentral: ”Stina” i Studierektor e-post är ingen e-postadress och används inte. Skriv namn@region.se, med semikolon mellan flera.",
			func(r Registers) bool {
				return r.Centres[0].StudyDirectorAddress == "" && len(r.Centres[0].Addresses) == 2
			}}},
		{"an id twice", centresTable, "3", map[string]workbook.Cell{headID: text("vc-01")}, wants{headID,
			"Björknäs vårdcentral: Id vc-01 står på rad 2 och 3; den översta behåller det, och den här får sitt namn i stället.",
			func(r Registers) bool {
				return len(r.Centres) == 6 && r.Centres[1].ID == "Björknäs vårdcentral" && r.Roster[1].CentreID == r.Centres[1].ID
			}}},
		{"a name twice", centresTable, "3", map[string]workbook.Cell{headCentre: text("ALMBY vårdcentral")}, wants{headCentre,
			"ALMBY vårdcentral står på rad 2 och 3; den översta gäller.",
			func(r Registers) bool { return len(r.Centres) == 5 && r.Centres[0].ID == "VC-01" }}},
		{"a name that is a broken formula", centresTable, "3", map[string]workbook.Cell{headCentre: formula}, wants{headCentre,
			"Raden saknar namn på vårdcentralen; den används inte.",
			func(r Registers) bool { return len(r.Centres) == 5 }}},
		{"listed in words", centresTable, "2", map[string]workbook.Cell{headListed: text("cirka 8 000")}, wants{headListed,
			"Almby vårdcentral: Listade är ”cirka 8 000”, som inte kan läsas som ett tal. Skriv bara siffror.",
			func(r Registers) bool { return r.Centres[0].Listed == 0 && r.Centres[1].Listed > 0 }}},
		{"listed below 0", centresTable, "2", map[string]workbook.Cell{headListed: number(-8000)}, wants{headListed,
			"Almby vårdcentral: Listade är ”-8000”, som är mindre än 0. Det räknas inte.",
			func(r Registers) bool { return r.Centres[0].Listed == 0 }}},
		{"listed by a broken formula", centresTable, "2", map[string]workbook.Cell{headListed: formula}, wants{headListed,
			"Almby vårdcentral: Listade är en formel utan värde, som inte kan läsas som ett tal. Skriv bara siffror.",
			func(r Registers) bool { return r.Centres[0].Listed == 0 }}},
		{"neither yes nor no", centresTable, "3", map[string]workbook.Cell{headPriority: text("delvis")}, wants{headPriority,
			"Björknäs vårdcentral: Prioriterat område är ”delvis” och ska vara Ja eller Nej. Nej gäller så länge.",
			func(r Registers) bool { return !r.Centres[1].Priority && r.Centres[3].Priority }}},
		{"a doctor's unknown health centre", rosterTable, "3", map[string]workbook.Cell{headCentre: text("Zinkgruvan")}, wants{headCentre,
			"Bo Bok: Vårdcentral är ”Zinkgruvan”, som inte finns i bladet Vårdcentraler. Läkaren räknas i regionen, men inte på någon vårdcentral.",
			func(r Registers) bool { return len(r.Roster) == 9 && r.Roster[1].CentreID == "" }}},
		{"a doctor without a health centre", rosterTable, "3", map[string]workbook.Cell{headCentre: {}}, wants{headCentre,
			"Bo Bok: Vårdcentral är inte ifylld. Läkaren räknas i regionen, men inte på någon vårdcentral.",
			func(r Registers) bool { return len(r.Roster) == 9 }}},
		{"an id twice in the roster", rosterTable, "3", map[string]workbook.Cell{headID: text("st-0001")}, wants{headID,
			"Bo Bok: Id st-0001 står på rad 2 och 3; den översta gäller. Töm cellen Id om raden är en annan ST-läkare.",
			func(r Registers) bool { return len(r.Roster) == 8 }}},
		{"a day that is none", rosterTable, "3", map[string]workbook.Cell{headBegins: text("2024-02-30")}, wants{headBegins,
			"Bo Bok: Start är ”2024-02-30”, som inte kan läsas som ett datum. Skriv ÅÅÅÅ-MM-DD.",
			func(r Registers) bool { return r.Roster[1].Start.IsZero() && !r.Roster[1].PlannedEnd.IsZero() }}},
		{"the end before the start", rosterTable, "3", map[string]workbook.Cell{headEnds: date(process.D(2018, 1, 1))}, wants{headEnds,
			"Bo Bok: Planerat slut är 2018-01-01, före Start 2019-03-01. Slutet räknas inte förrän datumen är rättade.",
			func(r Registers) bool { return r.Roster[1].PlannedEnd.IsZero() && !r.Roster[1].Start.IsZero() }}},
		{"a degree in words", rosterTable, "3", map[string]workbook.Cell{headDegree: text("halvtid")}, wants{headDegree,
			"Bo Bok: Tjänstgöringsgrad är ”halvtid” och ska vara en del av heltid, till exempel 80 %. Heltid gäller så länge.",
			func(r Registers) bool { return r.Roster[1].Degree == 0 }}},
		{"a degree that nobody serves", rosterTable, "3", map[string]workbook.Cell{headDegree: number(2)}, wants{headDegree,
			"Bo Bok: Tjänstgöringsgrad är ”2” och ska vara en del av heltid, till exempel 80 %. Heltid gäller så länge.",
			func(r Registers) bool { return r.Roster[1].Degree == 0 }}},
		{"a status misspelt", rosterTable, "3", map[string]workbook.Cell{headStatus: text("Pågor")}, wants{headStatus,
			"Bo Bok: Status är ”Pågor”, som inte finns i listan (Beviljad ej startad, Pågår, Uppehåll, Klar, Avslutad i förtid). Så länge räknas läkaren som i utbildning mellan Start och Planerat slut.",
			func(r Registers) bool { return r.Roster[1].Status == process.TraineeActive }}},
		{"nobody's money", rosterTable, "3", map[string]workbook.Cell{headFunding: text("staten")}, wants{headFunding,
			"Bo Bok: Finansiering är ”staten” och ska vara vårdval eller egen. Vårdval gäller så länge.",
			func(r Registers) bool { return !r.Roster[1].OwnFunded }}},
		{"a year twice", budgetTable, "3", map[string]workbook.Cell{headYear: number(2024)}, wants{headYear,
			"År 2024 står på två rader; den översta gäller.",
			func(r Registers) bool { return len(r.Budget) == 1 && r.Budget[0].Frame == 61_000_000 }}},
		{"no year", budgetTable, "3", map[string]workbook.Cell{headYear: text("nästa år")}, wants{headYear,
			"Raden saknar ett år, till exempel 2025; den används inte.",
			func(r Registers) bool { return len(r.Budget) == 1 }}},
		{"a frame in millions", budgetTable, "2", map[string]workbook.Cell{headFrame: number(61)}, wants{headFrame,
			"År 2024: Ram är ”61”. Skriv hela kronor, till exempel 61 000 000. Tills den är rättad föreslås ingen som kostar något det året.",
			func(r Registers) bool { return !r.Budget[0].Decided && r.Budget[0].PerMonth == 45_000 }}},
		{"a frame below 0", budgetTable, "2", map[string]workbook.Cell{headFrame: text("-61 000 000")}, wants{headFrame,
			"År 2024: Ram är ”-61 000 000”, som är mindre än 0. Tills den är rättad föreslås ingen som kostar något det året.",
			func(r Registers) bool { return !r.Budget[0].Decided }}},
		{"a rate in thousands", budgetTable, "2", map[string]workbook.Cell{headPerMonth: number(45)}, wants{headPerMonth,
			"År 2024: Schablon per månad är ”45”. Skriv hela kronor, till exempel 45 000. Regelverkets belopp gäller så länge, om det har något.",
			func(r Registers) bool { return r.Budget[0].PerMonth == 0 && r.Budget[0].Decided }}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cells := map[string]workbook.Cell{}
			for h, v := range tt.cells {
				cells[tt.table.sheet+"!"+tt.table.letter(h)+tt.row] = v
			}
			a := adopted(t, planted(t, newSample(t), cells), nil, nil)
			told := slices.DeleteFunc(a.Faults, func(f Fault) bool { return f.Sheet != tt.table.sheet })
			if len(told) != 1 {
				t.Fatalf("faults %v, want one", a.Faults)
			}
			f := told[0]
			if f.Heading != tt.heading || f.Text != tt.text {
				t.Errorf("%s, %s: %s\nwant %s: %s", f.Sheet, f.Heading, f.Text, tt.heading, tt.text)
			}
			if !tt.used(a.Registers) {
				t.Errorf("read %+v", a.Registers)
			}
		})
	}
}

// planted changes cells; an error value is what a person's broken formula shows.
func planted(t *testing.T, data []byte, cells map[string]workbook.Cell) []byte {
	t.Helper()
	good := map[string]workbook.Cell{}
	for at, c := range cells {
		if c.Kind != workbook.Error {
			good[at] = c
		}
	}
	if len(good) == len(cells) {
		return edit(t, data, good)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for at := range cells {
		sheet, cell, _ := strings.Cut(at, "!")
		if err := errors.Join(f.SetCellValue(sheet, cell, nil), f.SetCellFormula(sheet, cell, "Borta!A1"), f.Write(&out), f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

// What people write in other ways than we do is read all the same.
func TestRegistersAreReadAsPeopleWriteThem(t *testing.T) {
	at := func(tb table, h, row string) string { return tb.sheet + "!" + tb.letter(h) + row }
	a := adopted(t, edit(t, newSample(t), map[string]workbook.Cell{
		at(centresTable, headAddresses, "2"):   text("Ada Alm <Ada.Alm@Region.example>, delad@region.example"),
		at(centresTable, headAddresses, "3"):   text("delad@region.example"),
		at(centresTable, headListed, "2"):      text("8\u00a0400"),
		at(centresTable, headSpecialists, "2"): number(4),
		at(centresTable, headSpecPercent, "2"): number(3.5), // a cell that shows 350 %
		at(centresTable, headSpecPercent, "3"): text("225 %"),
		at(rosterTable, headDegree, "2"):       number(0.5),
		at(rosterTable, headDegree, "3"):       number(50),
		at(rosterTable, headDegree, "4"):       text("50 %"),
		at(rosterTable, headStatus, "3"):       text("pågår "),
		at(rosterTable, headBegins, "3"):       text("den 1 mars 2019"),
		at(budgetTable, headFrame, "2"):        text("61 500 000 kr"),
	}), nil, nil)
	if len(a.Faults) > 0 {
		t.Error(a.Faults)
	}
	r := a.Registers
	if got := strings.Join(r.Centres[0].Addresses, " "); got != "ada.alm@region.example delad@region.example" {
		t.Errorf("addresses %s", got)
	}
	// two health centres may have one manager
	if both := process.CentresOf(r.Centres, "delad@region.example"); len(both) != 2 {
		t.Errorf("the shared address is %d health centres'", len(both))
	}
	if r.Centres[0].Listed != 8400 || r.Centres[0].SpecialistsPercent != 350 || r.Centres[1].SpecialistsPercent != 225 {
		t.Errorf("%+v", r.Centres[:2])
	}
	for i := range 3 {
		if r.Roster[i].Degree != 0.5 {
			t.Errorf("row %d: degree %v", i+2, r.Roster[i].Degree)
		}
	}
	if r.Roster[1].Status != process.TraineeActive || r.Roster[1].Start != process.D(2019, 3, 1) || r.Budget[0].Frame != 61_500_000 {
		t.Errorf("%+v, %+v", r.Roster[1], r.Budget[0])
	}
}

// A row that is given another id, or copied with its figures, has its own worked out:
// the figures that came with it are nobody's correction.
func TestAHealthCentresFiguresFollowItsNewID(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	at := func(h, row string) string { return SheetCentres + "!" + centresTable.letter(h) + row }
	data = edit(t, data, map[string]workbook.Cell{
		at(headID, "2"): text("VC-77"), at(headCentre, "8"): text("Nya vårdcentralen"), at(headID, "8"): text("VC-88"), at(headTrainees, "8"): number(1),
	})
	v.World.Centres[0].ID, v.Judgement.Centres[0] = "VC-77", process.CentreFigures{CentreID: "VC-77", Trainees: 5}
	v.Judgement.Centres = append(v.Judgement.Centres, process.CentreFigures{CentreID: "VC-88", Trainees: 2})
	data, base, conflicts := merged(t, data, base, v)
	v.Judgement.Centres[0].Trainees = 6
	data, _, more := merged(t, data, base, v)
	for id, want := range map[string]string{"VC-77": "6", "VC-88": "2", "VC-02": "2"} {
		if got := tableRow(t, data, centresTable, headID, id).text(headTrainees); got != want {
			t.Errorf("%s has %s in training, want %s", id, got, want)
		}
	}
	if len(conflicts)+len(more) > 0 {
		t.Error(conflicts, more)
	}
}

// Ids that differ in their letters' size alone are one id: the lower row is told of,
// and each row has its own figures.
func TestCentreIDsThatDifferInCaseAreTold(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	r := tableRow(t, data, centresTable, headID, "VC-03")
	data = edit(t, data, map[string]workbook.Cell{SheetCentres + "!" + workbook.Address(r.number, r.grid.at[headID]): text("vc-02")})
	a := adopted(t, data, base, nil)
	if len(a.Faults) != 1 || a.Faults[0].Row != r.number || a.Registers.Centres[2].ID != "Ekbackens vårdcentral" {
		t.Errorf("%v; %v", a.Faults, a.Registers.Centres[2].ID)
	}
	v.World.Centres = a.Registers.Centres
	v.Judgement.Centres[2].CentreID, v.Judgement.Centres[2].Trainees = "Ekbackens vårdcentral", 7
	out, _, _ := merged(t, data, base, v)
	if got := tableRow(t, out, centresTable, headID, "vc-02").text(headTrainees); got != "7" {
		t.Errorf("figures of another: %s", got)
	}
}
