package mailbox_test

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"stintag/ingest/mailbox"
	"stintag/samples/postoffice"
)

// scripted is an IMAP server that answers each command by its name with the lines
// given, %s standing for the tag; a command without lines gets a plain OK, the
// lines "hang" and "drop" mean what they say.
func scripted(t *testing.T, answers map[string]string) mailbox.Config {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			serving.Go(func() { talk(c, answers) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		serving.Wait()
	})
	return mailbox.Config{Address: l.Addr().String(), TLS: "none", User: "u", Timeout: time.Minute}
}

func talk(c net.Conn, answers map[string]string) {
	defer c.Close()
	if answers["greeting"] == "hang" {
		_, _ = io.Copy(io.Discard, c)
		return
	}
	fmt.Fprint(c, cmp.Or(answers["greeting"], "* OK [CAPABILITY IMAP4rev1] ready\r\n"))
	lines := bufio.NewScanner(c)
	for lines.Scan() {
		word := strings.Fields(lines.Text())
		name := word[1]
		if name == "UID" {
			name += " " + word[2]
		}
		answer, ok := answers[name]
		if len(word) > 3 {
			if one, is := answers[name+" "+word[3]]; is { // about one mail
				answer, ok = one, true
			}
		}
		switch {
		case !ok && name == "CAPABILITY":
			answer = "* CAPABILITY IMAP4rev1 MOVE UIDPLUS\r\n%s OK done\r\n"
		case !ok:
			answer = "%s OK done\r\n"
		case answer == "hang":
			_, _ = io.Copy(io.Discard, c)
			return
		}
		answer, drop := strings.CutSuffix(answer, "drop")
		fmt.Fprint(c, strings.ReplaceAll(answer, "%s", word[0]))
		if drop {
			return
		}
	}
}

func open(t *testing.T, c mailbox.Config) *mailbox.Box {
	t.Helper()
	b, err := mailbox.Dial(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

func TestSilentServerEndsWithTheContext(t *testing.T) {
	calls := map[string]func(context.Context, *mailbox.Box) error{
		"SELECT":    func(ctx context.Context, b *mailbox.Box) error { _, err := b.Select(ctx, "INBOX"); return err },
		"UID FETCH": func(ctx context.Context, b *mailbox.Box) error { _, err := b.List(ctx); return err },
		"UID MOVE": func(ctx context.Context, b *mailbox.Box) error {
			_, err := b.Move(ctx, []uint32{1}, "Hanterat")
			return err
		},
	}
	for silent, call := range calls {
		b := open(t, scripted(t, map[string]string{silent: "hang"}))
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
		if err := call(ctx, b); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("silent at %s: %v, want the context's end", silent, err)
		}
		cancel()
		if _, err := b.List(t.Context()); err == nil {
			t.Errorf("silent at %s: the connection is still used", silent)
		}
	}
	for _, silent := range []string{"greeting", "LOGIN", "CAPABILITY"} {
		c := scripted(t, map[string]string{silent: "hang"})
		c.Timeout = 30 * time.Millisecond // a server must not hold us even where nobody gave a deadline
		if _, err := mailbox.Dial(t.Context(), c); !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("silent at %s: Dial = %v", silent, err)
		}
	}
}

const mailOf20 = "Subject: ett\r\n\r\nHej\r\n" // 21 bytes

func TestCutOffBodyIsNoMail(t *testing.T) {
	for about, answer := range map[string]string{
		"cut in the body":   "* 1 FETCH (UID 1 BODY[] {500}\r\n" + mailOf20 + "drop",
		"cut after nothing": "* 1 FETCH (UID 1 BODY[] {500}\r\ndrop",
	} {
		b := open(t, scripted(t, map[string]string{"UID FETCH": answer}))
		whole := false
		_, err := b.Fetch(t.Context(), []mailbox.Item{{UID: 1}}, func(_ mailbox.Item, r io.Reader) error {
			_, err := io.ReadAll(r)
			whole = err == nil
			return err
		})
		if err == nil || whole {
			t.Errorf("%s: Fetch = %v, the reader saw a whole mail: %v", about, err, whole)
		}
	}
}

func TestServersThatAnswerOddly(t *testing.T) {
	tests := []struct {
		about, answer string
		got, missing  int
		fails         bool
	}{
		{"OK and nothing", "%s OK done\r\n", 0, 1, false},
		{"NIL for a body", "* 1 FETCH (UID 1 BODY[] NIL)\r\n%s OK done\r\n", 0, 1, false},
		{"another mail than asked for", "* 7 FETCH (UID 7 BODY[] {21}\r\n" + mailOf20 + ")\r\n%s OK done\r\n", 0, 1, false},
		{"flags of another mail between", "* 3 FETCH (FLAGS (\\Seen))\r\n* 1 FETCH (UID 1 BODY[] {21}\r\n" + mailOf20 + ")\r\n%s OK done\r\n", 1, 0, false},
		{"the same mail twice", strings.Repeat("* 1 FETCH (UID 1 BODY[] {21}\r\n"+mailOf20+")\r\n", 2) + "%s OK done\r\n", 1, 0, false},
		{"NO", "%s NO [UNAVAILABLE] later\r\n", 0, 0, true},
		{"a body of 9 GB", "* 1 FETCH (UID 1 BODY[] {9000000000}\r\n" + mailOf20, 0, 0, true},
		{"an unknown response", "* VANISHED 1\r\n%s OK done\r\n", 0, 0, true},
	}
	for _, tt := range tests {
		t.Run(tt.about, func(t *testing.T) {
			b := open(t, scripted(t, map[string]string{"UID FETCH": tt.answer, "UID SEARCH": "* SEARCH 1\r\n%s OK done\r\n"}))
			got := 0
			missing, err := b.Fetch(t.Context(), []mailbox.Item{{UID: 1}}, func(_ mailbox.Item, r io.Reader) error {
				raw, err := io.ReadAll(r)
				if string(raw) != mailOf20 {
					t.Errorf("read %q", raw)
				}
				got++
				return err
			})
			if got != tt.got || len(missing) != tt.missing || (err != nil) != tt.fails {
				t.Errorf("got %d, missing %v, %v; want %d, %d, failure %v", got, missing, err, tt.got, tt.missing, tt.fails)
			}
		})
	}
}

func TestTLS(t *testing.T) {
	ca := filepath.Join(t.TempDir(), "ca.pem")
	cert, err := postoffice.Certificate(ca)
	if err != nil {
		t.Fatal(err)
	}
	for _, way := range []string{"implicit", "starttls"} {
		o := office(t, postoffice.Options{TLS: cert, Implicit: way == "implicit"}, 1)
		c := config(o)
		c.TLS, c.CAFile = way, ca
		b := open(t, c)
		if _, err := b.Select(t.Context(), postoffice.Inbox); err != nil {
			t.Errorf("%s: Select = %v", way, err)
		}
		if items, err := b.List(t.Context()); err != nil || len(items) != 1 {
			t.Errorf("%s: List = %v, %v", way, items, err)
		}
		c.CAFile = ""
		if _, err := mailbox.Dial(t.Context(), c); err == nil {
			t.Errorf("%s: a certificate nobody vouches for was trusted", way)
		}
	}
	c := config(office(t, postoffice.Options{}, 0)) // offers no STARTTLS
	c.TLS = "starttls"
	if _, err := mailbox.Dial(t.Context(), c); err == nil {
		t.Error("a server without STARTTLS was talked to in the clear")
	}
}

func TestOAuth(t *testing.T) {
	c := scripted(t, map[string]string{"AUTHENTICATE": "%s NO AUTHENTICATE failed.\r\n"})
	c.Token = func(context.Context) (string, error) { return "token", nil }
	if _, err := mailbox.Dial(t.Context(), c); !errors.Is(err, mailbox.ErrLogin) {
		t.Errorf("Dial = %v, want ErrLogin", err)
	}
}

// A server may tell of flags that another program has just set before what was asked of
// the same mail (RFC 3501, 7.4.2). The library takes the first for the answer: the mail
// would have come in the year 1, before everybody's.
func TestNewsOfAMailIsNotTakenForWhatWasAsked(t *testing.T) {
	const asked = "* 1 FETCH (UID 7 RFC822.SIZE 21 INTERNALDATE \"10-Sep-2024 08:00:00 +0200\")\r\n"
	came := time.Date(2024, 9, 10, 6, 0, 0, 0, time.UTC)
	for about, tt := range map[string]struct {
		first, then string
		want        time.Time
	}{
		"flags come first":        {"* 1 FETCH (UID 7 FLAGS (\\Seen))\r\n" + asked, asked, came},
		"flags come last":         {asked + "* 1 FETCH (UID 7 FLAGS (\\Seen))\r\n", "", came},
		"the server has no date":  {"* 1 FETCH (UID 7 RFC822.SIZE 21)\r\n", "* 1 FETCH (UID 7 RFC822.SIZE 21)\r\n", time.Time{}},
		"it was taken in between": {"* 1 FETCH (UID 7 FLAGS (\\Seen))\r\n" + asked, "", time.Time{}},
	} {
		b := open(t, scripted(t, map[string]string{"UID FETCH": tt.first + "%s OK done\r\n", "UID FETCH 7": tt.then + "%s OK done\r\n"}))
		items, err := b.List(t.Context())
		if err != nil || len(items) != 1 || items[0].UID != 7 || !items[0].Received.Equal(tt.want) {
			t.Errorf("%s: %v, %v; want it to have come %v", about, items, err, tt.want)
		}
	}
}
