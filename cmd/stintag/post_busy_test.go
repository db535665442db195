package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stintag/ingest/mailbox"
	"stintag/samples/postoffice"
)

// Exchange says for how long it wants to be left alone: the run goes on without the
// mailbox, is told of it once, and none goes there before that time; the first after
// it finishes what was begun.
func TestAThrottledMailboxIsLeftAloneForAsLongAsItAsks(t *testing.T) {
	for at, begun := range map[string]int{"UID FETCH": 0, "UID MOVE": 4} {
		t.Run(at, func(t *testing.T) {
			t.Parallel()
			p := newPosted(t, postoffice.Options{})
			p.fourMails()
			p.in.Break(postoffice.Fault{Deed: postoffice.Garbage, At: at, Words: "* BYE Request is throttled. Suggested Backoff Time: 5400000 milliseconds\r\n"})
			p.patience = briefly
			status, out := p.run()
			p.patience = enough
			if strings.Count(out, "Suggested Backoff Time") != 1 || status == exitDone {
				t.Errorf("the run ends with %d and says: %s", status, out)
			}
			p.in.Break(postoffice.Fault{Deed: postoffice.Cut}) // whoever calls now is heard of
			status, out = p.run()                              // an hour later
			if status != exitFailed || p.in.Struck() != 0 || !strings.Contains(out, "left alone until 21.30") {
				t.Errorf("within the time the run ends with %d, called %d times: %s", status, p.in.Struck(), out)
			}
			if n := len(p.mails()); n != begun {
				t.Errorf("%d mails were taken in, want %d", n, begun)
			}
			p.in.Break(postoffice.Fault{})
			p.calmly()
			p.where("two hours later", homes)
		})
	}
}

// No server keeps us away for days.
func TestAServerThatAsksForDaysIsAskedAgain(t *testing.T) {
	t.Parallel()
	p := newPosted(t, postoffice.Options{})
	p.fourMails()
	p.in.Break(postoffice.Fault{Deed: postoffice.Garbage, At: "SELECT", Words: "* BYE Request is throttled. Suggested Backoff Time: 999999999 milliseconds\r\n"})
	p.patience = briefly
	if status, out := p.run(); status != exitFailed {
		t.Fatalf("%d, %s", status, out)
	}
	p.patience = enough
	p.in.Break(postoffice.Fault{})
	p.now = p.now.Add(longestAlone)
	p.calmly()
	p.where("six hours later", homes)
}

// A token that the server ends in the middle of a run ends that run's fetching; what
// it has fetched is kept, and the next run logs in with a new one.
func TestATokenThatEndsMidwayIsRenewed(t *testing.T) {
	t.Parallel()
	good := map[string]bool{}
	e := startEndpoint(t)
	p := newPosted(t, postoffice.Options{Mechanisms: []string{postoffice.XOAuth2}, Token: func(token string) bool { good[token] = true; return token == "good" }})
	p.withToken(e)
	p.fourMails()
	p.in.Break(postoffice.Fault{Deed: postoffice.Garbage, At: "BODY.PEEK[]", Words: "* BYE Session invalidated - AccessTokenExpired\r\n"})
	p.patience = briefly
	if status, out := p.run(); status != exitFailed || !strings.Contains(out, "AccessTokenExpired") {
		t.Errorf("%d, %s", status, out)
	}
	p.patience = enough
	asked := e.asked
	p.in.Break(postoffice.Fault{})
	p.calmly()
	p.where("with a new token", homes)
	if e.asked == asked || !good["good"] {
		t.Errorf("the endpoint was asked %d times, then %d; tokens %v", asked, e.asked, good)
	}
}

// A mailbox that is away when it is to be read is away when mail is to be moved: that is
// told once, and status tells that the run could not do all it should.
func TestAMailboxThatIsAwayIsToldOnce(t *testing.T) {
	t.Parallel()
	p := newPosted(t, postoffice.Options{})
	p.fourMails()
	path := filepath.Join(p.dir, "stintag.toml")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p.keep("stintag.toml", strings.Replace(string(raw), p.in.Address(), "127.0.0.1:1", 1))
	if status, out := p.run(); status != exitFailed || strings.Count(out, "127.0.0.1:1") != 1 {
		t.Errorf("%d, %s", status, out)
	}
	if _, out := p.command("status"); !strings.Contains(out, "which could not do all it should") {
		t.Errorf("status says:\n%s", out)
	}
	p.keep("stintag.toml", string(raw))
	p.calmly()
	if _, out := p.command("status"); strings.Contains(out, "could not do all") {
		t.Errorf("after a calm run status says:\n%s", out)
	}
}

// A mailbox that was waited for in vain is not waited for again in the same run: the move
// is put off, in one word, and the next run makes it. What ended at once is tried again.
func TestASilentMailboxIsWaitedForOnce(t *testing.T) {
	for about, tt := range map[string]struct {
		fault postoffice.Fault
		calls int
	}{
		"nobody greets":           {postoffice.Fault{Deed: postoffice.Silence}, 1},
		"half open at the login":  {postoffice.Fault{Deed: postoffice.Dead, At: "AUTHENTICATE"}, 1},
		"silent at SELECT":        {postoffice.Fault{Deed: postoffice.Silence, At: "SELECT"}, 1},
		"cut at the greeting":     {postoffice.Fault{Deed: postoffice.Cut}, 2},
		"cut at the login":        {postoffice.Fault{Deed: postoffice.Cut, At: "AUTHENTICATE"}, 2},
		"cut in the list of mail": {postoffice.Fault{Deed: postoffice.Cut, At: "UID FETCH"}, 2},
	} {
		t.Run(about, func(t *testing.T) {
			t.Parallel()
			p := newPosted(t, postoffice.Options{})
			p.fourMails()
			p.stopBeforeMoving()
			p.in.Break(tt.fault)
			if tt.calls == 1 {
				p.patience = briefly
			}
			status, out := p.run("--log-level", "warn")
			if n := p.in.Struck(); n > tt.calls || n < tt.calls && tt.calls > 1 || status == exitDone || tt.calls == 1 && strings.Count(out, "mailbox: ") != 1 {
				t.Errorf("called %d times, want %d; the run ends with %d: %s", p.in.Struck(), tt.calls, status, out)
			}
			if n := strings.Count(out, "no mail is moved by this run"); n != 2-tt.calls {
				t.Errorf("that the move is put off is told %d times: %s", n, out)
			}
			p.in.Break(postoffice.Fault{})
			p.patience = enough
			p.calmly()
			p.where("a run later", homes)
		})
	}
}

// A server that hangs over one mail keeps no other from being moved.
func TestSilenceInTheMiddlePutsNoMoveOff(t *testing.T) {
	t.Parallel()
	p := newPosted(t, postoffice.Options{})
	p.fourMails()
	p.stopBeforeMoving()
	p.played(func(b *batch) {
		hangs := func(context.Context, *mailbox.Box, uint32) error {
			return fmt.Errorf("fetch mail: %w", context.DeadlineExceeded)
		}
		if err := b.inInbox(t.Context(), hangs); !silent(err) {
			t.Fatalf("%v is no silence", err)
		}
		b.moveMail(t.Context())
		if len(b.trouble) > 0 {
			t.Error(b.trouble)
		}
	})
	p.where("moved all the same", homes)
}

// A login that is refused for now, or for good, touches no mail.
func TestALoginRefusedTouchesNoMail(t *testing.T) {
	for about, words := range map[string]string{
		"for now": "T2 NO [UNAVAILABLE] Server is busy\r\n", "for good": "T2 NO AUTHENTICATE failed.\r\n",
	} {
		t.Run(about, func(t *testing.T) {
			t.Parallel()
			p := newPosted(t, postoffice.Options{})
			p.fourMails()
			p.in.Break(postoffice.Fault{Deed: postoffice.Garbage, At: "AUTHENTICATE", Words: words})
			p.patience = briefly
			if status, out := p.run(); status != exitFailed {
				t.Errorf("%d, %s", status, out)
			}
			p.in.Break(postoffice.Fault{})
			p.patience = enough
			p.calmly()
			p.where("a login later", homes)
		})
	}
}

// withToken has the mailbox opened with a token instead of a password.
func (p *posted) withToken(e *tokenEndpoint) {
	p.t.Helper()
	path := filepath.Join(p.dir, "stintag.toml")
	raw, err := os.ReadFile(path)
	if err != nil {
		p.t.Fatal(err)
	}
	before, after, _ := strings.Cut(string(raw), "[imap.oauth]")
	_, after, _ = strings.Cut(after, "\n[")
	text := strings.Replace(before, `"imap.password"`, `""`, 1) + "[imap.oauth]\ntoken_url = \"" + e.URL +
		"\"\nclient_id = \"app\"\nclient_secret_file = \"imap.secret\"\nscope = \"https://mail.example/.default\"\n\n[" + after
	p.keep("stintag.toml", text)
	p.keep("imap.secret", "s3cret")
}

// keep writes a file of the bureau's folder.
func (p *posted) keep(name, text string) {
	p.t.Helper()
	if err := os.WriteFile(filepath.Join(p.dir, name), []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
}
