package mime

import (
	"bytes"
	"net/textproto"
	"regexp"
	"strings"
)

// leaf is a part that is no multipart, as it stands in the mail.
type leaf struct {
	header textproto.MIMEHeader
	body   []byte
	cut    bool // its multipart was never closed: the end may be missing
}

// parser collects a mail's parts; one for a mail and all that it encloses.
type parser struct {
	message *Message
	html    string // the first HTML body, for want of plain text
	leaves  int
	decoded int
}

// mail reads one mail: the outer one at depth 0, or an enclosed one.
func (p *parser) mail(header textproto.MIMEHeader, body []byte, depth int) error {
	leaves, err := p.walk(header, body, 0)
	if err != nil {
		return err
	}
	if body == nil && len(leaves) > 0 {
		leaves[len(leaves)-1].cut = true // not even the header came to its end
	}
	for _, l := range leaves {
		if err := p.add(l, depth); err != nil {
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
	pieces, closed := cutAt(params["boundary"], body)
	if len(pieces) == 0 { // the header forgot the boundary, or names another
		pieces, closed = cutAt(likelyBoundary(body), body)
	}
	if len(pieces) == 0 {
		return p.leaf(nil, body) // words without parts: somebody may read them
	}
	var leaves []leaf
	for _, piece := range pieces {
		header, rest, err := entity(piece)
		if err != nil {
			return nil, err
		}
		inner, err := p.walk(header, rest, nesting+1)
		if err != nil {
			return nil, err
		}
		leaves = append(leaves, inner...)
	}
	if !closed && len(leaves) > 0 {
		leaves[len(leaves)-1].cut = true
	}
	return leaves, nil
}

// entity parts a piece into header and body. A gateway's banner may stand before
// the header, as a paragraph of its own; and a piece may have no header at all.
func entity(piece []byte) (textproto.MIMEHeader, []byte, error) {
	head, rest := cutHeader(piece)
	if len(head) > maxHeader && len(rest) > 0 {
		return nil, nil, &Limit{"bytes of header", maxHeader}
	}
	header := textproto.MIMEHeader{}
	if len(head) <= maxHeader {
		header = fields(head)
	}
	switch {
	case len(header) > 0 || len(head) == 0:
		return header, rest, nil
	case len(rest) > 8 && strings.EqualFold(string(rest[:8]), "Content-"):
		return entity(rest)
	}
	return header, piece, nil
}

func (p *parser) leaf(header textproto.MIMEHeader, body []byte) ([]leaf, error) {
	if p.leaves++; p.leaves > maxParts {
		return nil, &Limit{"parts", maxParts}
	}
	return []leaf{{header: header, body: body}}, nil
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
	for at := 0; at < len(body) && len(pieces) <= maxParts; {
		next := len(body)
		if end := bytes.IndexByte(body[at:], '\n'); end >= 0 {
			next = at + end + 1
		}
		rest, found := bytes.CutPrefix(body[at:next], delimiter)
		rest = bytes.TrimRight(rest, " \t\r\n")
		closes := string(rest) == "--"
		if found && (closes || len(rest) == 0) {
			if begun >= 0 {
				pieces = append(pieces, withoutLineEnd(body[begun:at]))
			}
			if closes {
				return pieces, true
			}
			begun = next
		}
		at = next
	}
	if begun >= 0 {
		pieces = append(pieces, body[begun:])
	}
	return pieces, false
}

func withoutLineEnd(b []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
}

var boundaryLine = regexp.MustCompile(`(?m)^--([0-9A-Za-z'()+_,./:=?-]{1,70})[ \t]*\r?$`)

// likelyBoundary finds the boundary of a multipart whose header does not name it.
func likelyBoundary(body []byte) string {
	m := boundaryLine.FindSubmatch(body)
	if m == nil {
		return ""
	}
	return string(m[1])
}
