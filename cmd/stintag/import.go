package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net/mail"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"stintag/ingest/mime"
	"stintag/process/ledger"
)

func newImport(g *globals) *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:   "import PATH…",
		Short: "Takes .eml and .xlsx files, or folders of them, into the intake",
		Long: `Takes .eml and .xlsx files, mails saved by Outlook (.msg) and zips of them, or folders
of these, into the same intake as mail, then stops; run carries on. The same file again
changes nothing. A file that is no .eml has no sender of its own: name the one it came
from.

  stintag import forms/ --from vc.sala@region.example`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if from != "" {
				a, err := mail.ParseAddress(from)
				if err != nil {
					return usageError{fmt.Errorf("--from %q is no mail address", from)}
				}
				from = strings.ToLower(a.Address)
			}
			files, err := importable(args)
			if err != nil {
				return usageError{err}
			}
			o, err := g.open()
			if err != nil {
				return err
			}
			release, err := o.lockedStores(c.Context())
			if err != nil {
				return err
			}
			defer release()
			return o.importFiles(c.Context(), files, from)
		},
	}
	c.Flags().StringVar(&from, "from", "", "the address the files came from")
	return c
}

// importable lists the files that the paths name, and of folders those that may be or
// hold forms, each once.
func importable(paths []string) ([]string, error) {
	var files []string
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			files = append(files, p)
			continue
		}
		err = filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			switch strings.ToLower(filepath.Ext(path)) {
			case ".eml", ".xlsx", ".xlsm", ".xltx", ".msg", ".zip":
				if err == nil && d.Type().IsRegular() && !strings.HasPrefix(d.Name(), "~$") {
					files = append(files, path)
				}
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	sort.Strings(files)
	return files, nil
}

// importFiles is chapter one on files.
func (o *office) importFiles(ctx context.Context, files []string, from string) error {
	b := &batch{office: o, now: o.clock()}
	if err := b.begin(ctx); err != nil {
		return err
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			return fmt.Errorf("import: %w", err)
		}
		m := ledger.Mail{Source: ledger.FromFile, Name: filepath.Base(f), Received: receivedOf(raw, b.now), Asserted: from}
		if err := b.arrive(ctx, m, bytes.NewReader(raw)); err != nil {
			return fmt.Errorf("import %s: %w", f, err)
		}
	}
	b.run.Found = len(files)
	if err := b.readAll(ctx); err != nil {
		return err
	}
	b.run.Outcome = "import"
	if err := b.do(ctx, func(tx *ledger.Tx) error { return tx.End(b.run) }); err != nil {
		return err
	}
	fmt.Fprintf(o.out, "%d file(s), %d new; stintag run carries on\n", len(files), b.run.New)
	return nil
}

// receivedOf is when an imported file came: the topmost Received of a mail, else
// its Date; for a workbook the clock.
func receivedOf(raw []byte, now time.Time) time.Time {
	if !looksLikeMail(raw) {
		return now
	}
	msg, err := mime.Parse(raw)
	if err != nil {
		return now
	}
	for _, t := range []time.Time{msg.TopReceived, msg.Date} {
		if t.Year() >= firstYear {
			return t
		}
	}
	return now
}

// firstYear is the first that a mail to us can be from: an older date is a clock's
// fault, and would put the mail first in every queue.
const firstYear = 2000
