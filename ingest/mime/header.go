package mime

import (
	"bufio"
	"bytes"
	"io"
	"mime"
	"net/mail"
	"net/textproto"
	"regexp"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// telling are headers of which a mail has at least one.
var telling = []string{"From", "To", "Subject", "Date", "Received", "Message-Id", "Mime-Version", "Content-Type", "Return-Path"}

// split parts raw into header, as read and as it stands, and body. A header with
// lines that are none, as gateways leave them, is read without those lines.
func split(raw []byte) (header textproto.MIMEHeader, head, body []byte, err error) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	raw = bytes.TrimLeft(raw, "\r\n")
	if begin := raw[:min(len(raw), 4096)]; bytes.IndexByte(begin, '\n') < 0 && bytes.IndexByte(begin, '\r') > 0 {
		raw = bytes.ReplaceAll(raw, []byte("\r"), []byte("\n")) // lines as old Macs end them
	}
	if bytes.HasPrefix(raw, []byte("From ")) || bytes.HasPrefix(raw, []byte(">From ")) { // a line of the mbox format
		_, raw, _ = bytes.Cut(raw, []byte("\n"))
	}
	head, body = cutHeader(raw)
	if len(head) > maxHeader {
		return nil, nil, nil, &Limit{"bytes of header", maxHeader}
	}
	header = fields(head)
	for _, key := range telling {
		if len(header[key]) > 0 {
			return header, head, body, nil
		}
	}
	return nil, nil, nil, ErrNoMail
}

// cutHeader cuts at the first empty line, whatever the line ends are. Where there
// is none the body is nil.
func cutHeader(raw []byte) (head, body []byte) {
	for at := 0; at < len(raw); {
		end := bytes.IndexByte(raw[at:], '\n')
		if end < 0 {
			break
		}
		if line := raw[at : at+end]; len(bytes.TrimRight(line, "\r")) == 0 {
			return raw[:at], raw[at+end+1:]
		}
		at += end + 1
	}
	return raw, nil
}

// fields reads a header. Where textproto refuses it, it is read without the lines
// that are no fields.
func fields(head []byte) textproto.MIMEHeader {
	ended := io.MultiReader(bytes.NewReader(head), strings.NewReader("\r\n\r\n"))
	header, err := textproto.NewReader(bufio.NewReader(ended)).ReadMIMEHeader()
	if err != nil {
		return mendedHeader(head)
	}
	return header
}

var field = regexp.MustCompile(`^([!-9;-~]+)[ \t]*:(.*)$`)

// mendedHeader reads the fields among lines that are none.
func mendedHeader(head []byte) textproto.MIMEHeader {
	header := textproto.MIMEHeader{}
	last := ""
	var value strings.Builder // of last: adding to a string would cost the square of its length
	done := func() {
		if last != "" {
			header.Add(last, strings.TrimSpace(value.String()))
		}
		value.Reset()
	}
	for line := range strings.Lines(string(head)) {
		line = strings.TrimRight(line, "\r\n")
		if m := field.FindStringSubmatch(line); m != nil {
			done()
			last = m[1]
			value.WriteString(m[2])
			continue
		}
		if last != "" && strings.TrimLeft(line, " \t") != line {
			value.WriteString(" " + strings.TrimSpace(line))
			continue
		}
		done()
		last = "" // a banner: what follows it indented is its own
	}
	done()
	return header
}

// readHeader fills in what the header says.
func (m *Message) readHeader() {
	ids := func(key string) []string { return messageIDs.FindAllString(m.Header.Get(key), -1) }
	first := func(ids []string) string {
		if len(ids) == 0 {
			return ""
		}
		return ids[0]
	}
	m.MessageID = first(ids("Message-Id"))
	m.InReplyTo = first(ids("In-Reply-To"))
	m.References = ids("References")
	m.Subject = plain(m.Header.Get("Subject"))
	m.Date = parseDate(m.Header.Get("Date"))
	if received := m.Header.Get("Received"); received != "" {
		m.TopReceived = parseDate(received[strings.LastIndexByte(received, ';')+1:])
	}
	m.readFrom()
}

var messageIDs = regexp.MustCompile(`<[!-;=?-~]{1,990}>`)

// bareAddresses finds what may be addresses in a From that does not parse: to
// count one too many is safe, one too few is not.
var bareAddresses = regexp.MustCompile(`[^\s<>,;:"()@]+@[^\s<>,;:"()@]+`)

func (m *Message) readFrom() {
	parser := mail.AddressParser{WordDecoder: words}
	for _, value := range m.Header["From"] {
		list, err := parser.ParseList(toUTF8("", value))
		if err != nil {
			list = nil
			for _, a := range bareAddresses.FindAllString(value, -1) {
				list = append(list, &mail.Address{Address: a})
			}
		}
		for _, a := range list {
			seen := visible(a.Address)
			if seen != norm.NFC.String(a.Address) {
				m.Froms++ // what cannot be seen in an address is there to deceive
			}
			if m.From == "" {
				m.From, m.FromName = strings.ToLower(seen), visible(a.Name)
			}
			m.Froms++
		}
	}
	if n := len(m.Header["From"]); n > 1 {
		m.Froms = max(m.Froms, n) // an empty one beside another is one too many
	}
}

func parseDate(s string) time.Time {
	t, err := mail.ParseDate(strings.TrimSpace(s))
	if err != nil {
		return time.Time{}
	}
	return t
}

// words decodes RFC 2047 in any charset a browser knows.
var words = &mime.WordDecoder{CharsetReader: charsetReader}

// plain is a header's text as a person would read it, on one line.
func plain(s string) string {
	s = toUTF8("", s)
	if decoded, err := words.DecodeHeader(s); err == nil {
		s = decoded
	}
	return visible(s)
}

// visible drops what cannot be seen, and what turns writing round: a name that
// reads "xslx.exe" backwards is a trick.
func visible(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, norm.NFC.String(s))
	return strings.Join(strings.Fields(s), " ")
}
