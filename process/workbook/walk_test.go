package workbook

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// walked gathers what Walk hands on, of all sheets or of every second one.
func walked(data []byte, lim Limits, every int) (*Book, error) {
	rows, n := map[string][]Row{}, 0
	b, err := Walk(data, lim, func(s Sheet) func(Row) {
		if n++; n%every != 0 {
			return nil
		}
		rows[s.Name] = nil
		return func(r Row) {
			kept := r
			kept.Cells = slices.Clone(r.Cells)
			for i := range kept.Cells {
				kept.Cells[i].Text = strings.Clone(kept.Cells[i].Text)
			}
			rows[s.Name] = append(rows[s.Name], kept)
			clear(r.Cells) // they are whoever's comes next
		}
	})
	if err != nil {
		return nil, err
	}
	for i, s := range b.Sheets {
		if handed, is := rows[s.Name]; is {
			if len(s.Rows) > 0 {
				return nil, errors.New("rows that were handed on are kept too")
			}
			b.Sheets[i].Rows = handed
		}
	}
	return b, nil
}

// Walk gives what Read gives, and refuses what Read refuses, of every workbook that
// there is.
func TestWalkIsRead(t *testing.T) {
	unsorted := bookOf(`<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row><row r="4"/><row r="2"/><row r="5"><c r="A5"><v>5</v></c></row>`)
	twice := bookOf(`<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>`)
	all := append(everyWorkbook(t), specimen{"out of order", unsorted.zip(t)}, specimen{"a cell twice", twice.zip(t)})
	for _, s := range all {
		for every, lim := range map[int]Limits{1: MasterLimits, 2: FormLimits} {
			want, wantErr := Read(s.data, lim)
			got, err := walked(s.data, lim, every)
			if diff := cmp.Diff(wantErr, err); diff != "" {
				t.Errorf("%s: the error of Walk:\n%s", s.path, diff)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: the book of Walk:\n%s", s.path, diff)
			}
		}
	}
}

// What Walk counts twice, reading a part again, holds no workbook back.
func TestWalkReadsAPartAgainWithinTheLimits(t *testing.T) {
	data := bookOf(`<row r="2"><c r="A2"><v>3</v></c></row><row r="1"><c r="A1" t="str"><v>` + strings.Repeat("ord ", 100) + `</v></c></row>`).zip(t)
	lim := FormLimits
	lim.Cells, lim.Rows, lim.Text = 2, 2, 500
	if _, err := Read(data, lim); err != nil {
		t.Fatal(err)
	}
	if _, err := walked(data, lim, 1); err != nil {
		t.Error(err)
	}
}
