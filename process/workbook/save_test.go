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
	"unicode/utf16"
)

var saveNow = time.Date(2026, 11, 22, 4, 30, 0, 0, time.UTC)

func book(t *testing.T, title string) []byte {
	t.Helper()
	return write(t, Plan{Sheets: []SheetPlan{{Name: "Blad", Cells: []CellPlan{{Row: 1, Col: 1, Value: title}}}}})
}

func folder(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func wantFile(t *testing.T, path string, want []byte) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if Hash(got) != Hash(want) {
		t.Errorf("%s holds other bytes", filepath.Base(path))
	}
}

func TestSaveReplacesAndKeepsTheOldFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "master.xlsx")
	first, second := book(t, "ett"), book(t, "två")
	if err := Save(path, first, SaveOptions{Now: saveNow}); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	leftover := filepath.Join(dir, ".st-master.xlsx-123.tmp")
	if err := os.WriteFile(leftover, []byte("halv"), 0o600); err != nil {
		t.Fatal(err)
	}
	var points []string
	err := Save(path, second, SaveOptions{ExpectSHA256: Hash(first), Now: saveNow, Point: func(name string) { points = append(points, name) }})
	if err != nil {
		t.Fatal(err)
	}
	wantFile(t, path, second)
	wantFile(t, filepath.Join(dir, ".versions", "master-2026-11-22T043000Z.xlsx"), first)
	if got := folder(t, dir); !slices.Equal(got, []string{".versions", "master.xlsx"}) {
		t.Errorf("folder holds %v", got)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if want := []string{"master-tmp-written", "master-tmp-synced", "master-backed-up", "master-renamed", "master-synced"}; !slices.Equal(points, want) {
		t.Errorf("points = %v", points)
	}
}

func TestSaveKeepsTheLastVersions(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "master.xlsx")
	theirs := filepath.Join(dir, ".versions", "master-min egen.xlsx")
	if err := os.Mkdir(filepath.Dir(theirs), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(theirs, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	before := ""
	for i := range 13 {
		b := book(t, fmt.Sprint(i))
		if err := Save(path, b, SaveOptions{ExpectSHA256: before, Now: saveNow, Keep: 11}); err != nil {
			t.Fatal(err)
		}
		before = Hash(b)
	}
	got, err := versions(path, filepath.Dir(theirs))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for n := 2; n <= 12; n++ {
		want = append(want, fmt.Sprintf("master-2026-11-22T043000Z-%d.xlsx", n))
	}
	if !slices.Equal(got, want) {
		t.Errorf("versions = %v, want %v", got, want)
	}
	if _, err := os.Stat(theirs); err != nil {
		t.Errorf("a file of theirs: %v", err)
	}
}

// A save for an earlier day than the kept versions keeps what it replaced.
func TestSaveKeepsTheVersionJustAdded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "master.xlsx")
	first, second, third := book(t, "ett"), book(t, "två"), book(t, "tre")
	early := saveNow.AddDate(-1, 0, 0)
	for _, s := range []struct {
		data []byte
		opt  SaveOptions
	}{
		{first, SaveOptions{Now: saveNow}},
		{second, SaveOptions{ExpectSHA256: Hash(first), Now: saveNow, Keep: 1}},
		{third, SaveOptions{ExpectSHA256: Hash(second), Now: early, Keep: 1}},
	} {
		if err := Save(path, s.data, s.opt); err != nil {
			t.Fatal(err)
		}
	}
	if got := folder(t, versionsOf(path)); !slices.Equal(got, []string{"master-2025-11-22T043000Z.xlsx"}) {
		t.Errorf("versions %v", got)
	}
	wantFile(t, filepath.Join(versionsOf(path), "master-2025-11-22T043000Z.xlsx"), second)
}

// What cannot be cleared away afterwards is no file that was not written.
func TestSaveIsWrittenThoughNotTidied(t *testing.T) {
	for _, stuck := range []string{".st-master.xlsx-1.tmp", ".versions/master-2020-01-01T000000Z.xlsx"} {
		path := filepath.Join(t.TempDir(), "master.xlsx")
		old, fresh := book(t, "gammal"), book(t, "ny")
		if err := os.WriteFile(path, old, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Join(filepath.Dir(path), stuck, "full"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := Save(path, fresh, SaveOptions{ExpectSHA256: Hash(old), Now: saveNow, Keep: 1}); !errors.Is(err, ErrUntidy) {
			t.Errorf("%s: %v", stuck, err)
		}
		wantFile(t, path, fresh)
	}
}

// What stands in the way leaves the file, and the folder, as they were.
func TestSaveRefuses(t *testing.T) {
	old, fresh := book(t, "gammal"), book(t, "ny")
	tests := map[string]struct {
		there  []byte
		data   []byte
		opt    SaveOptions
		change func(path string) // while the new file is written
		is     error
		want   string
	}{
		"changed since it was read": {there: old, data: fresh, opt: SaveOptions{ExpectSHA256: Hash(fresh)}, is: ErrChanged},
		"gone":                      {data: fresh, opt: SaveOptions{ExpectSHA256: Hash(old)}, is: ErrChanged, want: "gone"},
		"there already":             {there: old, data: fresh, is: ErrChanged, want: "there already"},
		"changed while we wrote": {there: old, data: fresh, opt: SaveOptions{ExpectSHA256: Hash(old)}, is: ErrChanged, change: func(path string) {
			if err := os.WriteFile(path, []byte("en människas"), 0o600); err != nil {
				t.Error(err)
			}
		}},
		"opened while we wrote": {there: old, data: fresh, opt: SaveOptions{ExpectSHA256: Hash(old)}, is: ErrLocked, change: func(path string) {
			lock := filepath.Join(filepath.Dir(path), ".~lock.master.xlsx#")
			if err := os.WriteFile(lock, []byte(",Eva,dator,22.11.2026 04:44,file:///;"), 0o600); err != nil {
				t.Error(err)
			}
		}},
		"no workbook": {there: old, data: []byte("hej"), opt: SaveOptions{ExpectSHA256: Hash(old)}, want: "does not read back"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "master.xlsx")
			if tt.there != nil {
				if err := os.WriteFile(path, tt.there, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if tt.change != nil {
				tt.opt.Point = func(name string) {
					if name == "master-tmp-synced" {
						tt.change(path)
					}
				}
			}
			err := Save(path, tt.data, tt.opt)
			if err == nil || tt.is != nil && !errors.Is(err, tt.is) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want %v with %q", err, tt.is, tt.want)
			}
			if tt.there != nil && tt.change == nil {
				wantFile(t, path, tt.there)
			}
			for _, n := range folder(t, dir) {
				if strings.HasPrefix(n, ".st-") || n == ".versions" {
					t.Errorf("%s was left behind", n)
				}
			}
		})
	}
}

func TestSaveOverwrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "form.xlsx")
	for _, title := range []string{"ett", "två"} {
		b := book(t, title)
		if err := Save(path, b, SaveOptions{Overwrite: true, Now: saveNow}); err != nil {
			t.Fatal(err)
		}
		wantFile(t, path, b)
	}
}

// A crash at any point leaves the old file or the new one.
func TestSaveSurvivesACrash(t *testing.T) {
	old, fresh := book(t, "gammal"), book(t, "ny")
	for _, at := range []string{"master-tmp-written", "master-tmp-synced", "master-backed-up", "master-renamed"} {
		t.Run(at, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "master.xlsx")
			if err := os.WriteFile(path, old, 0o600); err != nil {
				t.Fatal(err)
			}
			crash(func() {
				err := Save(path, fresh, SaveOptions{ExpectSHA256: Hash(old), Now: saveNow, Point: func(name string) {
					if name == at {
						panic("kraft borta")
					}
				}})
				t.Errorf("went on: %v", err)
			})
			want := old
			if at == "master-renamed" {
				want = fresh
			}
			wantFile(t, path, want)
			if err := Save(path, fresh, SaveOptions{ExpectSHA256: Hash(want), Now: saveNow}); err != nil {
				t.Errorf("the next save: %v", err)
			}
			wantFile(t, path, fresh)
			for _, n := range folder(t, filepath.Dir(path)) {
				if strings.HasPrefix(n, ".st-") {
					t.Errorf("%s was left behind", n)
				}
			}
		})
	}
}

func crash(run func()) {
	defer func() { _ = recover() }()
	run()
}

// excelLock is Excel's lock file as it lies on the disk: 165 bytes.
func excelLock(name string) []byte {
	b := make([]byte, 165)
	units := utf16.Encode([]rune(name))
	b[0], b[55] = byte(len(units)), byte(len(units))
	for i := range 54 {
		b[1+i], b[57+2*i] = ' ', ' '
		if i < len(units) {
			b[1+i] = byte(units[i])
			b[57+2*i], b[58+2*i] = byte(units[i]), byte(units[i]>>8)
		}
	}
	return b
}

func TestLockedBy(t *testing.T) {
	tests := map[string]struct {
		file, content, who string
		locked             bool
	}{
		"nobody":                       {"annat.txt", "", "", false},
		"LibreOffice":                  {".~lock.master.xlsx#", ",eva,dator,22.11.2026 04:44,file:///home/eva;", "eva", true},
		"LibreOffice, full name":       {".~lock.master.xlsx#", "Eva Ek,eva,dator,22.11.2026 04:44,file:///;", "Eva Ek", true},
		"LibreOffice, empty":           {".~lock.master.xlsx#", "", "", true},
		"Excel":                        {"~$master.xlsx", string(excelLock("Åsa Öst")), "Åsa Öst", true},
		"Excel, first two overwritten": {"~$ster.xlsx", string(excelLock("Åsa")), "Åsa", true},
		"Excel, cut off":               {"~$master.xlsx", "\x03Eva", "Eva", true},
		"another book's":               {"~$annan.xlsx", "\x03Eva", "", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, tt.file), []byte(tt.content), 0o600); err != nil {
				t.Fatal(err)
			}
			if who, locked := LockedBy(filepath.Join(dir, "master.xlsx")); who != tt.who || locked != tt.locked {
				t.Errorf("got %q, %v; want %q, %v", who, locked, tt.who, tt.locked)
			}
		})
	}
}

// Who saves while the old file is being kept is not written over.
func TestSaveLooksLastBeforeItReplaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "master.xlsx")
	old, theirs := book(t, "gammal"), book(t, "deras")
	put(t, path, old)
	err := Save(path, book(t, "ny"), SaveOptions{ExpectSHA256: Hash(old), Now: saveNow, Point: func(point string) {
		if point == "master-backed-up" {
			saveAsExcel(t, path, theirs)
		}
	}})
	if !errors.Is(err, ErrChanged) {
		t.Errorf("got %v", err)
	}
	wantFile(t, path, theirs)
	if all, err := Versions(path); err != nil || len(all) > 0 {
		t.Errorf("versions %v, %v", all, err)
	}
}

// saveAsExcel saves to a file beside and renames it.
func saveAsExcel(t *testing.T, path string, data []byte) {
	t.Helper()
	put(t, path+".tmp", data)
	if err := os.Rename(path+".tmp", path); err != nil {
		t.Fatal(err)
	}
}
