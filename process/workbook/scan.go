package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
)

// scanner reads XML tag by tag from a stream. It holds one tag at a time, checks
// that tags match and end, refuses document types, and never expands an entity
// but the five of XML and character numbers. Names in the root's namespace lose
// their prefix; all others keep it, or become empty, and so are never taken for
// the workbook's own.
type scanner struct {
	src      io.Reader
	part     string
	maxDepth int
	loose    bool // markup that is only almost XML (VML): nesting is all that is checked

	buf      []byte
	pos, end int   // buf[pos:end] is unread
	base     int64 // offset of buf[0] in the part
	srcErr   error

	open   []byte // the names of the open elements, one after another
	marks  []int  // where each begins in open
	rooted bool
	space  string   // the root's namespace
	own    []string // the prefixes bound to it anywhere, with their colon; "" is none

	name   []byte // of the start tag just read, as local gives it; valid until the next tag
	attrs  []attr // of the start tag just read; valid until the next tag
	closed bool   // the start tag just read was <a/>: its end comes next

	collect bool   // character data goes to text
	text    []byte // decoded
	cr      bool   // the last character collected was a carriage return of the file itself
}

type attr struct{ name, value []byte } // value as it stands, entities and all

type tag uint8

const (
	startTag tag = iota
	endTag
	endOfPart
)

const (
	scanBuffer = 32 << 10
	longestTag = 1 << 20
	// longestText is what one cell may hold: Excel's 32,767 UTF-16 units.
	longestText = 32767 * 3
)

func newScanner(maxDepth int) *scanner {
	return &scanner{maxDepth: maxDepth, buf: make([]byte, scanBuffer)}
}

func (s *scanner) reset(part string, src io.Reader) {
	*s = scanner{
		src: utf8Reader(src), part: part, maxDepth: s.maxDepth, buf: s.buf,
		open: s.open[:0], marks: s.marks[:0], attrs: s.attrs[:0], own: s.own[:0], text: s.text[:0],
	}
}

func (s *scanner) fault(code FaultCode, format string, args ...any) *Fault {
	return &Fault{Code: code, Part: s.part, Offset: s.base + int64(s.pos), Detail: fmt.Sprintf(format, args...)}
}

func (s *scanner) depth() int { return len(s.marks) }

// children calls visit for each child of the element just opened, and returns
// after its end; before any element it scans the part, whose one child is the
// root. What visit leaves unread of a child is passed over.
func (s *scanner) children(visit func(name []byte) error) error {
	depth := s.depth()
	for {
		t, err := s.next()
		switch {
		case err != nil:
			return err
		case t == endOfPart, t == endTag && s.depth() < depth:
			return nil
		case t == startTag && s.depth() == depth+1:
			if err := visit(s.name); err != nil {
				return err
			}
		}
	}
}

// collected gathers the character data of the element just opened, to its end.
func (s *scanner) collected() error {
	s.collect, s.cr = true, false
	err := s.children(func([]byte) error { return nil })
	s.collect = false
	return err
}

// skim scans to the end for the nesting alone; the markup may be almost XML.
func (s *scanner) skim() error {
	s.loose = true
	for {
		if t, err := s.next(); err != nil || t == endOfPart {
			return err
		}
	}
}

// attr is the value of the attribute, nil where there is none.
func (s *scanner) attr(name string) []byte {
	for _, a := range s.attrs {
		if string(a.name) == name {
			return a.value
		}
	}
	return nil
}

// fill reads on until the buffer is full; false means that the part is at its end.
func (s *scanner) fill() (bool, error) {
	if s.pos > 0 {
		copy(s.buf, s.buf[s.pos:s.end])
		s.base += int64(s.pos)
		s.end -= s.pos
		s.pos = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) >= longestTag {
			return false, s.fault(TooLarge, "a tag of more than %d bytes", longestTag)
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	from := s.end
	for s.srcErr == nil && s.end < len(s.buf) {
		var n int
		n, s.srcErr = s.src.Read(s.buf[s.end:])
		s.end += n
		if n == 0 { // no room for a whole character
			break
		}
	}
	if s.srcErr != nil && !errors.Is(s.srcErr, io.EOF) {
		return false, s.srcErr
	}
	return s.end > from, nil
}

// next moves to the next tag.
func (s *scanner) next() (tag, error) {
	if s.closed {
		s.closed = false
		s.pop()
		return endTag, nil
	}
	for {
		found, err := s.chars()
		if err != nil {
			return 0, err
		}
		if !found {
			return s.finish()
		}
		for s.end-s.pos < len("<![CDATA[") {
			if more, err := s.fill(); err != nil {
				return 0, err
			} else if !more {
				break
			}
		}
		b := s.buf[s.pos:s.end]
		switch {
		case len(b) < 3:
			return 0, s.cutOff()
		case b[1] == '/':
			return endTag, s.endTag()
		case b[1] == '!':
			err = s.declaration(b)
		case b[1] == '?':
			err = s.instruction(b)
		default:
			return startTag, s.startTag()
		}
		if err != nil {
			return 0, err
		}
	}
}

func (s *scanner) finish() (tag, error) {
	if s.loose {
		return endOfPart, nil
	}
	if len(s.marks) > 0 {
		return 0, s.cutOff()
	}
	if !s.rooted {
		return 0, s.fault(Damaged, "the part is empty")
	}
	return endOfPart, nil
}

func (s *scanner) cutOff() *Fault {
	if len(s.marks) > 0 {
		return s.fault(Damaged, "the part ends inside <%s>", cut(s.open[s.marks[0]:]))
	}
	return s.fault(Damaged, "the part ends inside a tag")
}

// cut keeps a name from the file short enough for a message.
func cut(b []byte) []byte { return b[:min(len(b), 40)] }

func (s *scanner) push(name []byte) error {
	if s.depth() == 0 && !s.loose {
		if s.rooted {
			return s.fault(Damaged, "a second root element")
		}
		s.rooted = true
		s.root(name)
	}
	limit := s.maxDepth
	if s.loose {
		limit *= 4
	}
	if s.depth() >= limit {
		return s.fault(TooLarge, "elements nested deeper than %d", limit)
	}
	for _, a := range s.attrs {
		if a.name[0] == 'x' && string(a.value) == s.space {
			if err := s.bind(a.name); err != nil {
				return err
			}
		}
	}
	s.marks = append(s.marks, len(s.open))
	s.open = append(s.open, name...)
	s.name = s.local(name)
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

func (s *scanner) top() []byte { return s.open[s.marks[len(s.marks)-1]:] }

func (s *scanner) pop() {
	last := len(s.marks) - 1
	s.open, s.marks = s.open[:s.marks[last]], s.marks[:last]
}
