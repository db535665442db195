// Package realmail runs the mail servers that others use, Dovecot above all, on
// loopback and for as long as a test: what is held to our own post office is held to
// them too. Nothing but tests imports it.
package realmail

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"strings"
	"testing"
)

// Runs starts a server and waits until its log says that it is up; the test's end
// stops it. The error is that of a server that ended instead, with what it said.
func Runs(t testing.TB, cmd *exec.Cmd, up string) error {
	t.Helper()
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout = cmd.Stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	var said strings.Builder
	lines := bufio.NewScanner(log)
	listening := false
	for !listening && lines.Scan() {
		fmt.Fprintln(&said, lines.Text())
		listening = strings.Contains(lines.Text(), up)
	}
	if !listening {
		return fmt.Errorf("%s does not start here: %w\n%s", cmd.Path, errors.Join(lines.Err(), cmd.Wait()), said.String())
	}
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		_, _ = io.Copy(io.Discard, log)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		<-drained
		_ = cmd.Wait()
	})
	return nil
}

// ports are how many are tried: one that was free a moment ago may be another server's now.
const ports = 5

// OnAnyPort starts a server on a free port of loopback, and skips the test where it
// does not start.
func OnAnyPort(t testing.TB, start func(port int) error) (address string) {
	t.Helper()
	var err error
	for range ports {
		port := freePort(t)
		if err = start(port); err == nil {
			return net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
		}
	}
	t.Skip(err)
	return ""
}

// freePort is one from below those that the system deals out: nobody else is given it
// until the server opens it.
func freePort(t testing.TB) int {
	t.Helper()
	for range 100 {
		port := 20_000 + rand.IntN(12_000)
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			continue
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		return port
	}
	t.Fatal("no port is free")
	return 0
}

// Account is who a server runs as.
type Account struct {
	User, Group string
	UID, GID    int
}

// Unprivileged is who a mail server runs as: it refuses root.
func Unprivileged(t testing.TB) Account {
	t.Helper()
	who, err := user.Current()
	if err == nil && who.Uid == "0" {
		who, err = user.Lookup("nobody")
	}
	if err != nil {
		t.Fatal(err)
	}
	a, err := AccountOf(who)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// AccountOf is a user as a server runs as him.
func AccountOf(who *user.User) (a Account, err error) {
	group, err := user.LookupGroupId(who.Gid)
	if err != nil {
		return a, err
	}
	uid, err := strconv.Atoi(who.Uid)
	if err != nil {
		return a, err
	}
	gid, err := strconv.Atoi(who.Gid)
	return Account{User: who.Username, Group: group.Name, UID: uid, GID: gid}, err
}

// Own gives a file or a folder to the account, where we may give.
func (a Account) Own(path string) error {
	if os.Getuid() != 0 {
		return nil
	}
	return os.Chown(path, a.UID, a.GID)
}

// Folder is one that servers which run as somebody else can reach: t.TempDir is
// closed to them. It lies in memory where there is such a place.
func Folder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp(Quick(), "stintag-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Quick is where folders are made whose disk is not what is tested; "": where
// temporary files lie.
func Quick() string {
	const memory = "/dev/shm"
	if info, err := os.Stat(memory); err == nil && info.IsDir() {
		return memory
	}
	return ""
}
