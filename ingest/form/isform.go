package form

import (
	"slices"
	"strings"

	"stintag/process"
)

// core are the fields that make a workbook an intresseanmälan.
var core = []process.Field{
	process.FieldKind, process.FieldCentre, process.FieldDoctor, process.FieldLastName, process.FieldPersonalNumber,
	process.FieldLicenceDate, process.FieldExpectedLicence, process.FieldPossibleStart, process.FieldEmployed,
	process.FieldEmploymentDate, process.FieldSwedishAT, process.FieldBT,
}

// isForm says whether the sheet is somebody's form: three fields, two of them
// among the core, and a place for the doctor's name.
func (f Form) isForm() bool {
	if !f.has(process.FieldDoctor) && !f.has(process.FieldLastName) {
		return false
	}
	n := 0
	for _, c := range core {
		if f.has(c) {
			n++
		}
	}
	return n >= 3 || n == 2 && slices.ContainsFunc(f.Fields, func(w Written) bool { return !slices.Contains(core, w.Field) })
}

// namesNobody says whether so much is filled in of what only a form asks for that it
// is one, though no label of the doctor's name was found. A personal number does not
// count: its sender may be asked to take it away, and the form must stay one.
func (f Form) namesNobody() bool {
	n := 0
	for _, c := range core {
		if c != process.FieldPersonalNumber && f.filled(c) {
			n++
		}
	}
	return n >= 5 && !f.isHelp()
}

// isHelp says whether the values explain the labels instead of filling them in:
// two or more should be dates, answers or choices, and none reads as one; or nearly
// all are sentences, in which one may seem to be read by chance.
func (f Form) isHelp() bool {
	tried, sentences := 0, 0
	for i := range f.Fields {
		w := &f.Fields[i]
		if w.Value.Empty() || specOf(w.Field).holds == asText {
			continue
		}
		tried++
		if strings.Count(w.Value.Text, " ") >= sentence {
			sentences++
		}
	}
	if tried < 2 || sentences*10 >= tried*9 {
		return tried >= 2
	}
	return !slices.ContainsFunc(f.Fields, func(w Written) bool {
		s := specOf(w.Field)
		return !w.Value.Empty() && s.holds != asText && s.takes(w.Value)
	})
}

// sentence is how many spaces make a value one that explains.
const sentence = 6

// untouched says whether nothing is said of any doctor: a spare copy of the form.
func (f Form) untouched() bool {
	for _, w := range f.Fields {
		if !w.Value.Empty() && !ofUnit(w.Field) {
			return false
		}
	}
	return true
}

// unless drops the forms that are such, unless all are.
func unless(forms []Form, such func(Form) bool) []Form {
	first := slices.IndexFunc(forms, such)
	if first < 0 { // most often
		return forms
	}
	kept := slices.Clone(forms[:first])
	for _, f := range forms[first+1:] {
		if !such(f) {
			kept = append(kept, f)
		}
	}
	if len(kept) == 0 {
		return forms
	}
	return kept
}
