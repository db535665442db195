package mailbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
)

var errBroken = errors.New("the IMAP connection was given up")

// patience is how many times the timeout an exchange may take that goes on giving:
// a slow line is no silent server, and a large mail must get through it.
const patience = 30

// within runs one exchange with the server. When the context ends, or nothing has
// come for the timeout, the connection is closed, which ends every wait inside f.
func (b *Box) within(ctx context.Context, operation string, f func() error) error {
	if b.broken {
		return fmt.Errorf("%s: %w", operation, errBroken)
	}
	ctx, cancel := context.WithTimeout(ctx, patience*b.timeout)
	defer cancel()
	ctx, silent := context.WithCancelCause(ctx)
	defer silent(nil)
	idle := time.AfterFunc(b.timeout, func() { silent(context.DeadlineExceeded) })
	defer idle.Stop()
	b.alive = func() {
		idle.Reset(b.timeout)
		b.tellAlive()
	}
	stop := context.AfterFunc(ctx, b.hangUp)
	err := f()
	if !stop() { // the connection was closed under f, whatever f made of it
		b.broken = true
		return fmt.Errorf("%s: %w", operation, b.meant(context.Cause(ctx)))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", operation, b.meant(err))
	}
	return nil
}

// hangUp closes the connection itself; what comes of that is no news to anyone.
func (b *Box) hangUp() { _ = b.conn.Close() }

// abandon gives the connection up and waits for the library's reader to be gone.
func (b *Box) abandon() {
	b.broken = true
	b.hangUp()
	if b.client != nil {
		<-b.client.Closed()
	}
}

// farewell is how long a goodbye may take: nothing depends on it.
const farewell = 5 * time.Second

// Close logs out where the connection still works, and closes it. It gives no error:
// all that matters was answered for by its own command.
func (b *Box) Close() error {
	if !b.broken {
		b.timeout = min(b.timeout, farewell)
		_ = b.within(context.Background(), "log out", func() error { return b.client.Logout().Wait() })
	}
	b.abandon()
	return nil
}

// Select opens a folder. A UID means nothing without the UIDVALIDITY given here.
func (b *Box) Select(ctx context.Context, folder string) (uidValidity uint32, err error) {
	err = b.within(ctx, "select "+folder, func() error {
		data, err := b.client.Select(folder, nil).Wait()
		if err != nil {
			return b.whyClosed(folder, err)
		}
		uidValidity = data.UIDValidity
		return nil
	})
	return uidValidity, err
}

// whyClosed is ErrNoFolder where a folder was not opened because it is not there. A
// server that gives a code has said why; one that gives none is asked what it has.
func (b *Box) whyClosed(folder string, err error) error {
	refusal := (*imap.Error)(nil)
	if !refused(err) || !errors.As(err, &refusal) {
		return err
	}
	switch refusal.Code {
	case imap.ResponseCodeNonExistent, imap.ResponseCodeTryCreate:
		return told(refusal, ErrNoFolder)
	case "":
		if there, asked := b.has(folder); asked == nil && !there {
			return told(refusal, ErrNoFolder)
		}
	}
	return err
}

// has says whether the server has a folder in which mail can lie.
func (b *Box) has(folder string) (bool, error) {
	all, err := b.client.List("", folder, nil).Collect()
	exact := strings.ContainsAny(folder, "*%") // else nothing but the folder is asked for
	return slices.ContainsFunc(all, func(l *imap.ListData) bool {
		return (!exact || l.Mailbox == folder) && !slices.Contains(l.Attrs, imap.MailboxAttrNonExistent) && !slices.Contains(l.Attrs, imap.MailboxAttrNoSelect)
	}), err
}

// refused says whether the server said NO to a command, its connection intact.
func refused(err error) bool {
	var e *imap.Error
	return errors.As(err, &e) && e.Type == imap.StatusResponseTypeNo
}
