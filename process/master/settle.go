package master

import (
	"maps"

	"stintag/process/workbook"
)

// settled is the base that is true of the workbook as it stands: what it shows of
// the pending base has been written, and the rest is as the base has it. Once it
// is recorded the pending base is needed no more, and another can take its place.
func (w written) settled(b sheets) Base {
	if len(w.pending) == 0 && w.base != nil {
		return w.base
	}
	now := Base{}
	for sheet, rows := range w.base {
		now[sheet] = maps.Clone(rows)
	}
	for sheet, rows := range w.pending {
		shown := shownIn(b, sheet)
		for key, packed := range rows {
			for heading, text := range fieldsOfRow(packed) {
				if s, there := shown(key, heading); there && s == text {
					now.note(sheet, key, heading, text)
				}
			}
		}
	}
	return now
}

// shownIn gives what a sheet shows where the base has the key and the heading.
func shownIn(b sheets, sheet string) func(key, heading string) (string, bool) {
	for _, t := range tables {
		if t.sheet == sheet {
			return shownInTable(b, t)
		}
	}
	s, ok := b.Sheet(sheet)
	return func(key, _ string) (string, bool) {
		if !ok {
			return "", false
		}
		row, col, is := workbook.ParseAddress(key)
		return pageText(s.Cell(row, col)), is
	}
}

func shownInTable(b sheets, t table) func(key, heading string) (string, bool) {
	rows := map[string]row{}
	if g, err := t.in(b); err == nil { // a table that cannot be read shows nothing
		for _, r := range g.rows {
			key := keyOf(r)
			if _, twice := rows[key]; !twice {
				rows[key] = r
			}
		}
	}
	return func(key, heading string) (string, bool) {
		r, ok := rows[key]
		if !ok {
			return "", false
		}
		if _, known := t.find(heading); !known {
			return "", false
		}
		return r.text(heading), true
	}
}

// keyOf is the key under which the base has the row.
func keyOf(r row) string {
	for _, l := range []keyedList{todoList, forecastList, decisionsList, allotmentList, trialsList} {
		if l.sheet == r.grid.table.sheet {
			return l.key(r.text)
		}
	}
	if r.grid.table.sheet == SheetCentres {
		return centreKey(r)
	}
	return r.text(r.grid.table.key)
}
