package master

import (
	"cmp"
	"regexp"
	"slices"

	"stintag/process/workbook"
)

// remark has a comment of the program's stand on a cell. Planned anew each time:
// what no merge asks for any more goes away by itself.
func (m *merger) remark(sheet string, row, col int, words string) {
	m.notes[sheet] = append(m.notes[sheet], workbook.Note{Row: row, Col: col, Text: words})
}

// comments settles which comments stand in each table: what was said of single
// cells, and of the rows that cannot be used as they stand.
func (m *merger) comments() {
	at := map[string]map[string]int{}
	for _, f := range m.faults {
		if f.Row == 0 {
			continue
		}
		if at[f.Sheet] == nil {
			at[f.Sheet] = headingsOf(m.book.Book, f.Sheet)
		}
		if col := faultColumn(f, at[f.Sheet]); col > 0 {
			m.remark(f.Sheet, f.Row, col, f.Text)
		}
	}
	for _, t := range tables {
		if _, ok := m.book.Sheet(t.sheet); !ok || m.barred[t.sheet+"!"] {
			delete(m.notes, t.sheet)
			continue
		}
		notes := onePerCell(m.notes[t.sheet])
		for i := range notes {
			notes[i].Text = WithoutNumbers(m.view.hide(notes[i].Text))
		}
		m.notes[t.sheet] = notes // also where there are none: those of old go
	}
}

// withoutComments bars a sheet's comments, where they are in the way of the rest.
func withoutComments(e *workbook.NotesError) workbook.Refused {
	return workbook.Refused{Sheet: e.Sheet, Kind: workbook.ByNotes}
}

// headingsOf are the columns of a table's headings.
func headingsOf(b *workbook.Book, sheet string) map[string]int {
	i := slices.IndexFunc(tables, func(t table) bool { return t.sheet == sheet })
	s, ok := b.Sheet(sheet)
	if i < 0 || !ok || len(s.Rows) == 0 || s.Rows[0].Number != 1 {
		return map[string]int{}
	}
	g := &grid{table: tables[i], at: map[string]int{}, ours: map[int]bool{}}
	g.headings(s.Rows[0].Cells)
	return g.at
}

// faultColumn is where a fault is told: at its very cell, or else at the row's first
// cell of ours.
func faultColumn(f Fault, at map[string]int) int {
	if col := at[f.Heading]; col > 0 {
		return col
	}
	first := 0
	for _, col := range at {
		if first == 0 || col < first {
			first = col
		}
	}
	return first
}

// onePerCell gives each cell one comment, with each thing said once.
func onePerCell(notes []workbook.Note) []workbook.Note {
	slices.SortStableFunc(notes, func(a, b workbook.Note) int { return cmp.Or(a.Row-b.Row, a.Col-b.Col) })
	all := []workbook.Note{}
	var said []string
	for _, n := range notes {
		last := len(all) - 1
		switch {
		case last < 0 || all[last].Row != n.Row || all[last].Col != n.Col:
			all, said = append(all, n), []string{n.Text}
		case !slices.Contains(said, n.Text):
			all[last].Text += "\n\n" + n.Text
			said = append(said, n.Text)
		}
	}
	return all
}

// A personnummer that a person wrote in the wrong cell is not repeated beside it.
var personnummer = regexp.MustCompile(`\b((?:\d{2})?\d{6}[-+ ]?)\d{4}\b`)

// WithoutNumbers is s with the last digits of personnummer gone.
func WithoutNumbers(s string) string { return personnummer.ReplaceAllString(s, "$1****") }
