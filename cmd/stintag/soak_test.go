package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"stintag/samples/postoffice/realmail"
)

// soakFull plays the whole of it: ten thousand mails over two hundred runs.
const soakFull = "STINTAG_SOAK"

// soak is how much comes, and how much of it before the first measure: by then every
// cache is as full as it gets.
type soak struct{ runs, mails, warm int }

func howMuch() soak {
	if os.Getenv(soakFull) != "" {
		return soak{runs: 200, mails: 50, warm: 60}
	}
	return soak{runs: 20, mails: 10, warm: 10}
}

// soakWorld is a world of mails whose people apply once and are then only heard of
// again, as they are over years: the cases stay few, the mails do not.
func soakWorld(t *testing.T, binary string) *world {
	t.Helper()
	c := newCampaign(t, binary)
	w, err := c.newWorld(t, rand.New(rand.NewPCG(1, 1)), newReceiver(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.close() })
	w.collects = true
	return w
}

// evening delivers one run's mails: a few of applications, most of everything else.
func (w *world) evening(t *testing.T, run, mails int) {
	t.Helper()
	w.now = w.now.Add(8 * time.Hour)
	for n := range mails {
		k, doctor := mailKinds[n%len(mailKinds)], run%40
		switch {
		case k.name == "application" || k.name == "changed":
			k = mailKinds[1] // the same again
		case k.ends, k.name == "stranger": // a stranger's mail is judged anew in every run, and would be another measure
			k = mailKinds[5]
		}
		if n == 0 && run < 40 {
			k = mailKinds[0]
		}
		raw, err := w.author.mail(k.name, doctor, run*mails+n+1, w.now)
		w.must0(t, err)
		w.must0(t, w.box.deliver(raw, w.now))
	}
}

// measured is what a process holds after a run.
type measured struct {
	heap uint64 // after collection
	open int    // file descriptors
	disk int64  // the ledger's bytes
}

func (w *world) measure(t *testing.T) (m measured) {
	t.Helper()
	debug.FreeOSMemory()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	m.heap = s.HeapAlloc
	if fds, err := os.ReadDir("/proc/self/fd"); err == nil {
		m.open = len(fds)
	}
	info, err := os.Stat(w.file("ledger.db"))
	w.must0(t, err)
	m.disk = info.Size()
	return m
}

// TestSoakInOneProcess runs as the daemon does, again and again in one process: what
// it holds between two runs does not grow, and the ledger grows with the mails alone.
func TestSoakInOneProcess(t *testing.T) {
	if testing.Short() {
		t.Skip("plays many evenings")
	}
	how := howMuch()
	w := soakWorld(t, "")
	box, err := dovecotBoxes(t, realmail.Options{})()
	w.must0(t, err)
	w.moveTo(t, box)
	cfg, err := LoadConfig(w.file("stintag.toml"))
	w.must0(t, err)
	o, err := newOffice(cfg, func() time.Time { return w.now }, slog.New(slog.DiscardHandler), io.Discard)
	w.must0(t, err)
	var warm, middle measured
	for run := range how.runs {
		w.evening(t, run, how.mails)
		release, err := o.lockedStores(context.Background())
		w.must0(t, err)
		_, err = o.Batch(context.Background(), run%3 == 0, nil)
		release()
		if err != nil && !errors.Is(err, errPerson) {
			t.Fatal(err)
		}
		w.post.forgetLetters()
		switch run + 1 {
		case how.warm:
			warm = w.measure(t)
		case (how.runs + how.warm) / 2:
			middle = w.measure(t)
		}
	}
	how.flat(t, warm, middle, w.measure(t))
}

// flat holds that what a process holds does not grow, and the ledger no faster than it did.
func (how soak) flat(t *testing.T, warm, middle, last measured) {
	t.Helper()
	t.Logf("%d runs, %d mails: heap %d kB after run %d, %d kB in the middle, %d kB at the end; files open %d, %d, %d; ledger %d, %d, %d kB",
		how.runs, how.runs*how.mails, warm.heap>>10, how.warm, middle.heap>>10, last.heap>>10, warm.open, middle.open, last.open, warm.disk>>10, middle.disk>>10, last.disk>>10)
	if last.heap > warm.heap+warm.heap/4+2<<20 {
		t.Errorf("the heap grew from %d kB to %d kB", warm.heap>>10, last.heap>>10)
	}
	if last.open > warm.open+2 {
		t.Errorf("%d files are open, after run %d it was %d", last.open, how.warm, warm.open)
	}
	if first, second := middle.disk-warm.disk, last.disk-middle.disk; second > 2*first+1<<20 {
		t.Errorf("the ledger grew by %d kB in the first half and by %d kB in the second", first>>10, second>>10)
	}
}

// TestSoakRunByRun runs as cron does: what a run needs at most does not grow with the
// runs before it.
func TestSoakRunByRun(t *testing.T) {
	if testing.Short() {
		t.Skip("plays many evenings")
	}
	how := howMuch()
	w := soakWorld(t, buildForCrashes(t, ""))
	box, err := dovecotBoxes(t, realmail.Options{})()
	w.must0(t, err)
	w.moveTo(t, box)
	var warm, last int64
	for run := range how.runs {
		w.evening(t, run, how.mails)
		args := []string{"run"}
		if run%3 == 0 {
			args = append(args, "--nightly")
		}
		if _, err := w.run(death{}, args...); err != nil {
			t.Fatal(err)
		}
		w.log.Reset()
		w.post.forgetLetters()
		if last = max(last, w.peak); run+1 == how.warm {
			warm, last = last, 0
		}
	}
	t.Logf("%d runs, %d mails: a run needs %d MB at most up to run %d, and %d MB after it", how.runs, how.runs*how.mails, warm>>20, how.warm, last>>20)
	if warm == 0 {
		t.Skip("this system does not say what a process needed at most")
	}
	if last > warm+warm/2 {
		t.Errorf("a run needs %d MB at most, up to run %d it was %d MB", last>>20, how.warm, warm>>20)
	}
}

// moveTo gives the world another mailbox.
func (w *world) moveTo(t *testing.T, box letterbox) {
	t.Helper()
	w.must0(t, w.box.close())
	w.box = box
	w.must0(t, os.RemoveAll(w.dir))
	w.must0(t, os.Mkdir(w.dir, 0o700))
	w.must0(t, w.found())
	w.must0(t, os.MkdirAll(filepath.Join(w.dir, "spool"), 0o700))
}
