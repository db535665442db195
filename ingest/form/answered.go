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

// reply is an answer in the list with what it is of. Why says that it was not
// used; else it is for a field that the form has no cell for.
type reply struct {
	key
	tag
	Unused
}

// replies are what the lists of faults bring back. It takes two readings of the
// book to settle them: where they belong is seen in the forms as they stand, and
// the forms are read once more with the answers in their cells.
type replies struct {
	cells map[string][]workbook.Cell // answers in the cells that they are of, by sheet
	rest  []reply
	tags  []tag // of all lines
	unput bool  // they are yet to be put in: a form without them is not blank for that
}

// answered is the book with its sender's answers in the cells that they are of,
// and what else the lists say. An answer counts only where its cell is still what
// it was when the form went back: under the same label, and of the same doctor.
func answered(b *workbook.Book) (*workbook.Book, replies) {
	r := answers(b)
	for sheet, cs := range r.cells {
		b = b.With(sheet, cs...)
	}
	return b, r
}

func answers(b *workbook.Book) replies {
	r := replies{cells: map[string][]workbook.Cell{}}
	lines := workbook.Answers(b)
	if len(lines) == 0 {
		return r
	}
	for _, a := range lines {
		r.tags = append(r.tags, parseTag(a.Tag))
	}
	read, _ := readBook(withoutLists(b), replies{tags: r.tags, unput: true})
	forms := read.Forms
	once, split := unanimous(lines)
	for _, a := range once {
		if k, ok := parseKey(a.Key); ok {
			r.settle(b, forms, k, a, split[a.Key])
		}
	}
	return r
}

// withoutLists is the book as if nothing had been answered.
func withoutLists(b *workbook.Book) *workbook.Book {
	bare := *b
	bare.Sheets = slices.DeleteFunc(slices.Clone(b.Sheets), func(s workbook.Sheet) bool { return workbook.IsFaultList(b, &s) })
	return &bare
}

// settle says what becomes of one answer; other is a second one to the same
// question.
func (r *replies) settle(b *workbook.Book, forms []Form, k key, a workbook.Answered, other string) {
	x := reply{key: k, tag: parseTag(a.Tag)}
	x.Written = Written{Field: k.field, Label: k.field.Label(), Value: valueOf(a.Cell)}
	if !k.loose {
		x.Sheet, x.Cell = k.sheet, k.cell
	}
	c, says := answerOf(a, k.field)
	switch {
	case !x.tag.fits(k, forms, r.tags):
		x.Why, x.Other = whyMoved, a.Written
	case other != "":
		x.Why, x.Other = whyDoubled, other
	case !says:
		x.Why = whyUnclear
	case k.loose:
		x.Value, x.Sheet, x.Cell = valueOf(c), "", ""
	default:
		if x.Why, x.Other = r.write(b, forms, k, a, c); x.Why == "" {
			return
		}
	}
	r.rest = append(r.rest, x)
}

// write puts an answer in its cell. Where something else was written there since
// the form went back, nobody can know which of the two holds.
func (r *replies) write(b *workbook.Book, forms []Form, k key, a workbook.Answered, c workbook.Cell) (Why, string) {
	s, found := b.Sheet(k.sheet)
	row, col, is := workbook.ParseAddress(k.cell)
	if !found || !is {
		return whyMoved, a.Written
	}
	stands := s.Cell(row, col)
	now := standing(stands)
	switch {
	case now == a.Written, now == "" && a.Tag != "":
		if before, ok := labelWithin(forms, k.sheet, k.cell, stands.Text); ok {
			c = workbook.Cell{Kind: workbook.Text, Text: before + ": " + c.String()}
		}
		c.Row, c.Col = row, col
		r.cells[k.sheet] = append(r.cells[k.sheet], c)
		return "", ""
	case a.Tag == "" || alike(k.field, valueOf(stands), valueOf(c)):
		return "", ""
	}
	return whyContradicted, now
}

// labelWithin is the label that stands in the same box as its value, or where its
// value belongs, if it does.
func labelWithin(forms []Form, sheet, cell, text string) (string, bool) {
	in := inlineIn(text)
	for _, f := range forms {
		for _, w := range f.Fields {
			switch {
			case w.Sheet != sheet || w.Cell != cell:
			case in.ok && w.Label == in.before:
				return in.before, true
			case w.Value.Empty() && w.Label != "" && w.Label == clean(text):
				return strings.TrimRight(w.Label, ": ?"), true
			}
		}
	}
	return "", false
}

// unanimous leaves one answer to each question; where there are two that differ,
// as a cell with two faults has two lines, it gives the second.
func unanimous(all []workbook.Answered) (once []workbook.Answered, second map[string]string) {
	first := map[string]int{}
	second = map[string]string{}
	for _, a := range all {
		if !a.Given() {
			continue
		}
		i, seen := first[a.Key]
		if !seen {
			first[a.Key] = len(once)
			once = append(once, a)
		} else if a.Cell.String() != once[i].Cell.String() || a.Suggestion != once[i].Suggestion {
			second[a.Key] = standing(a.Cell)
		}
	}
	return once, second
}

// standing is what stands in a cell, as the list of faults may keep it.
func standing(c workbook.Cell) string {
	if c.Kind == workbook.Empty {
		return ""
	}
	return mask(clean(c.String()))
}

func valueOf(c workbook.Cell) Value { return Value{Kind: c.Kind, Text: c.Text, Number: c.Number} }

// take gives the forms what the lists say of them: their cases, the answers that
// have no cell, and those that could not be used.
func (r *Reading) take(all replies) {
	for i, id := range casesOf(all.tags, r.Forms) {
		r.Forms[i].Case = id
	}
	for _, x := range all.rest {
		for _, i := range x.tag.among(x.key, r.Forms, all.tags) {
			r.Forms[i].hear(x)
		}
	}
}

// hear takes one answer.
func (f *Form) hear(x reply) {
	switch at := f.first(x.field); {
	case x.Why == "" && at.Value.Empty():
		f.Fields = append(f.Fields, x.Written)
	case x.Why == "" && alike(x.field, at.Value, x.Value):
	case x.Why == "":
		x.Sheet, x.Cell = at.Sheet, at.Cell
		x.Why, x.Other = whyContradicted, at.shown()
		f.contradict(x)
	case x.Why == whyContradicted:
		f.contradict(x)
	case x.Why == whyMoved && at.Sheet != "" && at.shown() != x.Other: // put right by hand
	case !slices.Contains(f.Unused, x.Unused):
		f.Unused = append(f.Unused, x.Unused)
	}
}

// contradict keeps an answer that the form's own cell speaks against. Neither counts.
func (f *Form) contradict(x reply) {
	f.Unused = append(f.Unused, x.Unused)
	for i, w := range f.Fields {
		if w.Field == x.field && w.Sheet == x.Sheet && w.Cell == x.Cell {
			f.Fields[i].Value = Value{}
		}
	}
}

// first is the field's first value, or its place.
func (f Form) first(field process.Field) Written {
	if ws := f.all(field); len(ws) > 0 {
		return ws[0]
	}
	return Written{}
}

// naming are the fields that name the doctor, the surest first.
var naming = []process.Field{process.FieldDoctor, process.FieldLastName, process.FieldFirstName}

func names(f process.Field) bool { return slices.Contains(naming, f) }

// anchor is the cell that a form is known by: the one that names its doctor.
func (f Form) anchor() (Written, bool) {
	for _, field := range naming {
		for _, w := range f.all(field) {
			if w.Cell != "" { // and not an answer that only the list holds
				return w, true
			}
		}
	}
	for _, w := range f.Fields { // nobody is named: the first box of the form tells which it is
		if w.Sheet != "" && w.Cell != "" {
			return w, true
		}
	}
	return Written{}, false
}
