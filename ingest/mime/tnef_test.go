package mime

import (
	"bytes"
	"encoding/binary"
	"testing"
	"unicode/utf16"

	"stintag/process/workbook"
)

// winmail builds a container as Outlook does: a message class, the code page,
// and for each attachment its short name, its bytes and its properties.
func winmail(files ...file) []byte {
	var b bytes.Buffer
	le := binary.LittleEndian
	attribute := func(level byte, id uint32, data []byte) {
		b.WriteByte(level)
		b.Write(le.AppendUint32(nil, id))
		b.Write(le.AppendUint32(nil, uint32(len(data))))
		b.Write(data)
		b.Write(le.AppendUint16(nil, checksum(data)))
	}
	b.Write(le.AppendUint32(nil, tnefSignature))
	b.Write([]byte{1, 0})
	attribute(1, 0x00078008, []byte("IPM.Microsoft Mail.Note\x00"))
	attribute(1, tnefCodepage, append(le.AppendUint32(nil, 1252), 0, 0, 0, 0))
	for _, f := range files {
		attribute(2, tnefNew, make([]byte, 14))
		attribute(2, tnefTitle, []byte("ANS\xd6KA~1.XLS\x00"))
		attribute(2, tnefData, f.data)
		attribute(2, tnefProps, properties(f.name))
	}
	return b.Bytes()
}

// properties are a number, a named property and the long name, in that order.
func properties(name string) []byte {
	le := binary.LittleEndian
	var wide []byte
	for _, u := range append(utf16.Encode([]rune(name)), 0) {
		wide = le.AppendUint16(wide, u)
	}
	p := le.AppendUint32(nil, 3)
	p = append(p, 0x03, 0x00, 0x20, 0x0e, 9, 0, 0, 0) // PT_LONG PR_ATTACH_SIZE
	p = append(p, 0x0b, 0x00, 0x01, 0x80)             // PT_BOOLEAN, named by number
	p = append(p, make([]byte, 16+4+4+4)...)
	p = append(p, mapiWide, 0x00, 0x07, 0x37, 1, 0, 0, 0)
	p = le.AppendUint32(p, uint32(len(wide)))
	p = append(p, wide...)
	return append(p, make([]byte, -len(wide)&3)...)
}

func TestWinmailIsUnpacked(t *testing.T) {
	whole := form(t)
	packedMail := winmail(file{name: "ansökan Åre.xlsx", data: whole}, file{name: "andra.xlsx", data: whole})
	m := parse(t, withPart("Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64", packed(packedMail)))
	if len(m.Parts) != 2 {
		t.Fatalf("%d parts, want 2", len(m.Parts))
	}
	for i, name := range []string{"ansökan Åre.xlsx", "andra.xlsx"} {
		if p := m.Parts[i]; p.Name != name || p.Damaged || p.Format != workbook.FormatWorkbook || !bytes.Equal(p.Bytes, whole) {
			t.Errorf("part %d: %q, damaged %v, %v", i, p.Name, p.Damaged, p.Format)
		}
	}
}

func TestWinmailWithoutFilesIsNothing(t *testing.T) {
	m := parse(t, withPart("Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64", packed(winmail())))
	if len(m.Parts) != 0 {
		t.Errorf("parts %v", m.Parts)
	}
}

func TestWinmailShortNameInItsCodePage(t *testing.T) {
	files, err := unpackTNEF(winmail(file{data: []byte("x")}))
	if err != nil || len(files) != 1 || files[0].name != "ANSÖKA~1.XLS" {
		t.Errorf("%v, %v", files, err)
	}
}

// TestDamagedWinmail: wherever the container is cut, what comes out is whole, or
// the last of it says that it is damaged.
func TestDamagedWinmail(t *testing.T) {
	whole := form(t)
	b := winmail(file{name: "a.xlsx", data: whole})
	for n := range len(b) {
		m := parse(t, withPart("Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64", packed(b[:n])))
		for _, p := range m.Parts {
			if !p.Damaged && !bytes.Equal(p.Bytes, whole) {
				t.Fatalf("cut at %d of %d: %d bytes, and no word of damage", n, len(b), len(p.Bytes))
			}
		}
	}
	two := winmail(file{name: "a.xlsx", data: whole}, file{name: "b.xlsx", data: whole})
	at := bytes.LastIndex(two, []byte("PK\x03\x04")) - 20 // between the forms
	m := parse(t, withPart("Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64", packed(two[:at])))
	if last := len(m.Parts) - 1; last < 1 || m.Parts[last].Format != workbook.FormatDamaged {
		t.Errorf("cut between two forms: %v, and no word of the second", m.Parts)
	}
	flipped := bytes.Clone(b)
	flipped[len(flipped)/2] ^= 1
	if _, err := unpackTNEF(flipped); err == nil {
		t.Error("a flipped bit went unseen")
	}
}

func FuzzUnpackTNEF(f *testing.F) {
	f.Add(winmail(file{name: "a.xlsx", data: []byte("PK")}, file{}))
	f.Add(winmail()[:4])
	f.Fuzz(func(t *testing.T, b []byte) {
		files, _ := unpackTNEF(b)
		for _, x := range files {
			if len(x.data) > len(b) {
				t.Errorf("%d bytes out of %d", len(x.data), len(b))
			}
		}
	})
}

// A count of four milliards must not be counted out.
func TestPropertiesThatClaimMuch(t *testing.T) {
	for _, kind := range []uint16{0x1003, mapiWide} {
		p := binary.LittleEndian.AppendUint32(nil, 0xffffffff)
		p = binary.LittleEndian.AppendUint16(p, kind)
		p = append(p, 0x07, 0x37, 0xff, 0xff, 0xff, 0xff)
		if name, _ := attachmentProperties(p, ""); name != "" {
			t.Errorf("name %q out of nothing", name)
		}
	}
}
