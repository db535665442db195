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

// docket is a World with its indexes, and the cases as far as they are judged.
type docket struct {
	w        World
	policy   *Policy
	label    string // the policy's, shared by all proposals
	today    Date
	centres  map[string]HealthCentre
	register *register
	held     map[string]*HealthCentre // as the cases have them
	written  map[string]foundCentre   // what FindCentre said of the words in forms
	roster   map[string]Trainee       // by id
	// rows are the roster as it will be: its rows, and those that the granted cases
	// put there. granted are the latter, whether they stand there yet or not.
	rows, granted []Trainee
	// nameless are the doctors of rows that have no id yet.
	nameless map[string]bool
	// fundedHere tells who is in training where at the vårdval's cost, by name.
	fundedHere map[person]bool
	posts      map[string]int   // ST by health centre, granted ones included
	atCentre   map[string][]int // indexes into World.Roster, by health centre; made where first asked for
	entries    []entry
	steps      []Comparison
	perListed  bool // the spread can be reckoned per listed patient
	limits     []LimitFigures
	money      *purse    // until the money is looked at, its rates alone
	kin        *kin      // made where a case first asks for it
	hospital   *hospital // made where first asked for
	leaves     []GrantedLeave
	moves      map[Trainee][]move // of planned ends, by row; made where first asked for
}

type foundCentre struct {
	centre    HealthCentre
	exact, ok bool
}

type person struct{ name, centre string }

// entry is one case on its way through the judgement.
type entry struct {
	c      *Case
	name   string        // its doctor's, folded
	centre *HealthCentre // an empty one where it is not known
	known  bool
	// decision is the one in force today, and verdict what it says.
	decision Decision
	verdict  Verdict
	s        Standing
	ranked   bool
	seat     *seat  // its health centre's, where it is ranked
	keys     []int  // what each criterion compares, the least first
	earned   points // but for the spread, where points are summed
	posts    int    // the ST its health centre had when it was given its place
	short    []shortage
	binds    int   // the year whose money it does not fit in; 0 where there is none
	post     post  // what it asks for, where it is ranked
	costs    []ore // what that costs, by the purse's years
}

func newDocket(w World) *docket {
	d := &docket{
		w: w, policy: w.Policy, label: w.Policy.Label(), today: w.Today(),
		centres: map[string]HealthCentre{}, register: &register{centres: w.Centres}, held: map[string]*HealthCentre{}, written: map[string]foundCentre{}, roster: map[string]Trainee{}, nameless: map[string]bool{},
		fundedHere: map[person]bool{}, posts: map[string]int{},
		entries: make([]entry, len(w.Cases)), money: openPurse(w),
	}
	for _, c := range w.Centres {
		if _, twice := d.centres[c.ID]; !twice {
			d.centres[c.ID] = c
		}
	}
	for _, t := range w.Roster {
		d.roster[t.ID] = t
		d.nameless[FoldName(t.Name)] = d.nameless[FoldName(t.Name)] || t.ID == ""
		if !remains(t, d.today) {
			continue
		}
		if !t.OwnFunded {
			d.fundedHere[person{FoldName(t.Name), t.CentreID}] = true
		}
	}
	none := &HealthCentre{}
	for i := range w.Cases {
		d.entries[i].c, d.entries[i].centre, d.entries[i].name = &w.Cases[i], none, FoldName(w.Cases[i].Application.Doctor)
	}
	return d
}

// remains says whether the doctor is in training or granted and not started.
func remains(t Trainee, today Date) bool {
	if t.Status == TraineeDone || t.Status == TraineeLeft {
		return false
	}
	return t.PlannedEnd.IsZero() || !t.PlannedEnd.Before(today) || t.overdue(today)
}

// centreOf finds the form's health centre in the register as it is now, so that
// a mended register heals the case. exact is false where a slip was forgiven.
func (d *docket) centreOf(a Application) (c HealthCentre, exact, ok bool) {
	found, tried := d.written[a.CentreWritten]
	if !tried && a.CentreWritten != "" {
		found.centre, found.exact, found.ok = d.register.find(a.CentreWritten)
		d.written[a.CentreWritten] = found
	}
	if c, ok := d.centres[a.CentreID]; ok && a.CentreID != "" {
		return c, !found.ok || found.exact, true
	}
	return found.centre, found.exact, found.ok
}

// seek gives the case its health centre. Cases of one share it: there may be very
// many.
func (d *docket) seek(e *entry) {
	c, _, known := d.centreOf(e.c.Application)
	if d.held[c.ID] == nil {
		centre := c
		if first, there := d.centres[c.ID]; there {
			centre = first
		}
		d.held[c.ID] = &centre
	}
	e.centre, e.known = d.held[c.ID], known
}

// admit examines the case and finds its status, all but the money's part.
func (d *docket) admit(e *entry) {
	d.seek(e)
	e.s = Standing{Case: e.c.ID, Findings: d.examine(*e.c), DecisionLacks: lacks(*e.c, d.w, e.known)}
	e.decision = e.s.InForce(*e.c)
	e.verdict = e.decision.settled()
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
		return fmt.Sprintf("%s i bladet ST-läkare står redan under %s.", upper(rowWords(row)), e.centre.Name)
	}
	from := d.centres[row.CentreID].Name
	if from == "" {
		from = "den nuvarande vårdcentralen"
	}
	return fmt.Sprintf("%s i bladet ST-läkare flyttas från %s till %s.", upper(rowWords(row)), from, e.centre.Name)
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
		e.s.Proposal = d.proposal(Wait, "Uppgifter saknas inför beslut: "+listing(missing)+".", m.words)
	default:
		e.s.Status = StatusReady
		e.s.Proposal = d.proposal(Grant, m.words, "Ändringen kostar ingen ny plats.")
	}
}

func keptWords(d Decision) string {
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
		Steps: d.steps, Decisive: d.decisive(), Figures: d.figures(ranking),
		Centres: d.centreFigures(), Money: d.money.figures, LaterMoney: d.money.later, Limits: d.limits, Granted: d.granted, Leaves: d.leaves, Roster: inOrder(d.rows),
	}
	j.Ranking = make([]string, 0, len(ranking))
	for _, e := range ranking {
		j.Ranking = append(j.Ranking, e.c.ID)
	}
	j.Standings = make([]Standing, 0, len(d.entries))
	for i := range d.entries {
		j.Standings = append(j.Standings, d.entries[i].s)
	}
	j.Todo = d.todo()
	j.Allotments = d.allotments()
	j.Staffing = d.staffing()
	j.Rotations = d.rotations()
	return j
}
