package process_test

import (
	"slices"
	"testing"

	"stintag/process"
)

// without a queue over the region, people read the order of one health centre
// after another; with one, the order of the region.
func TestReadingOrder(t *testing.T) {
	w := world()
	w.Centres = []process.HealthCentre{{ID: "1", Name: "Björkby"}, {ID: "2", Name: "Almby"}}
	at := func(id, centre string) process.Case {
		return process.Case{ID: id, Application: process.Application{CentreID: centre}}
	}
	w.Cases = []process.Case{at("a", "1"), at("b", "2"), at("c", "1"), at("d", "2")}
	j := process.Judgement{
		Ranking:   []string{"c", "b", "a", "d"},
		Standings: []process.Standing{{Case: "a", Place: 2}, {Case: "b", Place: 1}, {Case: "c", Place: 1}, {Case: "d", Place: 2}},
	}
	if got := w.ReadingOrder(j); !slices.Equal(got, j.Ranking) {
		t.Errorf("over the region: %v", got)
	}
	own := *w.Policy
	own.Ranking.WithinCentre = true
	w.Policy = &own
	if got := w.ReadingOrder(j); !slices.Equal(got, []string{"b", "d", "c", "a"}) || !slices.Equal(j.Ranking, []string{"c", "b", "a", "d"}) {
		t.Errorf("within the health centres: %v, and the ranking %v", got, j.Ranking)
	}
}
