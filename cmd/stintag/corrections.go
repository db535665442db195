package main

import (
	"slices"

	"stintag/ingest/form"
	"stintag/process"
	"stintag/process/master"
)

// correctable are the columns of Ärenden that say what the form says; a person's
// words in them are read as a form's are.
var correctable = map[string]process.Field{
	"Vårdcentral":        process.FieldCentre,
	"Läkare":             process.FieldDoctor,
	"Ärendetyp":          process.FieldKind,
	"Legitimationsdatum": process.FieldLicenceDate,
	"Möjlig start":       process.FieldPossibleStart,
	"Anställd":           process.FieldEmployed,
	"Anställningsdatum":  process.FieldEmploymentDate,
}

// correct lays people's corrections over what the form said. The findings of a
// corrected field go with the words they were about. What cannot be used is told in
// bad, and leaves the form's word.
func correct(c *process.Case, corrections map[string]string, bad unusable) {
	written := form.Form{Sheet: master.SheetCases}
	for _, heading := range sortedKeys(corrections) { // in one order, so that the findings are
		value := corrections[heading]
		if heading == headContact {
			bad.contactDate(c, value)
			continue
		}
		field, ok := correctable[heading]
		if !ok {
			continue
		}
		written.Fields = append(written.Fields, writtenText(field, heading, value))
		if c.Asserted == nil {
			c.Asserted = map[process.Field]string{}
		}
		c.Asserted[field] = value
	}
	if len(written.Fields) == 0 {
		return
	}
	app, findings := written.Interpret(process.DateOf(c.Received))
	for _, w := range written.Fields {
		if bad.hold(w.Label, w.Field, app, findings); bad[w.Label] != "" {
			findings = slices.DeleteFunc(findings, func(f process.Finding) bool { return f.Field == w.Field })
			delete(c.Asserted, w.Field)
		}
	}
	overlay(&c.Application, app, c.Asserted)
	kept := findings
	for _, f := range c.FormFindings {
		if _, corrected := c.Asserted[f.Field]; !corrected {
			kept = append(kept, f)
		}
	}
	c.FormFindings = kept
}

// overlay takes the corrected fields of from over.
func overlay(to *process.Application, from process.Application, corrected map[process.Field]string) {
	for f := range corrected {
		switch f {
		case process.FieldCentre:
			to.CentreWritten, to.CentreID = from.CentreWritten, ""
		case process.FieldDoctor:
			to.Doctor = from.Doctor
		case process.FieldKind:
			to.Kind = from.Kind
		case process.FieldLicenceDate:
			to.LicenceDate = from.LicenceDate
			if !from.LicenceDate.IsZero() { // it has come
				to.ExpectedLicence = process.Date{}
			}
		case process.FieldPossibleStart:
			to.PossibleStart = from.PossibleStart
		case process.FieldEmployed:
			to.Employed = from.Employed
			if from.EmploymentForm != "" {
				to.EmploymentForm = from.EmploymentForm
			}
		case process.FieldEmploymentDate:
			to.EmploymentDate = from.EmploymentDate
		}
	}
}

// manualForm reads a row that a person wrote in Ärenden as if it were a form.
func manualForm(row master.ManualRow) form.Form {
	f := form.Form{Sheet: master.SheetCases, Row: row.Row}
	for _, heading := range sortedKeys(correctable) {
		if v := row.Values[heading]; v != "" {
			f.Fields = append(f.Fields, writtenText(correctable[heading], heading, v))
		}
	}
	return f
}
