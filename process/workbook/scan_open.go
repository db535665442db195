package workbook

import (
	"bytes"
	"slices"
)

func (s *scanner) push(name []byte) error {
	if s.depth() == 0 {
		if s.rooted {
			return s.fault(Damaged, "a second root element")
		}
		s.rooted = true
		s.root(name)
	}
	for _, a := range s.attrs {
		if s.buf[s.named+int(a.name)] == 'x' && string(s.attrValue(a)) == s.space {
			if err := s.bind(s.attrName(a)); err != nil {
				return err
			}
		}
	}
	if err := s.spend(closeTag); err != nil {
		return err
	}
	s.name = s.local(name)
	return s.nest(name)
}

// pushPlain opens an element whose tag binds no prefix that is new.
func (s *scanner) pushPlain(name []byte) error {
	if err := s.spend(closeTag); err != nil {
		return err
	}
	return s.nest(name)
}

// What a tag costs of what a workbook may: those that are only skimmed are four
// times as cheap as those that are looked at.
const closeTag, skimmedTag = 4, 1

func (s *scanner) spend(cost int) error {
	if s.most -= cost; s.most < 0 {
		return s.fault(TooLarge, "too many elements")
	}
	return nil
}

// nest opens an element within the depth allowed.
func (s *scanner) nest(name []byte) error {
	limit := s.maxDepth
	if s.loose {
		limit *= 4
	}
	if s.depth() >= limit {
		return s.fault(TooLarge, "elements nested deeper than %d", limit)
	}
	s.marks = append(s.marks, len(s.open))
	s.open = append(s.open, name...)
	return nil
}

// root notes the namespace of the root element.
func (s *scanner) root(name []byte) {
	prefix, declared := prefixOf(name), "xmlns"
	if prefix != "" {
		declared = "xmlns:" + prefix[:len(prefix)-1]
	}
	s.space = string(s.attr(declared))
	s.own = append(s.own, prefix)
}

// bind takes note of one more prefix for the root's namespace. A binding is never
// undone: whatever stands where the workbook's own elements do is the workbook's.
func (s *scanner) bind(declared []byte) error {
	prefix, found := bytes.CutPrefix(declared, []byte("xmlns:"))
	if !found && string(declared) != "xmlns" {
		return nil
	}
	with := ""
	if found {
		with = string(prefix) + ":"
	}
	if slices.Contains(s.own, with) {
		return nil
	}
	if len(s.own) >= s.maxDepth {
		return s.fault(TooLarge, "more than %d prefixes for one namespace", s.maxDepth)
	}
	s.own = append(s.own, with)
	return nil
}

func prefixOf(name []byte) string {
	return string(name[:bytes.IndexByte(name, ':')+1])
}

// local is the name without its prefix if it is in the root's namespace.
func (s *scanner) local(name []byte) []byte {
	n := bytes.IndexByte(name, ':') + 1
	if n == 0 && s.unprefixed() {
		return name
	}
	for _, p := range s.own {
		if string(name[:n]) == p {
			return name[n:]
		}
	}
	if n == 0 {
		return nil
	}
	return name
}

// unprefixed says whether the root's namespace, and it alone, goes without prefix.
func (s *scanner) unprefixed() bool { return len(s.own) == 1 && s.own[0] == "" }

func (s *scanner) top() []byte { return s.open[s.marks[len(s.marks)-1]:] }

func (s *scanner) pop() {
	last := len(s.marks) - 1
	s.open, s.marks = s.open[:s.marks[last]], s.marks[:last]
}
