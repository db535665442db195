package workbook

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// chartedPlan has a line chart over years and a column chart with a line over it,
// both with figures in the cells, and a colour scale.
func chartedPlan() Plan {
	const sheet = "Översikt"
	at := func(row, col int) Range { return Range{row, col, row, col} }
	series := func(s SeriesPlan, categories, col int) SeriesPlan {
		s.Sheet, s.Name, s.Categories, s.Values = sheet, at(20, col), Range{21, categories, 23, categories}, Range{21, col, 23, col}
		return s
	}
	p := SheetPlan{Name: sheet, PrintArea: Range{Row1: 1, Col1: 1, Col2: 8}, Heights: map[int]float64{3: 21}}
	for _, width := range []float64{20, 4.6, 4.6, 22, 9, 9, 4.6, 4.6, 18} {
		p.Columns = append(p.Columns, ColumnPlan{Width: width})
	}
	for i, h := range []string{"År", "Väntat", "Högt", "Vårdcentral", "ST per 1 000", "Regionen"} {
		p.Cells = append(p.Cells, CellPlan{Row: 20, Col: 1 + i, Value: h})
	}
	for i := range 3 {
		for k, v := range []any{2024 + i, 700 + 10*i, 720 + 15*i, []string{"Ås", "Öja", "Ål & Näs"}[i], 0.5 - float64(i)/10, 0.4} {
			p.Cells = append(p.Cells, CellPlan{Row: 21 + i, Col: 1 + k, Value: v})
		}
	}
	p.Charts = []ChartPlan{
		{Kind: LineChart, Over: Range{2, 1, 12, 3}, Title: "I utbildning & väntat", Alt: "Linjer.", Least: 350, Format: "#,##0", Series: []SeriesPlan{
			series(SeriesPlan{Color: "0072B2", Width: 2.25, Symbol: "square"}, 1, 2),
			series(SeriesPlan{Color: "56B4E9", Width: 1.5, Dash: Dashed}, 1, 3),
		}},
		{Kind: ColumnChart, Over: Range{2, 4, 12, 9}, Title: "ST per 1 000 listade", Alt: "Staplar.", Format: "0.0", Upright: true, Series: []SeriesPlan{
			series(SeriesPlan{Color: "0072B2"}, 4, 5),
			series(SeriesPlan{Color: "D55E00", Line: true, Width: 2, Dash: Dotted}, 4, 6),
		}},
	}
	p.Rules = []RulePlan{{Range: Range{21, 2, 23, 3}, Scale: &ScalePlan{ScaleStop{0, "FFFFFF"}, ScaleStop{100, "F7D08A"}, ScaleStop{200, "D55E00"}}}}
	return Plan{Sheets: []SheetPlan{p}}
}

func TestChartsAreDrawnFromTheCells(t *testing.T) {
	book := write(t, chartedPlan())
	line, column := plainQuotes(part(t, book, "xl/charts/chart1.xml")), plainQuotes(part(t, book, "xl/charts/chart2.xml"))
	for _, want := range []string{
		`'Översikt'!$B$20`, `'Översikt'!$A$21:$A$23`, `'Översikt'!$B$21:$B$23`, `'Översikt'!$C$21:$C$23`, "I utbildning &amp; väntat",
		`<symbol val="square">`, `<a:prstDash val="dash">`, `<dispBlanksAs val="gap">`, `<min val="350">`, `<a:srgbClr val="56B4E9">`,
	} {
		if !strings.Contains(line, want) {
			t.Errorf("the line chart has no %s", want)
		}
	}
	for _, want := range []string{"<barChart>", "<lineChart>", `<barDir val="col">`, `<a:prstDash val="sysDot">`, `<min val="0">`, `rot="-5400000"`, `'Översikt'!$F$21:$F$23`} {
		if !strings.Contains(column, want) {
			t.Errorf("the column chart has no %s", want)
		}
	}
	for i, chart := range []string{line, column} {
		if n := strings.Count(chart, "<catAx>"); n != 1 {
			t.Errorf("chart %d has %d axes of categories", i+1, n)
		}
		if regexp.MustCompile(`<a:latin typeface="(\+mn-lt|Calibri)">`).FindString(chart) == "" {
			t.Errorf("chart %d has no font", i+1)
		}
	}
}

func plainQuotes(s string) string { return strings.ReplaceAll(s, "&#39;", "'") }

// A chart ends in the last of its cells, whatever these are wide and high.
func TestChartsStandOverTheirCells(t *testing.T) {
	drawing := part(t, write(t, chartedPlan()), "xl/drawings/drawing1.xml")
	var got []string
	for _, m := range regexp.MustCompile(`<xdr:(from|to)><xdr:col>(\d+)</xdr:col>.*?<xdr:row>(\d+)</xdr:row>`).FindAllStringSubmatch(drawing, -1) {
		got = append(got, fmt.Sprint(m[1], " ", m[2], " ", m[3]))
	}
	if want := "from 0 1, to 2 11, from 3 1, to 8 11"; strings.Join(got, ", ") != want {
		t.Errorf("charts stand %s, want %s", strings.Join(got, ", "), want)
	}
	for _, alt := range []string{`descr="Linjer."`, `descr="Staplar."`} {
		if !strings.Contains(drawing, alt) {
			t.Errorf("no %s", alt)
		}
	}
}

func TestColourScaleAndWholeColumnsInPrint(t *testing.T) {
	book := write(t, chartedPlan())
	sheet := part(t, book, "xl/worksheets/sheet1.xml")
	for _, want := range []string{`sqref="B21:C23"`, `type="colorScale"`, `<cfvo type="num" val="100">`, `rgb="FFD55E00"`} {
		if !strings.Contains(sheet, want) {
			t.Errorf("no %s", want)
		}
	}
	if names := part(t, book, "xl/workbook.xml"); !strings.Contains(names, `Översikt&#39;!$A:$H</definedName>`) {
		t.Error("the print area is not whole columns")
	}
}
