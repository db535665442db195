package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"stintag/notify"
	"stintag/process"
	"stintag/process/ledger"
)

// What keeps letters back that are owed: a breaker against a program that writes
// more than its mail gives cause for, and addresses that take no mail.

// breaker is the sending that was stopped, and the last time a person released it.
type breaker struct {
	Tripped  time.Time // zero: letters go
	Letters  int       // owed since then by what came in and by the calendar
	Mails    int
	Released time.Time
}

// More letters than this in a day, and something is wrong: a loop, a register gone
// wrong, a fault of ours. The Dagsrapport is not counted, and always goes; what people
// decided is not counted, and has a bound of its own (D20).
const (
	lettersPerMail = 3
	lettersBesides = 50
)

func (o *office) breaker(ctx context.Context) (b breaker, err error) {
	raw, err := o.ledger.Register(ctx, registerBreaker)
	if err != nil || raw == nil {
		return b, err
	}
	if err := json.Unmarshal(raw, &b); err != nil {
		return b, fmt.Errorf("decode breaker: %w", err)
	}
	return b, nil
}

func keepBreaker(tx *ledger.Tx, x breaker) error {
	raw, err := json.Marshal(x)
	if err != nil {
		return fmt.Errorf("keep breaker: %w", err)
	}
	return tx.SetRegister(registerBreaker, raw)
}

// letThrough says which letters go now: where the sending is stopped the Dagsrapport
// alone, and decisions only in office hours, also those that a server did not take at
// once (D20).
func (b *batch) letThrough(ctx context.Context) (func(ledger.Letter) bool, error) {
	stopped, err := b.stopped(ctx)
	if err != nil {
		return nil, err
	}
	open := b.policy.Send.Hours.Open(b.now)
	return func(l ledger.Letter) bool {
		switch {
		case stopped:
			return slices.Contains(l.Kinds, string(notify.Summary))
		case !open:
			return !slices.Contains(l.Kinds, string(notify.DecisionMade))
		}
		return true
	}, nil
}

// stopped says whether the sending is stopped. It stops it where the day has caused
// more letters than its mail can.
func (b *batch) stopped(ctx context.Context) (bool, error) {
	x, err := b.breaker(ctx)
	if err != nil {
		return false, err
	}
	if x.Tripped.IsZero() {
		since := b.now.Add(-24 * time.Hour)
		if x.Released.After(since) {
			since = x.Released
		}
		if x.Letters, err = b.ledger.Caused(ctx, since); err != nil {
			return false, err
		}
		if x.Mails, err = b.ledger.Came(ctx, since); err != nil {
			return false, err
		}
		if x.Letters <= lettersPerMail*x.Mails+lettersBesides {
			return false, nil
		}
		x.Tripped = b.now
		err := b.do(ctx, func(tx *ledger.Tx) error {
			if err := tx.Audit("sending stopped", "", fmt.Sprintf("%d letters for %d mails", x.Letters, x.Mails)); err != nil {
				return err
			}
			return keepBreaker(tx, x)
		})
		if err != nil {
			return false, err
		}
		b.person = append(b.person, fmt.Sprintf("sending is stopped: %d letters owed in a day for %d mails; look at stintag outbox, drop what should not go, then stintag outbox release", x.Letters, x.Mails))
	}
	return true, nil
}

// lettersTodo tells of the letters that wait for a person.
func (o *office) lettersTodo(ctx context.Context, s *state) ([]process.Todo, error) {
	x, err := o.breaker(ctx)
	if err != nil {
		return nil, err
	}
	var todo []process.Todo
	if !x.Tripped.IsZero() {
		todo = append(todo, process.Todo{What: "Breven är stoppade sedan " + nowIn(x.Tripped.In(s.world.Now.Location())), Why: fmt.Sprintf(
			"%d brev på ett dygn är fler än %d mejl brukar ge. Be den som sköter programmet se efter och släppa dem (stintag outbox release).", x.Letters, x.Mails)})
	}
	deaf, err := o.ledger.Suppressed(ctx)
	if err != nil {
		return nil, err
	}
	for _, address := range sortedKeys(deaf) {
		if t, asks := s.deafTodo(o, address, deaf[address]); asks {
			todo = append(todo, t)
		}
	}
	back, err := o.ledger.CameBack(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range back {
		if t, asks := s.backTodo(o.ownPeople(), l); asks {
			todo = append(todo, t)
		}
	}
	return todo, nil
}

// backTodo tells of a letter that came back from an address that takes mail otherwise: a
// full mailbox, most often. An address that is in no register any more was mended.
func (s *state) backTodo(own owners, l ledger.Letter) (process.Todo, bool) {
	to, known := s.whose(own, l.Recipient)
	t := process.Todo{What: "Brev till " + to + " kom inte fram"}
	about := "Det"
	switch len(l.Cases) {
	case 0:
	case 1:
		t.Case = l.Cases[0]
	default:
		about = "Det gäller " + strings.Join(l.Cases, ", ") + ". Det"
	}
	t.Why = fmt.Sprintf("%s skrevs %s, och adressen brukar ta emot post: brevlådan kan vara full. Hör av dig till dem, och be den som sköter programmet skicka brevet igen (stintag outbox retry %d) eller lägga ned det (drop).",
		about, s.since(l.Owed), l.ID)
	return t, known
}

// nobodys are the addresses that take no mail and that nobody has any more.
func (o *office) nobodys(ctx context.Context, s *state) (all []string, err error) {
	deaf, err := o.ledger.Suppressed(ctx)
	for _, address := range sortedKeys(deaf) {
		if _, asks := s.deafTodo(o, address, deaf[address]); !asks {
			all = append(all, address)
		}
	}
	return all, err
}

// deafTodo asks for another address where one takes no mail; not for one that nobody
// has any more.
func (s *state) deafTodo(o *office, address string, letter int64) (process.Todo, bool) {
	const why = "Brev till den har kommit tillbaka, och fler skickas inte dit. Rätta den i bladet Vårdcentraler, eller be den som sköter programmet försöka igen (stintag outbox retry %d)."
	if theirs := process.CentresOf(s.world.Centres, address); len(theirs) > 0 {
		return process.Todo{What: "Rätta e-postadressen till " + theirs[0].Name, Why: fmt.Sprintf(why, letter)}, true
	}
	for _, hc := range s.world.Centres {
		if strings.EqualFold(hc.StudyDirectorAddress, address) {
			return process.Todo{What: "Rätta e-postadressen till studierektorn för " + hc.Name, Why: fmt.Sprintf(why, letter)}, true
		}
	}
	if o.ownPeople()[address] {
		return process.Todo{What: "En av våra egna e-postadresser tar inte emot post", Why: fmt.Sprintf(
			"Be den som sköter programmet se efter (stintag outbox show %d).", letter)}, true
	}
	return process.Todo{}, false
}

// withheld is what status tells of letters and decisions that are kept back.
type withheld struct {
	Held     int      `json:"decisions_held"`
	Over     int      `json:"decisions_beyond_cap"`
	Stopped  string   `json:"sending_stopped_since,omitempty"`
	Deaf     int      `json:"addresses_suppressed"`
	breaking *breaker // what stopped it
}

func (o *office) withheld(ctx context.Context, s *state) (w withheld, err error) {
	for _, h := range s.held {
		switch {
		case h.Waits && h.Over && !h.Released:
			w.Over++
		case h.Waits:
			w.Held++
		}
	}
	x, err := o.breaker(ctx)
	if err != nil {
		return w, err
	}
	if !x.Tripped.IsZero() {
		w.Stopped, w.breaking = nowIn(x.Tripped.In(s.world.Now.Location())), &x
	}
	deaf, err := o.ledger.Suppressed(ctx)
	w.Deaf = len(deaf)
	return w, err
}

func (w withheld) print(out io.Writer) {
	if w.Held+w.Over > 0 {
		fmt.Fprintf(out, "Decisions that have not taken effect: %d held", w.Held)
		if w.Over > 0 {
			fmt.Fprintf(out, ", %d beyond the cap (stintag outbox release)", w.Over)
		}
		fmt.Fprintln(out)
	}
	if w.breaking != nil {
		fmt.Fprintf(out, "Sending is stopped since %s: %d letters for %d mails (stintag outbox release)\n", w.Stopped, w.breaking.Letters, w.breaking.Mails)
	}
	if w.Deaf > 0 {
		fmt.Fprintf(out, "Addresses that take no mail: %d (see Att göra in the master)\n", w.Deaf)
	}
}
