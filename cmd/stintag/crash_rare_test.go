package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"stintag/process/ledger"
	"stintag/process/master"
)

// rare is a death where only something special leads: name begins with the point's.
type rare struct {
	name   string
	noMove bool
	play   func(*testing.T, *world)
}

// rarePoints are all of them.
func rarePoints() []rare {
	all := []rare{
		{name: "restored", play: dyingRestore}, {name: "copies-removed", noMove: true, play: dyingAmongCopies}, {name: "rehoused", play: dyingRehousing},
		{name: "pinged", play: dyingAfterPings}, {name: "reading-written", play: dyingBesideAnOpenMaster},
		{name: "letter-settled, retry", play: func(t *testing.T, w *world) { w.dyingOutbox(t, cutAfterYes, ledger.Owed, "retry", "1") }},
		{name: "letter-settled, drop", play: func(t *testing.T, w *world) {
			w.dyingOutbox(t, refusesRcpt, ledger.Dropped, "drop", "1", "--why", "sagt per telefon")
		}},
	}
	for _, point := range []string{"init-file-written:1", "init-file-written:2", "init-file-written:3"} {
		all = append(all, rare{name: point, play: func(t *testing.T, w *world) { w.dyingInit(t, point, "vastmanland", "key_file") }})
	}
	all = append(all, rare{name: "init-key-written:1", play: func(t *testing.T, w *world) { w.dyingInit(t, "init-key-written:1", "egen.toml", "egen.toml") }})
	for _, point := range []string{"letter-tmp-written:1", "letter-renamed:1", "letter-handed-over:2"} {
		all = append(all, rare{name: point + ", letters to a folder", play: func(t *testing.T, w *world) { w.dyingToFolder(t, point) }})
	}
	for _, point := range []string{"migrated:2", "spool-tmp-written:1", "spooled:1", "ledger-committed:1", "attempt-committed:1", "parsed:1", "read:1"} {
		all = append(all, rare{name: point + ", import", play: func(t *testing.T, w *world) { w.dyingImport(t, point) }})
	}
	return all
}

// TestKilledAtRarePoints dies where only something special leads.
func TestKilledAtRarePoints(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the program")
	}
	binary := buildForCrashes(t, "")
	for _, r := range rarePoints() {
		t.Run(r.name, func(t *testing.T) { r.play(t, rareWorld(t, binary, r.noMove)) })
	}
}

func dyingRestore(t *testing.T, w *world) {
	for range 2 {
		w.applications(t, 2)
		w.must0(t, w.recover())
	}
	w.must(t, "restored:1", "restore", "latest")
	w.must0(t, w.recover())
}

func (w *world) dyingToFolder(t *testing.T, point string) {
	t.Helper()
	w.toFolder(t)
	w.applications(t, 2)
	w.must(t, point, "run")
	w.must0(t, w.recover())
}

func dyingAmongCopies(t *testing.T, w *world) {
	w.applications(t, 2)
	w.must(t, "copied:1", "run")
	w.must(t, "copies-removed:1", "run")
	w.must0(t, w.recover())
}

func dyingRehousing(t *testing.T, w *world) {
	w.mailAs(t, "stranger", 0)
	w.must(t, "", "run")
	w.enrol(t)
	w.must(t, "rehoused:1", "run")
	w.must0(t, w.recover())
}

func (w *world) dyingImport(t *testing.T, point string) {
	t.Helper()
	file := w.mailAs(t, "application", 0)
	w.must(t, point, "import", file)
	w.must(t, "", "import", file)
	w.must0(t, w.recover())
}

// dyingAfterPings dies after a run's first word to a dead man's switch, and after a
// run's second.
func dyingAfterPings(t *testing.T, w *world) {
	heard := w.pings(t)
	w.applications(t, 2)
	w.must(t, "pinged:1", "run")
	w.must(t, "pinged:2", "run")
	w.must0(t, w.recover())
	if said := heard(); !strings.HasPrefix(said, "/ping/start /ping/start /ping /ping/start") || !strings.HasSuffix(said, "/ping/start /ping") {
		t.Errorf("the switch heard %s", said)
	}
}

func dyingBesideAnOpenMaster(t *testing.T, w *world) {
	w.must0(t, w.recover())
	w.applications(t, 2)
	lock := w.file("~$master.xlsx")
	w.must0(t, os.WriteFile(lock, []byte("\x03Eva"), 0o600))
	w.must(t, "reading-written:1", "run", "--nightly")
	w.must0(t, os.Remove(lock))
	w.must0(t, w.recover())
	if _, err := os.Stat(master.ReadingCopy(w.file("master.xlsx"))); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the copy for reading outlives what it was for: %v", err)
	}
}

// dyingOutbox settles a letter that something befell: it is in the state that was asked
// for, though whoever asked was not told.
func (w *world) dyingOutbox(t *testing.T, befalls mishap, want ledger.LetterState, args ...string) {
	t.Helper()
	w.applications(t, 1)
	w.post.fail(map[int]mishap{0: befalls})
	w.must(t, "", "run")
	w.post.fail(nil)
	if died, err := w.run(death{point: "letter-settled:1"}, append([]string{"outbox"}, args...)...); !died || err != nil {
		t.Fatalf("outbox: died %v, %v", died, err)
	}
	b, err := readBooks(w.file("ledger.db"))
	w.must0(t, err)
	if got := b.letters[0].state; got != string(want) {
		t.Errorf("the letter is %s, want %s", got, want)
	}
	w.must0(t, w.recover())
}

// dyingInit holds that what an init left that died is never taken for a folder to work
// in: the next init is told so, and a run is told what is missing.
func (w *world) dyingInit(t *testing.T, point, region, missing string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "st-intag")
	if strings.HasSuffix(region, ".toml") { // a policy of one's own
		text := readText(t, filepath.Join(repository, "templates", "policy", "vastmanland.toml"))
		region = filepath.Join(t.TempDir(), region)
		w.must0(t, os.WriteFile(region, []byte(text), 0o600))
	}
	for _, step := range []struct {
		point string
		args  []string
		exit  int
		says  string
	}{
		{point, []string{"init", dir, "--region", region}, -1, ""},
		{"", []string{"init", dir, "--region", region}, exitUsage, "is not empty; name a new folder"},
		{"", []string{"-c", filepath.Join(dir, "stintag.toml"), "run"}, exitUsage, missing},
	} {
		c := exec.Command(w.binary, step.args...)
		c.Env = append(os.Environ(), "STINTAG_KILL="+step.point)
		said, err := c.CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != step.exit || !strings.Contains(string(said), step.says) {
			t.Errorf("%v: %v, want %d and %q\n%s", step.args, err, step.exit, step.says, said)
		}
	}
}
