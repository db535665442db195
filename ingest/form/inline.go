package form

import (
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// longestInline is how long a value written after its label in the same cell may be.
const longestInline = 80

// inline finds values written in the label's own cell, "Läkarens namn: Anna Ek",
// for fields that have a value nowhere else on the sheet. A value of a kind must
// read as it; of instructions ("Legitimationsdatum: anges alltid") none does.
func (g *grid) inline(hits []hit, tables []*table) []hit {
	at := map[process.Field]int{}
	for i, h := range hits {
		if j, ok := at[h.Field]; !ok || hits[j].Value.Empty() {
			at[h.Field] = i
		}
	}
	for _, p := range g.order {
		if !g.isText(p) || g.taken[p] || inTables(tables, p.row) {
			continue
		}
		h, ok := g.inlineAt(p)
		if !ok {
			continue
		}
		switch i, found := at[h.Field]; {
		case !found:
			at[h.Field] = len(hits)
			hits = append(hits, h)
		case hits[i].Value.Empty():
			hits[i] = h
		default:
			continue
		}
		g.taken[p] = true
	}
	return hits
}

func (g *grid) inlineAt(p pos) (hit, bool) {
	before, after, ok := strings.Cut(clean(g.cells[p].Text), ":")
	value := strings.TrimSpace(after)
	if !ok || placeholder(value) || len([]rune(value)) > longestInline {
		return hit{}, false
	}
	l, ok := exactLabel(before)
	if !ok {
		return hit{}, false
	}
	field := g.fieldOf(p, l)
	v := Value{Kind: workbook.Text, Text: value}
	if field == "" || specOf(field).holds != asText && !specOf(field).reads(v) {
		return hit{}, false
	}
	w := g.written(field, p, p)
	w.Label, w.Value = before, v
	return hit{p, p, w}, true
}
