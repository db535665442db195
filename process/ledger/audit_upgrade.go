package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/pressly/goose/v3"
	"golang.org/x/mod/sumdb/tlog"
)

// auditMigration is the one that makes the audit a log. It is SQL and then Go, for
// SQL knows no SHA-256; goose runs it as one, in the file's place and in one
// transaction.
const auditMigration = "00005_audit.sql"

func withAuditMigration() []goose.ProviderOption {
	return []goose.ProviderOption{
		goose.WithDisableGlobalRegistry(true),
		goose.WithExcludeNames([]string{auditMigration}),
		goose.WithGoMigrations(goose.NewGoMigration(5, &goose.GoFunc{RunTx: makeLog}, nil)),
	}
}

func makeLog(ctx context.Context, tx *sql.Tx) error {
	raw, err := migrations.ReadFile("migrations/" + auditMigration)
	if err != nil {
		return err
	}
	up, _, _ := strings.Cut(string(raw), "-- +goose Down")
	if _, err := tx.ExecContext(ctx, up); err != nil {
		return err
	}
	t := &Tx{tx: tx, ctx: ctx}
	if err := t.hashOlder(); err != nil {
		return fmt.Errorf("hash audit: %w", err)
	}
	return t.sealOlder()
}

// hashOlder hashes the rows of a ledger from before the log.
func (t *Tx) hashOlder() error {
	t.audit = &auditing{edge: &edge{}}
	err := rows(t.ctx, t.tx, `SELECT `+recordColumns+` FROM audit ORDER BY id`, nil, func(r *sql.Rows) error {
		x, err := scanRecord(r)
		if err != nil {
			return err
		}
		t.now = x.at
		if t.audit.hashes = append(t.audit.hashes, t.audit.add(tlog.RecordHash(x.bytes()))...); len(t.audit.hashes) < atOnce {
			return nil
		}
		return t.writeAudit()
	})
	return errors.Join(err, t.writeAudit())
}

// sealOlder seals what the ledger holds already, at the moment of its last record:
// from now on nobody changes it unseen.
func (t *Tx) sealOlder() error {
	for _, k := range kinds {
		err := k.each(t.ctx, t.tx, func(about, caseID string, value []string) error {
			return t.sealStored("sealed at the upgrade", caseID, about, value)
		})
		if err != nil {
			return err
		}
	}
	return t.writeAudit()
}
