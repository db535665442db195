package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
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
	Dropped LetterState = "dropped" // a person gave it up
)

// Letter is one letter in the outbox. Its bytes never change.
type Letter struct {
	ID        int64
	Identity  string // what it is about, for ever: a second one is never owed
	MessageID string
	Kinds     []string
	Recipient string
	Cases     []string
	Warned    []string // the cases whose manager it reminds to await the decision
	MailID    int64    // the mail it answers; 0 where it answers none
	MIME      []byte
	Owed      time.Time
	NotBefore time.Time
	State     LetterState
	Attempts  int
	Next      time.Time
	Sent      time.Time
	Code      int
	Detail    string
	// Suppressed says that its address takes no mail.
	Suppressed bool
}

// Owe puts a letter in the outbox, in the transaction of what caused it. The same
// identity again changes nothing, and isNew is false.
func (t *Tx) Owe(l Letter) (isNew bool, err error) {
	mail := sql.NullInt64{Int64: l.MailID, Valid: l.MailID != 0}
	about := []any{l.Identity, l.MessageID, join(l.Kinds), l.Recipient, join(l.Cases), join(l.Warned), mail, l.MIME, t.now}
	var id int64
	err = t.tx.QueryRowContext(t.ctx, `INSERT INTO letter (identity, message_id, kinds, recipient, cases, warned, mail_id, mime, owed_at, not_before, state)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'owed') ON CONFLICT (identity) DO NOTHING RETURNING id`, append(about, ms(l.NotBefore))...).Scan(&id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("owe letter: %w", err)
	}
	caseID, detail := "", join(l.Kinds)
	if len(l.Cases) == 1 {
		caseID = l.Cases[0]
	} else if len(l.Cases) > 1 {
		detail += " about " + strings.Join(l.Cases, ", ")
	}
	return true, t.seal("letter owed", caseID, detail, name("letter", id), append([]any{id}, about...)...)
}

// auditLetter notes what became of a letter.
func (t *Tx) auditLetter(what string, id int64, detail string) error {
	return t.log(record{what: what, detail: detail, about: name("letter", id)}, nil)
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

// letters gives letters; without the bytes where mime is false, for an outbox of
// years is large.
func (l *Ledger) letters(ctx context.Context, mime bool, where string, args ...any) ([]Letter, error) {
	bytes := "NULL"
	if mime {
		bytes = "mime"
	}
	var ls []Letter
	err := rows(ctx, l.db, `SELECT id, identity, message_id, kinds, recipient, cases, warned, COALESCE(mail_id, 0), `+bytes+`,
		owed_at, not_before, state, attempts, next_at, sent_at, code, detail,
		lower(recipient) IN (SELECT address FROM suppressed) FROM letter WHERE `+where, args, func(r *sql.Rows) error {
		var x Letter
		var kinds, cases, warned string
		var owed, notBefore, next, sent int64
		err := r.Scan(&x.ID, &x.Identity, &x.MessageID, &kinds, &x.Recipient, &cases, &warned, &x.MailID, &x.MIME,
			&owed, &notBefore, &x.State, &x.Attempts, &next, &sent, &x.Code, &x.Detail, &x.Suppressed)
		x.Kinds, x.Cases, x.Warned = split(kinds), split(cases), split(warned)
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
// to be tried again, and those a dead process was trying; none to an address that
// takes no mail. The ones tried least come first, so that one bad address holds up
// nobody.
func (l *Ledger) Deliverable(ctx context.Context, now time.Time) ([]Letter, error) {
	return l.letters(ctx, true, `lower(recipient) NOT IN (SELECT address FROM suppressed) AND not_before <= ? AND (state IN ('owed', 'trying') OR (state = 'retry' AND next_at <= ?)) ORDER BY attempts, id`, ms(now), ms(now))
}

// Letter gives one letter, with its bytes.
func (l *Ledger) Letter(ctx context.Context, id int64) (Letter, bool, error) {
	ls, err := l.letters(ctx, true, `id = ?`, id)
	if err != nil || len(ls) == 0 {
		return Letter{}, false, err
	}
	return ls[0], true, nil
}

// Letters gives the whole outbox, without the bytes.
func (l *Ledger) Letters(ctx context.Context) ([]Letter, error) {
	return l.letters(ctx, false, `1 = 1 ORDER BY id`)
}

// CameBack gives the letters that came back, or that a server will never take, from
// addresses that take mail otherwise, without the bytes.
func (l *Ledger) CameBack(ctx context.Context) ([]Letter, error) {
	return l.letters(ctx, false, `state IN ('bounced', 'refused') AND lower(recipient) NOT IN (SELECT address FROM suppressed) ORDER BY id`)
}

// Caused counts the letters that came to be owed after a moment by what came in and
// by the calendar: all but the Dagsrapport and what people decided.
func (l *Ledger) Caused(ctx context.Context, since time.Time) (n int, err error) {
	err = l.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM letter WHERE owed_at > ? AND kinds NOT IN ('summary', 'decision')`, ms(since)).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count letters: %w", err)
	}
	return n, nil
}

// FormlessAnswered gives, by recipient in lower case, when the mails were received
// after a moment that were answered though no form of theirs was taken in.
func (l *Ledger) FormlessAnswered(ctx context.Context, since time.Time) (map[string][]time.Time, error) {
	all := map[string][]time.Time{}
	err := rows(ctx, l.db, `SELECT letter.recipient, mail.received_at FROM letter JOIN mail ON mail.id = letter.mail_id
		WHERE mail.received_at > ? AND NOT EXISTS (SELECT 1 FROM taken WHERE taken.mail_id = mail.id AND taken.part >= 0)
		ORDER BY letter.id`, []any{ms(since)}, func(r *sql.Rows) error {
		var to string
		var received int64
		err := r.Scan(&to, &received)
		to = strings.ToLower(to)
		all[to] = append(all[to], at(received))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read answers to mail without a form: %w", err)
	}
	return all, nil
}

// LastOwed is when a letter of a kind was last owed before a moment; zero where
// none ever was.
func (l *Ledger) LastOwed(ctx context.Context, kind string, before time.Time) (time.Time, error) {
	var last int64
	err := l.db.QueryRowContext(ctx, `SELECT COALESCE(MAX(owed_at), 0) FROM letter WHERE kinds = ? AND owed_at < ?`, kind, ms(before)).Scan(&last)
	if err != nil {
		return time.Time{}, fmt.Errorf("read last letter: %w", err)
	}
	return at(last), nil
}

// Restore owes a letter anew that a person wants tried once more: the same bytes. Its
// address is taken to take mail again.
func (t *Tx) Restore(id int64) error {
	err := t.exec("owe again", `UPDATE letter SET state = 'owed', attempts = 0, next_at = 0 WHERE id = ?`, id)
	if err != nil {
		return err
	}
	if err := t.auditLetter("letter owed again", id, "by a person"); err != nil {
		return err
	}
	n, err := t.change("free address", `DELETE FROM suppressed WHERE address = (SELECT lower(recipient) FROM letter WHERE id = ?)`, id)
	if err != nil || n == 0 {
		return err
	}
	return t.auditLetter("address tried again", id, "by a person")
}

// Drop gives a letter up, for a person's reason.
func (t *Tx) Drop(id int64, why string) error {
	if err := t.exec("drop letter", `UPDATE letter SET state = 'dropped', next_at = 0 WHERE id = ?`, id); err != nil {
		return err
	}
	return t.sealWords("letter dropped", name("letter", id), why)
}

// Untried takes an attempt back that never came to the letter: it stays owed.
func (t *Tx) Untried(id int64) error {
	err := t.exec("note outcome", `UPDATE letter SET state = 'owed', attempts = attempts - 1 WHERE id = ?`, id)
	if err != nil {
		return err
	}
	return t.auditLetter("letter owed", id, "not tried after all")
}

// Try notes that a letter is about to be handed over.
func (t *Tx) Try(id int64) error {
	if err := t.exec("note attempt", `UPDATE letter SET state = 'trying', attempts = attempts + 1 WHERE id = ?`, id); err != nil {
		return err
	}
	return t.auditLetter("letter trying", id, "")
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
	answer := ""
	if code != 0 {
		answer = strconv.Itoa(code)
	}
	if err := t.auditLetter("letter "+string(s), id, answer); err != nil {
		return err
	}
	if s == Refused && noSuchAddress(detail) {
		return t.suppress(id)
	}
	return nil
}
