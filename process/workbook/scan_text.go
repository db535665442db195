package workbook

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// longestEntity is "&#x10FFFF;" and some leading zeros.
const longestEntity = 16

// chars reads character data up to the next "<"; false means the part's end.
func (s *scanner) chars() (bool, error) {
	for {
		b := s.buf[s.pos:s.end]
		if len(b) > 0 && b[0] == '<' {
			return true, nil
		}
		n := bytes.IndexByte(b, '<')
		found := n >= 0
		if !found {
			n = wholeEntities(b)
		}
		if err := s.take(b[:n]); err != nil {
			return false, err
		}
		s.pos += n
		if found {
			return true, nil
		}
		more, err := s.fill()
		if err != nil {
			return false, err
		}
		if !more {
			return false, s.take(s.buf[s.pos:s.end])
		}
	}
}

// wholeEntities is how much of b holds no entity cut off at its end.
func wholeEntities(b []byte) int {
	tail := max(0, len(b)-longestEntity)
	if i := bytes.LastIndexByte(b[tail:], '&'); i >= 0 && bytes.IndexByte(b[tail+i:], ';') < 0 {
		return tail + i
	}
	return len(b)
}

// take handles character data as it stands in the file.
func (s *scanner) take(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	if s.depth() == 0 && len(bytes.TrimSpace(b)) > 0 {
		return s.fault(Damaged, "text outside the root element")
	}
	if !s.collect {
		return nil
	}
	for len(b) > 0 {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			s.lines(b)
			break
		}
		s.lines(b[:i])
		n, err := s.entity(b[i:])
		if err != nil {
			return err
		}
		b = b[i+n:]
	}
	return s.roomy()
}

func (s *scanner) roomy() error {
	if len(s.text) > longestText {
		return s.fault(TooLarge, "a text of more than %d bytes", longestText)
	}
	return nil
}

// lines collects b with its line ends made to "\n", as XML wants it.
func (s *scanner) lines(b []byte) {
	if len(b) == 0 {
		return
	}
	if s.cr && b[0] == '\n' {
		b = b[1:]
	}
	s.cr = len(b) > 0 && b[len(b)-1] == '\r'
	for {
		i := bytes.IndexByte(b, '\r')
		if i < 0 {
			s.text = append(s.text, b...)
			return
		}
		s.text = append(append(s.text, b[:i]...), '\n')
		if b = b[i+1:]; len(b) > 0 && b[0] == '\n' {
			b = b[1:]
		}
	}
}

// entity collects the entity that b begins with; n is its length.
func (s *scanner) entity(b []byte) (n int, err error) {
	s.cr = false
	end := bytes.IndexByte(b[:min(len(b), longestEntity)], ';')
	if end < 0 {
		return 0, s.fault(Damaged, "an & that begins no character")
	}
	r, ok := character(b[1:end])
	if !ok {
		return 0, s.fault(Entity, "an entity that XML itself does not have")
	}
	s.text = utf8.AppendRune(s.text, r)
	return end + 1, nil
}

func character(name []byte) (rune, bool) {
	switch string(name) {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || n == 0 || n > utf8.MaxRune {
		return 0, false
	}
	return rune(n), true
}

// unescaped is an attribute's value with its entities decoded, valid until the next
// one or the next tag.
func (s *scanner) unescaped(value []byte) ([]byte, error) {
	if len(value) <= longestText && bytes.IndexByte(value, '&') < 0 && bytes.IndexByte(value, '\r') < 0 {
		return value, nil
	}
	s.text, s.cr = s.text[:0], false
	collect := s.collect
	s.collect = true
	err := s.take(value)
	s.collect = collect
	return s.text, err
}

// declaration reads <!--…-->, <![CDATA[…]]>, and refuses <!DOCTYPE and its like.
func (s *scanner) declaration(b []byte) error {
	switch {
	case bytes.HasPrefix(b, []byte("<!--")):
		s.pos += len("<!--")
		return s.skipWhole("-->", false)
	case bytes.HasPrefix(b, []byte("<![CDATA[")):
		s.pos += len("<![CDATA[")
		return s.skipWhole("]]>", s.collect)
	}
	return s.fault(Entity, "a document type or an entity is declared")
}

// instruction passes over <?…?>; the XML declaration must not name an encoding
// other than those the bytes were read as.
func (s *scanner) instruction(b []byte) error {
	first := s.base+int64(s.pos) == 0
	if first && !s.loose && bytes.HasPrefix(b, []byte("<?xml")) {
		if i := bytes.Index(b, []byte("?>")); i >= 0 && !knownEncoding(b[:i]) {
			return s.fault(Damaged, "an encoding other than UTF-8 and UTF-16")
		}
	}
	s.pos += len("<?")
	return s.skipWhole("?>", false)
}

func knownEncoding(declaration []byte) bool {
	if bytes.HasPrefix(declaration, []byte(`<?xml version="1.0" encoding="UTF-8"`)) { // what every program writes
		return true
	}
	tight := strings.ToLower(string(bytes.Join(bytes.Fields(declaration), nil)))
	_, enc, found := strings.Cut(tight, "encoding=")
	if !found || enc == "" {
		return !found
	}
	name, _, _ := strings.Cut(enc[1:], enc[:1])
	switch name {
	case "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii":
		return true
	}
	return false
}

func (s *scanner) skipWhole(end string, collect bool) error {
	found, err := s.skipPast(end, collect)
	if err == nil && !found && !s.loose {
		return s.cutOff()
	}
	return err
}

// skipPast moves past the next end; what stands before it is collected as it is.
func (s *scanner) skipPast(end string, collect bool) (bool, error) {
	for {
		b := s.buf[s.pos:s.end]
		n := bytes.Index(b, []byte(end))
		found := n >= 0
		if !found {
			n = max(0, len(b)-len(end)+1)
		}
		if collect {
			s.lines(b[:n])
			if err := s.roomy(); err != nil {
				return false, err
			}
		}
		s.pos += n
		if found {
			s.pos += len(end)
			return true, nil
		}
		if more, err := s.fill(); err != nil || !more {
			return false, err
		}
	}
}

// unescapeX decodes Excel's own escapes: _x000D_ is a carriage return, and _x005F_
// the underscore of a text that only looks like one.
func unescapeX(text []byte) []byte {
	if !bytes.Contains(text, []byte("_x")) {
		return text
	}
	out := make([]byte, 0, len(text))
	for len(text) > 0 {
		r, ok := escapeX(text)
		if !ok {
			out = append(out, text[0])
			text = text[1:]
			continue
		}
		text = text[len("_x0000_"):]
		if utf16.IsSurrogate(r) {
			if low, ok := escapeX(text); ok && utf16.DecodeRune(r, low) != utf8.RuneError {
				r = utf16.DecodeRune(r, low)
				text = text[len("_x0000_"):]
			}
		}
		if r == 0 {
			r = utf8.RuneError
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

func escapeX(b []byte) (rune, bool) {
	if len(b) < len("_x0000_") || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[2:6]), 16, 32)
	return rune(n), err == nil
}
