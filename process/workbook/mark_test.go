package workbook

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// sampleForm is a filled-in form as a manager may send it: protected, with a
// drop-down, a date and a merged cell.
func sampleForm() Plan {
	open := Style{Unlocked: true, Border: "thin"}
	date := Style{Unlocked: true, Border: "thin", Format: "yyyy-mm-dd"}
	return Plan{
		Title: "Intresseanmälan",
		Names: []NamePlan{{Name: "f_licence_date", Sheet: "Intresseanmälan", Range: Range{4, 2, 4, 2}}},
		Sheets: []SheetPlan{
			{
				Name: "Intresseanmälan", Portrait: true, OnePage: true, Protect: true, PrintArea: Range{1, 1, 8, 4},
				Columns: []ColumnPlan{{Width: 30}, {Width: 30}, {Width: 12}, {Width: 12}},
				Cells: []CellPlan{
					{Row: 1, Col: 1, Value: "Intresseanmälan", Style: Style{Bold: true, Size: 16}},
					{Row: 2, Col: 1, Value: "Vårdcentral *"}, {Row: 2, Col: 2, Value: "Åsidans vårdcentral", Style: open},
					{Row: 3, Col: 1, Value: "Personnummer"}, {Row: 3, Col: 2, Value: "198112189876", Style: open},
					{Row: 4, Col: 1, Value: "Legitimationsdatum *"}, {Row: 4, Col: 2, Value: Serial(2031, 9, 10), Style: date},
					{Row: 5, Col: 1, Value: "Möjlig start *"}, {Row: 5, Col: 2, Value: "10/9", Style: date},
					{Row: 6, Col: 1, Value: "Kommentar"}, {Row: 6, Col: 2, Style: open},
					{Row: 8, Col: 1, Formula: "LEN(B2)"},
				},
				Merges: []Range{{6, 2, 6, 4}},
				Lists:  []ListPlan{{Range: Range{2, 2, 2, 2}, Source: "'Val'!$A$1:$A$2", Strict: true}},
			},
			{Name: "Val", Visibility: Hidden, Cells: []CellPlan{{Row: 1, Col: 1, Value: "Åsidans vårdcentral"}, {Row: 2, Col: 1, Value: "198112189876"}}},
		},
	}
}

func sampleMarks() []Mark {
	return []Mark{
		{Sheet: "Intresseanmälan", Cell: "B4", Comment: "Datumet ligger i framtiden. När fick läkaren sin legitimation?"},
		{Sheet: "Intresseanmälan", Cell: "$B$5", Comment: "\"10/9\" saknar år. Menar ni 2026-09-10?"},
		{Sheet: "Intresseanmälan", Cell: "B5", Comment: "Skriv datumet som ÅÅÅÅ-MM-DD."},
		{Sheet: "Intresseanmälan", Cell: "C6", Comment: "Fältet är tomt."},
		{Sheet: "Intresseanmälan", Cell: "B3", Comment: "Kontrollsiffran stämmer inte.", Replace: "19811218-****"},
		{Sheet: "Intresseanmälan", Cell: "B12", Comment: "Ärendetyp saknas."},
		{Sheet: "Intresseanmälan", Comment: "Handledare saknas i blanketten."},
	}
}

var sampleBanner = []string{"Hej! Några uppgifter behöver rättas innan anmälan kan tas in.", "Rätta i de röda cellerna och skicka tillbaka hela filen."}

func marked(t *testing.T, src []byte, marks []Mark) []byte {
	t.Helper()
	out, err := MarkForm(src, marks, sampleBanner)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Read(out, FormLimits); err != nil {
		t.Errorf("our reader: %v", err)
	}
	return out
}

func TestMarkFormPaintsAndComments(t *testing.T) {
	src := write(t, sampleForm())
	f := open(t, marked(t, src, sampleMarks()))
	const sheet = "Intresseanmälan"
	comments, err := f.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, c := range comments {
		texts[c.Cell] = strings.TrimPrefix(c.Paragraph[0].Text, "ST-intag: ")
		if c.Author != markAuthor {
			t.Errorf("%s: author %q", c.Cell, c.Author)
		}
	}
	for cell, want := range map[string]string{
		"B4": "Datumet ligger i framtiden. När fick läkaren sin legitimation?",
		"B5": "\"10/9\" saknar år. Menar ni 2026-09-10?\nSkriv datumet som ÅÅÅÅ-MM-DD.",
		"B6": "Fältet är tomt.", "B3": "Kontrollsiffran stämmer inte.", "B12": "Ärendetyp saknas.",
	} {
		if texts[cell] != want {
			t.Errorf("comment on %s = %q, want %q", cell, texts[cell], want)
		}
		id, err := f.GetCellStyle(sheet, cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(style.Fill.Color, []string{markColour}) {
			t.Errorf("%s is filled %v", cell, style.Fill.Color)
		}
		if style.Protection == nil || style.Protection.Locked || cell != "B12" && len(style.Border) != 4 {
			t.Errorf("%s cannot be corrected, or lost its borders", cell)
		}
	}
	if len(texts) != 5 {
		t.Errorf("comments on %v", texts)
	}
}

func TestMarkFormKeepsValues(t *testing.T) {
	src := write(t, sampleForm())
	out := marked(t, src, sampleMarks())
	book, err := Read(out, FormLimits)
	if err != nil {
		t.Fatal(err)
	}
	form, _ := book.Sheet("Intresseanmälan")
	if c := form.Cell(4, 2); c.Kind != Date || c.Number != Serial(2031, 9, 10) {
		t.Errorf("B4 = %+v, want the date", c)
	}
	if c := form.Cell(5, 2); c.Text != "10/9" {
		t.Errorf("B5 = %+v", c)
	}
	if c := form.Cell(3, 2); c.Text != "19811218-****" {
		t.Errorf("B3 = %+v, want it masked", c)
	}
	for name, raw := range unpacked(t, out) {
		if strings.Contains(raw, "198112189876") {
			t.Errorf("the masked number still stands in %s", name)
		}
	}
	want := []string{"[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/commentsSt.xml", "xl/drawings/vmlDrawingSt.vml", "xl/sharedStrings.xml",
		"xl/styles.xml", "xl/workbook.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/sheet1.xml", "xl/worksheets/sheetSt.xml"}
	if got := differing(t, src, out); !slices.Equal(got, want) {
		t.Errorf("parts that differ: %v", got)
	}
}

func unpacked(t *testing.T, b []byte) map[string]string {
	t.Helper()
	m := map[string]string{}
	for name := range packed(t, b) {
		m[name] = part(t, b, name)
	}
	return m
}

func TestMarkFormOpensOnTheList(t *testing.T) {
	out := marked(t, write(t, sampleForm()), sampleMarks())
	f := open(t, out)
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Att rätta", "Intresseanmälan", "Val"}) {
		t.Errorf("sheets = %v", got)
	}
	if f.GetActiveSheetIndex() != 0 {
		t.Errorf("opens on sheet %d", f.GetActiveSheetIndex())
	}
	if x := part(t, out, "xl/worksheets/sheet1.xml"); strings.Contains(x, "tabSelected") {
		t.Error("two sheets are chosen")
	}
	wantCell(t, f, "Att rätta", "A2", sampleBanner[0])
	wantCell(t, f, "Att rätta", "A1", "Att rätta: 7 uppgifter")
	wantCell(t, f, "Att rätta", "A7", "Intresseanmälan!B4")
	wantCell(t, f, "Att rätta", "B7", "Datumet ligger i framtiden. När fick läkaren sin legitimation?")
	wantCell(t, f, "Att rätta", "A19", "Intresseanmälan")
	if ok, to, err := f.GetCellHyperLink("Att rätta", "A9"); !ok || to != "'Intresseanmälan'!B5" || err != nil {
		t.Errorf("link = %q, %v", to, err)
	}
	for _, n := range f.GetDefinedName() {
		if n.Name == "_xlnm.Print_Area" && n.Scope != "Intresseanmälan" {
			t.Errorf("the print area went to %s", n.Scope)
		}
	}
}

// A mark that says nothing is a masked number, and no fault.
func TestMarkFormReplacesInSilence(t *testing.T) {
	src := write(t, sampleForm())
	out := marked(t, src, []Mark{
		{Sheet: "Intresseanmälan", Cell: "B3", Replace: "19811218-****"}, {Sheet: "Val", Cell: "A2", Replace: "19811218-****"},
		{Sheet: "Intresseanmälan", Cell: "B4", Comment: "fel"},
	})
	f := open(t, out)
	wantCell(t, f, "Intresseanmälan", "B3", "19811218-****")
	wantCell(t, f, "Val", "A2", "19811218-****")
	was, err := open(t, src).GetCellStyle("Intresseanmälan", "B3")
	if err != nil {
		t.Fatal(err)
	}
	if is, err := f.GetCellStyle("Intresseanmälan", "B3"); err != nil || is != was {
		t.Errorf("B3 has style %d, had %d: %v", is, was, err)
	}
	wantCell(t, f, "Att rätta", "A1", "Att rätta: en uppgift")
	if got := shown(t, out); !slices.Equal(got.red, []string{"Intresseanmälan!B4"}) || len(got.comments) != 1 {
		t.Errorf("marked: %+v", got)
	}
	if rows, err := f.GetRows("Att rätta"); err != nil || strings.Contains(fmt.Sprint(rows), "B3") {
		t.Errorf("the list tells of it: %v, %v", rows, err)
	}
}

// A comment of theirs stays, with ours below it; new ones go beside it.
func TestMarkFormAmongComments(t *testing.T) {
	for _, name := range []string{"openpyxl.xlsx", "libreoffice.xlsx"} {
		t.Run(name, func(t *testing.T) {
			f := open(t, marked(t, sample(t, name), []Mark{{Sheet: "Ärenden", Cell: "B3", Comment: "vår"}, {Sheet: "Ärenden", Cell: "D9", Comment: "ny"}}))
			comments, err := f.GetComments("Ärenden")
			if err != nil || len(comments) != 2 {
				t.Fatalf("comments = %v, %v", comments, err)
			}
			whole := comments[0].Text
			for _, run := range comments[0].Paragraph {
				whole += run.Text
			}
			if whole != "En kommentar\n\nST-intag: vår" || comments[1].Paragraph[0].Text != "ST-intag: ny" {
				t.Errorf("comments = %+v", comments)
			}
		})
	}
}

// The libraries weaken a sheet's protection when they save it, and cannot put
// comments on a sheet with buttons.
func TestMarkFormKeepsProtectionAndControls(t *testing.T) {
	f := open(t, write(t, sampleForm()))
	if err := f.AddFormControl("Intresseanmälan", excelize.FormControl{Cell: "D2", Type: excelize.FormControlButton, Text: "Skicka"}); err != nil {
		t.Fatal(err)
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	const short = `<sheetProtection sheet="1" objects="1" scenarios="1" password="CC1A"/>`
	pk, err := openPackage(buf.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	raw, err := pk.read("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := bytes.Cut(raw, []byte("<sheetProtection"))
	_, after, _ := bytes.Cut(rest, []byte("</sheetProtection>"))
	pk.replace("xl/worksheets/sheet1.xml", slicesJoin(before, []byte(short), after))
	src, err := pk.bytes()
	if err != nil {
		t.Fatal(err)
	}
	out := marked(t, src, sampleMarks())
	if x := part(t, out, "xl/worksheets/sheet1.xml"); !strings.Contains(x, short) {
		t.Error("the protection changed")
	}
	vml := part(t, out, "xl/drawings/vmlDrawing1.vml")
	if strings.Count(vml, `ObjectType="Note"`) != 5 || !strings.Contains(vml, `ObjectType="Button"`) {
		t.Errorf("shapes: %s", vml)
	}
}

func TestMarkFormDropsMacros(t *testing.T) {
	src := oddBook(t, `<x:sheetData/>`, "bok/vba.bin", "makro", "bok/_rels/vba.bin.rels",
		`<Relationships xmlns="`+relNS+`"><Relationship Id="s" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProjectSignature" Target="underskrift.bin"/></Relationships>`,
		"bok/underskrift.bin", "namn")
	src = replaced(t, src, "bok/_rels/bok.xml.rels", "</Relationships>", `<Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vba.bin"/></Relationships>`)
	src = replaced(t, src, "[Content_Types].xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
	out := marked(t, src, []Mark{{Sheet: oddSheet, Cell: "A1", Comment: "fel"}})
	for name, raw := range unpacked(t, out) {
		for _, gone := range []string{"vba.bin", "underskrift", "macroEnabled", "makro"} {
			if strings.Contains(name, gone) || strings.Contains(raw, gone) {
				t.Errorf("%s: %s is still there", name, gone)
			}
		}
	}
	src = replaced(t, src, "bok/_rels/bok.xml.rels", "</Relationships>", `<Relationship Id="m" Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="m.xml"/></Relationships>`)
	if _, err := MarkForm(src, nil, nil); err == nil || !strings.Contains(err.Error(), "macros") {
		t.Errorf("a sheet of macros: %v", err)
	}
}

// replaced packs a workbook anew with old replaced by fresh in one part.
func replaced(t *testing.T, b []byte, name, old, fresh string) []byte {
	t.Helper()
	pk, err := openPackage(b)
	if err != nil {
		t.Fatal(err)
	}
	raw := part(t, b, name)
	if !strings.Contains(raw, old) {
		t.Fatalf("%s lacks %s", name, old)
	}
	pk.replace(name, []byte(strings.Replace(raw, old, fresh, 1)))
	out, err := pk.bytes()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestMarkFormRefuses(t *testing.T) {
	for name, src := range map[string][]byte{"no zip": []byte("hej"), "encrypted": []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "cut off": oddBook(t, `<x:sheetData><x:row`)} {
		if _, err := MarkForm(src, sampleMarks(), nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
