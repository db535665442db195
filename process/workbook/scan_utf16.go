package workbook

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// utf8Reader gives a text as UTF-8 without a byte order mark.
func utf8Reader(src io.Reader) io.Reader {
	s := scanner{buf: make([]byte, 512)}
	s.src = src
	s.begin()
	rest := s.src
	if s.srcErr != nil {
		rest = failing{s.srcErr}
	}
	return io.MultiReader(bytes.NewReader(s.buf[s.pos:s.end]), rest)
}

// failing is a source that has come to its end.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// utf16Order tells UTF-16 by its byte order mark, or by the zero byte beside the
// first "<".
func utf16Order(head []byte) (binary.ByteOrder, bool) {
	if len(head) < 2 {
		return nil, false
	}
	switch a, b := head[0], head[1]; {
	case a == 0xFF && b == 0xFE, a == '<' && b == 0:
		return binary.LittleEndian, true
	case a == 0xFE && b == 0xFF, a == 0 && b == '<':
		return binary.BigEndian, true
	}
	return nil, false
}

// utf16Reader makes UTF-16 into UTF-8.
type utf16Reader struct {
	src    io.Reader
	srcErr error
	order  binary.ByteOrder
	in     []byte // read, not yet given
	buf    [4096]byte
	high   rune // a high surrogate that waits for its low one
}

func (r *utf16Reader) Read(b []byte) (int, error) {
	out := b[:0]
	for cap(out)-len(out) >= 2*utf8.UTFMax {
		if len(r.in) < 2 {
			if r.srcErr != nil {
				return len(out), r.srcErr
			}
			kept := copy(r.buf[:], r.in)
			var n int
			n, r.srcErr = r.src.Read(r.buf[kept:])
			r.in = r.buf[:kept+n]
			continue
		}
		c := r.order.Uint16(r.in)
		r.in = r.in[2:]
		if c < utf8.RuneSelf && r.high == 0 {
			out = append(out, byte(c))
			continue
		}
		out = r.add(out, rune(c))
	}
	return len(out), nil
}

func (r *utf16Reader) add(out []byte, c rune) []byte {
	const mark, firstLow = 0xFEFF, 0xDC00
	if r.high != 0 {
		if pair := utf16.DecodeRune(r.high, c); pair != utf8.RuneError {
			r.high = 0
			return utf8.AppendRune(out, pair)
		}
		r.high = 0
		out = utf8.AppendRune(out, utf8.RuneError)
	}
	switch {
	case c == mark:
		return out
	case utf16.IsSurrogate(c) && c < firstLow:
		r.high = c
		return out
	}
	return utf8.AppendRune(out, c)
}
