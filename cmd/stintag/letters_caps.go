package main

import (
	"context"
	"strings"
	"time"

	"stintag/process/ledger"
)

// whyCapped is where a mail ends unanswered that gave nothing to read: its sender has
// been answered so often that a machine may be answering back. What people sent, read
// and decided is answered without bounds.
const whyCapped = "nothing could be read, and its sender has had as many answers as one gets"

// How many answers to mails without a readable form an address gets.
const (
	answersAnHour = 5
	answersADay   = 20
)

// formless are the moments at which mails came from each address that held no
// readable form and were answered.
type formless map[string][]time.Time

// formlessAnswered reads them from the outbox: an answer to a mail of which no form
// was taken.
func (o *office) formlessAnswered(ctx context.Context, letters []ledger.Letter) (formless, error) {
	taken, err := o.ledger.Taken(ctx)
	if err != nil {
		return nil, err
	}
	all := formless{}
	for _, l := range letters {
		if l.MailID == 0 || tookForm(taken[l.MailID]) {
			continue
		}
		m, ok, err := o.ledger.Mail(ctx, l.MailID)
		if err != nil {
			return nil, err
		}
		if to := strings.ToLower(l.Recipient); ok {
			all[to] = append(all[to], m.Received)
		}
	}
	return all, nil
}

func tookForm(taken []ledger.Taken) bool {
	for _, t := range taken {
		if t.Part >= 0 {
			return true
		}
	}
	return false
}

// full says whether an address has had all the answers it gets by a moment. A mail's
// own time counts, not when a run reads it: what a person sent over some days is
// answered though one run reads it all.
func (f formless) full(to string, at time.Time) bool {
	hour, day := 0, 0
	for _, t := range f[to] {
		if since := at.Sub(t); since >= 0 && since < 24*time.Hour {
			day++
			if since < time.Hour {
				hour++
			}
		}
	}
	return hour >= answersAnHour || day >= answersADay
}

// cap leaves the mails unanswered that are beyond their senders' caps.
func (w *owing) cap(ctx context.Context, all []settlement) error {
	var before formless
	for i := range all {
		x := &all[i]
		if x.answerTo == "" || len(x.items) > 0 {
			continue
		}
		if before == nil {
			var err error
			if before, err = w.o.formlessAnswered(ctx, w.letters); err != nil {
				return err
			}
		}
		to := strings.ToLower(x.answerTo)
		if before.full(to, x.mail.Received) {
			x.answerTo, x.why = "", whyCapped
			continue
		}
		before[to] = append(before[to], x.mail.Received)
	}
	return nil
}
