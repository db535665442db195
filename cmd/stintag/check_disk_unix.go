//go:build linux || darwin

package main

import (
	"fmt"
	"syscall"
)

// diskFree is what this user may still write where dir lies.
func diskFree(dir string) (free uint64, known bool, err error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return 0, false, fmt.Errorf("look at the disk under %s: %w", dir, err)
	}
	return uint64(st.Bavail) * uint64(st.Bsize), true, nil //nolint:gosec,unconvert // the types differ from system to system
}
