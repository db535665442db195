package postoffice

import (
	"crypto/tls"
	"io"
	"log"

	gosmtp "github.com/emersion/go-smtp"
)

func (o *Office) newSMTP() *gosmtp.Server {
	s := gosmtp.NewServer(gosmtp.BackendFunc(func(*gosmtp.Conn) (gosmtp.Session, error) {
		return &transaction{office: o}, nil
	}))
	s.Domain = "postoffice.example"
	s.AllowInsecureAuth = true
	s.ErrorLog = log.New(io.Discard, "", 0)
	if !o.opt.Implicit {
		s.TLSConfig = o.opt.TLS
	}
	return s
}

// trusting is for the office's talk with itself: it knows who it is.
func trusting() *tls.Config {
	return &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12} //nolint:gosec // loopback, own server
}

// transaction takes one letter at a time; a login is offered, not demanded.
type transaction struct {
	office   *Office
	from, to string
}

var _ gosmtp.AuthSession = (*transaction)(nil)

// Mail implements gosmtp.Session.
func (t *transaction) Mail(from string, _ *gosmtp.MailOptions) error {
	t.from = from
	return nil
}

// Rcpt implements gosmtp.Session: one recipient a letter, as stintag promises.
func (t *transaction) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	if t.to != "" {
		return &gosmtp.SMTPError{Code: 452, EnhancedCode: gosmtp.EnhancedCode{4, 5, 3}, Message: "One recipient a letter"}
	}
	t.to = to
	return nil
}

// Data implements gosmtp.Session.
func (t *transaction) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	l := Letter{From: t.from, To: t.to, Raw: raw}
	t.office.mu.Lock()
	t.office.letters = append(t.office.letters, l)
	t.office.mu.Unlock()
	if t.office.opt.OnLetter != nil {
		t.office.opt.OnLetter(l)
	}
	return nil
}

// Reset implements gosmtp.Session.
func (t *transaction) Reset() { t.from, t.to = "", "" }

// Logout implements gosmtp.Session.
func (t *transaction) Logout() error { return nil }
