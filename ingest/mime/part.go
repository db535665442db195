package mime

import (
	"bytes"
	"errors"
	"strings"

	"stintag/process/workbook"
)

// add decodes a leaf and puts it where it belongs. Plain and HTML bodies, reports
// and signatures are no parts; an enclosed mail's parts are the mail's own.
func (p *parser) add(l leaf, at place) error {
	kind, params := parameters(l.header.Get("Content-Type"))
	data, damaged := decode(l.header.Get("Content-Transfer-Encoding"), l.body)
	if err := p.spend(len(data)); err != nil {
		return err
	}
	part := Part{Name: fileName(l.header), Archive: at.archive, Type: kind, Bytes: data, Damaged: damaged || l.cut}
	if p.isReport(part, at) || kind == "application/pgp-encrypted" {
		return nil
	}
	if kind == "message/partial" { // some of a mail; the others are other mails
		part.Format, part.Damaged = workbook.FormatDamaged, true
		p.keep(part)
		return nil
	}
	var err error
	if part.Format, err = p.sniff(data); err != nil {
		return err
	}
	if opened, err := p.open(&part, at); opened || err != nil {
		return err
	}
	if l.sealed {
		part.Format = workbook.FormatSealed
	}
	disposition, _ := parameters(l.header.Get("Content-Disposition"))
	if !isBody(part, disposition) {
		p.keep(part)
		return nil
	}
	if err := p.body(kind, params["charset"], data, at); err != nil {
		return err
	}
	if l.cut && l.mixed { // what came after the words, nobody knows
		p.keep(Part{Archive: at.archive, Format: workbook.FormatDamaged, Damaged: true})
	}
	return nil
}

// file puts a file that lay in a container where it belongs.
func (p *parser) file(part Part, at place) error {
	part.Archive = at.archive
	var err error
	if part.Format, err = p.sniff(part.Bytes); err != nil {
		return err
	}
	if opened, err := p.open(&part, at); opened || err != nil {
		return err
	}
	p.keep(part)
	return nil
}

// keep makes a part one of the message's. What was cut off to nothing was not
// empty when it was sent.
func (p *parser) keep(part Part) {
	if part.Damaged && part.Format == workbook.FormatEmpty {
		part.Format = workbook.FormatDamaged
	}
	p.message.Parts = append(p.message.Parts, part)
}

// open takes apart what holds other files, as far as that is nobody's business
// but the sender's mail program's: enclosed mail, signatures, winmail.dat, Apple's
// double files, zips. Opened says that there is no more to tell of it.
func (p *parser) open(part *Part, at place) (opened bool, err error) {
	switch {
	case at.mails < maxEnclosed && enclosesMail(*part):
		return p.enclosed(*part, at)
	case bytes.HasPrefix(part.Bytes, []byte(appleDouble)):
		return true, nil // icons and the like: the file itself is another part
	case at.wraps < maxWraps && isWinmail(*part):
		return true, p.winmail(*part, at)
	case at.wraps < maxWraps && wrapsSigned(*part):
		return p.signed(part, at)
	case at.mails < maxEnclosed && bytes.HasPrefix(part.Bytes, []byte(cfbMagic)) && part.Format == workbook.FormatUnknown:
		return p.outlook(*part, at)
	}
	return p.archive(part, at)
}

// appleDouble begins what macOS keeps of a file beside its content.
const appleDouble = "\x00\x05\x16\x07"

// isBody says whether a part is what the mail says rather than what came with
// it. A workbook is what it is, however its mailer declares it.
func isBody(part Part, disposition string) bool {
	switch part.Type {
	case "", "text/plain", "text/html":
	default:
		return false
	}
	switch part.Format {
	case workbook.FormatText, workbook.FormatHTML, workbook.FormatEmpty, workbook.FormatUnknown:
	default:
		return false
	}
	return part.Name == "" && disposition != "attachment"
}

// body takes the words, and the files that old mailers write into them.
func (p *parser) body(kind, charset string, data []byte, at place) error {
	words, files := cutUU(data)
	for _, f := range files {
		if err := p.count(); err != nil {
			return err
		}
		if err := p.file(Part{Name: baseName(f.name), Bytes: f.data, Damaged: !f.whole}, at); err != nil {
			return err
		}
	}
	words = p.readable(words)
	text := toUTF8(charset, string(words))
	html := kind == "text/html"
	forwards := at.mails == 0 && isForward(p.message.Subject)
	if html {
		p.links(linkText(text, forwards), forwards)
	} else {
		p.links(text, forwards)
	}
	switch {
	case at.mails > 0 && !p.all:
	case html && p.words.html == "":
		p.words.html = text
	case !html && p.words.text == "":
		p.words.text = strings.ReplaceAll(text, "\r\n", "\n")
	}
	return nil
}

// enclosesMail tells forwarded mail, also where it was attached as a file.
func enclosesMail(part Part) bool {
	switch part.Type {
	case "message/rfc822", "message/global":
		return true
	case "application/octet-stream", "text/plain", "":
		return strings.HasSuffix(strings.ToLower(part.Name), ".eml")
	}
	return false
}

// enclosed reads a mail inside the mail; where it is none it stays a part.
func (p *parser) enclosed(part Part, at place) (opened bool, err error) {
	header, _, body, err := split(part.Bytes)
	if errors.Is(err, ErrNoMail) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	p.note(header.Get("Message-Id"))
	at.mails++
	before, outer := len(p.message.Parts), p.words
	p.words = spoken{}
	if err := p.mail(header, body, at); err != nil {
		return false, err
	}
	p.tell(p.words)
	p.words = outer
	p.tellDamage(part, before)
	return true, nil
}

// tellDamage hands the damage of what was opened on to what lay last in it, or
// to the whole of it where nothing came out.
func (p *parser) tellDamage(opened Part, before int) {
	inner := p.message.Parts[before:]
	switch {
	case !opened.Damaged:
	case len(inner) > 0:
		inner[len(inner)-1].Damaged = true
	default:
		opened.Format = workbook.FormatDamaged
		p.keep(opened)
	}
}

// note keeps the Message-ID of a mail that came inside this one.
func (p *parser) note(header string) {
	if id := messageIDs.FindString(header); id != "" {
		p.message.Enclosed = append(p.message.Enclosed, id)
	}
}

// isReport takes what mail servers write for machines, and signatures: no parts.
func (p *parser) isReport(part Part, at place) bool {
	switch {
	case part.Type == "message/delivery-status":
		if at.mails == 0 {
			p.delivery(part.Bytes)
		}
	case part.Type == "text/rfc822-headers":
		head, _ := cutHeader(part.Bytes)
		p.note(fields(head).Get("Message-Id"))
	case part.Type == "message/disposition-notification", strings.HasSuffix(part.Type, "-signature"):
	default:
		return false
	}
	return true
}

// delivery reads the groups of fields of a delivery report (RFC 3464): the
// first tells of the message, each other of one recipient.
func (p *parser) delivery(data []byte) {
	for range maxParts {
		var group []byte
		group, data = cutHeader(bytes.TrimLeft(data, "\r\n"))
		told := fields(group)
		if action := told.Get("Action"); action != "" {
			status, _, _ := strings.Cut(told.Get("Status"), " ")
			p.message.Delivery = Delivery{Action: strings.ToLower(action), Status: status, Recipient: finalRecipient(told.Get("Final-Recipient"))}
			return
		}
		if len(data) == 0 {
			return
		}
	}
}

// finalRecipient is the address of "rfc822; somebody@klinik.example".
func finalRecipient(field string) string {
	kind, address, ok := strings.Cut(field, ";")
	if kind = strings.ToLower(strings.TrimSpace(kind)); !ok || kind != "rfc822" && kind != "utf-8" {
		return ""
	}
	return strings.ToLower(strings.Trim(strings.TrimSpace(address), "<>"))
}
