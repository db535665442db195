package form

import "stintag/process/workbook"

// layMerges sorts the merged ranges by the rows that hold cells, so that a sheet
// of thousands of them costs no more than its cells.
func (g *grid) layMerges() {
	g.merges = map[int][]workbook.Range{}
	if len(g.sheet.Rows) == 0 {
		return
	}
	last := g.sheet.Rows[len(g.sheet.Rows)-1].Number + 1
	for _, m := range g.sheet.Merges {
		if g.used.merged += max(0, min(m.Row2, last)-m.Row1+1); g.used.spent() {
			return
		}
		for row := m.Row1; row <= min(m.Row2, last); row++ {
			g.merges[row] = append(g.merges[row], m)
		}
	}
}

// merged is the merged range at p, or p alone.
func (g *grid) merged(p pos) workbook.Range {
	for _, m := range g.merges[p.row] {
		if m.Contains(p.row, p.col) {
			return m
		}
	}
	return one(p.row, p.col)
}

func (g *grid) anchor(p pos) pos {
	m := g.merged(p)
	return pos{m.Row1, m.Col1}
}
