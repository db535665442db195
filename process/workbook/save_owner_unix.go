//go:build unix

package workbook

import (
	"errors"
	"os"
	"syscall"
)

// keepOwner gives a file that takes another's place the same owner and group, as far
// as we may: else those who shared it could no longer open it.
func keepOwner(f *os.File, old os.FileInfo) error {
	now, err := f.Stat()
	if err != nil {
		return err
	}
	was, ok := old.Sys().(*syscall.Stat_t)
	is, known := now.Sys().(*syscall.Stat_t)
	if !ok || !known || was.Uid == is.Uid && was.Gid == is.Gid {
		return nil
	}
	err = f.Chown(int(was.Uid), int(was.Gid))
	if errors.Is(err, os.ErrPermission) { // only root gives files away; the group may be one of ours
		err = f.Chown(-1, int(was.Gid))
	}
	if errors.Is(err, os.ErrPermission) || errors.Is(err, errors.ErrUnsupported) {
		return nil
	}
	return err
}
