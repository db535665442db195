package workbook

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// rowCells is a row as it stands in the part.
type rowCells struct {
	number  int
	tag     element
	end     int    // past the whole row
	counted bool   // it gives no number of its own
	style   string // of the row, where it has one
	cells   []cellPlace
}

// cellPlace is a cell as it stands in the part.
type cellPlace struct {
	col     int
	tag     element
	end     int
	counted bool // it gives no address of its own
	style   string
	filled  bool
	ours    bool   // by a change
	formula string // type of its formula: "", "normal", "shared", "array", "dataTable"
}

// rows walks the rows of the sheet and puts the changes in.
func (s *sheetPatch) rows() error {
	left := s.changes
	c := &cursor{src: s.src, at: s.data.end}
	number := 0
	var row rowCells
	data := s.data
	closing, err := c.children(data, func(e element) error {
		if !e.is("row") {
			return nil
		}
		if err := s.scanRow(c, e, number, &row); err != nil {
			return err
		}
		number = row.number
		var err error
		if left, err = s.newRows(left, number, e.start); err != nil {
			return err
		}
		n := 0
		for n < len(left) && left[n].Row == number {
			n++
		}
		if err := s.row(&row, left[:n]); err != nil {
			return err
		}
		left = left[n:]
		s.above, row = row, s.above // their memory is used in turn
		return nil
	})
	if err != nil {
		return err
	}
	s.after = closing.end
	return s.lastRows(left, closing)
}

// lastRows are those after every row that is there.
func (s *sheetPatch) lastRows(left []Change, closing element) error {
	if !s.data.alone {
		_, err := s.newRows(left, maxRow+1, closing.start)
		return err
	}
	if !slices.ContainsFunc(left, func(c Change) bool { return !empties(c.Value) }) {
		return nil
	}
	tag := s.src[s.data.start:s.data.end]
	s.edit(s.data.start, s.data.end, opened(tag))
	if _, err := s.newRows(left, maxRow+1, s.data.end); err != nil {
		return err
	}
	s.out = append(s.out, "</"+string(s.data.name)+">"...)
	return nil
}

// opened is <a/> as <a>.
func opened(tag []byte) []byte {
	return []byte(strings.TrimRight(string(tag[:len(tag)-2]), " \t\r\n") + ">")
}

// newRows inserts, at the place at, the rows that changes below the row before ask for.
func (s *sheetPatch) newRows(left []Change, before, at int) ([]Change, error) {
	for len(left) > 0 && left[0].Row < before {
		number, n := left[0].Row, 0
		for n < len(left) && left[n].Row == number {
			n++
		}
		if err := s.newRow(number, left[:n], at); err != nil {
			return nil, err
		}
		left = left[n:]
	}
	return left, nil
}

func (s *sheetPatch) newRow(number int, changes []Change, at int) error {
	row := rowCells{number: number}
	edits, err := s.edits(&row, changes)
	if err != nil || len(edits) == 0 {
		return err
	}
	s.changed, s.inserted = true, true
	tag := heighten([]byte("<"+s.prefix+`row r="`+strconv.Itoa(number)+`">`), edits)
	s.edit(at, at, slicesJoin(tag, joined(edits), []byte("</"+s.prefix+"row>")))
	s.settle(&row, edits)
	s.inherit(&row)
	s.above = row
	return nil
}

// inherit lets the rows after a new one see the looks of the row above it, for
// the columns where the new one has no cell.
func (s *sheetPatch) inherit(row *rowCells) {
	if s.above.number != row.number-1 || s.isHeading(s.above.number) {
		return
	}
	for _, a := range s.above.cells {
		if row.find(a.col) < 0 {
			row.cells = append(row.cells, cellPlace{col: a.col, style: a.style})
		}
	}
}

// scanRow reads a row's cells; last is the number of the row before.
func (s *sheetPatch) scanRow(c *cursor, e element, last int, row *rowCells) error {
	tag := s.src[e.start:e.end]
	*row = rowCells{tag: e, number: last + 1, cells: row.cells[:0]}
	if r, ok := attribute(tag, "r"); ok {
		n, err := strconv.Atoi(r)
		if err != nil || n <= last || n > maxRow {
			return fmt.Errorf("row %q comes after row %d", r, last)
		}
		row.number = n
	} else {
		row.counted = true
	}
	if on, _ := attribute(tag, "customFormat"); on == "1" || on == "true" {
		row.style, _ = attribute(tag, "s")
	}
	col := 0
	end, err := c.children(e, func(e element) error {
		if !e.is("c") {
			return nil
		}
		cell, err := s.scanCell(c, e, row.number, col)
		if err != nil {
			return err
		}
		col = cell.col
		row.cells = append(row.cells, cell)
		return nil
	})
	row.end = end.end
	return err
}

func (s *sheetPatch) scanCell(c *cursor, e element, row, last int) (cellPlace, error) {
	tag := s.src[e.start:e.end]
	cell := cellPlace{tag: e, col: last + 1}
	if from, to, ok := attributeAt(tag, "r"); ok {
		r, col, ok := ParseAddress(string(tag[from:to]))
		if !ok || r != row || col <= last {
			return cell, fmt.Errorf("cell %q stands in row %d after column %d", tag[from:to], row, last)
		}
		cell.col = col
	} else {
		cell.counted = true
	}
	cell.style, _ = attribute(tag, "s")
	end, err := c.children(e, func(inner element) error {
		switch {
		case inner.is("f"):
			return s.scanFormula(inner, &cell)
		case inner.is("v"), inner.is("is"):
			cell.filled = cell.filled || !inner.alone && s.src[inner.end] != '<' || inner.is("is")
		}
		return nil
	})
	cell.end = end.end
	return cell, err
}

func (s *sheetPatch) scanFormula(f element, cell *cellPlace) error {
	tag := s.src[f.start:f.end]
	cell.filled = true
	cell.formula = "normal"
	if kind, ok := attribute(tag, "t"); ok {
		cell.formula = kind
	}
	if cell.formula == "array" || cell.formula == "dataTable" {
		ref, _ := attribute(tag, "ref")
		r, ok := parseRange(ref)
		if !ok {
			return errors.New("an array formula without a range")
		}
		s.arrays = append(s.arrays, r)
	}
	return nil
}
