package master

import (
	"fmt"

	"stintag/process"
	"stintag/process/workbook"
)

// The overview's columns: to the left how it stands, the money and who waits; then the
// charts with what needs a person, the rotations and the health centres below; to the
// right of what is printed the figures that the charts are drawn from.
const (
	colPlace    = 1
	colLabel    = 2 // of a figure; of a waiting doctor the health centre
	colFigure   = 3 // the figure; the case
	colSecond   = 4 // what the figure is; when a doctor can start
	colWaited   = 5
	colProposal = 6
	colLink     = 7

	colBlock     = 9 // where the blocks to the right begin
	colBlockLink = 10
	colText      = 11
	colAmount    = 12
	colWords     = 13
	colClinic    = 14
	colMonths    = 15
	colPrinted   = colMonths + rotationMonths - 1 // the last that is printed

	colYears   = colPrinted + 3
	colCentres = colYears + yearColumns + 1
)

// The overview's blocks have fixed places, since only their values change from run to
// run; the waiting list, which grows, has nothing below it.
const (
	rowFigures = 5
	rowMoney   = rowFigures + 7
	moneyYears = 5
	rowLimits  = rowMoney + moneyYears + 1
	rowWaiting = rowLimits + 2

	rowCharts    = rowFigures - 1
	rowTodo      = rowCharts + 15
	todoLines    = 8
	rowForecast  = rowTodo + todoLines + 2
	rowCame      = rowForecast + 8
	cameLines    = 6
	rowRotation  = rowForecast
	clinicLines  = 8
	rowStaffing  = rowCame + cameLines + 3
	staffLines   = 11
	waitingLinks = rowStaffing + staffLines - rowWaiting - 2 // as far as the other blocks reach

	rowData = rowCharts + 2 // the first of the charts' figures
)

// notYet stands where nothing is known before the first run: zeros would say something.
const notYet = "Visas efter första körningen."

// The labels of the five figures; each number stands alone in the cell beside.
const (
	labelGranted = "Beviljade i år"
	labelWaiting = "På intresselistan"
	labelGoal    = "Mål"
	labelNow     = "Nu"
	labelYearEnd = "Prognos vid årets slut"
)

func overviewPlan(p page, policy *process.Policy) workbook.SheetPlan {
	months := workbook.Range{Row1: rowRotation + 2, Col1: colMonths, Row2: rowRotation + 1 + clinicLines, Col2: colPrinted}
	return workbook.SheetPlan{
		Name: SheetOverview, TabColor: navy, Footer: true, HideGrid: true, FreezeRows: 2,
		PrintArea: workbook.Range{Row1: 1, Col1: 1, Col2: colPrinted},
		Columns:   overviewColumns(),
		Rules: []workbook.RulePlan{
			underline(workbook.Range{Row1: rowMoney + 1, Col1: colLabel, Row2: rowMoney + moneyYears, Col2: colLink}, colLabel),
			underline(workbook.Range{Row1: rowWaiting + 2, Col1: colPlace, Row2: lastListRow, Col2: colLink}, colFigure),
			underline(workbook.Range{Row1: rowTodo + 1, Col1: colBlock, Row2: rowTodo + todoLines, Col2: colPrinted}, colText),
			underline(workbook.Range{Row1: rowCame + 1, Col1: colBlock, Row2: rowCame + cameLines, Col2: colAmount}, colBlock),
			underline(workbook.Range{Row1: rowStaffing, Col1: colBlock, Row2: rowStaffing + staffLines - 1, Col2: colPrinted}, colBlock),
			underline(workbook.Range{Row1: months.Row1, Col1: colClinic, Row2: months.Row2, Col2: colClinic}, colClinic),
			{Range: months, Scale: &loadScale},
		},
		Charts:  overviewCharts(policy),
		Heights: map[int]float64{1: 30, 3: 6, rowFigures: 21, rowFigures + 1: 21, rowFigures + 2: 21, rowFigures + 3: 21, rowFigures + 4: 21},
		Cells:   append(p.plans(), overviewLinks()...),
	}
}

// overviewColumns have each a style of its own: a cell that comes in takes it over.
func overviewColumns() []workbook.ColumnPlan {
	date, words, small := workbook.Style{Format: "yyyy-mm-dd", Right: true}, topStyle, workbook.Style{Size: 9, Color: grey}
	cols := []workbook.ColumnPlan{
		{Width: 6, Style: workbook.Style{Bold: true, Center: true, Format: "0"}}, {Width: 25, Style: words}, {Width: 14, Style: words},
		{Width: 14, Style: date}, {Width: 14, Style: workbook.Style{Right: true, Format: "#,##0"}}, {Width: 22, Style: workbook.Style{Indent: 1}},
		{Width: 8, Style: linkStyle}, {Width: 2},
		{Width: 14, Style: words}, {Width: 8, Style: linkStyle}, {Width: 9, Style: words}, {Width: 10, Style: words}, {Width: 22, Style: words}, {Width: 18, Style: words},
	}
	for range rotationMonths {
		cols = append(cols, workbook.ColumnPlan{Width: 4.6, Style: workbook.Style{Center: true, Format: "0"}})
	}
	cols = append(cols, workbook.ColumnPlan{Width: 2}, workbook.ColumnPlan{Width: 2})
	for range yearColumns {
		cols = append(cols, workbook.ColumnPlan{Width: 9, Style: small})
	}
	decimal := small
	decimal.Format = "0.00"
	return append(cols, workbook.ColumnPlan{Width: 2}, workbook.ColumnPlan{Width: 26, Style: small}, workbook.ColumnPlan{Width: 12, Style: decimal}, workbook.ColumnPlan{Width: 12, Style: decimal})
}

// underline draws a line under rows in use.
func underline(r workbook.Range, filled int) workbook.RulePlan {
	return workbook.RulePlan{
		Range: r, Formula: fmt.Sprintf(`$%s%d<>""`, workbook.ColumnName(filled), r.Row1), Style: workbook.Style{Border: "bottom"},
	}
}

// overview is the first sheet: how it stands, the money, who waits, the forecast, what
// needs a person, the rotations and how the health centres are staffed.
func overview(v View, f process.Forecast) page {
	p := page{sheet: SheetOverview}
	p.put(1, colPlace, text("ST-intag – "+v.Region), titleStyle)
	p.cells = append(p.cells, pageCell{row: 2, col: colPlace, value: text(underTitle(v)), style: subtitleStyle, fleeting: true})
	p.figures(v.Judgement.Figures)
	p.money(v.Judgement)
	p.waiting(v)
	p.years(v, f)
	p.centres(v)
	p.todo(v)
	p.composition(v.Judgement.Figures)
	p.came(v.Counts)
	p.rotations(v)
	p.staffing(v)
	return p
}

func underTitle(v View) string {
	s := "Skrivs av programmet. Allt du ska fylla i finns i de andra bladen."
	if v.Run.IsZero() {
		s = "Ännu inte uppdaterad: talen kommer vid första körningen. " + s
	} else {
		s = "Uppdaterad " + v.Run.Format("2006-01-02 15:04") + ". " + s
	}
	if v.World.Policy != nil {
		s += " Regelverk: " + policyLine(v.World.Policy) + "."
	}
	return s
}

func (p *page) figures(f process.Figures) {
	p.put(rowFigures-1, colLabel, text("Läget"), sectionStyle)
	lines := []struct {
		label string
		value int
		aside string
	}{
		{labelGranted, f.GrantedYear, yearOf("nya ST-läkare", f)},
		{labelWaiting, f.Waiting, "läkare som rangordnas och väntar på beslut"},
		{labelGoal, f.Goal, goalOf(f)},
		{labelNow, f.InTraining, "ST-läkare i utbildning i dag"},
		{labelYearEnd, f.YearEnd, againstGoal(f)},
	}
	for i, l := range lines {
		value := number(float64(l.value))
		if f.Day.IsZero() || l.label == labelGoal && f.Goal == 0 {
			value = text("–")
		}
		p.put(rowFigures+i, colLabel, text(l.label), figureLabel)
		p.put(rowFigures+i, colFigure, value, figureStyle)
		p.put(rowFigures+i, colSecond, text(l.aside), asideStyle)
	}
}

func yearOf(words string, f process.Figures) string {
	if f.Day.IsZero() {
		return words
	}
	return fmt.Sprintf("%s, hittills %d", words, f.Day.Year)
}

func goalOf(f process.Figures) string {
	switch {
	case f.Day.IsZero():
		return "ST-läkare i utbildning vid årets slut"
	case f.Goal == 0:
		return "regelverket har inget mål för året"
	}
	return fmt.Sprintf("ST-läkare i utbildning vid slutet av %d", f.Day.Year)
}

func againstGoal(f process.Figures) string {
	switch d := f.YearEnd - f.Goal; {
	case f.Day.IsZero():
		return "av dem som är kända då"
	case f.Goal == 0:
		return "bara de som är kända i dag"
	case d > 0:
		return fmt.Sprintf("%d över målet", d)
	case d < 0:
		return fmt.Sprintf("%d under målet", -d)
	}
	return "precis på målet"
}

// composition is what the forecast is made of, for the overview and Prognos.
func composition(f process.Figures) []struct {
	label, because string
	value          int
} {
	return []struct {
		label, because string
		value          int
	}{
		{"I utbildning i dag", "Raderna i ST-läkare som har börjat och inte är klara; inte Beviljad ej startad.", f.InTraining},
		{"Slutar före årets slut", "I utbildning i dag, med planerat slut i år.", -f.Leaving},
		{"Beviljade som börjar i år", "Beviljade som inte har börjat, med start i år.", f.Starting},
		{"Väntar, kan börja i år", "På intresselistan med möjlig start i år, tills någon beslutar annat.", f.WaitingStarts},
		{"Summa vid årets slut", "Samma tal som Prognos vid årets slut.", f.YearEnd},
		{"Utan dem som väntar", "Bara det som redan är beslutat.", f.DecidedOnly},
	}
}

func (p *page) composition(f process.Figures) {
	p.put(rowForecast, colBlock, text("Så blir årets prognos"), sectionStyle)
	for i, l := range composition(f) {
		ls, ns := plainLabel, plainNumber
		if i == 4 {
			ls, ns = sumLabel, sumNumber
		}
		value := number(float64(l.value))
		if f.Day.IsZero() {
			value = text("–")
		}
		p.label(rowForecast+1+i, l.label, ls)
		p.put(rowForecast+1+i, colAmount, value, ns)
	}
}

// label writes a label of a block to the right, over the columns up to its number.
func (p *page) label(row int, words string, s workbook.Style) {
	p.put(row, colBlock, text(words), s)
	for col := colBlock + 1; col < colAmount; col++ {
		p.put(row, col, workbook.Cell{}, s)
	}
}
