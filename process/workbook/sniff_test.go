package workbook

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"
)

// ole is a container with one stream of the name.
func ole(stream string) string {
	return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 504) + utf16Text(stream, binary.LittleEndian)[2:]
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
		{"old Excel", string(readSample(t, "libreoffice.xls")), FormatOldExcel},
		{"old Excel cut off before its stream names", string(half(readSample(t, "libreoffice.xls"))), FormatOldExcel},
		{"old Excel cut off before its first record", string(readSample(t, "libreoffice.xls")[:1000]), FormatDamaged},
		{"old container cut off in its header", ole("Workbook")[:300], FormatDamaged},
		{"very old Excel", ole("Book"), FormatOldExcel},
		{"password", ole("EncryptedPackage"), FormatEncrypted},
		{"old Word", ole("WordDocument"), FormatWord},
		{"other container", ole("__properties"), FormatUnknown},
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
	for f := FormatUnknown; f <= FormatDamaged; f++ {
		if f.String() == "" {
			t.Errorf("format %d has no name", f)
		}
		if s := f.swedish(); !strings.HasPrefix(s, "Filen är ") || !strings.HasSuffix(s, ".") {
			t.Errorf("%v: %q", f, s)
		}
	}
}
