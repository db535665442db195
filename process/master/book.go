package master

import (
	"fmt"
	"regexp"
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
		b.cases.first = make(map[string]int32, len(w.base[SheetCases]))
		b.cases.rows = make([]row, 0, len(w.base[SheetCases]))
		t := &taker{grid: b.cases, bases: w.rows(SheetCases), totals: totals(tables, SheetCases), order: ownOrder(casesTable), texts: cellTexts{}}
		return func(r workbook.Row) {
			if r.Number == 1 {
				headings = []workbook.Row{owned(r)}
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
	b.cases.tellTwice()
	b.Book = read
	for _, t := range tables {
		withoutTotals(read, t)
	}
	if s, ok := read.Sheet(SheetCases); ok {
		s.Rows = headings
	}
	return b, nil
}

// owned is the row with cells and texts of its own.
func owned(r workbook.Row) workbook.Row {
	r.Cells = slices.Clone(r.Cells)
	for i := range r.Cells {
		r.Cells[i].Text = strings.Clone(r.Cells[i].Text)
	}
	return r
}

// taker takes in a table's rows as they come.
type taker struct {
	*grid
	bases  []map[string]string // what the program may have written, the latest first
	totals []workbook.Range
	order  []column // the program's, by rising heading
	cols   []int    // where they stand
	people map[int]bool
	texts  cellTexts
	cells  []int // where in the row's cells each column is, and one more: 0 for none
}

// rows are a sheet's in either base, the latest first.
func (w written) rows(sheet string) []map[string]string {
	var all []map[string]string
	for _, b := range []Base{w.pending, w.base} {
		if len(b[sheet]) > 0 {
			all = append(all, b[sheet])
		}
	}
	return all
}

// ownOrder gives the program's columns in the order in which rows are packed.
func ownOrder(t table) []column {
	own := slices.DeleteFunc(slices.Clone(t.columns), func(c column) bool { return c.people })
	slices.SortFunc(own, func(a, b column) int { return strings.Compare(a.heading, b.heading) })
	return own
}

// headed notes where the columns stand.
func (t *taker) headed(cells []workbook.Cell) {
	t.headings(cells)
	t.cols, t.people = nil, map[int]bool{}
	for _, c := range t.order {
		t.cols = append(t.cols, t.at[c.heading])
	}
	most := 0
	for _, c := range t.table.columns {
		t.people[t.at[c.heading]] = c.people
		most = max(most, t.at[c.heading])
	}
	t.cells = make([]int, most+1)
}

func (t *taker) take(r workbook.Row) {
	for _, total := range t.totals {
		r.Cells = slices.DeleteFunc(r.Cells, func(c workbook.Cell) bool { return total.Contains(c.Row, c.Col) })
	}
	if r.Number == 1 {
		t.headed(r.Cells)
		return
	}
	taken := t.row(r)
	if !taken.holds() {
		return
	}
	taken.key = strings.Clone(caseKey(taken.text(t.table.key))) // by itself, or it keeps all that was read about it
	if len(t.cols) > 0 && taken.key != "" {
		taken.as = t.asWritten(taken)
	}
	taken.filled = t.kept(taken)
	if _, twice := t.first[taken.key]; taken.key != "" && !twice {
		t.first[taken.key] = int32(len(t.rows))
	}
	t.rows = append(t.rows, taken)
	t.last = r.Number
}

// caseNumber is a case's number, in whatever letters people write it.
var caseNumber = regexp.MustCompile(`^(?i)ia-\d{4}-\d{4,}$`)

// caseKey is the key that a person meant.
func caseKey(s string) string {
	if len(s) > 2 && s[:2] != "IA" && caseNumber.MatchString(s) {
		return strings.ToUpper(s)
	}
	return s
}

// kept are the cells of a row that are kept, with texts of their own: they would
// else keep all that was read about them.
func (t *taker) kept(r row) []workbook.Cell {
	keeps := func(c workbook.Cell) bool { return r.as == "" || t.people[c.Col] }
	n := 0
	for _, c := range r.filled {
		if keeps(c) {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	kept := make([]workbook.Cell, 0, n)
	for _, c := range r.filled {
		if keeps(c) {
			c.Text = strings.Clone(c.Text)
			kept = append(kept, c)
		}
	}
	return kept
}

// asWritten gives the row that the program last wrote there, where the program's
// columns say the same still; else "".
func (t *taker) asWritten(r row) string {
	for _, b := range t.bases {
		if packed, ok := b[r.key]; ok && t.matches(r, packed) {
			return packed
		}
	}
	return ""
}

// matches says whether the program's columns say what is packed. A formula is never
// the program's, nor what says nothing.
func (t *taker) matches(r row, packed string) bool {
	clear(t.cells)
	for i, c := range r.filled {
		if c.Col < len(t.cells) {
			t.cells[c.Col] = i + 1
		}
	}
	left := packedMatch(packed)
	for i := range t.order {
		c, cell := &t.order[i], workbook.Cell{}
		if n := t.cells[t.cols[i]]; n > 0 {
			cell = r.filled[n-1]
		}
		if cell.Formula || !readable(cell) || !left.next(c.heading, t.texts.textAs(c.look, cell)) {
			return false
		}
	}
	return left.whole()
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
