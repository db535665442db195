package mime

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/textproto"
	"testing"
	"unicode"
	"unicode/utf8"

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
			header, rest, err := entity(pieces[n])
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

// FuzzParse: whatever comes, Parse ends in a message or in one of its two errors,
// and what people see of it is fit to be seen.
func FuzzParse(f *testing.F) {
	b64 := "Content-Transfer-Encoding: base64\r\nContent-Type: application/octet-stream; name=\"a.xlsx\""
	seeds := [][]byte{
		withPart(b64, packed(form(f))),
		withPart("*** EXTERNT ***\r\n"+b64, packed(form(f))),
		withPart("Content-Disposition: attachment; filename*0*=iso-8859-1''%F6; filename*1=x", "x\r\n"),
		withPart("Content-Type: message/rfc822", top+"\r\nHej\r\n"),
		withPart("Content-Type: message/delivery-status", "A: b\r\n\r\nAction: failed\r\n"),
		nested(5),
		[]byte("From: a@b\r\n\r\n"),
	}
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := Parse(raw)
		if limit := (*Limit)(nil); err != nil {
			if !errors.Is(err, ErrNoMail) && !errors.As(err, &limit) {
				t.Fatalf("Parse = %v", err)
			}
			return
		}
		seen := []string{m.Subject, m.From, m.FromName}
		for _, p := range m.Parts {
			seen = append(seen, p.Name)
		}
		for _, s := range seen {
			for _, r := range s {
				if unicode.IsControl(r) || !utf8.ValidString(s) {
					t.Fatalf("%q is not fit to be seen", s)
				}
			}
		}
	})
}
