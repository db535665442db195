package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"sync"

	"github.com/klauspost/compress/flate"
)

// A big part is packed in blocks, each by itself: so the processors pack beside each
// other, and what no change touches is packed while the rest is still being read.

// blockBytes is how much of a part is packed by itself. Larger blocks pack a little
// better, and more is packed anew where one row of a block changes.
const blockBytes = 128 << 10

// partBlock is a stretch of a part.
type partBlock struct {
	from int    // where it begins in the part as it was
	size int    // how many bytes it had there
	raw  []byte // of one that may change yet
	was  uint32 // checksum of what it had there, once that is known

	first, last int  // of its rows; first is 0 where it has none
	carried     bool // it is as it was

	packed []byte // ends with a whole byte, and needs nothing that stands before it
	sum    uint32 // of what was packed, and how much that was
	length int
	err    error
}

// packer packs blocks on as many processors as there are.
type packer struct {
	idle    chan *packing
	working sync.WaitGroup
	empty   sync.Pool // of blocks' memory
}

// packing is what one processor packs with.
type packing struct {
	*flate.Writer
	packed bytes.Buffer
}

func newPacker() (*packer, error) {
	p := &packer{idle: make(chan *packing, runtime.GOMAXPROCS(0))}
	for range cap(p.idle) {
		w, err := flate.NewWriter(nil, packedAt)
		if err != nil {
			return nil, err
		}
		p.idle <- &packing{Writer: w}
	}
	return p, nil
}

// room gives memory for a block that begins with held bytes.
func (p *packer) room(held int) []byte {
	if 2*held > blockBytes {
		return make([]byte, 2*held)
	}
	if b, ok := p.empty.Get().(*[]byte); ok && cap(*b) >= blockBytes {
		return (*b)[:blockBytes]
	}
	return make([]byte, blockBytes)
}

func (p *packer) free(b []byte) { p.empty.Put(&b) }

// pack begins to pack text as the block's, and takes the memory over. It waits until
// a processor is free.
func (p *packer) pack(b *partBlock, text []byte) {
	w := <-p.idle
	p.working.Go(func() {
		b.length, b.sum = len(text), crc32.ChecksumIEEE(text)
		b.packed, b.err = w.pack(text)
		p.free(text)
		p.idle <- w
	})
}

func (w *packing) pack(text []byte) ([]byte, error) {
	w.packed.Reset()
	w.Reset(&w.packed)
	_, err := w.Write(text)
	err = errors.Join(err, w.Flush())
	return bytes.Clone(w.packed.Bytes()), err
}

// entryPacker packs the parts that are no blocks, one after another with the same
// memory: it may not begin one before the last is closed.
func entryPacker() (zip.Compressor, error) {
	fw, err := flate.NewWriter(nil, packedAt)
	return func(w io.Writer) (io.WriteCloser, error) {
		fw.Reset(w)
		return fw, nil
	}, err
}

// splicedPart is a part that was read in blocks, with what is put into it.
type splicedPart struct {
	*thin
	splices []splice // rising, as places in the whole part
}

// finish packs the blocks that were kept, with the splices in them. The blocks together
// are held to the checksum of the part as it was: what no splice touches is thereby
// known to be packed as it was read.
func (s *splicedPart) finish(p *packer) error {
	left := s.splices
	for i, b := range s.blocks {
		b.carried = b.raw == nil
		mine := 0
		for mine < len(left) && (left[mine].from < b.from+b.size || i == len(s.blocks)-1) {
			mine++
		}
		if mine > 0 && b.raw == nil {
			return fmt.Errorf("a change at byte %d, where none was foreseen", left[0].from)
		}
		if b.raw != nil {
			b.was = crc32.ChecksumIEEE(b.raw)
			p.pack(b, spliced(b, left[:mine], p.room(0)[:0]))
			p.free(b.raw)
			b.raw = nil
		}
		left = left[mine:]
	}
	p.working.Wait()
	var err error
	var was uint32
	for _, b := range s.blocks {
		err = errors.Join(err, b.err)
		if b.carried {
			b.was = b.sum
		}
		was = sumOfBoth(was, b.was, b.size)
	}
	if err == nil && was != s.sum {
		return errors.New("its blocks are not what was read")
	}
	return err
}

// spliced appends the block's text with the splices in it.
func spliced(b *partBlock, splices []splice, to []byte) []byte {
	at := 0
	for _, s := range splices {
		to = append(to, b.raw[at:s.from-b.from]...)
		to = append(to, s.text...)
		at = s.to - b.from
	}
	return append(to, b.raw[at:]...)
}

// lastBlock is the deflate block that ends a part: it says that it is the last, and holds
// nothing.
var lastBlock = []byte{0x03, 0x00}

// writeTo writes the part as an entry in f's place.
func (s *splicedPart) writeTo(zw *zip.Writer, f *zip.File) error {
	h := f.FileHeader
	h.Method, h.Extra, h.Flags = zip.Deflate, nil, h.Flags&nameInUTF8
	h.CRC32, h.UncompressedSize64, h.CompressedSize64 = 0, 0, uint64(len(lastBlock))
	for _, b := range s.blocks {
		h.CRC32 = sumOfBoth(h.CRC32, b.sum, b.length)
		h.UncompressedSize64 += uint64(b.length)
		h.CompressedSize64 += uint64(len(b.packed))
	}
	s.sum, s.size = h.CRC32, h.UncompressedSize64 // from now on those of the part as it is
	w, err := zw.CreateRaw(&h)
	for i := 0; err == nil && i < len(s.blocks); i++ {
		_, err = w.Write(s.blocks[i].packed)
		s.blocks[i].packed = nil
	}
	if err != nil {
		return err
	}
	_, err = w.Write(lastBlock)
	return err
}

// nameInUTF8 is the only one of an entry's flags that says nothing of how it is packed.
const nameInUTF8 = 0x800

// sumOfBoth is the checksum of two texts one after the other, from theirs and the
// second one's length.
func sumOfBoth(first, second uint32, length int) uint32 {
	shift := uint32(1) << 31                                  // 1, as polynomials stand in the checksum
	for square := uint32(1) << 23; length > 0; length >>= 1 { // x to the power of 8 bits
		if length&1 != 0 {
			shift = product(shift, square)
		}
		square = product(square, square)
	}
	return product(shift, first) ^ second
}

// product multiplies polynomials modulo the checksum's.
func product(a, b uint32) (p uint32) {
	for ; a != 0; a <<= 1 {
		if a&(1<<31) != 0 {
			p ^= b
		}
		if b&1 != 0 {
			b = b>>1 ^ crc32.IEEE
		} else {
			b >>= 1
		}
	}
	return p
}

// spliceTo writes a part with its splices as it is unpacked.
func (s *splicedPart) spliceTo(w io.Writer, f *zip.File) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	ahead := readAhead(r)
	return errors.Join(spliceInto(w, ahead, s.splices), discardAll(ahead), r.Close())
}

func spliceInto(w io.Writer, r io.Reader, splices []splice) error {
	at := 0
	for _, s := range splices {
		_, err := io.CopyN(w, r, int64(s.from-at))
		if err == nil {
			_, err = w.Write(s.text)
		}
		if err == nil {
			_, err = io.CopyN(io.Discard, r, int64(s.to-s.from))
		}
		if err != nil {
			return err
		}
		at = s.to
	}
	_, err := io.Copy(w, r)
	return err
}
