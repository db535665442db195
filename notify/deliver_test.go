package notify

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"stintag/notify/smtp"
	"stintag/process/ledger"
)

// script is a Sender that answers as told, letter by letter, and then accepts.
type script struct {
	answers []smtp.Outcome
	handed  []string // the bytes handed over
}

func (s *script) Send(_ context.Context, _, _ string, raw []byte) smtp.Outcome {
	s.handed = append(s.handed, string(raw))
	if len(s.answers) == 0 {
		return smtp.Outcome{Verdict: smtp.Accepted, Code: 250}
	}
	var o smtp.Outcome
	o, s.answers = s.answers[0], s.answers[1:]
	return o
}

func (s *script) Close() error { return nil }

// office is a ledger with letters owed, and the way out.
type outOffice struct {
	t      *testing.T
	ledger *ledger.Ledger
	sender *script
	now    time.Time
	only   func(ledger.Letter) bool
}

func owing(t *testing.T, n int) *outOffice {
	t.Helper()
	l, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	o := &outOffice{t: t, ledger: l, sender: &script{}, now: time.Date(2024, 9, 11, 10, 0, 0, 0, time.UTC)}
	err = l.Do(t.Context(), o.now, func(tx *ledger.Tx) error {
		for i := range n {
			id := fmt.Sprint(i + 1)
			if _, err := tx.Owe(ledger.Letter{Identity: id, MessageID: id, Kinds: []string{"receipt"}, Recipient: id + "@vc.example", MIME: []byte("letter " + id), NotBefore: o.now}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *outOffice) deliver(answers ...smtp.Outcome) Delivered {
	o.t.Helper()
	o.sender.answers, o.sender.handed = answers, nil
	sum, err := Deliver(o.t.Context(), Delivery{Ledger: o.ledger, Sender: o.sender, Now: o.now, Only: o.only, Watch: func(int, int) {}, Point: func(string) {}})
	if err != nil {
		o.t.Fatal(err)
	}
	return sum
}

func (o *outOffice) letter(id int64) ledger.Letter {
	o.t.Helper()
	l, ok, err := o.ledger.Letter(o.t.Context(), id)
	if err != nil || !ok {
		o.t.Fatalf("letter %d: %v, %v", id, ok, err)
	}
	return l
}

var (
	later   = smtp.Outcome{Verdict: smtp.Retry, Code: 451, Detail: "4.3.0 later"}
	never   = smtp.Outcome{Verdict: smtp.Refused, Code: 554, Detail: "5.6.0 no"}
	lost    = smtp.Outcome{Verdict: smtp.Unknown, Detail: "the answer to the message was lost"}
	ours    = smtp.Outcome{Verdict: smtp.Retry, Code: 535, Detail: "5.7.8 login", Ours: true}
	goneFor = smtp.Outcome{Verdict: smtp.Refused, Code: 550, Detail: "5.1.1 no such user"}
)

// Each verdict leaves its letter where design says, and only "later" is tried again by
// itself, with the same bytes.
func TestFourVerdicts(t *testing.T) {
	o := owing(t, 4)
	sum := o.deliver(smtp.Outcome{Verdict: smtp.Accepted, Code: 250}, later, never, lost)
	if sum != (Delivered{Sent: 1, Retry: 1, Refused: 1, Unknown: 1}) {
		t.Errorf("sum %+v", sum)
	}
	for id, want := range map[int64]ledger.LetterState{1: ledger.Sent, 2: ledger.Retry, 3: ledger.Refused, 4: ledger.Unknown} {
		if got := o.letter(id).State; got != want {
			t.Errorf("letter %d is %s, want %s", id, got, want)
		}
	}
	o.now = o.now.Add(30 * 24 * time.Hour)
	o.deliver()
	if !slices.Equal(o.sender.handed, []string{"letter 2"}) || o.letter(2).State != ledger.Sent {
		t.Errorf("a month later %q are handed over; want the one that was to come later, as it was", o.sender.handed)
	}
}

// Later means 1, 5, 15, 60 minutes, then every 4 hours, for some five days.
func TestBackoff(t *testing.T) {
	o := owing(t, 1)
	begun := o.now
	for i, wait := range []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour, 4 * time.Hour} {
		o.deliver(later)
		l := o.letter(1)
		if l.State != ledger.Retry || l.Next.Sub(o.now) != wait {
			t.Fatalf("attempt %d: %s, again in %s, want %s", i+1, l.State, l.Next.Sub(o.now), wait)
		}
		o.now = l.Next.Add(-time.Millisecond)
		if o.deliver(later); len(o.sender.handed) != 0 {
			t.Fatalf("attempt %d came before its time", i+2)
		}
		o.now = l.Next
	}
	for o.letter(1).State == ledger.Retry {
		o.deliver(later)
		o.now = o.letter(1).Next
	}
	if l := o.letter(1); l.State != ledger.Refused || l.Attempts != giveUp {
		t.Errorf("given up as %s after %d attempts", l.State, l.Attempts)
	}
	if days := time.Duration(giveUp-5) * 4 * time.Hour; days < 4*24*time.Hour || days > 6*24*time.Hour {
		t.Errorf("given up after %s from %s, want some five days", days, begun)
	}
}

// A fault in our login or right to send is no letter's: none is tried after it, and
// all are owed as if nothing had been.
func TestAFaultOfOursLeavesEveryLetterOwed(t *testing.T) {
	o := owing(t, 3)
	sum := o.deliver(smtp.Outcome{Verdict: smtp.Accepted}, ours)
	if sum.Stopped != "5.7.8 login" || sum.Sent != 1 || sum.Retry != 0 || len(o.sender.handed) != 2 {
		t.Errorf("sum %+v, %d handed over", sum, len(o.sender.handed))
	}
	if l := o.letter(2); l.State != ledger.Owed || l.Attempts != 0 {
		t.Errorf("the letter at fault's is %s after %d attempts, want owed and untried", l.State, l.Attempts)
	}
	if sum := o.deliver(); sum != (Delivered{Sent: 2}) {
		t.Errorf("once it is mended: %+v", sum)
	}
}

// A server that is down is asked three times, not once a letter.
func TestAServerThatIsDownIsLeftAlone(t *testing.T) {
	o := owing(t, 10)
	if o.deliver(slices.Repeat([]smtp.Outcome{{Verdict: smtp.Retry, Detail: "connect: refused"}}, 10)...); len(o.sender.handed) != downAfter {
		t.Errorf("%d letters tried, want %d", len(o.sender.handed), downAfter)
	}
}

// An address that the server does not know gets no further letter until a person says
// otherwise; another refusal is the letter's own.
func TestAnUnknownAddressIsLeftAlone(t *testing.T) {
	o := owing(t, 2)
	o.deliver(goneFor, never)
	err := o.ledger.Do(t.Context(), o.now, func(tx *ledger.Tx) error {
		for i, to := range []string{"1@VC.example", "2@vc.example"} {
			id := fmt.Sprint(i + 10)
			if _, err := tx.Owe(ledger.Letter{Identity: id, MessageID: id, Recipient: to, MIME: []byte("letter " + id), NotBefore: o.now}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if o.deliver(); !slices.Equal(o.sender.handed, []string{"letter 11"}) {
		t.Errorf("handed over %q, want the second alone", o.sender.handed)
	}
	if err := o.ledger.Do(t.Context(), o.now, func(tx *ledger.Tx) error { return tx.Restore(1) }); err != nil {
		t.Fatal(err)
	}
	if o.deliver(); !slices.Equal(o.sender.handed, []string{"letter 1", "letter 10"}) {
		t.Errorf("handed over %q once a person tries again", o.sender.handed)
	}
}

// What is kept back stays as it is.
func TestOnlySomeGo(t *testing.T) {
	o := owing(t, 3)
	o.only = func(l ledger.Letter) bool { return l.ID == 2 }
	if o.deliver(); !slices.Equal(o.sender.handed, []string{"letter 2"}) || o.letter(1).State != ledger.Owed {
		t.Errorf("handed over %q", o.sender.handed)
	}
}
