package mailbox_test

import (
	"testing"
	"time"

	"stintag/ingest/mailbox"
	"stintag/samples/postoffice/realmail"
)

// atDovecot is a mailbox of a real server, with TLS.
func atDovecot(t *testing.T, d *realmail.Dovecot, user string) host {
	t.Helper()
	box, err := d.Mailbox(user)
	if err != nil {
		t.Fatal(err)
	}
	return host{
		config: mailbox.Config{
			Address: d.Address, TLS: "implicit", CAFile: d.CAFile,
			User: user, Password: func() (string, error) { return realmail.Password, nil }, Timeout: time.Minute,
		},
		deliver: func(raw []byte, at time.Time, flags ...string) {
			t.Helper()
			if err := box.Deliver(raw, at, flags...); err != nil {
				t.Fatal(err)
			}
		},
		rebuild: func(folder string) {
			t.Helper()
			if err := box.Rebuild(folder); err != nil {
				t.Fatal(err)
			}
		},
	}
}
