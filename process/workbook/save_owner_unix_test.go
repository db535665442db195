//go:build unix

package workbook

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// Who owned the file and the group that shares it have it still when it is replaced.
func TestSaveKeepsOwnerAndGroup(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root gives files away")
	}
	path := filepath.Join(t.TempDir(), "master.xlsx")
	old := book(t, "gammal")
	put(t, path, old)
	if err := os.Chown(path, 1234, 4321); err != nil {
		t.Skip(err)
	}
	if err := os.Chmod(path, 0o660); err != nil {
		t.Fatal(err)
	}
	if err := Save(path, book(t, "ny"), SaveOptions{ExpectSHA256: Hash(old), Now: saveNow}); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if st := info.Sys().(*syscall.Stat_t); st.Uid != 1234 || st.Gid != 4321 || info.Mode().Perm() != 0o660 {
		t.Errorf("owner %d, group %d, mode %v", st.Uid, st.Gid, info.Mode())
	}
}
