package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
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
	most     int  // what tags may still cost, in all the parts of the workbook
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
	named  int    // buf[named:] is what attrs index
	closed bool   // the start tag just read was <a/>: its end comes next

	collect bool   // character data goes to text
	text    []byte // decoded
	cr      bool   // the last character collected was a carriage return of the file itself
}

// attr is where an attribute stands, from the tag's beginning: places, since
// millions of pointers written are what the collector of garbage must look at.
type attr struct{ name, nameEnd, value, valueEnd int32 }

func (s *scanner) attrName(a attr) []byte { return s.buf[s.named+int(a.name) : s.named+int(a.nameEnd)] }

// attrValue is the value as it stands, entities and all.
func (s *scanner) attrValue(a attr) []byte {
	return s.buf[s.named+int(a.value) : s.named+int(a.valueEnd)]
}

type tag uint8

const (
	startTag tag = iota
	endTag
	endOfPart
)

const (
	scanBuffer = 64 << 10
	longestTag = 1 << 20
	// longestText is what one cell may hold: Excel's 32,767 UTF-16 units.
	longestText = 32767 * 3
)

func newScanner() *scanner { return &scanner{buf: make([]byte, scanBuffer)} }

// bound sets what the parts of one workbook may hold.
func (s *scanner) bound(depth, elements int) { s.maxDepth, s.most = depth, closeTag*elements }

// size is about how many bytes the scanner keeps.
func (s *scanner) size() int {
	return len(s.buf) + cap(s.text) + cap(s.open) + 8*cap(s.marks) + 16*cap(s.attrs)
}

func (s *scanner) reset(part string, src io.Reader) {
	*s = scanner{
		src: src, part: part, maxDepth: s.maxDepth, most: s.most, buf: s.buf,
		open: s.open[:0], marks: s.marks[:0], attrs: s.attrs[:0], own: s.own[:0], text: s.text[:0],
	}
	s.begin()
}

// begin reads the part's first bytes and tells from them how its text is coded. A
// fault of the source waits until the scanner comes to it.
func (s *scanner) begin() {
	for s.end < len("\xEF\xBB\xBF") && s.srcErr == nil {
		var n int
		n, s.srcErr = s.src.Read(s.buf[s.end:])
		s.end += n
	}
	if order, is := utf16Order(s.buf[:s.end]); is {
		read := &utf16Reader{src: s.src, srcErr: s.srcErr, order: order, in: bytes.Clone(s.buf[:s.end])}
		s.src, s.srcErr, s.end = read, nil, 0
		return
	}
	if bytes.HasPrefix(s.buf[:s.end], []byte("\xEF\xBB\xBF")) {
		s.pos, s.base = 3, -3
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
	return s.childrenBut(nil, visit)
}

// childrenBut is children with a short way: before each child, and wherever it may
// stand, short may read on over some that visit then need not see.
func (s *scanner) childrenBut(short func() error, visit func(name []byte) error) error {
	depth := s.depth()
	for {
		if short != nil && !s.closed && s.depth() == depth && s.unprefixed() {
			if err := short(); err != nil {
				return err
			}
		}
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

// attr is the value of the attribute, nil where there is none.
func (s *scanner) attr(name string) []byte {
	for _, a := range s.attrs {
		if string(s.attrName(a)) == name {
			return s.attrValue(a)
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

// ahead is what is unread: n bytes or more, unless the part ends before.
func (s *scanner) ahead(n int) ([]byte, error) {
	for s.end-s.pos < n {
		if more, err := s.fill(); err != nil {
			return nil, err
		} else if !more {
			break
		}
	}
	return s.buf[s.pos:s.end], nil
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
		b, err := s.ahead(len("<![CDATA["))
		if err != nil {
			return 0, err
		}
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
		return s.fault(Damaged, "the part ends inside <%s>", cut(s.top()))
	}
	return s.fault(Damaged, "the part ends inside a tag")
}

// cut keeps a name from the file short enough for a message.
func cut(b []byte) []byte { return b[:min(len(b), 40)] }
