package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Asked is a sender in quarantine who wrote in a health centre's name, and what its
// registered address was asked and said of it.
type Asked struct {
	Address  string // the sender's, lower-cased
	CentreID string
	Unproven bool   // the address is the health centre's own, and the mail may be another's
	MailID   int64  // the newest mail that was asked about
	Letter   string // the identity of the letter that asks; "" where none could be written
	Why      string // and why not
	At       time.Time
	Answer   string // "yes", "no", "" where there is none
	Answered time.Time

	MessageID string // the letter's, with < >
	Recipient string // and whom it asks
}

// The answers.
const (
	AnswerYes = "yes"
	AnswerNo  = "no"
)

// Asked gives every sender that was or should be asked about, in the order they came.
func (l *Ledger) Asked(ctx context.Context) ([]Asked, error) {
	var all []Asked
	err := rows(ctx, l.db, `SELECT a.address, a.centre_id, a.unproven, a.mail_id, a.letter, a.why, a.asked_at, a.answer, a.answered_at,
		COALESCE(l.message_id, ''), COALESCE(l.recipient, '')
		FROM asked a LEFT JOIN letter l ON l.identity = a.letter ORDER BY a.asked_at, a.mail_id, a.centre_id`, nil, func(r *sql.Rows) error {
		var a Asked
		var asked, answered int64
		err := r.Scan(&a.Address, &a.CentreID, &a.Unproven, &a.MailID, &a.Letter, &a.Why, &asked, &a.Answer, &answered, &a.MessageID, &a.Recipient)
		a.At, a.Answered = at(asked), at(answered)
		all = append(all, a)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read senders asked about: %w", err)
	}
	return all, nil
}

// Ask notes that a health centre is asked about a sender, or why it is not. Who was
// asked about once is never noted again; who could not be may be, later.
func (t *Tx) Ask(a Asked) error {
	err := t.exec("note question", `INSERT INTO asked (address, centre_id, unproven, mail_id, letter, why, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (address, centre_id) DO UPDATE SET unproven = excluded.unproven, mail_id = excluded.mail_id, letter = excluded.letter,
		why = excluded.why, asked_at = excluded.asked_at WHERE letter = ''`,
		a.Address, a.CentreID, a.Unproven, a.MailID, a.Letter, a.Why, t.now)
	if err != nil {
		return err
	}
	if a.Letter == "" {
		return t.auditMail("sender not asked about", a.MailID, fmt.Sprintf("health centre %s: %s", a.CentreID, a.Why))
	}
	return t.auditMail("sender asked about", a.MailID, "health centre "+a.CentreID)
}

// Answer notes what a health centre said of a sender; the first word holds.
func (t *Tx) Answer(a Asked, answer string, mailID int64) error {
	err := t.exec("note answer", `UPDATE asked SET answer = ?, answered_at = ? WHERE address = ? AND centre_id = ? AND letter <> '' AND answer = ''`,
		answer, t.now, a.Address, a.CentreID)
	if err != nil {
		return err
	}
	return t.auditMail("sender answered for", a.MailID, fmt.Sprintf("health centre %s: %s, by mail %d", a.CentreID, answer, mailID))
}
