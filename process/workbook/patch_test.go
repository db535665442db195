package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func text(s string) Cell      { return Cell{Kind: Text, Text: s} }
func number(n float64) Cell   { return Cell{Kind: Number, Number: n} }
func dateCell(n float64) Cell { return Cell{Kind: Date, Number: n} }

func sample(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "patch", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func mustPatch(t *testing.T, src []byte, changes ...Change) []byte {
	t.Helper()
	out, err := Patch(src, changes)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// packed gives every entry of a zip as it lies there, compressed.
func packed(t testing.TB, b []byte) map[string]string {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	for _, f := range zr.File {
		r, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		m[f.Name] = fmt.Sprintf("%08x %s", f.CRC32, raw)
	}
	return m
}

func part(t testing.TB, b []byte, name string) string {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := func() ([]byte, error) {
		f, err := zr.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return io.ReadAll(f)
	}()
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// differing names the parts of b that are not as they lie in a.
func differing(t testing.TB, a, b []byte) []string {
	was, is := packed(t, a), packed(t, b)
	var names []string
	for n, raw := range was {
		if is[n] != raw {
			names = append(names, n)
		}
	}
	for n := range is {
		if _, ok := was[n]; !ok {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	return names
}

// A new row under a table is taken into it, looks like its neighbours, and leaves
// every other part as it was, whichever program saved the workbook.
func TestPatchFilesOfOtherPrograms(t *testing.T) {
	for _, name := range []string{"openpyxl.xlsx", "libreoffice.xlsx"} {
		t.Run(name, func(t *testing.T) {
			src := sample(t, name)
			out := mustPatch(t, src,
				Change{"Ärenden", 2, 4, text("Avslås")},
				Change{"Ärenden", 4, 1, text("IA-2026-0003")},
				Change{"Ärenden", 4, 2, text(" Söder <&> \"Norr\"\r\n_x0041_\x02 ")},
				Change{"Ärenden", 4, 3, dateCell(Serial(2026, time.May, 2))},
				Change{"Ärenden", 5, 1, text("IA-2026-0004")},
				Change{"Noter", 5, 3, Cell{}},
				Change{"Noter", 5, 1, Cell{Kind: Bool, Number: 1}},
				Change{"Tomt", 3, 28, number(-0.1)},
			)
			want := []string{"xl/tables/table1.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"}
			if got := differing(t, src, out); !slices.Equal(got, want) {
				t.Errorf("parts that differ: %v, want %v", got, want)
			}
			f := open(t, out)
			wantCell(t, f, "Ärenden", "D2", "Avslås")
			wantCell(t, f, "Ärenden", "B2", "Åsidans vårdcentral")
			wantCell(t, f, "Ärenden", "B4", " Söder <&> \"Norr\"\n_x0041_ ")
			wantCell(t, f, "Ärenden", "C4", "46144")
			wantCell(t, f, "Ärenden", "A5", "IA-2026-0004")
			wantCell(t, f, "Noter", "A5", "1")
			wantCell(t, f, "Noter", "C5", "")
			wantCell(t, f, "Noter", "B7", "ihop")
			wantCell(t, f, "Tomt", "AB3", "-0.1")
			book, err := Read(out, MasterLimits)
			if err != nil {
				t.Fatal(err)
			}
			if c := book.Sheets[0].Cell(4, 3); c.Kind != Date {
				t.Errorf("C4 reads as %v, want a date", c)
			}
			if formula, _ := f.GetCellFormula("Ärenden", "E3"); formula != "LEN(B3)" {
				t.Errorf("E3 = %q", formula)
			}
			tables, err := f.GetTables("Ärenden")
			if err != nil || len(tables) != 1 || tables[0].Range != "A1:D5" {
				t.Errorf("tables = %v, %v", tables, err)
			}
			if x := part(t, out, "xl/tables/table1.xml"); strings.Count(x, `ref="A1:D5"`) != 2 {
				t.Errorf("table: %s", x)
			}
			if x := part(t, out, "xl/workbook.xml"); !strings.Contains(x, `fullCalcOnLoad="1"`) {
				t.Errorf("workbook: %s", x)
			}
		})
	}
}

func TestPatchNewCellsLookLikeTheirNeighbours(t *testing.T) {
	src := write(t, samplePlan())
	out := mustPatch(t, src, Change{"Ärenden", 3, 1, text("x")}, Change{"Ärenden", 3, 3, dateCell(46096)}, Change{"Ärenden", 4, 3, dateCell(46097)})
	f := open(t, out)
	for _, cells := range [][2]string{{"C2", "C3"}, {"C2", "C4"}} {
		above, _ := f.GetCellStyle("Ärenden", cells[0])
		below, _ := f.GetCellStyle("Ärenden", cells[1])
		if above != below || below == 0 {
			t.Errorf("%s has style %d, %s %d", cells[0], above, cells[1], below)
		}
	}
	out = mustPatch(t, sample(t, "openpyxl.xlsx"), Change{"Ärenden", 4, 1, text("x")}, Change{"Ärenden", 5, 3, dateCell(46096)})
	if x := part(t, out, "xl/worksheets/sheet1.xml"); !strings.Contains(x, `<row r="4"><c r="A4" t="inlineStr">`) ||
		!strings.Contains(x, `<row r="5"><c r="C5" s="2"><v>46096</v></c></row>`) {
		t.Errorf("without column styles the row above gives the look: %s", x[strings.Index(x, "<sheetData"):])
	}
}

// zipOf packs parts in the order given, name then content.
func zipOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	for p := range slices.Chunk(parts, 2) {
		w, err := zw.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	mainNS = `http://schemas.openxmlformats.org/spreadsheetml/2006/main`
	docNS  = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	relNS  = `http://schemas.openxmlformats.org/package/2006/relationships`
)

// oddBook is legal and unusual: prefixes, parts at other paths, absolute targets,
// a calculation chain, rows and cells without addresses.
func oddBook(t testing.TB, sheet string, more ...string) []byte {
	parts := []string{
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/bok/bok.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/bok/blad/ett.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/bok/kedja.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>`,
		"_rels/.rels", `<Relationships xmlns="` + relNS + `"><Relationship Id="a" Type="` + docNS + `/officeDocument" Target="/bok/bok.xml"/></Relationships>`,
		"bok/bok.xml", `<?xml version="1.0" encoding="UTF-8"?><x:workbook xmlns:x="` + mainNS + `" xmlns:q="` + docNS + `"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="Blad &amp; ett" sheetId="1" q:id="r1"/></x:sheets><x:definedNames><x:definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'Blad &amp; ett'!$A$1:$B$2</x:definedName></x:definedNames></x:workbook>`,
		"bok/_rels/bok.xml.rels", `<Relationships xmlns="` + relNS + `"><Relationship Id="r1" Type="` + docNS + `/worksheet" Target="blad/ett.xml"/><Relationship Id="r2" Type="` + docNS + `/calcChain" Target="/bok/kedja.xml"/></Relationships>`,
		"bok/blad/ett.xml", `<?xml version="1.0"?><!-- <x:sheetData/> --><x:worksheet xmlns:x="` + mainNS + `">` + sheet + `</x:worksheet>`,
		"bok/kedja.xml", `<calcChain xmlns="` + mainNS + `"><c r="A1" i="1"/></calcChain>`,
	}
	return zipOf(t, append(parts, more...)...)
}

const oddSheet = "Blad & ett"

func TestPatchMarkup(t *testing.T) {
	tests := map[string]struct {
		sheet   string
		changes []Change
		want    string // of the sheet
		and     map[string]string
	}{
		"prefixes and a sheet without rows": {
			`<x:dimension ref="A1"/><x:sheetData/><x:pageMargins/>`,
			[]Change{{oddSheet, 2, 3, text("hej")}, {oddSheet, 1, 1, number(1)}},
			`<x:dimension ref="A1:C2"/><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row><x:row r="2"><x:c r="C2" t="inlineStr"><x:is><x:t xml:space="preserve">hej</x:t></x:is></x:c></x:row></x:sheetData><x:pageMargins/>`,
			map[string]string{"bok/bok.xml": `</x:definedNames><x:calcPr fullCalcOnLoad="1"/></x:workbook>`},
		},
		"rows and cells without addresses": {
			`<x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row><x:row spans="1:1" ht="20"><x:c r="B2"/><x:c><x:v>3</x:v></x:c></x:row><x:row/></x:sheetData>`,
			[]Change{{oddSheet, 2, 1, number(9)}, {oddSheet, 3, 2, number(8)}},
			`<x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row><x:row ht="20"><x:c r="A2"><x:v>9</x:v></x:c><x:c r="B2"/><x:c r="C2"><x:v>3</x:v></x:c></x:row><x:row><x:c r="B3"><x:v>8</x:v></x:c></x:row></x:sheetData>`,
			nil,
		},
		"a new row between rows without numbers": {
			`<x:sheetData><x:row r="1"/><x:row r="5"/><x:row/></x:sheetData>`,
			[]Change{{oddSheet, 3, 1, number(9)}},
			`<x:sheetData><x:row r="1"/><x:row r="3"><x:c r="A3"><x:v>9</x:v></x:c></x:row><x:row r="5"/><x:row r="6"/></x:sheetData>`,
			nil,
		},
		"white space stays": {
			"<x:sheetData>\n  <x:row r='2' >\n    <x:c r='B2' s='4' t='s'><x:v>0</x:v></x:c>\n    <x:extLst/>\n  </x:row>\n</x:sheetData>",
			[]Change{{oddSheet, 2, 2, number(7)}, {oddSheet, 2, 3, number(8)}},
			"<x:sheetData>\n  <x:row r='2' >\n    <x:c r=\"B2\" s=\"4\"><x:v>7</x:v></x:c><x:c r=\"C2\"><x:v>8</x:v></x:c>\n    <x:extLst/>\n  </x:row>\n</x:sheetData>",
			nil,
		},
		"clearing keeps the style": {
			`<x:sheetData><x:row r="1"><x:c r="A1" s="3" t="str"><x:v>bort</x:v></x:c></x:row></x:sheetData>`,
			[]Change{{oddSheet, 1, 1, Cell{}}, {oddSheet, 9, 9, text("")}},
			`<x:sheetData><x:row r="1"><x:c r="A1" s="3"/></x:row></x:sheetData>`,
			nil,
		},
		"a date in a book of the 1904 system": {
			`<x:sheetData/>`,
			[]Change{{oddSheet, 1, 1, dateCell(46096)}},
			`<x:sheetData><x:row r="1"><x:c r="A1" s="1"><x:v>44634</x:v></x:c></x:row></x:sheetData>`,
			nil,
		},
		"a formula of its own gives way, and the chain with it": {
			`<x:sheetData><x:row r="1"><x:c r="A1"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData>`,
			[]Change{{oddSheet, 1, 1, number(5)}},
			`<x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData>`,
			map[string]string{
				"bok/_rels/bok.xml.rels": `Target="blad/ett.xml"/></Relationships>`,
				"[Content_Types].xml":    `worksheet+xml"/></Types>`,
			},
		},
		"other formulas and the chain of them stay": {
			`<x:sheetData><x:row r="1"><x:c r="A1"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData>`,
			[]Change{{oddSheet, 1, 2, number(5)}},
			`<x:sheetData><x:row r="1"><x:c r="A1"><x:f>1+1</x:f><x:v>2</x:v></x:c><x:c r="B1"><x:v>5</x:v></x:c></x:row></x:sheetData>`,
			map[string]string{
				"bok/_rels/bok.xml.rels": `Target="/bok/kedja.xml"/></Relationships>`,
				"bok/kedja.xml":          `<c r="A1" i="1"/>`,
			},
		},
		"the filter takes in the row below it, a view's own does not": {
			`<x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row><x:row r="2"/></x:sheetData><x:autoFilter ref="$A$1:$B$2"/><x:customSheetViews><x:customSheetView><x:autoFilter ref="A1:B2"/></x:customSheetView></x:customSheetViews>`,
			[]Change{{oddSheet, 3, 2, number(5)}},
			`<x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row><x:row r="2"/><x:row r="3"><x:c r="B3"><x:v>5</x:v></x:c></x:row></x:sheetData><x:autoFilter ref="A1:B3"/><x:customSheetViews><x:customSheetView><x:autoFilter ref="A1:B2"/></x:customSheetView></x:customSheetViews>`,
			map[string]string{"bok/bok.xml": `'Blad &amp; ett'!$A$1:$B$3</x:definedName>`},
		},
		"the style of the row, else of the column": {
			`<x:cols><x:col min="2" max="3" style="7"/></x:cols><x:sheetData><x:row r="2" s="5" customFormat="1"/></x:sheetData>`,
			[]Change{{oddSheet, 2, 2, number(1)}, {oddSheet, 3, 3, number(2)}, {oddSheet, 3, 4, number(3)}},
			`<x:cols><x:col min="2" max="3" style="7"/></x:cols><x:sheetData><x:row r="2" s="5" customFormat="1"><x:c r="B2" s="5"><x:v>1</x:v></x:c></x:row><x:row r="3"><x:c r="C3" s="7"><x:v>2</x:v></x:c><x:c r="D3"><x:v>3</x:v></x:c></x:row></x:sheetData>`,
			nil,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			out := mustPatch(t, oddBook(t, tt.sheet), tt.changes...)
			if _, err := Read(out, MasterLimits); err != nil {
				t.Errorf("our reader: %v", err)
			}
			_, got, _ := strings.Cut(part(t, out, "bok/blad/ett.xml"), mainNS+`">`)
			if d := cmp.Diff(tt.want+"</x:worksheet>", got); d != "" {
				t.Error(d)
			}
			for name, want := range tt.and {
				if x := part(t, out, name); !strings.Contains(x, want) {
					t.Errorf("%s lacks %s: %s", name, want, x)
				}
			}
		})
	}
}

const tableRels = `<Relationships xmlns="` + relNS + `"><Relationship Id="t" Type="` + docNS + `/table" Target="../tabell.xml"/></Relationships>`

// tableBook has a table over A1:C3 whose column C is calculated.
func tableBook(t testing.TB, rows, attributes string) []byte {
	return oddBook(t, `<x:sheetData>`+rows+`</x:sheetData>`,
		"bok/blad/_rels/ett.xml.rels", tableRels,
		"bok/tabell.xml", `<table xmlns="`+mainNS+`" id="1" name="tbl" displayName="tbl" ref="A1:C3"`+attributes+`><autoFilter ref="A1:C3"/><tableColumns count="3"><tableColumn id="1" name="a"/><tableColumn id="2" name="b"/><tableColumn id="3" name="c"><calculatedColumnFormula>tbl[[#This Row],[a]]&amp;"!"</calculatedColumnFormula></tableColumn></tableColumns></table>`)
}

const tableRows = `<x:row r="1"><x:c r="A1" t="str"><x:v>a</x:v></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c><x:c r="C2" s="2"><x:f>tbl[[#This Row],[a]]&amp;"!"</x:f></x:c></x:row><x:row r="3"><x:c r="A3"><x:v>2</x:v></x:c><x:c r="C3" s="2"><x:f>tbl[[#This Row],[a]]&amp;"!"</x:f></x:c></x:row>`

func TestPatchCarriesATablesFormulaDown(t *testing.T) {
	for name, rows := range map[string]string{
		"new row":       tableRows,
		"empty row":     tableRows + `<x:row r="4"/>`,
		"styled cells":  tableRows + `<x:row r="4"><x:c r="C4" s="2"/></x:row>`,
		"rows below it": tableRows + `<x:row r="9"><x:c r="A9"><x:v>1</x:v></x:c></x:row>`,
	} {
		t.Run(name, func(t *testing.T) {
			out := mustPatch(t, tableBook(t, rows, ""), Change{oddSheet, 4, 1, number(3)}, Change{oddSheet, 5, 2, number(4)})
			x := part(t, out, "bok/blad/ett.xml")
			for _, want := range []string{`<x:c r="C4" s="2"><x:f>tbl[[#This Row],[a]]&amp;"!"</x:f></x:c>`, `<x:c r="C5" s="2"><x:f>tbl`} {
				if !strings.Contains(x, want) {
					t.Errorf("no %s in %s", want, x)
				}
			}
			if x := part(t, out, "bok/tabell.xml"); strings.Count(x, `ref="A1:C5"`) != 2 {
				t.Errorf("table: %s", x)
			}
		})
	}
}

// Rows that a person wrote under a table in a program that does not extend it
// come into the table together with ours.
func TestPatchTakesInRowsBetween(t *testing.T) {
	out := mustPatch(t, tableBook(t, tableRows+`<x:row r="4"><x:c r="B4"><x:v>7</x:v></x:c></x:row>`, ""), Change{oddSheet, 5, 1, number(3)})
	if x := part(t, out, "bok/tabell.xml"); !strings.Contains(x, `ref="A1:C5"`) {
		t.Errorf("table: %s", x)
	}
	out = mustPatch(t, tableBook(t, tableRows, ""), Change{oddSheet, 5, 1, number(3)}, Change{oddSheet, 4, 5, number(3)})
	if x := part(t, out, "bok/tabell.xml"); !strings.Contains(x, `ref="A1:C3"`) {
		t.Errorf("a row apart was taken in: %s", x)
	}
}

func TestPatchRefusesCells(t *testing.T) {
	shared := `<x:row r="1"><x:c r="A1"><x:f t="shared" ref="A1:A2" si="0">B1</x:f></x:c></x:row><x:row r="2"><x:c r="A2"><x:f t="shared" si="0"/></x:c></x:row>`
	merged := oddBook(t, `<x:sheetData/><x:mergeCells><x:mergeCell ref="B2:C3"/></x:mergeCells>`)
	array := `<x:row r="1"><x:c r="A1"><x:f t="array" ref="A1:B2">D1:E2</x:f></x:c><x:c r="B1"><x:v>1</x:v></x:c></x:row>`
	tests := map[string]struct {
		src    []byte
		change Change
		want   string
	}{
		"formula":                    {oddBook(t, `<x:sheetData><x:row r="1"><x:c r="A1"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData>`), Change{oddSheet, 1, 1, Cell{}}, "A1: holds a formula"},
		"under a merged cell":        {merged, Change{oddSheet, 3, 2, number(1)}, "B3: lies under the merged cell B2"},
		"anchor of a shared formula": {oddBook(t, "<x:sheetData>"+shared+"</x:sheetData>"), Change{oddSheet, 1, 1, number(1)}, "Blad & ett!A1: holds a formula that it shares"},
		"member of a shared formula": {oddBook(t, "<x:sheetData>"+shared+"</x:sheetData>"), Change{oddSheet, 2, 1, Cell{}}, "A2: holds a formula that it shares"},
		"member of an array formula": {oddBook(t, "<x:sheetData>"+array+"</x:sheetData>"), Change{oddSheet, 1, 2, number(1)}, "B1: is filled by an array formula"},
		"new cell in an array":       {oddBook(t, "<x:sheetData>"+array+"</x:sheetData>"), Change{oddSheet, 2, 2, number(1)}, "B2: is filled by an array formula"},
		"heading of a table":         {tableBook(t, tableRows, ""), Change{oddSheet, 1, 1, text("x")}, "A1: is a heading of the table tbl"},
		"calculated column":          {tableBook(t, tableRows, ""), Change{oddSheet, 2, 3, number(1)}, "C2: lies in a column of the table tbl that a formula fills"},
		"totals row":                 {tableBook(t, tableRows, ` totalsRowCount="1"`), Change{oddSheet, 3, 1, number(1)}, "A3: lies in the totals row"},
		"under a totals row":         {tableBook(t, tableRows, ` totalsRowCount="1"`), Change{oddSheet, 4, 1, number(1)}, "A4: lies under the table tbl, which has a totals row"},
		"under a query":              {tableBook(t, tableRows, ` tableType="queryTable"`), Change{oddSheet, 4, 1, number(1)}, "A4: lies under the table tbl, whose rows come from a query"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Apply(tt.src, Edit{KeepFormulas: true, Changes: []Change{tt.change}})
			var refused *RefusedError
			if !errors.As(err, &refused) || len(refused.Cells) != 1 || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want %q", err, tt.want)
			}
		})
	}
}

func TestPatchRefuses(t *testing.T) {
	plain := oddBook(t, `<x:sheetData/>`)
	row := func(s string) []byte { return oddBook(t, `<x:sheetData>`+s+`</x:sheetData>`) }
	at := func(r, c int, v Cell) []Change { return []Change{{oddSheet, r, c, v}} }
	one := at(1, 1, number(1))
	tests := map[string]struct {
		src     []byte
		changes []Change
		want    string
	}{
		"no zip":             {[]byte("hej"), one, "zip"},
		"encrypted":          {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), one, "encrypted"},
		"no such sheet":      {plain, []Change{{"Annat", 1, 1, number(1)}}, "sheet Annat: no such sheet"},
		"twice":              {plain, append(one, one...), "A1 is changed twice"},
		"outside":            {plain, at(0, 1, number(1)), "no cell at row 0"},
		"too far right":      {plain, at(1, 16385, number(1)), "column 16385"},
		"no number":          {plain, at(1, 1, number(zero()/zero())), "NaN"},
		"no value":           {plain, at(1, 1, Cell{Kind: NoValue}), "kind 6"},
		"rows out of order":  {row(`<x:row r="3"/><x:row r="2"/>`), at(9, 1, number(1)), `row "2" comes after row 3`},
		"cells out of order": {row(`<x:row r="3"><x:c r="B3"/><x:c r="A3"/></x:row>`), at(9, 1, number(1)), `cell "A3"`},
		"cut off":            {row(`<x:row r="3"><x:c`), one, "cut off"},
		"strict":             {zipOf(t, "_rels/.rels", `<Relationships xmlns="`+relNS+`"><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`), one, "Strict"},
		"signed":             {zipOf(t, "_xmlsignatures/origin.sigs", ""), one, "signed"},
		"part twice":         {zipOf(t, "a.xml", "", "A.xml", ""), one, "twice"},
		"no workbook":        {zipOf(t, "a.xml", ""), one, "no workbook"},
		"document type":      {oddBook(t, `<x:sheetData/><!DOCTYPE x>`), one, "document type"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := Patch(tt.src, tt.changes); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want %q", err, tt.want)
			}
		})
	}
}

func zero() float64 { return 0 }

func TestPatchWithoutChanges(t *testing.T) {
	src := sample(t, "openpyxl.xlsx")
	for name, changes := range map[string][]Change{"none": nil, "clearing what is empty": {{"Tomt", 5, 5, Cell{}}}} {
		if out := mustPatch(t, src, changes...); &out[0] != &src[0] {
			t.Errorf("%s: other bytes", name)
		}
	}
}

// The law of Patch: read after it equals read before it with the changes made.
func TestPatchDoesWhatItSaysAndNothingElse(t *testing.T) {
	sources := [][]byte{sample(t, "openpyxl.xlsx"), sample(t, "libreoffice.xlsx"), write(t, samplePlan())}
	rapid.Check(t, func(t *rapid.T) {
		src := rapid.SampledFrom(sources).Draw(t, "source")
		before := values(t, src)
		changes := rapid.SliceOfNDistinct(drawChange(), 1, 12, func(c Change) string { return Address(c.Row, c.Col) }).Draw(t, "changes")
		out, err := Patch(src, changes)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			delete(before, Address(c.Row, c.Col))
			if !empties(c.Value) {
				before[Address(c.Row, c.Col)] = fmt.Sprintf("%s %v", c.Value.Text, c.Value.Number)
			}
		}
		if d := cmp.Diff(before, values(t, out)); d != "" {
			t.Fatal(d)
		}
	})
}

func drawChange() *rapid.Generator[Change] {
	return rapid.Custom(func(t *rapid.T) Change {
		c := Change{Sheet: "Ärenden", Row: rapid.IntRange(2, 9).Draw(t, "row"), Col: rapid.IntRange(1, 7).Draw(t, "col")}
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			c.Value = text(rapid.StringMatching(`[ åÄ<&>"'_x041\n]{0,9}`).Draw(t, "text"))
		case 1:
			c.Value = number(rapid.Float64Range(-1e9, 1e9).Draw(t, "number"))
		}
		return c
	})
}

func values(t *rapid.T, b []byte) map[string]string {
	book, err := Read(b, MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	sheet, ok := book.Sheet("Ärenden")
	if !ok {
		t.Fatal("no sheet")
	}
	m := map[string]string{}
	for _, r := range sheet.Rows {
		for _, c := range r.Cells {
			m[c.Address()] = fmt.Sprintf("%s %v", c.Text, c.Number)
		}
	}
	return m
}
