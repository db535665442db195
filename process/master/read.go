package master

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"stintag/process"
	"stintag/process/workbook"
)

var errUnreadable = errors.New("unreadable")

// readable refuses what looks filled in but holds nothing to read.
func readable(c workbook.Cell) bool {
	return c.Kind != workbook.NoValue && c.Kind != workbook.Error
}

var months = []string{"jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"}

var (
	isoLike   = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$`)
	packed    = regexp.MustCompile(`^(\d{4}|\d{2})(\d{2})(\d{2})$`)
	dayFirst  = regexp.MustCompile(`^(\d{1,2})\s*[/.]\s*(\d{1,2})[\s./-]+(\d{4})$`)
	wordMonth = regexp.MustCompile(`^(?:den )?(\d{1,2})\s+(\p{L}+)\.?\s+(\d{4})$`)
)

// readDate reads a date that a Swedish administrator typed as text. Two digits of
// a year are of this century: a register holds no older dates in that form.
func readDate(s string) (process.Date, error) {
	s = strings.ToLower(plain(s))
	if s == "" {
		return process.Date{}, nil
	}
	if m := isoLike.FindStringSubmatch(s); m != nil {
		return civil(m[1], m[2], m[3])
	}
	if m := packed.FindStringSubmatch(s); m != nil {
		if len(m[1]) == 2 {
			m[1] = "20" + m[1]
		}
		return civil(m[1], m[2], m[3])
	}
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		return civil(m[3], m[2], m[1])
	}
	if m := wordMonth.FindStringSubmatch(s); m != nil {
		for i, name := range months {
			if strings.HasPrefix(m[2], name) {
				return civil(m[3], strconv.Itoa(i+1), m[1])
			}
		}
	}
	return process.Date{}, errUnreadable
}

func civil(year, month, day string) (process.Date, error) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	date := process.D(y, time.Month(m), d)
	if y < 1950 || y > 2100 || date != (process.Date{Year: y, Month: time.Month(m), Day: d}) {
		return process.Date{}, errUnreadable
	}
	return date, nil
}

// dateIn reads a date cell, also one that was typed as a number.
func dateIn(c workbook.Cell) (process.Date, error) {
	if !readable(c) {
		return process.Date{}, errUnreadable
	}
	if c.Kind == workbook.Date {
		if !plausibleSerial(c.Number) {
			return process.Date{}, errUnreadable
		}
		return dateOf(c.Number), nil
	}
	s := CanonicalText(c)
	if c.Kind == workbook.Number && len(s) != 8 && plausibleSerial(c.Number) {
		return dateOf(c.Number), nil
	}
	return readDate(s)
}

// numberIn reads a number; text may hold blanks between thousands, a decimal
// comma and a per cent sign. percent says that there was one.
func numberIn(c workbook.Cell) (n float64, percent bool, err error) {
	if !readable(c) {
		return 0, false, errUnreadable
	}
	if c.Kind == workbook.Number || c.Kind == workbook.Bool || c.Kind == workbook.Date && !plausibleSerial(c.Number) {
		return c.Number, false, nil // a number given a date's format is no day that anybody means
	}
	s := strings.ToLower(CanonicalText(c))
	if s == "" {
		return 0, false, nil
	}
	if t, ok := strings.CutSuffix(s, "%"); ok {
		s, percent = t, true
	}
	s = strings.TrimSuffix(strings.TrimSpace(s), "kr")
	s = strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), ",", ".")
	n, err = strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return 0, percent, fmt.Errorf("number %q: %w", s, errUnreadable)
	}
	return n, percent, nil
}

// shareIn reads a share of full time: 0,8, 80 and 80 % are the same.
func shareIn(c workbook.Cell) (float64, error) {
	n, percent, err := numberIn(c)
	if percent || n > 1.5 {
		n /= 100
	}
	if err == nil && (n < 0 || n > 1) {
		err = errUnreadable
	}
	return n, err
}

// yesIn reads Ja or Nej as people write it; empty is Nej.
func yesIn(c workbook.Cell) (bool, error) {
	if !readable(c) {
		return false, errUnreadable
	}
	switch folded(CanonicalText(c)) {
	case "ja", "j", "yes", "x", "1", "true", "sant", "☒", "☑":
		return true, nil
	case "", "nej", "n", "no", "0", "-", "false", "falskt", "☐":
		return false, nil
	}
	return false, errUnreadable
}

// several splits a cell that holds more than one thing.
func several(s, by string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(by, r) }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
