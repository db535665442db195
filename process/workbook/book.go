package workbook

import (
	"slices"
	"strconv"
	"time"
)

// Kind is what a cell holds.
type Kind uint8

// The kinds of cells.
const (
	Empty   Kind = iota
	Text         // Text
	Number       // Number
	Date         // Number is the serial in the 1900 system, whatever the book uses
	Bool         // Number is 0 or 1
	Error        // Text is #N/A and its like
	NoValue      // a formula without a cached value: cannot be read, is not empty
)

// Cell is one filled cell.
type Cell struct {
	Row, Col int // from 1
	Kind     Kind
	Formula  bool    // the value is a formula's
	Text     string  // Text and Error
	Number   float64 // Number, Date and Bool
}

// Address is the cell in A1 form.
func (c Cell) Address() string { return Address(c.Row, c.Col) }

// Time is a Date cell's moment, in UTC.
func (c Cell) Time() time.Time { return SerialTime(c.Number) }

// String is the cell's value as a Swedish reader would write it: dates as
// ÅÅÅÅ-MM-DD, numbers without needless decimals, a decimal comma.
func (c Cell) String() string { return cellString(c) }

// SerialTime is the moment of a serial number in the 1900 system.
func SerialTime(serial float64) time.Time {
	days := int(serial)
	seconds := int((serial-float64(days))*86400 + 0.5)
	return time.Date(1899, 12, 30+days, 0, 0, seconds, 0, time.UTC)
}

// Serial is the serial number of a date in the 1900 system.
func Serial(year int, month time.Month, day int) float64 {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).
		Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
}

// Range is a block of cells, both corners inside.
type Range struct{ Row1, Col1, Row2, Col2 int }

// Contains says whether the cell lies in the range.
func (r Range) Contains(row, col int) bool {
	return r.Row1 <= row && row <= r.Row2 && r.Col1 <= col && col <= r.Col2
}

// Visibility is a sheet's.
type Visibility uint8

// The visibilities.
const (
	Visible Visibility = iota
	Hidden
	VeryHidden
)

// Row holds a row's filled cells by rising column.
type Row struct {
	Number int // from 1
	Hidden bool
	Cells  []Cell
}

// Columns is a run of columns, both ends inside.
type Columns struct{ First, Last int }

// Sheet holds a sheet's filled rows by rising number.
type Sheet struct {
	Name          string
	Visibility    Visibility
	Rows          []Row
	Merges        []Range
	HiddenColumns []Columns // columns that nobody sees, as the file lists them
}

// HidesColumn says whether nobody sees what stands in the column.
func (s *Sheet) HidesColumn(col int) bool {
	for _, c := range s.HiddenColumns {
		if c.First <= col && col <= c.Last {
			return true
		}
	}
	return false
}

// Name is a defined name that points at one place.
type Name struct {
	Name  string
	Sheet string
	Range Range
}

// Book is a workbook as read.
type Book struct {
	Sheets []Sheet
	Names  []Name
}

// Sheet finds a sheet by name.
func (b *Book) Sheet(name string) (*Sheet, bool) {
	for i := range b.Sheets {
		if b.Sheets[i].Name == name {
			return &b.Sheets[i], true
		}
	}
	return nil, false
}

// Cell gives the cell at row, col; an Empty one where nothing stands.
func (s *Sheet) Cell(row, col int) Cell {
	i, found := slices.BinarySearchFunc(s.Rows, row, func(r Row, n int) int { return r.Number - n })
	if !found {
		return Cell{Row: row, Col: col}
	}
	for _, c := range s.Rows[i].Cells {
		if c.Col == col {
			return c
		}
	}
	return Cell{Row: row, Col: col}
}

// Address is row and col, both from 1, in A1 form.
func Address(row, col int) string { return ColumnName(col) + strconv.Itoa(row) }

// ColumnName is the column's letters: 1 is A, 28 is AB.
func ColumnName(col int) string {
	var b [8]byte
	i := len(b)
	for col > 0 {
		col--
		i--
		b[i] = byte('A' + col%26)
		col /= 26
	}
	return string(b[i:])
}

// ParseAddress reads an A1 address ($ is allowed); ok is false where it is none.
func ParseAddress(a string) (row, col int, ok bool) {
	i := 0
	for ; i < len(a); i++ {
		switch ch := a[i]; {
		case ch == '$':
		case ch >= 'A' && ch <= 'Z':
			col = col*26 + int(ch-'A'+1)
		case ch >= 'a' && ch <= 'z':
			col = col*26 + int(ch-'a'+1)
		default:
			goto digits
		}
		if col > 16384 {
			return 0, 0, false
		}
	}
digits:
	for ; i < len(a); i++ {
		switch ch := a[i]; {
		case ch == '$' && row == 0:
		case ch >= '0' && ch <= '9':
			row = row*10 + int(ch-'0')
		default:
			return 0, 0, false
		}
		if row > 1048576 {
			return 0, 0, false
		}
	}
	return row, col, row > 0 && col > 0
}
