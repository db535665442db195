package workbook

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func put(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// versionNamed finds one of the master's versions.
func versionNamed(t *testing.T, path, name string) Version {
	t.Helper()
	all, err := Versions(path)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(v Version) bool { return v.Name == name })
	if i < 0 {
		t.Fatalf("no version %s in %v", name, all)
	}
	return all[i]
}

func TestVersionsAreListedNewestFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "master.xlsx")
	if all, err := Versions(path); err != nil || len(all) != 0 {
		t.Errorf("before there are any: %v, %v", all, err)
	}
	data := book(t, "ett")
	for _, name := range []string{"master-2026-11-22T043000Z-2.xlsx", "master-2026-11-22T043000Z.xlsx", "master-2026-11-22T043000Z-10.xlsx",
		"master-2026-11-21T043000Z.xlsx", "master-min egen.xlsx", "annan-2026-11-21T043000Z.xlsx"} {
		put(t, filepath.Join(versionsOf(path), name), data)
	}
	all, err := Versions(path)
	var names []string
	for _, v := range all {
		names = append(names, v.Name)
	}
	want := []string{"2026-11-22T043000Z-10", "2026-11-22T043000Z-2", "2026-11-22T043000Z", "2026-11-21T043000Z"}
	if err != nil || !slices.Equal(names, want) {
		t.Fatalf("versions %v, %v; want %v", names, err, want)
	}
	if v := all[1]; !v.When.Equal(saveNow) || v.Size != int64(len(data)) {
		t.Errorf("version %+v", v)
	}
}

// A version comes back whole, or nothing is done; what stood there is kept, even
// where it is damaged, and may come back the same way.
func TestRestore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "master.xlsx")
	first, second := book(t, "ett"), book(t, "två")
	put(t, path, first)
	if err := Save(path, second, SaveOptions{ExpectSHA256: Hash(first), Now: saveNow}); err != nil {
		t.Fatal(err)
	}
	v := versionNamed(t, path, "2026-11-22T043000Z")
	lock := filepath.Join(filepath.Dir(path), "~$master.xlsx")
	put(t, lock, []byte("\x03Eva"))
	if err := v.Restore(path, saveNow); !errors.Is(err, ErrLocked) {
		t.Errorf("while it is open: %v", err)
	}
	wantFile(t, path, second)
	if err := os.Remove(lock); err != nil {
		t.Fatal(err)
	}
	put(t, path, []byte("skräp"))
	if err := v.Restore(path, saveNow.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	wantFile(t, path, first)
	junk := versionNamed(t, path, "2026-11-22T053000Z")
	if err := junk.Restore(path, saveNow.Add(2*time.Hour)); err == nil {
		t.Error("a damaged version was put back")
	}
	wantFile(t, path, first)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := v.Restore(path, saveNow.Add(3*time.Hour)); err != nil {
		t.Errorf("where there is none: %v", err)
	}
	wantFile(t, path, first)
}

// The file that a link leads to is replaced, not the link; its lock and its versions
// lie beside it.
func TestSaveFollowsALink(t *testing.T) {
	dir, share := t.TempDir(), t.TempDir()
	path, target := filepath.Join(dir, "master.xlsx"), filepath.Join(share, "Huvudfil.xlsx")
	old, fresh := book(t, "gammal"), book(t, "ny")
	put(t, target, old)
	if err := os.Symlink(target, path); err != nil {
		t.Skip(err)
	}
	put(t, filepath.Join(share, "~$Huvudfil.xlsx"), []byte("\x03Eva"))
	if err := Save(path, fresh, SaveOptions{ExpectSHA256: Hash(old), Now: saveNow}); !errors.Is(err, ErrLocked) {
		t.Errorf("open where the link leads: %v", err)
	}
	if err := os.Remove(filepath.Join(share, "~$Huvudfil.xlsx")); err != nil {
		t.Fatal(err)
	}
	if err := Save(path, fresh, SaveOptions{ExpectSHA256: Hash(old), Now: saveNow}); err != nil {
		t.Fatal(err)
	}
	wantFile(t, target, fresh)
	if to, err := os.Readlink(path); err != nil || to != target {
		t.Errorf("the link leads to %s, %v", to, err)
	}
	if data, err := versionNamed(t, path, "2026-11-22T043000Z").Read(); err != nil || Hash(data) != Hash(old) {
		t.Errorf("the version: %v", err)
	}
}

// Without a version of the old file it is not replaced; a rename that fails leaves
// neither a version nor a new file behind, however often it is tried.
func TestSaveThatCannotBeFinishedLeavesNothing(t *testing.T) {
	old, fresh := book(t, "gammal"), book(t, "ny")
	tests := map[string]func(t *testing.T, dir string) func(point string){
		"no room for a version": func(t *testing.T, dir string) func(string) {
			put(t, filepath.Join(dir, ".versions"), nil) // a file where the folder would be
			return nil
		},
		"the rename fails": func(t *testing.T, dir string) func(string) {
			return func(point string) {
				if point != "master-backed-up" {
					return
				}
				if err := dropMatching(dir, leftover("master.xlsx")); err != nil {
					t.Error(err)
				}
			}
		},
	}
	for name, prepare := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "master.xlsx")
			put(t, path, old)
			point := prepare(t, dir)
			for range 2 {
				if err := Save(path, fresh, SaveOptions{ExpectSHA256: Hash(old), Now: saveNow, Point: point}); err == nil {
					t.Error("saved")
				}
			}
			wantFile(t, path, old)
			if all, err := Versions(path); err == nil && len(all) > 0 {
				t.Errorf("versions %v are left", all)
			}
			for _, n := range folder(t, dir) {
				if strings.HasPrefix(n, ".st-") {
					t.Errorf("%s is left", n)
				}
			}
		})
	}
}

func TestSaveClearsAHalfCopiedVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "master.xlsx")
	half := filepath.Join(versionsOf(path), ".st-master-2026-11-21T043000Z.xlsx-77.tmp")
	theirs := filepath.Join(versionsOf(path), ".st-annan-2026-11-21T043000Z.xlsx-77.tmp")
	put(t, half, []byte("halv"))
	put(t, theirs, []byte("annans"))
	if err := Save(path, book(t, "ny"), SaveOptions{Now: saveNow}); err != nil {
		t.Fatal(err)
	}
	if got := folder(t, versionsOf(path)); !slices.Equal(got, []string{filepath.Base(theirs)}) {
		t.Errorf("left: %v", got)
	}
}

func TestSaveAsksBeforeItWritesOverAReadOnlyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "master.xlsx")
	old := book(t, "gammal")
	put(t, path, old)
	if err := os.Chmod(path, 0o444); err != nil {
		t.Fatal(err)
	}
	if err := Save(path, book(t, "ny"), SaveOptions{ExpectSHA256: Hash(old), Now: saveNow}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("got %v", err)
	}
	wantFile(t, path, old)
}

// A busy day does not push out the days before it: of each of the last ones, the
// version that stood over the night is kept.
func TestSaveKeepsWhatStoodOverTheNight(t *testing.T) {
	path := filepath.Join(t.TempDir(), "master.xlsx")
	data := book(t, "ett")
	put(t, path, data)
	for day := range 40 {
		for hour := range 3 {
			at := saveNow.AddDate(0, 0, day-40).Add(time.Duration(hour) * time.Hour)
			put(t, filepath.Join(versionsOf(path), "master-"+at.Format(versionStamp)+".xlsx"), data)
		}
	}
	for i := range 30 {
		next := book(t, fmt.Sprint(i))
		if err := Save(path, next, SaveOptions{ExpectSHA256: Hash(data), Now: saveNow.Add(time.Duration(i) * time.Minute)}); err != nil {
			t.Fatal(err)
		}
		data = next
	}
	var want []string
	for day := 10; day < 40; day++ {
		want = append(want, saveNow.AddDate(0, 0, day-40).Format(versionStamp))
	}
	for i := range 30 {
		want = append(want, saveNow.Add(time.Duration(i)*time.Minute).Format(versionStamp))
	}
	all, err := Versions(path)
	var names []string
	for _, v := range slices.Backward(all) {
		names = append(names, v.Name)
	}
	if diff := cmp.Diff(want, names); err != nil || diff != "" {
		t.Errorf("%v; versions (-want +got):\n%s", err, diff)
	}
}
