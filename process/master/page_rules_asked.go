package master

import (
	"strings"

	"stintag/process/workbook"
)

// The yellow cell of Regler stands beside its label, and the rows for the answer
// under it. They are always as many, so that the rules below keep their places.
const (
	askLabel   = "Förklara ett ärende: skriv numret här"
	askRow     = 4
	answerRows = 4
	rulesRow   = askRow + answerRows + 1 // empty; the rules begin below it
)

const askHelp = "Till exempel IA-2024-0007. Svaret kommer här under vid nästa körning. Töm rutan när du är klar."

var askedStyle = workbook.Style{Bold: true, Size: 12, Fill: cream, Border: "box", Wrap: true, Indent: 1}

// ask is the yellow cell, which the program never writes in, and what is answered.
func (w *words) ask(v View) {
	w.put(askRow, 1, text(askLabel), labelStyle)
	w.put(askRow, 2, workbook.Cell{}, askedStyle)
	w.put(askRow, 3, text(askHelp), asideTop)
	for i, a := range fitted(v.Answer) {
		w.put(askRow+1+i, 1, text(a.Caption), labelStyle)
		w.put(askRow+1+i, 2, text(v.hide(a.Text)), wrapStyle)
	}
	if len(v.Answer) > 0 { // the day alone is no reason to write
		w.fleeting(askRow+1, 3, text("Skrivet "+v.Run.Format("2006-01-02")+"."), asideTop)
	}
	w.row = rulesRow
}

// tallest is the most lines that a row can show; spreadsheets make none higher.
const tallest = 26

// fitted breaks an answer into the rows that there are, none too high to be read.
func fitted(answer []Passage) []Passage {
	var rows []Passage
	for _, a := range answer {
		now, tall := Passage{Caption: a.Caption}, 0
		for l := range strings.SplitSeq(a.Text, "\n") {
			n := 1 + len([]rune(l))/wordsLine
			if tall > 0 && tall+n > tallest {
				rows, now, tall = append(rows, now), Passage{}, 0
			}
			if tall > 0 {
				now.Text += "\n"
			}
			now.Text, tall = now.Text+l, tall+n
		}
		rows = append(rows, now)
	}
	if len(rows) > answerRows {
		rows = rows[:answerRows]
		rows[answerRows-1].Text += "\n…"
	}
	return rows
}

// asked reads the yellow cell: the one to the right of its label, wherever that
// stands. moved is how far down people's own rows have pushed it.
func asked(b *workbook.Book) (id string, moved int) {
	s, ok := b.Sheet(SheetRules)
	if !ok {
		return "", 0
	}
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			if c.Kind == workbook.Text && folded(c.Text) == folded(askLabel) {
				return CanonicalText(s.Cell(c.Row, c.Col+1)), c.Row - askRow
			}
		}
	}
	return "", 0
}

// rules is the page of the rules, where the label of its yellow cell stands: rows
// that people put above it are left alone.
func (m *merger) rules() page {
	p := rules(m.view)
	_, moved := asked(m.book.Book)
	kept := p.cells[:0]
	for _, c := range p.cells {
		if c.row += moved; c.row > 0 {
			kept = append(kept, c)
		}
	}
	p.cells = kept
	return p
}
