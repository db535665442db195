package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/policy"
)

var wholeNumber = regexp.MustCompile(`\b(?:19|20)?\d{6}[-+]?\d{4}\b`)

// read on each workbook and each mail of the corpora prints what its sender would be
// told: fields with their cells, or what to do; whole sentences, and no personnummer.
func TestReadTellsOfEveryCorpusFile(t *testing.T) {
	t.Parallel()
	rules, err := policy.Preset("vastmanland")
	if err != nil {
		t.Fatal(err)
	}
	w := process.World{Now: time.Date(2024, 9, 10, 20, 0, 0, 0, time.FixedZone("CEST", 7200)), Policy: rules.At(process.D(2024, 9, 10)), Centres: twoCentres}
	var files []string
	for _, pattern := range []string{"form/testdata/corpus/*.xls*", "form/testdata/corpus/*.xlt*", "form/testdata/*.xlsx", "mime/testdata/corpus/*.eml"} {
		found, err := filepath.Glob(filepath.Join("..", "..", "ingest", filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 250 {
		t.Fatalf("%d files; the corpora are gone", len(files))
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := (&globals{}).printFile(&out, filepath.Base(f), raw, w); err != nil && !errors.Is(err, errUnreadable) {
			t.Errorf("%s: %v", f, err)
		}
		said := out.String()
		if strings.TrimSpace(said) == "" || strings.Contains(said, "%!") {
			t.Errorf("%s: read says %q", f, said)
		}
		for _, line := range strings.Split(said, "\n") {
			if strings.HasPrefix(line, "Måste rättas: ") && !strings.HasSuffix(line, ".") && !strings.HasSuffix(line, "?") {
				t.Errorf("%s: no whole sentence: %s", f, line)
			}
			if m := wholeNumber.FindString(line); m != "" && strings.Contains(line, "Personnummer") {
				t.Errorf("%s: shows %s in %q", f, m, line)
			}
		}
	}
}
