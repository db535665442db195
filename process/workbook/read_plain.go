package workbook

import "bytes"

// Most of a form is rows, cells and strings that hold nothing unusual. They are read
// here in one go, without the scanner's care for what they might hold: whatever is
// not exactly as expected, damage too, is left to the scanner, which reads on from
// the same place. A fuzz target holds the two to each other.

// longestAlike is how much of a row's tag is compared with the one before.
const longestAlike = 256

// learn notes how the row just opened goes on after its number. A program writes
// most rows of a sheet with the same words.
func (s *sheetReader) learn() {
	s.alike = s.alike[:0]
	tag := s.scan.buf[s.scan.named:s.scan.pos]
	if s.scan.closed || len(tag) > longestAlike || !bytes.HasPrefix(tag, []byte(rowOpens)) {
		return
	}
	for _, a := range s.scan.attrs[1:] {
		if string(s.scan.attrName(a)) == "r" {
			return
		}
	}
	s.alike = append(s.alike, tag[s.scan.attrs[0].valueEnd:]...)
}

const rowOpens, rowCloses = `<row r="`, `</row>`

// plainRows reads rows as long as each says the same as the one before it, but for
// its number, which rises.
func (s *sheetReader) plainRows() error {
	if s.thorough {
		return nil
	}
	for {
		number, n := s.plainRow(s.scan.buf[s.scan.pos:s.scan.end])
		if n == 0 {
			return nil
		}
		if err := s.scan.pushPlain([]byte("row")); err != nil {
			return err
		}
		s.scan.pos += n
		s.row.Number, s.col = number, 0
		from := len(s.cells)
		if err := s.plainCells(); err != nil {
			return err
		}
		if at(s.scan.buf[s.scan.pos:s.scan.end], 0, rowCloses) {
			s.scan.pos += len(rowCloses)
			s.scan.pop()
		} else if err := s.scan.childrenBut(s.plainCells, s.anyCell); err != nil {
			return err
		}
		if err := s.rowRead(s.cells[from:]); err != nil {
			return err
		}
	}
}

// plainRow gives the number of the row that b begins with; n is the length of its
// tag, 0 where it is none of the plain ones.
func (s *sheetReader) plainRow(b []byte) (number, n int) {
	if len(s.alike) == 0 || !at(b, 0, rowOpens) {
		return 0, 0
	}
	n = len(rowOpens)
	number, digits := plainNumber(b[n:])
	n += digits
	if digits == 0 || number <= s.row.Number || number > lastRow || !bytes.HasPrefix(b[n:], s.alike) {
		return 0, 0
	}
	return number, n + len(s.alike)
}

// plainCells reads cells as long as they stand as programs write them:
//
//	<c r="B7" s="3" t="s"><v>12</v></c>
//	<c r="B8" t="inlineStr"><is><t xml:space="preserve">Vårdcentral</t></is></c>
func (s *sheetReader) plainCells() error {
	if s.thorough {
		return nil
	}
	var raw rawCell
	for {
		n := s.plainCell(&raw, s.scan.buf[s.scan.pos:s.scan.end])
		if n == 0 {
			return nil
		}
		s.scan.pos += n
		s.col = raw.col
		if raw.text == nil {
			continue
		}
		if err := s.take(&raw); err != nil {
			return err
		}
	}
}

// plainCell takes apart the cell that b begins with; n is its length, 0 where it
// is none of the plain ones, and its text is nil where it holds no value.
func (s *sheetReader) plainCell(raw *rawCell, b []byte) int {
	if !at(b, 0, "<c") {
		return 0
	}
	*raw = rawCell{col: s.col + 1}
	i, n := 2, 0
	if at(b, i, ` r="`) {
		if raw.col, n = plainAddress(b[i+4:], s.row.Number); n == 0 {
			return 0
		}
		i += 4 + n
	}
	if at(b, i, ` s="`) {
		if raw.style, n = plainNumber(b[i+4:]); n == 0 || !at(b, i+4+n, `"`) {
			return 0
		}
		i += 5 + n
	}
	if at(b, i, ` t="`) {
		if raw.kind, n = plainKind(b[i+4:]); n == 0 {
			return 0
		}
		i += 4 + n
	}
	if raw.col <= s.col || raw.col > lastColumn {
		return 0
	}
	if at(b, i, `/>`) {
		return i + 2
	}
	if !at(b, i, `>`) {
		return 0
	}
	i++
	if raw.kind == kindInline {
		if n = plainInline(raw, b[i:]); n == 0 {
			return 0
		}
		return i + n
	}
	if n = plainFormula(b[i:]); n > 0 {
		raw.formula = true
		i += n
	}
	const opens, closes = "<v>", "</v></c>"
	if !at(b, i, opens) {
		return 0
	}
	i += len(opens)
	if n, _ = asItStands(b[i:]); n == 0 || n > longestText || !at(b, i+n, closes) {
		return 0
	}
	raw.hasValue, raw.text = true, b[i:i+n]
	return i + n + len(closes)
}

// plainInline takes the text that b begins with and ends the cell; n is the length of
// both, 0 where they are none of the plain ones.
func plainInline(raw *rawCell, b []byte) (n int) {
	const opens, preserved, closes = "<is><t", ` xml:space="preserve"`, "</t></is></c>"
	if !at(b, 0, opens) {
		return 0
	}
	i := len(opens)
	if at(b, i, preserved) {
		i += len(preserved)
	}
	if !at(b, i, ">") {
		return 0
	}
	i++
	if n, _ = asItStands(b[i:]); n == 0 || n > longestText || !at(b, i+n, closes) {
		return 0
	}
	raw.hasValue, raw.text = true, b[i:i+n]
	return i + n + len(closes)
}

// at says whether s stands at b[i:].
func at(b []byte, i int, s string) bool { return len(b) >= i+len(s) && string(b[i:i+len(s)]) == s }

// plainFormula is the length of the formula that b begins with, as Excel writes it
// or LibreOffice; 0 where it is not a plain one.
func plainFormula(b []byte) int {
	const excel, libre, closes = "<f>", `<f aca="false">`, "</f>"
	i := 0
	switch {
	case at(b, 0, excel):
		i = len(excel)
	case at(b, 0, libre):
		i = len(libre)
	default:
		return 0
	}
	n := bytes.IndexByte(b[i:], '<')
	if i += n; n < 0 || !at(b, i, closes) {
		return 0
	}
	return i + len(closes)
}

// What a byte of a text tells of it.
const (
	unusual    = 1 << iota // is not what it stands for, or ends the text
	underscore             // may begin one of Excel's own escapes
	multibyte              // is part of a character of several bytes

	anyMark = unusual | underscore | multibyte
)

var marks = func() (m [256]uint8) {
	m['<'], m['&'], m['\r'], m['_'] = unusual, unusual, unusual, underscore
	for i := 0x80; i < len(m); i++ {
		m[i] = multibyte
	}
	return m
}()

// asItStands is how much of b stands for itself, and what marks are in it.
func asItStands(b []byte) (n int, seen uint8) {
	for i, ch := range b {
		m := marks[ch]
		if m&unusual != 0 {
			return i, seen
		}
		seen |= m
	}
	return len(b), seen
}

// plainAddress gives the column of the address that b begins with, if it is in the
// row; n is its length and its quote's.
func plainAddress(b []byte, row int) (col, n int) {
	for _, ch := range b[:min(len(b), 3)] {
		if ch < 'A' || 'Z' < ch {
			break
		}
		col = col*26 + int(ch-'A'+1)
		n++
	}
	number, digits := plainNumber(b[n:])
	if n += digits; digits == 0 || number != row || col == 0 || !at(b, n, `"`) {
		return 0, 0
	}
	return col, n + 1
}

// plainNumber reads the digits that b begins with, seven at most.
func plainNumber(b []byte) (number, n int) {
	b = b[:min(len(b), 7)]
	for i, ch := range b {
		if ch < '0' || '9' < ch {
			return number, i
		}
		number = number*10 + int(ch-'0')
	}
	return number, len(b)
}

// plainKind reads the kind that b begins with; n is its length and its quote's.
func plainKind(b []byte) (kind cellKind, n int) {
	switch {
	case at(b, 0, `s"`):
		return kindShared, 2
	case at(b, 0, `n"`):
		return kindNumber, 2
	case at(b, 0, `b"`):
		return kindBool, 2
	case at(b, 0, `str"`):
		return kindText, 4
	case at(b, 0, `inlineStr"`):
		return kindInline, len(`inlineStr"`)
	}
	return 0, 0
}

// plainStrings reads shared strings as long as they stand as programs write them:
//
//	<si><t xml:space="preserve">Vårdcentral</t></si>
func (r *reader) plainStrings() error {
	if r.thorough {
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
	const opens, preserved, closes = "<si><t", ` xml:space="preserve"`, "</t></si>"
	if !at(b, 0, opens) {
		return nil, 0, 0
	}
	i := len(opens)
	if at(b, i, preserved) {
		i += len(preserved)
	}
	if !at(b, i, ">") {
		return nil, 0, 0
	}
	i++
	n, seen = asItStands(b[i:])
	if n > longestText || !at(b, i+n, closes) {
		return nil, 0, 0
	}
	return b[i : i+n], seen, i + n + len(closes)
}
