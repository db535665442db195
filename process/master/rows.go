package master

import (
	"fmt"
	"iter"

	"stintag/process/workbook"
)

// wantedRow is a row as the program would have it.
type wantedRow struct {
	key   string
	cells map[string]workbook.Cell // the program's columns, by heading
	made  map[string]workbook.Cell // the people's: written only where the row is made
	// corrected is what people wrote over the program's words, by heading: a row that
	// is made anew has it again.
	corrected map[string]string
	// own tells the program's value without what a person asserted; ok is false
	// where that is not known. nil: the value in cells is its own.
	own func(heading string) (c workbook.Cell, ok bool)
	// rests: where the row has stood and is gone, it stays gone.
	rests  bool
	byHand bool // no form told of it, but a row that a person wrote
}

// among finds rows in a map.
func among(rows map[string]row) func(key string) (row, bool) {
	return func(key string) (row, bool) {
		r, ok := rows[key]
		return r, ok
	}
}

// rows merges wanted rows into a table where rows have keys. New rows go last.
func (m *merger) rows(g *grid, at func(key string) (row, bool), want iter.Seq[wantedRow]) {
	sheet, end := g.table.sheet, g.last
	wanted := map[string]bool{}
	if m.next[sheet] == nil && len(m.base[sheet]) > 0 {
		m.next[sheet] = make(map[string]string, len(m.base[sheet]))
	}
	m.packed = &packing{sheet: sheet, order: packedOrder(g.table)}
	defer func() { m.packed = nil }()
	for w := range want {
		wanted[w.key] = true
		if r, ok := at(w.key); ok {
			m.row(g, r, w)
			continue
		}
		if _, stood := m.base[sheet][w.key]; stood && w.rests {
			m.carry(sheet, w.key)
			continue
		}
		if m.closed[sheet] {
			m.carry(sheet, w.key)
			continue
		}
		for end++; m.barsRow(g, end); end++ {
		}
		m.newRow(g, end, w)
	}
	for _, b := range []Base{m.base, m.pending} {
		for key := range b[sheet] {
			if _, is := m.next[sheet][key]; !is && !wanted[key] {
				m.carry(sheet, key)
			}
		}
	}
}

func (m *merger) newRow(g *grid, number int, w wantedRow) {
	m.pack(w.key)
	defer m.record()
	for _, c := range g.table.columns {
		if r, ok := m.correctedAgain(g, number, w, c); ok {
			m.change(g.set(number, c.heading, r.cell(c.heading)))
			m.correction(g, r, w, c)
			continue
		}
		v, ok := w.cells[c.heading]
		if made, people := w.made[c.heading]; people {
			v = made
		}
		if v.Kind != workbook.Empty {
			m.change(g.set(number, c.heading, v))
		}
		if ok {
			m.note(g.table.sheet, w.key, c.heading, textAs(c.look, v))
		}
	}
}

// correctedAgain is a row with the words that a person had written over the program's,
// where the program did not come to say the same itself.
func (m *merger) correctedAgain(g *grid, number int, w wantedRow, c column) (row, bool) {
	word, ok := w.corrected[c.heading]
	if !ok {
		return row{}, false
	}
	if last, stood := m.says(g.table.sheet, w.key, c.heading); stood && last == word {
		return row{}, false
	}
	return row{number: number, grid: g}.with(c.heading, cellOf(c.look, word)), true
}

func (m *merger) row(g *grid, r row, w wantedRow) {
	m.pack(w.key)
	defer m.record()
	for _, c := range g.table.columns {
		want, ok := w.cells[c.heading]
		if !ok {
			continue
		}
		if !m.bars(g.set(r.number, c.heading, want)) && !corrected(m.written, r, w.key, c) {
			if textAs(c.look, want) != r.text(c.heading) {
				m.change(g.set(r.number, c.heading, want))
			}
			m.note(g.table.sheet, w.key, c.heading, textAs(c.look, want))
			continue
		}
		m.correction(g, r, w, c)
	}
}

// correction lets a person's value stand. The base keeps what the program said
// when it was corrected: so the correction is seen again next time, and a program
// value that has changed since is seen as the conflict it is.
func (m *merger) correction(g *grid, r row, w wantedRow, c column) {
	sheet := g.table.sheet
	own, known := w.cells[c.heading], true
	if w.own != nil {
		own, known = w.own(c.heading)
	}
	ownText := textAs(c.look, own)
	last, stood := m.says(sheet, w.key, c.heading)
	unused := m.unused(r, w, c)
	switch {
	case unused != "" && known:
		m.note(sheet, w.key, c.heading, ownText)
		m.remarkUnused(r, w, c, ownText, unused)
	case known && (ownText == r.text(c.heading) || !stood):
		m.note(sheet, w.key, c.heading, ownText)
		m.remarkCorrection(r, w, c, ownText, ownText)
	case stood && known:
		m.note(sheet, w.key, c.heading, last)
		m.remarkCorrection(r, w, c, ownText, last)
		if ownText != last {
			m.conflict(r, w, c, ownText)
		}
	case stood:
		m.note(sheet, w.key, c.heading, last)
		m.remarkCorrection(r, w, c, last, last)
	}
}

// caseOf is the case that a row with the key is about, "" where it is about none.
func caseOf(t table, key string) string {
	if t.sheet == SheetCases {
		return key
	}
	return ""
}

func (m *merger) conflict(r row, w wantedRow, c column, own string) {
	sheet, key := r.grid.table.sheet, w.key
	says := "är tom"
	if own != "" {
		says = "är ”" + own + "”"
	}
	empty := "Töm cellen om den nyare uppgiften ska gälla."
	if reckoned(sheet, c.heading) {
		empty = "Töm cellen, så står programmets uppgift där igen."
	}
	m.conflicts = append(m.conflicts, Fault{
		Sheet: sheet, Row: r.number, Heading: c.heading, Case: caseOf(r.grid.table, key),
		Text: m.view.hide(fmt.Sprintf("%s: i %s står ”%s”, skrivet för hand, men den nyare uppgiften %s. Det handskrivna %s. %s",
			key, c.heading, r.text(c.heading), says, tellerOf(sheet, c.heading, w).stands, empty)),
	})
}
