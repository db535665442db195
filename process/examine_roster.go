package process

import (
	"fmt"
	"strings"
)

const (
	codeInTraining = "FINNS_I_ST"
	codeTwoDoctors = "SAMMA_PERSONNUMMER"
	codeFundedNow  = "REDAN_VÅRDVALSFINANSIERAD"
)

// againstRoster remarks on what the roster and the other cases say of a form's
// doctor. The doctor keeps the place: a name is no identity, and it may be the
// roster that is old.
func (d *docket) againstRoster(e *entry) {
	d.settleChange(e)
	switch e.s.Status {
	case StatusWithdrawn, StatusGranted, StatusDeclined, StatusClosed:
		return
	}
	if rows := d.runningRows(e); len(rows) > 0 {
		d.remark(e, codeInTraining, FieldDoctor,
			fmt.Sprintf("En läkare med samma namn finns redan i regionens lista över ST-läkare, %s.", d.placesOf(rows)), "Är det samma läkare, hör av er.")
	}
	if len(d.strangersTo(e)) > 0 {
		d.remark(e, codeTwoDoctors, FieldPersonalNumber,
			"Personnumret står också i en anmälan för en läkare med ett annat namn.", "Kontrollera personnumret.")
	}
	if _, is := d.fundedRow(e); is {
		d.remark(e, codeFundedNow, FieldKind, "Läkaren är redan vårdvalsfinansierad enligt regionens lista över ST-läkare.", "Hör av er om listan behöver ändras.")
	}
	if like := d.likeEarlier(e); len(like) > 0 {
		d.remark(e, codeNearlyNamed, FieldDoctor,
			fmt.Sprintf("Läkarens namn är nästan detsamma som i %s från samma vårdcentral.", Listing(like)), "Är det samma läkare?")
	}
}

// remark says what stands there, and asks it of the form's sender.
func (d *docket) remark(e *entry, code string, field Field, text, ask string) {
	ref := e.c.Application.Cells[field]
	e.s.Findings = append(e.s.Findings, Finding{
		Code: code, Level: Remark, Field: field, Sheet: ref.Sheet, Cell: ref.Cell, Written: ref.Written, Text: text,
	}.Asking(ask))
}

// runningRows are the rows in force of a doctor who applies for a new post.
func (d *docket) runningRows(e *entry) []Trainee {
	kind := e.c.Application.Kind
	if !kind.Competes() || kind == OwnToFunded {
		return nil
	}
	var rows []Trainee
	for _, t := range d.rowsNamed(e) {
		if t.ID != e.c.ID && remains(t, d.today) {
			rows = append(rows, t)
		}
	}
	return rows
}

// placesOf tells where rows stand.
func (d *docket) placesOf(rows []Trainee) string {
	var places []string
	for _, t := range rows {
		where := "utan vårdcentral"
		if c, ok := d.centres[t.CentreID]; ok {
			where = "under " + c.Name
		}
		if !strings.Contains(Listing(places), where) {
			places = append(places, where)
		}
	}
	return Listing(places)
}

// strangersTo are the open cases that give the same number for another doctor.
func (d *docket) strangersTo(e *entry) []*entry {
	n := e.number
	if n == "" {
		return nil
	}
	var all []*entry
	for i := range d.kindred().numbers.of(n) {
		if o := &d.entries[i]; o.c.ID != e.c.ID && !ended(o.c) && strangers(folded(&o.c.Application), folded(&e.c.Application)) {
			all = append(all, o)
		}
	}
	return all
}

// fundedRow is the row that an own-funded doctor's form is about, where the
// vårdval pays for it already.
func (d *docket) fundedRow(e *entry) (Trainee, bool) {
	if e.c.Application.Kind != OwnToFunded {
		return Trainee{}, false
	}
	row := d.find(e)
	return row.row, row.is && !row.row.OwnFunded
}

// alreadyFunded keeps from the list who asks for what the roster says is given: a
// place there would be nobody's, and a person looks at it.
func (d *docket) alreadyFunded(e *entry) bool {
	row, is := d.fundedRow(e)
	if !is {
		return false
	}
	e.s.Status = StatusReady
	why := Upper(rowWords(row)) + " är redan vårdvalsfinansierad enligt bladet ST-läkare."
	if e.verdict == VerdictWait {
		e.s.Proposal = d.proposal(Wait, keptWords(e.decision), why)
	} else {
		e.s.Proposal = d.proposal(Wait, why)
	}
	return true
}
