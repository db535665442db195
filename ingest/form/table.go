package form

import (
	"slices"

	"stintag/process"
	"stintag/process/workbook"
)

// table is a heading row with the filled rows below it. With one row it is a
// band: labels above, values below.
type table struct {
	row  int // of the headings
	over int // how many rows above it are headings too
	last int
	rows []int
	gone []int // rows in order, emptied when the workbook went back
	cols []heading
	// fields are those of the headings, by column.
	fields []process.Field
	// centres are the health centres that stand over rows of their own.
	centres map[int]pos
}

// heading is one column of a table.
type heading struct {
	at    pos
	field process.Field // "" where nobody knows the heading
	words []pos         // Ja and Nej, where they head a column each below it
}

func (t *table) covers(row int) bool { return t.row-t.over <= row && row <= t.last }

func (t *table) has(f process.Field) bool {
	for _, c := range t.cols {
		if c.field == f {
			return true
		}
	}
	return false
}

// known is how many columns have a heading that is a field's.
func (t *table) known() int {
	n := 0
	for _, c := range t.cols {
		if c.field != "" {
			n++
		}
	}
	return n
}

// fieldAt is the field of the heading over the column, "" where there is none.
func (t *table) fieldAt(col int) process.Field {
	if col < len(t.fields) {
		return t.fields[col]
	}
	return ""
}

// layFields lays the fields out by column, as every cell below the headings asks for its
// own.
func (t *table) layFields() {
	for _, c := range t.cols {
		for len(t.fields) <= c.at.col {
			t.fields = append(t.fields, "")
		}
		t.fields[c.at.col] = c.field
	}
}

func (t *table) named() bool { return t.has(process.FieldDoctor) || t.has(process.FieldLastName) }

// size is how many doctors' rows the table has, and had when it went back.
func (t *table) size() int { return len(t.rows) + len(t.gone) }

// tables finds the heading rows of the sheet.
func (g *grid) tables() []*table {
	g.layWent()
	var all []*table
	covered := 0
	for _, row := range g.sheet.Rows {
		if row.Number <= covered || !g.headingRow(row.Number) {
			continue
		}
		if t := g.table(row.Number); t.size() > 0 {
			all = append(all, t)
			g.used.tables++
			g.used.tabled = append(g.used.tabled, readTable{g, t})
			if g.used.written += len(t.rows) * t.known(); g.used.spent() {
				return nil
			}
			covered = t.last
		}
	}
	return all
}

// headingRow says whether the row holds headings with values below: two labels
// or more over a filled cell that is no label. Where values also stand right of
// them, that holds of half the labels, and what reads as the field's kind tells.
func (g *grid) headingRow(row int) bool {
	if g.wentFrom(row) != nil {
		return true
	}
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
	return score > 0 || score == 0 && (labels >= 3 && beside*2 <= labels || above == labels && beside < labels && g.labelsOver(row) >= 2)
}

// rowLabels gives each label of the row but a choice made for the label beside it,
// with the value that may stand below it and the one right beside it; a place in
// row 0 is none.
func (g *grid) rowLabels(row int, each func(l label, below, beside pos)) {
	ps := g.inRow(row)
	for i, p := range ps {
		at := &g.spots[g.begins[row]+i]
		l := at.label()
		if !at.isLabel || i > 0 && g.right(ps[i-1]) == p && g.chosen(g.label(ps[i-1]).field, p) {
			continue
		}
		b, r := g.under(p), g.right(p)
		if !g.filled(b) || (g.isLabel(b) || g.isHeading(b)) && !g.choiceBelow(p, b) || g.offeredAt(l.field, b) && g.offeredAt(l.field, g.below(b)) {
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
	for range g.gaps() {
		if g.filled(b) || b.row > g.lastRow() {
			break
		}
		b = g.below(b)
	}
	return b
}

func (g *grid) table(row int) *table {
	t := &table{row: row, last: row, centres: map[int]pos{}}
	for _, p := range g.inRow(row) {
		h := heading{at: p}
		if l, ok := g.labelAt(p); ok {
			h.field = g.fieldOf(p, l)
		} else if f, ok := g.headedTwice(p); ok {
			h.field, t.over = f, 1
		} else if g.cell(p).Kind != workbook.Text {
			continue
		}
		t.cols = append(t.cols, h)
	}
	if more := g.headedAbove(t); len(more) > 0 {
		t.cols, t.over = append(t.cols, more...), 1
	}
	g.layWords(t)
	t.layFields()
	g.fill(t)
	return t
}

// headedIn says whether the row is the one of Ja and Nej below the headings.
func (t *table) headedIn(row int) bool {
	return slices.ContainsFunc(t.cols, func(c heading) bool { return len(c.words) > 0 && c.words[0].row == row })
}

// fill finds the rows of the table, below its headings.
func (g *grid) fill(t *table) {
	empty, then := 0, g.wentFrom(t.row)
	var over pos
	for r := g.below(t.cols[0].at).row; empty <= g.gaps() && r <= max(g.lastRow(), then.end(t)); r++ {
		switch {
		case t.headedIn(r): // Ja and Nej, below the questions
		case g.labelRow(t, r):
			return
		case g.dataRow(t, r, empty > 0 && t.size() > 0):
			t.rows, t.last, empty = append(t.rows, r), r, 0
			if over != (pos{}) {
				t.centres[r] = over
			}
		default:
			if c, ok := g.overRows(t, r); ok {
				over, empty = c, 0
			} else if then.had(t, r) {
				t.gone, t.last, empty = append(t.gone, r), r, 0
			} else {
				empty++
			}
		}
	}
}

// labelsOver counts the labels in the row above the headings: a table may be headed
// in two rows.
func (g *grid) labelsOver(row int) int {
	n := 0
	for _, p := range g.inRow(row - 1) {
		if g.isLabel(p) {
			n++
		}
	}
	return n
}

// headedTwice reads a heading together with the one above it: Leg below Datum.
func (g *grid) headedTwice(p pos) (process.Field, bool) {
	over := g.anchor(pos{p.row - 1, p.col})
	if p.row == 1 || g.cell(over).Kind != workbook.Text || g.cell(p).Kind != workbook.Text || g.labelsOver(p.row) < 2 {
		return "", false
	}
	below, above := g.wordingAt(p).folded, g.wordingAt(over).folded
	for _, s := range []string{below + above, below + " " + above, above + " " + below} {
		if l, ok := exactLabel(s); ok && l.vague == plain {
			return l.field, true
		}
	}
	return "", false
}

// headedAbove are the columns that have their heading only in the row above the
// others', where the table is headed in two rows.
func (g *grid) headedAbove(t *table) []heading {
	if g.labelsOver(t.row) < 2 || !t.named() {
		return nil
	}
	var more []heading
	for _, p := range g.inRow(t.row - 1) {
		l, ok := g.labelAt(p)
		if !ok || g.filled(pos{t.row, p.col}) && g.wordsUnder(p, t.row) == nil {
			continue
		}
		if f := g.fieldOf(p, l); f != "" && !t.has(f) {
			more = append(more, heading{at: p, field: f})
		}
	}
	return more
}

func (g *grid) lastRow() int {
	if n := len(g.order); n > 0 {
		return g.order[n-1].row
	}
	return 0
}

// takeRows claims what stands under the table's headings: a label beside the table
// may not reach into it, not through a merged cell either.
func (g *grid) takeRows(t *table) {
	for _, row := range t.rows {
		for _, c := range t.cols {
			if p := (pos{row, c.at.col}); g.filled(p) {
				g.take(p)
			}
		}
	}
}

// isTable says whether each row is a form of its own: it names doctors, and has
// two rows or more or is all there is on the sheet.
func (t *table) isTable(bands int, pairs bool) bool {
	return t.named() && !t.lists() && (t.size() >= 2 || bands == 1 && !pairs)
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
