package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"stintag/process/master"
)

// rareWorld is a world for points that an ordinary round does not meet.
func rareWorld(t *testing.T, binary string, noMove bool) *world {
	t.Helper()
	c := newCampaign(t, binary)
	c.newBox = func() (letterbox, error) { return newInProcess(noMove) }
	w, err := c.newWorld(t, rand.New(rand.NewPCG(c.seed, 0)), newReceiver(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.close() })
	return w
}

// must runs a command that is to die at the point; "" where it is not to.
func (w *world) must(t *testing.T, point string, args ...string) {
	t.Helper()
	yeses := w.yeses()
	died, err := w.run(death{point: point}, args...)
	if err != nil {
		t.Fatal(err)
	}
	if died != (point != "") {
		t.Fatalf("%v: died %v at %q", args, died, point)
	}
	if !died {
		return
	}
	if _, err := w.dead(death{point: point}, true, yeses); err != nil {
		t.Errorf("dead: %v", err)
	}
}

func (w *world) must0(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestKilledAtRarePoints dies where only something special leads.
func TestKilledAtRarePoints(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the program")
	}
	binary := buildForCrashes(t, "")
	t.Run("restored", func(t *testing.T) {
		w := rareWorld(t, binary, false)
		for range 2 {
			w.must0(t, w.mailIn())
			w.must0(t, w.recover())
		}
		w.must(t, "restored:1", "restore", "latest")
		w.must0(t, w.recover())
	})
	for _, point := range []string{"letter-tmp-written:1", "letter-renamed:1", "letter-handed-over:2"} {
		t.Run("letters to a folder, "+point, func(t *testing.T) {
			w := rareWorld(t, binary, false)
			w.toFolder(t)
			w.must0(t, w.mailIn())
			w.must(t, point, "run")
			w.must0(t, w.recover())
		})
	}
	t.Run("copies-removed", func(t *testing.T) {
		w := rareWorld(t, binary, true)
		w.must0(t, w.mailIn())
		w.must(t, "copied:1", "run")
		w.must(t, "copies-removed:1", "run")
		w.must0(t, w.recover())
	})
	t.Run("rehoused", func(t *testing.T) {
		w := rareWorld(t, binary, false)
		w.mailAs(t, "stranger", 0)
		w.must(t, "", "run")
		w.enrol(t)
		w.must(t, "rehoused:1", "run")
		w.must0(t, w.recover())
	})
	for _, point := range []string{"migrated:2", "spool-tmp-written:1", "spooled:1", "ledger-committed:1", "attempt-committed:1", "parsed:1", "read:1"} {
		t.Run("import, "+point, func(t *testing.T) {
			w := rareWorld(t, binary, false)
			file := w.mailAs(t, "application", 0)
			w.must(t, point, "import", file)
			w.must(t, "", "import", file)
			w.must0(t, w.recover())
		})
	}
}

// mailAs sends one mail of a kind; an application is a file to be imported.
func (w *world) mailAs(t *testing.T, kind string, doctor int) (file string) {
	t.Helper()
	raw, err := w.author.mail(kind, doctor, 1, w.now)
	w.must0(t, err)
	k := mailKinds[slices.IndexFunc(mailKinds, func(k mailKind) bool { return k.name == kind })]
	w.sent[shaOf(raw)] = sentMail{kind: k, doctor: doctor, imported: kind == "application"}
	if kind == "application" {
		w.doctors++
		file = filepath.Join(t.TempDir(), "brev.eml")
		w.must0(t, os.WriteFile(file, raw, 0o600))
		return file
	}
	w.must0(t, w.box.deliver(raw, w.now))
	return ""
}

// toFolder has letters written to a folder instead of sent.
func (w *world) toFolder(t *testing.T) {
	t.Helper()
	config, err := os.ReadFile(w.file("stintag.toml"))
	w.must0(t, err)
	w.letters = "letters"
	w.must0(t, os.WriteFile(w.file("stintag.toml"), bytes.Replace(config, []byte(`directory     = ""`), []byte(`directory     = "letters"`), 1), 0o640))
}

// enrol enters the strangers among the health centres: their mail is taken then.
func (w *world) enrol(t *testing.T) {
	t.Helper()
	r := w.author.region
	r.Centres = slices.Clone(r.Centres)
	r.Centres[0].Addresses = append(slices.Clone(r.Centres[0].Addresses), "okand-1@fraemmande.example")
	book, err := master.New(r.Name, w.author.policy)
	w.must0(t, err)
	book, err = master.Fill(book, master.Registers{Centres: r.Centres, Budget: r.Budget})
	w.must0(t, err)
	w.must0(t, os.WriteFile(w.file("master.xlsx"), book, 0o660))
	for sha, s := range w.sent {
		s.kind, s.rehoused = mailKinds[0], true
		w.sent[sha] = s
	}
	w.doctors++
}
