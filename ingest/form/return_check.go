package form

import (
	"maps"
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// A workbook that goes back promises its sender two things: sent again unchanged it is
// read as it was, and with what is asked for in it, in the list or in the cells, it is
// read as it was with that. Both are tried before it goes.

// mostCorrected is how many forms' corrections are tried; a list of more doctors than that is
// a table, whose headings say what each cell is however its rows are corrected.
const mostCorrected = 300

// keeps says whether the workbook keeps its promises.
func (r returning) keeps(out []byte, done []workbook.Change) bool {
	book, err := workbook.Read(out, workbook.FormLimits)
	if err != nil {
		return false
	}
	t, now := trial{book: book, forms: Read(book).Forms}, renamed(r.sent, book)
	for i, f := range r.forms {
		if !r.goes(i, done) {
			continue
		}
		if n := len(t.findings); n >= len(t.forms) || !f.in(now).alike(t.forms[n]) {
			return false
		}
		var fs []process.Finding
		for _, x := range r.of(i) {
			x.Sheet = now[x.Sheet]
			fs = append(fs, x)
		}
		t.findings = append(t.findings, fs)
	}
	switch {
	case len(t.findings) < len(t.forms):
		return false
	case len(t.forms) > mostCorrected:
		return true
	}
	return t.succeeds(false) && t.succeeds(true)
}

// of are the findings of the i-th form.
func (r returning) of(i int) []process.Finding {
	if i < len(r.findings) {
		return r.findings[i]
	}
	return nil
}

// renamed are the names that the sheets have in the copy that goes back, by those that
// they came with: a personnummer in one is masked.
func renamed(sent, back *workbook.Book) map[string]string {
	var after []string
	for i := range back.Sheets {
		if s := &back.Sheets[i]; !workbook.IsFaultList(back, s) {
			after = append(after, s.Name)
		}
	}
	now := map[string]string{"": ""}
	for i := range sent.Sheets {
		if s := &sent.Sheets[i]; !workbook.IsFaultList(sent, s) && len(after) > 0 {
			now[s.Name], after = after[0], after[1:]
		}
	}
	return now
}

// in is the form with the names that its sheets have now.
func (f Form) in(now map[string]string) Form {
	f.Sheet, f.Fields = now[f.Sheet], slices.Clone(f.Fields)
	for i := range f.Fields {
		f.Fields[i].Sheet = now[f.Fields[i].Sheet]
	}
	return f
}

// trial is a workbook that went back, as it comes again from a sender who did what it
// says.
type trial struct {
	book     *workbook.Book
	forms    []Form
	findings [][]process.Finding
}

// entries are what such a sender writes.
type entries struct {
	cells  map[string]map[place]workbook.Cell // by sheet
	values map[place]Value                    // of the forms' cells
	loose  []map[process.Field]Value          // of each form, what only the list holds
}

// succeeds says whether it is read as it was, with what was written; inList has answers
// written in the list where it asks for them.
func (t trial) succeeds(inList bool) bool {
	w := entries{map[string]map[place]workbook.Cell{}, map[place]Value{}, make([]map[process.Field]Value, len(t.forms))}
	lines := t.answerCells()
	for i, fs := range t.findings {
		w.loose[i] = map[process.Field]Value{}
		for _, x := range fs {
			if x.Level == process.Returned && x.Code != codeUnused {
				t.correct(&w, i, x, inList, lines)
			}
		}
	}
	b := t.book
	for sheet, cs := range w.cells {
		b = b.With(sheet, slices.Collect(maps.Values(cs))...)
	}
	got := Read(b).Forms
	if len(got) != len(t.forms) {
		return false
	}
	for i, f := range t.forms {
		if !w.in(f, got[i], w.loose[i]) {
			return false
		}
	}
	return true
}

// correct writes what is right where the list asks for it. What it asks for in words
// alone is written nowhere.
func (t trial) correct(w *entries, i int, x process.Finding, inList bool, lines map[string]workbook.Cell) {
	f := t.forms[i]
	m, value := f.fault(t.book, x), writes(x, f, i)
	_, _, here := workbook.ParseAddress(m.Cell)
	if line, asked := lines[m.Ask.Key]; asked && !value.Empty() && (inList || !here) {
		said := value
		if x.Suggestion != "" {
			said = Value{Kind: workbook.Text, Text: "ja"}
		}
		w.put(line.Text, line.Address(), said)
		if k, _ := parseKey(m.Ask.Key); k.loose {
			w.loose[i][x.Field] = value
		} else {
			w.values[place{k.sheet, k.cell}] = value
		}
		return
	}
	if !here {
		return
	}
	w.write(t, m.Sheet, m.Cell, value)
	if x.Code == process.CodeConflict { // what holds stays, and nothing else does
		for _, other := range f.all(x.Field) {
			w.write(t, other.Sheet, other.Cell, value)
		}
	}
}

// write puts a value in a form's cell, after the label that stands there.
func (w *entries) write(t trial, sheet, cell string, v Value) {
	w.values[place{sheet, cell}] = v
	if before, is := labelWithin(t.forms, sheet, cell, cellIn(t.book, sheet, cell).Text); is && !v.Empty() {
		v = Value{Kind: workbook.Text, Text: before + ": " + v.String()}
	}
	w.put(sheet, cell, v)
}

func (w *entries) put(sheet, cell string, v Value) {
	row, col, ok := workbook.ParseAddress(cell)
	if !ok {
		return
	}
	if w.cells[sheet] == nil {
		w.cells[sheet] = map[place]workbook.Cell{}
	}
	w.cells[sheet][place{sheet, cell}] = workbook.Cell{Row: row, Col: col, Kind: v.Kind, Text: v.Text, Number: v.Number}
}

// in says whether the form that came again says what f did, with what was written, and
// nothing else.
func (w *entries) in(f, got Form, loose map[process.Field]Value) bool {
	if f.Sheet != got.Sheet || f.Row != got.Row {
		return false
	}
	left := got.values()
	for _, x := range f.Fields {
		v, is := w.values[place{x.Sheet, x.Cell}]
		if !is || x.Cell == "" {
			v = x.Value
		}
		if l, is := loose[x.Field]; is && x.Cell == "" {
			v = l
		}
		if !v.Empty() && !take(&left, x, v) {
			return false
		}
	}
	for field, v := range loose {
		if !f.has(field) && !take(&left, Written{Field: field}, v) {
			return false
		}
	}
	return len(left) == 0
}

// values are the form's filled fields.
func (f Form) values() []Written {
	var all []Written
	for _, w := range f.Fields {
		if !w.Value.Empty() {
			all = append(all, w)
		}
	}
	return all
}

// take takes the field with the value from its cell out of those that are left.
func take(left *[]Written, x Written, v Value) bool {
	i := slices.IndexFunc(*left, func(w Written) bool {
		return w.Field == x.Field && w.Sheet == x.Sheet && w.Cell == x.Cell && (w.Value == v || alike(w.Field, w.Value, v))
	})
	if i < 0 {
		return false
	}
	*left = slices.Delete(*left, i, i+1)
	return true
}

// answerCells are the list's places for answers, by what they are of; the text is the
// list's name.
func (t trial) answerCells() map[string]workbook.Cell {
	places := map[string]workbook.Cell{}
	for i := range t.book.Sheets {
		s := &t.book.Sheets[i]
		if s.Visibility != workbook.Visible || !workbook.IsFaultList(t.book, s) {
			continue
		}
		col := 0
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				if c.Text == answerHeading {
					col = c.Col
				}
				if k, ok := parseKey(c.Text); ok && col > 0 {
					places[k.String()] = workbook.Cell{Row: row.Number, Col: col, Text: s.Name}
				}
			}
		}
	}
	return places
}

// answerHeading heads the list's places for answers.
const answerHeading = "Ert svar"

// writes is what a sender who is asked for the field of the i-th form may write; no two
// doctors have the same name.
func writes(x process.Finding, f Form, i int) Value {
	text := func(s string) Value { return Value{Kind: workbook.Text, Text: s} }
	s := specOf(x.Field)
	switch {
	case x.Suggestion != "":
		return text(x.Suggestion)
	case x.Code == process.CodeConflict:
		if v, ok := f.value(x.Field); ok && s.holds != asDate && s.holds != asAnswer {
			return v
		}
	}
	switch x.Field {
	case "", process.FieldPersonalNumber: // is to go away
		return Value{}
	case process.FieldCentre:
		return text("Sala vårdcentral")
	case process.FieldPossibleStart:
		return text("2025-02-03")
	case process.FieldEmployed:
		return text(string(process.No))
	}
	switch s.holds {
	case asDate:
		return text("2016-05-04")
	case asAnswer:
		return text(string(process.Yes))
	case asNumber, asPercent:
		return text("100")
	case asChoice:
		if all := s.choices(); len(all) > 0 {
			return text(all[0])
		}
	case asEmail:
		return text("anna.ek@exempel.se")
	}
	return text("Anna Ek" + strings.Repeat("b", i%20) + strings.Repeat("a", i/20))
}
