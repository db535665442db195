package master

import (
	"fmt"

	"stintag/process/workbook"
)

// MissingHeading says that a sheet, or a heading in its first row, is gone, so
// that its rows cannot be understood.
type MissingHeading struct {
	Sheet   string
	Heading string // "" where the whole sheet is missing
}

func (e *MissingHeading) Error() string {
	if e.Heading == "" {
		return fmt.Sprintf("sheet %s is missing", e.Sheet)
	}
	return fmt.Sprintf("sheet %s: heading %s is missing in row 1", e.Sheet, e.Heading)
}

// Swedish tells an administrator the same.
func (e *MissingHeading) Swedish() string {
	if e.Heading == "" {
		return fmt.Sprintf("bladet %s saknas", e.Sheet)
	}
	return fmt.Sprintf("rubriken %s saknas i rad 1 i bladet %s", e.Heading, e.Sheet)
}

// grid is a table sheet as it stands: columns by heading, rows by number.
type grid struct {
	table table
	at    map[string]int // heading -> column
	ours  map[int]bool   // the columns of at
	rows  []row
	last  int // the last row in which anything stands, 1 at least
}

// row is one row of a grid.
type row struct {
	number int
	grid   *grid
	cells  map[int]workbook.Cell
}

// in reads the table's sheet. Columns are found by heading wherever they were
// moved; of two with the same heading the left one counts.
func (t table) in(b *workbook.Book) (*grid, error) {
	s, ok := b.Sheet(t.sheet)
	if !ok {
		return nil, &MissingHeading{Sheet: t.sheet}
	}
	g := &grid{table: t, at: map[string]int{}, ours: map[int]bool{}, last: 1}
	for _, r := range s.Rows {
		if r.Number == 1 {
			g.headings(r.Cells)
			continue
		}
		cells := make(map[int]workbook.Cell, len(r.Cells))
		for _, c := range r.Cells {
			if c.Kind != workbook.Empty {
				cells[c.Col] = c
			}
		}
		if len(cells) > 0 {
			g.rows = append(g.rows, row{r.Number, g, cells})
			g.last = r.Number
		}
	}
	for _, c := range t.columns {
		if g.at[c.heading] == 0 {
			return nil, &MissingHeading{Sheet: t.sheet, Heading: c.heading}
		}
	}
	return g, nil
}

func (g *grid) headings(cells []workbook.Cell) {
	names := map[string]string{}
	for _, c := range g.table.columns {
		names[folded(c.heading)] = c.heading
	}
	for _, c := range cells {
		if h, ok := names[folded(CanonicalText(c))]; ok && g.at[h] == 0 {
			g.at[h] = c.Col
			g.ours[c.Col] = true
		}
	}
}

// cell is the row's under the heading; Empty where nothing stands.
func (r row) cell(heading string) workbook.Cell { return r.cells[r.grid.at[heading]] }

// text is the cell's canonical text.
func (r row) text(heading string) string {
	c, _ := r.grid.table.find(heading)
	return textAs(c.look, r.cell(heading))
}

// blank says whether nothing stands under the table's headings.
func (r row) blank() bool {
	for col := range r.cells {
		if r.grid.ours[col] {
			return false
		}
	}
	return true
}

// alone says whether nothing stands beside the table's columns.
func (r row) alone() bool {
	for col := range r.cells {
		if !r.grid.ours[col] {
			return false
		}
	}
	return true
}

// set is the change that writes v under the heading of a row.
func (g *grid) set(rowNumber int, heading string, v workbook.Cell) workbook.Change {
	return workbook.Change{Sheet: g.table.sheet, Row: rowNumber, Col: g.at[heading], Value: v}
}
