package mime

import (
	"bytes"
	"net/textproto"
	"strings"
)

// leaf is a part that is no multipart, as it stands in the mail.
type leaf struct {
	header textproto.MIMEHeader
	body   []byte
	cut    bool // its multipart was never closed: the end may be missing
	mixed  bool // and that end may have been an attachment
	sealed bool // it lies in a multipart that only its receiver can open
}

// place is where something lies: inside how many mails, wrappings and zips.
type place struct {
	mails, wraps, zips int
	archive            string // the outermost zip's name
}

// parser collects a mail's parts; one for a mail and all that it encloses, so
// that the limits hold for all of it together.
type parser struct {
	message *Message
	words   spoken   // of the mail that is read just now
	all     bool     // what enclosed mail says is asked for
	inner   []string // and this is it
	parts   int
	decoded int
	headers int
	entries int
	listed  int
	text    int
}

// count takes one more part into account.
func (p *parser) count() error {
	if p.parts++; p.parts > maxParts {
		return &Limit{"parts", maxParts}
	}
	return nil
}

// spend takes n more bytes of decoded content into account, before they are made
// where that can be told.
func (p *parser) spend(n int) error {
	if p.decoded += n; p.decoded > maxDecoded {
		return &Limit{"bytes when decoded", maxDecoded}
	}
	return nil
}

// mail reads one mail: the outer one, or an enclosed one.
func (p *parser) mail(header textproto.MIMEHeader, body []byte, at place) error {
	leaves, err := p.walk(header, body, 0)
	if err != nil {
		return err
	}
	if last := len(leaves) - 1; body == nil && last >= 0 { // not even the header came to its end
		leaves[last].cut = true
	}
	for _, l := range leaves {
		if err := p.add(l, at); err != nil {
			return err
		}
	}
	return nil
}

// walk gives the leaves of an entity in order. It goes over each byte once a
// level, and the levels are bounded: no mail takes more than linear time.
func (p *parser) walk(header textproto.MIMEHeader, body []byte, nesting int) ([]leaf, error) {
	kind, params := parameters(header.Get("Content-Type"))
	if !strings.HasPrefix(kind, "multipart/") {
		return p.leaf(header, body)
	}
	if nesting == maxNesting {
		return nil, &Limit{"multiparts inside each other", maxNesting}
	}
	pieces, closed, err := p.pieces(header, params["boundary"], body)
	if err != nil {
		return nil, err
	}
	var leaves []leaf
	for _, piece := range pieces {
		header, rest, err := p.entity(piece)
		if err != nil {
			return nil, err
		}
		inner, err := p.walk(header, rest, nesting+1)
		if err != nil {
			return nil, err
		}
		leaves = append(leaves, inner...)
	}
	if len(pieces) == 0 { // words without parts: somebody may read them
		if leaves, err = p.leaf(nil, body); err != nil {
			return nil, err
		}
	}
	for i := range leaves {
		leaves[i].sealed = leaves[i].sealed || kind == "multipart/encrypted"
	}
	if !closed {
		last := &leaves[len(leaves)-1]
		last.cut, last.mixed = true, last.mixed || kind == "multipart/mixed"
	}
	return leaves, nil
}

// pieces cuts a multipart, also where its header forgot the boundary or names
// another, and where it was encoded as a whole, which no mailer may do.
func (p *parser) pieces(header textproto.MIMEHeader, boundary string, body []byte) ([][]byte, bool, error) {
	pieces, closed := cutAt(boundary, body)
	if len(pieces) > 0 {
		return pieces, closed, nil
	}
	pieces, closed = cutAt(likelyBoundary(body), body)
	encoding, _ := parameters(header.Get("Content-Transfer-Encoding"))
	if len(pieces) > 0 || encoding != "base64" && encoding != "quoted-printable" {
		return pieces, closed, nil
	}
	body, _ = decode(encoding, body)
	if err := p.spend(len(body)); err != nil {
		return nil, false, err
	}
	pieces, closed = cutAt(boundary, body)
	return pieces, closed, nil
}

// entity parts a piece into header and body. Gateways' banners may stand before
// the header, as paragraphs of their own; and a piece may have no header at all.
func (p *parser) entity(piece []byte) (textproto.MIMEHeader, []byte, error) {
	const banners = 3
	rest := piece
	for range banners + 1 {
		head, after := cutHeader(rest)
		if len(head) > maxHeader && len(after) > 0 {
			return nil, nil, &Limit{"bytes of header", maxHeader}
		}
		header := textproto.MIMEHeader{}
		if len(head) <= maxHeader {
			if p.headers += len(head); p.headers > maxHeaders {
				return nil, nil, &Limit{"bytes of headers", maxHeaders}
			}
			header = fields(head)
		}
		switch {
		case len(head) > 0 && !declares(header) && nextIsHeader(after, banners):
			rest = after
		case len(header) > 0 || len(head) == 0:
			return header, after, nil
		default:
			return header, piece, nil
		}
	}
	return textproto.MIMEHeader{}, piece, nil
}

// declares says whether a header says anything of its part.
func declares(header textproto.MIMEHeader) bool {
	for key := range header {
		if strings.HasPrefix(key, "Content-") {
			return true
		}
	}
	return false
}

// nextIsHeader says whether within some paragraphs one begins as a part's header.
func nextIsHeader(b []byte, paragraphs int) bool {
	for range paragraphs - 1 {
		if beginsHeader(b) {
			return true
		}
		_, b = cutHeader(b)
	}
	return beginsHeader(b)
}

func beginsHeader(b []byte) bool {
	return len(b) > 8 && strings.EqualFold(string(b[:8]), "Content-")
}

func (p *parser) leaf(header textproto.MIMEHeader, body []byte) ([]leaf, error) {
	return []leaf{{header: header, body: body}}, p.count()
}

// cutAt gives what stands between the boundary's lines (RFC 2046, 5.1.1), one
// piece more than a mail may have at most. The line end before a boundary is the
// boundary's. Closed says that the last boundary was one that ends the multipart.
func cutAt(boundary string, body []byte) (pieces [][]byte, closed bool) {
	if boundary == "" {
		return nil, false
	}
	delimiter := []byte("--" + boundary)
	begun := -1
	for from := 0; len(pieces) <= maxParts; {
		at := bytes.Index(body[from:], delimiter)
		if at < 0 {
			break
		}
		at += from
		from = at + 1
		if at > 0 && body[at-1] != '\n' {
			continue
		}
		next := lineAfter(body, at)
		rest := bytes.TrimRight(body[at+len(delimiter):next], " \t\r\n")
		closes := string(rest) == "--"
		from = next
		if !closes && len(rest) > 0 {
			continue
		}
		if begun >= 0 {
			pieces = append(pieces, withoutLineEnd(body[begun:at]))
		}
		if closes {
			return pieces, true
		}
		begun = next
	}
	if begun >= 0 {
		pieces = append(pieces, body[begun:])
	}
	return pieces, false
}

// lineAfter is where the line after the one at a place begins.
func lineAfter(body []byte, at int) int {
	if end := bytes.IndexByte(body[at:], '\n'); end >= 0 {
		return at + end + 1
	}
	return len(body)
}

func withoutLineEnd(b []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
}

// likelyBoundary finds the boundary of a multipart whose header does not name it:
// what stands before a part's header, or else the first line that looks like one.
func likelyBoundary(body []byte) string {
	first := ""
	for from := 0; ; {
		at := bytes.Index(body[from:], []byte("--"))
		if at < 0 {
			return first
		}
		at += from
		from = at + 1
		if at > 0 && body[at-1] != '\n' {
			continue
		}
		from = lineAfter(body, at)
		boundary := bytes.TrimRight(body[at+2:from], " \t\r\n")
		if !fitForBoundary(boundary) {
			continue
		}
		if beginsHeader(body[from:]) {
			return string(boundary)
		}
		if first == "" {
			first = string(boundary)
		}
	}
}

// fitForBoundary says whether a boundary may consist of b (RFC 2046, 5.1.1).
func fitForBoundary(b []byte) bool {
	for _, c := range b {
		if c != '-' && !isBase64(c) && strings.IndexByte("'()_,.:=?", c) < 0 {
			return false
		}
	}
	return len(b) > 0 && len(b) <= 70
}
