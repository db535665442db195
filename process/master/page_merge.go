package master

import "stintag/process/workbook"

// page writes a page whole; what we wrote last time and do not want any more is
// emptied, unless a person has written there since.
func (m *merger) page(p page) {
	s, ok := m.book.Sheet(p.sheet)
	if !ok {
		missing := &MissingHeading{Sheet: p.sheet}
		m.conflicts = append(m.conflicts, Fault{Sheet: p.sheet, Text: "Programmet kan inte skriva: " + missing.Swedish() + ". " + missing.mend()})
		return
	}
	wanted := map[[2]int]bool{}
	for _, c := range p.cells {
		if c.value.Kind != workbook.Empty {
			wanted[[2]int{c.row, c.col}] = true
			m.pageCell(s, c)
		}
	}
	for _, key := range m.keys(p.sheet) {
		row, col, _ := workbook.ParseAddress(key)
		have := s.Cell(row, col)
		if have.Kind != workbook.Empty && !wanted[[2]int{row, col}] && m.own(p.sheet, key, pageHeading, pageText(have)) {
			m.change(workbook.Change{Sheet: p.sheet, Row: row, Col: col})
		}
	}
}

// pageHeading is the one heading under which a page's cell stands in the base.
const pageHeading = ""

// pageText compares a page's cells: only the date's format tells a date from a number.
func pageText(c workbook.Cell) string {
	if c.Kind == workbook.Date {
		return shortest(c.Number)
	}
	return CanonicalText(c)
}

func (m *merger) pageCell(s *workbook.Sheet, c pageCell) {
	key, have := workbook.Address(c.row, c.col), pageText(s.Cell(c.row, c.col))
	if have == pageText(c.value) {
		m.note(s.Name, key, pageHeading, have)
		return
	}
	change := workbook.Change{Sheet: s.Name, Row: c.row, Col: c.col, Value: c.value}
	if c.fleeting { // until it is written, what stands there is still the program's
		m.fleeting = append(m.fleeting, change)
		m.note(s.Name, key, pageHeading, have)
		return
	}
	m.change(change)
	m.note(s.Name, key, pageHeading, pageText(c.value))
}
