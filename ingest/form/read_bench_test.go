package form

import (
	"strconv"
	"testing"

	"stintag/process/workbook"
)

// BenchmarkRead measures Read and Interpret of workbooks that are parsed already:
// the healthy form of BenchmarkForm, the five applicants of a table, and sheets as
// large as the reader lets through, of texts that are no labels, of one text, and of
// labels.
//
//	go test -run '^$' -bench Read -cpu 1 ./ingest/form
func BenchmarkRead(b *testing.B) {
	for _, c := range []struct {
		name string
		book *workbook.Book
	}{
		{"form", parsed(b, speedForm(b))},
		{"table", book(`
Läkare | Vårdcentral | Leg.datum | Möjlig start | Redan anställd
Anna Ek | Sala | #2016-05-04 | #2025-01-13 | Nej
Bo Al | Sala | #2017-05-04 | HT 2025 | Ja, 2024-09-02
Cia Lind | Sala | #2018-05-04 | snarast | Nej
Dag Ö | Sala | 10/9 | #2025-01-13 | Nej
Eli Ros | Sala | #2020-05-04 | v 36 2025 | kanske`)},
		{"large, texts of its own each", large(func(row, col int) string { return "patient " + strconv.Itoa(row*100+col) + " i kön" })},
		{"large, one text", large(func(int, int) string { return "Vårdcentral: kommer senare" })},
		{"large, names", large(func(row, _ int) string { return "Anna Ek " + strconv.Itoa(row) })},
		{"large, labels", large(func(int, int) string { return "Namn" })},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, f := range Read(c.book).Forms {
					f.Interpret(received)
				}
			}
		})
	}
}

func parsed(t testing.TB, data []byte) *workbook.Book {
	t.Helper()
	b, err := workbook.Read(data, workbook.FormLimits)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// large is a sheet of 10,000 rows and 35 columns, all text.
func large(text func(row, col int) string) *workbook.Book {
	s := workbook.Sheet{Name: "Blad1"}
	for r := 1; r <= 10_000; r++ {
		row := workbook.Row{Number: r}
		for c := 1; c <= 35; c++ {
			row.Cells = append(row.Cells, workbook.Cell{Row: r, Col: c, Kind: workbook.Text, Text: text(r, c)})
		}
		s.Rows = append(s.Rows, row)
	}
	return &workbook.Book{Sheets: []workbook.Sheet{s}}
}
