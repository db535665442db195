package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// dovecotConfig is for Dovecot 2.3, on loopback, as somebody who is not root. Whoever
// logs in has a mailbox of his own. Its disk is not what is tested.
const dovecotConfig = `
base_dir = DIR/run
state_dir = DIR/run
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
default_internal_user = USER
default_internal_group = GROUP
default_login_user = USER
mail_location = maildir:~/Maildir
mail_fsync = never
ssl = no
disable_plaintext_auth = no
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=USER gid=GROUP home=DIR/home/%u
}
namespace inbox {
  inbox = yes
  separator = /
}
service imap-login {
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = PORT
  }
  inet_listener imaps {
    port = 0
  }
}
service imap {
  service_count = 500
}
service anvil {
  chroot =
}
`

// withoutMove is what Dovecot then says it can do.
const withoutMove = "imap_capability = IMAP4rev1 SASL-IR LITERAL+ ID ENABLE IDLE NAMESPACE UNSELECT CHILDREN UIDPLUS\n"

// dovecot is a real mail server.
type dovecot struct {
	dir, address string
	uid, gid     int
	users        atomic.Int64
}

// startDovecot starts one for as long as the test, or skips where there is none.
func startDovecot(t testing.TB, extra string) *dovecot {
	t.Helper()
	binary, err := exec.LookPath("dovecot")
	if err != nil {
		t.Skip("dovecot is not installed")
	}
	version, err := exec.Command(binary, "--version").Output()
	if err != nil || !strings.HasPrefix(string(version), "2.3.") {
		t.Skipf("the configuration is for Dovecot 2.3, this is %s", version)
	}
	who, group := unprivileged(t)
	port := freeLoopbackPort(t)
	d := &dovecot{dir: openFolder(t), address: fmt.Sprintf("127.0.0.1:%d", port), uid: number(t, who.Uid), gid: number(t, who.Gid)}
	for _, sub := range []string{"run", "home"} {
		if err := d.makeOwned(filepath.Join(d.dir, sub)); err != nil {
			t.Fatal(err)
		}
	}
	text := strings.NewReplacer("DIR", d.dir, "USER", who.Username, "GROUP", group.Name, "PORT", strconv.Itoa(port)).Replace(dovecotConfig + extra)
	config := filepath.Join(d.dir, "dovecot.conf")
	if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	args := []string{binary, "-F", "-c", config}
	if os.Getuid() == 0 {
		args = append([]string{"setpriv", "--reuid=" + who.Uid, "--regid=" + who.Gid, "--clear-groups"}, args...)
	}
	stopWithTest(t, exec.Command(args[0], args[1:]...), "starting up")
	return d
}

// unprivileged is who a mail server runs as: it refuses root.
func unprivileged(t testing.TB) (*user.User, *user.Group) {
	t.Helper()
	who, err := user.Current()
	if err == nil && who.Uid == "0" {
		who, err = user.Lookup("nobody")
	}
	if err != nil {
		t.Fatal(err)
	}
	group, err := user.LookupGroupId(who.Gid)
	if err != nil {
		t.Fatal(err)
	}
	return who, group
}

func number(t testing.TB, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func freeLoopbackPort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// openFolder is one that servers which run as somebody else can reach: t.TempDir
// is closed to them. It lies in memory where there is such a place.
func openFolder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp(quickFolder(), "stintag-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// quickFolder is where folders are made that no power cut is tried on; "": where
// temporary files lie.
func quickFolder() string {
	const memory = "/dev/shm"
	if info, err := os.Stat(memory); err == nil && info.IsDir() {
		return memory
	}
	return ""
}

// stopWithTest starts a server and waits until its log says that it is up; the test's
// end stops it.
func stopWithTest(t testing.TB, cmd *exec.Cmd, up string) {
	t.Helper()
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout = cmd.Stderr
	if err := cmd.Start(); err != nil {
		t.Skipf("%s cannot be started here: %v", cmd.Path, err)
	}
	var said strings.Builder
	lines := bufio.NewScanner(log)
	listening := false
	for !listening && lines.Scan() {
		fmt.Fprintln(&said, lines.Text())
		listening = strings.Contains(lines.Text(), up)
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
	if !listening {
		t.Skipf("%s does not start here:\n%s", cmd.Path, said.String())
	}
}

func (d *dovecot) makeOwned(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return d.give(dir)
}

func (d *dovecot) give(path string) error {
	if os.Getuid() != 0 {
		return nil
	}
	return os.Chown(path, d.uid, d.gid)
}

// maildir is one user's mailbox at Dovecot.
type maildir struct {
	server *dovecot
	user   string
	root   string
	count  int
	hashes map[string]string // by file: a message's never change
}

// newBox makes a mailbox for a user that nobody was before.
func (d *dovecot) newBox() (letterbox, error) {
	m := &maildir{server: d, user: fmt.Sprintf("intag-%d", d.users.Add(1)), hashes: map[string]string{}}
	home := filepath.Join(d.dir, "home", m.user)
	m.root = filepath.Join(home, "Maildir")
	for _, dir := range []string{home, m.root, filepath.Join(m.root, "cur"), filepath.Join(m.root, "new"), filepath.Join(m.root, "tmp")} {
		if err := d.makeOwned(dir); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func (m *maildir) login() (address, user string) { return m.server.address, m.user }

func (m *maildir) close() error { return os.RemoveAll(filepath.Dir(m.root)) }

// deliver does what a delivery agent does.
func (m *maildir) deliver(raw []byte, received time.Time) error {
	m.count++
	name := fmt.Sprintf("%d.M%dP1.host", received.Unix(), m.count)
	tmp := filepath.Join(m.root, "tmp", name)
	if err := os.WriteFile(tmp, raw, 0o600); err != nil {
		return err
	}
	if err := errors.Join(m.server.give(tmp), os.Chtimes(tmp, received, received)); err != nil {
		return err
	}
	return os.Rename(tmp, filepath.Join(m.root, "new", name))
}

// folders reads the files: whoever looks cannot change what is there.
func (m *maildir) folders() (map[string][]string, error) {
	all := map[string][]string{}
	for folder, dir := range map[string]string{
		"INBOX": "", "Hanterat": ".Hanterat", "Ej läsbart": ".Ej l&AOQ-sbart",
		"Okänd avsändare": ".Ok&AOQ-nd avs&AOQ-ndare", "Till handläggare": ".Till handl&AOQ-ggare",
	} {
		for _, sub := range []string{"new", "cur"} {
			if err := m.folder(filepath.Join(m.root, dir, sub), func(sha string) { all[folder] = append(all[folder], sha) }); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

func (m *maildir) folder(dir string, found func(sha string)) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		if m.hashes[name] == "" {
			raw, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			sum := sha256.Sum256(raw)
			m.hashes[name] = hex.EncodeToString(sum[:])
		}
		found(m.hashes[name])
	}
	return err
}
