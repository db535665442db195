package process

import (
	"cmp"
	"slices"
)

// The shorter form of what explain tells stands in Skäl för förslaget: what put a
// case after the one before it, and for the first who wait the least room that would
// have done. That is found by giving the posts out anew, no more of the judgement:
// for mostSuggested cases, and for fewer where the lists are long, so that a judgement
// takes little longer for it. All others say what binds, as ever.
const (
	mostSuggested = 10
	mostVisited   = 100_000 // rows and cases gone through in all
	mostRehearsed = 60      // times for one case
	mostBehind    = 2_000   // cases, by place, that tell what put them there
)

// tellMore puts the shorter form to the reasons of the ranked cases.
func (d *docket) tellMore(order []*entry) {
	d.suggest(order)
	byID := map[string]*entry{}
	for _, e := range order[:min(len(order), mostBehind)] {
		byID[e.c.ID] = e
	}
	for _, s := range d.steps {
		e := byID[s.After]
		if e == nil {
			continue
		}
		after := "Efter " + s.Before + ": " + d.why(s)
		e.s.Proposal.Reasons = append(e.s.Proposal.Reasons, after)
		e.s.Proposal.Private = append(e.s.Proposal.Private, after) // D7: it names another's case
	}
}

// suggest tells the first who lack room what would have been enough.
func (d *docket) suggest(order []*entry) {
	visits, told, stage := mostVisited, 0, &stage{}
	for i, e := range order {
		if len(e.short) == 0 || e.s.Proposal.Outcome != Wait || !slices.Contains(e.s.Proposal.Reasons, e.short[0].Reason) {
			continue
		}
		r := rehearsal{d, order[:i+1], order, &visits, stage}
		s := search{w: d.w, judge: r.judge, left: min(mostRehearsed, visits/r.length())}
		if told++; told > mostSuggested || s.left <= 0 {
			return
		}
		if found, ok := s.combine(outlook{d, e, order[:i+1]}, e.short[0].Key); ok {
			e.s.Proposal.Reasons = append(e.s.Proposal.Reasons, "Det hade räckt med "+found.short()+".")
		}
	}
}

// rehearsal gives posts out anew to copies of the cases up to one, the last of them.
// Where applicants compete within their health centre others may get their turn
// sooner, so all of them are looked at.
type rehearsal struct {
	d      *docket
	before []*entry
	all    []*entry
	visits *int
	stage  *stage
}

// stage holds the copies of one rehearsal, until the next.
type stage struct {
	entries   []entry
	standings []Standing
	of        []*entry
}

// copies are the cases of a cast as they were before posts were given out.
func (s *stage) copies(cast []*entry) []*entry {
	s.entries, s.standings, s.of = slices.Grow(s.entries[:0], len(cast)), slices.Grow(s.standings[:0], len(cast)), s.of[:0]
	for i, e := range cast {
		s.entries, s.standings = append(s.entries, *e), append(s.standings, *e.s)
		c := &s.entries[i]
		c.s = &s.standings[i]
		c.short, c.binds, c.s.Proposal, c.s.Status = nil, 0, Proposal{}, StatusWaiting
		s.of = append(s.of, c)
	}
	return s.of
}

func (r rehearsal) cast() []*entry {
	if r.d.policy.Ranking.WithinCentre {
		return r.all
	}
	return r.before
}

func (r rehearsal) length() int { return len(r.cast()) + len(r.d.rows) + len(r.d.w.Centres) }

func (r rehearsal) judge(w World) outlook {
	*r.visits -= r.length()
	d := *r.d
	if !slices.Equal(w.Rotations, d.w.Rotations) || !slices.Equal(w.Policy.Rotations, d.policy.Rotations) {
		d.hospital = nil
	}
	d.w, d.policy = w, w.Policy
	cast := r.cast()
	of := r.stage.copies(cast)
	last := of[slices.Index(cast, r.before[len(r.before)-1])]
	if w.Policy.Ranking.WithinCentre {
		slices.SortStableFunc(of, func(a, b *entry) int {
			return cmp.Or(cmp.Compare(a.centre.ID, b.centre.ID), cmp.Compare(a.s.Place, b.s.Place))
		})
	}
	return outlook{&d, last, d.allocate(of)}
}

// short is a remedy as a reason tells it: "50 000 kr mer i ramen för 2025".
func (r Remedy) short() string {
	var words []string
	changes := slices.Clone(r.Changes)
	slices.SortStableFunc(changes, func(a, b Change) int { return cmp.Compare(a.Key, b.Key) })
	for _, c := range changes {
		words = append(words, c.Short)
	}
	return Listing(words)
}
