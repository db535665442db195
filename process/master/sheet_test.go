package master

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"stintag/process"
	"stintag/process/workbook"
)

// headings is the contract of the table sheets, word for word.
var headings = map[string]string{
	"Ärenden":          "Ärende · Diarienummer · Inkommen · Vårdcentral · Läkare · Ärendetyp · Legitimationsdatum · Möjlig start · Kontaktdatum · Anställd · Anställningsdatum · Status · Turordning · Förslag · Skäl för förslaget · Anmärkningar · Uppgifter saknas · Leg. kontrollerad · Studierektors yttrande · Beslut · Beslutad av · Beslutsdatum · Beslutsmotivering · Svar senast · Anteckning",
	"ST-läkare":        "Id · ST-läkare · Vårdcentral · Start · Planerat slut · Tjänstgöringsgrad · Finansiering · Typ av ST · Beslutsdatum · Dispens · Dispens till · Handledare · Status · Efter ST",
	"Uppehåll":         "ST-läkare · Från · Till · Typ",
	"Vårdcentraler":    "Vårdcentral · Id · Alias · Verksamhetschef · E-post · Studierektor · Studierektor e-post · Område · Prioriterat område · Driftsform · Listade · Specialister · Specialister, summa % · Vakanta specialisttjänster · Pensionsavgångar 5 år · Handledare · Lånar ut handledning till · Dagar per vecka · På plats · Överanställning · Senaste SPUR · Fast läkarkontakt % · Hyrläkare % · Antal ST · Listade per ST · Antal dispenser · Tilldelade platser · Vakans",
	"Sidotjänstgöring": "Klinik · Vårdgivartyp · Månad · Platser · Behov · Ledigt",
	"Placeringar":      "ST-läkare · Klinik · Från · Till · Enligt IUP från · Läge",
	"Budget":           "År · Ram · Schablon per månad · Intecknat · Fritt · Nya ST som ryms",
}

func TestNewKeepsTheContract(t *testing.T) {
	data, err := New("Region Provlandet", samplePolicy())
	if err != nil {
		t.Fatal(err)
	}
	b, err := workbook.Read(data, workbook.MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range b.Sheets {
		names = append(names, s.Name)
	}
	want := strings.Split("Översikt, Ärenden, ST-läkare, Uppehåll, Vårdcentraler, Delegationsbeslut, Att göra, Fördelning, Sidotjänstgöring, Placeringar, Budget, Prognos, Regler, Prova, Läs mig", ", ")
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error("sheets:", diff)
	}
	for sheet, row := range headings {
		s, _ := b.Sheet(sheet)
		var got []string
		for _, c := range s.Rows[0].Cells {
			if c.Col <= strings.Count(row, "·")+1 {
				got = append(got, c.Text)
			}
		}
		if diff := cmp.Diff(strings.Split(row, " · "), got); diff != "" {
			t.Errorf("headings of %s: %s", sheet, diff)
		}
	}
}

func TestNewFillsBudgetFromPolicy(t *testing.T) {
	data, err := New("Region Provlandet", samplePolicy())
	if err != nil {
		t.Fatal(err)
	}
	a, err := Adopt(data, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := samplePolicy().Budget
	for i := range want {
		want[i].Source = "huvudfilen"
	}
	if diff := cmp.Diff(want, a.Registers.Budget); diff != "" {
		t.Error(diff)
	}
	if len(a.Faults) > 0 {
		t.Error("a new master has faults:", a.Faults)
	}
}

func TestRegistersSurviveFillAndAdopt(t *testing.T) {
	want := Registers{Centres: sampleCentres(), Roster: sampleRoster(), Budget: []process.BudgetYear{
		{Year: 2024, Frame: 61_500_000, Decided: true, PerMonth: 45_000.5, Source: "huvudfilen"},
		{Year: 2025, Frame: 66_000_000, Decided: true, PerMonth: 43_500, Source: "huvudfilen"},
		{Year: 2027, Source: "huvudfilen"},
	}}
	data, err := New("Region Provlandet", samplePolicy())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time fills the same rows
		if data, err = Fill(data, want); err != nil {
			t.Fatal(err)
		}
		a, err := Adopt(data, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, a.Registers, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
		if len(a.Faults) > 0 {
			t.Error("faults:", a.Faults)
		}
	}
}

func TestMissingHeadingIsNamed(t *testing.T) {
	p := layout("Region Provlandet", samplePolicy())
	sheet := &p.Sheets[slices.Index(order, SheetCases)]
	sheet.Table = nil
	sheet.Cells[slices.IndexFunc(sheet.Cells, func(c workbook.CellPlan) bool { return c.Value == "Status" })].Value = "Läge"
	data, err := workbook.Write(p)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Adopt(data, nil, nil)
	var missing *MissingHeading
	if !errors.As(err, &missing) || missing.Sheet != "Ärenden" || missing.Heading != "Status" {
		t.Fatalf("got %v, want the heading Status in Ärenden", err)
	}
}

// edit changes cells as a person would, by address with sheet.
func edit(t testing.TB, data []byte, cells map[string]workbook.Cell) []byte {
	t.Helper()
	var cs []workbook.Change
	for at, v := range cells {
		sheet, cell, _ := strings.Cut(at, "!")
		row, col, ok := workbook.ParseAddress(cell)
		if !ok {
			t.Fatalf("bad address %s", at)
		}
		cs = append(cs, workbook.Change{Sheet: sheet, Row: row, Col: col, Value: v})
	}
	out, err := workbook.Patch(data, cs)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestFaultyRegisterRowsStopOnlyThemselves(t *testing.T) {
	centre := func(h string) string { return "Vårdcentraler!" + centresTable.letter(h) }
	trainee := func(h string) string { return "ST-läkare!" + rosterTable.letter(h) }
	tests := []struct {
		name  string
		cells map[string]workbook.Cell
		fault string // a part of the one fault expected
		check func(t *testing.T, r Registers)
	}{
		{"centre without a name", map[string]workbook.Cell{centre(headCentre) + "2": {}}, "saknar namn", func(t *testing.T, r Registers) {
			if len(r.Centres) != 5 {
				t.Errorf("%d centres, want 5", len(r.Centres))
			}
		}},
		{"id twice", map[string]workbook.Cell{centre(headID) + "3": text("VC-01")}, "Björknäs vårdcentral: Id VC-01 står på rad 2 och 3; den översta behåller det,", func(t *testing.T, r Registers) {
			if c, _, _ := process.FindCentre(r.Centres, "VC-01"); len(r.Centres) != 6 || c.Name != "Almby vårdcentral" {
				t.Errorf("the first of two rows must have the id, of %d rows", len(r.Centres))
			}
		}},
		{"centre twice", map[string]workbook.Cell{centre(headCentre) + "8": text("almby  Vårdcentral"), centre(headAddresses) + "8": text("x@region.example")}, "almby Vårdcentral står på rad 2 och 8; den översta gäller.", func(t *testing.T, r Registers) {
			if c, exact, ok := process.FindCentre(r.Centres, "Almby vårdcentral"); len(r.Centres) != 6 || c.ID != "VC-01" || !exact || !ok {
				t.Errorf("the topmost row counts: %d centres, %q", len(r.Centres), c.ID)
			}
		}},
		{"alias twice", map[string]workbook.Cell{centre(headAlias) + "2": text("Mitten; Almbyn"), centre(headAlias) + "5": text("mitten; Furan")}, "Furulunds vårdcentral: aliaset ”mitten” står på rad 2 och 5; den översta gäller.", func(t *testing.T, r Registers) {
			if c, _, _ := process.FindCentre(r.Centres, "Mitten"); c.ID != "VC-01" || !slices.Equal(r.Centres[3].Aliases, []string{"Furan"}) {
				t.Errorf("found %q, aliases %q", c.ID, r.Centres[3].Aliases)
			}
		}},
		{"alias that is another's name", map[string]workbook.Cell{centre(headAlias) + "2": text("Granhult")}, "Almby vårdcentral: aliaset ”Granhult” är namnet på rad 6; det gäller den raden.", func(t *testing.T, r Registers) {
			if c, _, _ := process.FindCentre(r.Centres, "Granhult"); c.ID != "VC-05" {
				t.Errorf("found %q", c.ID)
			}
		}},
		{"trainee's id twice", map[string]workbook.Cell{trainee(headID) + "4": text("ST-0001")}, "Id ST-0001 står på rad 2 och 4; den översta gäller. Töm cellen Id", func(t *testing.T, r Registers) {
			if len(r.Roster) != 8 || r.Roster[0].Name != "Alva Ask" {
				t.Errorf("%d trainees, the first %q", len(r.Roster), r.Roster[0].Name)
			}
		}},
		{"no address", map[string]workbook.Cell{centre(headAddresses) + "2": {}}, "saknar e-postadress", func(t *testing.T, r Registers) {
			if len(r.Centres) != 6 {
				t.Error("a centre without an address is still a centre")
			}
		}},
		{"bad address among good", map[string]workbook.Cell{centre(headAddresses) + "2": text("en@region.example; två.region.example")}, "ingen e-postadress", func(t *testing.T, r Registers) {
			if diff := cmp.Diff([]string{"en@region.example"}, r.Centres[0].Addresses); diff != "" {
				t.Error(diff)
			}
		}},
		{"bad date", map[string]workbook.Cell{trainee(headBegins) + "2": text("våren")}, "Start är ”våren”, som inte kan läsas som ett datum. Skriv ÅÅÅÅ-MM-DD.", func(t *testing.T, r Registers) {
			if len(r.Roster) != 9 || !r.Roster[0].Start.IsZero() {
				t.Error("the row counts without its date")
			}
		}},
		{"unknown centre", map[string]workbook.Cell{trainee(headCentre) + "2": text("Zinkgruvan")}, "Vårdcentral är ”Zinkgruvan”, som inte finns i bladet Vårdcentraler.", func(t *testing.T, r Registers) {
			if r.Roster[0].CentreID != "" {
				t.Error("an unknown centre has no id")
			}
		}},
		{"frame that is no number", map[string]workbook.Cell{"Budget!" + budgetTable.letter(headFrame) + "2": text("cirka 60 mkr")}, "Ram är ”cirka 60 mkr”, som inte kan läsas som ett belopp. Skriv hela kronor, till exempel 61 000 000. Tills den är rättad föreslås ingen som kostar något det året.", func(t *testing.T, r Registers) {
			if r.Budget[0].Decided {
				t.Error("a frame that cannot be read is not decided")
			}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Adopt(edit(t, newSample(t), tt.cells), nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			found := 0
			for _, f := range a.Faults {
				if strings.Contains(f.Text, tt.fault) && f.Row >= 2 {
					found++
				}
			}
			if found != 1 {
				t.Errorf("faults %v, want one with %q", a.Faults, tt.fault)
			}
			tt.check(t, a.Registers)
		})
	}
}

// All that is gone is told at once: people mend it in one evening.
func TestAllThatIsMissingIsNamedAtOnce(t *testing.T) {
	p := layout("Region Provlandet", samplePolicy())
	p.Sheets = slices.DeleteFunc(p.Sheets, func(s workbook.SheetPlan) bool { return s.Name == SheetLeave })
	for i, s := range p.Sheets {
		for k, c := range s.Cells {
			if s.Name == SheetCentres && c.Value == headListed || s.Name == SheetCases && (c.Value == headStatus || c.Value == headKind) {
				p.Sheets[i].Table = nil
				p.Sheets[i].Cells[k].Value = "Omdöpt"
			}
		}
	}
	data, err := workbook.Write(p)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Adopt(data, nil, nil)
	const want = "Huvudfilen kan inte läsas: bladet Uppehåll saknas, rubrikerna Ärendetyp och Status saknas i rad 1 i bladet Ärenden och rubriken Listade saknas i rad 1 i bladet Vårdcentraler. Skriv tillbaka det."
	if got := UnreadWords("master.xlsx", err, time.Time{}); got != want {
		t.Errorf("said %q\nwant %q", got, want)
	}
}
