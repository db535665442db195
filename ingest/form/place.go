package form

import (
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// stops says whether the text at p ends the search for the value of the label
// left of it: it is a label itself, known or not. Unknown text counts as a label
// only in a column that holds known labels, and never right beside a label.
func (g *grid) stops(from, p pos, adjacent bool) bool {
	if g.isLabel(p) || g.isHeading(p) {
		return !adjacent || !g.answers(g.label(from), g.label(p), p) && !g.amongValues(from, p)
	}
	if adjacent || !g.isText(p) {
		return false
	}
	return g.labelColumn(p.col)
}

// labelColumn says whether the column is one of labels rather than of values.
func (g *grid) labelColumn(col int) bool {
	c := g.column(col)
	return c.labels >= 2 && c.labels >= c.texts
}

// answers says whether a text that could be a label is the value of the label it
// stands beside: "Föreskrift: ST2015", "Anställningsform: Leg läkare".
func (g *grid) answers(of, l label, p pos) bool {
	if of.field == "" {
		return false
	}
	if l.field == of.field && !g.hasOwn(p) || g.counts(of.field, p) {
		return true
	}
	return g.chosen(of.field, p)
}

// amongValues says whether the text at p, right beside one in a column of labels,
// stands in a column of values, where a word that could be a label is one by
// chance: "Ärendetyp: BT", "AT eller BT: AT".
func (g *grid) amongValues(from, p pos) bool {
	left, here := g.column(from.col), g.column(p.col)
	return left.labels >= 4 && here.labels*4 <= left.labels && !left.stacked() && !g.hasOwn(p) && !g.ownBelow(from)
}

// ownBelow says whether something that is no label stands below p.
func (g *grid) ownBelow(p pos) bool {
	b := g.below(p)
	return g.filled(b) && !g.isLabel(b) && !g.isHeading(b) && !g.hasOwn(b)
}

// byChance says whether the label at p is the value of the text left of it.
func (g *grid) byChance(p pos) bool {
	if p.col == 1 {
		return false
	}
	left := g.anchor(pos{p.row, p.col - 1})
	at := g.find(left)
	return at != nil && at.wording != nil && !at.taken && g.amongValues(left, p)
}

// counts says whether the text at p begins with a number where one is asked for:
// "Antal ST-läkare: 4 ST-läkare" is no numbered label.
func (g *grid) counts(f process.Field, p pos) bool {
	text := g.wordingAt(p).folded
	switch specOf(f).holds {
	case asNumber, asPercent:
		return text != "" && text[0] >= '0' && text[0] <= '9'
	}
	return false
}

// hasOwn says whether a value stands right beside the label at p: a group's name
// down the side of its labels does not take the first of them for its value.
func (g *grid) hasOwn(p pos) bool {
	r := g.anchor(g.right(p))
	return g.filled(r) && !g.isLabel(r) && !g.isHeading(r)
}

// valueOf finds the value that belongs to the label at p, by the rule: the first
// filled cell right of it before the next label, else the one below.
func (g *grid) valueOf(p pos, field process.Field) (at pos, ok bool) {
	b := g.below(p)
	below := g.filled(b) && !g.isTaken(b) && (!g.isLabel(b) && !g.isHeading(b) || g.column(p.col).stacked() && g.choiceBelow(p, b))
	if at, ok := g.valueRight(p); ok && !(below && g.headsToo(p, at)) {
		return at, true
	}
	if !below {
		return g.belongs(p), false
	}
	if !g.column(p.col).stacked() && (g.cell(b).Kind == workbook.Text && !g.fits(b, field) || g.labels(b, field)) {
		return g.belongs(p), false
	}
	return b, true
}

// labels says whether what stands below a label in a form of labels to the left has
// a text of its own beside it: then it is no value, but what that text is about.
func (g *grid) labels(b pos, field process.Field) bool {
	beside := g.raw(g.right(b))
	return specOf(field).holds != asText && beside.Kind == workbook.Text && clean(beside.Text) != ""
}

// choiceUnder says whether the label at p is the choice made for the one above it.
func (g *grid) choiceUnder(p pos) bool {
	over := g.anchor(pos{p.row - 1, p.col})
	return g.isLabel(over) && g.choiceBelow(over, p)
}

// choiceHere says whether the label at p is the choice made for the one beside it
// or, where values stand so, above it.
func (g *grid) choiceHere(p pos) bool {
	beside := g.anchor(pos{p.row, p.col - 1})
	return g.isLabel(beside) && g.chosen(g.label(beside).field, p) || g.column(p.col).stacked() && g.choiceUnder(p)
}

// headsToo says whether the text right of the label at p is a label itself, in
// words that nobody knows: values stand below the labels in both columns, and
// something stands below it too.
func (g *grid) headsToo(p, at pos) bool {
	b := g.below(at)
	return g.isText(at) && g.column(p.col).stacked() && g.column(at.col).stacked() && g.filled(b) && !g.isLabel(b)
}

// choiceBelow says whether a text that could be a label is the choice made for the
// label above it: no value of its own stands below it, only known labels or
// unknown ones with a value each.
func (g *grid) choiceBelow(p, b pos) bool {
	if !g.chosen(g.label(p).field, b) {
		return false
	}
	values := 0
	for next := g.below(b); values < reach && g.filled(next) && !g.isLabel(next) && !g.isHeading(next); next = g.below(next) {
		values++
	}
	return values%2 == 0
}

// valueRight is the value right of the label at p that no label has claimed.
func (g *grid) valueRight(p pos) (at pos, ok bool) {
	at, ok = g.firstRight(p)
	return at, ok && !g.isTaken(at)
}

// firstRight is the first filled cell right of p before the next label.
func (g *grid) firstRight(p pos) (at pos, ok bool) {
	next := g.right(p)
	for empty := 0; empty <= reach; {
		at := g.anchor(next)
		if g.filled(at) && at.col >= next.col {
			switch {
			case !g.isAside(at):
				return at, !g.stops(p, at, empty == 0)
			case g.asideOf(at) == notedAside:
				return pos{}, false
			}
		}
		empty++
		next = pos{p.row, g.merged(next).Col2 + 1}
	}
	return pos{}, false
}

// belongs is where the value of a label without one should be written: the first
// empty place of the two, or the label's own cell where something else stands in
// both.
func (g *grid) belongs(p pos) pos {
	r, b := g.right(p), g.below(p)
	for g.asideOf(r) == shownAside {
		r = g.right(r)
	}
	right, below := !g.filled(g.anchor(r)), !g.filled(b)
	switch {
	case right && !(below && g.column(p.col).stacked()):
		return r
	case below:
		return b
	}
	return p
}

// fits says whether a text under a label in a form of labels to the left can be
// its value all the same: it reads as what the field holds, or is a box of free
// text under its heading.
func (g *grid) fits(p pos, field process.Field) bool {
	c := g.cell(p)
	if strings.HasPrefix(clean(c.Text), "*") {
		return false
	}
	switch field {
	case process.FieldComment, process.FieldTransferReason, process.FieldTransferCompetence,
		process.FieldTransferEffect, process.FieldRotationWishes:
		return g.column(p.col).labels < 2 || g.merged(p).Row2 > p.row || len(clean(c.Text)) > 40
	}
	return specOf(field).takes(Value{Kind: c.Kind, Text: c.Text, Number: c.Number})
}

// takes says whether the value reads as what the field holds; a text longer than
// any date, answer or number with its remarks is not tried.
func (s spec) takes(v Value) bool {
	const longest = 120
	return len(v.Text) <= longest && s.reads(v)
}

func (g *grid) written(f process.Field, labelAt, at pos) Written {
	w := Written{Field: f, Sheet: g.sheet.Name, Cell: workbook.Address(at.row, at.col), Value: g.value(at)}
	if l := g.find(labelAt); l != nil {
		w.Label, w.Slip = clean(shortened(l.cell.Text)), l.label().slip
	}
	if w.Value.Kind == workbook.Empty && specOf(f).holds == asAnswer {
		w.Printed = printedIn(g.raw(at))
	}
	return w
}

// value is what stands at p, as far as it is read.
func (g *grid) value(p pos) Value {
	at := g.find(p)
	if at == nil {
		return Value{}
	}
	return Value{Kind: at.cell.Kind, Text: shortened(at.cell.Text), Number: at.cell.Number}
}

// oneEach leaves each empty place to one field: of labels beside and above it, to the one
// beside. What is written there must not be read as another's value too, which is asked
// for in words instead.
func oneEach(hits []hit) []hit {
	type owner struct {
		field  process.Field
		beside bool
	}
	var by map[pos]owner // made for the first such place
	for i := range hits {
		h := &hits[i]
		if !h.Value.Empty() {
			continue
		}
		if by == nil {
			by = make(map[pos]owner, 16)
		}
		o := owner{h.Field, h.label.row == h.at.row}
		if was, is := by[h.at]; !is || o.beside && !was.beside {
			by[h.at] = o
		}
	}
	if by == nil {
		return hits
	}
	return slices.DeleteFunc(hits, func(h hit) bool { return h.Value.Empty() && by[h.at].field != h.Field })
}

// missing is a field whose label has no value, with the place where it belongs.
func (g *grid) missing(f process.Field, labelAt, at pos) Written {
	w := g.written(f, labelAt, at)
	w.Value = Value{}
	return w
}
