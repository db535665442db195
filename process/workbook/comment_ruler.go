package workbook

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// ruler knows how wide a sheet's columns and how high its rows are, in pixels.
// Excel is told the place of a comment's box by the cells that its corners lie in,
// and nothing else: by a guess at their sizes a box among high rows would fill the
// screen, and one among hidden rows would be a line.
type ruler struct {
	width, height int // where the sheet says nothing of a column or a row
	columns       []measuredColumns
	rows          map[int]int
}

type measuredColumns struct{ from, to, width int }

// boxReach is how far below its cell a box may reach, in rows.
const boxReach = 200

const (
	pixelsPerPoint     = 4.0 / 3
	pixelsPerCharacter = 7
	ordinaryWidth      = 64 // pixels of a column, where nothing is said
	ordinaryHeight     = 20 // pixels of a row
)

// measured reads the sizes of all columns, and of the rows down to last, as the
// sheet is unpacked: it may be big. A size that is no number is passed over: it
// only moves a box.
func measured(sheet io.Reader, last int) (*ruler, error) {
	r := &ruler{width: ordinaryWidth, height: ordinaryHeight, rows: map[int]int{}}
	in := bufio.NewReaderSize(sheet, rulerBuffer)
	head, err := in.Peek(rulerBuffer)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	c := &cursor{src: head}
	root, err := c.root("worksheet")
	if err != nil {
		return nil, err
	}
	for {
		e, ok, err := c.next()
		far := !ok || err != nil // so much before the rows that they are not come to
		tag := head[e.start:e.end]
		switch {
		case far:
			return r, nil
		case e.is("sheetFormatPr"):
			r.width = pixels(tag, "defaultColWidth", pixelsPerCharacter, r.width)
			r.height = pixels(tag, "defaultRowHeight", pixelsPerPoint, r.height)
		case e.is("col"):
			r.column(tag)
		case e.is("sheetData"):
			return r, r.measureRows(in, []byte("<"+root.prefix()+"row"), last)
		}
	}
}

// rulerBuffer is how much of a sheet is held at once.
const rulerBuffer = 1 << 18

func (r *ruler) column(tag []byte) {
	from, err := count(tag, "min", 0)
	if err != nil {
		return
	}
	to, err := count(tag, "max", from)
	if err != nil {
		return
	}
	r.columns = append(r.columns, measuredColumns{from, to, pixels(tag, "width", pixelsPerCharacter, r.width)})
}

// measureRows looks at the rows' own tags alone.
func (r *ruler) measureRows(in io.Reader, start []byte, last int) error {
	buf := make([]byte, 0, rulerBuffer)
	for number, at := 0, 0; number <= last; {
		next, end := bytes.Index(buf[at:], start), -1
		if next >= 0 {
			at += next
			end = bytes.IndexByte(buf[at:], '>')
		} else {
			at = max(at, len(buf)-len(start)+1) // the start may be cut
		}
		if end >= 0 {
			var err error
			if number, err = r.row(buf[at:at+end+1], number); err != nil {
				return err
			}
			at += end + 1
			continue
		}
		buf = buf[:copy(buf, buf[at:])]
		n, err := in.Read(buf[len(buf):cap(buf)])
		if n == 0 && (err == nil || errors.Is(err, io.EOF)) { // nothing more, or nothing that is a row's tag
			return nil
		}
		if n == 0 {
			return err
		}
		buf, at = buf[:len(buf)+n], 0
	}
	return nil
}

// row takes a row's height and gives its number; the one before is known.
func (r *ruler) row(tag []byte, before int) (number int, err error) {
	e, err := tagAt(tag, 0)
	if err != nil || !e.is("row") {
		return before, err
	}
	if number, err = count(tag, "r", before+1); err != nil {
		return before, fmt.Errorf("row after %d: %w", before, err)
	}
	if h := pixels(tag, "ht", pixelsPerPoint, r.height); h != r.height {
		r.rows[number] = h
	}
	return number, nil
}

// pixels is the size that a tag gives; what is hidden takes no room.
func pixels(tag []byte, name string, each float64, missing int) int {
	if on, _ := attribute(tag, "hidden"); on == "1" || on == "true" {
		return 0
	}
	s, _ := attribute(tag, name)
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n < 0 || n > 1000 {
		return missing
	}
	return int(n*each + 0.5)
}

func (r *ruler) columnWidth(col int) int {
	for _, c := range r.columns {
		if c.from <= col && col <= c.to {
			return c.width
		}
	}
	return r.width
}

func (r *ruler) rowHeight(row int) int {
	if h, ok := r.rows[row]; ok {
		return h
	}
	return r.height
}

// anchor tells where the corners of a box lie, right of its cell: their columns
// and rows counted from 0, each with the rest in pixels.
func (r *ruler) anchor(row, col, width, height int) string {
	const beside, below = 15, 2
	left, x1 := along(r.columnWidth, maxColumn, col+1, beside)
	right, x2 := along(r.columnWidth, maxColumn, left, x1+int(float64(width)*pixelsPerPoint))
	top, y1 := along(r.rowHeight, maxRow, row, below)
	bottom, y2 := along(r.rowHeight, min(maxRow, row+boxReach), top, y1+int(float64(height)*pixelsPerPoint))
	return fmt.Sprintf("%d, %d, %d, %d, %d, %d, %d, %d", left-1, x1, top-1, y1, right-1, x2, bottom-1, y2)
}

// along goes so many pixels on from the beginning of a column or row, to the last
// one at most.
func along(size func(int) int, last, from, pixels int) (at, rest int) {
	for at = min(from, last); pixels >= size(at) && at < last; at++ {
		pixels -= size(at)
	}
	return at, pixels
}
