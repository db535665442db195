package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"stintag/process/kill"
	"stintag/process/ledger"
	"stintag/process/workbook"
)

func newRestore(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "restore [VERSION|latest]",
		Short: "Lists the earlier masters, or puts one back",
		Long: `Each time a run writes the master, the file that stood there is kept in the folder
.versions beside it, with everything that people had written; the oldest are dropped.
Without an argument, restore lists them, newest first. With one, it puts that version
back as the master: latest is the newest that is whole and is not what stands there
now. The file that stands there is kept as a version first, damaged or not. The next
run knows which version it is: it brings the program's own cells up to date, and takes
only what people changed in it for theirs.

  stintag restore
  stintag restore latest
  stintag restore 2024-09-10T180000Z

Nothing is done while somebody has the master open (status 1) or a run is going
(status 4); a version that is not there is status 2.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o, err := g.open()
			if err != nil {
				return err
			}
			versions, err := workbook.Versions(o.cfg.path(o.cfg.Master))
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return o.listVersions(c.OutOrStdout(), versions, g.json)
			}
			return o.restore(c.Context(), versions, args[0])
		},
	}
}

// restore puts a version back, while no run is going.
func (o *office) restore(ctx context.Context, versions []workbook.Version, name string) error {
	release, err := o.lockedStores(ctx)
	if err != nil {
		return err
	}
	defer release()
	path := o.cfg.path(o.cfg.Master)
	v, err := chosen(path, versions, name)
	if err != nil {
		return err
	}
	now := o.clock()
	kept := " What stood there is kept: stintag restore lists it."
	if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
		kept = ""
	}
	switch err := v.Restore(path, now); {
	case errors.Is(err, workbook.ErrLocked):
		return fmt.Errorf("%w; close it in Excel or LibreOffice, or remove the lock file if nobody has it open, and try again", err)
	case errors.Is(err, workbook.ErrUntidy):
		o.log.Warn("the version is put back; old versions could not be cleared", "error", err)
	case err != nil:
		return err
	}
	kill.Point("restored")
	err = o.ledger.Do(ctx, now, func(tx *ledger.Tx) error { return tx.Audit("master restored", "", v.Name) })
	if err != nil {
		return fmt.Errorf("version %s is put back; note it: %w", v.Name, err)
	}
	fmt.Fprintf(o.out, "%s is now version %s.%s\nThe next run brings it up to date: stintag run\n",
		filepath.Base(path), v.Name, kept)
	return nil
}

// chosen is the version that is named, by its name or its file's.
func chosen(path string, versions []workbook.Version, name string) (workbook.Version, error) {
	if name == "latest" {
		return latest(path, versions)
	}
	base := filepath.Base(path)
	ext := filepath.Ext(base)
	plain := strings.TrimPrefix(strings.TrimSuffix(filepath.Base(name), ext), strings.TrimSuffix(base, ext)+"-")
	for _, v := range versions {
		if v.Name == plain {
			return v, nil
		}
	}
	return workbook.Version{}, usageError{fmt.Errorf("version %s: %w; stintag restore lists those there are", name, workbook.ErrNoVersion)}
}

// latest is the newest version that is whole and is not what stands there.
func latest(path string, versions []workbook.Version) (workbook.Version, error) {
	present, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return workbook.Version{}, fmt.Errorf("read master: %w", err)
	}
	for _, v := range versions {
		if data, err := v.Read(); err == nil && workbook.Hash(data) != workbook.Hash(present) {
			return v, nil
		}
	}
	return workbook.Version{}, usageError{fmt.Errorf("latest: %w that is whole and differs from the master", workbook.ErrNoVersion)}
}

// versionLine is a version as it is listed.
type versionLine struct {
	Version  string    `json:"version"`
	Replaced time.Time `json:"replaced"`
	Size     int64     `json:"bytes"`
	Run      int64     `json:"written_by_run,omitempty"` // 0 where the file does not tell
	Damaged  bool      `json:"damaged"`
	Same     bool      `json:"same_as_master"`
}

func (o *office) listVersions(out io.Writer, versions []workbook.Version, asJSON bool) error {
	present, err := os.ReadFile(o.cfg.path(o.cfg.Master))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("read master: %w", err)
	}
	lines := []versionLine{}
	for _, v := range versions {
		line := versionLine{Version: v.Name, Replaced: v.When.In(o.clock().Location()), Size: v.Size}
		data, err := v.Read()
		line.Damaged, line.Same = err != nil, err == nil && workbook.Hash(data) == workbook.Hash(present)
		line.Run = runOf(workbook.StampOf(data))
		lines = append(lines, line)
	}
	if asJSON {
		return printJSON(out, lines)
	}
	if len(lines) == 0 {
		fmt.Fprintln(out, "No version is kept yet: a run keeps one each time it writes the master.")
		return nil
	}
	printVersions(out, lines)
	return nil
}

func printVersions(out io.Writer, lines []versionLine) {
	t := newTable("Version", "Replaced", "Bytes", "Written by", "Remark")
	t.SetColumnConfigs([]table.ColumnConfig{{Number: 3, Align: text.AlignRight}})
	for _, l := range lines {
		by, note := "–", ""
		if l.Run > 0 {
			by = fmt.Sprintf("run %d", l.Run)
		}
		switch {
		case l.Damaged:
			note = "damaged"
		case l.Same:
			note = "the same as the master"
		}
		t.AppendRow(table.Row{l.Version, l.Replaced.Format("2006-01-02 15:04:05"), l.Size, by, note})
	}
	fmt.Fprintln(out, t.Render())
	fmt.Fprintln(out, "To put one back: stintag restore VERSION")
}

// runOf is the run that wrote the master with the stamp, before people wrote in it.
func runOf(stamp string) int64 {
	id, _, _ := strings.Cut(stamp, "-")
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return 0 // it does not tell
	}
	return n
}
