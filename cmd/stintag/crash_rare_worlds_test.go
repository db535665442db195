package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
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

// pings has the world's runs tell a dead man's switch; heard is what it was told.
func (w *world) pings(t *testing.T) (heard func() string) {
	t.Helper()
	var mu sync.Mutex
	var said []string
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		said = append(said, r.URL.Path)
	}))
	t.Cleanup(s.Close)
	config := readText(t, w.file("stintag.toml"))
	told := strings.Replace(config, `ping    = ""`, fmt.Sprintf("ping = %q", s.URL+"/ping"), 1)
	if told == config {
		t.Fatal("the configuration has no ping to fill in")
	}
	w.must0(t, os.WriteFile(w.file("stintag.toml"), []byte(told), 0o640))
	return func() string {
		mu.Lock()
		defer mu.Unlock()
		return strings.Join(said, " ")
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

// applications sends so many, each of a doctor of its own.
func (w *world) applications(t *testing.T, n int) {
	t.Helper()
	for range n {
		w.mailAs(t, "changed", w.doctors)
		w.doctors++
	}
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
