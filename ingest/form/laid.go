package form

// column counts a column's known labels and other texts, and where the values of
// its labels stand.
type column struct{ labels, texts, right, below int }

// stacked says that values stand below their labels here.
func (c column) stacked() bool { return c.below > c.right }

// column is how the labels of a column are laid out.
func (g *grid) column(col int) column {
	if col < 0 || col >= len(g.columns) {
		return column{}
	}
	return g.columns[col]
}

// layColumns counts, for each column, how its labels lie to their values.
func (g *grid) layColumns() {
	for _, p := range g.order {
		for p.col >= len(g.columns) {
			g.columns = append(g.columns, column{})
		}
	}
	counted := make([]column, len(g.columns)) // g.columns stays empty meanwhile: nothing is stacked yet
	for p := range g.allLabels() {
		if g.choiceUnder(p) {
			continue
		}
		c := &counted[p.col]
		c.labels++
		r, b := g.right(p), g.below(p)
		right := g.filled(r) && !g.isLabel(r)
		below := g.filled(b) && (!g.isLabel(b) && !g.isHeading(b) || g.choiceBelow(p, b))
		switch { // what stands on both sides tells nothing
		case right && !below:
			c.right++
		case below && !right:
			c.below++
		}
	}
	for i, p := range g.order {
		if at := g.spots[i]; at.wording != nil && !at.isLabel && !at.wording.heads {
			counted[p.col].texts++
		}
	}
	g.columns = counted
}
