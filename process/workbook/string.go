package workbook

import (
	"math"
	"strconv"
	"strings"
)

func cellString(c Cell) string {
	switch c.Kind {
	case Text, Error:
		return c.Text
	case Number:
		return numberString(c.Number)
	case Date:
		return dateString(c)
	case Bool:
		if c.Number != 0 {
			return "SANT"
		}
		return "FALSKT"
	}
	return ""
}

// numberString writes a number with the 15 digits that Excel keeps, so that
// 0.1+0.2 is 0,3 and a personnummer typed as a number is written out.
func numberString(n float64) string {
	if n == 0 {
		return "0"
	}
	if abs := math.Abs(n); abs >= 1e21 || abs < 1e-9 {
		return strings.Replace(strconv.FormatFloat(n, 'E', -1, 64), ".", ",", 1)
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err == nil {
		n = short
	}
	return strings.Replace(strconv.FormatFloat(n, 'f', -1, 64), ".", ",", 1)
}

func dateString(c Cell) string {
	t := c.Time()
	if t.Hour() == 0 && t.Minute() == 0 {
		return t.Format("2006-01-02")
	}
	return t.Format("2006-01-02 15:04")
}
