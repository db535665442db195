package form

import (
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// A form that was sent back comes with the list of its faults, in which its sender
// may answer instead of in the form itself. An answer's key tells what it is of: a
// field and its cell, or, where the form has no cell for the field, the field and
// the cell that names the form's doctor.
const (
	ofCell = "="
	ofForm = "@"
)

// key takes a key apart.
type key struct {
	field       process.Field
	sheet, cell string
	loose       bool // the form has no cell for the field
}

func (k key) String() string {
	kind := ofCell
	if k.loose {
		kind = ofForm
	}
	return string(k.field) + kind + k.sheet + "!" + k.cell
}

func parseKey(s string) (k key, ok bool) {
	at := strings.IndexAny(s, ofCell+ofForm)
	place := strings.LastIndexByte(s, '!')
	if at < 0 || place < at {
		return key{}, false
	}
	k = key{field: process.Field(s[:at]), sheet: s[at+1 : place], cell: s[place+1:], loose: s[at:at+1] == ofForm}
	_, known := catalogue[k.field]
	return k, known
}

// looseAnswer is an answer for a field that the form has no cell for. It names no
// place: the list is made anew each time that the form goes back.
type looseAnswer struct {
	key
	written Written
}

// answered is the book with its sender's answers in the cells that they are of,
// and the answers that have no cell. A cell that was changed since the form went
// back is the truth, whatever was answered.
func answered(b *workbook.Book) (*workbook.Book, []looseAnswer) {
	cells, loose := answers(b)
	for sheet, cs := range cells {
		b = b.With(sheet, cs...)
	}
	return b, loose
}

// answers are those that count: the cells by sheet, and what has none.
func answers(b *workbook.Book) (cells map[string][]workbook.Cell, loose []looseAnswer) {
	cells = map[string][]workbook.Cell{}
	for _, a := range unanimous(workbook.Answers(b)) {
		k, ok := parseKey(a.Key)
		c, says := answerOf(a, k.field)
		if !ok || !says {
			continue
		}
		if k.loose {
			v := Value{Kind: c.Kind, Text: c.Text, Number: c.Number}
			loose = append(loose, looseAnswer{k, Written{Field: k.field, Label: k.field.Label(), Value: v}})
			continue
		}
		var is bool
		s, found := b.Sheet(k.sheet)
		if c.Row, c.Col, is = workbook.ParseAddress(k.cell); is && found && standing(s.Cell(c.Row, c.Col)) == a.Written {
			cells[k.sheet] = append(cells[k.sheet], c)
		}
	}
	return cells, loose
}

// unanimous leaves one answer to each question, and none where there are two that
// differ: a cell with two faults has two lines.
func unanimous(all []workbook.Answered) []workbook.Answered {
	first := map[string]int{}
	split := map[string]bool{}
	var once []workbook.Answered
	for _, a := range all {
		i, seen := first[a.Key]
		if !seen {
			first[a.Key] = len(once)
			once = append(once, a)
		} else if a.Cell.String() != once[i].Cell.String() || a.Suggestion != once[i].Suggestion {
			split[a.Key] = true
		}
	}
	return slices.DeleteFunc(once, func(a workbook.Answered) bool { return split[a.Key] })
}

// standing is what stands in a cell, as the list of faults may keep it.
func standing(c workbook.Cell) string {
	if c.Kind == workbook.Empty {
		return ""
	}
	return mask(clean(c.String()))
}

// answerOf is the value that an answer gives its field: the suggestion where it
// says yes to one. Who says no to one has not said what is right.
func answerOf(a workbook.Answered, f process.Field) (workbook.Cell, bool) {
	c := workbook.Cell{Kind: a.Cell.Kind, Text: a.Cell.Text, Number: a.Cell.Number}
	if a.Suggestion == "" {
		return c, true
	}
	switch said, rest := parseAnswer(Value{Kind: c.Kind, Text: c.Text, Number: c.Number}); {
	case said == process.Yes && rest == "":
		return workbook.Cell{Kind: workbook.Text, Text: a.Suggestion}, true
	case said == process.No && specOf(f).holds != asAnswer:
		return c, false
	}
	return c, true
}

// take gives the forms the answers that have no cell in them.
func (r *Reading) take(loose []looseAnswer) {
	for _, a := range loose {
		i := slices.IndexFunc(r.Forms, func(f Form) bool {
			at, ok := f.anchor()
			return ok && at.Sheet == a.sheet && at.Cell == a.cell
		})
		if i < 0 && len(r.Forms) == 1 {
			i = 0
		}
		if i >= 0 && !r.Forms[i].filled(a.field) {
			r.Forms[i].Fields = append(r.Forms[i].Fields, a.written)
		}
	}
}

// anchor is the cell that names the form's doctor.
func (f Form) anchor() (Written, bool) {
	for _, field := range []process.Field{process.FieldDoctor, process.FieldLastName, process.FieldFirstName} {
		if ws := f.all(field); len(ws) > 0 {
			return ws[0], true
		}
	}
	return Written{}, false
}
