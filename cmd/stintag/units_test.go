package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// units copies samples/systemd, with a program that is there in the place of ours.
func units(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "samples", "systemd", "stintag*"))
	if err != nil || len(files) != 5 {
		t.Fatalf("units %q: %v", files, err)
	}
	dir := t.TempDir()
	for i, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		files[i] = filepath.Join(dir, filepath.Base(f))
		if err := os.WriteFile(files[i], bytes.ReplaceAll(raw, []byte("/usr/local/bin/stintag"), []byte("/bin/true")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// systemd itself finds nothing wrong in the units, and little exposed.
func TestUnitsAreVerified(t *testing.T) {
	t.Parallel()
	tool, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("no systemd-analyze here")
	}
	files := units(t)
	if out, err := exec.Command(tool, append([]string{"verify"}, files...)...).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("verify: %v\n%s", err, out)
	}
	for _, f := range files {
		if strings.HasSuffix(f, ".service") {
			if out, err := exec.Command(tool, "security", "--offline=true", "--threshold=15", f).CombinedOutput(); err != nil {
				t.Errorf("%s: %v\n%s", filepath.Base(f), err, out[max(0, len(out)-300):])
			}
		}
	}
}

// What the units tell systemd to do is what the program understands.
func TestUnitsAreOurs(t *testing.T) {
	t.Parallel()
	for _, f := range units(t) {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(raw)) {
			key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
			switch key {
			case "ExecStart":
				root := newRoot(World{})
				c, rest, err := root.Find(strings.Fields(value)[1:])
				if err != nil || c == root || c.ParseFlags(rest) != nil {
					t.Errorf("%s: no command of ours: %s", filepath.Base(f), value)
				}
			case "WatchdogSec":
				if d, err := time.ParseDuration(strings.ReplaceAll(value, "min", "m")); err != nil || d < leastWatchdog {
					t.Errorf("WatchdogSec=%s is less than a healthy run may take", value)
				}
			case "RestartPreventExitStatus":
				if value != strconv.Itoa(exitUsage)+" "+strconv.Itoa(exitLocked) {
					t.Errorf("RestartPreventExitStatus=%s", value)
				}
			case "SuccessExitStatus":
				if value != strconv.Itoa(exitPerson)+" "+strconv.Itoa(exitLocked) {
					t.Errorf("SuccessExitStatus=%s", value)
				}
			}
		}
	}
}
