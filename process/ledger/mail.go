package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"stintag/process"
)

// Place is where a mail ends; every mail ends in exactly one.
type Place string

// The places.
const (
	Unjudged   Place = ""
	Handled    Place = "handled"    // taken in, returned, or needing nothing
	Unreadable Place = "unreadable" // answered; nothing could be read
	Quarantine Place = "quarantine" // unknown or unproven sender
	Human      Place = "human"      // a registered sender wrote without a form
)

// Source is how a mail came.
type Source string

// The sources.
const (
	FromMailbox Source = "imap"
	FromFile    Source = "import"
)

// Mail is one arrival. Its bytes lie in the spool under SHA256.
type Mail struct {
	ID          int64
	Source      Source
	Mailbox     string // whose it is and which folder; "" for a file
	UIDValidity uint32
	UID         uint32
	SHA256      string
	Name        string // an imported file's name; "" for mail
	Size        int64
	Received    time.Time
	Seen        time.Time // when it was first read in
	Asserted    string    // the sender an import was told of (--from)
	Attempts    int
	Reading     []byte // JSON: what could be read from it; nil until it was read
	Place       Place
	Why         string // English, for operators
	Settled     time.Time
	MovedTo     string
}

// Arrive records a mail whose bytes are in the spool. The same arrival again
// changes nothing and isNew is false. A message whose mailbox was rebuilt or moved,
// so that it has another UIDVALIDITY, is the arrival it was, and so is one that a
// person moved back from quarantine.
func (t *Tx) Arrive(m Mail) (id int64, isNew bool, err error) {
	const find = `SELECT id FROM mail WHERE source = ? AND sha256 = ?
		AND (source = 'import' OR mailbox <> ? OR uidvalidity <> ? OR uid = ? OR place = 'quarantine') ORDER BY id LIMIT 1`
	err = t.tx.QueryRowContext(t.ctx, find, m.Source, m.SHA256, m.Mailbox, m.UIDValidity, m.UID).Scan(&id)
	switch {
	case err == nil && m.Source == FromMailbox:
		return id, false, t.exec("find mail again", `UPDATE mail SET mailbox = ?, uidvalidity = ?, uid = ?, moved_to = '' WHERE id = ?`,
			m.Mailbox, m.UIDValidity, m.UID, id)
	case err == nil:
		return id, false, nil
	case !errors.Is(err, sql.ErrNoRows):
		return 0, false, fmt.Errorf("find mail: %w", err)
	}
	err = t.tx.QueryRowContext(t.ctx, `INSERT INTO mail (source, mailbox, uidvalidity, uid, sha256, name, size, received_at, seen_at, asserted)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		m.Source, m.Mailbox, m.UIDValidity, m.UID, m.SHA256, m.Name, m.Size, ms(m.Received), t.now, m.Asserted).Scan(&id)
	if err != nil {
		return 0, false, fmt.Errorf("record mail: %w", err)
	}
	return id, true, t.Audit("mail received", "", fmt.Sprintf("mail %d, sha256 %s", id, m.SHA256))
}

// Attempt notes that a mail is about to be read, before it is: a mail that kills
// its reader is known by its count.
func (t *Tx) Attempt(id int64) error {
	return t.exec("count attempt", `UPDATE mail SET attempts = attempts + 1 WHERE id = ?`, id)
}

// SetReading keeps what could be read from a mail.
func (t *Tx) SetReading(id int64, reading []byte) error {
	return t.exec("keep reading", `UPDATE mail SET reading = ? WHERE id = ?`, reading, id)
}

// Settle puts a mail in its place.
func (t *Tx) Settle(id int64, p Place, why string) error {
	if err := t.exec("settle mail", `UPDATE mail SET place = ?, why = ?, settled_at = ? WHERE id = ?`, p, why, t.now, id); err != nil {
		return err
	}
	return t.Audit("mail "+string(p), "", fmt.Sprintf("mail %d: %s", id, why))
}

// Moved notes that the mailbox holds the mail in another folder now.
func (t *Tx) Moved(id int64, folder string) error {
	return t.exec("note move", `UPDATE mail SET moved_to = ? WHERE id = ?`, folder, id)
}

const mailColumns = `id, source, mailbox, uidvalidity, uid, sha256, name, size, received_at, seen_at, asserted, attempts, reading, place, why, settled_at, moved_to`

func scanMail(r *sql.Rows) (Mail, error) {
	var m Mail
	var received, seen, settled int64
	err := r.Scan(&m.ID, &m.Source, &m.Mailbox, &m.UIDValidity, &m.UID, &m.SHA256, &m.Name, &m.Size, &received, &seen,
		&m.Asserted, &m.Attempts, &m.Reading, &m.Place, &m.Why, &settled, &m.MovedTo)
	m.Received, m.Seen, m.Settled = at(received), at(seen), at(settled)
	return m, err
}

func (l *Ledger) mails(ctx context.Context, where string, args ...any) ([]Mail, error) {
	var ms []Mail
	err := rows(ctx, l.db, `SELECT `+mailColumns+` FROM mail WHERE `+where+` ORDER BY received_at, id`, args, func(r *sql.Rows) error {
		m, err := scanMail(r)
		ms = append(ms, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read mails: %w", err)
	}
	return ms, nil
}

// Unread gives the mails in the spool that nobody has read yet.
func (l *Ledger) Unread(ctx context.Context) ([]Mail, error) {
	return l.mails(ctx, `reading IS NULL`)
}

// Unsettled gives the mails to be judged, by received time: the new ones, and
// those in quarantine, which a mended register lets out.
func (l *Ledger) Unsettled(ctx context.Context) ([]Mail, error) {
	return l.mails(ctx, `reading IS NOT NULL AND place IN ('', 'quarantine')`)
}

// Unmoved gives the mails of this mailbox that have a place and lie in the inbox.
// One that left quarantine lies in the folder it was moved to.
func (l *Ledger) Unmoved(ctx context.Context, mailbox string, uidvalidity uint32) ([]Mail, error) {
	return l.mails(ctx, `source = 'imap' AND mailbox = ? AND uidvalidity = ? AND place <> '' AND moved_to = ''`, mailbox, uidvalidity)
}

// Mail gives one mail.
func (l *Ledger) Mail(ctx context.Context, id int64) (Mail, bool, error) {
	ms, err := l.mails(ctx, `id = ?`, id)
	if err != nil || len(ms) == 0 {
		return Mail{}, false, err
	}
	return ms[0], true, nil
}

// SeenSince gives the mails first read in after a moment.
func (l *Ledger) SeenSince(ctx context.Context, t time.Time) ([]Mail, error) {
	return l.mails(ctx, `seen_at > ?`, ms(t))
}

// Came counts the mails first read in, or settled, after a moment: what a run may
// answer. One let out of quarantine counts when it is.
func (l *Ledger) Came(ctx context.Context, since time.Time) (n int, err error) {
	if err := l.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM mail WHERE seen_at > ? OR settled_at > ?`, ms(since), ms(since)).Scan(&n); err != nil {
		return 0, fmt.Errorf("count mails: %w", err)
	}
	return n, nil
}

// AllMail gives every mail.
func (l *Ledger) AllMail(ctx context.Context) ([]Mail, error) { return l.mails(ctx, `1 = 1`) }

// KnownUIDs gives the messages of a mailbox that are in the ledger.
func (l *Ledger) KnownUIDs(ctx context.Context, mailbox string, uidvalidity uint32) (map[uint32]bool, error) {
	known := map[uint32]bool{}
	err := rows(ctx, l.db, `SELECT uid FROM mail WHERE source = 'imap' AND mailbox = ? AND uidvalidity = ?`, []any{mailbox, uidvalidity}, func(r *sql.Rows) error {
		var uid uint32
		err := r.Scan(&uid)
		known[uid] = true
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read known messages: %w", err)
	}
	return known, nil
}

// About is how a mail without a form belongs to a case it names.
const About process.Matched = "about"

// Taken is what one form of a mail was to the cases there were; Part is -1 where
// the mail has no form and is about the case.
type Taken struct {
	MailID         int64
	Part, Position int
	CaseID         string // "" where it belonged to none
	How            process.Matched
}

// Take notes what a form was.
func (t *Tx) Take(x Taken) error {
	return t.exec("note form", `INSERT INTO taken (mail_id, part, position, case_id, how) VALUES (?, ?, ?, ?, ?)`,
		x.MailID, x.Part, x.Position, x.CaseID, x.How)
}

// Taken gives what every form was, by the mail it came in.
func (l *Ledger) Taken(ctx context.Context) (map[int64][]Taken, error) {
	all := map[int64][]Taken{}
	err := rows(ctx, l.db, `SELECT mail_id, part, position, case_id, how FROM taken ORDER BY mail_id, part, position`, nil, func(r *sql.Rows) error {
		var x Taken
		err := r.Scan(&x.MailID, &x.Part, &x.Position, &x.CaseID, &x.How)
		all[x.MailID] = append(all[x.MailID], x)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read forms taken: %w", err)
	}
	return all, nil
}
