package workbook

import (
	"bufio"
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// utf8Reader gives a part as UTF-8 without a byte order mark. UTF-16 is told by
// its mark, or by the zero byte beside the first "<".
func utf8Reader(src io.Reader) io.Reader {
	b := bufio.NewReaderSize(src, 512) // larger reads go past its buffer
	head, _ := b.Peek(3)               // a part shorter than this shows itself when it is read
	if len(head) >= 3 && head[0] == 0xEF && head[1] == 0xBB && head[2] == 0xBF {
		_, _ = b.Discard(3) // they were peeked at: they are there
		return b
	}
	if len(head) < 2 {
		return b
	}
	switch {
	case head[0] == 0xFF && head[1] == 0xFE, head[0] == '<' && head[1] == 0:
		return &utf16Reader{src: b, order: binary.LittleEndian}
	case head[0] == 0xFE && head[1] == 0xFF, head[0] == 0 && head[1] == '<':
		return &utf16Reader{src: b, order: binary.BigEndian}
	}
	return b
}

type utf16Reader struct {
	src   *bufio.Reader
	order binary.ByteOrder
	high  rune // a high surrogate that waits for its low one
}

func (r *utf16Reader) Read(b []byte) (int, error) {
	out := b[:0]
	for cap(out)-len(out) >= 2*utf8.UTFMax {
		var unit [2]byte
		if _, err := io.ReadFull(r.src, unit[:]); err != nil {
			return len(out), err
		}
		out = r.add(out, rune(r.order.Uint16(unit[:])))
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
