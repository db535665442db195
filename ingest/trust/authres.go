package trust

import (
	"errors"
	"strings"
)

// authres is one Authentication-Results field (RFC 8601): what a server found out
// about a mail's sender.
type authres struct {
	id      string // whose it is, lower-cased; "" in the form of Exchange Online
	version string // "" is 1
	found   []finding
}

// finding is the result of one method.
type finding struct {
	method, version string // lower-cased; version "" is 1
	result          string // lower-cased
	properties      []property
}

// property is what a finding is about, like header.from=klinik.example. Exchange
// Online writes some without a type.
type property struct{ name, value string } // name lower-cased

// errUnread says that a field does not end as it began: what it says after an open
// quote or comment may be its sender's words or the server's.
var errUnread = errors.New("a quoted string or comment is not closed")

const mostNested = 20 // comments in each other

// parse reads a field's value. What servers write beside the rules is passed over,
// word by word; whatever the sender got into a quoted string or a comment stays
// there, so that it can end no finding and begin none.
func parse(value string) (authres, error) {
	s := scanner{rest: value}
	var a authres
	a.found = s.lead(&a)
	for s.err == nil && s.rest != "" {
		if f, ok := s.finding(s.word("=")); ok {
			a.found = append(a.found, f)
		}
	}
	return a, s.err
}

// scanner goes over a field once. Its first error ends it.
type scanner struct {
	rest string
	err  error
}

// lead reads what stands before the first semicolon: whose field it is or, where it
// does not say, a finding.
func (s *scanner) lead(a *authres) []finding {
	first := s.word("=")
	if s.space(); strings.HasPrefix(s.rest, "=") {
		if f, ok := s.finding(first); ok {
			return []finding{f}
		}
		return nil
	}
	a.id = strings.ToLower(first)
	a.version = s.word("")
	s.skip()
	return nil
}

// finding reads the rest of a finding whose first word is given, to its semicolon.
func (s *scanner) finding(first string) (f finding, ok bool) {
	if s.space(); strings.HasPrefix(s.rest, "/") { // "dmarc / 1 = fail": white space may part a method from its version
		first += s.word("=")
	}
	if strings.HasSuffix(first, "/") {
		first += s.word("=")
	}
	if !s.is('=') {
		s.skip() // "none", or a server's name in the middle
		return f, false
	}
	f.method, f.version, _ = strings.Cut(strings.ToLower(first), "/")
	f.result = strings.ToLower(s.word(""))
	for s.err == nil && s.rest != "" && !s.is(';') {
		if name := strings.ToLower(s.word("=")); s.is('=') {
			f.properties = append(f.properties, property{name, s.word("")})
		}
	}
	return f, f.method != ""
}

// skip goes past the next semicolon.
func (s *scanner) skip() {
	for s.err == nil && s.rest != "" && !s.is(';') {
		s.word("")
	}
}

// is goes past c where it comes next.
func (s *scanner) is(c byte) bool {
	s.space()
	if s.rest == "" || s.rest[0] != c {
		return false
	}
	s.rest = s.rest[1:]
	return true
}

// space goes past white space and comments, which may lie in each other.
func (s *scanner) space() {
	depth := 0
	for i := 0; i < len(s.rest); i++ {
		switch c := s.rest[i]; {
		case c == '\\' && depth > 0:
			i++
		case c == '(':
			if depth++; depth > mostNested {
				s.fail()
				return
			}
		case c == ')' && depth > 0:
			depth--
		case depth == 0 && c != ' ' && c != '\t' && c != '\r' && c != '\n':
			s.rest = s.rest[i:]
			return
		}
	}
	if depth > 0 {
		s.fail()
	}
	s.rest = ""
}

// word reads up to white space, a comment, a semicolon or one of ends. Quoted
// strings are part of it, without their quotes.
func (s *scanner) word(ends string) string {
	s.space()
	var b strings.Builder
	quoted := false
	for i := 0; i < len(s.rest); i++ {
		switch c := s.rest[i]; {
		case c == '"':
			quoted = !quoted
		case quoted && c == '\\' && i+1 < len(s.rest):
			i++
			b.WriteByte(s.rest[i])
		case !quoted && (strings.IndexByte(" \t\r\n(;", c) >= 0 || strings.IndexByte(ends, c) >= 0):
			s.rest = s.rest[i:]
			return b.String()
		default:
			b.WriteByte(c)
		}
	}
	if quoted {
		s.fail()
	}
	s.rest = ""
	return b.String()
}

func (s *scanner) fail() { s.err, s.rest = errUnread, "" }
