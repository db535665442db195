package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"stintag/ingest/spool"
	"stintag/notify/smtp"
	"stintag/process/ledger"
	"stintag/process/workbook"
)

func newRun(g *globals) *cobra.Command {
	var dry, nightly, accepts bool
	c := &cobra.Command{
		Use:   "run",
		Short: "One batch: receive, adopt, judge, merge, notify",
		Long: `One batch: fetches mail, reads the master as people left it, judges and ranks,
merges the result into the master, sends the letters owed, moves the mail dealt with.
A run that dies, or is told to stop (SIGTERM, Ctrl-C), is finished by the next one.

  stintag run
  stintag run --nightly        and the Dagsrapport, once a local date
  stintag run --dry-run        changes nothing anywhere; prints what it would do
  stintag run --accept-master  takes a master that has lost rows of a register, where
                               columns were sorted without the others, or that another
                               installation wrote; else it waits, or the columns do`,
		RunE: func(c *cobra.Command, _ []string) error {
			o, err := g.open()
			if err != nil {
				return err
			}
			o.accepts = accepts
			if dry {
				return o.dryRun(c.Context(), nightly)
			}
			release, err := o.lockedStores(c.Context())
			if err != nil {
				return err
			}
			defer release()
			b, err := o.watched(c.Context(), nightly, nil)
			if err != nil && !errors.Is(err, errPerson) {
				return err
			}
			b.print()
			return err
		},
	}
	c.Flags().BoolVar(&accepts, "accept-master", false, "take the master as it is, even if it looks wrong as a whole")
	c.Flags().BoolVar(&dry, "dry-run", false, "change nothing anywhere; print what a run would do")
	c.Flags().BoolVar(&nightly, "nightly", false, "also send the Dagsrapport, once a local date")
	return c
}

func (b *batch) print() {
	fmt.Fprintf(b.out, "mails: %d found, %d new; letters: %d sent, %d to retry, %d refused, %d unknown\n",
		b.run.Found, b.run.New, b.letters.Sent, b.letters.Retry, b.letters.Refused, b.letters.Unknown)
	for _, p := range b.person {
		fmt.Fprintln(b.out, "needs a person:", p)
	}
}

// dryRun does a whole run on copies in a folder that is thrown away: the ledger,
// the master and the spool are copied or overlaid, letters are printed instead of
// sent, and the mailbox is only read.
func (o *office) dryRun(ctx context.Context, nightly bool) (err error) {
	dir, err := os.MkdirTemp("", "stintag-dry-run-")
	if err != nil {
		return fmt.Errorf("make folder for a dry run: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	copied := filepath.Join(dir, "ledger.db")
	if err := copyLedger(ctx, o.cfg.path(o.cfg.Ledger), copied); err != nil {
		return err
	}
	if _, locked := workbook.LockedBy(o.cfg.path(o.cfg.Master)); locked {
		fmt.Fprintln(o.out, "dry run: the master is open in another program; a run would leave it as it is until it is closed")
	}
	if err := copyIfThere(o.cfg.path(o.cfg.Master), filepath.Join(dir, "master.xlsx")); err != nil {
		return err
	}
	if _, err := os.Stat(o.cfg.path(o.cfg.Spool)); err == nil {
		if o.spooled, err = spool.Open(o.cfg.path(o.cfg.Spool)); err != nil {
			return err
		}
	}
	o.cfg.Ledger, o.cfg.Master, o.cfg.Spool = copied, filepath.Join(dir, "master.xlsx"), filepath.Join(dir, "spool")
	o.dry, o.log = true, slog.New(slog.DiscardHandler)
	o.sender = &printed{o}
	if err := o.openStores(ctx); err != nil {
		return err
	}
	before, err := o.standings(ctx)
	if err != nil {
		return errors.Join(err, o.close())
	}
	b, err := o.Batch(ctx, nightly, nil)
	if err == nil || errors.Is(err, errPerson) {
		fmt.Fprintln(o.out, "dry run: nothing was changed; a run would do this")
		b.print()
		err = errors.Join(err, o.printChanges(ctx, before))
	}
	return errors.Join(err, o.close())
}

// printed tells letters instead of sending them.
type printed struct{ o *office }

// Send prints to whom which letter would go.
func (p *printed) Send(ctx context.Context, _, to string, raw []byte) smtp.Outcome {
	fmt.Fprintf(p.o.out, "would send %s to %s\n", header(raw, "X-Stintag-Kind"), to)
	return smtp.Outcome{Verdict: smtp.Accepted}
}

// Close has nothing to close.
func (p *printed) Close() error { return nil }

func (o *office) standings(ctx context.Context) (map[string]ledger.Standing, error) {
	cases, err := o.ledger.Cases(ctx)
	m := map[string]ledger.Standing{}
	for _, c := range cases {
		m[c.ID] = c.Standing
	}
	return m, err
}

func (o *office) printChanges(ctx context.Context, before map[string]ledger.Standing) error {
	after, err := o.standings(ctx)
	for _, id := range sortedKeys(after) {
		a, b := after[id], before[id]
		switch _, there := before[id]; {
		case !there:
			fmt.Fprintf(o.out, "would open %s: %s\n", id, stands(a))
		case a.Status != b.Status || a.Place != b.Place || a.Outcome != b.Outcome:
			fmt.Fprintf(o.out, "would change %s: %s -> %s\n", id, stands(b), stands(a))
		}
	}
	return err
}

// stands tells a standing in a few words.
func stands(s ledger.Standing) string {
	text := string(s.Status)
	if s.Place > 0 {
		text += fmt.Sprintf(", place %d", s.Place)
	}
	if s.Outcome != "" {
		text += ", proposal " + string(s.Outcome)
	}
	return text
}

// copyLedger copies a ledger through the database itself: its live file is never
// opened by anything else.
func copyLedger(ctx context.Context, from, to string) error {
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	l, err := ledger.OpenReadOnly(ctx, from)
	if err != nil {
		return err
	}
	return errors.Join(l.CopyTo(ctx, to), l.Close())
}

func copyIfThere(from, to string) error {
	raw, err := os.ReadFile(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("copy %s: %w", from, err)
	}
	if err := os.WriteFile(to, raw, 0o600); err != nil {
		return fmt.Errorf("copy %s: %w", from, err)
	}
	return nil
}
