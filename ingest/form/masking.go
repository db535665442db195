package form

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"stintag/process"
	"stintag/process/workbook"
)

// figures are the digits of a text, and the runs that they stand in. By how many digits
// of the text have passed, ends has which run ends there, counted from 1.
type figures struct {
	digits string
	runs   []run
	ends   []int32
}

// run is a run of digits: where it stands in the text, and where its digits begin
// among all. first is the first run that can belong to one number with it.
type run struct {
	from, to, at, first int
}

// numberAt is a personal number in a text, by where it stands.
type numberAt struct {
	from, to int
	digits   string
}

// farthest is how many characters may stand between two groups of one number.
const farthest = 3

// numbersIn finds what is, or is meant as, a personal number in a text: ten or
// twelve digits with any signs between them, valid; or written as one (six or
// eight, a sign, four; or twelve with a birth date), right or wrong.
func numbersIn(s string) []numberAt {
	f := figuresIn(s)
	var all []numberAt
	for i := 0; i < len(f.runs); i++ {
		if n, last, ok := f.numberFrom(s, i); ok {
			all = append(all, n)
			i = last
		}
	}
	return all
}

func figuresIn(s string) figures {
	digits, runs := 0, 0
	for i := range len(s) {
		if isDigit(s[i]) {
			if digits++; i == 0 || !isDigit(s[i-1]) {
				runs++
			}
		}
	}
	f, b := figures{runs: make([]run, 0, runs), ends: make([]int32, digits+1)}, make([]byte, 0, digits)
	last := 0
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			continue
		}
		r := run{from: i, at: len(b), first: len(f.runs)}
		if n := len(f.runs); n > 0 && joins(s[last:i]) {
			r.first = f.runs[n-1].first
		}
		for i < len(s) && isDigit(s[i]) {
			b = append(b, s[i])
			i++
		}
		r.to, last = i, i
		f.runs = append(f.runs, r)
		f.ends[len(b)] = int32(len(f.runs))
	}
	f.digits = string(b)
	return f
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// numberFrom reads a number that begins with the i-th run; last is the index of its
// last run. Twelve digits go before ten.
func (f figures) numberFrom(s string, i int) (n numberAt, last int, ok bool) {
	first := f.runs[i]
	for _, have := range [...]int{10, 12} {
		to := first.at + have
		if to > len(f.digits) || f.ends[to] == 0 {
			continue
		}
		j := int(f.ends[to]) - 1
		if r := f.runs[j]; r.first <= i && meant(s, f.digits[first.at:to], f.runs[i:j+1]) {
			n, last, ok = numberAt{first.from, r.to, f.digits[first.at:to]}, j, true
		}
	}
	return n, last, ok
}

// joins says whether what stands between two groups of digits can stand inside a
// number.
func joins(between string) bool {
	if between == " " || between == "-" {
		return true
	}
	n := 0
	for _, r := range between {
		if n++; n > farthest || r != '+' && r != '.' && r != '/' && r != '_' && r != '−' && !unicode.IsSpace(r) && !unicode.Is(unicode.Pd, r) && !unicode.Is(unicode.Cf, r) {
			return false
		}
	}
	return true
}

// interimWithin is an interim number among other words.
var interimWithin = regexp.MustCompile(`(?i)\b(\d{8}|\d{6})[-+–_\s]?[trsuwxjklmn]\d{3}\b`)

// phone is how a telephone number is written: a sign after the area code.
var phone = regexp.MustCompile(`^0(8|\d{2,3})\s?[-–/]\s?\d`)

// meant says whether ten or twelve digits, as s has them in runs, are or are meant as a
// personal number. Ten digits in a row may be a telephone number or an amount, and two
// dates beside each other have as many, so that these must be valid.
func meant(s, digits string, in []run) bool {
	last := in[len(in)-1]
	asOne := len(in) == 2 && last.to-last.from == 4 || len(in) == 1 && len(digits) == 12
	if !asOne && !luhn(digits[len(digits)-10:]) { // seldom so, and soon seen
		return false
	}
	whole := digits
	if len(digits) == 10 {
		whole = "19" + digits
		if !dayExists(whole) {
			whole = "20" + digits // 29 February of 2000
		}
	}
	if !dayExists(whole) || len(digits) == 10 && digits[0] == '0' && phone.MatchString(s[in[0].from:last.to]) {
		return false
	}
	return asOne || !inRuns(in, 6, 6) && !(inRuns(in, 4, 2, 2, 4) && dateGoesOn.MatchString(s[last.to:]))
}

// inRuns says whether the runs are of so many digits each.
func inRuns(in []run, digits ...int) bool {
	return slices.EqualFunc(in, digits, func(r run, n int) bool { return r.to-r.from == n })
}

// dateGoesOn is what follows a year that begins a second date.
var dateGoesOn = regexp.MustCompile(`^\s?[-–./]\s?\d{1,2}`)

// mask hides the last four of every number in a text that is somebody's, or that
// is meant to be.
func mask(s string) string {
	if !enoughDigits(s) {
		return s
	}
	if mayBeInterim(s) {
		s = interimWithin.ReplaceAllString(s, "$1-****")
	}
	all := numbersIn(s)
	if len(all) == 0 {
		return s
	}
	var b strings.Builder
	at := 0
	for _, n := range all {
		b.WriteString(s[at:n.from] + hidden4(n.digits))
		at = n.to
	}
	return b.String() + s[at:]
}

// mayBeInterim says whether a letter stands between digits, three of them after it,
// as in an interim number.
func mayBeInterim(s string) bool {
	for i := 0; i+3 < len(s); i++ {
		if c := s[i] | 0x20; 'a' <= c && c <= 'z' && isDigit(s[i+1]) && isDigit(s[i+2]) && isDigit(s[i+3]) {
			return true
		}
	}
	return false
}

// enoughDigits says whether a text has the nine digits of an interim number, the
// fewest that any has.
func enoughDigits(s string) bool {
	n := 0
	for i := range len(s) {
		if isDigit(s[i]) {
			if n++; n >= 9 {
				return true
			}
		}
	}
	return false
}

// withoutNumbers is s with every such number gone, hidden ones too.
func withoutNumbers(s string) string {
	var b strings.Builder
	at := 0
	for _, n := range numbersIn(s) {
		b.WriteString(s[at:n.from])
		at = n.to
	}
	b.WriteString(s[at:])
	if s = b.String(); strings.Contains(s, "****") {
		s = hiddenNumber.ReplaceAllString(s, "")
	}
	return clean(s)
}

func hidden4(digits string) string { return digits[:len(digits)-4] + "-****" }

// maskValue is what stands in a cell with every personal number in it masked, those
// that a cell of numbers has cut the zeros from too.
func maskValue(v Value) string {
	if v.Kind == workbook.Number {
		if digits, ok := numericPersonal(v.Number); ok {
			return hidden4(digits)
		}
	}
	return mask(clean(v.String()))
}

// numericPersonal is a number cell's valid personal number; of ten digits the
// leading zeros are put back.
func numericPersonal(n float64) (digits string, ok bool) {
	if n != math.Trunc(n) || n < 1e6 || n >= 1e12 {
		return "", false
	}
	digits = fmt.Sprintf("%010.0f", n)
	whole := digits
	switch len(digits) {
	case 10:
		whole = "20" + digits
		if digits[0] != '0' || !dayExists(whole) {
			whole = "19" + digits
		}
	case 12:
	default:
		return "", false
	}
	return digits, dayExists(whole) && luhn(whole[2:])
}

// maskWhole hides all but the birth date of what stands in a personnummer's
// cell, right or wrong.
func maskWhole(v Value) string {
	s := clean(v.String())
	if v.Kind == workbook.Number && v.Number >= 0 && v.Number < 1e13 {
		if s = fmt.Sprintf("%.0f", math.Trunc(v.Number)); !birthDate(s) {
			s = fmt.Sprintf("%010.0f", math.Trunc(v.Number))
		}
	}
	var digits []byte
	for i := range len(s) {
		switch {
		case isDigit(s[i]):
			digits = append(digits, s[i])
		case s[i] == '*': // a figure that is hidden already
			digits = append(digits, '0')
		}
	}
	keep := 6
	if len(digits) > 10 || len(digits) == 8 {
		keep = 8
	}
	switch {
	case len(digits) <= keep && birthDate(string(digits)):
		return mask(s) // a birth date alone, or one with its last four hidden already
	case len(digits) == 0:
		return s
	}
	return string(digits[:min(keep, max(0, len(digits)-4))]) + "-****"
}

// birthDate says whether six or eight digits are the day somebody was born.
func birthDate(digits string) bool {
	switch len(digits) {
	case 6:
		return dayExists("19"+digits+"0000") || dayExists("20"+digits+"0000")
	case 8:
		return dayExists(digits + "0000")
	}
	return false
}

// numberWithin is the valid personnummer that stands in a text, if any.
func numberWithin(s string, today process.Date) string {
	for _, n := range numbersIn(s) {
		if digits, fault := parsePersonal(Value{Kind: workbook.Text, Text: s[n.from:n.to]}, today); fault == "" {
			return digits
		}
	}
	return ""
}
