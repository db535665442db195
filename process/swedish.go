package process

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// whole writes a number in groups of three: 9 600.
func whole(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	return sign + s
}

// kronor writes an amount in whole kronor: 1 250 000 kr.
func kronor(v float64) string { return whole(int(math.Round(v))) + " kr" }

// decimal writes a number with a decimal comma and no needless decimals.
func decimal(v float64) string {
	return strings.Replace(strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64), ".", ",", 1)
}

// percent writes a share: 0.8 is "80 %".
func percent(share float64) string {
	if share == 0 {
		return ""
	}
	return decimal(share*100) + " %"
}

func yes(b bool) string {
	if b {
		return "Ja"
	}
	return "Nej"
}

// Listing writes a, b och c.
func Listing(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " och " + words[n-1]
	}
}

// Upper is s with a capital, as it begins a sentence.
func Upper(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// coarse writes a date as exactly as it is compared.
func coarse(d Date, how string) string {
	switch {
	case d.IsZero():
		return "saknas"
	case how == "year":
		return strconv.Itoa(d.Year)
	case how == "month":
		return fmt.Sprintf("%04d-%02d", d.Year, int(d.Month))
	}
	return d.String()
}

// either is "A, B eller C".
func either(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " eller " + words[last]
}
