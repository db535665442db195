package mime

import (
	"bytes"
	"errors"
)

// Signed mail comes as CMS (RFC 5652), which Outlook writes in BER: lengths left
// open, and a text in as many pieces as its buffer held. encoding/asn1 takes
// neither. Only the way to the signed content is read here; whether a signature
// holds is for nobody here to say, so none is checked.

const (
	berInteger     = 0x02
	berOctets      = 0x04
	berOctetPieces = 0x24
	berObject      = 0x06
	berSequence    = 0x30
	berSet         = 0x31
	berExplicit    = 0xa0 // [0]

	deepestOctets = 8 // pieces inside pieces
)

var (
	oidSigned = []byte("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02")

	errBER = errors.New("not a signed mail, or a damaged one")
	errCut = errors.New("signed mail ends too early")
)

// ber goes forward through BER. Its reach ends where the innermost length that is
// told says so; an open length has no end but the mark that closes it.
type ber struct {
	rest []byte
	cut  bool // a length reached past the end
	open bool // the innermost length is left open
}

// header reads a tag and a length; size is -1 where the length is left open.
func (r *ber) header() (tag byte, size int, err error) {
	if len(r.rest) < 2 || r.rest[0]&0x1f == 0x1f { // no long tags on our way
		return 0, 0, errBER
	}
	tag, first := r.rest[0], r.rest[1]
	r.rest = r.rest[2:]
	switch {
	case first < 0x80:
		return tag, int(first), nil
	case first == 0x80:
		if tag&0x20 == 0 {
			return 0, 0, errBER
		}
		return tag, -1, nil
	}
	n := int(first & 0x7f)
	if n > len(r.rest) {
		return 0, 0, errBER
	}
	for _, b := range r.rest[:n] {
		if size = size<<8 | int(b); size > maxMail {
			return 0, 0, errBER
		}
	}
	r.rest = r.rest[n:]
	return tag, size, nil
}

// enter goes into an element of the tag.
func (r *ber) enter(tag byte) error {
	got, size, err := r.header()
	if err != nil || got != tag {
		return errBER
	}
	r.reach(size)
	return nil
}

// reach ends the reader's view after size bytes, or where the bytes end.
func (r *ber) reach(size int) {
	r.cut = r.cut || size > len(r.rest)
	if r.open = size < 0; !r.open {
		r.rest = r.rest[:min(size, len(r.rest))]
	}
}

// leaf reads an element of the tag whose length is told, and gives its content.
func (r *ber) leaf(tag byte) ([]byte, error) {
	got, size, err := r.header()
	if err != nil || got != tag || size < 0 || size > len(r.rest) {
		return nil, errBER
	}
	b := r.rest[:size]
	r.rest = r.rest[size:]
	return b, nil
}

// skipSet passes a set. One of open length is a list of algorithms: sequences
// whose own lengths may be open too.
func (r *ber) skipSet() error {
	if len(r.rest) > 0 && r.rest[0] != berSet {
		return errBER
	}
	for open := 0; ; {
		tag, size, err := r.header()
		switch {
		case err != nil, size > len(r.rest):
			return errBER
		case size < 0:
			open++
		case tag == 0 && size == 0 && open > 0:
			open--
		default:
			r.rest = r.rest[size:]
		}
		if open == 0 {
			return nil
		}
	}
}

// octets adds the bytes of an octet string, whole or in pieces, to b.
func (r *ber) octets(b []byte, depth int) ([]byte, error) {
	tag, size, err := r.header()
	if err != nil || depth > deepestOctets {
		return b, errBER
	}
	switch tag {
	case berOctets:
		if size > len(r.rest) {
			b, r.rest = append(b, r.rest...), nil
			return b, errCut
		}
		b = append(b, r.rest[:size]...)
		r.rest = r.rest[size:]
		return b, nil
	case berOctetPieces:
		return r.pieces(b, size, depth)
	}
	return b, errBER
}

func (r *ber) pieces(b []byte, size, depth int) ([]byte, error) {
	in := r
	if size >= 0 {
		in = &ber{rest: r.rest[:min(size, len(r.rest))], cut: size > len(r.rest)}
		r.rest = r.rest[len(in.rest):]
	}
	var err error
	for err == nil {
		switch {
		case size >= 0 && len(in.rest) == 0 && !in.cut:
			return b, nil
		case len(in.rest) == 0:
			return b, errCut
		case size < 0 && bytes.HasPrefix(in.rest, []byte{0, 0}):
			in.rest = in.rest[2:]
			return b, nil
		}
		b, err = in.octets(b, depth+1)
	}
	return b, err
}

// signedContent gives what a signed mail signs; nil where the signature stands
// alone, apart from what it signs. With errCut it gives what there is.
func signedContent(data []byte) ([]byte, error) {
	r := &ber{rest: data}
	if err := r.enter(berSequence); err != nil {
		return nil, err
	}
	if kind, err := r.leaf(berObject); err != nil || !bytes.Equal(kind, oidSigned) {
		return nil, errBER
	}
	for _, tag := range []byte{berExplicit, berSequence} {
		if err := r.enter(tag); err != nil {
			return nil, err
		}
	}
	if _, err := r.leaf(berInteger); err != nil {
		return nil, err
	}
	if err := r.skipSet(); err != nil {
		return nil, err
	}
	if err := r.enter(berSequence); err != nil {
		return nil, err
	}
	if _, err := r.leaf(berObject); err != nil {
		return nil, err
	}
	switch {
	case r.open && bytes.HasPrefix(r.rest, []byte{0, 0}), len(r.rest) == 0 && !r.cut && !r.open:
		return nil, nil
	case len(r.rest) == 0:
		return nil, errCut
	}
	if err := r.enter(berExplicit); err != nil {
		return nil, err
	}
	return r.octets(nil, 0)
}

// isSigned says whether data begins as a signed mail does.
func isSigned(data []byte) bool {
	r := &ber{rest: data}
	if r.enter(berSequence) != nil {
		return false
	}
	kind, err := r.leaf(berObject)
	return err == nil && bytes.Equal(kind, oidSigned)
}
