package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"stintag/ingest/trust"
	"stintag/process"
	"stintag/process/kill"
	"stintag/process/ledger"
	"stintag/process/master"
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
		d := ledger.Decision{
			Decision: in, Proposed: c.Standing.Outcome, Reasons: c.Standing.Reasons,
			Private: c.Standing.Private, Move: c.Standing.Move, Policy: s.world.Policy.Label(),
		}
		if n := len(c.Decisions); n > 0 && !undone(c.Decisions[n-1].Verdict) {
			last := c.Decisions[n-1] // a decision that is put right answers what that one did
			d.Proposed, d.Reasons, d.Private, d.Move, d.Policy = last.Proposed, last.Reasons, last.Private, last.Move, last.Policy
		}
		if h, is := s.held[c.ID]; is && h.Decision.Decision == in {
			if s.holding && h.Waits {
				continue
			}
			d = h.Decision // it answers what was proposed when the person decided
		}
		d.Number = len(c.Decisions) + 1
		all = append(all, newDecision{c, d})
	}
	return all
}

// garbled are the words in Beslut and Beslutsdatum that say nothing there, by
// case: somebody has decided, and nothing comes of it.
func (s *state) garbled(j process.Judgement) (texts []string) {
	for i := range s.world.Cases {
		c, st := &s.world.Cases[i], &j.Standings[i]
		if len(st.DecisionLacks) == 0 || st.Status == process.StatusWithdrawn {
			continue
		}
		for _, words := range c.Decision.Unread() {
			texts = append(texts, c.ID+": "+master.WithoutNumbers(words))
		}
	}
	return texts
}

// undone says of a verdict in force that the case is still to be proposed for.
func undone(v process.Verdict) bool { return v == process.VerdictAnnul || v == process.VerdictWait }

// followed is what follows from a judgement.
type followed struct {
	judgement process.Judgement
	settled   []settlement
	decided   []newDecision
	held      map[string]held // decisions that wait to take effect
	before    map[string]held // those that waited
	letters   []ledger.Letter
	questions []*question // senders that health centres are asked about
	unsure    map[string]time.Time
	nobodys   []string // addresses that took no mail and are in no register any more
	unwritten []int64  // mails whose answers cannot be written: nothing follows before they are left out
	garbled   []string // decisions whose words say nothing, by case
	unfixed   []error  // other letters that cannot be, which later runs compose again
}

// consider judges what the ledger holds, without the mails that are left.
func (b *batch) consider(ctx context.Context) (f followed, err error) {
	b.unread = b.adopted == nil
	s, err := b.load(ctx, b.now)
	if err != nil {
		return f, err
	}
	f.before = s.held
	mails, err := b.ledger.Unsettled(ctx)
	if err != nil {
		return f, err
	}
	mails = slices.DeleteFunc(mails, func(m ledger.Mail) bool { return slices.Contains(b.left, m.ID) })
	if s.letters, err = b.ledger.LetterCases(ctx); err != nil {
		return f, err
	}
	if f.settled, err = s.settle(mails, b.ownPeople()); err != nil {
		return f, err
	}
	if b.manual, err = b.manualCases(s); err != nil {
		return f, err
	}
	if f.nobodys, err = b.nobodys(ctx, s); err != nil {
		return f, err
	}
	f.questions, f.unsure = s.questions, s.unsure
	f.judgement = s.judge()
	f.decided, f.held, f.garbled = s.decided(f.judgement), s.held, s.garbled(f.judgement)
	return f, b.owe(ctx, s, &f)
}

// owe composes every letter that this judgement causes, fixed as bytes.
func (b *batch) owe(ctx context.Context, s *state, f *followed) error {
	w, err := b.newOwing(ctx, s, f.judgement)
	if err != nil {
		return err
	}
	if err := w.cap(ctx, f.settled); err != nil {
		return err
	}
	f.unwritten = w.answers(f.settled)
	if err := errors.Join(w.opinions(ctx), w.unconfirmed(ctx), w.decisions(ctx, f.decided), w.reminders(ctx), w.placements(), w.reviews(), w.finishing(), w.questions(f.questions)); err != nil {
		return err
	}
	for _, o := range w.out {
		l, err := b.fix(o, b.now)
		switch {
		case err == nil:
			f.letters = append(f.letters, l)
		case o.mailID != 0:
			f.unwritten = append(f.unwritten, o.mailID)
		default: // its error may quote the letter
			f.unfixed = append(f.unfixed, fmt.Errorf("a letter about %v cannot be rendered", o.letter.Cases))
		}
	}
	return nil
}

// commit writes one judgement: all of it, or nothing.
func (b *batch) commit(ctx context.Context, f followed) error {
	b.trouble = append(b.trouble, f.unfixed...)
	fresh, garbled, err := b.fresh(ctx, registerGarbled, f.garbled)
	if err != nil {
		return err
	}
	if len(fresh) > 0 {
		b.person = append(b.person, fmt.Sprintf("%d cell(s) in Beslut or Beslutsdatum that cannot be read as they stand (see Att göra)", len(fresh)))
	}
	kill.Point("judged")
	err = b.do(ctx, func(tx *ledger.Tx) error {
		if err := b.commitTaken(tx, f); err != nil {
			return err
		}
		for _, st := range f.judgement.Standings {
			if err := tx.SetStanding(st); err != nil {
				return err
			}
		}
		for _, d := range f.decided {
			if err := tx.Decide(d.c.ID, d.d); err != nil {
				return err
			}
		}
		if err := b.keepHeld(tx, f); err != nil {
			return err
		}
		for _, address := range f.nobodys {
			if err := tx.Forget(address); err != nil {
				return err
			}
		}
		for _, l := range f.letters {
			if _, err := tx.Owe(l); err != nil {
				return err
			}
		}
		return errors.Join(tx.SetRegister(registerGarbled, garbled), b.commitAsked(tx, f))
	})
	kill.Point("judgement-committed")
	return err
}

// commitTaken writes what came in: by mail, and in rows of the master.
func (b *batch) commitTaken(tx *ledger.Tx, f followed) error {
	for _, x := range f.settled {
		if err := b.commitMail(tx, x); err != nil {
			return err
		}
	}
	for _, m := range b.manual {
		if err := commitManual(tx, m, b.now); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) commitMail(tx *ledger.Tx, x settlement) error {
	if x.place == ledger.Quarantine && x.mail.Place == ledger.Quarantine && x.why == x.mail.Why {
		return nil // still nobody we know
	}
	if x.place == ledger.Quarantine {
		b.person = append(b.person, fmt.Sprintf("mail %d is in quarantine: %s", x.mail.ID, x.why))
	}
	if x.reading.Class == trust.OwnLetter {
		b.person = append(b.person, fmt.Sprintf("mail %d goes round: %s; look for a rule that sends our letters back", x.mail.ID, x.reading.ClassWhy))
	}
	if x.reading.Failed && x.reading.About != "" {
		isNew, err := tx.Bounce(ledger.Back{MessageID: x.reading.About, Gone: trust.Gone(x.reading.Status), Of: x.reading.Recipient})
		if err != nil {
			return err
		}
		if isNew {
			b.person = append(b.person, fmt.Sprintf("letter %s came back", x.reading.About))
		}
	}
	for _, it := range x.items {
		if err := b.commitItem(tx, x.mail, it); err != nil {
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

// commitItem writes what one form does to its case.
func (b *batch) commitItem(tx *ledger.Tx, m ledger.Mail, it item) error {
	received := m.Received.In(b.now.Location())
	revision := ledger.Revision{MailID: m.ID, Part: it.part, Position: it.position, Received: m.Received, Form: it.stored}
	switch {
	case it.how == process.New:
		return openCase(tx, it.caseID, received, it.contact, revision)
	case it.how == process.Same && it.earlier:
		return tx.Since(it.caseID, received, process.DateOf(received))
	case it.how == process.Newer, it.how == process.Same && it.moved:
		return tx.AddRevision(it.caseID, revision)
	case it.how == process.Withdraws:
		return tx.Withdraw(it.caseID)
	}
	return nil
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
