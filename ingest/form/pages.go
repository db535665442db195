package form

import (
	"slices"
	"strings"

	"stintag/process"
)

// joinPages makes one form of those that name the same doctor: the pages of one
// form, or a copy of it. Where they differ the form says both, and its sender is
// asked which holds: one doctor never takes two places.
func joinPages(forms []Form) []Form {
	var joined []Form
	named := map[string][]int{}
	for _, f := range forms {
		name := f.wholeName()
		is := slices.IndexFunc(named[name][:min(len(named[name]), mostNamesakes)], func(i int) bool { return joined[i].samePerson(f) })
		if name == "" || is < 0 {
			named[name] = append(named[name], len(joined))
			joined = append(joined, f)
			continue
		}
		j := &joined[named[name][is]]
		for _, w := range f.Fields {
			if !slices.Contains(j.Fields[:min(len(j.Fields), longestCopy)], w) {
				j.Fields = append(j.Fields, w)
			}
		}
		for _, w := range f.Unknown {
			if !slices.Contains(j.Unknown[:min(len(j.Unknown), longestCopy)], w) {
				j.Unknown = append(j.Unknown, w)
			}
		}
	}
	return joined
}

// mostNamesakes is among how many forms of one name the same doctor is sought.
const mostNamesakes = 50

// longestCopy is among how many notes one that is kept already is sought.
const longestCopy = 200

// samePerson says whether two forms of one name are one doctor's one application: they
// do not give two numbers or two health centres that differ, and are not two changes
// to a running post.
func (f Form) samePerson(other Form) bool {
	a, b := f.kind(), other.kind()
	if a != "" && b != "" && (a != b || !a.Competes()) {
		return false
	}
	at, _ := f.filledText(process.FieldCentre)
	if elsewhere, ok := other.filledText(process.FieldCentre); ok && at != "" && fold(at) != fold(elsewhere) {
		return false
	}
	return f.sameNumber(other)
}

// kind is the form's Ärendetyp, "" where it does not say or cannot be read.
func (f Form) kind() process.Kind {
	ws := f.all(process.FieldKind)
	if len(ws) == 0 {
		return ""
	}
	kind, _ := choose(ws[0].Value.String(), kinds)
	return process.Kind(kind)
}

func (f Form) sameNumber(other Form) bool {
	if !f.filled(process.FieldPersonalNumber) || !other.filled(process.FieldPersonalNumber) {
		return true
	}
	a, b := f.all(process.FieldPersonalNumber)[0].Value, other.all(process.FieldPersonalNumber)[0].Value
	return digitsIn(a) == digitsIn(b)
}

// wholeName is the doctor's first and last name as names are compared; "" where
// the form does not tell both.
func (f Form) wholeName() string {
	name, _ := f.filledText(process.FieldDoctor)
	if name == "" {
		first, _ := f.filledText(process.FieldFirstName)
		last, _ := f.filledText(process.FieldLastName)
		name = first + " " + last
	}
	if name = clean(name); !strings.Contains(name, " ") {
		return ""
	}
	return process.FoldName(name)
}

// digitsIn are the last ten digits of a personal number, however it is written.
func digitsIn(v Value) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, v.String())
	return digits[max(0, len(digits)-10):]
}

// isExample says whether the sheet says by its name that it shows how to fill in
// another.
func (f Form) isExample() bool {
	return slices.Contains(strings.FieldsFunc(fold(f.Sheet), dropped), "exempel")
}
