package master

import (
	"fmt"

	"stintag/process"
	"stintag/process/workbook"
)

// The overview's columns: captions in A, then what the blocks share.
const (
	colCaption = 1 + iota
	colCase
	colName
	colAmount
	colWide
	colFourth
	colFifth
)

// The overview's blocks have fixed places, since only their values change from
// run to run; the waiting list, which grows, stands last.
const (
	rowFigures  = 4
	rowForecast = rowFigures + 6
	rowMoney    = rowForecast + 7
	moneyYears  = 5
	rowLimits   = rowMoney + moneyYears + 1
	rowCame     = rowLimits + 2
	cameLines   = 6
	rowTodo     = rowCame + cameLines + 1
	todoLines   = 8
	rowStaffing = rowTodo + todoLines + 2
	staffLines  = 11
	rowWaiting  = rowStaffing + staffLines + 1
)

// The labels of the five figures; each number stands alone in the cell beside.
const (
	labelGranted = "Beviljade i år"
	labelWaiting = "På intresselistan"
	labelGoal    = "Mål"
	labelNow     = "Nu"
	labelYearEnd = "Prognos vid årets slut"
)

func overviewPlan(p page) workbook.SheetPlan {
	return workbook.SheetPlan{
		Name: SheetOverview, TabColor: navy, Footer: true, HideGrid: true,
		// A style of its own for every column: a cell that comes in takes it over.
		Columns: []workbook.ColumnPlan{
			{Width: 16, Style: workbook.Style{Bold: true, Center: true, Format: "0"}}, {Width: 15, Style: topStyle},
			{Width: 30, Style: topStyle}, {Width: 15, Style: workbook.Style{Format: "yyyy-mm-dd", Right: true}},
			{Width: 24, Style: workbook.Style{Indent: 1}}, {Width: 15, Style: topStyle}, {Width: 56, Style: topStyle},
		},
		Rules: []workbook.RulePlan{
			underline(workbook.Range{Row1: rowMoney + 1, Col1: colName, Row2: rowMoney + moneyYears, Col2: colFifth}, colName),
			underline(workbook.Range{Row1: rowCame, Col1: colName, Row2: rowCame + cameLines - 1, Col2: colAmount}, colName),
			underline(workbook.Range{Row1: rowTodo + 1, Col1: colCase, Row2: rowTodo + todoLines, Col2: colFifth}, colName),
			underline(workbook.Range{Row1: rowWaiting + 2, Col1: colCaption, Row2: lastListRow, Col2: colFifth}, colCase),
		},
		Heights: map[int]float64{1: 30, 4: 21, 5: 21, 6: 21, 7: 21, 8: 21},
		Cells:   p.plans(),
	}
}

// underline draws a line under rows in use.
func underline(r workbook.Range, filled int) workbook.RulePlan {
	return workbook.RulePlan{
		Range: r, Formula: fmt.Sprintf(`$%s%d<>""`, workbook.ColumnName(filled), r.Row1), Style: workbook.Style{Border: "bottom"},
	}
}

// overview is the first sheet: how it stands, what the forecast is made of, the
// money, what needs a person, how the health centres are staffed, and who waits.
func overview(v View) page {
	p := page{sheet: SheetOverview}
	p.put(1, colCaption, text("ST-intag – "+v.Region), titleStyle)
	p.cells = append(p.cells, pageCell{row: 2, col: colCaption, value: text(underTitle(v)), style: subtitleStyle, fleeting: true})
	p.figures(v.Judgement.Figures)
	p.forecast(v.Judgement.Figures)
	p.money(v.Judgement)
	p.came(v.Counts)
	p.todo(v)
	p.staffing(v)
	p.waiting(v)
	return p
}

func underTitle(v View) string {
	s := "Skrivs av programmet. Allt du ska fylla i finns i de andra bladen."
	if !v.Run.IsZero() {
		s = "Uppdaterad " + v.Run.Format("2006-01-02 15:04") + ". " + s
	}
	if v.World.Policy != nil {
		s += " Regelverk: " + policyLine(v.World.Policy) + "."
	}
	return s
}

func (p *page) figures(f process.Figures) {
	p.put(rowFigures, colCaption, text("Läget"), sectionStyle)
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
		if l.label == labelGoal && f.Goal == 0 {
			value = text("–")
		}
		p.put(rowFigures+i, colName, text(l.label), figureLabel)
		p.put(rowFigures+i, colAmount, value, figureStyle)
		p.put(rowFigures+i, colWide, text(l.aside), asideStyle)
	}
}

func yearOf(words string, f process.Figures) string {
	if f.Day.IsZero() {
		return words
	}
	return fmt.Sprintf("%s, hittills %d", words, f.Day.Year)
}

func goalOf(f process.Figures) string {
	if f.Goal == 0 {
		return "regelverket har inget mål för året"
	}
	return fmt.Sprintf("ST-läkare i utbildning vid slutet av %d", f.Day.Year)
}

func againstGoal(f process.Figures) string {
	switch d := f.YearEnd - f.Goal; {
	case f.Goal == 0:
		return "bara de som är kända i dag; bladet Prognos räknar med hela årets intag"
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

func (p *page) forecast(f process.Figures) {
	p.put(rowForecast, colCaption, text("Prognosen"), sectionStyle)
	for i, l := range composition(f) {
		ls, ns := plainLabel, plainNumber
		if i == 4 {
			ls, ns = sumLabel, sumNumber
		}
		p.put(rowForecast+i, colName, text(l.label), ls)
		p.put(rowForecast+i, colAmount, number(float64(l.value)), ns)
		p.put(rowForecast+i, colWide, text(l.because), asideStyle)
	}
}
