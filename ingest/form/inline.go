package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stintag/process"
	"stintag/process/workbook"
)

// longestInline is how long a value written after its label in the same cell may be.
const longestInline = 80

// inline finds values written in the label's own cell, "Läkarens namn: Anna Ek",
// for fields that have a value nowhere else on the sheet. A value of a kind must
// read as it; of instructions ("Legitimationsdatum: anges alltid") none does.
func (g *grid) inline(hits []hit, tables []*table) []hit {
	var first map[process.Field]int // made for the first such value: most forms have none
	for i, p := range g.order {
		if g.used.inline > mostInline {
			break
		}
		at := &g.spots[i]
		if at.wording == nil || at.wording == &plainText || at.isLabel || at.taken || inTables(tables, p.row) {
			continue
		}
		h, ok := g.inlineAt(p)
		if !ok {
			continue
		}
		if first == nil {
			first = firstOf(hits)
		}
		switch i, found := first[h.Field]; {
		case !found:
			first[h.Field] = len(hits)
			hits = append(hits, h)
		case hits[i].Value.Empty():
			hits[i] = h
		case specOf(h.Field).holds == asDate && clean(hits[i].Value.String()) != clean(h.Value.String()):
			hits = append(hits, h)
		default:
			continue
		}
		at.taken = true
	}
	return hits
}

// firstOf is which of the hits is the first of each field, of those with a value where
// any has one.
func firstOf(hits []hit) map[process.Field]int {
	first := make(map[process.Field]int, len(hits))
	for i, h := range hits {
		if j, ok := first[h.Field]; !ok || hits[j].Value.Empty() {
			first[h.Field] = i
		}
	}
	return first
}

// crowded collects the cells in which several labels stand with their values, which
// nobody can part.
func (g *grid) crowded(tables []*table) []hit {
	var notes []hit
	for i, p := range g.order {
		at := &g.spots[i]
		if at.wording == nil || at.taken || at.isLabel || inTables(tables, p.row) || at.wording.inline == nil || !at.wording.inline.crowded {
			continue
		}
		h := hit{p, p, g.written("", p, p)}
		h.Label, h.Value = at.wording.inline.before, Value{Kind: workbook.Text, Text: at.wording.inline.value}
		at.taken = true
		notes = append(notes, h)
	}
	return notes
}

// inlined is a text read as a label with its value after it.
type inlined struct {
	label         label
	before, value string
	ok            bool
	crowded       bool // other labels stand in the value
}

// inlineAt reads the text at p so, once for all cells that hold the text.
func (g *grid) inlineAt(p pos) (hit, bool) {
	w := g.wordingAt(p)
	if w.inline == nil {
		w.inline = inlineIn(g.cell(p).Text)
	}
	if !w.inline.ok {
		return hit{}, false
	}
	g.used.inline++
	field := g.fieldOf(p, w.inline.label)
	v := Value{Kind: workbook.Text, Text: w.inline.value}
	if field == "" || specOf(field).holds != asText && !specOf(field).takes(v) {
		return hit{}, false
	}
	h := hit{p, p, g.written(field, p, p)}
	h.Label, h.Value = w.inline.before, v
	return h, true
}

// inlineIn reads a text as a label with its value after a colon or a question mark,
// without the dotted line that it was written on.
func inlineIn(s string) *inlined {
	if !maySay(s) {
		return plainText.inline
	}
	text := clean(s)
	for i, r := range text {
		if r != ':' && r != '?' {
			continue
		}
		l, ok := exactLabel(text[:i])
		if !ok {
			continue
		}
		value := strings.Trim(strings.TrimLeft(text[i:], ":? "), "_… ")
		if strings.HasPrefix(value, "..") || strings.HasSuffix(value, "..") {
			value = strings.Trim(value, "._… ")
		}
		several := holdsLabel(value)
		ok = !placeholder(value) && utf8.RuneCountInString(value) <= longestInline && !several
		return &inlined{l, text[:i], value, ok, several && strings.ContainsFunc(value, unicode.IsDigit)}
	}
	return plainText.inline
}

// maySay says whether a text can be a label with its value after it.
func maySay(s string) bool {
	return len(s) <= 4*(longestLabel+longestInline) && (strings.IndexByte(s, ':') >= 0 || strings.IndexByte(s, '?') >= 0)
}

// holdsLabel says whether a label with its colon stands in a value: then several
// are written in one cell, and nobody can know where each value ends.
func holdsLabel(value string) bool {
	for i, r := range value {
		if r != ':' {
			continue
		}
		words := strings.Fields(value[:i])
		for n := 1; n <= min(len(words), mostLabelWords); n++ {
			if _, ok := exactLabel(strings.Join(words[len(words)-n:], " ")); ok {
				return true
			}
		}
	}
	return false
}

// mostLabelWords is how many words a label in the midst of a text is sought in.
const mostLabelWords = 6
