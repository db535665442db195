package workbook

import (
	"math/bits"
	"sync"
)

// code is an entry of a table of codes: how many bits it takes, and what it means.
type code uint32

// The kinds of a code. That of a copy gives a length, or how far back it begins, to
// which extra bits are added.
const (
	codeNone code = iota << 8
	codeByte
	codeCopy
	codeEnd
	codeLinked // the code is longer than rootBits: value is where its others begin
)

func (c code) kind() code        { return c & 0x700 }
func (c code) length() uint      { return uint(c & 0xf) }
func (c code) extra() uint       { return uint(c>>4) & 0xf }
func (c code) extraMask() uint64 { return 1<<c.extra() - 1 }
func (c code) linkMask() uint32  { return 1<<c.extra() - 1 }
func (c code) value() uint32     { return uint32(c >> 16) }

const (
	rootBits    = 10
	longestCode = 15
	// mostLinked is how many entries lie behind the root: of each pair of long codes, as
	// many as the longest could have.
	mostLinked = (mostLits + 2) / 2 << (longestCode - rootBits)
)

// codes finds a code by the bits that come next.
type codes struct {
	mask   uint64
	first  [1 << rootBits]code
	linked [mostLinked]code
}

// set makes the table of the codes' lengths; what the i-th means is given by meaning.
// Like compress/flate it takes no set of codes that says too little, but none at all
// or one of a single bit, nor one that says too much.
func (t *codes) set(lengths []uint8, meaning []code) bool {
	var count [longestCode + 1]int
	for _, n := range lengths {
		count[n]++
	}
	longest := longestCode
	for longest > 0 && count[longest] == 0 {
		longest--
	}
	if longest == 0 {
		t.mask = 0
		t.first[0] = codeNone
		return true
	}
	var next [longestCode + 1]uint
	at := uint(0)
	for n := 1; n <= longest; n++ {
		at <<= 1
		next[n] = at
		at += uint(count[n])
	}
	single := at == 1 && longest == 1
	if at != 1<<longest && !single {
		return false
	}
	root := uint(min(longest, rootBits))
	t.mask = 1<<root - 1
	if single {
		t.first[1] = codeNone
	}
	t.lay(lengths, meaning, &next, root, uint(longest))
	return true
}

func (t *codes) lay(lengths []uint8, meaning []code, next *[longestCode + 1]uint, root, longest uint) {
	if longest > root { // what leads to longer codes is the end of the root
		for i := next[rootBits+1] >> 1; i < 1<<root; i++ {
			t.first[reversed(i, root)] = codeNone
		}
	}
	links := uint32(0)
	for i, length := range lengths {
		if length == 0 {
			continue
		}
		n := uint(length)
		at := reversed(next[n], n)
		next[n]++
		c := meaning[i] | code(n)
		if n <= root {
			for ; at < 1<<root; at += 1 << n {
				t.first[at] = c
			}
			continue
		}
		rest := longest - root
		link := &t.first[at&(1<<root-1)]
		if link.kind() != codeLinked {
			*link = codeLinked | code(links)<<16 | code(rest)<<4
			links += 1 << rest
		}
		from := link.value()
		for at >>= root; at < 1<<rest; at += 1 << (n - root) {
			t.linked[from+uint32(at)] = c
		}
	}
}

func reversed(code, length uint) uint { return uint(bits.Reverse16(uint16(code)) >> (16 - length)) }

// What the codes mean for bytes and lengths, for distances, and for the lengths of
// codes themselves.
var (
	litMeaning = func() (m [mostLits + 2]code) {
		for i := range endOfBlock {
			m[i] = codeByte | code(i)<<16
		}
		m[endOfBlock] = codeEnd
		base, extra := 3, 0
		for i := range 28 {
			if i >= 8 && i%4 == 0 {
				extra++
			}
			m[endOfBlock+1+i] = codeCopy | code(base)<<16 | code(extra)<<4
			base += 1 << extra
		}
		m[mostLits-1] = codeCopy | longestCopy<<16
		return m // the last two have codes, but mean nothing
	}()
	distMeaning = func() (m [mostDists + 2]code) {
		base, extra := 1, 0
		for i := range mostDists {
			if i >= 4 && i%2 == 0 {
				extra++
			}
			m[i] = codeCopy | code(base)<<16 | code(extra)<<4
			base += 1 << extra
		}
		return m
	}()
	lengthMeaning = func() (m [19]code) {
		for i := range m {
			m[i] = codeByte | code(i)<<16
		}
		return m
	}()
)

// fixedCodes are those of blocks that bring none.
var fixedCodes = sync.OnceValues(func() (lits, dists *codes) {
	var lengths [mostLits + 2]uint8
	for i := range lengths {
		switch {
		case i < 144:
			lengths[i] = 8
		case i < 256:
			lengths[i] = 9
		case i < 280:
			lengths[i] = 7
		default:
			lengths[i] = 8
		}
	}
	var five [mostDists + 2]uint8
	for i := range five {
		five[i] = 5
	}
	lits, dists = new(codes), new(codes)
	lits.set(lengths[:], litMeaning[:])
	dists.set(five[:], distMeaning[:])
	return lits, dists
})

// ownCodes reads the codes that a block brings.
func (z *inflater) ownCodes() error {
	if err := z.need(14); err != nil {
		return err
	}
	lits, dists, n := int(z.take(5))+257, int(z.take(5))+1, int(z.take(4))+4
	if lits > mostLits || dists > mostDists {
		return z.corrupt()
	}
	order := [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
	var short [19]uint8
	for _, i := range order[:n] {
		if err := z.need(3); err != nil {
			return err
		}
		short[i] = uint8(z.take(3))
	}
	if !z.ownLits.set(short[:], lengthMeaning[:]) {
		return z.corrupt()
	}
	if err := z.codeLengths(z.lengths[:lits+dists]); err != nil {
		return err
	}
	if !z.ownLits.set(z.lengths[:lits], litMeaning[:]) || !z.ownDists.set(z.lengths[lits:lits+dists], distMeaning[:]) {
		return z.corrupt()
	}
	return nil
}

// codeLengths reads the lengths of a block's codes, of which ownLits has the codes.
func (z *inflater) codeLengths(lengths []uint8) error {
	for i := 0; i < len(lengths); {
		c, err := z.shortCode()
		if err != nil {
			return err
		}
		if c < 16 {
			lengths[i] = c
			i++
			continue
		}
		again, extra, value := 3, uint(2), uint8(0)
		switch c {
		case 16:
			if i == 0 {
				return z.corrupt()
			}
			value = lengths[i-1]
		case 17:
			extra = 3
		default:
			again, extra = 11, 7
		}
		if err := z.need(extra); err != nil {
			return err
		}
		if again += int(z.take(extra)); i+again > len(lengths) {
			return z.corrupt()
		}
		for range again {
			lengths[i] = value
			i++
		}
	}
	return nil
}

// shortCode reads a code of at most seven bits.
func (z *inflater) shortCode() (uint8, error) {
	for {
		c := z.ownLits.first[z.bits&z.ownLits.mask]
		if c.length() > 0 && c.length() <= z.n {
			z.take(c.length())
			return uint8(c.value()), nil
		}
		if c.kind() == codeNone && z.n >= 7 {
			return 0, z.corrupt()
		}
		if err := z.need(z.n + 1); err != nil {
			return 0, err
		}
	}
}
