package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"stintag/process/ledger"
)

// watchtower is a daemon whose ledger is in memory, in a synctest bubble: its runs
// are what the test makes of them.
type watchtower struct {
	t    *testing.T
	d    *daemon
	log  safeBuffer
	told safeBuffer // to the supervisor
	mu   sync.Mutex
	runs []played
	// work is what a run does; nil: it ends well.
	work func(ctx context.Context) error
	hup  chan os.Signal
	stop context.CancelFunc
	done chan error
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// newWatchtower is at a moment of local time.
func newWatchtower(t *testing.T, at string, cfg Config) *watchtower {
	t.Helper()
	zone := cfg.location()
	now, err := time.ParseInLocation("2006-01-02 15:04", at, zone)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Until(now)) // the bubble's clock, not ours
	w := &watchtower{t: t, hup: make(chan os.Signal), done: make(chan error, 1)}
	o := &office{cfg: cfg, log: slog.New(slog.NewTextHandler(&w.log, nil)), out: io.Discard, clock: func() time.Time { return time.Now().In(zone) }}
	near, far := net.Pipe()
	t.Cleanup(func() { _ = near.Close() })
	go func() { _, _ = io.Copy(lines{&w.told}, far) }()
	w.d = newDaemon(o, func() (*office, error) { return nil, errors.New("no other configuration") }, w.attempt, &supervisor{conn: near, watchdog: 15 * time.Minute})
	return w
}

// lines ends each datagram with a line's end.
type lines struct{ to io.Writer }

func (l lines) Write(p []byte) (int, error) {
	_, err := l.to.Write(append(slices.Clone(p), '\n'))
	return len(p), err
}

func (w *watchtower) attempt(ctx context.Context, o *office, due func(ledger.History) (bool, bool)) error {
	w.mu.Lock()
	nightly, is := due(historyOf(w.runs))
	i, work := len(w.runs), w.work
	if is {
		w.runs = append(w.runs, played{at: o.clock(), nightly: nightly})
	}
	w.mu.Unlock()
	if !is {
		return nil
	}
	o.course.begin(int64(i + 1))
	o.course.enter("receive")
	defer o.course.end()
	if work != nil {
		if err := work(ctx); err != nil {
			return err
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.runs[i].ended = true
	return nil
}

// does sets what the next runs do.
func (w *watchtower) does(work func(context.Context) error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.work = work
}

func (w *watchtower) start() {
	ctx, cancel := context.WithCancel(w.t.Context())
	w.stop = cancel
	go func() { w.done <- w.d.serve(ctx, w.hup) }()
	synctest.Wait()
}

func (w *watchtower) end() {
	w.t.Helper()
	w.stop()
	if err := <-w.done; err != nil {
		w.t.Errorf("serve ended with %v", err)
	}
}

// after lets time pass, and the daemon come to rest.
func (w *watchtower) after(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func (w *watchtower) starts(from int) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []string
	for _, r := range w.runs[from:] {
		text := r.at.Format("02 15:04")
		if r.nightly {
			text += " nightly"
		}
		all = append(all, text)
	}
	return all
}

func (w *watchtower) want(from int, starts ...string) {
	w.t.Helper()
	if got := w.starts(from); !slices.Equal(got, starts) {
		w.t.Errorf("runs at %q, want %q", got, starts)
	}
}

func served(run, nightly string) Config {
	cfg := defaults()
	cfg.Schedule = Schedule{Run: schedule{word{run}}, Nightly: schedule{word{nightly}}}
	return cfg
}

// The whole daemon with its ticking through all four changes of 2026 and 2027.
func TestServeThroughTheClockChanges(t *testing.T) {
	for _, c := range []struct {
		name, from string
		want       []string
	}{
		{"skipped 2026", "2026-03-28 23:00", []string{"29 01:00", "29 03:30 nightly", "29 07:00", "30 01:00"}},
		{"doubled 2026", "2026-10-24 23:00", []string{"25 01:00", "25 03:30 nightly", "25 07:00", "26 01:00"}},
		{"skipped 2027", "2027-03-27 23:00", []string{"28 01:00", "28 03:30 nightly", "28 07:00", "29 01:00"}},
		{"doubled 2027", "2027-10-30 23:00", []string{"31 01:00", "31 03:30 nightly", "31 07:00", "01 01:00"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWatchtower(t, c.from, served("0 1,7 * * *", "30 3 * * *"))
				w.start()
				w.after(27 * time.Hour)
				w.end()
				w.want(0, c.want...)
			})
		})
	}
}

// After downtime one run makes up for all, at once, and the schedule goes on.
func TestOneRunMakesUpForDowntime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWatchtower(t, "2026-11-10 14:03", served("*/10 6-20 * * *", "30 3 * * *"))
		w.runs = []played{{at: time.Now().AddDate(0, 0, -9), nightly: true, ended: true}}
		w.start()
		w.want(1, "10 14:03 nightly")
		w.after(18 * time.Minute)
		w.end()
		w.want(1, "10 14:03 nightly", "10 14:10", "10 14:20")
	})
}

// A run longer than its period is followed by one, not by those it kept from running.
func TestALongRunIsFollowedByOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWatchtower(t, "2026-11-10 14:05", served("*/10 6-20 * * *", "30 3 * * *"))
		w.work = func(context.Context) error { time.Sleep(23*time.Minute + 30*time.Second); w.does(nil); return nil }
		w.start()
		w.after(46 * time.Minute)
		w.end()
		w.want(0, "10 14:10", "10 14:34", "10 14:40", "10 14:50")
	})
}

// One that failed after its next due time is tried again at once, and the log says so.
func TestALongRunThatFailsNamesNoTimePast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWatchtower(t, "2026-11-10 14:05", served("*/10 6-20 * * *", "30 3 * * *"))
		w.work = func(context.Context) error {
			time.Sleep(23*time.Minute + 30*time.Second)
			w.does(nil)
			return errors.New("the server is silent")
		}
		w.start()
		w.after(40 * time.Minute)
		w.end()
		w.want(0, "10 14:10", "10 14:34", "10 14:40")
		if text := w.log.String(); !strings.Contains(text, "again=2026-11-10T14:33:30.000+01:00") {
			t.Errorf("%s", text)
		}
	})
}

func TestARunThatFailsOrPanicsIsTriedAgainLater(t *testing.T) {
	for name, fail := range map[string]func(context.Context) error{
		"fails":  func(context.Context) error { return errors.New("disk full") },
		"panics": func(context.Context) error { panic("a fault of ours") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWatchtower(t, "2026-11-10 03:00", served("0 12 * * *", "30 3 * * *"))
				w.work = fail
				w.start()
				w.after(3 * time.Hour)
				w.want(0, "10 03:30 nightly", "10 03:40 nightly", "10 04:00 nightly", "10 04:40 nightly", "10 05:40 nightly")
				w.does(nil)
				w.after(24 * time.Hour)
				w.end()
				w.want(5, "10 06:40 nightly", "10 12:00", "11 03:30 nightly")
				if text := w.log.String(); strings.Count(text, "level=ERROR") != 5 {
					t.Errorf("the log tells of it otherwise than five times:\n%s", text)
				}
			})
		})
	}
}

// Nothing of what a panic threw is told but what the runtime says: it may quote a form.
func TestAPanicQuotesNobody(t *testing.T) {
	t.Parallel()
	err := safely(func() error { panic("Doris Duktig, 19811218-9876") })
	if err == nil || strings.Contains(err.Error(), "Doris") || !strings.Contains(err.Error(), "serve_test.go") {
		t.Errorf("%v", err)
	}
}

// A clock that was wrong for a while keeps nothing from running.
func TestAClockSetBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWatchtower(t, "2026-11-10 14:05", served("0 * * * *", "30 3 * * *"))
		var ahead atomic.Int64
		ahead.Store(int64(400 * 24 * time.Hour))
		right := w.d.clock
		w.d.clock = func() time.Time { return right().Add(time.Duration(ahead.Load())) }
		w.start()
		w.after(2 * time.Minute)
		w.mu.Lock()
		w.runs = nil // the ledger counts no run that is still to come
		w.mu.Unlock()
		ahead.Store(0)
		w.after(time.Hour)
		w.end()
		w.want(0, "10 15:00")
	})
}

// A run that takes too long is named with its chapter, once each time the bound
// passes, and the watchdog goes hungry while nothing moves.
func TestAStuckRunIsNamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWatchtower(t, "2026-11-10 14:05", served("*/10 6-20 * * *", "30 3 * * *"))
		w.work = func(ctx context.Context) error {
			time.Sleep(5 * time.Minute)
			w.d.course.move() // a mail
			<-ctx.Done()
			return errStopped
		}
		w.start()
		w.after(34*time.Minute + 30*time.Second)
		if strings.Contains(w.log.String(), "too long") {
			t.Errorf("named before the bound:\n%s", w.log.String())
		}
		fed := strings.Count(w.told.String(), "WATCHDOG=1")
		w.after(time.Minute)
		w.after(20 * time.Minute)
		text := w.log.String()
		for _, want := range []string{"level=ERROR", "run=1", "chapter=receive", `began="2026-11-10 14.10"`, `since="2026-11-10 14.15"`} {
			if !strings.Contains(text, want) {
				t.Errorf("the log lacks %s:\n%s", want, text)
			}
		}
		if n := strings.Count(text, "too long"); n != 1 {
			t.Errorf("named %d times within the bound", n)
		}
		if !strings.Contains(w.told.String(), "STATUS=run 1 takes too long: stuck since 2026-11-10 14.15 in receive") {
			t.Errorf("the supervisor is not told:\n%s", w.told.String())
		}
		if n := strings.Count(w.told.String(), "WATCHDOG=1"); n != fed {
			t.Errorf("the watchdog was fed %d times while nothing moved", n-fed)
		}
		w.after(15 * time.Minute)
		if n := strings.Count(w.log.String(), "too long"); n != 2 {
			t.Errorf("named %d times in twice the bound", n)
		}
		w.end()
	})
}

// The watchdog is fed at least each minute while nothing is to be done.
func TestTheWatchdogIsFedWhileWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWatchtower(t, "2026-11-10 22:05", served("*/10 6-20 * * *", "30 3 * * *"))
		w.start()
		w.after(3 * time.Hour)
		w.end()
		if n := strings.Count(w.told.String(), "WATCHDOG=1"); n < 180 {
			t.Errorf("fed %d times in three hours", n)
		}
	})
}

// Told to stop in mid-run, the daemon waits for the run to be left in order.
func TestStopInMidRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWatchtower(t, "2026-11-10 14:09", served("*/10 6-20 * * *", "30 3 * * *"))
		left := false
		w.work = func(ctx context.Context) error {
			<-ctx.Done()
			time.Sleep(9 * time.Minute) // a letter's answer
			left = true
			return errStopped
		}
		w.start()
		w.after(90 * time.Second)
		w.end()
		if !left {
			t.Error("the daemon went before its run")
		}
		told := strings.Split(w.told.String(), "\n")
		if told[0] != "READY=1" || !slices.Contains(told, "STOPPING=1") {
			t.Errorf("told %q", told)
		}
		if text := w.log.String(); strings.Contains(text, "level=ERROR") {
			t.Errorf("an ordered stop is logged as a fault:\n%s", text)
		}
	})
}

// SIGHUP takes a new schedule at once; a faulty configuration, or another ledger, is
// refused with a word, and the old one goes on.
func TestReload(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWatchtower(t, "2026-11-10 14:05", served("0 18 * * *", "30 3 * * *"))
		w.start()
		w.after(time.Minute)
		w.hup <- syscall.SIGHUP
		synctest.Wait()
		if text := w.log.String(); !strings.Contains(text, "the new configuration is refused; the old one holds") || !strings.Contains(text, "no other configuration") {
			t.Errorf("the refusal is not told:\n%s", text)
		}
		if !strings.Contains(w.told.String(), "RELOADING=1\nREADY=1\nSTATUS=the new configuration is refused") {
			t.Errorf("the supervisor is not told:\n%s", w.told.String())
		}
		w.d.load = func() (*office, error) {
			o := *w.d.office
			o.cfg = served("*/10 6-20 * * *", "30 3 * * *")
			o.cfg.Ledger = "another.db"
			return &o, nil
		}
		w.hup <- syscall.SIGHUP
		w.after(10 * time.Minute)
		w.want(0)
		w.d.load = func() (*office, error) {
			o := *w.d.office
			o.cfg = served("*/10 6-20 * * *", "30 3 * * *")
			return &o, nil
		}
		w.hup <- syscall.SIGHUP
		w.after(10 * time.Minute)
		w.end()
		w.want(0, "10 14:17", "10 14:20") // by the new schedule one is due at once
		if !strings.Contains(w.log.String(), "it names another ledger") {
			t.Errorf("another ledger is not refused:\n%s", w.log.String())
		}
	})
}
