package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// LetterState is where a letter is on its way.
type LetterState string

// The states. A letter found trying at start is handed over once more; one whose
// answer was lost while we lived is unknown, and waits for a person.
const (
	Owed    LetterState = "owed"
	Trying  LetterState = "trying"
	Sent    LetterState = "sent"
	Refused LetterState = "refused"
	Retry   LetterState = "retry"
	Unknown LetterState = "unknown"
	Bounced LetterState = "bounced"
	Dropped LetterState = "dropped"
)

// Letter is one letter in the outbox. Its bytes never change.
type Letter struct {
	ID        int64
	Identity  string // what it is about, for ever: a second one is never owed
	MessageID string
	Kinds     []string
	Recipient string
	Cases     []string
	MailID    int64 // the mail it answers; 0 where it answers none
	MIME      []byte
	Owed      time.Time
	NotBefore time.Time
	State     LetterState
	Attempts  int
	Next      time.Time
	Sent      time.Time
	Code      int
	Detail    string
}

// Owe puts a letter in the outbox, in the transaction of what caused it. The same
// identity again changes nothing, and isNew is false.
func (t *Tx) Owe(l Letter) (isNew bool, err error) {
	mail := sql.NullInt64{Int64: l.MailID, Valid: l.MailID != 0}
	res, err := t.tx.ExecContext(t.ctx, `INSERT INTO letter (identity, message_id, kinds, recipient, cases, mail_id, mime, owed_at, not_before, state)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'owed') ON CONFLICT (identity) DO NOTHING`,
		l.Identity, l.MessageID, join(l.Kinds), l.Recipient, join(l.Cases), mail, l.MIME, t.now, ms(l.NotBefore))
	if err != nil {
		return false, fmt.Errorf("owe letter: %w", err)
	}
	n, err := res.RowsAffected()
	if err != nil || n == 0 {
		return false, err
	}
	for _, c := range l.Cases {
		if err := t.Audit("letter owed", c, join(l.Kinds)); err != nil {
			return false, err
		}
	}
	return true, nil
}

// LetterCases gives the cases that each letter is about, by Message-ID.
func (l *Ledger) LetterCases(ctx context.Context) (map[string][]string, error) {
	all := map[string][]string{}
	err := rows(ctx, l.db, `SELECT message_id, cases FROM letter WHERE cases <> ''`, nil, func(r *sql.Rows) error {
		var id, cases string
		err := r.Scan(&id, &cases)
		all[id] = split(cases)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read letters' cases: %w", err)
	}
	return all, nil
}

const letterColumns = `id, identity, message_id, kinds, recipient, cases, COALESCE(mail_id, 0), mime, owed_at, not_before, state, attempts, next_at, sent_at, code, detail`

func (l *Ledger) letters(ctx context.Context, where string, args ...any) ([]Letter, error) {
	var ls []Letter
	err := rows(ctx, l.db, `SELECT `+letterColumns+` FROM letter WHERE `+where+` ORDER BY id`, args, func(r *sql.Rows) error {
		var x Letter
		var kinds, cases string
		var owed, notBefore, next, sent int64
		err := r.Scan(&x.ID, &x.Identity, &x.MessageID, &kinds, &x.Recipient, &cases, &x.MailID, &x.MIME,
			&owed, &notBefore, &x.State, &x.Attempts, &next, &sent, &x.Code, &x.Detail)
		x.Kinds, x.Cases = split(kinds), split(cases)
		x.Owed, x.NotBefore, x.Next, x.Sent = at(owed), at(notBefore), at(next), at(sent)
		ls = append(ls, x)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read letters: %w", err)
	}
	return ls, nil
}

// Deliverable gives the letters to be handed over at a moment: those owed, those
// to be tried again, and those a dead process was trying.
func (l *Ledger) Deliverable(ctx context.Context, now time.Time) ([]Letter, error) {
	return l.letters(ctx, `not_before <= ? AND (state IN ('owed', 'trying') OR (state = 'retry' AND next_at <= ?))`, ms(now), ms(now))
}

// Letters gives the whole outbox.
func (l *Ledger) Letters(ctx context.Context) ([]Letter, error) { return l.letters(ctx, `1 = 1`) }

// Letter gives one letter.
func (l *Ledger) Letter(ctx context.Context, id int64) (Letter, bool, error) {
	ls, err := l.letters(ctx, `id = ?`, id)
	if err != nil || len(ls) == 0 {
		return Letter{}, false, err
	}
	return ls[0], true, nil
}

// Try notes that a letter is about to be handed over.
func (t *Tx) Try(id int64) error {
	return t.exec("note attempt", `UPDATE letter SET state = 'trying', attempts = attempts + 1 WHERE id = ?`, id)
}

// Became notes what the server said of a letter; next is when to try again.
func (t *Tx) Became(id int64, s LetterState, code int, detail string, next time.Time) error {
	sent := int64(0)
	if s == Sent {
		sent = t.now
	}
	err := t.exec("note outcome", `UPDATE letter SET state = ?, code = ?, detail = ?, next_at = ?, sent_at = ? WHERE id = ?`,
		s, code, detail, ms(next), sent, id)
	if err != nil {
		return err
	}
	return t.Audit("letter "+string(s), "", fmt.Sprintf("letter %d", id))
}
