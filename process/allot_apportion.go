package process

import (
	"cmp"
	"container/heap"
	"slices"
)

// Claim is one claimant's part in an apportionment. It gets Least whatever the
// others have, and never more than Most; one without weight gets no more than
// Least.
type Claim struct {
	ID          string
	Weight      int
	Least, Most int
}

// turns compares whose turn it is: below zero where the claim with weight w that
// has n comes before the one with weight v that has m.
type turns func(w, n, v, m int) int

// odds compares w / (2n+1) with v / (2m+1) in whole numbers.
func odds(w, n, v, m int) int { return cmp.Compare(v*(2*n+1), w*(2*m+1)) }

// shortfalls compares how far two claims are below quotas of weight × num / den.
func shortfalls(num, den int) turns {
	return func(w, n, v, m int) int { return cmp.Compare(v*num-m*den, w*num-n*den) }
}

// tally is an apportionment under way, in the claims' own order. It is a heap of the
// claims that can have more, the next first.
//
// Posts are given one by one: by Sainte-Laguë (Webster) to the largest weight /
// (2n+1), where n is what the claim has; by largest remainder to whoever is furthest
// below its quota, which without bounds is the whole quotas first and then the largest
// remainders. Of those that stand alike the heavier comes first, then the smaller id,
// so that the order of the claims changes nothing.
type tally struct {
	claims []Claim
	given  []int
	before turns
	open   []int
}

func newTally(claims []Claim, before turns) *tally {
	t := &tally{claims: claims, given: make([]int, len(claims)), before: before}
	for i, c := range claims {
		t.given[i] = max(0, c.Least)
		if c.Weight > 0 && t.given[i] < c.Most {
			t.open = append(t.open, i)
		}
	}
	heap.Init(t)
	return t
}

// give gives out what Least has left of the seats, and tells the order.
func (t *tally) give(seats int) (order []int) {
	for _, n := range t.given {
		seats -= n
	}
	for ; seats > 0 && len(t.open) > 0; seats-- {
		i := t.open[0]
		order = append(order, i)
		if t.given[i]++; t.given[i] < t.claims[i].Most {
			heap.Fix(t, 0)
		} else {
			heap.Pop(t)
		}
	}
	return order
}

// next are those that can have more, in the order of their turns.
func (t *tally) next() []int {
	return slices.SortedFunc(slices.Values(t.open), t.compare)
}

func (t *tally) compare(i, j int) int {
	a, b := t.claims[i], t.claims[j]
	return cmp.Or(t.before(a.Weight, t.given[i], b.Weight, t.given[j]), cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.ID, b.ID), cmp.Compare(i, j))
}

func (t *tally) Len() int           { return len(t.open) }
func (t *tally) Less(i, j int) bool { return t.compare(t.open[i], t.open[j]) < 0 }
func (t *tally) Swap(i, j int)      { t.open[i], t.open[j] = t.open[j], t.open[i] }
func (t *tally) Push(x any)         { t.open = append(t.open, x.(int)) }
func (t *tally) Pop() any {
	last := t.open[len(t.open)-1]
	t.open = t.open[:len(t.open)-1]
	return last
}
