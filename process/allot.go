package process

import (
	"cmp"
	"fmt"
	"slices"
)

// CentreAllotment is what a health centre has of the allotted posts. There
// it is the health centre that chooses whom: units are ranked, not doctors (D4).
type CentreAllotment struct {
	CentreID string
	Listed   int
	Base     int // whole posts by listed patients
	Filled   int // above the base, of the posts that remained under the funded number
	Allotted int // what it has: below the base where the funded number is too small
	// Counted are the doctors who hold its posts: paid for by the vårdval, in training
	// or granted and not started.
	Counted int
	// Vacancy is Allotted less Counted. A health centre over its number keeps its
	// doctors, and the vacancy is negative.
	Vacancy      int
	Overstaffing bool // may have more than its number (R-404, D18)
	Next         int  // from 1: the order in which further posts would be given; 0: it can have none
	Why          string
}

// SumAllotments is the sum of all. Its Why tells what the sum of vacancies hides:
// a place where one is free is not the place of a doctor too many elsewhere.
func SumAllotments(all []CentreAllotment) CentreAllotment {
	var sum CentreAllotment
	free, over := 0, 0
	for _, a := range all {
		free, over = free+max(0, a.Vacancy), over+max(0, -a.Vacancy)
		sum.Listed += a.Listed
		sum.Base += a.Base
		sum.Filled += a.Filled
		sum.Allotted += a.Allotted
		sum.Counted += a.Counted
		sum.Vacancy += a.Vacancy
	}
	sum.Why = plural(free, "ledig plats", "lediga platser") + "."
	if over > 0 {
		sum.Why = fmt.Sprintf("%s, och %d ST-läkare fler än platserna på sina vårdcentraler.", plural(free, "ledig plats", "lediga platser"), over)
	}
	return sum
}

// allotments is the policy's allotment, in the order of the register; none where
// the policy allots no posts.
func (d *docket) allotments() []CentreAllotment {
	s := d.shareOut()
	if s == nil {
		return nil
	}
	counted := d.holders()
	all := make([]CentreAllotment, len(s.claims))
	for i, c := range s.claims {
		a := CentreAllotment{
			CentreID: c.ID, Listed: c.Weight, Base: s.base[i], Filled: max(0, s.given[i]-s.base[i]), Allotted: s.given[i],
			Counted: counted[c.ID], Vacancy: s.given[i] - counted[c.ID],
			Overstaffing: d.centres[c.ID].Overstaffing, Next: s.turn[i],
		}
		a.Why = s.words(i, a)
		all[i] = a
	}
	return all
}

// shares is an allotment reckoned out, beside the register's health centres.
type shares struct {
	rule   Allotment
	claims []Claim
	base   []int
	given  []int
	turn   []int // for a further post, from 1; 0 where there is none to have
	filled []int // which of the posts that remained it got, from 1; 0: none
	sum    int   // of the bases
	listed int   // in all
	scarce bool  // the bases together are more than the funded posts
}

// shareOut allots the posts by D4. The base is whole posts by listed patients. Where
// the bases together are more than the funded posts, those are given out with
// nobody above its base; else what remains of them goes one by one to health
// centres whose patients are enough for a begun post more. Without a funded number
// there is none to reach, and the base is all.
func (d *docket) shareOut() *shares {
	s := &shares{rule: d.policy.Allotment}
	if !s.rule.On() {
		return nil
	}
	seen := map[string]bool{}
	for _, c := range d.w.Centres {
		if seen[c.ID] {
			continue
		}
		seen[c.ID] = true
		claim := Claim{ID: c.ID, Weight: max(0, d.centres[c.ID].Listed)}
		base := claim.Weight / s.rule.PerListed
		s.claims, s.base = append(s.claims, claim), append(s.base, base)
		s.sum, s.listed = s.sum+base, s.listed+claim.Weight
	}
	s.scarce = s.rule.Funded > 0 && s.sum > s.rule.Funded
	by := odds
	switch largest := s.rule.Method == LargestRemainder; {
	case largest && s.scarce:
		by = shortfalls(s.rule.Funded, s.listed)
	case largest:
		by = shortfalls(1, s.rule.PerListed)
	}
	t := newTally(s.bounded(), by)
	s.filled = make([]int, len(s.claims))
	for n, i := range t.give(s.rule.Funded) {
		s.filled[i] = n + 1
	}
	s.given, s.turn = t.given, make([]int, len(s.claims))
	for n, i := range t.next() {
		s.turn[i] = n + 1
	}
	return s
}

// bounded are the claims with what each has at least and at most.
func (s *shares) bounded() []Claim {
	claims := slices.Clone(s.claims)
	for i, c := range claims {
		least, most := s.base[i], s.base[i]
		switch {
		case s.scarce:
			least = 0
		case s.rule.Fill && s.rule.Funded > 0 && c.Weight%s.rule.PerListed > 0:
			most++
		}
		claims[i].Least, claims[i].Most = least, most
	}
	return claims
}

// holders counts the doctors who hold each health centre's posts. It counts the
// roster as it will be: also who was granted a move, or funding for a post that the
// health centre pays for itself, before the row says so.
func (d *docket) holders() map[string]int {
	n := map[string]int{}
	for _, t := range d.rows {
		if remains(t, d.today) && !t.OwnFunded {
			n[t.CentreID]++
		}
	}
	for i := range d.entries {
		e := &d.entries[i]
		if e.s.Status != StatusGranted || e.c.Application.Kind != OwnToFunded {
			continue
		}
		if row := d.find(e); row.is && row.row.OwnFunded {
			n[row.row.CentreID]++
		}
	}
	for row, e := range d.transferred() {
		n[row.CentreID]--
		n[e.centre.ID]++
	}
	return n
}

// transferred are the rows that a granted move takes to another health centre. Of
// several moves of one row the last decided counts; and one that does not say from
// where cannot be told from a move that was carried out long ago.
func (d *docket) transferred() map[Trainee]*entry {
	last := map[Trainee]*entry{}
	for i := range d.entries {
		e := &d.entries[i]
		if e.s.Status != StatusGranted || e.c.Application.Kind != Transfer || !e.known {
			continue
		}
		_, _, said := FindCentre(d.w.Centres, e.c.Application.TransferFrom)
		row := d.find(e)
		if !said || !row.is || row.row.OwnFunded {
			continue
		}
		if l := last[row.row]; l == nil || cmp.Or(l.decision.Date.Compare(e.decision.Date), cmp.Compare(l.c.ID, e.c.ID)) < 0 {
			last[row.row] = e
		}
	}
	return last
}

// unallotted tells which health centres get no places because nobody has filled in
// how many are listed.
func (d *docket) unallotted() []Todo {
	if !d.policy.Allotment.On() {
		return nil
	}
	var todo []Todo
	for _, c := range d.w.Centres {
		if c.Listed <= 0 {
			todo = append(todo, Todo{"", "Listade saknas för " + c.Name, "Tills det är ifyllt får vårdcentralen inga platser i bladet Fördelning."})
		}
	}
	return todo
}

// crowded tells of open transfers to a health centre whose allotted places are all
// taken: no rule stops them, and whoever decides on one is to know.
func (d *docket) crowded() []Todo {
	full := map[string]CentreAllotment{}
	for _, a := range d.allotments() {
		if a.Vacancy <= 0 && !a.Overstaffing {
			full[a.CentreID] = a
		}
	}
	var todo []Todo
	for i := range d.entries {
		e := &d.entries[i]
		a, is := full[e.centre.ID]
		if is && e.known && e.open() && e.c.Application.Kind == Transfer {
			todo = append(todo, Todo{e.c.ID, "Väg in att vårdcentralen inte har någon ledig plats", fmt.Sprintf("%s har %s och %s. Inget i reglerna stoppar bytet.",
				e.centre.Name, plural(a.Allotted, "tilldelad plats", "tilldelade platser"), plural(a.Counted, "ST-läkare", "ST-läkare"))})
		}
	}
	return todo
}
