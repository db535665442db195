package ledger

import (
	"context"
	"database/sql"
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
	UID         uint32 // 0 where it lies in that folder no longer
	Listed      Listed // of a message
	MessageID   string // as its header has it; "" where that tells it from no other
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
	MovedTo     string // the folder it was moved to, or is on its way to while UID is not 0
	MovedAs     Place  // the place it was moved for
	Moved       Lying
	Again       int // how often a person has had it read again that held no form before
}

// Listed is what a server says of a message: it tells it from another that came to
// bear its number. It is held against the server's own word only, which need not be exact.
type Listed struct {
	Size int64
	At   time.Time // INTERNALDATE
}

// Is says whether a message is the one listed. Moments are held as the ledger keeps
// them, which knows none from the first of 1970.
func (l Listed) Is(o Listed) bool { return l.Size == o.Size && ms(l.At) == ms(o.At) }

// Lying is what a message is in the folder it was moved to; zero where the server did not say.
type Lying struct{ UIDValidity, UID uint32 }

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
	return t.sealWords("mail "+string(p), name("mail", id), why)
}

// auditMail notes what became of a mail.
func (t *Tx) auditMail(what string, id int64, detail string) error {
	return t.log(record{what: what, detail: detail, about: name("mail", id)}, nil)
}

const mailColumns = `id, source, mailbox, uidvalidity, uid, sha256, name, size, received_at, seen_at, asserted, attempts, reading, place, why, settled_at, moved_to,
	message_id, listed_size, listed_at, moved_as, moved_validity, moved_uid, again`

func scanMail(r *sql.Rows) (Mail, error) {
	var m Mail
	var received, seen, settled, listed int64
	err := r.Scan(&m.ID, &m.Source, &m.Mailbox, &m.UIDValidity, &m.UID, &m.SHA256, &m.Name, &m.Size, &received, &seen,
		&m.Asserted, &m.Attempts, &m.Reading, &m.Place, &m.Why, &settled, &m.MovedTo,
		&m.MessageID, &m.Listed.Size, &listed, &m.MovedAs, &m.Moved.UIDValidity, &m.Moved.UID, &m.Again)
	m.Received, m.Seen, m.Settled, m.Listed.At = at(received), at(seen), at(settled), at(listed)
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

// LateSince gives the mails that came before a moment and got their place after it.
func (l *Ledger) LateSince(ctx context.Context, t time.Time) ([]Mail, error) {
	return l.mails(ctx, `seen_at <= ? AND settled_at > ?`, ms(t), ms(t))
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
