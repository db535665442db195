package form

import (
	"sort"
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
	first, last := clean(h.Value.Text), clean(g.cells[next].Text)
	if strings.Contains(first, " ") || strings.Contains(last, " ") || strings.ContainsAny(last, "()0123456789") {
		return h.Value
	}
	g.taken[next] = true
	return Value{Kind: workbook.Text, Text: first + " " + last}
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
// holds known labels, with a value to its right.
func (g *grid) unknown(tables []*table) []hit {
	var hits []hit
	for _, p := range g.order {
		c := g.cells[p]
		if inTables(tables, p.row) || !g.noteworthy(p) || g.columns[p.col].labels < 2 || g.columns[p.col].stacked() {
			continue
		}
		if at, ok := g.valueRight(p); ok && len([]rune(c.Text)) <= longestLabel {
			g.taken[at] = true
			hits = append(hits, hit{p, at, g.written("", p, at)})
		}
	}
	return hits
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

// split parts the hits of a sheet into forms: bands of labels that repeat no
// field are one form; where the doctor's name and two more fields come again, it
// is the next doctor's. What stands once for all belongs to each.
func split(hits []hit) [][]hit {
	count := map[process.Field]int{}
	for _, h := range hits {
		count[h.Field]++
	}
	repeated := 0
	for _, n := range count {
		if n > 1 {
			repeated++
		}
	}
	n := max(count[process.FieldDoctor], count[process.FieldLastName])
	if n < 2 || repeated < 3 {
		return [][]hit{hits}
	}
	if sameRow(hits) {
		return splitColumns(hits, count, n)
	}
	return splitRows(hits)
}

// sameRow says whether the doctors' names stand beside each other.
func sameRow(hits []hit) bool {
	rows := map[int]int{}
	for _, h := range hits {
		if h.Field == process.FieldDoctor || h.Field == process.FieldLastName {
			rows[h.label.row]++
		}
	}
	return len(rows) == 1
}

func splitColumns(hits []hit, count map[process.Field]int, n int) [][]hit {
	forms := make([][]hit, n)
	seen := map[process.Field]int{}
	sort.SliceStable(hits, func(i, j int) bool { return hits[i].label.col < hits[j].label.col })
	for _, h := range hits {
		if count[h.Field] == 1 {
			for i := range forms {
				forms[i] = append(forms[i], h)
			}
			continue
		}
		i := min(seen[h.Field], n-1)
		forms[i] = append(forms[i], h)
		seen[h.Field]++
	}
	return forms
}

func splitRows(hits []hit) [][]hit {
	var forms [][]hit
	var form []hit
	has := map[process.Field]bool{}
	for _, h := range hits {
		if has[h.Field] && hasDoctor(form) {
			forms, form = append(forms, form), nil
			has = map[process.Field]bool{}
		}
		has[h.Field] = true
		form = append(form, h)
	}
	forms = append(forms, form)
	for i := 1; i < len(forms); i++ {
		forms[i] = inherit(forms[i], forms[0])
	}
	return forms
}

func hasDoctor(hits []hit) bool {
	for _, h := range hits {
		if h.Field == process.FieldDoctor || h.Field == process.FieldLastName {
			return true
		}
	}
	return false
}

// inherit gives a later form on a sheet what the first says of the unit.
func inherit(form, first []hit) []hit {
	has := map[process.Field]bool{}
	for _, h := range form {
		has[h.Field] = true
	}
	for _, h := range first {
		if ofUnit(h.Field) && !has[h.Field] {
			form = append(form, h)
		}
	}
	return form
}

// ofUnit says whether the field speaks of the health centre or the errand rather
// than of one doctor.
func ofUnit(f process.Field) bool {
	switch f {
	case process.FieldKind, process.FieldCentre, process.FieldCentreID, process.FieldOperator, process.FieldManager,
		process.FieldManagerEmail, process.FieldManagerPhone, process.FieldTrainees, process.FieldListed,
		process.FieldSpecialists, process.FieldSpecialistsPercent, process.FieldVersion:
		return true
	}
	return false
}
