package form

import (
	"regexp"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// period is a time between two dates, as written; months alone are whole.
type period struct{ from, to process.Date }

// between parts the two ends of a period.
var between = regexp.MustCompile(`\s+(?:[-–—]|till och med|t\.?\s?o\.?\s?m\.?|tom|till|to)\s+|\s*[–—]\s*|\s*--\s*`)

// lastDash is a hyphen without blanks between two ends, none of which has one.
var lastDash = regexp.MustCompile(`^([^-]+)-([^-]+)$|^(\d{4}-\d{1,2}(?:-\d{1,2})?)-(\d{4}-\d{1,2}(?:-\d{1,2})?)$`)

// parsePeriod reads "2022-01-01–2022-12-31", "jan–juni 2023", "1/1 2022 - 31/12
// 2022": both ends, with a month for its first or last day.
func parsePeriod(s string, today process.Date) (p period, ok bool) {
	s = strings.Trim(strings.ToLower(clean(s)), " ,.;()")
	if !hasDigit(s) {
		return period{}, false
	}
	if !mayPart(s) {
		return period{}, false
	}
	if parts := between.Split(s, 3); len(parts) == 2 {
		return ends(parts[0], parts[1], today)
	}
	m := lastDash.FindStringSubmatch(s)
	if m == nil {
		return period{}, false
	}
	return ends(m[1]+m[3], m[2]+m[4], today)
}

// mayPart says whether any sign or word is in the text, in lower case, that can stand
// between two ends.
func mayPart(s string) bool {
	return strings.Contains(s, "-") || strings.Contains(s, "–") || strings.Contains(s, "—") || strings.Contains(s, " t")
}

// hasYear says whether an end of a period names its year.
var hasYear = regexp.MustCompile(`\d{4}|\d{2}-\d{2}-\d{2}|\d{6}|[-/]\d{2}$|[a-zåäö]\s?'?\d{2}$`)

// ends reads both ends; the first takes its year from the last.
func ends(from, to string, today process.Date) (period, bool) {
	last := textDate(to, today, past)
	if last.exact == monthOnly && !last.yearless {
		last = moment{date: last.date.AddMonths(1).AddDays(-1), exact: exact}
	}
	if !last.whole() {
		return period{}, false
	}
	if !hasYear.MatchString(strings.TrimSpace(from)) {
		from += " " + last.date.String()[:4]
	}
	first := textDate(from, today, past)
	if !first.whole() && (first.exact != monthOnly || first.yearless) || first.date.After(last.date) {
		return period{}, false
	}
	return period{first.date, last.date}, true
}

// periodWithin finds a period in a text with other words: "12 mån, 2022-01-01–
// 2022-12-31", "6 (jan–juni 2023)". rest is what stands before it.
func periodWithin(s string, today process.Date) (p period, rest string, ok bool) {
	s = clean(s)
	if !mayPart(strings.ToLower(s)) {
		return period{}, "", false
	}
	tried := 0
	for _, cut := range []string{"(", ",", ";", ":", " "} {
		for i := max(0, len(s)-longestPeriod); i < len(s) && tried < mostCuts; i++ {
			if s[i] != cut[0] {
				continue
			}
			tried++
			if p, ok := parsePeriod(s[i+len(cut):], today); ok {
				return p, strings.TrimSpace(s[:i]), true
			}
		}
	}
	p, ok = parsePeriod(s, today)
	return p, "", ok
}

// A period stands last in its text, and is no longer than this many bytes; what
// has more signs before that than mostCuts is a text of another kind.
const longestPeriod, mostCuts = 80, 24

// parseMonths reads months of earlier service: 12, "12 mån", "1 år", "1,5 år",
// "1 år 6 mån". What stands in brackets is no part of it.
func parseMonths(v Value) (float64, bool) {
	if strings.ContainsAny(v.Text, "rR") { // as in each of these
		switch fold(v.Text) {
		case "halvår", "ett halvår", "1/2 år", "ett halvt år", "½ år":
			return 6, true
		}
	}
	n, unit, ok := numberOfMonths(v)
	if !ok {
		return 0, false
	}
	years, isYears := strings.CutPrefix(unit, "år")
	if !isYears {
		return inMonths(n, unit)
	}
	rest := strings.TrimPrefix(strings.TrimLeft(years, " ,."), "och ")
	if rest == "" {
		return n * 12, true
	}
	more, unit, ok := numberOfMonths(Value{Kind: workbook.Text, Text: rest})
	if !ok || !strings.Contains(rest, "m") { // "1 år 6" of what?
		return 0, false
	}
	more, ok = inMonths(more, unit)
	return n*12 + more, ok
}

// numberOfMonths is a number that can be one of months or years, with its unit.
func numberOfMonths(v Value) (n float64, unit string, ok bool) {
	n, unit, ok = parseNumber(v)
	return n, strings.TrimSpace(unbracketed(unit)), ok && n >= 0 && n <= 600
}

func inMonths(n float64, unit string) (float64, bool) {
	if hasDigit(unit) {
		return 0, false
	}
	return n, unit == "" || strings.HasPrefix(unit, "m")
}

// monthsOf is the length of a period in months, where it is whole.
func (p period) months() (float64, bool) {
	after := p.to.AddDays(1)
	n := (after.Year-p.from.Year)*12 + int(after.Month) - int(p.from.Month)
	return float64(n), n > 0 && after.Day == p.from.Day
}
