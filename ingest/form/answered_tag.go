package form

import (
	"encoding/json"
	"slices"

	"stintag/process/workbook"
)

// tag is what a line of the list keeps, hidden, to be known by when it comes back.
// Rows are sorted and put in, and names corrected, so a cell's place alone does not
// say whose it is.
type tag struct {
	Of    []whose `json:"of,omitempty"`    // the forms that the line is of
	Label string  `json:"label,omitempty"` // of the cell
	Was   *was    `json:"was,omitempty"`   // the cell itself
	// The rest is the workbook's. Earlier are cells that were asked about before and
	// are not now, which the first line keeps, and the other cells of a conflict.
	Earlier []was       `json:"earlier,omitempty"`
	Emptied []string    `json:"emptied,omitempty"` // sheets in which rows in order were emptied
	Tables  []wentTable `json:"tables,omitempty"`  // of these
	Kept    string      `json:"kept,omitempty"`    // of the first line, how the forms were read
	still   bool        // they are still read so: nothing has moved
}

// whose is one form: its case, and the cell that names its doctor with the name.
type whose struct {
	Case   string `json:"case,omitempty"`
	At     string `json:"at,omitempty"`
	Doctor string `json:"doctor,omitempty"`
}

func (t tag) String() string {
	if len(t.Of) == 0 && t.Label == "" && t.Was == nil && len(t.Earlier) == 0 && len(t.Emptied) == 0 && len(t.Tables) == 0 && t.Kept == "" {
		return ""
	}
	b, err := json.Marshal(t)
	if err != nil {
		panic("form: a tag of strings is JSON: " + err.Error())
	}
	return string(b)
}

// parseTag reads a line's tag; one that is lost or damaged says nothing.
func parseTag(s string) (t tag) {
	if json.Unmarshal([]byte(s), &t) != nil {
		return tag{}
	}
	return t
}

// identity is the form as a tag names it.
func (f Form) identity(caseID string) whose {
	w := whose{Case: caseID}
	if at, ok := f.anchor(); ok {
		w.At = at.Sheet + "!" + at.Cell
		if names(at.Field) { // another box may be put right, and says nothing of whose it is
			w.Doctor = at.shown()
		}
	}
	return w
}

// in finds the form among those that came back, and says whether it has moved: the
// form that names the doctor; or, where none does, the one whose doctor is named in
// the same cell, unless that is now another doctor of the list.
func (w whose) in(forms []Form, all []tag) (at int, moved bool) {
	here, named := -1, []int(nil)
	for i, f := range forms {
		now := f.identity("")
		if now.At == w.At || f.namedAt(w) {
			here = i
		}
		if w.Doctor != "" && now.Doctor == w.Doctor {
			named = append(named, i)
		}
	}
	switch {
	case slices.Contains(named, here), here >= 0 && all[0].still:
		return here, false
	case len(named) == 1:
		return named[0], true
	case len(named) > 1:
		return -1, true
	case here >= 0 && !lists(all, forms[here].identity("").Doctor):
		return here, false
	case len(forms) == 1 && ofOne(all):
		return 0, true
	}
	return -1, true
}

// namedAt says whether the doctor's name stands where it stood, though another box of
// the form names the doctor first.
func (f Form) namedAt(w whose) bool {
	return w.Doctor != "" && slices.ContainsFunc(f.Fields, func(x Written) bool {
		return names(x.Field) && x.Sheet+"!"+x.Cell == w.At && x.shown() == w.Doctor
	})
}

// lists says whether a line is of a form that named the doctor.
func lists(all []tag, doctor string) bool {
	return doctor != "" && slices.ContainsFunc(all, func(t tag) bool {
		return slices.ContainsFunc(t.Of, func(w whose) bool { return w.Doctor == doctor })
	})
}

// ofOne says whether all lines are of one form.
func ofOne(all []tag) bool {
	places := map[string]bool{}
	for _, t := range all {
		for _, w := range t.Of {
			places[w.At] = true
		}
	}
	return len(places) == 1
}

// fits says whether the line's cell still is what it was. A cell that is of
// several forms, as the unit above a table, is known by its label alone. Lines
// without a tag are of an older list, which did not keep any.
func (t tag) fits(k key, forms []Form, all []tag) bool {
	if len(t.Of) == 1 {
		i, moved := t.Of[0].in(forms, all)
		if i < 0 || moved && !k.loose {
			return false
		}
	}
	return t.Label == "" || slices.ContainsFunc(forms, func(f Form) bool { return f.labelOf(k.sheet, k.cell) == t.Label })
}

// labelOf is the label of a cell in which the form says something.
func (f Form) labelOf(sheet, cell string) string {
	for _, w := range f.Fields {
		if cell != "" && w.Sheet == sheet && w.Cell == cell {
			return w.Label
		}
	}
	return ""
}

// among are the forms that an answer is of. One whose form cannot be told from
// others is told where it stood; a doctor who is no longer there needs no answer.
func (t tag) among(k key, forms []Form, all []tag) []int {
	var found []int
	for _, w := range t.Of {
		if i, _ := w.in(forms, all); i >= 0 {
			found = append(found, i)
		} else if i := slices.IndexFunc(forms, func(f Form) bool { return w.Doctor != "" && f.identity("").Doctor == w.Doctor }); i >= 0 {
			found = append(found, i)
		}
	}
	if len(t.Of) > 0 {
		return found
	}
	i := slices.IndexFunc(forms, func(f Form) bool {
		at, ok := f.anchor()
		return ok && k.loose && at.Sheet == k.sheet && at.Cell == k.cell || !k.loose && f.labelOf(k.sheet, k.cell) != ""
	})
	if i < 0 && len(forms) == 1 {
		i = 0
	}
	if i >= 0 {
		found = append(found, i)
	}
	return found
}

// casesOf are the cases that the lists give the forms. A form that two cases lay
// claim to has none, and so has a case that fits no form.
func casesOf(all []tag, forms []Form) map[int]string {
	cases, disputed := map[int]string{}, map[int]bool{}
	for _, t := range all {
		for _, w := range t.Of {
			i, _ := w.in(forms, all)
			if i < 0 || w.Case == "" {
				continue
			}
			disputed[i] = disputed[i] || cases[i] != "" && cases[i] != w.Case
			cases[i] = w.Case
		}
	}
	for i := range disputed {
		if disputed[i] {
			delete(cases, i)
		}
	}
	return cases
}

// tagged gives each mark the tag of its form; what several forms are told in one
// cell is one mark, of them all.
func tagged(marks []workbook.Mark, tags []tag) []workbook.Mark {
	var once []workbook.Mark
	at, of := map[workbook.Mark]int{}, []tag(nil)
	for i, m := range marks {
		n, seen := at[m]
		if !seen {
			at[m] = len(once)
			once, of = append(once, m), append(of, tags[i])
			continue
		}
		for _, w := range tags[i].Of {
			if !slices.Contains(of[n].Of, w) {
				of[n].Of = append(slices.Clip(of[n].Of), w)
			}
		}
	}
	for i := range once {
		once[i].Tag = of[i].String()
	}
	return once
}
