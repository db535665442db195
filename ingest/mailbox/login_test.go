package mailbox_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"stintag/ingest/mailbox"
	"stintag/samples/postoffice"
)

func TestEveryWayToLogIn(t *testing.T) {
	const password = "lösenord, med = och ,"
	for _, tt := range []struct {
		mechanisms []string
		password   string
		is         error
	}{
		{nil, password, nil},
		{[]string{"PLAIN", postoffice.ScramSHA256}, password, nil},
		{[]string{postoffice.ScramSHA256}, password, nil},
		{[]string{"LOGIN"}, password, nil}, // IMAP's command
		{[]string{"PLAIN"}, "fel", mailbox.ErrLogin},
		{[]string{postoffice.ScramSHA256}, "fel", mailbox.ErrLogin},
		{[]string{"LOGIN"}, "fel", mailbox.ErrLogin},
	} {
		o := office(t, postoffice.Options{Password: password, Mechanisms: tt.mechanisms}, 0)
		c := config(o)
		c.Password = func() (string, error) { return tt.password, nil }
		b, err := mailbox.Dial(t.Context(), c)
		if !errors.Is(err, tt.is) {
			t.Errorf("%v with %q: Dial = %v, want %v", tt.mechanisms, tt.password, err, tt.is)
		}
		if err == nil {
			if err := b.Close(); err != nil {
				t.Errorf("%v: Close = %v", tt.mechanisms, err)
			}
		}
	}
}

func TestNoLoginThatWeKnow(t *testing.T) {
	read := false
	c := scripted(t, map[string]string{"greeting": "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI] ready\r\n"})
	c.Password = func() (string, error) { read = true; return "x", nil }
	b, err := mailbox.Dial(t.Context(), c)
	if !errors.Is(err, mailbox.ErrNoLogin) || !read {
		t.Errorf("Dial = %v, want ErrNoLogin", err)
	}
	if err == nil {
		_ = b.Close()
	}
}

func TestTokenLogsIn(t *testing.T) {
	o := office(t, postoffice.Options{Mechanisms: []string{postoffice.XOAuth2}, Token: func(s string) bool { return s == "good" }}, 1)
	c := config(o)
	for token, is := range map[string]error{"good": nil, "bad": mailbox.ErrLogin} {
		c.Token = func(context.Context) (string, error) { return token, nil }
		r, err := mailbox.Check(t.Context(), c, postoffice.Inbox, nil)
		if !errors.Is(err, is) || is == nil && r.Mails != 1 {
			t.Errorf("%s: Check = %+v, %v", token, r, err)
		}
		if is != nil && !strings.Contains(err.Error(), "status 401") {
			t.Errorf("%v: the challenge is not told", err)
		}
	}
	lost := errors.New("no token today")
	c.Token = func(context.Context) (string, error) { return "", lost }
	at := (*mailbox.DialError)(nil)
	if _, err := mailbox.Dial(t.Context(), c); !errors.Is(err, lost) || !errors.As(err, &at) || at.Step != mailbox.LoggingIn {
		t.Errorf("Dial = %v, want the token's trouble at login", err)
	}
}

func TestServersThatSayNoInTheirOwnWay(t *testing.T) {
	for about, tt := range map[string]struct {
		answers map[string]string
		step    mailbox.Step
		is      error
		after   time.Duration
		busy    bool
	}{
		"throttled": {answers: map[string]string{"LOGIN": "%s NO Request is throttled. Suggested Backoff Time: 299000 milliseconds\r\n"},
			step: mailbox.LoggingIn, after: 299 * time.Second, busy: true},
		"busy":          {answers: map[string]string{"LOGIN": "%s NO [UNAVAILABLE] later\r\n"}, step: mailbox.LoggingIn, busy: true},
		"not connected": {answers: map[string]string{"SELECT": "%s BAD User is authenticated but not connected.\r\n", "EXAMINE": "%s BAD User is authenticated but not connected.\r\n"}, step: mailbox.Selecting, is: mailbox.ErrNotConnected},
		"wrong":         {answers: map[string]string{"LOGIN": "%s NO [AUTHENTICATIONFAILED] no\r\n"}, step: mailbox.LoggingIn, is: mailbox.ErrLogin},
		"hangs up":      {answers: map[string]string{"LOGIN": "drop"}, step: mailbox.LoggingIn},
	} {
		_, err := mailbox.Check(t.Context(), scripted(t, tt.answers), postoffice.Inbox, nil)
		at := (*mailbox.DialError)(nil)
		busy := (*mailbox.BusyError)(nil)
		if !errors.As(err, &at) || at.Step != tt.step || tt.is != nil && !errors.Is(err, tt.is) {
			t.Errorf("%s: Check = %v, want %v at %q", about, err, tt.is, tt.step)
		}
		if errors.As(err, &busy) != tt.busy || tt.busy && busy.After != tt.after {
			t.Errorf("%s: Check = %v, want busy %v for %v", about, err, tt.busy, tt.after)
		}
	}
}

func TestCheckMakesTheFoldersThatMailGoesTo(t *testing.T) {
	o := office(t, postoffice.Options{}, 2)
	folders := []string{"Hanterat", "Ej läsbart"}
	r, err := mailbox.Check(t.Context(), config(o), postoffice.Inbox, folders)
	if err != nil || r.Mails != 2 || !r.Moves || !slices.Equal(r.Made, folders) {
		t.Errorf("Check = %+v, %v", r, err)
	}
	if r, err = mailbox.Check(t.Context(), config(o), postoffice.Inbox, folders); err != nil || len(r.Made) != 0 || len(r.Missing) != 0 {
		t.Errorf("the second Check = %+v, %v", r, err)
	}
	r, err = mailbox.Check(t.Context(), config(office(t, postoffice.Options{NoMove: true, NoUIDPlus: true}, 0)), postoffice.Inbox, nil)
	if err != nil || r.Moves {
		t.Errorf("Check of a server that cannot move = %+v, %v", r, err)
	}
	_, err = mailbox.Check(t.Context(), config(o), "Inkorg", nil)
	if at := (*mailbox.DialError)(nil); !errors.As(err, &at) || at.Step != mailbox.Selecting {
		t.Errorf("Check of an inbox that is not there = %v", err)
	}
	refusing := scripted(t, map[string]string{"STATUS": "%s NO no such folder\r\n", "CREATE": "%s NO [NOPERM] no\r\n"})
	if r, err = mailbox.Check(t.Context(), refusing, postoffice.Inbox, folders); err != nil || len(r.Missing) != 2 {
		t.Errorf("Check where no folder can be made = %+v, %v", r, err)
	}
}
