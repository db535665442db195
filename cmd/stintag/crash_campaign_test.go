package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"stintag/samples/postoffice/realmail"
)

// campaign is many rounds of dying and coming back.
type campaign struct {
	binary  string
	mutant  string // the fault that is woken in it
	author  *author
	newBox  func() (letterbox, error)
	newDisk func() (durable, error) // nil: an ordinary folder
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
				kept, story := c.keep(w), w.story()
				return fmt.Errorf("round %d, died at %s: %w\n%s", round, d, errors.Join(err, kept, w.close()), story)
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
		if w.disk, err = c.newDisk(); err != nil {
			return nil, err
		}
		w.dir, w.under = w.disk.folders()
	} else if w.dir, err = os.MkdirTemp(realmail.Quick(), "stintag-"); err != nil {
		return nil, err
	}
	if w.under == "" {
		w.under = w.dir
	}
	return w, w.found()
}
