package postoffice_test

import (
	"bufio"
	"errors"
	"io"
	"net"
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"

	"stintag/samples/postoffice"
)

// echo is a server that greets and says what is said to it.
func echo(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(c, "hello\n")
			_, _ = io.Copy(c, c)
			_ = c.Close()
		}
	}()
	t.Cleanup(func() { _ = l.Close(); <-done })
	return l.Addr().String()
}

// heard is what a client hears that says some lines, and whether it hears an end. It
// waits for what it is to hear however slow the machine is, and a little for what it is not.
func heard(t *testing.T, address, want string, end bool, say ...string) (words string, ended bool) {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if errors.Is(err, syscall.ECONNRESET) {
		return "", true // cut before the dialling was done
	}
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	r := bufio.NewReader(c)
	for n, line := range append([]string{""}, say...) { // what comes first is the greeting
		if _, err := io.WriteString(c, line); err != nil {
			return words, true
		}
		patience := 150 * time.Millisecond
		if len(words) < len(want) || end && n == len(say) {
			patience = time.Minute
		}
		if err := c.SetReadDeadline(time.Now().Add(patience)); err != nil {
			t.Fatal(err)
		}
		got, err := r.ReadString('\n')
		words += got
		if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
			return words, true
		}
	}
	return words, false
}

// strikes is how often the line's fault has struck: what the client said to bring it
// about may still be on its way, however slow the machine is.
func strikes(l *postoffice.Line, once bool) int {
	for end := time.Now().Add(time.Minute); once && l.Struck() == 0 && time.Now().Before(end); {
		runtime.Gosched()
	}
	return l.Struck()
}

func TestALineBreaksWhenAndAsItIsTold(t *testing.T) {
	l, err := postoffice.NewLine(echo(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	at := "two\n"
	for _, tt := range []struct {
		about string
		fault postoffice.Fault
		words string
		ended bool
	}{
		{"sound", postoffice.Fault{}, "hello\none\ntwo\nthree\n", false},
		{"cut at once", postoffice.Fault{Deed: postoffice.Cut}, "", true},
		{"cut once it is said", postoffice.Fault{Deed: postoffice.Cut, At: at}, "hello\none\n", true},
		{"cut before it is said", postoffice.Fault{Deed: postoffice.Cut, At: at, Before: true}, "hello\none\n", true},
		{"cut in the answer", postoffice.Fault{Deed: postoffice.Cut, At: at, Bytes: 2}, "hello\none\ntw", true},
		{"silent", postoffice.Fault{Deed: postoffice.Silence, At: at}, "hello\none\n", false},
		{"deaf", postoffice.Fault{Deed: postoffice.Deaf, At: at}, "hello\none\ntwo\n", false},
		{"deaf before it is said", postoffice.Fault{Deed: postoffice.Deaf, At: at, Before: true}, "hello\none\n", false},
		{"half open", postoffice.Fault{Deed: postoffice.Dead, At: at}, "hello\none\n", false},
		{"garbage", postoffice.Fault{Deed: postoffice.Garbage, At: at, Words: "?\n"}, "hello\none\n?\n", false},
		{"words put in", postoffice.Fault{Deed: postoffice.Insert, At: at, Words: "?"}, "hello\none\n?two\nthree\n", false},
		{"byte by byte", postoffice.Fault{Deed: postoffice.Dribble, At: at, Pause: time.Millisecond}, "hello\none\ntwo\nthree\n", false},
		{"late", postoffice.Fault{Deed: postoffice.Delay, At: at, Pause: 10 * time.Millisecond}, "hello\none\ntwo\nthree\n", false},
	} {
		l.Break(tt.fault)
		words, ended := heard(t, l.Address(), tt.words, tt.ended, "one\n", "two\n", "three\n")
		if words != tt.words || ended != tt.ended {
			t.Errorf("%s: heard %q, ended %v; want %q, %v", tt.about, words, ended, tt.words, tt.ended)
		}
		if struck := strikes(l, tt.fault.Deed != ""); (struck == 1) != (tt.fault.Deed != "") {
			t.Errorf("%s: struck %d times", tt.about, struck)
		}
	}
	l.Break(postoffice.Fault{Deed: postoffice.Cut, Times: 1})
	for n, want := range []string{"", "hello\none\n"} {
		if words, _ := heard(t, l.Address(), want, want == "", "one\n"); words != want {
			t.Errorf("connection %d of a line that strikes once: %q", n+1, words)
		}
	}
}
