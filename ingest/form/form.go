package form

import (
	"slices"

	"stintag/process"
	"stintag/process/workbook"
)

// Value is a cell as written.
type Value struct {
	Kind   workbook.Kind
	Text   string  `json:",omitempty"`
	Number float64 `json:",omitempty"`
}

// String is the value as a Swedish reader would write it.
func (v Value) String() string {
	if v.Kind == workbook.NoValue {
		return "formel utan värde"
	}
	return workbook.Cell{Kind: v.Kind, Text: v.Text, Number: v.Number}.String()
}

// Empty says whether nothing stands in the cell.
func (v Value) Empty() bool {
	if v.Kind != workbook.Text {
		return v.Kind == workbook.Empty
	}
	seen := v.Text != "" && v.Text[0] > ' ' && v.Text[0] < 0x7f // most begin with what stays
	return !seen && clean(v.Text) == ""
}

// Written is one label with the value that belongs to it.
type Written struct {
	Field       process.Field `json:",omitempty"`
	Label       string        // as it stands in the form
	Sheet, Cell string        // where the value stands, or belongs
	Value       Value
	Printed     string `json:",omitempty"` // an answer's own words, Ja / Nej, that nobody has touched
	Slip        bool   `json:",omitempty"` // the label was taken with a spelling slip
	Beside      string `json:",omitempty"` // a valid personnummer that stands beside a name, which Value shows masked
}

// Form is one applicant's form as written.
type Form struct {
	Sheet   string
	Row     int    // in a table, else 0
	Version string `json:",omitempty"` // of our blank form; "" where the form is another
	Fields  []Written
	Unknown []Written `json:",omitempty"` // labels nobody knows, with their values
	Case    string    `json:",omitempty"` // the case id that our list carries for the form
	Unused  []Unused  `json:",omitempty"` // answers in the list that could not be used
}

// Reading is everything found in a workbook.
type Reading struct {
	Forms     []Form
	WrongForm string          // the Swedish name of another form that was recognised; else ""
	Blank     bool            `json:",omitempty"` // there is a form, but nothing is filled in of any doctor; Forms is empty
	Said      []process.Field `json:",omitempty"` // of a blank form: what is filled in of its health centre and errand
	Crowded   bool            `json:",omitempty"` // more texts, labels or rows than forms have: nothing of it is read
}

// all gives everything written for the field, filled values first.
func (f Form) all(field process.Field) []Written {
	var filled, empty []Written
	for _, w := range f.Fields {
		switch {
		case w.Field != field:
		case w.Value.Empty():
			empty = append(empty, w)
		default:
			filled = append(filled, w)
		}
	}
	return append(filled, empty...)
}

// blank says whether nothing is filled in that tells whom or what the form is
// about. The unit may be filled in for its sender, and a form of the clinic's own
// may answer its own questions, sign itself and count its own dates.
func (f Form) blank() bool {
	centre := f.filled(process.FieldCentre)
	for _, w := range f.Fields {
		switch w.Field {
		case process.FieldPlannedEnd, process.FieldSignature, process.FieldStudyDirector:
			continue
		}
		if ofUnit(w.Field) || saysNothing(w.Value) || w.Value.Kind == workbook.Text && ticked(w.Value.Text) == "" {
			continue
		}
		switch specOf(w.Field).holds {
		case asText, asDate, asPersonal, asEmail:
			return false
		}
		if centre {
			return false
		}
	}
	return true
}

func (f Form) has(field process.Field) bool {
	for i := range f.Fields {
		if f.Fields[i].Field == field {
			return true
		}
	}
	return false
}

// value is the first value that stands for the field, where any does.
func (f Form) value(field process.Field) (v Value, filled bool) {
	for i := range f.Fields {
		if w := &f.Fields[i]; w.Field == field && !w.Value.Empty() {
			return w.Value, true
		}
	}
	return Value{}, false
}

// filled says whether a value stands anywhere for the field.
func (f Form) filled(field process.Field) bool {
	_, ok := f.value(field)
	return ok
}

// ofUnits are the fields of the health centre and the errand that blank forms say
// something of.
func ofUnits(blank []Form) []process.Field {
	var said []process.Field
	for _, f := range blank {
		for _, w := range f.Fields {
			if ofUnit(w.Field) && w.Field != process.FieldVersion && !saysNothing(w.Value) && !slices.Contains(said, w.Field) {
				said = append(said, w.Field)
			}
		}
	}
	return said
}
