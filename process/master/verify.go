package master

import (
	"fmt"
	"slices"

	"stintag/process/workbook"
)

// keyCheck holds the rows of Ärenden, as they read back before the file is replaced,
// to the case ids that should stand there, row by row.
type keyCheck struct {
	col    int
	totals []workbook.Range
	want   []keyAt
	found  int // so many of want
	wrong  error
}

type keyAt struct {
	row int
	key string
}

func (m *merger) keyCheck() *keyCheck {
	g := m.book.cases
	k := &keyCheck{col: g.at[headCase], totals: totals(m.tables, SheetCases)}
	k.want = make([]keyAt, 0, len(g.rows)+len(m.changes))
	changed := map[int]string{}
	last := g.last
	for _, c := range m.changes {
		if c.Sheet == SheetCases && c.Col == k.col {
			changed[c.Row] = CanonicalText(c.Value)
			last = max(last, c.Row)
		}
	}
	add := func(row int, key string) {
		if now, is := changed[row]; is {
			key = caseKey(now)
			delete(changed, row)
		}
		if key != "" {
			k.want = append(k.want, keyAt{row, key})
		}
	}
	for _, r := range g.rows {
		add(r.number, r.text(headCase))
	}
	for row := g.last + 1; row <= last; row++ {
		add(row, "")
	}
	return k
}

// leave drops the rows that the patch carried over from the workbook that was read, and
// that do not come back.
func (k *keyCheck) leave(carried workbook.Carried) {
	k.want = slices.DeleteFunc(k.want, func(at keyAt) bool { return carried.Has(SheetCases, at.row) })
}

// rows is for workbook.SaveOptions.
func (k *keyCheck) rows(s workbook.Sheet) func(workbook.Row) {
	if s.Name != SheetCases {
		return func(workbook.Row) {}
	}
	k.found, k.wrong = 0, nil
	return func(r workbook.Row) {
		for _, c := range r.Cells {
			if c.Col == k.col && r.Number > 1 && !k.sumsUp(c) {
				k.take(r.Number, CanonicalText(c))
			}
		}
	}
}

func (k *keyCheck) sumsUp(c workbook.Cell) bool {
	for _, t := range k.totals {
		if t.Contains(c.Row, c.Col) {
			return true
		}
	}
	return false
}

func (k *keyCheck) take(row int, key string) {
	key = caseKey(key)
	if key == "" || k.wrong != nil {
		return
	}
	if k.found >= len(k.want) || k.want[k.found] != (keyAt{row, key}) {
		k.wrong = fmt.Errorf("row %d of %s is not the case that should stand there", row, SheetCases)
	}
	k.found++
}

// holds says what is wrong, once all rows have been seen.
func (k *keyCheck) holds() error {
	if k.wrong == nil && k.found < len(k.want) {
		return fmt.Errorf("%d rows of %s are gone", len(k.want)-k.found, SheetCases)
	}
	return k.wrong
}
