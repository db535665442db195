package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"stintag/ingest/form"
	"stintag/process"
	"stintag/process/master"
)

func newForm(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "form OUT.xlsx",
		Short: "Makes the blank form, with the region's health centres",
		Long: `Makes the blank form, with the health centres of the register as last read, and a
box for everything that the policy of the day asks for.

  stintag form blankett.xlsx`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o, err := g.open()
			if err != nil {
				return err
			}
			centres, err := o.centres(c.Context())
			if err != nil {
				return err
			}
			blank, err := form.Blank(o.cfg.Region, centreNames(centres), o.policy)
			if err != nil {
				return err
			}
			if err := writeNew(args[0], blank); err != nil {
				return err
			}
			fmt.Fprintln(c.OutOrStdout(), "made", args[0])
			return nil
		},
	}
}

// writeNew writes a workbook to a file that is not there yet.
func writeNew(path string, data []byte) error {
	if filepath.Ext(path) != ".xlsx" {
		return usageError{fmt.Errorf("%s is no name for a workbook; end it with .xlsx", path)}
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usageError{fmt.Errorf("%s is there already; name another file", path)}
	}
	if err != nil {
		return fmt.Errorf("write form: %w", err)
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// centres are the health centres as last adopted; none before the first run.
func (o *office) centres(ctx context.Context) ([]process.HealthCentre, error) {
	s, err := o.look(ctx)
	if errors.Is(err, errNoRegisters) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.world.Centres, nil
}

// look reads the state and closes the ledger again; it makes no ledger where
// there is none.
func (o *office) look(ctx context.Context) (*state, error) {
	if _, err := os.Stat(o.cfg.path(o.cfg.Ledger)); err != nil {
		return o.firstLook()
	}
	if err := o.viewStores(ctx); err != nil {
		return nil, errors.Join(err, o.close())
	}
	s, err := o.load(ctx, o.clock())
	if errors.Is(err, errNoRegisters) {
		s, err = o.firstLook()
	}
	return s, errors.Join(err, o.close())
}

// firstLook reads the registers from the master itself: no run has adopted them.
func (o *office) firstLook() (*state, error) {
	raw, err := os.ReadFile(o.cfg.path(o.cfg.Master))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoRegisters, err)
	}
	a, err := master.Adopt(raw, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("read master: %w", err)
	}
	return o.newState(a.Registers, o.clock()), nil
}

// nowIn is a moment in the region's zone, shown as people write it.
func nowIn(t time.Time) string { return t.Format("2006-01-02 15.04") }
