// Package mime takes a raw mail apart: who sent it, what it says, what came with
// it. Headers and encodings are read with the standard library; the cutting into
// parts is our own, because no library at hand does it safely. What gateways do to
// mail, banners between the lines of a part's header above all, makes
// mime/multipart and go-message refuse the whole of it; jhillyerd/enmime loses the
// part where the banner stands first, and takes forever over 1.4 kB of nested
// multiparts, which its author will not bound. Ours goes over a mail in linear
// time, and is held to mime/multipart wherever a mail keeps the rules.
//
// An attachment's bytes are never rewritten, and what could not be decoded whole
// says so: a damaged form must never be taken for an empty one, nor a mail that was
// cut off for one without a form. Attachments are told by their content, never by
// their name or declared type.
//
// What other files lie in is opened, in whichever order it is wrapped: mail
// forwarded as an attachment or a file (.eml, Outlook's .msg), winmail.dat, mail
// signed all around (S/MIME), Apple's double files, uuencode among the words, and
// zips, of which only what may be a form is unpacked. What nobody but its receiver
// can open, encrypted mail and archives under a password, is told of as such.
//
// No mail takes more than its share. The limits below hold for a mail and all that
// lies in it together; what goes over one ends there, before the bytes that it
// claims are made. Measured on one core (BenchmarkParse, BenchmarkHostile): an
// ordinary mail of 21 kB takes 0.1 ms and 55 kB, 25 MB with one attachment 50 ms
// and 20 MB beside the mail itself. Of the mails made to be slow or large, up to
// 25 MB each, the slowest takes 0.25 s, and a program that reads the largest grows
// to 120 MB, the mail included.
package mime

import (
	"errors"
	"fmt"
	"net/textproto"
	"time"

	"stintag/process/workbook"
)

// The limits. What is over them is no form from a health centre.
const (
	maxMail     = 25 << 20  // bytes as they came; what Exchange and others let through
	maxHeader   = 256 << 10 // bytes of one header
	maxHeaders  = 1 << 20   // bytes of all headers together
	maxParts    = 300       // in the mail and what is enclosed in it, together
	maxNesting  = 10        // multiparts inside each other
	maxEnclosed = 3         // mails inside each other
	maxWraps    = 3         // signatures and winmail.dat inside each other
	maxZips     = 2         // zip archives inside each other
	maxEntries  = 1000      // files in all zip archives together
	maxListed   = 50_000    // names in the directories of all zips, workbooks' too
	maxRatio    = 200       // times that a file in a zip may grow, beyond a megabyte
	maxDecoded  = 64 << 20  // bytes of all parts together, unpacked ones too
	maxText     = 512 << 10 // bytes of text that are read for people; the rest is passed over
	maxLinks    = 20        // hosts
)

// Message is a mail taken apart.
type Message struct {
	MessageID   string // with < >
	InReplyTo   string // with < >
	References  []string
	From        string // bare address, lower-cased; the first where there are several
	FromName    string
	Froms       int // From addresses seen in total: any number but 1 is suspect
	Subject     string
	Date        time.Time
	TopReceived time.Time // when the last server got it
	Header      textproto.MIMEHeader
	Trace       []Step // what servers on the way wrote, the newest first
	Text        string // the first text part, for people
	Parts       []Part // attachments, also those of enclosed mail, in order

	Links []string // hosts of links to shared files in the text (OneDrive, SharePoint, Dropbox and their like), each once

	Enclosed []string // Message-IDs of enclosed mail, and of mail a bounce returns
	Delivery Delivery // what a delivery report says; zero in any other mail
}

// Part is something that came with the mail.
type Part struct {
	Name    string          // NFC, no path, no controls; may be ""
	Archive string          // the zip archive it lay in; "" where it came by itself
	Type    string          // as declared
	Bytes   []byte          // none of a file under a password in a zip, nor of what was cut off
	Format  workbook.Format // by content
	Damaged bool            // decoding met what should not be there, or too early an end
}

// Delivery is what a delivery report says of its first recipient.
type Delivery struct {
	Action    string // failed, delayed, delivered, relayed, expanded
	Status    string // 5.1.1
	Recipient string // whose mailbox it was for in the end, lower-cased; "" where the report does not say
}

// ErrNoMail says that the bytes are no mail at all.
var ErrNoMail = errors.New("not a mail")

// Limit says that a mail is over a limit, and which.
type Limit struct {
	What string
	Most int
}

// Error implements error.
func (l *Limit) Error() string { return fmt.Sprintf("mail has more than %d %s", l.Most, l.What) }

// Parse takes raw apart. Its error is ErrNoMail or a *Limit; whatever else is
// wrong with the mail, what can be read of it is given. With a *Limit the message
// is there too, where its header could be read, and without its parts: whose mail
// it was is then still known.
func Parse(raw []byte) (*Message, error) {
	header, head, body, err := split(raw)
	if err != nil {
		return nil, err
	}
	m := &Message{Header: header, Trace: trace(head)}
	m.readHeader()
	p := &parser{message: m}
	return m, p.whole(header, body, len(raw))
}

// whole reads the outermost mail into the message.
func (p *parser) whole(header textproto.MIMEHeader, body []byte, size int) error {
	m := p.message
	if size > maxMail {
		return &Limit{"bytes", maxMail}
	}
	if err := p.mail(header, body, place{}); err != nil {
		m.Parts, m.Text, m.Links, m.Delivery, m.Enclosed = nil, "", nil, Delivery{}, nil
		return err
	}
	m.Text = p.words.read()
	return nil
}

// Open takes a file that came by itself apart, as Parse would one attached to a mail.
// Its error is a *Limit; the message is there then too, without parts.
func Open(name string, raw []byte) (*Message, error) {
	m := &Message{}
	p := &parser{message: m}
	if err := p.file(Part{Name: baseName(name), Bytes: raw}, place{}); err != nil {
		return &Message{}, err
	}
	return m, nil
}

// IsMail says whether raw begins as a mail does, with a header that tells of one.
func IsMail(raw []byte) bool {
	_, _, _, err := split(raw)
	return !errors.Is(err, ErrNoMail)
}

// Said is what a mail says, and what each mail enclosed in it does, for people. Its error
// is Parse's.
func Said(raw []byte) ([]string, error) {
	header, _, body, err := split(raw)
	if err != nil {
		return nil, err
	}
	p := &parser{message: &Message{}, all: true}
	if err := p.whole(header, body, len(raw)); err != nil {
		return nil, err
	}
	return append([]string{p.message.Text}, p.inner...), nil
}
