package mailbox_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"stintag/ingest/mailbox"
)

// anyBusy is a BusyError of whatever length.
func anyBusy(err error) (after time.Duration, is bool) {
	var busy *mailbox.BusyError
	if !errors.As(err, &busy) {
		return 0, false
	}
	return busy.After, true
}

const throttled = "Request is throttled. Suggested Backoff Time: 295123 milliseconds"

// A server may ask to be left alone at any command, or as it hangs up.
func TestThrottlingIsToldAtEveryCommand(t *testing.T) {
	calls := map[string]func(b *mailbox.Box) error{
		"SELECT":    func(b *mailbox.Box) error { _, err := b.Select(t.Context(), "INBOX"); return err },
		"UID FETCH": func(b *mailbox.Box) error { _, err := b.List(t.Context()); return err },
		"UID MOVE":  func(b *mailbox.Box) error { _, err := b.Move(t.Context(), []uint32{1}, "Hanterat"); return err },
	}
	for at, call := range calls {
		for how, answer := range map[string]string{"NO": "%s NO [UNAVAILABLE] " + throttled + "\r\n", "BAD": "%s BAD " + throttled + "\r\n", "BYE": "* BYE " + throttled + "\r\ndrop"} {
			b := open(t, scripted(t, map[string]string{at: answer, "CREATE": "%s NO never\r\n"}))
			if after, is := anyBusy(call(b)); !is || after != 295123*time.Millisecond {
				t.Errorf("%s at %s: busy %v, for %v", how, at, is, after)
			}
		}
	}
	c := scripted(t, map[string]string{"LOGIN": "%s NO [LIMIT] Too many connections\r\n"})
	if _, err := mailbox.Dial(t.Context(), c); err == nil {
		t.Error("a login refused for now is a way in")
	} else if after, is := anyBusy(err); !is || after != 0 || errors.Is(err, mailbox.ErrLogin) {
		t.Errorf("Dial = %v", err)
	}
}

// Refusals that an operator can do something about have words of their own; nothing is
// taken for moved that was not, and no folder is made for a server that is full.
func TestRefusalsHaveTheirOwnWords(t *testing.T) {
	for about, tt := range map[string]struct {
		answer string
		want   error
		make   bool
	}{
		"full":       {"%s NO [OVERQUOTA] Quota exceeded (mailbox for user is full)\r\n", mailbox.ErrFull, false},
		"full again": {"%s NO The message store is over quota.\r\n", mailbox.ErrFull, false},
		"read-only":  {"%s NO [READ-ONLY] Mailbox is read-only\r\n", nil, true},
	} {
		for _, command := range []string{"UID MOVE", "UID COPY"} {
			made := "%s OK made\r\n"
			if !tt.make {
				made = "drop"
			}
			answers := map[string]string{command: tt.answer, "CREATE": made}
			if command == "UID COPY" {
				answers["CAPABILITY"] = "* CAPABILITY IMAP4rev1 UIDPLUS\r\n%s OK done\r\n"
			}
			b := open(t, scripted(t, answers))
			moved, err := b.Move(t.Context(), []uint32{1}, "Hanterat")
			if err == nil || len(moved) != 0 || tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("%s, %s: %v, %v", about, command, moved, err)
			}
			if _, err := b.Select(t.Context(), "INBOX"); err != nil {
				t.Errorf("%s: the connection should be as good as before: %v", about, err)
			}
		}
	}
	b := open(t, scripted(t, map[string]string{"SELECT": "%s BAD User is authenticated but not connected.\r\n"}))
	if _, err := b.Select(t.Context(), "INBOX"); !errors.Is(err, mailbox.ErrNotConnected) {
		t.Errorf("Select = %v, want ErrNotConnected", err)
	}
}

// A folder counts as missing only where it is: what lies in one that cannot be opened
// just now must not be given up.
func TestAFolderIsMissingOnlyWhereTheServerHasNone(t *testing.T) {
	const has = "* LIST (\\HasNoChildren) \".\" Hanterat\r\n%s OK done\r\n"
	for about, tt := range map[string]struct {
		refused, listed string
		missing         bool
	}{
		"said by a code":                  {"NO [NONEXISTENT] No such mailbox", has, true},
		"said by the code for making it":  {"NO [TRYCREATE] No such mailbox", has, true},
		"said in words":                   {"NO Mailbox does not exist", "%s OK done\r\n", true},
		"the name of other folders alone": {"NO No such mailbox", strings.Replace(has, "Has", "Noselect \\Has", 1), true},
		"a fault of the server":           {"NO [SERVERBUG] Internal error occurred", "%s OK done\r\n", false},
		"no right to open it":             {"NO [NOPERM] Permission denied", "%s OK done\r\n", false},
		"a fault told in words":           {"NO Unable to lock the mailbox", has, false},
		"a fault, and no list":            {"NO Unable to lock the mailbox", "%s NO [SERVERBUG] Internal error occurred\r\n", false},
	} {
		b := open(t, scripted(t, map[string]string{"SELECT": "%s " + tt.refused + "\r\n", "LIST": tt.listed}))
		if _, err := b.Select(t.Context(), "Hanterat"); err == nil || errors.Is(err, mailbox.ErrNoFolder) != tt.missing {
			t.Errorf("%s: Select = %v; missing should be %v", about, err, tt.missing)
		}
		if _, err := b.List(t.Context()); err != nil {
			t.Errorf("%s: the connection should be as good as before: %v", about, err)
		}
	}
}

// Why a server hangs up is passed on; a mail that quotes such words is no goodbye.
func TestAGoodbyeIsPassedOn(t *testing.T) {
	b := open(t, scripted(t, map[string]string{"UID FETCH": "* BYE Session invalidated - AccessTokenExpired\r\ndrop"}))
	if _, err := b.List(t.Context()); err == nil || !strings.Contains(err.Error(), "AccessTokenExpired") {
		t.Errorf("List = %v", err)
	}
	const quoting = "Subject: x\r\n\r\n* BYE Request is throttled\r\n"
	b = open(t, scripted(t, map[string]string{"UID FETCH": "* 1 FETCH (UID 1 BODY[] {42}\r\n" + quoting + ")\r\n%s OK done\r\n"}))
	whole := ""
	_, err := b.Fetch(t.Context(), []mailbox.Item{{UID: 1}}, func(_ mailbox.Item, r io.Reader) error {
		raw, err := io.ReadAll(r)
		whole = string(raw)
		return err
	})
	if err != nil || whole != quoting {
		t.Errorf("%v, read %q", err, whole)
	}
}

// The library's own way to move without MOVE would delete before it knows that the
// copy is there, and expunge what others marked; neither is ever asked for.
func TestWithoutMOVEAMissingFolderLosesNothing(t *testing.T) {
	b := open(t, scripted(t, map[string]string{
		"CAPABILITY": "* CAPABILITY IMAP4rev1 UIDPLUS\r\n%s OK done\r\n",
		"UID COPY":   "%s NO [TRYCREATE] No such mailbox\r\n", "CREATE": "%s NO not allowed\r\n",
		"UID STORE": "drop", "EXPUNGE": "drop", "UID EXPUNGE": "drop",
	}))
	if moved, err := b.Move(t.Context(), []uint32{1}, "Hanterat"); err == nil || len(moved) != 0 {
		t.Errorf("Move = %v, %v", moved, err)
	}
	if _, err := b.Select(t.Context(), "INBOX"); err != nil {
		t.Errorf("the server was asked to remove what it had not copied: %v", err)
	}
}

// A dead connection offers nothing, which does not mean that the server cannot move.
func TestALostConnectionIsNoServerWithoutMOVE(t *testing.T) {
	b := open(t, scripted(t, map[string]string{"UID FETCH": "drop"}))
	if _, err := b.List(t.Context()); err == nil {
		t.Fatal("a list came from a server that hung up")
	}
	if !b.Moves() {
		t.Error("a server that offered MOVE is said to offer none")
	}
	if _, err := b.Move(t.Context(), []uint32{1}, "Hanterat"); err == nil || errors.Is(err, mailbox.ErrCannotMove) {
		t.Errorf("Move = %v, want the connection's error", err)
	}
}

// A server that says which mail became which in another number of words says nothing.
func TestWhatAMailBecameIsTakenOnlyWhereItIsTold(t *testing.T) {
	for answer, want := range map[string]mailbox.Moved{
		"* OK [COPYUID 9 1 41] moved\r\n%s OK done\r\n":    {UID: 1, UIDValidity: 9, NewUID: 41},
		"* OK [COPYUID 9 1 41:42] moved\r\n%s OK done\r\n": {UID: 1},
	} {
		b := open(t, scripted(t, map[string]string{"UID MOVE": answer}))
		moved, err := b.Move(t.Context(), []uint32{1}, "Hanterat")
		if err != nil || len(moved) != 1 || moved[0] != want {
			t.Errorf("%q: %v, %v; want %v", answer, moved, err, want)
		}
	}
}
