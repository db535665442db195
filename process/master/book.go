package master

import (
	"fmt"
	"slices"
	"strings"

	"stintag/process/workbook"
)

// book is a master as it was read. Ärenden, which may have a hundred thousand
// rows, is kept as a grid: of a row in which nobody has touched what the program
// wrote only people's words are kept, and the rest is the base's. Its sheet in the
// workbook has the headings and no rows.
type book struct {
	*workbook.Book
	tables []workbook.Table
	cases  *grid
}

// open reads a master without what its tables sum up in rows of totals.
func open(data []byte, w written) (*book, error) {
	tables, tablesErr := workbook.Tables(data)
	b := &book{tables: tables, cases: newGrid(casesTable)}
	var headings []workbook.Row
	read, err := workbook.Walk(data, workbook.MasterLimits, func(s workbook.Sheet) func(workbook.Row) {
		if s.Name != SheetCases {
			return nil
		}
		headings, b.cases = nil, newGrid(casesTable)
		t := &taker{grid: b.cases, written: w, totals: totals(tables, SheetCases), order: ownOrder(casesTable)}
		return func(r workbook.Row) {
			if r.Number == 1 {
				r.Cells = slices.Clone(r.Cells)
				headings = []workbook.Row{r}
			}
			t.take(r)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("read master: %w", err)
	}
	if tablesErr != nil && !unfit(tablesErr) { // what cannot be patched can still be read
		return nil, fmt.Errorf("read master: %w", tablesErr)
	}
	b.Book = read
	for _, t := range tables {
		withoutTotals(read, t)
	}
	if s, ok := read.Sheet(SheetCases); ok {
		s.Rows = headings
	}
	return b, nil
}

// taker takes in a table's rows as they come.
type taker struct {
	*grid
	written
	totals []workbook.Range
	order  []column // the program's, by rising heading
	packer rowPacker
}

// ownOrder gives the program's columns in the order in which rows are packed.
func ownOrder(t table) []column {
	own := slices.DeleteFunc(slices.Clone(t.columns), func(c column) bool { return c.people })
	slices.SortFunc(own, func(a, b column) int { return strings.Compare(a.heading, b.heading) })
	return own
}

func (t *taker) take(r workbook.Row) {
	for _, total := range t.totals {
		r.Cells = slices.DeleteFunc(r.Cells, func(c workbook.Cell) bool { return total.Contains(c.Row, c.Col) })
	}
	if r.Number == 1 {
		t.headings(r.Cells)
		return
	}
	taken := t.row(r)
	if !taken.holds() {
		return
	}
	taken.as = t.asWritten(taken)
	kept := make([]workbook.Cell, 0, len(taken.filled))
	for _, c := range taken.filled {
		if taken.as == "" || t.people(c.Col) {
			c.Text = strings.Clone(c.Text) // else it keeps all that was read about it
			kept = append(kept, c)
		}
	}
	taken.filled = slices.Clip(kept)
	t.rows = append(t.rows, taken)
	t.last = r.Number
}

// people says whether a column is one of the table's that people fill in.
func (t *taker) people(col int) bool {
	return slices.ContainsFunc(t.table.columns, func(c column) bool { return c.people && t.at[c.heading] == col })
}

// asWritten gives the row that the program last wrote there, where the program's
// columns say the same still; else "".
func (t *taker) asWritten(r row) string {
	key := r.text(t.table.key)
	base, inBase := t.base[t.table.sheet][key]
	pending, inPending := t.pending[t.table.sheet][key]
	if !inBase && !inPending || key == "" {
		return ""
	}
	t.packer.begin()
	for _, c := range t.order {
		cell := r.in(t.at[c.heading])
		if cell.Formula || !readable(cell) {
			return ""
		}
		t.packer.add(c.heading, textAs(c.look, cell))
	}
	switch {
	case inPending && t.packer.is(pending):
		return pending
	case inBase && t.packer.is(base):
		return base
	}
	return ""
}

// totals are where a sheet's tables sum up.
func totals(tables []workbook.Table, sheet string) []workbook.Range {
	var all []workbook.Range
	for _, t := range tables {
		if t.Sheet == sheet && t.Totals > 0 {
			r := t.Range
			r.Row1 = r.Row2 - t.Totals + 1
			all = append(all, r)
		}
	}
	return all
}
