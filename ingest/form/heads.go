package form

import "sort"

// How far up a sheet the group of a vague label is sought. What stands farther off
// is another part of it, and a sheet of thousands of headings is no form.
const (
	mostHeads     = 500 // group headings looked at
	farthestLabel = 200 // rows up to a label that speaks of somebody
)

// headingOver is the group heading that p stands under: the last above it, or left
// of it in its row, that reaches over p, or one after it that comes nearer from the
// left. It is the zero place where there is none.
func (g *grid) headingOver(p pos) pos {
	var best pos
	last := sort.Search(len(g.heads), func(i int) bool {
		h := g.heads[i]
		return h.row > p.row || h.row == p.row && h.col >= p.col
	})
	for i := last - 1; i >= max(0, last-mostHeads); i-- {
		h := g.heads[i]
		if h.col > p.col {
			continue
		}
		spans := g.merged(h).Col2 >= p.col
		if !spans && h.col <= best.col || g.isTaken(h) || g.hasRight(h) {
			continue
		}
		if h.col > best.col {
			best = h
		}
		if spans {
			break
		}
	}
	return best
}

// hasRight says whether a value stands right of the text at p, which makes it a
// label rather than a heading. Where the columns are laid it is sought once.
func (g *grid) hasRight(p pos) bool {
	at := g.find(p)
	if at == nil || g.columns == nil {
		_, ok := g.firstRight(p)
		return ok
	}
	if !at.lookedRight {
		at.lookedRight = true
		_, at.hasRight = g.firstRight(p)
	}
	return at.hasRight
}
