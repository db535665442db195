// Package postoffice is a post office in this process: an IMAP server with one
// account and an SMTP server that takes every letter, both on loopback ports of
// the system's choosing. The demo lives in it and the tests are held to it; it
// keeps everything in memory and is no server for real mail.
//
// emersion's go-imap server half and go-smtp: real protocol, in process, by the
// author of the client they are held to. The in-memory server says UIDVALIDITY 1
// at every start; ours gives each start its own.
package postoffice

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	gosmtp "github.com/emersion/go-smtp"
)

// Inbox is where Deliver puts mail.
const Inbox = "INBOX"

// Options say how the office behaves. The zero value is a server with MOVE,
// without TLS, that knows the account st-intag with the password st-intag.
type Options struct {
	User, Password string
	NoMove         bool         // neither advertise MOVE nor do it
	NoUIDPlus      bool         // no UIDPLUS either
	TLS            *tls.Config  // offer STARTTLS; with Implicit, TLS from the first byte
	Implicit       bool         //
	OnLetter       func(Letter) // called for each letter taken in, before its sender hears of it

	// Mechanisms are the logins offered, by IMAP and SMTP: PLAIN, LOGIN (of SMTP),
	// XOAUTH2, SCRAM-SHA-256 (of IMAP); PLAIN where none is named. With LOGIN left
	// out and any other named, IMAP's LOGIN command is forbidden.
	Mechanisms []string
	// Token says whether an access token is good, for XOAUTH2.
	Token func(token string) bool
	// NotConnected has the account without a mailbox, as Exchange tells it.
	NotConnected bool
}

// Letter is what came in by SMTP.
type Letter struct {
	From, To string // of the envelope
	Raw      []byte
}

// Office is a running pair of servers.
type Office struct {
	opt        Options
	user       *imapmemserver.User
	imap       *imapserver.Server
	smtp       *gosmtp.Server
	imapListen net.Listener
	smtpListen net.Listener
	epoch      uint32 // added to every UIDVALIDITY
	pass       string // what the office knows itself by
	serving    sync.WaitGroup

	mu      sync.Mutex
	letters []Letter
	kept    map[string]uint32 // what is taken off the UIDVALIDITY of folders rebuilt under the old one
}

// Start opens the office; Close it.
func Start(opt Options) (*Office, error) {
	opt.User = cmp.Or(opt.User, "st-intag")
	opt.Password = cmp.Or(opt.Password, "st-intag")
	o := &Office{opt: opt, user: imapmemserver.NewUser(opt.User, opt.Password), pass: newPass(), kept: map[string]uint32{}}
	if err := o.user.Create(Inbox, nil); err != nil {
		return nil, fmt.Errorf("create inbox: %w", err)
	}
	var err error
	if o.epoch, err = newEpoch(); err != nil {
		return nil, err
	}
	if o.imapListen, err = listen(opt); err != nil {
		return nil, err
	}
	if o.smtpListen, err = listen(opt); err != nil {
		return nil, errors.Join(err, o.imapListen.Close())
	}
	o.imap = o.newIMAP()
	o.smtp = o.newSMTP()
	// Both Serve calls end with Close, and say nothing that Close does not.
	o.serving.Go(func() { _ = o.imap.Serve(o.imapListen) })
	o.serving.Go(func() { _ = o.smtp.Serve(o.smtpListen) })
	return o, nil
}

func listen(opt Options) (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("open a port for the post office: %w", err)
	}
	if opt.TLS != nil && opt.Implicit {
		l = tls.NewListener(l, opt.TLS)
	}
	return l, nil
}

// newEpoch makes two starts' mailboxes different ones for a client that has seen
// the first: their UIDs begin anew, so their UIDVALIDITY must not.
func newEpoch() (uint32, error) {
	var b [4]byte
	if _, err := rand.Read(b[:]); err != nil {
		return 0, fmt.Errorf("choose a UIDVALIDITY: %w", err)
	}
	return binary.BigEndian.Uint32(b[:]) >> 1, nil
}

func (o *Office) newIMAP() *imapserver.Server {
	caps := imap.CapSet{imap.CapIMAP4rev1: {}, imap.CapNamespace: {}}
	if !o.opt.NoMove {
		caps[imap.CapMove] = struct{}{}
	}
	if !o.opt.NoUIDPlus {
		caps[imap.CapUIDPlus] = struct{}{}
	}
	options := &imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return &session{office: o}, &imapserver.GreetingData{}, nil
		},
		Caps:         caps,
		InsecureAuth: true,
		Logger:       log.New(io.Discard, "", 0),
	}
	if !o.opt.Implicit {
		options.TLSConfig = o.opt.TLS
	}
	return imapserver.New(options)
}

// IMAPAddress is the IMAP server's host:port.
func (o *Office) IMAPAddress() string { return o.imapListen.Addr().String() }

// SMTPAddress is the SMTP server's host:port.
func (o *Office) SMTPAddress() string { return o.smtpListen.Addr().String() }

// Deliver puts a mail in the inbox, received at the given moment (INTERNALDATE).
func (o *Office) Deliver(raw []byte, received time.Time) error {
	return o.DeliverTo(Inbox, raw, received)
}

// DeliverTo puts a mail in a folder, with flags, as a person's mail program would.
func (o *Office) DeliverTo(folder string, raw []byte, received time.Time, flags ...string) error {
	options := &imap.AppendOptions{Time: received}
	for _, f := range flags {
		options.Flags = append(options.Flags, imap.Flag(f))
	}
	if _, err := o.user.Append(folder, bytes.NewReader(raw), options); err != nil {
		return fmt.Errorf("deliver to %s: %w", folder, err)
	}
	return nil
}

// Letters gives every letter taken in so far, in order.
func (o *Office) Letters() []Letter {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]Letter(nil), o.letters...)
}

// Close ends both servers and every connection to them. The servers close only
// those listeners they have come to serve, so the office closes its own.
func (o *Office) Close() error {
	err := errors.Join(o.imap.Close(), o.smtp.Close())
	for _, l := range []net.Listener{o.imapListen, o.smtpListen} {
		if closed := l.Close(); !errors.Is(closed, net.ErrClosed) {
			err = errors.Join(err, closed)
		}
	}
	o.serving.Wait()
	return err
}
