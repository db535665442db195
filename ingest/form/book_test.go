package form

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

// received is the day that the tests' forms were received.
var received = process.D(2024, 9, 10)

// book makes a workbook of one sheet per drawing: a line is a row, | parts the
// cells. A cell of digits is a number, #2024-09-10 a date cell, =! a formula
// without a value.
func book(drawings ...string) *workbook.Book {
	b := &workbook.Book{}
	for i, d := range drawings {
		s := workbook.Sheet{Name: "Blad" + strconv.Itoa(i+1)}
		for r, line := range strings.Split(strings.Trim(d, "\n"), "\n") {
			row := workbook.Row{Number: r + 1}
			for c, text := range strings.Split(line, "|") {
				if cell, ok := drawn(strings.TrimSpace(text), r+1, c+1); ok {
					row.Cells = append(row.Cells, cell)
				}
			}
			s.Rows = append(s.Rows, row)
		}
		b.Sheets = append(b.Sheets, s)
	}
	return b
}

func drawn(text string, row, col int) (workbook.Cell, bool) {
	c := workbook.Cell{Row: row, Col: col, Kind: workbook.Text, Text: text}
	if n, err := strconv.ParseFloat(text, 64); err == nil && !math.IsNaN(n) && !math.IsInf(n, 0) { // as the reader does
		c.Kind, c.Number, c.Text = workbook.Number, n, ""
	}
	if d, err := process.ParseDate(strings.TrimPrefix(text, "#")); err == nil && strings.HasPrefix(text, "#") {
		c.Kind, c.Number, c.Text = workbook.Date, workbook.Serial(d.Year, d.Month, d.Day), ""
	}
	switch text {
	case "":
		return c, false
	case "=!":
		c.Kind, c.Text, c.Formula = workbook.NoValue, "", true
	case "#N/A":
		c.Kind = workbook.Error
	}
	return c, true
}

// only reads a workbook that holds one form.
func only(t *testing.T, b *workbook.Book) Form {
	t.Helper()
	r := Read(b)
	if len(r.Forms) != 1 {
		t.Fatalf("found %d forms, want one: %+v", len(r.Forms), r)
	}
	return r.Forms[0]
}

// values are the form's fields as text, and where they stand.
func values(f Form) map[process.Field]string {
	m := map[process.Field]string{}
	for _, w := range f.Fields {
		if !w.Value.Empty() {
			m[w.Field] = w.Value.Text
			if w.Value.Kind != workbook.Text {
				m[w.Field] = interpretable(w.Value)
			}
		}
	}
	return m
}

func interpretable(v Value) string {
	switch v.Kind {
	case workbook.Date:
		return process.DateOf(workbook.SerialTime(v.Number)).String()
	case workbook.NoValue:
		return "=!"
	case workbook.Error:
		return v.Text
	}
	return strconv.FormatFloat(v.Number, 'f', -1, 64)
}

// finding is the one with the code for the field.
func finding(t *testing.T, fs []process.Finding, code string, field process.Field) process.Finding {
	t.Helper()
	for _, f := range fs {
		if f.Code == code && f.Field == field {
			return f
		}
	}
	t.Fatalf("no finding %s for %s among %+v", code, field, fs)
	return process.Finding{}
}
