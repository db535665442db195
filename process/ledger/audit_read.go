package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Event is one record of the audit, for people.
type Event struct {
	Row    int64
	At     time.Time
	What   string // English, as it was recorded
	Case   string
	Detail string
	About  string // kind/key of the row it is about
	Words  string // what people said, where it is not erased
}

// Input is what people wrote about a case, from a moment on.
type Input struct {
	Adopted time.Time
	Cells   []byte // JSON
}

// Of gives the number of the row that an event is about, where it is of the kind.
func (e Event) Of(kind string) (id int64, is bool) {
	key, is := strings.CutPrefix(strings.TrimPrefix(e.About, ofWords+"/"), kind+"/")
	if !is {
		return 0, false
	}
	id, err := strconv.ParseInt(key[strings.LastIndexByte(key, '/')+1:], 10, 64)
	return id, err == nil
}

// Events gives what the audit tells of a case: of itself, of the mails that it came
// in, of the letters about it, and of the masters, which hold every case.
func (l *Ledger) Events(ctx context.Context, caseID string) ([]Event, error) {
	abouts, err := l.aboutCase(ctx, caseID)
	if err != nil {
		return nil, err
	}
	var all []Event
	err = rows(ctx, l.db, `SELECT id, CAST(at AS INTEGER), what, case_id, detail, about, COALESCE(words, '')
		FROM audit LEFT JOIN audit_salt ON audit_id = id WHERE id > 0 AND (case_id = ? OR (case_id = '' AND (about <> '' OR what LIKE 'master %'))) ORDER BY id`, []any{caseID}, func(r *sql.Rows) error {
		var e Event
		var when int64
		if err := r.Scan(&e.Row, &when, &e.What, &e.Case, &e.Detail, &e.About, &e.Words); err != nil {
			return err
		}
		if e.At = at(when); e.Case == caseID || e.About == "" || abouts[strings.TrimPrefix(e.About, ofWords+"/")] {
			all = append(all, e)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read audit: %w", err)
	}
	return all, nil
}

// aboutCase names the letters and mails of a case as the audit does.
func (l *Ledger) aboutCase(ctx context.Context, caseID string) (map[string]bool, error) {
	all := map[string]bool{}
	err := rows(ctx, l.db, `SELECT id, cases FROM letter WHERE cases LIKE '%' || ? || '%'`, []any{caseID}, func(r *sql.Rows) error {
		var id int64
		var cases string
		err := r.Scan(&id, &cases)
		if slices.Contains(split(cases), caseID) {
			all[name("letter", id)] = true
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read letters: %w", err)
	}
	err = rows(ctx, l.db, `SELECT mail_id FROM taken WHERE case_id = ?`, []any{caseID}, func(r *sql.Rows) error {
		var id int64
		err := r.Scan(&id)
		all[name("mail", id)] = true
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read forms taken: %w", err)
	}
	return all, nil
}

// Inputs gives all that people ever wrote about a case in the master, oldest first.
func (l *Ledger) Inputs(ctx context.Context, caseID string) ([]Input, error) {
	var all []Input
	err := rows(ctx, l.db, `SELECT adopted_at, cells FROM input_history WHERE case_id = ? ORDER BY id`, []any{caseID}, func(r *sql.Rows) error {
		var in Input
		var when int64
		err := r.Scan(&when, &in.Cells)
		in.Adopted = at(when)
		all = append(all, in)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read input's history: %w", err)
	}
	return all, nil
}
