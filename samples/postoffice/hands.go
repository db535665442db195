package postoffice

import (
	"errors"
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"
)

// Shift moves every mail of a folder to another, as a person does in a mail program;
// the folder is made where it is missing.
func (o *Office) Shift(from, to string) error {
	c, err := o.connect()
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }() // nothing of ours is lost with the connection
	_ = c.Create(to, nil).Wait()     // it may be there; the copy tells
	if _, err := c.Select(from, nil).Wait(); err != nil {
		return fmt.Errorf("select %s: %w", from, err)
	}
	all := imap.UIDSet{{Start: 1, Stop: 0}}
	if _, err := c.Copy(all, to).Wait(); err != nil {
		return fmt.Errorf("copy to %s: %w", to, err)
	}
	if err := c.Store(all, &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}, nil).Close(); err != nil {
		return fmt.Errorf("mark in %s: %w", from, err)
	}
	if err := c.Expunge().Close(); err != nil {
		return fmt.Errorf("expunge %s: %w", from, err)
	}
	return nil
}

// Rebuild makes a folder anew, as a server does that has lost its index or is
// restored from a backup: the same mail in it, under other numbers, after the mails
// given, which come now. Where the server keeps the UIDVALIDITY, against the
// protocol, the numbers begin anew and mean other mails than before.
func (o *Office) Rebuild(folder string, keepsUIDValidity bool, first ...[]byte) error {
	mails, err := o.held(folder)
	if err != nil {
		return err
	}
	was, err := o.uidValidity(folder)
	if err != nil {
		return err
	}
	if err := errors.Join(o.user.Delete(folder), o.user.Create(folder, nil)); err != nil {
		return fmt.Errorf("rebuild %s: %w", folder, err)
	}
	is, err := o.uidValidity(folder)
	if err != nil {
		return err
	}
	if keepsUIDValidity {
		o.mu.Lock()
		o.kept[folder] += is - was
		o.mu.Unlock()
	}
	for _, raw := range first {
		mails = append(mails[:0:0], append([]heldMail{{raw, time.Now()}}, mails...)...)
	}
	for _, m := range mails {
		if err := o.DeliverTo(folder, m.raw, m.received); err != nil {
			return err
		}
	}
	return nil
}

func (o *Office) uidValidity(folder string) (uint32, error) {
	data, err := o.user.Status(folder, &imap.StatusOptions{UIDValidity: true})
	if err != nil {
		return 0, fmt.Errorf("look at %s: %w", folder, err)
	}
	return o.validity(folder, data.UIDValidity), nil
}

// validity is what the office calls the UIDVALIDITY that its memory has.
func (o *Office) validity(folder string, inMemory uint32) uint32 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return inMemory + o.epoch - o.kept[folder]
}
