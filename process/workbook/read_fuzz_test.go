package workbook

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wellKept fails where a book that was read breaks what its types promise.
func wellKept(t *testing.T, b *Book, lim Limits) {
	t.Helper()
	cells := 0
	for _, s := range b.Sheets {
		if len(s.HiddenColumns) > lim.Columns {
			t.Fatalf("%d runs of hidden columns", len(s.HiddenColumns))
		}
		for _, c := range s.HiddenColumns {
			if c.First < 1 || c.Last < c.First || c.Last > lim.Columns {
				t.Fatalf("hidden columns %+v", c)
			}
		}
		row := 0
		for _, r := range s.Rows {
			if r.Number <= row || len(r.Cells) == 0 {
				t.Fatalf("row %d after %d with %d cells", r.Number, row, len(r.Cells))
			}
			row = r.Number
			col := 0
			for _, c := range r.Cells {
				if c.Row != row || c.Col <= col || c.Kind == Empty || c.Col > lim.Columns {
					t.Fatalf("cell %+v in row %d after column %d", c, row, col)
				}
				col = c.Col
				_ = c.String()
			}
			cells += len(r.Cells)
		}
		if row > lim.Rows {
			t.Fatalf("row %d", row)
		}
	}
	if cells > lim.Cells {
		t.Fatalf("%d cells", cells)
	}
}

// readAlike reads the bytes twice, the short way and with the scanner alone, and
// fails where the two do not say the same, to the byte of a fault.
func readAlike(t *testing.T, data []byte) (*Book, bool) {
	t.Helper()
	b, fault := read(data, FormLimits)
	slow, slowFault := readBy(data, FormLimits, true, nil)
	if diff := cmp.Diff(slowFault, fault); diff != "" {
		t.Fatalf("the scanner's fault and the short way's:\n%s", diff)
	}
	if diff := cmp.Diff(slow, b); diff != "" {
		t.Fatalf("the scanner's book and the short way's:\n%s", diff)
	}
	if (b == nil) == (fault == nil) {
		t.Fatalf("a book %v with the fault %v", b, fault)
	}
	return b, fault == nil
}

// FuzzRead holds the reader to its types, whatever the bytes; what is read twice
// reads the same.
func FuzzRead(f *testing.F) {
	seeds := samples(f)
	if len(seeds) < 5 {
		f.Fatalf("%d seeds", len(seeds))
	}
	for _, data := range seeds {
		f.Add(data)
	}
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		Sniff(data)
		if b, ok := readAlike(t, data); ok {
			wellKept(t, b, FormLimits)
		}
	})
}

// FuzzReadSheet gets past the zip's CRC: the parts are the fuzzer's own. What is
// read must be whole XML by another parser's judgement too.
func FuzzReadSheet(f *testing.F) {
	seed := bookOf(`<row r="1"><c r="A1" t="s"><v>1</v></c><c t="inlineStr"><is><r><t>a&amp;<![CDATA[b]]></t></r></is></c><c r="D1" s="1"><f>1</f><v>4</v></c></row>`)
	f.Add([]byte(seed[sheetPart]), []byte(seed["xl/sharedStrings.xml"]), []byte(seed["xl/styles.xml"]))
	plain := bookOf(`<row r="2"><c r="A2" s="1" t="s"><v>0</v></c><c r="B2" s="2"><v>45545</v></c><c r="C2"/><c r="D2" t="b"><v>1</v></c><c r="E2" t="str"><f aca="false">A1&amp;"x"</f><v>å</v></c><c r="F2"><f>1</f><v>-1.5E3</v></c></row>`)
	f.Add([]byte(plain[sheetPart]), []byte(plain["xl/sharedStrings.xml"]), []byte(plain["xl/styles.xml"]))
	alike := bookOf(`<row r="1" ht="15"><c r="A1"><v>1</v></c></row><row r="2" ht="15"><c r="A2"><v>2</v></c></row><row r="5" ht="15"><x><c r="A5"><v>3</v></c></x></row><row r="6" ht="15" hidden="1"/>`)
	columns := strings.Replace(alike[sheetPart], "<sheetData>", `<cols><col min="2" max="3" hidden="1"/><col min="4" max="9" width="0"/></cols><sheetData>`, 1)
	f.Add([]byte(columns), []byte(alike["xl/sharedStrings.xml"]), []byte(alike["xl/styles.xml"]))
	f.Fuzz(func(t *testing.T, sheet, shared, styles []byte) {
		data := seed.with(sheetPart, string(sheet)).with("xl/sharedStrings.xml", string(shared)).with("xl/styles.xml", string(styles)).zip(t)
		b, ok := readAlike(t, data)
		if !ok {
			return
		}
		wellKept(t, b, FormLimits)
		d := xml.NewDecoder(utf8Reader(bytes.NewReader(sheet)))
		d.Strict = false // attributes and names are not what this is about
		for depth := 0; ; {
			tok, err := d.RawToken()
			switch tok.(type) {
			case xml.StartElement:
				depth++
			case xml.EndElement:
				depth--
			}
			if errors.Is(err, io.EOF) && depth != 0 {
				t.Fatalf("a sheet is read that ends at depth %d", depth)
			}
			if err != nil {
				return
			}
		}
	})
}

// Every healthy workbook reads the same the short way and with the scanner alone,
// and the short way is taken: the promise of speed rests on it.
func TestReadTheShortWay(t *testing.T) {
	for name, data := range samples(t) {
		t.Run(name, func(t *testing.T) { readAlike(t, data) })
	}
	const cell, text = `<c r="B7" s="3" t="s"><v>12</v></c>`, `<si><t xml:space="preserve">Möjlig start</t></si>`
	s := &sheetReader{row: Row{Number: 7}}
	var raw rawCell
	if n := s.plainCell(&raw, []byte(cell+cell)); n != len(cell) || raw.col != 2 || raw.style != 3 || raw.kind != kindShared || string(raw.text) != "12" {
		t.Errorf("%s: %d bytes, %+v", cell, n, raw)
	}
	if v, _, n := plainString([]byte(text + text)); n != len(text) || string(v) != "Möjlig start" {
		t.Errorf("%s: %d bytes, %q", text, n, v)
	}
	for _, odd := range []string{
		`<c r="B8"><v>1</v></c>`, `<c r="B7" r="B7"><v>1</v></c>`, `<c r="B7" cm="1"><v>1</v></c>`, `<c r='B7'><v>1</v></c>`, `<c  r="B7"><v>1</v></c>`,
		`<c r="b7"><v>1</v></c>`, `<c r="B7"><v>&lt;</v></c>`, `<c r="B7"><v></v></c>`, `<c r="B7"><v>1</v></c`, `<c r="B7"><v>1</v><f>1</f></c>`,
		`<c r="B7" t="d"><v>1</v></c>`, `<c r="XFE7"><v>1</v></c>`, `<cols>`, `<c>`, `<c r="B7" s="12345678"><v>1</v></c>`,
	} {
		if n := s.plainCell(&raw, []byte(odd+cell)); n != 0 {
			t.Errorf("%s is read the short way", odd)
		}
	}
}

// Readings use the same memory one after the other: no book may change for it.
func TestReadKeepsNothingOfAnotherBook(t *testing.T) {
	first := map[string]*Book{}
	for name, data := range samples(t) {
		first[name] = mustRead(t, data)
	}
	for name, data := range samples(t) {
		if diff := cmp.Diff(first[name], mustRead(t, data)); diff != "" {
			t.Errorf("%s changed while others were read:\n%s", name, diff)
		}
	}
}

// A workbook whose parts are stored has no byte of content that can change unseen.
func TestReadSeesEveryByteOfAStoredPart(t *testing.T) {
	book := bookOf(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>45545</v></c></row>`)
	whole := lying(t, book, "", 0)
	for name, content := range book {
		from := bytes.Index(whole, []byte(content))
		for i := range content {
			data := bytes.Clone(whole)
			data[from+i] ^= 1 << (i % 8)
			_, err := Read(data, FormLimits)
			var f *Fault
			if !errors.As(err, &f) {
				t.Fatalf("%s: byte %d flipped is not seen", name, i)
			}
			if f.Code != Damaged || f.Part != partName(name) {
				t.Fatalf("%s: byte %d flipped gives %v", name, i, f)
			}
		}
	}
}
