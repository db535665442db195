package main

import (
	"context"
	"slices"
	"strings"

	"stintag/notify"
	"stintag/process"
	"stintag/process/ledger"
)

// countLetters tells what became of the letters: of those written since the last
// Dagsrapport, and of all.
func (b *batch) countLetters(ctx context.Context, s *state, r *notify.Report) error {
	letters, err := b.ledger.Letters(ctx)
	if err != nil {
		return err
	}
	var all notify.LetterCounts
	for _, l := range letters {
		tallyLetter(&all, l)
		if l.Owed.After(r.Since) {
			tallyLetter(&r.Letters, l)
		}
		if l.State == ledger.Sent && l.Sent.After(r.Since) {
			r.LettersSent++
		}
		if l.Lost() && l.State != ledger.Dropped || l.State == ledger.Unknown {
			r.Lost = append(r.Lost, s.lostLetter(b.ownPeople(), l))
		}
	}
	r.LettersOwed, r.LettersFailed, r.LettersUnknown = all.Owed, all.Failed, all.Unknown
	b.countReminded(s, letters, r)
	return nil
}

func tallyLetter(c *notify.LetterCounts, l ledger.Letter) {
	c.Written++
	switch {
	case l.State == ledger.Dropped:
		c.Dropped++
	case l.Lost():
		c.Failed++
	case l.State == ledger.Sent:
		c.Sent++
	case l.State == ledger.Unknown:
		c.Unknown++
	case slices.Contains([]ledger.LetterState{ledger.Owed, ledger.Retry, ledger.Trying}, l.State):
		c.Owed++
	}
}

// lostLetter tells a letter without its address, which may be a person's.
func (s *state) lostLetter(own owners, l ledger.Letter) notify.LostLetter {
	x := notify.LostLetter{Number: l.ID, Cases: l.Cases, Written: l.Owed.In(s.world.Now.Location()), Unknown: l.State == ledger.Unknown}
	for _, k := range l.Kinds {
		x.Kinds = append(x.Kinds, notify.Kind(k))
	}
	x.To, _ = s.whose(own, l.Recipient)
	return x
}

// whose says in Swedish whose an address is; known is false where it is nobody's.
func (s *state) whose(own owners, address string) (to string, known bool) {
	if theirs := process.CentresOf(s.world.Centres, address); len(theirs) > 0 {
		return theirs[0].Name, true
	}
	for _, hc := range s.world.Centres {
		if strings.EqualFold(hc.StudyDirectorAddress, address) {
			return "studierektorn för " + hc.Name, true
		}
	}
	if own[strings.ToLower(address)] {
		return "en av våra egna adresser", true
	}
	return "en adress som inte längre finns i registret", false
}

// countReminded counts, by health centre, the cases whose manager was reminded since
// the last Dagsrapport to await the decision: a case once, however many
// addresses its health centre has.
func (b *batch) countReminded(s *state, letters []ledger.Letter, r *notify.Report) {
	r.EarlyNew = map[string]int{}
	seen := map[string]bool{}
	for _, l := range letters {
		for _, id := range l.Warned {
			i := s.index(id)
			if seen[id] || i < 0 || !l.Owed.After(r.Since) {
				continue
			}
			seen[id] = true
			if hc, ok := s.world.Centre(s.world.Cases[i].Application.CentreID); ok {
				r.EarlyNew[hc.Name]++
			}
		}
	}
}
