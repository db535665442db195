package notify

import (
	"context"
	"testing"
	"time"

	"stintag/notify/smtp"
)

// timed notes when each letter is handed over.
type timed struct {
	script
	at []time.Time
}

func (s *timed) Send(ctx context.Context, from, to string, raw []byte) smtp.Outcome {
	s.at = append(s.at, time.Now())
	return s.script.Send(ctx, from, to, raw)
}

// The pace is kept between any two letters, by a clock that no midnight, no change to
// summer time and no --now touches.
func TestLettersKeepTheirPaceOverMidnight(t *testing.T) {
	const gap = 15 * time.Millisecond
	o := owing(t, 6)
	sender := &timed{}
	o.now = time.Date(2024, 9, 11, 23, 59, 59, 999e6, time.UTC)
	sum, err := Deliver(t.Context(), Delivery{Ledger: o.ledger, Sender: sender, Now: o.now, Gap: gap, Watch: func(int, int) {}, Point: func(string) {}})
	if err != nil || sum.Sent != 6 {
		t.Fatalf("%+v, %v", sum, err)
	}
	for i, at := range sender.at[1:] {
		if waited := at.Sub(sender.at[i]); waited < gap {
			t.Errorf("letter %d went %v after the one before, want %v", i+2, waited, gap)
		}
	}
}
