package form

import (
	"slices"

	"stintag/process"
	"stintag/process/workbook"
)

// rowsInOrder are the cells of table rows that nothing is wrong with, in tables
// that go back for other rows' sake. What rows that stay live on stays too: a cell
// merged with theirs, and a value in a column where they have formulas.
func rowsInOrder(book *workbook.Book, forms []Form, findings [][]process.Finding) []workbook.Change {
	stays, faulty := map[string]map[int]bool{}, map[string]bool{}
	for i, f := range forms {
		if stays[f.Sheet] == nil {
			stays[f.Sheet] = map[int]bool{}
		}
		for _, row := range f.rows() {
			stays[f.Sheet][row] = stays[f.Sheet][row] || returned(findings, i)
		}
		faulty[f.Sheet] = faulty[f.Sheet] || returned(findings, i)
	}
	var changes []workbook.Change
	for name, rows := range stays {
		s, ok := book.Sheet(name)
		if !ok || !faulty[name] {
			continue
		}
		formulas := formulaColumns(s, rows)
		for _, row := range s.Rows {
			if stay, form := rows[row.Number]; stay || !form {
				continue
			}
			for _, c := range row.Cells {
				if (c.Formula || !formulas[c.Col]) && !mergedDown(s, c) {
					changes = append(changes, workbook.Change{Sheet: name, Row: c.Row, Col: c.Col})
				}
			}
		}
	}
	return changes
}

// rows are the form's rows in its sheet: of a doctor who stands there more than once,
// each row that names them.
func (f Form) rows() []int {
	all := []int{f.Row}
	for _, w := range f.Fields {
		if row, _, ok := workbook.ParseAddress(w.Cell); ok && f.Row > 0 && names(w.Field) && w.Sheet == f.Sheet {
			all = append(all, row)
		}
	}
	return all
}

// formulaColumns are those in which a row that stays has a formula.
func formulaColumns(s *workbook.Sheet, stays map[int]bool) map[int]bool {
	columns := map[int]bool{}
	for _, row := range s.Rows {
		for _, c := range row.Cells {
			if stays[row.Number] && c.Formula {
				columns[c.Col] = true
			}
		}
	}
	return columns
}

func mergedDown(s *workbook.Sheet, c workbook.Cell) bool {
	return slices.ContainsFunc(s.Merges, func(r workbook.Range) bool { return r.Row2 > r.Row1 && r.Contains(c.Row, c.Col) })
}

// alike says whether both forms say the same in the same places. A personnummer may be
// masked in x, and of two answers that speak against each other the cell's stands there.
func (f Form) alike(x Form) bool {
	return f.Sheet == x.Sheet && f.Row == x.Row && slices.EqualFunc(f.Fields, x.Fields, func(a, b Written) bool {
		return a.Field == b.Field && a.Label == b.Label && a.Sheet == b.Sheet && a.Cell == b.Cell &&
			(a.Value == b.Value || a.Field == process.FieldPersonalNumber || f.disputes(a))
	})
}

// disputes says whether the list's answer spoke against what stands in the field's cell.
func (f Form) disputes(w Written) bool {
	return slices.ContainsFunc(f.Unused, func(u Unused) bool { return u.Field == w.Field && u.Sheet == w.Sheet && u.Cell == w.Cell })
}

// goes says whether the i-th form goes back: all do but the rows in order of a sheet in
// which such are emptied.
func (r returning) goes(i int, done []workbook.Change) bool {
	f := r.forms[i]
	return f.Row == 0 || returned(r.findings, i) || !slices.ContainsFunc(done, func(c workbook.Change) bool { return c.Sheet == f.Sheet })
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
