package master

import (
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/policy"
)

// told is the sheet Regler under a preset on a day, a line for each row.
func told(t *testing.T, preset string, day process.Date) string {
	t.Helper()
	rs, err := policy.Preset(preset)
	if err != nil {
		t.Fatal(err)
	}
	return toldOf(rs.At(day))
}

func toldOf(p *process.Policy) string {
	rows := map[int][]string{}
	last := 0
	for _, c := range rules(View{World: process.World{Policy: p}}).cells {
		rows[c.row] = append(rows[c.row], CanonicalText(c.value))
		last = max(last, c.row)
	}
	var lines []string
	for i := range last {
		lines = append(lines, strings.Join(rows[i+1], ": "))
	}
	return strings.Join(lines, "\n")
}

//
// the sheet Regler tells the rules of each region in plain words.
func TestTheRulesOfFourRegionsInWords(t *testing.T) {
	for _, tt := range []struct {
		preset string
		day    process.Date
		want   []string
	}{
		{"vastmanland", process.D(2024, 9, 10), []string{
			"Rangordning: Kriterierna prövas i den här ordningen. Det första som skiljer två ärenden åt avgör.",
			"Fördelning: Regelverket fördelar inga platser.",
			"Dispenser: Regelverket begränsar inga dispenser.",
			"Mål: ST-läkare i utbildning vid slutet av 2024: 105",
			"Planen för en ST: De första 12 och de sista 12 månaderna är helst på vårdcentralen. Sommar är juni till augusti.",
		}},
		{"vastra-gotaland", process.D(2026, 2, 1), []string{
			"Sökande jämförs bara inom sin vårdcentral; det finns ingen kö mellan vårdcentraler.",
			"Kriterium 1: vårdcentralens egen prioritering – lägst nummer först",
			"Anställd före beslut: Anställning före beslut påverkar inget.",
			"Fördelning: 1 plats per 2 400 listade, högst 650 finansierade platser (Sainte-Laguë, uddatalsmetoden). Platser som återstår fylls ut, högst en över grunden.",
			"Specialister på plats: Minst 2 specialister i allmänmedicin på vårdcentralen, tillsammans minst 100 %, inför beslut. Registret går före blanketten.",
			"Extern granskning: SPUR eller liknande minst vart femte år; vårdcentralen beställer och betalar.",
			"Svarar för: Koncernkontoret: fördelning av ST-tjänster, avtal, avvikelser, ersättning.",
			"Svarar för: Studierektor, Primärvårdens utbildningsenhet (vårdcentralens egen, ur bladet Vårdcentraler): utbildningens kvalitet, sidotjänstgöring.",
			"Roller: verksamhetschef på vårdcentral, studierektor, huvudhandledare, kursledare, utbildningskoordinator",
			"Breven: Läkaren nämns med namn. Platsen på listan står inte i brevet.",
		}},
		{"stockholm", process.D(2024, 9, 10), []string{
			"Korridor 2024: 700–720 ST-läkare i utbildning vid årets slut.",
			"Korridor 2034: 880–900 ST-läkare i utbildning vid årets slut. Ett scenario, inget beslut.",
			"Prognosen räknar med: En ST tar i verkligheten 6,5 år (6–7)",
		}},
		{"jamtland-harjedalen", process.D(2024, 9, 10), []string{
			"Jämförelsetal: 1 100 listade per specialist; 550 listade per ST-läkare; minst 55 % med namngiven fast läkarkontakt; riket har 0,32 specialister per 1 000 invånare. De visas i Översikt och hindrar inget beslut.",
			"Ingen specialist på plats: Då behövs en namngiven handledare på en annan enhet inför beslut.",
			"Mål: ST-läkare i utbildning: 60",
			"Roller: chef på hälsocentral, studierektor, handledare, senior advisor",
		}},
	} {
		t.Run(tt.preset, func(t *testing.T) {
			all := told(t, tt.preset, tt.day)
			for _, want := range tt.want {
				if !strings.Contains(all, want) {
					t.Errorf("nowhere %q in\n%s", want, all)
				}
			}
			for _, wrong := range []string{"%!", "  ", "..", " .", ": :"} {
				if strings.Contains(all, wrong) {
					t.Errorf("%q in\n%s", wrong, all)
				}
			}
		})
	}
}

// …: what only some regions' rules have.
func TestFurtherRulesInWords(t *testing.T) {
	p := &process.Policy{
		Ranking:    process.Ranking{ByPoints: true},
		Criteria:   []process.Criterion{{By: process.ByLicenceDate, Label: "legitimation", Points: 50, BestDate: process.D(2015, 1, 1), WorstDate: process.D(2025, 1, 1)}},
		Rates:      []process.Rate{{PerMonth: 45000, From: process.D(2024, 1, 1)}, {PerMonth: 60000, Track: "Dubbelspecialisering", To: process.D(2026, 12, 31)}, {PerMonth: 1500, Course: true}},
		LoweredFor: process.LoweredForNew,
		Limits:     []process.Limit{{From: process.D(2025, 1, 1), To: process.D(2025, 12, 31), MostNew: 12, ByDecision: true, Why: "Högt söktryck."}},
		Rotations:  []process.RotationRule{{Clinic: "KK", Provider: "sjukhus", Places: process.Amount{Value: 4, Said: true}, From: process.D(2025, 1, 1), Months: 3}, {Clinic: "Barn"}},
		Exemptions: process.ExemptionRule{From: process.D(2025, 1, 1), Most: 1, PriorityAreaFree: true},
		Intake:     []process.IntakeYear{{Year: 2029, Number: 120, BTShare: 1, BTSaid: true}, {Year: 2030, Open: true}},
	}
	all := toldOf(p)
	for _, want := range []string{
		"Rangordning: Varje kriterium ger poäng, och summan avgör. Vid lika summa avgör kriterierna i den här ordningen.",
		"Kriterium 1: legitimation – tidigast först; högst 50 poäng, alla vid 2015-01-01 och inga vid 2025-01-01",
		"Ersättning: 45 000 kr per månad för en tjänst på heltid från 2024-01-01.",
		"Ersättning: 60 000 kr per månad för en tjänst på heltid, Dubbelspecialisering till och med 2026-12-31.",
		"Ersättning: 1 500 kr per månad för kurser.",
		"Sänks ersättningen gäller det bara nya",
		"Begränsning: Högst 12 nya ST som beviljas från 2025-01-01 till och med 2025-12-31. De som inte ryms står kvar på intresselistan. Högt söktryck.",
		"Sidotjänstgöring: KK (sjukhus): 4 platser i månaden från 2025-01-01; varje läkare behöver 3 månader.",
		"Sidotjänstgöring: Barn: antalet platser är inte sagt.",
		"Dispenser: Från 2025-01-01 får en vårdcentral ha 1 dispens innan en ny begränsas. Vårdcentraler i prioriterat område är undantagna.",
		"Intag 2029: 120 nya ST; 100 % av dem med BT enligt HSLF-FS 2021:8.",
		"Intag 2030: Antalet är inte sagt; medeltalet ur bladet ST-läkare används.",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("nowhere %q in\n%s", want, all)
		}
	}
}
