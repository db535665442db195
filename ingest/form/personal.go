package form

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// parsePersonal reads a personnummer or samordningsnummer as twelve digits. A
// masked number means unchanged and is none; fault says in Swedish what is wrong.
func parsePersonal(v Value, today process.Date) (digits, fault string) {
	s := strings.ToLower(clean(v.Text))
	if v.Kind == workbook.Number && v.Number >= 0 && v.Number < 1e13 {
		s = fmt.Sprintf("%010.0f", math.Trunc(v.Number))
	}
	if strings.ContainsAny(s, "*x•") {
		return "", ""
	}
	plus := strings.Contains(s, "+")
	s = strings.NewReplacer("-", "", "–", "", "—", "", "‐", "", "‑", "", "−", "", "+", "", " ", "", ".", "").Replace(s)
	if strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) >= 0 {
		return "", "innehåller annat än siffror"
	}
	switch len(s) {
	case 10:
		s = withCentury(s, plus, today)
	case 12:
	default:
		return "", "har inte tio eller tolv siffror"
	}
	if !dayExists(s) {
		return "", "har ett födelsedatum som inte finns"
	}
	if !luhn(s[2:]) {
		return "", "har en kontrollsiffra som inte stämmer"
	}
	return s, ""
}

// withCentury gives ten digits their century: the one that makes an applicant
// 22 to 80 years old, since no others become ST doctors.
func withCentury(s string, plus bool, today process.Date) string {
	yy := number2(s[:2])
	if plus {
		return fmt.Sprintf("%d", (today.Year-100-yy)/100) + s
	}
	if age := today.Year - 2000 - yy; age >= 22 && age <= 80 {
		return "20" + s
	}
	return "19" + s
}

// dayExists checks the birth date; a samordningsnummer has 60 added to its day.
func dayExists(s string) bool {
	d := number2(s[6:8])
	if d > 60 {
		d -= 60
	}
	y, m := number2(s[:4]), number2(s[4:6])
	at := process.D(y, 1, 1)
	return y >= 1850 && at.Year == y && m >= 1 && m <= 12 && d >= 1 && d <= process.D(y, 1, 31).AddMonths(m-1).Day
}

// luhn checks the last of ten digits.
func luhn(s string) bool {
	sum := 0
	for i, r := range s {
		n := int(r - '0')
		if i%2 == 0 {
			n *= 2
		}
		sum += n/10 + n%10
	}
	return sum%10 == 0
}

var personalShape = regexp.MustCompile(`\b(\d{8}|\d{6})([-+–]?)(\d{4})\b`)

// mask hides the last four of every number in a text that is somebody's.
func mask(s string) string {
	return personalShape.ReplaceAllStringFunc(s, func(found string) string {
		m := personalShape.FindStringSubmatch(found)
		whole := m[1] + m[3]
		if len(whole) == 10 {
			whole = "19" + whole
		}
		if !luhn(whole[2:]) || !dayExists(whole) {
			return found
		}
		return m[1] + "-****"
	})
}

// maskWhole hides all but the birth date of what stands in a personnummer's
// cell, right or wrong.
func maskWhole(v Value) string {
	s := v.String()
	if v.Kind == workbook.Number {
		s = fmt.Sprintf("%010.0f", math.Trunc(v.Number))
	}
	var digits []rune
	for _, r := range s {
		if r >= '0' && r <= '9' {
			digits = append(digits, r)
		}
	}
	if strings.ContainsRune(s, '*') {
		return s
	}
	keep := 6
	if len(digits) > 10 {
		keep = 8
	}
	return string(digits[:min(keep, max(0, len(digits)-4))]) + "-****"
}
