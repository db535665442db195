package master

import (
	"fmt"

	"stintag/process/workbook"
)

// linkHeading is the column beside Att göra that leads to the case.
const linkHeading = "Gå till"

// lastLink is how far down the column reaches: what is on the first page in print. A
// formula that shows nothing is printed all the same, and would make empty pages.
const lastLink = 30

// linkTo leads from the case id in a cell to the case's row in Ärenden, wherever it
// was sorted to; where there is no such row nothing shows. Links are the only
// formulas of the workbook: they are written once, and a merge never touches them.
func linkTo(cell string) string {
	id := casesTable.letter(headCase)
	return fmt.Sprintf(`IFERROR(HYPERLINK("#'%[1]s'!%[2]s"&MATCH(%[3]s,'%[1]s'!$%[2]s:$%[2]s,0),"%[4]s"),"")`, SheetCases, id, cell, linkHeading)
}

// linkToRow leads from what is to do in a cell to the row of the sheet that it names.
func linkToRow(cell string) string {
	const sheet, row = `SEARCH("bladet ",%[1]s)+7`, `SEARCH(", rad ",%[1]s)`
	return fmt.Sprintf(`IFERROR(HYPERLINK("#'"&MID(%[1]s,`+sheet+`,`+row+`-(`+sheet+`))&"'!A"&SUBSTITUTE(MID(%[1]s,`+row+`+6,9),".",""),"%[2]s"),"")`, cell, linkHeading)
}

// linkOrRow leads to the case of the row or, where it is about none, to the row that it
// names.
func linkOrRow(id, what string) string {
	return fmt.Sprintf(`IF(%s="",%s,%s)`, id, linkToRow(what), linkTo(id))
}

// overviewLinks stand beside what needs a person and beside the first who wait.
func overviewLinks() []workbook.CellPlan {
	var cs []workbook.CellPlan
	add := func(row, col, of int) {
		cs = append(cs, workbook.CellPlan{Row: row, Col: col, Formula: linkTo(workbook.Address(row, of)), Style: linkStyle})
	}
	for i := range todoLines {
		add(rowTodo+1+i, colBlockLink, colBlock)
	}
	for i := range waitingLinks {
		add(rowWaiting+2+i, colLink, colFigure)
	}
	return cs
}

// addLinks gives a table's sheet the column of links, beside its own columns.
func (t table) addLinks(s *workbook.SheetPlan, col int) {
	head := workbook.Style{Bold: true, Color: white, Fill: navy, Center: true, Top: true}
	s.Cells = append(s.Cells, workbook.CellPlan{Row: 1, Col: col, Value: linkHeading, Style: head})
	style := linkStyle
	style.Top = true
	for row := 2; row <= lastLink; row++ {
		s.Cells = append(s.Cells, workbook.CellPlan{Row: row, Col: col, Formula: linkOrRow("$"+t.letter(headCase)+fmt.Sprint(row), "$"+t.letter(headWhat)+fmt.Sprint(row)), Style: style})
	}
}
