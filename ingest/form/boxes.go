package form

import (
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// boxes reads Ja and Nej that stand in cells of their own, with a box or a cell
// to tick beside each, "Ja | x | Nej |", or in their own cells, "Ja | Nej x". at is
// the cell of the word that is ticked, or of the first where none is. Where nobody
// can know which word the tick belongs to, the value is the whole row as written,
// which reads as no answer.
func (g *grid) boxes(p pos) (v Value, at pos, ok bool) {
	row, whole := g.boxRow(p)
	if row == nil {
		return Value{}, pos{}, false
	}
	for _, b := range row {
		g.take(b.at)
	}
	first := wordsBegin(row)
	chosen, sure := g.tickedIn(p, row)
	switch {
	case !whole || !sure || len(chosen) > 1:
		return Value{Kind: workbook.Text, Text: g.joined(row)}, first, true
	case len(chosen) == 0:
		return Value{}, first, true
	}
	return g.wordOnly(chosen[0]), chosen[0].at, true
}

func wordsBegin(row []boxed) pos {
	i := slices.IndexFunc(row, func(b boxed) bool { return b.word != "" })
	return row[i].at
}

// wordOnly is what stands in the cell of a word, without the word's own box.
func (g *grid) wordOnly(b boxed) Value {
	v := g.value(b.at)
	if b.mark == noMark {
		return v
	}
	text := clean(v.Text)
	if at := len(text) - len(b.word); strings.EqualFold(text[at:], b.word) {
		return Value{Kind: workbook.Text, Text: text[at:]}
	}
	return Value{Kind: workbook.Text, Text: text[:len(b.word)]}
}

// tickedIn are the words that a tick belongs to: their own, or the one beside them,
// on the side where the row's first cell tells that boxes stand. sure is false
// where a tick may be either word's.
func (g *grid) tickedIn(p pos, row []boxed) (chosen []boxed, sure bool) {
	own, drawn, ticks := 0, 0, 0
	for _, b := range row {
		switch {
		case b.word != "" && b.mark != noMark:
			own++
			if b.mark == tick {
				chosen = append(chosen, b)
			}
		case b.word == "" && b.mark == emptied:
			drawn++
		case b.word == "":
			ticks++
		}
	}
	if own > 0 {
		return chosen, ticks == 0
	}
	after := row[0].word != ""
	if after && row[0].at != g.right(p) && drawn == 0 && ticks > 0 {
		return nil, false
	}
	for i, b := range row {
		beside := i - 1
		if after {
			beside = i + 1
		}
		if b.word != "" && beside >= 0 && beside < len(row) && row[beside].word == "" && row[beside].mark == tick {
			chosen = append(chosen, b)
		}
	}
	return chosen, len(chosen) == ticks
}

func (g *grid) isWord(p pos) bool {
	w := g.wordingAt(p).folded
	return w == "ja" || w == "nej"
}

func (g *grid) joined(row []boxed) string {
	var words []string
	for _, b := range row {
		words = append(words, clean(g.raw(b.at).String()))
	}
	return strings.Join(words, " ")
}

// answerBeside reads a field of Ja or Nej, or of choices, whose alternatives have cells
// of their own.
func (g *grid) answerBeside(f process.Field, p pos) (hit, bool) {
	var v Value
	var at pos
	var ok bool
	if specOf(f).holds == asAnswer || f == process.FieldBT {
		if v, at, ok = g.boxes(p); !ok {
			v, at, ok = g.underWords(p)
		}
	}
	if !ok && (specOf(f).holds == asAnswer || specOf(f).holds == asChoice) {
		v, at, ok = g.offered(f, p)
	}
	if !ok {
		return hit{}, false
	}
	w := g.written(f, p, at)
	w.Value = v
	return hit{p, at, w}, true
}

// underWords reads ticks that stand under Ja and Nej, which head their columns once
// for many questions. What is ticked is what the column is headed with; where
// several are, the value is all of it, which reads as no answer.
func (g *grid) underWords(p pos) (v Value, at pos, ok bool) {
	heads := g.wordRow(p)
	if heads == nil {
		return Value{}, pos{}, false
	}
	var ticks []pos
	var said []string
	for _, h := range heads {
		c := pos{p.row, h.col}
		switch markOf(g.raw(c)) {
		case noMark, emptied:
		case tick:
			ticks, said = append(ticks, c), append(said, clean(g.cell(h).Text))
		default: // something is written there: it says more than where it stands
			return Value{}, pos{}, false
		}
	}
	if len(ticks) == 0 {
		return Value{}, pos{p.row, heads[0].col}, true
	}
	for _, c := range append(ticks, heads...) {
		g.take(c)
	}
	if len(said) == 1 {
		return Value{Kind: workbook.Text, Text: said[0]}, ticks[0], true
	}
	return Value{Kind: workbook.Text, Text: strings.Join(said, " ")}, ticks[0], true
}

// wordRow are the cells of the nearest row above p that heads columns right of p
// with Ja and Nej; a row with a label of its own answers that label.
func (g *grid) wordRow(p pos) []pos {
	rows := g.yesNoRows()
	for i := len(rows) - 1; i >= 0 && rows[i] >= p.row-furthestHead; i-- {
		if rows[i] >= p.row {
			continue
		}
		var heads []pos
		words := map[string]int{}
		for _, c := range g.inRow(rows[i]) {
			if c.col <= p.col || c.col > p.col+2*reach || g.cell(c).Kind != workbook.Text {
				continue
			}
			heads = append(heads, c)
			if g.isWord(c) {
				words[g.wordingAt(c).folded]++
			}
		}
		if words["ja"] == 0 || words["nej"] == 0 {
			continue
		}
		if words["ja"] > 1 || words["nej"] > 1 || g.labelInRow(rows[i], p.col) {
			return nil
		}
		return heads
	}
	return nil
}

// yesNoRows are the rows in which both words stand, sought once for the sheet.
func (g *grid) yesNoRows() []int {
	if g.sought {
		return g.yesNo
	}
	g.sought = true
	has := map[string]int{}
	for i, p := range g.order {
		w := g.spots[i].wording
		if w == nil || w.folded != "ja" && w.folded != "nej" {
			continue
		}
		has[w.folded] = p.row
		if has["ja"] == has["nej"] && (len(g.yesNo) == 0 || g.yesNo[len(g.yesNo)-1] != p.row) {
			g.yesNo = append(g.yesNo, p.row)
		}
	}
	return g.yesNo
}

// furthestHead is how many rows below their heading Ja and Nej ticks may stand.
const furthestHead = 40

func (g *grid) labelInRow(row, upTo int) bool {
	for _, c := range g.inRow(row) {
		if c.col <= upTo && g.isLabel(c) && !g.isHeading(c) {
			return true
		}
	}
	return false
}
