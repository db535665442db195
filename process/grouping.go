package process

import "iter"

// grouping files the numbers 0 to n-1 under keys, each under one at the most. It
// makes no list for a key: there may be as many keys as cases.
type grouping[K comparable] struct {
	last   map[K]int // the number filed last under a key
	before []int     // the one filed before a number under its key, -1 where it is the first
}

func newGrouping[K comparable](n int) grouping[K] {
	return grouping[K]{map[K]int{}, make([]int, n)}
}

// file puts a number under a key.
func (g grouping[K]) file(key K, i int) {
	before, more := g.last[key]
	if !more {
		before = -1
	}
	g.before[i], g.last[key] = before, i
}

// of gives a key's numbers, the last filed first.
func (g grouping[K]) of(key K) iter.Seq[int] {
	return func(yield func(int) bool) {
		last, any := g.last[key]
		for i := last; any && i >= 0 && yield(i); i = g.before[i] {
		}
	}
}

// shared gives the keys that have more than one number.
func (g grouping[K]) shared() iter.Seq[K] {
	return func(yield func(K) bool) {
		for key, last := range g.last {
			if g.before[last] >= 0 && !yield(key) {
				return
			}
		}
	}
}
