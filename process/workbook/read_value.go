package workbook

import (
	"bytes"
	"strconv"
	"time"
)

// cellKind is what the attribute t says of a cell's value.
type cellKind uint8

const (
	kindNumber cellKind = iota // none, or "n"
	kindShared
	kindText // "str", and what the format does not know
	kindInline
	kindBool
	kindDate
	kindError
)

func kindOf(t []byte) cellKind {
	switch string(t) {
	case "s":
		return kindShared
	case "n":
		return kindNumber
	case "inlineStr":
		return kindInline
	case "b":
		return kindBool
	case "d":
		return kindDate
	case "e":
		return kindError
	}
	return kindText
}

// value makes the text into the cell's value; c stays Empty where the cell holds
// none.
func (s *sheetReader) value(c *Cell, raw *rawCell) error {
	text := raw.text
	switch raw.kind {
	case kindShared, kindBool, kindDate, kindNumber:
		text = bytes.TrimSpace(text)
	}
	if len(text) == 0 {
		// A formula whose result is the empty string says so by its kind.
		if raw.formula && !(raw.hasValue && raw.kind == kindText) {
			c.Kind = NoValue
		}
		return nil
	}
	switch raw.kind {
	case kindShared:
		return s.sharedString(c, text)
	case kindBool:
		return s.boolean(c, text)
	case kindDate:
		if serial, ok := isoSerial(string(text)); ok {
			c.Kind, c.Number = Date, serial
			return nil
		}
	case kindNumber:
		return s.number(c, text, raw.style)
	case kindError:
		err := s.plain(c, text)
		c.Kind = Error
		return err
	}
	return s.plain(c, text)
}

func (s *sheetReader) plain(c *Cell, text []byte) error {
	var err error
	c.Kind = Text
	c.Text, err = s.textOf(text, anyMark)
	return err
}

func (s *sheetReader) sharedString(c *Cell, text []byte) error {
	i, digits := plainNumber(text)
	if digits < len(text) { // a sign, leading zeros, or no number
		var err error
		if i, err = strconv.Atoi(string(text)); err != nil {
			i = -1
		}
	}
	if i < 0 || i >= len(s.shared) {
		return s.fault(BadReference, *c, "names shared string %q of %d", cut(text), len(s.shared))
	}
	if c.Text = s.shared[i]; c.Text != "" {
		c.Kind = Text
	}
	return nil
}

func (s *sheetReader) boolean(c *Cell, text []byte) error {
	switch string(text) {
	case "1", "true", "TRUE":
		c.Kind, c.Number = Bool, 1
	case "0", "false", "FALSE":
		c.Kind, c.Number = Bool, 0
	default:
		return s.plain(c, text)
	}
	return nil
}

// number reads a number, or a date where its style shows one. Something else in a
// number's place is kept as the text it is, so that it is seen.
func (s *sheetReader) number(c *Cell, text []byte, style int) error {
	n, ok := parseNumber(text)
	if !ok {
		return s.plain(c, text)
	}
	if s.styled && style >= len(s.dates) && style > 0 {
		return s.fault(BadReference, *c, "has style %d of %d", style, len(s.dates))
	}
	c.Kind, c.Number = Number, n
	if style < len(s.dates) && s.dates[style] {
		if s.date1904 {
			n += days1904
		}
		if 0 <= n && n < serialEnd {
			c.Kind, c.Number = Date, n
		}
	}
	return nil
}

const (
	days1904  = 1462    // from the 1900 system's beginning to the 1904 system's
	serialEnd = 2958466 // 10000-01-01, the first day Excel has no date for
)

// parseNumber reads an XML double, whole numbers the short way.
func parseNumber(b []byte) (float64, bool) {
	var n int64
	for i, ch := range b {
		if ch < '0' || ch > '9' || i >= 15 {
			return parseDouble(b)
		}
		n = n*10 + int64(ch-'0')
	}
	return float64(n), true
}

func parseDouble(b []byte) (float64, bool) {
	for _, ch := range b {
		switch {
		case '0' <= ch && ch <= '9', ch == '.', ch == '-', ch == '+', ch == 'e', ch == 'E':
		default: // ParseFloat also knows hexadecimal, Inf and NaN
			return 0, false
		}
	}
	n, err := strconv.ParseFloat(string(b), 64)
	return n, err == nil
}

// isoSerial reads the ISO 8601 date of a cell of kind d.
func isoSerial(text string) (float64, bool) {
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05Z"} {
		t, err := time.Parse(layout, text) // fractions of a second are read by themselves
		if err != nil {
			continue
		}
		day := Serial(t.Year(), t.Month(), t.Day())
		clock := t.Sub(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC))
		serial := day + clock.Hours()/24
		return serial, 0 <= serial && serial < serialEnd
	}
	return 0, false
}
