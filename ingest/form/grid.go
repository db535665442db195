package form

import (
	"strings"

	"stintag/process/workbook"
)

// reach is how many empty cells may lie between a label and its value.
const reach = 6

type pos struct{ row, col int }

// grid is a sheet as its reader sees it: merged cells are one cell, at their
// first corner.
type grid struct {
	sheet  *workbook.Sheet
	cells  map[pos]workbook.Cell
	order  []pos // filled cells, row by row from the left
	rows   map[int][]pos
	heads  []pos                    // group headings, in order
	merges map[int][]workbook.Range // by row
	labels map[pos]label
	// taken are cells that a label has claimed as its value.
	taken map[pos]bool
	// columns tells, for each column that holds known labels, how it is laid out.
	columns map[int]column
}

// column counts a column's known labels and other texts, and where the values of
// its labels stand.
type column struct{ labels, texts, right, below int }

// stacked says that values stand below their labels here.
func (c column) stacked() bool { return c.below > c.right }

func newGrid(s *workbook.Sheet) *grid {
	g := &grid{
		sheet: s, cells: map[pos]workbook.Cell{}, labels: map[pos]label{},
		taken: map[pos]bool{}, columns: map[int]column{}, rows: map[int][]pos{},
	}
	g.layMerges()
	for _, row := range s.Rows {
		for _, c := range row.Cells {
			p := pos{c.Row, c.Col}
			if blankCell(c) || g.anchor(p) != p {
				continue
			}
			g.cells[p] = c
			g.order, g.rows[p.row] = append(g.order, p), append(g.rows[p.row], p)
			if g.isHeading(p) {
				g.heads = append(g.heads, p)
			}
			if c.Kind == workbook.Text {
				g.label(p, c.Text)
			}
		}
	}
	if len(g.labels) <= mostLabels {
		g.layColumns()
	}
	return g
}

// Bounds on what a hostile sheet can cost. A sheet of more labels than mostLabels
// is no form; slips are sought in the first texts only, where a form's labels are.
const (
	mostLabels   = 5000
	slipsInTexts = 5000
)

// label notes the text at p where it is a label.
func (g *grid) label(p pos, text string) {
	read := labelOf
	if len(g.order) > slipsInTexts {
		read = exactLabel
	}
	if l, ok := read(text); ok {
		g.labels[p] = l
	}
}

// layMerges sorts the merged ranges by the rows that hold cells, so that a sheet
// of thousands of them costs no more than its cells.
func (g *grid) layMerges() {
	g.merges = map[int][]workbook.Range{}
	if len(g.sheet.Rows) == 0 {
		return
	}
	last := g.sheet.Rows[len(g.sheet.Rows)-1].Number + 1
	for _, m := range g.sheet.Merges {
		for row := m.Row1; row <= min(m.Row2, last); row++ {
			g.merges[row] = append(g.merges[row], m)
		}
	}
}

// blankCell says whether nothing that a person wrote stands in the cell: help in
// brackets and the words of an untouched box are the form's, not its sender's.
func blankCell(c workbook.Cell) bool {
	if c.Kind == workbook.Empty {
		return true
	}
	return c.Kind == workbook.Text && placeholder(c.Text)
}

var placeholders = map[string]bool{
	"ååååmmdd": true, "ååmmdd": true, "yyyymmdd": true, "ååååmmddxxxx": true, "ååååmmddnnnn": true, "ååmmddxxxx": true,
	"välj": true, "väljilistan": true, "väljalternativ": true, "väljettalternativ": true, "fylliförnamnochefternamn": true,
	"klickahär": true, "fyllihär": true, "skrivhär": true, "janej": true, "datumååååmmdd": true, "ange": true, "angedatum": true,
}

func placeholder(s string) bool {
	if strings.ContainsAny(s, "☐☒☑✓✔") || squareTick.MatchString(s) {
		return false
	}
	key := squeeze(fold(s))
	return placeholders[key] || key == "" && strings.IndexFunc(clean(s), meaningful) < 0
}

// meaningful runes make a text of signs alone a value: "-" says "none".
func meaningful(r rune) bool { return strings.ContainsRune("-–—?+☒☐☑✓✔×", r) }

// merged is the merged range at p, or p alone.
func (g *grid) merged(p pos) workbook.Range {
	for _, m := range g.merges[p.row] {
		if m.Contains(p.row, p.col) {
			return m
		}
	}
	return one(p.row, p.col)
}

func (g *grid) anchor(p pos) pos {
	m := g.merged(p)
	return pos{m.Row1, m.Col1}
}

func (g *grid) filled(p pos) bool {
	_, ok := g.cells[p]
	return ok
}

func (g *grid) isLabel(p pos) bool {
	_, ok := g.labels[p]
	return ok
}

// isText says whether p holds text that is no label.
func (g *grid) isText(p pos) bool {
	return g.cells[p].Kind == workbook.Text && !g.isLabel(p)
}

func (g *grid) isHeading(p pos) bool {
	c, ok := g.cells[p]
	if !ok || c.Kind != workbook.Text {
		return false
	}
	_, is := headings[squeeze(fold(c.Text))]
	return is
}

// right is the place next to p, past p's own merged cells.
func (g *grid) right(p pos) pos { return pos{p.row, g.merged(p).Col2 + 1} }

// below is the place under p, past p's own merged cells.
func (g *grid) below(p pos) pos {
	m := g.merged(p)
	return g.anchor(pos{m.Row2 + 1, m.Col1})
}

// layColumns counts, for each column, how its labels lie to their values.
func (g *grid) layColumns() {
	for p := range g.labels {
		if g.choiceUnder(p) {
			continue
		}
		c := g.columns[p.col]
		c.labels++
		r, b := g.right(p), g.below(p)
		right := g.filled(r) && !g.isLabel(r)
		below := g.filled(b) && (!g.isLabel(b) && !g.isHeading(b) || g.choiceBelow(p, b))
		switch { // what stands on both sides tells nothing
		case right && !below:
			c.right++
		case below && !right:
			c.below++
		}
		g.columns[p.col] = c
	}
	for _, p := range g.order {
		if g.isText(p) && !g.isHeading(p) {
			c := g.columns[p.col]
			c.texts++
			g.columns[p.col] = c
		}
	}
}
