package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"stintag/samples/postoffice"
	"stintag/samples/postoffice/realmail"
)

// postfixMain delivers whatever it takes into one maildir; nothing leaves it. Whom it
// takes mail for, the test says.
const postfixMain = `
compatibility_level = 3.6
queue_directory = DIR/queue
data_directory = DIR/data
maillog_file = /dev/stdout
myhostname = mail.loopback.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
local_transport = error:nobody lives here
relay_transport = error:nothing leaves here
default_transport = error:nothing leaves here
virtual_transport = virtual
virtual_mailbox_domains = static:all
virtual_mailbox_maps = static:box/
virtual_mailbox_base = DIR/mail
virtual_uid_maps = static:UID
virtual_gid_maps = static:GID
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = DIR/cert.pem
smtpd_tls_key_file = DIR/key.pem
smtpd_recipient_restrictions = check_policy_service inet:POLICY, permit_mynetworks, reject
`

const postfixMaster = `
127.0.0.1:PORT inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`

// postfix is a real mail server to hand letters to.
type postfix struct {
	dir, address string

	mu     sync.Mutex
	verb   func(nth int, recipient string) string // what the policy says to a recipient
	offers int
}

// startPostfix starts one for as long as the test, or skips where there is none; extra
// is more configuration.
func startPostfix(t *testing.T, extra string) *postfix {
	t.Helper()
	if _, err := exec.LookPath("postfix"); err != nil || os.Getuid() != 0 {
		t.Skip("Postfix is not installed, or this is not root")
	}
	owner, err := user.Lookup("postfix")
	if err != nil {
		t.Skip("Postfix has no user here")
	}
	p := &postfix{dir: realmail.Folder(t), verb: func(int, string) string { return "DUNNO" }}
	who := realmail.Unprivileged(t)
	if err := p.furnish(owner, who); err != nil {
		t.Fatal(err)
	}
	policy := p.policy(t)
	p.address = realmail.OnAnyPort(t, func(port int) error {
		fill := strings.NewReplacer("DIR", p.dir, "UID", strconv.Itoa(who.UID), "GID", strconv.Itoa(who.GID), "PORT", strconv.Itoa(port), "POLICY", policy)
		for name, text := range map[string]string{"main.cf": postfixMain + extra, "master.cf": postfixMaster} {
			if err := os.WriteFile(filepath.Join(p.dir, "etc", name), []byte(fill.Replace(text)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return p.start(t)
	})
	return p
}

// furnish makes what the server needs before its first start.
func (p *postfix) furnish(owner *user.User, mails realmail.Account) error {
	servers, err := realmail.AccountOf(owner)
	if err != nil {
		return err
	}
	for _, dir := range []string{"etc", "queue", "data", "mail"} {
		err = errors.Join(err, os.Mkdir(filepath.Join(p.dir, dir), 0o755))
	}
	err = errors.Join(err, servers.Own(filepath.Join(p.dir, "data")), mails.Own(filepath.Join(p.dir, "mail")))
	if err != nil {
		return err
	}
	key, err := postoffice.CertificateFiles(filepath.Join(p.dir, "cert.pem"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(p.dir, "key.pem"), key, 0o600)
}

func (p *postfix) start(t *testing.T) error {
	t.Helper()
	err := realmail.Runs(t, exec.Command("postfix", "-c", filepath.Join(p.dir, "etc"), "start-fg"), "daemon started")
	if err == nil {
		t.Cleanup(func() { _ = p.stop() }) // it does not heed the signal that stops others; it may be stopped already
	}
	return err
}

// restart starts it once more, as soon as the one that was stopped is gone.
func (p *postfix) restart(t *testing.T) {
	t.Helper()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for patience := time.After(5 * time.Minute); ; {
		err := p.start(t)
		if err == nil {
			return
		}
		select {
		case <-again.C:
		case <-patience:
			t.Fatal(err)
		}
	}
}

// stop is an administrator's: what is going on is broken off.
func (p *postfix) stop() error {
	return exec.Command("postfix", "-c", filepath.Join(p.dir, "etc"), "stop").Run()
}

// idle waits until nothing is in the queue: what is stopped while it delivers, delivers
// again.
func (p *postfix) idle() error {
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for patience := time.After(5 * time.Minute); ; {
		queued := 0
		for _, queue := range []string{"maildrop", "incoming", "active", "deferred"} {
			err := filepath.WalkDir(filepath.Join(p.dir, "queue", queue), func(_ string, e fs.DirEntry, err error) error {
				if err == nil && !e.IsDir() {
					queued++
				}
				return nil // it may be gone since
			})
			if err != nil {
				return err
			}
		}
		if queued == 0 {
			return nil
		}
		select {
		case <-look.C:
		case <-patience:
			return fmt.Errorf("%d letters are still in the queue", queued)
		}
	}
}

// policy serves Postfix's own protocol for asking others: it decides on recipients.
func (p *postfix) policy(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var serving sync.WaitGroup
	t.Cleanup(func() {
		_ = l.Close()
		serving.Wait()
	})
	serving.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.answer(c)
		}
	})
	return l.Addr().String()
}

func (p *postfix) answer(c net.Conn) {
	defer c.Close()
	lines, recipient := bufio.NewScanner(c), ""
	for lines.Scan() {
		if to, ok := strings.CutPrefix(lines.Text(), "recipient="); ok {
			recipient = to
		}
		if lines.Text() != "" {
			continue
		}
		p.mu.Lock()
		p.offers++
		say := p.verb(p.offers, recipient)
		p.mu.Unlock()
		if _, err := fmt.Fprintf(c, "action=%s\n\n", say); err != nil {
			return
		}
	}
}

// says has the policy answer otherwise from now on.
func (p *postfix) says(verb func(nth int, recipient string) string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.verb, p.offers = verb, 0
}

// delivered gives the letters that reached the maildir.
func (p *postfix) delivered(t *testing.T) (letters []string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(p.dir, "mail"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Base(filepath.Dir(path)) == "tmp" {
			return err
		}
		raw, err := os.ReadFile(path)
		letters = append(letters, string(raw))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return letters
}

// awaited waits for so many letters: Postfix says yes before it delivers.
func (p *postfix) awaited(t *testing.T, n int) []string {
	t.Helper()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for patience := time.After(5 * time.Minute); ; {
		if got := p.delivered(t); len(got) >= n {
			return got
		}
		select {
		case <-look.C:
		case <-patience:
			t.Fatalf("%d letters have not arrived", n)
		}
	}
}

// postfixWorld is a world that hands its letters to Postfix, over STARTTLS.
func postfixWorld(t *testing.T, p *postfix) *world {
	t.Helper()
	c := newCampaign(t, buildForCrashes(t, ""))
	w, err := c.newWorld(t, rand.New(rand.NewPCG(1, 1)), newReceiver(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.close() })
	config := readText(t, w.file("stintag.toml"))
	imap, smtp, _ := strings.Cut(config, "[smtp]")
	smtp = strings.NewReplacer(w.post.address(), p.address, `"none"`, `"starttls"`, `ca_file       = ""`, fmt.Sprintf("ca_file = %q", filepath.Join(p.dir, "cert.pem"))).Replace(smtp)
	w.must0(t, os.WriteFile(w.file("stintag.toml"), []byte(imap+"[smtp]"+smtp), 0o640))
	for n := range 6 {
		raw, err := w.author.mail("application", n, n+1, w.now)
		w.must0(t, err)
		w.must0(t, w.box.deliver(raw, w.now))
	}
	return w
}

// arrived holds each letter of the outbox to what reached the maildir: as often as
// its state says, with Postfix's lines on top and then byte for byte what was owed.
func (p *postfix) arrived(t *testing.T, w *world, states map[string]int) {
	t.Helper()
	b, err := readBooks(w.file("ledger.db"))
	w.must0(t, err)
	got, found := p.awaited(t, states["sent"]), map[string]int{}
	for _, l := range b.letters {
		found[l.state]++
		n := 0
		for _, letter := range got {
			if top, whole := strings.CutSuffix(letter, strings.ReplaceAll(l.mime, "\r\n", "\n")); whole && strings.Contains(top, "Received: from") {
				n++
			}
		}
		if want := map[string]int{"sent": 1}[l.state]; n != want {
			t.Errorf("letter %d is %s and arrived %d times as it was owed", l.id, l.state, n)
		}
	}
	for state, n := range states {
		if found[state] != n {
			t.Errorf("letters by state: %v, want %v", found, states)
		}
	}
	if len(got) != states["sent"] {
		t.Errorf("%d letters arrived, want %d", len(got), states["sent"])
	}
}

// TestAgainstPostfix hands letters to a server that real mail goes through.
func TestAgainstPostfix(t *testing.T) {
	t.Run("delivered as they were owed", func(t *testing.T) {
		p := startPostfix(t, "")
		w := postfixWorld(t, p)
		w.must(t, "", "run")
		p.arrived(t, w, map[string]int{"sent": 6})
	})
	t.Run("550 is for good", func(t *testing.T) {
		p := startPostfix(t, "")
		w := postfixWorld(t, p)
		p.says(func(nth int, _ string) string {
			return map[bool]string{true: "550 5.7.1 not from you", false: "DUNNO"}[nth == 2]
		})
		w.must(t, "", "run")
		p.arrived(t, w, map[string]int{"sent": 5, "refused": 1})
	})
	t.Run("450 is for later", func(t *testing.T) {
		p := startPostfix(t, "")
		w := postfixWorld(t, p)
		p.says(func(int, string) string { return "450 4.2.0 greylisted" })
		w.must(t, "", "run")
		p.arrived(t, w, map[string]int{"sent": 0})
		p.says(func(int, string) string { return "DUNNO" })
		w.now = w.now.Add(2 * time.Hour)
		w.must(t, "", "run")
		p.arrived(t, w, map[string]int{"sent": 6})
	})
	t.Run("552 where a letter is too large", func(t *testing.T) {
		p := startPostfix(t, "message_size_limit = 2000\n")
		w := postfixWorld(t, p)
		w.must(t, "", "run")
		p.arrived(t, w, map[string]int{"refused": 6})
	})
	t.Run("stopped in the middle", stoppedInTheMiddle)
}

// stoppedInTheMiddle stops the server while it is asked whether it takes the third
// letter of six, and starts it again.
func stoppedInTheMiddle(t *testing.T) {
	p := startPostfix(t, "")
	w := postfixWorld(t, p)
	p.says(func(nth int, _ string) string {
		if nth == 3 {
			if err := errors.Join(p.idle(), p.stop()); err != nil {
				t.Errorf("stop: %v", err)
			}
		}
		return "DUNNO"
	})
	if _, err := w.run(death{}, "run"); err == nil {
		t.Log("the run met the stop without a word")
	}
	p.says(func(int, string) string { return "DUNNO" })
	p.restart(t)
	w.now = w.now.Add(2 * time.Hour)
	w.must(t, "", "run")
	p.arrived(t, w, map[string]int{"sent": 6})
}
