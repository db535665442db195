package process

import (
	"cmp"
	"container/heap"
	"fmt"
	"slices"
	"strings"
)

// rank gives the ranked cases by place and tells what put each after the one
// before it.
//
// The spread between health centres is reckoned anew after each place given, as
// if that place were a post, so that one health centre cannot take all.
// It changes for one health centre at a time, and cases of one health centre
// have the same spread: so within those that stand alike before the spread is
// looked at, each health centre has a queue of its own, and a heap over the
// heads of the queues gives the next.
func (d *docket) rank() []*entry {
	var waiting []*entry
	for i := range d.entries {
		if d.entries[i].ranked {
			waiting = append(waiting, &d.entries[i])
		}
	}
	d.perListed = !slices.ContainsFunc(waiting, func(e *entry) bool { return e.centre.Listed <= 0 })
	spread := slices.IndexFunc(d.policy.Criteria, func(c Criterion) bool { return c.By == BySpread })
	if spread < 0 {
		spread = len(d.policy.Criteria)
	}
	slices.SortFunc(waiting, func(a, b *entry) int {
		if by, c := d.compare(a, b, d.policy.Criteria[:spread]); by >= 0 {
			return c
		}
		return cmp.Compare(a.c.ID, b.c.ID)
	})
	r := &ranker{d: d}
	for len(waiting) > 0 {
		n := 1
		for n < len(waiting) {
			if by, _ := d.compare(waiting[0], waiting[n], d.policy.Criteria[:spread]); by >= 0 {
				break
			}
			n++
		}
		r.place(waiting[:n])
		waiting = waiting[n:]
	}
	d.steps = r.steps
	return r.placed
}

// ranker places cases one by one.
type ranker struct {
	d      *docket
	placed []*entry
	steps  []Comparison
}

// place orders the cases that stand alike in every criterion before the spread.
func (r *ranker) place(alike []*entry) {
	d := r.d
	queues := map[string]*queue{}
	heads := &heads{d: d}
	for _, e := range alike {
		q := queues[e.centre.ID]
		if q == nil {
			q = &queue{}
			queues[e.centre.ID] = q
			heads.queues = append(heads.queues, q)
		}
		q.cases = append(q.cases, e)
	}
	for _, q := range heads.queues {
		slices.SortFunc(q.cases, d.order)
	}
	heap.Init(heads)
	for heads.Len() > 0 {
		q := heads.queues[0]
		e := q.cases[0]
		r.step(e)
		e.posts = d.posts[e.centre.ID]
		d.posts[e.centre.ID]++
		if q.cases = q.cases[1:]; len(q.cases) == 0 {
			heap.Pop(heads)
		} else {
			heap.Fix(heads, 0)
		}
	}
}

// step places e and tells what put it after the last one, in the counts that
// stood when that one was placed.
func (r *ranker) step(e *entry) {
	d := r.d
	if len(r.placed) > 0 {
		last := r.placed[len(r.placed)-1]
		now := d.posts[last.centre.ID]
		d.posts[last.centre.ID] = last.posts
		s := Comparison{Before: last.c.ID, After: e.c.ID, By: -1, BeforeValue: last.c.ID, AfterValue: e.c.ID}
		if by, _ := d.compare(last, e, d.policy.Criteria); by >= 0 {
			c := d.policy.Criteria[by]
			s.By, s.BeforeValue, s.AfterValue = by, d.value(last, c), d.value(e, c)
		}
		r.steps = append(r.steps, s)
		d.posts[last.centre.ID] = now
	}
	r.placed = append(r.placed, e)
	e.s.Place = len(r.placed)
}

// queue holds one health centre's cases, the next first.
type queue struct{ cases []*entry }

// heads is a heap of queues by their first case.
type heads struct {
	d      *docket
	queues []*queue
}

func (h *heads) Len() int           { return len(h.queues) }
func (h *heads) Swap(i, j int)      { h.queues[i], h.queues[j] = h.queues[j], h.queues[i] }
func (h *heads) Push(q any)         { h.queues = append(h.queues, q.(*queue)) }
func (h *heads) Less(i, j int) bool { return h.d.order(h.queues[i].cases[0], h.queues[j].cases[0]) < 0 }
func (h *heads) Pop() any {
	last := h.queues[len(h.queues)-1]
	h.queues = h.queues[:len(h.queues)-1]
	return last
}

// order compares two cases in all criteria with the counts as they stand; the
// case id tells those apart that nothing else does.
func (d *docket) order(a, b *entry) int {
	if by, c := d.compare(a, b, d.policy.Criteria); by >= 0 {
		return c
	}
	return cmp.Compare(a.c.ID, b.c.ID)
}

// compare gives the first criterion in which a and b differ and who comes first,
// or by < 0 where none does.
func (d *docket) compare(a, b *entry, criteria []Criterion) (by, c int) {
	for i, criterion := range criteria {
		if c := d.compareBy(a, b, criterion); c != 0 {
			return i, c
		}
	}
	return -1, 0
}

func (d *docket) compareBy(a, b *entry, c Criterion) int {
	var order int
	switch c.By {
	case ByPriorityArea:
		order = cmp.Compare(rankOf(a.centre.Priority), rankOf(b.centre.Priority))
	case BySpread:
		order = d.compareSpread(a.centre, b.centre, c)
	default:
		x, y := cut(d.date(a, c.By), c.Coarse), cut(d.date(b, c.By), c.Coarse)
		if x.IsZero() != y.IsZero() { // what is not known comes last in either direction
			return rankOf(!x.IsZero()) - rankOf(!y.IsZero())
		}
		order = x.Compare(y)
	}
	if c.Descending {
		return -order
	}
	return order
}

func rankOf(first bool) int {
	if first {
		return 0
	}
	return 1
}

// compareSpread compares ST per listed patient in whole numbers, a/x against
// b/y as a·y against b·x. Where some ranked health centre has no listed count
// everybody is compared by plain count: two yardsticks give no order.
func (d *docket) compareSpread(a, b HealthCentre, c Criterion) int {
	x, y := d.posts[a.ID], d.posts[b.ID]
	if c.Per == "count" || !d.perListed {
		return cmp.Compare(x, y)
	}
	return cmp.Compare(x*b.Listed, y*a.Listed)
}

func (d *docket) date(e *entry, by CriterionKind) Date {
	switch by {
	case ByLicenceDate:
		return e.c.Application.LicenceDate
	case ByPossibleStart:
		return e.c.Application.PossibleStart
	case ByContactDate:
		if e.c.ContactDate.IsZero() {
			return DateOf(e.c.Received.In(d.w.Now.Location()))
		}
		return e.c.ContactDate
	}
	return Date{}
}

// cut makes a date as coarse as it is compared.
func cut(d Date, how string) Date {
	switch {
	case d.IsZero():
	case how == "year":
		return Date{d.Year, 1, 1}
	case how == "month":
		return Date{d.Year, d.Month, 1}
	}
	return d
}

// value writes what a case has in a criterion, with the counts as they stand.
func (d *docket) value(e *entry, c Criterion) string {
	switch c.By {
	case ByPriorityArea:
		if e.centre.Priority {
			return "prioriterat område"
		}
		return "ej prioriterat område"
	case BySpread:
		return d.spreadValue(e.centre, d.posts[e.centre.ID], c)
	}
	return coarse(d.date(e, c.By), c.Coarse)
}

func (d *docket) spreadValue(c HealthCentre, n int, by Criterion) string {
	switch {
	case by.Per == "count" || !d.perListed:
		return fmt.Sprintf("%d ST", n)
	case n == 0:
		return fmt.Sprintf("ingen ST på %s listade", whole(c.Listed))
	case n == 1:
		return fmt.Sprintf("1 ST per %s listade", whole(c.Listed))
	}
	return fmt.Sprintf("1 ST per %s listade (%d ST)", whole((c.Listed+n/2)/n), n)
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
