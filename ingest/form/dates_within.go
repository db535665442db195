package form

import (
	"regexp"
	"slices"

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
