package process_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stintag/process"
)

func money(t *testing.T, w process.World, year int) process.MoneyFigures {
	t.Helper()
	for _, m := range process.Judge(w).Money {
		if m.Year == year {
			return m
		}
	}
	t.Fatalf("no figures for %d", year)
	return process.MoneyFigures{}
}

func trainee(change ...func(*process.Trainee)) process.Trainee {
	p := process.Trainee{
		ID: "ST-1", Name: "Gro Gran", CentreID: tallbacken.ID, Start: process.D(2022, 3, 15), PlannedEnd: process.D(2024, 11, 20),
		Degree: 1, Status: process.TraineeActive,
	}
	for _, f := range change {
		f(&p)
	}
	return p
}

func TestCommittedByMonthAndDegree(t *testing.T) { // R-023, D16
	for _, tt := range []struct {
		name           string
		p              process.Trainee
		in2024, in2025 float64
	}{
		{"to November", trainee(), 550000, 0},
		{"four fifths", trainee(func(p *process.Trainee) { p.Degree = 0.8 }), 440000, 0},
		{"own-funded", trainee(func(p *process.Trainee) { p.OwnFunded = true }), 0, 0},
		{"granted, starts in October", trainee(func(p *process.Trainee) {
			p.Start, p.PlannedEnd, p.Status = process.D(2024, 10, 1), process.D(2030, 3, 31), process.TraineeGranted
		}), 150000, 600000},
		{"on leave: the money must be there on return", trainee(func(p *process.Trainee) { p.Status, p.PlannedEnd = process.TraineeOnLeave, process.D(2025, 6, 30) }), 600000, 300000},
		{"left early: nothing after today", trainee(func(p *process.Trainee) { p.Status, p.PlannedEnd = process.TraineeLeft, process.D(2026, 6, 30) }), 450000, 0},
		{"finished in March", trainee(func(p *process.Trainee) { p.Status, p.PlannedEnd = process.TraineeDone, process.D(2024, 3, 31) }), 150000, 0},
		{"no start known, and granted: it can begin next month", trainee(func(p *process.Trainee) {
			p.Start, p.PlannedEnd, p.Status = process.Date{}, process.D(2030, 3, 31), process.TraineeGranted
		}), 150000, 600000},
		{"no start known, and in training", trainee(func(p *process.Trainee) { p.Start, p.PlannedEnd = process.Date{}, process.D(2025, 6, 30) }), 600000, 300000},
		{"no end known", trainee(func(p *process.Trainee) { p.PlannedEnd = process.Date{} }), 600000, 600000},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := world()
			w.Roster = []process.Trainee{tt.p}
			if got := money(t, w, 2024); got.Committed != tt.in2024 || got.Free != 100e6-got.Committed {
				t.Errorf("2024: committed %v, free %v; want %v", got.Committed, got.Free, tt.in2024)
			}
			if got := money(t, w, 2025).Committed; got != tt.in2025 {
				t.Errorf("2025: committed %v; want %v", got, tt.in2025)
			}
		})
	}
}

func TestFitsCountsWholePosts(t *testing.T) {
	w := world()
	w.Budget = []process.BudgetYear{
		{Year: 2024, Frame: 449999, Decided: true, PerMonth: 50000}, // October to December
		{Year: 2025, Frame: 5e6, Decided: true, PerMonth: 60000},
		{Year: 2026, PerMonth: 60000},
	}
	for year, want := range map[int]int{2024: 2, 2025: 6, 2026: 0} {
		if got := money(t, w, year); got.Fits != want || got.Decided != (year < 2026) {
			t.Errorf("%d: room for %d, decided %v; want %d", year, got.Fits, got.Decided, want)
		}
	}
}

func TestSheetWinsOverPolicy(t *testing.T) { // D5
	w := world()
	w.Policy.Budget = []process.BudgetYear{{Year: 2024, Frame: 1, Decided: true, PerMonth: 2}, {Year: 2026, Frame: 7e6, Decided: true, PerMonth: 40000}}
	w.Budget = append(w.Budget, process.BudgetYear{Year: 2026, PerMonth: 45000})
	for year, want := range map[int]process.MoneyFigures{
		2024: {Frame: 100e6, PerMonth: 50000, Source: "huvudfilen"},
		2025: {Frame: 100e6, PerMonth: 50000, Source: "huvudfilen"},
		2026: {Frame: 7e6, PerMonth: 45000, Source: "ram från vastmanland, schablon från huvudfilen"},
	} {
		got := money(t, w, year)
		if got.Frame != want.Frame || got.PerMonth != want.PerMonth || got.Source != want.Source {
			t.Errorf("%d: %+v, want %+v", year, got, want)
		}
	}
}

func TestProposalsStopWhereTheMoneyStops(t *testing.T) { // D19
	w := world(nth(1, licensed(2011, 1, 1)), nth(2, licensed(2012, 1, 1)), nth(3, licensed(2013, 1, 1)),
		nth(4, licensed(2014, 1, 1), func(a *process.Application) { a.Degree = 0.5 }),
		nth(5, licensed(2010, 1, 1), starting(2026, 2, 1)))
	// November and December of two posts and a little; 2025 has room for all.
	w.Budget[0].Frame = 270000
	j := process.Judge(w)
	for i, want := range []struct {
		outcome process.Outcome
		reason  string
	}{
		{process.Grant, "Plats 2 i turordningen ryms i ramen för 2024."},
		{process.Grant, "Plats 3 i turordningen ryms i ramen för 2024."},
		{process.Wait, "Ramen för 2024 räcker till 2 nya ST."},
		{process.Wait, "Pengarna räcker inte till IA-2024-0003, som står före i turordningen."}, // half the cost would fit
		{process.Wait, "Ram saknas för 2026."},
	} {
		p := j.Standings[i].Proposal
		if p.Outcome != want.outcome || p.Reasons[0] != want.reason {
			t.Errorf("%s: %s, %q; want %s, %q", j.Standings[i].Case, p.Outcome, p.Reasons, want.outcome, want.reason)
		}
	}
	if j.Standings[4].Place != 1 || !hasTodo(j, "", "Ram saknas för 2026") {
		t.Errorf("without a frame: place %d, todo %v", j.Standings[4].Place, j.Todo)
	}
}

func TestALaterYearCanBind(t *testing.T) { // D16
	w := world(nth(1), nth(2))
	w.Budget[1].Frame = 599999 // one post takes 600 000
	j := process.Judge(w)
	if p := j.Standings[0].Proposal; p.Outcome != process.Wait || p.Reasons[0] != "Ramen för 2025 räcker inte till någon ny ST." {
		t.Fatalf("one krona short in 2025 is %+v", p)
	}
	w.Budget[1].Decided = false
	if p := process.Judge(w).Standings[1].Proposal; p.Outcome != process.Grant {
		t.Errorf("an undecided later year binds: %+v", p)
	}
}

func TestMoneyIsKeptForWhatOnlyLacksParticulars(t *testing.T) { // D13
	w := world(nth(1, licensed(2011, 1, 1), func(a *process.Application) { a.Supervisor = "" }), nth(2, licensed(2012, 1, 1)))
	w.Budget[0].Frame = 100000
	j := process.Judge(w)
	if p := j.Standings[0].Proposal; p.Outcome != process.Wait || p.Reasons[0] != "Uppgifter saknas inför beslut: Handledare." {
		t.Errorf("the first: %+v", p)
	}
	if p := j.Standings[1].Proposal; p.Outcome != process.Wait || !strings.HasPrefix(p.Reasons[0], "Ramen för 2024 räcker till 1 ny ST.") {
		t.Errorf("the second takes its money: %+v", p)
	}
}

func TestAPassedStartCostsFromNextMonth(t *testing.T) {
	w := world(nth(1, starting(2024, 6, 1)))
	w.Budget[0].Frame = 150000 // October to December
	if p := process.Judge(w).Standings[0].Proposal; p.Outcome != process.Grant {
		t.Errorf("%+v", p)
	}
	w.Budget[0].Frame--
	if p := process.Judge(w).Standings[0].Proposal; p.Outcome != process.Wait {
		t.Errorf("one krona short: %+v", p)
	}
}

func TestARateGoesOnUntilTheNext(t *testing.T) {
	w := world()
	w.Roster = []process.Trainee{trainee(func(p *process.Trainee) { p.PlannedEnd = process.Date{} })}
	w.Budget = []process.BudgetYear{{Year: 2023, PerMonth: 40000}, {Year: 2024}, {Year: 2025, PerMonth: 30000}, {Year: 2026}}
	for year, want := range map[int]float64{2023: 480000, 2024: 480000, 2025: 360000, 2026: 360000} {
		if got := money(t, w, year).Committed; got != want {
			t.Errorf("%d: committed %v, want %v", year, got, want)
		}
	}
}

func TestNoRateIsNoMoney(t *testing.T) {
	w := world(nth(1))
	w.Budget = []process.BudgetYear{{Year: 2024, Frame: 1e6, Decided: true}}
	j := process.Judge(w)
	if p := j.Standings[0].Proposal; p.Outcome != process.Wait || !hasTodo(j, "", "Schablon per månad saknas för 2024") {
		t.Errorf("%+v, %v", p, j.Todo)
	}
}

// Never more than there is: carrying every proposed grant out overdraws no
// decided year that was not overdrawn before.
func TestGrantsAreNeverMoreThanTheMoney(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := randomWorld(t)
		before := process.Judge(w)
		for i, s := range before.Standings {
			if s.Proposal.Outcome == process.Grant && s.Status == process.StatusReady {
				w.Cases[i] = decided(w.Cases[i], process.VerdictGrant, w.Today(), "")
				w.Cases[i].Proposed = process.Grant
			}
		}
		after := process.Judge(w)
		for i, m := range after.Money {
			if m.Decided && m.Free < 0 && before.Money[i].Free >= 0 {
				t.Fatalf("%d is overdrawn by %v", m.Year, -m.Free)
			}
		}
	})
}

// A frame that nobody can read may be any: a post that costs something that year waits,
// and no other gets its money.
func TestAnUnreadableFrameFreesNothing(t *testing.T) {
	w := world()
	w.Cases = []process.Case{nth(1), nth(2)}
	if o := outcomes(process.Judge(w)); o[w.Cases[0].ID] != process.Grant {
		t.Fatalf("before: %v", o)
	}
	year := w.Cases[0].Application.PossibleStart.Year + 1
	w.Budget = append(w.Budget, process.BudgetYear{Year: year, Unclear: true, PerMonth: 50_000})
	j := process.Judge(w)
	for _, s := range j.Standings {
		if s.Proposal.Outcome != process.Wait || !slices.Contains(s.Proposal.Reasons, fmt.Sprintf("Ramen för %d går inte att läsa.", year)) {
			t.Errorf("%s: %s %q", s.Case, s.Proposal.Outcome, s.Proposal.Reasons)
		}
	}
}
