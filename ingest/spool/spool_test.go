package spool

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

func open(t *testing.T) (*Spool, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "spool")
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s, dir
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestPutNamesByHashAndGivesTheSameBytes(t *testing.T) {
	s, dir := open(t)
	raw := []byte("Subject: ans\xf6kan\r\n\r\nlatin-1 and \x00 survive")
	sum := sha256.Sum256(raw)
	want := hex.EncodeToString(sum[:])

	for range 2 { // the second time the same bytes come again
		sha, size, err := s.Put(bytes.NewReader(raw))
		if err != nil || sha != want || size != int64(len(raw)) {
			t.Fatalf("Put = %q, %d, %v; want %q, %d", sha, size, err, want, len(raw))
		}
	}
	got, err := s.Get(want)
	if err != nil || !bytes.Equal(got, raw) {
		t.Errorf("Get = %q, %v", got, err)
	}
	if all := names(t, dir); len(all) != 1 || all[0] != want+".eml" {
		t.Errorf("spool holds %v, want one file", all)
	}
}

func TestPutThatFailsLeavesNothing(t *testing.T) {
	s, dir := open(t)
	lost := errors.New("connection lost")
	_, _, err := s.Put(io.MultiReader(strings.NewReader("half a mail"), iotest.ErrReader(lost)))
	if !errors.Is(err, lost) {
		t.Fatalf("Put = %v, want the reader's error", err)
	}
	if all := names(t, dir); len(all) != 0 {
		t.Errorf("left behind: %v", all)
	}
}

func TestGetRefusesDamageAndPutMendsIt(t *testing.T) {
	s, dir := open(t)
	sha, _, err := s.Put(strings.NewReader("a mail"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, sha+".eml"), []byte("a mial"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(sha); !errors.Is(err, ErrDamaged) {
		t.Errorf("Get = %v, want ErrDamaged", err)
	}
	if _, _, err := s.Put(strings.NewReader("a mail")); err != nil {
		t.Fatal(err)
	}
	if b, err := s.Get(sha); err != nil || string(b) != "a mail" {
		t.Errorf("after Put again: %q, %v", b, err)
	}
}

func TestGetTellsMissingFromNonsense(t *testing.T) {
	s, _ := open(t)
	if _, err := s.Get(strings.Repeat("0", 64)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v, want fs.ErrNotExist", err)
	}
	for _, sha := range []string{"", "../../etc/passwd", strings.Repeat("G", 64), strings.Repeat("0", 63) + "/"} {
		if _, err := s.Get(sha); err == nil || errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Get(%q) = %v, want a refusal before the disk is asked", sha, err)
		}
	}
}

func TestRemoveForgets(t *testing.T) {
	s, _ := open(t)
	sha, _, err := s.Put(strings.NewReader("a mail past its time"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // a purge that was killed half-way runs again
		if err := s.Remove(sha); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Get(sha); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Get after Remove = %v", err)
	}
}

func TestSweepTakesOnlyWhatIsHalfWritten(t *testing.T) {
	s, dir := open(t)
	sha, _, err := s.Put(strings.NewReader("a mail"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, unsealed+"123"), []byte("hal"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Sweep(); err != nil {
		t.Fatal(err)
	}
	if all := names(t, dir); len(all) != 1 || all[0] != sha+".eml" {
		t.Errorf("after Sweep: %v", all)
	}
}
