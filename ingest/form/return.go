package form

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

const maskedLine = "Personnummer visas som 19811218-****, eftersom mejl är öppet. Låt det stå: det betyder oförändrat."

// keepLabel is added where a box holds its label and its value both.
const keepLabel = " Låt %q stå kvar i rutan, och skriv svaret efter det."

const tableLine = "Rader som redan är i ordning är tömda: de är omhändertagna och behöver inte skickas igen."

// What to do about a fault that the form has no cell for, and what is said of an
// earlier answer of that kind. Read finds it in the list.
const (
	answerHere = " Er blankett har ingen ruta för det: svara i bladet Att rätta, under Ert svar."
	answerKept = "%s: ert svar är med i anmälan."
)

// Return gives the sender's own workbook back with what must be corrected marked:
// findings holds, for each form of the workbook as Read gives them, what sends it
// back, and cases its case, which Read gives when the workbook comes again. Of a
// table only the faulty rows remain, unless they would not be read as they were without
// the others. A valid personnummer is masked wherever it stands, in a cell or beside
// them. A form that was sent back before loses the marks it got then; what its sender
// answered in the list is written in the cells.
func Return(src []byte, findings [][]process.Finding, cases []string) ([]byte, error) {
	book, err := workbook.Read(src, workbook.FormLimits)
	if err != nil {
		return nil, fmt.Errorf("return form: %w", err)
	}
	if src, book, err = settled(src, book); err != nil {
		return nil, fmt.Errorf("return form: %w", err)
	}
	read, as := readWhole(book)
	r := returning{src: src, sent: book, forms: read.Forms, findings: findings, cases: cases, as: as}
	r.book, _ = asReturned(book)
	out, err := r.sendable()
	if err != nil {
		return nil, fmt.Errorf("return form: %w", err)
	}
	return out, nil
}

// returning is a workbook that goes back.
type returning struct {
	src        []byte
	sent, book *workbook.Book // as it came, and as it goes back
	forms      []Form
	findings   [][]process.Finding
	cases      []string
	as         laying
}

// made is the workbook as it goes back that way.
func (r returning) made(w way) ([]byte, error) {
	done := w.done
	names := r.identities(done)
	marks := append(faults(r.book, r.forms, r.findings, names, r.as), r.retained(names, done)...)
	r.as.keep(marks, done, w.kept)
	lines := append(banner(marks), ofCase(names)...)
	if unusedAnswers(r.findings) {
		lines = append(lines, unusedLine)
	}
	masks := masked(r.sent, r.forms)
	marks = append(marks, masks...)
	if len(masks) > 0 || showsMasks(r.forms) {
		lines = append(lines, maskedLine)
	}
	if len(done) > 0 {
		lines = append(lines, tableLine)
	}
	out, err := workbook.MarkForm(r.src, marks, lines)
	if err != nil {
		return nil, err
	}
	if out, err = changed(out, done); err != nil {
		return nil, err
	}
	return workbook.Hide(out, lastFours)
}

// settled writes the answers of an earlier list in the cells that they are of.
func settled(src []byte, book *workbook.Book) ([]byte, *workbook.Book, error) {
	cells := answers(book).cells
	var changes []workbook.Change
	for sheet, cs := range cells {
		for _, c := range cs {
			changes = append(changes, workbook.Change{Sheet: sheet, Row: c.Row, Col: c.Col, Value: c})
		}
	}
	if len(changes) == 0 {
		return src, book, nil
	}
	out, err := changed(src, changes)
	if err != nil {
		return nil, nil, err
	}
	book, err = workbook.Read(out, workbook.FormLimits)
	return out, book, err
}

// faults are the marks of what must be corrected, as they stand in the workbook;
// last what has no cell in it.
func faults(book *workbook.Book, forms []Form, findings [][]process.Finding, names []whose, as laying) []workbook.Mark {
	var marks []workbook.Mark
	var tags []tag
	for i, fs := range findings {
		for _, f := range fs {
			if f.Level != process.Returned || f.Code == codeUnused {
				continue
			}
			var form Form
			if i < len(forms) {
				form = forms[i]
			}
			m := form.fault(book, f)
			if m.Cell == "" || form.owns(m) {
				m.Of = shownBeside(names, i, as)
			}
			label := form.labelOf(m.Sheet, m.Cell)
			if form.asksElsewhere(f) { // what is answered is not of that cell
				label = ""
			}
			line := tag{Of: named(names, i), Label: label}
			if x, ok := form.wasAt(book, m, as.cells); ok {
				line.Was = &x
			}
			if f.Code == process.CodeConflict {
				line.Earlier = form.choosable(book, f.Field, m, as.cells)
			}
			marks, tags = append(marks, m), append(tags, line)
		}
	}
	marks = tagged(marks, tags)
	slices.SortStableFunc(marks, func(a, b workbook.Mark) int {
		x, y := placeOf(book, a), placeOf(book, b)
		return slices.Compare(x[:], y[:])
	})
	return marks
}

// placeOf is where a mark stands: the sheet's place in the book, row, column.
func placeOf(book *workbook.Book, m workbook.Mark) [3]int {
	row, col, ok := workbook.ParseAddress(m.Cell)
	if !ok {
		return [3]int{len(book.Sheets)}
	}
	sheet := slices.IndexFunc(book.Sheets, func(s workbook.Sheet) bool { return s.Name == m.Sheet })
	return [3]int{sheet, row, col}
}

// fault is the mark of one finding. What was found elsewhere, in a correction that
// a person wrote in the master, is marked where the form speaks of the field, and
// is for that person to put right.
func (f Form) fault(book *workbook.Book, x process.Finding) workbook.Mark {
	m := workbook.Mark{Sheet: x.Sheet, Cell: x.Cell, Comment: x.Text}
	s, there := book.Sheet(x.Sheet)
	if there && x.Cell != "" && f.asksElsewhere(x) {
		return f.ask(m, x)
	}
	if there && x.Cell != "" {
		row, col, ok := workbook.ParseAddress(x.Cell)
		if before, is := labelWithin([]Form{f}, x.Sheet, x.Cell, s.Cell(row, col).Text); is {
			m.Comment += fmt.Sprintf(keepLabel, mask(before))
		}
		if ok && answerable(x) {
			m.Ask = workbook.Ask{
				Key:        key{field: x.Field, sheet: x.Sheet, cell: x.Cell}.String(),
				Suggestion: x.Suggestion, Written: standing(s.Cell(row, col)), Choices: choicesFor(x),
			}
		}
		return m
	}
	m.Sheet, m.Cell = "", ""
	if i := slices.IndexFunc(f.all(x.Field), func(w Written) bool { return w.Sheet != "" }); i >= 0 {
		m.Sheet, m.Cell = f.all(x.Field)[i].Sheet, f.all(x.Field)[i].Cell
		return m
	}
	return f.ask(m, x)
}

// ask makes room in the list for an answer that has no cell of its own.
func (f Form) ask(m workbook.Mark, x process.Finding) workbook.Mark {
	if at, ok := f.anchor(); ok && answerable(x) {
		m.Comment += f.lacking(x.Field)
		m.Ask = workbook.Ask{Key: key{field: x.Field, sheet: at.Sheet, cell: at.Cell, loose: true}.String(), Suggestion: x.Suggestion, Answer: f.answer(x.Field), Choices: choicesFor(x)}
	}
	return m
}

// asksElsewhere says whether the finding's cell is another field's, whose answer
// raises the question: what is answered must not be written over it. A date that
// stands after a Ja is put right where it stands.
func (f Form) asksElsewhere(x process.Finding) bool {
	return x.Field != "" && x.Code != process.CodeYearMissing && x.Code != codeDate &&
		!slices.ContainsFunc(f.all(x.Field), func(w Written) bool { return w.Sheet == x.Sheet && w.Cell == x.Cell }) &&
		slices.ContainsFunc(f.Fields, func(w Written) bool { return w.Sheet == x.Sheet && w.Cell == x.Cell })
}

// choicesFor are what the list offers to answer with.
func choicesFor(x process.Finding) string {
	all := specOf(x.Field).choices()
	if x.Suggestion != "" {
		all = []string{"ja"}
	}
	if slices.ContainsFunc(all, func(c string) bool { return strings.Contains(c, ",") }) {
		return ""
	}
	return strings.Join(all, ",")
}

// answerable says whether one answer puts the fault right. Who must choose between
// two values does so where they stand; and nobody is asked to write a personnummer.
func answerable(x process.Finding) bool {
	return x.Field != "" && x.Field != process.FieldPersonalNumber && x.Code != process.CodeConflict
}

// answer is what the sender answered in the list where the form has no cell.
func (f Form) answer(field process.Field) string {
	for _, w := range f.all(field) {
		if !w.Value.Empty() {
			return w.shown()
		}
	}
	return ""
}

// retained are the answers that only the list holds, of forms that are still here:
// the next list must hold them too.
func (r returning) retained(names []whose, done []workbook.Change) []workbook.Mark {
	var marks []workbook.Mark
	for i, f := range r.forms {
		at, ok := f.anchor()
		if !ok || !r.goes(i, done) {
			continue
		}
		for _, w := range f.Fields {
			if w.Sheet != "" || asksFor(r.findings, i, w.Field) {
				continue
			}
			marks = append(marks, workbook.Mark{Comment: fmt.Sprintf(answerKept, w.Field.Label()), Of: shownBeside(names, i, r.as), Tag: tag{Of: named(names, i)}.String(), Ask: workbook.Ask{
				Key: key{field: w.Field, sheet: at.Sheet, cell: at.Cell, loose: true}.String(), Answer: w.shown(), Settled: true,
			}})
		}
	}
	return marks
}

// asksFor says whether the field is among what sends the i-th form back.
func asksFor(findings [][]process.Finding, i int, field process.Field) bool {
	return i < len(findings) && slices.ContainsFunc(findings[i], func(x process.Finding) bool {
		return x.Level == process.Returned && x.Field == field
	})
}

// changed makes the changes; a cell that cannot be changed (a formula's, which it
// shares) stays as it is.
func changed(src []byte, changes []workbook.Change) ([]byte, error) {
	out, err := workbook.Patch(src, changes)
	var refused *workbook.RefusedError
	if !errors.As(err, &refused) {
		return out, err
	}
	stays := map[string]bool{}
	for _, r := range refused.Cells {
		stays[r.Sheet+"!"+r.Cell] = true
	}
	var rest []workbook.Change
	for _, c := range changes {
		if !stays[c.Sheet+"!"+workbook.Address(c.Row, c.Col)] {
			rest = append(rest, c)
		}
	}
	if len(rest) == len(changes) {
		return nil, err
	}
	return workbook.Patch(src, rest)
}
