package form

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"stintag/process/workbook"
)

// BenchmarkForm measures a healthy form (19 kB, 50 fields, three sheets, shared
// strings, 50 defined names, saved by LibreOffice) side by side, on one core:
//
//	scan      every part unzipped by archive/zip, which checks its CRC, into one
//	          buffer, and a loop over its bytes that counts the "<": the least that
//	          anybody must do who reads a workbook whole
//	findings  what the intake does: workbook.Read, Read, and Interpret of each form
//	reader    workbook.Read alone
//	excelize  OpenReader and GetRows of each sheet, RawCellValue: no names, no merges
//
// Only ratios within one run mean anything on a shared machine; take the best of
// several:
//
//	go test -run '^$' -bench Form -cpu 1 -benchtime 1s -count 5 ./ingest/form
func BenchmarkForm(b *testing.B) {
	data := speedForm(b)
	for _, c := range []struct {
		name string
		do   func(b *testing.B, data []byte)
	}{{"scan", scanBytes}, {"findings", toFindings}, {"reader", readOnly}, {"excelize", readByExcelize}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.do(b, data)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "forms/s")
		})
	}
}

func speedForm(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "process", "workbook", "testdata", "read", "libreoffice-form.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The form that speed is measured with is a form: every label is known, nothing is
// missing, nothing is wrong.
func TestSpeedFormIsHealthy(t *testing.T) {
	book, err := workbook.Read(speedForm(t), workbook.FormLimits)
	if err != nil {
		t.Fatal(err)
	}
	f := only(t, book)
	if len(f.Fields) != 50 || len(f.Unknown) > 0 {
		t.Errorf("%d fields, unknown %+v", len(f.Fields), f.Unknown)
	}
	app, fs := f.Interpret(received)
	if len(fs) > 0 || app.Doctor != "Sanna Öberg" {
		t.Errorf("%+v", fs)
	}
}

var tags int

func scanBytes(b *testing.B, data []byte) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		b.Fatal(err)
	}
	var part bytes.Buffer
	for _, e := range z.File {
		r, err := e.Open()
		if err != nil {
			b.Fatal(err)
		}
		part.Reset()
		if _, err := part.ReadFrom(r); err != nil {
			b.Fatal(err)
		}
		for _, ch := range part.Bytes() {
			if ch == '<' {
				tags++
			}
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func toFindings(b *testing.B, data []byte) {
	book, err := workbook.Read(data, workbook.FormLimits)
	if err != nil {
		b.Fatal(err)
	}
	r := Read(book)
	if len(r.Forms) != 1 {
		b.Fatalf("%d forms", len(r.Forms))
	}
	for _, f := range r.Forms {
		f.Interpret(received)
	}
}

func readOnly(b *testing.B, data []byte) {
	if _, err := workbook.Read(data, workbook.FormLimits); err != nil {
		b.Fatal(err)
	}
}

func readByExcelize(b *testing.B, data []byte) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		b.Fatal(err)
	}
	for _, s := range f.GetSheetList() {
		if _, err := f.GetRows(s); err != nil {
			b.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}
