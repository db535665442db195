package master

import (
	"strings"

	"stintag/process/workbook"
)

// page is a sheet that the program writes whole, cell by cell, at fixed places.
type page struct {
	sheet string
	cells []pageCell
}

// pageCell is one cell. Shade is what stands there between the writings too.
type pageCell struct {
	row, col int
	value    workbook.Cell
	style    workbook.Style
	fleeting bool // not worth a new file by itself: the time of the run
}

func (p *page) put(row, col int, v workbook.Cell, s workbook.Style) {
	p.cells = append(p.cells, pageCell{row: row, col: col, value: v, style: s})
}

// fleeting puts a cell that changes with the day alone.
func (p *page) fleeting(row, col int, v workbook.Cell, s workbook.Style) {
	p.cells = append(p.cells, pageCell{row: row, col: col, value: v, style: s, fleeting: true})
}

// plans turns the page's cells into those of a new workbook.
func (p page) plans() []workbook.CellPlan {
	var cs []workbook.CellPlan
	for _, c := range p.cells {
		cp := workbook.CellPlan{Row: c.row, Col: c.col, Style: c.style}
		switch c.value.Kind {
		case workbook.Text:
			cp.Value = c.value.Text
		case workbook.Number, workbook.Date:
			cp.Value = c.value.Number
		}
		cs = append(cs, cp)
	}
	return cs
}

// A line of the column of words holds some more letters of running text than the
// figure that its width is counted in.
const (
	wordsWidth  = 74
	wordsLine   = 84
	captionLine = 28
	asideLine   = 38
)

// wordsPlan lays out a page of headings to the left and words to the right. Rows
// get their height here, because programs differ in whether they fit it themselves.
func wordsPlan(sheet, tab string, p page) workbook.SheetPlan {
	s := workbook.SheetPlan{
		Name: sheet, TabColor: tab, Portrait: true, Footer: true, HideGrid: true,
		Columns: []workbook.ColumnPlan{{Width: 27, Style: labelStyle}, {Width: wordsWidth, Style: wrapStyle}, {Width: 32, Style: asideTop}},
		Growing: map[int]float64{}, Heights: map[int]float64{1: 30},
		Cells: p.plans(),
	}
	for _, c := range p.cells {
		width, lines := [...]int{0, captionLine, wordsLine, asideLine}[c.col], 0
		for l := range strings.Lines(c.value.Text) {
			lines += 1 + len([]rune(l))/width
		}
		if c.row > 1 {
			s.Growing[c.row] = max(s.Growing[c.row], float64(15*lines+4))
		}
	}
	return s
}
