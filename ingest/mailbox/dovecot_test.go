package mailbox_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
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
  args = uid=USER gid=GROUP home=DIR/home
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

// dovecot starts the real thing over a maildir, or skips where there is none.
func dovecot(t *testing.T, extra string) (c mailbox.Config, maildir string) {
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
	maildir = filepath.Join(dir, "home", "Maildir")
	for _, d := range []string{filepath.Join(dir, "run"), filepath.Join(maildir, "cur"), filepath.Join(maildir, "new"), filepath.Join(maildir, "tmp")} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	writeKeys(t, dir)
	account, group := whoRuns(t)
	port := freePort(t)
	text := strings.NewReplacer("DIR", dir, "USER", account.Username, "GROUP", group.Name, "PORT", strconv.Itoa(port)).Replace(dovecotConfig + extra)
	if err := os.WriteFile(filepath.Join(dir, "dovecot.conf"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	start(t, binary, dir, account)
	return mailbox.Config{
		Address: fmt.Sprintf("127.0.0.1:%d", port), TLS: "implicit", CAFile: filepath.Join(dir, "cert.pem"),
		User: "st-intag", Password: func() (string, error) { return "st-intag", nil }, Timeout: time.Minute,
	}, maildir
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
		if out, err := exec.Command("chown", "-R", account.Uid+":"+account.Gid, dir).CombinedOutput(); err != nil {
			t.Fatalf("chown: %v %s", err, out)
		}
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

// drop puts mail into a maildir: what a delivery agent does, flags and all.
func drop(t *testing.T, maildir string, n int, flags string) {
	t.Helper()
	name := filepath.Join(maildir, "cur", fmt.Sprintf("%d.M1P1.host:2,%s", 1_700_000_000+n, flags))
	if err := os.WriteFile(name, mail(n), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(name, evening, evening.Add(time.Duration(n)*time.Hour)); err != nil {
		t.Fatal(err)
	}
}

// TestAgainstDovecot holds the box to a server that real mail lives in, with MOVE
// and without.
func TestAgainstDovecot(t *testing.T) {
	for name, extra := range map[string]string{"MOVE": "", "COPY and UID EXPUNGE": noMove} {
		t.Run(name, func(t *testing.T) {
			c, maildir := dovecot(t, extra)
			for n, flags := range []string{"", "", "S", "T"} { // the third is read, the fourth somebody's deleted mail
				drop(t, maildir, n+1, flags)
			}
			b := open(t, c)
			if v, err := b.Select(t.Context(), "INBOX"); err != nil || v == 0 {
				t.Fatalf("Select = %d, %v", v, err)
			}
			items, err := b.List(t.Context())
			if err != nil || len(items) != 4 || !items[0].Received.Equal(evening.Add(time.Hour)) {
				t.Fatalf("List = %v, %v", items, err)
			}
			got := map[uint32][]byte{}
			missing, err := b.Fetch(t.Context(), append(items, mailbox.Item{UID: 99}), func(i mailbox.Item, r io.Reader) (err error) {
				got[i.UID], err = io.ReadAll(r)
				return err
			})
			if err != nil || !slices.Equal(missing, []uint32{99}) || !bytes.Equal(got[3], mail(3)) {
				t.Errorf("Fetch: missing %v, %v; third %q", missing, err, got[3])
			}
			moved, err := b.Move(t.Context(), []uint32{1, 3, 99}, "Okänd avsändare")
			if err != nil || !slices.Equal(moved, []uint32{1, 3}) {
				t.Errorf("Move = %v, %v; want 1 and 3", moved, err)
			}
			if items, err = b.List(t.Context()); err != nil || len(items) != 2 || items[0].UID != 2 || items[1].UID != 4 {
				t.Errorf("left in the inbox: %v, %v; want 2 and 4", items, err)
			}
			if _, err := b.Select(t.Context(), "Okänd avsändare"); err != nil {
				t.Errorf("Select of the new folder: %v", err)
			}
			if items, err = b.List(t.Context()); err != nil || len(items) != 2 || !items[1].Received.Equal(evening.Add(3*time.Hour)) {
				t.Errorf("in the new folder: %v, %v; want two, received when they were", items, err)
			}
		})
	}
}
