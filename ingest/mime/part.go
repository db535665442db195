package mime

import (
	"bytes"
	"errors"
	"net/textproto"
	"strings"

	"stintag/process/workbook"
)

// add decodes a leaf and puts it where it belongs. Plain and HTML bodies, reports
// and signatures are no parts; an enclosed mail's parts are the mail's own.
func (p *parser) add(l leaf, depth int) error {
	kind, params := parameters(l.header.Get("Content-Type"))
	data, damaged := decode(l.header.Get("Content-Transfer-Encoding"), l.body)
	if p.decoded += len(data); p.decoded > maxDecoded {
		return &Limit{"bytes when decoded", maxDecoded}
	}
	part := Part{Name: fileName(l.header), Type: kind, Bytes: data, Damaged: damaged || l.cut}
	disposition, _ := parameters(l.header.Get("Content-Disposition"))
	switch {
	case enclosesMail(part) && depth < maxEnclosed:
		return p.enclosed(part, depth)
	case kind == "message/delivery-status":
		p.delivery(data)
		return nil
	case kind == "text/rfc822-headers":
		p.returnedHeader(data)
		return nil
	case kind == "message/disposition-notification", strings.HasSuffix(kind, "-signature"):
		return nil
	}
	if part.Type == "application/ms-tnef" || strings.EqualFold(part.Name, "winmail.dat") {
		return p.winmail(part)
	}
	part.Format = workbook.Sniff(data)
	if isBody(part, disposition) {
		p.body(kind, toUTF8(params["charset"], string(data)), depth)
		return nil
	}
	p.message.Parts = append(p.message.Parts, part)
	return nil
}

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

func (p *parser) body(kind, text string, depth int) {
	switch {
	case depth > 0:
	case kind == "text/html" && p.html == "":
		p.html = text
	case kind != "text/html" && p.message.Text == "":
		p.message.Text = strings.ReplaceAll(text, "\r\n", "\n")
	}
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

// enclosed reads a mail inside the mail; where it is none it is a part.
func (p *parser) enclosed(part Part, depth int) error {
	header, body, err := split(part.Bytes)
	if errors.Is(err, ErrNoMail) {
		part.Format = workbook.Sniff(part.Bytes)
		p.message.Parts = append(p.message.Parts, part)
		return nil
	}
	if err != nil {
		return err
	}
	p.noteID(header)
	before := len(p.message.Parts)
	if err := p.mail(header, body, depth+1); err != nil {
		return err
	}
	if inner := p.message.Parts[before:]; part.Damaged && len(inner) > 0 {
		inner[len(inner)-1].Damaged = true
	}
	return nil
}

// winmail unpacks what Outlook packed. One that holds nothing is only formatting.
func (p *parser) winmail(packed Part) error {
	files, err := unpackTNEF(packed.Bytes)
	if err != nil && len(files) == 0 {
		files = []file{{name: packed.Name, data: packed.Bytes}}
	}
	for _, f := range files {
		if p.leaves++; p.leaves > maxParts {
			return &Limit{"parts", maxParts}
		}
		p.message.Parts = append(p.message.Parts, Part{
			Name: baseName(f.name), Type: packed.Type, Bytes: f.data, Format: workbook.Sniff(f.data),
			Damaged: packed.Damaged || !f.whole,
		})
	}
	return nil
}

// delivery reads the groups of fields of a delivery report (RFC 3464): the
// first tells of the message, each other of one recipient.
func (p *parser) delivery(data []byte) {
	for len(data) > 0 {
		var group []byte
		group, data = cutHeader(bytes.TrimLeft(data, "\r\n"))
		told := fields(group)
		action := told.Get("Action")
		if action == "" {
			continue
		}
		status, _, _ := strings.Cut(told.Get("Status"), " ")
		p.message.Delivery = Delivery{Action: strings.ToLower(action), Status: status}
		return
	}
}

func (p *parser) returnedHeader(data []byte) {
	head, _ := cutHeader(data)
	p.noteID(fields(head))
}

func (p *parser) noteID(header textproto.MIMEHeader) {
	if id := messageIDs.FindString(header.Get("Message-Id")); id != "" {
		p.message.Enclosed = append(p.message.Enclosed, id)
	}
}
