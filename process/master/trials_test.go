package master

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"stintag/process"
	"stintag/process/policy"
	"stintag/process/workbook"
)

// The choices of Prova follow the policy, have room in a drop-down, and each can be
// tried once its placeholder is filled in.
func TestTheChoicesOfProvaFollowThePolicy(t *testing.T) {
	filled := strings.NewReplacer("IA-ÅÅÅÅ-NNNN", "IA-2024-0001", "ÅÅÅÅ", "2025", "VÅRDCENTRAL", "Almby vårdcentral")
	values := map[string]string{"Möjlig": "2025-03-01", "Återkallas": "ja"}
	for preset, wants := range map[string]struct{ has, hasNot string }{
		"vastmanland":         {"Ram ", "Finansierade"},
		"vastra-gotaland":     {"Finansierade platser, Listade per plats, Listade VÅRDCENTRAL", "Gräns"},
		"stockholm":           {"Intag ÅÅÅÅ", "Listade"},
		"jamtland-harjedalen": {"Återkallas IA-ÅÅÅÅ-NNNN", "Finansierade"},
	} {
		rules, err := policy.Preset(preset)
		if err != nil {
			t.Fatal(err)
		}
		p := rules.At(process.D(2026, 2, 1))
		choices := TrialChoices(p)
		all := strings.Join(choices, ", ")
		if !strings.Contains(all, wants.has) || strings.Contains(all, wants.hasNot) {
			t.Errorf("%s: %s", preset, all)
		}
		if n := len(utf16.Encode([]rune(strings.Join(choices, ",")))); n > 255 {
			t.Errorf("%s: the drop-down has %d letters", preset, n)
		}
		w := process.World{Now: time.Date(2024, 11, 22, 7, 0, 0, 0, stockholm), Policy: p, Centres: sampleCentres(), Cases: sampleView().World.Cases}
		for _, c := range choices {
			value := values[strings.Fields(c)[0]]
			if value == "" {
				value = "12"
			}
			if _, _, problem := (Trial{What: filled.Replace(c), Value: value}).Setting(w); problem != "" {
				t.Errorf("%s: %s = %s: %s", preset, c, value, problem)
			}
			if strings.Contains(c, "ÅÅÅÅ") || strings.Contains(c, "VÅRDCENTRAL") {
				if _, _, problem := (Trial{What: c, Value: value}).Setting(w); !strings.HasPrefix(problem, "Skriv vilke") {
					t.Errorf("%s: %s as it stands in the list: %q", preset, c, problem)
				}
			}
		}
	}
}

func TestSetting(t *testing.T) {
	w := sampleView().World
	w.Policy.Rotations = []process.RotationRule{{Clinic: "KK"}}
	w.Rotations = []process.RotationPlaces{{Clinic: "Barn och unga", Month: process.D(2025, 6, 1), Places: process.Amount{Value: 2, Said: true}}}
	for _, tt := range []struct{ what, value, key, set string }{
		{"RAM 2025", "80\u00a0000 000 kr", "budget.2025", "80 000 000"},
		{"ram 2025", "80,5 mkr", "budget.2025", "80500000"},
		{"Ram 2025", "80 miljoner kronor", "budget.2025", "80000000"},
		{"Schablon 2025", "52000", "schablon.2025", "52000"},
		{"Platser KK", "4", "rotation.KK", "4"},
		{"platser barn och unga 2025-06", "4", "rotation.Barn och unga.2025-06", "4"},
		{"platser Barn och unga juni 2025", "4", "", ""},
		{"Listade  Almby vårdcentral", "8 000", "listed.VC-01", "8 000"},
		{"Listade per plats", "2400", "per_listed", "2400"},
		{"Återkallas ia-2024-0003", "JA", "withdraw.IA-2024-0003", "ja"},
		{"Möjlig start IA-2024-0003", "2025-02-30", "", ""},
		{"Ram", "5", "", ""},
		{"Ram 1925", "5", "", ""},
		{"Ram 2025", "-5", "", ""},
		{"Ram 2025", "", "", ""},
		{"Ramar 2025", "5", "", ""},
	} {
		key, value, problem := Trial{What: tt.what, Value: tt.value}.Setting(w)
		if key != tt.key || value != tt.set || (problem == "") != (tt.key != "") {
			t.Errorf("%s = %s: %q = %q, %q", tt.what, tt.value, key, value, problem)
		}
	}
}

// Where the run tried nothing, what it said before stands, and is known as its own
// the next time; the sheet gone is told of and stops nothing else.
func TestProvaWaits(t *testing.T) {
	v := sampleView()
	data := edit(t, newSample(t), map[string]workbook.Cell{"Prova!A2": text("Ram 2025"), "Prova!B2": number(5)})
	v.Trials = []Trial{{What: "Ram 2025", Value: "5", Answer: "Ingen skillnad."}}
	data, base, _ := merged(t, data, nil, v)
	v.Trials = nil
	data, base, _ = merged(t, data, base, v)
	v.Trials = []Trial{{What: "Ram 2025", Value: "5", Answer: "En fler."}}
	data, _, _ = merged(t, data, base, v)
	if got := tableRow(t, data, whatIfTable, headSuppose, "Ram 2025").text(headFollows); got != "En fler." {
		t.Errorf("the row says %q", got)
	}
	p := layout("Region Provlandet", samplePolicy())
	sheet := &p.Sheets[slices.Index(order, SheetWhatIf)]
	sheet.Table, sheet.Cells[0].Value = nil, "Idé"
	data, err := workbook.Write(p)
	if err != nil {
		t.Fatal(err)
	}
	if a := adopted(t, data, nil, nil); len(a.Faults) != 1 || a.Faults[0].Text != "Inget kan provas: rubriken Antagande saknas i rad 1 i bladet Prova. Skriv tillbaka det." {
		t.Errorf("%v", a.Faults)
	}
}
