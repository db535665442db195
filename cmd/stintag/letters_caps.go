package main

import (
	"context"
	"strings"
	"time"

	"stintag/process/ledger"
)

// Why a mail ends unanswered that gave nothing to read: its sender has been answered so
// often that a machine may be answering back. What people sent, read and decided is
// answered without bounds.
const (
	whyCapped    = "nothing could be read, and its sender has had as many answers as one gets"
	whyAskedMuch = "asked for the blank form, and its sender has had as many answers as one gets"
)

// unanswered says whether a mail is one of those: whoever it is from, a person may
// wait for an answer.
func unanswered(m ledger.Mail) bool { return m.Why == whyCapped || m.Why == whyAskedMuch }

// How many answers to mails without a readable form an address gets.
const (
	answersAnHour = 5
	answersADay   = 20
)

// formless are the moments at which mails came from each address that held no
// readable form and were answered.
type formless map[string][]time.Time

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
	var oldest time.Time
	for _, x := range all {
		if x.gaveNothing() && (oldest.IsZero() || x.mail.Received.Before(oldest)) {
			oldest = x.mail.Received
		}
	}
	if oldest.IsZero() {
		return nil
	}
	answered, err := w.o.ledger.FormlessAnswered(ctx, oldest.Add(-24*time.Hour))
	if err != nil {
		return err
	}
	before := formless(answered)
	for i := range all {
		x := &all[i]
		if !x.gaveNothing() {
			continue
		}
		to := strings.ToLower(x.answerTo)
		if before.full(to, x.mail.Received) {
			if x.answerTo, x.why = "", whyCapped; x.asked {
				x.why = whyAskedMuch
			}
			continue
		}
		before[to] = append(before[to], x.mail.Received)
	}
	return nil
}

// gaveNothing says whether a mail is answered of which no form is taken in.
func (x settlement) gaveNothing() bool { return x.answerTo != "" && len(x.items) == 0 }
