package master

import (
	"slices"

	"stintag/process"
	"stintag/process/workbook"
)

// halfRow is said of a row that somebody may still be writing.
const halfRow = "Raden saknar %s: fyll i både Läkare och Vårdcentral, så får den ett ärendenummer."

func (a *Adopted) adoptCases(g *grid, w written) {
	for i, r := range g.rows {
		id := r.text(headCase)
		switch {
		case r.blank():
		case id != "":
			if a.standsTwice(g, r, id, g.first[id] == int32(i)) {
				continue
			}
			in := CaseInput{ID: id}
			if r.as == "" || len(r.filled) > 0 {
				in = a.caseInput(r, id, w)
			}
			if a.Cases != nil { // a merge asks only what is wrong
				a.Cases[id] = in
			}
		case r.text(headDoctor) != "" && r.text(headCentre) != "":
			a.Manual = append(a.Manual, ManualRow{Row: r.number, Values: values(r)})
		case r.text(headDoctor) != "":
			a.fault(r, halfRow, headCentre)
		case r.text(headCentre) != "":
			a.fault(r, halfRow, headDoctor)
		default:
			a.fault(r, "Raden har inget ärende och varken läkare eller vårdcentral; den används inte.")
		}
	}
}

func (a *Adopted) caseInput(r row, id string, w written) CaseInput {
	in := CaseInput{
		ID: id, Journal: a.words(r, headJournal), LicenceChecked: a.words(r, headChecked),
		Opinion: a.words(r, headOpinion), Note: a.words(r, headNote),
	}
	in.Decision = a.decision(r)
	for _, c := range r.grid.table.columns {
		if r.as != "" || c.people || c.heading == headCase {
			continue
		}
		if !corrected(w, r, id, c) {
			continue
		}
		if s := a.words(r, c.heading); s != "" {
			if in.Corrections == nil {
				in.Corrections = map[string]string{}
			}
			in.Corrections[c.heading] = s
		}
	}
	return in
}

// words reads a cell that must say something if it is filled in: a formula without
// a value, or with an error for one, says nothing.
func (a *Adopted) words(r row, heading string) string {
	if !readable(r.cell(heading)) {
		if !asserted[heading] { // the merge tells of these
			a.faultAt(r, heading, "%s", noValue(heading))
		}
		return ""
	}
	return r.text(heading)
}

func noValue(heading string) string {
	return heading + ": cellen innehåller en formel som inte har något värde. Skriv värdet i stället."
}

// corrected says whether a person wrote over the program's cell. An emptied cell
// is a correction taken back; a formula is never the program's.
func corrected(w written, r row, key string, c column) bool {
	if r.as != "" { // all of it is the program's
		return false
	}
	cell := r.cell(c.heading)
	if cell.Formula || cell.Kind == workbook.NoValue {
		return true
	}
	s := textAs(c.look, cell)
	return s != "" && !w.own(r.grid.table.sheet, key, c.heading, s)
}

// decision reads what people wrote. What cannot be read is carried as it stands:
// the judgement says what is wrong with it, where it tells what else is lacking.
func (a *Adopted) decision(r row) process.Decision {
	d := process.Decision{Verdict: process.Verdict(standing(r, headVerdict)), By: a.words(r, headDecider), Reason: a.words(r, headWhy)}
	if d.Verdict != "" && !slices.Contains(process.Verdicts, d.Verdict) {
		written := folded(string(d.Verdict))
		for _, v := range process.Verdicts {
			if folded(string(v)) == written {
				d.Verdict = v
			}
		}
	}
	when, err := dateIn(r.cell(headDecided))
	if err != nil {
		d.DateWritten = standing(r, headDecided)
	}
	d.Date = when
	return d
}

// standing is what stands in a cell, readable or not.
func standing(r row, heading string) string {
	if s := r.text(heading); s != "" || readable(r.cell(heading)) {
		return s
	}
	return "en formel utan värde"
}

func values(r row) map[string]string {
	vs := map[string]string{}
	for _, c := range r.grid.table.columns {
		if s := r.text(c.heading); s != "" {
			vs[c.heading] = s
		}
	}
	return vs
}
