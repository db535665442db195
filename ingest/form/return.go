package form

import (
	"errors"
	"fmt"

	"stintag/process"
	"stintag/process/workbook"
)

// The banner of a form that goes back; the list of faults follows it.
var banner = []string{
	"Blanketten behöver rättas innan läkaren kan få en plats på intresselistan.",
	"1. Rätta de röda rutorna. Kommentaren i rutan säger vad som är fel och vad som vore rätt.",
	"2. Spara filen och mejla tillbaka den som svar på vårt mejl. Samma ärende fortsätter, och ert första datum gäller.",
}

const maskedLine = "Personnummer visas som 19811218-**** eftersom mejl är öppet. Låt det stå så: det betyder oförändrat."

const tableLine = "Rader som redan är i ordning är tömda här; de är omhändertagna och behöver inte skickas igen."

// Return gives the sender's own workbook back with what must be corrected marked:
// findings holds, for each form of the workbook as Read gives them, what sends it
// back. Of a table only the faulty rows remain. A valid personnummer is masked
// wherever it stands.
func Return(src []byte, findings [][]process.Finding) ([]byte, error) {
	book, err := workbook.Read(src, workbook.FormLimits)
	if err != nil {
		return nil, fmt.Errorf("return form: %w", err)
	}
	forms := Read(book).Forms
	marks := faults(book, findings)
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

// faults are the marks of what must be corrected. A fault without a cell of the
// workbook is told by the list alone.
func faults(book *workbook.Book, findings [][]process.Finding) []workbook.Mark {
	var marks []workbook.Mark
	seen := map[workbook.Mark]bool{}
	for _, fs := range findings {
		for _, f := range fs {
			if f.Level != process.Returned {
				continue
			}
			m := workbook.Mark{Sheet: f.Sheet, Cell: f.Cell, Comment: f.Text}
			if _, ok := book.Sheet(f.Sheet); !ok || f.Cell == "" {
				m.Sheet, m.Cell = "", ""
			}
			if !seen[m] {
				seen[m] = true
				marks = append(marks, m)
			}
		}
	}
	return marks
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
