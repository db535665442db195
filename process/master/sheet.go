package master

import (
	"slices"

	"stintag/process/workbook"
)

// grid is a table sheet as it stands: columns by heading, rows by number.
type grid struct {
	table table
	at    map[string]int // heading -> column
	ours  map[int]bool   // the columns of at
	again []again        // the headings of at that stand once more
	rows  []row
	last  int // the last row that holds anything, 1 at least
	// first tells where in rows a key stands first, where keys are known already.
	first map[string]int32
	// twice are the rows of keys that stand on several; contested are those of which
	// nobody can tell whose row is their own.
	twice     map[string][]int
	contested map[string]bool
}

func newGrid(t table) *grid {
	return &grid{table: t, at: map[string]int{}, ours: map[int]bool{}, last: 1}
}

// row is one row of a grid.
type row struct {
	number int
	grid   *grid
	filled []workbook.Cell // by rising column
	key    string          // of the table's key column, where it is known already
	// as, where it is set, is the packed row that the program's columns show, word
	// for word: cells are then the people's alone.
	as string
	// beside says that people wrote something beside the table's columns.
	beside bool
}

// sheets is where tables are found.
type sheets interface {
	Sheet(name string) (*workbook.Sheet, bool)
}

// in reads the table's sheet. Columns are found by heading wherever they were
// moved; of two with the same heading the left one counts.
func (t table) in(b sheets) (*grid, error) {
	s, ok := b.Sheet(t.sheet)
	if !ok {
		return nil, &MissingHeading{Sheet: t.sheet}
	}
	if opened, is := b.(*book); is && t.sheet == SheetCases {
		return opened.cases, opened.cases.complete()
	}
	g := newGrid(t)
	for _, r := range s.Rows {
		g.take(r)
	}
	return g, g.complete()
}

// complete says whether every heading was found.
func (g *grid) complete() error {
	var missing *MissingHeading
	for _, c := range g.table.columns {
		if g.at[c.heading] == 0 {
			missing = missing.and(&MissingHeading{Sheet: g.table.sheet, Heading: c.heading})
		}
	}
	if missing == nil {
		return nil
	}
	return missing
}

// take takes in a row of the sheet; the headings come first.
func (g *grid) take(r workbook.Row) {
	if r.Number == 1 {
		g.headings(r.Cells)
		return
	}
	if r := g.row(r); r.holds() {
		g.rows = append(g.rows, r)
		g.last = r.number
	}
}

func (g *grid) row(r workbook.Row) row {
	filled := slices.DeleteFunc(r.Cells, func(c workbook.Cell) bool { return c.Kind == workbook.Empty })
	// A formula beside the table is no word about the row: people fill it down for
	// rows to come.
	beside := slices.ContainsFunc(filled, func(c workbook.Cell) bool { return !g.ours[c.Col] && !c.Formula })
	return row{number: r.Number, grid: g, filled: filled, beside: beside}
}

func (g *grid) headings(cells []workbook.Cell) {
	names := map[string]string{}
	for _, c := range g.table.columns {
		names[folded(c.heading)] = c.heading
	}
	for _, c := range cells {
		switch h, ok := names[folded(CanonicalText(c))]; {
		case !ok:
		case g.at[h] == 0:
			g.at[h] = c.Col
			g.ours[c.Col] = true
		default:
			g.again = append(g.again, again{h, c.Col})
		}
	}
}

// cell is the row's under the heading; Empty where nothing stands.
func (r row) cell(heading string) workbook.Cell {
	c, _ := r.grid.table.find(heading)
	if r.as != "" && !c.people {
		return cellOf(c.look, r.text(heading))
	}
	return r.in(r.grid.at[heading])
}

// in is the cell in a column.
func (r row) in(col int) workbook.Cell {
	for _, c := range r.filled {
		if c.Col == col {
			return c
		}
	}
	return workbook.Cell{}
}

// with is the row with another cell under the heading.
func (r row) with(heading string, v workbook.Cell) row {
	v.Row, v.Col = r.number, r.grid.at[heading]
	r.key = ""
	r.filled = append(slices.DeleteFunc(slices.Clone(r.filled), func(c workbook.Cell) bool { return c.Col == v.Col }), v)
	return r
}

// replace puts another value into a cell that is filled, also where the row is known
// otherwise.
func (r row) replace(heading string, v workbook.Cell) {
	col := r.grid.at[heading]
	if i := slices.IndexFunc(r.filled, func(c workbook.Cell) bool { return c.Col == col }); i >= 0 {
		v.Row, v.Col = r.number, col
		r.filled[i] = v
	}
}

// text is the cell's canonical text.
func (r row) text(heading string) string {
	if r.key != "" && heading == r.grid.table.key {
		return r.key
	}
	c, _ := r.grid.table.find(heading)
	if r.as != "" && !c.people {
		s, _ := packedText(r.as, heading)
		return s
	}
	return textAs(c.look, r.in(r.grid.at[heading]))
}

// blank says whether nothing stands under the table's headings.
func (r row) blank() bool {
	return r.as == "" && !slices.ContainsFunc(r.filled, func(c workbook.Cell) bool { return r.grid.ours[c.Col] })
}

// alone says whether people wrote nothing beside the table's columns.
func (r row) alone() bool { return !r.beside }

// holds says whether the row is one of the table's, or has words beside it.
func (r row) holds() bool { return r.beside || !r.blank() }

// set is the change that writes v under the heading of a row.
func (g *grid) set(rowNumber int, heading string, v workbook.Cell) workbook.Change {
	return workbook.Change{Sheet: g.table.sheet, Row: rowNumber, Col: g.at[heading], Value: v}
}
