package form

import (
	"slices"

	"stintag/process"
	"stintag/process/workbook"
)

// gather keeps the sheets that are forms. A sheet that names no doctor adds what
// it says to the forms that do; a sheet of help or examples says nothing. What went back
// as a form, known by the cell of its anchor, is one whatever its sender took away.
func gather(all []Form, anchors []string) []Form {
	forms, rest := make([]Form, 0, len(all)), []Form(nil)
	for _, f := range all {
		if f.isForm() || len(anchors) > 0 && slices.Contains(anchors, f.identity("").At) {
			forms = append(forms, f)
		} else {
			rest = append(rest, f)
		}
	}
	if len(forms) > 1 {
		forms = unless(forms, Form.isExample)
		forms = unless(forms, Form.isHelp)
		forms = joinPages(unless(forms, Form.untouched))
	}
	if len(forms) == 0 {
		if joined := join(rest); joined.isForm() || joined.namesNobody() {
			return []Form{joined}
		}
		return nil
	}
	said := spoken(rest)
	for i := range forms {
		forms[i] = supplement(forms[i], said)
	}
	return forms
}

// seen leaves out the doctors whose names stand in columns that nobody sees, beside
// others that are seen: last year's answers, say, that were hidden and not removed.
// Rows are not columns in this: a filter hides them, and means nothing by it.
func seen(s *workbook.Sheet, forms []Form) []Form {
	if len(forms) < 2 || len(s.HiddenColumns) == 0 {
		return forms
	}
	return unless(forms, func(f Form) bool {
		return slices.ContainsFunc(f.Fields, func(w Written) bool {
			if w.Field != process.FieldDoctor && w.Field != process.FieldLastName || w.Value.Empty() {
				return false
			}
			_, col, ok := workbook.ParseAddress(w.Cell)
			return ok && s.HidesColumn(col)
		})
	})
}

// join makes one form of sheets that are none by themselves.
func join(parts []Form) Form {
	if len(parts) == 0 {
		return Form{}
	}
	return supplement(parts[0], spoken(parts[1:]))
}

// spoken is what the sheets that read as filled in say, of each field the first.
func spoken(rest []Form) []Written {
	var said []Written
	has := map[process.Field]bool{}
	for _, f := range rest {
		if f.isHelp() {
			continue
		}
		for _, w := range f.Fields {
			if !has[w.Field] {
				has[w.Field] = true
				said = append(said, w)
			}
		}
	}
	return said
}

// supplement adds what f says nothing of.
func supplement(f Form, said []Written) Form {
	if len(said) == 0 {
		return f
	}
	own := f
	f.Fields = slices.Grow(f.Fields, len(said))
	for i := range said {
		if !own.has(said[i].Field) {
			f.Fields = append(f.Fields, said[i])
		}
	}
	return f
}
