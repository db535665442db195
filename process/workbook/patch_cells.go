package workbook

import (
	"bytes"
	"slices"
	"strconv"
)

// cellEdit is the new markup of one cell.
type cellEdit struct {
	col    int
	place  int // in the row's cells; -1 for a new one
	text   []byte
	filled bool
	style  string
	lines  int // that its text is broken into
}

// row puts changes into a row that is there.
func (s *sheetPatch) row(row *rowCells, changes []Change) error {
	edits, err := s.edits(row, changes)
	if err != nil {
		return err
	}
	s.changed = s.changed || len(edits) > 0
	tag := s.src[row.tag.start:row.tag.end]
	if row.counted && s.inserted {
		tag = setAttribute(tag, "r", strconv.Itoa(row.number))
	}
	adds := slices.ContainsFunc(edits, func(e cellEdit) bool { return e.place < 0 })
	if adds {
		tag = dropAttribute(tag, "spans")
	}
	tag = heighten(loosened(tag, row, edits), edits)
	if row.tag.alone && adds {
		tag = slicesJoin(opened(tag), joined(edits), []byte("</"+string(row.tag.name)+">"))
	}
	if !bytes.Equal(tag, s.src[row.tag.start:row.tag.end]) {
		s.edit(row.tag.start, row.tag.end, tag)
	}
	if !row.tag.alone && len(edits) > 0 {
		s.spliceCells(row, edits)
	}
	s.settle(row, edits)
	return nil
}

// spliceCells writes edits between and over the row's cells. A cell without an
// address gets one: it is counted from the cell before it, which may be new.
func (s *sheetPatch) spliceCells(row *rowCells, edits []cellEdit) {
	last := row.tag.end
	for i := range row.cells {
		c := &row.cells[i]
		for len(edits) > 0 && edits[0].col < c.col {
			s.edit(c.tag.start, c.tag.start, edits[0].text)
			edits = edits[1:]
		}
		if len(edits) > 0 && edits[0].col == c.col {
			s.edit(c.tag.start, c.end, edits[0].text)
			edits = edits[1:]
		} else if c.counted {
			s.edit(c.tag.start, c.tag.end, setAttribute(s.src[c.tag.start:c.tag.end], "r", Address(row.number, c.col)))
		}
		last = c.end
	}
	s.edit(last, last, joined(edits))
}

func joined(edits []cellEdit) []byte {
	var b []byte
	for _, e := range edits {
		b = append(b, e.text...)
	}
	return b
}

// settle notes in the row what the edits made of it, and tells those who follow.
func (s *sheetPatch) settle(row *rowCells, edits []cellEdit) {
	for _, e := range edits {
		if e.place >= 0 {
			row.cells[e.place].filled, row.cells[e.place].ours = e.filled, e.filled
			continue
		}
		row.cells = append(row.cells, cellPlace{col: e.col, style: e.style, filled: e.filled, ours: e.filled})
	}
	tell := func(g *growing) {
		if row.number == g.next {
			g.follow(row.cells)
		}
	}
	for _, t := range s.tables {
		tell(&t.growing)
	}
	if s.filter != nil {
		tell(&s.filter.growing)
	}
}

// edits are what a row's changes come to, by rising column, with the formulas
// that a table carries into a row it takes in.
func (s *sheetPatch) edits(row *rowCells, changes []Change) ([]cellEdit, error) {
	var edits []cellEdit
	for _, c := range changes {
		e, needed, err := s.change(row, c)
		if err != nil {
			return nil, err
		}
		if needed {
			edits = append(edits, e)
		}
	}
	if len(edits) == 0 {
		return nil, nil
	}
	edits = append(edits, s.carried(row, edits)...)
	slices.SortFunc(edits, func(a, b cellEdit) int { return a.col - b.col })
	return edits, nil
}

func (s *sheetPatch) change(row *rowCells, c Change) (e cellEdit, needed bool, err error) {
	e = cellEdit{col: c.Col, place: row.find(c.Col), filled: !empties(c.Value)}
	if s.paint != nil {
		e, err = s.painted(row, c, e)
		return e, err == nil, err
	}
	if e.place < 0 && !e.filled {
		return e, false, nil
	}
	formula := ""
	if e.place >= 0 {
		formula = row.cells[e.place].formula
		e.style = row.cells[e.place].style
	} else {
		e.style = s.newStyle(row, c.Col)
	}
	if no := s.forbids(c.Row, c.Col, formula); no.Why != "" {
		s.refuse(c.Row, c.Col, no)
		return e, false, nil
	}
	s.formulaGone = s.formulaGone || formula != ""
	if c.Value.Kind == Date {
		if e.style, err = s.styles.dated(e.style, s.column(c.Col).style, s.styleAbove(row, c.Col)); err != nil {
			return e, false, err
		}
	}
	if c.Value.Kind == Text && s.styles != nil && s.styles.wraps(e.style) {
		e.lines = textLines(c.Value.Text, s.width(c.Col))
	}
	e.text, err = s.markup(c.Row, c.Col, e.style, c.Value)
	return e, true, err
}

func (s *sheetPatch) markup(row, col int, style string, v Cell) ([]byte, error) {
	p := s.prefix
	head := "<" + p + `c r="` + Address(row, col) + `"`
	if style != "" {
		head += ` s="` + escapeText(style) + `"`
	}
	if empties(v) {
		return []byte(head + "/>"), nil
	}
	kind, inner, err := s.content(v)
	return []byte(head + kind + ">" + inner + "</" + p + "c>"), err
}

// carried are the formulas that a table which takes in the row has in columns
// where nothing stands.
func (s *sheetPatch) carried(row *rowCells, edits []cellEdit) []cellEdit {
	var more []cellEdit
	for _, t := range s.tables {
		ours := slices.ContainsFunc(edits, func(e cellEdit) bool { return e.filled && t.columns(e.col) })
		if row.number != t.next || !ours || t.cannotGrow().Why != "" {
			continue
		}
		for col, formula := range t.formulas {
			place := row.find(col)
			taken := place >= 0 && row.cells[place].filled ||
				slices.ContainsFunc(edits, func(e cellEdit) bool { return e.col == col })
			if formula == "" || taken {
				continue
			}
			style := s.newStyle(row, col)
			if place >= 0 {
				style = row.cells[place].style
			}
			more = append(more, s.formulaCell(row.number, col, place, style, formula))
		}
	}
	return more
}

// formulaCell has its formula as it stands in the table part, already escaped.
func (s *sheetPatch) formulaCell(row, col, place int, style, formula string) cellEdit {
	p := s.prefix
	head := "<" + p + `c r="` + Address(row, col) + `"`
	if style != "" {
		head += ` s="` + escapeText(style) + `"`
	}
	text := head + "><" + p + "f>" + formula + "</" + p + "f></" + p + "c>"
	return cellEdit{col: col, place: place, style: style, filled: true, text: []byte(text)}
}

// newStyle is the look of a cell that comes in: its row's, else its column's, else
// that of the cell above where that is no heading.
func (s *sheetPatch) newStyle(row *rowCells, col int) string {
	if row.style != "" {
		return row.style
	}
	if style := s.column(col).style; style != "" {
		return style
	}
	return s.styleAbove(row, col)
}

func (s *sheetPatch) styleAbove(row *rowCells, col int) string {
	if s.above.number != row.number-1 || s.isHeading(s.above.number) {
		return ""
	}
	if i := s.above.find(col); i >= 0 {
		return s.above.cells[i].style
	}
	return ""
}

func (r *rowCells) find(col int) int {
	return slices.IndexFunc(r.cells, func(c cellPlace) bool { return c.col == col })
}
