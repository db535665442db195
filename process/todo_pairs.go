package process

import (
	"cmp"
	"slices"
	"strings"
)

// oneNumber finds the open cases that give one number for two doctors: both keep
// their case, and a person finds out whose the number is.
func (d *docket) oneNumber() []Todo {
	var todo []Todo
	for i := range d.entries {
		e := &d.entries[i]
		if ended(e.c) {
			continue
		}
		var ids []string
		for _, o := range d.strangersTo(e) {
			ids = append(ids, o.c.ID)
		}
		if slices.Sort(ids); len(ids) > 0 {
			todo = append(todo, Todo{e.c.ID, "Kontrollera personnumret", "Samma personnummer men ett annat namn står i " + Listing(ids) + "."})
		}
	}
	return todo
}

// oneRow tells of open changes to one row of the roster: what one of them moves,
// the others reckon from.
func (d *docket) oneRow() []Todo {
	about := map[Trainee][]*entry{}
	for i := range d.entries {
		e := &d.entries[i]
		if k := e.c.Application.Kind; e.verdict != "" || e.c.Withdrawn || !k.changes() && k != Transfer && k != OwnToFunded {
			continue
		}
		if row := d.find(e); row.is {
			about[row.row] = append(about[row.row], e)
		}
	}
	var todo []Todo
	for row, group := range about {
		slices.SortFunc(group, func(a, b *entry) int { return cmp.Compare(a.c.ID, b.c.ID) })
		for i, e := range group {
			var others []string
			for j, o := range group {
				if j != i {
					others = append(others, o.c.ID+" ("+strings.ToLower(string(o.c.Application.Kind))+")")
				}
			}
			if len(others) > 0 {
				todo = append(todo, Todo{e.c.ID, "Pröva tillsammans med andra ändringar", Upper(rowWords(row)) + " gäller även " + Listing(others) + "."})
			}
		}
	}
	return todo
}
