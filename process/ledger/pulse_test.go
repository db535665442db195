package ledger

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// ran notes a run that began at a moment; minutes < 0: it never ended.
func ran(t *testing.T, l *Ledger, at time.Time, nightly bool, minutes int, outcome string) {
	t.Helper()
	var id int64
	err := l.Do(t.Context(), at, func(tx *Tx) (err error) {
		id, err = tx.Begin(nightly)
		return err
	})
	if err == nil && minutes >= 0 {
		err = l.Do(t.Context(), at.Add(time.Duration(minutes)*time.Minute), func(tx *Tx) error { return tx.End(Run{ID: id, Outcome: outcome}) })
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestHistory(t *testing.T) {
	day := time.Date(2026, 11, 10, 0, 0, 0, 0, time.UTC)
	at := func(hour int) time.Time { return day.Add(time.Duration(hour) * time.Hour).Local() }
	type run struct {
		hour    int
		nightly bool
		minutes int
		outcome string
	}
	for _, c := range []struct {
		name string
		runs []run
		want History
	}{
		{"none", nil, History{}},
		{"an import is no run", []run{{1, false, 0, "import"}}, History{}},
		{"a night's is a run", []run{{3, true, 5, "done"}}, History{First: at(3), Run: Done{Last: at(3)}, Nightly: Done{Last: at(3)}}},
		{"a run is no night's", []run{{3, true, 5, "done"}, {6, false, 0, "trouble"}},
			History{First: at(3), Run: Done{Last: at(6)}, Nightly: Done{Last: at(3)}}},
		{"those that did not end", []run{{3, true, 5, "done"}, {4, true, -1, ""}, {5, true, -1, ""}, {6, false, 1, "done"}, {7, false, -1, ""}},
			History{First: at(3), Run: Done{Last: at(6), Tried: at(7), Failed: 1}, Nightly: Done{Last: at(3), Tried: at(5), Failed: 2}}},
		{"none ever ended", []run{{3, true, -1, ""}}, History{First: at(3), Run: Done{Tried: at(3), Failed: 1}, Nightly: Done{Tried: at(3), Failed: 1}}},
		{"one still to come, from a clock that was wrong", []run{{3, true, 0, "done"}, {99, true, 0, "done"}},
			History{First: at(3), Run: Done{Last: at(3)}, Nightly: Done{Last: at(3)}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, _ := open(t)
			for _, r := range c.runs {
				ran(t, l, at(r.hour), r.nightly, r.minutes, r.outcome)
			}
			got, err := l.History(t.Context(), at(23))
			if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
}

// Who holds a lock is told, the asking takes it from nobody, and a lock that is free
// names no dead holder.
func TestTheHolderOfALockIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	if _, held, err := HeldBy(Runner, path); held || err != nil {
		t.Errorf("before any lock: %v, %v", held, err)
	}
	lock, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	h, held, err := HeldBy(Runner, path)
	if !held || err != nil || h.PID != os.Getpid() || time.Since(h.Since) > time.Hour {
		t.Errorf("%+v, %v, %v", h, held, err)
	}
	if _, err := Lock(path); !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), "process ") {
		t.Errorf("a second one is told %v", err)
	}
	daemon, err := LockAs(Daemon, path)
	if err != nil {
		t.Errorf("a daemon beside a run: %v", err)
	}
	if err := errors.Join(lock.Close(), daemon.Close()); err != nil {
		t.Fatal(err)
	}
	if _, held, err := HeldBy(Runner, path); held || err != nil {
		t.Errorf("after it: %v, %v", held, err)
	}
}
