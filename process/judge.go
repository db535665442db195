package process

import (
	"fmt"
	"slices"
	"strings"
)

// Judge says where every case stands. It is pure: the same World gives the same
// Judgement, and the order of cases, roster and registers changes nothing but
// the order of the answer's rows.
//
// A case goes through the same doors each time: withdrawn, decided, stopped
// (D14: before completeness), the study director's, sent back, awaiting
// a licence, and else ranked. Only what is ranked gets a place, and only what
// is ranked competes for money.
func Judge(w World) Judgement {
	d, ranking := consider(w)
	d.tellMore(ranking)
	return d.judgement(ranking)
}

// consider takes every case through its doors and gives the ranked ones by place.
func consider(w World) (*docket, []*entry) {
	d := newDocket(w)
	for i := range w.Cases {
		d.admit(&d.entries[i])
	}
	for i := range d.entries {
		d.againstRoster(&d.entries[i])
	}
	d.enroll()
	return d, d.allocate(d.rank())
}

// admit examines the case and finds its status, all but the money's part.
func (d *docket) admit(e *entry) {
	e.s.Findings = d.examine(e)
	switch kind := e.c.Application.Kind; {
	case e.c.Withdrawn || kind == Withdrawal:
		e.s.Status = StatusWithdrawn
	case e.verdict == VerdictGrant:
		e.s.Status, e.s.Proposal = StatusGranted, answered(e.c.Proposed)
	case e.verdict == VerdictDecline:
		e.s.Status, e.s.Proposal = StatusDeclined, answered(e.c.Proposed)
	case e.verdict == VerdictClose:
		e.s.Status, e.s.Proposal = StatusClosed, answered(e.c.Proposed)
	case e.verdict != VerdictWait && d.stop(e):
		e.s.Status = StatusReady
	case len(e.s.At(Returned)) > 0:
		e.s.Status = StatusReturned
	case kind == Transfer:
		d.transfer(e)
	case kind != "" && !kind.Competes():
		d.change(e)
	case e.c.Application.LicenceDate.IsZero() && !e.c.Application.ExpectedLicence.IsZero():
		e.s.Status = StatusAwaitsLicence
	case d.alreadyFunded(e):
	default:
		e.s.Status, e.ranked = StatusWaiting, true
	}
}

// stop proposes what a dated stop says. It is proposed before anything
// is asked for, but never decided.
func (d *docket) stop(e *entry) bool {
	asked := e.c.Application.PossibleStart
	start := asked
	if !asked.IsZero() {
		start = effectiveStart(asked, d.today)
	}
	s, applies := stopFor(d.policy, e.c.Application.Kind, start)
	if applies {
		passed := ""
		if start != asked {
			passed = fmt.Sprintf("Möjlig start %s har passerat, så tidigaste start är %s.", asked, start)
		}
		e.s.Proposal = d.proposal(Stopped, s.Why, passed)
	}
	return applies
}

// stopFor gives the stop that a post of a kind falls under.
func stopFor(p *Policy, kind Kind, start Date) (Stop, bool) {
	for _, s := range p.Stops {
		for _, k := range s.Kinds {
			if k != kind {
				continue
			}
			if s.From.IsZero() && s.To.IsZero() {
				return s, true
			}
			if !start.IsZero() && !start.Before(s.From) && (s.To.IsZero() || !start.After(s.To)) {
				return s, true
			}
		}
	}
	return Stop{}, false
}

// transfer waits for the study director and is budget-neutral
// (D15). An opinion that speaks against is never turned into a grant; a person
// reads it either way.
func (d *docket) transfer(e *entry) {
	opinion := strings.TrimSpace(e.c.StudyDirectorOpinion)
	if opinion == "" {
		e.s.Status = StatusStudyDirector
		return
	}
	e.s.Status = StatusReady
	const neutral = "Bytet är budgetneutralt och ger ingen ny plats."
	spoken := "Studierektorn har yttrat sig: " + quote(opinion) + "."
	row := d.find(e)
	switch said := fold(opinion); {
	case strings.Contains(said, "avstyrk") || strings.Contains(said, "inte tillstyrk") || strings.HasPrefix(said, "nej"):
		e.s.Proposal = d.proposal(Wait, "Studierektorn avstyrker: "+quote(opinion)+".", neutral)
	case !row.is:
		e.s.Proposal = d.proposal(Wait, row.why, spoken, neutral)
	default:
		e.s.Proposal = d.proposal(Grant, spoken, neutral, d.moveWords(e, row.row))
	}
}

// moveWords tells what a transfer changes on the row.
func (d *docket) moveWords(e *entry, row Trainee) string {
	if row.CentreID == e.centre.ID {
		return fmt.Sprintf("%s i bladet ST-läkare står redan under %s.", Upper(rowWords(row)), e.centre.Name)
	}
	from := d.centres[row.CentreID].Name
	if from == "" {
		from = "den nuvarande vårdcentralen"
	}
	return fmt.Sprintf("%s i bladet ST-läkare flyttas från %s till %s.", Upper(rowWords(row)), from, e.centre.Name)
}

// change is one to a running post: it competes with nobody, takes no money that
// is not promised already, and is a person's to carry out in the roster (D15).
// It is proposed only where it can be told what it changes on which row; till then
// it waits.
func (d *docket) change(e *entry) {
	e.s.Status = StatusWaiting
	row := d.find(e)
	if !row.is {
		e.s.Proposal = d.proposal(Wait, row.why)
		return
	}
	m := d.amend(e.c.Application, row.row)
	missing := labelled(e.s.At(BeforeDecision))
	for _, label := range m.missing {
		if !slices.Contains(missing, label) {
			missing = append(missing, label)
		}
	}
	switch {
	case e.verdict == VerdictWait:
		e.s.Proposal = d.proposal(Wait, keptWords(e.decision), m.words)
	case m.doubt != "":
		e.s.Proposal = d.proposal(Wait, m.doubt)
	case len(missing) > 0:
		e.s.Proposal = d.proposal(Wait, "Uppgifter saknas inför beslut: "+Listing(missing)+".", m.words)
	default:
		e.s.Status = StatusReady
		e.s.Proposal = d.proposal(Grant, m.words, "Ändringen kostar ingen ny plats.")
	}
}

func keptWords(d *Decision) string {
	return fmt.Sprintf("%s beslutade %s att ärendet står kvar på intresselistan.", d.By, d.Date)
}

func (d *docket) proposal(o Outcome, reasons ...string) Proposal {
	reasons = slices.DeleteFunc(reasons, func(r string) bool { return r == "" })
	return Proposal{Outcome: o, Reasons: reasons, Policy: d.label}
}

// answered gives a decided case the proposal that its decision answered. Its
// reasons and its policy are those of that day and are not made up again.
func answered(o Outcome) Proposal {
	if o == "" {
		return Proposal{}
	}
	return Proposal{Outcome: o, Reasons: []string{"Så löd förslaget när beslutet fattades."}}
}

func (d *docket) judgement(ranking []*entry) Judgement {
	d.offers()
	j := Judgement{
		Standings: d.standings, Steps: d.steps, Decisive: d.decisive(), Figures: d.figures(ranking),
		Centres: d.centreFigures(), Money: d.money.figures, LaterMoney: d.money.later, Limits: d.limits, Granted: d.granted, Leaves: d.leaves, Roster: inOrder(d.rows),
	}
	j.Ranking = make([]string, 0, len(ranking))
	for _, e := range ranking {
		j.Ranking = append(j.Ranking, e.c.ID)
	}
	j.Todo = d.todo()
	j.Allotments = d.allotments()
	j.Staffing = d.staffing()
	j.Rotations = d.rotations()
	return j
}
