package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// RunsSince gives the runs that began after a moment, oldest first, and before them
// the newest that began until then, where there is one.
func (l *Ledger) RunsSince(ctx context.Context, t time.Time) ([]Run, error) {
	var all []Run
	err := rows(ctx, l.db, `SELECT id, started_at, finished_at, nightly, found, arrived, outcome, master_waits FROM run
		WHERE outcome <> 'import' AND id >= COALESCE((SELECT MAX(id) FROM run WHERE outcome <> 'import' AND started_at <= ?1), 0) ORDER BY id`,
		[]any{ms(t)}, func(r *sql.Rows) error {
			var x Run
			var started, finished int64
			err := r.Scan(&x.ID, &started, &finished, &x.Nightly, &x.Found, &x.New, &x.Outcome, &x.MasterWaits)
			x.Started, x.Finished = at(started), at(finished)
			all = append(all, x)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("read runs: %w", err)
	}
	return all, nil
}

// Arrived counts the mails of the mailbox that came after a moment, until another.
func (l *Ledger) Arrived(ctx context.Context, after, until time.Time) (n int, err error) {
	err = l.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM mail WHERE source = 'imap' AND received_at > ? AND received_at <= ?`, ms(after), ms(until)).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count mails: %w", err)
	}
	return n, nil
}
