package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// element is one tag of a part, by its place in the bytes, so that everything
// around it can be kept as it is.
type element struct {
	start, end int    // end is past the >
	name       []byte // with its prefix
	closes     bool   // </name>
	alone      bool   // <name/>
}

func (e element) is(local string) bool {
	n := e.name
	if i := bytes.IndexByte(n, ':'); i >= 0 {
		n = n[i+1:]
	}
	return string(n) == local
}

// prefix is the name's prefix with its colon, or "".
func (e element) prefix() string {
	return string(e.name[:bytes.IndexByte(e.name, ':')+1])
}

// cursor walks the tags of a part. Comments, CDATA and instructions are passed over.
type cursor struct {
	src []byte
	at  int
}

var errMarkup = errors.New("XML is cut off")

// next gives the next tag; ok is false at the end.
func (c *cursor) next() (e element, ok bool, err error) {
	for {
		i := bytes.IndexByte(c.src[c.at:], '<')
		if i < 0 {
			return element{}, false, nil
		}
		start := c.at + i
		skipped, err := c.skip(start)
		if err != nil {
			return element{}, false, err
		}
		if skipped {
			continue
		}
		e, err := tagAt(c.src, start)
		c.at = e.end
		return e, err == nil, err
	}
}

// skip passes over what is no tag at start.
func (c *cursor) skip(start int) (bool, error) {
	rest := c.src[start:]
	var end string
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		end = "-->"
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		end = "]]>"
	case bytes.HasPrefix(rest, []byte("<?")):
		end = "?>"
	case bytes.HasPrefix(rest, []byte("<!")):
		return false, errors.New("XML holds a document type")
	default:
		return false, nil
	}
	i := bytes.Index(rest, []byte(end))
	if i < 0 {
		return false, errMarkup
	}
	c.at = start + i + len(end)
	return true, nil
}

func tagAt(src []byte, start int) (element, error) {
	e := element{start: start}
	i := start + 1
	if i < len(src) && src[i] == '/' {
		e.closes = true
		i++
	}
	from := i
	for i < len(src) && !isSpace(src[i]) && src[i] != '>' && src[i] != '/' {
		i++
	}
	e.name = src[from:i]
	for quote := byte(0); i < len(src); i++ {
		switch ch := src[i]; {
		case quote != 0:
			if ch == quote {
				quote = 0
			}
		case ch == '"' || ch == '\'':
			quote = ch
		case ch == '>':
			e.alone = src[i-1] == '/'
			e.end = i + 1
			return e, nil
		}
	}
	return element{}, errMarkup
}

func isSpace(ch byte) bool { return ch == ' ' || ch == '\n' || ch == '\t' || ch == '\r' }

// pass moves the cursor past the end of e, which was the last tag read.
func (c *cursor) pass(e element) (end element, err error) {
	if e.alone {
		return e, nil
	}
	for depth := 1; depth > 0; {
		t, ok, err := c.next()
		if err != nil {
			return element{}, err
		}
		if !ok {
			return element{}, errMarkup
		}
		switch {
		case t.closes:
			depth--
		case !t.alone:
			depth++
		}
		end = t
	}
	return end, nil
}

// children calls visit for each child of the element that was read last; visit
// must leave the cursor where it found it or past the child's end.
func (c *cursor) children(parent element, visit func(element) error) (end element, err error) {
	if parent.alone {
		return parent, nil
	}
	for {
		t, ok, err := c.next()
		if err != nil {
			return element{}, err
		}
		if !ok {
			return element{}, errMarkup
		}
		if t.closes {
			return t, nil
		}
		at := c.at
		if err := visit(t); err != nil {
			return element{}, err
		}
		if c.at == at {
			if _, err := c.pass(t); err != nil {
				return element{}, err
			}
		}
	}
}

// root reads the part's outermost start tag.
func (c *cursor) root(local string) (element, error) {
	if err := checkEncoding(c.src); err != nil {
		return element{}, err
	}
	e, ok, err := c.next()
	if err != nil {
		return element{}, err
	}
	if !ok || !e.is(local) {
		return element{}, fmt.Errorf("no <%s>", local)
	}
	if bytes.Contains(c.src[e.start:e.end], []byte("purl.oclc.org/ooxml")) {
		return element{}, ErrStrict
	}
	return e, nil
}

// checkEncoding holds that the bytes are UTF-8, which is all that splicing knows.
func checkEncoding(src []byte) error {
	if bytes.HasPrefix(src, []byte{0xFF, 0xFE}) || bytes.HasPrefix(src, []byte{0xFE, 0xFF}) {
		return fmt.Errorf("%w: UTF-16", ErrEncoding)
	}
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	if !bytes.HasPrefix(src, []byte("<?xml")) {
		return nil
	}
	e, err := tagAt(src, 0)
	if err != nil {
		return err
	}
	if enc, ok := attribute(src[:e.end], "encoding"); ok {
		switch strings.ToLower(enc) {
		case "utf-8", "utf8", "us-ascii":
		default:
			return fmt.Errorf("%w: %s", ErrEncoding, enc)
		}
	}
	return nil
}
