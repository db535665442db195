//go:build unix

package spool_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"stintag/ingest/spool"
)

// A run by root leaves mail that the folder's owner can read.
func TestRootLeavesMailToTheFoldersOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root writes in another's name")
	}
	dir := t.TempDir()
	if err := os.Chown(dir, 4711, 4712); err != nil {
		t.Skipf("this file system has no owners: %v", err)
	}
	s, err := spool.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	sha, _, err := s.Put(strings.NewReader("mail"))
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, sha+".eml"))
	if err != nil {
		t.Fatal(err)
	}
	if owner, ok := info.Sys().(*syscall.Stat_t); !ok || owner.Uid != 4711 || owner.Gid != 4712 || info.Mode().Perm() != 0o600 {
		t.Errorf("it belongs to %+v, mode %v", info.Sys(), info.Mode())
	}
}
