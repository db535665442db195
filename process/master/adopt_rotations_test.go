package master

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

// rotationSheets is a master whose Sidotjänstgöring and Placeringar hold rows as
// people typed them.
func rotationSheets(t *testing.T, places, placements [][]workbook.Cell) []byte {
	t.Helper()
	cells := map[string]workbook.Cell{}
	for sheet, rows := range map[string][][]workbook.Cell{SheetRotations: places, SheetPlacements: placements} {
		for i, r := range rows {
			for j, c := range r {
				cells[sheet+"!"+workbook.Address(2+i, 1+j)] = c
			}
		}
	}
	return edit(t, newSample(t), cells)
}

func typedRow(ss ...string) []workbook.Cell {
	var cells []workbook.Cell
	for _, s := range ss {
		cells = append(cells, text(s))
	}
	return cells
}

// a month is read however it was typed, an empty Platser is nothing
// said and 0 is none.
func TestRotationSheetsAreAdopted(t *testing.T) {
	data := rotationSheets(t,
		[][]workbook.Cell{
			{text("KK"), text("Sjukhus"), text("2025-06"), number(4)},
			{text("KK"), text("sjukhus"), date(process.D(2025, 7, 1)), text("0")},
			{text("Psyk"), text("regionhälsan"), text("juni 2025"), {}},
			{text("Barn"), {}, number(202508), text("2")},
			{text("Barn"), text("privat"), text("2025-08-17"), number(1)},
		},
		[][]workbook.Cell{
			{text("Gran, Greta"), text("KK"), text("2025-06-01"), date(process.D(2025, 8, 31)), text("2025-05"), text("Bekräftad")},
			typedRow("ST-0008", "Psyk", "1 september 2025", "2025-10-31"),
		})
	a, err := Adopt(data, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	said := func(n float64) process.Amount { return process.Amount{Value: n, Said: true} }
	places := []process.RotationPlaces{
		{Clinic: "KK", Provider: "sjukhus", Month: process.D(2025, 6, 1), Places: said(4)},
		{Clinic: "KK", Provider: "sjukhus", Month: process.D(2025, 7, 1), Places: said(0)},
		{Clinic: "Psyk", Provider: "Regionhälsan", Month: process.D(2025, 6, 1)},
		{Clinic: "Barn", Month: process.D(2025, 8, 1), Places: said(2)},
		{Clinic: "Barn", Provider: "privat", Month: process.D(2025, 8, 1), Places: said(1)},
	}
	placements := []process.Placement{
		{Doctor: "Gran, Greta", Clinic: "KK", From: process.D(2025, 6, 1), To: process.D(2025, 8, 31), Planned: process.D(2025, 5, 1), Confirmed: true},
		{Doctor: "ST-0008", Clinic: "Psyk", From: process.D(2025, 9, 1), To: process.D(2025, 10, 31)},
	}
	if d := cmp.Diff(places, a.Registers.Rotations) + cmp.Diff(placements, a.Registers.Placements); d != "" || len(a.Faults) > 0 {
		t.Errorf("%s\nfaults %v", d, a.Faults)
	}
}

// A faulty row stops only itself, is told by sheet and row, and names no doctor.
func TestFaultyRotationRowsStopOnlyThemselves(t *testing.T) {
	data := rotationSheets(t,
		[][]workbook.Cell{
			typedRow("", "sjukhus", "2025-06", "4"), typedRow("KK", "sjukhus", "i sommar", "4"), typedRow("KK", "sjukhus", "", "4"),
			typedRow("KK", "sjukhus", "2025-06", "många"), typedRow("KK", "sjukhus", "2025-06", "2,5"), typedRow("KK", "sjukhus", "2025-06", "-1"),
			typedRow("KK", "sjukhus", "2025-06", "3"), typedRow(" kk", "Sjukhus", "2025-06-01", "5"), typedRow("KK", "landsting", "2025-07", "1"),
			{{}, {}, {}, {}, number(3), number(1)}, // what the program wrote beside a row that is gone
			typedRow("KK", "sjukhus", "2025-13", "4"),
		},
		[][]workbook.Cell{
			typedRow("Okänd Läkare", "KK", "2025-06-01", "2025-08-31"), typedRow("", "KK", "2025-06-01", "2025-08-31"), typedRow("Greta Gran", "", "2025-06-01", "2025-08-31"),
			typedRow("Greta Gran", "KK", "", "2025-08-31"), typedRow("Greta Gran", "KK", "2025-06-01", "hösten"), typedRow("Greta Gran", "KK", "2025-08-31", "2025-06-01"),
			typedRow("Greta Gran", "KK", "2025-06-01", "2025-08-31", "vår", "kanske"),
		})
	a, err := Adopt(data, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Registers.Rotations) != 2 || len(a.Registers.Placements) != 1 || a.Registers.Placements[0].Confirmed || len(a.Registers.Roster) != 9 {
		t.Errorf("%+v %+v", a.Registers.Rotations, a.Registers.Placements)
	}
	for sheet, texts := range map[string][]string{
		SheetRotations: {"saknar Klinik", "Månad kan inte läsas", "saknar Månad", "inget helt antal", "inget helt antal", "inget helt antal", "", "står på rad 8 och 9; den översta gäller",
			"Vårdgivartyp ska vara", "", "Månad kan inte läsas"},
		SheetPlacements: {"finns inte i bladet ST-läkare", "saknar ST-läkare", "saknar Klinik", "Från saknas", "Till saknas", "Till ligger före Från", "Enligt IUP från är inget datum"},
	} {
		for i, want := range texts {
			at := slices.IndexFunc(a.Faults, func(f Fault) bool { return f.Sheet == sheet && f.Row == i+2 })
			switch {
			case want == "" && at >= 0:
				t.Errorf("%s, row %d: %s", sheet, i+2, a.Faults[at].Text)
			case want != "" && (at < 0 || !strings.Contains(a.Faults[at].Text, want)):
				t.Errorf("%s, row %d: %v, want %q", sheet, i+2, a.Faults, want)
			case at >= 0 && (strings.Contains(a.Faults[at].Text, "Greta") || strings.Contains(a.Faults[at].Text, "Okänd")):
				t.Errorf("names a doctor: %s", a.Faults[at].Text)
			}
		}
	}
	if at := slices.IndexFunc(a.Faults, func(f Fault) bool { return strings.Contains(f.Text, "preliminär eller bekräftad") }); at < 0 {
		t.Errorf("no fault for Läge: %v", a.Faults)
	}
}

// Without a heading the sheet waits; everything else goes on.
func TestAMissingRotationSheetStopsOnlyItself(t *testing.T) {
	data := resave(t, newSample(t), func(sheet string, row, col int) (int, int) {
		if sheet == SheetRotations && row == 1 && col == 4 {
			return 50, col
		}
		return row, col
	})
	a, err := Adopt(data, nil, nil)
	if err != nil || len(a.Registers.Roster) != 9 {
		t.Fatalf("%d in the roster, %v", len(a.Registers.Roster), err)
	}
	if len(a.Faults) != 1 || !strings.Contains(a.Faults[0].Text, "Randningsplatserna kan inte läsas: rubriken Platser saknas i rad 1 i bladet Sidotjänstgöring") {
		t.Errorf("faults %v", a.Faults)
	}
	if _, _, conflicts := merged(t, data, nil, sampleView()); len(conflicts) != 1 || conflicts[0].Sheet != SheetRotations {
		t.Errorf("conflicts %v", conflicts)
	}
}

// Behov and Ledigt stand on the rows that people have made, with what is not
// said left empty; no rows are made, people's cells are left alone, and the second
// merge changes nothing. What Fill wrote is read back as it was.
func TestRotationColumns(t *testing.T) {
	said := func(n float64) process.Amount { return process.Amount{Value: n, Said: true} }
	r := Registers{
		Rotations: []process.RotationPlaces{
			{Clinic: "KK", Provider: "sjukhus", Month: process.D(2025, 6, 1), Places: said(1)},
			{Clinic: "Psyk", Provider: "privat", Month: process.D(2025, 7, 1)},
			{Clinic: "Barn", Month: process.D(2024, 1, 1), Places: said(2)},
		},
		Placements: []process.Placement{
			{Doctor: "Greta Gran", Clinic: "KK", From: process.D(2025, 6, 1), To: process.D(2025, 6, 30), Confirmed: true},
			{Doctor: "ST-0008", Clinic: "KK", From: process.D(2025, 6, 1), To: process.D(2025, 7, 31)},
			{Doctor: "ST-0009", Clinic: "Psyk", From: process.D(2025, 7, 1), To: process.D(2025, 7, 31), Planned: process.D(2025, 3, 1)},
		},
	}
	data, err := Fill(newSample(t), r)
	if err != nil {
		t.Fatal(err)
	}
	a := adopted(t, data, nil, nil)
	if d := cmp.Diff(r.Rotations, a.Registers.Rotations) + cmp.Diff(r.Placements, a.Registers.Placements); d != "" {
		t.Fatal(d)
	}
	v := sampleView()
	v.World.Roster, v.World.Rotations, v.World.Placements = a.Registers.Roster, a.Registers.Rotations, a.Registers.Placements
	v.Judgement.Rotations = process.Judge(v.World).Rotations
	out, base, conflicts := merged(t, data, nil, v)
	if len(conflicts) > 0 {
		t.Error(conflicts)
	}
	for clinic, want := range map[string]string{"KK": "KK · sjukhus · 2025-06 · 1 · 2 · -1", "Psyk": "Psyk · privat · 2025-07 ·  · 1 · ", "Barn": "Barn ·  · 2024-01 · 2 · 0 · 2"} {
		if got := cellsOf(tableRow(t, out, rotationsTable, headClinic, clinic), headClinic, headProvider, headMonth, headPlaces, headNeed, headSpare); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if changes, _, _, err := Plan(out, base, nil, v); err != nil || len(changes) > 0 {
		t.Errorf("the second merge: %v, %v", changes, err)
	}
	b, err := open(out, written{})
	if err != nil {
		t.Fatal(err)
	}
	if g, err := rotationsTable.in(b); err != nil || len(g.rows) != 3 {
		t.Errorf("%d rows, %v", len(g.rows), err)
	}
	again := edit(t, out, map[string]workbook.Cell{ // copied down and given another month; and a remark
		SheetRotations + "!A5": text("KK"), SheetRotations + "!B5": text("sjukhus"), SheetRotations + "!C5": text("2025-07"), SheetRotations + "!D5": number(3),
		SheetRotations + "!E5": number(2), SheetRotations + "!F5": number(-1), SheetRotations + "!F3": text("frågat kliniken"),
	})
	v.World.Rotations = adopted(t, again, base, nil).Registers.Rotations
	v.Judgement.Rotations = process.Judge(v.World).Rotations
	out, _, _ = merged(t, again, base, v)
	if b, err = open(out, written{}); err != nil {
		t.Fatal(err)
	}
	if g, err := rotationsTable.in(b); err != nil || cellsOf(g.rows[3], headNeed, headSpare) != "1 · 2" || g.rows[1].text(headSpare) != "frågat kliniken" {
		t.Errorf("copied row %v, remark %v, %v", g.rows[3].filled, g.rows[1].filled, err)
	}
}
