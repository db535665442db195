package form

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"stintag/process"
	"stintag/process/workbook"
)

// parseStart reads a possible start, where a month, a week, a term and a word
// are allowed too; such a reading is always told.
func parseStart(v Value, today process.Date) moment {
	if v.Kind == workbook.Text && isSoon(v.Text) {
		return moment{date: today, exact: loose}
	}
	return parseComing(v, today)
}

// parseComing reads a date ahead that need not be exact: a month, a week, a term;
// of a period its first day.
func parseComing(v Value, today process.Date) moment {
	at := parseDate(v, today, coming)
	if v.Kind != workbook.Text || at.exact != unreadable && at.exact != twofold {
		return at
	}
	if p, ok := parsePeriod(v.Text, today); ok {
		return moment{date: p.from, exact: loose}
	}
	s := strings.TrimRight(plainDate(v.Text), "!")
	if start, ok := matchStart(s, today); ok {
		return start
	}
	if earliest := withoutLater(s); earliest != s {
		if first := parseComing(Value{Kind: workbook.Text, Text: earliest}, today); first.whole() {
			return moment{date: first.date, exact: within}
		} else if !first.date.IsZero() {
			return first
		}
	}
	return at
}

// orLater ends a date that is the earliest of several.
var orLater = regexp.MustCompile(`,?\s*(?:(?:eller|el\.?) senare|och framåt|och framöver|framåt)$`)

func withoutLater(s string) string {
	if !strings.HasSuffix(s, " senare") && !strings.HasSuffix(s, "framåt") && !strings.HasSuffix(s, "framöver") {
		return s
	}
	return orLater.ReplaceAllString(s, "")
}

// soon are the words that mean as early as can be, squeezed.
var soon = map[string]bool{
	"snarast": true, "omgående": true, "såsnartsommöjligt": true, "snarastmöjligt": true,
	"såfortsommöjligt": true, "omg": true, "nu": true, "direkt": true, "genast": true, "asap": true, "idag": true,
	"enlök": true, "enlöverensk": true, "enligtök": true, "enligtöverenskommelse": true, "enlöverenskommelse": true, "eö": true, "eök": true, "ök": true,
}

// isSoon says whether a text means as early as can be. No such words begin with a figure.
func isSoon(s string) bool {
	s = plainDate(s)
	return s != "" && !isDigit(s[0]) && soon[squeeze(strings.TrimRight(s, "!"))]
}

// Where a term or season begins.
var seasons = map[string]struct {
	month time.Month
	day   int
}{
	"vt": {1, 1}, "vårterminen": {1, 1}, "våren": {3, 1}, "vår": {3, 1},
	"vårtermin": {1, 1}, "hösttermin": {9, 1},
	"sommaren": {6, 1}, "sommar": {6, 1}, "efter sommaren": {9, 1}, "efter semestern": {9, 1}, "efter semestrarna": {9, 1}, "efter sommarsemestern": {9, 1},
	"ht": {9, 1}, "höstterminen": {9, 1}, "hösten": {9, 1}, "höst": {9, 1},
	"halvårsskiftet": {7, 1}, "vintern": {12, 1}, "vinter": {12, 1}, "årsskiftet": {1, 1}, "efter årsskiftet": {1, 1}, "efter nyår": {1, 1},
}

const yearPart = `(?:[\s\-–,/]*(?:år\s)?'?(\d{4}|\d{2}))?`

// startPattern is one way to write when something can begin.
type startPattern struct {
	re   *regexp.Regexp
	read func(m []string, today process.Date, l leaning) moment
}

var startPatterns = []startPattern{
	{regexp.MustCompile(`^v(?:eckan?|\.)?\s?(\d{1,2})(?:[\s\-–,/]+(?:år\s)?'?(\d{4}|\d{2}))?$`), func(m []string, t process.Date, _ leaning) moment { return week(m[2], m[1], t) }},
	{regexp.MustCompile(`^v(?:eckan?|\.)?\s?(\d{1,2})\s?[-–/]\s?\d{1,2}[\s,]+(\d{4})$`), func(m []string, t process.Date, _ leaning) moment { return week(m[2], m[1], t) }},
	{regexp.MustCompile(`^(\d{4})[\s\-–,]*[vw](?:ecka|\.)?\s?(\d{1,2})$`), func(m []string, t process.Date, _ leaning) moment { return week(m[1], m[2], t) }},
	{regexp.MustCompile(`^årsskiftet\s(?:\d{4}|\d{2})\s?[/\-–]\s?(\d{4}|\d{2})$`), func(m []string, t process.Date, _ leaning) moment { return season("årsskiftet", m[1], t) }},
	{regexp.MustCompile(`^(?:(?:i|under|till|inför|(?:början|mitten|slutet) (?:av|på))\s)*(vt|vårterminen|vårtermin|våren|vår|efter sommaren|efter sommarsemestern|efter semestern|efter semestrarna|sommaren|sommar|ht|höstterminen|hösttermin|hösten|höst|vintern|vinter|halvårsskiftet|efter årsskiftet|årsskiftet|efter nyår)` + yearPart + `$`), func(m []string, t process.Date, _ leaning) moment { return season(m[1], m[2], t) }},
	{regexp.MustCompile(`^månadsskiftet\s` + monthWord + `\s?[/\-–]\s?` + monthWord + yearPart + `$`), func(m []string, t process.Date, _ leaning) moment {
		return from(m[3], t, func(y int) moment { return day(y, int(months[m[2]]), 1) })
	}},
	{regexp.MustCompile(`^(?:q|kvartal\s)([1-4])` + yearPart + `$`), func(m []string, t process.Date, _ leaning) moment {
		return from(m[2], t, func(y int) moment { return day(y, number2(m[1])*3-2, 1) })
	}},
	{regexp.MustCompile(`^(?:(?:i|under)\s)*(?:början|mitten|slutet)(?: av| på)? ` + monthWord + yearPart + `$`), func(m []string, t process.Date, _ leaning) moment {
		return from(m[2], t, func(y int) moment { return day(y, int(months[m[1]]), 1) })
	}},
	{regexp.MustCompile(`^` + monthWord + `\s?[/\-–]\s?` + monthWord + yearPart + `$`), func(m []string, t process.Date, _ leaning) moment {
		return from(m[3], t, func(y int) moment { return day(y, int(months[m[1]]), 1) })
	}},
	{regexp.MustCompile(`^i ` + monthWord + yearPart + `$`), func(m []string, t process.Date, _ leaning) moment {
		return from(m[2], t, func(y int) moment { return day(y, int(months[m[1]]), 1) })
	}},
}

// matchStart reads s by the first way that it is written in.
func matchStart(s string, today process.Date) (moment, bool) {
	if !startWordsOnly(s) {
		return moment{}, false
	}
	for _, p := range startPatterns {
		if m := p.re.FindStringSubmatch(s); m != nil {
			return p.read(m, today, coming), true
		}
	}
	return moment{}, false
}

// startWords are all the words that a start is written with.
var startWords = func() map[string]bool {
	all := map[string]bool{}
	for words := range seasons {
		for _, w := range strings.Fields(words) {
			all[w] = true
		}
	}
	for w := range months {
		all[w] = true
	}
	for _, w := range strings.Fields("v w vecka veckan veck q kvartal i under till inför början mitten slutet av på år månadsskiftet") {
		all[w] = true
	}
	return all
}()

// startWordsOnly says whether a text has a few words, all of them such as a start is
// written with: the others need not be held to the patterns.
func startWordsOnly(s string) bool {
	n := 0
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if n++; n > mostStartWords || !startWords[w] {
			return false
		}
	}
	return n > 0
}

// mostStartWords are more than people write: "under början av hösten år 2025" has five.
const mostStartWords = 8

func season(word, year string, today process.Date) moment {
	s := seasons[word]
	return from(year, today, func(y int) moment { return day(y, int(s.month), s.day) })
}

// week is the Monday of an ISO week.
func week(year, number string, today process.Date) moment {
	w := number2(number)
	return from(year, today, func(y int) moment {
		fourth := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC) // always in week 1
		monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7+7*(w-1))
		if iso, in := monday.ISOWeek(); w < 1 || iso != y || in != w {
			return moment{exact: impossible}
		}
		return dayOf(process.DateOf(monday))
	})
}

// from reads at in the year written, or without one in the first year that puts
// it ahead of today.
func from(year string, today process.Date, at func(year int) moment) moment {
	if year != "" {
		m := at(century(year, today, coming))
		if m.exact == exact {
			m.exact = loose
		}
		return m
	}
	for y := today.Year; y < today.Year+9; y++ {
		if m := at(y); m.exact == exact && !m.date.Before(today) {
			return moment{date: m.date, exact: loose, yearless: true}
		}
	}
	return moment{exact: impossible}
}
