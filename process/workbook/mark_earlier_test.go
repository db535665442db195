package workbook

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// appearance is what a person sees of marks.
type appearance struct {
	sheets   []string
	names    []string          // defined names with what they refer to
	red      []string          // cells in our shade, outside our list
	comments map[string]string // by cell
	styles   map[string]string // of every cell that has a value or a style
}

// shown reads a workbook's appearance by another library than ours.
func shown(t *testing.T, raw []byte) appearance {
	t.Helper()
	f := open(t, raw)
	book, err := Read(raw, FormLimits)
	if err != nil {
		t.Fatal(err)
	}
	a := appearance{comments: map[string]string{}, styles: map[string]string{}, sheets: f.GetSheetList()}
	for _, n := range f.GetDefinedName() {
		a.names = append(a.names, n.Scope+"|"+n.Name+"|"+n.RefersTo)
	}
	slices.Sort(a.names)
	for i := range book.Sheets {
		if s := &book.Sheets[i]; !IsFaultList(book, s) {
			a.sheet(t, f, s.Name)
		}
	}
	return a
}

func (a *appearance) sheet(t *testing.T, f *excelize.File, sheet string) {
	t.Helper()
	comments, err := f.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range comments {
		whole := c.Text
		for _, run := range c.Paragraph {
			whole += run.Text
		}
		a.comments[sheet+"!"+c.Cell] = whole
	}
	for row := 1; row <= 14; row++ {
		for col := 1; col <= 8; col++ {
			cell := Address(row, col)
			id, err := f.GetCellStyle(sheet, cell)
			if err != nil {
				t.Fatal(err)
			}
			style, err := f.GetStyle(id)
			if err != nil {
				t.Fatal(err)
			}
			// GetStyle leaves out the fills of LibreOffice's styles.
			fill := ""
			if p := f.Styles.Fills.Fill[*f.Styles.CellXfs.Xf[id].FillID].PatternFill; p != nil && p.FgColor != nil {
				fill = p.FgColor.RGB
			}
			if fill == "FF"+markColour {
				a.red = append(a.red, sheet+"!"+cell)
			}
			if id != 0 {
				a.styles[sheet+"!"+cell] = fill + cmp.Diff(nil, style)
			}
		}
	}
}

// What MarkForm does to a workbook, it can take away again, and nothing more.
func TestUnmarkedIsAsItWas(t *testing.T) {
	painted := sampleForm()
	painted.Sheets[0].Cells[6].Style.Fill = "FFF8E1" // B4
	sources := map[string][]byte{"ours": write(t, painted), "openpyxl": sample(t, "openpyxl.xlsx"), "libreoffice": sample(t, "libreoffice.xlsx")}
	marks := append(sampleMarks(), Mark{Sheet: "Ärenden", Cell: "B3", Comment: "fel"}, Mark{Sheet: "Ärenden", Cell: "D9", Comment: "tomt"}, Mark{Sheet: "Ärenden", Cell: "A1", Comment: "och här"})
	for name, src := range sources {
		t.Run(name, func(t *testing.T) {
			out := marked(t, src, marks)
			if len(shown(t, out).red) < 3 {
				t.Fatalf("only %v are red", shown(t, out).red)
			}
			for _, back := range [][]byte{out, marked(t, out, marks)} {
				plain, err := unmarked(back)
				if err != nil {
					t.Fatal(err)
				}
				got, want := shown(t, plain), shown(t, src)
				// A cell that was made to be marked stays, without a look of its own.
				maps.DeleteFunc(got.styles, func(cell, _ string) bool { return want.styles[cell] == "" })
				if d := cmp.Diff(want, got, cmp.AllowUnexported(appearance{})); d != "" {
					t.Errorf("unmarked (-was +is):\n%s", d)
				}
				if again, err := unmarked(plain); err != nil || string(again) != string(plain) {
					t.Errorf("there was something left to take away: %v", err)
				}
			}
		})
	}
	if plain, err := unmarked(sources["ours"]); err != nil || &plain[0] != &sources["ours"][0] {
		t.Errorf("a workbook without marks was changed: %v", err)
	}
}

// Only what is wrong now is marked, in a list that takes the place of the old one.
func TestMarkFormAgain(t *testing.T) {
	const sheet = "Intresseanmälan"
	out := marked(t, write(t, sampleForm()), sampleMarks())
	out = mustPatch(t, out, Change{Sheet: sheet, Row: 4, Col: 2, Value: Cell{Kind: Date, Number: Serial(2019, 9, 10)}})
	out = marked(t, out, []Mark{{Sheet: sheet, Cell: "B5", Comment: "Skriv året."}, {Sheet: sheet, Comment: "Handledare saknas."}})
	got := shown(t, out)
	if !slices.Equal(got.sheets, []string{"Att rätta", sheet, "Val"}) || !slices.Equal(got.red, []string{sheet + "!B5"}) {
		t.Errorf("sheets %v, red %v", got.sheets, got.red)
	}
	if d := cmp.Diff(map[string]string{sheet + "!B5": "ST-intag: Skriv året."}, got.comments); d != "" {
		t.Errorf("comments (-want +got):\n%s", d)
	}
	if n := strings.Count(strings.Join(got.names, " "), listMark); n != 1 {
		t.Errorf("names %v", got.names)
	}
	if vml := part(t, out, "xl/drawings/vmlDrawingSt.vml"); strings.Count(vml, `ObjectType="Note"`) != 1 || strings.Count(vml, "<v:shapetype") != 1 {
		t.Errorf("boxes: %s", vml)
	}
	wantCell(t, open(t, out), "Att rätta", "A1", "Att rätta: 2 uppgifter")

	out = marked(t, out, nil)
	for name := range packed(t, out) {
		if strings.Contains(name, "comments") || strings.Contains(name, "vml") {
			t.Errorf("%s is left without a comment", name)
		}
	}
	if got := shown(t, out); len(got.red)+len(got.comments) > 0 {
		t.Errorf("marked with nothing: %+v", got)
	}
}

// The list is found by its name, by its headings, and not by what it is called.
func TestFaultListIsKnown(t *testing.T) {
	out := marked(t, write(t, sampleForm()), sampleMarks())
	renamed := replaced(t, replaced(t, out, "xl/workbook.xml", `name="Att rätta"`, `name="Kvar"`), "xl/workbook.xml", "'Att rätta'!$A$1", "Kvar!$A$1")
	nameless := replaced(t, out, "xl/workbook.xml", listMark, "annat")
	deleted := replaced(t, out, "xl/workbook.xml", "'Att rätta'!$A$1", "#REF!")
	beheaded := replaced(t, out, "xl/worksheets/sheetSt.xml", listFault, "Fel")
	for name, src := range map[string][]byte{"renamed": renamed, "without its name": nameless, "its name points nowhere": deleted, "without its headings": beheaded} {
		t.Run(name, func(t *testing.T) {
			got := shown(t, marked(t, src, nil))
			if !slices.Equal(got.sheets, []string{"Att rätta", "Intresseanmälan", "Val"}) || len(got.red) > 0 {
				t.Errorf("sheets %v, red %v", got.sheets, got.red)
			}
			if n := strings.Count(strings.Join(got.names, " "), listMark); n != 1 {
				t.Errorf("names %v", got.names)
			}
		})
	}
	theirs := sampleForm()
	theirs.Sheets[1].Name, theirs.Sheets[0].Lists = "Att rätta", nil
	if got := shown(t, marked(t, write(t, theirs), nil)).sheets; !slices.Equal(got, []string{"Att rätta (2)", "Intresseanmälan", "Att rätta"}) {
		t.Errorf("sheets %v, want theirs kept", got)
	}
}

// A red cell that was moved, or whose list is gone, is at least no longer red.
func TestUnmarkedWithoutALook(t *testing.T) {
	const sheet = "Intresseanmälan"
	out := marked(t, write(t, sampleForm()), sampleMarks())
	moved := replaced(t, out, "xl/worksheets/sheetSt.xml", sheet+"!B4</t></is></c></row>", sheet+"!B400</t></is></c></row>")
	plain, err := unmarked(moved)
	if err != nil {
		t.Fatal(err)
	}
	if got := shown(t, plain); len(got.red) > 0 || len(got.comments) > 0 {
		t.Errorf("left: %v, %v", got.red, got.comments)
	}
	f := open(t, plain)
	id, err := f.GetCellStyle(sheet, "B4")
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil || len(style.Fill.Color) > 0 || len(style.Border) != 4 || style.CustomNumFmt == nil {
		t.Errorf("B4 = %+v, %v; want its own look without a fill", style, err)
	}
}
