package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// thinning has every sheet patched without unpacking it whole, or none.
func thinning(t *testing.T, every bool) {
	t.Helper()
	before := thinFrom
	t.Cleanup(func() { thinFrom = before })
	if thinFrom = 0; !every {
		thinFrom = 1 << 62
	}
}

func unzipped(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(b)
	}
	return parts
}

// A sheet that is patched in passing becomes the same, to the byte, as one that is
// unpacked whole, in every workbook that there is.
func TestThinPatchesAreThePatches(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	thinnedSome := 0
	for _, w := range everyWorkbook(t) {
		b, err := Read(w.data, MasterLimits)
		if err != nil {
			continue
		}
		for range 4 {
			changes := someChanges(r, b)
			thinning(t, false)
			want, wantErr := Patch(w.data, changes)
			thinning(t, true)
			got, err := Patch(w.data, changes)
			if diff := cmp.Diff(fmt.Sprint(wantErr), fmt.Sprint(err)); diff != "" {
				t.Fatalf("%s: %s", w.path, diff)
			}
			if wantErr != nil {
				continue
			}
			if diff := cmp.Diff(unzipped(t, want), unzipped(t, got)); diff != "" {
				t.Fatalf("%s: %s", w.path, diff)
			}
			thinnedSome++
		}
	}
	if thinnedSome < 100 {
		t.Errorf("only %d patches went through", thinnedSome)
	}
}

// someChanges sets cells here and there on a sheet, on rows that are there, in gaps
// between them and below.
func someChanges(r *rand.Rand, b *Book) []Change {
	s := b.Sheets[r.IntN(len(b.Sheets))]
	last := 3
	if n := len(s.Rows); n > 0 {
		last = s.Rows[n-1].Number + 3
	}
	var all []Change
	taken := map[[2]int]bool{}
	for range 1 + r.IntN(4) {
		row, col := 1+r.IntN(last), 1+r.IntN(8)
		if r.IntN(3) == 0 {
			row = last - r.IntN(3)
		}
		if v := (Cell{Kind: Text, Text: "ändrad"}); !taken[[2]int{row, col}] {
			taken[[2]int{row, col}] = true
			all = append(all, Change{Sheet: s.Name, Row: row, Col: col, Value: v})
		}
	}
	return all
}

// Only the rows that matter are kept, however the others are written.
func TestThinPartsKeepWhatMatters(t *testing.T) {
	thinning(t, true)
	var rows strings.Builder
	for n := 1; n <= 20000; n += 2 {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%[1]d"><v>%[1]d</v></c></row>`, n)
	}
	plain := rows.String()
	array := strings.Replace(plain, `<v>77</v>`, `<f t="array" ref="A9001:A9003">B1:B3</f><v>77</v>`, 1)
	for name, tt := range map[string]struct {
		rows string
		kept string
	}{
		"rows around the changes, and the last":        {plain, "4999 5001 9999 10001 19999"},
		"an array formula":                             {array, "77 4999 5001 9999 10001 19999"},
		"a comment":                                    {plain + "<!-- här -->", "all"},
		"a row without a number":                       {strings.Replace(plain, `<row r="501">`, `<row>`, 1), "all"},
		"rows out of order":                            {strings.Replace(plain, `<row r="501">`, `<row r="5001">`, 1), "all"},
		"rows with more than a number, and rows alone": {strings.Replace(plain, `<row r="501">`, `<row ht="3" r="500"/><row spans="1:2" r="501">`, 1), "4999 5001 9999 10001 19999"},
	} {
		pk, err := openPackage(bookOf(tt.rows).zip(t))
		if err != nil {
			t.Fatal(err)
		}
		thin, err := pk.thinned("xl/worksheets/sheet1.xml", []int{5000, 10000}, 19999)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if thin == nil {
			if tt.kept != "all" {
				t.Errorf("%s: read whole", name)
			}
			continue
		}
		var kept []string
		for _, part := range strings.Split(string(thin.src), `<row r="`)[1:] {
			number, _, _ := strings.Cut(part, `"`)
			kept = append(kept, number)
		}
		if got := strings.Join(kept, " "); got != tt.kept {
			t.Errorf("%s: kept %s, want %s", name, got, tt.kept)
		}
	}
}

// The first comment on a big sheet, which ties its boxes to it, is put in as its
// changes are, whether there are such or not.
func TestThinPartsGetTheirFirstComment(t *testing.T) {
	var rows strings.Builder
	for n := 1; n <= 20000; n++ {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%[1]d"><v>%[1]d</v></c></row>`, n)
	}
	src := bookOf(rows.String()).zip(t)
	b, err := Read(src, MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	sheet := b.Sheets[0].Name
	notes := map[string][]Note{sheet: {{Row: 700, Col: 1, Text: "Så stod det."}}}
	for name, e := range map[string]Edit{
		"alone":        {Notes: notes},
		"with changes": {Notes: notes, Changes: []Change{{sheet, 700, 1, Cell{Kind: Number, Number: 1}}, {sheet, 20001, 1, Cell{Kind: Number, Number: 2}}}},
	} {
		thinning(t, false)
		want, err := Apply(src, e)
		if err != nil {
			t.Fatal(name, err)
		}
		thinning(t, true)
		got, err := Apply(src, e)
		if err != nil {
			t.Fatal(name, err)
		}
		if diff := cmp.Diff(unzipped(t, want), unzipped(t, got)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if part := unzipped(t, got)["xl/worksheets/sheet1.xml"]; !strings.Contains(part, "</sheetData><legacyDrawing") {
			t.Errorf("%s: the sheet ends with %s", name, part[len(part)-200:])
		}
	}
}
