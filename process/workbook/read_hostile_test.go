package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// rawEntry writes an entry whose header says what the test wants it to say.
func rawEntry(t *testing.T, z *zip.Writer, name, content string, method uint16, declared uint64) {
	t.Helper()
	w, err := z.CreateRaw(&zip.FileHeader{
		Name: name, Method: method, CRC32: crc32.ChecksumIEEE([]byte(content)),
		CompressedSize64: uint64(len(content)), UncompressedSize64: declared,
	})
	if err == nil {
		_, err = w.Write([]byte(content))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// lying is book with one stored part that declares another size than it has.
func lying(t *testing.T, book rawBook, part string, declared uint64) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, s := range book {
		size := uint64(len(s))
		if name == part {
			size = declared
		}
		rawEntry(t, z, name, s, zip.Store, size)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// entries is book with n more parts; the name of each is given by its number.
func entries(t *testing.T, book rawBook, n int, name func(i int) string) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, s := range book {
		rawEntry(t, z, name, s, zip.Store, uint64(len(s)))
	}
	for i := range n {
		rawEntry(t, z, name(i), "", zip.Store, 0)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func rowsAt(n int, column string) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, `<row r="%d"><c r="%s%d"><v>1</v></c></row>`, i, column, i)
	}
	return b.String()
}

const (
	sheetPart  = "xl/worksheets/sheet1.xml"
	sharedPart = "xl/sharedstrings.xml"
)

func TestReadRefuses(t *testing.T) {
	healthy := bookOf(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`)
	sheet := func(rows string) []byte { return bookOf(rows).zip(t) }
	flipped := lying(t, healthy, "", 0)
	flipped[bytes.Index(flipped, []byte(`<row r="1"`))+1] ^= 4
	unused := lying(t, healthy.with("xl/media/image1.png", "not needed for reading"), "", 0)
	unused[bytes.Index(unused, []byte("not needed"))] ^= 1
	encrypted := lying(t, healthy, "", 0)
	for i := 0; ; {
		n := bytes.Index(encrypted[i:], []byte(directoryEntry))
		if n < 0 {
			break
		}
		encrypted[i+n+8] |= 1
		i += n + 4
	}
	for _, c := range []struct {
		name string
		data []byte
		code FaultCode
		part string
		says string // in the fault's detail
	}{
		{"a flipped byte in the sheet", flipped, Damaged, sheetPart, "checksum"},
		{"a flipped byte where nothing is read", unused, Damaged, "xl/media/image1.png", "checksum"},
		{"a sheet cut off", healthy.with(sheetPart, healthy[sheetPart][:150]).zip(t), Damaged, sheetPart, "ends inside"},
		{"a sheet without its last tag", healthy.with(sheetPart, strings.TrimSuffix(healthy[sheetPart], "</worksheet>")).zip(t), Damaged, sheetPart, "ends inside <worksheet>"},
		{"an empty sheet part", healthy.with(sheetPart, "").zip(t), Damaged, sheetPart, "empty"},
		{"tags that cross", sheet(`<row r="1"></c></row>`), Damaged, sheetPart, "closes nothing"},
		{"two roots", healthy.with(sheetPart, healthy[sheetPart]+"<worksheet/>").zip(t), Damaged, sheetPart, "second root"},
		{"shared string beyond the last", sheet(`<row r="3"><c r="B3" t="s"><v>3</v></c></row>`), BadReference, sheetPart, `cell B3 names shared string "3" of 3`},
		{"negative shared string", sheet(`<row r="1"><c r="A1" t="s"><v>-1</v></c></row>`), BadReference, sheetPart, "A1"},
		{"shared string that is no number", sheet(`<row r="1"><c r="A1" t="s"><v>abc</v></c></row>`), BadReference, sheetPart, "A1"},
		{"no shared strings at all", healthy.without("xl/sharedStrings.xml").zip(t), BadReference, sheetPart, "A1"},
		{"no styles, though named", healthy.without("xl/styles.xml").zip(t), Damaged, "xl/styles.xml", "missing"},
		{"no sheet part", healthy.without(sheetPart).zip(t), Damaged, sheetPart, "missing"},
		{"no main part", healthy.without("xl/workbook.xml").zip(t), Damaged, "xl/workbook.xml", "missing"},
		{"no relationships", healthy.without("_rels/.rels").zip(t), Damaged, "", "main part"},
		{"no sheets", healthy.with("xl/workbook.xml", `<workbook xmlns="`+mainSpace+`"><sheets/></workbook>`).zip(t), Damaged, "xl/workbook.xml", "no worksheet"},
		{"style beyond the last", sheet(`<row r="1"><c r="A1" s="4"><v>1</v></c></row>`), BadReference, sheetPart, "A1 has style 4 of 4"},
		{"no cell address", sheet(`<row r="1"><c r="A0"><v>1</v></c></row>`), BadReference, sheetPart, `"A0"`},
		{"a cell in another row", sheet(`<row r="1"><c r="A2"><v>1</v></c></row>`), BadReference, sheetPart, "A2 stands in row 1"},
		{"no row number", sheet(`<row r="x"/>`), BadReference, sheetPart, `"x"`},
		{"a cell twice", sheet(`<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>`), Damaged, sheetPart, "B1 stands twice"},
		{"one cell in the last corner", sheet(`<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`), TooManyCells, sheetPart, "XFD1048576"},
		{"20,000 rows to the last column", sheet(rowsAt(20_000, "XFD")), TooManyCells, sheetPart, "XFD1"},
		{"more rows than a form has", sheet(rowsAt(20_000, "A")), TooManyCells, sheetPart, "A10001"},
		{"2 million nested elements", sheet(strings.Repeat("<a>", 2_000_000)), TooLarge, sheetPart, "nested"},
		{"the same in a part that is not needed", healthy.with("xl/drawings/drawing1.xml", strings.Repeat("<a>", 2_000_000)).zip(t), TooLarge, "xl/drawings/drawing1.xml", "nested"},
		{"a bomb", healthy.with("xl/media/image1.png", strings.Repeat("\x00", 100<<20)).zip(t), TooLarge, "xl/media/image1.png", "unzipped"},
		{"a bomb in many parts", healthy.with("a.bin", strings.Repeat("\x00", 30<<20)).with("b.bin", strings.Repeat("\x00", 30<<20)).zip(t), TooLarge, "b.bin", "unzipped"},
		{"a text of a megabyte", sheet(`<row r="1"><c r="A1" t="str"><v>` + strings.Repeat("x", 1<<20) + `</v></c></row>`), TooLarge, sheetPart, "text"},
		{"a long text many times", healthy.with("xl/sharedStrings.xml", `<sst xmlns="`+mainSpace+`"><si><t>`+strings.Repeat("x", 32767)+`</t></si></sst>`).
			with(sheetPart, strings.Replace(healthy[sheetPart], "<row", strings.ReplaceAll(strings.ReplaceAll(rowsAt(1000, "A"), "<v>1<", "<v>0<"), "<c ", `<c t="s" `)+"<row", 1)).zip(t), TooLarge, sheetPart, "text"},
		{"an endless tag", sheet(`<row r="` + strings.Repeat("1", 3<<20) + `">`), TooLarge, sheetPart, "a tag"},
		{"DOCTYPE", healthy.with(sheetPart, `<!DOCTYPE a [<!ENTITY b "c">]>`+healthy[sheetPart]).zip(t), Entity, sheetPart, ""},
		{"DOCTYPE where nothing is read", healthy.with("docProps/custom.xml", `<!DOCTYPE a><a/>`).zip(t), Entity, "docprops/custom.xml", ""},
		{"an entity of its own", sheet(`<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>`), Entity, sheetPart, ""},
		{"another encoding", healthy.with(sheetPart, `<?xml version="1.0" encoding="windows-1252"?>`+healthy[sheetPart]).zip(t), Damaged, sheetPart, "encoding"},
		{"a text that is no UTF-8", sheet("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\xE5</v></c></row>"), Damaged, sheetPart, "UTF-8"},
		{"60,000 parts", entries(t, healthy, 60_000, func(i int) string { return fmt.Sprint(i) }), TooLarge, "", "parts"},
		{"a part twice", entries(t, healthy, 1, func(int) string { return sheetPart }), Damaged, sheetPart, "twice"},
		{"a part twice, by another path", entries(t, healthy, 1, func(int) string { return `/XL\..\xl/worksheets/./Sheet1.xml` }), Damaged, sheetPart, "twice"},
		{"a size that is too small", lying(t, healthy, sheetPart, 100), Damaged, sheetPart, ""},
		{"a size that is too great", lying(t, healthy, sheetPart, 1000), Damaged, sheetPart, ""},
		{"a size of 4 GB", lying(t, healthy, sheetPart, 4<<30), TooLarge, sheetPart, "unzipped"},
		{"encrypted entries", encrypted, NotAWorkbook, "_rels/.rels", "encrypted"},
		{"a zip cut off", healthy.zip(t)[:900], Damaged, "", ""},
		{"too many sheets", healthy.with("xl/workbook.xml", strings.Replace(healthy["xl/workbook.xml"], "<sheets>", "<sheets>"+strings.Repeat(`<sheet name="B" r:id="r1"/>`, 20_000), 1)).zip(t), TooLarge, "xl/workbook.xml", "sheets"},
		{"too many names", healthy.with("xl/workbook.xml", strings.Replace(healthy["xl/workbook.xml"], "</sheets>", "</sheets><definedNames>"+strings.Repeat(`<definedName name="a">A!$A$1</definedName>`, 6000)+"</definedNames>", 1)).zip(t), TooLarge, "xl/workbook.xml", "names"},
		{"too many merges", healthy.with(sheetPart, strings.Replace(healthy[sheetPart], "</sheetData>", "</sheetData><mergeCells>"+strings.Repeat(`<mergeCell ref="A1:B2"/>`, 50_000)+"</mergeCells>", 1)).zip(t), TooLarge, sheetPart, "merged"},
		{"too many shared strings", healthy.with("xl/sharedStrings.xml", `<sst xmlns="`+mainSpace+`">`+strings.Repeat("<si/>", 400_000)+`</sst>`).zip(t), TooLarge, sharedPart, "shared strings"},
		{"a merge of nothing", healthy.with(sheetPart, strings.Replace(healthy[sheetPart], "</sheetData>", `</sheetData><mergeCells><mergeCell ref="A"/></mergeCells>`, 1)).zip(t), BadReference, sheetPart, "merged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			begin, before := time.Now(), allocated()
			_, err := Read(c.data, FormLimits)
			cost, took := allocated()-before, time.Since(begin)
			var f *Fault
			if !errors.As(err, &f) {
				t.Fatalf("want a fault, got %v", err)
			}
			if f.Code != c.code || f.Part != c.part || !strings.Contains(f.Detail, c.says) {
				t.Errorf("got %v", f)
			}
			if !strings.HasSuffix(f.Swedish(), ".") {
				t.Errorf("no sentence for the sender: %q", f.Swedish())
			}
			if cost > 64<<20 {
				t.Errorf("took %d MB", cost>>20)
			}
			if took > 2*time.Second { // a tenth of that as a rule; a busy machine is no fault
				t.Errorf("took %v", took)
			}
		})
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

func readSample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "read", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A flipped byte anywhere is refused, or stands where it means nothing (a time
// stamp): it never makes another workbook.
func TestReadFlippedByteNeverChangesABook(t *testing.T) {
	whole := readSample(t, "openpyxl.xlsx")
	want := mustRead(t, whole)
	step, refused, same := 3, 0, 0
	if testing.Short() {
		step = 17
	}
	for i := 0; i < len(whole); i += step {
		data := bytes.Clone(whole)
		data[i] ^= 1 << (i % 8)
		got, err := Read(data, FormLimits)
		if err != nil {
			refused++
			continue
		}
		same++
		if !cmp.Equal(want, got) {
			t.Fatalf("byte %d flipped gives another workbook", i)
		}
	}
	if refused < 3*same {
		t.Errorf("%d flips refused, %d not seen", refused, same)
	}
}

func TestReadRefusesEveryCutOffFile(t *testing.T) {
	whole := readSample(t, "openpyxl.xlsx")
	for n := 0; n < len(whole); n += 13 {
		if _, err := Read(whole[:n], FormLimits); err == nil {
			t.Fatalf("the first %d of %d bytes are read", n, len(whole))
		}
	}
}

func TestFaultTellsOperatorAndSender(t *testing.T) {
	_, err := Read(bookOf(`<row r="3"><c r="B3" t="s"><v>7</v></c></row>`).zip(t), FormLimits)
	var f *Fault
	if !errors.As(err, &f) {
		t.Fatal(err)
	}
	const want = `read workbook: xl/worksheets/sheet1.xml at byte 127: bad reference: cell B3 names shared string "7" of 3`
	if f.Error() != want {
		t.Errorf("got  %s\nwant %s", f, want)
	}
	const sentence = "Filen är felaktigt sparad, så att cell B3 på bladet A inte går att läsa säkert; " +
		"öppna den i Excel, spara den på nytt som Excel-arbetsbok (.xlsx) och skicka den igen."
	if f.Swedish() != sentence {
		t.Errorf("got  %s\nwant %s", f.Swedish(), sentence)
	}
}
