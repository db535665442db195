package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"stintag/process/kill"
	"stintag/process/master"
)

// readAfter is how long the master waits before people get a copy to read in the
// daytime. At night they always do.
const readAfter = 2 * time.Hour

// keepReadable puts a copy for reading beside a master that somebody has open. Nothing
// hangs on it: where it cannot be written the run goes on.
func (b *batch) keepReadable(ctx context.Context, unwritten []byte) error {
	if unwritten == nil {
		return nil
	}
	since, _, err := b.ledger.Waiting(ctx)
	if err != nil {
		return err
	}
	if !b.nightly && (since.IsZero() || b.now.Sub(since) < readAfter) {
		return nil
	}
	if err := master.WriteReadingCopy(b.cfg.path(b.cfg.Master), unwritten); err != nil {
		b.log.Warn("no copy for reading while the master waits", "error", err)
	}
	kill.Point("reading-written")
	return nil
}

// dropReadable takes the copy away once the master itself says the same.
func (b *batch) dropReadable() {
	if err := master.RemoveReadingCopy(b.cfg.path(b.cfg.Master)); err != nil {
		b.log.Warn("the copy for reading is left", "error", err)
	}
}

// readableWords point to the copy, where there is one.
func (b *batch) readableWords() string {
	file := master.ReadingCopy(b.cfg.path(b.cfg.Master))
	if _, err := os.Stat(file); err != nil {
		return ""
	}
	return fmt.Sprintf(" Läs så länge i filen %s.", filepath.Base(file))
}
