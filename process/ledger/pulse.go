package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Done is what became of one kind of run: what the schedule reckons from.
type Done struct {
	Last   time.Time // start of the newest that came to its end; zero: none
	Tried  time.Time // start of the newest since that did not
	Failed int       // how many since did not
}

// History is the runs so far. A nightly run is also a run.
type History struct {
	First        time.Time // start of the first run ever; zero: none
	Run, Nightly Done
}

// History gives the runs that began until now. One that a wrong clock put later
// does not count, or nothing would run until then. It is asked under the runner's
// lock: a run without an end is then one that died or failed.
func (l *Ledger) History(ctx context.Context, now time.Time) (h History, err error) {
	var first int64
	err = l.db.QueryRowContext(ctx, `SELECT COALESCE(MIN(started_at), 0) FROM run WHERE outcome <> 'import'`).Scan(&first)
	if err != nil {
		return h, fmt.Errorf("read runs: %w", err)
	}
	h.First = at(first)
	if h.Run, err = l.done(ctx, now, 0); err != nil {
		return h, err
	}
	h.Nightly, err = l.done(ctx, now, 1)
	return h, err
}

func (l *Ledger) done(ctx context.Context, now time.Time, nightly int) (Done, error) {
	var last, tried int64
	var d Done
	err := l.db.QueryRowContext(ctx, `WITH kind AS (SELECT * FROM run WHERE outcome <> 'import' AND nightly >= ?1 AND started_at <= ?2),
		ended AS (SELECT COALESCE(MAX(started_at), 0) AS last FROM kind WHERE finished_at <> 0)
		SELECT (SELECT last FROM ended), COALESCE(MAX(started_at), 0), COUNT(*)
		FROM kind WHERE finished_at = 0 AND started_at > (SELECT last FROM ended)`, nightly, ms(now)).Scan(&last, &tried, &d.Failed)
	if err != nil {
		return d, fmt.Errorf("read runs: %w", err)
	}
	d.Last, d.Tried = at(last), at(tried)
	return d, nil
}

// Pulse is what an operator's monitoring asks for: counts and moments, no names.
type Pulse struct {
	LastSuccess  time.Time // end of the newest run without trouble
	LastNightly  time.Time // end of the newest nightly run
	OldestMail   time.Time // when the oldest mail that has no place came
	OldestLetter time.Time // since when the oldest letter that is due waits
	Mails        map[string]int
	Letters      map[string]int
	Bytes        int64 // of the ledger
}

// Pulse counts what there is now.
func (l *Ledger) Pulse(ctx context.Context, now time.Time) (p Pulse, err error) {
	p.Mails, p.Letters = map[string]int{}, map[string]int{}
	for _, place := range []Place{Handled, Unreadable, Quarantine, Human} {
		p.Mails[string(place)] = 0
	}
	for _, s := range []LetterState{Owed, Trying, Sent, Refused, Retry, Unknown, Bounced} {
		p.Letters[string(s)] = 0
	}
	var success, nightly, mail, letter int64
	err = l.db.QueryRowContext(ctx, `SELECT
		(SELECT COALESCE(MAX(finished_at), 0) FROM run WHERE outcome = 'done'),
		(SELECT COALESCE(MAX(finished_at), 0) FROM run WHERE nightly = 1),
		(SELECT COALESCE(MIN(seen_at), 0) FROM mail WHERE place = ''),
		(SELECT COALESCE(MIN(MAX(owed_at, not_before)), 0) FROM letter WHERE state IN ('owed', 'trying', 'retry') AND not_before <= ?),
		(SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size())`, ms(now)).
		Scan(&success, &nightly, &mail, &letter, &p.Bytes)
	if err != nil {
		return p, fmt.Errorf("take pulse: %w", err)
	}
	p.LastSuccess, p.LastNightly, p.OldestMail, p.OldestLetter = at(success), at(nightly), at(mail), at(letter)
	if err := l.tally(ctx, p.Mails, `SELECT place, COUNT(*) FROM mail GROUP BY place`); err != nil {
		return p, err
	}
	return p, l.tally(ctx, p.Letters, `SELECT state, COUNT(*) FROM letter GROUP BY state`)
}

func (l *Ledger) tally(ctx context.Context, into map[string]int, query string) error {
	err := rows(ctx, l.db, query, nil, func(rs *sql.Rows) error {
		var name string
		var n int
		err := rs.Scan(&name, &n)
		into[name] = n
		return err
	})
	if err != nil {
		return fmt.Errorf("take pulse: %w", err)
	}
	return nil
}
