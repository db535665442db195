package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// rawBook is a workbook part by part, so that a test can say exactly what is in it.
type rawBook map[string]string

const (
	mainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relSpace  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	pkgSpace  = "http://schemas.openxmlformats.org/package/2006/relationships"
)

func relationships(pairs ...string) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="` + pkgSpace + `">`)
	for i := 0; i < len(pairs); i += 3 {
		b.WriteString(`<Relationship Id="` + pairs[i] + `" Type="` + relSpace + `/` + pairs[i+1] + `" Target="` + pairs[i+2] + `"/>`)
	}
	return b.String() + `</Relationships>`
}

// bookOf is a whole workbook with one sheet, A, whose rows are given.
func bookOf(rows string) rawBook {
	return rawBook{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"_rels/.rels":         relationships("r1", "officeDocument", "xl/workbook.xml"),
		"xl/workbook.xml":     `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="` + mainSpace + `" xmlns:r="` + relSpace + `"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": relationships("r1", "worksheet", "worksheets/sheet1.xml",
			"r2", "styles", "styles.xml", "r3", "sharedStrings", "sharedStrings.xml"),
		"xl/styles.xml": `<styleSheet xmlns="` + mainSpace + `"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd;@"/><numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts>` +
			`<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":     `<sst xmlns="` + mainSpace + `"><si><t>noll</t></si><si><r><rPr><b/></rPr><t>fet</t></r><r><t xml:space="preserve"> text</t></r><rPh sb="0" eb="1"><t>läsning</t></rPh></si><si><t/></si></sst>`,
		"xl/worksheets/sheet1.xml": `<worksheet xmlns="` + mainSpace + `"><sheetData>` + rows + `</sheetData></worksheet>`,
	}
}

func (b rawBook) zip(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(b)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(b[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (b rawBook) with(name, content string) rawBook {
	c := maps.Clone(b)
	c[name] = content
	return c
}

func (b rawBook) without(name string) rawBook {
	c := maps.Clone(b)
	delete(c, name)
	return c
}

func mustRead(t testing.TB, data []byte) *Book {
	t.Helper()
	b, err := Read(data, FormLimits)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestReadCell(t *testing.T) {
	for _, c := range []struct {
		name, xml string
		want      Cell
	}{
		{"shared string", `<c r="A1" t="s"><v>0</v></c>`, Cell{Kind: Text, Text: "noll"}},
		{"rich text without its reading aid", `<c r="A1" t="s"><v>1</v></c>`, Cell{Kind: Text, Text: "fet text"}},
		{"empty shared string", `<c r="A1" t="s"><v>2</v></c>`, Cell{}},
		{"inline string", `<c r="A1" t="inlineStr"><is><t>å &amp; ä &#246; &#x1F600;</t></is></c>`, Cell{Kind: Text, Text: "å & ä ö 😀"}},
		{"inline rich text", `<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>`, Cell{Kind: Text, Text: "ab"}},
		{"CDATA", `<c r="A1" t="inlineStr"><is><t>a<![CDATA[<&]]>b</t></is></c>`, Cell{Kind: Text, Text: "a<&b"}},
		{"line ends", "<c r=\"A1\" t=\"inlineStr\"><is><t>a\r\nb\rc</t></is></c>", Cell{Kind: Text, Text: "a\nb\nc"}},
		{"a carriage return that is meant", `<c r="A1" t="inlineStr"><is><t>a_x000D_&#13;b</t></is></c>`, Cell{Kind: Text, Text: "a\r\rb"}},
		{"an escape that is escaped", `<c r="A1" t="str"><v>_x005F_x000D_</v></c>`, Cell{Kind: Text, Text: "_x000D_"}},
		{"an escaped pair", `<c r="A1" t="str"><v>_xD83D__xDE00_</v></c>`, Cell{Kind: Text, Text: "😀"}},
		{"no escape", `<c r="A1" t="str"><v>_xyz_ _x12_</v></c>`, Cell{Kind: Text, Text: "_xyz_ _x12_"}},
		{"blanks are kept", `<c r="A1" t="str"><v xml:space="preserve"> a </v></c>`, Cell{Kind: Text, Text: " a "}},
		{"number", `<c r="A1"><v>12.5</v></c>`, Cell{Kind: Number, Number: 12.5}},
		{"number with exponent", `<c r="A1" t="n"><v>-1.5E-2</v></c>`, Cell{Kind: Number, Number: -0.015}},
		{"a number that is none", `<c r="A1"><v>NaN</v></c>`, Cell{Kind: Text, Text: "NaN"}},
		{"a number of twelve digits", `<c r="A1"><v>198112189876</v></c>`, Cell{Kind: Number, Number: 198112189876}},
		{"date", `<c r="A1" s="1"><v>45545</v></c>`, Cell{Kind: Date, Number: 45545}},
		{"date with a format of its own", `<c r="A1" s="2"><v>45545.75</v></c>`, Cell{Kind: Date, Number: 45545.75}},
		{"duration", `<c r="A1" s="3"><v>1.5</v></c>`, Cell{Kind: Number, Number: 1.5}},
		{"no date Excel has", `<c r="A1" s="1"><v>-3</v></c>`, Cell{Kind: Number, Number: -3}},
		{"ISO date", `<c r="A1" t="d"><v>2024-09-10T12:00:00</v></c>`, Cell{Kind: Date, Number: 45545.5}},
		{"true", `<c r="A1" t="b"><v>1</v></c>`, Cell{Kind: Bool, Number: 1}},
		{"error", `<c r="A1" t="e"><v>#N/A</v></c>`, Cell{Kind: Error, Text: "#N/A"}},
		{"formula with a number", `<c r="A1"><f>1+1</f><v>2</v></c>`, Cell{Kind: Number, Number: 2, Formula: true}},
		{"formula with a text", `<c r="A1" t="str"><f>"a"</f><v>a</v></c>`, Cell{Kind: Text, Text: "a", Formula: true}},
		{"formula without a value", `<c r="A1"><f>1+1</f></c>`, Cell{Kind: NoValue, Formula: true}},
		{"formula with an empty value", `<c r="A1"><f>1+1</f><v/></c>`, Cell{Kind: NoValue, Formula: true}},
		{"formula whose value is the empty text", `<c r="A1" t="str"><f>""</f><v></v></c>`, Cell{}},
		{"text formula without a value", `<c r="A1" t="str"><f>"a"</f></c>`, Cell{Kind: NoValue, Formula: true}},
		{"part of a shared formula", `<c r="A1"><f t="shared" si="0"/><v>7</v></c>`, Cell{Kind: Number, Number: 7, Formula: true}},
		{"style only", `<c r="A1" s="1"/>`, Cell{}},
		{"an element of another namespace", `<c r="A1"><x14:v xmlns:x14="urn:x">9</x14:v><v>7</v></c>`, Cell{Kind: Number, Number: 7}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := mustRead(t, bookOf(`<row r="1">`+c.xml+`</row>`).zip(t))
			want := c.want
			want.Row, want.Col = 1, 1
			if diff := cmp.Diff(want, b.Sheets[0].Cell(1, 1)); diff != "" {
				t.Error(diff)
			}
			if c.want.Kind == Empty && len(b.Sheets[0].Rows) > 0 {
				t.Error("a cell without a value is kept")
			}
		})
	}
}

// addresses lists a sheet's cells as A1=value.
func addresses(s Sheet) string {
	var out []string
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			out = append(out, c.Address()+"="+c.String())
		}
	}
	return strings.Join(out, " ")
}

func TestReadPlaces(t *testing.T) {
	for _, c := range []struct{ name, rows, want string }{
		{"without addresses, the next", `<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>`, "A1=1 B1=2 A2=3"},
		{"the next after an address", `<row r="4"><c r="C4"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>`, "C4=1 D4=2 A5=3"},
		{"the next after an empty cell", `<row r="1"><c/><c><v>2</v></c></row>`, "B1=2"},
		{"cells out of order", `<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>`, "A1=1 B1=2"},
		{"rows out of order", `<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>`, "A1=1 A2=2"},
		{"a row in two halves", `<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>`, "A1=1 B1=2"},
		{"empty styled cells to the last column", `<row r="1048576"><c r="XFD1048576" s="1"/></row><row r="1"><c r="A1"><v>1</v></c></row>`, "A1=1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := addresses(mustRead(t, bookOf(c.rows).zip(t)).Sheets[0]); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestReadSheets(t *testing.T) {
	book := bookOf(`<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row>`)
	book["xl/worksheets/sheet1.xml"] = strings.Replace(book["xl/worksheets/sheet1.xml"], `</worksheet>`,
		`<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="C1"/></mergeCells></worksheet>`, 1)
	book["xl/workbook.xml"] = `<workbook xmlns="` + mainSpace + `" xmlns:r="` + relSpace + `"><workbookPr date1904="1"/><sheets>` +
		`<sheet name="It's &amp; mine" sheetId="1" r:id="r1"/><sheet name="Diagram" sheetId="2" r:id="r4"/>` +
		`<sheet name="Dold" sheetId="3" state="hidden" r:id="r5"/><sheet name="Mycket" sheetId="4" state="veryHidden" r:id="r5"/></sheets>` +
		`<definedNames><definedName name="one">'It''s &amp; mine'!$B$3</definedName><definedName name="block">dold!$A$1:$C$2</definedName>` +
		`<definedName name="local" localSheetId="2">$A$4</definedName><definedName name="_xlnm.Print_Area" localSheetId="0">Dold!$A$1</definedName>` +
		`<definedName name="column">Dold!$A:$A</definedName><definedName name="two">Dold!$A$1,Dold!$B$2</definedName>` +
		`<definedName name="gone">#REF!</definedName><definedName name="away">[1]Dold!$A$1</definedName><definedName name="chart">Diagram!$A$1</definedName>` +
		`<definedName name="formula">SUM(Dold!$A$1)</definedName></definedNames></workbook>`
	book["xl/_rels/workbook.xml.rels"] = relationships("r1", "worksheet", "worksheets/sheet1.xml", "r2", "styles", "styles.xml",
		"r4", "chartsheet", "chartsheets/sheet1.xml", "r5", "worksheet", "/xl/worksheets/sheet2.xml")
	book["xl/chartsheets/sheet1.xml"] = `<chartsheet xmlns="` + mainSpace + `"/>`
	book["xl/worksheets/sheet2.xml"] = `<worksheet xmlns="` + mainSpace + `"><sheetData><row r="1"><c r="A1" s="1"><v>44083</v></c></row></sheetData></worksheet>`
	one := []Row{{Number: 1, Cells: []Cell{{Row: 1, Col: 1, Kind: Date, Number: 45545}}}}
	want := &Book{
		Sheets: []Sheet{
			{Name: "It's & mine", Merges: []Range{{1, 1, 2, 2}}, Rows: []Row{
				{Number: 1, Cells: []Cell{{Row: 1, Col: 1, Kind: Number, Number: 1}}},
				{Number: 2, Hidden: true, Cells: []Cell{{Row: 2, Col: 1, Kind: Number, Number: 2}}},
			}},
			{Name: "Dold", Visibility: Hidden, Rows: one},
			{Name: "Mycket", Visibility: VeryHidden, Rows: one},
		},
		Names: []Name{
			{"one", "It's & mine", Range{3, 2, 3, 2}},
			{"block", "Dold", Range{1, 1, 2, 3}},
			{"local", "Dold", Range{4, 1, 4, 1}},
		},
	}
	if diff := cmp.Diff(want, mustRead(t, book.zip(t))); diff != "" {
		t.Error(diff)
	}
}

// utf16Text is s in UTF-16 with a mark.
func utf16Text(s string, order binary.AppendByteOrder) string {
	b := order.AppendUint16(nil, 0xFEFF)
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

// The same workbook in every shape that programs give it reads the same.
func TestReadUnusualShapes(t *testing.T) {
	const sheet, shared = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
	plain := bookOf(`<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><t>Ö😀</t></is></c><c r="C1" s="2"><v>45545</v></c></row>`)
	want := mustRead(t, plain.zip(t))
	if got := addresses(want.Sheets[0]); got != "A1=fet text B1=Ö😀 C1=2024-09-10" {
		t.Fatal(got)
	}
	prefixed := maps.Clone(plain)
	for _, n := range []string{"xl/workbook.xml", "xl/styles.xml", shared, sheet} {
		s := strings.NewReplacer("</", "\x00", "<?", "\x01", "<", "<x:", `xmlns="`, `xmlns:x="`).Replace(plain[n])
		prefixed[n] = strings.NewReplacer("\x00", "</x:", "\x01", "<?").Replace(s)
	}
	mixed := plain.with(sheet, strings.NewReplacer(`<worksheet `, `<worksheet xmlns:m="`+mainSpace+`" `, "<row", "<m:row", "</row", "</m:row").Replace(plain[sheet]))
	strict := maps.Clone(plain)
	for n, s := range strict {
		s = strings.ReplaceAll(s, mainSpace, "http://purl.oclc.org/ooxml/spreadsheetml/main")
		strict[n] = strings.ReplaceAll(s, relSpace, "http://purl.oclc.org/ooxml/officeDocument/relationships")
	}
	moved, backslashes, cased := rawBook{}, rawBook{}, rawBook{}
	for n, s := range plain {
		moved[strings.Replace(n, "xl/", "data/", 1)] = strings.ReplaceAll(s, "xl/", "/data/")
		backslashes[strings.ReplaceAll(n, "/", `\`)] = s
		cased[strings.ReplaceAll(n, "sharedStrings", "SharedStrings")] = s
	}
	spaced := plain.without(sheet).with("xl/blad ett.xml", plain[sheet]).
		with("xl/_rels/workbook.xml.rels", strings.ReplaceAll(plain["xl/_rels/workbook.xml.rels"], "worksheets/sheet1.xml", "../xl/blad%20ett.xml"))
	for name, b := range map[string]rawBook{
		"prefixes": prefixed, "two prefixes": mixed, "Strict Open XML": strict, "another folder": moved,
		"backslashes": backslashes, "another case": cased, "a path with a blank": spaced,
		"UTF-8 with a mark":   plain.with(sheet, "\uFEFF"+plain[sheet]),
		"UTF-16 little end":   plain.with(sheet, utf16Text(plain[sheet], binary.LittleEndian)),
		"UTF-16 big end":      plain.with(shared, utf16Text(plain[shared], binary.BigEndian)),
		"comments":            plain.with(sheet, "<!-- <row> -->"+strings.ReplaceAll(plain[sheet], "<v>", "<v><!-- 9 --><?x 9?>")+"<!-- -->\n"),
		"a BOM-less UTF-16":   plain.with(sheet, utf16Text(plain[sheet], binary.LittleEndian)[2:]),
		"single quotes":       plain.with(sheet, strings.ReplaceAll(plain[sheet], `"`, `'`)),
		"blanks in tags":      plain.with(sheet, strings.NewReplacer("<c ", "<c\n\t", `="`, ` = "`, "</c>", "</c >").Replace(plain[sheet])),
		"an SVG with DOCTYPE": plain.with("xl/media/image1.svg", `<!DOCTYPE svg PUBLIC "x" "y"><svg/>`),
		"VML, almost XML":     plain.with("xl/drawings/vmlDrawing1.vml", `<xml><v:textbox><br><font face=Arial>x</xml>`),
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, mustRead(t, b.zip(t))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestShowsDate(t *testing.T) {
	for code, want := range map[string]bool{
		"General": false, "0": false, "0.00": false, "#,##0": false, "0%": false, "@": false, "": false,
		"0.00E+00": false, `# ##0 "kr"`: false, `[$kr-41D] #,##0`: false, `0 "dagar"`: false, `0\d`: false, "[Red]0": false,
		"yyyy-mm-dd": true, "yyyy\\-mm\\-dd;@": true, "ÅÅÅÅ-MM-DD": true, "d/m": true, "d mmm": true, "mmm/yy": true, "mm": true,
		"[$-41D]d mmmm yyyy": true, "[$-F800]dddd, mmmm dd, yyyy": true, "yyyy-mm-dd hh:mm": true, "m/d/yy h:mm AM/PM": true,
		"hh:mm": false, "h:mm:ss": false, "mm:ss": false, "[h]:mm": false, "[mm]:ss": false, "h:mm AM/PM": false, "mm:ss.0": false,
		"0;yyyy": false, `"den "d`: true, "_-* #,##0_-": false,
	} {
		if got := showsDate(code); got != want {
			t.Errorf("showsDate(%q) = %v", code, got)
		}
	}
}
