package form

import (
	"iter"

	"stintag/process/workbook"
)

// reach is how many empty cells may lie between a label and its value.
const reach = 6

type pos struct{ row, col int }

// grid is a sheet as its reader sees it: merged cells are one cell, at their
// first corner.
type grid struct {
	sheet    *workbook.Sheet
	order    []pos     // filled cells, row by row from the left
	spots    []spot    // what stands at each of them
	labelled int       // how many of them are labels
	begins   []int     // for each row number, where in order its cells begin
	heads    []pos     // group headings, in order
	merges   [][]int32 // for each row number, its merged ranges from the left
	used     *budget
	// empty are the places without a value that a name has claimed.
	empty map[pos]bool
	// yesNo are the rows in which both Ja and Nej stand, in a cell each, once sought.
	yesNo  []int
	sought bool
	// centreAsked says that a label asks for the health centre, once sought.
	centreAsked *bool
	// went are the sheet's tables as they were when the workbook went back, where known.
	went []wentTable
	// asides are the columns that are headed as no answers, from the row asidesFrom.
	asides     map[int]asideKind
	asidesFrom int
	// columns tells, for each column, how the known labels in it are laid out.
	columns []column
	known   []hit // room for those of one row of a table
}

// spot is one filled cell.
type spot struct {
	cell    *workbook.Cell
	wording *wording // nil where it is no text
	isLabel bool
	taken   bool // a label has claimed it as its value

	hasRight, lookedRight bool // a value stands right of it, once sought
}

func newGrid(s *workbook.Sheet, used *budget) *grid {
	g := &grid{sheet: s, used: used, empty: map[pos]bool{}}
	g.layMerges()
	n := 0
	for _, row := range s.Rows {
		for i := range row.Cells {
			if row.Cells[i].Kind != workbook.Empty {
				n++
			}
		}
	}
	g.order, g.spots = make([]pos, 0, n), make([]spot, 0, n)
	for _, row := range s.Rows {
		for i := range row.Cells {
			g.put(&row.Cells[i])
		}
		if used.spent() {
			return g
		}
	}
	g.begins = append(g.begins, len(g.order))
	if !used.spent() {
		g.layAsides()
		g.layColumns()
	}
	return g
}

// put notes a cell in which a person wrote something. Cells come row by row.
func (g *grid) put(c *workbook.Cell) {
	p := pos{c.Row, c.Col}
	if c.Kind == workbook.Empty || g.anchor(p) != p {
		return
	}
	at := spot{cell: c}
	if c.Kind == workbook.Text {
		g.used.read(c.Text)
		at.wording = &plainText
		g.used.texts++
		if g.used.texts <= textsRead || mayMean(c.Text) {
			at.wording = g.used.wording(c.Text)
		}
		if at.wording.blank {
			return
		}
		at.isLabel = g.isLabelIn(at.wording)
		if at.isLabel && (at.wording.key == "%" && g.afterNumber(p) || at.wording.key == legLak && !g.headsLicensed(p)) {
			at.isLabel = false
		}
		if at.isLabel {
			g.labelled++
			g.used.labels++
		}
		if at.wording.heads {
			g.heads = append(g.heads, p)
			g.used.heads++
		}
	}
	for len(g.begins) <= p.row {
		g.begins = append(g.begins, len(g.order))
	}
	g.order, g.spots = append(g.order, p), append(g.spots, at)
}

// afterNumber says whether a number stands in the last cell put, left of p: what
// comes then is its unit.
func (g *grid) afterNumber(p pos) bool {
	last := len(g.order) - 1
	return last >= 0 && g.order[last] == pos{p.row, p.col - 1} && g.spots[last].cell.Kind == workbook.Number
}

// find is the filled cell at p, nil where there is none.
func (g *grid) find(p pos) *spot {
	if i := g.index(p); i >= 0 {
		return &g.spots[i]
	}
	return nil
}

// index is which of the filled cells stands at p, negative where none does.
func (g *grid) index(p pos) int {
	if p.row < 0 || p.row+1 >= len(g.begins) {
		return -1
	}
	from, to := g.begins[p.row], g.begins[p.row+1]
	for to-from > 8 { // a wide row
		if mid := (from + to) / 2; g.order[mid].col <= p.col {
			from = mid
		} else {
			to = mid
		}
	}
	for i := from; i < to; i++ {
		if g.order[i].col == p.col {
			return i
		}
	}
	return -1
}

// inRow are the filled cells of a row, from the left.
func (g *grid) inRow(row int) []pos {
	if row < 0 || row+1 >= len(g.begins) {
		return nil
	}
	return g.order[g.begins[row]:g.begins[row+1]]
}

// cell is what stands at p, an empty cell where nothing does.
func (g *grid) cell(p pos) workbook.Cell {
	if at := g.find(p); at != nil {
		return *at.cell
	}
	return workbook.Cell{}
}

// labelAt is the label at p, if one stands there.
func (g *grid) labelAt(p pos) (label, bool) {
	if at := g.find(p); at != nil {
		return at.label(), at.isLabel
	}
	return label{}, false
}

// label is what the cell means as a label, the zero label where it is none.
func (s *spot) label() label {
	if !s.isLabel {
		return label{}
	}
	return s.wording.label
}

// heads says whether the cell has the words of a group heading.
func (s *spot) heads() bool { return s.wording != nil && s.wording.heads }

func (g *grid) label(p pos) label {
	l, _ := g.labelAt(p)
	return l
}

// allLabels are the labels with their places, in order.
func (g *grid) allLabels() iter.Seq2[pos, label] {
	return func(yield func(pos, label) bool) {
		for i := range g.spots {
			if g.spots[i].isLabel && !yield(g.order[i], g.spots[i].label()) {
				return
			}
		}
	}
}

// take claims the place for a label.
func (g *grid) take(p pos) {
	if at := g.find(p); at != nil {
		at.taken = true
		return
	}
	g.empty[p] = true
}

func (g *grid) isTaken(p pos) bool {
	if at := g.find(p); at != nil {
		return at.taken
	}
	return g.empty[p]
}

// isLabelIn says whether the text is a label.
func (g *grid) isLabelIn(w *wording) bool {
	if g.used.texts > slipsInTexts {
		return w.exact || w.slip
	}
	_, ok := w.labelOf()
	return ok
}

// wordingAt is the wording of the text at p, of "" where there is none.
func (g *grid) wordingAt(p pos) *wording {
	if at := g.find(p); at != nil && at.wording != nil {
		return at.wording
	}
	return &noText
}

func (g *grid) filled(p pos) bool { return g.find(p) != nil }

func (g *grid) isLabel(p pos) bool {
	_, ok := g.labelAt(p)
	return ok
}

// isText says whether p holds text that is no label.
func (g *grid) isText(p pos) bool {
	at := g.find(p)
	return at != nil && at.wording != nil && !at.isLabel
}

func (g *grid) isHeading(p pos) bool { return g.wordingAt(p).heads }

// right is the place next to p, past p's own merged cells.
func (g *grid) right(p pos) pos { return pos{p.row, g.merged(p).Col2 + 1} }

// below is the place under p, past p's own merged cells.
func (g *grid) below(p pos) pos {
	m := g.merged(p)
	return g.anchor(pos{m.Row2 + 1, m.Col1})
}
