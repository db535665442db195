package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
)

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
	if err := w.die(d, plan); err != nil {
		return err
	}
	w.post.fail(nil)
	return w.recover()
}

// die runs until the death, or to the end where the point is met fewer times, and
// checks what is left.
func (w *world) die(d death, plan map[int]mishap) error {
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
	if !died {
		d = death{}
	}
	if _, err := w.dead(d, died && len(plan) == 0, yeses); err != nil || !died {
		return err
	}
	w.score.deaths++
	name, _, _ := strings.Cut(d.String(), ":")
	if d.after != 0 {
		name = "any moment"
	}
	w.score.at[name]++
	return nil
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

// recover runs until nothing is left to do, and checks.
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
	return w.again(b)
}

// again holds that one run more changes nothing (I9).
func (w *world) again(b books) error {
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
