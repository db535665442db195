package workbook

import (
	"fmt"
	"maps"
	"slices"
)

// Table is a table over cells of a sheet.
type Table struct {
	Sheet, Name string
	Range       Range
	Totals      int // rows, the last ones of Range
	// Unfilled are calculated columns whose formula Patch does not carry into a row
	// that the table takes in: it would mean something else there.
	Unfilled []Unfilled
}

// Unfilled is such a column, with the rows of the table where it is empty.
type Unfilled struct {
	Col  int
	Rows []int
}

// Tables lists the tables of a workbook that can be patched.
func Tables(src []byte) ([]Table, error) {
	all, err := tables(src)
	if err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	return all, nil
}

func tables(src []byte) ([]Table, error) {
	pk, err := openPackage(src)
	if err != nil {
		return nil, err
	}
	b, err := openBook(pk)
	if err != nil {
		return nil, err
	}
	var all []Table
	for i, s := range b.sheets {
		part, kind := b.partOf(i)
		if kind != "worksheet" {
			continue
		}
		ts, err := openTables(pk, part)
		if err != nil {
			return nil, fmt.Errorf("sheet %d: %w", i+1, err)
		}
		for _, t := range ts {
			gaps, err := t.unfilled(pk, part)
			if err != nil {
				return nil, fmt.Errorf("sheet %d: %w", i+1, err)
			}
			all = append(all, Table{Sheet: s.name, Name: t.name, Range: t.ref, Totals: t.totals, Unfilled: gaps})
		}
	}
	return all, nil
}

// unfilled reads the sheet only where a column wants it.
func (t *tablePart) unfilled(pk *packageFile, sheet string) ([]Unfilled, error) {
	var gaps []Unfilled
	for _, col := range slices.Sorted(maps.Keys(t.formulas)) {
		if t.formulas[col] == "" {
			gaps = append(gaps, Unfilled{Col: col})
		}
	}
	if len(gaps) == 0 {
		return nil, nil
	}
	raw, err := pk.read(sheet)
	if err != nil {
		return nil, err
	}
	s := &sheetPatch{src: raw}
	if err := s.frame(); err != nil {
		return nil, err
	}
	c, number := &cursor{src: raw, at: s.data.end}, 0
	_, err = c.children(s.data, func(e element) error {
		var row rowCells
		if err := s.scanRow(c, e, number, &row); err != nil {
			return err
		}
		number = row.number
		if number < t.ref.Row1+t.headings || number > t.ref.Row2-t.totals {
			return nil
		}
		for i := range gaps {
			if at := row.find(gaps[i].Col); at < 0 || !row.cells[at].filled {
				gaps[i].Rows = append(gaps[i].Rows, number)
			}
		}
		return nil
	})
	return gaps, err
}
