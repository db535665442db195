package master

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// opened asks openpyxl and LibreOffice what they find in files: by file, program
// and place.
func opened(t *testing.T, files []string) map[string]map[string]map[string]any {
	t.Helper()
	const python = "/usr/bin/python3" // the system's own: it has LibreOffice's binding
	if err := exec.Command(python, "-c", "import openpyxl, uno").Run(); err != nil {
		t.Skip("openpyxl and LibreOffice's python binding are not installed:", err)
	}
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("LibreOffice is not installed:", err)
	}
	var out, trouble bytes.Buffer
	cmd := exec.Command(python, append([]string{"-B", filepath.Join("testdata", "kept", "opened.py")}, files...)...)
	cmd.Stdout, cmd.Stderr = &out, &trouble
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, trouble.String())
	}
	var found map[string]map[string]map[string]any
	if err := json.Unmarshal(out.Bytes(), &found); err != nil {
		t.Fatal(err)
	}
	return found
}

// Programs other than ours open what the merge wrote, and find there what they found
// before: values, formulas, comments, names, validations, formats, looks, pages,
// charts, pivots. What differs is what the merge set, and how far tables reach.
func TestOtherProgramsFindWhatTheyFoundBefore(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("starts LibreOffice")
	}
	specimens := []string{"openpyxl.xlsx", "mac1904.xlsx", "libreoffice.xlsx", "excel.xlsx", "paths.xlsx"}
	dir := t.TempDir()
	var files []string
	edits := map[string]edited{}
	for _, name := range specimens {
		edits[name] = editSpecimen(t, name)
		for prefix, data := range map[string][]byte{"before-": edits[name].before, "after-": edits[name].after} {
			file := filepath.Join(dir, prefix+name)
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
	}
	found := opened(t, files)
	for _, name := range specimens {
		for program, after := range found[filepath.Join(dir, "after-"+name)] {
			t.Run(program+" "+name, func(t *testing.T) {
				compareFound(t, edits[name], found[filepath.Join(dir, "before-"+name)][program], after)
			})
		}
	}
}

func compareFound(t *testing.T, e edited, before, after map[string]any) {
	t.Helper()
	if len(before) < 300 && before["refused"] == nil {
		t.Fatalf("only %d places were found", len(before))
	}
	changed := e.changedCells()
	places := map[string]bool{}
	for _, m := range []map[string]any{before, after} {
		for place := range m {
			places[place] = true
		}
	}
	for place := range places {
		was, is := asText(t, before[place]), asText(t, after[place])
		if was == is || reachOf(was) == reachOf(is) || place == furtherOut {
			continue
		}
		sheet, cell, isCell := strings.Cut(place, "!")
		cell, _, _ = strings.Cut(cell, " ") // its look comes with it
		if !isCell || !changed[sheet][cell] && !carriedCell.MatchString(place) && !pivotTotal.MatchString(place) {
			t.Errorf("%s was %s and is %s", place, was, is)
		}
	}
}

// furtherOut is where the overview's cells end: its figures for the charts stand to the
// right of all that it held when the specimens were made.
const furtherOut = SheetOverview + " visible cells"

var (
	// carriedCell is a cell of the calculated column in the rows that came in.
	carriedCell = regexp.MustCompile(`^Ärenden!Z(13|14)( look)?$`)
	lastRow     = regexp.MustCompile(`:([A-Z]+)[0-9]+`)
	// pivotTotal is a figure of the pivot table, which LibreOffice computes as it opens the file.
	pivotTotal = regexp.MustCompile(`^Eget!B(1[2-9]|2[0-9])$`)
)

// reachOf is a text without the last rows of ranges in lists: those may grow.
func reachOf(s string) string {
	if !strings.HasPrefix(s, "[") {
		return s
	}
	return lastRow.ReplaceAllString(s, ":$1")
}

func asText(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
