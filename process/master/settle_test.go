package master

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

// Two runs fail after one another: one dies when the workbook is replaced and
// before its base is recorded, and the next records another pending base and then
// cannot write. What the first one wrote is the program's still.
func TestTwoFailedRunsMakeNoCorrections(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	path, pending := save(t, data), Base(nil)
	first := base
	record := func(now, next Base) error { base, pending = now, next; return nil }

	v.Judgement.Standings[0].Status, v.Judgement.Standings[0].Place = process.StatusGranted, 0
	v.Judgement.Figures.Waiting = 3
	v.Judgement.Todo = append(v.Judgement.Todo, process.Todo{Case: "IA-2024-0002", What: "Ring", Why: "Snart."})
	func() {
		defer func() { _ = recover() }()
		_, _, err := Merge(path, base, pending, v, MergeOptions{Now: time.Unix(0, 0), Pending: record, Point: func(name string) {
			if name == "master-renamed" {
				panic("kraft borta")
			}
		}})
		t.Error("went on:", err)
	}()
	if diff := cmp.Diff(first, base); diff != "" {
		t.Error("the base changed though nothing was pending:", diff)
	}

	v.Judgement.Standings[1].Status, v.Judgement.Standings[1].Place = process.StatusDeclined, 0
	v.Judgement.Standings[0].Status = process.StatusClosed
	v.Judgement.Figures.Waiting = 2
	v.Judgement.Todo = v.Judgement.Todo[:len(v.Judgement.Todo)-1]
	out, after, err := Merge(path, base, pending, v, MergeOptions{Now: time.Unix(0, 0), Pending: record, Point: func(name string) {
		if name != "base-pending" {
			return
		}
		if err := os.WriteFile(filepath.Join(filepath.Dir(path), "~$master.xlsx"), nil, 0o600); err != nil {
			t.Error(err)
		}
	}})
	if err != nil || !errors.Is(out.Cause, workbook.ErrLocked) {
		t.Fatalf("the second run: %+v, %v", out, err)
	}
	if diff := cmp.Diff(base, after); diff != "" {
		t.Error("another base holds than was recorded:", diff)
	}

	if data, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	if a := adopted(t, data, first, pending); len(a.Cases["IA-2024-0001"].Corrections) == 0 {
		t.Error("without the settled base the cells must look like a person's, or this test proves nothing")
	}
	for id, in := range adopted(t, data, base, pending).Cases {
		if len(in.Corrections) > 0 {
			t.Errorf("%s: %v", id, in.Corrections)
		}
	}
	changes, _, conflicts, err := Plan(data, base, pending, v)
	if err != nil || len(conflicts) > 0 {
		t.Fatal(conflicts, err)
	}
	if data, err = workbook.Patch(data, changes); err != nil {
		t.Fatal(err)
	}
	if got := CanonicalText(cellAt(t, data, "IA-2024-0001", headStatus)); got != string(process.StatusClosed) {
		t.Errorf("status %q", got)
	}
	if r := tableRow(t, data, todoTable, headWhat, "Ring"); r.number != 0 {
		t.Error("what the first run wrote in Att göra is left there")
	}
}

// What a person wrote over a pending value is no settled value.
func TestSettlingLeavesPeoplesCells(t *testing.T) {
	const id = "IA-2024-0001"
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	v.Judgement.Standings[0].Place, v.Judgement.Standings[0].Status = 8, process.StatusWaiting
	data, pending, _ := merged(t, data, base, v)
	data = write(t, data, id, headPlace, number(3))
	b, err := open(data, written{})
	if err != nil {
		t.Fatal(err)
	}
	now := written{base, pending}.settled(b)
	if got := now.Row(SheetCases, id); got[headPlace] != "1" || got[headStatus] != string(process.StatusWaiting) {
		t.Errorf("settled: place %q, status %q", got[headPlace], got[headStatus])
	}
	if got := says(base, id, headStatus); got != string(process.StatusReady) {
		t.Errorf("settling changed the base it was made from: %q", got)
	}
}
