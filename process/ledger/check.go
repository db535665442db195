package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// Condition is how a ledger is, as Examine finds it.
type Condition struct {
	Schema, Newest int64  // the ledger's, and this program's
	Damage         string // what SQLite finds wrong in the file; "" where it is whole
	LastRun        time.Time
	MasterWaits    string // Swedish, as the last run noted it
}

// Examine looks a ledger over, also one of another schema, and changes nothing.
func Examine(ctx context.Context, path string) (c Condition, err error) {
	q := url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)"}}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: path, RawQuery: q.Encode()}).String())
	if err != nil {
		return c, fmt.Errorf("examine ledger: %w", err)
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, db.Close()) }()
	if c.Newest, err = newestSchema(); err != nil {
		return c, err
	}
	if err := db.QueryRowContext(ctx, `SELECT MAX(version_id) FROM goose_db_version WHERE is_applied = 1`).Scan(&c.Schema); err != nil {
		return c, fmt.Errorf("examine ledger: %w", err)
	}
	if err := db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&c.Damage); err != nil {
		return c, fmt.Errorf("examine ledger: %w", err)
	}
	if c.Damage == "ok" {
		c.Damage = ""
	}
	var table string
	switch err := db.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&table); {
	case err == nil:
		c.Damage = "table " + table + " refers to what is not there"
	case !errors.Is(err, sql.ErrNoRows):
		return c, fmt.Errorf("examine ledger: %w", err)
	}
	if c.Schema != c.Newest { // its tables may be others
		return c, nil
	}
	run, _, err := (&Ledger{db: db}).LastRun(ctx)
	c.LastRun, c.MasterWaits = run.Finished, run.MasterWaits
	return c, err
}
