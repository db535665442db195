package realmail

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"stintag/samples/postoffice"
)

// Password is everybody's at Dovecot.
const Password = "secret"

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
disable_plaintext_auth = no
passdb {
  driver = static
  args = password=PASSWORD
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
    port = PLAIN
  }
  inet_listener imaps {
    port = IMPLICIT
    ssl = yes
  }
}
service imap {
  service_count = 500
}
service anvil {
  chroot =
}
`

// Options say how Dovecot behaves.
type Options struct {
	NoMove bool // it cannot move, and says so
	TLS    bool // it speaks TLS from the first byte; else no TLS at all
}

func (o Options) config() string {
	text := dovecotConfig
	if o.NoMove {
		text += "imap_capability = IMAP4rev1 SASL-IR LITERAL+ ID ENABLE IDLE NAMESPACE UNSELECT CHILDREN UIDPLUS\n"
	}
	if o.TLS {
		return strings.NewReplacer("PLAIN", "0", "IMPLICIT", "PORT").Replace(text + "ssl = required\nssl_cert = <DIR/cert.pem\nssl_key = <DIR/key.pem\n")
	}
	return strings.NewReplacer("PLAIN", "PORT", "IMPLICIT", "0").Replace(text + "ssl = no\n")
}

// Dovecot is a real mail server.
type Dovecot struct {
	Address string
	CAFile  string // with TLS
	dir     string
	account Account
}

// StartDovecot starts one for as long as the test, or skips where there is none.
func StartDovecot(t testing.TB, opt Options) *Dovecot {
	t.Helper()
	binary, err := exec.LookPath("dovecot")
	if err != nil {
		t.Skip("dovecot is not installed")
	}
	version, err := exec.Command(binary, "--version").Output()
	if err != nil || !strings.HasPrefix(string(version), "2.3.") {
		t.Skipf("the configuration is for Dovecot 2.3, this is %s", version)
	}
	d := &Dovecot{dir: Folder(t), account: Unprivileged(t)}
	if err := d.furnish(opt); err != nil {
		t.Fatal(err)
	}
	d.Address = OnAnyPort(t, func(port int) error {
		text := strings.NewReplacer("DIR", d.dir, "USER", d.account.User, "GROUP", d.account.Group, "PASSWORD", Password, "PORT", strconv.Itoa(port)).Replace(opt.config())
		config := filepath.Join(d.dir, "dovecot.conf")
		if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		args := []string{binary, "-F", "-c", config}
		if os.Getuid() == 0 {
			args = append([]string{"setpriv", fmt.Sprintf("--reuid=%d", d.account.UID), fmt.Sprintf("--regid=%d", d.account.GID), "--clear-groups"}, args...)
		}
		return Runs(t, exec.Command(args[0], args[1:]...), "starting up")
	})
	return d
}

// furnish makes what the server needs before its first start.
func (d *Dovecot) furnish(opt Options) error {
	for _, sub := range []string{"run", "home"} {
		if err := d.makeOwned(filepath.Join(d.dir, sub)); err != nil {
			return err
		}
	}
	if !opt.TLS {
		return nil
	}
	d.CAFile = filepath.Join(d.dir, "cert.pem")
	key, err := postoffice.CertificateFiles(d.CAFile)
	if err != nil {
		return err
	}
	file := filepath.Join(d.dir, "key.pem")
	return errors.Join(os.WriteFile(file, key, 0o600), d.account.Own(file), d.account.Own(d.CAFile))
}

func (d *Dovecot) makeOwned(dir string) error {
	return errors.Join(os.MkdirAll(dir, 0o700), d.account.Own(dir))
}

// patience is how long a server may go on after its peer has died; it bounds nothing
// but a server that hangs.
const patience = 2 * time.Minute

// Settle waits until nobody is served as the user: a command that a killed program
// had sent is carried out whether it hears of that or not.
func (d *Dovecot) Settle(user string) error {
	c, err := net.Dial("unix", filepath.Join(d.dir, "run", "anvil")) // who counts the logged in
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if _, err := fmt.Fprint(c, "VERSION\tanvil\t1\t0\n"); err != nil {
		return err
	}
	look, said := time.NewTicker(2*time.Millisecond), bufio.NewReader(c)
	defer look.Stop()
	for {
		if _, err := fmt.Fprintf(c, "LOOKUP\timap/127.0.0.1/%s\n", user); err != nil {
			return err
		}
		n, err := said.ReadString('\n')
		if err != nil {
			return fmt.Errorf("%s is still served: %w", user, err)
		}
		if n == "0\n" {
			return nil
		}
		<-look.C
	}
}
