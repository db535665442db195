package notify

import (
	"context"
	"fmt"
	"slices"
	"time"

	"stintag/notify/smtp"
	"stintag/process/ledger"
)

// Delivery is one handing-over of the letters owed.
type Delivery struct {
	Ledger *ledger.Ledger
	Sender smtp.Sender
	From   string // envelope sender
	Now    time.Time
	Gap    time.Duration // the shortest time between two letters
	Watch  func(done, of int)
	Point  func(string)             // names the places between two writes
	Only   func(ledger.Letter) bool // which of the letters go now; nil: all
}

// Delivered counts what became of the letters handed over.
type Delivered struct {
	Sent, Retry, Refused, Unknown int
	// Stopped is why the server takes no letter of ours, in English: a fault in the
	// configuration, or in our right to send. Every letter stays owed as it was.
	Stopped string
}

// backoff is how long a letter waits after its n-th failed attempt.
var backoff = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour}

// giveUp is how often a server may say "later": with the backoff, some five days.
const giveUp = 34

// downAfter is how many letters in a row may fail before the rest wait for the
// next run: the server is down, and every further letter would only wait for it.
const downAfter = 3

// Deliver hands over every letter that is owed now. That a letter is being tried
// is committed before it is handed over, and what the server said after, so that a
// letter is never lost, and is repeated only byte for byte where the process died
// between the server's yes and our note of it.
func Deliver(ctx context.Context, d Delivery) (Delivered, error) {
	var sum Delivered
	letters, err := d.Ledger.Deliverable(ctx, d.Now)
	if err != nil {
		return sum, err
	}
	if d.Only != nil {
		letters = slices.DeleteFunc(letters, func(l ledger.Letter) bool { return !d.Only(l) })
	}
	failed := 0
	for i, l := range letters {
		if failed == downAfter || ctx.Err() != nil { // told to stop: the rest stays owed
			return sum, nil //nolint:nilerr // and that is no fault
		}
		if i > 0 && d.Gap > 0 {
			if err := pause(ctx, d.Gap); err != nil {
				return sum, nil //nolint:nilerr // told to stop: the rest stays owed, which is no fault
			}
		}
		out, stopped, err := d.one(ctx, l)
		if err != nil {
			return sum, fmt.Errorf("letter %d: %w", l.ID, err)
		}
		if sum.Stopped = stopped; stopped != "" {
			return sum, nil
		}
		d.Watch(i+1, len(letters))
		failed++
		switch out {
		case ledger.Sent:
			sum.Sent++
			failed = 0
		case ledger.Refused:
			sum.Refused++
			failed = 0
		case ledger.Unknown:
			sum.Unknown++
		default:
			sum.Retry++
		}
	}
	return sum, nil
}

// one is finished once it is begun: a letter whose handing-over is broken off is
// one whose fate nobody knows. stopped is why no letter at all can go.
func (d Delivery) one(ctx context.Context, l ledger.Letter) (became ledger.LetterState, stopped string, err error) {
	ctx = context.WithoutCancel(ctx)
	if err := d.Ledger.Do(ctx, d.Now, func(tx *ledger.Tx) error { return tx.Try(l.ID) }); err != nil {
		return ledger.Owed, "", err
	}
	d.Point("letter-trying")
	out := d.Sender.Send(ctx, d.From, l.Recipient, l.MIME)
	d.Point("letter-handed-over")
	if out.Ours && out.Verdict == smtp.Retry {
		return ledger.Owed, out.Detail, d.Ledger.Do(ctx, d.Now, func(tx *ledger.Tx) error { return tx.Untried(l.ID) })
	}
	state, next := d.became(l, out)
	err = d.Ledger.Do(ctx, d.Now, func(tx *ledger.Tx) error {
		return tx.Became(l.ID, state, out.Code, out.Detail, next)
	})
	d.Point("letter-noted")
	return state, "", err
}

// became is a letter's state after the server's word, and when to try again.
func (d Delivery) became(l ledger.Letter, out smtp.Outcome) (ledger.LetterState, time.Time) {
	switch out.Verdict {
	case smtp.Accepted:
		return ledger.Sent, time.Time{}
	case smtp.Refused:
		return ledger.Refused, time.Time{}
	case smtp.Unknown:
		return ledger.Unknown, time.Time{}
	}
	if l.Attempts+1 >= giveUp {
		return ledger.Refused, time.Time{}
	}
	return ledger.Retry, d.Now.Add(backoff[min(l.Attempts, len(backoff)-1)])
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
