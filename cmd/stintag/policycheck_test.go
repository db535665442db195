package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stintag/process/policy"
)

// a run is judged by the rules of its own day. The daemon is opened once and
// runs for years: the evening before a change it has the old values, the next the new.
func TestARunTakesTheRulesOfItsDay(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	text, err := policy.PresetText("vastmanland")
	if err != nil {
		t.Fatal(err)
	}
	own := string(text) + "\n[[change]]\nfrom = 2024-09-11\nversion = \"2024-09-11\"\n[change.letters]\nshow_place = false\n"
	if err := os.WriteFile(filepath.Join(b.dir, "egen.toml"), []byte(own), 0o600); err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(b.dir, "stintag.toml")
	raw, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	raw = []byte(strings.Replace(string(raw), `policy    = "vastmanland"`, `policy    = "egen.toml"`, 1))
	if err := os.WriteFile(config, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	o := b.office()
	for _, want := range []struct {
		version   string
		showPlace bool
	}{{"2024-09-10", true}, {"2024-09-11", false}} {
		one := *o
		release, err := one.lockedStores(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := one.Batch(t.Context(), false, nil); err != nil && !errors.Is(err, errPerson) {
			t.Fatal(err)
		}
		release()
		if one.policy.Version != want.version || one.policy.Letters.ShowPlace != want.showPlace || one.house().Policy != one.policy {
			t.Errorf("%s: version %s, show_place %v", b.now, one.policy.Version, one.policy.Letters.ShowPlace)
		}
		b.now = b.now.AddDate(0, 0, 1)
	}
}
