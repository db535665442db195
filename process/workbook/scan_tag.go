package workbook

import "bytes"

var (
	space    = [256]bool{' ': true, '\t': true, '\n': true, '\r': true}
	nameEnds = [256]bool{' ': true, '\t': true, '\n': true, '\r': true, '/': true, '>': true, '=': true, '<': true, '"': true, '\'': true}
)

// startTag reads the start tag at pos.
func (s *scanner) startTag() error {
	for {
		s.named = s.pos
		name, n, verdict := s.parseStart(s.buf[s.pos:s.end])
		switch verdict {
		case tagWhole:
			if err := s.push(name); err != nil {
				return err
			}
			s.pos += n
			return nil
		case tagBad:
			return s.fault(Damaged, "a malformed tag")
		}
		if more, err := s.fill(); err != nil {
			return err
		} else if !more {
			return s.cutOff()
		}
	}
}

type verdict uint8

const (
	tagWhole verdict = iota
	tagCut           // more bytes are needed
	tagBad
)

// parseStart takes <name a="b" …> or <name …/> apart; n is its length.
func (s *scanner) parseStart(b []byte) (name []byte, n int, v verdict) {
	s.attrs, s.closed = s.attrs[:0], false
	i := 1
	for i < len(b) && !nameEnds[b[i]] {
		i++
	}
	if name = b[1:i]; len(name) == 0 {
		return name, 0, tagBad
	}
	for {
		from := i
		for i < len(b) && space[b[i]] {
			i++
		}
		if i+1 >= len(b) && (i == len(b) || b[i] != '>') {
			return name, 0, tagCut
		}
		switch {
		case b[i] == '>':
			return name, i + 1, tagWhole
		case b[i] == '/' && b[i+1] == '>':
			s.closed = true
			return name, i + 2, tagWhole
		case i == from:
			return name, 0, tagBad
		}
		if i, v = s.parseAttr(b, i); v != tagWhole {
			return name, 0, v
		}
	}
}

// parseAttr takes the attribute at b[i:] apart; the result is where it ends.
func (s *scanner) parseAttr(b []byte, i int) (int, verdict) {
	from := i
	for i < len(b) && !nameEnds[b[i]] {
		i++
	}
	to := i
	for i < len(b) && space[b[i]] {
		i++
	}
	if i < len(b) && (b[i] != '=' || to == from) {
		return i, tagBad
	}
	i++
	for i < len(b) && space[b[i]] {
		i++
	}
	if i >= len(b) {
		return i, tagCut
	}
	quote := b[i]
	if quote != '"' && quote != '\'' {
		return i, tagBad
	}
	i++
	n := bytes.IndexByte(b[i:], quote)
	if n < 0 {
		return i, tagCut
	}
	s.attrs = append(s.attrs, attr{int32(from), int32(to), int32(i), int32(i + n)})
	return i + n + 1, tagWhole
}

// endTag reads the end tag at pos.
func (s *scanner) endTag() error {
	n := bytes.IndexByte(s.buf[s.pos:s.end], '>')
	for n < 0 {
		if more, err := s.fill(); err != nil {
			return err
		} else if !more {
			return s.cutOff()
		}
		n = bytes.IndexByte(s.buf[s.pos:s.end], '>')
	}
	name := s.buf[s.pos+2 : s.pos+n]
	for len(name) > 0 && space[name[len(name)-1]] {
		name = name[:len(name)-1]
	}
	if s.loose {
		s.pos += n + 1
		return s.popTo(name)
	}
	if len(s.marks) == 0 || !bytes.Equal(s.top(), name) {
		return s.fault(Damaged, "the end tag </%s> closes nothing", cut(name))
	}
	s.pop()
	s.pos += n + 1
	return nil
}

// popTo closes elements up to the innermost with the name; none where there is
// none. The search has its price, or a million end tags that close nothing were free.
func (s *scanner) popTo(name []byte) error {
	end := len(s.open)
	for i := len(s.marks) - 1; i >= 0; i-- {
		if err := s.spend(skimmedTag); err != nil {
			return err
		}
		if bytes.Equal(s.open[s.marks[i]:end], name) {
			s.open, s.marks = s.open[:s.marks[i]], s.marks[:i]
			return nil
		}
		end = s.marks[i]
	}
	return nil
}
