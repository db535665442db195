package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// longSheet is a book of so many rows that most are carried over when a few change,
// and the book with a row changed and another added.
func longSheet(t *testing.T) (old, fresh []byte, carried Carried) {
	t.Helper()
	thinning(t, true)
	var rows strings.Builder
	for n := 1; n <= 20000; n++ {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%[1]d"><v>%[1]d</v></c></row>`, n)
	}
	old = bookOf(rows.String()).zip(t)
	fresh, carried, err := ApplyCarrying(old, Edit{Changes: []Change{
		{Sheet: "A", Row: 9000, Col: 1, Value: Cell{Kind: Number, Number: 0.5}},
		{Sheet: "A", Row: 20001, Col: 1, Value: Cell{Kind: Number, Number: 1.5}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return old, fresh, carried
}

// Each row of what Apply made either stands as it stood, and Carried says so, or comes
// back when it is saved.
func TestRowsAreCarriedOrReadBack(t *testing.T) {
	old, fresh, carried := longSheet(t)
	path := filepath.Join(t.TempDir(), "master.xlsx")
	put(t, path, old)
	back := map[int]float64{}
	opt := SaveOptions{ExpectSHA256: Hash(old), Now: saveNow, Carried: carried, Rows: func(Sheet) func(Row) {
		return func(r Row) { back[r.Number] = r.Cells[0].Number }
	}}
	if err := Save(path, fresh, opt); err != nil {
		t.Fatal(err)
	}
	wantFile(t, path, fresh)
	want := map[int]float64{}
	for n := 1; n <= 20001; n++ {
		if !carried.Has("A", n) {
			want[n] = float64(n)
		}
	}
	if want[9000], want[20001] = 0.5, 1.5; len(want) > 10000 {
		t.Errorf("%d rows of 20,001 are not carried", len(want))
	}
	if diff := cmp.Diff(want, back); diff != "" {
		t.Error(diff)
	}
	if carried.Has("A", 9000) || carried.Has("A", 20001) || !carried.Has("A", 15000) || carried.Has("B", 15000) {
		t.Error("the wrong rows are carried")
	}
}

// What is damaged on the way to the disk is found though most rows are not read back.
func TestDamageOfCarriedRowsIsFound(t *testing.T) {
	old, fresh, carried := longSheet(t)
	const sheet = "xl/worksheets/sheet1.xml"
	for name, damaged := range map[string][]byte{
		"another number":         replaced(t, fresh, sheet, "<v>15000</v>", "<v>15001</v>"),
		"two rows changed about": replaced(t, fresh, sheet, `<row r="15000"><c r="A15000"><v>15000</v></c></row><row r="15001"><c r="A15001"><v>15001</v></c></row>`, `<row r="15000"><c r="A15000"><v>15001</v></c></row><row r="15001"><c r="A15001"><v>15000</v></c></row>`),
		"a row gone":             replaced(t, fresh, sheet, `<row r="15000"><c r="A15000"><v>15000</v></c></row>`, ""),
		"a row more":             replaced(t, fresh, sheet, `</sheetData>`, `<row r="30000"><c r="A30000"><v>1</v></c></row></sheetData>`),
		"as it was before":       old,
	} {
		path := filepath.Join(t.TempDir(), "master.xlsx")
		put(t, path, old)
		if err := Save(path, damaged, SaveOptions{ExpectSHA256: Hash(old), Now: saveNow, Carried: carried}); err == nil {
			t.Errorf("%s: saved", name)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, old) {
			t.Errorf("%s: the old file is gone: %v", name, err)
		}
	}
	f := sheetEntryOf(t, fresh, sheet)
	from, err := f.DataOffset()
	if err != nil {
		t.Fatal(err)
	}
	whole := unzipped(t, fresh)[sheet]
	for i := from; i < from+int64(f.CompressedSize64); i += 97 {
		flipped := bytes.Clone(fresh)
		flipped[i] ^= 1 << (i % 8)
		_, err := walk(flipped, MasterLimits, &visitor{func(Sheet) func(Row) { return func(Row) {} }, carried})
		if err == nil && unzipped(t, flipped)[sheet] != whole { // some bits fill a byte and say nothing
			t.Errorf("byte %d flipped unseen", i)
		}
	}
}

func sheetEntryOf(t *testing.T, data []byte, name string) *zip.File {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("no part %s", name)
	return nil
}
