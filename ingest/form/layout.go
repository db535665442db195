package form

import (
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// hit is one label with its field and value.
type hit struct {
	label, at pos
	Written
}

// pairs reads every label of the sheet outside the rows that are tables, in
// reading order.
func (g *grid) pairs(tables []*table) []hit {
	var hits []hit
	for _, p := range g.order {
		l, ok := g.labels[p]
		if !ok || g.taken[p] || inTables(tables, p.row) || g.headsTable(tables, p) {
			continue
		}
		field := g.fieldOf(p, l)
		if field == "" {
			continue
		}
		if h, ok := g.answerBeside(field, p); ok {
			hits = append(hits, h)
			continue
		}
		at, found := g.valueOf(p, field)
		if found {
			g.taken[at] = true
		}
		h := hit{p, at, g.written(field, p, at)}
		if field == process.FieldDoctor && found {
			h.Value = g.wholeName(h)
		}
		hits = append(hits, h)
	}
	return g.dropHeadings(hits)
}

// wholeName joins a first and a last name that stand in a cell each.
func (g *grid) wholeName(h hit) Value {
	next := g.right(h.at)
	if h.Value.Kind != workbook.Text || !g.isText(next) || g.isHeading(next) || g.stops(h.at, next, false) {
		return h.Value
	}
	if g.isOther(h.label, next) {
		return h.Value
	}
	first, last := clean(h.Value.Text), clean(g.cells[next].Text)
	if strings.Contains(first, " ") || strings.Contains(last, " ") || strings.ContainsAny(last, "()0123456789") {
		return h.Value
	}
	g.taken[next] = true
	return Value{Kind: workbook.Text, Text: first + " " + last}
}

// isOther says whether the text after a doctor's name belongs to something else:
// it stands under a label of its own, or is one, with a value after it.
func (g *grid) isOther(label, next pos) bool {
	if next.row != label.row {
		return g.filled(g.right(label))
	}
	after := g.right(next)
	return g.filled(after) && !g.isLabel(after)
}

// fieldOf is the label's field; a label that fits several is settled by what
// stands around it.
func (g *grid) fieldOf(p pos, l label) process.Field {
	switch l.vague {
	case plain:
		return l.field
	case vagueDate:
		return g.dateField(p)
	}
	return l.settle(g.ownerAt(p))
}

// dateField settles a label Datum by the label left of it, else above it.
func (g *grid) dateField(p pos) process.Field {
	for col := p.col - 1; col > 0; col-- {
		if l, ok := g.labels[pos{p.row, col}]; ok && !g.taken[pos{p.row, col}] {
			return dateBeside[l.field]
		}
	}
	for row := p.row - 1; row > 0 && row >= p.row-3; row-- {
		if l, ok := g.labels[pos{row, p.col}]; ok {
			return dateBeside[l.field]
		}
	}
	return ""
}

// ownerAt tells whom the place is about: the nearest group heading above, else
// the nearest label above, or left in the same row, that speaks of somebody.
func (g *grid) ownerAt(p pos) owner {
	var best pos
	for _, h := range g.heads {
		if h.row > p.row || h.row == p.row && h.col >= p.col {
			break
		}
		if h.col > p.col || g.taken[h] || g.hasRight(h) {
			continue
		}
		spans := g.merged(h).Col2 >= p.col
		if best == (pos{}) || h.col >= best.col || spans {
			best = h
		}
	}
	if best != (pos{}) {
		if o := headings[squeeze(fold(g.cells[best].Text))]; o != nobody {
			return o
		}
	}
	return g.ownerNear(p, best.row)
}

// hasRight says whether a value stands right beside the text at p, which makes
// it a label rather than a heading.
func (g *grid) hasRight(p pos) bool {
	_, ok := g.valueRight(p)
	return ok
}

func (g *grid) ownerNear(p pos, after int) owner {
	for col := p.col - 1; col > 0; col-- {
		if l, ok := g.labels[pos{p.row, col}]; ok && specOf(l.field).whose != nobody {
			return specOf(l.field).whose
		}
	}
	for row := p.row - 1; row > after; row-- {
		if l, ok := g.labels[pos{row, p.col}]; ok && specOf(l.field).whose != nobody {
			return specOf(l.field).whose
		}
	}
	return nobody
}

// dropHeadings drops a label without a value whose field stands elsewhere on the
// sheet: the heading "Läkare" over "Namn", "Övrigt" over "Övrigt".
func (g *grid) dropHeadings(hits []hit) []hit {
	count := map[process.Field]int{}
	for _, h := range hits {
		count[h.Field]++
	}
	var kept []hit
	for _, h := range hits {
		if count[h.Field] > 1 && h.Value.Empty() && g.isHeading(h.label) && g.alone(h.label) {
			count[h.Field]--
			continue
		}
		kept = append(kept, h)
	}
	return kept
}

// alone says whether nothing stands right of p in its row.
func (g *grid) alone(p pos) bool {
	row := g.inRow(p.row)
	return row[len(row)-1] == p
}

// unknown collects labels nobody knows, with their values: text in a column that
// holds known labels, with a value to its right, or below it where the column's
// values stand so.
func (g *grid) unknown(tables []*table) []hit {
	var hits []hit
	for _, p := range g.order {
		c := g.cells[p]
		if inTables(tables, p.row) || !g.noteworthy(p) || g.columns[p.col].labels < 2 || len([]rune(c.Text)) > longestLabel {
			continue
		}
		at, ok := g.valueRight(p)
		if g.columns[p.col].stacked() {
			at, ok = g.unknownBelow(p)
		}
		if ok {
			g.taken[at] = true
			hits = append(hits, hit{p, at, g.written("", p, at)})
		}
	}
	return hits
}

// unknownBelow finds the value below a label nobody knows, in a row that holds
// known ones.
func (g *grid) unknownBelow(p pos) (at pos, ok bool) {
	b := g.below(p)
	if !g.filled(b) || g.isLabel(b) || g.isHeading(b) || g.taken[b] {
		return pos{}, false
	}
	for _, q := range g.inRow(p.row) {
		if g.isLabel(q) && !g.taken[q] {
			return b, true
		}
	}
	return pos{}, false
}

// noteworthy says whether the text at p is a label that no field was found for.
func (g *grid) noteworthy(p pos) bool {
	if g.taken[p] || g.isHeading(p) || fold(g.cells[p].Text) == "" {
		return false
	}
	if l, ok := g.labels[p]; ok {
		return g.fieldOf(p, l) == ""
	}
	return g.cells[p].Kind == workbook.Text
}
