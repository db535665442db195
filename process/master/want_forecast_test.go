package master

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
)

// prognosis is a region with a corridor, a roster of some years, and one doctor whose
// identity is protected.
func prognosis() View {
	p := samplePolicy()
	said := process.Amount{Value: 90, Said: true}
	p.Corridor = []process.CorridorYear{{Year: 2024, Low: 90, High: 110}, {Year: 2025, Low: 100, High: 120}, {Year: 2027, Low: 130, High: 140, Scenario: true}}
	p.History = []process.HistoryYear{{Year: 2023, InTraining: said, Source: "Tidningen"}}
	p.Targets = append(p.Targets, process.Target{What: "completions", By: process.D(2033, 12, 31), Value: 30})
	w := process.World{Now: time.Date(2024, time.September, 10, 20, 0, 0, 0, time.UTC), Policy: p, Centres: sampleCentres()}
	for i := range 100 {
		start := process.D(2019, 4, 1).AddMonths(i * 60 / 100)
		w.Roster = append(w.Roster, process.Trainee{
			ID: fmt.Sprintf("ST-%03d", i), Name: fmt.Sprintf("ST Läkare%d", i), CentreID: w.Centres[i%len(w.Centres)].ID, Start: start,
			PlannedEnd: start.AddMonths(66).AddDays(-1), Degree: 1, Status: process.TraineeActive, Supervisor: fmt.Sprintf("Handledare %d", i%30),
		})
	}
	w.Cases = []process.Case{{ID: "IA-2024-0001", Application: process.Application{Doctor: "ST Läkare0", Protected: true}}}
	return View{World: w, Judgement: process.Judge(w)}
}

// what this year's forecast is made of comes first, and its figures are the
// status letter's.: then the years, each with low, middle and high
// beside the corridor, in rows of a kind that a chart can be made of.
func TestPrognosHasTheYearsBelowTheStatusLetter(t *testing.T) {
	v := prognosis()
	rs := forecastRows(v, v.forecast())
	var first []string
	for _, r := range rs[:6] {
		first = append(first, r[headWhat].Text+" "+CanonicalText(r[headCount]))
	}
	f := v.Judgement.Figures
	want := []string{
		fmt.Sprint("I utbildning i dag ", f.InTraining), fmt.Sprint("Slutar före årets slut ", -f.Leaving), fmt.Sprint("Beviljade som börjar i år ", f.Starting),
		fmt.Sprint("Väntar, kan börja i år ", f.WaitingStarts), fmt.Sprint("Summa vid årets slut ", f.YearEnd), fmt.Sprint("Utan dem som väntar ", f.DecidedOnly),
	}
	if d := cmp.Diff(want, first); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	line := func(what string) string {
		i := slices.IndexFunc(rs, func(r listRow) bool { return r[headWhat].Text == what })
		if i < 0 {
			t.Fatalf("no row %s", what)
		}
		var parts []string
		for _, h := range []string{headYear, headFloor, headCeiling} {
			parts = append(parts, CanonicalText(rs[i][h]))
		}
		past := what == "I utbildning i slutet av 2023"
		if r := rs[i]; !past && (r[headLow].Number > r[headCount].Number || r[headCount].Number > r[headHigh].Number) {
			t.Errorf("%s: %v, %v, %v", what, r[headLow], r[headCount], r[headHigh])
		}
		return strings.Join(parts, " ")
	}
	for what, want := range map[string]string{
		"I utbildning i slutet av 2023": "2023  ", "I utbildning i slutet av 2024": "2024 90 110", "I utbildning i slutet av 2026": "2026  ",
		"I utbildning i slutet av 2027": "2027 130 140", "Klara specialister 2025": "2025  ", "Nya ST om året som behövs 2025": "2025 100 120",
		"Nya ST om året som behövs 2026–2027": "2027 130 140", "Handledare som behövs i slutet av 2030": "2030  ",
	} {
		if got := line(what); got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	scenario := rs[slices.IndexFunc(rs, func(r listRow) bool { return r[headWhat].Text == "I utbildning i slutet av 2027" })]
	if !strings.HasSuffix(scenario[headPosition].Text, ", scenario") {
		t.Errorf("2027 is a scenario: %s", scenario[headPosition].Text)
	}
}

// R-307, D24: those who finish within a year are named, one by the case id alone; and
// every row has a name of its own, by which it is found again.
func TestPrognosNamesThoseWhoFinish(t *testing.T) {
	rs := forecastRows(prognosis(), prognosis().forecast())
	seen := map[string]bool{}
	for _, r := range rs {
		what := r[headWhat].Text
		if what == "" || seen[what] {
			t.Errorf("%q stands twice, or is nothing", what)
		}
		seen[what] = true
		for _, c := range r {
			if strings.Contains(c.Text+" ", "ST Läkare0 ") {
				t.Errorf("a protected name: %s", c.Text)
			}
		}
	}
	if !seen["Planerat slut 2024-09-30: IA-2024-0001 (ST-000)"] || !seen["Planerat slut 2024-09-30: ST Läkare1 (ST-001)"] || seen["Planerat slut 2026-09-30: ST Läkare40 (ST-040)"] {
		t.Errorf("who finishes: %v", seen)
	}
}

// The same figures, the same rows: a second merge of an evening writes nothing new.
func TestPrognosIsTheSameTwice(t *testing.T) {
	if d := cmp.Diff(forecastRows(prognosis(), prognosis().forecast()), forecastRows(prognosis(), prognosis().forecast())); d != "" {
		t.Error(d)
	}
}

// of three intakes that reach the goal, the least is Lågt and the largest Högt,
// also where the longer training asks for the smaller one.
func TestTheIntakeOfTheGoalHasItsEndsInOrder(t *testing.T) {
	reach := func(short, constant, long int) [2]int {
		intake := func(n int) process.ConstantIntake {
			if n == 0 {
				return process.ConstantIntake{}
			}
			return process.ConstantIntake{Intake: n, FirstYear: 2033}
		}
		ends := intakeEnds(process.CompletionGoal{IfShort: intake(short), Constant: intake(constant), IfLong: intake(long)})
		return [2]int{ends[0].Intake, ends[1].Intake}
	}
	for _, tt := range []struct {
		short, constant, long int
		want                  [2]int
	}{
		{135, 150, 172, [2]int{135, 172}},
		{135, 177, 172, [2]int{135, 177}},
		{180, 177, 172, [2]int{172, 180}},
		{135, 177, 0, [2]int{135, 0}}, // no intake reaches it with the longer training
	} {
		if got := reach(tt.short, tt.constant, tt.long); got != tt.want {
			t.Errorf("%d, %d, %d: %v, want %v", tt.short, tt.constant, tt.long, got, tt.want)
		}
	}
}
