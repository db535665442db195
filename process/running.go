package process

import (
	"fmt"
	"slices"
	"strings"
)

// kin finds rows and cases of one doctor without going through them all: by the
// folded name, and cases by valid number too.
type kin struct {
	rows           map[string][]int // indexes into World.Roster
	names, numbers grouping[string] // indexes into the docket's entries
	// alike are the cases that may be one doctor's; made where first asked for.
	alike map[*entry][]lookalike
}

// kindred makes the index where a case first asks for it.
func (d *docket) kindred() *kin {
	if d.kin != nil {
		return d.kin
	}
	d.kin = &kin{rows: map[string][]int{}, names: newGrouping[string](len(d.entries)), numbers: newGrouping[string](len(d.entries))}
	for i, t := range d.w.Roster {
		if name := FoldName(t.Name); name != "" {
			d.kin.rows[name] = append(d.kin.rows[name], i)
		}
		if t.ID != "" && FoldName(t.ID) != FoldName(t.Name) {
			d.kin.rows[FoldName(t.ID)] = append(d.kin.rows[FoldName(t.ID)], i)
		}
	}
	for i := range d.entries {
		if e := &d.entries[i]; e.name != "" {
			d.kin.names.file(e.name, i)
		}
		if e := &d.entries[i]; e.number != "" {
			d.kin.numbers.file(e.number, i)
		}
	}
	return d.kin
}

// others are the doctor's cases about a post, without the case itself, by id.
func (d *docket) others(e *entry) []*entry {
	var all []*entry
	add := func(o *entry) {
		if o.c.ID != e.c.ID && o.c.Application.Kind.Competes() && !slices.Contains(all, o) && sameDoctor(folded(&o.c.Application), folded(&e.c.Application)) {
			all = append(all, o)
		}
	}
	for i := range d.kindred().names.of(e.name) {
		add(&d.entries[i])
	}
	for i := range d.kindred().numbers.of(e.number) {
		add(&d.entries[i])
	}
	slices.SortFunc(all, func(a, b *entry) int { return strings.Compare(a.c.ID, b.c.ID) })
	return all
}

// rowsNamed are the doctor's rows in the roster, in force or ended: by the case's
// own id, by the doctor's name, and by the id of another of the doctor's cases,
// which is how a protected identity is named there (D24).
//
// They are gathered once: neither the roster nor who the doctors are changes.
func (d *docket) rowsNamed(e *entry) []Trainee {
	if !e.matched {
		e.rows, e.matched = d.gatherRows(e), true
	}
	return e.rows
}

func (d *docket) gatherRows(e *entry) []Trainee {
	keys := []string{FoldName(e.c.ID), e.name}
	for _, o := range d.others(e) {
		keys = append(keys, FoldName(o.c.ID))
	}
	var at []int
	for _, key := range keys {
		if key != "" {
			at = append(at, d.kindred().rows[key]...)
		}
	}
	slices.Sort(at)
	var rows []Trainee
	for _, i := range slices.Compact(at) {
		rows = append(rows, d.w.Roster[i])
	}
	slices.SortStableFunc(rows, func(a, b Trainee) int { return strings.Compare(a.ID, b.ID) })
	return rows
}

// found is the row that a change to a running post is about.
type found struct {
	row Trainee
	is  bool
	why string // Swedish: why no row, or not one alone, can be told
}

// find finds the doctor's row where the doctor works today. It never guesses:
// no row and two rows are both a person's to settle.
func (d *docket) find(e *entry) found {
	rows, where := d.rowsAt(e)
	var running []Trainee
	for _, t := range rows {
		if remains(t, d.today) {
			running = append(running, t)
		}
	}
	switch {
	case len(running) == 1:
		return found{row: running[0], is: true}
	case len(running) > 1:
		return found{why: fmt.Sprintf("%d rader i bladet ST-läkare passar på läkaren%s: %s.", len(running), where, Listing(rowIDs(running)))}
	case len(rows) > 0:
		return found{row: rows[len(rows)-1], why: fmt.Sprintf("Läkaren står i bladet ST-läkare%s, men %s är avslutad.", where, rowWords(rows[len(rows)-1]))}
	}
	return found{why: "Läkaren finns inte i bladet ST-läkare" + where + "."}
}

// rowsAt are the doctor's rows at the health centre that the change is about, and
// that place in words. A transfer is from the present one; where the form leaves
// that out, any but the new one will do.
func (d *docket) rowsAt(e *entry) (rows []Trainee, where string) {
	all := d.rowsNamed(e)
	at := func(fits func(Trainee) bool) []Trainee {
		return slices.DeleteFunc(slices.Clone(all), func(t Trainee) bool { return !fits(t) })
	}
	here := func(t Trainee) bool { return t.CentreID == e.centre.ID || t.ID != "" && t.ID == e.c.ID }
	if e.c.Application.Kind != Transfer {
		return at(here), " under " + e.centre.Name
	}
	present, _, known := FindCentre(d.w.Centres, e.c.Application.TransferFrom)
	if known {
		where = " under " + present.Name
	}
	rows = at(func(t Trainee) bool { return t.CentreID != e.centre.ID && (!known || t.CentreID == present.ID) })
	if len(rows) > 0 {
		return rows, where
	}
	if moved := at(func(t Trainee) bool { return t.CentreID == e.centre.ID && remains(t, d.today) }); len(moved) > 0 {
		return moved, " under " + e.centre.Name
	}
	return nil, where
}

// settleChange says where a change to a running post stands, and what its proposal
// moves. One that is not proposed is on no list: what it lacks is asked for, and
// the rest awaits a person (D15).
func (d *docket) settleChange(e *entry) {
	kind := e.c.Application.Kind
	if !kind.changes() || e.s.Status != StatusWaiting && e.s.Status != StatusReady {
		return
	}
	row := d.find(e)
	var m amendment
	if row.is {
		m = d.amend(e.c.Application, row.row)
		m.onto(&e.s.Proposal, kind)
	}
	if e.s.Status == StatusReady {
		return
	}
	e.s.Status = StatusReady
	if len(m.missing) > 0 {
		e.s.Status = StatusReturned
	}
	if e.verdict != VerdictWait {
		e.s.Proposal.Outcome = ""
	}
}

// unproposed says whether a change to a running post awaits a person who finds its
// row, or tries what speaks against it.
func (e *entry) unproposed() bool {
	switch kind := e.c.Application.Kind; e.s.Status {
	case StatusReady, StatusReturned:
		return e.s.Proposal.Outcome != Grant && len(e.s.Proposal.Reasons) > 0 && kind.changes() || kind == OwnToFunded && e.s.Proposal.Outcome == Wait
	}
	return false
}

// rowWords names a row without naming its doctor.
func rowWords(t Trainee) string {
	if t.ID == "" {
		return "läkarens rad"
	}
	return "raden " + t.ID
}

func rowIDs(rows []Trainee) []string {
	var ids []string
	for _, t := range rows {
		if t.ID == "" {
			t.ID = "en utan Id"
		}
		ids = append(ids, t.ID)
	}
	return ids
}

// leavesOf are the leaves that the sheet Uppehåll has for a row's doctor, in
// order. The sheet names a doctor as the roster does, or by the row's id.
func (d *docket) leavesOf(row Trainee) []Leave {
	var leaves []Leave
	for _, l := range d.w.Leaves {
		key := FoldName(l.Doctor)
		if key != "" && (key == FoldName(row.Name) || key == FoldName(row.ID)) {
			leaves = append(leaves, l)
		}
	}
	slices.SortFunc(leaves, func(a, b Leave) int {
		if c := a.From.Compare(b.From); c != 0 {
			return c
		}
		return a.To.Compare(b.To)
	})
	return leaves
}

// Running says whether the roster has the form's doctor in a post that has not
// ended, at the form's health centre.
func Running(w World, a Application) bool {
	d := newDocket(w)
	e := d.entryOf(&Case{Application: a}, &Standing{})
	return e.known && d.hasRow(&e)
}
