package process

import (
	"cmp"
	"container/heap"
	"iter"
	"maps"
	"slices"
	"strings"
)

// rank gives the ranked cases by place and tells what put each after the one
// before it. Where applicants compete within their own health centre the
// places are counted there, and the cases come by health centre.
//
// The spread between health centres is reckoned anew after each place given, as
// if that place were a post, so that one health centre cannot take all.
// It changes for one health centre at a time, and cases of one health centre
// have the same spread: so within those that stand alike before the spread is
// looked at, each health centre has a queue of its own, and a heap over the
// heads of the queues gives the next. Where points are summed nothing is looked at
// before the spread, and one heap gives the whole ranking.
func (d *docket) rank() []*entry {
	waiting := make([]*entry, 0, len(d.entries))
	for i := range d.entries {
		if d.entries[i].ranked {
			waiting = append(waiting, &d.entries[i])
		}
	}
	d.perListed = !slices.ContainsFunc(waiting, func(e *entry) bool { return e.centre.Listed <= 0 })
	d.weigh(waiting)
	r := &ranker{d: d, of: len(waiting), placed: make([]*entry, 0, len(waiting)), steps: make([]Comparison, 0, len(waiting)), heads: heads{d: d}}
	switch {
	case d.policy.Ranking.WithinCentre:
		slices.SortFunc(waiting, func(a, b *entry) int {
			return cmp.Or(cmp.Compare(a.seat.number, b.seat.number), d.order(a, b))
		})
		for alike := range chunks(waiting, func(a, b *entry) bool { return a.seat == b.seat }) {
			r.last = nil
			for i, e := range alike {
				r.give(e, i+1, len(alike))
			}
		}
	default:
		before := 0
		if !d.policy.Ranking.ByPoints {
			before = d.beforeSpread()
		}
		slices.SortFunc(waiting, func(a, b *entry) int {
			_, c := d.compare(a, b, 0, before)
			return c
		})
		for alike := range chunks(waiting, func(a, b *entry) bool { by, _ := d.compare(a, b, 0, before); return by < 0 }) {
			r.place(alike)
		}
	}
	d.steps = r.steps
	return r.placed
}

// beforeSpread is how many criteria come before the spread is looked at.
func (d *docket) beforeSpread() int {
	if i := slices.IndexFunc(d.policy.Criteria, func(c Criterion) bool { return c.By == BySpread }); i >= 0 {
		return i
	}
	return len(d.policy.Criteria)
}

// chunks cuts a list where one that begins a chunk and the next are not alike.
func chunks(list []*entry, alike func(a, b *entry) bool) iter.Seq[[]*entry] {
	return func(yield func([]*entry) bool) {
		for len(list) > 0 {
			n := 1
			for n < len(list) && alike(list[0], list[n]) {
				n++
			}
			if !yield(list[:n]) {
				return
			}
			list = list[n:]
		}
	}
}

// seat is a health centre in the ranking.
type seat struct {
	centre *HealthCentre
	number int    // by the health centre's id
	posts  int    // ST there, with the places given so far
	earned points // for the spread, with those posts
}

// weigh gives every ranked case its health centre's seat, and what can be compared
// of it without regard to the others.
func (d *docket) weigh(waiting []*entry) {
	n := len(d.policy.Criteria)
	keys := make([]int, n*len(waiting))
	seats := map[string]*seat{}
	for i, e := range waiting {
		e.keys = keys[i*n : (i+1)*n]
		for j := range d.policy.Criteria {
			e.keys[j] = d.key(e, &d.policy.Criteria[j])
		}
		if e.seat = seats[e.centre.ID]; e.seat == nil {
			e.seat = &seat{centre: e.centre}
			d.setPosts(e.seat, d.posts[e.centre.ID])
			seats[e.centre.ID] = e.seat
		}
		e.earned = d.earnedAlone(e)
	}
	for i, id := range slices.Sorted(maps.Keys(seats)) {
		seats[id].number = i
	}
}

// setPosts counts a seat's posts, and the points that they give.
func (d *docket) setPosts(s *seat, posts int) {
	s.posts = posts
	if d.policy.Ranking.ByPoints {
		s.earned = d.earnedBySpread(s)
	}
}

// ranker places cases one by one.
type ranker struct {
	d      *docket
	placed []*entry
	of     int    // how many there are
	last   *entry // the one placed before, in the same queue
	steps  []Comparison
	heads  heads
}

// place orders the cases that stand alike in every criterion before the spread.
func (r *ranker) place(alike []*entry) {
	d, heads := r.d, &r.heads
	slices.SortFunc(alike, func(a, b *entry) int {
		return cmp.Or(cmp.Compare(a.seat.number, b.seat.number), d.order(a, b))
	})
	for queue := range chunks(alike, func(a, b *entry) bool { return a.seat == b.seat }) {
		heads.queues = append(heads.queues, queue)
	}
	heap.Init(heads)
	for heads.Len() > 0 {
		next := heads.queues[0]
		r.give(next[0], len(r.placed)+1, r.of)
		if heads.queues[0] = next[1:]; len(next) == 1 {
			heap.Pop(heads)
		} else {
			heap.Fix(heads, 0)
		}
	}
}

// give gives e a place of so many, and tells what put it after the last one in the
// counts that stood when that one was placed.
func (r *ranker) give(e *entry, place, of int) {
	d := r.d
	if r.last != nil {
		now := r.last.seat.posts
		d.setPosts(r.last.seat, r.last.posts)
		r.steps = append(r.steps, d.apart(r.last, e))
		d.setPosts(r.last.seat, now)
	}
	e.posts = e.seat.posts
	d.setPosts(e.seat, e.posts+1)
	e.s.Place, e.s.Of = place, of
	r.placed, r.last = append(r.placed, e), e
}

// apart tells what puts b after a, with the counts as they stand.
func (d *docket) apart(a, b *entry) Comparison {
	s := Comparison{Before: a.c.ID, After: b.c.ID, By: -1, BeforeValue: a.c.ID, AfterValue: b.c.ID}
	if d.policy.Ranking.ByPoints && d.apartByPoints(&s, a, b) {
		return s
	}
	if by, _ := d.compare(a, b, 0, len(d.policy.Criteria)); by >= 0 {
		c := &d.policy.Criteria[by]
		s.By, s.BeforeValue, s.AfterValue = by, d.value(a, c), d.value(b, c)
	}
	return s
}

// heads is a heap of queues by their first case; a queue is one health centre's, the
// next first.
type heads struct {
	d      *docket
	queues [][]*entry
}

func (h *heads) Len() int           { return len(h.queues) }
func (h *heads) Swap(i, j int)      { h.queues[i], h.queues[j] = h.queues[j], h.queues[i] }
func (h *heads) Push(q any)         { h.queues = append(h.queues, q.([]*entry)) }
func (h *heads) Less(i, j int) bool { return h.d.order(h.queues[i][0], h.queues[j][0]) < 0 }
func (h *heads) Pop() any {
	h.queues = h.queues[:len(h.queues)-1]
	return nil // nobody asks for the queue that is empty
}

// decisive counts how often each criterion settled who came first (D3).
func (d *docket) decisive() []CriterionCount {
	var counts []CriterionCount
	for i, c := range d.policy.Criteria {
		n := CriterionCount{Criterion: c, Of: len(d.steps)}
		for _, s := range d.steps {
			if s.By == i {
				n.Decided++
			}
		}
		counts = append(counts, n)
	}
	return counts
}

// words is the criterion in the region's own words.
func (c Criterion) words() string {
	s := c.Label
	if s == "" {
		s = strings.ReplaceAll(string(c.By), "_", " ")
	}
	switch c.Coarse {
	case "year":
		return s + ", jämfört per år"
	case "month":
		return s + ", jämfört per månad"
	}
	return s
}
