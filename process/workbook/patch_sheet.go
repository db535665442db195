package workbook

import (
	"errors"
	"fmt"
	"math"
	"strconv"
)

// sheetPatch rewrites one sheet part: first it finds what stands around the rows,
// then it walks the rows once, copying what stays and splicing what changes.
type sheetPatch struct {
	src      []byte
	name     string
	date1904 bool
	changes  []Change // sorted, each cell once
	tables   []*tablePart
	styles   *stylePart // where a change is a date or a text

	// paint, where set, makes every change a marked cell: the style it gives, and
	// the content that was there unless the change brings another.
	paint  func(style string) (string, error)
	masked map[int]string // shared texts that painted cells replace

	prefix    string // of the sheet's elements
	dimension element
	columns   []columnStyle
	data      element // <sheetData>
	after     int     // its end
	merges    []Range
	filter    *filterPart

	thin         *thin    // where src is not the whole part
	splices      []splice // then in the place of out
	out          []byte
	copied       int     // so much of src is in out
	arrays       []Range // that array formulas fill
	above        rowCells
	extent       Range // of the changes that fill a cell
	changed      bool
	formulaGone  bool // an ordinary formula gave way
	keepFormulas bool
	inserted     bool // a row came in, so rows can no longer be counted
	refused      []Refused
}

type columnStyle struct {
	from, to int
	style    string  // "" for the book's own
	width    float64 // in characters; 0 for the sheet's own
}

func (s *sheetPatch) run() error {
	if err := s.frame(); err != nil {
		return err
	}
	s.measure()
	if s.dimension.end > 0 && s.extent.Row1 > 0 {
		s.edit(s.dimension.start, s.dimension.end, s.grownDimension())
	}
	if err := s.rows(); err != nil {
		return err
	}
	s.refuseGrowth()
	if s.filter != nil && s.filter.grew() {
		r := s.filter.ref
		r.Row2 = s.filter.last()
		s.edit(s.filter.tag.start, s.filter.tag.end,
			setAttribute(s.src[s.filter.tag.start:s.filter.tag.end], "ref", rangeAddress(r)))
	}
	if err := s.stretch(); err != nil {
		return err
	}
	if s.thin == nil {
		s.out = append(s.out, s.src[s.copied:]...)
	}
	return nil
}

// frame finds what stands around the rows. Only children of the sheet itself
// count: a custom view, say, has a filter of its own.
func (s *sheetPatch) frame() error {
	c := &cursor{src: s.src}
	root, err := c.root("worksheet")
	if err != nil {
		return err
	}
	s.prefix = root.prefix()
	_, err = c.children(root, func(e element) error {
		switch {
		case e.is("dimension"):
			s.dimension = e
		case e.is("cols"):
			return s.columnStyles(c, e)
		case e.is("sheetData"):
			if s.data.end > 0 {
				return errors.New("two <sheetData>")
			}
			s.data = e
		case e.is("mergeCells"):
			return s.mergedCells(c, e)
		case e.is("autoFilter"):
			ref, _ := attribute(s.src[e.start:e.end], "ref")
			if r, ok := parseRange(ref); ok {
				s.filter = &filterPart{growing: grow(r), tag: e}
			}
		}
		return nil
	})
	if err == nil && s.data.end == 0 {
		err = errors.New("no <sheetData>")
	}
	return err
}

func (s *sheetPatch) columnStyles(c *cursor, cols element) error {
	_, err := c.children(cols, func(e element) error {
		tag := s.src[e.start:e.end]
		col := columnStyle{}
		var err error
		if col.from, err = count(tag, "min", 0); err != nil {
			return err
		}
		if col.to, err = count(tag, "max", col.from); err != nil {
			return err
		}
		if style, _ := attribute(tag, "style"); style != "0" {
			col.style = style
		}
		if width, ok := attribute(tag, "width"); ok {
			if col.width, err = strconv.ParseFloat(width, 64); err != nil {
				return err
			}
		}
		s.columns = append(s.columns, col)
		return nil
	})
	return err
}

// measure finds the block of cells that the changes fill.
func (s *sheetPatch) measure() {
	for _, c := range s.changes {
		if empties(c.Value) {
			continue
		}
		if s.extent.Row1 == 0 {
			s.extent = Range{c.Row, c.Col, c.Row, c.Col}
			continue
		}
		e := &s.extent
		e.Row1, e.Col1 = min(e.Row1, c.Row), min(e.Col1, c.Col)
		e.Row2, e.Col2 = max(e.Row2, c.Row), max(e.Col2, c.Col)
	}
}

func empties(v Cell) bool { return v.Kind == Empty || v.Kind == Text && cellText(v.Text) == "" }

func (s *sheetPatch) grownDimension() []byte {
	tag := s.src[s.dimension.start:s.dimension.end]
	old, _ := attribute(tag, "ref")
	r, ok := parseRange(old)
	if !ok {
		return tag
	}
	e := s.extent
	grown := Range{min(r.Row1, e.Row1), min(r.Col1, e.Col1), max(r.Row2, e.Row2), max(r.Col2, e.Col2)}
	if grown == r {
		return tag
	}
	return setAttribute(tag, "ref", rangeAddress(grown))
}

// edit puts text in place of src[from:to]; edits come in rising order.
func (s *sheetPatch) edit(from, to int, text []byte) {
	if s.thin != nil {
		s.splices = append(s.splices, splice{from, to, text})
		return
	}
	s.out = append(s.out, s.src[s.copied:from]...)
	s.out = append(s.out, text...)
	s.copied = to
}

func overlap(a, b Range) bool {
	return a.Row1 <= b.Row2 && b.Row1 <= a.Row2 && a.Col1 <= b.Col2 && b.Col1 <= a.Col2
}

// column is what the sheet says of a column.
func (s *sheetPatch) column(col int) columnStyle {
	for _, c := range s.columns {
		if c.from <= col && col <= c.to {
			return c
		}
	}
	return columnStyle{}
}

// isHeading says whether a row carries headings, whose looks new rows must not take.
func (s *sheetPatch) isHeading(row int) bool {
	if row == 1 || s.filter != nil && row == s.filter.ref.Row1 {
		return true
	}
	for _, t := range s.tables {
		if t.ref.Row1 <= row && row < t.ref.Row1+t.headings {
			return true
		}
	}
	return false
}

// content is a cell's type attribute and its inner markup.
func (s *sheetPatch) content(v Cell) (kind, inner string, err error) {
	p := s.prefix
	switch v.Kind {
	case Text:
		text := cellMarkup(v.Text)
		return ` t="inlineStr"`, "<" + p + `is><` + p + `t xml:space="preserve">` + text + "</" + p + "t></" + p + "is>", nil
	case Number, Date:
		n := v.Number
		if math.IsNaN(n) || math.IsInf(n, 0) {
			return "", "", fmt.Errorf("cannot hold the number %v", n)
		}
		if v.Kind == Date && s.date1904 {
			n -= days1904
		}
		return "", s.valued(strconv.FormatFloat(n, 'G', -1, 64)), nil
	case Bool:
		if v.Number != 0 {
			return ` t="b"`, s.valued("1"), nil
		}
		return ` t="b"`, s.valued("0"), nil
	case Error:
		return ` t="e"`, s.valued(escapeText(v.Text)), nil
	}
	return "", "", fmt.Errorf("cannot hold a value of kind %d", v.Kind)
}

func (s *sheetPatch) valued(v string) string {
	return "<" + s.prefix + "v>" + v + "</" + s.prefix + "v>"
}

// cellMarkup is text as it stands in a cell's markup.
func cellMarkup(text string) string {
	return escapeText(escapeUnderscoreX(oneNewline(cellText(text))))
}
