// Package spool keeps every incoming mail as its raw bytes, in one file named by
// their SHA-256. A mail is in the spool before anything else is done with it, so
// whatever fails later can be done again from here.
//
// What Put has answered for survives a power cut: the file is synced before it
// gets its name, and the folder after. A file that bears a name is whole.
package spool

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"stintag/process/kill"
)

const (
	suffix   = ".eml"
	unsealed = ".part-" // prefix of files still being written
)

// ErrDamaged says that a file's bytes are no longer those it is named after.
var ErrDamaged = errors.New("bytes do not match the name")

// Spool is a folder of raw mails.
type Spool struct{ dir string }

// Open makes the folder where it is missing. Mail is personal data: only the
// owner may read it.
func Open(dir string) (*Spool, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open spool: %w", err)
	}
	return &Spool{dir: dir}, nil
}

// Put stores all that r gives. The same bytes again are no error: they replace
// themselves, which also mends a file damaged since.
func (s *Spool) Put(r io.Reader) (sha string, size int64, err error) {
	f, err := os.CreateTemp(s.dir, unsealed+"*")
	if err != nil {
		return "", 0, fmt.Errorf("spool mail: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("spool mail: %w", err), remove(f.Name()))
		}
	}()
	hash := sha256.New()
	size, err = io.Copy(io.MultiWriter(f, hash), r)
	kill.Point("spool-tmp-written")
	if err == nil {
		err = giveToOwner(f, s.dir)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", 0, err
	}
	sha = hex.EncodeToString(hash.Sum(nil))
	if err = os.Rename(f.Name(), s.path(sha)); err != nil {
		return "", 0, err
	}
	kill.Point("spool-renamed")
	if err = syncDir(s.dir); err != nil {
		return "", 0, err
	}
	return sha, size, nil
}

// Get gives a mail's bytes, or an error that wraps ErrDamaged or fs.ErrNotExist.
func (s *Spool) Get(sha string) ([]byte, error) {
	if err := valid(sha); err != nil {
		return nil, err
	}
	b, err := os.ReadFile(s.path(sha))
	if err != nil {
		return nil, fmt.Errorf("read spooled mail: %w", err)
	}
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != sha {
		return nil, fmt.Errorf("read spooled mail %s: %w", sha, ErrDamaged)
	}
	return b, nil
}

// Remove forgets a mail, as retention asks. One that is already gone is no error.
func (s *Spool) Remove(sha string) error {
	if err := valid(sha); err != nil {
		return err
	}
	if err := remove(s.path(sha)); err != nil {
		return fmt.Errorf("remove spooled mail: %w", err)
	}
	return syncDir(s.dir)
}

// Sweep removes what a killed process left half written. Only the process that
// holds the runner's lock may call it: another's half-written file is not garbage.
func (s *Spool) Sweep() error {
	left, err := filepath.Glob(filepath.Join(s.dir, unsealed+"*"))
	for _, name := range left {
		err = errors.Join(err, remove(name))
	}
	if err != nil {
		return fmt.Errorf("sweep spool: %w", err)
	}
	return nil
}

func (s *Spool) path(sha string) string { return filepath.Join(s.dir, sha+suffix) }

// valid keeps names from outside, a ledger restored by hand say, inside the folder.
func valid(sha string) error {
	if len(sha) != sha256.Size*2 || strings.Trim(sha, "0123456789abcdef") != "" {
		return fmt.Errorf("spool: %q is no SHA-256", sha)
	}
	return nil
}

func remove(name string) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncDir makes a rename durable. Windows has no such call and needs none: NTFS
// journals names.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
