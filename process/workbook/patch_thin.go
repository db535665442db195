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

// A sheet of a hundred thousand rows of which a few change is not unpacked whole. It
// is read twice: once to find the few rows that matter, and all that stands around
// the rows; and once more on its way into the new file, where the edits are put in.

// thin is a sheet part of which most rows are left out: those that no change
// touches, and that say nothing of those that one does.
type thin struct {
	src  []byte
	gaps []gap // by rising place
	last int   // number of the last row, left out or not
}

// gap is where in a thin part rows are left out, and how many bytes.
type gap struct{ at, bytes int }

// splice is text in the place of a part's bytes.
type splice struct {
	from, to int
	text     []byte
}

// thinFrom is how large a part is that is worth it.
var thinFrom uint64 = 4 << 20

var (
	sheetDataOpens  = []byte("<sheetData>")
	sheetDataCloses = []byte("</sheetData>")
	rowEnds         = []byte(rowCloses)
)

// errThick is for parts that are not written as programs write them: they are read
// whole.
var errThick = errors.New("rows that cannot be told apart")

// thinned reads a sheet part without the rows that do not matter for changes of the
// given rows, rising. Rows from the number below on all matter. nil: the part is to
// be read whole.
func (pk *packageFile) thinned(part string, changed []int, below int) (*thin, error) {
	f := pk.files[partKey(part)]
	if f == nil || pk.dropped[f] || pk.replaced[f] != nil || f.UncompressedSize64 < thinFrom {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", part, err)
	}
	ahead := readAhead(r)
	t := &thinner{r: ahead, changed: changed, below: below}
	err = errors.Join(t.run(), discardAll(ahead))
	if err := errors.Join(err, r.Close()); errors.Is(err, errThick) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("part %s: %w", part, err)
	}
	return &t.thin, nil
}

type thinner struct {
	thin
	r        io.Reader
	buf      []byte
	from     int // buf[from:] has not been looked at
	ended    bool
	formulas bool // buf holds formulas of more than one cell, maybe
	changed  []int
	below    int
}

// more reads on. The rows stay what they are only while there is nothing in them
// that looks like a tag and is none.
func (t *thinner) more() error {
	const block = 256 << 10
	t.buf = append(t.buf[:0], t.buf[t.from:]...)
	t.from = 0
	t.buf = slices.Grow(t.buf, block)
	held := len(t.buf)
	n, err := io.ReadFull(t.r, t.buf[held:held+block])
	t.buf = t.buf[:held+n]
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		t.ended = true
	} else if err != nil {
		return err
	}
	if len(t.buf) > maxPart {
		return fmt.Errorf("more than %d bytes in a row", maxPart)
	}
	fresh := t.buf[max(0, held-2):]
	if bytes.Contains(fresh, []byte("<!")) {
		return errThick
	}
	t.formulas = bytes.Contains(t.buf, []byte("<f "))
	return nil
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
			t.src = append(t.src, row...)
		} else if last := len(t.gaps) - 1; last >= 0 && t.gaps[last].at == len(t.src) {
			t.gaps[last].bytes += n
		} else {
			t.gaps = append(t.gaps, gap{len(t.src), n})
		}
		t.last = number
		t.from += n
	}
}

func (t *thinner) head() error {
	for {
		if err := t.more(); err != nil {
			return err
		}
		if i := bytes.Index(t.buf, sheetDataOpens); i >= 0 {
			t.from = i + len(sheetDataOpens)
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
			if i := bytes.Index(b[end:], rowEnds); i >= 0 {
				number, err = rowNumber(b[:end+1])
				return number, end + i + len(rowEnds), err
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
		t.formulas && (bytes.Contains(row, []byte("array")) || bytes.Contains(row, []byte("dataTable")))
}

func (t *thinner) tail() error {
	for !t.ended {
		t.src = append(t.src, t.buf[t.from:]...)
		t.from = len(t.buf)
		if err := t.more(); err != nil {
			return err
		}
	}
	t.src = append(t.src, t.buf[t.from:]...)
	return nil
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

// splicePart lets a part be what it is with the splices, rising, put in.
func (pk *packageFile) splicePart(part string, splices []splice) {
	f := pk.files[partKey(part)]
	pk.replaced[f], pk.spliced[f] = nil, splices
}

// spliceTo writes a part with its splices as it is unpacked.
func spliceTo(w io.Writer, f *zip.File, splices []splice) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	ahead := readAhead(r)
	return errors.Join(spliceInto(w, ahead, splices), discardAll(ahead), r.Close())
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
