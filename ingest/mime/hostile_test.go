package mime

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// nested is n open multiparts: 25 of them hang some parsers for longer than anyone waits.
func nested(n int) []byte {
	var b strings.Builder
	b.WriteString(top)
	for i := range n {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	return []byte(b.String() + "\r\nHej\r\n")
}

// filled is head and as many repetitions as a mail may have room for.
func filled(head, again string) []byte {
	return append([]byte(head), bytes.Repeat([]byte(again), (maxMail-len(head))/len(again))...)
}

// folder is a zip whose directory names one small file n times, as whatever it is
// called: what a few bytes unpack to is unpacked n times.
func folder(t testing.TB, n int, name string, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	raw := b.Bytes()
	at := bytes.Index(raw, []byte("PK\x01\x02"))
	end := bytes.Index(raw, []byte("PK\x05\x06"))
	out := append(bytes.Clone(raw[:at]), bytes.Repeat(raw[at:end], n)...)
	tail := bytes.Clone(raw[end:])
	binary.LittleEndian.PutUint16(tail[8:], uint16(n))
	binary.LittleEndian.PutUint16(tail[10:], uint16(n))
	binary.LittleEndian.PutUint32(tail[12:], uint32(n*(end-at)))
	return append(out, tail...)
}

// loop is a saved mail of 77 attachments, each as long as the file: the sector
// that they all begin with is followed by itself.
func loop(size int) []byte {
	const entries, sectors = 80, 20
	b := make([]byte, size&^511)
	copy(b, cfbMagic)
	le := binary.LittleEndian
	le.PutUint16(b[30:], 9)
	le.PutUint32(b[48:], 1) // the list, from sector 1
	le.PutUint32(b[60:], cfbNone)
	le.PutUint32(b[68:], cfbNone)
	for i := range sectors {
		le.PutUint32(b[cfbHeader+4*i:], uint32(i+1)) // the table, in sector 0
	}
	le.PutUint32(b[cfbHeader:], 0)
	le.PutUint32(b[cfbHeader+4*sectors:], cfbNone)
	for i := range entries {
		name, kind, child := fmt.Sprintf("%s%08X", msgAttachment, i), byte(cfbStorage), uint32(1)
		switch i {
		case 0:
			name, kind = "Root Entry", cfbRoot
		case 1:
			name, kind = msgOwn, 2
		case 2:
			name, kind = msgProperty+msgData+msgBinary, 2
		}
		e := b[2*512+cfbEntry*i:]
		for n, ch := range []byte(name) {
			e[2*n] = ch
		}
		le.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66] = kind
		le.PutUint32(e[68:], cfbNone)
		le.PutUint32(e[72:], uint32(i+1))
		le.PutUint32(e[76:], child)
		if i > 0 {
			le.PutUint64(e[120:], uint64(size))
		}
	}
	return b
}

// trap is a mail made to take time or memory.
type trap struct {
	mail  func() []byte
	limit string // that it goes over; "" where it is read, for what it is
}

func hostile(t testing.TB) map[string]trap {
	parts := func(n int, banner string) []byte {
		return []byte(top + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + banner + "\r\n\r\n" + strings.Repeat("--x\r\n\r\n", n) + "--x--\r\n")
	}
	binaryPart := func(files ...[]byte) []byte {
		var b bytes.Buffer
		b.WriteString(top + "Content-Type: multipart/mixed; boundary=b1\r\n\r\n")
		for _, f := range files {
			b.WriteString("--b1\r\nContent-Type: application/octet-stream; name=a.zip\r\nContent-Transfer-Encoding: binary\r\n\r\n")
			b.Write(f)
			b.WriteString("\r\n")
		}
		b.WriteString("--b1--\r\n")
		return b.Bytes()
	}
	text := top + "Content-Type: text/plain\r\n\r\n"
	html := top + "Content-Type: text/html\r\n\r\n"
	list := func() []byte { return folder(t, 9000, "[Content_Types].xml", bytes.Repeat([]byte(" "), 256<<10)) }
	return map[string]trap{
		"25 nested multiparts":        {func() []byte { return nested(25) }, "multiparts"},
		"4,000 nested multiparts":     {func() []byte { return nested(4000) }, "multiparts"},
		"40,000 parts":                {func() []byte { return parts(40_000, "Content-Type: text/plain") }, "parts"},
		"200,000 empty parts":         {func() []byte { return parts(200_000, "no header") }, "parts"},
		"3 MB header":                 {func() []byte { return []byte(top + "X-Long: " + strings.Repeat("x", 3<<20) + "\r\n\r\nHej") }, "bytes of header"},
		"a million tiny header lines": {func() []byte { return []byte(top + strings.Repeat("X-A: b\r\n", 1_000_000) + "\r\nHej") }, "bytes of header"},
		"header folded 80,000 times": {func() []byte {
			return []byte(top + "no field\r\nX-A: b\r\n" + strings.Repeat(" x\n", 80_000) + "\r\nHej")
		}, ""},
		"3 MB header of a part": {func() []byte {
			return withPart("Content-Type: text/plain\r\n"+strings.Repeat("X-A: b\r\n", 400_000), "Hej\r\n")
		}, "bytes of header"},
		"long headers of many parts": {func() []byte {
			return filled(top+"Content-Type: multipart/mixed; boundary=x\r\n\r\n", "--x\r\n"+strings.Repeat("a:\n", 80_000)+"\nHej\r\n")
		}, "bytes of headers"},
		"one attachment of 18 MB": {func() []byte {
			return withPart("Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64", packed(make([]byte, 18<<20)))
		}, ""},
		"no end of header":           {func() []byte { return []byte(top + strings.Repeat("x", 1<<20)) }, "bytes of header"},
		"From of 250 kB":             {func() []byte { return []byte("From: " + strings.Repeat("(a", 120_000) + "\r\n\r\n") }, ""},
		"From of 60,000 addresses":   {func() []byte { return []byte("From: " + strings.Repeat("a@b,", 60_000) + "\r\n\r\n") }, ""},
		"over the size":              {func() []byte { return append([]byte(top+"\r\n"), make([]byte, maxMail)...) }, "bytes"},
		"text of line ends":          {func() []byte { return filled(text, "\n") }, ""},
		"text of history":            {func() []byte { return filled(text, "Från: a\n") }, ""},
		"text of addresses":          {func() []byte { return filled(text, "https://1drv.ms/a ") }, ""},
		"text of begun files":        {func() []byte { return filled(text, "begin 644 a\n!  \n") }, "parts"},
		"one file of short lines":    {func() []byte { return filled(text+"begin 644 a\n", "!  \n") }, ""},
		"HTML of open styles":        {func() []byte { return filled(html, "<style ") }, ""},
		"HTML of open links":         {func() []byte { return filled(html, "<a href='") }, ""},
		"boundaries that are none":   {func() []byte { return filled(top+"Content-Type: multipart/mixed; boundary=x\r\n\r\n", "--x ") }, ""},
		"lines that may be boundary": {func() []byte { return filled(top+"Content-Type: multipart/mixed\r\n\r\n", "--\x01\n") }, ""},
		"headers that are none": {func() []byte {
			return filled(top+"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n", "Content-\n\n")
		}, ""},
		"base64 of banners": {func() []byte { return filled(text[:len(text)-2]+"Content-Transfer-Encoding: base64\r\n\r\n", "a b!\n") }, ""},
		"quoted-printable of signs": {func() []byte {
			return filled(text[:len(text)-2]+"Content-Transfer-Encoding: quoted-printable\r\n\r\n", "=")
		}, ""},
		"zip that names a file 9,000 times": {func() []byte { return binaryPart(folder(t, 9000, "a.xlsx", []byte("PK\x03\x04"))) }, "files in zip"},
		"zip that unpacks a file 900 times": {func() []byte {
			return binaryPart(folder(t, 900, "a.xlsx", append([]byte("PK\x03\x04"), bytes.Repeat([]byte{1, 2, 3, 4}, 200<<10)...)))
		}, "bytes when decoded"},
		"zip that grows 1,000 times": {func() []byte {
			return binaryPart(folder(t, 1, "a.xlsx", append([]byte("PK\x03\x04"), make([]byte, 30<<20)...)))
		}, "times as many bytes"},
		"zips that list their types 9,000 times": {func() []byte { return binaryPart(slices.Repeat([][]byte{list()}, 15)...) }, "files in zip"},
		"workbooks of 9,000 parts":               {func() []byte { return binaryPart(slices.Repeat([][]byte{folder(t, 9000, "xl/a.xml", nil)}, 45)...) }, "names in zip"},
		"saved mail that goes round":             {func() []byte { return binaryPart(loop(20 << 20)) }, "bytes when decoded"},
		"signed mail of a million pieces": {func() []byte {
			return binaryPart(append(signedBegin(), bytes.Repeat([]byte("\x04\x01a"), 8_000_000)...))
		}, ""},
		"signed mail of pieces in pieces": {func() []byte {
			return binaryPart(append(signedBegin(), bytes.Repeat([]byte("\x24\x80"), 10_000_000)...))
		}, ""},
		"signed mail of sets in sets": {func() []byte {
			return binaryPart(append([]byte("\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80\x02\x01\x01"), bytes.Repeat([]byte("\x31\x80"), 10_000_000)...))
		}, ""},
	}
}

// signedBegin is a signed mail up to its first piece.
func signedBegin() []byte {
	return []byte("\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80\x24\x80")
}

// TestHostileMailIsBounded: mail made to take time or memory ends in the limit
// that it goes over, or is read; and all the memory ever taken for it, freed or
// not, stays in proportion. What is not allocated is gone over a bounded number
// of times: the benchmark beside this tells how long that takes.
func TestHostileMailIsBounded(t *testing.T) {
	for about, tt := range hostile(t) {
		t.Run(about, func(t *testing.T) {
			raw := tt.mail()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := Parse(raw)
			runtime.ReadMemStats(&after)
			limit := (*Limit)(nil)
			if errors.As(err, &limit) != (tt.limit != "") || tt.limit != "" && !strings.HasPrefix(limit.What, tt.limit) {
				t.Errorf("Parse = %v, want a limit of %q", err, tt.limit)
			}
			if took, most := after.TotalAlloc-before.TotalAlloc, uint64(4*maxDecoded); took > most {
				t.Errorf("%d MB allocated in all, %d at most", took>>20, most>>20)
			}
		})
	}
}

// BenchmarkHostile tells how long each of them takes, and how much memory in all.
func BenchmarkHostile(b *testing.B) {
	for about, tt := range hostile(b) {
		b.Run(about, func(b *testing.B) {
			raw := tt.mail()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(raw); (err != nil) != (tt.limit != "") {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkParse reads an ordinary mail of 21 kB.
func BenchmarkParse(b *testing.B) {
	content := bytes.Repeat([]byte("0123456789abcdefghij"), 750)
	raw := withPart("Content-Type: "+sheetType+"; name=a.xlsx\r\nContent-Transfer-Encoding: base64", packed(content))
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(raw); err != nil {
			b.Fatal(err)
		}
	}
}
