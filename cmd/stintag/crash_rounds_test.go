package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// campaign is many rounds of dying and coming back.
type campaign struct {
	binary  string
	mutant  string // the fault that is woken in it
	author  *author
	newBox  func() (letterbox, error)
	newDisk func(testing.TB) durable // nil: an ordinary folder
	noMove  bool
	random  bool // die at any moment, not at a named point
	seed    uint64
	rounds  int           // in all; 0: as many as there is time for
	lasts   time.Duration // 0: as long as the rounds take
	workers int
}

// durable is a folder whose power can be cut: what was not synced is gone then.
type durable interface {
	folders() (seen, under string)
	put(name string, data []byte) error // as a person saves a file
	rest() error                        // until all that was written is on the disk
	cut() error
	close() error
}

// score is what happened.
type score struct {
	rounds, deaths, mails, letters, unheard, doubled, decisions int
	at                                                          map[string]int // deaths, by point
}

func (t *score) add(o score) {
	t.rounds, t.deaths, t.mails, t.letters = t.rounds+o.rounds, t.deaths+o.deaths, t.mails+o.mails, t.letters+o.letters
	t.unheard, t.doubled, t.decisions = t.unheard+o.unheard, t.doubled+o.doubled, t.decisions+o.decisions
	for at, n := range o.at {
		t.at[at] += n
	}
}

func (t score) String() string {
	var at []string
	for _, name := range sortedKeys(t.at) {
		at = append(at, fmt.Sprintf("%s %d", name, t.at[name]))
	}
	return fmt.Sprintf("%d rounds, %d deaths, %d mails, %d decisions, %d letters, %d doubled where the yes was not noted; died at: %s",
		t.rounds, t.deaths, t.mails, t.decisions, t.letters, t.doubled, strings.Join(at, ", "))
}

// epoch is how many rounds a ledger lives: a new one begins small, and is quick.
const epoch = 12

// run plays the rounds, and ends with the first that does not hold.
func (c campaign) run(t testing.TB) (score, error) {
	t.Helper()
	sum, ends := score{at: map[string]int{}}, time.Now().Add(c.lasts)
	var mu sync.Mutex
	var first error
	var workers sync.WaitGroup
	for n := range c.workers {
		post := newReceiver(t)
		workers.Go(func() {
			err := c.work(t, n, post, func(done score) bool {
				mu.Lock()
				defer mu.Unlock()
				sum.add(done)
				return first == nil && (c.rounds == 0 || sum.rounds < c.rounds) && (c.lasts == 0 || time.Now().Before(ends))
			})
			mu.Lock()
			defer mu.Unlock()
			if err != nil && first == nil {
				first = fmt.Errorf("seed %d, worker %d: %w", c.seed, n, err)
			}
		})
	}
	workers.Wait()
	return sum, first
}

// work plays world after world; on says whether to go on.
func (c campaign) work(t testing.TB, n int, post *receiver, on func(score) bool) error {
	rng := rand.New(rand.NewPCG(c.seed, uint64(n)))
	deck := &deck{rng: rng, shuffle: rand.New(rand.NewPCG(c.seed, 1<<32)), from: n * len(points) / c.workers, noMove: c.noMove, random: c.random}
	for round := 1; ; {
		w, err := c.newWorld(t, rng, post)
		if err != nil {
			return err
		}
		for range epoch {
			d := deck.next(w)
			if err := w.round(d); err != nil {
				return fmt.Errorf("round %d, died at %s: %w", round, d, errors.Join(err, w.close()))
			}
			round++
			if !on(w.score) {
				return w.close()
			}
			w.score = score{at: map[string]int{}}
		}
		if err := w.close(); err != nil {
			return err
		}
	}
}

func (c campaign) newWorld(t testing.TB, rng *rand.Rand, post *receiver) (*world, error) {
	box, err := c.newBox()
	if err != nil {
		return nil, err
	}
	post.forget()
	w := &world{binary: c.binary, mutant: c.mutant, author: c.author, rng: rng, box: box, post: post, now: c.author.region.FirstEvening,
		sent: map[string]sentMail{}, withdrawn: map[int]bool{}, decided: map[string][]decision{}, repeats: map[string]int{},
		score: score{at: map[string]int{}}, usual: 60 * time.Millisecond}
	if c.newDisk != nil {
		w.disk = c.newDisk(t)
		w.dir, w.under = w.disk.folders()
	} else if w.dir, err = os.MkdirTemp(quickFolder(), "stintag-"); err != nil {
		return nil, err
	}
	if w.under == "" {
		w.under = w.dir
	}
	return w, w.found()
}

// aged lets all that was written reach the disk: an evening lies between two rounds.
func (w *world) aged() error {
	if w.disk == nil {
		return nil
	}
	return w.disk.rest()
}

func (w *world) close() error {
	var err error
	if w.disk != nil {
		err = w.disk.close()
	} else {
		err = os.RemoveAll(w.dir)
	}
	return errors.Join(err, w.box.close())
}

// round is one death and the recovery from it.
func (w *world) round(d death) error {
	if err := w.mailIn(); err != nil {
		return err
	}
	if w.rng.IntN(2) == 0 && len(w.last.cases) > 0 {
		if err := w.decide(w.last); err != nil {
			return err
		}
	}
	if err := w.aged(); err != nil {
		return err
	}
	plan := w.badLuck()
	w.post.fail(plan)
	yeses := w.yeses()
	began := time.Now()
	died, err := w.run(d, w.command(d)...)
	if err != nil && (len(plan) == 0 || !errors.Is(err, errExit)) {
		return err
	}
	if !died {
		w.usual = (3*w.usual + time.Since(began)) / 4
	}
	if w.disk != nil && died {
		if err := w.disk.cut(); err != nil {
			return err
		}
	}
	at := d
	if !died { // it met the point fewer times, and came to its end
		at = death{}
	}
	if _, err := w.dead(at, died && len(plan) == 0, yeses); err != nil {
		return err
	}
	w.post.fail(nil)
	if died {
		w.score.deaths++
		name, _, _ := strings.Cut(d.String(), ":")
		if d.after != 0 {
			name = "any moment"
		}
		w.score.at[name]++
	}
	return w.recover()
}

// badLuck is what befalls a few letters, in one round of three.
func (w *world) badLuck() map[int]mishap {
	plan := map[int]mishap{}
	if w.rng.IntN(3) == 0 {
		for range 1 + w.rng.IntN(2) {
			plan[w.rng.IntN(5)] = mishaps[w.rng.IntN(len(mishaps))]
		}
	}
	return plan
}

// recover runs until nothing is left to do, checks, and holds that one run more
// changes nothing (I9), in half of the rounds.
func (w *world) recover() error {
	b, err := w.untilQuiet()
	if err != nil {
		return err
	}
	if err := w.resting(b); err != nil {
		return err
	}
	if w.rng.IntN(5) == 0 {
		if _, err := w.run(death{}, "audit", "verify"); err != nil {
			return fmt.Errorf("I6: %w", err)
		}
	}
	if w.rng.IntN(2) == 0 { // each second round: a run costs a sixth of one
		w.count(b)
		return nil
	}
	before, err := w.outside()
	if err != nil {
		return err
	}
	if _, err := w.run(death{}, "run"); err != nil {
		return err
	}
	again, err := readBooks(w.file("ledger.db"))
	if err != nil {
		return err
	}
	after, err := w.outside()
	if err != nil {
		return err
	}
	var c invariants
	for table, sum := range b.dump {
		c.hold(again.dump[table] == sum, "I9: a second run changes the ledger's %s", table)
	}
	c.hold(bytes.Equal(before.master, after.master), "I9: a second run changes the master")
	c.hold(before.letters == after.letters, "I9: a second run sends letters")
	c.hold(maps.Equal(before.folders, after.folders), "I9: a second run changes the mailbox: %v, then %v", before.folders, after.folders)
	w.count(again)
	return c.err()
}

func (w *world) count(b books) {
	w.score.rounds++
	letters := w.taken()
	doubled := 0
	for _, n := range w.repeats {
		doubled += n
	}
	decisions := len(slices.Concat(slices.Collect(maps.Values(b.decisions))...))
	now := score{mails: len(b.mails), letters: len(letters), doubled: doubled, decisions: decisions}
	w.score.mails, w.score.letters = now.mails-w.before.mails, now.letters-w.before.letters
	w.score.doubled, w.score.decisions = now.doubled-w.before.doubled, now.decisions-w.before.decisions
	w.before, w.last, w.settled = now, b, w.doctors
}

// untilQuiet runs again, and lets time pass between, until nothing waits: letters to
// be tried again, decisions that do not take effect yet. Of a letter whose fate is
// unknown a person asks that it be sent once more.
func (w *world) untilQuiet() (b books, err error) {
	w.now = w.now.Add(time.Minute)
	for range 12 {
		args := []string{"run"}
		if w.rng.IntN(3) == 0 {
			args = append(args, "--nightly")
		}
		if _, err := w.run(death{}, args...); err != nil {
			return b, err
		}
		if b, err = readBooks(w.file("ledger.db")); err != nil {
			return b, err
		}
		waits := b.held != "{}"
		for _, l := range b.letters {
			switch l.state {
			case "unknown":
				if _, err := w.run(death{}, "outbox", "retry", fmt.Sprint(l.id)); err != nil {
					return b, err
				}
				waits = true
			case "owed", "retry", "trying":
				waits = true
			}
		}
		if !waits {
			return b, nil
		}
		w.now = w.now.Add(65 * time.Minute)
	}
	return b, errors.New("no rest after twelve runs")
}

// outside is what a run can change beside the ledger.
type outside struct {
	master  []byte
	letters int
	folders map[string]int
}

func (w *world) outside() (o outside, err error) {
	if o.master, err = os.ReadFile(w.file("master.xlsx")); err != nil {
		return o, err
	}
	folders, err := w.box.folders()
	o.folders = map[string]int{}
	for name, shas := range folders {
		o.folders[name] = len(shas)
	}
	letters := w.taken()
	o.letters = len(letters)
	return o, err
}

// deck deals the deaths: every point as often as every other. All workers have the
// same order, and each begins elsewhere in it.
type deck struct {
	rng, shuffle   *rand.Rand
	from           int
	noMove, random bool
	left           []killPoint
}

// onceARun are the points that a run meets once.
var onceARun = regexp.MustCompile(`^(run|master|base|judge|report|metrics)|^(fetched|adopted)$`)

func (d *deck) next(w *world) death {
	if d.random {
		return death{after: time.Duration(d.rng.Int64N(int64(w.usual)*11/10)) + time.Millisecond}
	}
	wants := []meeting{always}
	if d.noMove {
		wants = append(wants, copying)
	}
	if len(w.sent) == 0 {
		wants = append(wants, fresh)
	}
	for {
		if len(d.left) == 0 {
			all := slices.Clone(points)
			d.shuffle.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			d.left = slices.Concat(all[d.from:], all[:d.from])
		}
		p := d.left[len(d.left)-1]
		d.left = d.left[:len(d.left)-1]
		if slices.Contains(wants, p.met) {
			nth := 1
			if !onceARun.MatchString(p.name) {
				nth += max(0, d.rng.IntN(6)-3)
			}
			return death{point: fmt.Sprintf("%s:%d", p.name, nth)}
		}
	}
}
