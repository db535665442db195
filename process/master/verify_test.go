package master

import (
	"path/filepath"
	"strings"
	"testing"

	"stintag/process/workbook"
)

// What reads back is held to the rows that should stand there: one that is gone, or
// is another case's, keeps the old file in its place.
func TestRowsAreHeldToTheirCases(t *testing.T) {
	v := sampleView()
	first, base, _ := merged(t, newSample(t), nil, v)
	row := tableRow(t, first, casesTable, headCase, "IA-2024-0003").number
	for name, tt := range map[string]struct {
		spoil workbook.Cell
		says  string
	}{
		"as it was meant":       {text("IA-2024-0003"), ""},
		"as a person writes it": {workbook.Cell{Kind: workbook.Text, Text: " ia-2024-0003"}, ""},
		"another case":          {text("IA-2024-0004"), "row 4"},
		"a row is emptied":      {workbook.Cell{}, "row 5"},
	} {
		m, err := plan(first, base, nil, v, nil)
		if err != nil {
			t.Fatal(err)
		}
		check := m.keyCheck()
		spoilt, err := workbook.Patch(first, []workbook.Change{m.book.cases.set(row, headCase, tt.spoil)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := workbook.Walk(spoilt, workbook.MasterLimits, check.rows); err != nil {
			t.Fatal(err)
		}
		if err := check.holds(); (err == nil) != (tt.says == "") || err != nil && !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	m, err := plan(newSample(t), nil, nil, v, nil) // all rows are new
	if err != nil {
		t.Fatal(err)
	}
	check := m.keyCheck()
	if _, err := workbook.Walk(newSample(t), workbook.MasterLimits, check.rows); err != nil || check.holds() == nil {
		t.Errorf("rows that were not written are not missed: %v, %v", check.want, err)
	}
}

// Of a large sheet only the rows around those that changed are read back; the others
// are held to what they were as a whole.
func TestCarriedRowsAreHeldToWhatTheyWere(t *testing.T) {
	r := bigRegion(2000)
	data := r.master(t)
	r.view.Judgement.Standings[1001].Place += r.cases
	r.addCase()
	out, err := mergeBytes(data, r.base, nil, r.view, "")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(out.keys.want); n == 0 || n > 1500 {
		t.Errorf("%d of 2,001 rows are to be read back", n)
	}
	path := filepath.Join(t.TempDir(), "master.xlsx")
	save := func(data []byte) error {
		return workbook.Save(path, data, workbook.SaveOptions{Overwrite: true, Now: r.view.Run, Rows: out.keys.rows, Holds: out.keys.holds, Carried: out.carried})
	}
	if err := save(out.data); err != nil {
		t.Error(err)
	}
	b, err := open(out.data, written{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []int{2, 700, 1300, 2002} {
		spoilt, err := workbook.Patch(out.data, []workbook.Change{b.cases.set(row, headCase, text(caseID(1)+"0"))})
		if err != nil {
			t.Fatal(err)
		}
		if save(spoilt) == nil {
			t.Errorf("row %d is another case's, and is saved", row)
		}
	}
}
