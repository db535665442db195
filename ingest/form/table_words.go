package form

import (
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// wordsUnder are the cells of Ja and Nej in a row under the heading of a question, that
// head a column each: a tick says what its own column is headed with.
func (g *grid) wordsUnder(at pos, row int) []pos {
	end := min(g.merged(at).Col2, at.col+reach)
	if end == at.col {
		end = at.col + 1
		if g.filled(pos{at.row, end}) {
			return nil
		}
	}
	var words []pos
	for col := at.col; col <= end && len(words) <= 2; col++ {
		if p := (pos{row, col}); g.isWord(p) {
			words = append(words, p)
		}
	}
	if len(words) != 2 || g.wordingAt(words[0]).folded == g.wordingAt(words[1]).folded {
		return nil
	}
	return words
}

// layWords finds the questions of the table whose Ja and Nej have columns of their own,
// in the row below its headings or in that row itself.
func (g *grid) layWords(t *table) {
	for i := range t.cols {
		c := &t.cols[i]
		if c.field != "" && specOf(c.field).holds == asAnswer {
			if row := g.below(pos{t.row, c.at.col}).row; !g.namesIn(t, row) {
				c.words = g.wordsUnder(c.at, row)
			}
			if c.at.row < t.row {
				c.words = g.wordsUnder(c.at, t.row)
			}
		}
	}
	t.cols = slices.DeleteFunc(t.cols, func(c heading) bool {
		return c.field == "" && slices.ContainsFunc(t.cols, func(of heading) bool { return slices.Contains(of.words, c.at) })
	})
}

// ticksUnder is what is ticked in a row under Ja and Nej, and where: a word that is
// written there says itself what it says. Of several ticks the value is every word,
// which reads as no answer.
func (g *grid) ticksUnder(words []pos, row int) (v Value, at pos) {
	at = pos{row, words[0].col}
	var said []string
	for _, w := range words {
		p := pos{row, w.col}
		switch markOf(g.raw(p)) {
		case noMark, emptied:
			continue
		case tick:
			said = append(said, clean(g.cell(w).Text))
		default:
			said = append(said, clean(g.raw(p).String()))
		}
		if len(said) == 1 {
			at = p
		}
	}
	if len(said) == 0 {
		return Value{}, at
	}
	return Value{Kind: workbook.Text, Text: strings.Join(said, " ")}, at
}

// namesIn says whether a name stands in a row of the table: a doctor's own row heads no
// columns, whatever answers stand in it.
func (g *grid) namesIn(t *table, row int) bool {
	return slices.ContainsFunc(t.cols, func(c heading) bool {
		p := pos{row, c.at.col}
		return (c.field == process.FieldDoctor || c.field == process.FieldLastName) && c.at.row < row && g.anchor(p) == p && g.filled(p)
	})
}
