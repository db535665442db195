package workbook

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// wellKept fails where a book that was read breaks what its types promise.
func wellKept(t *testing.T, b *Book, lim Limits) {
	t.Helper()
	cells := 0
	for _, s := range b.Sheets {
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

// FuzzRead holds the reader to its types, whatever the bytes.
func FuzzRead(f *testing.F) {
	for _, data := range samples(f) {
		f.Add(data)
	}
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		Sniff(data)
		if b, err := Read(data, FormLimits); err == nil {
			wellKept(t, b, FormLimits)
		}
	})
}

// FuzzReadSheet gets past the zip's CRC: the parts are the fuzzer's own. What is
// read must be whole XML by another parser's judgement too.
func FuzzReadSheet(f *testing.F) {
	seed := bookOf(`<row r="1"><c r="A1" t="s"><v>1</v></c><c t="inlineStr"><is><r><t>a&amp;<![CDATA[b]]></t></r></is></c><c r="D1" s="1"><f>1</f><v>4</v></c></row>`)
	f.Add([]byte(seed[sheetPart]), []byte(seed["xl/sharedStrings.xml"]), []byte(seed["xl/styles.xml"]))
	f.Fuzz(func(t *testing.T, sheet, shared, styles []byte) {
		data := seed.with(sheetPart, string(sheet)).with("xl/sharedStrings.xml", string(shared)).with("xl/styles.xml", string(styles)).zip(t)
		b, err := Read(data, FormLimits)
		if err != nil {
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
