package process

import (
	"fmt"
	"strings"
)

// tellOwnFunded tells what the vårdval would take over from a health centre that
// pays its ST doctor itself, and on which row.
func (d *docket) tellOwnFunded(ranking []*entry) {
	for _, e := range ranking {
		if e.c.Application.Kind != OwnToFunded || e.verdict == VerdictWait {
			continue
		}
		row, reasons := d.find(e), e.s.Proposal.Reasons
		switch {
		case !row.is:
			reasons = append([]string{row.why}, reasons...)
		default:
			reasons = append(reasons[:len(reasons):len(reasons)], d.takeOver(e, row.row))
		}
		if e.s.Proposal.Outcome == Grant && !row.is {
			e.s.Status = StatusWaiting
			e.s.Proposal = d.proposal(Wait, reasons[0], "Platsen behålls, och pengarna hålls undan.")
			continue
		}
		e.s.Proposal.Reasons = reasons
	}
}

func (d *docket) takeOver(e *entry, row Trainee) string {
	p := d.postOf(e)
	var costs []string
	for _, y := range d.money.years {
		if cost := d.money.cost(y.Year, p); cost > 0 {
			costs = append(costs, fmt.Sprintf("%s %d", kronor(cost.kronor()), y.Year))
		}
	}
	what := fmt.Sprintf("Egenfinansierad → vårdvalsfinansierad från %s för %s", p.start, rowWords(row))
	if len(costs) == 0 {
		return what + ": kostnaden kan inte räknas, schablon saknas."
	}
	return what + ": kostar " + Listing(costs) + "."
}

// post is what a case asks money for.
type post struct {
	start, end Date
	degree     float64
	track      string // folded
}

// price notes what each ranked case asks for, and what it costs by year: posts of
// the same months, degree and track cost the same, and share the list.
func (d *docket) price(ranking []*entry) {
	type alike struct {
		first, last int // months; 0 where there is none
		degree      float64
		track       string
	}
	reckoned := map[alike][]ore{}
	for _, e := range ranking {
		e.post = d.postOf(e)
		of := alike{monthNumber(e.post.start), monthNumber(e.post.end), e.post.degree, e.post.track}
		costs, done := reckoned[of]
		if !done {
			for _, y := range d.money.years {
				costs = append(costs, d.money.cost(y.Year, e.post))
			}
			reckoned[of] = costs
		}
		e.costs = costs
	}
}

// postOf is a new post as the form asks for it, or the rest of one that is running
// and that its health centre has paid for itself.
func (d *docket) postOf(e *entry) post {
	a := &e.c.Application
	p := post{start: effectiveStart(a.PossibleStart, d.today), degree: degree(a.Degree), track: strings.ToLower(track(a.Kind))}
	if a.Kind != OwnToFunded {
		p.end = endOf(a, p.start)
		return p
	}
	if !a.ChangeFrom.IsZero() {
		p.start = effectiveStart(a.ChangeFrom, d.today)
	}
	row := d.find(e)
	if row.is && row.row.Track != "" {
		p.track = fold(row.row.Track)
	}
	if !row.is || row.row.PlannedEnd.IsZero() {
		p.end = endOf(a, p.start)
		return p
	}
	p.end, p.degree = row.row.PlannedEnd, degree(row.row.Degree)
	return p
}
