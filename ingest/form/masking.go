package form

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"stintag/process"
	"stintag/process/workbook"
)

// figures are the digits of a text, and the runs that they stand in.
type figures struct {
	digits []byte
	runs   []run
	// sums has, by how many digits have passed, what they come to as a checksum counts
	// them, the last once and every other one twice, in a byte that may overflow: ten are
	// right where it differs by tens before and after them.
	sums   []byte
	begins []bool // the digits that a number may begin with
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

// farthest is how many signs may stand between two groups of one number; blanks in a
// row are one.
const farthest = 3

// hiddenFour is what stands for the last four of a number.
const hiddenFour = "-****"

// numbersIn finds what is, or is meant as, a personal number in a text: ten or
// twelve digits with any signs between them, valid; or written as one (six or
// eight, a sign, four; or twelve with a birth date), right or wrong.
func numbersIn(s string) []numberAt {
	if !enoughTogether(s) {
		return nil
	}
	f := roomy.Get().(*figures)
	defer roomy.Put(f)
	f.read(s)
	f.count()
	return f.numbers(s)
}

// roomy is room for figures: that there is no number in a text is seen without a copy of
// it.
var roomy = sync.Pool{New: func() any { return new(figures) }}

func (f *figures) numbers(s string) []numberAt {
	var all []numberAt
	for i := 0; i < len(f.runs); i++ {
		if !f.begins[f.runs[i].at] {
			continue
		}
		if n, last, ok := f.numberFrom(s, i); ok {
			all = append(all, n)
			i = last
		}
	}
	return all
}

// read takes the figures of a text.
func (f *figures) read(s string) {
	digits, runs, last := f.digits[:0], f.runs[:0], 0
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			continue
		}
		from, at, first := i, len(digits), len(runs)
		if first > 0 && joins(s[last:i]) {
			first = runs[first-1].first
		}
		for ; i < len(s) && isDigit(s[i]); i++ {
			digits = append(digits, s[i])
		}
		if i < len(s) && s[i] == '-' && strings.HasPrefix(s[i:], hiddenFour) && birthDate(s[from:i]) { // what is left of a number begins no other
			first = len(runs)
		}
		runs = append(runs, run{from, i, at, first})
		last = i
	}
	f.digits, f.runs = digits, runs
}

// count adds the digits up, and sees with which of them numbers may begin: that ten come
// right by chance is seldom, and soon seen.
func (f *figures) count() {
	sums := append(f.sums[:0], 0)
	var once, twice byte // with the last digit counted so
	for _, c := range f.digits {
		once, twice = twice+c-'0', once+doubled[c-'0']
		sums = append(sums, once)
	}
	f.sums, f.begins = sums, slices.Grow(f.begins[:0], len(f.digits))[:len(f.digits)]
	clear(f.begins)
	for _, r := range f.runs {
		n := r.to - r.from
		if to := r.at + n; to >= 10 && (f.luhn(to) || n == 4 || n == 12) {
			f.begins[to-10], f.begins[max(0, to-12)] = true, true
		}
	}
}

// luhn says whether the ten digits up to the given one have the right last one.
func (f *figures) luhn(to int) bool { return (f.sums[to]-f.sums[to-10])%10 == 0 }

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// numberFrom reads a number that begins with the i-th run; last is the index of its
// last run. Twelve digits go before ten.
func (f *figures) numberFrom(s string, i int) (n numberAt, last int, ok bool) {
	from, at := f.runs[i].from, f.runs[i].at
	for j := i; j < len(f.runs) && f.runs[j].at < at+12; j++ {
		r := f.runs[j]
		have := r.at + r.to - r.from - at
		asOne := j == i+1 && r.to-r.from == 4 || j == i && have == 12
		if have != 10 && have != 12 || r.first > i || !asOne && !f.luhn(at+have) {
			continue
		}
		if digits := string(f.digits[at : at+have]); meant(s, digits, f.runs[i:j+1], asOne) && !f.cutsDate(s, i, j, have) {
			n, last, ok = numberAt{from, r.to, digits}, j, true
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
	n, blank := 0, false
	for _, r := range between {
		after := blank
		if blank = unicode.IsSpace(r); blank && after {
			continue
		}
		if n++; n > farthest || r != '+' && r != '.' && r != '/' && r != '_' && r != '−' && !blank && !unicode.Is(unicode.Pd, r) && !unicode.Is(unicode.Cf, r) {
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
// personal number: those that are written as one are, and others that are valid, as ten
// digits in a row may be a telephone number or an amount, and two dates beside each other
// have as many.
func meant(s, digits string, in []run, asOne bool) bool {
	last := in[len(in)-1]
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

// dateGoesOn is what follows a year that begins a second date, which may be a month.
var dateGoesOn = regexp.MustCompile(`^[-–./]\d{1,2}(?:\D|$)`)

// mask hides the last four of every number in a text that is somebody's, or that
// is meant to be. What is right goes first, as in the copy that goes back: a text and
// its copy are shown alike.
func mask(s string) string {
	if !enoughDigits(s) {
		return s
	}
	s, found := hideNumbers(s, right)
	if mayBeInterim(s) {
		s, found = interimWithin.ReplaceAllString(s, "$1"+hiddenFour), true
	}
	if found {
		s, _ = hideNumbers(s, func(string) bool { return true })
	}
	return s
}

// hideNumbers hides the last four of the numbers in a text that are to be hidden, and
// of those that are seen once others are hidden: of what it gives it hides no more. found
// says whether there are numbers at all.
func hideNumbers(s string, hides func(number string) bool) (shown string, found bool) {
	for hidden := enoughTogether(s); hidden; {
		var b strings.Builder
		at := 0
		hidden = false
		for _, n := range numbersIn(s) {
			if found = true; hides(s[n.from:n.to]) {
				b.WriteString(s[at:n.from] + hidden4(n.digits))
				at, hidden = n.to, true
			}
		}
		if hidden {
			s = b.String() + s[at:]
		}
	}
	return s, found
}

// right says whether a text is a valid personnummer; its century does not matter.
func right(number string) bool {
	digits, _ := parsePersonal(Value{Kind: workbook.Text, Text: number}, process.D(2025, 1, 1))
	return digits != ""
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

// enoughTogether says whether ten digits stand in a text with nothing between them that
// parts numbers.
func enoughTogether(s string) bool {
	const least = 10
	n := 0
	for i := 0; i < len(s) && len(s) >= least && n < least; i++ { // most texts have too few, and are soon counted
		if s[i]-'0' < 10 {
			n++
		}
	}
	if n < least {
		return false
	}
	n = 0
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c):
			if n++; n >= least {
				return true
			}
		case c < utf8.RuneSelf && c > ' ' && strings.IndexByte("-+./_", c) < 0:
			n = 0
		}
	}
	return false
}

// withoutNumbers is s with every such number gone, hidden ones too: the same of a text
// and of its copy that goes back.
func withoutNumbers(s string) string {
	if !enoughTogether(s) && !strings.Contains(s, hiddenFour) {
		return clean(s)
	}
	s, _ = hideNumbers(s, right)
	var b strings.Builder
	at := 0
	for _, n := range numbersIn(s) {
		b.WriteString(s[at:n.from])
		at = n.to
	}
	b.WriteString(s[at:])
	if s = b.String(); strings.Contains(s, hiddenFour) {
		s = hiddenNumber.ReplaceAllString(s, "")
	}
	return clean(s)
}

func hidden4(digits string) string { return digits[:len(digits)-4] + hiddenFour }

// numberWithin is the valid personnummer that stands in a text, if any.
func numberWithin(s string, today process.Date) string {
	for _, n := range numbersIn(s) {
		if digits, fault := parsePersonal(Value{Kind: workbook.Text, Text: s[n.from:n.to]}, today); fault == "" {
			return digits
		}
	}
	return ""
}
