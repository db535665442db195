package master

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

func save(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "master.xlsx")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMergeWaits(t *testing.T) {
	beside := func(name string) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			if err := os.WriteFile(filepath.Join(filepath.Dir(path), name), []byte(",Anna,dator,22.11.2026 04:44,;"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	tests := []struct {
		name   string
		before func(t *testing.T, path string)
		waits  string
		cause  error // nil: any
	}{
		{"open in LibreOffice", beside(".~lock.master.xlsx#"), "öppen", workbook.ErrLocked},
		{"open in Excel", beside("~$master.xlsx"), "öppen", workbook.ErrLocked},
		{"gone", func(t *testing.T, path string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}, "finns inte", fs.ErrNotExist},
		{"read-only", func(t *testing.T, path string) {
			if err := os.Chmod(path, 0o444); err != nil {
				t.Fatal(err)
			}
		}, "skrivskyddad", workbook.ErrReadOnly},
		{"damaged", func(t *testing.T, path string) {
			if err := os.Truncate(path, 2000); err != nil {
				t.Fatal(err)
			}
		}, "skadad", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := save(t, newSample(t))
			tt.before(t, path)
			before, _ := os.ReadFile(path)
			old := Base{"Ärenden": {"x": PackRow(map[string]string{"y": "z"})}}
			out, next, err := Merge(path, old, nil, sampleView(), MergeOptions{})
			if err != nil {
				t.Fatal(err)
			}
			after, _ := os.ReadFile(path)
			if out.Written || !strings.Contains(out.Waits, tt.waits) || !cmp.Equal(next, old) || !slices.Equal(before, after) {
				t.Errorf("got %+v", out)
			}
			if out.Cause == nil || tt.cause != nil && !errors.Is(out.Cause, tt.cause) {
				t.Errorf("cause %v, want %v", out.Cause, tt.cause)
			}
			if strings.Contains(out.Waits+out.Cause.Error(), "Anna") {
				t.Errorf("a person's name in %q, %v", out.Waits, out.Cause)
			}
		})
	}
}

func TestMergeWaitsWhereTheFileChangesMeanwhile(t *testing.T) {
	path := save(t, newSample(t))
	out, _, err := Merge(path, nil, nil, sampleView(), MergeOptions{Pending: func(_, _ Base) error {
		return os.WriteFile(path, []byte("en annans"), 0o644)
	}})
	if err != nil || !strings.Contains(out.Waits, "ändrades") || !errors.Is(out.Cause, workbook.ErrChanged) {
		t.Errorf("got %+v, %v", out, err)
	}
	if left, _ := os.ReadFile(path); string(left) != "en annans" {
		t.Error("another's file was overwritten")
	}
	path = save(t, newSample(t))
	if out, _, err = Merge(path, nil, nil, sampleView(), MergeOptions{Adopted: "another"}); err != nil || !strings.Contains(out.Waits, "ändrades") || !errors.Is(out.Cause, workbook.ErrChanged) {
		t.Errorf("changed since it was adopted: %+v, %v", out, err)
	}
}

func TestMergeRecordsPendingBeforeItWrites(t *testing.T) {
	path := save(t, newSample(t))
	before, _ := os.ReadFile(path)
	var pending Base
	out, next, err := Merge(path, nil, nil, sampleView(), MergeOptions{Now: time.Unix(0, 0), Pending: func(_, b Base) error {
		if now, _ := os.ReadFile(path); !slices.Equal(now, before) {
			t.Error("the workbook was replaced before the coming base was recorded")
		}
		pending = b
		return nil
	}})
	if err != nil || !out.Written || out.Changed == 0 || out.Waits != "" {
		t.Fatalf("got %+v, %v", out, err)
	}
	if diff := cmp.Diff(pending, next); diff != "" {
		t.Error(diff)
	}
	if want := len(sampleView().Judgement.Todo); out.Todo != want {
		t.Errorf("%d things in Att göra, want %d", out.Todo, want)
	}
	written, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	faulty := edit(t, written, map[string]workbook.Cell{"Vårdcentraler!" + centresTable.letter(headAddresses) + "2": {}})
	if out, _, err := Merge(save(t, faulty), next, nil, sampleView(), MergeOptions{}); err != nil || out.Todo != len(sampleView().Judgement.Todo)+1 {
		t.Errorf("with a faulty row %d things in Att göra, %v", out.Todo, err)
	}
	out, _, err = Merge(path, next, nil, sampleView(), MergeOptions{Pending: func(_, _ Base) error {
		t.Error("nothing is pending where nothing is written")
		return nil
	}})
	if err != nil || out.Written {
		t.Errorf("the second merge: %+v, %v", out, err)
	}
}

// A file that is written is written, though what is old could not be cleared away.
func TestAnUntidyMergeIsWritten(t *testing.T) {
	path := save(t, newSample(t))
	if err := os.MkdirAll(filepath.Join(filepath.Dir(path), ".st-master.xlsx-1.tmp", "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	out, next, err := Merge(path, nil, nil, sampleView(), MergeOptions{Now: time.Unix(0, 0)})
	if err != nil || !out.Written || out.Waits != "" || out.Untidy == nil || len(next) == 0 {
		t.Errorf("got %+v, %v", out, err)
	}
}

// A cell that cannot be changed stops only itself, and people are told.
func TestBarredCellStopsOnlyItself(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	v.Judgement.Standings[0].Place, v.Judgement.Standings[0].Status = 9, process.StatusWaiting
	place := casesTable.letter(headPlace) + "2"
	m, err := plan(data, base, nil, v, []workbook.Refused{{Sheet: SheetCases, Cell: place, Why: "is filled by an array formula"}})
	if err != nil {
		t.Fatal(err)
	}
	if data, err = workbook.Patch(data, m.changes); err != nil {
		t.Fatal(err)
	}
	r := tableRow(t, data, casesTable, headCase, "IA-2024-0001")
	if r.text(headPlace) != "1" || r.text(headStatus) != string(process.StatusWaiting) {
		t.Errorf("place %q, status %q", r.text(headPlace), r.text(headStatus))
	}
	if r := tableRow(t, data, todoTable, headWhat, "Gör cellen "+place+" i bladet Ärenden fri för programmet."); r.number == 0 {
		t.Error("Att göra does not tell of the barred cell")
	}
	if got := says(m.next, "IA-2024-0001", headPlace); got != "1" {
		t.Errorf("the base says %q of a cell that was not written", got)
	}
}

// A file that is open all day waits only where there is something to write.
func TestAnOpenMasterThatNeedsNothingDoesNotWait(t *testing.T) {
	v := sampleView()
	path := save(t, newSample(t))
	out, base, err := Merge(path, nil, nil, v, MergeOptions{Now: v.Run, Stamp: "1-1"})
	if err != nil || !out.Written {
		t.Fatalf("got %+v, %v", out, err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "~$master.xlsx"), []byte("\x04Anna"), 0o644); err != nil {
		t.Fatal(err)
	}
	out, next, err := Merge(path, base, nil, v, MergeOptions{Now: v.Run, Stamp: "2-2"})
	if err != nil || out.Waits != "" || out.Written || !cmp.Equal(next, base) {
		t.Errorf("got %+v, %v", out, err)
	}
	v.Judgement.Standings[0].Place = 9
	if out, _, err = Merge(path, base, nil, v, MergeOptions{Now: v.Run}); err != nil || !errors.Is(out.Cause, workbook.ErrLocked) || out.Written {
		t.Errorf("with something to write: %+v, %v", out, err)
	}
}
