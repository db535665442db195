//go:build unix

package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"stintag/process/ledger"
)

// silentServer takes connections and says nothing to them; each is told of.
func silentServer(t *testing.T) (address string, came <-chan struct{}) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	c := make(chan struct{}, 8)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			defer conn.Close()
			c <- struct{}{}
		}
	}()
	return l.Addr().String(), c
}

// supervised is the daemon as a process, under a supervisor that listens.
type supervised struct {
	t    *testing.T
	cmd  *exec.Cmd
	told *net.UnixConn
	log  *bufio.Reader
}

func (b *bureau) supervised() *supervised {
	b.t.Helper()
	dir := b.t.TempDir()
	socket := filepath.Join(dir, "notify")
	told, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { _ = told.Close() })
	self, err := os.Executable()
	if err != nil {
		b.t.Fatal(err)
	}
	program := filepath.Join(dir, "stintag") // its name is what makes it the program
	if err := os.Symlink(self, program); err != nil {
		b.t.Fatal(err)
	}
	s := &supervised{t: b.t, told: told, cmd: exec.Command(program, "-c", filepath.Join(b.dir, "stintag.toml"), "--log-format", "json", "serve")}
	s.cmd.Env = append(os.Environ(), "NOTIFY_SOCKET="+socket, "WATCHDOG_USEC=900000000")
	out, err := s.cmd.StderrPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	s.log = bufio.NewReader(out)
	if err := s.cmd.Start(); err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	return s
}

// hears waits for a word to the supervisor.
func (s *supervised) hears(want string) {
	s.t.Helper()
	if err := s.told.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		s.t.Fatal(err)
	}
	buf := make([]byte, 4096)
	for {
		n, err := s.told.Read(buf)
		if err != nil {
			s.t.Fatalf("never told %s: %v", want, err)
		}
		if strings.Contains(string(buf[:n]), want) {
			return
		}
	}
}

func (s *supervised) signal(sig os.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Fatal(err)
	}
}

// ends gives the daemon's exit status and what was left of its log.
func (s *supervised) ends() (status int, log string) {
	s.t.Helper()
	raw, err := io.ReadAll(s.log)
	if err != nil {
		s.t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := s.cmd.Wait(); errors.As(err, &exit) {
		return exit.ExitCode(), string(raw)
	} else if err != nil {
		s.t.Fatal(err)
	}
	return exitDone, string(raw)
}

// The daemon as systemd meets it: a run is owed at once, hangs on a mail server that
// says nothing, is told to stop, and the next one carries on.
func TestTheDaemonAsAProcess(t *testing.T) {
	b := newBureau(t, twoCentres)
	b.run() // long ago
	silent, came := silentServer(t)
	b.configure(`address       = ""`, `address       = "`+silent+`"`, `"implicit"`, `"none"`)
	if err := os.WriteFile(filepath.Join(b.dir, "imap.password"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := b.supervised()
	d.hears("READY=1")
	<-came // in mid-run

	if status, out := b.child("", "serve"); status != exitUsage || !strings.Contains(out, "--now") { // child sets --now
		t.Errorf("a replayed daemon: %d %s", status, out)
	}
	w := World{Out: io.Discard, Err: io.Discard, Clock: time.Now}
	for _, command := range []string{"serve", "run"} {
		if got := Main(t.Context(), []string{"-c", filepath.Join(b.dir, "stintag.toml"), command}, w); got != exitLocked {
			t.Errorf("a second %s ended with %d, want %d", command, got, exitLocked)
		}
	}
	if status, out := b.child("", "status"); status != exitDone || !strings.Contains(out, "The daemon is process") || !strings.Contains(out, "At work now: process") {
		t.Errorf("status %d says:\n%s", status, out)
	}

	b.configure(`run     = "*/10 6-20 * * *"`, `run     = "*/10 6-20 * *"`)
	d.signal(syscall.SIGHUP)
	d.hears("STATUS=the new configuration is refused")
	b.configure(`run     = "*/10 6-20 * *"`, `run     = "*/5 6-20 * * *"`)
	d.signal(syscall.SIGHUP)
	d.hears("STATUS=the configuration is read again")

	d.signal(syscall.SIGTERM)
	d.hears("STOPPING=1")
	status, log := d.ends()
	if status != exitDone {
		t.Errorf("told to stop, it ended with %d", status)
	}
	for _, want := range []string{"the new configuration is refused; the old one holds", `stintag.toml:`, `"schedule":"*/5 6-20 * * *"`, "the run was stopped before its end", `"stopped"`} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %s:\n%s", want, log)
		}
	}

	o := b.office()
	if err := o.openStores(t.Context()); err != nil {
		t.Fatal(err)
	}
	h, err := o.ledger.History(t.Context(), time.Now())
	if err := errors.Join(err, o.close()); err != nil {
		t.Fatal(err)
	}
	if h.Nightly.Failed != 1 || h.Nightly.Tried.IsZero() {
		t.Errorf("the run that was stopped is not one to be done: %+v", h)
	}
	if _, held, err := ledger.HeldBy(ledger.Daemon, filepath.Join(b.dir, "ledger.db")); held || err != nil {
		t.Errorf("the lock outlived the daemon: %v %v", held, err)
	}
	b.configure(`address       = "`+silent+`"`, `address       = ""`)
	if err := b.watched(context.Background(), new(safeBuffer)); err != nil {
		t.Errorf("the next run: %v", err)
	}
}
