package form

import (
	"regexp"
	"strconv"
	"strings"

	"stintag/process"
)

// pattern is one way to write a date; read gets the submatches.
type pattern struct {
	of   shape
	re   *regexp.Regexp
	read func(m []string, today process.Date, l leaning) moment
}

var monthWord = func() string {
	var words []string
	for w := range months {
		words = append(words, w)
	}
	return `(` + strings.Join(words, "|") + `)\.?`
}()

// ordinalEnd is what may stand between a day and its month: 1:a, 10:e, 4th.
const ordinalEnd = `(?::?e|:a|st|nd|rd|th)?`

var patterns = []pattern{
	{shape{3, 0}, regexp.MustCompile(`^(\d{4})\s?[-/.,–\s]\s?(\d{1,2})\s?[-/.,–\s]\s?(\d{1,2})$`), func(m []string, t process.Date, l leaning) moment { return ymd(m[1], m[2], m[3], t, l) }},
	{shape{1, 0}, regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`), func(m []string, t process.Date, l leaning) moment { return ymd(m[1], m[2], m[3], t, l) }},
	{shape{2, 0}, regexp.MustCompile(`^(\d{4})[-/.\s](\d{2})(\d{2})$`), yearApart},
	{shape{1, 0}, regexp.MustCompile(`^(\d{2})(\d{2})(\d{2})$`), shortDate},
	{shape{3, 0}, regexp.MustCompile(`^(\d{2})[-–](\d{2})[-–](\d{2})$`), twoDigits},
	{shape{3, 0}, regexp.MustCompile(`^(\d{2})/(\d{2})/(\d{2})$`), threePairs},
	{shape{3, 0}, regexp.MustCompile(`^(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?(\d{4}|\d{2})$`), eitherOrder},
	{shape{3, 0}, regexp.MustCompile(`^(\d{1,2})[-–](\d{1,2})[-–](\d{4})$`), eitherOrder},
	{shape{3, 0}, regexp.MustCompile(`^(\d{1,2})\s?[/.,]\s?(\d{1,2})\s?[-–/.,\s]+\s?'?(\d{4}|\d{2})$`), func(m []string, t process.Date, l leaning) moment { return ymd(m[3], m[2], m[1], t, l) }},
	{shape{2, 0}, regexp.MustCompile(`^(\d{1,2})\s?[/.\-–]\s?(\d{4})$`), func(m []string, _ process.Date, _ leaning) moment { return month(number2(m[2]), number2(m[1])) }},
	{shape{2, 0}, regexp.MustCompile(`^(\d{1,2})\s?[/.]\s?(\d{1,2})\.?$`), func(m []string, t process.Date, l leaning) moment { return noYear(number2(m[2]), number2(m[1]), t, l) }},
	{shape{2, 1}, regexp.MustCompile(`^(\d{1,2})` + ordinalEnd + `\.?[\s\-–]?` + monthWord + `[\s,\-–]*'?(\d{4}|\d{2})$`), func(m []string, t process.Date, l leaning) moment {
		return ymd(m[3], strconv.Itoa(int(months[m[2]])), m[1], t, l)
	}},
	{shape{1, 1}, regexp.MustCompile(`^(\d{1,2})` + ordinalEnd + `\.?\s?` + monthWord + `$`), func(m []string, t process.Date, l leaning) moment {
		return noYear(int(months[m[2]]), number2(m[1]), t, l)
	}},
	{shape{2, 1}, regexp.MustCompile(`^` + monthWord + `\s(\d{1,2})` + ordinalEnd + `,?\s(\d{4})$`), func(m []string, t process.Date, l leaning) moment {
		return ymd(m[3], strconv.Itoa(int(months[m[1]])), m[2], t, l)
	}},
	{shape{2, 1}, regexp.MustCompile(`^(\d{4})[\s\-–]` + monthWord + `[\s\-–](\d{1,2})$`), func(m []string, t process.Date, l leaning) moment {
		return ymd(m[1], strconv.Itoa(int(months[m[2]])), m[3], t, l)
	}},
	{shape{1, 1}, regexp.MustCompile(`^` + monthWord + `[\s\-–]*'?(\d{4}|\d{2})$`), func(m []string, t process.Date, l leaning) moment {
		return month(century(m[2], t, l), int(months[m[1]]))
	}},
	{shape{2, 0}, regexp.MustCompile(`^(\d{4})\s?[-/.–\s]\s?(\d{1,2})$`), func(m []string, _ process.Date, _ leaning) moment { return month(number2(m[1]), number2(m[2])) }},
	{shape{1, 1}, regexp.MustCompile(`^(\d{4})\s` + monthWord + `$`), func(m []string, _ process.Date, _ leaning) moment { return month(number2(m[1]), int(months[m[2]])) }},
	{shape{0, 1}, regexp.MustCompile(`^` + monthWord + `$`), func(m []string, t process.Date, l leaning) moment {
		at := noYear(int(months[m[1]]), 1, t, l)
		return moment{date: at.date, exact: monthOnly, yearless: true}
	}},
	{shape{1, 0}, regexp.MustCompile(`^(\d{4})$`), func(m []string, _ process.Date, _ leaning) moment { return moment{exact: yearOnly} }},
}

// match reads s by the first pattern that it is.
func match(s string, today process.Date, l leaning) (moment, bool) {
	of, ok := shapeOf(s)
	if !ok {
		return moment{}, false
	}
	for _, p := range patterns {
		if p.of != of {
			continue
		}
		if m := p.re.FindStringSubmatch(s); m != nil {
			return p.read(m, today, l), true
		}
	}
	return moment{}, false
}

// shape is how many groups of figures and words for months a date is written with.
// Texts that nobody can read are many, and few of them get so far as a pattern.
type shape struct{ figures, months int }

// shapeOf is the shape of a text that can be a date and nothing else.
func shapeOf(s string) (of shape, ok bool) {
	digits := 0
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case isDigit(c):
			figures, _ := cutFigures(s[i:])
			digits += len(figures)
			of.figures++
			i += len(figures)
		case 'a' <= c && c <= 'z':
			word, _ := cutWord(s[i:])
			switch {
			case isMonth(word):
				of.months++
			case !ordinalEnds[word]:
				return shape{}, false
			}
			i += len(word)
		case strings.IndexByte(" -/.,:'\t\n\f\r", c) >= 0:
			i++
		case strings.HasPrefix(s[i:], "–"):
			i += len("–")
		default:
			return shape{}, false
		}
		if digits > 8 || of.figures > 3 || of.months > 1 {
			return shape{}, false
		}
	}
	return of, true
}

// ordinalEnds are the letters after a day's figures.
var ordinalEnds = map[string]bool{"e": true, "a": true, "st": true, "nd": true, "rd": true, "th": true}

// isMonth says whether a word is a month, or one with what ends the day right before it.
func isMonth(word string) bool {
	if months[word] != 0 {
		return true
	}
	for n := 1; n <= 2 && n < len(word); n++ {
		if ordinalEnds[word[:n]] && months[word[n:]] != 0 {
			return true
		}
	}
	return false
}

// cutWord parts a text after the letters, such as months have, that it begins with.
func cutWord(s string) (word, rest string) {
	i := 0
	for i < len(s) && 'a' <= s[i] && s[i] <= 'z' {
		i++
	}
	return s[:i], s[i:]
}

// number2 reads digits that a pattern has already matched.
func number2(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

func ymd(y, m, d string, today process.Date, l leaning) moment {
	return day(century(y, today, l), number2(m), number2(d))
}

// yearApart reads 2016-0504; 2014-2015 is no date.
func yearApart(m []string, today process.Date, l leaning) moment {
	if at := ymd(m[1], m[2], m[3], today, l); at.exact == exact {
		return at
	}
	return moment{}
}

// eitherOrder reads 02/03/2025: the day first, as Swedes write. Where the month first
// would do as well, that is told; only the one order that lies on the right side of
// today needs no telling.
func eitherOrder(m []string, today process.Date, l leaning) moment {
	at, other := ymd(m[3], m[2], m[1], today, l), ymd(m[3], m[1], m[2], today, l)
	if at.exact != exact || other.exact != exact || at.date == other.date || l.fits(at.date, today) && !l.fits(other.date, today) {
		return at
	}
	return moment{date: at.date, exact: dayFirst, other: other.date}
}

// fits says whether a date lies on the side of today that is asked for.
func (l leaning) fits(d, today process.Date) bool { return l == past == !d.After(today) }

// threePairs reads 04/05/16: the day first, and in doubt where the first pair can be
// the year as well; where only that lies on the side that is asked for, it is meant.
func threePairs(m []string, today process.Date, l leaning) moment {
	at := eitherOrder(m, today, l)
	if first := ymd(m[1], m[2], m[3], today, l); at.whole() && first.exact == exact && first.date != at.date && l.fits(first.date, today) {
		if !l.fits(at.date, today) {
			at = first
		}
		at.exact = doubtful
	}
	return at
}

// twoDigits reads 16-05-04: the year first, as Swedes write, and in doubt where it
// can be the day as well.
func twoDigits(m []string, today process.Date, l leaning) moment {
	first, last := ymd(m[1], m[2], m[3], today, l), ymd(m[3], m[2], m[1], today, l)
	if first.exact != exact || last.exact != exact || first.date == last.date {
		return first
	}
	if l.fits(last.date, today) {
		first.exact = doubtful
	}
	return first
}

// shortDate reads six digits: ÅÅMMDD, else ÅÅÅÅMM. What lies ahead is no day of long
// ago: 010925 is in doubt then, and the day first is meant.
func shortDate(m []string, today process.Date, l leaning) moment {
	at := ymd(m[1], m[2], m[3], today, l)
	if at.exact == exact {
		if last := ymd(m[3], m[2], m[1], today, l); l == coming && last.exact == exact && l.fits(last.date, today) && at.date.AddMonths(longAgo).Before(today) {
			return moment{date: last.date, exact: doubtful}
		}
		return at
	}
	if as := month(number2(m[1]+m[2]), number2(m[3])); as.exact == monthOnly {
		return as
	}
	return at
}

// longAgo is in months.
const longAgo = 24

func month(year, m int) moment {
	at := day(year, m, 1)
	if at.exact == exact {
		at.exact = monthOnly
	}
	return at
}

// noYear is the nearest such day: the latest past, or the next to come. A day
// that only leap years have is sought for.
func noYear(m, d int, today process.Date, l leaning) moment {
	if m > 12 && d >= 1 && d <= 12 {
		at := noYear(d, m, today, l)
		if at.exact == yearless {
			at.exact = swapped
		}
		return at
	}
	step := -1
	if l == coming {
		step = 1
	}
	for i := range 9 {
		at := day(today.Year+step*i, m, d)
		if at.exact != exact || l == past && at.date.After(today) || l == coming && at.date.Before(today) {
			continue
		}
		at.exact, at.yearless = yearless, true
		return at
	}
	return moment{exact: impossible}
}
