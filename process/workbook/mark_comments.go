package workbook

// comments puts a comment on each cell.
func (m *marker) comments(sheet string, cells []markedCell) error {
	if len(cells) == 0 {
		return nil
	}
	p, err := commentsOf(m.pk, m.book.part, sheet)
	if err != nil {
		return err
	}
	var notes []Note
	for _, c := range cells {
		notes = append(notes, Note{Row: c.row, Col: c.col, Text: markLead + c.comment})
	}
	return p.add(notes)
}
