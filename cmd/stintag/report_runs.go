package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"stintag/notify"
	"stintag/process"
	"stintag/process/ledger"
)

// What the Dagsrapport tells of the machine itself: its runs, those it missed, and
// what has waited longest. A silent night is told too.

// registerDeaf holds since when the mailbox could not be read.
const registerDeaf = "deaf"

// deafness is since when, and in how many runs in a row, the mailbox could not be read.
type deafness struct {
	Since time.Time
	Runs  int
}

func (b *batch) deafness(ctx context.Context) (d deafness, err error) {
	raw, err := b.ledger.Register(ctx, registerDeaf)
	if err != nil {
		return d, err
	}
	if raw != nil {
		if err := json.Unmarshal(raw, &d); err != nil {
			return d, fmt.Errorf("decode deafness: %w", err)
		}
	}
	switch {
	case !b.deaf:
		return deafness{}, nil
	case d.Since.IsZero():
		d.Since = b.now
	}
	d.Runs++
	return d, nil
}

// keepDeafness counts this run among those that could not read the mailbox, or ends
// the count.
func keepDeafness(tx *ledger.Tx, d deafness) error {
	raw, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("keep deafness: %w", err)
	}
	return tx.SetRegister(registerDeaf, raw)
}

// A run that is late by no more than this was not missed: one before it took its time,
// or a machine was restarted. The schedule is the daemon's; who runs by a timer of
// their own keeps to it loosely, and a night that was missed is told of them too.
const (
	daemonGrace = time.Hour
	timerGrace  = 25 * time.Hour
)

// mostMissed is how many missed runs are counted: a schedule of each minute over years.
const mostMissed = 10000

// runsSince tells of the runs since the last Dagsrapport, this one among them.
func (b *batch) runsSince(ctx context.Context, r notify.Report) (x notify.Runs, err error) {
	runs, err := b.ledger.RunsSince(ctx, r.Since)
	if err != nil {
		return x, err
	}
	t, err := b.cfg.timetable()
	if err != nil {
		return x, err
	}
	grace := timerGrace
	if b.course != nil {
		grace = daemonGrace
	}
	for i, run := range runs {
		if i > 0 {
			if g, is := t.gap(runs[i-1], run, grace); is {
				x.Gaps = append(x.Gaps, g)
			}
		}
		if i == 0 && !run.Started.After(r.Since) {
			continue // the one that wrote the last report
		}
		x.Count++
		switch took := run.Finished.Sub(run.Started); {
		case run.ID == b.run.ID:
		case run.Finished.IsZero():
			x.Broken++
		case took > x.Longest:
			x.Longest, x.LongestBegan = took, run.Started.In(t.zone)
		}
	}
	d, err := b.deafness(ctx)
	if err != nil {
		return x, err
	}
	x.Deaf, x.DeafRuns = d.Since.In(t.zone), d.Runs
	if d.Since.IsZero() {
		x.Deaf = time.Time{}
		x.Usual, err = b.usual(ctx, r)
	}
	return x, err
}

// gap says whether the schedule asked for runs between two, and how many: a run that
// took long stands for those that were due in its time.
func (t timetable) gap(before, after ledger.Run, grace time.Duration) (notify.Gap, bool) {
	from := before.Started
	if before.Finished.After(from) {
		from = before.Finished
	}
	due := t.run.Next(from.In(t.zone))
	if due.IsZero() || after.Started.Sub(due) <= grace {
		return notify.Gap{}, false
	}
	g := notify.Gap{From: before.Started.In(t.zone), To: after.Started.In(t.zone)}
	for ; due.Before(after.Started) && g.Missed < mostMissed; due = t.run.Next(due) {
		g.Missed++
	}
	return g, true
}

// A day without mail is odd where each of the last weeks had some in the same hours,
// and on the whole enough that chance does not explain it.
const (
	weeksBack  = 4
	oddAtLeast = 3 * weeksBack
)

// usual are the mails of the same hours in the last weeks, where none has come in these
// hours and that is odd.
func (b *batch) usual(ctx context.Context, r notify.Report) (weeks []int, err error) {
	if r.Counts.New > 0 || r.Since.IsZero() || b.cfg.IMAP.Address.s == "" {
		return nil, nil
	}
	sum := 0
	for week := 1; week <= weeksBack; week++ {
		n, err := b.ledger.Arrived(ctx, r.Since.AddDate(0, 0, -7*week), b.now.AddDate(0, 0, -7*week))
		if err != nil || n == 0 {
			return nil, err
		}
		weeks, sum = append(weeks, n), sum+n
	}
	if sum < oddAtLeast {
		return nil, nil
	}
	return weeks, nil
}

// longestWaits tell what has waited longest for a decision, for a place, for its way
// out, and in quarantine.
func (b *batch) longestWaits(ctx context.Context, s *state, j process.Judgement) (all []notify.Wait, err error) {
	var first process.Case
	for i, c := range s.world.Cases {
		if j.Standings[i].Status == process.StatusReady && (first.ID == "" || c.Received.Before(first.Received)) {
			first = c
		}
	}
	if first.ID != "" {
		all = append(all, notify.Wait{What: "ärendet " + first.ID + ", klart för beslut,", Since: first.Received})
	}
	p, err := b.ledger.Pulse(ctx, b.now)
	if err != nil {
		return nil, err
	}
	mails, err := b.ledger.Unsettled(ctx)
	if err != nil {
		return nil, err
	}
	for _, m := range mails { // by received time
		if m.Place == ledger.Quarantine {
			all = append(all, notify.Wait{What: "ett mejl i karantän", Since: m.Received})
			break
		}
	}
	if !p.OldestMail.IsZero() {
		all = append(all, notify.Wait{What: "ett mejl som inte är taget", Since: p.OldestMail})
	}
	if !p.OldestLetter.IsZero() {
		all = append(all, notify.Wait{What: "ett brev som ska skickas", Since: p.OldestLetter})
	}
	return all, nil
}
