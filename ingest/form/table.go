package form

import (
	"stintag/process"
	"stintag/process/workbook"
)

// table is a heading row with the filled rows below it. With one row it is a
// band: labels above, values below.
type table struct {
	row  int // of the headings
	last int
	rows []int
	cols []heading
}

// heading is one column of a table.
type heading struct {
	at    pos
	field process.Field // "" where nobody knows the heading
}

func (t *table) covers(row int) bool { return t.row <= row && row <= t.last }

func (t *table) has(f process.Field) bool {
	for _, c := range t.cols {
		if c.field == f {
			return true
		}
	}
	return false
}

// fieldAt is the field of the heading over the column, "" where there is none.
func (t *table) fieldAt(col int) process.Field {
	for _, c := range t.cols {
		if c.at.col == col {
			return c.field
		}
	}
	return ""
}

func (t *table) named() bool { return t.has(process.FieldDoctor) || t.has(process.FieldLastName) }

// gaps is how many empty rows a table may have inside it.
const gaps = 2

// tables finds the heading rows of the sheet.
func (g *grid) tables() []*table {
	var all []*table
	covered := 0
	for _, row := range g.sheet.Rows {
		if row.Number <= covered || !g.headingRow(row.Number) {
			continue
		}
		if t := g.table(row.Number); len(t.rows) > 0 {
			all = append(all, t)
			covered = t.last
		}
	}
	return all
}

// headingRow says whether the row holds headings with values below: two labels
// or more over a filled cell that is no label. Where values also stand right of
// them, that holds of half the labels, and what reads as the field's kind tells.
func (g *grid) headingRow(row int) bool {
	labels, above, beside := 0, 0, 0
	g.rowLabels(row, func(l label, b, r pos) {
		labels++
		if b.row > 0 {
			above++
		}
		if r.row > 0 {
			beside++
		}
	})
	if labels < 2 || above < 2 || beside > 0 && above*2 < labels {
		return false
	}
	if beside == 0 {
		return true
	}
	score := 0
	g.rowLabels(row, func(l label, b, r pos) {
		s := specOf(l.field)
		if b.row > 0 && s.takes(g.value(b)) {
			score++
		}
		if r.row > 0 && s.takes(g.value(r)) {
			score--
		}
	})
	return score > 0 || score == 0 && labels >= 3 && beside*2 <= labels
}

// rowLabels gives each label of the row but a choice made for the label beside it,
// with the value that may stand below it and the one right beside it; a place in
// row 0 is none.
func (g *grid) rowLabels(row int, each func(l label, below, beside pos)) {
	ps := g.inRow(row)
	for i, p := range ps {
		l, ok := g.labelAt(p)
		if !ok || i > 0 && g.right(ps[i-1]) == p && g.chosen(g.label(ps[i-1]).field, p) {
			continue
		}
		b, r := g.under(p), g.right(p)
		if !g.filled(b) || (g.isLabel(b) || g.isHeading(b)) && !g.choiceBelow(p, b) {
			b = pos{}
		}
		if !g.filled(r) || g.isLabel(r) {
			r = pos{}
		}
		each(l, b, r)
	}
}

// under is the first filled place below p, past a few empty rows.
func (g *grid) under(p pos) pos {
	b := g.below(p)
	for range gaps {
		if g.filled(b) {
			break
		}
		b = g.below(b)
	}
	return b
}

func (g *grid) value(p pos) Value {
	c := g.cell(p)
	return Value{Kind: c.Kind, Text: c.Text, Number: c.Number}
}

func (g *grid) table(row int) *table {
	t := &table{row: row, last: row}
	for _, p := range g.inRow(row) {
		h := heading{at: p}
		if l, ok := g.labelAt(p); ok {
			h.field = g.fieldOf(p, l)
		} else if g.cell(p).Kind != workbook.Text {
			continue
		}
		t.cols = append(t.cols, h)
	}
	empty := 0
	for r := g.below(t.cols[0].at).row; empty <= gaps && r <= g.lastRow(); r++ {
		switch {
		case g.labelRow(t, r):
			return t
		case g.dataRow(t, r, empty > 0 && len(t.rows) > 0):
			t.rows, t.last, empty = append(t.rows, r), r, 0
		default:
			empty++
		}
	}
	return t
}

func (g *grid) lastRow() int {
	if n := len(g.order); n > 0 {
		return g.order[n-1].row
	}
	return 0
}

// isTable says whether each row is a form of its own: it names doctors, and has
// two rows or more or is all there is on the sheet.
func (t *table) isTable(bands int, pairs bool) bool {
	return t.named() && !t.lists() && (len(t.rows) >= 2 || bands == 1 && !pairs)
}

// lists says whether the table lists doctors who are in training already: it says
// when they end, and nothing that only an application is asked for.
func (t *table) lists() bool {
	if !t.has(process.FieldPlannedEnd) {
		return false
	}
	for _, f := range []process.Field{process.FieldKind, process.FieldLicenceDate, process.FieldExpectedLicence, process.FieldEmployed,
		process.FieldEmploymentForm, process.FieldEmploymentDate, process.FieldSwedishAT, process.FieldBT} {
		if t.has(f) {
			return false
		}
	}
	return true
}

// headsTable says whether the label is a group heading over a table's headings.
func (g *grid) headsTable(tables []*table, p pos) bool {
	b := g.below(p)
	if !g.isLabel(b) {
		return false
	}
	for _, t := range tables {
		if t.row == b.row {
			return true
		}
	}
	return false
}
