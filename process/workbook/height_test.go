package workbook

import (
	"strings"
	"testing"
)

// LibreOffice draws a row without a height one line high, whatever it holds.
func TestRowsHaveRoomForWrappedText(t *testing.T) {
	long := strings.Repeat("Skälen är flera. ", 10) // 170 characters in a column of 60
	src := write(t, samplePlan())
	if x := part(t, src, "xl/worksheets/sheet1.xml"); !strings.Contains(x, `<row r="2" ht="30">`) {
		t.Errorf("two lines: %s", x)
	}
	x := part(t, mustPatch(t, src, Change{"Ärenden", 2, 5, text(long)}, Change{"Ärenden", 3, 5, text(long)}, Change{"Ärenden", 4, 1, text(long)}), "xl/worksheets/sheet1.xml")
	for _, want := range []string{`<row r="2" ht="45">`, `<row r="3" ht="45">`, `<row r="4">`} {
		if !strings.Contains(x, want) {
			t.Errorf("no %s in %s", want, x)
		}
	}
}

// A row whose texts all go, or are all written anew, is as high as it then needs.
func TestARowShrinksWithItsTexts(t *testing.T) {
	long := strings.Repeat("Skälen är flera. ", 10)
	src := mustPatch(t, write(t, samplePlan()), Change{"Ärenden", 9, 5, text(long)}, Change{"Ärenden", 9, 1, text("IA-2024-0009")})
	for _, tt := range []struct {
		changes []Change
		want    string
	}{
		{nil, `<row r="9" ht="45">`},
		{[]Change{{"Ärenden", 9, 5, text("Kort.")}}, `<row r="9" ht="45">`}, // the other cell is not looked at
		{[]Change{{"Ärenden", 9, 5, text("Kort.")}, {"Ärenden", 9, 1, text("IA-2024-0010")}}, `<row r="9">`},
		{[]Change{{"Ärenden", 9, 5, Cell{}}, {"Ärenden", 9, 1, Cell{}}}, `<row r="9">`},
	} {
		out := src
		if tt.changes != nil {
			out = mustPatch(t, src, tt.changes...)
		}
		if x := part(t, out, "xl/worksheets/sheet1.xml"); !strings.Contains(x, tt.want) {
			t.Errorf("no %s in %s", tt.want, x)
		}
	}
}

func TestHeighten(t *testing.T) {
	edits := []cellEdit{{lines: 3}}
	tests := []struct{ tag, want string }{
		{`<row r="1">`, `<row r="1" ht="45">`},
		{`<row r="1" ht="15"/>`, `<row r="1" ht="45"/>`},
		{`<row r="1" ht="60.5">`, `<row r="1" ht="60.5">`},
		{`<row r="1" ht="15" customHeight="1">`, `<row r="1" ht="15" customHeight="1">`},
	}
	for _, tt := range tests {
		if got := string(heighten([]byte(tt.tag), edits)); got != tt.want {
			t.Errorf("%s became %s, want %s", tt.tag, got, tt.want)
		}
	}
	if got := string(heighten([]byte(`<row r="1">`), []cellEdit{{lines: 99}})); got != `<row r="1" ht="409">` {
		t.Errorf("beyond Excel's limit: %s", got)
	}
}

func BenchmarkPatch(b *testing.B) {
	p := Plan{Sheets: []SheetPlan{{Name: "Blad", Columns: []ColumnPlan{{Style: Style{Format: "@"}}}}}}
	for row := 1; row <= 2000; row++ {
		for col := 1; col <= 25; col++ {
			p.Sheets[0].Cells = append(p.Sheets[0].Cells, CellPlan{Row: row, Col: col, Value: row * col})
		}
	}
	src, err := Write(p)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Patch(src, []Change{{"Blad", 1000, 3, text("x")}, {"Blad", 2001, 1, text("y")}}); err != nil {
			b.Fatal(err)
		}
	}
}
