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
		if beside >= 0 && beside < len(row) && isTick(g.cells[row[beside]]) {
			chosen = append(chosen, c)
		}
	}
	for _, c := range row {
		g.taken[c] = true
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
			words[fold(g.cells[c].Text)]++
		case isTick(g.cells[c]) || isBox(g.cells[c]):
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
		if isBox(g.cells[c]) {
			boxes++
		}
	}
	return boxes > 0
}

func (g *grid) isWord(p pos) bool {
	c := g.cells[p]
	if c.Kind != workbook.Text {
		return false
	}
	w := fold(c.Text)
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
		words = append(words, clean(g.cells[c].Text))
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
		return hit{}, false
	}
	w := g.written(f, p, at)
	w.Value = v
	return hit{p, at, w}, true
}
