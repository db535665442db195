package workbook

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// Excel fits a row without a height to its wrapped texts when it opens the book;
// LibreOffice does not, and Excel no longer does once any program has written a
// height. So rows that we write are given one, without the mark that would keep
// it from being fitted at the next edit.

// lineHeight is a line's height in points at the size of our text.
const lineHeight = 15

// defaultWidth is a column's, in characters, where the sheet says nothing.
const defaultWidth = 8

// textLines is about how many lines a text takes in a column so many digits wide.
// Running text is narrower than digits, and leaves some room at the end of each line
// for the word that does not fit. It rather counts one too many: what is cut off
// cannot be read.
func textLines(s string, wide int) int {
	n, room := 0, max(1, wide*3/4, wide*9/8-4)
	for line := range strings.SplitSeq(s, "\n") {
		n += max(1, (len([]rune(line))+room-1)/room)
	}
	return n
}

// maxHeight is Excel's limit for a row, in points.
const maxHeight = 409

// heighten is a row's tag with room for the edits' texts, unless a person has
// set its height.
func heighten(tag []byte, edits []cellEdit) []byte {
	lines := 1
	for _, e := range edits {
		lines = max(lines, e.lines)
	}
	if fixed, _ := attribute(tag, "customHeight"); lines == 1 || fixed == "1" || fixed == "true" {
		return tag
	}
	need := min(maxHeight, lines*lineHeight)
	if have, ok := attribute(tag, "ht"); ok {
		if ht, err := strconv.ParseFloat(have, 64); err == nil && ht >= float64(need) {
			return tag
		}
	}
	return setAttribute(tag, "ht", strconv.Itoa(need))
}

// loosened is a row's tag without the height that its texts needed, where each of
// them is written anew and no person has set it.
func loosened(tag []byte, row *rowCells, edits []cellEdit) []byte {
	if fixed, _ := attribute(tag, "customHeight"); len(edits) == 0 || fixed == "1" || fixed == "true" {
		return tag
	}
	for i := range row.cells {
		if row.cells[i].filled && !slices.ContainsFunc(edits, func(e cellEdit) bool { return e.place == i }) {
			return tag
		}
	}
	return dropAttribute(tag, "ht")
}

// width is a column's in whole characters.
func (s *sheetPatch) width(col int) int {
	if w := int(s.column(col).width); w > 0 {
		return w
	}
	return defaultWidth
}

// wraps says whether a style breaks its text into lines.
func (st *stylePart) wraps(style string) bool {
	n := st.index(style)
	return bytes.Contains(st.xfs.items[n], []byte(`wrapText="1"`)) || bytes.Contains(st.xfs.items[n], []byte(`wrapText="true"`))
}

// fitRows gives the rows of a new sheet with wrapped texts, and no height of
// their own, the height that these need. The start of a row that grows has room
// for its labels; only what is filled in can ask for more.
func fitRows(raw []byte, s *SheetPlan) ([]byte, error) {
	lines := map[int]int{}
	for _, c := range s.Cells {
		text, ok := c.Value.(string)
		if !ok || !c.Style.Wrap && (c.Style != Style{} || c.Col > len(s.Columns) || !s.Columns[c.Col-1].Style.Wrap) {
			continue
		}
		if s.Growing[c.Row] > 0 && !c.Style.Unlocked {
			continue
		}
		n := textLines(text, s.textWidth(c))
		if c.Style.Size > 0 {
			n = int(float64(n)*c.Style.Size/11 + 0.9)
		}
		lines[c.Row] = max(lines[c.Row], n)
	}
	var out []byte
	copied := 0
	c := &cursor{src: raw}
	root, err := c.root("worksheet")
	if err != nil {
		return nil, err
	}
	_, err = c.children(root, func(e element) error {
		if !e.is("sheetData") {
			return nil
		}
		_, err := c.children(e, func(row element) error {
			tag := raw[row.start:row.end]
			number, err := count(tag, "r", 0)
			if err != nil || s.Heights[number] > 0 {
				return err
			}
			fit := tag
			if start := s.Growing[number]; start > 0 {
				fit = setAttribute(fit, "ht", strconv.FormatFloat(start, 'f', -1, 64))
			}
			if fit = heighten(fit, []cellEdit{{lines: max(1, lines[number])}}); len(fit) > len(tag) {
				out = append(out, raw[copied:row.start]...)
				out = append(out, fit...)
				copied = row.end
			}
			return nil
		})
		return err
	})
	return append(out, raw[copied:]...), err
}

// textWidth is the width of a cell, or of the range it is merged into.
func (s *SheetPlan) textWidth(c CellPlan) int {
	last := c.Col
	for _, r := range s.Merges {
		if r.Contains(c.Row, c.Col) {
			last = r.Col2
		}
	}
	w := 0.0
	for col := c.Col; col <= last; col++ {
		if col <= len(s.Columns) && s.Columns[col-1].Width > 0 {
			w += s.Columns[col-1].Width
		} else {
			w += defaultWidth
		}
	}
	return int(w)
}
