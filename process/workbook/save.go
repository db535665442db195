package workbook

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// ErrChanged is for a file that is no longer the one that was read.
var ErrChanged = errors.New("the file was changed by someone else")

// ErrLocked is for a file that someone has open.
var ErrLocked = errors.New("the file is open")

// ErrReadOnly is for a file that is protected against being written.
var ErrReadOnly = errors.New("the file is read-only")

// ErrUntidy is for a workbook that is written, while leftovers or old versions
// beside it could not be cleared away. The next Save tries again.
var ErrUntidy = errors.New("written, but not tidied up after")

// SaveOptions say what Save may take for granted.
type SaveOptions struct {
	// ExpectSHA256 is the hash of the file as it was read. Empty: there is no
	// file yet, or Overwrite says that it does not matter.
	ExpectSHA256 string
	Overwrite    bool
	Now          time.Time // names the copy of the old file
	Keep         int       // copies to keep; 30 where it is 0
	// Rows, where set, gets the rows of what was written as they read back (as Walk
	// hands them on), and Holds then says what is wrong with them.
	Rows  func(Sheet) func(Row)
	Holds func() error
	// Carried are rows that need not be read back: Apply copied them from a workbook
	// that was read. Save then holds the whole of their part to the checksum that comes
	// of what was read and what Apply put in, and Rows gets the other rows.
	Carried Carried
	// Point is called between writes to different places, for the crash test.
	Point func(name string)
}

// Save replaces the workbook at path whole: a reader sees the old file or the
// new one, and a crash at any moment leaves one of them. The old file is kept
// in the folder .versions beside it. Where path is a link, the file it leads to is
// the one.
//
// Nothing is written over a file that is open (ErrLocked), read-only (ErrReadOnly)
// or not the one that was read (ErrChanged), nor with bytes that do not read back. An error
// that is not ErrUntidy leaves the old file, or a new one that a power cut may
// still undo.
func Save(path string, data []byte, opt SaveOptions) error {
	if err := save(linked(path), data, opt); err != nil {
		return fmt.Errorf("save %s: %w", filepath.Base(path), err)
	}
	return nil
}

func save(path string, data []byte, opt SaveOptions) (err error) {
	if opt.Point == nil {
		opt.Point = func(string) {}
	}
	if err := unchanged(path, opt); err != nil {
		return err // before anything is written; looked at again before the rename
	}
	tmp, err := writeBeside(path, bytes.NewReader(data), opt.Point)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, removeIfThere(tmp))
		}
	}()
	if err := opt.verify(tmp, data); err != nil {
		return err
	}
	if err := unchanged(path, opt); err != nil {
		return err
	}
	kept, err := keepOld(path, opt.Now)
	if err != nil {
		return err
	}
	opt.Point("master-backed-up")
	err = unchanged(path, opt) // last of all: what is saved after this look is lost
	if err == nil {
		err = os.Rename(tmp, path)
	}
	if err != nil {
		return errors.Join(err, dropVersion(path, kept)) // each try would leave one
	}
	opt.Point("master-renamed")
	if err := syncFolder(filepath.Dir(path)); err != nil {
		return err // the rename may not last
	}
	opt.Point("master-synced")
	if err := errors.Join(dropLeftovers(path), dropOldest(path, kept, opt.Keep)); err != nil {
		return fmt.Errorf("%w: %w", ErrUntidy, err)
	}
	return nil
}

// linked is the file that path leads to: a link must not be replaced by a file
// that nobody else looks at.
func linked(path string) string {
	if file, err := filepath.EvalSymlinks(path); err == nil {
		return file
	}
	return path
}

// leftover matches the temporary files of path; they outlive only a crash.
func leftover(path string) string { return ".st-" + filepath.Base(path) + "-*.tmp" }

func dropLeftovers(path string) error {
	base, ext := splitExt(path)
	return errors.Join(
		dropMatching(filepath.Dir(path), leftover(path)),
		dropMatching(versionsOf(path), leftover(base+"-*"+ext)), // a version half copied
	)
}

func dropMatching(dir, pattern string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	parts := strings.Split(pattern, "*")
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), parts[0]) && strings.HasSuffix(e.Name(), parts[len(parts)-1]) {
			err = errors.Join(err, removeIfThere(filepath.Join(dir, e.Name())))
		}
	}
	return err
}

// writeBeside writes what it reads to a file in path's folder, so that the rename cannot
// cross file systems, and gives its name.
func writeBeside(path string, data io.Reader, point func(string)) (name string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), leftover(path))
	if err != nil {
		return "", err
	}
	defer func() {
		if err = errors.Join(err, f.Close()); err != nil {
			err = errors.Join(err, removeIfThere(f.Name()))
		}
	}()
	mode := os.FileMode(0o640) // it holds personal data
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
		if err := keepOwner(f, info); err != nil {
			return "", err
		}
	}
	if err := f.Chmod(mode); err != nil {
		return "", err
	}
	if _, err := io.Copy(f, data); err != nil {
		return "", err
	}
	point("master-tmp-written")
	if err := f.Sync(); err != nil {
		return "", err
	}
	point("master-tmp-synced")
	return f.Name(), nil
}

// verify reads back what the disk holds.
func (opt SaveOptions) verify(name string, data []byte) error {
	if back, err := hashOf(name); err != nil {
		return err
	} else if back != Hash(data) {
		return errors.New("the disk gives back other bytes than were written")
	}
	rows := opt.Rows
	if rows == nil {
		rows = func(Sheet) func(Row) { return func(Row) {} } // they need only be there
	}
	if _, err := walk(data, MasterLimits, &visitor{rows, opt.Carried}); err != nil {
		return fmt.Errorf("what was written does not read back: %w", err)
	}
	if opt.Holds == nil {
		return nil
	}
	if err := opt.Holds(); err != nil {
		return fmt.Errorf("what was written is not what was meant: %w", err)
	}
	return nil
}

// unchanged holds that path may be replaced now.
func unchanged(path string, opt SaveOptions) error {
	if lock, locked := LockOf(path); locked {
		return fmt.Errorf("%w (lock file %s)", ErrLocked, lock.File) // errors are logged, so they name nobody
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o222 == 0 {
		return ErrReadOnly // a rename would not ask
	}
	now, err := hashOf(path)
	if errors.Is(err, os.ErrNotExist) {
		if opt.ExpectSHA256 != "" {
			return fmt.Errorf("%w: it is gone", ErrChanged)
		}
		return nil
	}
	if err != nil {
		return err
	}
	switch {
	case opt.ExpectSHA256 == "" && opt.Overwrite:
		return nil
	case opt.ExpectSHA256 == "":
		return fmt.Errorf("%w: it is there already", ErrChanged)
	case now != opt.ExpectSHA256:
		return ErrChanged
	}
	return nil
}

// hashOf is the Hash of a file.
func hashOf(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return hex.EncodeToString(sum.Sum(nil)), errors.Join(err, f.Close())
}

// Hash is the SHA-256 of data in hexadecimal.
func Hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func removeIfThere(name string) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// syncFolder makes a rename last through a power cut.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // it has no such thing
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// copyFile makes the copy under its name only when it is whole.
func copyFile(from, to string) (err error) {
	if _, err := os.Lstat(to); err == nil {
		return os.ErrExist
	}
	old, err := os.Open(from)
	if err != nil {
		return err
	}
	tmp, err := writeBeside(to, old, func(string) {})
	if err = errors.Join(err, old.Close()); err != nil {
		return err
	}
	return os.Rename(tmp, to)
}
