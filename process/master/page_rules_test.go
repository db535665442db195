package master

import (
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/policy"
	"stintag/process/workbook"
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
		if c.value.Kind != workbook.Empty {
			rows[c.row] = append(rows[c.row], CanonicalText(c.value))
		}
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
			"Breven: Läkaren nämns med namn. Platsen i turordningen står inte i brevet.",
			"För att rangordnas: Ärendetyp",
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
			"Kontaktdatum: Kontaktdatumet följer läkaren också till en annan hälsocentral.",
			"Enheten bör stå som utlånande i bladet Vårdcentraler.",
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

// D3: how often each criterion decided is told in a sentence, and how often nothing
// but the case's number did.
func TestWhatDecidedIsToldInASentence(t *testing.T) {
	p := samplePolicy()
	for _, tt := range []struct {
		of      int
		decided []int
		want    string
	}{
		{0, []int{0, 0, 0, 0, 0}, "Inget har jämförts: färre än två ärenden rangordnas."},
		{1, []int{0, 1, 0, 0, 0}, "Varje ärende i turordningen har jämförts med det närmast före: 1 jämförelse. Det som avgjorde var kriterium 2 i 1."},
		{44, []int{43, 0, 0, 0, 0}, "Varje ärende i turordningen har jämförts med det närmast före: 44 jämförelser. Det som avgjorde var kriterium 1 i 43, ärendenumret i 1, där allt annat var lika."},
	} {
		var decisive []process.CriterionCount
		for i, c := range p.Criteria {
			decisive = append(decisive, process.CriterionCount{Criterion: c, Decided: tt.decided[i], Of: tt.of})
		}
		if got := decisiveWords(p, decisive); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}

// The words of a region's own are used, but for what an answer quotes: it names
// health centres as the register does.
func TestRegionalWordsLeaveTheAnswerAlone(t *testing.T) {
	rs, err := policy.Preset("jamtland-harjedalen")
	if err != nil {
		t.Fatal(err)
	}
	v := View{World: process.World{Policy: rs.At(process.D(2022, 2, 1))}, Answer: []Passage{{"Svar", "Bergs vårdcentral har plats."}}}
	var all []string
	for _, c := range rules(v).cells {
		all = append(all, c.value.Text)
	}
	if told := strings.Join(all, "\n"); !strings.Contains(told, "Bergs vårdcentral") || !strings.Contains(told, "en annan hälsocentral") {
		t.Error(told)
	}
}

// The yellow cell is seen in black and white too: a bold line goes round it, and
// nothing stands in it in a new workbook.
func TestTheYellowCellStandsOut(t *testing.T) {
	p := layout("Region Provlandet", samplePolicy())
	for _, c := range p.Sheets[slices.Index(order, SheetRules)].Cells {
		if c.Row == askRow && c.Col == 2 {
			if c.Value != nil || c.Style.Border != "box" || c.Style.Fill != cream {
				t.Errorf("%+v", c)
			}
			return
		}
	}
	t.Error("there is no yellow cell")
}
