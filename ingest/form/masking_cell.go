package form

import (
	"fmt"
	"math"

	"stintag/process/workbook"
)

// maskValue is what stands in a cell with every personal number in it masked, those
// that a cell of numbers has cut the zeros from too.
func maskValue(v Value) string {
	if v.Kind == workbook.Number {
		if digits, ok := numericPersonal(v.Number); ok {
			return hidden4(digits)
		}
	}
	return mask(clean(v.String()))
}

// numericPersonal is a number cell's valid personal number; of ten digits the
// leading zeros are put back.
func numericPersonal(n float64) (digits string, ok bool) {
	if n != math.Trunc(n) || n < 1e6 || n >= 1e12 {
		return "", false
	}
	digits = fmt.Sprintf("%010.0f", n)
	whole := digits
	switch len(digits) {
	case 10:
		whole = "20" + digits
		if digits[0] != '0' || !dayExists(whole) {
			whole = "19" + digits
		}
	case 12:
	default:
		return "", false
	}
	return digits, dayExists(whole) && luhn(whole[2:])
}

// maskWhole hides all but the birth date of what stands in a personnummer's
// cell, right or wrong.
func maskWhole(v Value) string {
	s := clean(v.String())
	if v.Kind == workbook.Number && v.Number >= 0 && v.Number < 1e13 {
		if s = fmt.Sprintf("%.0f", math.Trunc(v.Number)); !birthDate(s) {
			s = fmt.Sprintf("%010.0f", math.Trunc(v.Number))
		}
	}
	s, _ = hideNumbers(s, right) // as in the copy that goes back
	var digits []byte
	for i := range len(s) {
		switch {
		case isDigit(s[i]):
			digits = append(digits, s[i])
		case s[i] == '*': // a figure that is hidden already
			digits = append(digits, '0')
		}
	}
	keep := 6
	if len(digits) > 10 || len(digits) == 8 {
		keep = 8
	}
	switch {
	case len(digits) <= keep && birthDate(string(digits)):
		return mask(s) // a birth date alone, or one with its last four hidden already
	case len(digits) == 0:
		return s
	}
	return string(digits[:min(keep, max(0, len(digits)-4))]) + "-****"
}

// birthDate says whether six or eight digits are the day somebody was born.
func birthDate(digits string) bool {
	switch len(digits) {
	case 6:
		return dayExists("19"+digits+"0000") || dayExists("20"+digits+"0000")
	case 8:
		return dayExists(digits + "0000")
	}
	return false
}
