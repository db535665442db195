package process

import (
	"fmt"
	"math"
	"testing"
	"time"
)

// mixed is a roster with every fate that lies ahead of a doctor.
func mixed() World {
	w := World{Now: time.Date(2024, time.September, 10, 20, 0, 0, 0, time.UTC), Policy: &Policy{Projection: Projection{
		MeanMonths: 78, LowMonths: 78, HighMonths: 78, DropOut: 0.3, LateStart: 1.5, Draws: 4000,
	}}}
	for i := range 60 {
		start := D(2018, 9, 1).AddMonths(i)
		w.Roster = append(w.Roster, Trainee{
			ID: fmt.Sprint(i), Start: start, PlannedEnd: start.AddMonths(66 + i%3*8).AddDays(-1), Status: TraineeActive,
			Track: track([]Kind{NewPost, DoubleSpecialisation}[i/40]),
		}, Trainee{ID: fmt.Sprint("g", i), Start: D(2024, 6, 1).AddMonths(i / 3), Status: TraineeGranted})
	}
	for y := range 11 {
		w.Policy.Intake = append(w.Policy.Intake, IntakeYear{Year: 2024 + y, Number: 20, BTShare: 0.6, BTSaid: true})
	}
	return w
}

// Every doctor who begins is in training until finishing or leaving, in every draw;
// and what is expected is what the draws give in the mean, where all draw the same
// mean length.
func TestDrawsAndExpectationAreTheSameModel(t *testing.T) {
	p := newProjector(mixed(), Judgement{}, false)
	rest := p.rest()
	expected, d := p.expect(78).with(rest), p.draw(rest)
	for n := range p.basis.Draws {
		stock, begun, over := int32(p.basis.InTraining), int32(0), int32(0)
		for y := range p.plan {
			begun, over = begun+d.starts[y][n], over+d.done[y][n]+d.left[y][n]
			if d.stock[y][n] != stock+d.starts[y][n]-d.done[y][n]-d.left[y][n] {
				t.Fatalf("draw %d, year %d: nobody comes from nowhere", n, y)
			}
			stock = d.stock[y][n]
			if stock < 0 || over > int32(p.basis.InTraining)+begun {
				t.Fatalf("draw %d, year %d: %d in training, %d over of %d", n, y, stock, over, begun)
			}
		}
	}
	for y, e := range expected {
		for name, c := range map[string]struct {
			drawn []int32
			want  float64
		}{"in training": {d.stock[y], e.InTraining}, "starts": {d.starts[y], e.Starts}, "completions": {d.done[y], e.Completions}, "drop-outs": {d.left[y], e.DropOuts}} {
			mean, spread := moments(c.drawn)
			if off := math.Abs(mean - c.want); off > 5*spread/math.Sqrt(float64(len(c.drawn)))+1e-6 {
				t.Errorf("%s in year %d: %.3f expected, %.3f drawn", name, y, c.want, mean)
			}
		}
	}
}

func moments(xs []int32) (mean, spread float64) {
	for _, x := range xs {
		mean += float64(x) / float64(len(xs))
	}
	for _, x := range xs {
		spread += (float64(x) - mean) * (float64(x) - mean) / float64(len(xs))
	}
	return mean, math.Sqrt(spread)
}

// Chance is each doctor's own: no year's new posts share it with another's.
func TestYearsDrawApart(t *testing.T) {
	w := mixed()
	w.Roster = nil
	p := newProjector(w, Judgement{}, false)
	d, posts := p.draw(p.rest()), 0
	left := make([]int32, p.basis.Draws)
	for y, n := range p.rest() {
		posts += n
		for i := range left {
			left[i] += d.left[y][i]
		}
	}
	if _, spread := moments(left); spread*spread > 1.2*float64(posts)/4 {
		t.Errorf("%d posts of their own leave with a variance of %.0f, at most a fourth of them", posts, spread*spread)
	}
}
