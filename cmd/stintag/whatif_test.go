package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// hashFolder DIR FILE writes every file of a folder with its hash. SQLite leaves two
// files of its own beside a ledger that was looked at, for other readers: the one of
// them that could change it must be empty.
func hashFolder(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: hash-folder DIR FILE")
	}
	var lines []string
	dir := ts.MkAbs(args[0])
	ts.Check(filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		switch {
		case strings.HasSuffix(path, "-wal") && len(raw) > 0:
			return fmt.Errorf("something is written to %s", path)
		case strings.HasSuffix(path, "-wal"), strings.HasSuffix(path, "-shm"):
			return err
		}
		lines = append(lines, fmt.Sprintf("%x %s", sha256.Sum256(raw), strings.TrimPrefix(path, dir)))
		return err
	}))
	if len(lines) < 5 {
		ts.Fatalf("only %d files in %s", len(lines), dir)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.Join(lines, "\n")), 0o600))
}

var namedBudget = regexp.MustCompile(`"kommando": "stintag rank --set (budget\.\d+=\d+)"`)

// namedByExplain puts the frame that explain --json named last into $NAMED.
func namedByExplain(ts *testscript.TestScript, neg bool, args []string) {
	found := namedBudget.FindStringSubmatch(ts.ReadFile("stdout"))
	if neg || len(args) != 0 || found == nil {
		ts.Fatalf("explain names no frame")
	}
	ts.Setenv("NAMED", found[1])
}
