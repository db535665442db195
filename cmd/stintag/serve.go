package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/robfig/cron/v3"
	"github.com/spf13/cobra"

	"stintag/process/ledger"
)

func newServe(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "The daemon: runs by the schedule until told to stop",
		Long: `Runs by [schedule], each time as stintag run does. After downtime one run makes up
for all that were missed. SIGTERM and Ctrl-C stop it in order: what it has begun with
a mail, a letter or the master it finishes, and the next run carries on. SIGHUP reads
the configuration and the policy again; a faulty one is refused, and the old one holds.

  stintag serve`,
		RunE: func(c *cobra.Command, _ []string) error {
			if g.now != "" {
				return usageError{errors.New("serve follows the machine's clock; leave --now out, or replay with stintag run")}
			}
			hup := make(chan os.Signal, 1)
			signal.Notify(hup, syscall.SIGHUP)
			defer signal.Stop(hup)
			return g.serve(c.Context(), hup, os.Getenv)
		},
	}
}

// errStopped ends a run that was told to stop. What it did is in the ledger.
var errStopped = errors.New("told to stop; the next run carries on")

// daemon looks each minute whether a run is due. All it remembers is when to look
// next: what is due, the ledger says.
type daemon struct {
	load    func() (*office, error)
	attempt attempt
	clock   func() time.Time
	log     *slog.Logger
	sd      *supervisor
	course  *course
	began   time.Time

	mu     sync.Mutex // never held over a run
	office *office

	// Of the look only, which is never two at once.
	looked      *office // whose schedule next is by
	asked, next time.Time
	failed      int
	// Of the watch only, likewise.
	told struct {
		run   int64
		times int
	}
}

// attempt opens the ledger under the runner's lock, asks whether a run is due, and
// does it if so.
type attempt func(ctx context.Context, o *office, due func(ledger.History) (nightly, due bool)) error

func (g *globals) serve(ctx context.Context, hup <-chan os.Signal, env func(string) string) (err error) {
	o, err := g.open()
	if err != nil {
		return err
	}
	if _, err := o.cfg.timetable(); err != nil {
		return err
	}
	lock, err := ledger.LockAs(ledger.Daemon, o.cfg.path(o.cfg.Ledger))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	sd, err := findSupervisor(env)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sd.close()) }()
	d := newDaemon(o, g.open, attemptRun, sd)
	return d.serve(ctx, hup)
}

func newDaemon(o *office, load func() (*office, error), a attempt, sd *supervisor) *daemon {
	return &daemon{load: load, attempt: a, clock: o.clock, log: o.log, sd: sd, office: o,
		course: &course{clock: o.clock, feed: sd.feed}, began: o.clock()}
}

// serve ends when ctx does, in order, and then without an error. A look that finds
// one going is skipped: the skip lies outside the recovery, for otherwise one panic
// would end all looks.
func (d *daemon) serve(ctx context.Context, hup <-chan os.Signal) error {
	say := cronLog{d.log}
	c := cron.New(cron.WithLocation(d.office.cfg.location()), cron.WithLogger(say), cron.WithChain(cron.SkipIfStillRunning(say), cron.Recover(say)))
	look, err := c.AddFunc("* * * * *", func() { d.look(ctx) })
	if err != nil {
		return fmt.Errorf("schedule: %w", err)
	}
	if _, err := c.AddFunc("* * * * *", func() { d.watch(ctx) }); err != nil {
		return fmt.Errorf("schedule: %w", err)
	}
	if d.sd != nil && d.sd.watchdog > 0 && d.sd.watchdog < leastWatchdog {
		d.log.Warn("WatchdogSec is shorter than a mail server may take to answer, and would stop a healthy run", "least", leastWatchdog)
	}
	c.Start()
	d.log.Info("serving", "schedule", d.office.cfg.Schedule.Run.s, "nightly", d.office.cfg.Schedule.Nightly.s)
	d.sd.tell("READY=1")
	var first sync.WaitGroup
	first.Go(c.Entry(look).WrappedJob.Run) // now, for what was missed; through the chain, which Job would pass by
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-hup:
			d.reload()
		}
	}
	d.sd.tell("STOPPING=1", "STATUS=stopping")
	<-c.Stop().Done()
	first.Wait()
	d.log.Info("stopped")
	return nil
}

// leastWatchdog is longer than any single wait of a run: a letter's answer may take
// ten minutes (RFC 5321).
const leastWatchdog = 12 * time.Minute

// lookHolds is how long a look at the ledger holds at most: people run beside us, and
// clocks are set.
const lookHolds = time.Hour

// look does what is due, if anything is.
func (d *daemon) look(ctx context.Context) {
	now := d.clock().Round(0) // by the wall: a machine that slept has not lived its minutes
	d.mu.Lock()
	current := d.office
	d.mu.Unlock()
	since := now.Sub(d.asked)
	if ctx.Err() != nil || current == d.looked && now.Before(d.next) && since >= 0 && since < lookHolds {
		d.sd.feed()
		return
	}
	d.looked, d.asked = current, now
	o := *current // a run opens and closes its own stores
	o.course = d.course
	t, err := o.cfg.timetable()
	if err == nil {
		err = safely(func() error {
			return d.attempt(ctx, &o, func(h ledger.History) (bool, bool) { return d.due(t, h, now) })
		})
	}
	d.sd.feed()
	switch {
	case err == nil, errors.Is(err, errPerson):
		d.failed = 0
	case errors.Is(err, errStopped):
		d.log.Info("the run was stopped before its end; the next one carries on")
	case errors.Is(err, ledger.ErrLocked):
		d.log.Debug("another run is going; looking again in a minute")
	default:
		d.failed++
		d.next = t.again(t.run, now, d.failed)
		if night := t.again(t.nightly, now, d.failed); night.Before(d.next) {
			d.next = night
		}
		if ended := d.clock(); d.next.Before(ended) { // it outlasted its next due time
			d.next = ended
		}
		d.log.Error("run", "error", err, "again", d.next)
	}
}

// due asks the timetable. A nightly run is also a run.
func (d *daemon) due(t timetable, h ledger.History, now time.Time) (nightly, due bool) {
	run, night := t.next(h, d.began)
	nightly = !night.After(now)
	if due = nightly || !run.After(now); due {
		d.next = now // the ledger is asked again when it is done
		d.sd.tell("STATUS=a run is going since " + nowIn(now))
		return nightly, due
	}
	d.next = run
	if night.Before(run) {
		d.next = night
	}
	d.sd.tell("STATUS=waiting; next run " + nowIn(run) + ", nightly " + nowIn(night))
	return false, false
}

// attemptRun is the attempt of a real office.
func attemptRun(ctx context.Context, o *office, due func(ledger.History) (nightly, due bool)) error {
	whole := context.WithoutCancel(ctx)
	release, err := o.lockedStores(whole)
	if err != nil {
		return err
	}
	defer release()
	h, err := o.ledger.History(whole, o.clock())
	if err != nil {
		return err
	}
	nightly, is := due(h)
	if !is {
		return nil
	}
	_, err = o.watched(ctx, nightly, nil)
	return err
}

// watch names a run that takes too long, once each time the bound passes. It never
// feeds the watchdog: that a clock goes on does not say that work does.
func (d *daemon) watch(ctx context.Context) {
	p := d.course.position()
	if p.Run != d.told.run {
		d.told.run, d.told.times = p.Run, 0
	}
	d.mu.Lock()
	o := *d.office
	d.mu.Unlock()
	now := d.clock()
	if p.Run == 0 || now.Sub(p.Began) < o.cfg.Watch.Stuck.duration() {
		return
	}
	o.writeMetrics(context.WithoutCancel(ctx), p)
	if times := int(now.Sub(p.Began) / o.cfg.Watch.Stuck.duration()); times > d.told.times {
		d.told.times = times
		d.log.Error("a run takes too long", "run", p.Run, "chapter", p.Chapter, "began", nowIn(p.Began), "since", nowIn(p.Moved))
		d.sd.tell(fmt.Sprintf("STATUS=run %d takes too long: stuck since %s in %s", p.Run, nowIn(p.Moved), p.Chapter))
	}
}

// reload takes a new configuration and policy for the next run. A run that goes on
// keeps those it began with.
func (d *daemon) reload() {
	d.sd.tell("RELOADING=1")
	fresh, err := d.load()
	if err == nil {
		_, err = fresh.cfg.timetable()
	}
	d.mu.Lock()
	old := d.office
	if err == nil && fresh.cfg.path(fresh.cfg.Ledger) != old.cfg.path(old.cfg.Ledger) {
		err = errors.New("it names another ledger, which a daemon takes only when it starts")
	}
	if err == nil {
		d.office = fresh
	}
	d.mu.Unlock()
	if err != nil {
		d.log.Error("the new configuration is refused; the old one holds", "error", err)
		d.sd.tell("READY=1", "STATUS=the new configuration is refused, see the log; the old one holds")
		return
	}
	d.log.Info("the configuration is read again", "schedule", fresh.cfg.Schedule.Run.s, "nightly", fresh.cfg.Schedule.Nightly.s)
	d.sd.tell("READY=1", "STATUS=the configuration is read again")
}

// cronLog tells the schedule's doings in our log.
type cronLog struct{ log *slog.Logger }

// Info is a schedule's routine.
func (c cronLog) Info(msg string, _ ...any) { c.log.Debug("schedule: " + msg) }

// Error is a look that panicked.
func (c cronLog) Error(err error, msg string, _ ...any) {
	c.log.Error("schedule: "+msg, "error", err)
}
