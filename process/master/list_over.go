package master

import (
	"fmt"
	"maps"

	"stintag/process/workbook"
)

// writtenOver finds, by number, the rows of the program's in which a person has written
// over one of the words that name the row, and how it was named.
func (m *merger) writtenOver(l keyedList, g *grid, wanted map[string]listRow) map[int]string {
	over := map[int]string{}
	if len(l.by) < 3 { // what is left would name it no more
		return over
	}
	shown, strange := map[string]bool{}, []row{}
	for _, r := range g.rows {
		key := l.key(r.text)
		shown[key] = true
		if _, isWanted := wanted[key]; !isWanted && !r.blank() && !m.knows(l.sheet, key) {
			strange = append(strange, r)
		}
	}
	if len(strange) == 0 {
		return over
	}
	for _, key := range m.keys(l.sheet) {
		for _, r := range strange {
			if _, is := over[r.number]; !is && !shown[key] && m.resembles(l, r, key) {
				over[r.number], shown[key] = key, true
			}
		}
	}
	return over
}

// resembles says whether all but one of the words that name a row are in r as they
// were written, the case's number aside: a row that people made may be about the case.
func (m *merger) resembles(l keyedList, r row, key string) bool {
	changed := 0
	for _, h := range l.by {
		was, ok := m.says(l.sheet, key, h)
		if !ok || was == "" && h != headCase {
			return false
		}
		if was != r.text(h) {
			changed++
		}
	}
	return changed == 1
}

// standing is the row as wanted with what a person wrote over its name, which is told
// until it is emptied: such a list is handed on, and its row is not to change unseen.
func (m *merger) standing(l keyedList, r row, w listRow) listRow {
	for _, h := range l.by {
		have, own := r.text(h), l.textOf(w, h)
		if have == own || have == "" {
			continue
		}
		w = maps.Clone(w)
		w[h] = r.cell(h)
		words := fmt.Sprintf("Programmet säger: %s. Det som står här är skrivet för hand och gäller inte: ett beslut ändras i bladet %s. Töm cellen för att ta tillbaka programmets uppgift.", own, SheetCases)
		cell := r.grid.set(r.number, h, workbook.Cell{})
		m.remark(cell.Sheet, cell.Row, cell.Col, words)
		m.follow(l.textOf(w, headCase), "Rätta bladet "+l.sheet+rowWords(r.number)+".",
			h+" är ”"+WithoutNumbers(quoted(lookText, have))+"”. "+words)
	}
	return w
}
