package master

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// The colours of Okabe and Ito, which the colour-blind can tell apart.
const (
	inkBlack     = "000000"
	inkBlue      = "0072B2"
	inkSky       = "56B4E9"
	inkGreen     = "009E73"
	inkVermilion = "D55E00"
)

// yearLines are the lines of the forecast's chart: the columns of its figures.
var yearLines = []workbook.SeriesPlan{
	{Color: inkBlack, Width: 2.25, Symbol: "circle"},
	{Color: inkSky, Width: 1.5, Dash: workbook.Dashed},
	{Color: inkBlue, Width: 2.25, Symbol: "square"},
	{Color: inkSky, Width: 1.5, Dash: workbook.Dashed},
	{Color: inkGreen, Width: 1.5, Dash: workbook.DashDotted, Symbol: "triangle"},
	{Color: inkGreen, Width: 1.5, Dash: workbook.DashDotted, Symbol: "triangle"},
	{Color: inkVermilion, Width: 1.5, Dash: workbook.Dotted, Symbol: "diamond"},
}

var yearHeadings = []string{"År", "Utfall", "Lågt", "Väntat", "Högt", "Korridor från", "Korridor till", "Mål för året"}

const (
	yearColumns   = 8
	centreColumns = 3
)

var centreHeadings = []string{"Vårdcentral", "Vårdcentralen", "Hela regionen"}

// overviewCharts stand over the blocks to the right, as wide as these are.
func overviewCharts(policy *process.Policy) []workbook.ChartPlan {
	at := func(row, col int) workbook.Range { return workbook.Range{Row1: row, Col1: col, Row2: row, Col2: col} }
	over := func(from, to int) workbook.Range {
		return workbook.Range{Row1: rowCharts + 1, Col1: from, Row2: rowTodo - 2, Col2: to}
	}
	series := func(s workbook.SeriesPlan, categories, col int) workbook.SeriesPlan {
		s.Sheet, s.Name = SheetOverview, at(rowData-1, col)
		s.Categories, s.Values = at(rowData, categories), at(rowData, col)
		return s
	}
	years := workbook.ChartPlan{
		Kind: workbook.LineChart, Over: over(colBlock, colClinic), Least: leastShown(policy), Format: "#,##0",
		Title: "ST-läkare i utbildning vid årets slut",
		Alt:   "Linjer över åren: utfall, prognosens låga, väntade och höga tal, målet och, där det finns en, korridorens båda ändar. Talen står till höger om det som skrivs ut, och i bladet Prognos.",
	}
	for i, s := range yearLines {
		if ofCorridor := strings.HasPrefix(yearHeadings[1+i], "Korridor"); ofCorridor && (policy == nil || len(policy.Corridor) == 0) {
			continue // a line that never comes has no place among the names
		}
		years.Series = append(years.Series, series(s, colYears, colYears+1+i))
	}
	centres := workbook.ChartPlan{
		Kind: workbook.ColumnChart, Over: over(colMonths, colPrinted), Format: "0.0", Upright: true,
		Title: "ST-läkare per 1 000 listade",
		Alt:   "En stapel för varje vårdcentral, den med flest först, och en linje för hela regionen. Talen står till höger om det som skrivs ut.",
		Series: []workbook.SeriesPlan{
			series(workbook.SeriesPlan{Color: inkBlue}, colCentres, colCentres+1),
			series(workbook.SeriesPlan{Color: inkVermilion, Line: true, Width: 2, Dash: workbook.Dashed}, colCentres, colCentres+2),
		},
	}
	return []workbook.ChartPlan{years, centres}
}

// leastShown is where the forecast's axis begins: at zero, but where there is a corridor
// high enough above it to show what lies in it and what does not.
func leastShown(policy *process.Policy) float64 {
	const step = 50
	if policy == nil || len(policy.Corridor) == 0 {
		return 0
	}
	low := slices.MinFunc(policy.Corridor, func(a, b process.CorridorYear) int { return cmp.Compare(a.Low, b.Low) }).Low
	return float64(low / 2 / step * step)
}

// chartSeries tells how far the charts' columns reach.
func chartSeries(v View, f process.Forecast) []workbook.Series {
	var ss []workbook.Series
	reach := func(col, columns, rows int) {
		for i := range columns {
			ss = append(ss, workbook.Series{Sheet: SheetOverview, Row: rowData, Col: col + i, Rows: max(1, rows)})
		}
	}
	reach(colYears, yearColumns, len(chartYears(v, f)))
	reach(colCentres, centreColumns, len(shownCentres(v)))
	return ss
}

// chartYear is a year-end in the chart; what nobody knows is empty, and a gap.
type chartYear [yearColumns]workbook.Cell

// pastShown is how many year-ends that have been the chart goes back.
const pastShown = 10

// chartYears are the year-ends without a hole, so that a line's slope is true.
func chartYears(v View, f process.Forecast) []chartYear {
	if len(f.Years) == 0 {
		return nil
	}
	first, last := f.Years[0].Year, f.Years[len(f.Years)-1].Year
	past := pastYears(f)
	if len(past) > 0 {
		first = min(first, max(past[0].Year, f.Day.Year-pastShown))
	}
	ys := make([]chartYear, last-first+1)
	for i := range ys {
		ys[i][0] = number(float64(first + i))
		if goal := goalOfYear(v, f.Day, first+i); goal > 0 {
			ys[i][7] = number(goal)
		}
	}
	for _, h := range past {
		if h.Year >= first {
			y := &ys[h.Year-first]
			y[1] = number(h.InTraining.Value)
			y.corridor(h.HasCorridor, h.Corridor)
		}
	}
	for _, p := range f.Years {
		y := &ys[p.Year-first]
		y[2], y[3], y[4] = number(float64(p.InTraining.Low)), number(float64(p.InTraining.Mid)), number(float64(p.InTraining.High))
		y.corridor(p.HasCorridor, p.Corridor)
	}
	return ys
}

func (y *chartYear) corridor(there bool, c process.Corridor) {
	if there {
		y[5], y[6] = number(float64(c.Low)), number(float64(c.High))
	}
}

// goalOfYear is this year's as the figures have it, and a later year's own.
func goalOfYear(v View, today process.Date, year int) float64 {
	if year == today.Year {
		return float64(v.Judgement.Figures.Goal)
	}
	goal, by := 0.0, process.Date{}
	for _, t := range v.World.Policy.Targets {
		switch {
		case t.What != "st" || year < today.Year:
		case t.By.IsZero() && by.IsZero(), t.By.Year == year && !t.By.Before(by):
			goal, by = t.Value, t.By
		}
	}
	return goal
}

func (p *page) years(v View, f process.Forecast) {
	p.put(rowCharts, colBlock, text(yearWords(f)), sectionStyle)
	p.put(rowCharts, colYears, text("Underlag till diagrammen"), workbook.Style{Bold: true, Size: 9, Color: grey})
	p.dataHeadings(colYears, yearHeadings)
	small := workbook.Style{Size: 9, Color: grey}
	for i, y := range chartYears(v, f) {
		for k, c := range y {
			p.put(rowData+i, colYears+k, c, small)
		}
	}
}

func (p *page) dataHeadings(col int, headings []string) {
	for i, h := range headings {
		p.put(rowData-1, col+i, text(h), workbook.Style{Size: 9, Color: grey, Bold: true, Wrap: true, Border: "bottom", Right: i > 0})
	}
}

// yearWords say in words where the lines go: this year's end or the first that has a
// corridor, and the last. The figure Prognos vid årets slut counts those known today
// alone, and can be another.
func yearWords(f process.Forecast) string {
	if len(f.Years) == 0 {
		return "Prognosen"
	}
	near, last := f.Years[0], f.Years[len(f.Years)-1]
	if i := slices.IndexFunc(f.Years, func(y process.ForecastYear) bool { return y.HasCorridor }); i >= 0 {
		near = f.Years[i]
	}
	words := fmt.Sprintf("Med väntat intag %d: %d", near.Year, near.InTraining.Mid)
	if near.HasCorridor {
		words += fmt.Sprintf(", %s korridoren %d–%d", near.Position, near.Corridor.Low, near.Corridor.High)
	}
	if last.Year > near.Year {
		words += fmt.Sprintf("; %d: %d (%d–%d)", last.Year, last.InTraining.Mid, last.InTraining.Low, last.InTraining.High)
	}
	return words
}

// centreBar is a health centre in the chart.
type centreBar struct {
	name     string
	trainees int
	per      float64 // ST per 1 000 listed
}

// Of many health centres the chart shows the two ends.
const (
	barRoom = 40
	barEnds = 20
)

// centreBars are the health centres whose listed are known, who has most first, and
// the region they make.
func centreBars(v View) (bars []centreBar, region float64, unknown int) {
	trainees := map[string]int{}
	for _, c := range v.Judgement.Centres {
		trainees[c.CentreID] = c.Trainees
	}
	all, listed := 0, 0
	for _, c := range v.World.Centres {
		if c.Listed <= 0 {
			unknown++
			continue
		}
		n := trainees[c.ID]
		all, listed = all+n, listed+c.Listed
		bars = append(bars, centreBar{shortName(c.Name), n, 1000 * float64(n) / float64(c.Listed)})
	}
	slices.SortStableFunc(bars, func(a, b centreBar) int { return cmp.Or(cmp.Compare(b.per, a.per), cmp.Compare(a.name, b.name)) })
	if listed > 0 {
		region = 1000 * float64(all) / float64(listed)
	}
	return bars, region, unknown
}

// shownCentres has a row without a name between the two ends of many.
func shownCentres(v View) []centreBar {
	if v.Judgement.Figures.Day.IsZero() {
		return nil
	}
	bars, _, _ := centreBars(v)
	if len(bars) <= barRoom {
		return bars
	}
	return slices.Concat(bars[:barEnds], []centreBar{{name: "…", per: -1}}, bars[len(bars)-barEnds:])
}

// shortName leaves out what every health centre is called.
func shortName(name string) string {
	words := strings.Fields(name)
	if n := len(words) - 1; n > 0 && slices.ContainsFunc(unitKinds, func(kind string) bool { return strings.HasPrefix(strings.ToLower(words[n]), kind) }) {
		return strings.Join(words[:n], " ")
	}
	return name
}

var unitKinds = []string{"vårdcentral", "hälsocentral", "husläkar", "familjeläkar"}

func (p *page) centres(v View) {
	p.put(rowCharts, colMonths, text(centreWords(v)), sectionStyle)
	p.dataHeadings(colCentres, centreHeadings)
	small := workbook.Style{Size: 9, Color: grey, Format: "0.00"}
	_, region, _ := centreBars(v)
	for i, b := range shownCentres(v) {
		p.put(rowData+i, colCentres, text(b.name), small)
		if b.per >= 0 {
			p.put(rowData+i, colCentres+1, number(toFour(b.per)), small)
		}
		p.put(rowData+i, colCentres+2, number(toFour(region)), small)
	}
}

// centreWords say in words what the bars do, and which they are.
func centreWords(v View) string {
	bars, region, unknown := centreBars(v)
	if len(shownCentres(v)) == 0 {
		return "ST per 1 000 listade"
	}
	without := 0
	for _, b := range bars {
		if b.trainees == 0 {
			without++
		}
	}
	words := fmt.Sprintf("%s ST per 1 000 listade; ", rounded(region))
	switch {
	case len(bars) > barRoom:
		words += fmt.Sprintf("%d högsta, %d lägsta av %d", barEnds, barEnds, len(bars))
	default:
		words += fmt.Sprintf("%d av %d utan ST", without, len(bars))
	}
	if unknown > 0 {
		words += fmt.Sprintf(", %d utan uppgift", unknown)
	}
	return words
}

// toFour rounds to four decimals, which every program keeps alike.
func toFour(v float64) float64 { return math.Round(v*1e4) / 1e4 }

// rounded has two decimals and a decimal comma.
func rounded(v float64) string { return strings.Replace(fmt.Sprintf("%.2f", v), ".", ",", 1) }
