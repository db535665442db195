package process_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"stintag/process"
)

// balanced is a roster whose starts lie evenly over the last years, each month as
// many; every post is planned for so many months.
func balanced(n, over, plan int, now process.Date) []process.Trainee {
	var rows []process.Trainee
	for i := range n {
		start := process.D(now.Year, now.Month, 1).AddMonths(-int((float64(i) + 0.5) * float64(over) / float64(n)))
		rows = append(rows, process.Trainee{
			ID: fmt.Sprintf("ST-%04d", i), Name: fmt.Sprintf("Läkare Nummer%d", i), CentreID: tallbacken.ID, Start: start,
			PlannedEnd: start.AddMonths(plan).AddDays(-1), Degree: 1, Status: process.TraineeActive,
		})
	}
	return rows
}

// plan is Stockholm's of December 2023, as the articles give it.
func plan() *process.Policy {
	said := func(n float64) process.Amount { return process.Amount{Value: n, Said: true} }
	return &process.Policy{
		Name: "stockholm", Version: "prov",
		Corridor: []process.CorridorYear{
			{Year: 2024, Low: 700, High: 720}, {Year: 2025, Low: 720, High: 740}, {Year: 2026, Low: 740, High: 760},
			{Year: 2027, Low: 760, High: 780}, {Year: 2034, Low: 880, High: 900, Scenario: true},
		},
		Targets: []process.Target{{What: "completions", By: process.D(2033, 12, 31), Value: 150}},
		History: []process.HistoryYear{
			{Year: 2023, InTraining: said(650), Source: "Läkartidningen"}, {Year: 2024, InTraining: said(706), Source: "Läkartidningen"},
		},
	}
}

// yearsEnd is a roster at a year's end with the same intake every year that follows.
func yearsEnd(year int, roster []process.Trainee, intake int) process.World {
	p := plan()
	for y := year + 1; y <= year+11; y++ {
		p.Intake = append(p.Intake, process.IntakeYear{Year: y, Number: intake})
	}
	return process.World{Now: at(year, time.December, 31), Policy: p, Roster: roster}
}

func project(w process.World) process.Forecast { return process.Project(w, process.Judgement{}, false) }

func yearOf(t *testing.T, f process.Forecast, year int) process.ForecastYear {
	t.Helper()
	for _, y := range f.Years {
		if y.Year == year {
			return y
		}
	}
	t.Fatalf("no year %d", year)
	return process.ForecastYear{}
}

// tolerance is how far the projection may be from what the articles say, who round
// to whole tens themselves: a tenth.
const tolerance = 0.1

func near(got, want float64) bool { return math.Abs(got-want) <= tolerance*want }

// rosters are two that lie evenly, in both ways that a region can keep its plans:
// never moved, so that some have passed their planned end, and moved as things
// happen, so that nobody has.
func rosters(n, mean int, now process.Date) map[string][]process.Trainee {
	return map[string][]process.Trainee{"plans that nobody moves": balanced(n, mean, 66, now), "plans that are kept": balanced(n, 66, 66, now)}
}

// D12: from a roster of 650, the intake and the mean alone, about 100
// finish a year, and 56 more than that in intake make 706 in 2024, inside 700–720.
func TestTheProjectionAgreesWithStockholmsFirstYear(t *testing.T) {
	for name, roster := range rosters(650, 78, process.D(2023, 12, 31)) {
		t.Run(name, func(t *testing.T) {
			for _, y := range project(yearsEnd(2023, roster, 100)).Years[1:] {
				if !near(y.Expected.Completions, 100) || !near(y.Expected.InTraining, 650) {
					t.Errorf("%d: %.1f finish and %.1f are in training; the articles say just under 100 and 650", y.Year, y.Expected.Completions, y.Expected.InTraining)
				}
			}
			grown := yearOf(t, project(yearsEnd(2023, roster, 156)), 2024)
			if !near(grown.Expected.InTraining, 706) || grown.Position != process.Inside || grown.InTraining.Low > 706 || grown.InTraining.High < 706 {
				t.Errorf("with 56 more than finish: %v in training in 2024, %s", grown.InTraining, grown.Position)
			}
		})
	}
}

// 880–900 held give about 150 a year at D12's shorter mean, and within
// the tolerance in the middle.
func TestAStockHeldGivesAHundredAndFifty(t *testing.T) {
	for _, c := range []struct{ mean, intake int }{{72, 148}, {78, 137}} {
		for name, roster := range rosters(890, c.mean, process.D(2033, 12, 31)) {
			w := yearsEnd(2033, roster, c.intake)
			w.Policy.Projection = process.Projection{MeanMonths: float64(c.mean), LowMonths: 72, HighMonths: 84}
			sum := 0.0
			for _, y := range project(w).Years[1:] {
				sum += y.Expected.Completions
				if stock := y.Expected.InTraining; stock < 865 || stock > 915 {
					t.Errorf("%d, %s: the stock is not held: %.0f", y.Year, name, stock)
				}
			}
			if mean := sum / 10; !near(mean, 150) {
				t.Errorf("mean %d months, %s: %.1f finish a year", c.mean, name, mean)
			}
		}
	}
}

// half the intake leaves the corridor, by the same code.
func TestHalfTheIntakeLeavesTheCorridor(t *testing.T) {
	for name, roster := range rosters(706, 78, process.D(2024, 12, 31)) {
		need := project(yearsEnd(2024, roster, 0)).Needed
		for _, c := range []struct {
			part float64
			want process.Position
		}{{1, process.Inside}, {0.5, process.Below}} {
			w := yearsEnd(2024, roster, 0)
			for i := range w.Policy.Intake {
				for _, n := range need {
					if y := &w.Policy.Intake[i]; n.From <= y.Year && y.Year <= n.To {
						y.Number = int(c.part * float64(n.Intake.Mid))
					}
				}
			}
			f := project(w)
			for _, year := range []int{2025, 2026, 2027, 2034} {
				if y := yearOf(t, f, year); y.Position != c.want {
					t.Errorf("%s, %.1f of the intake, %d: %v is %s %s", name, c.part, year, y.InTraining, y.Position, y.Corridor.Words())
				}
			}
		}
	}
}

// never one number alone.
func TestEveryNumberHasARange(t *testing.T) {
	y := yearOf(t, project(yearsEnd(2023, balanced(650, 78, 66, process.D(2023, 12, 31)), 156)), 2027)
	for name, r := range map[string]process.Range{"in training": y.InTraining, "completions": y.Completions} {
		if r.Low >= r.Mid || r.Mid >= r.High {
			t.Errorf("%s is %v", name, r)
		}
	}
	if y.Within < 0 || y.Within > 1 || y.Running.Low > y.Running.Mid || y.Running.Mid > y.Running.High {
		t.Errorf("%+v", y)
	}
}

// those who have done AT finish half a year sooner than those with BT.
func TestTheShareWithBTByYear(t *testing.T) {
	done := func(shares ...process.IntakeYear) float64 {
		w := process.World{Now: at(2024, time.December, 31), Policy: &process.Policy{Intake: shares}}
		sum := 0.0
		for _, y := range project(w).Years {
			if y.Year <= 2031 {
				sum += y.Expected.Completions
			}
		}
		return sum
	}
	year := func(y int, bt float64) process.IntakeYear {
		return process.IntakeYear{Year: y, Number: 100, BTShare: bt, BTSaid: true}
	}
	at, bt := done(year(2025, 0), year(2026, 0)), done(year(2025, 1), year(2026, 1))
	if shift := done(year(2025, 0), year(2026, 1)); at <= shift || shift <= bt {
		t.Errorf("by 2031 %.1f have finished with AT, %.1f with AT the first year, %.1f with BT", at, shift, bt)
	}
	unsaid := func(y int) process.IntakeYear { return process.IntakeYear{Year: y, Number: 100} }
	if got := done(year(2025, 0), unsaid(2026)); got != at {
		t.Errorf("a share goes on until another is said: %.3f, want %.3f", got, at)
	}
	if got := done(unsaid(2025), unsaid(2026)); got != bt {
		t.Errorf("where none is said BT is the rule (F1): %.3f, want %.3f", got, bt)
	}
}

// D12: drop-outs and late starts are reckoned where the policy has them.
func TestDropOutsAndLateStarts(t *testing.T) {
	w := yearsEnd(2023, balanced(650, 78, 66, process.D(2023, 12, 31)), 100)
	for i := range 40 {
		w.Roster = append(w.Roster, process.Trainee{ID: fmt.Sprintf("IA-%d", i), Start: process.D(2024, 12, 1), Status: process.TraineeGranted})
	}
	plain := project(w)
	w.Policy.Projection = process.Projection{DropOut: 0.02, LateStart: 2}
	late := project(w)
	a, b := yearOf(t, plain, 2024), yearOf(t, late, 2024)
	if a.DropOuts.High != 0 || b.Expected.DropOuts < 0.015*650 || b.Expected.DropOuts > 0.02*750 || b.DropOuts.Low >= b.DropOuts.High {
		t.Errorf("two in a hundred leave: %v and %v (%.1f)", a.DropOuts, b.DropOuts, b.Expected.DropOuts)
	}
	if math.Abs(a.Expected.Starts-100) > 1e-9 || math.Abs(b.Expected.Starts-(60+40.0/3)) > 1e-6 { // a third begins in the month itself
		t.Errorf("of 40 who would begin in December: %.2f begin this year, and %.2f where they are two months late", a.Expected.Starts, b.Expected.Starts)
	}
	if before, after := yearOf(t, plain, 2025), yearOf(t, late, 2025); after.Starts.Mid <= before.Starts.Mid {
		t.Errorf("who is late begins the year after: %v and %v", before.Starts, after.Starts)
	}
}

// The intake is the policy's, else what the roster shows, and it says which; who is
// known counts towards it.
func TestIntakeAndItsSource(t *testing.T) {
	w := process.World{Now: at(2024, time.March, 15), Policy: &process.Policy{Intake: []process.IntakeYear{{Year: 2024, Number: 30}, {Year: 2026, Open: true, BTShare: 0.5, BTSaid: true}}}}
	start := func(status process.TraineeStatus, y int, m time.Month) {
		w.Roster = append(w.Roster, process.Trainee{Start: process.D(y, m, 1), Status: status})
	}
	start(process.TraineeDone, 2010, 1) // long before: shows nothing of today's intake
	for year := 2019; year <= 2023; year++ {
		for range 2 * (year - 2015) { // 8, 10, 12, 14, 16
			start(process.TraineeActive, year, time.September)
		}
	}
	start(process.TraineeActive, 2024, time.February)
	start(process.TraineeGranted, 2024, time.January) // has not begun yet: next month
	start(process.TraineeGranted, 2025, time.May)
	f := project(w)
	type row struct {
		Year, Intake, Known, Starts int
		Source                      string
		BT                          float64
	}
	var got []row
	for _, y := range f.Years[:3] {
		got = append(got, row{y.Year, y.Intake, y.Known, y.Starts.Mid, y.IntakeSource, y.BTShare})
	}
	want := []row{
		{2024, 30, 2, 29, "regelverkets intag", 1}, // one of the thirty has begun already
		{2025, 12, 1, 12, "snitt av 2019–2023 i ST-läkare", 1},
		{2026, 12, 0, 12, "snitt av 2019–2023 i ST-läkare", 0.5},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got := f.Basis.SeenIntake; got != (process.Range{Low: 8, Mid: 12, High: 16}) {
		t.Errorf("seen: %v", got)
	}
	if f.Years[len(f.Years)-1].Year < 2034 {
		t.Error("the horizon is less than ten years")
	}
}

// who waits and can begin this year begins here as in the status letter; and of
// a mean only what the year has days for is added.
func TestThisYearsStartsAreTheStatusLetters(t *testing.T) {
	w := statusLetter()
	j := process.Judge(w)
	f := process.Project(w, j, false)
	y := f.Years[0]
	if j.Figures.WaitingStarts != 8 || y.Waiting != 8 || y.Known != 28 || y.Starts.Mid != 8 {
		t.Errorf("the letter says %d, the forecast %v: %+v", j.Figures.WaitingStarts, y.Starts, y)
	}
	w.Now = at(2024, time.December, 31)
	for i := range 30 { // 2021: 87 and 30 more, a mean that this year has no days left for
		w.Roster = append(w.Roster, process.Trainee{ID: fmt.Sprint("X", i), Start: process.D(2021, 3, 1), Status: process.TraineeActive})
	}
	if y := project(w).Years[0]; y.Intake <= y.Known || y.Starts.Mid != 0 {
		t.Errorf("nobody more begins on the last day: %+v", y)
	}
}

// the smallest constant intake reaches the target in time, and one less does not.
func TestTheConstantIntakeIsTheSmallest(t *testing.T) {
	w := yearsEnd(2024, balanced(706, 78, 66, process.D(2024, 12, 31)), 100)
	g := project(w).Goal
	if g.Target != 150 || g.Deadline != 2033 || g.FirstYear != 0 {
		t.Fatalf("an intake of 100 never gives 150: %+v", g)
	}
	if g.IfShort.Intake > g.Constant.Intake || g.Constant.Intake > g.IfLong.Intake || g.Constant.Stock < 900 {
		t.Errorf("the longer the training, the more are needed: %+v", g)
	}
	with := func(n int) process.CompletionGoal {
		w := yearsEnd(2024, w.Roster, n)
		return project(w).Goal
	}
	if got := with(g.Constant.Intake); got.FirstYear != g.Constant.FirstYear || got.FirstYear > 2033 {
		t.Errorf("with %d a year: first in %d, told %d", g.Constant.Intake, got.FirstYear, g.Constant.FirstYear)
	}
	if got := with(g.Constant.Intake - 1); got.FirstYear != 0 && got.FirstYear <= 2033 {
		t.Errorf("with one less it is reached too, in %d", got.FirstYear)
	}
	w = yearsEnd(2031, balanced(706, 78, 66, process.D(2031, 12, 31)), 100)
	if g := project(w).Goal; g.Constant.Intake != 0 {
		t.Errorf("who begins in 2032 finishes after 2033: %+v", g.Constant)
	}
}

// a mean counts the years before today where they are published.
func TestTheRunningMeanCountsPublishedYears(t *testing.T) {
	w := yearsEnd(2024, balanced(706, 78, 66, process.D(2024, 12, 31)), 130)
	if y := yearOf(t, project(w), 2025); y.Running.Mid != -1 {
		t.Errorf("2023 is not known, and the mean is %v", y.Running)
	}
	w.Policy.History[0].Finished = process.Amount{Value: 99, Said: true}
	w.Policy.History = append(w.Policy.History, process.HistoryYear{Year: 2022, Finished: process.Amount{Value: 96, Said: true}})
	w.Roster = append(w.Roster, process.Trainee{Start: process.D(2018, 1, 1), PlannedEnd: process.D(2024, 6, 30), Status: process.TraineeDone})
	y24, y25 := yearOf(t, project(w), 2024), yearOf(t, project(w), 2025)
	if want := int(math.Round((96.0 + 99 + 1) / 3)); y24.Running.Mid != want {
		t.Errorf("2022–2024: %v, want %d", y24.Running, want)
	}
	if want := int(math.Round((99 + 1 + y25.Expected.Completions) / 3)); y25.Running.Mid != want || y25.Running.Low > want || y25.Running.High < want {
		t.Errorf("2023–2025: %v, want %d", y25.Running, want)
	}
}
