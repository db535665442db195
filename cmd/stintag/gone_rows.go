package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

// The roster is people's: a row that somebody deletes is gone, and nothing is undone.
// It frees money all the same, and so it is told, for a while, to those who may know
// nothing of it.

// tellsGone is how long: a weekend and a few days' leave.
const tellsGone = 7 * 24 * time.Hour

// goneRow is a row of the roster that counted, and when it was found to be gone.
type goneRow struct {
	ID string
	At time.Time
}

// noteGoneRows notes the rows that are gone since the registers were last adopted, and
// forgets those that are back or were told long enough. A granted case's row comes
// back by itself.
func (b *batch) noteGoneRows(ctx context.Context) error {
	before, known, err := b.registersBefore(ctx)
	if err != nil || !known {
		return err
	}
	raw, err := b.ledger.Register(ctx, registerGone)
	if err != nil {
		return err
	}
	var told []goneRow
	if raw != nil {
		if err := json.Unmarshal(raw, &told); err != nil {
			return fmt.Errorf("decode %s: %w", registerGone, err)
		}
	}
	if lost := missing(doctorsOf(before.Roster, false), doctorsOf(b.adopted.Registers.Roster, true)); len(lost) > 0 {
		cases, err := b.ledger.Cases(ctx)
		if err != nil {
			return err
		}
		for _, id := range lost {
			isCase := slices.ContainsFunc(cases, func(c ledger.Case) bool { return c.ID == id })
			if !isCase && !slices.ContainsFunc(told, func(g goneRow) bool { return g.ID == id }) {
				told = append(told, goneRow{id, b.now})
			}
		}
	}
	b.gone = slices.DeleteFunc(told, func(g goneRow) bool {
		return b.now.Sub(g.At) >= tellsGone || slices.ContainsFunc(b.adopted.Registers.Roster, func(t process.Trainee) bool { return t.ID == g.ID })
	})
	kept, err := json.Marshal(append([]goneRow{}, b.gone...))
	if err != nil {
		return fmt.Errorf("keep %s: %w", registerGone, err)
	}
	if string(kept) == string(raw) || raw == nil && len(b.gone) == 0 {
		return nil
	}
	return b.do(ctx, func(tx *ledger.Tx) error { return tx.SetRegister(registerGone, kept) })
}

// goneTodo tells of the rows that are gone.
func (b *batch) goneTodo() []process.Todo {
	var ids []string
	for _, g := range b.gone {
		ids = append(ids, g.ID)
	}
	switch len(ids) {
	case 0:
		return nil
	case 1:
		return []process.Todo{{What: "Se efter att rätt rad är borta ur bladet " + master.SheetRoster, Why: ids[0] +
			" finns inte längre där, så raden räknas inte och pengarna räknas som fria. " + goneWords}}
	}
	return []process.Todo{{What: "Se efter att rätt rader är borta ur bladet " + master.SheetRoster, Why: process.Listing(ids) +
		" finns inte längre där, så raderna räknas inte och pengarna räknas som fria. " + goneWords}}
}

const goneWords = "Är det ett misstag: lägg tillbaka, eller be driften köra stintag restore. Är det rätt behöver inget göras; påminnelsen försvinner efter en vecka."
