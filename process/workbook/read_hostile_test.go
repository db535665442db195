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

	"github.com/google/go-cmp/cmp"
)

// rawEntry writes an entry whose header says what the test wants it to say.
func rawEntry(t testing.TB, z *zip.Writer, name, content string, method uint16, declared uint64) {
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
func lying(t testing.TB, book rawBook, part string, declared uint64) []byte {
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
func entries(t testing.TB, book rawBook, n int, name func(i int) string) []byte {
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
		{"a bomb in many parts", healthy.with("a.bin", strings.Repeat("\x00", 20<<20)).with("b.bin", strings.Repeat("\x00", 20<<20)).zip(t), TooLarge, "b.bin", "unzipped"},
		{"another encoding", healthy.with(sheetPart, `<?xml version="1.0" encoding="windows-1252"?>`+healthy[sheetPart]).zip(t), Damaged, sheetPart, "encoding"},
		{"a text that is no UTF-8", sheet("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\xE5</v></c></row>"), Damaged, sheetPart, "UTF-8"},
		{"a part twice", entries(t, healthy, 1, func(int) string { return sheetPart }), Damaged, sheetPart, "twice"},
		{"a part twice, by another path", entries(t, healthy, 1, func(int) string { return `/XL\..\xl/worksheets/./Sheet1.xml` }), Damaged, sheetPart, "twice"},
		{"encrypted entries", encrypted, NotAWorkbook, "_rels/.rels", "encrypted"},
		{"a zip cut off", healthy.zip(t)[:900], Damaged, "", ""},
		{"a merge of nothing", healthy.with(sheetPart, strings.Replace(healthy[sheetPart], "</sheetData>", `</sheetData><mergeCells><mergeCell ref="A"/></mergeCells>`, 1)).zip(t), BadReference, sheetPart, "merged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(c.data, FormLimits)
			attack{code: c.code, part: c.part, says: c.says}.judge(t, err)
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
