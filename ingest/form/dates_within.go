package form

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"stintag/process"
)

// fullDates are the dates with a year that are found among other words: what
// stands before the year first, or after it.
var fullDates = []struct {
	re      *regexp.Regexp
	y, m, d int
}{
	{regexp.MustCompile(`(?:^|\D)(\d{4})[-/.–](\d{1,2})[-/.–](\d{1,2})(?:\D|$)`), 1, 2, 3},
	{regexp.MustCompile(`(?:^|\D)((?:19|20)\d{2})(\d{2})(\d{2})(?:\D|$)`), 1, 2, 3},
	{regexp.MustCompile(`(?:^|\D)(\d{1,2})[/.](\d{1,2})[\s/.–-]+(\d{4})(?:\D|$)`), 3, 2, 1},
	{regexp.MustCompile(`(?:^|\D)(\d{1,2})(?::?e|:a)?\.?\s?` + monthWord + `\s(\d{4})(?:\D|$)`), 3, 2, 1},
}

// mostWithin bounds, in bytes, the text in which dates are sought.
const mostWithin = 500

// datesWithin are the different dates with a year in a text, those that exist.
func datesWithin(s string) []process.Date {
	var all []process.Date
	if len(s) > mostWithin {
		return nil
	}
	for _, f := range fullDates {
		for _, m := range f.re.FindAllStringSubmatch(s, -1) {
			n, word := number2(m[f.m]), months[m[f.m]]
			if at := day(number2(m[f.y]), max(n, int(word)), number2(m[f.d])); at.exact == exact && !slices.Contains(all, at.date) {
				all = append(all, at.date)
			}
		}
	}
	return all
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

// beside is the moment as it may be taken with all that stands around it, in lower
// case. Of what is to come only the earliest day is asked for.
func (at moment) beside(whole string, l leaning) moment {
	if !at.whole() && at.exact != within {
		return at
	}
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
