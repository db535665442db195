package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"

	"stintag/ingest/mailbox"
	"stintag/process/kill"
	"stintag/process/ledger"
)

// moveAtOnce is how many mails are on their way at once, and noted together.
const moveAtOnce = 100

// move puts the mails of the inbox that have a place into its folder, and those
// that got another place since they were moved into theirs. A message is moved only
// while the server says of its number what it said when it was fetched.
func (b *batch) move(ctx context.Context, box *mailbox.Box, validity uint32) error {
	mails, err := b.ledger.Unmoved(ctx, b.mailboxName(), validity)
	if err != nil {
		return err
	}
	misplaced, err := b.ledger.Misplaced(ctx, b.mailboxName(), validity)
	if err != nil || len(mails)+len(misplaced) == 0 {
		return err
	}
	if !box.Moves() {
		b.log.Warn("the IMAP server can neither move mail nor remove single mails: what is dealt with stays in the inbox")
		return nil
	}
	if mails, err = asListed(ctx, box, mails); err != nil {
		return err
	}
	for folder, some := range b.byFolder(mails) {
		if err := b.moveTo(ctx, box, validity, folder, some); err != nil {
			return fmt.Errorf("move to %s: %w", folder, err)
		}
	}
	return b.rehouse(ctx, box, misplaced)
}

// asListed keeps the mails that lie in the selected folder as they did.
func asListed(ctx context.Context, box *mailbox.Box, mails []ledger.Mail) ([]ledger.Mail, error) {
	if len(mails) == 0 {
		return nil, nil
	}
	items, err := box.List(ctx)
	if err != nil {
		return nil, err
	}
	there := map[uint32]mailbox.Item{}
	for _, it := range items {
		there[it.UID] = it
	}
	return slices.DeleteFunc(mails, func(m ledger.Mail) bool {
		it, is := there[m.UID]
		return !is || !m.Listed.Is(listed(it))
	}), nil
}

// byFolder gives the mails by the folder of their place, in chunks, in a steady order.
func (b *batch) byFolder(mails []ledger.Mail) func(yield func(string, []ledger.Mail) bool) {
	folders := map[string][]ledger.Mail{}
	for _, m := range mails {
		folders[b.folderOf(m.Place)] = append(folders[b.folderOf(m.Place)], m)
	}
	return func(yield func(string, []ledger.Mail) bool) {
		for _, folder := range sortedKeys(folders) {
			for some := range slices.Chunk(folders[folder], moveAtOnce) {
				if !yield(folder, some) {
					return
				}
			}
		}
	}
}

// moveTo notes that mails are on their way, moves them, and notes which came there.
func (b *batch) moveTo(ctx context.Context, box *mailbox.Box, validity uint32, folder string, mails []ledger.Mail) error {
	b.progress("Flyttar brev", 0, len(mails))
	mails, err := b.notCopied(ctx, box, validity, folder, mails)
	if err != nil || len(mails) == 0 {
		return err
	}
	err = b.do(ctx, func(tx *ledger.Tx) error {
		for _, m := range mails {
			if err := tx.Moving(m.ID, folder, m.Place); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	kill.Point("moving")
	byUID := map[uint32]ledger.Mail{}
	var uids []uint32
	for _, m := range mails {
		uids, byUID[m.UID] = append(uids, m.UID), m
	}
	moved, moveErr := box.Move(ctx, uids, folder)
	kill.Point("moved")
	err = b.do(context.WithoutCancel(ctx), func(tx *ledger.Tx) error {
		for _, x := range moved {
			m := byUID[x.UID]
			if err := tx.Moved(m.ID, folder, m.Place, ledger.Lying{UIDValidity: x.UIDValidity, UID: x.NewUID}); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(moveErr, err)
}

// notCopied leaves out the mails that were on their way to the folder when a
// connection was lost and lie in it already; what is left of them here is removed. Only
// a server that moves by copying has such.
func (b *batch) notCopied(ctx context.Context, box *mailbox.Box, validity uint32, folder string, mails []ledger.Mail) ([]ledger.Mail, error) {
	begun := slices.DeleteFunc(slices.Clone(mails), func(m ledger.Mail) bool { return m.MovedTo != folder })
	if box.MovesAtOnce() || len(begun) == 0 {
		return mails, nil
	}
	there, copies, err := b.copied(ctx, box, folder, begun)
	if err != nil {
		return nil, err
	}
	again, err := box.Select(ctx, b.cfg.IMAP.Inbox)
	switch {
	case err != nil:
		return nil, err
	case again != validity:
		return nil, fmt.Errorf("the inbox was rebuilt meanwhile: UIDVALIDITY %d became %d", validity, again)
	}
	return b.removeCopied(ctx, box, folder, mails, there, copies)
}

// copied gives, for each mail that lies in the folder, what it is there by what it is
// here. What lies there as another mail is no copy of one in the same bytes.
func (b *batch) copied(ctx context.Context, box *mailbox.Box, folder string, mails []ledger.Mail) (there uint32, copies map[uint32]uint32, err error) {
	there, err = box.Select(ctx, folder)
	if errors.Is(err, mailbox.ErrNoFolder) {
		return 0, nil, nil // and what was selected is so no longer
	}
	if err != nil {
		return 0, nil, err
	}
	others, err := b.ledger.LiesAs(ctx, b.mailboxName(), folder, there)
	copies = map[uint32]uint32{}
	for _, m := range mails {
		if err != nil {
			break
		}
		var uid uint32
		if uid, err = find(ctx, box, there, m, others); uid != 0 {
			copies[m.UID], others[uid] = uid, true
		}
	}
	return there, copies, err
}

func (b *batch) removeCopied(ctx context.Context, box *mailbox.Box, folder string, mails []ledger.Mail, there uint32, copies map[uint32]uint32) ([]ledger.Mail, error) {
	if len(copies) == 0 {
		return mails, nil
	}
	var uids []uint32
	for uid := range copies {
		uids = append(uids, uid)
	}
	if err := box.Remove(ctx, uids); err != nil {
		return nil, err
	}
	kill.Point("copies-removed")
	err := b.do(context.WithoutCancel(ctx), func(tx *ledger.Tx) error {
		for _, m := range mails {
			if uid, is := copies[m.UID]; is {
				if err := tx.Moved(m.ID, folder, m.Place, ledger.Lying{UIDValidity: there, UID: uid}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return slices.DeleteFunc(mails, func(m ledger.Mail) bool { return copies[m.UID] != 0 }), err
}

// rehousedAtOnce bounds how many mails a run looks for in the folders they were moved to.
const rehousedAtOnce = 200

// rehouse moves mails that were let out of quarantine from the folder they were moved
// to into that of their place. One that is not there a person has taken; it is theirs.
func (b *batch) rehouse(ctx context.Context, box *mailbox.Box, mails []ledger.Mail) error {
	byFolder := map[string][]ledger.Mail{}
	for _, m := range mails[:min(len(mails), rehousedAtOnce)] {
		byFolder[m.MovedTo] = append(byFolder[m.MovedTo], m)
	}
	for _, folder := range sortedKeys(byFolder) {
		validity, err := box.Select(ctx, folder)
		gone := errors.Is(err, mailbox.ErrNoFolder)
		if err != nil && !gone {
			return err
		}
		for _, m := range byFolder[folder] {
			b.progress("Flyttar brev", 0, len(mails))
			if !gone {
				m.UID, err = find(ctx, box, validity, m, nil)
			}
			if err == nil || gone {
				err = b.rehouseOne(ctx, box, folder, m)
			}
			if err != nil {
				return fmt.Errorf("move mail %d from %s: %w", m.ID, folder, err)
			}
		}
	}
	return nil
}

// rehouseOne moves one mail of the selected folder; its UID is 0 where it is not there.
func (b *batch) rehouseOne(ctx context.Context, box *mailbox.Box, from string, m ledger.Mail) error {
	to := b.folderOf(m.Place)
	var moved []mailbox.Moved
	switch {
	case m.UID == 0:
	case to == from:
		moved = []mailbox.Moved{{UID: m.UID}}
	default:
		var err error
		if moved, err = box.Move(ctx, []uint32{m.UID}, to); err != nil {
			return err
		}
	}
	kill.Point("rehoused")
	return b.do(context.WithoutCancel(ctx), func(tx *ledger.Tx) error {
		if len(moved) == 0 {
			b.log.Info("a mail is no longer where it was moved to", "mail", m.ID)
			return tx.StaysAway(m.ID)
		}
		return tx.Moved(m.ID, to, m.Place, ledger.Lying{UIDValidity: moved[0].UIDValidity, UID: moved[0].NewUID})
	})
}

// find gives the UID of a mail in the selected folder, 0 where it is not there. What it
// holds tells: its bytes, or its Message-ID and the moment it came. What lies there under
// the numbers of others is not it.
func find(ctx context.Context, box *mailbox.Box, validity uint32, m ledger.Mail, others map[uint32]bool) (uid uint32, err error) {
	items, err := box.Find(ctx, validity, mailbox.Wanted{
		UIDValidity: m.Moved.UIDValidity, UID: m.Moved.UID, MessageID: m.MessageID, Size: m.Listed.Size,
	})
	items = slices.DeleteFunc(items, func(it mailbox.Item) bool { return others[it.UID] })
	if err != nil || len(items) == 0 {
		return 0, err
	}
	_, err = box.Fetch(ctx, items, func(it mailbox.Item, body io.Reader) error {
		var head headOf
		hash := sha256.New()
		if _, err := io.Copy(io.MultiWriter(hash, &head), body); err != nil {
			return err
		}
		same := hex.EncodeToString(hash.Sum(nil)) == m.SHA256
		rewritten := mailbox.Searchable(m.MessageID) && head.messageID() == m.MessageID && it.Received.Equal(m.Received)
		if uid == 0 && (same || rewritten) {
			uid = it.UID
		}
		return nil
	})
	return uid, err
}
