package form

import (
	"errors"
	"fmt"
	"slices"

	"stintag/process"
	"stintag/process/workbook"
)

// The banner of a form that goes back; the list of faults follows it.
var banner = []string{
	"Rätta uppgifterna nedan, så kan anmälan få en plats på intresselistan.",
	"1. Rätta de röda rutorna: klicka på en ruta i listan. Kommentaren i den säger hur det blir rätt.",
	"2. Spara filen och skicka den som svar på vårt mejl. Ert första datum fortsätter att gälla.",
}

const maskedLine = "Personnummer visas som 19811218-****, eftersom mejl är öppet. Låt det stå: det betyder oförändrat."

const tableLine = "Rader som redan är i ordning är tömda: de är omhändertagna och behöver inte skickas igen."

// What to do about a fault that the form has no cell for. Read finds the label
// there as anywhere.
const (
	newRow    = " Er blankett har ingen ruta för det: skriv %q på en ny rad längst ned, och svaret i cellen till höger."
	newHead   = " Er blankett har ingen ruta för det: skriv %q till höger om den sista raden rubriker, och svaret i cellen under."
	newColumn = " Er tabell har ingen kolumn för det: skriv %q som rubrik i en ny kolumn, och svaret på läkarens rad."
)

// Return gives the sender's own workbook back with what must be corrected marked:
// findings holds, for each form of the workbook as Read gives them, what sends it
// back. Of a table only the faulty rows remain. A valid personnummer is masked
// wherever it stands. A form that was sent back before loses the marks it got then.
func Return(src []byte, findings [][]process.Finding) ([]byte, error) {
	book, err := workbook.Read(src, workbook.FormLimits)
	if err != nil {
		return nil, fmt.Errorf("return form: %w", err)
	}
	forms := Read(book).Forms
	marks := faults(book, forms, findings)
	lines := append([]string{}, banner...)
	if masks := masked(book, forms); len(masks) > 0 {
		marks, lines = append(marks, masks...), append(lines, maskedLine)
	}
	done := rowsInOrder(book, forms, findings)
	if len(done) > 0 {
		lines = append(lines, tableLine)
	}
	out, err := workbook.MarkForm(src, marks, lines)
	if err != nil {
		return nil, fmt.Errorf("return form: %w", err)
	}
	if out, err = emptied(out, done); err != nil {
		return nil, fmt.Errorf("return form: %w", err)
	}
	return out, nil
}

// faults are the marks of what must be corrected, as they stand in the workbook;
// last what has no cell in it.
func faults(book *workbook.Book, forms []Form, findings [][]process.Finding) []workbook.Mark {
	var marks []workbook.Mark
	seen := map[workbook.Mark]bool{}
	for i, fs := range findings {
		for _, f := range fs {
			if f.Level != process.Returned {
				continue
			}
			var form Form
			if i < len(forms) {
				form = forms[i]
			}
			if m := form.fault(book, f); !seen[m] {
				seen[m] = true
				marks = append(marks, m)
			}
		}
	}
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
// a person wrote in the master, is marked where the form speaks of the field.
func (f Form) fault(book *workbook.Book, x process.Finding) workbook.Mark {
	m := workbook.Mark{Sheet: x.Sheet, Cell: x.Cell, Comment: x.Text}
	if _, ok := book.Sheet(x.Sheet); ok && x.Cell != "" {
		return m
	}
	m.Sheet, m.Cell = "", ""
	if ws := f.all(x.Field); len(ws) > 0 {
		m.Sheet, m.Cell = ws[0].Sheet, ws[0].Cell
		return m
	}
	switch {
	case x.Field == "":
	case f.Row > 0:
		m.Comment += fmt.Sprintf(newColumn, x.Field.Label())
	case f.labelsAbove(book):
		m.Comment += fmt.Sprintf(newHead, x.Field.Label())
	default:
		m.Comment += fmt.Sprintf(newRow, x.Field.Label())
	}
	return m
}

// labelsAbove says whether most values of the form stand below their labels.
func (f Form) labelsAbove(book *workbook.Book) bool {
	n := 0
	for _, w := range f.Fields {
		row, col, ok := workbook.ParseAddress(w.Cell)
		if s, found := book.Sheet(w.Sheet); ok && found && row > 1 && s.Cell(row-1, col).Text == w.Label {
			n++
		}
	}
	return 2*n > len(f.Fields)
}

// masked are the cells that hold a valid personnummer, with what to show instead.
func masked(book *workbook.Book, forms []Form) []workbook.Mark {
	var marks []workbook.Mark
	for _, s := range book.Sheets {
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				if m := mask(c.Text); c.Kind == workbook.Text && m != c.Text {
					marks = append(marks, workbook.Mark{Sheet: s.Name, Cell: c.Address(), Replace: m})
				}
			}
		}
	}
	for _, f := range forms {
		for _, w := range f.all(process.FieldPersonalNumber) {
			if digits := w.valid(); digits != "" && w.Value.Kind == workbook.Number || digits != "" && mask(w.Value.Text) == w.Value.Text {
				marks = append(marks, workbook.Mark{Sheet: w.Sheet, Cell: w.Cell, Replace: process.NewPersonal(digits).Masked()})
			}
		}
	}
	return marks
}

// valid is the number in a personnummer's cell, where it is one; the century does
// not matter to whether it is.
func (w Written) valid() string {
	digits, _ := parsePersonal(w.Value, process.D(2025, 1, 1))
	return digits
}

// rowsInOrder are the cells of table rows that nothing is wrong with, in tables
// that go back for other rows' sake.
func rowsInOrder(book *workbook.Book, forms []Form, findings [][]process.Finding) []workbook.Change {
	faulty := map[string]bool{}
	for i, f := range forms {
		faulty[f.Sheet] = faulty[f.Sheet] || returned(findings, i)
	}
	var changes []workbook.Change
	for i, f := range forms {
		s, ok := book.Sheet(f.Sheet)
		if !ok || f.Row == 0 || returned(findings, i) || !faulty[f.Sheet] {
			continue
		}
		for _, row := range s.Rows {
			if row.Number != f.Row {
				continue
			}
			for _, c := range row.Cells {
				changes = append(changes, workbook.Change{Sheet: s.Name, Row: c.Row, Col: c.Col})
			}
		}
	}
	return changes
}

// returned says whether anything sends the i-th form back.
func returned(findings [][]process.Finding, i int) bool {
	if i >= len(findings) {
		return false
	}
	for _, f := range findings[i] {
		if f.Level == process.Returned {
			return true
		}
	}
	return false
}

// emptied clears the cells; what cannot be cleared (a formula's) stays.
func emptied(src []byte, changes []workbook.Change) ([]byte, error) {
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
