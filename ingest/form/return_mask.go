package form

import (
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// masked are the cells that hold a valid personnummer, with what to show instead.
// A wrong one must be seen to be corrected, and goes back as it was written.
func masked(book *workbook.Book, forms []Form) []workbook.Mark {
	var marks []workbook.Mark
	for _, s := range book.Sheets {
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				if m, ok := maskedCell(&c); ok {
					marks = append(marks, workbook.Mark{Sheet: s.Name, Cell: c.Address(), Replace: m})
				}
			}
		}
	}
	for _, f := range forms {
		for _, w := range f.all(process.FieldPersonalNumber) {
			digits := w.valid()
			if _, done := maskedCell(&workbook.Cell{Kind: w.Value.Kind, Text: w.Value.Text, Number: w.Value.Number}); digits != "" && !done {
				marks = append(marks, workbook.Mark{Sheet: w.Sheet, Cell: w.Cell, Replace: process.NewPersonal(digits).Masked()})
			}
		}
	}
	return marks
}

// wholeNumber is the least number of twelve digits. One of ten may be anything.
const wholeNumber = 1e11

// maskedCell is what to show of a cell that holds a valid personnummer.
func maskedCell(c *workbook.Cell) (shown string, ok bool) {
	switch {
	case c.Kind == workbook.Number && c.Number >= wholeNumber:
		if digits, is := numericPersonal(c.Number); is {
			return hidden4(digits), true
		}
	case c.Kind == workbook.Text && enoughTogether(c.Text):
		if shown, _ = hideNumbers(c.Text, right); shown != c.Text {
			return shown, true
		}
	}
	return "", false
}

// showsMasks says whether a personnummer was masked when the form went back before.
func showsMasks(forms []Form) bool {
	return slices.ContainsFunc(forms, func(f Form) bool {
		return slices.ContainsFunc(f.Fields, func(w Written) bool { return strings.HasSuffix(w.Value.Text, hiddenFour) })
	})
}

// valid is the number in a personnummer's cell, where it is one; the century does
// not matter to whether it is.
func (w Written) valid() string {
	digits, _ := parsePersonal(w.Value, process.D(2025, 1, 1))
	return digits
}

// lastFours are the places of the last four figures of each valid personnummer in a
// text. What follows a decimal sign is a number's.
func lastFours(text string) [][]int {
	if !enoughTogether(text) {
		return nil
	}
	var all [][]int
	for _, n := range numbersIn(text) {
		decimal := n.from > 1 && strings.IndexByte(".,", text[n.from-1]) >= 0 && isDigit(text[n.from-2])
		if decimal || !right(text[n.from:n.to]) {
			continue
		}
		var places []int
		for i := n.to - 1; len(places) < 4; i-- {
			if isDigit(text[i]) {
				places = append(places, i)
			}
		}
		slices.Sort(places)
		all = append(all, places)
	}
	return all
}
