package process

// docket is a World with its indexes, and the cases as far as they are judged.
type docket struct {
	w        World
	policy   *Policy
	label    string // the policy's, shared by all proposals
	today    Date
	centres  map[string]HealthCentre
	register *register
	held     map[string]*HealthCentre     // as the cases have them
	named    map[centreWords]*foundCentre // what the register said of the words in forms
	roster   map[string]Trainee           // by id
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
	standings  []Standing // the entries', in the same order
	steps      []Comparison
	perListed  bool // the spread can be reckoned per listed patient
	limits     []LimitFigures
	money      *purse    // until the money is looked at, its rates alone
	kin        *kin      // made where a case first asks for it
	hospital   *hospital // made where first asked for
	leaves     []GrantedLeave
	moves      map[Trainee][]move // of planned ends, by row; made where first asked for
}

// centreWords are what a form says of its health centre.
type centreWords struct{ id, written string }

type foundCentre struct {
	centre HealthCentre
	// held is the first row of the register with the same id, which the cases share.
	held      *HealthCentre
	exact, ok bool
}

type person struct{ name, centre string }

// entry is one case on its way through the judgement.
type entry struct {
	c      *Case
	name   string        // its doctor's, folded
	number string        // its doctor's, where it is valid
	centre *HealthCentre // an empty one where it is not known
	known  bool
	// decision is the one in force today, and verdict what it says.
	decision *Decision
	verdict  Verdict
	s        *Standing
	rows     []Trainee // its doctor's in the roster, where they have been asked for
	matched  bool      // they have been
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
		centres: map[string]HealthCentre{}, register: &register{centres: w.Centres}, held: map[string]*HealthCentre{}, named: map[centreWords]*foundCentre{}, roster: map[string]Trainee{}, nameless: map[string]bool{},
		fundedHere: map[person]bool{}, posts: map[string]int{},
		entries: make([]entry, len(w.Cases)), standings: make([]Standing, len(w.Cases)), money: openPurse(w),
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
	for i := range w.Cases {
		d.entries[i] = d.entryOf(&w.Cases[i], &d.standings[i])
	}
	return d
}

// entryOf is a case with what is known of it before it is judged; s is to be its
// standing.
func (d *docket) entryOf(c *Case, s *Standing) entry {
	in := d.centreOf(&c.Application)
	*s = Standing{Case: c.ID, DecisionLacks: lacks(c, &d.w, in.ok)}
	e := entry{
		c: c, name: FoldName(c.Application.Doctor), number: validNumber(&c.Application), centre: in.held, known: in.ok,
		decision: c.inForce(s.DecisionLacks), s: s,
	}
	e.verdict = e.decision.settled()
	return e
}

// remains says whether the doctor is in training or granted and not started.
func remains(t Trainee, today Date) bool {
	if t.Status == TraineeDone || t.Status == TraineeLeft {
		return false
	}
	return t.PlannedEnd.IsZero() || !t.PlannedEnd.Before(today) || t.overdue(today)
}

// centreOf finds the form's health centre in the register as it is now, so that
// a mended register heals the case. exact is false where a slip was forgiven. The
// words are looked up once: very many cases may have the same.
func (d *docket) centreOf(a *Application) *foundCentre {
	words := centreWords{a.CentreID, a.CentreWritten}
	if found := d.named[words]; found != nil {
		return found
	}
	found := &foundCentre{}
	if a.CentreWritten != "" {
		found.centre, found.exact, found.ok = d.register.find(a.CentreWritten)
	}
	if c, ok := d.centres[a.CentreID]; ok && a.CentreID != "" {
		found.centre, found.exact, found.ok = c, !found.ok || found.exact, true
	}
	found.held = d.hold(found.centre)
	d.named[words] = found
	return found
}

// hold is the health centre that all cases with its id have.
func (d *docket) hold(c HealthCentre) *HealthCentre {
	if d.held[c.ID] == nil {
		if first, there := d.centres[c.ID]; there {
			c = first
		}
		d.held[c.ID] = &c
	}
	return d.held[c.ID]
}
