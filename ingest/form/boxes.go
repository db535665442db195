package form

import (
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// boxes reads Ja and Nej that stand in cells of their own, with a box or a cell
// to tick beside each: "Ja | x | Nej |". at is the cell of the word that is
// ticked, or of the first where none is. Where nobody can know which word the
// tick belongs to, the value is the whole row as written, which reads as no answer.
func (g *grid) boxes(p pos) (v Value, at pos, ok bool) {
	row := g.boxRow(p)
	if row == nil {
		return Value{}, pos{}, false
	}
	after := g.isWord(row[0])
	if after && row[0] != g.right(p) && !g.explicit(row) {
		return Value{Kind: workbook.Text, Text: g.joined(row)}, row[0], true
	}
	var chosen []pos
	for i, c := range row {
		if !g.isWord(c) {
			continue
		}
		beside := i - 1
		if after {
			beside = i + 1
		}
		if beside >= 0 && beside < len(row) && isTick(g.cell(row[beside])) {
			chosen = append(chosen, c)
		}
	}
	for _, c := range row {
		g.take(c)
	}
	switch len(chosen) {
	case 0:
		return Value{}, row[0], true
	case 1:
		return g.value(chosen[0]), chosen[0], true
	}
	return Value{Kind: workbook.Text, Text: g.joined(row)}, row[0], true
}

// boxRow are the cells of Ja and Nej and their boxes, or nil where the row right
// of p is not such a one.
func (g *grid) boxRow(p pos) []pos {
	var row []pos
	words := map[string]int{}
	for _, c := range g.inRow(p.row) {
		if c.col <= p.col || c.col > p.col+2*reach {
			continue
		}
		switch {
		case g.isWord(c):
			words[g.wordingAt(c).folded]++
		case isTick(g.cell(c)) || isBox(g.cell(c)):
		default:
			if words["ja"] == 1 && words["nej"] == 1 {
				return row
			}
			return nil
		}
		row = append(row, c)
	}
	if words["ja"] != 1 || words["nej"] != 1 {
		return nil
	}
	return row
}

// explicit says whether the row draws its empty boxes, so that each word has one.
func (g *grid) explicit(row []pos) bool {
	boxes := 0
	for _, c := range row {
		if isBox(g.cell(c)) {
			boxes++
		}
	}
	return boxes > 0
}

func (g *grid) isWord(p pos) bool {
	w := g.wordingAt(p).folded
	return w == "ja" || w == "nej"
}

func isTick(c workbook.Cell) bool {
	switch strings.ToLower(clean(c.Text)) {
	case "x", "☒", "☑", "✓", "✔", "×", "√":
		return c.Kind == workbook.Text
	}
	return c.Kind == workbook.Bool && c.Number == 1
}

func isBox(c workbook.Cell) bool {
	return c.Kind == workbook.Text && clean(c.Text) == "☐" || c.Kind == workbook.Bool && c.Number == 0
}

func (g *grid) joined(row []pos) string {
	var words []string
	for _, c := range row {
		words = append(words, clean(g.cell(c).Text))
	}
	return strings.Join(words, " ")
}

// answerBeside reads a field of Ja or Nej whose alternatives have cells of their
// own.
func (g *grid) answerBeside(f process.Field, p pos) (hit, bool) {
	if specOf(f).holds != asAnswer {
		return hit{}, false
	}
	v, at, ok := g.boxes(p)
	if !ok {
		v, at, ok = g.underWords(p)
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
		switch {
		case !g.filled(c) || isBox(g.cell(c)):
		case isTick(g.cell(c)):
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
