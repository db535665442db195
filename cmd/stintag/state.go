package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"stintag/ingest/trust"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

// state is everything a judgement looks at, as the ledger has it. It is the same
// for a run, for status and for explain: nothing is remembered anywhere else.
type state struct {
	world  process.World
	cases  []ledger.Case // beside world.Cases, one each
	inputs map[string]master.CaseInput
	// uncorrected holds the corrected cases as their newest forms alone say them.
	uncorrected map[string]process.Case
	unusable    map[string]unusable // by case, where a person's words cannot be used
	at          map[string]int      // case id -> its place in cases
	nextIn      map[int]int         // year -> the number its next case gets
	// letters holds the cases that each of our letters is about, by Message-ID.
	letters map[string][]string
	// told is what letters there have been about each case.
	told ledger.Told
	// forms is the cases as newly read forms are held against them; nil until
	// somebody asks.
	forms *process.Index
	// unclear are the withdrawals that fitted several cases.
	unclear []unclear
	// held are the decisions that wait to take effect, by case: as the ledger has them
	// and, once judged, as it is to have them.
	held    map[string]held
	holding bool // the state is judged, and what is held stands in held
	unread  bool // this run could not read the master
	// waiting are the letters that wait for a person.
	waiting []process.Todo
	// asked are the senders that health centres were asked about, and questions those
	// to ask about now; deaf are the addresses that take no mail.
	asked     []ledger.Asked
	unsure    map[string]time.Time // the senders that an unproven yes was said of, and when
	questions []*question
	deaf      map[string]int64
	witness   trust.Witness
}

// register names of the ledger.
const (
	registerPeople    = "registers"
	registerConflicts = "conflicts"
	registerMissing   = "missing"
	registerFaults    = "faults"
	registerMoved     = "moved"   // columns of people's
	registerTodo      = "todo"    // how many rows stand in Att göra
	registerCopies    = "copies"  // of the master, by file name
	registerHeld      = "held"    // decisions that wait to take effect, by case
	registerGone      = "gone"    // rows of the roster
	registerGarbled   = "garbled" // decisions whose words say nothing
	registerBreaker   = "breaker" // the sending that was stopped, and when a person last released it
)

// errNoRegisters says that no master was ever adopted: there is nobody to know.
var errNoRegisters = errors.New("no master has been read yet")

// load reads the state from the ledger.
func (o *office) load(ctx context.Context, now time.Time) (*state, error) {
	raw, err := o.ledger.Register(ctx, registerPeople)
	if err != nil {
		return nil, err
	}
	if raw == nil {
		return nil, errNoRegisters
	}
	var regs master.Registers
	if err := json.Unmarshal(raw, &regs); err != nil {
		return nil, fmt.Errorf("decode registers: %w", err)
	}
	s := o.newState(regs, now)
	if s.held, err = o.heldDecisions(ctx); err != nil {
		return nil, err
	}
	cases, err := o.ledger.Cases(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range cases {
		if err := s.put(c); err != nil {
			return nil, err
		}
	}
	if s.told, err = o.ledger.TellsOf(ctx); err != nil {
		return nil, err
	}
	if s.asked, err = o.ledger.Asked(ctx); err != nil {
		return nil, err
	}
	if s.unsure, err = o.unsureAnswers(ctx); err != nil {
		return nil, err
	}
	if s.deaf, err = o.ledger.Suppressed(ctx); err != nil {
		return nil, err
	}
	if s.waiting, err = o.lettersTodo(ctx, s); err != nil {
		return nil, err
	}
	s.unclear, err = o.unclearWithdrawals(ctx)
	return s, err
}

// newState is a state without cases.
func (o *office) newState(regs master.Registers, now time.Time) *state {
	return &state{
		world: process.World{Now: now, Policy: o.policy, Centres: regs.Centres, Roster: regs.Roster, Leaves: regs.Leaves, Budget: regs.Budget,
			Rotations: regs.Rotations, Placements: regs.Placements, Offers: offersOf(o.rules), Delegates: o.cfg.People.Delegates},
		inputs: map[string]master.CaseInput{}, uncorrected: map[string]process.Case{}, unusable: map[string]unusable{},
		unsure: map[string]time.Time{}, nextIn: map[int]int{}, at: map[string]int{}, held: map[string]held{}, unread: o.unread, witness: o.cfg.Trust.witness(),
	}
}

// judge says where everything stands. A decided case shows the proposal that its
// decision answered, as the ledger keeps it: a later one would already reckon with
// what the decision took.
func (s *state) judge() process.Judgement {
	j := process.Judge(s.world)
	if s.hold(j) {
		j = process.Judge(s.world) // as it stands until they take effect
	}
	j.Todo = s.heldTodo(j.Todo)
	j.Todo = append(j.Todo, s.waiting...)
	j.Todo = append(j.Todo, s.strangersTodo()...)
	for i, c := range s.cases {
		st := &j.Standings[i]
		switch n := len(c.Decisions); st.Status {
		case process.StatusGranted, process.StatusDeclined, process.StatusClosed:
			if n == 0 {
				continue // decided since: the judgement's own words, until the ledger has it
			}
			d := c.Decisions[n-1]
			st.Proposal = d.Proposal()
		}
	}
	j.Todo = append(j.Todo, s.untold(j)...)
	for _, u := range s.unclear {
		if t, asks := u.todo(j); asks {
			j.Todo = append(j.Todo, t)
		}
	}
	return j
}

// understand makes the core's case of the ledger's: the newest form as read on
// its day, with people's corrections over it.
func (s *state) understand(c ledger.Case) (process.Case, error) {
	pc := process.Case{ID: c.ID, Received: c.Received, ContactDate: c.Contact, Withdrawn: c.Withdrawn,
		Proposed: c.Standing.Outcome, ProposedMove: c.Standing.Move}
	pc.Received = pc.Received.In(s.world.Now.Location())
	for _, r := range c.Revisions {
		pc.Newest = r.Received
		before := pc
		var err error
		pc.Application, pc.FormFindings, err = understood(r.Form, r.Received.In(s.world.Now.Location()))
		if err != nil {
			return pc, fmt.Errorf("case %s: %w", c.ID, err)
		}
		pc.FormFindings = append(pc.FormFindings, carry(before, &pc.Application)...)
		pc.Manual = r.MailID == 0
		if pc.Application.SaysContract() {
			pc.ContractSaid = r.Received
		}
	}
	if err := s.takeInput(c, &pc); err != nil {
		return pc, err
	}
	takeDecisions(c, &pc)
	return s.placed(pc), nil
}

// takeInput takes what people wrote in the case's row.
func (s *state) takeInput(c ledger.Case, pc *process.Case) error {
	bad := unusable{}
	if pc.Manual {
		bad = unusableForm(*pc)
	}
	s.unusable[c.ID] = bad
	if c.Input == nil {
		return nil
	}
	var in master.CaseInput
	if err := json.Unmarshal(c.Input, &in); err != nil {
		return fmt.Errorf("decode input of %s: %w", c.ID, err)
	}
	s.inputs[c.ID] = in
	s.uncorrected[c.ID] = s.placed(*pc) // named as the master names it
	correct(pc, in.Corrections, bad)
	pc.StudyDirectorOpinion, pc.LicenceChecked, pc.Decision = in.Opinion, in.LicenceChecked, in.Decision
	if h, is := s.held[c.ID]; is && h.Decision.Decision == in.Decision { // what the person saw, some runs ago
		pc.Proposed, pc.ProposedMove = h.Decision.Proposed, h.Decision.Move
	}
	return nil
}

// takeDecisions takes what was decided before.
func takeDecisions(c ledger.Case, pc *process.Case) {
	n := len(c.Decisions)
	if n == 0 {
		return
	}
	last := c.Decisions[n-1]
	pc.Decided, pc.Earlier = true, last.Decision
	if pc.Decision.Verdict == "" { // an emptied cell takes nothing back; Upphävs does
		pc.Decision, pc.DecisionCleared = last.Decision, c.Input != nil
	}
	if pc.Decision == last.Decision || !undone(last.Verdict) {
		pc.Proposed, pc.ProposedMove = last.Proposed, last.Move // what it answered; a decision after an undone one answers today's
	}
}

// placed is the case with its health centre as the register has it.
func (s *state) placed(c process.Case) process.Case {
	if hc, _, ok := process.FindCentre(s.world.Centres, c.Application.CentreWritten); ok {
		c.Application.CentreID = hc.ID
	}
	return c
}

// index finds a case; -1 where there is none.
func (s *state) index(id string) int {
	if i, ok := s.at[id]; ok {
		return i
	}
	return -1
}

// indexed is the index of the cases, kept up with them from here on.
func (s *state) indexed() *process.Index {
	if s.forms == nil {
		s.forms = process.NewIndex(s.world.Cases)
	}
	return s.forms
}

// put takes a new or changed case into the state.
func (s *state) put(c ledger.Case) error {
	pc, err := s.understand(c)
	if err != nil {
		return err
	}
	if s.forms != nil {
		s.forms.Put(pc)
	}
	if i := s.index(c.ID); i >= 0 {
		s.cases[i], s.world.Cases[i] = c, pc
		return nil
	}
	s.at[c.ID] = len(s.cases)
	s.cases, s.world.Cases = append(s.cases, c), append(s.world.Cases, pc)
	return nil
}

// newID gives the id the next case received in the year will have.
func (s *state) newID(year int) string {
	n := s.nextIn[year]
	if n == 0 {
		n = 1
		for _, c := range s.cases {
			var y, k int
			if _, err := fmt.Sscanf(c.ID, "IA-%d-%d", &y, &k); err == nil && y == year && k >= n {
				n = k + 1
			}
		}
	}
	s.nextIn[year] = n + 1
	return ledger.CaseID(year, n)
}
