package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"time"

	"stintag/ingest/spool"
	"stintag/notify"
	"stintag/notify/smtp"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/policy"
)

// office is what every command works with: the configuration, the policy, the
// ledger, the spool, and the ways in and out.
type office struct {
	cfg    Config
	rules  *policy.Rules
	policy *process.Policy // the rules of the day: a run begins with those of its own
	key    []byte          // signs our Message-IDs
	clock  func() time.Time
	log    *slog.Logger
	out    io.Writer

	ledger *ledger.Ledger
	spool  *spool.Spool
	// spooled is where bytes are looked for that are not in spool: a dry run
	// spools to a folder of its own.
	spooled  *spool.Spool
	dry      bool
	unread   bool // the run at work could not read the master
	accepts  bool // a master that looks wrong as a whole is taken as it is
	sender   smtp.Sender
	patience time.Duration // with a silent mail server; 0: as long as each deserves
	course   *course       // how far a run has come; nil: nobody asks
	// The access tokens, nil where a password is used; kept while the office is open.
	imapTokens, smtpTokens *tokens
}

func newOffice(cfg Config, clock func() time.Time, log *slog.Logger, out io.Writer) (*office, error) {
	rules, err := policy.Load(cfg.Policy, cfg.dir)
	if err != nil {
		return nil, usageError{err}
	}
	key, err := readKey(cfg.path(cfg.KeyFile))
	if err != nil {
		return nil, usageError{err}
	}
	zone := cfg.location()
	o := &office{cfg: cfg, rules: rules, key: key, log: log, out: out,
		clock: func() time.Time { return clock().In(zone) }}
	o.follow(o.clock())
	return o, nil
}

// follow takes the rules of now's day: a daemon's next run may be on another.
func (o *office) follow(now time.Time) {
	p := *o.rules.At(process.DateOf(now))
	p.Send = o.cfg.Send.over(p.Send)
	o.policy = &p
}

// readKey reads the key that init made; it must be for the owner's eyes only.
func readKey(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("key_file %s is not there; restore it, or make a new one: openssl rand -hex 32 > %s && chmod 600 %s", path, path, path)
	}
	if err != nil {
		return nil, fmt.Errorf("read key: %w", err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 { // Windows keeps no such bits
		return nil, fmt.Errorf("key_file %s can be read by others; mend it with: chmod 600 %s", path, path)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read key: %w", err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(raw)))
	if err != nil || len(key) < 16 {
		return nil, fmt.Errorf("key_file %s is not one that stintag init made; restore it, or make a new one: openssl rand -hex 32 > %s", path, path)
	}
	return key, nil
}

func writeKey(path string) error {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return fmt.Errorf("make key: %w", err)
	}
	if err := os.WriteFile(path, []byte(hex.EncodeToString(key)+"\n"), 0o600); err != nil {
		return fmt.Errorf("make key: %w", err)
	}
	return nil
}

// openStores opens ledger and spool; the caller closes the office.
func (o *office) openStores(ctx context.Context) (err error) {
	if o.ledger, err = ledger.Open(ctx, o.cfg.path(o.cfg.Ledger)); err != nil {
		return err
	}
	o.spool, err = spool.Open(o.cfg.path(o.cfg.Spool))
	return err
}

var errNoLedger = usageError{errors.New("there is no ledger yet: no run has been made")}

// viewStores opens the ledger to look at it.
func (o *office) viewStores(ctx context.Context) (err error) {
	if _, err := os.Stat(o.cfg.path(o.cfg.Ledger)); errors.Is(err, fs.ErrNotExist) {
		return errNoLedger
	}
	o.ledger, err = ledger.OpenReadOnly(ctx, o.cfg.path(o.cfg.Ledger))
	return err
}

// lockedStores is openStores under the lock that keeps two runs apart.
func (o *office) lockedStores(ctx context.Context) (release func(), err error) {
	lock, err := ledger.Lock(o.cfg.path(o.cfg.Ledger))
	if err != nil {
		return nil, err
	}
	if err := o.openStores(ctx); err != nil {
		return nil, errors.Join(err, o.close(), lock.Close())
	}
	if err := o.spool.Sweep(); err != nil { // what a run that died half wrote
		return nil, errors.Join(err, o.close(), lock.Close())
	}
	return func() {
		if err := errors.Join(o.close(), lock.Close()); err != nil {
			o.log.Error("close", "error", err)
		}
	}, nil
}

func (o *office) close() error {
	var errs []error
	if o.sender != nil {
		errs = append(errs, o.sender.Close())
		o.sender = nil
	}
	// A token tells what its application may do: a right given now is in the next.
	o.imapTokens, o.smtpTokens = nil, nil
	if o.ledger != nil {
		errs = append(errs, o.ledger.Close())
		o.ledger = nil
	}
	return errors.Join(errs...)
}

// raw gives a mail's bytes.
func (o *office) raw(m ledger.Mail) ([]byte, error) {
	b, err := o.spool.Get(m.SHA256)
	if errors.Is(err, fs.ErrNotExist) && o.spooled != nil {
		return o.spooled.Get(m.SHA256)
	}
	return b, err
}

// mailboxName tells this mailbox and folder from any other.
func (o *office) mailboxName() string {
	return o.cfg.IMAP.User + "@" + o.cfg.IMAP.Address.s + "/" + o.cfg.IMAP.Inbox
}

// letterSender is the way out that the configuration names.
func (o *office) letterSender() smtp.Sender {
	if o.sender == nil {
		if dir := o.cfg.SMTP.Directory; dir != "" {
			o.sender = smtp.Directory(o.cfg.path(dir))
		} else {
			o.sender = smtp.Dial(o.smtpConfig())
		}
	}
	return o.sender
}

func (o *office) house() notify.House {
	return notify.House{Region: o.cfg.Region, Contact: o.cfg.People.Contact, Policy: o.policy}
}
