package master

import (
	"strings"

	"stintag/process/workbook"
)

// listRow is a row of a list that the program keeps.
type listRow map[string]workbook.Cell

// keyedList is a table whose rows come and go with what they tell of.
type keyedList struct {
	table
	by    []string // the headings whose words name a row
	stays bool     // a row keeps its place while it is wanted
}

var (
	todoList      = keyedList{table: todoTable, by: []string{headCase, headWhat, headBecause}}
	forecastList  = keyedList{table: forecastTable, by: []string{headWhat}}
	decisionsList = keyedList{table: decisionsTable, by: []string{headCase, headDate, headVerdict}, stays: true}
)

const keySeparator = " | "

func (l keyedList) key(text func(heading string) string) string {
	var parts []string
	for _, h := range l.by {
		parts = append(parts, text(h))
	}
	return strings.Join(parts, keySeparator)
}

func (l keyedList) keyOf(r listRow) string {
	return l.key(func(h string) string { return l.textOf(r, h) })
}

func (l keyedList) textOf(r listRow, heading string) string {
	c, _ := l.find(heading)
	return textAs(c.look, r[heading])
}

// list writes the wanted rows from the top. It passes over rows that people made,
// and a row beside which people wrote keeps its place while it is wanted, so that
// their words go on standing beside what they are about.
func (m *merger) list(l keyedList, want []listRow) error {
	g, err := m.optional(l.table)
	if g == nil {
		return err
	}
	wanted := map[string]listRow{}
	for _, w := range want {
		wanted[l.keyOf(w)] = w
	}
	taken, placed, ours := map[int]bool{}, map[string]bool{}, []row{}
	over := m.writtenOver(l, g, wanted)
	m.sameMatter(l, g, want, over)
	for _, r := range g.rows {
		key := l.key(r.text)
		if was, is := over[r.number]; is {
			key = was
		}
		w, isWanted := wanted[key]
		switch {
		case r.blank() || !isWanted && !m.knows(l.sheet, key):
			taken[r.number] = true
		case isWanted && !placed[key] && (l.stays || !r.alone()):
			taken[r.number], placed[key] = true, true
			if l.stays {
				w = m.standing(l, r, w)
			}
			m.listCells(g, r, w)
		case !r.alone():
			taken[r.number] = true
			m.listCells(g, r, m.finished(l, r))
		default:
			ours = append(ours, r)
		}
	}
	m.place(l, g, want, taken, placed, ours)
	return nil
}

// place puts the rows that have no place yet in the free ones from the top, and
// empties those of ours that are left over.
func (m *merger) place(l keyedList, g *grid, want []listRow, taken map[int]bool, placed map[string]bool, ours []row) {
	free := map[int]row{}
	for _, r := range ours {
		free[r.number] = r
	}
	m.packed = &packing{sheet: l.sheet, order: packedOrder(l.table)}
	defer func() { m.packed = nil }()
	at := 1
	for _, w := range want {
		key := l.keyOf(w)
		m.pack(key)
		for _, c := range l.columns {
			m.note(l.sheet, key, c.heading, l.textOf(w, c.heading))
		}
		m.record()
		if placed[key] {
			continue
		}
		placed[key] = true
		for at++; taken[at] || m.barsRow(g, at); at++ {
		}
		r, ok := free[at]
		if !ok && m.closed[l.sheet] {
			return
		}
		if !ok {
			r = row{number: at, grid: g}
		}
		delete(free, at)
		m.listCells(g, r, w)
	}
	for _, r := range ours {
		if _, left := free[r.number]; left {
			m.listCells(g, r, nil)
		}
	}
}

func (m *merger) listCells(g *grid, r row, w listRow) {
	for _, c := range g.table.columns {
		if want := w[c.heading]; textAs(c.look, want) != r.text(c.heading) {
			m.change(g.set(r.number, c.heading, want))
		}
	}
}
