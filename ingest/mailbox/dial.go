package mailbox

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

const defaultTimeout = 2 * time.Minute

// Config says where the mailbox is and how to get in.
type Config struct {
	Address  string // host:port
	TLS      string // implicit, starttls, or none (loopback only)
	CAFile   string // an extra root, PEM
	User     string
	Password func() (string, error) // read only when connecting
	// Token gives an access token, for XOAUTH2 instead of the password.
	Token   func(context.Context) (string, error)
	Timeout time.Duration // for each command; 2 min where not set
	// Alive is told, now and then, that a long exchange goes on.
	Alive func()
}

// Box is one connection to one account. It is for one goroutine.
type Box struct {
	conn    net.Conn
	client  *imapclient.Client
	caps    imap.CapSet
	timeout time.Duration
	at      Step // how far Dial came
	broken  bool // the connection was given up; only Close is left
	// alive tells the exchange under way that something came: its time begins anew.
	alive func()
	watch func()    // Config.Alive
	told  time.Time // when it was last told
	words *lastWords
}

// Dial connects and logs in.
func Dial(ctx context.Context, c Config) (*Box, error) {
	b := &Box{timeout: cmp.Or(c.Timeout, defaultTimeout), watch: c.Alive, words: &lastWords{}}
	ctx, cancel := context.WithTimeout(ctx, b.timeout)
	defer cancel()
	tlsConfig, err := c.tlsConfig()
	if err != nil {
		return nil, err
	}
	if b.conn, err = (&net.Dialer{}).DialContext(ctx, "tcp", c.Address); err != nil {
		return nil, &DialError{Connecting, err}
	}
	if err := b.open(ctx, c, tlsConfig); err != nil {
		b.abandon()
		return nil, &DialError{b.at, bare(err)}
	}
	return b, nil
}

// open greets and logs in over the connection just made.
func (b *Box) open(ctx context.Context, c Config, tlsConfig *tls.Config) error {
	return b.within(ctx, "open mailbox", func() error {
		if err := b.greet(ctx, c, tlsConfig); err != nil {
			return err
		}
		b.at = LoggingIn
		if err := b.login(ctx, c); err != nil {
			return err
		}
		b.at = Asking
		// Exchange offers MOVE only after login, and the library answers the login
		// before it forgets the old list: ask.
		caps, err := b.client.Capability().Wait()
		if err != nil {
			return err
		}
		b.caps = caps
		return nil
	})
}

func (b *Box) greet(ctx context.Context, c Config, tlsConfig *tls.Config) error {
	b.at = Securing
	switch c.TLS {
	case "implicit":
		secured := tls.Client(b.conn, tlsConfig)
		if err := secured.HandshakeContext(ctx); err != nil {
			return err
		}
		b.client = imapclient.New(b.words.of(secured), nil)
	case "starttls":
		client, err := imapclient.NewStartTLS(b.conn, &imapclient.Options{TLSConfig: tlsConfig})
		if refusal := (*imap.Error)(nil); errors.As(err, &refusal) {
			return fmt.Errorf("%w: %s", ErrNoStartTLS, refusal.Text)
		}
		if err != nil {
			return fmt.Errorf("STARTTLS: %w", err)
		}
		b.client = client
	default:
		b.client = imapclient.New(b.words.of(b.conn), nil)
	}
	b.at = Greeting
	err := b.client.WaitGreeting()
	if goodbye := (*imap.Error)(nil); errors.As(err, &goodbye) {
		return told(goodbye, errors.New("the server says goodbye"))
	}
	return err
}

// tlsConfig refuses what would send a password over a network in the clear.
func (c Config) tlsConfig() (*tls.Config, error) {
	host, _, err := net.SplitHostPort(c.Address)
	if err != nil {
		return nil, fmt.Errorf("IMAP address: %w", err)
	}
	switch c.TLS {
	case "implicit", "starttls":
	case "none":
		if !loopback(host) {
			return nil, fmt.Errorf("IMAP without TLS is for loopback addresses only, not %s", host)
		}
		return nil, nil
	default:
		return nil, fmt.Errorf("IMAP TLS %q: want implicit, starttls or none", c.TLS)
	}
	roots, err := roots(c.CAFile)
	if err != nil {
		return nil, err
	}
	return &tls.Config{ServerName: host, RootCAs: roots, MinVersion: tls.VersionTLS12}, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// roots is the system's roots and the file's; nil, the system's, where there is no file.
func roots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read CA file: %w", err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("CA file %s holds no PEM certificate", file)
	}
	return pool, nil
}
