package form

import (
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// joinPages makes one form of those that name the same doctor: the pages of one
// form, or a copy of it. Where they differ the form says both, and its sender is
// asked which holds: one doctor never takes two places.
func joinPages(forms []Form) []Form {
	joined := make([]Form, 0, len(forms))
	named := make(map[string][]applicant, len(forms))
	for i := range forms {
		f, who := &forms[i], applicantOf(&forms[i])
		namesakes := named[who.name]
		is := slices.IndexFunc(namesakes[:min(len(namesakes), mostNamesakes)], func(a applicant) bool { return a.samePerson(who) })
		if who.name == "" || is < 0 {
			who.at = len(joined)
			named[who.name] = append(namesakes, who)
			joined = append(joined, *f)
			continue
		}
		j := &joined[namesakes[is].at]
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
		who = applicantOf(j) // it may tell more now
		who.at = namesakes[is].at
		namesakes[is] = who
	}
	return joined
}

// mostNamesakes is among how many forms of one name the same doctor is sought.
const mostNamesakes = 50

// longestCopy is among how many notes one that is kept already is sought.
const longestCopy = 200

// applicant is what a form says of whom and where it is about, as it is compared; at is
// where the form is kept.
type applicant struct {
	name   string // "" where the form does not tell first and last name
	kind   process.Kind
	centre compared
	number compared
	at     int
}

// compared is what stands in a field: some says that anything does,
// and text that it is words.
type compared struct {
	words      string
	some, text bool
}

func applicantOf(f *Form) applicant {
	a := applicant{name: f.wholeName(), kind: f.kind()}
	centre, text := f.filledText(process.FieldCentre)
	a.centre = compared{fold(centre), centre != "", text}
	if v, filled := f.value(process.FieldPersonalNumber); filled {
		a.number = compared{birthIn(v), true, true}
	}
	return a
}

// samePerson says whether two forms of one name are one doctor's one application: they
// do not give two numbers or two health centres that differ, and are not two changes
// to a running post.
func (a applicant) samePerson(b applicant) bool {
	if a.kind != "" && b.kind != "" && (a.kind != b.kind || !a.kind.Competes()) {
		return false
	}
	differ := func(a, b compared) bool { return a.some && b.text && a.words != b.words }
	return !differ(a.centre, b.centre) && !differ(a.number, b.number)
}

// kind is the form's Ärendetyp, "" where it does not say or cannot be read.
func (f Form) kind() process.Kind {
	v, filled := f.value(process.FieldKind)
	if !filled {
		return ""
	}
	kind, _ := choose(v.String(), kinds)
	return process.Kind(kind)
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
// another, or a table's row by its words how to fill in those below it.
func (f Form) isExample() bool {
	if slices.Contains(strings.FieldsFunc(fold(f.Sheet), dropped), "exempel") {
		return true
	}
	if f.Row == 0 {
		return false
	}
	for _, w := range f.Fields {
		switch w.Field {
		case process.FieldKind, process.FieldCentre, process.FieldDoctor, process.FieldFirstName, process.FieldLastName:
			if showsHow(w.Value) {
				return true
			}
		}
	}
	return slices.ContainsFunc(f.Unknown, func(w Written) bool { return len(w.Value.Text) <= len("Exempel:") && showsHow(w.Value) })
}

// showsHow says whether a value begins with a word for an example: "Ex: Anna Ek".
func showsHow(v Value) bool {
	if v.Kind != workbook.Text || v.Text == "" || v.Text[0]|0x20 != 'e' {
		return false
	}
	word, _, more := strings.Cut(v.Text, " ")
	switch strings.ToLower(word) {
	case "exempel", "exempel:", "ex:", "ex.":
		return true
	case "ex":
		return !more
	}
	return false
}
