package notify

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"stintag/process"
)

// nbsp keeps a number on one line.
const nbsp = "\u00a0"

// number writes f with decimals places, a decimal comma and spaced thousands.
func number(f float64, decimals int) string {
	s := strconv.FormatFloat(math.Abs(f), 'f', decimals, 64)
	whole, frac, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + nbsp + whole[i:]
	}
	if frac != "" {
		whole += "," + frac
	}
	if f < 0 && strings.Trim(s, "0.") != "" {
		whole = "−" + whole
	}
	return whole
}

func clock(t time.Time) string { return t.Format("2006-01-02 kl. 15.04") }

// orNone writes a date, or none where it is not known.
func orNone(d process.Date, none string) string {
	if d.IsZero() {
		return none
	}
	return d.String()
}

// count is "1 brev", "3 brev": n with the word that fits it.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// pick is the word that fits n.
func pick(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// sentence ends s with a full stop where it has no end of its own.
func sentence(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

func sentences(ss []string) []string {
	out := safeAll(ss)
	for i := range out {
		out[i] = sentence(out[i])
	}
	return out
}

// place is the doctor's in the list, with the words that keep it from being read
// as a promise (D23).
func place(n, of int) string {
	return preliminary(n, of) + "; ordningen följer kriterierna och kan ändras"
}

func preliminary(n, of int) string { return fmt.Sprintf("preliminärt %d av %d", n, of) }
