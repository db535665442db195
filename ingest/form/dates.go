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
	doubtful // a whole date that may mean another, or something else: asked about where it ranks
	yearless
	exact
)

// moment is a date as understood. For yearless, date is the nearest that fits.
type moment struct {
	date     process.Date
	exact    exactness
	yearless bool // the year of a month, week or term was supplied by us
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

// pattern is one way to write a date; read gets the submatches.
type pattern struct {
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

var patterns = []pattern{
	{regexp.MustCompile(`^(\d{4})\s?[-/.–\s]\s?(\d{1,2})\s?[-/.–\s]\s?(\d{1,2})$`), func(m []string, t process.Date, l leaning) moment { return ymd(m[1], m[2], m[3], t, l) }},
	{regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`), func(m []string, t process.Date, l leaning) moment { return ymd(m[1], m[2], m[3], t, l) }},
	{regexp.MustCompile(`^(\d{2})(\d{2})(\d{2})$`), shortDate},
	{regexp.MustCompile(`^(\d{2})[-–](\d{2})[-–](\d{2})$`), twoDigits},
	{regexp.MustCompile(`^(\d{1,2})\s?[/.]\s?(\d{1,2})\s?[-–/.,\s]+\s?'?(\d{4}|\d{2})$`), func(m []string, t process.Date, l leaning) moment { return ymd(m[3], m[2], m[1], t, l) }},
	{regexp.MustCompile(`^(\d{1,2})[-–](\d{1,2})[-–](\d{4})$`), func(m []string, t process.Date, l leaning) moment { return ymd(m[3], m[2], m[1], t, l) }},
	{regexp.MustCompile(`^(\d{1,2})\s?/\s?(\d{4})$`), func(m []string, _ process.Date, _ leaning) moment { return month(number2(m[2]), number2(m[1])) }},
	{regexp.MustCompile(`^(\d{1,2})\s?[/.]\s?(\d{1,2})\.?$`), func(m []string, t process.Date, l leaning) moment { return noYear(number2(m[2]), number2(m[1]), t, l) }},
	{regexp.MustCompile(`^(\d{1,2})(?::?e|:a)?\.?\s?` + monthWord + `[\s,\-–]*'?(\d{4}|\d{2})$`), func(m []string, t process.Date, l leaning) moment {
		return ymd(m[3], strconv.Itoa(int(months[m[2]])), m[1], t, l)
	}},
	{regexp.MustCompile(`^(\d{1,2})(?::?e|:a)?\.?\s?` + monthWord + `$`), func(m []string, t process.Date, l leaning) moment {
		return noYear(int(months[m[2]]), number2(m[1]), t, l)
	}},
	{regexp.MustCompile(`^` + monthWord + `\s(\d{1,2}),?\s(\d{4})$`), func(m []string, t process.Date, l leaning) moment {
		return ymd(m[3], strconv.Itoa(int(months[m[1]])), m[2], t, l)
	}},
	{regexp.MustCompile(`^` + monthWord + `[\s\-–]*'?(\d{4}|\d{2})$`), func(m []string, t process.Date, l leaning) moment {
		return month(century(m[2], t, l), int(months[m[1]]))
	}},
	{regexp.MustCompile(`^(\d{4})\s?[-/.–\s]\s?(\d{1,2})$`), func(m []string, _ process.Date, _ leaning) moment { return month(number2(m[1]), number2(m[2])) }},
	{regexp.MustCompile(`^(\d{4})\s` + monthWord + `$`), func(m []string, _ process.Date, _ leaning) moment { return month(number2(m[1]), int(months[m[2]])) }},
	{regexp.MustCompile(`^` + monthWord + `$`), func(m []string, t process.Date, l leaning) moment {
		at := noYear(int(months[m[1]]), 1, t, l)
		return moment{date: at.date, exact: monthOnly, yearless: true}
	}},
	{regexp.MustCompile(`^(\d{4})$`), func(m []string, _ process.Date, _ leaning) moment { return moment{exact: yearOnly} }},
}

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
	whole := strings.ToLower(clean(s))
	s = plainDate(s)
	if !strings.ContainsAny(s, "0123456789") && months[strings.TrimRight(s, ".")] == 0 {
		return moment{} // no date but a month's name has no figure
	}
	if at, ok := match(patterns, s, today, l); ok {
		return at.beside(whole, l)
	}
	if at := dateWithin(s); at.exact != unreadable {
		return at.beside(whole, l)
	}
	if before, _, ok := strings.Cut(s, ","); ok { // "12 juni, se intyg"
		if at, ok := match(patterns, strings.TrimSpace(before), today, l); ok {
			if at.exact == exact {
				at.exact = within
			}
			return at.beside(whole, l)
		}
	}
	return moment{}
}

// match reads s by the first pattern that it is.
func match(patterns []pattern, s string, today process.Date, l leaning) (moment, bool) {
	for _, p := range patterns {
		if m := p.re.FindStringSubmatch(s); m != nil {
			return p.read(m, today, l), true
		}
	}
	return moment{}, false
}

// plainDate is the text without what people write around a date.
func plainDate(s string) string {
	s = strings.ToLower(clean(unbracketed(clean(s))))
	if strings.Contains(s, ":") || strings.Contains(s, "kl") {
		s = clockPart.ReplaceAllString(s, "")
	}
	for s != "" && !isDigit(s[0]) && leadIn.MatchString(s) {
		s = leadIn.ReplaceAllString(s, "")
	}
	return strings.TrimRight(strings.TrimSpace(s), " .,;")
}

// number2 reads digits that a pattern has already matched.
func number2(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

func ymd(y, m, d string, today process.Date, l leaning) moment {
	return day(century(y, today, l), number2(m), number2(d))
}

// twoDigits reads 16-05-04: the year first, as Swedes write, and in doubt where it
// can be the day as well.
func twoDigits(m []string, today process.Date, l leaning) moment {
	first, last := ymd(m[1], m[2], m[3], today, l), ymd(m[3], m[2], m[1], today, l)
	if first.exact != exact || last.exact != exact || first.date == last.date {
		return first
	}
	if l == past == !last.date.After(today) {
		first.exact = doubtful
	}
	return first
}

// shortDate reads six digits: ÅÅMMDD, else ÅÅÅÅMM.
func shortDate(m []string, today process.Date, l leaning) moment {
	at := ymd(m[1], m[2], m[3], today, l)
	if at.exact == exact {
		return at
	}
	if as := month(number2(m[1]+m[2]), number2(m[3])); as.exact == monthOnly {
		return as
	}
	return at
}

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
