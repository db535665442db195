package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
)

// ole is a container with one stream of the name.
func ole(stream string) string {
	return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 504) + utf16Text(stream, binary.LittleEndian)[2:]
}

// outlook is a mail saved by Outlook whose text is given.
func outlook(text string) string {
	header := []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 504))
	header[30] = 9 // sectors of 512 bytes, the list in the first
	name := func(s string) string {
		wide := utf16Text(s, binary.LittleEndian)[2:]
		return wide + strings.Repeat("\x00", 128-len(wide))
	}
	return string(header) + name("Root Entry") + name("__nameid_version1.0") + name("__properties_version1.0") + name("") + utf16Text(text, binary.LittleEndian)
}

// stored is a zip of one entry that is not packed, as the first of an OpenDocument is.
func stored(t *testing.T, name, says string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err == nil {
		_, err = w.Write([]byte(says))
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func half(b []byte) []byte { return b[:len(b)/2] }

func TestSniff(t *testing.T) {
	book := bookOf("")
	types := func(main string) rawBook {
		return book.with("[Content_Types].xml", strings.Replace(book["[Content_Types].xml"],
			"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", main, 1))
	}
	xlsb := types("application/vnd.ms-excel.sheet.binary.macroEnabled.main").without("xl/workbook.xml").
		with("xl/workbook.bin", "\x83\x01\x00").with("_rels/.rels", relationships("r1", "officeDocument", "xl/workbook.bin"))
	elsewhere := rawBook{"[Content_Types].xml": book["[Content_Types].xml"], "data/book.xml": "<workbook/>"}
	for _, c := range []struct {
		name, data string
		want       Format
	}{
		{"no bytes", "", FormatEmpty},
		{"blanks", " \r\n\t", FormatEmpty},
		{"workbook", string(book.zip(t)), FormatWorkbook},
		{"workbook with macros", string(types("application/vnd.ms-excel.sheet.macroEnabled.main+xml").zip(t)), FormatWorkbook},
		{"template", string(types("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml").zip(t)), FormatWorkbook},
		{"workbook in another folder", string(elsewhere.zip(t)), FormatWorkbook},
		{"workbook cut off", string(book.zip(t)[:1500]), FormatDamaged},
		{"LibreOffice's cut off", string(half(readSample(t, "libreoffice.xlsx"))), FormatDamaged},
		{"openpyxl's cut off", string(half(readSample(t, "openpyxl.xlsx"))), FormatDamaged},
		{"excelize's cut off", string(half(excelizeForm(t))), FormatDamaged},
		{"workbook cut off in its first part's name", string(excelizeForm(t)[:36]), FormatDamaged},
		{"OpenDocument cut off", string(half(readSample(t, "libreoffice.ods"))), FormatOpenDocument},
		{"Word document cut off", string(half(rawBook{"word/document.xml": "<document/>"}.zip(t))), FormatWord},
		{"other zip cut off", string(half(rawBook{"xl.txt": "xl/ och [Content_Types].xml"}.zip(t))), FormatZip},
		{"LibreOffice's", string(readSample(t, "libreoffice.xlsx")), FormatWorkbook},
		{"openpyxl's", string(readSample(t, "openpyxl.xlsx")), FormatWorkbook},
		{"excelize's", string(excelizeForm(t)), FormatWorkbook},
		{"binary workbook", string(xlsb.zip(t)), FormatBinaryExcel},
		{"OpenDocument", string(readSample(t, "libreoffice.ods")), FormatOpenDocument},
		{"Word document", string(rawBook{"[Content_Types].xml": "", "word/document.xml": "<document/>"}.zip(t)), FormatWord},
		{"other zip", string(rawBook{"a.txt": "a"}.zip(t)), FormatZip},
		{"empty zip", "PK\x05\x06" + strings.Repeat("\x00", 18), FormatZip},
		{"OpenDocument template", stored(t, "mimetype", openDocument+"spreadsheet-template"), FormatOpenDocument},
		{"OpenDocument text", stored(t, "mimetype", openDocument+"text"), FormatOpenText},
		{"OpenDocument text cut off", stored(t, "mimetype", openDocument+"text")[:90], FormatOpenText},
		{"OpenDocument presentation", stored(t, "mimetype", openDocument+"presentation"), FormatDocument},
		{"OpenDocument in one file", `<?xml version="1.0"?><office:document office:mimetype="` + openDocument + `spreadsheet">`, FormatOpenDocument},
		{"OpenDocument text in one file", `<?xml version="1.0"?><office:document office:mimetype="` + openDocument + `text">`, FormatOpenText},
		{"book", stored(t, "mimetype", "application/epub+zip"), FormatDocument},
		{"zip with a file of that name", stored(t, "mimetype", "text/plain"), FormatZip},
		{"PowerPoint", string(rawBook{"[Content_Types].xml": "presentationml.presentation.main+xml"}.zip(t)), FormatDocument},
		{"Numbers", string(rawBook{"Index/Document.iwa": "\x00"}.zip(t)), FormatIWork},
		{"7-Zip", "7z\xBC\xAF\x27\x1C\x00\x04", Format7z},
		{"RAR", "Rar!\x1A\x07\x01\x00", FormatRAR},
		{"old Excel", string(readSample(t, "libreoffice.xls")), FormatOldExcel},
		{"old Excel cut off before its stream names", string(half(readSample(t, "libreoffice.xls"))), FormatOldExcel},
		{"old Excel cut off before its first record", string(readSample(t, "libreoffice.xls")[:1000]), FormatDamaged},
		{"old container cut off in its header", ole("Workbook")[:300], FormatDamaged},
		{"very old Excel", ole("Book"), FormatOldExcel},
		{"password", ole("EncryptedPackage"), FormatEncrypted},
		{"old Word", ole("WordDocument"), FormatWord},
		{"other container", ole("__properties"), FormatUnknown},
		{"Outlook's mail that tells of a Workbook", outlook("Workbook"), FormatUnknown},
		{"S/MIME encrypted", "\x30\x82\x01\x00\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03\xA0", FormatSealed},
		{"S/MIME encrypted, lengths open", "\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03\xA0\x80", FormatSealed},
		{"S/MIME encrypted and authenticated", "\x30\x80\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x17\xA0", FormatSealed},
		{"S/MIME signed", "\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02\xA0\x80", FormatUnknown},
		{"message.rpmsg", "\x76\xE8\x04\x60\xC4\x11\xE3\x86\xA0\x0F\x00\x00", FormatSealed},
		{"OpenPGP", "\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEM", FormatSealed},
		{"OpenPGP behind a banner", "EXTERN AVSÄNDARE\n-----BEGIN PGP MESSAGE-----\n\nhQEM", FormatSealed},
		{"OpenPGP's signed text", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHej", FormatText},
		{"Excel 2003 XML", `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`, FormatOldExcel},
		{"PDF", "%PDF-1.7\n%\xE2\xE3", FormatPDF},
		{"PDF behind junk", "\r\n%PDF-1.4\x00", FormatPDF},
		{"PNG", "\x89PNG\r\n\x1a\n\x00", FormatImage},
		{"JPEG", "\xFF\xD8\xFF\xE0", FormatImage},
		{"WebP", "RIFF\x10\x00\x00\x00WEBPVP8 ", FormatImage},
		{"HEIC", "\x00\x00\x00\x18ftypheic\x00", FormatImage},
		{"BMP", "BM\x10\x00\x00\x00\x00\x00\x00\x00\x36\x00", FormatImage},
		{"video", "\x00\x00\x00\x18ftypmp42\x00", FormatUnknown},
		{"HTML", "\uFEFF <!DOCTYPE html><p>x", FormatHTML},
		{"HTML table named .xls", `<meta charset="utf-8"><html xmlns:x="urn:x"><table>`, FormatHTML},
		{"calendar", "BEGIN:VCALENDAR\r\nMETHOD:REQUEST", FormatCalendar},
		{"rich text", `{\rtf1\ansi`, FormatWord},
		{"text", "Vårdcentral;Läkare\nÅkerby;Sanna Öberg", FormatText},
		{"text in Latin-1", "V\xE5rdcentral;L\xE4kare", FormatText},
		{"text in UTF-16", utf16Text("Vårdcentral", binary.LittleEndian), FormatText},
		{"bytes", "\x01\x02\x03\x00", FormatUnknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Sniff([]byte(c.data)); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
			if c.want == FormatWorkbook {
				return
			}
			_, err := Read([]byte(c.data), FormLimits)
			var f *Fault
			switch {
			case !errors.As(err, &f):
				t.Errorf("Read: %v", err)
			case c.want == FormatDamaged:
				if f.Code != Damaged {
					t.Errorf("Read: %v, want damage", f)
				}
			case c.name == "other zip cut off" && f.Code == Damaged: // nobody knows what it was
			case f.Code != NotAWorkbook || f.Format != c.want:
				t.Errorf("Read: %v", f)
			}
		})
	}
}

// Every format has words for the operator and a sentence for the sender.
func TestFormatsAreNamed(t *testing.T) {
	for f := FormatUnknown; f <= FormatRAR; f++ {
		if f.String() == "" {
			t.Errorf("format %d has no name", f)
		}
		s := f.swedish()
		if !strings.HasPrefix(s, "Filen är ") && !strings.HasPrefix(s, "Mejlet är ") || !strings.HasSuffix(s, ".") {
			t.Errorf("%v: %q", f, s)
		}
	}
}

// TestOneListOfTypesIsRead: a zip may say ten thousand times what it holds, each
// time in a quarter of a megabyte out of the same few bytes.
func TestOneListOfTypesIsRead(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for range 3 {
		w, err := z.Create("[Content_Types].xml")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(bytes.Repeat([]byte(" "), 300<<10)); err != nil {
			t.Fatal(err)
		}
	}
	w, err := z.Create("[Content_Types].xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte("spreadsheetml.sheet.main")); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if got := Sniff(b.Bytes()); got != FormatZip {
		t.Errorf("got %v: the fourth list was read", got)
	}
}
