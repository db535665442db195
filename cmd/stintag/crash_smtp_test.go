package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strings"
	"sync"
	"testing"
)

// mishap is what the receiving server does to a letter.
type mishap string

const (
	noMishap     mishap = ""
	shutsDown    mishap = "421 at MAIL, then closed"
	laterAtRcpt  mishap = "450 at RCPT"
	laterAtEnd   mishap = "451 after the letter"
	refusesRcpt  mishap = "550 at RCPT"
	refusesEnd   mishap = "554 after the letter"
	cutInLetter  mishap = "closed within the letter"
	cutAfterYes  mishap = "taken, then closed without a word"
	cutAfter250  mishap = "taken and said so, then closed"
	refusedReset mishap = "taken, then no to RSET"
)

// atRcpt is what the server says to a recipient where not yes.
var atRcpt = map[mishap]string{laterAtRcpt: "450 4.2.0 later", refusesRcpt: "550 5.7.1 not from you"}

var mishaps = []mishap{shutsDown, laterAtRcpt, laterAtEnd, refusesRcpt, refusesEnd, cutInLetter, cutAfterYes, cutAfter250, refusedReset}

// received is a letter that the server took.
type received struct {
	to  string
	raw string // with bare line ends
	id  string
}

// receiver is an SMTP server that can be told to fail.
type receiver struct {
	listener net.Listener
	serving  sync.WaitGroup

	mu      sync.Mutex
	ended   *sync.Cond // a conversation
	open    map[net.Conn]bool
	plan    map[int]mishap // what befalls the n-th letter from now
	offered int
	letters []received
	unheard map[string]int // by Message-ID: how often our yes cannot have been heard
}

func newReceiver(t testing.TB) *receiver {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &receiver{listener: l, open: map[net.Conn]bool{}, unheard: map[string]int{}}
	r.ended = sync.NewCond(&r.mu)
	r.serving.Go(r.accept)
	t.Cleanup(func() {
		_ = l.Close()
		r.mu.Lock()
		for c := range r.open {
			_ = c.Close()
		}
		r.mu.Unlock()
		r.serving.Wait()
	})
	return r
}

func (r *receiver) address() string { return r.listener.Addr().String() }

// fail plans what befalls the next letters, by their number from 0.
func (r *receiver) fail(plan map[int]mishap) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.plan, r.offered = plan, 0
}

// planned is what befalls letters in this round.
func (r *receiver) planned() map[int]mishap {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.plan
}

// forget begins anew, for another ledger.
func (r *receiver) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.letters, r.unheard, r.plan, r.offered = nil, map[string]int{}, nil, 0
}

// forgetLetters lets go of what was taken: only how much a sender holds is measured.
func (r *receiver) forgetLetters() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.letters = nil
}

// settle waits until no conversation is left: what a program said before it died is
// heard all the same, and later on a machine that is busy.
func (r *receiver) settle() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.open) > 0 {
		r.ended.Wait()
	}
}

// taken gives the letters taken so far.
func (r *receiver) taken() (letters []received, unheard map[string]int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	unheard = map[string]int{}
	for id, n := range r.unheard {
		unheard[id] = n
	}
	return r.letters[:len(r.letters):len(r.letters)], unheard
}

func (r *receiver) accept() {
	for {
		c, err := r.listener.Accept()
		if err != nil {
			return
		}
		r.mu.Lock()
		r.open[c] = true
		r.mu.Unlock()
		r.serving.Go(func() {
			_ = r.serve(c) // a peer that was killed hangs up: that is the test
			_ = c.Close()
			r.mu.Lock()
			delete(r.open, c)
			r.ended.Broadcast()
			r.mu.Unlock()
		})
	}
}

// conversation is with one sender, letter by letter.
type conversation struct {
	in      *textproto.Reader
	out     *bufio.Writer
	to      string
	befalls mishap
}

func (c *conversation) say(line string) error {
	_, _ = c.out.WriteString(line + "\r\n")
	return c.out.Flush()
}

// serve holds one conversation.
func (r *receiver) serve(conn net.Conn) error {
	c := &conversation{in: textproto.NewReader(bufio.NewReader(conn)), out: bufio.NewWriter(conn)}
	err := c.say("220 loopback ESMTP")
	for err == nil {
		var line string
		if line, err = c.in.ReadLine(); err == nil {
			verb, rest, _ := strings.Cut(line, " ")
			err = r.command(c, strings.ToUpper(verb), rest)
		}
	}
	return err
}

// command answers one command; the error ends the conversation.
func (r *receiver) command(c *conversation, verb, rest string) error {
	switch verb {
	case "EHLO":
		return c.say("250-loopback\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES")
	case "MAIL":
		if c.befalls = r.next(); c.befalls == shutsDown {
			_ = c.say("421 4.3.2 shutting down")
			return io.EOF
		}
		return c.say("250 2.1.0 ok")
	case "RCPT":
		c.to = strings.Trim(strings.TrimPrefix(rest, "TO:"), "<>")
		return c.say(cmp.Or(atRcpt[c.befalls], "250 2.1.5 ok"))
	case "DATA":
		return r.data(c)
	case "RSET":
		if c.befalls == refusedReset {
			c.befalls = noMishap
			return c.say("500 5.5.1 what?")
		}
	case "QUIT":
		_ = c.say("221 2.0.0 bye")
		return io.EOF
	}
	return c.say("250 2.0.0 ok")
}

func (r *receiver) next() mishap {
	r.mu.Lock()
	defer r.mu.Unlock()
	f := r.plan[r.offered]
	r.offered++
	return f
}

// data takes the letter, or not.
func (r *receiver) data(c *conversation) error {
	if err := c.say("354 go ahead"); err != nil {
		return err
	}
	if c.befalls == cutInLetter {
		_, _ = c.in.ReadLine()
		return io.ErrClosedPipe
	}
	raw, err := c.in.ReadDotBytes()
	if err != nil {
		return err
	}
	switch c.befalls {
	case laterAtEnd:
		return c.say("451 4.3.0 later")
	case refusesEnd:
		return c.say("554 5.6.0 no")
	}
	l := received{to: c.to, raw: string(raw), id: header(raw, "Message-ID")}
	r.mu.Lock()
	r.letters = append(r.letters, l)
	if c.befalls == cutAfterYes {
		r.unheard[l.id]++
	}
	n := len(r.letters)
	r.mu.Unlock()
	if c.befalls == cutAfterYes {
		return io.ErrClosedPipe
	}
	if err := c.say(fmt.Sprintf("250 2.0.0 ok: queued as %d", n)); err != nil || c.befalls != cutAfter250 {
		return err
	}
	return io.ErrClosedPipe
}
