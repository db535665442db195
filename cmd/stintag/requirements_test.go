package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// required are the numbers of the regions' requirements, by the text they are
// taken from: the first and the last of each.
var required = [][2]int{{1, 27}, {101, 109}, {201, 218}, {301, 307}, {401, 408}}

const repository = "../.."

// requirement is one row of the table in README.md.
type requirement struct {
	number       string
	files, tests []string
	unmet, none  string // why, where no test proves it
}

var (
	requirementRow = regexp.MustCompile(`^\| (R-\d{3}) \| ([^|]+) \|([^|]*)\| ([^|]+) \|$`)
	quoted         = regexp.MustCompile("`([^`]+)`")
)

func requirements(t *testing.T) []requirement {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join(repository, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var all []requirement
	for n, line := range strings.Split(string(readme), "\n") {
		if !strings.HasPrefix(line, "| R-") {
			continue
		}
		m := requirementRow.FindStringSubmatch(line)
		if m == nil {
			t.Errorf("README.md:%d: no row of the table: %s", n+1, line)
			continue
		}
		r := requirement{number: m[1], files: inQuotes(m[3]), tests: inQuotes(m[4])}
		if len(r.tests) == 0 {
			r.unmet, _ = strings.CutPrefix(m[4], "unmet: ")
			if why, none := strings.CutPrefix(m[4], "no requirement: "); none {
				r.unmet, r.none = "", why
			} else if r.unmet == m[4] {
				t.Errorf("README.md:%d: %s has neither a test nor a reason: %s", n+1, r.number, m[4])
			}
		}
		all = append(all, r)
	}
	return all
}

func inQuotes(cell string) []string {
	var all []string
	for _, m := range quoted.FindAllStringSubmatch(cell, -1) {
		all = append(all, m[1])
	}
	return all
}

// Every requirement stands once in the README's table, with files that are there
// and tests that name it.
func TestRequirementsAreMetWhereTheTableSays(t *testing.T) {
	t.Parallel()
	tests := testsNaming(t)
	stands := map[string]int{}
	var unmet []string
	for _, r := range requirements(t) {
		stands[r.number]++
		if r.unmet != "" {
			unmet = append(unmet, r.number+": "+r.unmet)
		}
		if len(r.files) == 0 && r.unmet == "" && r.none == "" {
			t.Errorf("%s is met nowhere", r.number)
		}
		for _, f := range r.files {
			if info, err := os.Stat(filepath.Join(repository, f)); err != nil || info.IsDir() || strings.HasSuffix(f, "_test.go") {
				t.Errorf("%s is met in %s, which is no source file", r.number, f)
			}
		}
		for _, name := range r.tests {
			if numbers, there := tests[name]; !there {
				t.Errorf("%s is proved by %s, which is not there", r.number, name)
			} else if !slices.Contains(numbers, r.number) {
				t.Errorf("%s is proved by %s, which does not name it", r.number, name)
			}
		}
	}
	for _, span := range required {
		for n := span[0]; n <= span[1]; n++ {
			number := fmt.Sprintf("R-%03d", n)
			if stands[number] != 1 {
				t.Errorf("%s stands %d times in README.md", number, stands[number])
			}
			delete(stands, number)
		}
	}
	for number := range stands {
		t.Errorf("%s is no requirement", number)
	}
	t.Logf("%d unmet: %s", len(unmet), strings.Join(unmet, "; "))
}

// testsNaming gives the tests of the tree, and the requirements that each names in
// its comment or its body.
func testsNaming(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	err := filepath.WalkDir(repository, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files := token.NewFileSet()
		parsed, err := parser.ParseFile(files, path, source, parser.ParseComments)
		if err != nil {
			return err
		}
		for _, d := range parsed.Decls {
			f, is := d.(*ast.FuncDecl)
			if !is || f.Recv != nil || !isTest(f.Name.Name) {
				continue
			}
			from := f.Pos()
			if f.Doc != nil {
				from = f.Doc.Pos()
			}
			text := string(source[files.Position(from).Offset:files.Position(f.End()).Offset])
			all[f.Name.Name] = append(all[f.Name.Name], numbersIn(text)...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func isTest(name string) bool {
	return strings.HasPrefix(name, "Test") || strings.HasPrefix(name, "Benchmark") || strings.HasPrefix(name, "Fuzz")
}

var numbersNamed = regexp.MustCompile(`R-(\d{3})(?:…R-(\d{3}))?`)

// numbersIn are the requirements that a text names: one, or the first and the last
// of several, "R-001…R-005".
func numbersIn(text string) []string {
	var all []string
	for _, m := range numbersNamed.FindAllStringSubmatch(text, -1) {
		first, _ := strconv.Atoi(m[1])
		last := first
		if m[2] != "" {
			last, _ = strconv.Atoi(m[2])
		}
		for n := first; n <= last; n++ {
			all = append(all, fmt.Sprintf("R-%03d", n))
		}
	}
	return all
}
