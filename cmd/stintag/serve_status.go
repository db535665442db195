package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"stintag/process/ledger"
)

// planned is what status says of the schedule and of who works by it.
type planned struct {
	NextRun     string  `json:"next_run,omitempty"`
	NextNightly string  `json:"next_nightly,omitempty"`
	Daemon      *worker `json:"daemon,omitempty"` // stintag serve; none: it is not running
	Runner      *worker `json:"runner,omitempty"` // whatever runs or imports at this moment
}

type worker struct {
	PID   int    `json:"pid"`
	Since string `json:"since"`
}

// planned asks the ledger when the next runs are due, and the locks who is at work.
func (o *office) planned(ctx context.Context, now time.Time) (p planned, err error) {
	h, err := o.ledger.History(ctx, now)
	if err != nil {
		return p, err
	}
	t, err := o.cfg.timetable()
	if err != nil {
		return p, err
	}
	if p.Daemon, err = o.worker(ledger.Daemon); err != nil {
		return p, err
	}
	if p.Runner, err = o.worker(ledger.Runner); err != nil {
		return p, err
	}
	if p.Runner != nil {
		h.Run.Failed, h.Nightly.Failed = 0, 0 // a run without an end may be the one that is going
	}
	run, nightly := t.next(h, now)
	p.NextRun, p.NextNightly = nowIn(run), nowIn(nightly)
	return p, nil
}

func (o *office) worker(role ledger.Role) (*worker, error) {
	h, held, err := ledger.HeldBy(role, o.cfg.path(o.cfg.Ledger))
	if err != nil || !held {
		return nil, err
	}
	return &worker{PID: h.PID, Since: nowIn(h.Since.In(o.cfg.location()))}, nil
}

func (p planned) print(out io.Writer) {
	if p.NextRun != "" {
		fmt.Fprintf(out, "Next run due: %s; nightly: %s\n", p.NextRun, p.NextNightly)
	}
	if p.Runner != nil {
		fmt.Fprintf(out, "At work now: process %d, since %s\n", p.Runner.PID, p.Runner.Since)
	}
	if p.Daemon != nil {
		fmt.Fprintf(out, "The daemon is process %d, since %s\n", p.Daemon.PID, p.Daemon.Since)
	} else {
		fmt.Fprintln(out, "No daemon is running on this ledger")
	}
}
