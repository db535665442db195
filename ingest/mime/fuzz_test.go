package mime

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"stintag/process/workbook"
)

// FuzzParse: whatever comes, Parse ends in a message or in one of its two errors,
// the same each time and within the limits; what people see of it is fit to be
// seen; and no part has bytes that the mail does not hold.
func FuzzParse(f *testing.F) {
	for _, raw := range corpus(f) {
		f.Add(raw)
	}
	f.Add(nested(5))
	f.Add([]byte("From: a@b\r\n\r\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := Parse(raw)
		again, sameErr := Parse(raw)
		if diff := cmp.Diff(m, again); diff != "" || (err == nil) != (sameErr == nil) {
			t.Fatalf("read twice, it differs: %v, %v\n%s", err, sameErr, diff)
		}
		if limit := (*Limit)(nil); err != nil {
			if !errors.Is(err, ErrNoMail) && !errors.As(err, &limit) {
				t.Fatalf("Parse = %v", err)
			}
			return
		}
		withinLimits(t, m)
		fitToBeSeen(t, m)
		held := contents(raw, 8)
		for _, p := range m.Parts {
			if !held.hold(p.Bytes) {
				t.Fatalf("part %q has %d bytes that the mail does not hold", p.Name, len(p.Bytes))
			}
		}
	})
}

func withinLimits(t *testing.T, m *Message) {
	size := 0
	for _, p := range m.Parts {
		size += len(p.Bytes)
	}
	// What lies in a container is told of as part of it, and bounded by it.
	if len(m.Parts) > 2*maxParts || size > 2*maxDecoded || len(m.Links) > maxLinks || len(m.Text) > 3*maxText {
		t.Fatalf("%d parts of %d bytes, %d links, %d bytes of text", len(m.Parts), size, len(m.Links), len(m.Text))
	}
}

func fitToBeSeen(t *testing.T, m *Message) {
	seen := append([]string{m.Subject, m.From, m.FromName}, m.Links...)
	for _, p := range m.Parts {
		seen = append(seen, p.Name, p.Archive)
	}
	for _, s := range seen {
		for _, r := range s {
			if unicode.IsControl(r) || !utf8.ValidString(s) {
				t.Fatalf("%q is not fit to be seen", s)
			}
		}
	}
}

// heap is all that a mail holds, taken apart with as little of the parser's own
// judgement as can be.
type heap [][]byte

// hold says whether b stands in one of the heap; what old mailers write among
// words, and what Outlook scatters over a container, is not looked for.
func (h heap) hold(b []byte) bool {
	for _, c := range h {
		if bytes.Contains(c, b) || bytes.Contains(c, []byte("begin ")) || bytes.HasPrefix(c, []byte(cfbMagic)) {
			return true
		}
	}
	return false
}

func contents(b []byte, depth int) heap {
	all := heap{b}
	if depth == 0 {
		return all
	}
	if header, _, body, err := split(b); err == nil {
		all = append(all, leavesOf(header, body, depth)...)
	}
	p := parser{}
	if header, body, err := p.entity(b); err == nil {
		all = append(all, leavesOf(header, body, depth)...)
	}
	if content, _ := signedContent(b); content != nil {
		all = append(all, contents(content, depth-1)...)
	}
	if files, _ := unpackTNEF(b); len(files) > 0 {
		for _, f := range files {
			all = append(all, contents(f.data, depth-1)...)
			all = append(all, contents(f.mail, depth-1)...)
		}
	}
	if workbook.Sniff(b) == workbook.FormatZip {
		for _, file := range filesOf(b) {
			all = append(all, contents(file, depth-1)...)
		}
	}
	return all
}

func leavesOf(header map[string][]string, body []byte, depth int) heap {
	p := parser{}
	leaves, err := p.walk(header, body, 0)
	if err != nil {
		return nil
	}
	var all heap
	for _, l := range leaves {
		data, _ := decode(l.header.Get("Content-Transfer-Encoding"), l.body)
		all = append(all, data)
		if !bytes.Equal(data, body) {
			all = append(all, contents(data, depth-1)...)
		}
	}
	return all
}

func filesOf(b []byte) (files [][]byte) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil
	}
	for _, e := range z.File {
		r, err := e.Open()
		if err != nil {
			continue
		}
		data, _ := io.ReadAll(io.LimitReader(r, int64(min(e.UncompressedSize64, maxDecoded)))) // what is damaged is held as far as it goes
		files = append(files, data)
	}
	return files
}

// FuzzArchive: of a zip comes nothing that archive/zip does not find in it.
func FuzzArchive(f *testing.F) {
	f.Add(zipOf(f, "a.xlsx", form(f)))
	f.Add(zipOf(f, "b.zip", zipOf(f, "a.xlsx", form(f))))
	f.Add(folder(f, 3, "a.xlsx", []byte("PK\x03\x04")))
	f.Fuzz(func(t *testing.T, b []byte) {
		p := parser{message: &Message{}}
		if err := p.file(Part{Name: "a.zip", Bytes: b}, place{}); err != nil {
			if limit := (*Limit)(nil); !errors.As(err, &limit) {
				t.Fatal(err)
			}
			return
		}
		if p.decoded > maxDecoded || p.entries > maxEntries {
			t.Fatalf("%d bytes of %d files", p.decoded, p.entries)
		}
		held := contents(b, 8)
		for _, part := range p.message.Parts {
			if !held.hold(part.Bytes) {
				t.Fatalf("%q has %d bytes that the zip does not hold", part.Name, len(part.Bytes))
			}
		}
	})
}

// FuzzSignedContent: what comes out is no longer than what went in, stands in it
// byte for byte in the same order, and comes out the same twice.
func FuzzSignedContent(f *testing.F) {
	f.Add(signedMail([]byte("Content-Type: text/plain\r\n\r\nHej"), 7))
	f.Add(signedMail(nil, 1))
	f.Add(append(signedBegin(), "\x24\x80\x04\x03"...))
	f.Fuzz(func(t *testing.T, b []byte) {
		content, err := signedContent(b)
		again, sameErr := signedContent(b)
		if !bytes.Equal(content, again) || !errors.Is(sameErr, err) {
			t.Fatal("read twice, it differs")
		}
		rest := b
		for _, c := range content {
			at := bytes.IndexByte(rest, c)
			if at < 0 {
				t.Fatalf("%d bytes out of %d, not in their order", len(content), len(b))
			}
			rest = rest[at+1:]
		}
	})
}

// FuzzOutlook: a container ends in its streams or in the limit, none longer than
// the container.
func FuzzOutlook(f *testing.F) {
	f.Add(savedMail(f))
	f.Add(loop(20 << 10))
	f.Fuzz(func(t *testing.T, b []byte) {
		p := parser{message: &Message{}}
		if err := p.file(Part{Name: "a.msg", Bytes: b}, place{}); err != nil {
			if limit := (*Limit)(nil); !errors.As(err, &limit) {
				t.Fatal(err)
			}
			return
		}
		if p.decoded > maxDecoded {
			t.Fatalf("%d bytes", p.decoded)
		}
		for _, part := range p.message.Parts {
			if part.Archive == "" && len(part.Bytes) > len(b)+512 {
				t.Fatalf("%q has %d bytes out of %d", part.Name, len(part.Bytes), len(b))
			}
		}
	})
}
