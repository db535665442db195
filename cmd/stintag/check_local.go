package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
	"stintag/process/workbook"
)

func dateOf(t time.Time) process.Date { return process.DateOf(t) }

// secrets looks at the files that hold them; what is in them the logins tell.
func (k *checker) secrets() {
	c := k.cfg
	for _, s := range []struct {
		key, file string
		used      bool
	}{
		{"imap.password_file", c.IMAP.PasswordFile, c.IMAP.Address.s != "" && c.IMAP.PasswordEnv == ""},
		{"imap.oauth.client_secret_file", c.IMAP.OAuth.ClientSecretFile, c.IMAP.Address.s != ""},
		{"smtp.password_file", c.SMTP.PasswordFile, c.SMTP.Directory == "" && c.SMTP.PasswordEnv == "" && c.SMTP.User != ""},
		{"smtp.oauth.client_secret_file", c.SMTP.OAuth.ClientSecretFile, c.SMTP.Directory == ""},
	} {
		switch section, name := cutLast(s.key); {
		case s.used && s.file != "":
			k.secretFile(s.key, s.file)
		case s.used && name == "password_file" && !k.cfg.oauthOf(section).used():
			k.fail("secret", &fault{wrong: "nothing names the password of " + section + ".user", mend: "write " + section + ".password_file, or password_env, or fill in [" + section + ".oauth]", config: true})
		}
	}
}

// oauthOf is what a section says of tokens.
func (c *Config) oauthOf(section string) OAuth {
	if section == "imap" {
		return c.IMAP.OAuth
	}
	return c.SMTP.OAuth
}

func (k *checker) secretFile(key, file string) {
	path, err := k.cfg.secretPath(file)
	var info fs.FileInfo
	if err == nil {
		info, err = os.Stat(path)
	}
	var missing *fault
	switch {
	case errors.As(err, &missing):
		k.fail("secret", &fault{wrong: key + ": " + missing.wrong, mend: missing.mend, config: true})
	case err != nil:
		k.fail("secret", &fault{wrong: key + ": " + err.Error(), mend: "let this user read it", config: true})
	case runtime.GOOS != "windows" && info.Mode().Perm()&0o007 != 0: // Windows keeps no such bits
		k.odd("secret", fmt.Sprintf("%s can be read by everybody on this machine", path), "chmod 600 "+path)
	default:
		k.ok("secret", "%s is in %s", key, path)
	}
}

// stores looks at the ledger, and by it at the clock, and at the spool.
func (k *checker) stores(ctx context.Context) {
	path := k.cfg.path(k.cfg.Ledger)
	var last time.Time
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		k.newLedger(path, "is not there")
	case err == nil && info.Size() == 0:
		k.newLedger(path, "is an empty file")
	default:
		last = k.oldLedger(ctx, path)
	}
	k.clock(last)
	k.spool(last)
}

// newLedger tells a first run, which makes one, from a ledger that is lost.
func (k *checker) newLedger(path, how string) {
	if kept, err := filepath.Glob(filepath.Join(k.cfg.path(k.cfg.Spool), "*")); err == nil && len(kept) > 0 {
		k.fail("ledger", &fault{wrong: fmt.Sprintf("%s %s, and yet the spool keeps %s", k.cfg.Ledger, how, counted(len(kept), "mail", "mails")),
			mend: "put the ledger, or a backup of it, in its place, or correct ledger in stintag.toml", config: true})
		return
	}
	if err := writable(filepath.Dir(path)); err != nil {
		k.fail("ledger", &fault{wrong: "it " + how + " and cannot be made: " + err.Error(), mend: "let this user write in the folder", config: true})
		return
	}
	k.ok("ledger", "%s %s yet: the first run makes it", k.cfg.Ledger, how)
}

// oldLedger tells how the ledger is, and when its last run ended.
func (k *checker) oldLedger(ctx context.Context, path string) (last time.Time) {
	switch c, err := ledger.Examine(ctx, path); {
	case err != nil:
		f := &fault{wrong: unbroken(err), mend: "let this user read and write it; if it is damaged, put a backup in its place"}
		if err := readable(path); err != nil {
			f.wrong, f.mend, f.config = err.Error(), "let this user read and write it", true
		}
		k.fail("ledger", f)
	case c.Damage != "":
		k.fail("ledger", &fault{wrong: "it is damaged: " + unbroken(errors.New(c.Damage)), mend: "stop stintag and put a backup in its place"})
	case c.Schema > c.Newest:
		k.fail("ledger", &fault{wrong: fmt.Sprintf("a newer stintag has used it (schema %d, this one knows %d)", c.Schema, c.Newest), mend: "run that newer stintag", config: true})
	case c.Schema < c.Newest:
		k.odd("ledger", fmt.Sprintf("its schema is %d, this program's is %d", c.Schema, c.Newest), "the next run brings it up to date; back it up before")
	default:
		last = c.LastRun
		k.ok("ledger", "%s is whole, schema %d", k.cfg.Ledger, c.Schema)
	}
	return last
}

func readable(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return f.Close()
}

func notThere(path string) error {
	_, err := os.Stat(path)
	return err
}

// clock holds the machine's time to the last one that the ledger knows.
func (k *checker) clock(last time.Time) {
	now := k.now.Format("2006-01-02 15:04 MST")
	if last.After(k.now) {
		k.odd("clock", fmt.Sprintf("it is %s, and the last run ended at %s", now, last.In(k.now.Location()).Format("2006-01-02 15:04 MST")),
			"set this machine's clock (NTP), or leave --now out")
		return
	}
	k.ok("clock", "%s in %s", now, k.cfg.Timezone.s)
}

func (k *checker) spool(last time.Time) {
	dir := k.cfg.path(k.cfg.Spool)
	if notThere(dir) != nil {
		if !last.IsZero() {
			k.odd("spool", k.cfg.Spool+" is not there, and with it every mail as it came", "put it, or a backup of it, in its place, or correct spool in stintag.toml")
			return
		}
		dir = filepath.Dir(dir) // the first run makes it there
	}
	if err := writable(dir); err != nil {
		k.fail("spool", &fault{wrong: "mails cannot be kept: " + err.Error(), mend: "let this user write in it", config: true})
		return
	}
	k.ok("spool", "%s can be written", k.cfg.Spool)
}

// writable tries, for only that tells.
func writable(dir string) error {
	f, err := os.CreateTemp(dir, ".stintag-check-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// Less than this is told: a mail is up to 25 MB, and thirty versions of the master are kept.
const (
	littleDisk = 1 << 30
	noDisk     = 100 << 20
)

func (k *checker) disk() {
	for _, d := range []struct{ key, path string }{{"ledger", k.cfg.Ledger}, {"spool", k.cfg.Spool}, {"master", k.cfg.Master}} {
		dir := filepath.Dir(k.cfg.path(d.path))
		free, known, err := diskFree(dir)
		switch mb := free >> 20; {
		case err != nil:
			k.fail("disk", &fault{wrong: err.Error(), mend: "see " + d.key + " in stintag.toml", config: true})
		case !known:
			k.ok("disk", "this system does not tell how much is free")
			return
		case free < noDisk:
			k.fail("disk", &fault{wrong: fmt.Sprintf("%d MB free where %s lies", mb, d.key), mend: "make room"})
		case free < littleDisk:
			k.odd("disk", fmt.Sprintf("%d MB free where %s lies", mb, d.key), "make room")
		default:
			continue
		}
		return
	}
	k.ok("disk", "there is room for ledger, spool and master")
}

// master looks at the workbook as the next run will meet it, and at its registers.
func (k *checker) master(context.Context) {
	path := k.cfg.path(k.cfg.Master)
	raw, err := os.ReadFile(path)
	var adopted *master.Adopted
	if err == nil {
		adopted, err = master.Adopt(raw, nil, nil)
	}
	if err != nil {
		k.fail("master", &fault{wrong: "it cannot be read: " + unbroken(err), mend: "an earlier one is brought back by: stintag restore", config: errors.Is(err, fs.ErrNotExist)})
		return
	}
	k.masterWritable(path)
	k.registers(adopted.Registers)
}

func (k *checker) masterWritable(path string) {
	lock, locked := workbook.LockOf(path)
	info, err := os.Stat(path)
	switch {
	case locked:
		who := lock.Who
		if who == "" {
			who = "somebody"
		}
		k.odd("master", fmt.Sprintf("%s has had it open since %s (%s)", who, lock.Since.In(k.now.Location()).Format("2006-01-02 15:04"), lock.File),
			"a run writes it when it is closed; where nobody has it open, remove the lock file")
	case err == nil && info.Mode().Perm()&0o222 == 0:
		k.odd("master", "it is read-only", "let this user write it: until then every run leaves it as it is")
	default:
		if err := writable(filepath.Dir(path)); err != nil {
			k.fail("master", &fault{wrong: "its folder cannot be written: " + err.Error(), mend: "let this user write there: the master is replaced whole, and its versions lie beside it", config: true})
			return
		}
		k.ok("master", "%s can be read and written", k.cfg.Master)
	}
}

// registers counts what keeps managers from being known or answered.
func (k *checker) registers(r master.Registers) {
	var noAddress, noManager int
	owners := map[string]int{}
	for _, c := range r.Centres {
		if len(c.Addresses) == 0 {
			noAddress++
		}
		if c.Manager == "" {
			noManager++
		}
		for _, a := range c.Addresses {
			if strings.Count(a, "@") == 1 {
				owners[strings.ToLower(a)]++
			}
		}
	}
	switch {
	case len(r.Centres) == 0:
		k.odd("registers", "Vårdcentraler is empty: every sender is unknown", "fill it in, in the master")
	case noAddress > 0:
		k.odd("registers", fmt.Sprintf("%d of %d health centres have no E-post: mail from them is quarantined", noAddress, len(r.Centres)), "fill it in, in the master")
	case noManager > 0:
		k.odd("registers", fmt.Sprintf("%d of %d health centres have no Verksamhetschef", noManager, len(r.Centres)), "fill it in, in the master")
	default:
		k.ok("registers", "%d health centres, %d addresses, %d ST doctors", len(r.Centres), len(owners), len(r.Roster))
	}
}
