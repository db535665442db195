package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"stintag/process/ledger"
)

func stockholm(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func scheduled(t *testing.T, run, nightly string) timetable {
	t.Helper()
	cfg := defaults()
	cfg.Schedule = Schedule{Run: schedule{word{run}}, Nightly: schedule{word{nightly}}}
	tt, err := cfg.timetable()
	if err != nil {
		t.Fatal(err)
	}
	return tt
}

// played is a ledger's runs, kept in memory.
type played struct {
	at      time.Time
	nightly bool
	ended   bool
}

func historyOf(runs []played) (h ledger.History) {
	for _, r := range runs {
		if h.First.IsZero() {
			h.First = r.at
		}
		for _, d := range []*ledger.Done{&h.Run, &h.Nightly} {
			switch {
			case d == &h.Nightly && !r.nightly:
			case r.ended:
				*d = ledger.Done{Last: r.at}
			default:
				d.Tried, d.Failed = r.at, d.Failed+1
			}
		}
	}
	return h
}

// clockChanges are the Sundays at which Swedish clocks change, by what the day's
// second hour does.
var clockChanges = map[string]time.Time{
	"skipped 2026": time.Date(2026, 3, 29, 0, 0, 0, 0, time.UTC),
	"doubled 2026": time.Date(2026, 10, 25, 0, 0, 0, 0, time.UTC),
	"skipped 2027": time.Date(2027, 3, 28, 0, 0, 0, 0, time.UTC),
	"doubled 2027": time.Date(2027, 10, 31, 0, 0, 0, 0, time.UTC),
}

// Looked at each minute through a clock change, a night's run comes once each local
// date, at its hour, and a day's at its distance in real time.
func TestDueThroughTheClockChanges(t *testing.T) {
	t.Parallel()
	zone := stockholm(t)
	for name, sunday := range clockChanges {
		for _, nightly := range []string{"0 0 * * *", "59 1 * * *", "0 3 * * *", "30 3 * * *", "0 6 * * *"} {
			t.Run(fmt.Sprintf("%s, %s", name, nightly), func(t *testing.T) {
				tt := scheduled(t, "*/10 * * * *", nightly)
				from := time.Date(sunday.Year(), sunday.Month(), sunday.Day()-2, 12, 0, 0, 0, zone)
				until := time.Date(sunday.Year(), sunday.Month(), sunday.Day()+2, 12, 0, 0, 0, zone)
				runs := []played{{at: from, nightly: true, ended: true}}
				for now := from.Add(time.Minute); now.Before(until); now = now.Add(time.Minute) {
					run, night := tt.next(historyOf(runs), from)
					if n := !night.After(now); n || !run.After(now) {
						runs = append(runs, played{at: now, nightly: n, ended: true})
					}
				}
				var nights []string
				for i, r := range runs[1:] {
					if gap := r.at.Sub(runs[i].at); gap > 10*time.Minute {
						t.Errorf("no run for %s before %s", gap, r.at)
					}
					if r.nightly {
						nights = append(nights, r.at.Format("01-02 4 15 * * *"))
					}
				}
				var want []string
				for d := -1; d <= 2; d++ {
					day := time.Date(sunday.Year(), sunday.Month(), sunday.Day()+d, 12, 0, 0, 0, zone)
					var m, h int
					if _, err := fmt.Sscanf(nightly, "%d %d", &m, &h); err != nil {
						t.Fatal(err)
					}
					want = append(want, fmt.Sprintf("%s %d %02d * * *", day.Format("01-02"), m, h))
				}
				if !slices.Equal(nights, want) {
					t.Errorf("nights %q, want %q", nights, want)
				}
			})
		}
	}
}

func TestDue(t *testing.T) {
	t.Parallel()
	zone := stockholm(t)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, zone) }
	tt := scheduled(t, "*/10 6-20 * * *", "30 3 * * *")
	for _, c := range []struct {
		name         string
		runs         []played
		run, nightly time.Time
	}{
		{"no run yet: by the schedule from where we wait", nil, at(10, 14, 10), at(11, 3, 30)},
		{"a first day without a night", []played{{at(10, 9, 0), false, true}}, at(10, 9, 10), at(11, 3, 30)},
		{"ten missed are one", []played{{at(9, 3, 30), true, true}, {at(10, 12, 0), false, true}}, at(10, 12, 10), at(10, 3, 30)},
		{"a night's run is a run", []played{{at(10, 3, 30), true, true}}, at(10, 6, 0), at(11, 3, 30)},
		{"one that failed waits for its next due time", []played{{at(10, 3, 30), true, true}, {at(10, 13, 50), false, true}, {at(10, 14, 0), false, false}},
			at(10, 14, 10), at(11, 3, 30)},
		{"a night that failed does not wait for the next night", []played{{at(9, 3, 30), true, true}, {at(10, 3, 30), true, false}}, at(10, 3, 40), at(10, 3, 40)},
		{"and not each minute", []played{{at(9, 3, 30), true, true}, {at(10, 3, 30), true, false}, {at(10, 3, 40), true, false}, {at(10, 4, 0), true, false}},
			at(10, 4, 40), at(10, 4, 40)},
	} {
		t.Run(c.name, func(t *testing.T) {
			run, nightly := tt.next(historyOf(c.runs), at(10, 14, 5))
			if !run.Equal(c.run) || !nightly.Equal(c.nightly) {
				t.Errorf("run %s, nightly %s; want %s, %s", nowIn(run), nowIn(nightly), nowIn(c.run), nowIn(c.nightly))
			}
		})
	}
}
