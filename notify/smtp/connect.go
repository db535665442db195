package smtp

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"os"
	"strings"
	"time"

	gosmtp "github.com/wneessen/go-mail/smtp"
)

const (
	defaultTimeout = time.Minute
	// finalAnswer is how many times longer than other answers the one to the final
	// dot may take: RFC 5321 asks for ten minutes there, and giving up early is
	// what makes a letter's fate unknown.
	finalAnswer          = 10
	lettersPerConnection = 100
)

// Config says where to hand in letters.
type Config struct {
	Address  string                 // host:port
	TLS      string                 // implicit, starttls, or none (loopback only)
	User     string                 // "": no login
	Password func() (string, error) // read only when connecting
	// Token gives an access token, for XOAUTH2 instead of the password.
	Token   func(context.Context) (string, error)
	CAFile  string        // an extra root, PEM
	Timeout time.Duration // for each answer; 1 min where not set
}

// server is a Sender that speaks SMTP. It connects when there is a letter, keeps
// the connection for the next, and drops it after anything but success.
type server struct {
	config Config
	conn   net.Conn       // the TCP connection under whatever TLS; nil: not connected
	client *gosmtp.Client // nil: not yet greeted and logged in
	taken  int            // letters over this connection
}

// Dial gives a Sender for the server; it connects with the first letter.
func Dial(c Config) Sender { return newServer(c) }

// Check connects and logs in, and sends nothing.
func Check(ctx context.Context, c Config) error {
	s := newServer(c)
	err := s.connect(ctx)
	if err == nil {
		defer s.watch(ctx)()
		err = s.greet(ctx, "")
	}
	if err != nil {
		s.drop()
		return err
	}
	return s.Close()
}

func newServer(c Config) *server {
	c.Timeout = cmp.Or(c.Timeout, defaultTimeout)
	return &server{config: c}
}

// Close implements Sender: it says goodbye where there is somebody to say it to.
func (s *server) Close() error {
	if s.client == nil {
		return nil
	}
	err := s.step(s.client.Quit)
	s.drop()
	if err != nil {
		return fmt.Errorf("leave SMTP server: %w", err)
	}
	return nil
}

// watch closes the connection when ctx ends, which ends every wait on it.
func (s *server) watch(ctx context.Context) (stop func() bool) {
	conn := s.conn
	return context.AfterFunc(ctx, func() { hangUp(conn) })
}

// step runs one exchange with the server under the timeout.
func (s *server) step(f func() error) error { return s.stepOf(1, f) }

func (s *server) stepOf(timeouts int, f func() error) error {
	deadline := time.Now().Add(time.Duration(timeouts) * s.config.Timeout)
	if err := s.conn.SetDeadline(deadline); err != nil {
		return err
	}
	return f()
}

// drop closes the connection; what comes of that is no news.
func (s *server) drop() {
	if s.conn != nil {
		hangUp(s.conn)
	}
	s.conn, s.client, s.taken = nil, nil, 0
}

func hangUp(c net.Conn) { _ = c.Close() }

// connect dials where there is no connection.
func (s *server) connect(ctx context.Context) error {
	if s.conn != nil {
		return nil
	}
	if _, err := s.config.tlsConfig(); err != nil {
		return err
	}
	conn, err := (&net.Dialer{Timeout: s.config.Timeout}).DialContext(ctx, "tcp", s.config.Address)
	if err != nil {
		return &DialError{Connecting, err}
	}
	s.conn = conn
	return nil
}

// greet brings a new connection to where it can take letters. The name we greet
// with is the sender's domain: this machine's own is nobody's business.
func (s *server) greet(ctx context.Context, from string) error {
	if s.client != nil {
		return nil
	}
	secure, err := s.config.tlsConfig()
	if err != nil {
		return err
	}
	conn := s.conn
	if s.config.TLS == "implicit" {
		secured := tls.Client(conn, secure)
		if err := s.step(func() error { return secured.HandshakeContext(ctx) }); err != nil {
			return &DialError{Securing, err}
		}
		conn = secured
	}
	host, _, _ := net.SplitHostPort(s.config.Address) // tlsConfig has seen that it splits
	var client *gosmtp.Client
	err = s.step(func() (err error) { client, err = gosmtp.NewClient(conn, host); return err })
	if err != nil {
		return &DialError{Greeting, err}
	}
	client.SkipSMTPUTF8(isASCII(from))
	_, domain, _ := strings.Cut(from, "@")
	if err := s.step(func() error { return client.Hello(cmp.Or(domain, "localhost")) }); err != nil {
		return &DialError{Greeting, err}
	}
	if s.config.TLS == "starttls" {
		err := s.step(func() error { return client.StartTLS(secure) })
		if said := (*textproto.Error)(nil); errors.As(err, &said) && said.Code/100 == 5 {
			return &DialError{Securing, fmt.Errorf("%w: %w", ErrNoStartTLS, said)}
		}
		if err != nil {
			return &DialError{Securing, fmt.Errorf("STARTTLS: %w", err)}
		}
	}
	if err := s.login(ctx, client, host); err != nil {
		return &DialError{LoggingIn, err}
	}
	s.client = client
	return nil
}

// tlsConfig refuses what would send letters over a network in the clear.
func (c Config) tlsConfig() (*tls.Config, error) {
	host, _, err := net.SplitHostPort(c.Address)
	if err != nil {
		return nil, fmt.Errorf("SMTP address: %w", err)
	}
	switch c.TLS {
	case "implicit", "starttls":
	case "none":
		if ip := net.ParseIP(host); !strings.EqualFold(host, "localhost") && (ip == nil || !ip.IsLoopback()) {
			return nil, fmt.Errorf("SMTP without TLS is for loopback addresses only, not %s", host)
		}
		return nil, nil
	default:
		return nil, fmt.Errorf("SMTP TLS %q: want implicit, starttls or none", c.TLS)
	}
	secure := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if c.CAFile == "" {
		return secure, nil
	}
	pem, err := os.ReadFile(c.CAFile)
	if err != nil {
		return nil, fmt.Errorf("read CA file: %w", err)
	}
	if secure.RootCAs, err = x509.SystemCertPool(); err != nil {
		secure.RootCAs = x509.NewCertPool()
	}
	if !secure.RootCAs.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("CA file %s holds no PEM certificate", c.CAFile)
	}
	return secure, nil
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}
