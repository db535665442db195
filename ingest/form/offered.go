package form

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"stintag/process"
	"stintag/process/workbook"
)

// mostOffered is how many rows of alternatives a question may have below it.
const mostOffered = 20

// longestOffer is in characters; what is longer is no alternative's words.
const longestOffer = 60

// offered reads a question whose alternatives stand in cells of their own with a box
// each, to its right or in the rows below it: "Avser | ☒ Ny ST | ☐ Byte". at is the
// cell of the word that is ticked, or of the first where none is. Where nobody can know
// which is meant, the value is all that is ticked, which reads as no choice.
func (g *grid) offered(f process.Field, p pos) (v Value, at pos, ok bool) {
	if !g.boxNear(p) {
		return Value{}, pos{}, false
	}
	rows := g.offers(f, p)
	var words, chosen []boxed
	sure, drawn := true, false
	for _, row := range rows {
		ticked, certain := g.tickedAmong(p, row)
		chosen, sure = append(chosen, ticked...), sure && certain
		for _, b := range row {
			drawn = drawn || b.mark == tick || b.mark == emptied && strings.ContainsAny(g.raw(b.at).Text, emptyBoxes+"[(")
			if b.word != "" {
				words = append(words, b)
			}
		}
	}
	if !drawn || len(words) < 2 || slices.ContainsFunc(words[1:], func(b boxed) bool { return strings.EqualFold(b.word, words[0].word) }) {
		return Value{}, pos{}, false
	}
	for _, row := range rows {
		for _, b := range row {
			g.take(b.at)
		}
	}
	switch {
	case sure && len(chosen) == 0:
		return Value{}, words[0].at, true
	case sure && len(chosen) == 1:
		return g.wordOnly(chosen[0]), chosen[0].at, true
	case sure:
		return Value{Kind: workbook.Text, Text: wordsOffered(chosen)}, chosen[0].at, true
	}
	return Value{Kind: workbook.Text, Text: wordsOffered(words)}, words[0].at, true
}

// wordsOffered are the words of some alternatives, one after another.
func wordsOffered(all []boxed) string {
	var words []string
	for _, b := range all {
		words = append(words, b.word)
	}
	return strings.Join(words, " / ")
}

// tickedAmong is tickedIn of a row of alternatives; of one alternative with a tick
// beside it there is no doubt.
func (g *grid) tickedAmong(p pos, row []boxed) (chosen []boxed, sure bool) {
	if len(row) == 2 && (row[0].word == "") != (row[1].word == "") {
		word, box := row[0], row[1]
		if word.word == "" {
			word, box = box, word
		}
		if word.mark == noMark {
			if box.mark == tick {
				chosen = []boxed{word}
			}
			return chosen, true
		}
	}
	return g.tickedIn(p, row)
}

// boxNear says whether a box or a tick stands right of p, or below it before the next
// label: most questions have none, and need not be tried.
func (g *grid) boxNear(p pos) bool {
	for row := p.row; row <= p.row+mostOffered; row++ {
		cells := g.rawRow(row)
		if len(cells) == 0 || row > p.row && g.isLabel(pos{row, p.col}) {
			return false
		}
		from := sort.Search(len(cells), func(i int) bool { return cells[i].Col >= p.col })
		for i := from; i < len(cells) && cells[i].Col <= p.col+2*reach; i++ {
			c := &cells[i]
			if c.Col == p.col && row == p.row || c.Kind != workbook.Text && c.Kind != workbook.Bool {
				continue
			}
			if c.Kind == workbook.Bool || len(c.Text) <= longestMark && markIn(c.Text) != unclear || drawsBox(c.Text) || strings.HasPrefix(c.Text, "x ") || strings.HasPrefix(c.Text, "X ") {
				return true
			}
		}
	}
	return false
}

// offers are the rows of alternatives of the question at p: right of it in its own
// row, and below as far as the rows hold nothing else.
func (g *grid) offers(f process.Field, p pos) [][]boxed {
	var rows [][]boxed
	end := p.col + 2*reach
	if own, whole := g.offersIn(f, p.row, p.col+1, end); len(own) > 0 {
		if !whole {
			return nil
		}
		rows = append(rows, own)
	} else if next, ok := g.nextLabel(p); ok {
		end = next.col - 1
	}
	for row := g.merged(p).Row2 + 1; len(rows) < mostOffered; row++ {
		more, whole := g.offersIn(f, row, p.col, end)
		if !whole || !slices.ContainsFunc(more, func(b boxed) bool { return b.word != "" }) {
			break
		}
		rows = append(rows, more)
	}
	return rows
}

// nextLabel is the first filled cell right of p: what stands below it is its own.
func (g *grid) nextLabel(p pos) (pos, bool) {
	row := g.inRow(p.row)
	i := sort.Search(len(row), func(i int) bool { return row[i].col > p.col })
	if i == len(row) {
		return pos{}, false
	}
	return row[i], true
}

// offersIn are the alternatives and boxes of a row from one column to another; whole
// is false where anything else stands there.
func (g *grid) offersIn(f process.Field, row, from, to int) (all []boxed, whole bool) {
	cells := g.rawRow(row)
	cells = cells[sort.Search(len(cells), func(i int) bool { return cells[i].Col >= from }):]
	for _, c := range cells {
		at := pos{c.Row, c.Col}
		if c.Col > to {
			break
		}
		if c.Kind == workbook.Empty || g.anchor(at) != at {
			continue
		}
		b := boxed{at: at, mark: markOf(c)}
		if b.mark == unclear {
			if b.word, b.mark, whole = g.offerIn(f, c); !whole || g.isTaken(at) {
				return all, false
			}
		}
		all = append(all, b)
	}
	return all, true
}

// offeredAt says whether one of the field's alternatives stands at p with its own box.
func (g *grid) offeredAt(f process.Field, p pos) bool {
	at := g.find(p)
	if at == nil || at.wording == nil || !drawsBox(at.cell.Text) {
		return false
	}
	_, box, ok := g.offerIn(f, *at.cell)
	return ok && box != noMark
}

// offerIn reads a cell as one of the field's alternatives with, perhaps, its box.
func (g *grid) offerIn(f process.Field, c workbook.Cell) (word string, box mark, ok bool) {
	if g.used.offers++; g.used.offers > mostOffers || c.Kind != workbook.Text || len(c.Text) > 4*longestOffer {
		return "", noMark, false
	}
	s := specOf(f)
	if s.holds == asAnswer {
		return answerWord(c.Text)
	}
	word, box = unboxed(clean(c.Text))
	if word == "" || utf8.RuneCountInString(word) > longestOffer {
		return "", noMark, false
	}
	_, fit, _ := pick(word, s.values)
	return word, box, fit >= fitsLoosely
}

// unboxed parts a text from the box that it begins or ends with.
func unboxed(s string) (word string, box mark) {
	for _, signs := range [...]string{"☒☑✓✔🗹■●", "☐□○❑❏"} {
		box = tick
		if strings.HasPrefix(signs, "☐") {
			box = emptied
		}
		if first, n := utf8.DecodeRuneInString(s); strings.ContainsRune(signs, first) {
			return strings.TrimSpace(s[n:]), box
		}
		if last, n := utf8.DecodeLastRuneInString(s); strings.ContainsRune(signs, last) {
			return strings.TrimSpace(s[:len(s)-n]), box
		}
	}
	if s != "" && (s[0] == '[' || s[0] == '(') {
		if end := strings.IndexAny(s, "])"); end > 0 && end <= len("[ x ]") {
			if box = markIn(s[:end+1]); box == tick || box == emptied {
				return strings.TrimSpace(s[end+1:]), box
			}
		}
	}
	if rest, is := strings.CutPrefix(s, "x "); is {
		return rest, tick
	} else if rest, is := strings.CutPrefix(s, "X "); is {
		return rest, tick
	}
	return s, noMark
}
