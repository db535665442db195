package workbook

import (
	"strings"
	"testing"
)

// secret finds one word's figures, the last two of which are to be hidden.
func secret(word string) func(string) [][]int {
	return func(text string) (all [][]int) {
		for at := 0; ; {
			i := strings.Index(text[at:], word)
			if i < 0 {
				return all
			}
			at += i + len(word)
			all = append(all, []int{at - 2, at - 1})
		}
	}
}

func TestHideInEveryText(t *testing.T) {
	src := marked(t, write(t, sampleForm()), []Mark{{Sheet: "Intresseanmälan", Cell: "B2", Comment: "Kod 7788."}})
	src = replaced(t, src, "xl/worksheets/sheet1.xml", "</sheetData>", `<row r="90"><c r="A90"><v>7788</v></c><c r="B90"><f>A1-7788</f></c><c r="C90"><f>"7788"&amp;A1</f></c></row></sheetData>`)
	src = replaced(t, src, "xl/worksheets/sheet1.xml", "<legacyDrawing", `<headerFooter><oddFooter>kod 7788</oddFooter></headerFooter><legacyDrawing`)
	out, err := Hide(src, secret("7788"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Read(out, FormLimits); err != nil {
		t.Fatal(err)
	}
	before, after := unpacked(t, src), unpacked(t, out)
	for name, raw := range after {
		if len(raw) != len(before[name]) {
			t.Errorf("%s has another length", name)
		}
	}
	sheet := after["xl/worksheets/sheet1.xml"]
	for _, s := range []string{"<v>7788</v>", "<f>A1-7788</f>", `<f>"77**"&amp;A1</f>`, "kod 77**</oddFooter>"} {
		if !strings.Contains(sheet, s) {
			t.Errorf("the sheet lacks %s", s)
		}
	}
	if n := strings.Count(strings.Join(partsOf(after), ""), "Kod 77**."); n != 2 { // the comment and the list
		t.Errorf("%d texts are hidden", n)
	}
	if same, err := Hide(src, secret("nobody")); err != nil || string(same) != string(src) {
		t.Errorf("what needs no hiding is changed: %v", err)
	}
}

func partsOf(m map[string]string) (all []string) {
	for _, v := range m {
		all = append(all, v)
	}
	return all
}

// A sheet's name can hold no *, and names that differ go on differing; what refers
// to them follows.
func TestHideInTheNamesOfSheets(t *testing.T) {
	src := write(t, Plan{Title: "x", Sheets: []SheetPlan{
		{Name: "Anna 7788", Cells: []CellPlan{{Row: 1, Col: 1, Formula: "'Anna 7799'!A1"}}},
		{Name: "Anna 7799", Cells: []CellPlan{{Row: 1, Col: 1, Value: "Kod 7788 och 7799"}}},
	}})
	out, err := Hide(src, func(text string) [][]int { return append(secret("7788")(text), secret("7799")(text)...) })
	if err != nil {
		t.Fatal(err)
	}
	b, err := Read(out, FormLimits)
	if err != nil {
		t.Fatal(err)
	}
	if b.Sheets[0].Name != "Anna 77xx" || b.Sheets[1].Name != "Anna 77yy" {
		t.Errorf("sheets %q and %q", b.Sheets[0].Name, b.Sheets[1].Name)
	}
	if sheet := part(t, out, "xl/worksheets/sheet1.xml"); !strings.Contains(sheet, "Anna 77yy") {
		t.Errorf("the formula does not follow: %s", sheet)
	}
}
