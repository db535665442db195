package process

import (
	"cmp"
	"math"
	"slices"
)

// enroll gives every granted case the row that it puts in the roster, and counts
// the rows that do not stand there yet as those that do.
func (d *docket) enroll() {
	d.rows = append(d.rows, d.w.Roster...)
	for i := range d.entries {
		e := &d.entries[i]
		row, ok := d.rowOf(e)
		if !ok {
			continue
		}
		d.granted = append(d.granted, row)
		if _, stands := d.roster[row.ID]; !stands && !d.nameless[FoldName(row.Name)] {
			d.rows = append(d.rows, row)
		}
	}
	d.carryOut()
	for _, t := range d.rows {
		if remains(t, d.today) {
			d.posts[t.CentreID]++
		}
	}
}

// carryOut counts the roster as it will be when the granted changes are written
// there, so that writing them changes no figure; and gathers the leaves that are
// to be written. Several changes of one row are taken by case id.
func (d *docket) carryOut() {
	var granted []*entry
	for i := range d.entries {
		e := &d.entries[i]
		if k := e.c.Application.Kind; e.s.Status == StatusGranted && k != "" && !k.Competes() && k != Transfer {
			granted = append(granted, e)
		}
	}
	byCase := slices.Clone(granted)
	slices.SortFunc(byCase, func(a, b *entry) int { return cmp.Compare(a.c.ID, b.c.ID) })
	for _, e := range byCase {
		row := d.find(e)
		at := slices.Index(d.w.Roster, row.row)
		if !row.is || at < 0 {
			continue
		}
		d.rows[at] = d.left(e, row.row).onto(d.rows[at])
	}
	for _, e := range granted {
		if row := d.find(e); row.is {
			d.grantLeave(e, row.row)
		}
	}
}

// grantLeave notes the leave that is to stand in Uppehåll. The doctor is named as
// in the roster; by the row's id where that name is another's too, or is that of a
// protected identity (D24).
func (d *docket) grantLeave(e *entry, row Trainee) {
	l := d.left(e, row).leave
	if l.From.IsZero() {
		return
	}
	named := d.kindred().rows[FoldName(row.Name)]
	hidden := e.c.Application.Protected && FoldName(row.Name) == FoldName(e.c.Application.Doctor)
	if (len(named) > 1 || hidden) && row.ID != "" {
		l.Doctor = row.ID
	}
	d.leaves = append(d.leaves, GrantedLeave{e.c.ID, l})
}

// rowOf is the roster row of a granted case. A change to a running post puts none
// there, nor does funding for an own-funded doctor who has a row already.
func (d *docket) rowOf(e *entry) (Trainee, bool) {
	a := &e.c.Application
	if e.s.Status != StatusGranted || !a.Kind.Competes() {
		return Trainee{}, false
	}
	_, stands := d.roster[e.c.ID]
	if a.Kind == OwnToFunded && !stands && d.hasRow(e) {
		return Trainee{}, false
	}
	return Trainee{
		ID: e.c.ID, Name: rosterName(e.c), CentreID: e.centre.ID, Start: a.PossibleStart, PlannedEnd: endOf(a, a.PossibleStart),
		Degree: a.Degree, Track: track(a.Kind), Decided: e.decision.Date, Exemption: a.Exemption, Supervisor: a.Supervisor,
		Status: TraineeGranted,
	}, true
}

// hasRow says whether the doctor has a row in force at the health centre.
func (d *docket) hasRow(e *entry) bool {
	rows, _ := d.rowsAt(e)
	return slices.ContainsFunc(rows, func(t Trainee) bool { return remains(t, d.today) })
}

// rosterName is how the roster names the case's doctor: a protected identity is
// the case id alone (D24).
func rosterName(c *Case) string {
	if c.Application.Protected {
		return c.ID
	}
	return c.Application.Doctor
}

// track is Typ av ST.
func track(k Kind) string {
	switch k {
	case DoubleSpecialisation:
		return "Dubbelspecialisering"
	case ResearchST:
		return "Forskar-ST"
	case IntegratedBT, PreBTST:
		return "BT-ST"
	}
	return "ST"
}

// usualDouble is what a double specialisation takes as a rule, in months of full
// time; length is the least that the law lets it take.
const usualDouble = 42

// endOf is the last day of a post begun on a day: as the form plans, or after the
// time that its training usually takes. It is zero where no rule says.
func endOf(a *Application, start Date) Date {
	if a.PlannedEnd.After(start) {
		return a.PlannedEnd
	}
	full := length(a)
	if a.Kind == DoubleSpecialisation {
		full = usualDouble
	}
	if full <= 0 || start.IsZero() {
		return Date{}
	}
	months := math.Ceil(full/degree(a.Degree) - 1e-9)
	return start.AddMonths(int(months)).AddDays(-1)
}
