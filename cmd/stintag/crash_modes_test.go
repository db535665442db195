package main

import (
	flags "flag"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"stintag/samples/postoffice/realmail"
)

var (
	crashRounds  = flags.Int("crash.rounds", 0, "rounds of each crash test; 0: as many as -crash.lasts allows")
	crashLasts   = flags.Duration("crash.lasts", 3*time.Second, "how long each crash test lasts at most, where -crash.rounds does not say")
	crashSeed    = flags.Uint64("crash.seed", 0, "seed of the crash tests; 0: another each time")
	crashMutants = flags.Bool("crash.mutants", false, "try whether the crash tests find what was broken on purpose")
	crashBoth    = flags.Bool("crash.both", false, "die at every point in both evenings, not in one of them")
	crashWorkers = flags.Int("crash.workers", 2, "how many worlds die at the same time")
)

// buildForCrashes builds the program with its kill points; overlay replaces files.
func buildForCrashes(t testing.TB, overlay string) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "stintag")
	args := []string{"build", "-tags", "killpoints", "-o", binary}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	if out, err := exec.Command("go", append(args, ".")...).CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}

func newCampaign(t testing.TB, binary string) campaign {
	t.Helper()
	a, err := newAuthor()
	if err != nil {
		t.Fatal(err)
	}
	c := campaign{binary: binary, author: a, seed: *crashSeed, rounds: *crashRounds, lasts: *crashLasts, workers: *crashWorkers}
	if c.rounds > 0 {
		c.lasts = 0
	}
	if c.seed == 0 {
		c.seed = uint64(time.Now().UnixNano())
	}
	c.newBox = func() (letterbox, error) { return newInProcess(false) }
	return c
}

// TestCrash kills the program, starts it again and holds it to what must be true
// then, over and over.
func TestCrash(t *testing.T) {
	if testing.Short() {
		t.Skip("dies many times")
	}
	binary := buildForCrashes(t, "")
	at := func(name string, change func(*testing.T, *campaign)) {
		t.Run(name, func(t *testing.T) {
			c := newCampaign(t, binary)
			change(t, &c)
			began := time.Now()
			done, err := c.run(t)
			t.Logf("seed %d, %s: %s", c.seed, time.Since(began).Round(time.Millisecond), done)
			if err != nil {
				t.Error(err)
			}
		})
	}
	at("named points, in process", func(*testing.T, *campaign) {})
	at("named points, in process, without MOVE", func(_ *testing.T, c *campaign) {
		c.noMove, c.newBox = true, func() (letterbox, error) { return newInProcess(true) }
	})
	at("named points, Dovecot", func(t *testing.T, c *campaign) { c.newBox = dovecotBoxes(t, realmail.Options{}) })
	at("named points, Dovecot without MOVE", func(t *testing.T, c *campaign) {
		c.noMove, c.newBox = true, dovecotBoxes(t, realmail.Options{NoMove: true})
	})
	at("any moment, Dovecot", func(t *testing.T, c *campaign) { c.random, c.newBox = true, dovecotBoxes(t, realmail.Options{}) })
	at("any moment, Dovecot without MOVE", func(t *testing.T, c *campaign) {
		c.random, c.noMove, c.newBox = true, true, dovecotBoxes(t, realmail.Options{NoMove: true})
	})
	at("power cut, Dovecot", func(t *testing.T, c *campaign) {
		c.newDisk, c.newBox = powerDisks(t), dovecotBoxes(t, realmail.Options{})
	})
}
