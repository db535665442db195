package mime

import (
	"bytes"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"stintag/process/workbook"
)

// signedMail is content signed as Outlook writes it, in pieces of the size.
func signedMail(content []byte, piece int) []byte {
	b := signedBegin()
	for len(content) > 0 {
		n := min(piece, len(content))
		b = append(b, 0x04, 0x82, byte(n>>8), byte(n))
		b = append(b, content[:n]...)
		content = content[n:]
	}
	return append(b, 0, 0, 0, 0, 0, 0, 0x31, 0x00, 0, 0, 0, 0, 0, 0)
}

// TestSignedContentComesOutWhole: in whatever pieces, whichever way the lengths
// are written, what was signed is what comes out.
func TestSignedContentComesOutWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		content := rapid.SliceOfN(rapid.Byte(), 1, 3000).Draw(t, "content")
		b := signedMail(content, rapid.IntRange(1, 1000).Draw(t, "piece"))
		got, err := signedContent(b)
		if err != nil || !bytes.Equal(got, content) {
			t.Fatalf("%d bytes, %v; want %d", len(got), err, len(content))
		}
		cut, err := signedContent(b[:rapid.IntRange(0, len(b)).Draw(t, "cut")])
		if err == nil && !bytes.Equal(cut, content) || !bytes.HasPrefix(content, cut) {
			t.Fatalf("cut: %d bytes of %d, %v", len(cut), len(content), err)
		}
	})
}

func TestSignatureAloneSignsNothingHere(t *testing.T) {
	const begin = "\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80\x02\x01\x01"
	const data = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
	for about, b := range map[string]string{
		"open lengths":               begin + "\x31\x00\x30\x80" + data + "\x00\x00\x31\x00",
		"told lengths":               begin + "\x31\x00\x30\x0b" + data + "\x31\x00",
		"algorithms of open lengths": begin + "\x31\x80\x30\x80\x06\x01\x2a\x00\x00\x00\x00\x30\x0b" + data,
	} {
		if got, err := signedContent([]byte(b)); got != nil || err != nil {
			t.Errorf("%s: %x, %v", about, got, err)
		}
	}
}

func TestDeepestPiecesAreRefused(t *testing.T) {
	b := append(signedBegin(), bytes.Repeat([]byte("\x24\x80"), deepestOctets)...)
	b = append(b, 0x04, 0x01, 'a')
	if got, err := signedContent(b); !errors.Is(err, errBER) {
		t.Errorf("%q, %v", got, err)
	}
}

// TestCutContainersNeverLookWhole: wherever a signed mail, a zip or a mail saved
// by Outlook is cut off, the form in it is gone, damaged, or what it was, and
// nobody takes the mail for one that had none.
func TestCutContainersNeverLookWhole(t *testing.T) {
	whole := form(t)
	entity := withPart("Content-Type: "+sheetType+"; name=a.xlsx\r\nContent-Transfer-Encoding: base64", packed(whole))
	saved := savedMail(t)
	for about, b := range map[string][]byte{
		"signed": signedMail(entity, 700), "zip": zipOf(t, "a.xlsx", whole), "zip in zip": zipOf(t, "b.zip", zipOf(t, "a.xlsx", whole)), "saved by Outlook": saved,
	} {
		want := map[string]bool{}
		for _, p := range parse(t, withPart("Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64", packed(b))).Parts {
			if p.Damaged || p.Format != workbook.FormatWorkbook {
				t.Fatalf("%s: %v, damaged %v", about, p.Format, p.Damaged)
			}
			want[string(p.Bytes)] = true
		}
		for n := 20; n < len(b); n += 7 {
			m := parse(t, withPart("Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64", packed(b[:n])))
			if len(m.Parts) == 0 {
				t.Fatalf("%s cut at %d of %d: nothing is told", about, n, len(b))
			}
			for _, p := range m.Parts {
				if p.Format == workbook.FormatWorkbook && !p.Damaged && !want[string(p.Bytes)] {
					t.Fatalf("%s cut at %d of %d: %d bytes, and no word of damage", about, n, len(b), len(p.Bytes))
				}
			}
		}
	}
}

// savedMail is the container of the corpus's mail saved by Outlook.
func savedMail(t testing.TB) []byte {
	t.Helper()
	raw := corpus(t)["outlook-msg"]
	header, _, body, err := split(raw)
	if err != nil {
		t.Fatal(err)
	}
	leaves, err := (&parser{message: &Message{}}).walk(header, body, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range leaves {
		if data, _ := decode(l.header.Get("Content-Transfer-Encoding"), l.body); bytes.HasPrefix(data, []byte(cfbMagic)) {
			return data
		}
	}
	t.Fatal("no container in outlook-msg.eml")
	return nil
}
