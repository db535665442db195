package form

import (
	"sort"

	"stintag/process"
)

// split parts the hits of a sheet into forms: bands of labels that repeat no
// field are one form; where the doctor's name and two more fields come again, it
// is the next doctor's. What stands once for all belongs to each.
func split(hits []hit) [][]hit {
	n := max(times(hits, process.FieldDoctor), times(hits, process.FieldLastName))
	if n < 2 {
		return [][]hit{hits}
	}
	count, repeated := countOf(hits), 0
	for _, n := range count {
		if n > 1 {
			repeated++
		}
	}
	if repeated < 3 {
		return [][]hit{hits}
	}
	if sameRow(hits) {
		return splitColumns(hits, count, n)
	}
	return splitRows(hits)
}

// times is how often the field is among the hits.
func times(hits []hit, field process.Field) int {
	n := 0
	for i := range hits {
		if hits[i].Field == field {
			n++
		}
	}
	return n
}

// sameRow says whether the doctors' names stand beside each other.
func sameRow(hits []hit) bool {
	rows := map[int]int{}
	for _, h := range hits {
		if h.Field == process.FieldDoctor || h.Field == process.FieldLastName {
			rows[h.label.row]++
		}
	}
	return len(rows) == 1
}

func splitColumns(hits []hit, count map[process.Field]int, n int) [][]hit {
	forms := make([][]hit, n)
	seen := map[process.Field]int{}
	sort.SliceStable(hits, func(i, j int) bool { return hits[i].label.col < hits[j].label.col })
	for _, h := range hits {
		if count[h.Field] == 1 {
			for i := range forms {
				forms[i] = append(forms[i], h)
			}
			continue
		}
		i := min(seen[h.Field], n-1)
		forms[i] = append(forms[i], h)
		seen[h.Field]++
	}
	return forms
}

func splitRows(hits []hit) [][]hit {
	var forms [][]hit
	var form []hit
	has := map[process.Field]bool{}
	for _, h := range hits {
		if has[h.Field] && hasDoctor(form) {
			forms, form = append(forms, form), nil
			has = map[process.Field]bool{}
		}
		has[h.Field] = true
		form = append(form, h)
	}
	forms = append(forms, form)
	for i := 1; i < len(forms); i++ {
		forms[i] = inherit(forms[i], forms[0])
	}
	return forms
}

func hasDoctor(hits []hit) bool {
	for _, h := range hits {
		if h.Field == process.FieldDoctor || h.Field == process.FieldLastName {
			return true
		}
	}
	return false
}

// inherit gives a later form on a sheet what the first says of the unit.
func inherit(form, first []hit) []hit {
	has := map[process.Field]bool{}
	for _, h := range form {
		has[h.Field] = true
	}
	for _, h := range first {
		if ofUnit(h.Field) && !has[h.Field] {
			form = append(form, h)
		}
	}
	return form
}

// ofUnit says whether the field speaks of the health centre or the errand rather
// than of one doctor.
func ofUnit(f process.Field) bool {
	switch f {
	case process.FieldKind, process.FieldCentre, process.FieldCentreID, process.FieldOperator, process.FieldManager,
		process.FieldManagerEmail, process.FieldManagerPhone, process.FieldTrainees, process.FieldListed,
		process.FieldSpecialists, process.FieldSpecialistsPercent, process.FieldVersion:
		return true
	}
	return false
}
