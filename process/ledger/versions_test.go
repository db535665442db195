package ledger

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func written(t *testing.T, l *Ledger, stamp string, b Base) {
	t.Helper()
	do(t, l, func(tx *Tx) error { return tx.SetWritten(stamp, b) })
}

func bases(t *testing.T, l *Ledger, stamp string) (base, pending Base) {
	t.Helper()
	base, pending, err := l.BasesOf(t.Context(), stamp)
	if err != nil {
		t.Fatal(err)
	}
	return base, pending
}

// Whatever happened to the base since, each stamp finds the base that was true of
// its master when it was replaced: rows that came, changed, went and came back.
func TestEachStampFindsItsBase(t *testing.T) {
	l, _ := open(t)
	chance := rand.New(rand.NewPCG(1, 2))
	want, now := map[string]Base{}, Base{"Ärenden": {}, "Budget": {}}
	for v := range keptBases {
		stamp := fmt.Sprint(v)
		for range 3 { // the base changes too while the file is the same
			for range 5 {
				sheet := []string{"Ärenden", "Budget"}[chance.IntN(2)]
				key, cells := fmt.Sprint("k", chance.IntN(8)), fmt.Sprintf(`{"a":"%d"}`, chance.IntN(3))
				if now[sheet] = maps.Clone(now[sheet]); chance.IntN(3) == 0 {
					delete(now[sheet], key)
				} else {
					now[sheet][key] = cells
				}
			}
			written(t, l, stamp, now)
			want[stamp] = maps.Clone(now)
		}
	}
	for stamp, b := range want {
		got, pending := bases(t, l, stamp)
		if diff := cmp.Diff(filled(b), filled(got)); diff != "" || len(pending) > 0 {
			t.Fatalf("stamp %s: pending %v, base (-want +got):\n%s", stamp, pending, diff)
		}
	}
	if got, _ := bases(t, l, ""); !cmp.Equal(filled(got), filled(now)) {
		t.Error("a file without a stamp is not taken for the newest")
	}
	if got, _ := bases(t, l, "another's"); !cmp.Equal(filled(got), filled(now)) {
		t.Error("a file with a stamp that nobody knows is not taken for the newest")
	}
	written(t, l, "7", want["7"]) // put back
	written(t, l, "new", now)
	for stamp, b := range map[string]Base{"7": want["7"], "new": now, "55": want["55"]} {
		if got, _ := bases(t, l, stamp); !cmp.Equal(filled(got), filled(b)) {
			t.Errorf("stamp %s after an older one was put back: %v", stamp, cmp.Diff(filled(b), filled(got)))
		}
	}
}

// filled leaves out sheets without rows.
func filled(b Base) Base {
	b = maps.Clone(b)
	maps.DeleteFunc(b, func(_ string, rows map[string]string) bool { return len(rows) == 0 })
	return b
}

// Of the days before the last bases, the one that stood over the night is kept, and
// is as it was; after a year it goes.
func TestBasesAreThinnedWithTime(t *testing.T) {
	l, _ := open(t)
	night := map[string]Base{} // what stood when the day began
	base := Base{"Ärenden": {}}
	do(t, l, func(tx *Tx) error {
		stamp, day := "", evening.AddDate(0, 0, -500)
		for n := range 500 {
			if stamp != "" {
				night[stamp] = base
			}
			for run := range 3 {
				stamp = fmt.Sprintf("%d-%d", n, run)
				base = Base{"Ärenden": maps.Clone(base["Ärenden"])}
				base["Ärenden"][fmt.Sprint("k", n%7)] = fmt.Sprintf(`{"a":"%s"}`, stamp)
				base["Ärenden"][fmt.Sprint("r", run)] = fmt.Sprintf(`{"a":"%d"}`, n)
				delete(base["Ärenden"], fmt.Sprint("k", (n+3)%7))
				tx.now = day.Add(time.Duration(run) * time.Hour).UnixMilli()
				if err := tx.SetWritten(stamp, base); err != nil {
					return err
				}
			}
			day = day.AddDate(0, 0, 1)
		}
		return nil
	})
	known := 0
	for stamp, want := range night {
		b, is, err := l.formerBase(t.Context(), base, stamp)
		if err != nil {
			t.Fatal(err)
		}
		if !is {
			continue
		}
		if known++; !cmp.Equal(b, want) {
			t.Fatalf("the base of %s (-want +got):\n%s", stamp, cmp.Diff(want, b))
		}
	}
	var versions int
	if err := l.db.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM version`).Scan(&versions); err != nil {
		t.Fatal(err)
	}
	if known < 399 || known > 401 || versions > known+keptBases {
		t.Errorf("%d nights are known, in %d versions; want those of %s", known, versions, keptFor)
	}
}

// A run may die between what is recorded as pending and what is recorded as
// written. The stamp in the file tells which of the two stands there.
func TestTheStampTellsWhatADeadRunWrote(t *testing.T) {
	l, _ := open(t)
	before := Base{"Ärenden": {"a": `{"x":"1"}`, "b": `{"x":"1"}`}}
	written(t, l, "1", before)
	do(t, l, func(tx *Tx) error { return tx.SetPending("2", Base{"Ärenden": {"b": `{"x":"2"}`}}) })
	after := Base{"Ärenden": {"a": `{"x":"1"}`, "b": `{"x":"2"}`}}
	for stamp, want := range map[string]Base{"1": before, "2": after} {
		if got, pending := bases(t, l, stamp); !cmp.Equal(got, want) || len(pending) > 0 {
			t.Errorf("stamp %s: base %v, pending %v", stamp, got, pending)
		}
	}
	if got, pending := bases(t, l, ""); !cmp.Equal(got, before) || len(pending) == 0 {
		t.Errorf("without a stamp: base %v, pending %v; want both generations", got, pending)
	}
	written(t, l, "2", after)
	do(t, l, func(tx *Tx) error { return tx.SetPending("", nil) })
	for stamp, want := range map[string]Base{"1": before, "2": after} {
		if got, _ := bases(t, l, stamp); !cmp.Equal(got, want) {
			t.Errorf("recorded; stamp %s: base %v", stamp, got)
		}
	}
}

func TestHowLongTheMasterHasWaited(t *testing.T) {
	l, _ := open(t)
	day := evening
	run := func(waits, outcome string) {
		t.Helper()
		err := l.Do(t.Context(), day, func(tx *Tx) error {
			id, err := tx.Begin(false)
			if err != nil || outcome == "died" {
				return err
			}
			return tx.End(Run{ID: id, Outcome: outcome, MasterWaits: waits})
		})
		if err != nil {
			t.Fatal(err)
		}
		day = day.Add(time.Hour)
	}
	hold := func(since time.Time, runs int) {
		t.Helper()
		if s, n, err := l.Waiting(t.Context()); err != nil || n != runs || !s.Equal(since) {
			t.Errorf("waits since %s in %d runs, %v; want %s in %d", s, n, err, since, runs)
		}
	}
	hold(time.Time{}, 0)
	run("öppen", "done")
	hold(evening, 1)
	run("", "done")
	hold(time.Time{}, 0)
	first := day
	run("öppen", "done")
	run("", "died")
	run("", "import")
	run("full", "trouble")
	hold(first, 2)
}

// The master that a dead run wrote may come back after an older one was put in its
// place: each stamp finds its base still.
func TestWhatADeadRunWroteIsKnownLater(t *testing.T) {
	l, _ := open(t)
	row := func(n int) string { return fmt.Sprintf(`{"x":"%d"}`, n) }
	want := map[string]Base{}
	for n, b := range []Base{
		{"Ärenden": {"a": row(1), "b": row(1), "c": row(1)}},
		{"Ärenden": {"a": row(2), "b": row(1), "d": row(1)}},
	} {
		stamp := fmt.Sprint(n + 1)
		written(t, l, stamp, b)
		want[stamp] = b
	}
	do(t, l, func(tx *Tx) error { return tx.SetPending("dead", Base{"Ärenden": {"b": row(3), "e": row(3)}}) })
	want["dead"] = Base{"Ärenden": {"a": row(2), "b": row(3), "d": row(1), "e": row(3)}}
	do(t, l, func(tx *Tx) error { // the one before it is put back, and written over
		if err := tx.SetWritten("2", want["2"]); err != nil {
			return err
		}
		return tx.SetPending("4", Base{"Ärenden": {"b": row(4)}})
	})
	want["4"] = Base{"Ärenden": {"a": row(2), "b": row(4), "d": row(4)}}
	written(t, l, "4", want["4"])
	do(t, l, func(tx *Tx) error { return tx.SetPending("", nil) })
	for stamp, b := range want {
		if got, pending := bases(t, l, stamp); !cmp.Equal(filled(b), filled(got)) || len(pending) > 0 {
			t.Errorf("stamp %s: pending %v, base (-want +got):\n%s", stamp, pending, cmp.Diff(filled(b), filled(got)))
		}
	}
}
