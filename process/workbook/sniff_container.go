package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"strings"
)

// sniffOLE looks for the stream names of the container, which are UTF-16.
func sniffOLE(data []byte) Format {
	if isOutlookItem(data) {
		return FormatUnknown // what it says and holds may name any stream
	}
	for _, s := range []struct {
		stream string
		format Format
	}{
		{"EncryptedPackage", FormatEncrypted},
		{"Workbook", FormatOldExcel},
		{"WordDocument", FormatWord},
		{"Book", FormatOldExcel},
	} {
		if bytes.Contains(data, streamName(s.stream)) {
			return s.format
		}
	}
	if bytes.Contains(data, []byte(oldBeginning)) {
		return FormatOldExcel
	}
	if cutOLE(data) {
		return FormatDamaged
	}
	return FormatUnknown
}

// oldBeginning is what the stream of an old workbook begins with, in Excel 97 and
// later: enough where the container is cut before its stream names.
const oldBeginning = "\x09\x08\x10\x00\x00\x06\x05\x00"

// cutOLE says whether the container ends before the list of its streams, which
// its header gives the sector of.
func cutOLE(data []byte) bool {
	const header = 512
	if len(data) < header {
		return true
	}
	shift := binary.LittleEndian.Uint16(data[30:])
	if shift < 7 || shift > 16 {
		return false
	}
	list := (int64(binary.LittleEndian.Uint32(data[48:])) + 1) << shift
	return list >= int64(len(data))
}

// sniffParts is how many entries of a zip are listed; more than any workbook has.
const sniffParts = 10_000

// sniffZip tells workbooks from other zips by their parts.
func sniffZip(data []byte) Format {
	if bytes.Count(data, []byte(directoryEntry)) > sniffParts {
		if bytes.Contains(data, []byte("xl/")) {
			return FormatWorkbook
		}
		return FormatZip
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return sniffBroken(data)
	}
	found, typed := FormatZip, false
	for i, e := range z.File {
		switch name := partName(e.Name); {
		case i == 0 && name == "mimetype":
			if f := mimeType(beginning(e)); f != FormatZip {
				return f
			}
		case name == "index/document.iwa":
			return FormatIWork
		case name == "xl/workbook.bin":
			return FormatBinaryExcel
		case name == "word/document.xml":
			return FormatWord
		case name == "[content_types].xml" && !typed && found == FormatZip:
			found, typed = contentTypes(beginning(e)), true // one is read: ten thousand are an attack
		case strings.HasPrefix(name, "xl/") && strings.HasSuffix(name, ".xml"):
			found = FormatWorkbook
		}
	}
	return found
}

// openDocument begins what the first entry of an OpenDocument file says.
const openDocument = "application/vnd.oasis.opendocument."

// mimeType tells the format from what the entry of that name says.
func mimeType(says []byte) Format {
	switch s := string(says); {
	case strings.HasPrefix(s, openDocument+"spreadsheet"):
		return FormatOpenDocument
	case strings.HasPrefix(s, openDocument+"text"):
		return FormatOpenText
	case strings.HasPrefix(s, openDocument), strings.HasPrefix(s, "application/epub"):
		return FormatDocument
	}
	return FormatZip
}

// localNames is how many names are read of a zip without a directory.
const localNames = 64

// sniffBroken tells what a zip without a readable directory was, from the names
// that its entries begin with.
func sniffBroken(data []byte) Format {
	found := FormatZip
	for range localNames {
		i := bytes.Index(data, []byte(localEntry))
		if i < 0 {
			break
		}
		data = data[i+len(localEntry):]
		if len(data) < 26 {
			break
		}
		size := int(binary.LittleEndian.Uint16(data[22:]))
		name := partName(string(data[26:min(26+size, len(data))]))
		switch {
		case name == "mimetype":
			content := 26 + size + int(binary.LittleEndian.Uint16(data[24:]))
			if f := mimeType(head(data[min(content, len(data)):], 200)); f != FormatZip {
				return f
			}
		case strings.HasPrefix(name, "word/"):
			return FormatWord
		case name == "[content_types].xml", strings.HasPrefix(name, "_rels/"), strings.HasPrefix(name, "docprops/"), strings.HasPrefix(name, "xl/"):
			found = FormatDamaged
		}
	}
	return found
}

// localEntry begins every entry of a zip.
const localEntry = "PK\x03\x04"
