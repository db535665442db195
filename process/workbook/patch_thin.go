package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
)

// A sheet of a hundred thousand rows of which a few change is not held whole. It is
// read once: the few rows that matter, and all that stands around the rows, are kept,
// and the rest is packed again as it passes by.

// thin is a sheet part of which most rows are left out: those that no change
// touches, and that say nothing of those that one does.
type thin struct {
	src    []byte
	gaps   []gap  // by rising place
	last   int    // number of the last row, left out or not
	sum    uint32 // the part's checksum, and its bytes
	size   uint64
	blocks []*partBlock
}

// gap is where in a thin part rows are left out, and how many bytes.
type gap struct{ at, bytes int }

// splice is text in the place of a part's bytes.
type splice struct {
	from, to int
	text     []byte
}

// thinFrom is how large a part is that is worth it.
var thinFrom uint64 = 512 << 10

var (
	sheetDataOpens  = []byte("<sheetData>")
	sheetDataCloses = []byte("</sheetData>")
)

// errThick is for parts that are not written as programs write them: they are read
// whole.
var errThick = errors.New("rows that cannot be told apart")

// thinned reads a sheet part without the rows that do not matter for changes of the
// given rows, rising. Rows from the number below on all matter. nil: the part is to
// be read whole.
func (pk *packageFile) thinned(part string, changed []int, below int) (*thin, error) {
	f := pk.files[partKey(part)]
	if f == nil || pk.dropped[f] || pk.replaced[f] != nil || f.UncompressedSize64 < thinFrom || f.Method != zip.Deflate {
		return nil, nil
	}
	r, err := pk.unpacked(f)
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", part, err)
	}
	if pk.packer == nil {
		if pk.packer, err = newPacker(); err != nil {
			return nil, err
		}
	}
	ahead := readAhead(r)
	t := &thinner{thin: thin{sum: f.CRC32, size: f.UncompressedSize64}, r: ahead, packer: pk.packer, changed: changed, below: below}
	err = errors.Join(t.run(), discardAll(ahead))
	if errors.Is(err, errThick) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("part %s: %w", part, err)
	}
	return &t.thin, nil
}

type thinner struct {
	thin
	r       io.Reader
	packer  *packer
	buf     []byte // the block that is being read, and the beginning of the next
	from    int    // buf[from:] has not been looked at
	at      int    // where buf stands in the part
	first   int    // of the rows that were looked at in buf
	keeps   bool   // of what was looked at in buf, something may change
	ended   bool
	special bool // buf holds formulas of more than one cell, maybe
	changed []int
	below   int
}

// more ends a block with what was looked at, and reads on. The rows stay what they are
// only while there is nothing in them that looks like a tag and is none.
func (t *thinner) more() error {
	held := len(t.buf) - t.from
	next := t.packer.room(held)
	copy(next, t.buf[t.from:])
	t.block()
	n, err := fillFrom(t.r, next[held:])
	t.buf = next[:held+n]
	if errors.Is(err, io.EOF) {
		t.ended = true
	} else if err != nil {
		return err
	}
	if len(t.buf) > maxPart {
		return fmt.Errorf("more than %d bytes in a row", maxPart)
	}
	if indexBy(t.buf[max(0, held-2):], "<!", 1) >= 0 {
		return errThick
	}
	t.special = indexBy(t.buf, "array", 4) >= 0 || indexBy(t.buf, "dataTable", 4) >= 0
	return nil
}

// block ends a block with what was looked at.
func (t *thinner) block() {
	if t.from == 0 {
		t.packer.free(t.buf)
		return
	}
	b := &partBlock{from: t.at, size: t.from, first: t.first, last: t.last}
	t.blocks = append(t.blocks, b)
	if t.keeps {
		b.raw = t.buf[:t.from]
	} else {
		t.packer.pack(b, t.buf[:t.from])
	}
	t.at, t.from, t.first, t.keeps = t.at+t.from, 0, 0, false
}

// indexBy is strings.Index by one letter of the word, one that is rare in sheets.
func indexBy(b []byte, word string, rare int) int {
	for i := rare; i < len(b); i++ {
		n := bytes.IndexByte(b[i:], word[rare])
		if n < 0 {
			return -1
		}
		if i += n; at(b, i-rare, word) {
			return i - rare
		}
	}
	return -1
}

func (t *thinner) run() error {
	if err := t.head(); err != nil {
		return err
	}
	for {
		number, n, err := t.row()
		if err != nil {
			return err
		}
		if n == 0 {
			return t.tail()
		}
		if number <= t.last {
			return errThick
		}
		row := t.buf[t.from : t.from+n]
		if t.matters(number, row) {
			t.keeps = true
			t.src = append(t.src, row...)
		} else if last := len(t.gaps) - 1; last >= 0 && t.gaps[last].at == len(t.src) {
			t.gaps[last].bytes += n
		} else {
			t.gaps = append(t.gaps, gap{len(t.src), n})
		}
		if t.last = number; t.first == 0 {
			t.first = number
		}
		t.from += n
	}
}

func (t *thinner) head() error {
	for {
		if err := t.more(); err != nil {
			return err
		}
		if i := bytes.Index(t.buf, sheetDataOpens); i >= 0 {
			t.from, t.keeps = i+len(sheetDataOpens), true
			t.src = append(t.src, t.buf[:t.from]...)
			return nil
		}
		if t.ended || len(t.buf) > 1<<20 {
			return errThick
		}
	}
}

// row finds the row that comes next; its length is 0 after the last one.
func (t *thinner) row() (number, n int, err error) {
	for {
		b := t.buf[t.from:]
		end := bytes.IndexByte(b, '>')
		switch {
		case bytes.HasPrefix(b, sheetDataCloses):
			return 0, 0, nil
		case end < 0:
		case !bytes.HasPrefix(b, []byte("<row ")):
			return 0, 0, errThick
		case b[end-1] == '/':
			number, err = rowNumber(b[:end+1])
			return number, end + 1, err
		default:
			if i := indexBy(b[end:], rowCloses, 4); i >= 0 {
				number, err = rowNumber(b[:end+1])
				return number, end + i + len(rowCloses), err
			}
		}
		if t.ended {
			return 0, 0, errThick
		}
		if err := t.more(); err != nil {
			return 0, 0, err
		}
	}
}

func rowNumber(tag []byte) (int, error) {
	if number, digits := plainNumber(tag[min(len(tag), len(rowOpens)):]); bytes.HasPrefix(tag, []byte(rowOpens)) && digits > 0 {
		return number, nil
	}
	r, _ := attribute(tag, "r")
	n, err := strconv.Atoi(r)
	if err != nil {
		return 0, errThick
	}
	return n, nil
}

// matters says whether a row is changed, stands above one that is or comes after one
// that is new, or has a formula for cells elsewhere.
func (t *thinner) matters(number int, row []byte) bool {
	for len(t.changed) > 0 && t.changed[0] <= t.last {
		t.changed = t.changed[1:]
	}
	return number >= t.below || len(t.changed) > 0 && t.changed[0] <= number+1 ||
		t.special && (bytes.Contains(row, []byte("array")) || bytes.Contains(row, []byte("dataTable")))
}

func (t *thinner) tail() error {
	for {
		t.src = append(t.src, t.buf[t.from:]...)
		t.from, t.keeps = len(t.buf), true
		if t.ended {
			t.block()
			return nil
		}
		if err := t.more(); err != nil {
			return err
		}
	}
}

// whole gives a place in the thin part as one in the whole part.
func (t *thin) whole(s splice) splice {
	more := 0
	for _, c := range t.gaps {
		if c.at > s.from {
			break
		}
		more += c.bytes
	}
	return splice{s.from + more, s.to + more, s.text}
}

// splicePart lets a part be what it is with the splices put in, which are places in
// the thin part.
func (pk *packageFile) splicePart(part string, s *splicedPart, splices []splice) {
	for _, more := range splices {
		s.splices = append(s.splices, s.whole(more))
	}
	slices.SortStableFunc(s.splices, func(a, b splice) int { return a.from - b.from })
	f := pk.files[partKey(part)]
	pk.replaced[f], pk.spliced[f] = nil, s
}

// around reads what stands around the rows of a big sheet, and may be spliced too; nil:
// the part is to be read whole.
func (pk *packageFile) around(part string) (*splicedPart, error) {
	if s, ok := pk.spliced[pk.files[partKey(part)]]; ok {
		return s, nil
	}
	t, err := pk.thinned(part, nil, maxRow+1)
	if t == nil || err != nil {
		return nil, err
	}
	return &splicedPart{thin: t}, nil
}
