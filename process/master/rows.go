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
	// own tells the program's value without what a person asserted; ok is false
	// where that is not known. nil: the value in cells is its own.
	own func(heading string) (c workbook.Cell, ok bool)
	// rests: where the row has stood and is gone, it stays gone.
	rests  bool
	byHand bool // no form told of it, but a row that a person wrote
}

// rows merges wanted rows into a table where rows have keys. New rows go last.
func (m *merger) rows(g *grid, at map[string]row, want iter.Seq[wantedRow]) {
	sheet, end := g.table.sheet, g.last
	wanted := make(map[string]bool, len(m.base[sheet]))
	m.packed = &packing{sheet: sheet, order: packedOrder(g.table)}
	defer func() { m.packed = nil }()
	for w := range want {
		wanted[w.key] = true
		if r, ok := at[w.key]; ok {
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
	for _, key := range m.keys(sheet) {
		if !wanted[key] {
			m.carry(sheet, key)
		}
	}
}

func (m *merger) newRow(g *grid, number int, w wantedRow) {
	m.pack(w.key)
	defer m.record()
	for _, c := range g.table.columns {
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

func (m *merger) row(g *grid, r row, w wantedRow) {
	if r.as != "" && len(m.barred) == 0 && m.wants(r.as, g.table, w) {
		m.next.Set(g.table.sheet, w.key, r.as)
		return
	}
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
	switch {
	case known && (ownText == r.text(c.heading) || !stood):
		m.note(sheet, w.key, c.heading, ownText)
		m.remarkCorrection(r, w, c, ownText, ownText)
	case stood && known:
		m.note(sheet, w.key, c.heading, last)
		m.remarkCorrection(r, w, c, ownText, last)
		if ownText != last {
			m.conflict(r, w.key, c.heading, ownText)
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

func (m *merger) conflict(r row, key, heading, own string) {
	says := "är tom"
	if own != "" {
		says = "är ”" + own + "”"
	}
	m.conflicts = append(m.conflicts, Fault{
		Sheet: r.grid.table.sheet, Row: r.number, Case: caseOf(r.grid.table, key),
		Text: m.view.hide(fmt.Sprintf("%s: i %s står ”%s”, skrivet för hand, men den nyare uppgiften %s. Det handskrivna gäller. Töm cellen om den nyare uppgiften ska gälla.",
			key, heading, r.text(heading), says)),
	})
}
