package process_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
)

func TestExplainTellsTheWholeStory(t *testing.T) {
	first := nth(1, licensed(2016, 5, 1))
	mine := nth(2, named("Alva Ask"), licensed(2017, 5, 1), func(a *process.Application) {
		a.Employed, a.EmploymentForm = process.Yes, process.SignedST
		a.EmploymentDate = process.D(2024, 9, 1)
		a.Cells[process.FieldEmploymentForm] = process.CellRef{Sheet: "Blad1", Cell: "B20", Written: "ST-avtal påskrivet"}
	})
	mine.Asserted = map[process.Field]string{process.FieldLicenceDate: "2017-05-01"}
	last := nth(3, licensed(2017, 8, 1), from(granskogen))
	w := world(first, mine, last)
	w.Roster = []process.Trainee{{ID: "ST-1", CentreID: granskogen.ID, Start: process.D(2023, 1, 1), PlannedEnd: process.D(2024, 9, 30), Status: process.TraineeActive},
		{ID: "ST-2", CentreID: granskogen.ID, Start: process.D(2023, 1, 1), PlannedEnd: process.D(2024, 9, 30), Status: process.TraineeActive}}
	w.Budget[0].Frame = 1100000
	got, ok := process.Explain(w, process.Judge(w), mine.ID)
	if !ok || got.Case != mine.ID {
		t.Fatalf("no explanation: %v", got)
	}
	want := []string{
		"IA-2024-0002: Klar för beslut.",
		"Preliminär plats 2 av 3 i turordningen.",
		"Efter IA-2024-0001: kriterium 1 (legitimationsdatum, jämfört per år): 2016 går före 2017.",
		"Före IA-2024-0003: kriterium 4 (fördelning antal ST mellan vårdcentraler): 1 ST per 9 600 listade går före 1 ST per 4 800 listade (2 ST).",
		"Kriterium 1, legitimationsdatum, jämfört per år: 2017.",
		"Kriterium 2, vårdcentral utanför Västerås tätort: ej prioriterat område.",
		"Kriterium 3, möjlig start ST: 2024-11-01.",
		"Kriterium 4, fördelning antal ST mellan vårdcentraler: 1 ST per 9 600 listade när platsen gavs.",
		"Kriterium 5, kontaktdatum: 2024-09-02.",
		"Förslag: Beviljas. Plats 2 i turordningen ryms i ramen för 2024.",
		"Anmärkning (Blad1!B20): Enligt blanketten är läkaren redan anställd som ST-läkare från 2024-09-01, innan beslut om vårdvalsfinansiering. Invänta godkännandebeslut innan eventuell anställning.",
		"Rättat i huvudfilen: Legitimationsdatum = 2017-05-01.",
		"Ordning: legitimationsdatum, jämfört per år; vårdcentral utanför Västerås tätort; möjlig start ST; fördelning antal ST mellan vårdcentraler; kontaktdatum.",
		"Regelverk: vastmanland 2024-09-10 (beslutad).",
		"Pengarna räcker till 2 nya ST, inte till alla som väntar: ramen för 2024 begränsar.",
		"Ram för 2024: 1 100 000 kr, intecknat 900 000 kr, fritt 200 000 kr (huvudfilen).",
		"Ram för 2025: 100 000 000 kr, intecknat 0 kr, fritt 100 000 000 kr (huvudfilen).",
	}
	if d := cmp.Diff(want, got.Lines); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestExplainNamesNoDoctor(t *testing.T) { // D7, D24
	w := world(nth(1), nth(2, asking(process.Transfer)), nth(3, named("")), nth(4, licensed(2010, 1, 1)))
	j := process.Judge(w)
	for _, c := range w.Cases {
		e, ok := process.Explain(w, j, c.ID)
		if !ok || len(e.Lines) < 3 {
			t.Errorf("%s: %v", c.ID, e.Lines)
		}
		if i := slices.IndexFunc(e.Lines, func(l string) bool { return strings.Contains(l, "Läkare Nummer") }); i >= 0 {
			t.Errorf("%s: a name in %q", c.ID, e.Lines[i])
		}
	}
	if _, ok := process.Explain(w, j, "IA-2024-0099"); ok {
		t.Error("a case that is not there is explained")
	}
}

func TestExplainSaysWhatADecisionLacks(t *testing.T) {
	c := nth(1)
	c.Decision = process.Decision{Verdict: process.VerdictGrant}
	c.Proposed = process.Grant
	w := world(c)
	e, _ := process.Explain(w, process.Judge(w), c.ID)
	for _, want := range []string{
		"Beslut: Beviljas av (ingen angiven), utan datum.",
		"Beslutet räknas inte än: Beslutad av saknas.", "Beslutet räknas inte än: Beslutsdatum saknas.",
	} {
		if !slices.Contains(e.Lines, want) {
			t.Errorf("%q is missing in\n%s", want, strings.Join(e.Lines, "\n"))
		}
	}
}

// D16: a post must fit in every decided year, so every one of them is told of.
func TestExplainSaysWhichYearBinds(t *testing.T) {
	w := world(nth(1), nth(2))
	w.Budget[1].Frame = 599999
	j := process.Judge(w)
	e, _ := process.Explain(w, j, "IA-2024-0001")
	for _, want := range []string{
		"Ram för 2024: 100 000 000 kr, intecknat 0 kr, fritt 100 000 000 kr (huvudfilen).",
		"Ram för 2025: 599 999 kr, intecknat 0 kr, fritt 599 999 kr (huvudfilen). Den räcker inte hit i turordningen.",
	} {
		if !slices.Contains(e.Lines, want) {
			t.Errorf("%q is missing in\n%s", want, strings.Join(e.Lines, "\n"))
		}
	}
	w.Budget = w.Budget[:1]
	w.Cases[0].Application.PossibleStart = process.D(2025, 2, 1)
	e, _ = process.Explain(w, process.Judge(w), "IA-2024-0001")
	if last := e.Lines[len(e.Lines)-1]; last != "Ram saknas för 2025." {
		t.Errorf("a year without a frame: %q", last)
	}
}

func TestExplainTakesTheIdInAnyCase(t *testing.T) {
	w := world(nth(1))
	if e, ok := process.Explain(w, process.Judge(w), " ia-2024-0001 "); !ok || e.Case != "IA-2024-0001" {
		t.Errorf("%v, %+v", ok, e)
	}
}
