package master

import (
	"slices"
	"strconv"
)

// A case's number may come to stand on several rows: people copy a row to write
// another doctor over it, and forget the number.

// tellTwice finds the numbers that stand on several rows. The row that says what the
// program wrote is the case's, wherever it stands; where none does, or people wrote
// different things on several that do, nobody can tell.
func (g *grid) tellTwice() {
	named := 0
	for _, r := range g.rows {
		if r.key != "" {
			named++
		}
	}
	if named == len(g.first) {
		return
	}
	on := map[string][]int32{}
	for i, r := range g.rows {
		if r.key != "" && g.first[r.key] != int32(i) {
			on[r.key] = append(on[r.key], int32(i))
		}
	}
	g.twice, g.contested = map[string][]int{}, map[string]bool{}
	for key, others := range on {
		all := append([]int32{g.first[key]}, others...)
		for _, i := range all {
			g.twice[key] = append(g.twice[key], g.rows[i].number)
		}
		own, known := g.ownRow(all)
		g.first[key], g.contested[key] = own, !known
	}
}

// ownRow is the case's own among rows with its number.
func (g *grid) ownRow(all []int32) (own int32, known bool) {
	left := slices.DeleteFunc(slices.Clone(all), func(i int32) bool { return g.rows[i].as == "" })
	if len(left) == 0 {
		left = all
	}
	first := g.rows[left[0]]
	for _, i := range left[1:] {
		if !slices.EqualFunc(g.table.columns, g.table.columns, func(c, _ column) bool { return first.text(c.heading) == g.rows[i].text(c.heading) }) {
			return left[0], false
		}
	}
	return left[0], true
}

// standsTwice tells of a row whose number stands on others too, and says whether
// nothing is to be read of it.
func (a *Adopted) standsTwice(g *grid, r row, id string, own bool) bool {
	const mend = "Låt numret stå på ärendets egen rad och ta bort det på de andra: en rad utan nummer blir ett nytt ärende, och då ska också beslut, kontaktdatum, diarienummer och annat som hör till %s tömmas på den."
	switch numbers := g.twice[id]; {
	case numbers == nil:
		return false
	case g.contested[id]:
		if a.Contested == nil {
			a.Contested = map[string]bool{}
		}
		a.Contested[id] = true
		a.faultAt(r, headCase, "Ärende %s står på rad %s, och det går inte att se vilken som är ärendets. Inget på dem läses in eller skrivs förrän det är ordnat. "+mend, id, listedRows(numbers), id)
	case !own:
		a.faultAt(r, headCase, "Ärende %s står på rad %s. Rad %d är ärendets, och den här läses inte. "+mend, id, listedRows(numbers), g.rows[g.first[id]].number, id)
		return true
	}
	return g.contested[id]
}

func listedRows(numbers []int) string {
	var words []string
	for _, n := range numbers {
		words = append(words, strconv.Itoa(n))
	}
	return listed(words)
}

// withoutOthers is a row that has just got its number, without the program's words
// about another case, as a copied row has them. What the case is made of is people's.
func (m *merger) withoutOthers(g *grid, r row, id string) row {
	c, _ := m.known.of(id)
	s, _ := m.known.standing(id)
	copied := false
	replace := func(heading string) {
		own := g.set(r.number, heading, m.view.caseCell(&c, &s, heading))
		if now := r.text(heading); CanonicalText(own.Value) != now {
			m.change(own)
		}
		r, copied = r.with(heading, own.Value), true
	}
	for _, col := range g.table.columns {
		now := r.text(col.heading)
		if !col.people && !asserted[col.heading] && now != "" && col.heading != g.table.key && m.everSaid(SheetCases, col.heading)[now] {
			replace(col.heading)
		}
	}
	if copied {
		replace(headReceived)
	}
	return r
}
