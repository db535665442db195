package main

import (
	"slices"

	"stintag/process"
	"stintag/process/master"
)

// unusable is, by heading of Ärenden, why a person's words there cannot be used: until
// they can, what the form said goes on holding.
type unusable map[string]string

// unusableForm tells of a row that a person wrote, which is a form of its own.
func unusableForm(c process.Case) unusable {
	u := unusable{}
	for heading, field := range correctable {
		u.hold(heading, field, c.Application, c.FormFindings)
	}
	return u
}

// hold holds the heading's words against what was read of them.
func (u unusable) hold(heading string, field process.Field, read process.Application, findings []process.Finding) {
	delete(u, heading)
	if says(read, field) {
		return
	}
	i := slices.IndexFunc(findings, func(f process.Finding) bool { return f.Field == field && f.Code != process.CodeMissing })
	if i >= 0 {
		u[heading] = findings[i].ForAdministrator()
	}
}

// says whether the application has a value in a correctable field.
func says(a process.Application, field process.Field) bool {
	switch field {
	case process.FieldCentre:
		return a.CentreWritten != ""
	case process.FieldDoctor:
		return a.Doctor != ""
	case process.FieldKind:
		return a.Kind != ""
	case process.FieldLicenceDate:
		return !a.LicenceDate.IsZero()
	case process.FieldPossibleStart:
		return !a.PossibleStart.IsZero()
	case process.FieldEmployed:
		return a.Employed != process.Unanswered || a.EmploymentForm != ""
	}
	return !a.EmploymentDate.IsZero()
}

// contactDate reads a person's words in Kontaktdatum.
func (u unusable) contactDate(c *process.Case, written string) {
	d, err := process.ParseDate(written)
	if err != nil {
		u[headContact] = headContact + `: "` + master.WithoutNumbers(written) + `" är inget datum. Skriv datumet som ÅÅÅÅ-MM-DD.`
		return
	}
	c.ContactDate = d
	if c.Asserted == nil {
		c.Asserted = map[process.Field]string{}
	}
	c.Asserted[process.FieldContactDate] = d.String()
}

const headContact = "Kontaktdatum"
