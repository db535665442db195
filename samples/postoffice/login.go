package postoffice

import (
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"
)

// The mechanisms that go-sasl has no name for.
const (
	XOAuth2     = "XOAUTH2"
	ScramSHA256 = "SCRAM-SHA-256"
)

// forbidsLogin says whether IMAP's LOGIN command is forbidden.
func (o *Office) forbidsLogin() bool {
	return len(o.opt.Mechanisms) > 0 && !slices.Contains(o.opt.Mechanisms, sasl.Login)
}

func (o *Office) right(user, password string) bool {
	return user == o.opt.User && subtle.ConstantTimeCompare([]byte(password), []byte(o.opt.Password)) == 1
}

func (o *Office) mechanisms() []string {
	if len(o.opt.Mechanisms) == 0 {
		return []string{sasl.Plain}
	}
	return o.opt.Mechanisms
}

// server is the office's side of one mechanism; refusal is what the protocol says no with.
func (o *Office) server(mechanism string, in func() error, refusal error) (sasl.Server, error) {
	if !slices.Contains(o.mechanisms(), mechanism) && mechanism != ownMechanism {
		return nil, refusal
	}
	plain := func(_, user, password string) error {
		if !o.right(user, password) {
			return refusal
		}
		return in()
	}
	switch mechanism {
	case sasl.Plain:
		return sasl.NewPlainServer(plain), nil
	case sasl.Login:
		return &loginServer{check: plain}, nil
	case XOAuth2:
		return &xoauth2Server{office: o, in: in, refusal: refusal}, nil
	case ScramSHA256:
		return &scramServer{office: o, in: in, refusal: refusal}, nil
	case ownMechanism:
		return &ownServer{office: o, in: in, refusal: refusal}, nil
	}
	return nil, refusal
}

// AuthenticateMechanisms implements imapserver.SessionSASL.
func (s *session) AuthenticateMechanisms() []string {
	return slices.DeleteFunc(slices.Clone(s.office.mechanisms()), func(m string) bool { return m == sasl.Login })
}

// Authenticate implements imapserver.SessionSASL.
func (s *session) Authenticate(mechanism string) (sasl.Server, error) {
	refusal := &imap.Error{Type: imap.StatusResponseTypeNo, Code: imap.ResponseCodeAuthenticationFailed, Text: "AUTHENTICATE failed."}
	return s.office.server(mechanism, s.enter, refusal)
}

func (s *session) loginPlain(user, password string) error {
	if err := s.office.user.Login(user, password); err != nil {
		return err
	}
	return s.enter()
}

func (s *session) enter() error {
	s.UserSession = imapmemserver.NewUserSession(s.office.user)
	return nil
}

// AuthMechanisms implements gosmtp.AuthSession.
func (t *transaction) AuthMechanisms() []string { return t.office.mechanisms() }

// Auth implements gosmtp.AuthSession.
func (t *transaction) Auth(mechanism string) (sasl.Server, error) {
	return t.office.server(mechanism, func() error { return nil }, gosmtp.ErrAuthFailed)
}

// loginServer is LOGIN, which go-sasl has only the client of.
type loginServer struct {
	check func(identity, user, password string) error
	said  []string
}

func (l *loginServer) Next(answer []byte) (challenge []byte, done bool, err error) {
	if answer != nil {
		l.said = append(l.said, string(answer))
	}
	switch len(l.said) {
	case 0:
		return []byte("Username:"), false, nil
	case 1:
		return []byte("Password:"), false, nil
	}
	return nil, true, l.check("", l.said[0], l.said[1])
}

// xoauth2Server tells what is wrong in a challenge, and says no once it is answered.
type xoauth2Server struct {
	office  *Office
	in      func() error
	refusal error
	refused bool
}

func (x *xoauth2Server) Next(answer []byte) (challenge []byte, done bool, err error) {
	switch {
	case x.refused:
		return nil, false, x.refusal
	case answer == nil:
		return []byte{}, false, nil
	}
	user, rest, _ := strings.Cut(strings.TrimPrefix(string(answer), "user="), "\x01")
	token := strings.TrimSuffix(strings.TrimPrefix(rest, "auth=Bearer "), "\x01\x01")
	if o := x.office; user == o.opt.User && o.opt.Token != nil && o.opt.Token(token) {
		return nil, true, x.in()
	}
	x.refused = true
	return []byte(`{"status":"401","schemes":"Bearer","scope":"https://outlook.office365.com/.default"}`), false, nil
}

// ownMechanism lets the office into its own mailbox whatever it offers others.
const ownMechanism = "X-POSTOFFICE"

func (o *Office) ourselves() sasl.Client { return ownClient(o.pass) }

type ownClient string

func (c ownClient) Start() (string, []byte, error) { return ownMechanism, []byte(c), nil }

func (c ownClient) Next([]byte) ([]byte, error) { return nil, errors.New("no question was expected") }

type ownServer struct {
	office  *Office
	in      func() error
	refusal error
}

func (s *ownServer) Next(answer []byte) (challenge []byte, done bool, err error) {
	switch {
	case answer == nil:
		return []byte{}, false, nil
	case subtle.ConstantTimeCompare(answer, []byte(s.office.pass)) != 1:
		return nil, false, s.refusal
	}
	return nil, true, s.in()
}

// newPass is what the office knows itself by.
func newPass() string { return fmt.Sprintf("own:%s", rand.Text()) }
