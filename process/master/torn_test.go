package master

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"stintag/process/workbook"
)

// sortedAlone turns the rows of some columns of Ärenden upside down, and leaves the
// others as they are.
func sortedAlone(t *testing.T, data []byte, rows int, headings ...string) []byte {
	t.Helper()
	g := tableRow(t, data, casesTable, headCase, "").grid
	var changes []workbook.Change
	for _, h := range headings {
		for i, r := range g.rows[:rows] {
			if v := g.rows[rows-1-i].cell(h); CanonicalText(v) != r.text(h) {
				changes = append(changes, g.set(r.number, h, v))
			}
		}
	}
	out, err := workbook.Patch(data, changes)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Columns sorted without the others make no correction of any row: nothing is read
// and nothing written until they are put right.
func TestColumnsSortedWithoutTheOthersAreNotRead(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	var form []string
	for _, c := range casesTable.columns {
		if asserted[c.heading] {
			form = append(form, c.heading)
		}
	}
	for name, torn := range map[string][]byte{
		"the numbers alone":           sortedAlone(t, data, 11, headCase),
		"the numbers of two rows":     sortedAlone(t, data, 2, headCase),
		"the doctors alone":           sortedAlone(t, data, 11, headDoctor),
		"what the form says, numbers": sortedAlone(t, data, 11, slices.Concat(form, []string{headCase})...),
	} {
		var e *TornRows
		if _, err := Adopt(torn, base, nil); !errors.As(err, &e) {
			t.Errorf("%s: read, %v", name, err)
		} else if words := UnreadWords("master.xlsx", err, time.Now()); !strings.Contains(words, e.Heading) || !strings.Contains(words, "sortera") {
			t.Errorf("%s: people are told %q", name, words)
		}
	}
	for name, whole := range map[string][]byte{
		"people's notes":            sortedAlone(t, data, 11, headNote),
		"two doctors who changed":   sortedAlone(t, data, 2, headDoctor),
		"two doctors and two dates": sortedAlone(t, data, 2, headDoctor, headLicence),
	} {
		if _, err := Adopt(whole, base, nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
