package workbook

import (
	"fmt"
	"math"

	"github.com/xuri/excelize/v2"
)

// chartInk is the colour of a chart's words: the library's own is too pale to print.
const chartInk = "404040"

// charts come after the rows have their heights: a chart is held by the cells under
// its corners.
func (w *writer) charts(s *SheetPlan) error {
	for i := range s.Charts {
		if err := w.chart(s.Name, &s.Charts[i]); err != nil {
			return fmt.Errorf("chart %q: %w", s.Charts[i].Title, err)
		}
	}
	return nil
}

func (w *writer) chart(sheet string, c *ChartPlan) error {
	first, err := w.drawn(sheet, c)
	if err != nil {
		return err
	}
	var over []*excelize.Chart
	for _, s := range c.Series {
		switch {
		case c.Kind == LineChart:
			first.Series = append(first.Series, s.drawn(false))
		case !s.Line:
			first.Type = excelize.Col
			first.Series = append(first.Series, s.drawn(true))
		default: // the axes of the last are the chart's
			over = append(over, &excelize.Chart{Type: excelize.Line, XAxis: first.XAxis, YAxis: first.YAxis, Series: []excelize.ChartSeries{s.drawn(false)}})
		}
	}
	return w.f.AddChart(sheet, Address(c.Over.Row1, c.Over.Col1), first, over...)
}

// drawn is the chart without its series. What is not known is a gap, never a zero.
func (w *writer) drawn(sheet string, c *ChartPlan) (*excelize.Chart, error) {
	size, err := w.size(sheet, c.Over)
	vary, gap := false, uint(40)
	words := excelize.Font{Family: fontFamily, Size: 9, Color: chartInk}
	drawn := &excelize.Chart{
		Type: excelize.Line, VaryColors: &vary, ShowBlanksAs: "gap", GapWidth: &gap, Dimension: size,
		Format: excelize.GraphicOptions{AltText: c.Alt, Name: c.Title},
		Title:  chartWords(c.Title),
		Legend: excelize.ChartLegend{Position: "bottom", Font: &words},
		Border: excelize.LineOptions{Type: excelize.LineSolid, Fill: solid("D9D9D9")},
		XAxis:  excelize.ChartAxis{Font: words},
		YAxis:  excelize.ChartAxis{Font: words, MajorGridLines: true, Minimum: &c.Least, NumFmt: excelize.ChartNumFmt{CustomNumFmt: c.Format}},
	}
	if c.Upright {
		drawn.XAxis.Alignment.TextRotation = -90
		drawn.XAxis.TickLabelSkip = 1
	}
	return drawn, err
}

// apart is what a chart lets be seen of its last column and row, in pixels.
const apart = 14

// size is the range's as the library counts pixels: it finds the cell under the
// chart's lower right corner by counting back.
func (w *writer) size(sheet string, r Range) (excelize.ChartDimension, error) {
	width, height := 0, 0
	for col := r.Col1; col <= r.Col2; col++ {
		chars, err := w.f.GetColWidth(sheet, ColumnName(col))
		if err != nil {
			return excelize.ChartDimension{}, err
		}
		width += int(math.Ceil(7*chars + 0.5 + 5))
	}
	for row := r.Row1; row <= r.Row2; row++ {
		points, err := w.f.GetRowHeight(sheet, row)
		if err != nil {
			return excelize.ChartDimension{}, err
		}
		height += int(math.Ceil(points * 4 / 3.4))
	}
	return excelize.ChartDimension{Width: uint(max(1, width-apart)), Height: uint(max(1, height-apart))}, nil
}

func chartWords(text string) excelize.ChartTitle {
	font := &excelize.Font{Family: fontFamily, Size: 11, Bold: true, Color: chartInk}
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text, Font: font}}}
}

var dashes = map[Dash]excelize.LineDashType{
	Dashed: excelize.LineDashDash, Dotted: excelize.LineDashSysDot, DashDotted: excelize.LineDashLgDashDot,
}

func (s SeriesPlan) drawn(column bool) excelize.ChartSeries {
	drawn := excelize.ChartSeries{
		Name: absoluteRange(s.Sheet, s.Name), Categories: absoluteRange(s.Sheet, s.Categories), Values: absoluteRange(s.Sheet, s.Values),
		Fill: solid(s.Color),
	}
	if column {
		return drawn
	}
	drawn.Line = excelize.LineOptions{Type: excelize.LineSolid, Width: s.Width, Dash: dashes[s.Dash], Fill: solid(s.Color)}
	if s.Dash == NoLine {
		drawn.Line = excelize.LineOptions{Type: excelize.LineNone}
	}
	drawn.Marker = excelize.ChartMarker{Symbol: "none"}
	if s.Symbol != "" {
		drawn.Marker = excelize.ChartMarker{Symbol: s.Symbol, Size: 6, Fill: solid(s.Color), Border: excelize.LineOptions{Type: excelize.LineSolid, Fill: solid(s.Color), Width: 0.75}}
	}
	return drawn
}

func solid(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}
