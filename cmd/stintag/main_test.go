package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/spf13/cobra"
)

// refusing is an output that takes the first word and then nothing.
type refusing struct {
	with  error
	taken int
}

func (r *refusing) Write(p []byte) (int, error) {
	if r.taken++; r.taken > 1 {
		return 0, r.with
	}
	return len(p), nil
}

// A reader who has had enough ends the printing and not the work; an answer that a
// full disk lost is a failure.
func TestOutputThatIsNotTaken(t *testing.T) {
	for _, tt := range []struct {
		with error
		code int
	}{{syscall.EPIPE, exitDone}, {syscall.ENOSPC, exitFailed}} {
		t.Run(tt.with.Error(), func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "r")
			command := func(out io.Writer, args ...string) int {
				return Main(t.Context(), args, World{Out: out, Err: io.Discard, Clock: time.Now})
			}
			if code := command(&bytes.Buffer{}, "init", dir, "--region", "vastmanland"); code != exitDone {
				t.Fatalf("init = %d", code)
			}
			config := filepath.Join(dir, "stintag.toml")
			must(t, os.WriteFile(config, []byte("region = \"Region X\"\npolicy = \"vastmanland\"\n"), 0o600))
			t.Setenv("TMPDIR", t.TempDir())
			for _, args := range []string{"run --dry-run", "rank --json", "status"} {
				out := &refusing{with: tt.with, taken: 1}
				if code := command(out, append([]string{"-c", config}, strings.Fields(args)...)...); code != tt.code {
					t.Errorf("%s = %d, want %d", args, code, tt.code)
				}
				if errors.Is(tt.with, syscall.EPIPE) && out.taken != 2 {
					t.Errorf("%s wrote on %d times to nobody", args, out.taken-2)
				}
			}
			left, err := os.ReadDir(os.Getenv("TMPDIR"))
			if err != nil || len(left) > 0 {
				t.Errorf("the dry run left %v: %v", left, err)
			}
		})
	}
}

// The demo ends with lines to paste, which depend on how it was called.
func TestCalled(t *testing.T) {
	t.Parallel()
	for arg, want := range map[string]string{
		"/root/.cache/go-build/1a/1a2b-d/stintag": "go run ./cmd/stintag", "/tmp/go-build123/b001/exe/stintag": "go run ./cmd/stintag",
		"stintag": "stintag", "/usr/local/bin/stintag": "/usr/local/bin/stintag",
	} {
		if got := called(arg); got != want {
			t.Errorf("called(%q) = %q", arg, got)
		}
	}
}

// --help on each says what it does, an example, and its exit statuses.
func TestHelpOnEach(t *testing.T) {
	t.Parallel()
	var look func(c *cobra.Command)
	look = func(c *cobra.Command) {
		t.Run(c.CommandPath(), func(t *testing.T) {
			var out bytes.Buffer
			args := append(strings.Fields(c.CommandPath())[1:], "--help")
			if code := Main(t.Context(), args, World{Out: &out, Err: os.Stderr, Clock: time.Now}); code != exitDone {
				t.Fatalf("exit %d", code)
			}
			for _, want := range []string{"Exit status: 0 done; 1 failed; 2 usage", "stintag "} {
				if !strings.Contains(out.String(), want) {
					t.Errorf("no %q in\n%s", want, out.String())
				}
			}
		})
		for _, sub := range c.Commands() {
			if c.Name() != "completion" { // its own are the library's, a line each for a shell
				look(sub)
			}
		}
	}
	look(newRoot(World{}))
}
