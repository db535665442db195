package smtp

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"
)

// Draft is a letter as composed; Build makes its bytes.
type Draft struct {
	From, To    string // each one address, with or without a name
	Subject     string
	Text, HTML  string // HTML may be ""
	MessageID   string // with or without < >
	Date        time.Time
	InReplyTo   string
	References  []string
	Kinds       []string // X-Stintag-Kind
	Answers     bool     // auto-replied rather than auto-generated
	Attachments []File
	Inlines     []File // pictures the HTML shows as cid:Name
}

// File goes with a letter. A name that is not ASCII is made so: go-mail writes
// others in a form that many readers do not decode.
type File struct {
	Name, Type string
	Bytes      []byte
}

// keptReferences is how many of the last references are kept beside the first:
// enough to thread by, however long a correspondence grows.
const keptReferences = 10

// Build gives the bytes of the letter as they will be sent, with CRLF. They are
// built once and stored: a second Build gives other boundaries.
func Build(d Draft) ([]byte, error) {
	id, ok := bareID(d.MessageID)
	if !ok {
		return nil, fmt.Errorf("build letter: %q is no Message-ID", d.MessageID)
	}
	if d.Date.IsZero() {
		return nil, fmt.Errorf("build letter %s: no date", id)
	}
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := m.From(d.From); err != nil {
		return nil, fmt.Errorf("build letter %s: sender: %w", id, err)
	}
	if err := m.To(d.To); err != nil {
		return nil, fmt.Errorf("build letter %s: recipient: %w", id, err)
	}
	m.SetGenHeaderPreformatted(gomail.HeaderSubject, subjectValue(d.Subject))
	m.SetMessageIDWithValue(id)
	m.SetDateWithValue(d.Date)
	setHeaders(m, d)
	setBody(m, d)
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("build letter %s: %w", id, err)
	}
	return b.Bytes(), nil
}

func setHeaders(m *gomail.Msg, d Draft) {
	auto := "auto-generated"
	if d.Answers {
		auto = "auto-replied"
	}
	m.SetGenHeader("Auto-Submitted", auto)
	m.SetGenHeader("X-Auto-Response-Suppress", "All")
	m.SetGenHeader(gomail.HeaderContentLang, "sv")
	if len(d.Kinds) > 0 {
		m.SetGenHeader("X-Stintag-Kind", strings.Join(d.Kinds, ","))
	}
	if id, ok := bareID(d.InReplyTo); ok {
		m.SetGenHeader(gomail.HeaderInReplyTo, "<"+id+">")
	}
	if ids := references(d.References); len(ids) > 0 {
		m.SetGenHeader(gomail.HeaderReferences, strings.Join(ids, " "))
	}
}

func setBody(m *gomail.Msg, d Draft) {
	m.SetBodyString(gomail.TypeTextPlain, d.Text)
	if d.HTML != "" {
		m.AddAlternativeString(gomail.TypeTextHTML, d.HTML)
	}
	for _, f := range d.Inlines {
		m.EmbedReadSeeker(ASCIIName(f.Name), bytes.NewReader(f.Bytes), gomail.WithFileContentType(gomail.ContentType(f.Type)),
			gomail.WithFileContentID("<"+ASCIIName(f.Name)+">")) // RFC 2392: the brackets are its own
	}
	for _, f := range d.Attachments {
		m.AttachReadSeeker(ASCIIName(f.Name), bytes.NewReader(f.Bytes), gomail.WithFileContentType(gomail.ContentType(f.Type)))
	}
}

// messageIDs match what may stand in a header of ours. Ids come from incoming
// mail too: what else stands there stays there.
var messageIDs = regexp.MustCompile(`^<?([!-;=?-~]{1,250})>?$`)

func bareID(s string) (string, bool) {
	m := messageIDs.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return "", false
	}
	return m[1], true
}

func references(all []string) []string {
	var ids []string
	for _, r := range all {
		if id, ok := bareID(r); ok {
			ids = append(ids, "<"+id+">")
		}
	}
	if len(ids) > keptReferences+1 {
		ids = append(ids[:1:1], ids[len(ids)-keptReferences:]...)
	}
	return ids
}

var ascii = strings.NewReplacer("å", "a", "ä", "a", "à", "a", "á", "a", "ö", "o", "ø", "o", "é", "e", "è", "e", "ü", "u",
	"Å", "A", "Ä", "A", "À", "A", "Á", "A", "Ö", "O", "Ø", "O", "É", "E", "È", "E", "Ü", "U")

// ASCIIName is a file name that every mail reader shows alike: å and ä become a,
// ö becomes o, and what else is not ASCII, or means something to a file system
// or a header, becomes a low line.
func ASCIIName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r): // the ring of an å written as two
			return -1
		case r > unicode.MaxASCII || unicode.IsControl(r) || strings.ContainsRune(`"\/:*?<>|;%`, r):
			return '_'
		}
		return r
	}, ascii.Replace(name))
}
