package process

import (
	"cmp"
	"slices"
)

// ReadingOrder is the ranking as people read it: where every health centre has an
// order of its own, they stand one after another by name, so that each place
// stands under the one before it.
func (w World) ReadingOrder(j Judgement) []string {
	if w.Policy == nil || !w.Policy.Ranking.WithinCentre {
		return j.Ranking
	}
	names, written := map[string]string{}, map[string]string{}
	for _, hc := range w.Centres {
		names[hc.ID] = hc.Name
	}
	for _, c := range w.Cases {
		written[c.ID] = cmp.Or(names[c.Application.CentreID], c.Application.CentreWritten)
	}
	places := map[string]int{}
	for _, s := range j.Standings {
		places[s.Case] = s.Place
	}
	return slices.SortedStableFunc(slices.Values(j.Ranking), func(a, b string) int {
		return cmp.Or(cmp.Compare(written[a], written[b]), cmp.Compare(places[a], places[b]))
	})
}
