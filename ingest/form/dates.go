package form

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"stintag/process"
	"stintag/process/workbook"
)

// leaning says on which side of today a date without a century or year lies.
type leaning uint8

const (
	past leaning = iota
	coming
)

// exactness is how much of a date was written.
type exactness uint8

const (
	unreadable exactness = iota
	impossible           // 30 februari
	swapped              // 9/25/2024: a date only if day and month change places
	twofold              // two dates, or digits that read as two
	yearOnly
	monthOnly
	loose    // a week, a term, "snarast": date is a reading that must be told
	within   // a whole date among other words: taken, and told
	dayFirst // 02/03/2025: day and month may stand in either order; the day first is taken, and told
	doubtful // a whole date that may mean another, or something else: asked about where it ranks
	yearless
	exact
)

// moment is a date as understood. For yearless, date is the nearest that fits.
type moment struct {
	date     process.Date
	exact    exactness
	yearless bool         // the year of a month, week or term was supplied by us
	other    process.Date // of dayFirst: with the month first
}

// whole says whether a day with its year stands there and nothing else.
func (at moment) whole() bool { return at.exact == exact || at.exact == dayFirst }

// written is the date in words that read as it again.
func (at moment) written(w Written) string {
	if at.exact == dayFirst {
		return w.Value.Text
	}
	return at.date.String()
}

// The years that a date in a form can lie in, and the last serial that Excel has.
const (
	firstYear, lastYear = 1950, 2100
	lastSerial          = 2958465
)

var months = map[string]time.Month{
	"jan": 1, "januari": 1, "feb": 2, "febr": 2, "februari": 2, "mar": 3, "mars": 3, "apr": 4, "april": 4, "maj": 5,
	"jun": 6, "juni": 6, "jul": 7, "juli": 7, "aug": 8, "augusti": 8, "sep": 9, "sept": 9, "september": 9,
	"okt": 10, "oktober": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
	"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "oct": 10, "october": 10,
}

// parseDate reads a cell as a date.
func parseDate(v Value, today process.Date, l leaning) moment {
	switch v.Kind {
	case workbook.Date:
		if v.Number < 1 || v.Number > lastSerial {
			return moment{exact: impossible}
		}
		return dayOf(process.DateOf(workbook.SerialTime(math.Floor(v.Number))))
	case workbook.Number:
		return numberDate(v.Number, today, l)
	case workbook.Text:
		return textDate(v.Text, today, l)
	}
	return moment{}
}

func dayOf(d process.Date) moment {
	if d.Year < firstYear || d.Year > lastYear {
		return moment{exact: impossible}
	}
	return moment{date: d, exact: exact}
}

// day is the date of its parts, where there is such a day.
func day(year, month, d int) moment {
	date := process.D(year, time.Month(month), d)
	if date.Year == year && int(date.Month) == month && date.Day == d {
		return dayOf(date)
	}
	if month > 12 && d >= 1 && d <= 12 {
		if at := day(year, d, month); at.exact == exact {
			return moment{date: at.date, exact: swapped}
		}
	}
	return moment{exact: impossible}
}

// numberDate reads digits in a cell that is no date: 20240910, 240910, or a
// serial number whose date format was lost. A number of five digits can be both a
// serial and ÅÅMMDD without its leading zero; then nobody can know.
func numberDate(n float64, today process.Date, l leaning) moment {
	if n != math.Trunc(n) && n >= 1e4 && n < 1e5 { // with the time of the day
		return dayOf(process.DateOf(workbook.SerialTime(math.Floor(n))))
	}
	if n != math.Trunc(n) || n < 0 || n > 1e8 {
		return moment{}
	}
	digits := strconv.Itoa(int(n))
	if len(digits) != 5 {
		return textDate(digits, today, l)
	}
	serial := dayOf(process.DateOf(workbook.SerialTime(n)))
	padded := textDate("0"+digits, today, l)
	switch {
	case padded.exact != exact:
		return serial
	case serial.exact != exact:
		return padded
	}
	return moment{exact: twofold}
}

// century gives a year of two digits its century.
func century(year string, today process.Date, l leaning) int {
	y, _ := strconv.Atoi(year)
	if len(year) == 4 {
		return y
	}
	if l == past && 2000+y > today.Year+1 {
		return 1900 + y
	}
	return 2000 + y
}

var (
	leadIn = regexp.MustCompile(`^(den|fr\.?\s?o\.?\s?m\.?|från och med|från|sedan|ca|c:a|cirka|omkring|tidigast|preliminärt|prel\.?|` +
		`(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?|mån|tis|ons|tors?|fre|lör|sön|må|ti|on|to|fr|lö|sö)(\.|,|\s)\s*(den\s+)?`)
	clockPart = regexp.MustCompile(`([t ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?z?|,? kl(\.|ockan)? ?\d{1,2}([:.]\d{2})?)$`)
)

// textDate reads a date as people write it.
func textDate(s string, today process.Date, l leaning) moment {
	if len(s) > mostWithin {
		return moment{}
	}
	if len(s) == len("2006-01-02") && s[4] == '-' && s[7] == '-' { // as the form asks for it
		if d, err := process.ParseDate(s); err == nil {
			return dayOf(d)
		}
	}
	if strings.IndexByte(s, "\u2010"[0]) >= 0 {
		s = strings.Map(hyphen, s)
	}
	written := s
	s = plainDate(s)
	if !hasDigit(s) && months[strings.TrimRight(s, ".")] == 0 {
		return moment{} // no date but a month's name has no figure
	}
	if at, ok := match(s, today, l); ok {
		return at.beside(written, l)
	}
	if at := dateWithin(s); at.exact != unreadable {
		return at.beside(written, l)
	}
	if before, _, ok := strings.Cut(s, ","); ok { // "12 juni, se intyg"
		if at, ok := match(strings.TrimSpace(before), today, l); ok {
			if at.whole() {
				at.exact = within
			}
			return at.beside(written, l)
		}
	}
	return moment{}
}

// hyphen makes one hyphen of those that look like it.
func hyphen(r rune) rune {
	switch r {
	case '\u2010', '\u2011', '\u2212':
		return '-'
	}
	return r
}

// plainDate is the text without what people write around a date.
func plainDate(s string) string {
	if figuresFirst(s) {
		return strings.TrimRight(s, " .,;")
	}
	s = strings.ToLower(clean(unbracketed(clean(s))))
	if strings.Contains(s, ":") || strings.Contains(s, "kl") {
		s = clockPart.ReplaceAllString(s, "")
	}
	for s != "" && !isDigit(s[0]) && leadIn.MatchString(s) {
		s = leadIn.ReplaceAllString(s, "")
	}
	return strings.TrimRight(strings.TrimSpace(s), " .,;")
}

// figuresFirst says whether a text begins with a figure and is in small letters, clean and
// without brackets or a time of the day: nothing stands around its date, if it is one.
func figuresFirst(s string) bool {
	if s == "" || !isDigit(s[0]) || strings.Contains(s, "kl") {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c > '~', c < ' ', 'A' <= c && c <= 'Z', c == '(', c == ')', c == '[', c == ']', c == ':':
			return false
		case c == ' ' && (i == len(s)-1 || s[i+1] == ' '):
			return false
		}
	}
	return true
}
