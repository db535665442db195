package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"time"
)

// The base of every master that may still come back, found by the stamp in its
// file. The written base is whole; of each earlier one only the rows are kept that
// it has otherwise than the one after it.

// How many bases are kept: the last ones, and of the days before them the one that
// stood over the night, for a year and more. A file may come back from a backup of
// the whole machine, long after its version beside the master is gone.
const (
	keptBases = 60
	keptFor   = 400 * 24 * time.Hour
)

// BasesOf gives the base of the master that carries the stamp, and what a run that
// died may have written over it. A stamp that nobody knows, or none, is taken for
// the newest: a program may have dropped it.
func (l *Ledger) BasesOf(ctx context.Context, stamp string) (base, pending Base, err error) {
	if base, err = l.Base(ctx, Written); err != nil {
		return nil, nil, err
	}
	written, err := stampOf(ctx, l.db, Written)
	if err != nil {
		return nil, nil, err
	}
	if stamp != "" && stamp == written {
		return base, nil, nil
	}
	if pending, err = l.Base(ctx, Pending); err != nil {
		return nil, nil, err
	}
	coming, err := stampOf(ctx, l.db, Pending)
	if err != nil || stamp == "" {
		return base, pending, err
	}
	if stamp == coming {
		return over(base, pending), nil, nil
	}
	former, known, err := l.formerBase(ctx, base, stamp)
	if err != nil || known {
		return former, nil, err
	}
	return base, pending, nil
}

// over gives base with the rows of another laid over it.
func over(base, rows Base) Base {
	both := maps.Clone(base)
	for sheet, keys := range rows {
		both[sheet] = maps.Clone(both[sheet])
		if both[sheet] == nil {
			both[sheet] = map[string]string{}
		}
		maps.Copy(both[sheet], keys)
	}
	return both
}

// formerBase goes back from the written base, version by version.
func (l *Ledger) formerBase(ctx context.Context, written Base, stamp string) (b Base, known bool, err error) {
	var id int64
	err = l.db.QueryRowContext(ctx, `SELECT id FROM version WHERE stamp = ? ORDER BY id DESC LIMIT 1`, stamp).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("find version: %w", err)
	}
	back := Base{}
	err = rows(ctx, l.db, `SELECT sheet, key, cells FROM version_row WHERE version_id >= ? ORDER BY version_id DESC`, []any{id}, func(r *sql.Rows) error {
		var sheet, key, cells string
		if err := r.Scan(&sheet, &key, &cells); err != nil {
			return err
		}
		if back[sheet] == nil {
			back[sheet] = map[string]string{}
		}
		back[sheet][key] = cells
		return nil
	})
	if err != nil {
		return nil, false, fmt.Errorf("read version: %w", err)
	}
	b = over(written, back)
	for sheet, keys := range back {
		for key, cells := range keys {
			if cells == "" {
				delete(b[sheet], key)
			}
		}
	}
	return b, true, nil
}

// SetWritten records the base that holds of the master that carries the stamp. The
// base before it is kept under its own. Without a stamp it is the same master as
// before.
func (t *Tx) SetWritten(stamp string, b Base) error {
	before, err := stampOf(t.ctx, t.tx, Written)
	if err == nil {
		err = t.keepPending(stamp)
	}
	if err != nil {
		return err
	}
	if stamp != "" && stamp != before {
		if err := t.auditMaster(stamp); err != nil {
			return err
		}
		if err := t.newVersion(before, stamp); err != nil {
			return err
		}
	}
	return t.SetBase(Written, b)
}

// keepPending keeps what a run that died may have written, where the master is now
// another one: the dead run's file may lie among the versions, and come back. It goes
// before the written base, from which it differs in its own rows alone.
func (t *Tx) keepPending(stamp string) error {
	coming, err := stampOf(t.ctx, t.tx, Pending)
	if err != nil || coming == "" || coming == stamp {
		return err
	}
	const newest, differing = `(SELECT MAX(id) FROM version)`, ` FROM base p LEFT JOIN base w
		ON w.generation = 'written' AND w.sheet = p.sheet AND w.key = p.key
		WHERE p.generation = 'pending' AND p.cells <> COALESCE(w.cells, '')`
	return errors.Join(
		t.exec("keep version's row", `INSERT INTO version_row (version_id, sheet, key, cells)
			SELECT `+newest+`, p.sheet, p.key, COALESCE(w.cells, '')`+differing+` AND `+newest+` IS NOT NULL
			ON CONFLICT (version_id, sheet, key) DO NOTHING`),
		t.exec("keep version", `INSERT INTO version (stamp, replaced_at) VALUES (?, ?)`, coming, t.now),
		t.exec("keep version's row", `INSERT INTO version_row (version_id, sheet, key, cells)
			SELECT `+newest+`, p.sheet, p.key, p.cells`+differing),
		t.thin())
}

// auditMaster notes that another master counts now: one the program wrote, or an
// older one that somebody put back.
func (t *Tx) auditMaster(stamp string) error {
	coming, err := stampOf(t.ctx, t.tx, Pending)
	if err != nil {
		return err
	}
	what := "master written"
	if stamp != coming {
		what = "master put back"
	}
	return t.Audit(what, "", stamp)
}

func (t *Tx) newVersion(before, stamp string) error {
	if before != "" {
		if err := t.exec("keep version", `INSERT INTO version (stamp, replaced_at) VALUES (?, ?)`, before, t.now); err != nil {
			return err
		}
		if err := t.thin(); err != nil {
			return err
		}
	}
	return t.setStamp(Written, stamp)
}

// thin drops bases that are too old, and the one that is now beyond the last
// keptBases, unless it is the first to be replaced on its day. What one that goes has
// otherwise than the next, the one before it has too, from now on by itself.
func (t *Tx) thin() error {
	const old = ` <= (SELECT MAX(id) FROM version WHERE replaced_at < ?)` // the chain is cut, never broken
	limit := t.now - keptFor.Milliseconds()
	err := errors.Join(
		t.exec("drop version", `DELETE FROM version_row WHERE version_id`+old, limit),
		t.exec("drop version", `DELETE FROM version WHERE id`+old, limit))
	if err != nil {
		return err
	}
	const day = int64(24 * time.Hour / time.Millisecond)
	var ids, days [2]int64 // the one that is now beyond, and the one before it
	n := 0
	err = rows(t.ctx, t.tx, `SELECT id, replaced_at FROM version ORDER BY id DESC LIMIT 2 OFFSET ?`, []any{keptBases}, func(r *sql.Rows) error {
		err := r.Scan(&ids[n], &days[n])
		n++
		return err
	})
	if err != nil || n < 2 || days[0]/day != days[1]/day {
		return err
	}
	return errors.Join(
		t.exec("thin versions", `INSERT INTO version_row (version_id, sheet, key, cells)
			SELECT ?, sheet, key, cells FROM version_row WHERE version_id = ?
			ON CONFLICT (version_id, sheet, key) DO NOTHING`, ids[1], ids[0]),
		t.exec("thin versions", `DELETE FROM version_row WHERE version_id = ?`, ids[0]),
		t.exec("thin versions", `DELETE FROM version WHERE id = ?`, ids[0]))
}

// SetPending records what is about to be written over the written base, and the
// stamp that the file will carry. No rows: nothing is.
func (t *Tx) SetPending(stamp string, coming Base) error {
	if err := t.setStamp(Pending, stamp); err != nil {
		return err
	}
	return t.SetBase(Pending, coming)
}

func (t *Tx) setStamp(generation, stamp string) error {
	return t.exec("keep stamp", `INSERT INTO stamp (generation, stamp) VALUES (?, ?)
		ON CONFLICT (generation) DO UPDATE SET stamp = excluded.stamp`, generation, stamp)
}

// remember keeps what the written base has in a row, before it changes, for the
// version before it; cells is ” where it has none. What is remembered already is
// older, and stands.
func (t *Tx) remember(sheet, key, cells string) error {
	return t.exec("keep version's row", `INSERT INTO version_row (version_id, sheet, key, cells)
		SELECT id, ?, ?, ? FROM version WHERE true ORDER BY id DESC LIMIT 1
		ON CONFLICT (version_id, sheet, key) DO NOTHING`, sheet, key, cells)
}

type rowQuerier interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

func stampOf(ctx context.Context, q rowQuerier, generation string) (stamp string, err error) {
	err = q.QueryRowContext(ctx, `SELECT stamp FROM stamp WHERE generation = ?`, generation).Scan(&stamp)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read stamp: %w", err)
	}
	return stamp, nil
}
