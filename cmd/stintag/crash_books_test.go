package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"stintag/samples/postoffice/realmail"
)

// books are what the ledger holds, read past the program: a check that went through
// the code it checks would believe what that believes.
type books struct {
	mails     []bookMail
	letters   []bookLetter
	cases     []bookCase
	decisions map[string][]string // verdict and reason, by case
	events    map[string]int      // audit, by what
	held      string
	faults    []string          // of the file itself, and of the audit's order
	dump      map[string]string // by table: a hash of every row that a run without work must leave alone
}

type bookMail struct {
	id             int64
	sha            string
	place, movedTo string
	attempts       int
	read           bool
}

type bookLetter struct {
	id, mailID                         int64
	messageID, recipient, state, cases string
	kinds, mime                        string
}

type bookCase struct {
	id        string
	withdrawn bool
}

// readBooks reads a ledger that nobody has open.
func readBooks(path string) (b books, err error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return b, nil // the run died before there was one
	}
	if _, err := os.Stat(path + "-wal"); err == nil { // a run died: SQLite mends the copy, the original stays as it is
		scratch, err := os.MkdirTemp(realmail.Quick(), "stintag-books-")
		if err != nil {
			return b, err
		}
		defer func() { _ = os.RemoveAll(scratch) }()
		copied := filepath.Join(scratch, "ledger.db")
		if err := errors.Join(copyFileTo(path, copied), copyFileTo(path+"-wal", copied+"-wal")); err != nil {
			return b, err
		}
		return readBooksAt("file:" + copied)
	}
	return readBooksAt("file:" + path + "?mode=ro&immutable=1")
}

func copyFileTo(from, to string) error {
	raw, err := os.ReadFile(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return errors.Join(err, os.WriteFile(to, raw, 0o600))
}

func readBooksAt(dsn string) (b books, err error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return b, err
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, db.Close()) }()
	b.decisions, b.events = map[string][]string{}, map[string]int{}
	r := reader{db: db}
	r.each(`SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'mail'`, func(*sql.Rows) error { b.held = "{}"; return nil })
	if r.err != nil || b.held == "" {
		return b, r.err // a ledger that has no tables yet
	}
	r.posts(&b)
	r.process(&b)
	r.soundness(&b)
	r.dump(&b)
	return b, r.err
}

// posts reads mails and letters.
func (r *reader) posts(b *books) {
	r.each(`SELECT id, sha256, place, moved_to, attempts, reading IS NOT NULL FROM mail ORDER BY id`, func(rs *sql.Rows) error {
		var m bookMail
		err := rs.Scan(&m.id, &m.sha, &m.place, &m.movedTo, &m.attempts, &m.read)
		b.mails = append(b.mails, m)
		return err
	})
	r.each(`SELECT id, COALESCE(mail_id, 0), message_id, recipient, state, cases, kinds, mime FROM letter ORDER BY id`, func(rs *sql.Rows) error {
		var l bookLetter
		err := rs.Scan(&l.id, &l.mailID, &l.messageID, &l.recipient, &l.state, &l.cases, &l.kinds, &l.mime)
		b.letters = append(b.letters, l)
		return err
	})
}

// process reads cases, decisions and what the audit tells.
func (r *reader) process(b *books) {
	r.each(`SELECT id, withdrawn FROM cases ORDER BY id`, func(rs *sql.Rows) error {
		var c bookCase
		err := rs.Scan(&c.id, &c.withdrawn)
		b.cases = append(b.cases, c)
		return err
	})
	r.each(`SELECT case_id, verdict || ': ' || reason FROM decision ORDER BY case_id, number`, func(rs *sql.Rows) error {
		var id, what string
		err := rs.Scan(&id, &what)
		b.decisions[id] = append(b.decisions[id], what)
		return err
	})
	r.each(`SELECT what, COUNT(*) FROM audit GROUP BY what`, func(rs *sql.Rows) error {
		var what string
		var n int
		err := rs.Scan(&what, &n)
		b.events[what] = n
		return err
	})
	r.each(`SELECT CAST(content AS TEXT) FROM register WHERE sheet = ?`, func(rs *sql.Rows) error { return rs.Scan(&b.held) }, registerHeld)
}

// reader asks until the first fault.
type reader struct {
	db  *sql.DB
	err error
}

func (r *reader) each(query string, row func(*sql.Rows) error, args ...any) {
	if r.err != nil {
		return
	}
	rs, err := r.db.QueryContext(context.Background(), query, args...)
	if err != nil {
		r.err = fmt.Errorf("%s: %w", query, err)
		return
	}
	defer func() { r.err = errors.Join(r.err, rs.Close()) }()
	for r.err == nil && rs.Next() {
		r.err = row(rs)
	}
	r.err = errors.Join(r.err, rs.Err())
}

// soundness asks SQLite about its file, and whether the audit is without a gap.
func (r *reader) soundness(b *books) {
	r.each(`PRAGMA integrity_check`, func(rs *sql.Rows) error {
		var said string
		err := rs.Scan(&said)
		if said != "ok" {
			b.faults = append(b.faults, said)
		}
		return err
	})
	r.each(`PRAGMA foreign_key_check`, func(*sql.Rows) error {
		b.faults = append(b.faults, "a foreign key leads nowhere")
		return nil
	})
	r.each(`SELECT COUNT(*), COALESCE(MIN(id), 1), COALESCE(MAX(id), 0) FROM audit`, func(rs *sql.Rows) error {
		var n, first, last int
		err := rs.Scan(&n, &first, &last)
		if first != 1 || last != n {
			b.faults = append(b.faults, fmt.Sprintf("the audit has %d entries from %d to %d", n, first, last))
		}
		return err
	})
	for _, key := range []string{`"Corrections":{"`} { // nobody corrected anything
		r.each(`SELECT case_id FROM input WHERE instr(CAST(cells AS TEXT), ?) > 0`, func(rs *sql.Rows) error {
			var id string
			err := rs.Scan(&id)
			b.faults = append(b.faults, "what the program wrote of "+id+" is taken for a person's correction")
			return err
		}, key)
	}
}

// dump reduces all tables to a hash; that there was a run is the one thing that a run
// may always leave.
func (r *reader) dump(b *books) {
	var tables []string
	r.each(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('run', 'goose_db_version') ORDER BY name`, func(rs *sql.Rows) error {
		var name string
		err := rs.Scan(&name)
		tables = append(tables, name)
		return err
	})
	b.dump = map[string]string{}
	for _, table := range tables {
		hash := sha256.New()
		r.each(`SELECT * FROM `+table, func(rs *sql.Rows) error {
			columns, err := rs.Columns()
			if err != nil {
				return err
			}
			cells, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
			for i := range cells {
				into[i] = &cells[i]
			}
			if err := rs.Scan(into...); err != nil {
				return err
			}
			for _, c := range cells {
				fmt.Fprintf(hash, "%d:", len(c))
				_, _ = hash.Write(c)
			}
			return nil
		})
		b.dump[table] = hex.EncodeToString(hash.Sum(nil))
	}
}
