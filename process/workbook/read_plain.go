package workbook

import "bytes"

// Most of a form is cells and strings that hold nothing unusual. They are read
// here in one go, without the scanner's care for what they might hold: whatever is
// not exactly as expected, damage too, is left to the scanner, which reads on from
// the same place. A fuzz target holds the two to each other.

// plainCells reads cells as long as they stand as programs write them:
//
//	<c r="B7" s="3" t="s"><v>12</v></c>
func (s *sheetReader) plainCells() error {
	if s.thorough || s.scan.closed || !s.scan.unprefixed() {
		return nil
	}
	for {
		c, raw, text, n := s.plainCell(s.scan.buf[s.scan.pos:s.scan.end])
		if n == 0 {
			return nil
		}
		s.scan.pos += n
		s.col = c.Col
		if text == nil {
			continue
		}
		if err := s.value(&c, raw, text); err != nil {
			return err
		}
		if c.Kind == Empty {
			continue
		}
		if err := s.fill(c); err != nil {
			return err
		}
	}
}

// plainCell takes apart the cell that b begins with; n is its length, 0 where it
// is none of the plain ones, and text is nil where it holds no value.
func (s *sheetReader) plainCell(b []byte) (c Cell, raw rawCell, text []byte, n int) {
	const shortest = len(`<c/></c>`)
	if len(b) < shortest || b[0] != '<' || b[1] != 'c' {
		return c, raw, nil, 0
	}
	c.Row, c.Col = s.row.Number, s.col+1
	i := 2
	var seen [3]bool // r, s, t: an attribute stands once
	for i+4 < len(b) && b[i] == ' ' && b[i+2] == '=' && b[i+3] == '"' {
		name := b[i+1]
		i += 4
		var end, which int
		switch name {
		case 'r':
			c.Col, end = plainAddress(b[i:], c.Row)
		case 's':
			which = 1
			raw.style, end = plainNumber(b[i:])
		case 't':
			which = 2
			raw.kind, end = plainKind(b[i:])
		}
		if end == 0 || seen[which] || i+end >= len(b) || b[i+end] != '"' {
			return c, raw, nil, 0
		}
		seen[which] = true
		i += end + 1
	}
	if c.Col <= s.col || c.Col > lastColumn {
		return c, raw, nil, 0
	}
	if i+1 < len(b) && b[i] == '/' && b[i+1] == '>' {
		return c, raw, nil, i + 2
	}
	if i++; i > len(b) || b[i-1] != '>' {
		return c, raw, nil, 0
	}
	if end := plainFormula(b[i:]); end > 0 {
		raw.formula = true
		i += end
	}
	const opens, closes = "<v>", "</v></c>"
	if len(b) < i+len(opens) || string(b[i:i+len(opens)]) != opens {
		return c, raw, nil, 0
	}
	i += len(opens)
	from := i
	for i < len(b) && marks[b[i]]&unusual == 0 {
		i++
	}
	if i == from || i-from > longestText || len(b) < i+len(closes) || string(b[i:i+len(closes)]) != closes {
		return c, raw, nil, 0
	}
	raw.hasValue = true
	return c, raw, b[from:i], i + len(closes)
}

// plainFormula is the length of the formula that b begins with, as Excel writes it
// or LibreOffice; 0 where it is not a plain one.
func plainFormula(b []byte) int {
	const excel, libre, closes = "<f>", `<f aca="false">`, "</f>"
	i := 0
	switch {
	case len(b) > len(libre) && string(b[:len(libre)]) == libre:
		i = len(libre)
	case len(b) > len(excel) && string(b[:len(excel)]) == excel:
		i = len(excel)
	default:
		return 0
	}
	end := bytes.IndexByte(b[i:], '<')
	if i += end; end < 0 || len(b) < i+len(closes) || string(b[i:i+len(closes)]) != closes {
		return 0
	}
	return i + len(closes)
}

// What a byte of a text tells of it.
const (
	unusual    = 1 << iota // is not what it stands for, or ends the text
	underscore             // may begin one of Excel's own escapes
	multibyte              // is part of a character of several bytes
)

var marks = func() (m [256]uint8) {
	m['<'], m['&'], m['\r'], m['_'] = unusual, unusual, unusual, underscore
	for i := 0x80; i < len(m); i++ {
		m[i] = multibyte
	}
	return m
}()

// plainAddress gives the column of the address that b begins with, if it is in the
// row; end is the address's length.
func plainAddress(b []byte, row int) (col, end int) {
	for end < len(b) && end < 3 && 'A' <= b[end] && b[end] <= 'Z' {
		col = col*26 + int(b[end]-'A'+1)
		end++
	}
	n, digits := plainNumber(b[end:])
	if digits == 0 || n != row || col == 0 {
		return 0, 0
	}
	return col, end + digits
}

// plainNumber reads the digits that b begins with, seven at most.
func plainNumber(b []byte) (n, end int) {
	for end < len(b) && end < 7 && '0' <= b[end] && b[end] <= '9' {
		n = n*10 + int(b[end]-'0')
		end++
	}
	return n, end
}

func plainKind(b []byte) (kind string, end int) {
	if len(b) < len(`str"`) {
		return "", 0
	}
	switch {
	case b[1] == '"' && b[0] == 's':
		return "s", 1
	case b[1] == '"' && b[0] == 'n':
		return "n", 1
	case b[1] == '"' && b[0] == 'b':
		return "b", 1
	case string(b[:4]) == `str"`:
		return "str", 3
	}
	return "", 0
}

// plainStrings reads shared strings as long as they stand as programs write them:
//
//	<si><t xml:space="preserve">Vårdcentral</t></si>
func (r *reader) plainStrings() error {
	if r.thorough || r.scan.closed || !r.scan.unprefixed() {
		return nil
	}
	for {
		text, seen, n := plainString(r.scan.buf[r.scan.pos:r.scan.end])
		if n == 0 {
			return nil
		}
		r.scan.pos += n
		if err := r.addShared(text, seen); err != nil {
			return err
		}
	}
}

// plainString takes apart the <si> that b begins with; n is its length, 0 where it
// is none of the plain ones, and seen tells what marks are in the text.
func plainString(b []byte) (text []byte, seen uint8, n int) {
	const opens, closes = "<si><t", "</t></si>"
	if len(b) < len(opens) || string(b[:len(opens)]) != opens {
		return nil, 0, 0
	}
	const preserved = ` xml:space="preserve"`
	i := len(opens)
	if len(b) >= i+len(preserved) && string(b[i:i+len(preserved)]) == preserved {
		i += len(preserved)
	}
	if i >= len(b) || b[i] != '>' {
		return nil, 0, 0
	}
	i++
	from := i
	for i < len(b) && marks[b[i]]&unusual == 0 {
		seen |= marks[b[i]]
		i++
	}
	if i-from > longestText || len(b) < i+len(closes) || string(b[i:i+len(closes)]) != closes {
		return nil, 0, 0
	}
	return b[from:i], seen, i + len(closes)
}
