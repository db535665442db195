package notify

import (
	"context"
	"fmt"
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
	Point  func(string) // names the places between two writes
}

// Delivered counts what became of the letters handed over.
type Delivered struct {
	Sent, Retry, Refused, Unknown int
}

// backoff is how long a letter waits after its n-th failed attempt.
var backoff = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour}

// giveUp is how long a server may keep saying "later".
const giveUp = 5 * 24 * time.Hour

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
	failed := 0
	for i, l := range letters {
		if failed == downAfter {
			return sum, nil
		}
		if i > 0 && d.Gap > 0 {
			if err := pause(ctx, d.Gap); err != nil {
				return sum, nil //nolint:nilerr // told to stop: the rest stays owed, which is no fault
			}
		}
		out, err := d.one(ctx, l)
		if err != nil {
			return sum, fmt.Errorf("letter %d: %w", l.ID, err)
		}
		d.Watch(i+1, len(letters))
		failed++
		switch out {
		case smtp.Accepted:
			sum.Sent++
			failed = 0
		case smtp.Refused:
			sum.Refused++
			failed = 0
		case smtp.Unknown:
			sum.Unknown++
		default:
			sum.Retry++
		}
	}
	return sum, nil
}

func (d Delivery) one(ctx context.Context, l ledger.Letter) (smtp.Verdict, error) {
	if err := d.Ledger.Do(ctx, d.Now, func(tx *ledger.Tx) error { return tx.Try(l.ID) }); err != nil {
		return smtp.Retry, err
	}
	d.Point("letter-trying")
	out := d.Sender.Send(ctx, d.From, l.Recipient, l.MIME)
	d.Point("letter-handed-over")
	state, next := d.became(l, out)
	// The server has answered: that is noted even if we are told to stop now.
	err := d.Ledger.Do(context.WithoutCancel(ctx), d.Now, func(tx *ledger.Tx) error {
		return tx.Became(l.ID, state, out.Code, out.Detail, next)
	})
	d.Point("letter-noted")
	return out.Verdict, err
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
	if d.Now.Sub(l.Owed) > giveUp {
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
