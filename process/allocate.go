package process

import (
	"fmt"
	"slices"
	"strconv"
)

// limiters are what new posts are limited by, in the order that their reasons are
// told; none where the policy has no such rule.
func (d *docket) limiters() []limiter {
	var all []limiter
	for _, rooms := range []func(*docket) []limiter{
		newAllotmentRoom,
		newLimitRooms,
		newMoneyRoom,
		newRotationRooms,
	} {
		all = append(all, rooms(d)...)
	}
	return all
}

func newAllotmentRoom(d *docket) []limiter {
	if l, ok := d.newAllotLimit(); ok {
		return []limiter{l}
	}
	return nil
}

// allocate proposes posts to the ranked cases strictly in their order and gives
// them in the order that the posts were given out.
//
// A case that does not fit waits and says what binds. What it needs elsewhere is
// set aside as if it were granted, and what it lacked is closed for all behind: so
// one behind is proposed only where it needs nothing that somebody before it needs
// (a limit for 2025 does not hold up a start in 2026). Room is kept for a case that
// only lacks particulars.
func (d *docket) allocate(ranking []*entry) []*entry {
	d.money = d.newPurse()
	d.price(ranking)
	rooms := d.limiters()
	d.limits = d.reaches(rooms, ranking)
	order := make([]*entry, 0, len(ranking))
	d.turns(ranking, func(e *entry) bool {
		order = append(order, e)
		if e.verdict == VerdictWait {
			e.s.Proposal = d.proposal(Wait, keptWords(e.decision))
			return false
		}
		return d.give(e, rooms)
	})
	d.askOrder(ranking)
	d.tellOwnFunded(ranking)
	return order
}

// give proposes one case what there is room for, and says whether it now holds a
// post or has one set aside.
func (d *docket) give(e *entry, rooms []limiter) bool {
	p := e.post
	for _, r := range rooms {
		if s := r.short(e, p); s.Reason != "" {
			e.short = append(e.short, s)
		}
	}
	if i := slices.IndexFunc(e.short, func(s shortage) bool { return s.Passes }); i >= 0 {
		e.short = e.short[i : i+1]
		e.s.Proposal = d.proposal(Wait, e.short[0].Reason)
		return false
	}
	for _, r := range rooms {
		r.take(e, p)
	}
	if len(e.short) == 0 {
		d.offer(e, p.start.Year)
		return true
	}
	reasons := make([]string, 0, 2*len(e.short))
	for _, s := range e.short {
		reasons = append(reasons, s.Reason)
		if s.KeepsPlace {
			reasons = append(reasons, "Plats "+strconv.Itoa(e.s.Place)+" står kvar på intresselistan.")
		}
		e.binds = max(e.binds, s.Year)
	}
	e.s.Proposal = d.proposal(Wait, reasons...)
	return true
}

// reaches asks each limiter how many of those who wait would fit by it alone.
func (d *docket) reaches(rooms []limiter, ranking []*entry) []LimitFigures {
	var all []LimitFigures
	least := 0
	for _, room := range rooms {
		alone, l := room.fresh(), LimitFigures{Name: room.name()}
		d.turns(ranking, func(e *entry) bool {
			if e.verdict == VerdictWait {
				return false
			}
			l.Of++
			s := alone.short(e, e.post)
			if s.Passes {
				return false
			}
			alone.take(e, e.post)
			switch {
			case s.Reason == "":
				l.Fits++
			case s.Year != 0 && !slices.Contains(l.Years, s.Year):
				l.Years = append(l.Years, s.Year)
			}
			return true
		})
		slices.Sort(l.Years)
		if len(all) == 0 || l.Fits < least {
			least = l.Fits
		}
		all = append(all, l)
	}
	for i, l := range all {
		all[i].Binds = l.Fits == least && l.Fits < l.Of
	}
	return all
}

// offer proposes a grant where nothing else is wanting.
func (d *docket) offer(e *entry, year int) {
	if missing := e.s.At(BeforeDecision); len(missing) > 0 {
		kept := fmt.Sprintf("Platsen behålls, och pengar i ramen för %d hålls undan.", year)
		if d.money.countsPosts {
			kept = "Platsen behålls, och en plats hålls undan."
		}
		e.s.Proposal = d.proposal(Wait, "Uppgifter saknas inför beslut: "+Listing(labelled(missing))+".", kept)
		return
	}
	e.s.Status = StatusReady
	e.s.Proposal = d.proposal(Grant, fmt.Sprintf("Plats %d i %s ryms i %s.", e.s.Place, d.queueWords(), d.roomWords(year)))
}

// queueWords name what a place is counted in.
func (d *docket) queueWords() string {
	if d.policy.Ranking.WithinCentre {
		return "vårdcentralens turordning"
	}
	return "turordningen"
}

// roomWords name what a proposed post is given out of.
func (d *docket) roomWords(year int) string {
	if d.money.countsPosts {
		return "de tilldelade platserna"
	}
	room := fmt.Sprintf("ramen för %d", year)
	if d.policy.Allotment.On() {
		return "vårdcentralens tilldelade platser och i " + room
	}
	return room
}

// labelled names the fields of findings, each once.
func labelled(fs []Finding) []string {
	var labels []string
	for _, f := range fs {
		if l := f.Field.Label(); l != "" && !slices.Contains(labels, l) {
			labels = append(labels, l)
		}
	}
	return labels
}
