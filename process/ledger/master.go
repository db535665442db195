package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Base is what the program wrote in the master: by sheet and key one row, a JSON
// object of headings and texts.
type Base = map[string]map[string]string

// The generations of the base. Pending is recorded before the workbook is
// replaced, so that a run that dies between the two is not taken for a person.
const (
	Written = "written"
	Pending = "pending"
)

// Base gives a generation of the base.
func (l *Ledger) Base(ctx context.Context, generation string) (Base, error) {
	b := Base{}
	err := rows(ctx, l.db, `SELECT sheet, key, cells FROM base WHERE generation = ?`, []any{generation}, func(r *sql.Rows) error {
		var sheet, key string
		var cells sql.RawBytes
		if err := r.Scan(&sheet, &key, &cells); err != nil {
			return err
		}
		if !json.Valid(cells) {
			return fmt.Errorf("%s, %s: the row is no JSON", sheet, key)
		}
		if b[sheet] == nil {
			b[sheet] = map[string]string{}
		}
		b[sheet][key] = string(cells)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read base: %w", err)
	}
	return b, nil
}

// SetBase replaces a generation of the base; only rows that differ are written, and
// only of those is what was there kept in memory.
func (t *Tx) SetBase(generation string, b Base) error {
	changes, err := t.baseChanges(generation, b)
	if err != nil {
		return fmt.Errorf("read base: %w", err)
	}
	for _, c := range changes {
		if generation == Written {
			if err := t.remember(c.sheet, c.key, c.old); err != nil {
				return err
			}
		}
		row, kept := b[c.sheet][c.key]
		if !kept {
			err = t.exec("drop base", `DELETE FROM base WHERE generation = ? AND sheet = ? AND key = ?`, generation, c.sheet, c.key)
		} else {
			err = t.exec("keep base", `INSERT INTO base (generation, sheet, key, cells) VALUES (?, ?, ?, ?)
				ON CONFLICT (generation, sheet, key) DO UPDATE SET cells = excluded.cells`, generation, c.sheet, c.key, row)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// baseChange is a row that differs, with what was there; old is "" for a new one.
type baseChange struct{ sheet, key, old string }

// baseChanges lists the rows in which a generation differs from b.
func (t *Tx) baseChanges(generation string, b Base) (changes []baseChange, err error) {
	there := map[string]map[string]bool{}
	err = rows(t.ctx, t.tx, `SELECT sheet, key, cells FROM base WHERE generation = ?`, []any{generation}, func(r *sql.Rows) error {
		var sheet, key string
		var cells sql.RawBytes
		if err := r.Scan(&sheet, &key, &cells); err != nil {
			return err
		}
		if there[sheet] == nil {
			there[sheet] = make(map[string]bool, len(b[sheet]))
		}
		there[sheet][key] = true
		if row, is := b[sheet][key]; !is || row != string(cells) {
			changes = append(changes, baseChange{sheet, key, string(cells)})
		}
		return nil
	})
	for sheet, keys := range b {
		for key := range keys {
			if !there[sheet][key] {
				changes = append(changes, baseChange{sheet, key, ""})
			}
		}
	}
	return changes, err
}

// SetRegister keeps a register as adopted, for runs that cannot read the master.
func (t *Tx) SetRegister(sheet string, content []byte) error {
	n, err := t.change("keep register", `INSERT INTO register (sheet, adopted_at, content) VALUES (?, ?, ?)
		ON CONFLICT (sheet) DO UPDATE SET content = excluded.content, adopted_at = excluded.adopted_at
		WHERE register.content <> excluded.content`, sheet, t.now, content)
	if err != nil || n == 0 {
		return err
	}
	return t.seal("register changed", "", sheet, name("register", sheet), sheet, content)
}

// Register gives a register as last adopted; nil where it never was.
func (l *Ledger) Register(ctx context.Context, sheet string) ([]byte, error) {
	var content []byte
	err := l.db.QueryRowContext(ctx, `SELECT content FROM register WHERE sheet = ?`, sheet).Scan(&content)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read register: %w", err)
	}
	return content, nil
}

// Run is one batch.
type Run struct {
	ID          int64
	Started     time.Time
	Finished    time.Time // zero: it died, or runs now
	Nightly     bool
	Found       int // mails in the mailbox or files named
	New         int
	Outcome     string
	MasterWaits string // Swedish: why the master could not be written; "" where it could
}

// Begin notes that a run starts.
func (t *Tx) Begin(nightly bool) (id int64, err error) {
	err = t.tx.QueryRowContext(t.ctx, `INSERT INTO run (started_at, nightly) VALUES (?, ?) RETURNING id`, t.now, nightly).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("note run: %w", err)
	}
	return id, nil
}

// End notes what a run did.
func (t *Tx) End(r Run) error {
	return t.exec("note run's end", `UPDATE run SET finished_at = ?, found = ?, arrived = ?, outcome = ?, master_waits = ? WHERE id = ?`,
		t.now, r.Found, r.New, r.Outcome, r.MasterWaits, r.ID)
}

// Waiting tells since when the master has waited without a break, and in how many
// runs; none where the last run wrote it.
func (l *Ledger) Waiting(ctx context.Context) (since time.Time, runs int, err error) {
	const ended = `finished_at <> 0 AND outcome <> 'import'`
	var first int64
	err = l.db.QueryRowContext(ctx, `SELECT COALESCE(MIN(started_at), 0), COUNT(*) FROM run WHERE `+ended+`
		AND id > COALESCE((SELECT MAX(id) FROM run WHERE `+ended+` AND master_waits = ''), 0)`).Scan(&first, &runs)
	if err != nil {
		return time.Time{}, 0, fmt.Errorf("read runs: %w", err)
	}
	return at(first), runs, nil
}

// LastRun gives the newest run that came to its end.
func (l *Ledger) LastRun(ctx context.Context) (Run, bool, error) {
	var r Run
	var started, finished int64
	err := l.db.QueryRowContext(ctx, `SELECT id, started_at, finished_at, nightly, found, arrived, outcome, master_waits
		FROM run WHERE finished_at <> 0 AND outcome <> 'import' ORDER BY id DESC LIMIT 1`).
		Scan(&r.ID, &started, &finished, &r.Nightly, &r.Found, &r.New, &r.Outcome, &r.MasterWaits)
	if errors.Is(err, sql.ErrNoRows) {
		return r, false, nil
	}
	r.Started, r.Finished = at(started), at(finished)
	return r, err == nil, err
}

// FoundSince sums what the runs that began after a moment found.
func (l *Ledger) FoundSince(ctx context.Context, t time.Time) (int, error) {
	var n int
	if err := l.db.QueryRowContext(ctx, `SELECT COALESCE(SUM(found), 0) FROM run WHERE started_at > ?`, ms(t)).Scan(&n); err != nil {
		return 0, fmt.Errorf("sum runs: %w", err)
	}
	return n, nil
}
