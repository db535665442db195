package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"stintag/process/ledger"
	"stintag/samples/postoffice"
)

// lineFault is a fault on a line, and what the run that meets it is like.
type lineFault struct {
	about string
	fault postoffice.Fault
	ends  int  // the exit status: there is something new for a person once mail was judged
	told  bool // the run says that something is wrong with the mailbox
	moves bool // a server without MOVE
	twice bool // a letter may be handed over twice, in the same bytes
}

const (
	enough  = time.Minute     // patience with a server in these tests
	briefly = 3 * time.Second // and with one that falls silent: what it says before must come in this time on a slow machine too
	trickle = 3 * time.Millisecond
)

// patience is short only where there is silence to wait through.
func (f lineFault) patience() time.Duration {
	if f.fault.Deed == postoffice.Cut || f.fault.Deed == postoffice.Delay {
		return enough
	}
	return briefly
}

var incoming = []lineFault{
	{about: "nobody greets", fault: postoffice.Fault{Deed: postoffice.Silence}, ends: exitFailed, told: true},
	{about: "half open from the start", fault: postoffice.Fault{Deed: postoffice.Dead}, ends: exitFailed, told: true},
	{about: "cut at the greeting", fault: postoffice.Fault{Deed: postoffice.Cut}, ends: exitFailed, told: true},
	{about: "a greeting in another language", fault: postoffice.Fault{Deed: postoffice.Garbage, Words: "220 mail.example ESMTP\r\n"}, ends: exitFailed, told: true},
	{about: "a greeting that never ends", fault: postoffice.Fault{Deed: postoffice.Garbage, Words: "* OK " + strings.Repeat("x", 1<<20)}, ends: exitFailed, told: true},
	{about: "silent at the login", fault: postoffice.Fault{Deed: postoffice.Silence, At: "AUTHENTICATE"}, ends: exitFailed, told: true},
	{about: "cut at the login", fault: postoffice.Fault{Deed: postoffice.Cut, At: "AUTHENTICATE"}, ends: exitFailed, told: true},
	{about: "half open at SELECT", fault: postoffice.Fault{Deed: postoffice.Dead, At: "SELECT"}, ends: exitFailed, told: true},
	{about: "the command lost at SELECT", fault: postoffice.Fault{Deed: postoffice.Deaf, At: "SELECT", Before: true}, ends: exitFailed, told: true},
	{about: "cut at SELECT", fault: postoffice.Fault{Deed: postoffice.Cut, At: "SELECT"}, ends: exitFailed, told: true},
	{about: "silent in the list", fault: postoffice.Fault{Deed: postoffice.Silence, At: "UID FETCH", Bytes: 40}, ends: exitFailed, told: true},
	{about: "cut in the list", fault: postoffice.Fault{Deed: postoffice.Cut, At: "UID FETCH", Bytes: 40}, ends: exitFailed, told: true},
	{about: "garbage for the list", fault: postoffice.Fault{Deed: postoffice.Garbage, At: "UID FETCH", Words: "\x00\xff{99999999999}\r\n)) * * 1 FETCH ((\r\n"}, ends: exitFailed, told: true},
	{about: "an unknown response in the list", fault: postoffice.Fault{Deed: postoffice.Insert, At: "UID FETCH", Words: "* VANISHED (EARLIER) 1:9\r\n"}, ends: exitFailed, told: true},
	{about: "silent in a mail", fault: postoffice.Fault{Deed: postoffice.Silence, At: "BODY.PEEK[]", Bytes: 5000}, ends: exitFailed, told: true},
	{about: "cut in a mail", fault: postoffice.Fault{Deed: postoffice.Cut, At: "BODY.PEEK[]", Bytes: 5000}, ends: exitFailed, told: true},
	{about: "cut between two mails", fault: postoffice.Fault{Deed: postoffice.Cut, At: "BODY.PEEK[]", Bytes: 12000}, ends: exitFailed, told: true},
	{about: "a mail of 9 GB", fault: postoffice.Fault{Deed: postoffice.Garbage, At: "BODY.PEEK[]", Words: "* 1 FETCH (UID 1 BODY[] {9000000000}\r\nFrom: a"}, ends: exitFailed, told: true},
	{about: "a mail that comes too slowly to begin", fault: postoffice.Fault{Deed: postoffice.Dribble, At: "BODY.PEEK[]", Pause: briefly / 10}, ends: exitFailed, told: true},
	{about: "every answer late", fault: postoffice.Fault{Deed: postoffice.Delay, Pause: 30 * time.Millisecond}, ends: exitPerson},
	{about: "a token that expires", fault: postoffice.Fault{Deed: postoffice.Garbage, At: "BODY.PEEK[]", Words: "* BYE Session invalidated - AccessTokenExpired\r\n"}, ends: exitFailed, told: true},
	{about: "silent at the move", fault: postoffice.Fault{Deed: postoffice.Silence, At: "UID MOVE"}, ends: exitPerson, told: true},
	{about: "cut before the move", fault: postoffice.Fault{Deed: postoffice.Cut, At: "UID MOVE", Before: true}, ends: exitPerson, told: true},
	{about: "cut after the move", fault: postoffice.Fault{Deed: postoffice.Cut, At: "UID MOVE"}, ends: exitPerson, told: true},
	{about: "garbage after the move", fault: postoffice.Fault{Deed: postoffice.Garbage, At: "UID MOVE", Words: "* 3 EXPUNGE\r\n* 3 EXPU\xffNGE\r\n"}, ends: exitPerson, told: true},
	{about: "silent at the goodbye", fault: postoffice.Fault{Deed: postoffice.Silence, At: "LOGOUT"}, ends: exitPerson},
	{about: "cut at the goodbye", fault: postoffice.Fault{Deed: postoffice.Cut, At: "LOGOUT"}, ends: exitPerson},
	{about: "cut before the copy", fault: postoffice.Fault{Deed: postoffice.Cut, At: "UID COPY", Before: true}, ends: exitPerson, told: true, moves: true},
	{about: "cut after the copy", fault: postoffice.Fault{Deed: postoffice.Cut, At: "UID COPY"}, ends: exitPerson, told: true, moves: true},
	{about: "silent after the copy", fault: postoffice.Fault{Deed: postoffice.Dead, At: "UID STORE", Before: true}, ends: exitPerson, told: true, moves: true},
	{about: "cut after the mark", fault: postoffice.Fault{Deed: postoffice.Cut, At: "UID STORE"}, ends: exitPerson, told: true, moves: true},
	{about: "cut after the expunge", fault: postoffice.Fault{Deed: postoffice.Cut, At: "UID EXPUNGE"}, ends: exitPerson, told: true, moves: true},
}

var outgoing = []lineFault{
	{about: "nobody greets", fault: postoffice.Fault{Deed: postoffice.Silence}},
	{about: "half open from the start", fault: postoffice.Fault{Deed: postoffice.Dead}},
	{about: "cut at the greeting", fault: postoffice.Fault{Deed: postoffice.Cut}},
	{about: "a greeting in another language", fault: postoffice.Fault{Deed: postoffice.Garbage, Words: "* OK IMAP4rev1 ready\r\n"}},
	{about: "told to come back later", fault: postoffice.Fault{Deed: postoffice.Garbage, Words: "421 4.3.2 Service not available\r\n"}},
	{about: "silent at EHLO", fault: postoffice.Fault{Deed: postoffice.Silence, At: "EHLO"}},
	{about: "cut at MAIL", fault: postoffice.Fault{Deed: postoffice.Cut, At: "MAIL FROM"}},
	{about: "the sender refused for now", fault: postoffice.Fault{Deed: postoffice.Garbage, At: "MAIL FROM", Words: "432 4.3.2 Concurrent connections limit exceeded\r\n"}},
	{about: "half open at RCPT", fault: postoffice.Fault{Deed: postoffice.Dead, At: "RCPT TO"}},
	{about: "garbage at RCPT", fault: postoffice.Fault{Deed: postoffice.Garbage, At: "RCPT TO", Words: "\x00\xff\xfe nonsense\r\n"}},
	{about: "cut at DATA", fault: postoffice.Fault{Deed: postoffice.Cut, At: "DATA\r\n"}},
	{about: "cut before the final dot", fault: postoffice.Fault{Deed: postoffice.Cut, At: "\r\n.\r\n", Before: true}, twice: true},
	{about: "cut after the final dot", fault: postoffice.Fault{Deed: postoffice.Cut, At: "\r\n.\r\n"}, twice: true},
	{about: "silent after the final dot", fault: postoffice.Fault{Deed: postoffice.Silence, At: "\r\n.\r\n", Times: 1}, twice: true},
	{about: "garbage after the final dot", fault: postoffice.Fault{Deed: postoffice.Garbage, At: "\r\n.\r\n", Words: "hej hej\r\n"}, twice: true},
	{about: "every answer late", fault: postoffice.Fault{Deed: postoffice.Delay, Pause: 30 * time.Millisecond}},
	{about: "answers byte by byte", fault: postoffice.Fault{Deed: postoffice.Dribble, Pause: trickle}},
	{about: "cut at the goodbye", fault: postoffice.Fault{Deed: postoffice.Cut, At: "QUIT"}},
}

// Whatever a line does, the run that meets it ends in time and with the status it
// ought to, and one calm run later everything is as if nothing had happened.
func TestWhateverALineDoesOneCalmRunMends(t *testing.T) {
	calm := newPosted(t, postoffice.Options{})
	calm.fourMails()
	calm.calmly()
	want := calm.outcome()
	if len(want.Letters) != 2 || want.Cases != 1 || len(want.Folders[postoffice.Inbox]) != 0 {
		t.Fatalf("the calm run is not calm: %+v", want)
	}
	for side, faults := range map[string][]lineFault{"in": incoming, "out": outgoing} {
		for _, f := range faults {
			t.Run(side+", "+f.about, func(t *testing.T) {
				t.Parallel()
				p := newPosted(t, postoffice.Options{NoMove: f.moves})
				p.fourMails()
				if code, out := p.command("check"); code != exitDone { // it makes the folders
					t.Fatalf("check: %d, %s", code, out)
				}
				p.meets(side, f)
				p.triesUnknown()
				p.calmly()
				got := p.outcome()
				if got.Doubled > 0 && !f.twice {
					t.Errorf("%d letters doubled", got.Doubled)
				}
				got.Doubled = 0
				if fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("a calm run later:\n got %+v\nwant %+v", got, want)
				}
			})
		}
	}
}

// A line that breaks leaves nothing behind that waits for ever.
func TestABrokenLineLeavesNoGoroutine(t *testing.T) {
	for side, faults := range map[string][]postoffice.Fault{
		"in": {
			{Deed: postoffice.Silence, At: "UID FETCH"}, {Deed: postoffice.Cut, At: "BODY.PEEK[]", Bytes: 5000}, {Deed: postoffice.Dead, At: "UID MOVE"},
			{Deed: postoffice.Garbage, At: "BODY.PEEK[]", Words: "* 1 FETCH (UID 1 BODY[] {9000000000}\r\nFrom: a"},
		},
		"out": {{Deed: postoffice.Silence}, {Deed: postoffice.Cut, At: "\r\n.\r\n"}},
	} {
		for _, f := range faults {
			before := goleak.IgnoreCurrent()
			p := newPosted(t, postoffice.Options{})
			p.fourMails()
			p.meets(side, lineFault{fault: f, ends: -1})
			if err := errors.Join(p.in.Close(), p.out.Close(), p.office.Close()); err != nil {
				t.Error(err)
			}
			for end := time.Now().Add(enough); goleak.Find(before) != nil && time.Now().Before(end); { // the last may still be ending
			}
			goleak.VerifyNone(t, before)
		}
	}
}

// triesUnknown is a person who has letters tried again whose fate nobody knows.
func (p *posted) triesUnknown() {
	p.t.Helper()
	o := p.bureau.office()
	if err := o.openStores(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
	letters, err := o.ledger.Letters(p.t.Context())
	if err := errors.Join(err, o.close()); err != nil {
		p.t.Fatal(err)
	}
	for _, l := range letters {
		if l.State != ledger.Unknown {
			continue
		}
		if status, out := p.command("outbox", "retry", strconv.FormatInt(l.ID, 10)); status != exitDone {
			p.t.Fatalf("outbox retry: %d, %s", status, out)
		}
	}
}

// meets is the run that meets the fault.
func (p *posted) meets(side string, f lineFault) {
	p.t.Helper()
	line := p.in
	if side == "out" {
		line = p.out
	}
	p.patience = f.patience()
	line.Break(f.fault)
	began := time.Now()
	status, out := p.run()
	took := time.Since(began)
	if line.Struck() == 0 {
		p.t.Fatalf("the fault was never met: status %d, %s", status, out)
	}
	line.Break(postoffice.Fault{})
	p.patience = enough
	if f.ends < 0 {
		return
	}
	if side == "in" && strings.Contains(out, "mailbox: ") != f.told {
		p.t.Errorf("that the mailbox is wrong is told: %v, of: %s", !f.told, out)
	}
	if side == "in" && status != f.ends || side == "out" && status != exitPerson && status != exitFailed && status != exitDone {
		p.t.Errorf("the run ends with %d, want %d: %s", status, f.ends, out)
	}
	// A connection for fetching, one for moving, and for each letter the login and the
	// answer to its final dot, which is given ten times as long.
	if most := 2*30*briefly + 2*12*briefly; took > most {
		p.t.Errorf("the run took %v, and may take %v", took, most)
	}
}
