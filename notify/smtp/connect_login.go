package smtp

import (
	"context"
	"errors"
	"fmt"
	"net/textproto"
	"slices"
	"strings"

	gosmtp "github.com/wneessen/go-mail/smtp"
)

// Step is what connecting was at when it failed.
type Step string

// The steps.
const (
	Connecting Step = "connect to SMTP server"
	Securing   Step = "TLS with SMTP server"
	Greeting   Step = "wait for the SMTP server's greeting"
	LoggingIn  Step = "log in to SMTP server"
)

// DialError says at which step there is no way in.
type DialError struct {
	Step Step
	Err  error
}

func (e *DialError) Error() string { return string(e.Step) + ": " + e.Err.Error() }

func (e *DialError) Unwrap() error { return e.Err }

var (
	// ErrLogin says that the server was reached and refused the login.
	ErrLogin = errors.New("login refused")
	// ErrNoStartTLS says that the server does not go over to TLS.
	ErrNoStartTLS = errors.New("the SMTP server offers no STARTTLS")
	// ErrNoLogin says that the server offers no login that we know or have words for.
	ErrNoLogin = errors.New("the SMTP server offers no login we know")
)

// login proves who we are: by a token where there is one, else by the first way
// of ours that the server lists. One attempt, for a wrong password shall not lock
// the account.
func (s *server) login(ctx context.Context, client *gosmtp.Client, host string) error {
	if s.config.User == "" {
		return nil
	}
	_, offered := client.Extension("AUTH")
	mechanisms := strings.Fields(strings.ToUpper(offered))
	auth, err := s.way(ctx, mechanisms, host)
	if err != nil {
		return err
	}
	err = s.step(func() error { return client.Auth(auth) })
	if said := (*textproto.Error)(nil); errors.As(err, &said) && said.Code/100 == 5 {
		return fmt.Errorf("%w: %w", ErrLogin, said)
	}
	return err
}

// way chooses among the ways to log in. SCRAM comes last: servers list it that
// keep passwords in a form it cannot be reckoned from.
func (s *server) way(ctx context.Context, mechanisms []string, host string) (gosmtp.Auth, error) {
	if s.config.Token != nil {
		if !slices.Contains(mechanisms, "XOAUTH2") {
			return nil, fmt.Errorf("%w: it does not list XOAUTH2 (but %q)", ErrNoLogin, mechanisms)
		}
		token, err := s.config.Token(ctx)
		if err != nil {
			return nil, err
		}
		return gosmtp.XOAuth2Auth(s.config.User, token), nil
	}
	secret := ""
	if s.config.Password != nil {
		var err error
		if secret, err = s.config.Password(); err != nil {
			return nil, fmt.Errorf("read SMTP password: %w", err)
		}
	}
	clear := s.config.TLS == "none" // loopback only, tlsConfig says
	for _, w := range []struct {
		name string
		auth gosmtp.Auth
	}{
		{"PLAIN", gosmtp.PlainAuth("", s.config.User, secret, host, clear)},
		{"LOGIN", gosmtp.LoginAuth(s.config.User, secret, host, clear)},
		{"SCRAM-SHA-256", gosmtp.ScramSHA256Auth(s.config.User, secret)},
	} {
		if slices.Contains(mechanisms, w.name) {
			return w.auth, nil
		}
	}
	return nil, fmt.Errorf("%w: it lists %q", ErrNoLogin, mechanisms)
}
