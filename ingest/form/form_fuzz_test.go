package form

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

// drawingsIn are the sheets drawn in a test's source: its texts of several lines
// that hold cells.
func drawingsIn(t testing.TB, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		s, err := strconv.Unquote(lit.Value)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(s, "\n") && strings.Contains(s, "|") {
			all = append(all, s)
		}
		return true
	})
	return all
}

// redrawn is a sheet as book draws one, with its merges as mergesOf reads them.
func redrawn(s workbook.Sheet) (drawing string, merges []byte) {
	row := 1
	for _, r := range s.Rows {
		for ; row < r.Number; row++ {
			drawing += "\n"
		}
		col := 1
		for _, c := range r.Cells {
			for ; col < c.Col; col++ {
				drawing += "|"
			}
			text := strings.NewReplacer("|", "/", "\n", " ").Replace(c.String())
			switch c.Kind {
			case workbook.Date:
				text = "#" + text
			case workbook.NoValue:
				text = "=!"
			}
			drawing += text
		}
	}
	for _, m := range s.Merges {
		if m.Row2 < 256 && m.Col2 < 256 {
			merges = append(merges, byte(m.Row1), byte(m.Col1), byte(m.Row2-m.Row1), byte(m.Col2-m.Col1))
		}
	}
	return drawing, merges
}

// mergesOf reads merged ranges of four bytes each; none overlap.
func mergesOf(b []byte) []workbook.Range {
	var all []workbook.Range
	for ; len(b) >= 4 && len(all) < 50; b = b[4:] {
		m := workbook.Range{Row1: max(1, int(b[0])), Col1: max(1, int(b[1]))}
		m.Row2, m.Col2 = m.Row1+int(b[2])%8, m.Col1+int(b[3])%8
		if !slices.ContainsFunc(all, func(o workbook.Range) bool {
			return m.Row1 <= o.Row2 && o.Row1 <= m.Row2 && m.Col1 <= o.Col2 && o.Col1 <= m.Col2
		}) {
			all = append(all, m)
		}
	}
	return all
}

// FuzzReadForm reads any sheet. What is read twice reads the same; a finding names a
// cell that the form has for the field; a value stands in the cell it is said to
// stand in, and serves one field; a personnummer is shown nowhere.
func FuzzReadForm(f *testing.F) {
	seeds := 0
	add := func(drawing string, merges []byte) {
		seeds++
		f.Add(drawing, merges)
	}
	for _, file := range []string{"layout_test.go", "interpret_test.go"} {
		for _, d := range drawingsIn(f, file) {
			add(d, nil)
		}
	}
	for file, want := range corpus(f) {
		if want.Fault != "" {
			continue
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		b, err := workbook.Read(raw, workbook.FormLimits)
		if err != nil {
			f.Fatal(err)
		}
		for _, s := range b.Sheets {
			add(redrawn(s))
		}
	}
	if seeds < 100 {
		f.Fatalf("%d seeds; the drawings of the tests and the corpus are gone", seeds)
	}
	f.Fuzz(func(t *testing.T, drawing string, merges []byte) {
		if len(drawing) > 4000 || strings.Count(drawing, "\n") > 200 || !utf8.ValidString(drawing) { // the reader gives no other text
			return
		}
		b := book(drawing)
		b.Sheets[0].Merges = mergesOf(merges)
		r := Read(b)
		if d := cmp.Diff(r, Read(b)); d != "" {
			t.Fatalf("read twice (-first +second):\n%s", d)
		}
		for _, form := range r.Forms {
			sound(t, b, form)
		}
	})
}

// testNumberShown is the published test number that the seeds hold.
var testNumberShown = regexp.MustCompile(`(?:^|\D)(?:19)?811218[-+–_ ]?9876(?:\D|$)`)

// sound fails where a form says what its sheet does not.
func sound(t *testing.T, b *workbook.Book, f Form) {
	t.Helper()
	used := map[string]Written{}
	places := map[string]bool{"": true}
	for _, w := range append(slices.Clone(f.Fields), f.Unknown...) {
		places[w.Cell] = true
		row, col, ok := workbook.ParseAddress(w.Cell)
		if !ok {
			t.Fatalf("%+v names no cell", w)
		}
		if w.Value.Empty() {
			continue
		}
		if old, twice := used[w.Cell]; twice {
			t.Fatalf("%s serves %q and %q of\n%s", w.Cell, old.Label, w.Label, drawing(b))
		}
		used[w.Cell] = w
		if c := readFrom(b, w.Field).Sheets[0].Cell(row, col); !standsIn(w.Value, c) {
			t.Fatalf("%+v is not what stands in %+v of\n%s", w, c, drawing(b))
		}
	}
	app, findings := f.Interpret(received)
	for _, fd := range findings {
		if !places[fd.Cell] || fd.Level == process.Returned && fd.Cell == "" {
			t.Fatalf("%+v names a cell that the form does not have", fd)
		}
	}
	for _, ref := range app.Cells {
		if testNumberShown.MatchString(ref.Written) {
			t.Fatalf("a personnummer is shown: %+v", ref)
		}
	}
}

// readFrom is the book that a field is read from.
func readFrom(b *workbook.Book, f process.Field) *workbook.Book {
	if f == process.FieldPersonalNumber {
		return b
	}
	back, _ := asReturned(b)
	return back
}

// standsIn says whether the value is the cell's, part of its text, or a row of boxes
// quoted from it on; a tick stands for the word over it.
func standsIn(v Value, c workbook.Cell) bool {
	switch {
	case v.Kind != c.Kind:
		return v.Kind == workbook.Text && markOf(c) == tick
	case v.Kind == workbook.Text:
		return markOf(c) == tick || strings.Contains(clean(c.Text), strings.Fields(clean(v.Text))[0]) ||
			strings.Contains(clean(v.Text), clean(c.Text))
	}
	return v.Number == c.Number && v.Text == c.Text
}
