package form

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"stintag/process/workbook"
)

// mark is what stands in a box beside Ja or Nej.
type mark uint8

const (
	noMark  mark = iota
	emptied      // a box that is drawn, or a dash
	tick
	unclear // something short that nobody can know the meaning of
)

// markIn reads a text as a mark. The letters that look odd are how the fonts of
// symbols spell their boxes: þ and ý are ticked ones, ¨ and o are empty.
func markIn(s string) mark {
	s = strings.Trim(clean(s), "_ ")
	inner := strings.TrimSpace(strings.Trim(s, "[]()_"))
	switch {
	case s == "":
		return noMark
	case inner == "":
		return emptied
	}
	switch inner {
	case "x", "X", "☒", "☑", "✓", "✔", "×", "√", "v", "V", "■", "●", "þ", "Þ", "ý", "Ý", "ü", "Ü", "û", "Û":
		return tick
	case "☐", "□", "○", "¨", "o", "O", "❑", "❏", "-", "–", "—":
		return emptied
	}
	return unclear
}

// markOf is the mark that a cell beside Ja or Nej holds; noMark is an empty cell.
func markOf(c workbook.Cell) mark {
	switch c.Kind {
	case workbook.Empty:
		return noMark
	case workbook.Text:
		return markIn(c.Text)
	case workbook.Bool:
		if c.Number == 1 {
			return tick
		}
		return emptied
	}
	return unclear
}

// longestMark is in characters; what is longer beside Ja and Nej is no mark.
const longestMark = 5

// answerWord reads a text as Ja or Nej with, perhaps, its box in the same cell:
// "Nej x", "☐ Ja", "Nej _X_".
func answerWord(s string) (word string, box mark, ok bool) {
	if len(s) > 40 {
		return "", noMark, false
	}
	s = clean(s)
	for _, word := range [...]string{"ja", "nej"} {
		n := len(word)
		if len(s) < n {
			continue
		}
		rest := s[n:]
		if !strings.EqualFold(s[:n], word) {
			if !strings.EqualFold(s[len(s)-n:], word) {
				continue
			}
			rest = s[:len(s)-n]
			if last, _ := utf8.DecodeLastRuneInString(rest); unicode.IsLetter(last) {
				continue
			}
		} else if first, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(first) {
			continue
		}
		box := markIn(strings.Trim(rest, " :*.,…?!"))
		return word, box, box != unclear
	}
	return "", noMark, false
}

// boxed is one cell of a row of answers.
type boxed struct {
	at   pos
	word string // ja, nej or "" where it is a box alone
	mark mark   // of the box, or of the word's own
}

// boxRow are the cells of Ja and Nej right of p with what stands beside them, or
// nil where not both words stand there. whole is false where the words do not
// stand once each or something between them is no mark.
func (g *grid) boxRow(p pos) ([]boxed, bool) {
	var row []boxed
	yes, no, whole := 0, 0, true
	for _, c := range g.rawRow(p.row) {
		at := pos{c.Row, c.Col}
		if c.Col <= p.col || c.Kind == workbook.Empty || g.anchor(at) != at {
			continue
		}
		if c.Col > p.col+2*reach {
			break
		}
		b := boxed{at: at}
		if word, own, ok := answerWord(c.Text); ok && c.Kind == workbook.Text {
			b.word, b.mark = word, own
		} else {
			b.mark = markOf(c)
		}
		switch {
		case b.word == "ja":
			yes++
		case b.word == "nej":
			no++
		case b.mark != unclear:
		case utf8.RuneCountInString(c.String()) > longestMark || g.isLabel(at) || yes > 0 && no > 0 && at.col > row[len(row)-1].at.col+1:
			return ended(row, whole, yes, no)
		default:
			whole = false
		}
		row = append(row, b)
	}
	return ended(row, whole, yes, no)
}

func ended(row []boxed, whole bool, yes, no int) ([]boxed, bool) {
	if yes == 0 || no == 0 {
		return nil, false
	}
	return row, whole && yes == 1 && no == 1
}

// rawRow are the cells of a row as they stand, untouched boxes too.
func (g *grid) rawRow(row int) []workbook.Cell {
	rows := g.sheet.Rows
	i := sort.Search(len(rows), func(i int) bool { return rows[i].Number >= row })
	if i == len(rows) || rows[i].Number != row {
		return nil
	}
	return rows[i].Cells
}

// raw is the cell at p as it stands, an untouched box too.
func (g *grid) raw(p pos) workbook.Cell {
	cells := g.rawRow(p.row)
	if i := slices.IndexFunc(cells, func(c workbook.Cell) bool { return c.Col == p.col }); i >= 0 {
		return cells[i]
	}
	return workbook.Cell{Row: p.row, Col: p.col}
}
