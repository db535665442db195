package process

import (
	"fmt"
	"slices"
)

// monthsSearched is how far a start is moved, later and earlier.
const monthsSearched = 24

// otherStart moves the possible start to the first of a month: the nearest later
// one that gives a post, and the nearest earlier one.
func (s *search) otherStart(now outlook) []Remedy {
	asked := now.e.c.Application.PossibleStart
	if k := now.e.c.Application; k.Kind == OwnToFunded && !k.ChangeFrom.IsZero() {
		asked = k.ChangeFrom
	}
	if asked.IsZero() {
		return nil
	}
	from := effectiveStart(asked, s.w.Today())
	first := effectiveStart(Date{s.w.Today().Year, s.w.Today().Month, 1}, s.w.Today())
	var found []Remedy
	try := func(months int) bool {
		day := Date{from.Year, from.Month, 1}.AddMonths(months)
		if !day.After(from) && (months > 0 || day == asked || day.Before(first)) {
			return false
		}
		c := Change{Key: "start." + now.e.c.ID, Value: day.String(), Words: fmt.Sprintf("ärendets start flyttas från %s till %s", asked, day)}
		w, err := Set(s.w, c.Key, c.Value)
		if err != nil || !s.look(w).e.seated() {
			return false
		}
		found = append(found, Remedy{[]Change{c}})
		return true
	}
	for n := 1; n <= monthsSearched && !try(n); n++ {
	}
	for n := 0; n >= -monthsSearched && !try(n); n-- {
	}
	return found
}

// mostAhead is how many of the cases ahead are looked at, the nearest.
const mostAhead = 40

// shorterQueue looks for the nearest case ahead without which this one has a post;
// where no single one does, for the fewest of the nearest, each of them needed.
func (s *search) shorterQueue(now outlook) []Remedy {
	before := now.order[:max(0, slices.Index(now.order, now.e))]
	var ahead []string
	for _, e := range slices.Backward(before[max(0, len(before)-mostAhead):]) {
		ahead = append(ahead, e.c.ID)
	}
	for i := range ahead {
		if s.doesWithout(ahead[i : i+1]) {
			return []Remedy{withdrawing(ahead[i : i+1])}
		}
	}
	if len(ahead) < 2 || !s.doesWithout(ahead) {
		return nil
	}
	no, yes := 1, len(ahead)
	for yes-no > 1 {
		if n := no + (yes-no)/2; s.doesWithout(ahead[:n]) {
			yes = n
		} else {
			no = n
		}
	}
	kept := slices.Clone(ahead[:yes])
	for i := len(kept) - 1; i >= 0 && len(kept) > 1; i-- {
		if without := slices.Delete(slices.Clone(kept), i, i+1); s.doesWithout(without) {
			kept = without
		}
	}
	if s.left < 0 {
		return nil
	}
	return []Remedy{withdrawing(kept)}
}

// doesWithout says whether the case has a post where others are withdrawn.
func (s *search) doesWithout(ids []string) bool {
	w := s.w
	w.Cases = slices.Clone(w.Cases)
	for i := range w.Cases {
		w.Cases[i].Withdrawn = w.Cases[i].Withdrawn || slices.Contains(ids, w.Cases[i].ID)
	}
	return s.look(w).e.seated()
}

func withdrawing(ids []string) (r Remedy) {
	for _, id := range ids {
		r.Changes = append(r.Changes, Change{Key: "withdraw." + id, Value: "ja", Words: id + " återkallas"})
	}
	return r
}
