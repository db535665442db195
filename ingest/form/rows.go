package form

import (
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// labelRow says whether the row below the table's headings is one of labels or of
// a group's heading, with which the next part of the sheet begins. A label where
// only a name, a date or an answer can stand tells; elsewhere a text may happen to
// be one, and half the row must be labels, or more than half where a name stands.
func (g *grid) labelRow(t *table, row int) bool {
	labels, named := 0, 0
	for i, p := range g.inRow(row) {
		under, at := t.fieldAt(p.col), &g.spots[g.begins[row]+i]
		if !at.isLabel && !at.heads() {
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

// chosen says whether the text at p is one of the field's choices. One that is a
// label too, without a slip, must be the choice's own words.
func (g *grid) chosen(f process.Field, p pos) bool {
	s := specOf(f)
	if s.holds != asChoice {
		return false
	}
	if l, ok := g.labelAt(p); ok && !l.slip {
		key := g.wordingAt(p).key
		return slices.ContainsFunc(s.values, func(c choice) bool { return slices.Contains(c.keys, key) })
	}
	_, ok := choose(g.cell(p).Text, s.values)
	return ok
}

// dataRow says whether the row is an applicant's: two known columns are filled in,
// or the doctor's name is, in two words or more, next to the others. apart says that
// empty rows lie between: a sum or a greeting may follow there.
func (g *grid) dataRow(t *table, row int, apart bool) bool {
	if g.exampleRow(t, row) || g.nobody(t, row) {
		return false
	}
	n := 0
	for _, c := range t.cols {
		p := pos{row, c.at.col}
		if c.field == "" || !g.filled(p) {
			continue
		}
		n++
		switch {
		case c.field != process.FieldDoctor:
		case strings.HasSuffix(clean(g.cell(p).Text), ":"):
			return false
		case g.isName(p) && !apart:
			n++
		}
	}
	return n >= 2
}

// examples are what forms write before the row that shows how to fill them in.
var examples = map[string]bool{"exempel": true, "ex": true, "tex": true, "exempelrad": true}

// exampleRow says whether the row says of itself, where no field stands, that it is
// the form's own example.
func (g *grid) exampleRow(t *table, row int) bool {
	ps := g.inRow(row)
	return len(ps) > 0 && t.fieldAt(ps[0].col) == "" && examples[wordsIn(g.cell(ps[0]).Text)]
}

// nobody says whether what stands where the doctor's name should is no name: a sum,
// a vacant post, a heading over a health centre's own rows.
func (g *grid) nobody(t *table, row int) bool {
	for _, c := range t.cols {
		if c.field != process.FieldDoctor || !g.filled(pos{row, c.at.col}) {
			continue
		}
		w := g.wordingAt(pos{row, c.at.col})
		first, _, _ := strings.Cut(w.folded, " ")
		return greetings[first] || vacancies[w.key] || w.heads || looksLikeCentre(g.cell(pos{row, c.at.col}).Text)
	}
	return false
}

// vacancies are the words for nobody yet.
var vacancies = map[string]bool{"vakant": true, "vakans": true, "vakanttjänst": true, "ejtillsatt": true, "nn": true, "läkare": true, "stläkare": true}

// overRows is the health centre that stands alone in the doctors' column over the
// rows of its own.
func (g *grid) overRows(t *table, row int) (pos, bool) {
	filled := g.inRow(row)
	if len(filled) != 1 || t.fieldAt(filled[0].col) != process.FieldDoctor || t.has(process.FieldCentre) {
		return pos{}, false
	}
	return filled[0], looksLikeCentre(g.cell(filled[0]).Text)
}

// isName says whether the text at p can be somebody's first and last name.
func (g *grid) isName(p pos) bool {
	text := clean(g.cell(p).Text)
	first, _, _ := strings.Cut(g.wordingAt(p).folded, " ")
	return g.isText(p) && strings.Contains(text, " ") && !strings.Contains(text, ":") && !greetings[first]
}

// greetings are the first words of what is written below a table.
var greetings = map[string]bool{
	"mvh": true, "hälsningar": true, "vänliga": true, "vänlig": true, "med": true, "bästa": true, "summa": true,
	"totalt": true, "antal": true, "obs": true, "ort": true, "ovanstående": true,
}

// rowHits reads one row of the table, known headings and unknown. The known ones hold
// until the next row is read.
func (g *grid) rowHits(t *table, row int) (known, unknown []hit) {
	known = g.known[:0]
	for _, c := range t.cols {
		p := g.anchor(pos{row, c.at.col})
		if p.row <= t.row || p.col < c.at.col || t.centres[row] == p { // merged with a heading, a subheading, or another column's value
			p = pos{row, c.at.col}
		}
		h := hit{c.at, p, g.written(c.field, c.at, p)}
		if len(c.words) > 0 {
			v, at := g.ticksUnder(c.words, row)
			h = hit{c.at, at, g.written(c.field, c.at, at)}
			h.Value = v
		}
		if c.field == process.FieldDoctor {
			h.Value = g.nameAcross(c.at, h)
		}
		switch {
		case c.field != "":
			known = append(known, h)
		case !h.Value.Empty() && !g.isAside(p) && len([]rune(h.Label)) <= longestLabel && !counters[wordsIn(h.Label)]:
			unknown = append(unknown, h)
		}
	}
	if over, ok := t.centres[row]; ok {
		known = append(known, hit{over, over, g.written(process.FieldCentre, over, over)})
	}
	g.known = known
	return known, unknown
}

// nameAcross joins a first and a last name that stand in a cell each below a heading
// over both.
func (g *grid) nameAcross(heading pos, h hit) Value {
	next := g.right(h.at)
	if next.col > g.merged(heading).Col2 || h.Value.Kind != workbook.Text || !g.isText(next) {
		return h.Value
	}
	return Value{Kind: workbook.Text, Text: clean(h.Value.Text) + " " + clean(g.cell(next).Text)}
}

// counters are headings of a column that only numbers the rows.
var counters = map[string]bool{"": true, "nr": true, "no": true, "löpnr": true, "löpnummer": true, "rad": true}
