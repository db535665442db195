package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/robfig/cron/v3"
	"github.com/spf13/cobra"

	"stintag/process/ledger"
)

func newServe(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "The daemon: runs by the schedule until told to stop",
		Long: `Runs by [schedule] until it is told to stop (SIGTERM, Ctrl-C); a run that has
begun is finished first. Each tick does what stintag run does.

  stintag serve`,
		RunE: func(c *cobra.Command, _ []string) error {
			o, err := g.open()
			if err != nil {
				return err
			}
			return o.serve(c.Context())
		},
	}
}

// serve runs the batch at each tick. A tick that finds a run going is skipped: the
// skip lies outside the recovery, for otherwise one panic would end all runs.
func (o *office) serve(ctx context.Context) error {
	say := cronLog{o.log}
	c := cron.New(cron.WithLocation(o.cfg.location()), cron.WithLogger(say), cron.WithChain(cron.SkipIfStillRunning(say), cron.Recover(say)))
	for _, job := range []struct {
		spec    string
		nightly bool
	}{{o.cfg.Schedule.Run.s, false}, {o.cfg.Schedule.Nightly.s, true}} {
		if _, err := c.AddFunc(job.spec, func() { o.tick(ctx, job.nightly) }); err != nil {
			return fmt.Errorf("schedule %s: %w", job.spec, err)
		}
	}
	c.Start()
	o.log.Info("serving", "run", o.cfg.Schedule.Run.s, "nightly", o.cfg.Schedule.Nightly.s)
	<-ctx.Done()
	<-c.Stop().Done()
	o.log.Info("stopped")
	return nil
}

func (o *office) tick(ctx context.Context, nightly bool) {
	one := *o // a run opens and closes its own ledger
	release, err := one.lockedStores(context.WithoutCancel(ctx))
	if errors.Is(err, ledger.ErrLocked) {
		o.log.Info("another run is going; this tick is left out")
		return
	}
	if err != nil {
		o.log.Error("run", "error", err)
		return
	}
	defer release()
	one.stop = ctx
	if _, err := one.Batch(context.WithoutCancel(ctx), nightly, nil); err != nil && !errors.Is(err, errPerson) {
		o.log.Error("run", "error", err)
	}
}

// cronLog tells the schedule's doings in our log.
type cronLog struct{ log *slog.Logger }

// Info is a schedule's routine.
func (c cronLog) Info(msg string, keys ...any) { c.log.Debug("schedule: "+msg, keys...) }

// Error is a run that panicked.
func (c cronLog) Error(err error, msg string, keys ...any) {
	c.log.Error("schedule: "+msg, append(keys, "error", err)...)
}
