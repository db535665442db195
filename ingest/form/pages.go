package form

import (
	"slices"
	"strings"

	"stintag/process"
)

// joinPages makes one form of sheets that name the same doctor and say nothing
// different: the pages of one form, or a copy of it.
func joinPages(forms []Form) []Form {
	var joined []Form
	for _, f := range forms {
		i := slices.IndexFunc(joined, func(g Form) bool { return g.Sheet != f.Sheet && g.samePerson(f) && g.agrees(f) })
		if i < 0 {
			joined = append(joined, f)
			continue
		}
		joined[i].Fields = append(slices.Clone(joined[i].Fields), f.Fields...)
		joined[i].Unknown = append(slices.Clone(joined[i].Unknown), f.Unknown...)
	}
	return joined
}

// samePerson says whether two forms, neither a row of a table, name one doctor.
func (f Form) samePerson(other Form) bool {
	if f.Row > 0 || other.Row > 0 || !f.filled(process.FieldDoctor) || !other.filled(process.FieldDoctor) {
		return false
	}
	return process.FoldName(f.all(process.FieldDoctor)[0].Value.Text) == process.FoldName(other.all(process.FieldDoctor)[0].Value.Text)
}

// agrees says whether every field that both forms fill in is filled in alike.
func (f Form) agrees(other Form) bool {
	for _, w := range other.Fields {
		if ws := f.all(w.Field); !w.Value.Empty() && len(ws) > 0 && !ws[0].Value.Empty() && ws[0].Value.String() != w.Value.String() {
			return false
		}
	}
	return true
}

// isExample says whether the sheet says by its name that it shows how to fill in
// another.
func (f Form) isExample() bool {
	return slices.Contains(strings.FieldsFunc(fold(f.Sheet), dropped), "exempel")
}
