package mime

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"stintag/process/workbook"
)

// sniff tells a part's format. To tell a zip's, its directory is listed, and a
// directory takes ten times its size: those of all parts are bounded together.
func (p *parser) sniff(data []byte) (workbook.Format, error) {
	if bytes.HasPrefix(data, []byte("PK")) {
		if p.listed += bytes.Count(data, []byte("PK\x01\x02")); p.listed > maxListed {
			return 0, &Limit{"names in zip directories", maxListed}
		}
	}
	return workbook.Sniff(data), nil
}

// archive looks for forms in a zip. What its directory says is weighed before
// anything is unpacked, and held to afterwards. Found says that there was
// something in it to tell of; else the zip itself is what there is.
func (p *parser) archive(part *Part, at place) (found bool, err error) {
	if part.Format != workbook.FormatZip || !bytes.HasPrefix(part.Bytes, []byte("PK")) || at.zips >= maxZips {
		return false, nil
	}
	z := opened(part.Bytes)
	if z == nil {
		part.Format = workbook.FormatDamaged
		return false, nil
	}
	if p.entries += len(z.File); p.entries > maxEntries {
		return false, &Limit{"files in zip archives", maxEntries}
	}
	if slices.ContainsFunc(z.File, ofDocument) {
		return false, nil
	}
	if at.zips++; at.archive == "" {
		at.archive = part.Name
	}
	if at.archive == "" {
		at.archive = "zip-arkiv"
	}
	return p.entriesOf(z, part, at)
}

// opened is a zip, nil where it is broken.
func opened(b []byte) *zip.Reader {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil
	}
	return z
}

// entriesOf tells of the forms in a zip, and beside them of the files under a
// password. Where every file is, the zip is.
func (p *parser) entriesOf(z *zip.Reader, part *Part, at place) (found bool, err error) {
	before := len(p.message.Parts)
	var locked []Part
	for _, e := range z.File {
		switch {
		case !isFile(e.Name):
		case e.Flags&1 != 0:
			locked = append(locked, Part{Name: baseName(entryName(e)), Archive: at.archive, Format: workbook.FormatEncrypted})
		default:
			if err := p.entry(e, at); err != nil {
				return false, err
			}
		}
	}
	if found = len(p.message.Parts) > before; !found {
		if len(locked) > 0 {
			part.Format = workbook.FormatEncrypted
		}
		return false, nil
	}
	for _, l := range locked {
		if err := p.count(); err != nil {
			return false, err
		}
		p.keep(l)
	}
	return true, nil
}

// ofDocument tells the files that only a document's package has: an Office file
// or one like it, whose parts are nobody's attachments.
func ofDocument(e *zip.File) bool {
	return strings.EqualFold(e.Name, "[Content_Types].xml") || e.Name == "mimetype"
}

// isFile says whether an entry is a file that a sender put there: no folder, no
// path out of the archive, nothing that macOS or Windows keeps for itself.
func isFile(name string) bool {
	name = strings.ReplaceAll(name, `\`, "/")
	parts := strings.Split(name, "/")
	base := parts[len(parts)-1]
	return base != "" && !strings.HasPrefix(name, "/") && !strings.Contains(parts[0], ":") &&
		!slices.Contains(parts, "..") && parts[0] != "__MACOSX" && !strings.HasPrefix(base, "._")
}

// entry reads one file of a zip, where its first bytes or its name say that it may
// be or hold a form; anything else is neither unpacked nor told of.
func (p *parser) entry(e *zip.File, at place) error {
	part := Part{Name: baseName(entryName(e)), Archive: at.archive}
	if !mayHoldForm(unpacked(e, 8), part.Name) {
		return nil
	}
	if err := p.count(); err != nil {
		return err
	}
	if e.UncompressedSize64 > maxRatio*(e.CompressedSize64+1) && e.UncompressedSize64 > 1<<20 {
		return &Limit{"times as many bytes in a zip archive as it takes", maxRatio}
	}
	if e.UncompressedSize64 > maxDecoded {
		return &Limit{"bytes when decoded", maxDecoded}
	}
	if err := p.spend(int(e.UncompressedSize64)); err != nil {
		return err
	}
	part.Bytes = unpacked(e, int64(e.UncompressedSize64))
	part.Damaged = uint64(len(part.Bytes)) != e.UncompressedSize64 || crc32.ChecksumIEEE(part.Bytes) != e.CRC32
	return p.fileOfZip(part, at)
}

// fileOfZip tells of a file in a zip if it is a form, or holds any.
func (p *parser) fileOfZip(part Part, at place) error {
	var err error
	if part.Format, err = p.sniff(part.Bytes); err != nil {
		return err
	}
	if opened, err := p.open(&part, at); opened || err != nil {
		return err
	}
	switch part.Format {
	case workbook.FormatUnknown, workbook.FormatEmpty, workbook.FormatText, workbook.FormatHTML:
		if !calledWorkbook(part.Name) {
			return nil
		}
		if part.Damaged {
			part.Format = workbook.FormatDamaged
		}
	case workbook.FormatZip:
		if at.zips < maxZips {
			return nil // without forms: the outer zip is told of
		}
	case workbook.FormatWord, workbook.FormatOpenText, workbook.FormatDocument, workbook.FormatPDF, workbook.FormatImage, workbook.FormatCalendar:
		return nil
	}
	p.keep(part)
	return nil
}

// calledWorkbook says whether a sender may think that a file is a workbook.
func calledWorkbook(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc([]string{".xlsx", ".xlsm", ".xltx", ".xls"}, func(end string) bool { return strings.HasSuffix(name, end) })
}

// mayHoldForm judges by the first bytes, and by the names of mail.
func mayHoldForm(begin []byte, name string) bool {
	for _, magic := range []string{"PK\x03\x04", "PK\x05\x06", cfbMagic, "\x30\x80", "\x30\x82", "\x30\x83"} {
		if bytes.HasPrefix(begin, []byte(magic)) {
			return true
		}
	}
	return calledWorkbook(name) || strings.HasSuffix(strings.ToLower(name), ".eml")
}

// unpacked gives up to most of an entry's bytes; what is damaged comes out short,
// or fails its checksum.
func unpacked(e *zip.File, most int64) []byte {
	r, err := e.Open()
	if err != nil {
		return nil
	}
	b := bytes.NewBuffer(make([]byte, 0, min(most, 1<<20)+bytes.MinRead))
	_, _ = b.ReadFrom(io.LimitReader(r, most)) // the caller compares length and sum
	_ = r.Close()
	return b.Bytes()
}

// westernLetters are å, ä, ö, é and ü in Windows' later code page.
const westernLetters = "\xe5\xe4\xf6\xc5\xc4\xd6\xe9\xc9\xfc\xdc"

// entryName is an entry's name in UTF-8. A name that is none is in a code page:
// the one of the DOS days, as Windows packs (437 and 850 have our letters in the
// same places), unless its every sign beyond ASCII is a letter in the later one.
func entryName(e *zip.File) string {
	if utf8.ValidString(e.Name) {
		return e.Name
	}
	table := charmap.Windows1252
	name := make([]rune, 0, len(e.Name))
	for _, b := range []byte(e.Name) {
		if b >= utf8.RuneSelf && strings.IndexByte(westernLetters, b) < 0 {
			table = charmap.CodePage850
		}
	}
	for _, b := range []byte(e.Name) {
		name = append(name, table.DecodeByte(b))
	}
	return string(name)
}
