package mime

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// A mail saved by Outlook (.msg) is an OLE container (MS-CFB): a file system in a
// file. This reads of it what is asked for, and trusts none of its lengths.

const (
	cfbMagic   = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	cfbHeader  = 512
	cfbMini    = 64 // bytes of a sector of small streams
	cfbInMini  = 4096
	cfbEnd     = 0xfffffffa // this and above is no sector
	cfbLast    = 0xfffffffe // follows the last sector of a stream
	cfbNone    = 0xffffffff
	cfbFATs    = 109 // that the header names itself
	cfbEntry   = 128
	cfbEntries = 10_000 // of a container; each attachment has some thirty

	cfbStorage = 1
	cfbRoot    = 5
)

var errCFB = errors.New("container is damaged")

// container is an OLE file. Streams are put together out of sectors in any order,
// any of them as often as the file says: spend holds that to the mail's limit.
type container struct {
	data    []byte
	size    int // of a sector
	fats    []uint32
	miniFAT []byte
	mini    []byte
	entries []node
	short   bool // the list of entries breaks off
	spend   func(bytes int) error
}

// node is a stream or a storage of a container.
type node struct {
	name               string
	kind               byte
	left, right, child uint32
	start              uint32
	size               uint64
}

// openContainer reads the list of what the container holds. The spend function is
// told the bytes of each stream before it is put together.
func openContainer(data []byte, spend func(int) error) (*container, error) {
	if len(data) < cfbHeader || !bytes.HasPrefix(data, []byte(cfbMagic)) {
		return nil, errCFB
	}
	shift := binary.LittleEndian.Uint16(data[30:])
	if shift < 9 || shift > 12 {
		return nil, errCFB
	}
	c := &container{data: data, size: 1 << shift, spend: spend}
	c.readFATs()
	list, whole, err := c.chain(c.word(48), cfbEntries*cfbEntry, true)
	if err != nil {
		return nil, err
	}
	c.short = !whole
	for ; len(list) >= cfbEntry; list = list[cfbEntry:] {
		c.entries = append(c.entries, nodeOf(list[:cfbEntry]))
	}
	if len(c.entries) == 0 || c.entries[0].kind != cfbRoot {
		return nil, errCFB
	}
	if c.miniFAT, _, err = c.chain(c.word(60), len(data), true); err != nil {
		return nil, err
	}
	root := c.entries[0]
	c.mini, _, err = c.chain(root.start, int(min(root.size, uint64(len(data)))), false)
	return c, err
}

func (c *container) word(at int) uint32 { return binary.LittleEndian.Uint32(c.data[at:]) }

// sector gives a sector, short where the file ends within it.
func (c *container) sector(n uint32) []byte {
	at := (int64(n) + 1) * int64(c.size)
	if n >= cfbEnd || at >= int64(len(c.data)) {
		return nil
	}
	return c.data[at:min(at+int64(c.size), int64(len(c.data)))]
}

// readFATs lists the sectors of the table that says which sector follows which.
// There are no more of them than the file has sectors.
func (c *container) readFATs() {
	most := len(c.data)/c.size + 1
	for i := range cfbFATs {
		if n := c.word(76 + 4*i); n < cfbEnd && len(c.fats) < most {
			c.fats = append(c.fats, n)
		}
	}
	for next := c.word(68); len(c.fats) < most; {
		s := c.sector(next)
		if len(s) < c.size {
			return
		}
		for ; len(s) > 4 && len(c.fats) < most; s = s[4:] {
			c.fats = append(c.fats, binary.LittleEndian.Uint32(s))
		}
		next = binary.LittleEndian.Uint32(s)
	}
}

// after is the sector that follows n.
func (c *container) after(n uint32) uint32 {
	per := uint32(c.size / 4)
	if int(n/per) >= len(c.fats) {
		return cfbNone
	}
	s := c.sector(c.fats[n/per])
	at := int(n%per) * 4
	if at+4 > len(s) {
		return cfbNone
	}
	return binary.LittleEndian.Uint32(s[at:])
}

// chain puts together what begins at sector start: want bytes, or where the end
// is open, up to want. Whole says that all of it was there.
func (c *container) chain(start uint32, want int, open bool) (b []byte, whole bool, err error) {
	count, n := 0, start
	for ; count*c.size < want && len(c.sector(n)) > 0 && count <= len(c.data)/c.size; n = c.after(n) {
		count++
	}
	ended := open && n == cfbLast
	if err := c.spend(count * c.size); err != nil {
		return nil, false, err
	}
	b = make([]byte, 0, count*c.size)
	for n := start; count > 0; n = c.after(n) {
		b = append(b, c.sector(n)...)
		count--
	}
	if len(b) >= want {
		return b[:want], true, nil
	}
	return b, ended, nil
}

// stream gives a stream's bytes.
func (c *container) stream(n node) (b []byte, whole bool, err error) {
	if n.size >= cfbInMini { // what claims more than the file has comes out short
		return c.chain(n.start, int(min(n.size, uint64(len(c.data)))), false)
	}
	if err := c.spend(int(n.size)); err != nil {
		return nil, false, err
	}
	for at := n.start; len(b) < int(n.size); {
		from := int64(at) * cfbMini
		if from >= int64(len(c.mini)) {
			return b, false, nil
		}
		b = append(b, c.mini[from:min(from+cfbMini, int64(len(c.mini)))]...)
		if int64(at)*4+4 > int64(len(c.miniFAT)) {
			at = cfbNone
			continue
		}
		at = binary.LittleEndian.Uint32(c.miniFAT[at*4:])
	}
	return b[:n.size], true, nil
}

// children lists what a storage holds, each once, whatever its tree looks like.
func (c *container) children(storage node) []node {
	var all []node
	seen := map[uint32]bool{}
	for next := []uint32{storage.child}; len(next) > 0; {
		id := next[len(next)-1]
		next = next[:len(next)-1]
		if int64(id) >= int64(len(c.entries)) || seen[id] || id == 0 {
			continue
		}
		seen[id] = true
		n := c.entries[id]
		all = append(all, n)
		next = append(next, n.left, n.right)
	}
	return all
}

func nodeOf(b []byte) node {
	le := binary.LittleEndian
	size := min(int(le.Uint16(b[64:])), 64)
	return node{
		name: fromUTF16(b[:size]), kind: b[66],
		left: le.Uint32(b[68:]), right: le.Uint32(b[72:]), child: le.Uint32(b[76:]),
		start: le.Uint32(b[116:]), size: le.Uint64(b[120:]),
	}
}
