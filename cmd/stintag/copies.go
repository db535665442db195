package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

// Files beside the master that somebody works in instead of it.

// findCopies looks for copies beside the master as it was read. Nothing hangs on
// them: a folder that cannot be looked through is noted, and the run goes on.
func (b *batch) findCopies(ctx context.Context, path string, data []byte) error {
	raw, err := b.ledger.Register(ctx, registerCopies)
	if err != nil {
		return err
	}
	var known []string
	if raw != nil {
		if err := json.Unmarshal(raw, &known); err != nil {
			return fmt.Errorf("decode %s: %w", registerCopies, err)
		}
	}
	if b.copies, err = master.Copies(path, data, writtenAt(b.stamp), known); err != nil {
		b.log.Warn("no look at what lies beside the master", "error", unnamed(err))
		return nil
	}
	fresh, kept, err := b.fresh(ctx, registerCopies, b.copyNames())
	if err != nil {
		return err
	}
	if len(fresh) > 0 { // their names may be people's: they are not for the log
		b.person = append(b.person, fmt.Sprintf("%d file(s) beside the master that somebody seems to work in instead (see Att göra)", len(fresh)))
	}
	return b.do(ctx, func(tx *ledger.Tx) error { return tx.SetRegister(registerCopies, kept) })
}

func (b *batch) copyNames() (names []string) {
	for _, c := range b.copies {
		names = append(names, c.File)
	}
	return names
}

// writtenAt is when the program wrote the master with the stamp; zero where it does
// not tell.
func writtenAt(stamp string) time.Time {
	_, at, _ := strings.Cut(stamp, "-")
	at, _, _ = strings.Cut(at, "-")
	n, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(n, 0)
}

// copyTodo asks people to bring together what stands in two files, as long as it
// does.
func (b *batch) copyTodo() (todo []process.Todo) {
	for _, c := range b.copies {
		todo = append(todo, process.Todo{What: "Se efter i filen " + c.File, Why: c.Words(filepath.Base(b.cfg.Master))})
	}
	return todo
}
