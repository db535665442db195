package form

import (
	"strings"

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
	var labels, above, beside, score int
	ps := g.inRow(row)
	for i, p := range ps {
		l, ok := g.labels[p]
		if !ok || i > 0 && g.right(ps[i-1]) == p && g.chosen(g.labels[ps[i-1]].field, p) {
			continue // no label, or the choice made for the label beside it
		}
		labels++
		s := specOf(l.field)
		b, r := g.under(p), g.right(p)
		if g.filled(b) && (!g.isLabel(b) && !g.isHeading(b) || g.choiceBelow(p, b)) {
			above++
			if s.reads(g.value(b)) {
				score++
			}
		}
		if g.filled(r) && !g.isLabel(r) {
			beside++
			if s.reads(g.value(r)) {
				score--
			}
		}
	}
	if labels < 2 || above < 2 || beside > 0 && above*2 < labels {
		return false
	}
	return beside == 0 || score > 0 || score == 0 && labels >= 3 && beside*2 <= labels
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
	c := g.cells[p]
	return Value{Kind: c.Kind, Text: c.Text, Number: c.Number}
}

// inRow are the filled cells of a row, from the left.
func (g *grid) inRow(row int) []pos { return g.rows[row] }

func (g *grid) table(row int) *table {
	t := &table{row: row, last: row}
	for _, p := range g.inRow(row) {
		h := heading{at: p}
		if l, ok := g.labels[p]; ok {
			h.field = g.fieldOf(p, l)
		} else if g.cells[p].Kind != workbook.Text {
			continue
		}
		t.cols = append(t.cols, h)
	}
	empty := 0
	for r := g.below(t.cols[0].at).row; empty <= gaps && r <= g.lastRow(); r++ {
		switch {
		case g.labelRow(t, r):
			return t
		case g.dataRow(t, r):
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

// labelRow says whether the row below the table's headings is one of labels or of
// a group's heading, with which the next part of the sheet begins. A label where
// only a name, a date or an answer can stand tells; elsewhere a text may happen to
// be one, and half the row must be labels, or more than half where a name stands.
func (g *grid) labelRow(t *table, row int) bool {
	labels, named := 0, 0
	for _, p := range g.inRow(row) {
		under := t.fieldAt(p.col)
		if !g.isLabel(p) && !g.isHeading(p) {
			if under == process.FieldDoctor && g.isName(p) {
				named = 1
			}
			continue
		}
		if g.chosen(under, p) {
			continue
		}
		if s := specOf(under); under == process.FieldDoctor || under == process.FieldLastName || s.holds != asText {
			return true
		}
		labels++
	}
	return labels > 0 && labels*2 >= len(g.inRow(row))+named || g.headsLabels(row)
}

// headsLabels says whether the row is one text alone right above a row of labels:
// the heading of a group, in words that nobody knows.
func (g *grid) headsLabels(row int) bool {
	if len(g.inRow(row)) != 1 || !g.isText(g.inRow(row)[0]) {
		return false
	}
	labels, next := 0, g.inRow(g.below(g.inRow(row)[0]).row)
	for _, p := range next {
		if g.isLabel(p) {
			labels++
		}
	}
	return labels > 0 && labels*2 >= len(next)
}

// chosen says whether the text at p is one of the field's choices.
func (g *grid) chosen(f process.Field, p pos) bool {
	s := specOf(f)
	if s.holds != asChoice {
		return false
	}
	_, ok := choose(g.cells[p].Text, s.values)
	return ok
}

// dataRow says whether the row is an applicant's: two known columns are filled in,
// or the doctor's name is, in two words or more.
func (g *grid) dataRow(t *table, row int) bool {
	n := 0
	for _, c := range t.cols {
		p := pos{row, c.at.col}
		if c.field == "" || !g.filled(p) {
			continue
		}
		n++
		if c.field == process.FieldDoctor && g.isName(p) {
			n++
		}
	}
	return n >= 2
}

// isName says whether the text at p can be somebody's first and last name.
func (g *grid) isName(p pos) bool {
	text := clean(g.cells[p].Text)
	return g.isText(p) && strings.Contains(text, " ") && !strings.Contains(text, ":")
}

// isTable says whether each row is a form of its own: it names doctors, and has
// two rows or more or is all there is on the sheet.
func (t *table) isTable(bands int, pairs bool) bool {
	return t.named() && (len(t.rows) >= 2 || bands == 1 && !pairs)
}

// hits reads one row of the table, known headings and unknown.
func (g *grid) rowHits(t *table, row int) (known, unknown []hit) {
	for _, c := range t.cols {
		p := pos{row, c.at.col}
		h := hit{c.at, p, g.written(c.field, c.at, p)}
		switch {
		case c.field != "":
			known = append(known, h)
		case !h.Value.Empty() && len([]rune(h.Label)) <= longestLabel && !counters[squeeze(fold(h.Label))]:
			unknown = append(unknown, h)
		}
	}
	return known, unknown
}

// counters are headings of a column that only numbers the rows.
var counters = map[string]bool{"": true, "nr": true, "no": true, "löpnr": true, "löpnummer": true, "rad": true}

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
