package workbook

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// withColumns is a workbook with two cells whose sheet has the columns given.
func withColumns(cols string) rawBook {
	b := bookOf(`<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row>`)
	return b.with(sheetPart, strings.Replace(b[sheetPart], `<sheetData>`, `<cols>`+cols+`</cols><sheetData>`, 1))
}

func TestReadHiddenColumns(t *testing.T) {
	for _, c := range []struct {
		name, cols string
		want       []Columns
	}{
		{"none hidden", `<col min="1" max="3" width="12" customWidth="1"/><col min="4" max="4" hidden="0"/>`, nil},
		{"one", `<col min="1" max="1" width="12"/><col min="2" max="2" width="13" hidden="1"/>`, []Columns{{2, 2}}},
		{"as LibreOffice says it", `<col collapsed="false" customWidth="true" hidden="true" outlineLevel="0" max="3" min="2" style="0" width="11.53"/>`, []Columns{{2, 3}}},
		{"without width", `<col min="2" max="2" width="0" customWidth="1"/>`, []Columns{{2, 2}}},
		{"runs that meet are one", `<col min="2" max="2" hidden="1"/><col min="3" max="5" width="0.0"/><col min="7" max="7" hidden="1"/>`, []Columns{{2, 5}, {7, 7}}},
		{"to the sheet's end", `<col min="4" max="16384" hidden="1"/>`, []Columns{{4, 256}}},
		{"beyond where values may stand", `<col min="300" max="400" hidden="1"/>`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, ok := readAlike(t, withColumns(c.cols).zip(t))
			if !ok {
				t.Fatal("refused")
			}
			s := b.Sheets[0]
			if diff := cmp.Diff(c.want, s.HiddenColumns); diff != "" {
				t.Error(diff)
			}
			for col := 1; col <= 9; col++ {
				in := false
				for _, h := range c.want {
					in = in || h.First <= col && col <= h.Last
				}
				if s.HidesColumn(col) != in {
					t.Errorf("column %s: hidden %v", ColumnName(col), !in)
				}
			}
			if got := addresses(s); got != "A1=1 C1=2" {
				t.Errorf("what stands in hidden columns is read all the same; got %s", got)
			}
		})
	}
}

func TestReadRefusesHiddenColumns(t *testing.T) {
	var apart strings.Builder
	for col := range 2 * FormLimits.Columns {
		fmt.Fprintf(&apart, `<col min="%d" max="%[1]d" hidden="1"/>`, 1+col*2%FormLimits.Columns)
	}
	for name, c := range map[string]struct {
		cols string
		code FaultCode
	}{
		"no number":         {`<col min="B" max="2" hidden="1"/>`, BadReference},
		"no end":            {`<col min="2" hidden="1"/>`, BadReference},
		"before the first":  {`<col min="0" max="2" hidden="1"/>`, BadReference},
		"backwards":         {`<col min="3" max="2" hidden="1"/>`, BadReference},
		"more than columns": {apart.String(), TooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(withColumns(c.cols).zip(t), FormLimits)
			var f *Fault
			if !errors.As(err, &f) || f.Code != c.code || f.Part != sheetPart {
				t.Errorf("got %v", err)
			}
		})
	}
}

// What stands inside elements that nobody knows is nobody's row, cell or string,
// the short way either.
func TestReadPassesOverTheUnknown(t *testing.T) {
	book := bookOf(`<row r="1"><c r="A1" t="s"><v>0</v></c><x><c r="B1"><v>9</v></c></x><c r="C1" t="s"><v>1</v></c></row>`+
		`<x><row r="2"><c r="A2"><v>9</v></c></row></x><row r="3"><c r="A3"><v>3</v></c></row><row r="4"><x/><c r="A4"><v>4</v></c></row>`).
		with("xl/sharedStrings.xml", `<sst xmlns="`+mainSpace+`"><si><t>noll</t></si><x><si><t>ingens</t></si></x><si><t>ett</t></si></sst>`)
	b, ok := readAlike(t, book.zip(t))
	if !ok {
		t.Fatal("refused")
	}
	if got, want := addresses(b.Sheets[0]), "A1=noll C1=ett A3=3 A4=4"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Rows that begin as the one before them are read the short way, and no others.
func TestReadRowsTheShortWay(t *testing.T) {
	const first = `<row r="7" spans="1:5" hidden="1">`
	for tag, n := range map[string]int{
		`<row r="8" spans="1:5" hidden="1"><c`:     len(first),
		`<row r="1234" spans="1:5" hidden="1"><c`:  len(first) + 3,
		`<row r="8" spans="1:5" hidden="0"><c`:     0,
		`<row r="8" spans="1:5" hidden="1"/>`:      0,
		`<row r="7" spans="1:5" hidden="1">`:       0,
		`<row r="6" spans="1:5" hidden="1">`:       0,
		`<row r="9999999" spans="1:5" hidden="1">`: 0,
		`<row r="" spans="1:5" hidden="1">`:        0,
		`<row r="8">`:                              0,
		`<row r="8" spans="1:5" hid`:               0,
	} {
		s := &sheetReader{row: Row{Number: 7}, alike: []byte(`" spans="1:5" hidden="1">`)}
		if number, got := s.plainRow([]byte(tag)); got != n {
			t.Errorf("%s: row %d of %d bytes, want %d", tag, number, got, n)
		}
	}
	for name, rows := range map[string]string{
		"alike":                   `<row r="1" ht="15"><c r="A1"><v>1</v></c></row><row r="3" ht="15"><c r="A3"><v>1</v></c></row>`,
		"hidden, then not":        `<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>1</v></c></row>`,
		"number said twice":       `<row r="1" r="5"><c r="A5"><v>1</v></c></row><row r="2" r="6"><c r="A6"><v>1</v></c></row>`,
		"backwards":               `<row r="3" ht="15"><c r="A3"><v>1</v></c></row><row r="2" ht="15"><c r="A2"><v>1</v></c></row>`,
		"empty":                   `<row r="1" ht="15"></row><row r="2" ht="15"></row><row r="3" ht="15"/><row r="4" ht="15"><c r="A4"><v>1</v></c></row>`,
		"cell of another row":     `<row r="1" ht="15"></row><row r="2" ht="15"><c r="A3"><v>1</v></c></row>`,
		"cut off":                 `<row r="1" ht="15"></row><row r="2" ht="15"><c r="A2"><v>1</v></c>`,
		"another element's end":   `<row r="1" ht="15"></row><row r="2" ht="15"><c r="A2"><v>1</v></c></sheetData>`,
		"texts between the cells": `<row r="1" ht="15"></row><row r="2" ht="15">x<c r="A2"><v>1</v></c>y</row>z<row r="4" ht="15"><c r="A4"><v>1</v></c></row>`,
	} {
		t.Run(name, func(t *testing.T) { readAlike(t, bookOf(rows).zip(t)) })
	}
}
