package form

import (
	"sort"

	"stintag/process"
)

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

// unitHeads are the headings that speak of the health centre itself.
var unitHeads = map[string]bool{
	"enhet": true, "enheten": true, "vårdcentral": true, "vårdcentralen": true, "uppgifteromenheten": true, "uppgifteromvårdcentralen": true,
	"unit": true, "theunit": true, "healthcentre": true,
}

// namesUnit says whether the name asked for at p is the health centre's rather than its
// manager's: the first label below the centre's heading, in a form that asks for the
// centre in no other words.
func (g *grid) namesUnit(p pos) bool {
	h := g.headingOver(p)
	if h.col != p.col || !unitHeads[g.wordingAt(h).key] || g.below(h) != p || !g.alone(h) {
		return false
	}
	if g.centreAsked == nil {
		asked := false
		for q, l := range g.allLabels() {
			asked = asked || l.field == process.FieldCentre && (!g.isHeading(q) || g.hasRight(q))
		}
		g.centreAsked = &asked
	}
	return !*g.centreAsked
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
