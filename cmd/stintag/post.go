package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"stintag/ingest/mailbox"
	"stintag/ingest/trust"
	"stintag/notify"
	"stintag/process/kill"
	"stintag/process/ledger"
)

// Chapter one and the end of chapter five: mail from the mailbox to the spool and
// the ledger, and from there to its folder.

// inInbox does something in the inbox, under its UIDVALIDITY.
func (b *batch) inInbox(ctx context.Context, do func(context.Context, *mailbox.Box, uint32) error) (err error) {
	if err := b.leftAlone(ctx); err != nil {
		return err
	}
	defer func() { err = b.remember(ctx, err) }()
	config := b.mailboxConfig()
	config.Alive = b.course.move
	box, err := mailbox.Dial(ctx, config)
	if err != nil {
		b.mute = silent(err)
		return err
	}
	defer func() { err = errors.Join(err, box.Close()) }()
	validity, err := box.Select(ctx, b.cfg.IMAP.Inbox)
	if err != nil {
		b.mute = silent(err)
		return err
	}
	return do(ctx, box, validity)
}

// fetch spools the messages that the ledger does not know.
func (b *batch) fetch(ctx context.Context, box *mailbox.Box, validity uint32) error {
	items, err := box.List(ctx)
	if err != nil {
		return err
	}
	known, err := b.ledger.Known(ctx, b.mailboxName(), validity)
	if err != nil {
		return err
	}
	var fresh []mailbox.Item
	for _, it := range items {
		if m, there := known[it.UID]; !there || !m.Listed.Is(listed(it)) {
			fresh = append(fresh, it)
		}
		delete(known, it.UID)
	}
	if err := b.noteGone(ctx, known); err != nil {
		return err
	}
	b.run.Found += len(items)
	done := 0
	missing, err := box.Fetch(ctx, fresh, func(it mailbox.Item, body io.Reader) error {
		done++
		b.progress("Hämtar brev", done, len(fresh))
		return b.arrive(ctx, ledger.Mail{Source: ledger.FromMailbox, Mailbox: b.mailboxName(), UIDValidity: validity, UID: it.UID,
			Listed: listed(it), Received: it.Received}, body)
	})
	return errors.Join(err, b.tellMissing(ctx, missing))
}

func listed(it mailbox.Item) ledger.Listed { return ledger.Listed{Size: it.Size, At: it.Received} }

// noteGone notes that messages lie in the inbox no longer.
func (b *batch) noteGone(ctx context.Context, gone map[uint32]ledger.Mail) error {
	if len(gone) == 0 {
		return nil
	}
	return b.do(ctx, func(tx *ledger.Tx) error {
		for _, m := range gone {
			if err := tx.Gone(m.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// arrive puts one mail in the spool, then in the ledger.
func (b *batch) arrive(ctx context.Context, m ledger.Mail, body io.Reader) error {
	var err error
	var head headOf
	if m.SHA256, m.Size, err = b.spool.Put(io.TeeReader(body, &head)); err != nil {
		return err
	}
	m.MessageID = head.messageID()
	kill.Point("spooled")
	if m.Received.Year() < firstYear { // the server has no date that can be
		m.Received = receivedOf(head.b, b.now)
	}
	if m.Received.After(b.now) {
		m.Received = b.now
	}
	err = b.do(ctx, func(tx *ledger.Tx) error {
		_, isNew, err := tx.Arrive(m)
		if isNew {
			b.run.New++
		}
		return err
	})
	kill.Point("ledger-committed")
	return err
}

// readAll reads the mails in the spool that nobody has read yet. A mail that
// kills its reader is counted before it is opened.
func (b *batch) readAll(ctx context.Context) error {
	mails, err := b.ledger.Unread(ctx)
	if err != nil {
		return err
	}
	for i, m := range mails {
		b.progress("Läser blanketter", i+1, len(mails))
		if err := b.readOne(ctx, m); err != nil {
			return fmt.Errorf("mail %d: %w", m.ID, err)
		}
	}
	return nil
}

// readOne reads one mail from the spool and keeps what it holds.
func (b *batch) readOne(ctx context.Context, m ledger.Mail) error {
	raw, err := b.raw(m)
	if err != nil { // the mail waits; the others do not wait for it
		b.trouble = append(b.trouble, fmt.Errorf("mail %d: %w", m.ID, err))
		return nil
	}
	if err := b.do(ctx, func(tx *ledger.Tx) error { return tx.Attempt(m.ID) }); err != nil {
		return err
	}
	m.Attempts++
	kill.Point("attempt-committed")
	r, err := json.Marshal(readMail(m, raw, b.ownMail()))
	if err != nil {
		return fmt.Errorf("keep reading: %w", err)
	}
	kill.Point("parsed")
	err = b.do(ctx, func(tx *ledger.Tx) error { return tx.SetReading(m.ID, r) })
	kill.Point("read")
	return err
}

// ownMail tells our own letters when they come home.
func (o *office) ownMail() trust.Own {
	return trust.Own{
		Addresses: []string{o.cfg.SMTP.From.bare()},
		IsOurs:    func(id string) bool { return notify.IsOurs(o.key, id) },
	}
}

// folderOf is the mailbox folder for a place.
func (o *office) folderOf(p ledger.Place) string {
	switch p {
	case ledger.Handled:
		return o.cfg.IMAP.Handled
	case ledger.Unreadable:
		return o.cfg.IMAP.Unreadable
	case ledger.Human:
		return o.cfg.IMAP.Human
	}
	return o.cfg.IMAP.Quarantine
}

// tellMissing tells of messages that the mailbox lists and cannot hand out. They
// stay where they are, and are asked for again by every run.
func (b *batch) tellMissing(ctx context.Context, uids []uint32) error {
	var texts []string
	for _, uid := range uids {
		texts = append(texts, fmt.Sprintf("message %d cannot be had from the mailbox: open it there, and move it to the inbox again", uid))
	}
	fresh, kept, err := b.fresh(ctx, registerMissing, texts)
	if err != nil {
		return err
	}
	b.person = append(b.person, fresh...)
	return b.do(ctx, func(tx *ledger.Tx) error { return tx.SetRegister(registerMissing, kept) })
}
