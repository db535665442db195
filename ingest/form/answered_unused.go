package form

import (
	"slices"

	"stintag/process"
)

// Unused is an answer in the list of faults that could not be used, with the
// form's cell where it has one for the field.
type Unused struct {
	Written
	Why   Why
	Other string `json:",omitempty"` // what stood, or stands, against it
}

// Why is the reason that an answer was not used.
type Why string

// Why answers are not used.
const (
	whyMoved        Why = "moved"        // its cell or row is no longer where it was
	whyUnclear      Why = "unclear"      // it says neither yes nor what is right
	whyContradicted Why = "contradicted" // the form's own cell says something else
	whyDoubled      Why = "twofold"      // the list says something else too
)

const (
	codeUnused   = "SVAR_EJ_ANVÄNT"
	codeTwoSays  = "TVÅ_SVAR"
	movedAnswers = "svaret %s i listan kunde inte användas, eftersom rader eller rutor har flyttats. Svara igen i den nya listan, eller rätta i blanketten."
)

// unused tells of answers that could not be used. Those of a field that is still
// wrong are told beside what is wrong with it, and name no field of their own.
func (r *interpreter) unused() {
	for _, u := range r.form.Unused {
		w := u.Written
		switch u.Why {
		case whyMoved:
			r.aside(w.finding(codeUnused, process.Returned, movedAnswers, w.answer()))
		case whyUnclear:
			r.aside(w.finding(codeUnused, process.Returned, "svaret %s i listan säger inte vad som är rätt. Skriv det rätta, eller ja om vårt förslag stämmer.", w.answer()))
		case whyDoubled:
			r.aside(w.finding(codeUnused, process.Returned, "två olika svar står i listan, %s och %q. Skriv det som gäller.", w.answer(), u.Other))
		case whyContradicted:
			f := w.finding(codeTwoSays, process.Returned, "%q står i rutan men %s i listan. Skriv det som gäller.", u.Other, w.answer())
			f.Written = u.Other
			r.add(f)
		}
	}
}

// aside keeps a finding that is of no cell.
func (r *interpreter) aside(f process.Finding) {
	f.Field, f.Sheet, f.Cell, f.Written = "", "", "", ""
	r.add(f)
}

// namesPerson are the fields whose answers may name a person.
var namesPerson = []process.Field{process.FieldDoctor, process.FieldFirstName, process.FieldLastName, process.FieldPersonalNumber, process.FieldDoctorEmail}

// answer is what was answered, as a finding may quote it: letters about somebody
// whose details are protected quote no names.
func (w Written) answer() string {
	if slices.Contains(namesPerson, w.Field) {
		return "om " + w.Field.Label()
	}
	return w.quoted()
}
