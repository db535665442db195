package mime

import (
	"encoding/binary"
	"errors"
	"strconv"

	"golang.org/x/text/encoding/unicode"
)

// Outlook packs attachments into winmail.dat, in a format of its own (MS-OXTNEF),
// when it takes the recipient for an Outlook too. No Go library for it is kept, so
// this reads what is needed of it: each attachment's bytes and name.

const (
	tnefSignature = 0x223e9f78
	tnefCodepage  = 0x00069007 // attOemCodepage
	tnefNew       = 0x00069002 // attAttachRendData: the next attachment begins
	tnefTitle     = 0x00018010 // attAttachTitle: its short name
	tnefData      = 0x0006800f // attAttachData
	tnefProps     = 0x00069005 // attAttachment: its MAPI properties

	mapiLongName = 0x3707 // PR_ATTACH_LONG_FILENAME
	mapiData     = 0x3701 // PR_ATTACH_DATA_OBJ: a mail, packed the same way, behind its class
	mapiObject   = 0x000d
	mapiText     = 0x001e
	mapiWide     = 0x001f
)

var errTNEF = errors.New("winmail.dat is damaged")

// file is an attachment out of a winmail.dat, or a file among words.
type file struct {
	name  string
	data  []byte
	whole bool   // its bytes were there, with their checksum
	mail  []byte // where it is a mail forwarded inside, its own container
}

// unpackTNEF gives the attachments; where the container is damaged, those before
// the damage and an error. The bytes are slices of b.
func unpackTNEF(b []byte) (files []file, err error) {
	c := &cursor{rest: b}
	if c.number(4) != tnefSignature {
		return nil, errTNEF
	}
	c.take(2) // a key nobody uses
	charset := "windows-1252"
	for len(c.rest) > 0 && !c.failed {
		c.take(1) // level: told again by the attribute
		attribute := c.number(4)
		data := c.take(c.number(4))
		sum := c.number(2)
		if c.failed || checksum(data) != uint16(sum) {
			return files, errTNEF
		}
		if attribute == tnefNew {
			files = append(files, file{})
		}
		if attribute == tnefCodepage && len(data) >= 4 {
			charset = "windows-" + strconv.Itoa(int(binary.LittleEndian.Uint32(data)))
		}
		if len(files) == 0 || len(files) > maxParts {
			continue
		}
		files[len(files)-1].take(attribute, data, charset)
	}
	return files, nil
}

// take reads one of an attachment's attributes.
func (f *file) take(attribute uint32, data []byte, charset string) {
	switch attribute {
	case tnefData:
		f.data, f.whole = data, true
	case tnefTitle:
		if f.name == "" {
			f.name = toUTF8(charset, upToNul(data))
		}
	case tnefProps:
		name, mail := attachmentProperties(data, charset)
		if name != "" {
			f.name = name
		}
		if mail != nil {
			f.mail, f.whole = mail, true
		}
	}
}

// attachmentProperties looks among MAPI properties for the long name, and for the
// mail that an attachment may be.
func attachmentProperties(b []byte, charset string) (name string, mail []byte) {
	c := &cursor{rest: b}
	for range c.number(4) {
		kind, id := c.number(2), c.number(2)
		c.propertyName(id)
		values := uint32(1)
		size, fixed := mapiSizes[kind&^0x1000]
		if kind&0x1000 != 0 || !fixed {
			values = c.number(4)
		}
		for range values {
			if c.failed {
				return name, mail
			}
			if fixed {
				c.take(size)
				continue
			}
			value := c.padded()
			switch {
			case id == mapiLongName && kind == mapiText:
				name = toUTF8(charset, upToNul(value))
			case id == mapiLongName && kind == mapiWide:
				name = fromUTF16(value)
			case id == mapiData && kind == mapiObject && len(value) > 16:
				mail = value[16:]
			}
		}
		if c.failed {
			return name, mail
		}
	}
	return name, mail
}

// propertyName passes the name of a property that has one: a GUID and a number
// or a text.
func (c *cursor) propertyName(id uint32) {
	if id < 0x8000 {
		return
	}
	c.take(16)
	if c.number(4) == 0 {
		c.take(4)
		return
	}
	c.padded()
}

// mapiSizes are the sizes of property types that have one, padded to four.
var mapiSizes = map[uint32]uint32{
	0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000a: 4, 0x000b: 4, 0x0014: 8, 0x0040: 8, 0x0048: 16,
}

// cursor reads little-endian numbers and byte runs; past the end it fails and
// gives zeros from then on.
type cursor struct {
	rest   []byte
	failed bool
}

func (c *cursor) take(n uint32) []byte {
	if c.failed || uint64(n) > uint64(len(c.rest)) {
		c.failed, c.rest = true, nil
		return nil
	}
	b := c.rest[:n:n]
	c.rest = c.rest[n:]
	return b
}

func (c *cursor) number(size uint32) uint32 {
	var n uint32
	for i, b := range c.take(size) {
		n |= uint32(b) << (8 * i)
	}
	return n
}

// padded reads a run with its length before it and up to three bytes after.
func (c *cursor) padded() []byte {
	n := c.number(4)
	b := c.take(n)
	c.take(-n & 3)
	return b
}

func checksum(b []byte) (sum uint16) {
	for _, ch := range b {
		sum += uint16(ch)
	}
	return sum
}

func upToNul(b []byte) string {
	for i, ch := range b {
		if ch == 0 {
			return string(b[:i])
		}
	}
	return string(b)
}

func fromUTF16(b []byte) string {
	s, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder().Bytes(b)
	if err != nil {
		return ""
	}
	return upToNul(s)
}
