package master

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"stintag/process"
	"stintag/process/workbook"
)

// longest is the text a cell is given at most: Excel holds 32 767 UTF-16 units
// and cuts the rest silently, which would then look like a person's change.
const longest = 8000

// CanonicalText is how a cell's value is compared: dates as ÅÅÅÅ-MM-DD, numbers
// as short as they can be with a point, text trimmed, in NFC and with every kind
// of blank as a plain one. What programs do to a file when they save it must not
// look like a person's change.
func CanonicalText(c workbook.Cell) string {
	switch c.Kind {
	case workbook.Text, workbook.Error:
		return plain(c.Text)
	case workbook.Number:
		return shortest(c.Number)
	case workbook.Date:
		return dateOf(c.Number).String()
	case workbook.Bool:
		return yesNo(c.Number != 0)
	}
	return ""
}

// textAs is CanonicalText in a column of a known kind: a date that lost its
// format, or was typed as text, is the date it is, and a number that was given a
// date's format is a number still.
func textAs(l look, c workbook.Cell) string {
	if l == lookDate {
		if d, err := dateIn(c); err == nil && !d.IsZero() {
			return d.String()
		}
	}
	if c.Kind == workbook.Date && l.number() {
		return shortest(c.Number)
	}
	return CanonicalText(c)
}

func plausibleSerial(n float64) bool {
	return n >= workbook.Serial(1950, time.January, 1) && n < workbook.Serial(2100, time.January, 1)
}

// dateOf floors: a serial is never rounded over midnight.
func dateOf(serial float64) process.Date {
	return process.DateOf(workbook.SerialTime(math.Floor(serial)))
}

// shortest writes a number with the 15 digits that spreadsheets keep.
func shortest(n float64) string {
	if r, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64); err == nil {
		n = r
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

func yesNo(b bool) string {
	if b {
		return string(process.Yes)
	}
	return string(process.No)
}

var blanks = strings.NewReplacer(
	"\u00a0", " ", "\u202f", " ", "\u2009", " ", "\t", " ", "\r\n", "\n", "\r", "\n",
	"\u200b", "", "\ufeff", "",
)

// plain normalises text without losing its line breaks.
func plain(s string) string {
	if isPlain(s) {
		return s
	}
	s = strings.Map(holdable, strings.ToValidUTF8(s, "\uFFFD"))
	lines := strings.Split(blanks.Replace(norm.NFC.String(s)), "\n")
	for i, l := range lines {
		lines[i] = strings.Join(strings.Fields(l), " ")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// holdable drops what no workbook can hold: it would be missing when the cell is
// read again, as if a person had taken it out.
func holdable(r rune) rune {
	if r < ' ' && !unicode.IsSpace(r) || r == 0xFFFE || r == 0xFFFF {
		return -1
	}
	return r
}

// isPlain says of most texts that are plain already that they are.
func isPlain(s string) bool {
	const word = 'x' // the last was something else than a blank or a line break
	last := byte('\n')
	for i := 0; i < len(s); i++ {
		switch ch := s[i]; {
		case ' ' < ch && ch < 0x7f:
			last = word
		case ch == 0xc3 && i+1 < len(s): // a letter of Latin-1
			i++
			last = word
		case ch == ' ' && last == word:
			last = ' '
		case ch == '\n' && last != ' ' && i > 0:
			last = '\n'
		default:
			return false
		}
	}
	return last == word || s == ""
}

// folded is how names and headings are compared.
func folded(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(plain(s)), " "))
}

// The makers of values; each gives an empty cell for "not known".

func text(s string) workbook.Cell {
	s = plain(s)
	if s == "" {
		return workbook.Cell{}
	}
	if len(s) <= longest {
		return workbook.Cell{Kind: workbook.Text, Text: s}
	}
	if r := []rune(s); len(r) > longest {
		s = strings.TrimSpace(string(r[:longest-1])) + "…"
	}
	return workbook.Cell{Kind: workbook.Text, Text: s}
}

func number(n float64) workbook.Cell { return workbook.Cell{Kind: workbook.Number, Number: n} }

func filled(n float64) workbook.Cell {
	if n == 0 {
		return workbook.Cell{}
	}
	return number(n)
}

func date(d process.Date) workbook.Cell {
	if d.IsZero() {
		return workbook.Cell{}
	}
	return workbook.Cell{Kind: workbook.Date, Number: workbook.Serial(d.Year, d.Month, d.Day)}
}

// cellOf turns canonical text back into a value of the column's kind.
func cellOf(l look, s string) workbook.Cell {
	switch {
	case l == lookDate:
		if d, err := readDate(s); err == nil {
			return date(d)
		}
	case l.number():
		if n, err := strconv.ParseFloat(s, 64); err == nil {
			return number(n)
		}
	}
	return text(s)
}
