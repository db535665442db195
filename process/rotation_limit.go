package process

import (
	"fmt"
	"slices"
)

// rotationRooms is the clinics' places as a limiter: a new post needs
// its months at each clinic, between the first and the last at the health centre.
type rotationRooms struct {
	d     *docket
	left  *occupancy
	needs []int
	cases []*entry // those that months are closed by
	// asked is the answer to the last question: what is taken is what was found.
	asked asked
	told  map[lack]shortage // many cases lack the same
	// What ask works in, kept between calls.
	windows, busy []run
	rest          []int
}

// lack is a clinic's months that a case could not have: the first that is full, or is
// held by a case from 1; 0 where no month is either.
type lack struct {
	block
	month, by int
}

type asked struct {
	e            *entry
	got, lacking []block // lacking holds all of the last window
}

// newRotationRooms is none where no clinic has both a number of places and a need.
func newRotationRooms(d *docket) []limiter {
	h := d.hospitalOf()
	if h == nil {
		return nil
	}
	r := &rotationRooms{d: d, left: h.base}
	said := func(m wardMonth) bool { return len(m.beds) > 0 }
	for i, w := range h.wards {
		if w.needs > 0 && slices.ContainsFunc(w.months, said) {
			r.needs = append(r.needs, i)
		}
	}
	if len(r.needs) == 0 {
		return nil
	}
	return []limiter{r.fresh()}
}

func (r *rotationRooms) name() string { return "randningsplatserna" }

func (r *rotationRooms) fresh() limiter {
	return &rotationRooms{d: r.d, left: r.left.again(), needs: r.needs, told: map[lack]shortage{}}
}

// concerns says whether the case is a new training. Practice and what comes before an
// ST have no rotations of an ST; an own-funded doctor with a row is counted there.
func (r *rotationRooms) concerns(e *entry) bool {
	switch e.c.Application.Kind {
	case PreST, PreBTST, Practice:
		return false
	case OwnToFunded:
		return !r.d.find(e).is
	}
	return true
}

// ask finds the case's months. Nothing is taken between short and take of one case,
// so the answer holds for both.
func (r *rotationRooms) ask(e *entry, p post) asked {
	if r.asked.e == e {
		return r.asked
	}
	a := asked{e: e, got: r.asked.got[:0], lacking: r.asked.lacking[:0]}
	if r.concerns(e) {
		h := r.left.h
		r.windows = r.d.windows(r.windows[:0], h, p.start, p.end, p.track, r.needs)
		r.rest = h.within(append(r.rest[:0], r.needs...), r.windows)
		a.got, r.rest, r.busy = r.left.fitAll(a.got, r.rest, r.windows, r.busy[:0])
		for _, i := range r.rest {
			a.lacking = append(a.lacking, block{i, r.windows[len(r.windows)-1]})
		}
	}
	r.asked = a
	return a
}

func (r *rotationRooms) short(e *entry, p post) shortage {
	a := r.ask(e, p)
	if len(a.lacking) == 0 {
		return shortage{}
	}
	l := r.lackOf(a.lacking[0])
	w := r.left.h.wards[l.ward]
	s, told := r.told[l]
	if !told {
		s = shortage{Key: "rotation." + w.clinic, Reason: fmt.Sprintf("Randningsplatserna på %s räcker inte: %s behövs mellan %s och %s, %s.", w.clinic, inARow(w.needs), monthWords(l.from), monthWords(l.to), r.why(l))}
		r.told[l] = s
	}
	return s
}

func inARow(n int) string {
	if n == 1 {
		return "1 månad"
	}
	return fmt.Sprintf("%d månader i rad", n)
}

func (r *rotationRooms) lackOf(b block) lack {
	for n := b.from; n <= b.to; n++ {
		if !r.left.room(b.ward, n) {
			l := lack{b, n, 0}
			if i := n - r.left.h.first; r.left.used[b.ward][i] < r.left.places[b.ward][i] {
				l.by = r.left.closed[b.ward][i]
			}
			return l
		}
	}
	return lack{block: b}
}

// why names the first month that has no room, and where its number comes from.
func (r *rotationRooms) why(l lack) string {
	if l.month == 0 {
		return "och de ryms inte vid sidan av läkarens andra randningar"
	}
	month := monthWords(l.month)
	m := r.left.h.month(r.left.h.wards[l.ward], l.month)
	places, _ := m.places()
	switch {
	case l.by > 0:
		return fmt.Sprintf("och %s står före i turordningen till %s", r.cases[l.by-1].c.ID, month)
	case places == 0:
		return fmt.Sprintf("och redan %s finns ingen plats (%s)", month, m.source())
	case places == 1:
		return fmt.Sprintf("och redan %s är den enda platsen tagen (%s)", month, m.source())
	}
	return fmt.Sprintf("och redan %s är alla %d platser tagna (%s)", month, places, m.source())
}

// source names who said the month's places, the sheet before the policy.
func (m *wardMonth) source() string {
	for _, b := range m.beds {
		if b.source == fromRotations {
			return b.source
		}
	}
	return m.beds[0].source
}

func (r *rotationRooms) take(e *entry, p post) {
	a := r.ask(e, p)
	r.asked.e = nil
	r.left.take(a.got)
	if len(a.lacking) == 0 {
		return
	}
	r.cases = append(r.cases, e)
	for _, b := range a.lacking {
		closed := r.left.closed[b.ward]
		for n := b.from; n <= b.to; n++ {
			if i := n - r.left.h.first; i >= 0 && i < len(closed) && closed[i] == 0 {
				closed[i] = len(r.cases)
			}
		}
	}
}
