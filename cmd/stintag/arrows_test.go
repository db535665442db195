package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// arrows is the whole import graph: each package, and which of ours it may
// import. Arrows never go back: the core imports nothing of ours, what takes mail
// in and what writes letters never see each other, and nothing imports cmd.
var arrows = map[string][]string{
	"cmd/stintag": {"ingest/form", "ingest/mailbox", "ingest/mime", "ingest/spool", "ingest/trust", "notify", "notify/smtp",
		"process", "process/kill", "process/ledger", "process/master", "process/policy", "process/workbook", "samples", "samples/postoffice"},
	"ingest/form":                 {"process", "process/workbook"},
	"ingest/mailbox":              {"process/kill"},
	"ingest/mime":                 {"process/workbook"},
	"ingest/spool":                {"process/kill"},
	"ingest/trust":                {"ingest/mime", "process/workbook"},
	"notify":                      {"notify/smtp", "process", "process/ledger", "templates"},
	"notify/smtp":                 {"process/kill"},
	"process":                     {},
	"process/kill":                {},
	"process/ledger":              {"process", "process/kill"},
	"process/master":              {"process", "process/workbook"},
	"process/policy":              {"process", "templates"},
	"process/workbook":            {},
	"samples":                     {"process"},
	"samples/postoffice":          {},
	"samples/postoffice/realmail": {"samples/postoffice"},
	"templates":                   {},
}

// doors names, for each heavy dependency, the packages that may import it, and
// why it stands behind a door at all.
var doors = map[string]struct {
	packages []string
	why      string
}{
	"github.com/xuri/excelize/v2":     {[]string{"process/workbook"}, "it loses damaged data without an error; write*.go make new workbooks with it and nothing else"},
	"github.com/klauspost/compress":   {[]string{"process/workbook"}, "what it packs is unpacked by our own reader before a file is replaced; it unpacks nothing from outside"},
	"github.com/emersion/go-imap":     {[]string{"ingest/mailbox", "samples/postoffice"}, "it waits for ever and its Move can lose mail; the door bounds both"},
	"github.com/emersion/go-smtp":     {[]string{"samples/postoffice"}, "a server for the demo and the tests, never for the product"},
	"github.com/wneessen/go-mail":     {[]string{"notify/smtp"}, "its errors do not say what became of a letter; the door does"},
	"database/sql":                    {[]string{"process/ledger"}, "what is not in the ledger is not done"},
	"modernc.org/sqlite":              {[]string{"process/ledger"}, "one write connection, one set of pragmas"},
	"github.com/pressly/goose":        {[]string{"process/ledger"}, "one schema"},
	"github.com/pelletier/go-toml":    {[]string{"cmd/stintag", "process/policy", "samples"}, "each reads its own file, strictly"},
	"github.com/robfig/cron":          {[]string{"cmd/stintag"}, "it panics on some schedules and skips or doubles at the clock changes"},
	"github.com/lmittmann/tint":       {[]string{"cmd/stintag"}, "one logger, passed"},
	"github.com/spf13/cobra":          {[]string{"cmd/stintag"}, "the command line"},
	"github.com/jedib0t/go-pretty":    {[]string{"cmd/stintag"}, "tables for people"},
	"github.com/vbauerster/mpb":       {[]string{"cmd/stintag"}, "progress for people"},
	"github.com/mattn/go-isatty":      {[]string{"cmd/stintag"}, "is anybody watching"},
	"golang.org/x/text":               {[]string{"ingest/form", "ingest/mime", "ingest/mailbox", "process/master"}, "text from outside is normalised where it comes in"},
	"golang.org/x/net":                {[]string{"ingest/trust"}, "domains as the DNS has them (idna)"},
	"golang.org/x/mod":                {[]string{"process/ledger"}, "the audit's hashes and signed checkpoints"},
	"golang.org/x/sys":                {[]string{"process/ledger"}, "the lock on Windows"},
	"github.com/emersion/go-sasl":     {[]string{"ingest/mailbox", "notify/smtp", "samples/postoffice"}, "login"},
	"golang.org/x/oauth2":             {[]string{"cmd/stintag"}, "a token at each login, its faults in words that can be mended"},
	"github.com/wcharczuk/go-chart":   {[]string{"notify"}, "the picture in the Dagsrapport; its axis does not begin at zero unless told to"},
	"github.com/google/go-cmp":        {nil, "tests only"},
	"pgregory.net/rapid":              {nil, "tests only"},
	"go.uber.org/goleak":              {nil, "tests only"},
	"github.com/rogpeppe/go-internal": {nil, "tests only"},
	"github.com/hanwen/go-fuse":       {nil, "tests only: a disk that forgets what was not synced"},
}

// onlyStandard are the packages that import nothing but the standard library.
var onlyStandard = []string{"process", "process/kill"}

type sourceFile struct {
	pkg, path string
	comment   bool
	imports   []string
	name      string
}

// sources reads every Go file of the tree.
func sources(t *testing.T, tests bool) []sourceFile {
	t.Helper()
	root := filepath.Join("..", "..")
	var all []sourceFile
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") != tests {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		s := sourceFile{pkg: filepath.ToSlash(rel), path: path, comment: f.Doc != nil, name: f.Name.Name}
		for _, i := range f.Imports {
			p, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			s.imports = append(s.imports, p)
		}
		all = append(all, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestArrowsNeverGoBack(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, f := range sources(t, false) {
		seen[f.pkg] = true
		allowed, ok := arrows[f.pkg]
		if !ok {
			t.Errorf("%s: package %s is not in the graph; give it a place there", f.path, f.pkg)
			continue
		}
		for _, i := range f.imports {
			if ours, ok := strings.CutPrefix(i, "stintag/"); ok && !slices.Contains(allowed, ours) {
				t.Errorf("%s: %s may not import %s", f.path, f.pkg, ours)
			}
		}
	}
	for p := range arrows {
		if !seen[p] {
			t.Errorf("the graph holds %s, which is not there", p)
		}
	}
}

func TestHeavyDependenciesStandBehindTheirDoors(t *testing.T) {
	t.Parallel()
	for _, f := range sources(t, false) {
		for _, i := range f.imports {
			for lib, door := range doors {
				if (i == lib || strings.HasPrefix(i, lib+"/")) && !slices.Contains(door.packages, f.pkg) {
					t.Errorf("%s: %s may not import %s (%s)", f.path, f.pkg, i, door.why)
				}
			}
			if strings.Contains(i, ".") && slices.Contains(onlyStandard, f.pkg) {
				t.Errorf("%s: %s imports the standard library only, not %s", f.path, f.pkg, i)
			}
			if strings.Contains(strings.SplitN(i, "/", 2)[0], ".") && !behindADoor(i) {
				t.Errorf("%s: %s has no door; say which package may import it and why", f.path, i)
			}
		}
	}
}

func behindADoor(path string) bool {
	for lib := range doors {
		if path == lib || strings.HasPrefix(path, lib+"/") {
			return true
		}
	}
	return false
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	for _, f := range sources(t, false) {
		said[f.pkg] = said[f.pkg] || f.comment
	}
	for p, ok := range said {
		if !ok {
			t.Errorf("%s has no package comment", p)
		}
	}
}

func TestTopLevelIsTheAgreedOne(t *testing.T) {
	t.Parallel()
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	var visible []string
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && e.Name() != "stintag-demo" {
			visible = append(visible, e.Name())
		}
	}
	sort.Strings(visible)
	want := []string{"README.md", "cmd", "go.mod", "go.sum", "ingest", "notify", "process", "samples", "templates"}
	if !slices.Equal(visible, want) {
		t.Errorf("top level is %v, want %v", visible, want)
	}
}
