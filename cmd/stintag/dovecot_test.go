package main

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"stintag/samples/postoffice/realmail"
)

// maildir is a mailbox at Dovecot.
type maildir struct {
	server *realmail.Dovecot
	box    *realmail.Maildir
}

// dovecotBoxes starts a Dovecot for as long as the test, and makes mailboxes there,
// each of a user that nobody was before.
func dovecotBoxes(t testing.TB, opt realmail.Options) func() (letterbox, error) {
	t.Helper()
	d, users := realmail.StartDovecot(t, opt), &atomic.Int64{}
	return func() (letterbox, error) {
		box, err := d.Mailbox(fmt.Sprintf("intag-%d", users.Add(1)))
		return maildir{d, box}, err
	}
}

func (m maildir) login() (address, user string) { return m.server.Address, m.box.User }

func (m maildir) deliver(raw []byte, received time.Time) error { return m.box.Deliver(raw, received) }

func (m maildir) folders() (map[string][]string, error) { return m.box.Folders() }

func (m maildir) settle() error { return m.box.Settle() }

func (m maildir) close() error { return m.box.Remove() }
