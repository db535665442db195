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
	OAuth    bool                   // Password gives an access token, for XOAUTH2
	Timeout  time.Duration          // for each command; 2 min where not set
}

// ErrLogin says that the server was reached and refused the login.
var ErrLogin = errors.New("login refused")

// Box is one connection to one account. It is for one goroutine.
type Box struct {
	conn    net.Conn
	client  *imapclient.Client
	caps    imap.CapSet
	timeout time.Duration
	broken  bool // the connection was given up; only Close is left
	// alive tells the exchange under way that something came: its time begins anew.
	alive func()
}

// Dial connects and logs in.
func Dial(ctx context.Context, c Config) (*Box, error) {
	b := &Box{timeout: cmp.Or(c.Timeout, defaultTimeout)}
	ctx, cancel := context.WithTimeout(ctx, b.timeout)
	defer cancel()
	tlsConfig, err := c.tlsConfig()
	if err != nil {
		return nil, err
	}
	if b.conn, err = (&net.Dialer{}).DialContext(ctx, "tcp", c.Address); err != nil {
		return nil, fmt.Errorf("connect to IMAP server: %w", err)
	}
	if err := b.open(ctx, c, tlsConfig); err != nil {
		b.abandon()
		return nil, err
	}
	return b, nil
}

// open greets and logs in over the connection just made.
func (b *Box) open(ctx context.Context, c Config, tlsConfig *tls.Config) error {
	return b.within(ctx, "open mailbox", func() error {
		if err := b.greet(ctx, c, tlsConfig); err != nil {
			return err
		}
		if err := b.login(c); err != nil {
			return err
		}
		// Exchange offers MOVE only after login, and the library answers the login
		// before it forgets the old list: ask.
		caps, err := b.client.Capability().Wait()
		if err != nil {
			return fmt.Errorf("ask for capabilities: %w", err)
		}
		b.caps = caps
		return nil
	})
}

func (b *Box) greet(ctx context.Context, c Config, tlsConfig *tls.Config) error {
	switch c.TLS {
	case "implicit":
		secured := tls.Client(b.conn, tlsConfig)
		if err := secured.HandshakeContext(ctx); err != nil {
			return fmt.Errorf("TLS with IMAP server: %w", err)
		}
		b.client = imapclient.New(secured, nil)
	case "starttls":
		client, err := imapclient.NewStartTLS(b.conn, &imapclient.Options{TLSConfig: tlsConfig})
		if err != nil {
			return fmt.Errorf("STARTTLS with IMAP server: %w", err)
		}
		b.client = client
	default:
		b.client = imapclient.New(b.conn, nil)
	}
	if err := b.client.WaitGreeting(); err != nil {
		return fmt.Errorf("wait for the IMAP server's greeting: %w", err)
	}
	return nil
}

func (b *Box) login(c Config) error {
	secret := ""
	if c.Password != nil {
		var err error
		if secret, err = c.Password(); err != nil {
			return fmt.Errorf("read IMAP password: %w", err)
		}
	}
	var err error
	if c.OAuth {
		err = b.client.Authenticate(&xoauth2{user: c.User, token: secret})
	} else {
		err = b.client.Login(c.User, secret).Wait()
	}
	if refused := (*imap.Error)(nil); errors.As(err, &refused) {
		return fmt.Errorf("%w: %s", ErrLogin, refused.Text)
	}
	if err != nil {
		return fmt.Errorf("log in to IMAP server: %w", err)
	}
	return nil
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

// xoauth2 is the mechanism Microsoft 365 wants; go-sasl dropped it.
type xoauth2 struct{ user, token string }

// Start implements sasl.Client.
func (x *xoauth2) Start() (string, []byte, error) {
	return "XOAUTH2", []byte("user=" + x.user + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next implements sasl.Client: the challenge is the refusal's details, and wants
// an empty answer before the server says NO.
func (x *xoauth2) Next([]byte) ([]byte, error) { return []byte{}, nil }
