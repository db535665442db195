package workbook

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// The box is as wide as its text asks for, whatever the cells below it measure:
// Excel places it by cells and rests of pixels.
func TestBoxesAreMeasuredInCells(t *testing.T) {
	sheet := `<worksheet xmlns="` + mainNS + `"><sheetFormatPr defaultRowHeight="30"/><cols><col min="2" max="2" width="20"/><col min="3" max="3" width="9" hidden="1"/><col min="4" max="16384" width="10"/></cols>` +
		`<sheetData><row r="3" ht="60"/><row r="4" hidden="1" ht="15"/><row r="5"/></sheetData></worksheet>`
	r, err := measured(strings.NewReader(sheet), 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		row, col int
		want     string
	}{
		{3, 1, "1, 15, 2, 2, 6, 11, 4, 22"},              // 346 of 140+0+70+70+70 wide; 100 of 80 and, the hidden one passed over, 40 high
		{4, 1, "1, 15, 4, 2, 6, 11, 6, 22"},              // itself hidden: the box begins below
		{9, 3, "3, 15, 8, 2, 8, 11, 10, 22"},             // among ordinary ones
		{1, 16384, "16383, 15, 0, 2, 16383, 361, 2, 22"}, // at the edge
	} {
		if got := r.anchor(c.row, c.col, 260, 75); got != c.want {
			t.Errorf("%s: %s, want %s", Address(c.row, c.col), got, c.want)
		}
	}
}

// However a sheet is cut as it is unpacked, its rows are measured.
func TestRowsAreMeasuredAcrossPieces(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<x:worksheet xmlns:x="` + mainNS + `"><x:sheetData>`)
	want := map[int]int{}
	for row := 1; row <= 3000; row++ {
		height := row%3*20 + 20
		fmt.Fprintf(&b, `<x:row r="%d" spans="1:1" ht="%d"><x:c r="A%d"><x:v>%0*d</x:v></x:c><x:rowless/></x:row>`, row, height*3/4, row, row%700, 7)
		if height != ordinaryHeight {
			want[row] = height
		}
	}
	b.WriteString(`<x:row r="3001" ht="99"/></x:sheetData></x:worksheet>`)
	for name, in := range map[string]io.Reader{"whole": strings.NewReader(b.String()), "by the byte": iotest.OneByteReader(strings.NewReader(b.String()))} {
		r, err := measured(in, 2999)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, r.rows); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
	if _, err := measured(iotest.TimeoutReader(strings.NewReader(b.String())), 3000); err == nil {
		t.Error("a sheet that cannot be read was measured")
	}
}

// Of a big sheet it is told without unpacking it where its boxes are, beside those of
// headers and footers too.
func TestNotesOnABigSheet(t *testing.T) {
	const rels = `<Relationship Id="h" Type="` + docNS + `/vmlDrawing" Target="/bok/kopf.vml"/>`
	for what, more := range map[string]string{"boxes alone": "", "a header's picture too": rels} {
		src := oddBook(t, `<x:sheetData>`+strings.Repeat(" ", bigSheet)+`</x:sheetData>`, "bok/kopf.vml", `<xml><shape id="LH"/></xml>`,
			"bok/blad/_rels/ett.xml.rels", `<Relationships xmlns="`+relNS+`">`+more+`</Relationships>`)
		first := applied(t, src, oddSheet, Note{1, 1, "ett"})
		second := applied(t, first, oddSheet, Note{1, 1, "ett"}, Note{2, 1, "två"})
		last := applied(t, applied(t, second, oddSheet), oddSheet, Note{2, 1, "två"})
		for _, out := range [][]byte{second, last} {
			if got := part(t, out, "bok/commentsSt.xml"); !strings.Contains(got, `ref="A2"`) || !strings.Contains(got, ">ST-intag: två\n") {
				t.Errorf("%s: comments %s", what, got)
			}
			if vml := part(t, out, "bok/kopf.vml"); vml != `<xml><shape id="LH"/></xml>` {
				t.Errorf("%s: the header's part is now %s", what, vml)
			}
		}
		if n := notesDrawn(t, second); n != 2 {
			t.Errorf("%s: %d boxes for two comments", what, n)
		}
	}
}

// The links behind a sheet's cells are found without walking through the cells, and
// never inside what only looks like them.
func TestPastRows(t *testing.T) {
	const head = `<x:worksheet xmlns:x="` + mainNS + `"><x:sheetData>`
	for _, c := range []struct{ sheet, want string }{
		{head + `<x:row/></x:sheetData><x:pageMargins/></x:worksheet>`, `<x:pageMargins/></x:worksheet>`},
		{head + `<x:row/></x:sheetData><!-- </x:sheetData> --></x:worksheet>`, `<x:row/></x:sheetData><!-- </x:sheetData> --></x:worksheet>`},
		{`<worksheet><sheetData/></worksheet>`, `<sheetData/></worksheet>`},
	} {
		cur, root, err := pastRows([]byte(c.sheet))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimPrefix(c.sheet[cur.at:], "<x:sheetData>"); got != c.want || !root.is("worksheet") {
			t.Errorf("%s: goes on at %s", c.sheet, got)
		}
	}
}
