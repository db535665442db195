package form

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"time"
	"unicode"

	"stintag/process"
	"stintag/process/workbook"
)

// The faults of a personal number that are told apart.
const (
	faultBirthDateOnly = "är bara ett födelsedatum"
	faultInterim       = "är ett tillfälligt nummer"
	faultLetters       = "innehåller annat än siffror"
	faultLength        = "har inte tio eller tolv siffror"
	faultDay           = "har ett födelsedatum som inte finns"
	faultAhead         = "har ett födelsedatum som ligger framåt i tiden"
	faultChecksum      = "har en kontrollsiffra som inte stämmer"
)

var (
	// interim numbers have a letter for the first of the last four.
	interim = regexp.MustCompile(`^(\d{6}|\d{8})[-+–\s]?[trsuwxjklmn]\d{3}$`)
	// hiddenNumber is one whose last four we hid.
	hiddenNumber = regexp.MustCompile(`(?:\d{8}|\d{6})[-+]?\*{4}`)
	// hiddenTail is how a number stands whose last four somebody hid.
	hiddenTail = regexp.MustCompile(`[*•…]|[x×_?]{2,}`)
)

// readPersonal is parsePersonal of a cell of its own. Where a valid number stands in a
// text, what is wrong beside it is found in what the mask leaves of it: the copy that
// goes back says no more.
func readPersonal(v Value, today process.Date) (digits, fault string) {
	if v.Kind == workbook.Text {
		if back, _ := hideNumbers(v.Text, right); back != v.Text {
			_, fault = parsePersonal(Value{Kind: workbook.Text, Text: back}, today)
			return numberWithin(v.Text, today), fault
		}
	}
	return parsePersonal(v, today)
}

// parsePersonal reads a personnummer or samordningsnummer as twelve digits. A
// masked number means unchanged and is none; fault says in Swedish what is wrong.
func parsePersonal(v Value, today process.Date) (digits, fault string) {
	s := strings.ToLower(clean(unbracketed(clean(v.Text))))
	if v.Kind == workbook.Number && v.Number >= 0 && v.Number < 1e13 {
		s = fmt.Sprintf("%.0f", math.Trunc(v.Number))
	}
	if (v.Kind == workbook.Date || strings.IndexFunc(s, unicode.IsLetter) >= 0) && parseDate(v, today, past).exact == exact {
		return "", faultBirthDateOnly // in words, or in a cell of dates
	}
	if mayBeInterim(s) && interim.MatchString(s) {
		return "", faultInterim
	}
	if strings.ContainsAny(s, "*•…x×_?") && hiddenTail.MatchString(s) {
		return "", besideHidden(s)
	}
	plus := strings.Contains(s, "+")
	s = strings.Map(func(r rune) rune {
		if r == '+' || r == '.' || r == '/' || r == '_' || r == '−' || unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return r
	}, s)
	if strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) >= 0 {
		return amongLetters(clean(v.Text), today)
	}
	if s, fault = whole(s, plus, today); fault != "" {
		return "", fault
	}
	if fault = faultIn(s, today); fault != "" {
		return "", fault
	}
	return s, ""
}

// besideHidden is what is wrong with a text in which we have hidden a number: another
// one stands beside it, or more figures do.
func besideHidden(s string) string {
	rest := hiddenNumber.ReplaceAllString(s, "\x00")
	switch n := strings.Count(rest, "\x00"); {
	case n == 0 || n == 1 && !hasDigit(rest):
		return ""
	case strings.IndexFunc(rest, unicode.IsLetter) >= 0:
		return faultLetters
	}
	return faultLength
}

// amongLetters reads "pnr 19811218-9876": one number, right, and no other figure.
func amongLetters(s string, today process.Date) (digits, fault string) {
	all := numbersIn(s)
	if len(all) != 1 || hasDigit(s[:all[0].from]+s[all[0].to:]) {
		return "", faultLetters
	}
	if digits, fault = parsePersonal(Value{Kind: workbook.Text, Text: s[all[0].from:all[0].to]}, today); fault != "" {
		return "", faultLetters
	}
	return digits, ""
}

// whole gives a number its twelve digits: cells of numbers drop leading zeros, up
// to three of them for who was born in 2000.
func whole(s string, plus bool, today process.Date) (twelve, fault string) {
	switch n := len(s); {
	case n == 12:
		return s, ""
	case n == 10:
		return withCentury(s, plus, today), ""
	case n == 6 && birthDate(s) || n == 8 && birthDate(s):
		return "", faultBirthDateOnly
	case n >= 7 && n <= 9:
		return withCentury(strings.Repeat("0", 10-n)+s, plus, today), ""
	}
	return "", faultLength
}

func faultIn(twelve string, today process.Date) string {
	switch {
	case !dayExists(twelve):
		return faultDay
	case bornOn(twelve).After(today):
		return faultAhead
	case !luhn(twelve[2:]):
		return faultChecksum
	}
	return ""
}

// The ages of those who become ST doctors; a number without century is theirs.
const youngest, oldest = 22, 80

// withCentury gives ten digits their century: the one that makes an applicant 22
// to 80 years old on the day the form came, else, as the number's own rule says,
// the latest past one. A plus means that the person turns a hundred or more.
func withCentury(s string, plus bool, today process.Date) string {
	if plus {
		return fmt.Sprintf("%02d", (today.Year-100-number2(s[:2]))/100) + s
	}
	for _, century := range []string{"20", "19"} {
		if age := ageOn(bornOn(century+s), today); age >= youngest && age <= oldest {
			return century + s
		}
	}
	if !bornOn("20" + s).After(today) {
		return "20" + s
	}
	return "19" + s
}

// bornOn is the birth date in twelve digits; a day or month that a
// samordningsnummer leaves open is the first.
func bornOn(twelve string) process.Date {
	d := number2(twelve[6:8])
	if d >= 60 {
		d -= 60
	}
	return process.Date{Year: number2(twelve[:4]), Month: time.Month(max(number2(twelve[4:6]), 1)), Day: max(d, 1)}
}

func ageOn(born, today process.Date) int {
	age := today.Year - born.Year
	if today.Month < born.Month || today.Month == born.Month && today.Day < born.Day {
		age--
	}
	return age
}

// dayExists checks the birth date. A samordningsnummer has 60 added to its day;
// its day and its month may be unknown, 60 and 00.
func dayExists(s string) bool {
	y, m, d := inFigures(s[:4]), inFigures(s[4:6]), inFigures(s[6:8])
	coordination := d >= 60
	if coordination {
		d -= 60
	}
	if y < 1850 || y >= lastYear || m > 12 || !coordination && (m == 0 || d == 0) {
		return false
	}
	if m == 0 {
		return d <= 31
	}
	return d <= daysIn(y, m)
}

// daysIn is how many days the month has.
func daysIn(y, m int) int {
	switch {
	case m == 2 && y%4 == 0 && (y%100 != 0 || y%400 == 0):
		return 29
	case m == 2:
		return 28
	case m == 4 || m == 6 || m == 9 || m == 11:
		return 30
	}
	return 31
}

// inFigures is what digits say.
func inFigures(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

// luhn checks the last of ten digits.
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		if n := s[i] - '0'; i%2 == 0 {
			sum += int(doubled[n])
		} else {
			sum += int(n)
		}
	}
	return sum%10 == 0
}

// doubled is what each digit counts for when it counts twice: its own digits added.
const doubled = "\x00\x02\x04\x06\x08\x01\x03\x05\x07\x09"

// birthIn is the birth date, ÅÅMMDD, of a personal number that may be masked.
func birthIn(v Value) string {
	digits := digitsIn(v)
	if !hiddenTail.MatchString(strings.ToLower(clean(v.String()))) {
		digits = digits[:max(0, len(digits)-4)]
	}
	return digits[max(0, len(digits)-6):]
}
