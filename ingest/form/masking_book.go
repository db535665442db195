package form

import (
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// mostMasked is more personal numbers than any list of doctors has.
const mostMasked = 25_000

// asReturned is the book with every valid personnummer masked as in the copy that goes
// back to its sender. Forms are read from it, so that what a sender returns unchanged
// reads as it did. It is the book itself where it has no number, and too many are no
// form's.
func asReturned(b *workbook.Book) (made *workbook.Book, few bool) {
	made = b
	most, known := mostMasked, &knownMasks{}
	for i := range b.Sheets {
		if b.Sheets[i].Visibility != workbook.Visible || workbook.IsFaultList(b, &b.Sheets[i]) { // no form, or answers that go into one
			continue
		}
		rows := maskedRows(b.Sheets[i].Rows, &most, known)
		if rows == nil {
			continue
		}
		if made == b {
			made = &workbook.Book{Sheets: slices.Clone(b.Sheets), Names: b.Names}
		}
		made.Sheets[i].Rows = rows
	}
	return made, most > 0
}

// maskedRows are the rows with the numbers in them masked, as many as most, nil where
// there are none; most is what is left of it.
func maskedRows(rows []workbook.Row, most *int, known *knownMasks) []workbook.Row {
	var made []workbook.Row
	for i := range rows {
		cells, own := rows[i].Cells, false
		for j := range cells {
			shown, ok := known.of(&cells[j])
			if !ok {
				continue
			}
			if *most -= strings.Count(shown, hiddenFour); *most <= 0 {
				return made
			}
			if made == nil {
				made = slices.Clone(rows)
			}
			if !own {
				made[i].Cells, own = slices.Clone(cells), true
			}
			c := &made[i].Cells[j]
			c.Kind, c.Text, c.Number = workbook.Text, shown, 0
		}
	}
	return made
}

// knownMasks are the long texts that have no number in them: forms say the same over and
// over.
type knownMasks struct{ none map[string]bool }

const mostKnown, fewLetters = 10_000, 64

// of is maskedAsRead.
func (k *knownMasks) of(c *workbook.Cell) (shown string, ok bool) {
	if len(c.Text) <= fewLetters {
		return maskedAsRead(c)
	}
	if k.none[c.Text] {
		return "", false
	}
	if shown, ok = maskedAsRead(c); !ok && len(k.none) < mostKnown {
		if k.none == nil {
			k.none = map[string]bool{}
		}
		k.none[c.Text] = true
	}
	return shown, ok
}

// maskedAsRead is maskedCell of what is read of a cell, and of so much more that
// numbers with many signs leave as much.
func maskedAsRead(c *workbook.Cell) (shown string, ok bool) {
	const most = 5 * longestText
	if len(c.Text) <= most {
		return maskedCell(c)
	}
	begin := *c
	begin.Text = strings.ToValidUTF8(c.Text[:most], "")
	return maskedCell(&begin)
}

// reveal gives the forms the numbers that their own cells hold in the book, and those
// that stand beside the doctor's name. Nothing else is read of them.
func (r *Reading) reveal(b *workbook.Book) {
	for _, f := range r.Forms {
		for i := range f.Fields {
			w := &f.Fields[i]
			if w.Field != process.FieldPersonalNumber && !names(w.Field) || !strings.Contains(w.Value.Text, hiddenFour) {
				continue
			}
			for _, c := range cellsAt(b, w.Sheet, w.Cell) {
				w.revealed(c)
			}
		}
	}
}

// revealed puts back the numbers of a cell.
func (w *Written) revealed(c workbook.Cell) {
	shown, ok := maskedCell(&c)
	switch {
	case !ok:
	case w.Field == process.FieldPersonalNumber && w.Value.Text == shown:
		w.Value = valueOf(c)
	default:
		for _, n := range numbersIn(c.Text) {
			number, hidden := c.Text[n.from:n.to], hidden4(n.digits)
			switch {
			case !right(number) || !strings.Contains(w.Value.Text, hidden):
			case w.Field == process.FieldPersonalNumber:
				w.Value.Text = strings.Replace(w.Value.Text, hidden, number, 1)
			case w.Beside == "":
				w.Beside = number
			}
		}
	}
}

// cellsAt are a cell and the one after it, where the second half of a name may stand.
func cellsAt(b *workbook.Book, sheet, cell string) []workbook.Cell {
	s, found := b.Sheet(sheet)
	row, col, ok := workbook.ParseAddress(cell)
	if !found || !ok {
		return nil
	}
	i, found := slices.BinarySearchFunc(s.Rows, row, func(r workbook.Row, n int) int { return r.Number - n })
	if !found {
		return nil
	}
	cells := s.Rows[i].Cells
	j, _ := slices.BinarySearchFunc(cells, col, func(c workbook.Cell, n int) int { return c.Col - n })
	return cells[j:min(j+2, len(cells))]
}
