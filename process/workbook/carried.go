package workbook

import (
	"fmt"
	"io"
)

// Carried tells of a workbook that Apply made which rows of its big sheets stand there
// byte for byte as they stood in the workbook that was edited.
type Carried struct {
	parts  map[string]carriedPart
	sheets map[string]string // the part of each sheet
}

// carriedPart is a part with the stretches of it that were carried over, rising.
type carriedPart struct {
	sum       uint32
	size      uint64
	stretches []carriedRows
}

type carriedRows struct {
	from, to    int64 // as places in the new part
	first, last int   // rows
}

// Has says whether the row of the sheet was carried over with the rows around it.
func (c Carried) Has(sheet string, row int) bool {
	of := c.parts[c.sheets[sheet]].stretches
	low, high := 0, len(of)
	for low < high {
		if mid := (low + high) / 2; of[mid].last < row {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low < len(of) && of[low].first <= row
}

// carried tells what a part that was written has of the part as it was.
func (s *splicedPart) carried() carriedPart {
	c := carriedPart{sum: s.sum, size: s.size}
	at := int64(0)
	for _, b := range s.blocks {
		if b.carried {
			c.stretches = append(c.stretches, carriedRows{at, at + int64(b.length), b.first, b.last})
		}
		at += int64(b.length)
	}
	return c
}

func (p *patcher) carried() Carried {
	c := Carried{parts: p.pk.carried, sheets: map[string]string{}}
	for i, s := range p.book.sheets {
		part, _ := p.book.partOf(i)
		c.sheets[s.name] = partName(part)
	}
	return c
}

// without gives what src, the beginning of the part, has besides the rows that were
// carried over. They are read all the same, and whoever gave src checks the part as a
// whole: it must be the one of which the rows were carried.
func (c Carried) without(p *parts, name string, src io.Reader) io.Reader {
	part, ok := c.parts[name]
	if !ok {
		return src
	}
	if e := p.byName[name]; e.CRC32 != part.sum || e.UncompressedSize64 != part.size {
		return failing{&Fault{Code: Damaged, Part: name, Detail: fmt.Sprintf("%d bytes with the checksum %08x, not what was written", e.UncompressedSize64, e.CRC32)}}
	}
	return &leaving{src: src, left: part.stretches}
}

// leaving passes over stretches of what it reads.
type leaving struct {
	src  io.Reader
	at   int64
	left []carriedRows
}

func (l *leaving) Read(b []byte) (int, error) {
	for len(l.left) > 0 && l.at >= l.left[0].from {
		n, err := l.read(b, l.left[0].to)
		if err != nil {
			return 0, err
		}
		if n == 0 {
			l.left = l.left[1:]
		}
	}
	to := l.at + int64(len(b))
	if len(l.left) > 0 {
		to = min(to, l.left[0].from)
	}
	return l.read(b, to)
}

// read reads on, up to the place to.
func (l *leaving) read(b []byte, to int64) (int, error) {
	if l.at == to {
		return 0, nil
	}
	n, err := l.src.Read(b[:min(int64(len(b)), to-l.at)])
	l.at += int64(n)
	return n, err
}
