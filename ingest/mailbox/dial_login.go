package mailbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-sasl"
)

// login proves who we are: by a token where there is one; else by PLAIN, by
// SCRAM where that is all the server takes, and by LOGIN where it names no
// mechanism. One attempt, for a wrong password shall not lock the account.
func (b *Box) login(ctx context.Context, c Config) error {
	if c.Token != nil {
		token, err := c.Token(ctx)
		if err != nil {
			return err
		}
		return b.authenticate(&xoauth2{user: c.User, token: token})
	}
	secret := ""
	if c.Password != nil {
		var err error
		if secret, err = c.Password(); err != nil {
			return fmt.Errorf("read IMAP password: %w", err)
		}
	}
	caps := b.client.Caps()
	switch {
	case caps.Has(imap.AuthCap(sasl.Plain)):
		return b.authenticate(sasl.NewPlainClient("", c.User, secret))
	case caps.Has(imap.AuthCap(scramSHA256)):
		return b.authenticate(&scram{user: c.User, password: secret})
	case caps.Has(imap.CapLoginDisabled):
		return fmt.Errorf("%w: it forbids LOGIN and offers neither PLAIN nor SCRAM-SHA-256", ErrNoLogin)
	}
	return answered(b.client.Login(c.User, secret).Wait(), "")
}

func (b *Box) authenticate(client sasl.Client) error {
	err := b.client.Authenticate(client)
	detail := ""
	if x, ok := client.(*xoauth2); ok {
		detail = x.refusal
	}
	return answered(err, detail)
}

// answered tells a refusal from a connection that broke.
func answered(err error, detail string) error {
	refused := (*imap.Error)(nil)
	if !errors.As(err, &refused) {
		return err
	}
	if err := told(refused, ErrLogin); detail != "" {
		return fmt.Errorf("%w (%s)", err, detail)
	} else {
		return err
	}
}

// xoauth2 is the mechanism Microsoft 365 wants; go-sasl dropped it.
type xoauth2 struct{ user, token, refusal string }

// Start implements sasl.Client.
func (x *xoauth2) Start() (string, []byte, error) {
	return "XOAUTH2", []byte("user=" + x.user + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next implements sasl.Client: the challenge is the refusal's details, and wants
// an empty answer before the server says NO.
func (x *xoauth2) Next(challenge []byte) ([]byte, error) {
	var said struct{ Status, Scope string }
	if json.Unmarshal(challenge, &said) == nil && said.Status != "" { // else it says nothing we know
		x.refusal = "status " + said.Status
		if said.Scope != "" {
			x.refusal += ", wants scope " + said.Scope
		}
	}
	return []byte{}, nil
}
