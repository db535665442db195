package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Back is what a delivery report says of a letter that came back.
type Back struct {
	MessageID string
	Gone      bool   // its address takes no mail, and not only this letter
	Of        string // whose mailbox the report is of; "" where it does not say
}

// Bounce notes that a letter came back; isNew is false where it is not ours, or was
// known. Where its address is gone it takes no mail, until a person says otherwise;
// not where the report is of another's mailbox, to which the address passes mail on.
func (t *Tx) Bounce(b Back) (isNew bool, err error) {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE letter SET state = 'bounced' WHERE message_id = ? AND state <> 'bounced'`, b.MessageID)
	if err != nil {
		return false, fmt.Errorf("note bounce: %w", err)
	}
	n, err := res.RowsAffected()
	if err != nil || n == 0 {
		return false, err
	}
	var id int64
	var to string
	if err := t.tx.QueryRowContext(t.ctx, `SELECT id, recipient FROM letter WHERE message_id = ?`, b.MessageID).Scan(&id, &to); err != nil {
		return false, fmt.Errorf("note bounce: %w", err)
	}
	err = t.auditLetter("letter bounced", id, "")
	if b.Gone && (b.Of == "" || strings.EqualFold(b.Of, to)) {
		err = errors.Join(err, t.suppress(id))
	}
	return true, err
}

// suppress keeps further letters from a letter's address.
func (t *Tx) suppress(id int64) error {
	n, err := t.change("suppress address", `INSERT INTO suppressed (address, letter_id, since)
		SELECT lower(recipient), id, ? FROM letter WHERE id = ? ON CONFLICT (address) DO NOTHING`, t.now, id)
	if err != nil || n == 0 {
		return err
	}
	return t.auditLetter("address takes no mail", id, "")
}

// Suppressed are the addresses that take no mail, and the letter that showed it.
func (l *Ledger) Suppressed(ctx context.Context) (map[string]int64, error) {
	all := map[string]int64{}
	err := rows(ctx, l.db, `SELECT address, letter_id FROM suppressed`, nil, func(r *sql.Rows) error {
		var address string
		var id int64
		err := r.Scan(&address, &id)
		all[address] = id
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read suppressed addresses: %w", err)
	}
	return all, nil
}

// addressGone is why letters to an address that takes no mail, and that nobody has any
// more, are given up.
const addressGone = "its address took no mail, and is nobody's any more"

// Lost says whether a letter did not arrive, and will not by itself.
func (l Letter) Lost() bool {
	return l.State == Bounced || l.State == Refused || l.Suppressed && (l.State == Owed || l.State == Retry) || l.State == Dropped && l.Detail == addressGone
}

// Forget gives up the letters to an address that takes no mail and is nobody's any
// more: the register was mended.
func (t *Tx) Forget(address string) error {
	dropped, err := t.ids("forget address", `UPDATE letter SET state = 'dropped', next_at = 0, detail = ? WHERE lower(recipient) = ? AND state IN ('owed', 'retry') RETURNING id`, addressGone, address)
	if err != nil {
		return err
	}
	for _, id := range dropped {
		if err := t.auditLetter("letter dropped", id, addressGone); err != nil {
			return err
		}
	}
	shown, err := t.ids("forget address", `DELETE FROM suppressed WHERE address = ? RETURNING letter_id`, address)
	if err != nil {
		return err
	}
	for _, id := range shown {
		if err := t.auditLetter("address forgotten", id, addressGone); err != nil {
			return err
		}
	}
	return nil
}

// noSuchAddress says whether a server's words are that the address takes no mail (RFC
// 3463): 5.1.1 and 5.1.10 the mailbox, 5.1.2 the domain, 5.1.3 the way it is written,
// 5.1.6 that it has moved.
func noSuchAddress(detail string) bool {
	return slices.ContainsFunc([]string{"5.1.1", "5.1.2", "5.1.3", "5.1.6"}, func(code string) bool { return strings.HasPrefix(detail, code) })
}
