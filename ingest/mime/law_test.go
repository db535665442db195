package mime

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"testing"

	"pgregory.net/rapid"
)

// TestCutsAsTheStandardLibrary: where a mail keeps the rules, our cutting and
// mime/multipart's are the same.
func TestCutsAsTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		line := rapid.StringMatching(`(--)?[a-z \-]{0,20}(\r\n|\n)?`)
		for range rapid.IntRange(1, 5).Draw(t, "parts") {
			header := textproto.MIMEHeader{}
			for n := range rapid.IntRange(0, 2).Draw(t, "fields") {
				header.Set(fmt.Sprintf("X-Field-%d", n), rapid.StringMatching(`[a-z]{0,9}`).Draw(t, "value"))
			}
			p, err := w.CreatePart(header)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range rapid.SliceOfN(line, 0, 6).Draw(t, "body") {
				if _, err := io.WriteString(p, l); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}

		pieces, closed := cutAt(w.Boundary(), b.Bytes())
		if !closed {
			t.Fatal("not closed")
		}
		r := multipart.NewReader(bytes.NewReader(b.Bytes()), w.Boundary())
		for n := 0; ; n++ {
			want, err := r.NextRawPart()
			if errors.Is(err, io.EOF) {
				if n != len(pieces) {
					t.Fatalf("%d pieces, want %d", len(pieces), n)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(want)
			if err != nil {
				t.Fatal(err)
			}
			header, rest, err := (&parser{}).entity(pieces[n])
			if err != nil || len(header) != len(want.Header) || !bytes.Equal(rest, body) {
				t.Fatalf("piece %d: header %v, body %q, %v; want %v, %q", n, header, rest, err, want.Header, body)
			}
		}
	})
}

// TestCutMailNeverLooksWhole: wherever a mail with a form is cut off, the form is
// gone, damaged, or byte for byte what it was.
func TestCutMailNeverLooksWhole(t *testing.T) {
	whole := form(t)
	mail := withPart("Content-Type: "+sheetType+"; name=a.xlsx\r\nContent-Transfer-Encoding: base64", packed(whole))
	rapid.Check(t, func(t *rapid.T) {
		m, err := Parse(mail[:rapid.IntRange(0, len(mail)).Draw(t, "cut")])
		if err != nil {
			return
		}
		for _, p := range m.Parts {
			if !p.Damaged && !bytes.Equal(p.Bytes, whole) {
				t.Fatalf("%d of %d bytes, and no word of damage", len(p.Bytes), len(whole))
			}
		}
	})
}

// TestQuotedPrintableAsTheStandardLibrary: where a body keeps the rules, ours and
// mime/quotedprintable's readings are the same.
func TestQuotedPrintableAsTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		content := rapid.SliceOfN(rapid.Byte(), 0, 400).Draw(t, "content")
		var b bytes.Buffer
		w := quotedprintable.NewWriter(&b)
		w.Binary = rapid.Bool().Draw(t, "binary")
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		want, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(b.Bytes())))
		if err != nil {
			t.Fatal(err)
		}
		if got, damaged := decodeQuoted(b.Bytes()); damaged || !bytes.Equal(got, want) {
			t.Fatalf("%q, damaged %v; want %q", got, damaged, want)
		}
	})
}
