package ledger

import (
	"context"
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/pressly/goose/v3"
)

// tester is what *testing.T, *testing.B and *rapid.T have in common.
type tester interface {
	Helper()
	Fatal(...any)
	Cleanup(func())
	Context() context.Context
}

// fresh is a ledger that nothing has happened in: migrations take longer than most tests.
var fresh = sync.OnceValues(func() (raw []byte, err error) {
	dir, err := os.MkdirTemp("", "ledger")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "ledger.db")
	l, err := Open(context.Background(), path)
	if err == nil {
		err = l.Close()
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// openAt opens a fresh ledger at a path. It does not wait for the disk: no test here
// cuts the power.
func openAt(t tester, path string) *Ledger {
	t.Helper()
	raw, err := fresh()
	if err == nil {
		err = os.WriteFile(path, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return reopen(t, path)
}

// reopen opens the ledger that is at a path.
func reopen(t tester, path string) *Ledger {
	t.Helper()
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	if _, err := l.db.Exec(`PRAGMA synchronous = off`); err != nil {
		t.Fatal(err)
	}
	return l
}

func open(t testing.TB) (l *Ledger, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "ledger.db")
	return openAt(t, path), path
}

// older opens a ledger that was made at an older schema and filled there.
func older(t *testing.T, schema int64, fill func(exec func(query string, args ...any))) (l *Ledger, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "ledger.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, dir, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), schema); err != nil {
		t.Fatal(err)
	}
	fill(func(query string, args ...any) {
		t.Helper()
		if _, err := db.Exec(query, args...); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return reopen(t, path), path
}
