package form

import (
	"sort"

	"stintag/process"
)

// seenFirst leaves out of a form the values in rows that nobody sees where another
// value of the field is seen: last year's, hidden and not removed. They are kept as
// notes, so that nothing is lost.
func (g *grid) seenFirst(hits []hit) (seen, notes []hit) {
	shown := map[process.Field]bool{}
	any := false
	for _, h := range hits {
		if g.hiddenRow(h.at.row) {
			any = true
		} else if !h.Value.Empty() {
			shown[h.Field] = true
		}
	}
	if !any {
		return hits, nil
	}
	for _, h := range hits {
		if !shown[h.Field] || !g.hiddenRow(h.at.row) {
			seen = append(seen, h)
			continue
		}
		if h.Field = ""; !h.Value.Empty() {
			notes = append(notes, h)
		}
	}
	return seen, notes
}

func (g *grid) hiddenRow(row int) bool {
	rows := g.sheet.Rows
	i := sort.Search(len(rows), func(i int) bool { return rows[i].Number >= row })
	return i < len(rows) && rows[i].Number == row && rows[i].Hidden
}
