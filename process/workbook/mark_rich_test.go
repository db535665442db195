package workbook

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// richTail is what stands after the cells of richBook's sheet, in the order that
// the format asks for.
const richTail = `<sheetProtection algorithmName="SHA-512" hashValue="aGVq" saltValue="c2FsdA==" spinCount="100000" sheet="1" objects="1" scenarios="1"/>` +
	`<mergeCells count="1"><mergeCell ref="B2:C2"/></mergeCells>` +
	`<conditionalFormatting sqref="B1:B9"><cfRule type="expression" dxfId="0" priority="1"><formula>$B1="Nej"</formula></cfRule></conditionalFormatting>` +
	`<dataValidations count="1"><dataValidation type="list" sqref="B3"><formula1>"Ja,Nej"</formula1></dataValidation></dataValidations>` +
	`<hyperlinks><hyperlink ref="A9" r:id="rId9"/></hyperlinks>` +
	`<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" r:id="rId8"/>` +
	`<drawing r:id="rId1"/><legacyDrawing r:id="rId2"/>` +
	`<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14"><controls><control shapeId="1026" r:id="rId6" name="Ruta 1"/></controls></mc:Choice></mc:AlternateContent>` +
	`<tableParts count="1"><tablePart r:id="rId5"/></tableParts>` +
	`<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="0"/></ext></extLst>`

const richCells = `<row r="1"><c r="A1" t="inlineStr"><is><t>Vårdcentral</t></is></c><c r="B1" s="1" t="inlineStr"><is><t>=Sala</t></is></c></row>` +
	`<row r="2"><c r="A2" t="inlineStr"><is><t>Läkare</t></is></c><c r="B2" s="1" t="inlineStr"><is><t>Anna Ek</t></is></c><c r="C2" s="1"/></row>` +
	`<row r="3"><c r="A3"><f t="shared" ref="A3:A5" si="0">ROW()</f><v>3</v></c><c r="B3" s="1"/></row>` +
	`<row r="4"><c r="A4"><f t="shared" si="0"/><v>4</v></c><c r="B4"><f>[1]Blad1!A1</f><v>7</v></c></row>` +
	`<row r="7"><c r="A7" t="inlineStr"><is><t>Namn</t></is></c><c r="B7" t="inlineStr"><is><t>Leg</t></is></c></row><row r="8"><c r="A8" t="inlineStr"><is><t>Bo</t></is></c><c r="B8" t="inlineStr"><is><t>10/9</t></is></c></row>`

// richBook has what forms of long use have gathered: a password on the sheet, a
// logo, a box to tick, a note, a thread, a table, links to the web and to another
// workbook, shared formulas, printer settings.
func richBook(t testing.TB) []byte {
	const main, rel = ` xmlns="` + mainNS + `" xmlns:r="` + docNS + `"`, `<Relationships xmlns="` + relNS + `">`
	link := func(id, kind, to string) string {
		if !strings.Contains(kind, "://") {
			kind = docNS + "/" + kind
		}
		return `<Relationship Id="` + id + `" Type="` + kind + `" Target="` + to + `"/>`
	}
	part := func(name, kind string) string {
		return `<Override PartName="/` + name + `" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.` + kind + `+xml"/>`
	}
	const office, vml, excel = "urn:schemas-microsoft-com:office:office", "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:excel"
	return zipOf(t,
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Default Extension="png" ContentType="image/png"/><Default Extension="bin" ContentType="application/octet-stream"/>`+
			part("xl/workbook.xml", "sheet.main")+part("xl/worksheets/sheet1.xml", "worksheet")+part("xl/styles.xml", "styles")+part("xl/comments1.xml", "comments")+part("xl/tables/table1.xml", "table")+part("xl/externalLinks/externalLink1.xml", "externalLink")+`</Types>`,
		"_rels/.rels", rel+link("rId1", "officeDocument", "xl/workbook.xml")+`</Relationships>`,
		"xl/workbook.xml", `<workbook`+main+`><workbookProtection lockStructure="1"/><bookViews><workbookView activeTab="0"/></bookViews><sheets><sheet name="Anmälan" sheetId="1" r:id="rId1"/></sheets><externalReferences><externalReference r:id="rId3"/></externalReferences></workbook>`,
		"xl/_rels/workbook.xml.rels", rel+link("rId1", "worksheet", "worksheets/sheet1.xml")+link("rId2", "styles", "styles.xml")+link("rId3", "externalLink", "externalLinks/externalLink1.xml")+link("rId4", "http://schemas.microsoft.com/office/2017/10/relationships/person", "persons/person.xml")+`</Relationships>`,
		"xl/styles.xml", `<styleSheet xmlns="`+mainNS+`"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"><alignment wrapText="1"/><protection locked="0" hidden="1"/></xf></cellXfs><dxfs count="1"><dxf/></dxfs></styleSheet>`,
		"xl/worksheets/sheet1.xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet`+main+`><dimension ref="A1:C8"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetData>`+richCells+`</sheetData>`+richTail+`</worksheet>`,
		"xl/worksheets/_rels/sheet1.xml.rels", rel+link("rId1", "drawing", "../drawings/drawing1.xml")+link("rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml")+link("rId3", "comments", "../comments1.xml")+
			link("rId4", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml")+link("rId5", "table", "../tables/table1.xml")+link("rId6", "ctrlProp", "../ctrlProps/ctrlProp1.xml")+link("rId8", "printerSettings", "../printerSettings/printerSettings1.bin")+
			`<Relationship Id="rId9" Type="`+docNS+`/hyperlink" Target="https://region.example/" TargetMode="External"/></Relationships>`,
		"xl/drawings/drawing1.xml", `<wsDr xmlns="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>`,
		"xl/drawings/_rels/drawing1.xml.rels", rel+link("rId1", "image", "../media/image1.png")+`</Relationships>`,
		"xl/media/image1.png", "\x89PNG bild",
		"xl/drawings/vmlDrawing1.vml", `<xml><a:shapelayout xmlns:a="`+office+`"/><a:shape xmlns:a="`+vml+`" id="_x0000_s1025" style="visibility:hidden"><b:ClientData xmlns:b="`+excel+`" ObjectType="Note"><b:Row>0</b:Row><b:Column>1</b:Column></b:ClientData></a:shape>`+
			`<a:shape xmlns:a="`+vml+`" id="_x0000_s1026"><b:ClientData xmlns:b="`+excel+`" ObjectType="Checkbox"/></a:shape></xml>`,
		"xl/comments1.xml", `<comments xmlns="`+mainNS+`"><authors><author>tc={A}</author></authors><commentList><comment ref="B1" authorId="0"><text><t>[Trådad kommentar]</t></text></comment></commentList></comments>`,
		"xl/threadedComments/threadedComment1.xml", `<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="B1" id="{A}"><text>Stämmer det?</text></threadedComment></ThreadedComments>`,
		"xl/persons/person.xml", `<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>`,
		"xl/tables/table1.xml", `<table xmlns="`+mainNS+`" id="1" name="T" displayName="T" ref="A7:B8"><autoFilter ref="A7:B8"/><tableColumns count="2"><tableColumn id="1" name="Namn"/><tableColumn id="2" name="Leg"/></tableColumns></table>`,
		"xl/ctrlProps/ctrlProp1.xml", `<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="CheckBox" checked="Checked"/>`,
		"xl/printerSettings/printerSettings1.bin", "skrivare",
		"xl/externalLinks/externalLink1.xml", `<externalLink`+main+`><externalBook r:id="rId1"/></externalLink>`,
		"xl/externalLinks/_rels/externalLink1.xml.rels", rel+`<Relationship Id="rId1" Type="`+docNS+`/externalLinkPath" Target="annan.xlsx" TargetMode="External"/></Relationships>`,
	)
}

var richMarks = []Mark{
	{Sheet: "Anmälan", Cell: "B1", Comment: "Vårdcentralen finns inte."}, {Sheet: "Anmälan", Cell: "B2", Comment: "Inget namn."},
	{Sheet: "Anmälan", Cell: "A4", Comment: "En delad formel."}, {Sheet: "Anmälan", Cell: "B8", Comment: "Saknar år.", Ask: Ask{Key: "k", Suggestion: "2024-09-10", Written: "10/9"}},
	{Comment: "Ärendetyp saknas."},
}

// The parts that a mark must change; the rest stays as it lies in the zip.
var markedParts = []string{"[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheetSt.xml"}

func TestMarkFormLeavesARichWorkbookWhole(t *testing.T) {
	src := richBook(t)
	out := marked(t, src, richMarks)
	if got := differing(t, src, out); !slices.Equal(got, markedParts) {
		t.Errorf("parts that differ: %v", got)
	}
	sheet := part(t, out, "xl/worksheets/sheet1.xml")
	if !strings.HasSuffix(sheet, "</sheetData>"+richTail+"</worksheet>") {
		t.Errorf("what stands after the cells changed: %s", sheet)
	}
	for _, kept := range []string{`<f t="shared" ref="A3:A5" si="0">ROW()</f>`, `<f t="shared" si="0"/><v>4</v>`, `<f>[1]Blad1!A1</f><v>7</v>`, `<t>=Sala</t>`} {
		if !strings.Contains(sheet, kept) {
			t.Errorf("the cells lack %s", kept)
		}
	}
	vml := part(t, out, "xl/drawings/vmlDrawing1.vml")
	if !strings.HasPrefix(vml, strings.TrimSuffix(part(t, src, "xl/drawings/vmlDrawing1.vml"), "</xml>")) {
		t.Errorf("their boxes changed: %s", vml)
	}
	if comments := part(t, out, "xl/comments1.xml"); !strings.Contains(comments, `<text><t>[Trådad kommentar]</t></text>`) || strings.Contains(comments, "Vårdcentralen finns inte") {
		t.Errorf("the thread's shadow changed: %s", comments)
	}
	wantSoundParts(t, out)
}

// What is marked can be corrected, whatever password the sheet has.
func TestMarkedCellsAreUnlocked(t *testing.T) {
	out := marked(t, richBook(t), richMarks)
	for cell, want := range map[string]bool{"B1": true, "B2": true, "A4": true, "B8": true, "A8": false, "A3": false} {
		if got := unlockedAt(t, out, cell); got != want {
			t.Errorf("%s is unlocked: %v", cell, got)
		}
	}
	if styles := part(t, out, "xl/styles.xml"); !strings.Contains(styles, `<alignment wrapText="1"/><protection locked="0" hidden="1"/></xf>`) {
		t.Errorf("a protection of theirs changed: %s", styles)
	}
	plain, err := unmarked(out)
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]bool{"B1": true, "A4": false, "B8": false} {
		if got := unlockedAt(t, plain, cell); got != want {
			t.Errorf("afterwards %s is unlocked: %v", cell, got)
		}
	}
}

func unlockedAt(t *testing.T, raw []byte, cell string) bool {
	t.Helper()
	f := open(t, raw)
	id, err := f.GetCellStyle("Anmälan", cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return style.Protection != nil && !style.Protection.Locked
}

// wantSoundParts reads the parts as Excel does, which refuses markup with a prefix
// that nobody declared.
func wantSoundParts(t *testing.T, raw []byte) {
	t.Helper()
	for name, text := range unpacked(t, raw) {
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") && !strings.HasSuffix(name, ".vml") {
			continue
		}
		d := xml.NewDecoder(bytes.NewReader([]byte(text)))
		for {
			tok, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Errorf("part %s: %v", name, err)
				break
			}
			if e, ok := tok.(xml.StartElement); ok && e.Name.Space != "" && !strings.Contains(e.Name.Space, ":") {
				t.Errorf("part %s: <%s:%s> has a prefix that nobody declared", name, e.Name.Space, e.Name.Local)
			}
		}
	}
}
