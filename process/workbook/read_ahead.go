package workbook

import "io"

// aheadFrom is how large a part is that is worth unpacking on a processor of its own.
const aheadFrom = 1 << 20

const (
	aheadBlock  = 64 << 10
	aheadBlocks = 4
)

// aheadReader unpacks while what was unpacked is looked at. Whoever begins one reads
// it until it gives an error: it goes on until then.
type aheadReader struct {
	full  chan aheadBytes
	empty chan []byte
	now   aheadBytes
	read  int // of now
}

type aheadBytes struct {
	b   []byte
	err error // after b
}

func readAhead(src io.Reader) *aheadReader {
	r := &aheadReader{full: make(chan aheadBytes, aheadBlocks), empty: make(chan []byte, aheadBlocks)}
	for range aheadBlocks {
		r.empty <- make([]byte, aheadBlock)
	}
	go func() {
		for b := range r.empty {
			n, err := fillFrom(src, b)
			r.full <- aheadBytes{b[:n], err}
			if err != nil {
				return
			}
		}
	}()
	return r
}

// fillFrom is io.ReadFull without errors of its own.
func fillFrom(src io.Reader, b []byte) (n int, err error) {
	for n < len(b) && err == nil {
		var more int
		more, err = src.Read(b[n:])
		n += more
	}
	return n, err
}

func (r *aheadReader) Read(b []byte) (int, error) {
	for r.read == len(r.now.b) {
		if r.now.err != nil {
			return 0, r.now.err
		}
		if cap(r.now.b) > 0 {
			r.empty <- r.now.b[:cap(r.now.b)]
		}
		r.now, r.read = <-r.full, 0
	}
	n := copy(b, r.now.b[r.read:])
	r.read += n
	return n, nil
}

// discardAll reads to the end.
func discardAll(r io.Reader) error {
	_, err := io.Copy(io.Discard, r)
	return err
}
