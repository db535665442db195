package master

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

// A row of Att göra goes away with its matter, whatever a person has written over in it.
func TestAWrittenOverTodoGoesAwayWithItsMatter(t *testing.T) {
	v := sampleView()
	data, base := mergedWhole(t, newSample(t), nil, v)
	r := tableRow(t, data, todoTable, headWhat, "Fatta beslut")
	data = edit(t, data, map[string]workbook.Cell{SheetTodo + "!" + workbook.Address(r.number, r.grid.at[headBecause]): text("skrivet av mig")})
	data, base = mergedWhole(t, data, base, v)
	if got := strings.Count(todoText(t, data), "Fatta beslut"); got != 1 {
		t.Errorf("told %d times while it is to do:\n%s", got, todoText(t, data))
	}
	r = tableRow(t, data, todoTable, headWhat, "Fatta beslut")
	data = edit(t, data, map[string]workbook.Cell{SheetTodo + "!" + workbook.Address(r.number, r.grid.at[headBecause]): text("skrivet av mig")})
	v.Judgement.Todo = v.Judgement.Todo[1:]
	data, _ = mergedWhole(t, data, base, v)
	if got := todoText(t, data); strings.Contains(got, "Fatta beslut") || strings.Contains(got, "skrivet av mig") {
		t.Errorf("the row outlives its matter:\n%s", got)
	}
}

// A row that people made in Att göra stays, also beside one about the same case.
func TestPeoplesOwnTodoStays(t *testing.T) {
	v := sampleView()
	data, base := mergedWhole(t, newSample(t), nil, v)
	data = edit(t, data, map[string]workbook.Cell{SheetTodo + "!A40": text("IA-2024-0001"), SheetTodo + "!B40": text("Fatta beslut"), SheetTodo + "!C40": text("ring först")})
	v.Judgement.Todo = v.Judgement.Todo[1:]
	for range 2 {
		data, base = mergedWhole(t, data, base, v)
	}
	if got := todoText(t, data); !strings.Contains(got, "ring först") {
		t.Errorf("a person's own row is gone:\n%s", got)
	}
}

// A decision is changed in Ärenden: the list of decisions tells each once.
func TestADecisionChangedInTheListIsTold(t *testing.T) {
	v := sampleView()
	data, base := mergedWhole(t, newSample(t), nil, v)
	rows := func() (all []string) {
		book, err := workbook.Read(data, workbook.MasterLimits)
		if err != nil {
			t.Fatal(err)
		}
		s, _ := book.Sheet(SheetDecisions)
		for _, r := range s.Rows[1:] {
			all = append(all, r.Cells[0].Text+" "+r.Cells[2].Text)
		}
		return all
	}
	before := rows()
	r := tableRow(t, data, decisionsTable, headVerdict, string(process.VerdictGrant))
	data = edit(t, data, map[string]workbook.Cell{SheetDecisions + "!" + workbook.Address(r.number, r.grid.at[headVerdict]): text(string(process.VerdictDecline))})
	data, base = mergedWhole(t, data, base, v)
	if got := rows(); len(got) != len(before) {
		t.Errorf("the list tells %q, want a row each for %q", got, before)
	}
	const told = "Beslut är ”Avslås”. Programmet säger: Beviljas. Det som står här är skrivet för hand och gäller inte: ett beslut ändras i bladet Ärenden."
	if got := todoText(t, data); !strings.Contains(got, told) {
		t.Errorf("Att göra does not say it:\n%s", got)
	}
	data = edit(t, data, map[string]workbook.Cell{SheetDecisions + "!" + workbook.Address(r.number, r.grid.at[headVerdict]): {}})
	data, _ = mergedWhole(t, data, base, v)
	if got := rows(); strings.Join(got, "; ") != strings.Join(before, "; ") || strings.Contains(todoText(t, data), "Avslås”") {
		t.Errorf("emptied: the list tells %q, want %q", got, before)
	}
}

// A sheet taken away is told once, with what would bring it back, and that does.
func TestASheetTakenAwayIsToldOnce(t *testing.T) {
	v := sampleView()
	p := layout("Region Provlandet", samplePolicy())
	at := slices.IndexFunc(p.Sheets, func(s workbook.SheetPlan) bool { return s.Name == SheetWhatIf })
	p.Sheets = slices.Delete(p.Sheets, at, at+1)
	data, err := workbook.Write(p)
	if err == nil {
		data, err = Fill(data, Registers{Centres: sampleCentres(), Roster: sampleRoster()})
	}
	if err != nil {
		t.Fatal(err)
	}
	data, _ = mergedWhole(t, data, nil, v)
	got := todoText(t, data)
	const want = "bladet Prova saknas. Har bladet fått ett annat namn: ge tillbaka det. Är det borttaget: lägg till ett blad som heter Prova, med rubrikerna Antagande, Värde och Följd i rad 1."
	if strings.Count(got, "Prova saknas") != 1 || !strings.Contains(got, want) {
		t.Errorf("Att göra:\n%s", got)
	}
}

// A case's number is the same in small letters.
func TestACaseNumberInSmallLettersIsTheCases(t *testing.T) {
	v := sampleView()
	data, base := mergedWhole(t, newSample(t), nil, v)
	r := tableRow(t, data, casesTable, headCase, "IA-2024-0005")
	data = edit(t, data, map[string]workbook.Cell{SheetCases + "!" + workbook.Address(r.number, r.grid.at[headCase]): text("ia-2024-0005 ")})
	a := adopted(t, data, base, nil)
	if _, ok := a.Cases["IA-2024-0005"]; !ok || len(a.Cases) != len(v.World.Cases) {
		t.Errorf("cases %v", a.Cases)
	}
	data, _ = mergedWhole(t, data, base, v)
	if a = adopted(t, data, base, nil); len(a.Cases) != len(v.World.Cases) || len(a.Faults) > 0 {
		t.Errorf("%d cases, faults %v", len(a.Cases), a.Faults)
	}
	if strings.Contains(todoText(t, data), "ett nummer som programmet inte känner") {
		t.Error(todoText(t, data))
	}
}

// A kind of training that nobody knows is told.
func TestAnUnknownTrackIsTold(t *testing.T) {
	data, _ := mergedWhole(t, newSample(t), nil, sampleView())
	data = edit(t, data, map[string]workbook.Cell{SheetRoster + "!" + rosterTable.letter(headTrack) + "2": text("Annat")})
	a := adopted(t, data, nil, nil)
	if len(a.Faults) != 1 || a.Faults[0].Heading != headTrack || !strings.Contains(a.Faults[0].Text, "Typ av ST är ”Annat”, som inte finns i listan (ST, Dubbelspecialisering, Forskar-ST, BT-ST).") {
		t.Errorf("faults %v", a.Faults)
	}
}

// A row that people are writing under the table is no gap: the table takes it in.
func TestAHalfWrittenRowIsNoGap(t *testing.T) {
	all := sampleView()
	v := sampleView()
	v.World.Cases, v.Judgement.Standings = v.World.Cases[:10], v.Judgement.Standings[:10]
	data, base := mergedWhole(t, newSample(t), nil, v)
	below := tableRow(t, data, casesTable, headCase, "IA-2024-0010").number + 1
	half := SheetCases + "!" + casesTable.letter(headDoctor) + strconv.Itoa(below)
	data = edit(t, data, map[string]workbook.Cell{half: text("Hanna Handskriven")})
	data, _ = mergedWhole(t, data, base, all)
	if r := tableRow(t, data, casesTable, headCase, "IA-2024-0011"); r.number != below+1 {
		t.Errorf("the new case stands in row %d", r.number)
	}
	if strings.Contains(todoText(t, data), "Utöka tabellen") {
		t.Errorf("Att göra: %s", todoText(t, data))
	}
}

// A register without a health centre is told: nobody's mail would be taken in.
func TestAnEmptyRegisterIsTold(t *testing.T) {
	v := sampleView()
	v.World.Centres = nil
	data, _, _ := merged(t, newSample(t), nil, v)
	if !strings.Contains(todoText(t, data), "Fyll i bladet Vårdcentraler. Det har ingen vårdcentral") {
		t.Errorf("Att göra: %s", todoText(t, data))
	}
}
