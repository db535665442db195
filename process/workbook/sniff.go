package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"
)

// Format is what a file's bytes are, whatever its name claims.
type Format uint8

// The formats that arrive.
const (
	FormatUnknown Format = iota
	FormatEmpty
	FormatWorkbook // .xlsx, .xlsm, .xltx, .xltm
	FormatOldExcel
	FormatBinaryExcel
	FormatEncrypted
	FormatOpenDocument
	FormatWord
	FormatPDF
	FormatImage
	FormatZip // a zip that is no document
	FormatHTML
	FormatCalendar
	FormatText
	FormatSealed  // an encrypted mail: S/MIME, OpenPGP, or Outlook's message.rpmsg
	FormatDamaged // was an Office file or an old workbook, and is broken
	FormatOpenText
	FormatDocument // a presentation, a drawing, a book
	FormatIWork    // of Apple's Numbers, Pages or Keynote: its name says which
	Format7z
	FormatRAR // new ones come last: the ledger keeps the numbers
)

var formatNames = map[Format]string{
	FormatUnknown: "an unknown format", FormatEmpty: "empty", FormatWorkbook: "a workbook (.xlsx)",
	FormatOldExcel: "an old Excel workbook (.xls)", FormatBinaryExcel: "a binary workbook (.xlsb)",
	FormatEncrypted: "protected by a password", FormatOpenDocument: "an OpenDocument file (.ods)",
	FormatWord: "a Word document", FormatPDF: "a PDF", FormatImage: "a picture", FormatZip: "a zip archive",
	FormatHTML: "HTML", FormatCalendar: "a calendar entry", FormatText: "plain text",
	FormatSealed: "an encrypted mail", FormatDamaged: "a damaged file",
	FormatOpenText: "an OpenDocument text (.odt)", FormatDocument: "a document that is no workbook", FormatIWork: "an Apple iWork file",
	Format7z: "a 7-Zip archive", FormatRAR: "a RAR archive",
}

// String names the format for an operator.
func (f Format) String() string { return formatNames[f] }

// swedish tells a sender what was sent instead of a workbook, and what to do.
func (f Format) swedish() string {
	const save = "öppna den i Excel, välj Spara som och Excel-arbetsbok (.xlsx), och skicka den igen."
	const fill = "fyll i blanketten i Excel och skicka den som Excel-arbetsbok (.xlsx)."
	const unpack = "packa upp den och skicka arbetsboken (.xlsx) som den är, eller packad som .zip."
	switch f {
	case FormatEmpty:
		return "Filen är tom; bifoga den ifyllda blanketten igen."
	case FormatOldExcel:
		return "Filen är i Excels äldre format (.xls), som inte går att läsa här; " + save
	case FormatBinaryExcel:
		return "Filen är i Excels binära format (.xlsb), som inte går att läsa här; " + save
	case FormatOpenDocument:
		return "Filen är i OpenDocument-format (.ods), som inte går att läsa här; öppna den, välj Spara som och Excel-arbetsbok (.xlsx), och skicka den igen."
	case FormatEncrypted:
		return "Filen är skyddad med lösenord och går inte att läsa; ta bort lösenordet (Arkiv, Info, Skydda arbetsbok, Kryptera med lösenord) och skicka den igen."
	case FormatWord:
		return "Filen är ett Word-dokument; " + fill
	case FormatOpenText:
		return "Filen är ett textdokument (OpenDocument, .odt); " + fill
	case FormatDocument:
		return "Filen är ett dokument men ingen Excel-arbetsbok; " + fill
	case FormatIWork:
		return "Filen är sparad i ett av Apples format, som inte går att läsa här; öppna den, välj Arkiv, Exportera till, Excel, och skicka den nya filen."
	case Format7z:
		return "Filen är packad med 7-Zip, som inte går att packa upp här; " + unpack
	case FormatRAR:
		return "Filen är packad med RAR, som inte går att packa upp här; " + unpack
	case FormatPDF:
		return "Filen är en PDF, som inte går att läsa som blankett; " + fill
	case FormatImage:
		return "Filen är en bild, som inte går att läsa som blankett; " + fill
	case FormatSealed:
		return "Mejlet är krypterat och går inte att läsa här; skicka det igen utan kryptering, eller spara blanketten och bifoga den i ett nytt, okrypterat mejl."
	case FormatDamaged:
		return "Filen är skadad, kanske på vägen hit, och går inte att läsa; öppna den i Excel, spara den på nytt som Excel-arbetsbok (.xlsx) och skicka den igen."
	case FormatZip:
		return "Filen är ett arkiv (zip) där vi inte hittar någon blankett; packa upp det och skicka blanketten för sig, som Excel-arbetsbok (.xlsx)."
	}
	return "Filen är inte en Excel-arbetsbok; " + fill
}

// Sniff tells a file's format from its bytes.
func Sniff(data []byte) Format {
	switch {
	case len(data) == 0:
		return FormatEmpty
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return sniffZip(data)
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return sniffOLE(data)
	case isSealed(data):
		return FormatSealed
	case bytes.HasPrefix(data, []byte("7z\xBC\xAF\x27\x1C")):
		return Format7z
	case bytes.HasPrefix(data, []byte("Rar!\x1A\x07")):
		return FormatRAR
	case isImage(data):
		return FormatImage
	case bytes.Contains(head(data, 1024), []byte("%PDF-")):
		return FormatPDF
	}
	return sniffText(data)
}

func head(data []byte, n int) []byte { return data[:min(n, len(data))] }

func isImage(data []byte) bool {
	for _, magic := range []string{"\x89PNG\r\n\x1a\n", "\xFF\xD8\xFF", "GIF87a", "GIF89a", "II*\x00", "MM\x00*"} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return true
		}
	}
	if len(data) < 12 {
		return false
	}
	switch string(data[4:8]) {
	case "ftyp": // HEIC and AVIF, as phones take them; not video
		brand := string(data[8:12])
		return strings.HasPrefix(brand, "hei") || strings.HasPrefix(brand, "hev") || brand == "mif1" || brand == "msf1" || brand == "avif"
	}
	return string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP" ||
		string(data[:2]) == "BM" && data[6] == 0 && data[7] == 0 && data[8] == 0 && data[9] == 0
}

// contentTypes tells the format from the type of the main part.
func contentTypes(b []byte) Format {
	switch s := string(b); {
	case strings.Contains(s, "ms-excel.sheet.binary.macroEnabled.main"):
		return FormatBinaryExcel
	case strings.Contains(s, "spreadsheetml.sheet.main"), strings.Contains(s, "spreadsheetml.template.main"),
		strings.Contains(s, "ms-excel.sheet.macroEnabled.main"), strings.Contains(s, "ms-excel.template.macroEnabled.main"):
		return FormatWorkbook
	case strings.Contains(s, "wordprocessingml"):
		return FormatWord
	case strings.Contains(s, "presentationml"), strings.Contains(s, "ms-visio"):
		return FormatDocument
	}
	return FormatZip
}

// beginning is what an entry begins with; damage there shows when it is read.
func beginning(e *zip.File) []byte {
	r, err := e.Open()
	if err != nil {
		return nil
	}
	b, _ := io.ReadAll(io.LimitReader(r, 256<<10))
	if r.Close() != nil {
		return nil
	}
	return b
}

func sniffText(data []byte) Format {
	text := strings.ToLower(string(plainText(head(data, 4096))))
	start := strings.TrimSpace(text)
	switch {
	case start == "":
		if len(bytes.TrimSpace(data)) == 0 {
			return FormatEmpty
		}
		return FormatUnknown
	case strings.Contains("\n"+start, "\n-----begin pgp message-----"):
		return FormatSealed
	case strings.HasPrefix(start, "begin:vcalendar"):
		return FormatCalendar
	case strings.HasPrefix(start, `{\rtf`):
		return FormatWord
	case strings.Contains(start, "urn:schemas-microsoft-com:office:spreadsheet"):
		return FormatOldExcel // Excel 2003's XML
	case strings.HasPrefix(start, "<?xml") && strings.Contains(start, openDocument+"spreadsheet"): // not packed: .fods
		return FormatOpenDocument
	case strings.HasPrefix(start, "<?xml") && strings.Contains(start, openDocument+"text"):
		return FormatOpenText
	case strings.HasPrefix(start, "<!doctype html"), strings.Contains(start, "<html"), strings.HasPrefix(start, "<table"):
		return FormatHTML
	}
	return FormatText
}

// plainText is the text that the bytes begin with, in UTF-8, UTF-16 with a mark,
// or an 8-bit code; nil where they are no text.
func plainText(b []byte) []byte {
	if r := utf8Reader(bytes.NewReader(b)); len(b) >= 2 && (b[0] == 0xFF && b[1] == 0xFE || b[0] == 0xFE && b[1] == 0xFF) {
		b, _ = io.ReadAll(io.LimitReader(r, 8<<10)) // half a character at the end is no matter
	} else {
		b = bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF"))
	}
	for _, ch := range b {
		if ch < ' ' && ch != '\t' && ch != '\n' && ch != '\r' && ch != '\f' || ch == 0x7F {
			return nil
		}
	}
	if !utf8.Valid(b) {
		return bytes.ToValidUTF8(b, []byte("?"))
	}
	return b
}
