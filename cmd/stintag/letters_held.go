package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"stintag/process"
	"stintag/process/ledger"
)

// A decision takes effect slowly (D20): what a person has filled in stands a while
// unchanged before the ledger has it as a decision and a letter tells of it. Until
// then the case stands as if nobody had decided, so that taking it back leaves no
// trace but in the audit.

// held is a complete decision that waits, or that goes with this judgement.
type held struct {
	Decision ledger.Decision // with the proposal that the person saw
	Since    time.Time       // when a run first saw it so
	Waits    bool            // it has not taken effect
	Over     bool            `json:",omitempty"` // too many came at once: it waits for a person's word
	Released bool            `json:",omitempty"` // the person's word came
}

func (o *office) heldDecisions(ctx context.Context) (map[string]held, error) {
	all := map[string]held{}
	raw, err := o.ledger.Register(ctx, registerHeld)
	if err != nil || raw == nil {
		return all, err
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("decode held decisions: %w", err)
	}
	return all, nil
}

// hold lays aside the decisions that do not take effect yet, and says whether there
// are any. It looks once: what it says of a state holds for every later judgement.
func (s *state) hold(j process.Judgement) bool {
	if s.holding {
		return false
	}
	rule, now, next, going := s.world.Policy.Send, s.world.Now, map[string]held{}, 0
	waits := false
	for _, d := range s.decided(j) {
		h, known := s.held[d.c.ID]
		if !known || h.Decision.Decision != d.d.Decision {
			h = held{Decision: d.d, Since: now}
		}
		h.Waits = true
		switch {
		case !s.due(h).Equal(now), s.unread && rule.Hold > 0, h.Over && !h.Released:
		case rule.Most > 0 && going >= rule.Most && !h.Released:
			h.Over = true
		default:
			h.Waits = false
			if !h.Released {
				going++
			}
		}
		next[d.c.ID] = h
		if h.Waits {
			waits = true
			s.setAside(d.c)
		}
	}
	s.held, s.holding = next, true
	return waits
}

// due is when a held decision takes effect: now, where nothing more is to be waited
// for but a person's word.
func (s *state) due(h held) time.Time {
	rule, now := s.world.Policy.Send, s.world.Now
	ripe := h.Since.In(now.Location()).Add(rule.Hold)
	if ripe.Before(now) {
		ripe = now
	}
	return rule.Hours.Next(ripe)
}

// setAside lets a case stand as its earlier decision, or none, leaves it.
func (s *state) setAside(c ledger.Case) {
	pc := &s.world.Cases[s.index(c.ID)]
	pc.Decision = process.Decision{}
	if n := len(c.Decisions); n > 0 {
		last := c.Decisions[n-1]
		pc.Decision, pc.Proposed, pc.ProposedMove = last.Decision, last.Proposed, last.Move
	}
}

// heldTodo tells of the decisions that wait, in the place of what the rules would
// ask for: somebody has decided already.
func (s *state) heldTodo(todo []process.Todo) []process.Todo {
	waits := map[string]bool{}
	var over []string
	for _, id := range sortedKeys(s.held) {
		h := s.held[id]
		switch {
		case !h.Waits:
			continue
		case h.Over && !h.Released:
			over = append(over, id)
		default:
			todo = append(todo, process.Todo{Case: id, What: heldWhat(h.Decision.Verdict), Why: fmt.Sprintf(
				"Det gäller från %s, om det står kvar. Fram till dess kan det ändras eller tömmas utan att något brev går.",
				s.due(h).Format("2006-01-02 kl. 15.04"))})
		}
		waits[id] = true
	}
	todo = slices.DeleteFunc(todo, func(t process.Todo) bool { return waits[t.Case] && t.What == "Fatta beslut" })
	for _, id := range over {
		todo = append(todo, process.Todo{Case: id, What: heldWhat(s.held[id].Decision.Verdict) + " på att släppas", Why: fmt.Sprintf(
			"Fler än %d beslut kom på en gång, och %d väntar. Stämmer de, be den som sköter programmet släppa dem (stintag outbox release). Stämmer ett inte, töm Beslut.",
			s.world.Policy.Send.Most, len(over))})
	}
	return todo
}

func heldWhat(v process.Verdict) string { return "Beslutet " + string(v) + " väntar" }

// keepHeld records which decisions wait, and audits what came to be held and what a
// person changed or took back in time.
func (b *batch) keepHeld(tx *ledger.Tx, f followed) error {
	next := map[string]held{}
	fresh := 0
	for _, id := range sortedKeys(f.held) {
		h := f.held[id]
		if !h.Waits {
			continue
		}
		next[id] = h
		was, known := f.before[id]
		if !known || was.Decision.Decision != h.Decision.Decision {
			if err := tx.Audit("decision held", id, string(h.Decision.Verdict)); err != nil {
				return err
			}
		}
		if h.Over && !was.Over {
			fresh++
		}
	}
	for _, id := range sortedKeys(f.before) {
		h, still := f.held[id]
		if still && h.Decision.Decision == f.before[id].Decision.Decision {
			continue
		}
		if err := tx.Audit("decision taken back before it took effect", id, string(f.before[id].Decision.Verdict)); err != nil {
			return err
		}
	}
	if fresh > 0 {
		b.person = append(b.person, fmt.Sprintf("%d decision(s) beyond the %d that a run lets go: look at them in the master, then stintag outbox release", fresh, b.policy.Send.Most))
	}
	return keepWaiting(tx, next)
}

func keepWaiting(tx *ledger.Tx, waits map[string]held) error {
	raw, err := json.Marshal(waits)
	if err != nil {
		return fmt.Errorf("keep held decisions: %w", err)
	}
	return tx.SetRegister(registerHeld, raw)
}
