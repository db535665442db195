package form

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stintag/process"
	"stintag/process/workbook"
)

// words are what a sheet is made of below: labels, headings, values, noise.
var sheetWords = func() []string {
	words := []string{
		"", "", "", "Namn", "Datum", "E-post", "Telefon", "Läkaren", "Handledare", "Anna Ek", "Ek, Anna", "2024-09-10", "10/9", "HT 2025", "Ja", "Nej",
		"x", "☐", "☒ Ja ☐ Nej", "Ja, 2/9", "80 %", "0,8", "19811218-9876", "#2016-05-04", "=!", "#N/A", "45545", "240910", "(ÅÅÅÅ-MM-DD)", "-", "Vårdcentral: Sala",
	}
	for f := range catalogue {
		words = append(words, f.Label())
	}
	return words
}()

func anyBook(t *rapid.T) *workbook.Book {
	var lines []string
	for range rapid.IntRange(1, 12).Draw(t, "rows") {
		lines = append(lines, strings.Join(rapid.SliceOfN(rapid.SampledFrom(sheetWords), 1, 8).Draw(t, "row"), "|"))
	}
	b := book(strings.Join(lines, "\n"))
	for range rapid.IntRange(0, 3).Draw(t, "merges") {
		r, c := rapid.IntRange(1, 12).Draw(t, "row"), rapid.IntRange(1, 8).Draw(t, "col")
		b.Sheets[0].Merges = append(b.Sheets[0].Merges, workbook.Range{Row1: r, Col1: c, Row2: r + rapid.IntRange(0, 2).Draw(t, "down"), Col2: c + rapid.IntRange(0, 3).Draw(t, "wide")})
	}
	return b
}

// Whatever a sheet holds: every value that is read stands in the cell it is said
// to stand in, and a personnummer is shown nowhere.
func TestAnySheet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := anyBook(t)
		for _, f := range Read(b).Forms {
			for _, w := range f.Fields {
				row, col, ok := workbook.ParseAddress(w.Cell)
				if !ok {
					t.Fatalf("%+v has no cell", w)
				}
				c := b.Sheets[0].Cell(row, col)
				if w.Value.Kind == workbook.Text && !strings.Contains(c.Text, strings.Fields(w.Value.Text)[0]) || w.Value.Kind == workbook.Date && c.Number != w.Value.Number {
					t.Fatalf("%+v is not what stands in %+v", w, c)
				}
			}
			app, fs := f.Interpret(received)
			for _, ref := range app.Cells {
				shown(t, ref.Written)
			}
			for _, fd := range fs {
				shown(t, fd.Written+fd.Text+fd.Suggestion)
				if fd.Level == process.Returned && fd.Cell == "" {
					t.Fatalf("%+v sends a form back without a cell", fd)
				}
			}
			for _, u := range append(app.Unknown, app.Comment, app.Doctor, app.Supervisor) {
				shown(t, u)
			}
		}
	})
}

func shown(t *rapid.T, s string) {
	if strings.Contains(s, "9876") {
		t.Fatalf("a personnummer is shown: %q", s)
	}
}

// A sheet as large as the reader lets through, made to be slow, is read in time.
func TestLargeSheetsAreReadInTime(t *testing.T) {
	for _, word := range []string{"Namn", "Legitimatonsdatum för läkaren i fråga", "Vårdcentral: x", "Ja", "19811218-9876"} {
		s := workbook.Sheet{Name: "Blad1"}
		for r := 1; r <= 1000; r++ {
			row := workbook.Row{Number: r}
			for c := 1; c <= 25; c++ {
				row.Cells = append(row.Cells, workbook.Cell{Row: r, Col: c, Kind: workbook.Text, Text: word})
			}
			s.Rows = append(s.Rows, row)
			s.Merges = append(s.Merges, workbook.Range{Row1: r, Col1: 30, Row2: r + 1000, Col2: 31})
		}
		start := time.Now()
		Read(&workbook.Book{Sheets: []workbook.Sheet{s}})
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%q took %v", word, took)
		}
	}
}

// A table of as many applicants as a workbook may hold is read to its last row,
// though the texts of its later rows are not read word by word.
func TestLongTableIsReadWhole(t *testing.T) {
	head := []string{"Läkare", "Vårdcentral", "Leg.datum", "Möjlig start", "Redan anställd", "Kommentar", "Handledare"}
	s := workbook.Sheet{Name: "Blad1"}
	add := func(r int, texts ...string) {
		row := workbook.Row{Number: r}
		for i, text := range texts {
			if c, ok := drawn(text, r, i+1); ok {
				row.Cells = append(row.Cells, c)
			}
		}
		s.Rows = append(s.Rows, row)
	}
	add(1, head...)
	const last = 5000
	for r := 2; r <= last; r++ {
		add(r, fmt.Sprintf("Anna Ek %d", r), "Sala vårdcentral", "#2016-05-04", "(ÅÅÅÅ-MM-DD)", "Nej", fmt.Sprintf("Kan börja %d", r), "Hans Vis")
	}
	forms := Read(&workbook.Book{Sheets: []workbook.Sheet{s}}).Forms
	if len(forms) != last-1 {
		t.Fatalf("%d forms, want %d", len(forms), last-1)
	}
	for _, f := range forms {
		if got := values(f); len(got) != 6 || got[process.FieldDoctor] != fmt.Sprintf("Anna Ek %d", f.Row) {
			t.Fatalf("row %d is read as %v", f.Row, got)
		}
	}
}

// Merged cells by the thousand are read; merges that together cover more rows than
// any form has make the sheet none, in time.
func TestMergesAreBounded(t *testing.T) {
	merged := func(tall int) *workbook.Book {
		b := book("Vårdcentral | Sala vårdcentral\nLäkarens namn | Anna Ek\nLegitimationsdatum | #2016-05-04\nMöjlig start ST | #2025-01-13")
		s := &b.Sheets[0]
		for r := 10; r < 5000; r++ {
			s.Rows = append(s.Rows, workbook.Row{Number: r, Cells: []workbook.Cell{{Row: r, Col: 1, Kind: workbook.Number, Number: 1}}})
			s.Merges = append(s.Merges, workbook.Range{Row1: r, Col1: 3, Row2: r + tall, Col2: 4})
		}
		return b
	}
	if f := only(t, merged(0)); values(f)[process.FieldDoctor] != "Anna Ek" {
		t.Errorf("a sheet of many merges is read as %+v", f)
	}
	if r := Read(merged(1000)); len(r.Forms) > 0 {
		t.Errorf("five million merged rows make a form: %+v", r.Forms)
	}
}
