package mailbox_test

import (
	"bufio"
	"fmt"
	"io"
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

	"stintag/ingest/mailbox"
	"stintag/samples/postoffice"
)

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
ssl = required
ssl_cert = <DIR/cert.pem
ssl_key = <DIR/key.pem
passdb {
  driver = static
  args = password=st-intag
}
userdb {
  driver = static
  args = uid=USER gid=GROUP home=DIR/home/%n
}
namespace inbox {
  inbox = yes
  separator = /
}
service imap-login {
  chroot =
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = PORT
    ssl = yes
  }
}
service anvil {
  chroot =
}
`

// noMove is what Dovecot then says it can do.
const noMove = "imap_capability = IMAP4rev1 SASL-IR LITERAL+ ID ENABLE IDLE NAMESPACE UNSELECT CHILDREN UIDPLUS\n"

// realServer is Dovecot, with as many accounts as there are names.
type realServer struct {
	dir     string
	port    int
	account *user.User
}

// dovecot starts the real thing, or skips where there is none.
func dovecot(t *testing.T, extra string) realServer {
	t.Helper()
	binary, err := exec.LookPath("dovecot")
	if err != nil {
		t.Skip("dovecot is not installed")
	}
	version, err := exec.Command(binary, "--version").Output()
	if err != nil || !strings.HasPrefix(string(version), "2.3.") {
		t.Skipf("the configuration is for Dovecot 2.3, this is %s", version)
	}
	dir, err := os.MkdirTemp("", "dovecot") // t.TempDir is closed to the user that dovecot runs as
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	for _, d := range []string{"run", "home"} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	writeKeys(t, dir)
	account, group := whoRuns(t)
	s := realServer{dir: dir, port: freePort(t), account: account}
	text := strings.NewReplacer("DIR", dir, "USER", account.Username, "GROUP", group.Name, "PORT", strconv.Itoa(s.port)).Replace(dovecotConfig + extra)
	if err := os.WriteFile(filepath.Join(dir, "dovecot.conf"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	start(t, binary, dir, account)
	return s
}

// mailbox is the mailbox of an account, over a maildir.
func (s realServer) mailbox(t *testing.T, name string) host {
	t.Helper()
	maildir := filepath.Join(s.dir, "home", name, "Maildir")
	for _, d := range []string{"cur", "new", "tmp"} {
		if err := os.MkdirAll(filepath.Join(maildir, d), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	s.own(t, filepath.Join(s.dir, "home", name))
	return host{
		config: mailbox.Config{
			Address: fmt.Sprintf("127.0.0.1:%d", s.port), TLS: "implicit", CAFile: filepath.Join(s.dir, "cert.pem"),
			User: name, Password: func() (string, error) { return "st-intag", nil }, Timeout: time.Minute,
		},
		deliver: func(raw []byte, at time.Time, flags ...string) {
			t.Helper()
			letters := map[string]string{`\Seen`: "S", `\Deleted`: "T", `\Flagged`: "F"}
			suffix := ""
			for _, f := range flags {
				suffix += letters[f]
			}
			drop(t, maildir, raw, at, suffix)
		},
		rebuild: func(folder string) {
			t.Helper()
			s.rebuild(t, maildir, folder)
		},
	}
}

// rebuild takes the index from a folder, and has it begin anew under the next
// UIDVALIDITY: Dovecot's own choice is the second of the clock, which may be the same.
func (s realServer) rebuild(t *testing.T, maildir, folder string) {
	t.Helper()
	if folder != postoffice.Inbox {
		maildir = filepath.Join(maildir, "."+folder)
	}
	list := filepath.Join(maildir, "dovecot-uidlist")
	old, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	var version, validity int
	if _, err := fmt.Sscanf(string(old), "%d V%d", &version, &validity); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(maildir, "dovecot*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if err := os.RemoveAll(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(list, fmt.Appendf(nil, "%d V%d N1\n", version, validity+1), 0o600); err != nil {
		t.Fatal(err)
	}
	s.own(t, list)
}

// own gives a folder to the user that dovecot runs as.
func (s realServer) own(t *testing.T, folder string) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	if out, err := exec.Command("chown", "-R", s.account.Uid+":"+s.account.Gid, folder).CombinedOutput(); err != nil {
		t.Fatalf("chown: %v %s", err, out)
	}
}

func writeKeys(t *testing.T, dir string) {
	t.Helper()
	key, err := postoffice.CertificateFiles(filepath.Join(dir, "cert.pem"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "key.pem"), key, 0o600); err != nil {
		t.Fatal(err)
	}
}

// whoRuns is the user that dovecot runs as: it refuses root.
func whoRuns(t *testing.T) (*user.User, *user.Group) {
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

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// start runs dovecot until the test ends, and waits for it to listen.
func start(t *testing.T, binary, dir string, account *user.User) {
	t.Helper()
	args := []string{binary, "-F", "-c", filepath.Join(dir, "dovecot.conf")}
	if os.Getuid() == 0 {
		realServer{account: account}.own(t, dir)
		args = append([]string{"setpriv", "--reuid=" + account.Uid, "--regid=" + account.Gid, "--clear-groups"}, args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Skipf("dovecot cannot be started here: %v", err)
	}
	var said strings.Builder
	lines := bufio.NewScanner(log)
	listening := false
	for !listening && lines.Scan() {
		fmt.Fprintln(&said, lines.Text())
		listening = strings.Contains(lines.Text(), "starting up")
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
		t.Skipf("dovecot does not start here:\n%s", said.String())
	}
}

var dropped atomic.Int64

// drop puts mail into a maildir: what a delivery agent does, flags and all.
func drop(t *testing.T, maildir string, raw []byte, at time.Time, flags string) {
	t.Helper()
	name := filepath.Join(maildir, "cur", fmt.Sprintf("%d.M1P%d.host:2,%s", 1_700_000_000+dropped.Add(1), os.Getpid(), flags))
	if err := os.WriteFile(name, raw, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(name, at, at); err != nil {
		t.Fatal(err)
	}
}
