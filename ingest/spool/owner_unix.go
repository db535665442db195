//go:build unix

package spool

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// giveToOwner gives a file that root writes to the folder's owner: a run that an
// operator starts as root may not leave mail that the next one, by its own user,
// cannot read. Where root may not (a container, a share), the file stays root's: mail
// kept under the wrong owner is better than none.
func giveToOwner(f *os.File, dir string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok || owner.Uid == 0 {
		return nil
	}
	if err := f.Chown(int(owner.Uid), int(owner.Gid)); !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}
