package form

import (
	"slices"

	"stintag/process/workbook"
)

// layMerges sorts the merged ranges by the rows that hold cells, and those of a row
// by their columns, so that a sheet of thousands of them costs no more than its
// cells. Of ranges that overlap, which no program makes, a row keeps the leftmost.
func (g *grid) layMerges() {
	if len(g.sheet.Rows) == 0 || len(g.sheet.Merges) == 0 {
		return
	}
	last := g.sheet.Rows[len(g.sheet.Rows)-1].Number + 1
	g.merges = make([][]int32, last+1)
	for i, m := range g.sheet.Merges {
		to := min(m.Row2, last)
		if g.used.merged += max(0, to-m.Row1+1); g.used.spent() {
			return
		}
		for row := m.Row1; row <= to; row++ {
			g.merges[row] = append(g.merges[row], int32(i))
		}
	}
	for row, in := range g.merges {
		g.merges[row] = g.apart(in)
	}
}

// apart are the ranges of one row from the left, without those that overlap.
func (g *grid) apart(in []int32) []int32 {
	if len(in) < 2 {
		return in
	}
	all := g.sheet.Merges
	slices.SortStableFunc(in, func(a, b int32) int { return all[a].Col1 - all[b].Col1 })
	kept := in[:1]
	for _, i := range in[1:] {
		if all[i].Col1 > all[kept[len(kept)-1]].Col2 {
			kept = append(kept, i)
		}
	}
	return kept
}

// merged is the merged range at p, or p alone.
func (g *grid) merged(p pos) workbook.Range {
	if p.row < 0 || p.row >= len(g.merges) {
		return one(p.row, p.col)
	}
	in := g.merges[p.row]
	from, to := 0, len(in) // the first that begins right of p
	for from < to {
		if mid := (from + to) / 2; g.sheet.Merges[in[mid]].Col1 <= p.col {
			from = mid + 1
		} else {
			to = mid
		}
	}
	if from > 0 {
		if m := g.sheet.Merges[in[from-1]]; m.Col2 >= p.col {
			return m
		}
	}
	return one(p.row, p.col)
}

func (g *grid) anchor(p pos) pos {
	m := g.merged(p)
	return pos{m.Row1, m.Col1}
}
