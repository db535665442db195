package form

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stintag/process"
	"stintag/process/workbook"
)

// beside finds the filled cells that no label has claimed and that stand right of a
// label's value, or right below it with nothing left of them. One that reads as
// another value of the field is a second value, and the sender is asked; any other
// is kept as a note in the label's words, so that nothing is lost.
func (g *grid) beside(hits []hit, tables []*table) (second, notes []hit) {
	if len(hits) == 0 {
		return nil, nil
	}
	var by *owners // made for the first such cell: most forms have none
	for i, p := range g.order {
		if !g.strays(i, p) || inTables(tables, p.row) {
			continue
		}
		if by == nil {
			by = g.owners(hits)
		}
		owner, ok := g.ownerOf(i, by)
		if !ok || g.helps(p) {
			continue
		}
		if g.used.beside++; g.used.spent() {
			return nil, nil
		}
		by.values[i] = owner
		h := hit{owner.label, p, g.written(owner.Field, owner.label, p)}
		h.Label = owner.Label
		over, headed := g.ownHead(p, owner)
		switch {
		case headed:
			g.take(over)
			notes = append(notes, hit{over, p, g.written("", over, p)})
		case g.saysNothingMore(owner, h.Value):
			continue
		case !g.isAside(p) && owner.differs(h.Value) && !g.labelsNext(owner, p):
			second = append(second, h)
		default:
			h.Field = ""
			if next := g.right(p); h.Value.Kind == workbook.Text && g.stray(next) && !g.isLabel(next) && !g.isHeading(next) && !g.isAside(next) {
				g.take(p) // a label of its own, in words that nobody knows
				by.values[g.index(next)], p = owner, next
				h = hit{h.at, next, g.written("", h.at, next)}
			}
			notes = append(notes, h)
		}
		g.take(p)
	}
	return second, notes
}

// ownHead is the label, in words that nobody knows, of the value at p: it stands right
// above it, beside the label of the value that p stands beside.
func (g *grid) ownHead(p pos, of *hit) (over pos, ok bool) {
	over = g.anchor(pos{p.row - 1, p.col})
	ok = of.at.row == p.row && over.row == of.label.row && over.col > of.label.col && of.label.row < of.at.row &&
		g.isText(over) && g.stray(over) && !g.isLabel(over) && !g.isHeading(over) && !g.isAside(over) && !g.helps(over)
	return over, ok
}

// labelsNext says whether the single word at p, after a name, is the label of what stands
// after it rather than more of the name: "Bo | Favoritfärg | blå".
func (g *grid) labelsNext(of *hit, p pos) bool {
	return slices.Contains(naming, of.Field) && p.row == of.label.row && !strings.Contains(clean(g.cell(p).Text), " ") && g.isOther(of.label, p)
}

// owners are the hits by the filled cells that are their values, and their labels; of
// values that are missing by the places where they belong.
type owners struct {
	values, labels []*hit
	missing        map[pos]*hit
}

func (g *grid) owners(hits []hit) *owners {
	all := make([]*hit, 2*len(g.spots))
	by := &owners{values: all[:len(g.spots)], labels: all[len(g.spots):], missing: map[pos]*hit{}}
	for i := range hits {
		h := &hits[i]
		if by.labels[g.index(h.label)] = h; h.Field == "" {
			continue
		}
		if v := g.index(h.at); v < 0 {
			if by.missing[h.at] == nil {
				by.missing[h.at] = h
			}
		} else if by.values[v] == nil {
			by.values[v] = h
		}
	}
	return by
}

// ownersAt are the hits whose value and whose label stand, or belong, at p.
func (g *grid) ownersAt(by *owners, p pos) (value, label *hit) {
	if i := g.index(p); i >= 0 {
		return by.values[i], by.labels[i]
	}
	return by.missing[p], nil
}

// strays says whether nothing has claimed the i-th filled cell, and it is no label,
// no heading and no example.
func (g *grid) strays(i int, p pos) bool {
	s := &g.spots[i]
	return !s.taken && !s.isLabel && (s.wording == nil || !s.wording.heads && s.wording.aside == nothingAside) && g.asideOf(p) != shownAside
}

// helps says whether the text at p is the form's help rather than its sender's.
func (g *grid) helps(p pos) bool {
	c := g.cell(p)
	if c.Kind != workbook.Text {
		return false
	}
	text := clean(c.Text)
	return strings.HasPrefix(text, "(") || strings.HasPrefix(text, "*") || instructs(text)
}

// instructs says whether a text tells how to fill in a box rather than what is in it.
func instructs(text string) bool {
	first, _, _ := strings.Cut(text, " ")
	switch strings.ToLower(strings.Trim(first, ".,:!")) {
	case "ange", "fyll", "fylls", "skriv", "välj", "markera", "kryssa", "bifoga", "lämna", "obligatorisk", "obligatoriskt", "frivilligt", "t.ex", "ex", "exempel", "t", "enligt", "format":
		return true
	}
	return false
}

// ownerOf is the label whose value the i-th filled cell stands beside: the nearest filled cell left of
// it holds that value, or is another such cell, or the label itself where its value
// is missing; else, where nothing stands left, the cell above.
func (g *grid) ownerOf(i int, by *owners) (*hit, bool) {
	p := g.order[i]
	if i > 0 && g.order[i-1].row == p.row {
		if p.col-g.merged(g.order[i-1]).Col2 > reach {
			return nil, false
		}
		if h := by.values[i-1]; h != nil {
			return h, h.label.row == p.row || h.label.col < p.col
		}
		h := by.labels[i-1]
		return h, h != nil && h.Value.Empty() && h.Field != ""
	}
	value, label := g.ownersAt(by, g.anchor(pos{p.row - 1, p.col}))
	if value != nil && value.label.col < p.col {
		return value, true
	}
	return label, label != nil && label.Field != "" && label.Value.Empty() && g.labels(p, label.Field)
}

func (g *grid) stray(p pos) bool {
	at := g.find(p)
	return at != nil && !at.taken
}

// units are what stands after a number and says no more.
var units = map[string]bool{"%": true, "st": true, "mån": true, "månader": true, "månad": true, "år": true, "personer": true, "procent": true, "kr": true, "stycken": true, "patienter": true, "listade": true, "läkare": true}

// saysNothingMore says whether what stands beside a value only repeats it, ticks it
// or is its unit.
func (g *grid) saysNothingMore(of *hit, v Value) bool {
	if v.Kind == workbook.Text {
		key := wordsIn(v.Text)
		if m := markIn(v.Text); m == tick && specOf(of.Field).holds == asAnswer && !of.Value.Empty() || m == emptied || m == noMark {
			return true
		}
		if units[key] || key == "" {
			return true
		}
	}
	return clean(v.String()) == clean(of.Value.String())
}

// differs says whether what stands beside a field's value reads as another one. Of
// what is written in words only a name or a health centre does.
func (h *hit) differs(v Value) bool {
	if h.Value.Empty() {
		return false
	}
	s := specOf(h.Field)
	switch s.holds {
	case asDate:
		return s.takes(v) && (v.Kind != workbook.Text || len(clean(v.Text)) > len("2016") && !tellsOfPaper(v.Text))
	case asAnswer, asChoice, asPersonal:
		return s.takes(v)
	case asText:
		switch h.Field {
		case process.FieldDoctor, process.FieldFirstName, process.FieldLastName:
			return v.Kind == workbook.Text && looksNamed(clean(v.Text), strings.Contains(clean(h.Value.Text), " "))
		case process.FieldCentre:
			return v.Kind == workbook.Text && looksLikeCentre(v.Text)
		}
	}
	return false
}

// tellsOfPaper says whether a text with a date in it tells when a paper was sent or
// seen: that is no other date of the field.
func tellsOfPaper(text string) bool {
	for _, w := range strings.Fields(fold(text)) {
		for _, begin := range []string{"kopia", "bifog", "skick", "inskick", "kontroll", "mottag", "inkom", "regist", "stämpl"} {
			if strings.HasPrefix(w, begin) {
				return true
			}
		}
	}
	return false
}

// looksNamed says whether a text can be a person's name: two to four words that
// begin with a capital, or one where the name beside it is only one word too.
func looksNamed(text string, whole bool) bool {
	words := strings.Fields(text)
	if len(words) == 0 || len(words) > 4 || whole && len(words) < 2 || strings.ContainsAny(text, "0123456789@:;/(") || looksLikeCentre(text) {
		return false
	}
	for _, w := range words {
		if first, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(first) {
			return false
		}
	}
	return true
}

// looksLikeCentre says whether a text names a health centre.
func looksLikeCentre(text string) bool {
	if !strings.ContainsAny(text, "cCgG") { // every such word has one
		return false
	}
	words := strings.Fields(fold(text))
	for _, w := range words {
		for _, end := range []string{"vårdcentral", "vårdcentralen", "hälsocentral", "hälsocentralen", "mottagning", "mottagningen", "vc", "hc"} {
			if w == end || len(end) > 3 && strings.HasSuffix(w, end) {
				return len(words) <= 5
			}
		}
	}
	return false
}
