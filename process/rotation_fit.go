package process

import (
	"math/bits"
	"slices"
)

// run is months in a row by number, both ends counted.
type run struct{ from, to int }

func (r run) length() int { return max(0, r.to-r.from+1) }

// block is a doctor's months at a clinic.
type block struct {
	ward int
	run
}

// occupancy is what is left of the clinics' places as they are taken.
type occupancy struct {
	h      *hospital
	places [][]int // by clinic and month; unsaid where nobody has said a number
	used   [][]int
	// closed holds the first case that a month had no room for, by its number from 1:
	// nobody behind it may have the month.
	closed [][]int
	next   [mostTogether][]int      // of fitFew, kept between calls
	ways   [1 << mostTogether]order // likewise
}

// order is the best that a set of clinics can be visited in: end is the first month
// after, last the clinic visited last, from start; months count from a window's first.
type order struct{ end, last, start int }

const (
	unsaid  = -1
	noMonth = 1 << 30
	// mostTogether is how many clinics are put in order together: every order is tried.
	mostTogether = 8
)

// newOccupancy counts the placed.
func newOccupancy(h *hospital) *occupancy {
	o := &occupancy{h: h}
	for _, w := range h.wards {
		places, used := make([]int, len(w.months)), make([]int, len(w.months))
		for i := range w.months {
			n, said := w.months[i].places()
			if places[i] = n; !said {
				places[i] = unsaid
			}
			used[i] = w.months[i].placed
		}
		o.places, o.used, o.closed = append(o.places, places), append(o.used, used), append(o.closed, make([]int, len(w.months)))
	}
	return o
}

// again is a copy to take from.
func (o *occupancy) again() *occupancy {
	c := &occupancy{h: o.h, places: o.places}
	for i := range o.used {
		c.used, c.closed = append(c.used, slices.Clone(o.used[i])), append(c.closed, slices.Clone(o.closed[i]))
	}
	return c
}

// room says whether one more can be at a clinic in a month. Where nobody has said a
// number nobody is turned away (F13).
func (o *occupancy) room(ward, month int) bool {
	i := month - o.h.first
	if i < 0 || i >= len(o.places[ward]) || o.places[ward][i] == unsaid {
		return true
	}
	return o.closed[ward][i] == 0 && o.used[ward][i] < o.places[ward][i]
}

// take puts a doctor in the blocks.
func (o *occupancy) take(blocks []block) {
	for _, b := range blocks {
		for n := b.from; n <= b.to; n++ {
			if i := n - o.h.first; i >= 0 && i < len(o.used[b.ward]) {
				o.used[b.ward][i]++
			}
		}
	}
}

// seek finds a doctor's months in the windows, the first before the next, and tells
// of those that are not to be had the first months that they could have been.
func (o *occupancy) seek(needs []int, windows []run, busy []run) (got, lacking []block) {
	var rest []int
	got, rest, busy = o.fitAll(nil, needs, windows, busy)
	for _, i := range rest {
		w := windows[len(windows)-1]
		b := block{i, run{w.from, w.from + o.h.wards[i].needs - 1}}
		for b.to < w.to && slices.ContainsFunc(busy, b.meets) {
			b.from, b.to = b.from+1, b.to+1
		}
		lacking = append(lacking, b)
		busy = append(busy, b.run)
	}
	return got, lacking
}

func (r run) meets(o run) bool { return r.from <= o.to && o.from <= r.to }

// fitAll seeks what the first window has no room for in the next. It adds to got, and
// keeps in needs, which it writes over, what no window has room for.
func (o *occupancy) fitAll(got []block, needs []int, windows, busy []run) ([]block, []int, []run) {
	for _, w := range windows {
		had := len(got)
		got, needs = o.fit(got, needs, w, busy)
		for _, b := range got[had:] {
			busy = append(busy, b.run)
		}
	}
	return got, needs, busy
}

// fit gives a doctor months in a row at each clinic, never two at once, as many
// clinics as there is room for and ended as early as can be. It adds to got; rest are
// the others, written over needs.
func (o *occupancy) fit(got []block, needs []int, w run, busy []run) (all []block, rest []int) {
	rest = needs[:0]
	for len(needs) > 0 {
		few := needs[:min(len(needs), mostTogether)]
		needs = needs[len(few):]
		had := len(got)
		got, rest = o.fitFew(got, rest, few, w, busy)
		if len(needs) > 0 {
			for _, b := range got[had:] {
				busy = append(busy[:len(busy):len(busy)], b.run)
			}
		}
	}
	return got, rest
}

// fitFew tries every order: the least end of each set of clinics is found from those
// of the sets without one of them, which is the last to be visited.
func (o *occupancy) fitFew(got []block, rest, needs []int, w run, busy []run) ([]block, []int) {
	o.earliest(needs, w, busy)
	ways, all := &o.ways, 1<<len(needs)-1
	for set := 1; set <= all; set++ {
		ways[set].end = noMonth
	}
	best := 0
	for set := 0; set <= all; set++ {
		if ways[set].end == noMonth {
			continue
		}
		if bits.OnesCount(uint(set)) > bits.OnesCount(uint(best)) || bits.OnesCount(uint(set)) == bits.OnesCount(uint(best)) && ways[set].end < ways[best].end {
			best = set
		}
		for i, ward := range needs {
			with := set | 1<<i
			if with == set || ways[set].end >= w.length() {
				continue
			}
			start := o.next[i][ways[set].end]
			if end := start + o.h.wards[ward].needs; start != noMonth && end < ways[with].end {
				ways[with] = order{end, i, start}
			}
		}
	}
	had := len(got)
	for set := best; set != 0; set &^= 1 << ways[set].last {
		ward, from := needs[ways[set].last], w.from+ways[set].start
		got = append(got, block{ward, run{from, from + o.h.wards[ward].needs - 1}})
	}
	slices.Reverse(got[had:])
	for i, ward := range needs { // last: rest may lie where needs do
		if best&(1<<i) == 0 {
			rest = append(rest, ward)
		}
	}
	return got, rest
}

// earliest notes for each clinic and month of the window the first month from there
// on in which the doctor could begin.
func (o *occupancy) earliest(needs []int, w run, busy []run) {
	n := w.length()
	for i, ward := range needs {
		o.next[i] = slices.Grow(o.next[i][:0], n)[:n]
		next, free := noMonth, 0
		for k := n - 1; k >= 0; k-- {
			month := w.from + k
			taken := slices.ContainsFunc(busy, func(b run) bool { return b.from <= month && month <= b.to })
			if free++; taken || !o.room(ward, month) {
				free = 0
			}
			if free >= o.h.wards[ward].needs {
				next = k
			}
			o.next[i][k] = next
		}
	}
}
