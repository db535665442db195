package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Where the mailbox has each mail. A message is known by its UID under its
// UIDVALIDITY only while the server says of it what it said before; beyond that a
// mail is its bytes, or its Message-ID and the moment it came.

// Arrive records a mail whose bytes are in the spool. The same arrival again
// changes nothing and isNew is false. A message is the mail it was where the mailbox
// was rebuilt and gave it another UIDVALIDITY, and where it has come back to an inbox
// that it had left; bytes that lie there twice are two mails.
func (t *Tx) Arrive(m Mail) (id int64, isNew bool, err error) {
	if m.Source != FromMailbox {
		return t.arriveFile(m)
	}
	if m.Listed == (Listed{}) {
		m.Listed = Listed{Size: m.Size, At: m.Received}
	}
	// Another message bears the number: the one that did lies here no longer.
	err = t.exec("note mail gone", noteReplaced, m.Mailbox, m.UIDValidity, m.UID, m.SHA256, m.MessageID, ms(m.Received))
	if err != nil {
		return 0, false, err
	}
	was, err := t.arrivedBefore(m)
	switch {
	case err == nil:
		return was.ID, false, t.arriveAgain(was, m)
	case !errors.Is(err, sql.ErrNoRows):
		return 0, false, fmt.Errorf("find mail: %w", err)
	}
	return t.record(m)
}

// noteReplaced names uid <> 0 because the index does: else every arrival would look
// through all mail there ever was.
const noteReplaced = `UPDATE mail SET uid = 0 WHERE source = 'imap' AND mailbox = ? AND uidvalidity = ? AND uid = ? AND uid <> 0
	AND sha256 <> ? AND NOT (message_id <> '' AND message_id = ? AND received_at = ?)`

// arriveFile knows an imported file by its bytes alone.
func (t *Tx) arriveFile(m Mail) (id int64, isNew bool, err error) {
	err = t.tx.QueryRowContext(t.ctx, `SELECT id FROM mail WHERE source = ? AND sha256 = ?`, m.Source, m.SHA256).Scan(&id)
	switch {
	case err == nil:
		return id, false, nil
	case !errors.Is(err, sql.ErrNoRows):
		return 0, false, fmt.Errorf("find mail: %w", err)
	}
	return t.record(m)
}

func (t *Tx) record(m Mail) (id int64, isNew bool, err error) {
	err = t.tx.QueryRowContext(t.ctx, `INSERT INTO mail (source, mailbox, uidvalidity, uid, sha256, name, size, received_at, seen_at, asserted, message_id, listed_size, listed_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		m.Source, m.Mailbox, m.UIDValidity, m.UID, m.SHA256, m.Name, m.Size, ms(m.Received), t.now, m.Asserted,
		m.MessageID, m.Listed.Size, ms(m.Listed.At)).Scan(&id)
	if err != nil {
		return 0, false, fmt.Errorf("record mail: %w", err)
	}
	return id, true, t.seal("mail received", "", "", name("mail", id), id, m.Source, m.SHA256, m.Name, m.Size, ms(m.Received), t.now, m.Asserted)
}

// arrivedBefore finds the mail that a message is, among those that do not lie in the
// same inbox under another number. A server that writes a mail anew, in other bytes,
// keeps its Message-ID and the moment it came.
func (t *Tx) arrivedBefore(m Mail) (was Mail, err error) {
	const find = `SELECT id, mailbox, uidvalidity, uid, place, moved_to FROM mail WHERE source = 'imap'
		AND (sha256 = ? OR message_id <> '' AND message_id = ? AND received_at = ?)
		AND (uid = 0 OR mailbox <> ? OR uidvalidity <> ? OR uid = ?)
		ORDER BY mailbox = ? AND uidvalidity = ? AND uid = ? DESC, sha256 = ? DESC, id LIMIT 1`
	err = t.tx.QueryRowContext(t.ctx, find, m.SHA256, m.MessageID, ms(m.Received), m.Mailbox, m.UIDValidity, m.UID, m.Mailbox, m.UIDValidity, m.UID, m.SHA256).
		Scan(&was.ID, &was.Mailbox, &was.UIDValidity, &was.UID, &was.Place, &was.MovedTo)
	return was, err
}

// arriveAgain says where a mail lies now. What was set aside, and moved away, and is
// back under the same UIDVALIDITY was put there by a person, who wants it judged
// again: it is read anew. What was dealt with is only moved again.
func (t *Tx) arriveAgain(was, m Mail) error {
	err := t.exec("find mail again", `UPDATE mail SET mailbox = ?, uidvalidity = ?, uid = ?, listed_size = ?, listed_at = ?, message_id = ?,
		moved_to = '', moved_as = '', moved_validity = 0, moved_uid = 0 WHERE id = ?`,
		m.Mailbox, m.UIDValidity, m.UID, m.Listed.Size, ms(m.Listed.At), m.MessageID, was.ID)
	putBack := was.MovedTo != "" && was.UID == 0 && was.Mailbox == m.Mailbox && was.UIDValidity == m.UIDValidity
	if err != nil || !putBack || was.Place == Handled {
		return err
	}
	err = t.exec("read mail again", `UPDATE mail SET place = '', reading = NULL, attempts = 0,
		again = again + (SELECT COUNT(*) = 0 FROM taken WHERE mail_id = mail.id AND part >= 0) WHERE id = ?`, was.ID)
	if err == nil {
		err = t.exec("forget forms", `DELETE FROM taken WHERE mail_id = ?`, was.ID)
	}
	if err != nil {
		return err
	}
	return t.auditMail("mail put back", was.ID, "from "+string(was.Place))
}

// Known gives the messages that lie in a mailbox, by UID: where they are, and what
// the server said of them.
func (l *Ledger) Known(ctx context.Context, mailbox string, uidvalidity uint32) (map[uint32]Mail, error) {
	known := map[uint32]Mail{}
	const all = `SELECT id, uid, listed_size, listed_at FROM mail WHERE source = 'imap' AND mailbox = ? AND uidvalidity = ? AND uid <> 0`
	err := rows(ctx, l.db, all, []any{mailbox, uidvalidity}, func(r *sql.Rows) error {
		var m Mail
		var listed int64
		err := r.Scan(&m.ID, &m.UID, &m.Listed.Size, &listed)
		m.Listed.At = at(listed)
		known[m.UID] = m
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read known messages: %w", err)
	}
	return known, nil
}

// Gone notes that a mail lies in its inbox no longer: it was on its way and came
// there, or a person took it.
func (t *Tx) Gone(id int64) error {
	return t.exec("note mail gone", `UPDATE mail SET uid = 0 WHERE id = ?`, id)
}

// Moving notes that a mail is about to be moved, before it is: one that has left the
// inbox when the next run looks has come there.
func (t *Tx) Moving(id int64, folder string, as Place) error {
	return t.exec("note move", `UPDATE mail SET moved_to = ?, moved_as = ?, moved_validity = 0, moved_uid = 0 WHERE id = ?`, folder, as, id)
}

// Moved notes that the mailbox holds a mail in another folder now, and as what.
func (t *Tx) Moved(id int64, folder string, as Place, lies Lying) error {
	err := t.exec("note move", `UPDATE mail SET uid = 0, moved_to = ?, moved_as = ?, moved_validity = ?, moved_uid = ? WHERE id = ?`,
		folder, as, lies.UIDValidity, lies.UID, id)
	if err != nil {
		return err
	}
	return t.auditMail("mail moved", id, folder)
}

// Unmoved gives the mails of this mailbox that have a place and lie in the inbox.
func (l *Ledger) Unmoved(ctx context.Context, mailbox string, uidvalidity uint32) ([]Mail, error) {
	return l.mails(ctx, `source = 'imap' AND mailbox = ? AND uidvalidity = ? AND place <> '' AND uid <> 0`, mailbox, uidvalidity)
}

// Misplaced gives the mails that have another place than the folder they were moved
// to is for: those that were let out of quarantine.
func (l *Ledger) Misplaced(ctx context.Context, mailbox string, uidvalidity uint32) ([]Mail, error) {
	return l.mails(ctx, `source = 'imap' AND mailbox = ? AND (uid = 0 OR uidvalidity <> ?) AND moved_to <> '' AND moved_as <> place AND place <> ''`, mailbox, uidvalidity)
}

// LiesAs gives the numbers under which mails of this mailbox are known to lie in a folder.
func (l *Ledger) LiesAs(ctx context.Context, mailbox, folder string, uidvalidity uint32) (map[uint32]bool, error) {
	lies := map[uint32]bool{}
	const all = `SELECT moved_uid FROM mail WHERE source = 'imap' AND mailbox = ? AND moved_to = ? AND moved_validity = ? AND moved_uid <> 0`
	err := rows(ctx, l.db, all, []any{mailbox, folder, uidvalidity}, func(r *sql.Rows) error {
		var uid uint32
		err := r.Scan(&uid)
		lies[uid] = true
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read moved messages: %w", err)
	}
	return lies, nil
}

// StaysAway notes that a mail cannot be found in the folder it was moved to: a person
// has taken it, and it is no longer ours to move.
func (t *Tx) StaysAway(id int64) error {
	return t.exec("note mail gone", `UPDATE mail SET uid = 0, moved_to = '', moved_as = '' WHERE id = ?`, id)
}
