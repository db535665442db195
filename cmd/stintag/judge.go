package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"stintag/process"
	"stintag/process/kill"
	"stintag/process/ledger"
)

// Chapter three: what follows from a judgement, in one transaction.

// ownPeople are the addresses of administrators and study directors.
func (o *office) ownPeople() owners {
	own := owners{}
	for _, list := range [][]address{o.cfg.People.Administrators, o.cfg.People.StudyDirectors, o.cfg.People.Council} {
		for _, a := range list {
			own[strings.ToLower(a.bare())] = true
		}
	}
	return own
}

// newDecision is a complete decision that the ledger does not have yet.
type newDecision struct {
	c ledger.Case
	d ledger.Decision
}

// decided gives the decisions that people made since the last run. One counts
// when nothing is lacking; a later change is a new decision.
func (s *state) decided(j process.Judgement) []newDecision {
	var all []newDecision
	for i, c := range s.cases {
		in := s.inputs[c.ID].Decision
		if in.Verdict == "" || len(j.Standings[i].DecisionLacks) > 0 {
			continue
		}
		if n := len(c.Decisions); n > 0 && c.Decisions[n-1].Decision == in {
			continue
		}
		all = append(all, newDecision{c, ledger.Decision{
			Decision: in, Number: len(c.Decisions) + 1, Proposed: c.Standing.Outcome, Reasons: c.Standing.Reasons, Policy: s.world.Policy.Label(),
		}})
	}
	return all
}

// owe composes every letter that this judgement causes, fixed as bytes.
func (b *batch) owe(ctx context.Context, s *state, j process.Judgement, settled []settlement, decided []newDecision) ([]ledger.Letter, error) {
	w, err := b.newOwing(ctx, s, j)
	if err != nil {
		return nil, err
	}
	if err := w.answers(settled); err != nil {
		return nil, err
	}
	if err := w.opinions(ctx); err != nil {
		return nil, err
	}
	if err := w.decisions(ctx, decided); err != nil {
		return nil, err
	}
	if err := w.reminders(ctx); err != nil {
		return nil, err
	}
	letters := make([]ledger.Letter, 0, len(w.out))
	for _, o := range w.out {
		l, err := b.fix(o, b.now)
		if err != nil && o.mailID == 0 { // it is composed again by the next run; the others do not wait for it
			b.trouble = append(b.trouble, fmt.Errorf("a letter about %v cannot be rendered", o.letter.Cases))
			continue
		}
		if err != nil {
			return nil, err
		}
		letters = append(letters, l)
	}
	return letters, nil
}

// commit writes one judgement: all of it, or nothing.
func (b *batch) commit(ctx context.Context, j process.Judgement, settled []settlement, decided []newDecision, letters []ledger.Letter) error {
	kill.Point("judged")
	err := b.do(ctx, func(tx *ledger.Tx) error {
		for _, x := range settled {
			if err := b.commitMail(tx, x); err != nil {
				return err
			}
		}
		for _, m := range b.manual {
			if err := commitManual(tx, m, b.now); err != nil {
				return err
			}
		}
		for _, st := range j.Standings {
			if err := tx.SetStanding(st); err != nil {
				return err
			}
		}
		for _, d := range decided {
			if err := tx.Decide(d.c.ID, d.d); err != nil {
				return err
			}
		}
		for _, l := range letters {
			if _, err := tx.Owe(l); err != nil {
				return err
			}
		}
		return nil
	})
	kill.Point("judgement-committed")
	return err
}

func (b *batch) commitMail(tx *ledger.Tx, x settlement) error {
	if x.place == ledger.Quarantine && x.mail.Place == ledger.Quarantine && x.why == x.mail.Why {
		return nil // still nobody we know
	}
	if x.place == ledger.Quarantine {
		b.person = append(b.person, fmt.Sprintf("mail %d is in quarantine: %s", x.mail.ID, x.why))
	}
	if x.reading.Failed && x.reading.About != "" {
		isNew, err := tx.Bounce(x.reading.About)
		if err != nil {
			return err
		}
		if isNew {
			b.person = append(b.person, fmt.Sprintf("letter %s came back", x.reading.About))
		}
	}
	for _, it := range x.items {
		revision := ledger.Revision{MailID: x.mail.ID, Part: it.part, Position: it.position, Received: x.mail.Received, Form: it.stored}
		var err error
		switch it.how {
		case process.New:
			err = openCase(tx, it.caseID, x.mail.Received.In(b.now.Location()), it.contact, revision)
		case process.Same:
			if it.earlier {
				received := x.mail.Received.In(b.now.Location())
				err = tx.Since(it.caseID, received, process.DateOf(received))
			} else if it.moved {
				err = tx.AddRevision(it.caseID, revision)
			}
		case process.Newer:
			err = tx.AddRevision(it.caseID, revision)
		case process.Withdraws:
			err = tx.Withdraw(it.caseID)
		}
		if err != nil {
			return err
		}
		if err := tx.Take(ledger.Taken{MailID: x.mail.ID, Part: it.part, Position: it.position, CaseID: it.caseID, How: it.how}); err != nil {
			return err
		}
	}
	for i, id := range x.about {
		if err := tx.Take(ledger.Taken{MailID: x.mail.ID, Part: -1, Position: i, CaseID: id, How: ledger.About}); err != nil {
			return err
		}
	}
	return tx.Settle(x.mail.ID, x.place, x.why)
}

// openCase opens a case under the id that its letters already carry.
func openCase(tx *ledger.Tx, id string, received time.Time, contact process.Date, r ledger.Revision) error {
	got, err := tx.NewCase(received, contact)
	if err != nil {
		return err
	}
	if got != id {
		return fmt.Errorf("case %s would be opened as %s", id, got)
	}
	return tx.AddRevision(id, r)
}

func commitManual(tx *ledger.Tx, m manualCase, now time.Time) error {
	if m.withdraw {
		return tx.Withdraw(m.caseID)
	}
	if !m.opens {
		return nil
	}
	return openCase(tx, m.caseID, now, m.contact, ledger.Revision{Received: now, Form: m.stored})
}
