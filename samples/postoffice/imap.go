package postoffice

import (
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// session is the in-memory server's, with UIDVALIDITYs that differ between
// starts and a MOVE that can be switched off.
type session struct {
	*imapmemserver.UserSession // nil until logged in

	office *Office
}

var (
	_ imapserver.SessionMove = (*session)(nil)
	_ imapserver.SessionSASL = (*session)(nil)
)

// Login implements imapserver.Session.
func (s *session) Login(user, password string) error {
	if s.office.forbidsLogin() {
		return &imap.Error{Type: imap.StatusResponseTypeNo, Code: imap.ResponseCodeCannot, Text: "LOGIN is disabled"}
	}
	return s.loginPlain(user, password)
}

// Select implements imapserver.Session.
func (s *session) Select(name string, options *imap.SelectOptions) (*imap.SelectData, error) {
	if s.office.opt.NotConnected {
		return nil, &imap.Error{Type: imap.StatusResponseTypeBad, Text: "User is authenticated but not connected."}
	}
	data, err := s.UserSession.Select(name, options)
	if err == nil {
		data.UIDValidity = s.office.validity(name, data.UIDValidity)
	}
	return data, err
}

// Status implements imapserver.Session.
func (s *session) Status(name string, options *imap.StatusOptions) (*imap.StatusData, error) {
	data, err := s.UserSession.Status(name, options)
	if err == nil && data.UIDValidity != 0 {
		data.UIDValidity = s.office.validity(name, data.UIDValidity)
	}
	return data, err
}

// Append implements imapserver.Session.
func (s *session) Append(name string, r imap.LiteralReader, options *imap.AppendOptions) (*imap.AppendData, error) {
	data, err := s.UserSession.Append(name, r, options)
	if err == nil {
		data.UIDValidity = s.office.validity(name, data.UIDValidity)
	}
	return data, err
}

// Copy implements imapserver.Session.
func (s *session) Copy(set imap.NumSet, dest string) (*imap.CopyData, error) {
	data, err := s.UserSession.Copy(set, dest)
	if err != nil {
		return nil, err
	}
	if s.office.opt.NoUIDPlus || len(data.SourceUIDs) == 0 {
		return nil, nil // a plain OK: there is no COPYUID to tell of
	}
	data.UIDValidity = s.office.validity(dest, data.UIDValidity)
	return data, nil
}

// Move implements imapserver.SessionMove by copy and expunge: the library's own
// would write a COPYUID with a UIDVALIDITY we could not change.
func (s *session) Move(w *imapserver.MoveWriter, set imap.NumSet, dest string) error {
	if s.office.opt.NoMove {
		return &imap.Error{Type: imap.StatusResponseTypeBad, Text: "Unknown command"}
	}
	data, err := s.UserSession.Copy(set, dest)
	if err != nil || len(data.SourceUIDs) == 0 {
		return err
	}
	data.UIDValidity = s.office.validity(dest, data.UIDValidity)
	deleted := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}
	if err := s.Store(nil, data.SourceUIDs, deleted, nil); err != nil {
		return err
	}
	if !s.office.opt.NoUIDPlus {
		if err := w.WriteCopyData(data); err != nil {
			return err
		}
	}
	return s.Expunge(nil, &data.SourceUIDs)
}

// Folder gives the raw mails of a folder, in order. The in-memory server lets
// nobody at its bytes but over the wire, so the office asks itself.
func (o *Office) Folder(name string) (mails [][]byte, err error) {
	held, err := o.held(name)
	for _, m := range held {
		mails = append(mails, m.raw)
	}
	return mails, err
}

type heldMail struct {
	raw      []byte
	received time.Time
}

func (o *Office) held(name string) (mails []heldMail, err error) {
	c, err := o.connect()
	if err != nil {
		return nil, err
	}
	defer func() { _ = c.Close() }() // nothing of ours is lost with the connection
	selected, err := c.Select(name, &imap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil {
		return nil, fmt.Errorf("select %s: %w", name, err)
	}
	if selected.NumMessages == 0 {
		return nil, nil
	}
	all := imap.SeqSet{{Start: 1, Stop: 0}}
	body := &imap.FetchItemBodySection{Peek: true}
	got, err := c.Fetch(all, &imap.FetchOptions{InternalDate: true, BodySection: []*imap.FetchItemBodySection{body}}).Collect()
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", name, err)
	}
	for _, m := range got {
		mails = append(mails, heldMail{m.FindBodySection(body), m.InternalDate})
	}
	return mails, nil
}

func (o *Office) connect() (*imapclient.Client, error) {
	var c *imapclient.Client
	var err error
	switch {
	case o.opt.TLS != nil && o.opt.Implicit:
		c, err = imapclient.DialTLS(o.IMAPAddress(), &imapclient.Options{TLSConfig: trusting()})
	default:
		c, err = imapclient.DialInsecure(o.IMAPAddress(), nil)
	}
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	if err := c.Authenticate(o.ourselves()); err != nil {
		_ = c.Close() // the refusal is what matters
		return nil, fmt.Errorf("log in: %w", err)
	}
	return c, nil
}
