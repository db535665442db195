package workbook

import (
	"compress/flate"
	"encoding/binary"
	"io"
)

// inflater unpacks deflate (RFC 1951) from memory. Half of what an ordinary form
// costs to read is unpacking it; compress/flate asks its source for one byte after
// another, and this takes eight at once. A fuzz target holds the two to each other:
// they give the same bytes, and fault with the same streams.
type inflater struct {
	src  []byte
	pos  int    // src[pos:] is not in bits yet
	bits uint64 // the next bits, from the lowest
	n    uint   // how many of them

	out         []byte // the last bytes unpacked, longestBack of them at least
	read, wrote int    // out[read:wrote] was not given yet
	slid        int    // bytes that were unpacked before those in out
	final       bool   // the block is the last
	in          blockKind
	stored      int // bytes left of a block that is not packed
	lits, dists *codes
	fault       error // once everything before it is given

	own               int // blocks with codes of their own so far
	ownLits, ownDists codes
	lengths           [mostLits + mostDists]uint8
}

type blockKind uint8

const (
	betweenBlocks blockKind = iota
	storedBlock
	codedBlock
)

// Each block may bring codes of its own, which cost far more to take in than the few
// bytes they need: of more blocks than mostTiny, a writer makes none that unpack to
// less than tiny bytes on average.
const (
	mostTiny = 1000
	tiny     = 512
)

const (
	longestBack = 32 << 10 // how far back a copy may begin
	longestCopy = 258
	atOnce      = 16 // bytes that a processor copies in one go
	inflateRoom = longestBack + 64<<10 + longestCopy

	mostLits, mostDists = 286, 30
	endOfBlock          = 256
)

// reset makes the inflater ready for another stream.
func (z *inflater) reset(src []byte) {
	if z.out == nil {
		z.out = make([]byte, inflateRoom)
	}
	z.src, z.pos, z.bits, z.n = src, 0, 0, 0
	z.read, z.wrote, z.final, z.in, z.own, z.slid, z.fault = 0, 0, false, betweenBlocks, 0, 0, nil
}

// Read gives what is unpacked next, io.EOF after the last block.
func (z *inflater) Read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	for z.read == z.wrote {
		if z.fault != nil {
			return 0, z.fault
		}
		if z.wrote >= len(z.out)-longestCopy {
			z.slid += z.wrote - longestBack
			copy(z.out, z.out[z.wrote-longestBack:z.wrote])
			z.read, z.wrote = longestBack, longestBack
		}
		z.fault = z.fill()
	}
	n := copy(b, z.out[z.read:z.wrote])
	z.read += n
	return n, nil
}

// fill unpacks until there is no room left for another copy.
func (z *inflater) fill() error {
	for z.wrote < len(z.out)-longestCopy {
		var err error
		switch z.in {
		case betweenBlocks:
			if z.final {
				return io.EOF
			}
			err = z.begin()
		case storedBlock:
			err = z.plain()
		default:
			err = z.coded()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// need takes in bytes until there are as many bits.
func (z *inflater) need(n uint) error {
	for z.n < n {
		if z.pos == len(z.src) {
			return io.ErrUnexpectedEOF
		}
		z.bits |= uint64(z.src[z.pos]) << z.n
		z.pos++
		z.n += 8
	}
	return nil
}

func (z *inflater) take(n uint) uint32 {
	b := uint32(z.bits & (1<<n - 1))
	z.bits >>= n
	z.n -= n
	return b
}

func (z *inflater) corrupt() error { return flate.CorruptInputError(z.pos) }

// begin reads the head of a block.
func (z *inflater) begin() error {
	if err := z.need(3); err != nil {
		return err
	}
	z.final = z.take(1) == 1
	switch z.take(2) {
	case 0:
		return z.beginStored()
	case 1:
		z.lits, z.dists = fixedCodes()
	case 2:
		if z.own++; z.own > mostTiny && z.slid+z.wrote < z.own*tiny {
			return z.corrupt()
		}
		if err := z.ownCodes(); err != nil {
			return err
		}
		z.lits, z.dists = &z.ownLits, &z.ownDists
	default:
		return z.corrupt()
	}
	z.in = codedBlock
	return nil
}

func (z *inflater) beginStored() error {
	z.take(z.n % 8)
	if err := z.need(32); err != nil {
		return err
	}
	size, check := z.take(16), z.take(16)
	if size != ^check&0xffff {
		return z.corrupt()
	}
	z.pos -= int(z.n / 8) // whole bytes that were taken in ahead
	z.bits, z.n = 0, 0
	if z.stored = int(size); size > 0 {
		z.in = storedBlock
	} else {
		z.in = betweenBlocks
	}
	return nil
}

func (z *inflater) plain() error {
	room := min(z.stored, len(z.out)-longestCopy-z.wrote)
	n := copy(z.out[z.wrote:z.wrote+room], z.src[z.pos:])
	z.pos += n
	z.wrote += n
	z.stored -= n
	if z.stored == 0 {
		z.in = betweenBlocks
	} else if n < room {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// coded unpacks the block as far as there is room.
func (z *inflater) coded() error {
	src, out, lits, dists := z.src, z.out, z.lits, z.dists
	pos, bits, n, wrote := z.pos, z.bits, z.n, z.wrote
	most := len(out) - longestCopy
	var err error
loop:
	for wrote < most {
		// The longest code for a copy is of 48 bits. Bits above the n-th may be set
		// already: they are the same that come there.
		if n < 48 {
			if pos+8 <= len(src) {
				bits |= binary.LittleEndian.Uint64(src[pos:]) << n
				pos += int((63 - n) >> 3)
				n |= 56
			} else {
				bits &= 1<<n - 1
				for ; pos < len(src) && n <= 56; n += 8 {
					bits |= uint64(src[pos]) << n
					pos++
				}
			}
		}
		c := lits.first[bits&lits.mask]
		if c.kind() == codeLinked {
			c = lits.linked[c.value()+uint32(bits>>rootBits)&c.linkMask()]
		}
		if c.length() > n {
			err = io.ErrUnexpectedEOF
			break
		}
		bits >>= c.length()
		n -= c.length()
		switch c.kind() {
		case codeByte:
			out[wrote] = byte(c.value())
			wrote++
			continue
		case codeEnd:
			z.in = betweenBlocks
			break loop
		case codeNone:
			err = flate.CorruptInputError(pos)
			break loop
		}
		size := int(c.value()) + int(bits&c.extraMask())
		d := dists.first[bits>>c.extra()&dists.mask]
		if d.kind() == codeLinked {
			d = dists.linked[d.value()+uint32(bits>>(c.extra()+rootBits))&d.linkMask()]
		}
		used := c.extra() + d.length() + d.extra()
		if used > n {
			err = io.ErrUnexpectedEOF
			break
		}
		back := int(d.value()) + int(bits>>(c.extra()+d.length())&d.extraMask())
		bits >>= used
		n -= used
		if d.kind() != codeCopy || back > wrote {
			err = flate.CorruptInputError(pos)
			break
		}
		from, end := wrote-back, wrote+size
		if atOnce <= back && size <= 2*atOnce { // most are; what is written past their end is written over
			*(*[atOnce]byte)(out[wrote:]) = *(*[atOnce]byte)(out[from:])
			*(*[atOnce]byte)(out[wrote+atOnce:]) = *(*[atOnce]byte)(out[from+atOnce:])
			wrote = end
			continue
		}
		for wrote < end {
			wrote += copy(out[wrote:end], out[from:wrote])
		}
	}
	z.pos, z.bits, z.n, z.wrote = pos, bits&(1<<n-1), n, wrote
	return err
}
