package workbook

import "bytes"

// pass passes over the element just opened, to its end. Tags must match; their
// attributes are not looked at, at several times the speed of children.
func (s *scanner) pass() error {
	if s.closed {
		s.closed = false
		s.pop()
		return nil
	}
	return s.skimTo(s.depth() - 1)
}

// skim scans a part to its end for the nesting alone; the markup may be almost XML.
func (s *scanner) skim() error {
	s.loose = true
	return s.skimTo(-1)
}

// skimTo passes over markup until no more than depth elements are open.
func (s *scanner) skimTo(depth int) error {
	for s.depth() > depth {
		i := bytes.IndexByte(s.buf[s.pos:s.end], '<')
		if i < 0 {
			s.pos = s.end
			if more, err := s.fill(); err != nil {
				return err
			} else if !more {
				return s.skimmed()
			}
			continue
		}
		s.pos += i
		b, err := s.ahead(len("<![CDATA["))
		switch {
		case err != nil:
			return err
		case len(b) < 3:
			return s.skimmed()
		case b[1] == '/':
			err = s.endTag()
		case b[1] == '!':
			err = s.declaration(b)
		case b[1] == '?':
			err = s.instruction(b)
		default:
			err = s.skimTag()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// skimmed is the end of the part: loose markup may end anywhere.
func (s *scanner) skimmed() error {
	if s.loose {
		return nil
	}
	return s.cutOff()
}

// skimTag passes over the start tag at pos, however long it is.
func (s *scanner) skimTag() error {
	i := 1
	for !nameEnds[s.buf[s.pos+i]] {
		if i++; s.pos+i < s.end {
			continue
		}
		if more, err := s.fill(); err != nil {
			return err
		} else if !more {
			return s.skimmed()
		}
	}
	if err := s.spend(skimmedTag); err != nil {
		return err
	}
	if err := s.nest(s.buf[s.pos+1 : s.pos+i]); err != nil {
		return err
	}
	s.pos += i
	for last := byte(0); ; {
		b := s.buf[s.pos:s.end]
		j := 0
		for j < len(b) && !tagStops[b[j]] {
			last = b[j]
			j++
		}
		s.pos += j
		if j == len(b) {
			if more, err := s.fill(); err != nil {
				return err
			} else if !more {
				return s.skimmed()
			}
			continue
		}
		s.pos++
		if b[j] == '>' {
			if last == '/' {
				s.pop()
			}
			return nil
		}
		last = b[j]
		if n := bytes.IndexByte(b[j+1:], last); n >= 0 {
			s.pos += n + 1
			continue
		}
		if found, err := s.skipPast(string(last), false); err != nil {
			return err
		} else if !found {
			return s.skimmed()
		}
	}
}

// tagStops are what a tag's end is sought by.
var tagStops = [256]bool{'>': true, '"': true, '\'': true}
