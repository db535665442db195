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
	col      int       // of the cell last read in the row
	alike    []byte    // how the row last read goes on after its number
	kept     int       // how many of the rows have got their cells for good
	unsorted bool      // some row or cell stands before a lower one
	each     func(Row) // gets the rows; nil: they are kept
	given    int       // rows that each got
}

// sheet reads a worksheet. each gets its rows, where it is not nil.
func (r *reader) sheet(name string, head Sheet, each func(Row)) (Sheet, *Fault) {
	s := &sheetReader{reader: r, sheet: head, each: each}
	r.arena.passing = each != nil
	defer func() { r.arena.passing = false }()
	r.rows, r.cells = r.rows[:0], r.cells[:0]
	f := r.part(name, func(root []byte) error {
		if string(root) != "worksheet" {
			return r.scan.fault(BadReference, "the part is no worksheet")
		}
		return r.scan.children(func(el []byte) error {
			switch string(el) {
			case "cols":
				return s.columns()
			case "sheetData":
				return s.scan.childrenBut(s.plainRows, s.anyRow)
			case "mergeCells":
				return s.mergeList()
			}
			return r.scan.pass()
		})
	})
	if f != nil {
		return s.sheet, f
	}
	s.keep()
	s.sheet.Rows = append(s.sheet.Rows, r.rows...)
	if s.unsorted {
		f = s.sort(name)
	}
	return s.sheet, f
}

// anyRow reads the row just opened, however it is written.
func (s *sheetReader) anyRow(el []byte) error {
	if string(el) != "row" {
		return nil
	}
	row := Row{Number: s.row.Number + 1}
	for _, a := range s.scan.attrs {
		switch value := s.scan.attrValue(a); string(s.scan.attrName(a)) {
		case "r":
			n, err := strconv.Atoi(string(value))
			if err != nil || n < 1 || n > lastRow {
				return s.scan.fault(BadReference, "row number %q", cut(value))
			}
			row.Number = n
		case "hidden":
			row.Hidden = isTrue(value)
		}
	}
	if row.Number > lastRow {
		return s.scan.fault(BadReference, "more rows than a sheet has")
	}
	if row.Number <= s.row.Number {
		s.unsorted = true
	}
	s.row, s.col = row, 0
	s.learn()
	from := len(s.cells)
	if err := s.scan.childrenBut(s.plainCells, s.anyCell); err != nil {
		return err
	}
	return s.rowRead(s.cells[from:])
}

// rowRead takes in the row that was read, if it holds a value.
func (s *sheetReader) rowRead(cells []Cell) error {
	if len(cells) == 0 {
		return nil
	}
	if len(s.rows)+s.given >= s.lim.Rows {
		return s.scan.fault(TooManyCells, "more than %d filled rows", s.lim.Rows)
	}
	s.row.Cells = cells
	if s.each != nil {
		if s.unsorted {
			return outOfOrder
		}
		s.each(s.row)
		s.arena.forget()
		s.given, s.cells = s.given+1, s.cells[:0]
		return nil
	}
	s.rows = append(s.rows, s.row)
	if len(s.cells) >= cellBlock {
		s.keep()
	}
	return nil
}

const (
	lastRow, lastColumn = 1 << 20, 1 << 14
	// cellBlock is how many cells are gathered before their rows get them for good.
	cellBlock = 1024
)

// keep gives the rows that still have their cells in the workspace a block of their
// own, of just the size they need together.
func (s *sheetReader) keep() {
	block := make([]Cell, len(s.cells))
	copy(block, s.cells)
	for i := s.kept; i < len(s.rows); i++ {
		n := len(s.rows[i].Cells)
		s.rows[i].Cells, block = block[:n:n], block[n:]
	}
	s.kept, s.cells = len(s.rows), s.cells[:0]
}

// rawCell is a <c> as it stands.
type rawCell struct {
	col      int
	style    int
	kind     cellKind
	formula  bool
	hasValue bool   // <v> or <is> is there
	text     []byte // valid until the next tag
}

// anyCell reads the cell just opened, however it is written.
func (s *sheetReader) anyCell(el []byte) error {
	if string(el) != "c" {
		return nil
	}
	raw := rawCell{col: s.col + 1}
	for _, a := range s.scan.attrs {
		switch value := s.scan.attrValue(a); string(s.scan.attrName(a)) {
		case "r":
			row, col, ok := ParseAddress(string(value))
			if !ok {
				return s.scan.fault(BadReference, "cell address %q", cut(value))
			}
			if row != s.row.Number {
				return s.fault(BadReference, Cell{Row: row, Col: col}, "stands in row %d", s.row.Number)
			}
			raw.col = col
		case "t":
			raw.kind = kindOf(value)
		case "s":
			n, err := strconv.Atoi(string(value))
			if err != nil || n < 0 {
				return s.fault(BadReference, Cell{Row: s.row.Number, Col: raw.col}, "has style %q", cut(value))
			}
			raw.style = n
		}
	}
	if raw.col > lastColumn {
		return s.scan.fault(BadReference, "more columns than a sheet has")
	}
	if raw.col <= s.col {
		s.unsorted = true
	}
	s.col = raw.col
	if err := s.content(&raw); err != nil {
		return err
	}
	raw.text = s.scan.text
	return s.take(&raw)
}

// take takes the cell in, if it holds a value, within the limits.
func (s *sheetReader) take(raw *rawCell) error {
	c := Cell{Row: s.row.Number, Col: raw.col, Formula: raw.formula}
	if err := s.value(&c, raw); err != nil || c.Kind == Empty {
		return err
	}
	switch {
	case c.Row > s.lim.Rows:
		return s.fault(TooManyCells, c, "stands below row %d", s.lim.Rows)
	case c.Col > s.lim.Columns:
		return s.fault(TooManyCells, c, "stands beyond column %s", ColumnName(s.lim.Columns))
	case s.filled >= s.lim.Cells:
		return s.scan.fault(TooManyCells, "more than %d filled cells", s.lim.Cells)
	}
	s.filled++
	s.text += int64(len(c.Text))
	if s.text > s.lim.Text {
		return s.scan.fault(TooLarge, "more than %d bytes of text", s.lim.Text)
	}
	s.cells = append(s.cells, c)
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
			if raw.kind == kindInline {
				raw.hasValue = true
				return s.richText()
			}
		}
		return nil
	})
}

// columns notes which columns are hidden, or drawn without any width, as far as
// values may stand.
func (s *sheetReader) columns() error {
	return s.scan.children(func(el []byte) error {
		if string(el) != "col" {
			return nil
		}
		width, sized := parseDouble(s.scan.attr("width"))
		if !isTrue(s.scan.attr("hidden")) && (!sized || width > 0) {
			return nil
		}
		first, err := strconv.Atoi(string(s.scan.attr("min")))
		last, lastErr := strconv.Atoi(string(s.scan.attr("max")))
		if err != nil || lastErr != nil || first < 1 || last < first {
			return s.scan.fault(BadReference, "hidden columns %q to %q", cut(s.scan.attr("min")), cut(s.scan.attr("max")))
		}
		if last = min(last, s.lim.Columns); first > last {
			return nil
		}
		n := len(s.sheet.HiddenColumns)
		switch {
		case n > 0 && s.sheet.HiddenColumns[n-1].Last == first-1:
			s.sheet.HiddenColumns[n-1].Last = last
		case n >= s.lim.Columns:
			return s.scan.fault(TooLarge, "more than %d runs of hidden columns", n)
		default:
			s.sheet.HiddenColumns = append(s.sheet.HiddenColumns, Columns{first, last})
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
