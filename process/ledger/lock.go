package ledger

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// ErrLocked says that a living process holds the ledger's lock.
var ErrLocked = errors.New("another stintag is running on this ledger")

// Role is what a lock beside the ledger keeps to one process.
type Role string

// The roles. The daemon holds its own for as long as it lives and the runner's only
// while a run goes, so that people can run and import beside it.
const (
	Runner Role = ".lock"
	Daemon Role = ".serve.lock"
)

// Lock takes the runner's lock beside the ledger. It dies with the process, so
// nobody ever has to clear it away. Close releases it.
func Lock(ledgerPath string) (*os.File, error) { return LockAs(Runner, ledgerPath) }

// LockAs takes the lock of a role. What the file says is only for people: the lock
// is the system's.
func LockAs(role Role, ledgerPath string) (*os.File, error) {
	f, err := os.OpenFile(ledgerPath+string(role), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	if err := lockPatiently(f); err != nil {
		if h := holderIn(f); errors.Is(err, ErrLocked) && h.PID != 0 {
			err = fmt.Errorf("%w (process %d, since %s)", err, h.PID, h.Since.Format(time.RFC3339))
		}
		return nil, errors.Join(err, f.Close())
	}
	if err := f.Truncate(0); err != nil {
		return nil, errors.Join(fmt.Errorf("write lock: %w", err), f.Close())
	}
	if _, err := fmt.Fprintln(f, os.Getpid()); err != nil {
		return nil, errors.Join(fmt.Errorf("write lock: %w", err), f.Close())
	}
	return f, nil
}

// lockPatiently tries for a second: somebody who asks who holds a lock holds it
// himself for a moment, and a process just being started what its parent held.
func lockPatiently(f *os.File) (err error) {
	for range 50 {
		if err = lockFile(f); !errors.Is(err, ErrLocked) {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
	return err
}

// Holder is the process that holds a lock.
type Holder struct {
	PID   int
	Since time.Time
}

// HeldBy tells which process holds the lock of a role.
func HeldBy(role Role, ledgerPath string) (h Holder, held bool, err error) {
	f, err := os.OpenFile(ledgerPath+string(role), os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return h, false, nil
	}
	if err != nil {
		return h, false, fmt.Errorf("look at lock: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	err = lockFile(f)
	if errors.Is(err, ErrLocked) {
		return holderIn(f), true, nil
	}
	return h, false, err
}

// holderIn reads who locked a file, and when; PID 0 where it does not tell.
func holderIn(f *os.File) (h Holder) {
	info, err := f.Stat()
	if err != nil {
		return h
	}
	if n, err := fmt.Fscan(io.NewSectionReader(f, 0, 20), &h.PID); n != 1 || err != nil {
		return Holder{}
	}
	h.Since = info.ModTime()
	return h
}
