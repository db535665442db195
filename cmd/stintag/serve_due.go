package main

import (
	"fmt"
	"time"

	"github.com/robfig/cron/v3"

	"stintag/process/ledger"
)

// timetable says from the ledger's runs when the next are due. It never counts
// ticks: however many were missed, what is due is one run, and an hour that comes
// twice in October makes nothing due twice.
type timetable struct {
	run, nightly cron.Schedule
	zone         *time.Location
}

func (c *Config) timetable() (timetable, error) {
	t := timetable{zone: c.location()}
	for _, s := range []struct {
		spec string
		into *cron.Schedule
	}{{c.Schedule.Run.s, &t.run}, {c.Schedule.Nightly.s, &t.nightly}} {
		parsed, err := cron.ParseStandard(s.spec)
		if err != nil {
			return t, usageError{fmt.Errorf("schedule %q: %w", s.spec, err)}
		}
		*s.into = parsed
	}
	return t, nil
}

// next tells when the next run of each kind is due. Where none has been yet, the
// first run ever begins the nights, else the moment since when we wait.
func (t timetable) next(h ledger.History, waiting time.Time) (run, nightly time.Time) {
	nights := h.First
	if nights.IsZero() || nights.After(waiting) {
		nights = waiting
	}
	return t.due(t.run, h.Run, waiting), t.due(t.nightly, h.Nightly, nights)
}

func (t timetable) due(s cron.Schedule, d ledger.Done, none time.Time) time.Time {
	last := d.Last
	if last.IsZero() {
		last = none
	}
	due := s.Next(last.In(t.zone))
	if d.Failed == 0 {
		return due
	}
	if again := t.again(s, d.Tried, d.Failed); again.After(due) {
		return again
	}
	return due
}

// backoff is how long a run that failed waits, after its n-th failure in a row.
var backoff = []time.Duration{10 * time.Minute, 20 * time.Minute, 40 * time.Minute, time.Hour}

// again is when a run that failed is tried again: with its next due time, and
// before it where that is far away, as a night's is.
func (t timetable) again(s cron.Schedule, tried time.Time, failed int) time.Time {
	next := s.Next(tried.In(t.zone))
	if soon := tried.Add(backoff[min(failed, len(backoff))-1]); soon.Before(next) {
		return soon.In(t.zone)
	}
	return next
}
