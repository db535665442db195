package smtp

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"stintag/samples/postoffice"
)

func startOffice(t *testing.T, opt postoffice.Options) *postoffice.Office {
	t.Helper()
	o, err := postoffice.Start(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Errorf("Close = %v", err)
		}
	})
	return o
}

func TestEveryWayToLogIn(t *testing.T) {
	for _, tt := range []struct {
		offered  []string
		password string
		is       error
	}{
		{[]string{"PLAIN"}, "hemligt", nil},
		{[]string{"LOGIN"}, "hemligt", nil},
		{[]string{postoffice.ScramSHA256}, "hemligt", nil},
		{[]string{postoffice.ScramSHA256, "PLAIN"}, "hemligt", nil},
		{[]string{"PLAIN"}, "fel", ErrLogin},
		{[]string{"LOGIN"}, "fel", ErrLogin},
		{[]string{postoffice.ScramSHA256}, "fel", ErrLogin},
		{[]string{postoffice.XOAuth2}, "hemligt", ErrNoLogin},
	} {
		o := startOffice(t, postoffice.Options{Password: "hemligt", Mechanisms: tt.offered})
		err := Check(t.Context(), Config{Address: o.SMTPAddress(), TLS: "none", User: "st-intag", Password: func() (string, error) { return tt.password, nil }})
		if !errors.Is(err, tt.is) {
			t.Errorf("%v with %q: Check = %v, want %v", tt.offered, tt.password, err, tt.is)
		}
	}
}

func TestTokenLogsIn(t *testing.T) {
	o := startOffice(t, postoffice.Options{Mechanisms: []string{postoffice.XOAuth2}, Token: func(s string) bool { return s == "good" }})
	c := Config{Address: o.SMTPAddress(), TLS: "none", User: "st-intag"}
	for token, verdict := range map[string]Verdict{"good": Accepted, "bad": Retry} {
		c.Token = func(context.Context) (string, error) { return token, nil }
		s := Dial(c)
		out := s.Send(t.Context(), sender, recipient, letter)
		if out.Verdict != verdict || out.Ours != (verdict == Retry) {
			t.Errorf("%s: Send = %+v, want %s", token, out, verdict)
		}
		if err := s.Close(); err != nil {
			t.Errorf("Close = %v", err)
		}
	}
	if n := len(o.Letters()); n != 1 {
		t.Errorf("%d letters came, want 1", n)
	}
	o = startOffice(t, postoffice.Options{}) // a server that takes passwords only
	c.Address = o.SMTPAddress()
	if err := Check(t.Context(), c); !errors.Is(err, ErrNoLogin) {
		t.Errorf("Check = %v, want ErrNoLogin", err)
	}
}

// What is our own fault is told apart from a server that is down or busy, and from
// a letter that nobody takes: it would burn every letter owed.
func TestOurOwnFaultsAreTold(t *testing.T) {
	secret := errors.New("the client secret has expired")
	for about, tt := range map[string]struct {
		answers map[string]string
		token   error
		address string
		ours    bool
	}{
		"wrong login":       {answers: map[string]string{"AUTH": "535 5.7.3 no"}, ours: true},
		"login not wanted":  {answers: map[string]string{"EHLO": "250 hello"}, ours: true},
		"busy at login":     {answers: map[string]string{"AUTH": "454 4.7.0 later"}},
		"lost at login":     {answers: map[string]string{"AUTH": "drop"}},
		"no right to send":  {answers: map[string]string{"MAIL": "550 5.7.60 no permissions to send as this sender"}, ours: true},
		"no such recipient": {answers: map[string]string{"RCPT": "550 5.1.1 no such user"}},
		"no token":          {token: secret, ours: true},
		"no such host":      {address: "nowhere..invalid:25", ours: true}, // an impossible name: no name server is asked, which may be away
	} {
		answers := map[string]string{"EHLO": "250-hello\r\n250 AUTH PLAIN XOAUTH2", "AUTH": "235 in"}
		for k, v := range tt.answers {
			answers[k] = v
		}
		f := startFaulty(t, answers)
		c := Config{Address: f.listener.Addr().String(), TLS: "none", User: "u", Password: func() (string, error) { return "p", nil }, Timeout: time.Minute}
		if tt.address != "" {
			c.Address, c.TLS = tt.address, "starttls"
		}
		if tt.token != nil {
			c.Token = func(context.Context) (string, error) { return "", tt.token }
		}
		s := Dial(c)
		out := s.Send(t.Context(), sender, recipient, letter)
		if out.Ours != tt.ours || tt.ours && out.Verdict != Retry {
			t.Errorf("%s: %+v, want ours %v", about, out, tt.ours)
		}
		if tt.token != nil && !strings.Contains(out.Detail, tt.token.Error()) {
			t.Errorf("%s: %q does not say it", about, out.Detail)
		}
		s.(*server).drop()
	}
}
