package process_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stintag/process"
)

// forecastWorld draws a roster with all that a roster can hold.
func forecastWorld(t *rapid.T) process.World {
	w := process.World{Now: at(2024, time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day")), Policy: plan()}
	w.Policy.Projection = process.Projection{
		DropOut: rapid.SampledFrom([]float64{0, 0.02, 0.3, 1}).Draw(t, "drop-out"), LateStart: rapid.SampledFrom([]float64{0, 0.5, 3}).Draw(t, "late"),
		MeanMonths: rapid.SampledFrom([]float64{0, 60, 72, 90}).Draw(t, "mean"), Draws: 20, Seed: rapid.Uint64().Draw(t, "seed"),
	}
	day := func(name string, from, to int) process.Date {
		return w.Today().AddDays(rapid.IntRange(from, to).Draw(t, name))
	}
	for i := range rapid.IntRange(0, 25).Draw(t, "rows") {
		r := process.Trainee{
			ID: fmt.Sprintf("ST-%d", i), Name: rapid.SampledFrom([]string{"Alva Ask", "Bo Bok", "Gro Gran"}).Draw(t, "name"), CentreID: tallbacken.ID,
			Start: day("start", -3500, 700), Degree: rapid.SampledFrom([]float64{0, 0.5, 0.8, 1}).Draw(t, "degree"),
			Track:  rapid.SampledFrom([]string{"ST", "Dubbelspecialisering", "BT-ST", ""}).Draw(t, "track"),
			Status: rapid.SampledFrom(append([]process.TraineeStatus{""}, process.TraineeStatuses...)).Draw(t, "status"),
		}
		if rapid.Bool().Draw(t, "planned") {
			r.PlannedEnd = day("end", -900, 2500)
		}
		w.Roster = append(w.Roster, r)
		if rapid.IntRange(0, 4).Draw(t, "leave") == 0 {
			l := process.Leave{Doctor: rapid.SampledFrom([]string{r.ID, r.Name}).Draw(t, "whose"), From: day("from", -400, 600)}
			l.To = l.From.AddDays(rapid.IntRange(0, 500).Draw(t, "days"))
			w.Leaves = append(w.Leaves, l)
		}
	}
	for year := 2024; year <= 2036; year++ {
		w.Policy.Intake = append(w.Policy.Intake, process.IntakeYear{Year: year, Number: rapid.IntRange(0, 12).Draw(t, "intake"), BTShare: 0.7, BTSaid: true})
	}
	return w
}

func ordered(r process.Range) bool { return r.Low <= r.Mid && r.Mid <= r.High }

// Nobody comes from nowhere and nobody is lost; low, middle and high are in order;
// and the order of rows, leaves and years is nothing.
func TestLawsOfTheForecast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := forecastWorld(t)
		f := project(w)
		before, whole := float64(f.Basis.InTraining), f.Basis.InTraining
		for _, y := range f.Years {
			e := y.Expected
			if sum := before + e.Starts - e.Completions - e.DropOuts; math.Abs(sum-e.InTraining) > 1e-6 || math.Min(math.Min(e.InTraining, e.Starts), math.Min(e.Completions, e.DropOuts)) < -1e-9 {
				t.Fatalf("%d: %.6f and what happened make %.6f, not %.6f: %+v", y.Year, before, sum, e.InTraining, e)
			}
			if sum := whole + y.Starts.Mid - y.Completions.Mid - y.DropOuts.Mid; sum != y.InTraining.Mid || math.Abs(float64(sum)-e.InTraining) > 0.5+1e-9 {
				t.Fatalf("%d: the whole numbers make %d: %+v", y.Year, sum, y)
			}
			for _, r := range []process.Range{y.InTraining, y.Starts, y.Completions, y.DropOuts, y.Running} {
				if !ordered(r) && r.Mid != -1 {
					t.Fatalf("%d: %v", y.Year, r)
				}
			}
			before, whole = e.InTraining, y.InTraining.Mid
		}
		for _, n := range f.Needed {
			if !ordered(n.Intake) || !ordered(n.Middle) || n.Intake.Low < 0 {
				t.Fatalf("needed: %+v", n)
			}
		}
		again := w
		again.Roster = rapid.Permutation(w.Roster).Draw(t, "rows in order")
		again.Leaves = rapid.Permutation(w.Leaves).Draw(t, "leaves in order")
		p := *w.Policy
		p.Intake, p.Corridor = rapid.Permutation(p.Intake).Draw(t, "intake in order"), rapid.Permutation(p.Corridor).Draw(t, "corridor in order")
		again.Policy = &p
		if d := cmp.Diff(f, project(again)); d != "" {
			t.Fatalf("another order, another forecast (-one +other):\n%s", d)
		}
	})
}

// More intake never gives fewer in training, nor fewer who finish up to any year.
func TestMoreIntakeNeverGivesFewer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := forecastWorld(t)
		more := w
		p := *w.Policy
		p.Intake = append([]process.IntakeYear(nil), p.Intake...)
		p.Intake[rapid.IntRange(0, len(p.Intake)-1).Draw(t, "year")].Number += rapid.IntRange(1, 9).Draw(t, "more")
		more.Policy = &p
		few, many := project(w), project(more)
		a, b := 0.0, 0.0
		for i, y := range few.Years {
			z := many.Years[i]
			if z.InTraining.Low < y.InTraining.Low || z.InTraining.Mid < y.InTraining.Mid || z.InTraining.High < y.InTraining.High || z.Expected.InTraining < y.Expected.InTraining-1e-9 {
				t.Fatalf("%d: %v in training, and with more intake %v", y.Year, y.InTraining, z.InTraining)
			}
			a, b = a+y.Expected.Completions, b+z.Expected.Completions
			if b < a-1e-9 {
				t.Fatalf("up to %d: %.3f finish, and with more intake %.3f", y.Year, a, b)
			}
		}
	})
}

func BenchmarkForecast(b *testing.B) {
	w := yearsEnd(2024, balanced(1000, 78, 66, process.D(2024, 12, 31)), 150)
	for b.Loop() {
		if f := project(w); len(f.Years) != 11 || f.Basis.Draws != 1000 {
			b.Fatal("no ten years with a thousand draws")
		}
	}
}

// A year is told as having been when it is over, also where its figure is known.
func TestHistoryHasNoUnfinishedYear(t *testing.T) {
	for now, want := range map[process.Date]int{process.D(2024, 12, 30): 2023, process.D(2024, 12, 31): 2024} {
		past := project(process.World{Now: now.Time().Add(9 * time.Hour), Policy: plan()}).History
		if last := past[len(past)-1].Year; last != want {
			t.Errorf("%s: history ends with %d, want %d", now, last, want)
		}
	}
}
