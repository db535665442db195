package mime

import (
	"bytes"
	"errors"
	"strings"

	"stintag/process/workbook"
)

// isWinmail tells Outlook's own packing by its beginning; by name or type only
// where that is broken.
func isWinmail(part Part) bool {
	return bytes.HasPrefix(part.Bytes, []byte("\x78\x9f\x3e\x22")) ||
		part.Type == "application/ms-tnef" || strings.EqualFold(part.Name, "winmail.dat")
}

// winmail unpacks what Outlook packed. One that holds nothing is only formatting.
func (p *parser) winmail(packed Part, at place) error {
	files, err := unpackTNEF(packed.Bytes)
	if err != nil && len(files) == 0 {
		packed.Format, packed.Damaged = workbook.FormatDamaged, true
		p.keep(packed)
		return nil
	}
	at.wraps++
	for _, f := range files {
		if err := p.count(); err != nil {
			return err
		}
		if err := p.fileOfWinmail(f, packed, at); err != nil {
			return err
		}
	}
	if err != nil && files[len(files)-1].whole { // another may have come after it
		packed.Format, packed.Damaged = workbook.FormatDamaged, true
		p.keep(packed)
	}
	return nil
}

// fileOfWinmail puts a file where it belongs; a mail forwarded inside is packed
// like the one around it.
func (p *parser) fileOfWinmail(f file, packed Part, at place) error {
	part := Part{Name: baseName(f.name), Bytes: f.data, Damaged: packed.Damaged || !f.whole}
	if f.mail != nil && at.mails < maxEnclosed {
		at.mails++
		at.wraps-- // it is the same packing
		part.Bytes = f.mail
		return p.winmail(part, at)
	}
	return p.file(part, at)
}

// wrapsSigned tells mail that is signed all around, or claims to be.
func wrapsSigned(part Part) bool {
	return isSigned(part.Bytes) || part.Format != workbook.FormatSealed && claimsCMS(part)
}

func claimsCMS(part Part) bool {
	switch part.Type {
	case "application/pkcs7-mime", "application/x-pkcs7-mime":
		return true
	}
	return strings.HasSuffix(strings.ToLower(part.Name), ".p7m")
}

// signed reads what a signature is around: a mail's parts, or the file alone. One
// that signs what stands elsewhere is no part.
func (p *parser) signed(part *Part, at place) (opened bool, err error) {
	content, err := signedContent(part.Bytes)
	switch {
	case errors.Is(err, errBER) && hasPartHeader(part.Bytes):
		content = part.Bytes // Outlook keeps mail signed in the open under the same name
	case errors.Is(err, errBER), errors.Is(err, errCut) && !hasPartHeader(content):
		part.Format, part.Damaged = workbook.FormatDamaged, true
		return false, nil
	case errors.Is(err, errCut):
		part.Damaged = true
	case content == nil:
		return true, nil
	}
	if err := p.spend(len(content)); err != nil {
		return false, err
	}
	at.wraps++
	before := len(p.message.Parts)
	if err := p.content(content, part, at); err != nil {
		return false, err
	}
	p.tellDamage(*part, before)
	return true, nil
}

// content reads a signed entity. Where it has no header, the signature is around
// a file, whose name it took.
func (p *parser) content(content []byte, part *Part, at place) error {
	if !hasPartHeader(content) {
		if err := p.count(); err != nil {
			return err
		}
		name := part.Name
		if strings.HasSuffix(strings.ToLower(name), ".p7m") {
			name = name[:len(name)-len(".p7m")]
		}
		return p.file(Part{Name: name, Bytes: content}, at)
	}
	header, body, err := p.entity(content)
	if err != nil {
		return err
	}
	return p.mail(header, body, at)
}

// hasPartHeader says whether b begins as a part of a mail does.
func hasPartHeader(b []byte) bool {
	line, _, _ := bytes.Cut(b[:min(len(b), 1000)], []byte("\n"))
	m := field.FindSubmatch(bytes.TrimRight(line, "\r"))
	if m == nil {
		return false
	}
	name := strings.ToLower(string(m[1]))
	return strings.HasPrefix(name, "content-") || name == "mime-version" || name == "from" || name == "received"
}

// ifLimit is err where it is about the whole mail, and nothing where only a
// container is not what it seemed.
func ifLimit(err error) error {
	var limit *Limit
	if errors.As(err, &limit) {
		return limit
	}
	return nil
}
