package form

import (
	"stintag/process"
	"stintag/process/workbook"
)

// doctorColumns finds the columns of a sheet that has one doctor a column: names
// beside each other right of the doctor's label, and below them two or more rows
// whose values read as their fields in both of the first columns.
func (g *grid) doctorColumns() []int {
	tried := 0
	for p, l := range g.allLabels() {
		if l.field != process.FieldDoctor && (l.vague != vagueName || g.fieldOf(p, l) != process.FieldDoctor) {
			continue
		}
		var cols []int
		for next := g.right(p); g.isText(next) && !g.isHeading(next) && !g.isAside(next) && len(g.cell(next).Text) <= longestName; next = g.right(next) {
			cols = append(cols, next.col)
		}
		if len(cols) < 2 {
			continue
		}
		if g.rowsAgree(p, cols) {
			return cols
		}
		if tried++; tried == mostTried {
			break
		}
	}
	return nil
}

// longestName is in bytes; what is longer beside a label names no doctor.
const longestName = 80

// A sheet names its doctors near its top, and says of each what a form asks for:
// mostTried rows of names are tried, each with mostBelow labels below it.
const mostTried, mostBelow = 3, 200

// rowsAgree says whether two rows below the names read as their fields.
func (g *grid) rowsAgree(p pos, cols []int) bool {
	agree, tried := 0, 0
	for q, l := range g.allLabels() {
		if q.col != p.col || q == p {
			continue
		}
		s := specOf(l.field)
		if s.takes(g.value(pos{q.row, cols[0]})) && s.takes(g.value(pos{q.row, cols[1]})) {
			agree++
		}
		if tried++; agree == 2 || tried == mostBelow {
			break
		}
	}
	return agree == 2
}

// columnForms makes a form of each column.
func (g *grid) columnForms(cols []int) []Form {
	if g.used.written += len(cols) * g.labelled; g.used.spent() {
		return nil
	}
	var forms []Form
	for _, col := range cols {
		var hits []hit
		for _, p := range g.order {
			l, ok := g.labelAt(p)
			if !ok || p.col >= cols[0] {
				continue
			}
			if f := g.fieldOf(p, l); f != "" {
				hits = append(hits, hit{p, pos{p.row, col}, g.written(f, p, pos{p.row, col})})
			}
		}
		forms = append(forms, g.form(0, g.onceForAll(hits, cols[0]), nil, nil))
	}
	return forms
}

// onceForAll fills what speaks of the unit and stands in the first column only, if
// that is seen.
func (g *grid) onceForAll(hits []hit, first int) []hit {
	if g.sheet.HidesColumn(first) {
		return hits
	}
	for i, h := range hits {
		at := pos{h.label.row, first}
		if h.Value.Empty() && ofUnit(h.Field) && g.cell(at).Kind != workbook.Empty {
			hits[i] = hit{h.label, at, g.written(h.Field, h.label, at)}
		}
	}
	return hits
}
