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
// says so: a damaged form must never be taken for an empty one. Attachments are
// told by their content, never by their name or declared type.
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
	maxMail     = 40 << 20  // bytes; 25 MB of attachments, as base64, with room
	maxHeader   = 256 << 10 // bytes of one header
	maxParts    = 300       // in the mail and what is enclosed in it, together
	maxNesting  = 10        // multiparts inside each other
	maxEnclosed = 3         // mails inside each other
	maxDecoded  = 64 << 20  // bytes of all parts together
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
	Text        string // the first text part, for people
	Parts       []Part // attachments, also those of enclosed mail, in order

	Links []string // hosts of links to shared files in the text (OneDrive, SharePoint, Dropbox and their like), each once

	Enclosed []string // Message-IDs of enclosed mail, and of mail a bounce returns
	Delivery Delivery // what a delivery report says; zero in any other mail
}

// Part is something that came with the mail.
type Part struct {
	Name    string // NFC, no path, no controls; may be ""
	Archive string // the zip archive it lay in; "" where it came by itself
	Type    string // as declared
	Bytes   []byte
	Format  workbook.Format // by content
	Damaged bool            // decoding met what should not be there, or too early an end
}

// Delivery is what a delivery report says of its first recipient.
type Delivery struct {
	Action string // failed, delayed, delivered, relayed, expanded
	Status string // 5.1.1
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
	header, body, err := split(raw)
	if err != nil {
		return nil, err
	}
	m := &Message{Header: header}
	m.readHeader()
	if len(raw) > maxMail {
		return m, &Limit{"bytes", maxMail}
	}
	p := &parser{message: m}
	if err := p.mail(header, body, 0); err != nil {
		m.Parts, m.Text = nil, ""
		return m, err
	}
	if m.Text == "" {
		m.Text = htmlText(p.html)
	}
	return m, nil
}
