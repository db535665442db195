package process

import (
	"cmp"
	"container/heap"
	"fmt"
	"slices"
)

// turns visits the ranked cases in the order that posts are given out; visit says
// whether the case now holds a post, or has one set aside.
//
// In one queue that is the ranking. Where applicants compete within their own
// health centre, units take turns and not doctors: the next post goes to
// the health centre with most listed patients to the posts it holds, by
// Sainte-Laguë's quotient, and there to the first in its own order.
func (d *docket) turns(ranking []*entry, visit func(*entry) bool) {
	if !d.policy.Ranking.WithinCentre {
		for _, e := range ranking {
			visit(e)
		}
		return
	}
	units := d.units(ranking)
	heap.Init(&units)
	for len(units) > 0 {
		u := units[0]
		if visit(u.queue[0]) {
			u.held++
		}
		if u.queue = u.queue[1:]; len(u.queue) == 0 {
			heap.Pop(&units)
		} else {
			heap.Fix(&units, 0)
		}
	}
}

// unit is one health centre with the cases that compete there, the next first.
type unit struct {
	centre *HealthCentre
	held   int // posts at the vårdval's cost, given ones included
	queue  []*entry
}

// units gathers the ranked cases by health centre; each keeps the ranking's order.
func (d *docket) units(ranking []*entry) units {
	held := d.holders()
	at := map[string]*unit{}
	var all units
	for _, e := range ranking {
		u := at[e.centre.ID]
		if u == nil {
			u = &unit{centre: e.centre, held: held[e.centre.ID]}
			at[e.centre.ID] = u
			all = append(all, u)
		}
		u.queue = append(u.queue, e)
	}
	return all
}

// units is a heap, the unit whose turn it is on top.
type units []*unit

func (h units) Len() int      { return len(h) }
func (h units) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *units) Push(u any)   { *h = append(*h, u.(*unit)) }
func (h *units) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// Less compares listed/(2·held+1) in whole numbers; D4: ties go to the larger
// listed count, then to the id.
func (h units) Less(i, j int) bool {
	a, b := h[i], h[j]
	return cmp.Or(
		cmp.Compare(b.centre.Listed*(2*a.held+1), a.centre.Listed*(2*b.held+1)),
		cmp.Compare(b.centre.Listed, a.centre.Listed),
		cmp.Compare(a.centre.ID, b.centre.ID),
	) < 0
}

// askOrder takes no choice that is the health centre's: cases there that nothing
// but the case id tells apart are all proposed or none (D4). Where they cannot all
// have a post, the room stays set aside and the health centre is asked for its order.
func (d *docket) askOrder(ranking []*entry) {
	if !d.policy.Ranking.WithinCentre {
		return
	}
	for queue := range chunks(ranking, func(a, b *entry) bool { return a.seat == b.seat }) {
		d.askCentre(queue)
	}
}

// askCentre looks at one health centre's cases.
func (d *docket) askCentre(queue []*entry) {
	queue = slices.DeleteFunc(slices.Clone(queue), func(e *entry) bool { return e.verdict == VerdictWait })
	room := 0
	for _, e := range queue {
		if e.fits() {
			room++
		}
	}
	for alike := range chunks(queue, d.alikeInAll) {
		if !slices.ContainsFunc(alike, (*entry).fits) || !slices.ContainsFunc(alike, (*entry).lacksRoom) {
			continue
		}
		for _, e := range alike {
			d.askFor(e, room, len(queue), len(alike))
		}
	}
}

func (d *docket) askFor(e *entry, room, waiting, alike int) {
	places := fmt.Sprintf("%d platser", room)
	if room == 1 {
		places = "1 plats"
	}
	reason := fmt.Sprintf("Vårdcentralen har %s och %d anmälda", places, waiting)
	if alike < waiting {
		reason += fmt.Sprintf(", varav %d inte går att skilja åt", alike)
	}
	reason += ": ange Egen prioritering."
	e.s.Status = StatusWaiting
	e.s.Proposal = d.proposal(Wait, reason)
	e.s.Findings = append(slices.Clip(e.s.Findings), Finding{ // the manager is the one who can answer
		Code: "LIKA_I_ORDNINGEN", Level: BeforeDecision, Field: FieldOwnPriority, Text: reason + " Skriv 1 för den ni helst vill anställa.",
	})
}

// fits says whether the case has been given room.
func (e *entry) fits() bool { return e.verdict != VerdictWait && len(e.short) == 0 }

// lacksRoom says whether there was no room for the case, and not only no frame yet.
func (e *entry) lacksRoom() bool { return len(e.short) > 0 && !e.short[0].frameless() }

// alikeInAll says whether nothing but the case id tells two cases of one health
// centre apart.
func (d *docket) alikeInAll(a, b *entry) bool {
	by, _ := d.compare(a, b, 0, len(d.policy.Criteria))
	return by < 0
}
