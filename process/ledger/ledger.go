// Package ledger is what happened: mails, cases, corrections, decisions, letters,
// audit. What is not in the ledger is not done. It is the one door to SQL.
//
// SQLite by modernc.org/sqlite: pure Go, one static binary, durable by default
// (WAL, synchronous FULL). It must be built with exactly the modernc.org/libc its
// own go.mod names; go.mod pins the pair, and a test holds it. Migrations are
// applied by pressly/goose, append-only; a ledger newer than the program is
// refused. The live file is never opened by anything else.
//
// The audit's hashes, proofs and signed checkpoints are golang.org/x/mod/sumdb/tlog
// and note: what Go's own checksum database stands on, and no more than is needed.
package ledger

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"stintag/process/kill"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Ledger is an open ledger. It is safe for use by one runner.
type Ledger struct {
	db *sql.DB
}

// pragmas are what the ledger relies on; they are read back at start, for a DSN
// that is misspelt is ignored without a word.
var pragmas = map[string]string{
	"journal_mode": "wal",
	"synchronous":  "2",
	"foreign_keys": "1",
}

// Open opens the ledger at path, makes it where there is none, and brings it to
// this program's schema.
func Open(ctx context.Context, path string) (*Ledger, error) {
	if err := ownersOnly(path); err != nil {
		return nil, fmt.Errorf("open ledger %s: %w", path, err)
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {
		"journal_mode(wal)", "synchronous(full)", "fullfsync(1)", "foreign_keys(1)",
		"busy_timeout(5000)", "secure_delete(fast)",
	}}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: path, RawQuery: q.Encode()}).String())
	if err != nil {
		return nil, fmt.Errorf("open ledger %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	l := &Ledger{db: db}
	if err := l.prepare(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open ledger %s: %w", path, err), db.Close())
	}
	return l, nil
}

// ownersOnly makes the file, where it is not there, for its owner's eyes only;
// SQLite gives its own files beside it the same mode.
func ownersOnly(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// OpenReadOnly opens a ledger to look at it. It changes nothing and migrates
// nothing: an older schema is refused until a run has brought it up to date.
func OpenReadOnly(ctx context.Context, path string) (*Ledger, error) {
	q := url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)"}}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: path, RawQuery: q.Encode()}).String())
	if err != nil {
		return nil, fmt.Errorf("open ledger %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	var have, newest int64
	err = db.QueryRowContext(ctx, `SELECT MAX(version_id) FROM goose_db_version WHERE is_applied = 1`).Scan(&have)
	if err == nil {
		newest, err = newestSchema()
	}
	switch {
	case err == nil && have > newest:
		err = errNewer{have, newest}
	case err == nil && have < newest:
		err = fmt.Errorf("its schema is %d, this program's is %d: stintag run brings it up to date", have, newest)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open ledger %s: %w", path, err), db.Close())
	}
	return &Ledger{db: db}, nil
}

// errNewer is a ledger that another program wrote.
type errNewer struct{ have, newest int64 }

func (e errNewer) Error() string {
	return fmt.Sprintf("schema %d is newer than this program's %d: use the stintag that wrote it", e.have, e.newest)
}

func newestSchema() (int64, error) {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil || len(files) == 0 {
		return 0, fmt.Errorf("read migrations: %w", err)
	}
	var n int64
	_, err = fmt.Sscanf(files[len(files)-1], "migrations/%d_", &n)
	return n, err
}

func (l *Ledger) prepare(ctx context.Context) error {
	for name, want := range pragmas {
		var got string
		if err := l.db.QueryRowContext(ctx, "PRAGMA "+name).Scan(&got); err != nil {
			return fmt.Errorf("read pragma %s: %w", name, err)
		}
		if got != want {
			return fmt.Errorf("pragma %s is %s, the ledger needs %s", name, got, want)
		}
	}
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, l.db, dir, withAuditMigration()...)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	sources := p.ListSources()
	if newest := sources[len(sources)-1].Version; have > newest {
		return errNewer{have, newest}
	}
	for range sources {
		if _, err := p.UpByOne(ctx); errors.Is(err, goose.ErrNoNextVersion) {
			break
		} else if err != nil {
			return fmt.Errorf("migrate: %w", err)
		}
		kill.Point("migrated")
	}
	return nil
}

// Close closes the ledger.
func (l *Ledger) Close() error { return l.db.Close() }

// Tx is one transaction: all of it happens, or nothing does.
type Tx struct {
	tx  *sql.Tx
	ctx context.Context
	now int64
	// audit is what the transaction adds to the audit; nil: nothing yet.
	audit *auditing
	// stood is where each case stood before, status and proposal; nil: nobody asked.
	stood map[string][2]string
}

// Do runs f in one transaction at the clock now.
func (l *Ledger) Do(ctx context.Context, now time.Time, f func(*Tx) error) error {
	tx, err := l.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	returned := false
	defer func() {
		if !returned { // f panics: left open, the transaction would hold every later one for ever
			_ = tx.Rollback() // the panic is what is told
		}
	}()
	t := &Tx{tx: tx, ctx: ctx, now: now.UnixMilli()}
	if err = f(t); err == nil {
		err = t.writeAudit()
	}
	returned = true
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func (t *Tx) exec(what, query string, args ...any) error {
	if _, err := t.tx.ExecContext(t.ctx, query, args...); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// change is exec, and tells how many rows it changed.
func (t *Tx) change(what, query string, args ...any) (int64, error) {
	res, err := t.tx.ExecContext(t.ctx, query, args...)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", what, err)
	}
	return res.RowsAffected()
}

// ids is exec, and gives the ids that the statement returns.
func (t *Tx) ids(what, query string, args ...any) (all []int64, err error) {
	err = rows(t.ctx, t.tx, query, args, func(r *sql.Rows) error {
		var id int64
		err := r.Scan(&id)
		all = append(all, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return all, nil
}

// rows runs a query and hands each row to scan.
func rows(ctx context.Context, q interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}, query string, args []any, scan func(*sql.Rows) error) (err error) {
	rs, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rs.Close()) }()
	for rs.Next() {
		if err := scan(rs); err != nil {
			return err
		}
	}
	return rs.Err()
}

func at(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func join(ids []string) string { return strings.Join(ids, ",") }

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// CopyTo writes a whole copy of the ledger to a file that is not there yet.
func (l *Ledger) CopyTo(ctx context.Context, path string) error {
	if _, err := l.db.ExecContext(ctx, `VACUUM INTO ?`, path); err != nil {
		return fmt.Errorf("copy ledger to %s: %w", path, err)
	}
	return nil
}
