package workbook

import (
	"bytes"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// excelizeForm is a form of 20 kB as excelize makes it: three sheets of labels
// with values of every kind.
func excelizeForm(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	format := "yyyy-mm-dd"
	date, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	check(err)
	for _, sheet := range []string{"Intresseanmälan", "Hjälp", "Listor"} {
		_, err := f.NewSheet(sheet)
		check(err)
		for i := 1; i <= 210; i++ {
			label, value := "A"+strconv.Itoa(i), "C"+strconv.Itoa(i)
			check(f.SetCellValue(sheet, label, fmt.Sprintf("Etikett %d på %s", i, sheet)))
			switch i % 6 {
			case 0:
				check(f.SetCellValue(sheet, value, 45000+i))
				check(f.SetCellStyle(sheet, value, value, date))
			case 1:
				check(f.SetCellValue(sheet, value, float64(i)/7))
			case 2:
				check(f.SetCellBool(sheet, value, i%4 == 0))
			case 3:
				check(f.SetCellFormula(sheet, value, "1+1"))
			case 4:
				check(f.SetCellRichText(sheet, value, []excelize.RichTextRun{{Text: "Åsa "}, {Text: "Öberg & <co>", Font: &excelize.Font{Bold: true}}}))
			default:
				check(f.SetCellStr(sheet, value, " rad ett\nrad två  "))
			}
		}
		check(f.MergeCell(sheet, "C1", "D1"))
		check(f.SetRowVisible(sheet, 7, false))
	}
	check(f.DeleteSheet("Sheet1"))
	check(f.SetSheetVisible("Listor", false, true))
	for i := 1; i <= 50; i++ {
		check(f.SetDefinedName(&excelize.DefinedName{Name: fmt.Sprintf("f_%d", i), RefersTo: fmt.Sprintf("'Intresseanmälan'!$C$%d", i)}))
	}
	b, err := f.WriteToBuffer()
	check(err)
	return b.Bytes()
}

// samples are all healthy workbooks the tests have.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "read", "*.xlsx"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	own, err := Write(Plan{Sheets: []SheetPlan{{Name: "Blad", Cells: []CellPlan{
		{Row: 1, Col: 1, Value: "Möjlig start"}, {Row: 1, Col: 2, Value: 45545.0, Style: Style{Format: "yyyy-mm-dd"}},
		{Row: 2, Col: 1, Value: "_x0041_ och = + -"}, {Row: 2, Col: 2, Value: true}, {Row: 3, Col: 1, Formula: "1+1"},
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{"excelize": excelizeForm(t), "our own": own}
	for _, f := range files {
		out[filepath.Base(f)] = readSample(t, filepath.Base(f))
	}
	return out
}

// rawValue is a cell as excelize gives it raw.
func rawValue(c Cell, date1904 bool) string {
	switch c.Kind {
	case Number, Bool:
		return strconv.FormatFloat(c.Number, 'f', -1, 64)
	case Date:
		if date1904 {
			c.Number -= days1904
		}
		return strconv.FormatFloat(c.Number, 'f', -1, 64)
	}
	return c.Text
}

func sameValue(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return a == b || errX == nil && errY == nil && math.Abs(x-y) < 1e-9
}

// What we read, excelize reads: on every healthy workbook the two agree.
func TestReadAgreesWithExcelize(t *testing.T) {
	for name, data := range samples(t) {
		t.Run(name, func(t *testing.T) {
			book := mustRead(t, data)
			f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			var names []string
			for _, s := range book.Sheets {
				names = append(names, s.Name)
				agree(t, f, s)
			}
			if diff := cmp.Diff(f.GetSheetList(), names); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func agree(t *testing.T, f *excelize.File, s Sheet) {
	t.Helper()
	props, err := f.GetWorkbookProps()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows(s.Name)
	if err != nil {
		t.Fatal(err)
	}
	filled := 0
	for i, row := range rows {
		for j, want := range row {
			c := s.Cell(i+1, j+1)
			if got := rawValue(c, props.Date1904 != nil && *props.Date1904); !sameValue(got, want) {
				t.Errorf("%s!%s: got %q, excelize %q", s.Name, c.Address(), got, want)
			}
			formula, err := f.GetCellFormula(s.Name, c.Address())
			if err != nil {
				t.Fatal(err)
			}
			if c.Kind != Empty && c.Formula != (formula != "") {
				t.Errorf("%s!%s: formula %v, excelize %q", s.Name, c.Address(), c.Formula, formula)
			}
			if want != "" {
				filled++
			}
		}
	}
	ours := 0
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			if c.Kind != NoValue {
				ours++
			}
		}
		if visible, err := f.GetRowVisible(s.Name, r.Number); err != nil || visible == r.Hidden {
			t.Errorf("%s row %d: hidden %v, excelize visible %v (%v)", s.Name, r.Number, r.Hidden, visible, err)
		}
	}
	if ours != filled {
		t.Errorf("%s: %d filled cells, excelize %d", s.Name, ours, filled)
	}
	merges, err := f.GetMergeCells(s.Name)
	if err != nil || len(merges) != len(s.Merges) {
		t.Errorf("%s: %d merges, excelize %d (%v)", s.Name, len(s.Merges), len(merges), err)
	}
}

// The same content saved by two programs in two date systems reads the same.
func TestReadRealFiles(t *testing.T) {
	const form = "A1=Intresseanmälan för ST i allmänmedicin A3=Vårdcentral B3=Åkerby vårdcentral " +
		"A4=Läkarens namn B4=Sanna Öberg A5=Legitimationsdatum B5=2024-09-10 A6=Möjlig start ST B6=2025-03-01 08:30 " +
		"A7=Mottagningstid B7=0,572916666666667 A8=Tjänstgöringsgrad B8=0,8 A9=Antal listade B9=12500 A10=Medel B10=12,5 " +
		"A11=Redan anställd B11=SANT A12=Summa B12=1,8 A13=Tom sträng A14=Fel B14=#DIV/0! A15=Text som tal B15=0123 " +
		"A16=Två rader B16=första\nandra A17=Tecken B17=<&>\"' 😀 _x0041_"
	// openpyxl computes nothing, and writes what looks like an escape as it stands.
	uncomputed := strings.NewReplacer("B12=1,8", "B12=", "A13=Tom sträng", "A13=Tom sträng B13=", "B14=#DIV/0!", "B14=", "_x0041_", "A").Replace(form)
	names := []Name{
		{"answers", "Listor", Range{1, 1, 2, 1}},
		{"f_centre", "Intresseanmälan", Range{3, 2, 3, 3}},
		{"f_licence_date", "Intresseanmälan", Range{5, 2, 5, 2}},
	}
	for name, want := range map[string]string{
		"openpyxl.xlsx": uncomputed, "openpyxl-1904.xlsx": uncomputed, "libreoffice.xlsx": form, "libreoffice-1904.xlsx": form,
	} {
		t.Run(name, func(t *testing.T) {
			b := mustRead(t, readSample(t, name))
			s, ok := b.Sheet("Intresseanmälan")
			if !ok || len(b.Sheets) != 3 {
				t.Fatalf("sheets %v", b.Sheets)
			}
			if diff := cmp.Diff(want, addresses(*s)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff([]Range{{1, 1, 1, 3}, {3, 2, 3, 3}}, s.Merges); diff != "" {
				t.Error(diff)
			}
			slices.SortFunc(b.Names, func(x, y Name) int { return strings.Compare(x.Name, y.Name) })
			if diff := cmp.Diff(names, b.Names); diff != "" {
				t.Error(diff)
			}
			for _, r := range s.Rows {
				if r.Hidden != (r.Number == 9) {
					t.Errorf("row %d: hidden %v", r.Number, r.Hidden)
				}
			}
			if b.Sheets[0].Visibility != Visible || b.Sheets[1].Visibility != Hidden || b.Sheets[2].Visibility == Visible {
				t.Error("visibility is lost")
			}
		})
	}
}

// largestForm is the greatest healthy form: 5,000 rows of 60 columns.
func largestForm() rawBook {
	var b strings.Builder
	for r := 1; r <= 5000; r++ {
		fmt.Fprintf(&b, `<row r="%d" spans="1:60">`, r)
		for c := 1; c <= 60; c++ {
			if a := Address(r, c); c%3 == 0 {
				fmt.Fprintf(&b, `<c r="%s" s="2" t="s"><v>%d</v></c>`, a, c%2)
			} else {
				fmt.Fprintf(&b, `<c r="%s" s="1"><v>%d</v></c>`, a, 45000+c)
			}
		}
		b.WriteString(`</row>`)
	}
	return bookOf(b.String())
}

func TestReadLargestForm(t *testing.T) {
	data := largestForm().zip(t)
	before := allocated()
	b := mustRead(t, data)
	if cost := allocated() - before; cost > 64<<20 {
		t.Errorf("took %d MB", cost>>20)
	}
	cells := 0
	for _, r := range b.Sheets[0].Rows {
		cells += len(r.Cells)
	}
	if cells != 5000*60 {
		t.Errorf("%d cells", cells)
	}
}

func BenchmarkRead(b *testing.B) {
	form, large := readSample(b, "libreoffice-form.xlsx"), largestForm().zip(b)
	for _, c := range []struct {
		name string
		data []byte
	}{{"form", form}, {"large", large}} {
		b.Run(c.name+"/stintag", func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(c.data)))
			for b.Loop() {
				if _, err := Read(c.data, FormLimits); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(c.name+"/excelize", func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(c.data)))
			for b.Loop() {
				f, err := excelize.OpenReader(bytes.NewReader(c.data), excelize.Options{RawCellValue: true})
				if err != nil {
					b.Fatal(err)
				}
				for _, s := range f.GetSheetList() {
					if _, err := f.GetRows(s); err != nil {
						b.Fatal(err)
					}
				}
				f.Close()
			}
		})
	}
}
