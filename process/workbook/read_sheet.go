package workbook

import (
	"cmp"
	"slices"
	"strconv"
)

// sheetReader reads one worksheet.
type sheetReader struct {
	*reader
	sheet    Sheet
	row      Row
	col      int  // of the cell last read in the row
	unsorted bool // some row or cell stands before a lower one
	filled   []Cell
}

func (r *reader) sheet(name string) (Sheet, *Fault) {
	s := &sheetReader{reader: r}
	f := r.part(name, func(root []byte) error {
		if string(root) != "worksheet" {
			return r.scan.fault(BadReference, "the part is no worksheet")
		}
		return r.scan.children(func(el []byte) error {
			switch string(el) {
			case "sheetData":
				return s.rows()
			case "mergeCells":
				return s.mergeList()
			}
			return r.scan.pass()
		})
	})
	if f == nil && s.unsorted {
		f = s.sort(name)
	}
	return s.sheet, f
}

func (s *sheetReader) rows() error {
	return s.scan.children(func(el []byte) error {
		if string(el) != "row" {
			return nil
		}
		number, hidden := s.row.Number+1, false
		for _, a := range s.scan.attrs {
			switch value := s.scan.attrValue(a); string(s.scan.attrName(a)) {
			case "r":
				n, err := strconv.Atoi(string(value))
				if err != nil || n < 1 || n > lastRow {
					return s.scan.fault(BadReference, "row number %q", cut(value))
				}
				number = n
			case "hidden":
				hidden = isTrue(value)
			}
		}
		if number > lastRow {
			return s.scan.fault(BadReference, "more rows than a sheet has")
		}
		if number <= s.row.Number {
			s.unsorted = true
		}
		s.row, s.col, s.filled = Row{Number: number, Hidden: hidden}, 0, s.filled[:0]
		err := s.rowCells()
		if err == nil && len(s.filled) > 0 && len(s.sheet.Rows) >= s.lim.Rows {
			return s.scan.fault(TooManyCells, "more than %d filled rows", s.lim.Rows)
		}
		if err == nil && len(s.filled) > 0 {
			s.row.Cells = s.keep(s.filled)
			s.sheet.Rows = append(s.sheet.Rows, s.row)
		}
		return err
	})
}

// rowCells reads the cells of the row just opened.
func (s *sheetReader) rowCells() error {
	depth := s.scan.depth()
	for {
		if err := s.plainCells(); err != nil {
			return err
		}
		t, err := s.scan.next()
		switch {
		case err != nil:
			return err
		case t == endTag && s.scan.depth() < depth:
			return nil
		case t == startTag && s.scan.depth() == depth+1 && string(s.scan.name) == "c":
			if err := s.cell(); err != nil {
				return err
			}
		}
	}
}

const (
	lastRow, lastColumn = 1 << 20, 1 << 14
	// cellBlock is how many cells rows take from one allocation, at most.
	cellBlock = 1024
)

// keep copies a row's cells into a block that rows share.
func (r *reader) keep(cells []Cell) []Cell {
	n := len(cells)
	if len(r.free) < n {
		r.free = make([]Cell, max(n, min(cellBlock, 64+r.cells)))
	}
	copy(r.free, cells)
	kept := r.free[:n:n]
	r.free = r.free[n:]
	return kept
}

// rawCell is a <c> as it stands.
type rawCell struct {
	kind     string // its attribute t
	style    int
	formula  bool
	hasValue bool // <v> or <is> is there
}

func (s *sheetReader) cell() error {
	c := Cell{Row: s.row.Number, Col: s.col + 1}
	var raw rawCell
	for _, a := range s.scan.attrs {
		switch value := s.scan.attrValue(a); string(s.scan.attrName(a)) {
		case "r":
			row, col, ok := ParseAddress(string(value))
			if !ok {
				return s.scan.fault(BadReference, "cell address %q", cut(value))
			}
			if row != c.Row {
				return s.fault(BadReference, Cell{Row: row, Col: col}, "stands in row %d", c.Row)
			}
			c.Col = col
		case "t":
			raw.kind = cellKind(value)
		case "s":
			n, err := strconv.Atoi(string(value))
			if err != nil || n < 0 {
				return s.fault(BadReference, c, "has style %q", cut(value))
			}
			raw.style = n
		}
	}
	if c.Col > lastColumn {
		return s.scan.fault(BadReference, "more columns than a sheet has")
	}
	if c.Col <= s.col {
		s.unsorted = true
	}
	s.col = c.Col
	if err := s.content(&raw); err != nil {
		return err
	}
	if err := s.value(&c, raw, s.scan.text); err != nil || c.Kind == Empty {
		return err
	}
	return s.fill(c)
}

// fill takes a filled cell in, within the limits.
func (s *sheetReader) fill(c Cell) error {
	switch {
	case c.Row > s.lim.Rows:
		return s.fault(TooManyCells, c, "stands below row %d", s.lim.Rows)
	case c.Col > s.lim.Columns:
		return s.fault(TooManyCells, c, "stands beyond column %s", ColumnName(s.lim.Columns))
	case s.cells >= s.lim.Cells:
		return s.scan.fault(TooManyCells, "more than %d filled cells", s.lim.Cells)
	}
	s.cells++
	s.text += int64(len(c.Text))
	if s.text > s.lim.Text {
		return s.scan.fault(TooLarge, "more than %d bytes of text", s.lim.Text)
	}
	s.filled = append(s.filled, c)
	return nil
}

// fault is one of the cell's.
func (s *sheetReader) fault(code FaultCode, c Cell, format string, args ...any) *Fault {
	f := s.scan.fault(code, "cell "+c.Address()+" "+format, args...)
	f.Cell = c.Address()
	return f
}

// content gathers the cell's value in scan.text.
func (s *sheetReader) content(raw *rawCell) error {
	s.scan.text = s.scan.text[:0]
	return s.scan.children(func(el []byte) error {
		switch string(el) {
		case "f":
			raw.formula = true
		case "v":
			raw.hasValue = true
			s.scan.text = s.scan.text[:0]
			return s.scan.collected()
		case "is":
			if raw.kind == "inlineStr" {
				raw.hasValue = true
				return s.richText()
			}
		}
		return nil
	})
}

func (s *sheetReader) mergeList() error {
	return s.scan.children(func(el []byte) error {
		if string(el) != "mergeCell" {
			return nil
		}
		if s.merges >= s.lim.Merges {
			return s.scan.fault(TooLarge, "more than %d merged ranges", s.lim.Merges)
		}
		s.merges++
		ref := s.scan.attr("ref")
		rng, ok := parseRange(string(ref))
		if !ok {
			return s.scan.fault(BadReference, "merged range %q", cut(ref))
		}
		if rng.Row1 != rng.Row2 || rng.Col1 != rng.Col2 {
			s.sheet.Merges = append(s.sheet.Merges, rng)
		}
		return nil
	})
}

// sort puts rows and cells in order, joins the halves of a row, and refuses a
// cell that stands twice: which of the two would count is a guess.
func (s *sheetReader) sort(part string) *Fault {
	slices.SortFunc(s.sheet.Rows, func(a, b Row) int { return cmp.Compare(a.Number, b.Number) })
	rows := s.sheet.Rows[:0]
	for _, row := range s.sheet.Rows {
		if n := len(rows); n > 0 && rows[n-1].Number == row.Number {
			rows[n-1].Cells = append(rows[n-1].Cells, row.Cells...)
			rows[n-1].Hidden = rows[n-1].Hidden || row.Hidden
			continue
		}
		rows = append(rows, row)
	}
	s.sheet.Rows = rows
	for _, row := range rows {
		slices.SortFunc(row.Cells, func(a, b Cell) int { return cmp.Compare(a.Col, b.Col) })
		for i := 1; i < len(row.Cells); i++ {
			if row.Cells[i].Col == row.Cells[i-1].Col {
				at := row.Cells[i].Address()
				return &Fault{Code: Damaged, Part: part, Cell: at, Detail: "cell " + at + " stands twice"}
			}
		}
	}
	return nil
}
