package form

import (
	"slices"
	"strings"
	"unicode/utf8"

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
	hits := make([]hit, 0, g.labelled)
	for i, p := range g.order {
		l := g.spots[i].label()
		if !g.spots[i].isLabel || g.spots[i].taken || inTables(tables, p.row) || g.headsTable(tables, p) {
			continue
		}
		field := g.fieldOf(p, l)
		if field == "" || g.byChance(p) {
			continue
		}
		if h, ok := g.answerBeside(field, p); ok {
			hits = append(hits, h)
			continue
		}
		at, found := g.valueOf(p, field)
		switch {
		case !found && l.slip && g.isTaken(pos{p.row, p.col - 1}): // a word after a value, near a label by chance
			continue
		case !found:
			hits = append(hits, hit{p, at, g.missing(field, p, at)})
			continue
		}
		g.take(at)
		h := hit{p, at, g.written(field, p, at)}
		if field == process.FieldDoctor {
			h.Value = g.wholeName(h)
		}
		hits = append(hits, h)
	}
	return oneEach(g.dropHeadings(g.dropAnswered(hits)))
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
	first, last := clean(h.Value.Text), clean(g.cell(next).Text)
	if strings.Contains(first, " ") || strings.Contains(last, " ") || strings.ContainsAny(last, "()0123456789") {
		return h.Value
	}
	g.take(next)
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
		if l.field == process.FieldPossibleStart && starts[g.wordingAt(p).key] && g.underEmployment(p) {
			return process.FieldEmploymentDate
		}
		if l.field == process.FieldLicenceDate && licensed[g.wordingAt(p).key] && g.namedBeside(p) {
			return process.FieldDoctor
		}
		return l.field
	case vagueDate:
		return g.dateField(p)
	case vagueName:
		if g.namesUnit(p) {
			return process.FieldCentre
		}
	}
	return l.settle(g.ownerAt(p))
}

// starts are the labels of a start that do not say of what; below the heading
// Anställning they are of the employment.
var starts = map[string]bool{"startdatum": true, "start": true, "tillträde": true, "tillträdesdatum": true, "datumförstart": true}

func (g *grid) underEmployment(p pos) bool {
	h := g.headingOver(p)
	return h != (pos{}) && strings.HasPrefix(g.wordingAt(h).key, "anställning")
}

// dateField settles a label Datum by the label left of it, else above it; where
// something begins is not when the training before it ended, nor the reverse.
func (g *grid) dateField(p pos) process.Field {
	f := g.datedField(p)
	switch key := g.wordingAt(p).key; {
	case f == process.FieldATEnd && (key == "from" || key == "frånochmed" || key == "sedan"),
		f != process.FieldATEnd && key == "slutdatum":
		return ""
	}
	return f
}

func (g *grid) datedField(p pos) process.Field {
	for col := p.col - 1; col > 0; col-- {
		if l, ok := g.labelAt(pos{p.row, col}); ok && !g.isTaken(pos{p.row, col}) {
			if l.field == process.FieldLicenceDate && !g.onlyAnswered(pos{p.row, col}) {
				return ""
			}
			return dateBeside[l.field]
		}
	}
	for row := p.row - 1; row > 0 && row >= p.row-3; row-- {
		if l, ok := g.labelAt(pos{row, p.col}); ok && l.field != process.FieldLicenceDate && l.field != process.FieldSignature {
			return dateBeside[l.field]
		}
	}
	return ""
}

// onlyAnswered says whether Ja or Nej is the value of the label at p.
func (g *grid) onlyAnswered(p pos) bool {
	at, ok := g.firstRight(p)
	if !ok {
		at = g.below(p)
	}
	return isAnswer(g.value(at))
}

// isAnswer says whether the value is Ja or Nej in words, and no more.
func isAnswer(v Value) bool {
	a, rest := parseAnswer(v)
	return v.Kind == workbook.Text && a != process.Unanswered && rest == ""
}

// dropAnswered drops a date's label that only says Ja or Nej where a label Datum
// beside it has the field's date, or a place for it.
func (g *grid) dropAnswered(hits []hit) []hit {
	dated := map[process.Field]bool{}
	for _, h := range hits {
		if l := g.label(h.label); l.vague == vagueDate && h.Field == process.FieldLicenceDate {
			dated[h.Field] = true
		}
	}
	if len(dated) == 0 {
		return hits
	}
	return slices.DeleteFunc(hits, func(h hit) bool {
		return dated[h.Field] && g.label(h.label).vague != vagueDate && isAnswer(h.Value)
	})
}

// ownerAt tells whom the place is about: the nearest group heading above, else
// the nearest label above, or left in the same row, that speaks of somebody.
func (g *grid) ownerAt(p pos) owner {
	best := g.headingOver(p)
	if best != (pos{}) {
		if o := g.wordingAt(best).about; o != nobody {
			return o
		}
	}
	return g.ownerNear(p, best.row)
}

func (g *grid) ownerNear(p pos, after int) owner {
	for col := p.col - 1; col > 0; col-- {
		if l, ok := g.labelAt(pos{p.row, col}); ok && specOf(l.field).whose != nobody {
			return specOf(l.field).whose
		}
	}
	for row := p.row - 1; row > max(after, p.row-farthestLabel); row-- {
		if l, ok := g.labelAt(pos{row, p.col}); ok && specOf(l.field).whose != nobody {
			return specOf(l.field).whose
		}
	}
	return nobody
}

// dropHeadings drops a label without a value whose field stands elsewhere on the
// sheet: the heading "Läkare" over "Namn", "Övrigt" over "Övrigt".
func (g *grid) dropHeadings(hits []hit) []hit {
	var count map[process.Field]int
	kept := 0
	for i := range hits {
		if h := &hits[i]; h.Value.Empty() && g.isHeading(h.label) && g.alone(h.label) {
			if count == nil { // most forms have no such label
				count = countOf(hits)
			}
			if count[h.Field] > 1 {
				count[h.Field]--
				continue
			}
		}
		if kept < i {
			hits[kept] = hits[i]
		}
		kept++
	}
	return hits[:kept]
}

// countOf is how many hits there are of each field.
func countOf(hits []hit) map[process.Field]int {
	count := make(map[process.Field]int, len(hits))
	for i := range hits {
		count[hits[i].Field]++
	}
	return count
}

// alone says whether nothing stands right of p in its row, or only labels of its
// group beside it.
func (g *grid) alone(p pos) bool {
	row := g.inRow(p.row)
	return row[len(row)-1] == p || g.isLabel(g.anchor(g.right(p)))
}

// unknown collects labels nobody knows, with their values: text in a column that
// holds known labels, with a value to its right, or below it where the column's
// values stand so.
func (g *grid) unknown(tables []*table) []hit {
	var hits []hit
	for i, p := range g.order {
		spot := &g.spots[i]
		if spot.wording == nil || g.column(p.col).labels < 2 && !spot.isLabel || inTables(tables, p.row) {
			continue
		}
		if !g.noteworthy(p) || utf8.RuneCountInString(spot.cell.Text) > longestLabel {
			continue
		}
		at, ok := g.valueRight(p)
		if g.column(p.col).stacked() {
			at, ok = g.unknownBelow(p)
		}
		if ok && !answerHeads[g.wordingAt(at).key] {
			g.take(at)
			spot.taken = true
			hits = append(hits, hit{p, at, g.written("", p, at)})
		}
	}
	return hits
}

// answerHeads are the words that forms head their column of values with.
var answerHeads = map[string]bool{"svar": true, "ertsvar": true, "värde": true, "uppgift": true, "uppgifter": true, "ifylls": true}

// unknownBelow finds the value below a label nobody knows, in a row that holds
// known ones.
func (g *grid) unknownBelow(p pos) (at pos, ok bool) {
	b := g.below(p)
	if !g.filled(b) || g.isLabel(b) || g.isHeading(b) || g.isTaken(b) {
		return pos{}, false
	}
	for _, q := range g.inRow(p.row) {
		if g.isLabel(q) && !g.isTaken(q) {
			return b, true
		}
	}
	return pos{}, false
}

// noteworthy says whether the text at p is a label that no field was found for.
func (g *grid) noteworthy(p pos) bool {
	if g.isTaken(p) || g.isHeading(p) || g.wordingAt(p).folded == "" {
		return false
	}
	if l, ok := g.labelAt(p); ok {
		return g.fieldOf(p, l) == ""
	}
	return g.cell(p).Kind == workbook.Text
}
