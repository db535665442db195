package form

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stintag/process"
)

// mostWithin bounds, in bytes, the text in which dates are sought.
const mostWithin = 500

// datesWithin are the different dates with a year in a text, those that exist.
func datesWithin(s string) []process.Date {
	var all []process.Date
	if len(s) > mostWithin || !hasYearFigures(s) {
		return nil
	}
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			continue
		}
		figures, rest := cutFigures(s[i:])
		if y, m, d := fullDate(figures, rest); m != 0 {
			if at := day(y, m, d); at.exact == exact && !slices.Contains(all, at.date) {
				all = append(all, at.date)
			}
		}
		i += len(figures) - 1
	}
	return all
}

// hasYearFigures says whether four figures stand together in a text, or eight, as in every
// date with a year.
func hasYearFigures(s string) bool {
	n := 0
	for i := range len(s) {
		if isDigit(s[i]) {
			n++
		} else if n == len("2006") || n == len("20060102") {
			return true
		} else {
			n = 0
		}
	}
	return n == len("2006") || n == len("20060102")
}

// fullDate is the date with a year that the figures begin, with what stands after
// them; without one m is 0.
func fullDate(figures, after string) (y, m, d int) {
	switch {
	case len(figures) == 8 && (figures[:2] == "19" || figures[:2] == "20"):
		return number2(figures[:4]), number2(figures[4:6]), number2(figures[6:])
	case len(figures) == 4:
		month, after := cutFigures(withoutSign(after, "-/.–"))
		last, _ := cutFigures(withoutSign(after, "-/.–"))
		if oneOrTwo(month) && oneOrTwo(last) {
			return number2(figures), number2(month), number2(last)
		}
	case len(figures) <= 2:
		return dayFirstOf(figures, after)
	}
	return 0, 0, 0
}

// dayFirstOf is the date that begins with its day: 1/3 2024, 1 mars 2024.
func dayFirstOf(figures, after string) (y, m, d int) {
	if second, rest := cutFigures(withoutSign(after, "/.")); oneOrTwo(second) {
		if year, _ := cutFigures(strings.TrimLeft(rest, " /.–-")); len(year) == 4 {
			return number2(year), number2(second), number2(figures)
		}
		return 0, 0, 0
	}
	for _, end := range []string{":e", "e", ":a"} {
		if rest, ok := strings.CutPrefix(after, end); ok {
			after = rest
			break
		}
	}
	after = strings.TrimPrefix(strings.TrimPrefix(after, "."), " ")
	word, rest := cutWord(after)
	rest, ok := strings.CutPrefix(strings.TrimPrefix(rest, "."), " ")
	if year, _ := cutFigures(rest); ok && len(year) == 4 {
		return number2(year), int(months[word]), number2(figures)
	}
	return 0, 0, 0
}

func oneOrTwo(figures string) bool { return len(figures) == 1 || len(figures) == 2 }

// cutFigures parts a text after the figures that it begins with.
func cutFigures(s string) (figures, rest string) {
	i := 0
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return s[:i], s[i:]
}

// withoutSign is what stands after a text's first sign, which is one of the signs;
// else nothing.
func withoutSign(s, signs string) string {
	r, width := utf8.DecodeRuneInString(s)
	if width == 0 || !strings.ContainsRune(signs, r) {
		return ""
	}
	return s[width:]
}

// dateWithin finds the one full date that stands among other words.
func dateWithin(s string) moment {
	switch all := datesWithin(s); len(all) {
	case 0:
		return moment{}
	case 1:
		return moment{date: all[0], exact: within}
	}
	return moment{exact: twofold}
}

// harmless are the words beside a date that take nothing from it: what it is the
// date of, who says so, and the days of the week. Others may make it another day's
// ("sökt", "före", "ca").
var harmless = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields("den det dag datum datumet kl klockan t z e fr o m från och med fom sedan år leg legitimation legitimationen legitimerad " +
		"legitimationsdatum legdatum läk läkare läkarlegitimation läkarleg svensk svenska sverige i av ja se enl enligt intyg intyget bevis legitimationsbevis bifogat bifogad bif bilaga kopia " +
		"beslut beslutet bifogas bifogats bilagt erhållen erhöll erhölls utfärdad utfärdat utfärdades socialstyrelsen sos hosp " +
		"mån tis ons tor tors fre lör sön må ti on to lö sö " +
		"måndag måndagen tisdag tisdagen onsdag onsdagen torsdag torsdagen fredag fredagen lördag lördagen söndag söndagen") {
		all[w] = true
	}
	for _, w := range []string{"a", "st", "nd", "rd", "th"} { // 1:a, 4th
		all[w] = true
	}
	for w := range months {
		all[w] = true
	}
	return all
}()

// beside is the moment as it may be taken with all that stands around it. Of what is to
// come only the earliest day is asked for.
func (at moment) beside(written string, l leaning) moment {
	if !at.whole() && at.exact != within {
		return at
	}
	whole := strings.ToLower(clean(written))
	if len(datesWithin(whole)) > 1 || at.another(whole) {
		return moment{exact: twofold}
	}
	words := strings.FieldsFunc(whole, func(r rune) bool { return !unicode.IsLetter(r) })
	strange := slices.ContainsFunc(words, func(w string) bool { return !harmless[w] && (l != coming || w != "tidigast") })
	if strange || strings.ContainsAny(whole, "?~≈") {
		at.exact = doubtful
	}
	return at
}

// dayMonth is a day and a month without their year, in figures or with the month's name.
var dayMonth = regexp.MustCompile(`(?:^|[^\d/.:-])(\d{1,2})(?:/(\d{1,2})|(?::?e|:a)?\.?\s?` + monthWord + `)(?:$|[^\d/\p{L}])`)

// another says whether a day and month of another date stand in the text: "1 mars
// eller 1 april 2025".
func (at moment) another(whole string) bool {
	for _, m := range dayMonth.FindAllStringSubmatch(whole, -1) {
		d, named := number2(m[1]), max(number2(m[2]), int(months[m[3]]))
		if (d != at.date.Day || named != int(at.date.Month)) && day(2000, named, d).exact == exact {
			return true
		}
	}
	return false
}
