package master

import "stintag/process/workbook"

// The colours. Everything that a colour says is also said by words, and by bold
// or italic, so that a black-and-white print reads the same.
const (
	navy  = "1F3864" // headings of the program's columns
	green = "375623" // headings of the people's columns
	white = "FFFFFF"
	grey  = "595959"
	cream = "FFF8E1" // cells for people to fill in
	line  = "D9D9D9"
)

// wholeFormat writes whole numbers with a minus sign, as the texts do.
const wholeFormat = `#,##0;"−"#,##0`

var (
	titleStyle    = workbook.Style{Bold: true, Size: 18, Color: navy}
	subtitleStyle = workbook.Style{Color: grey, Size: 10}
	sectionStyle  = workbook.Style{Bold: true, Size: 12, Color: navy, Top: true}
	bandStyle     = workbook.Style{Bold: true, Color: white, Fill: navy, Wrap: true}
	bandNumber    = workbook.Style{Bold: true, Color: white, Fill: navy, Wrap: true, Right: true}
	figureLabel   = workbook.Style{Size: 12, Border: "bottom"}
	figureStyle   = workbook.Style{Bold: true, Size: 14, Right: true, Border: "bottom", Format: wholeFormat}
	plainLabel    = workbook.Style{Border: "bottom"}
	plainNumber   = workbook.Style{Right: true, Border: "bottom", Format: wholeFormat}
	sumLabel      = workbook.Style{Bold: true, Border: "bottom"}
	sumNumber     = workbook.Style{Bold: true, Right: true, Border: "bottom", Format: wholeFormat}
	sumWords      = workbook.Style{Bold: true}
	linkStyle     = workbook.Style{Underline: true, Color: "0563C1", Center: true}
	noteStyle     = workbook.Style{Italic: true, Color: grey, Wrap: true, Top: true}
	asideStyle    = workbook.Style{Color: grey, Size: 10, Indent: 1}
	asideTop      = workbook.Style{Color: grey, Size: 10, Wrap: true, Top: true}
	topStyle      = workbook.Style{Top: true}
	bandIndented  = workbook.Style{Bold: true, Color: white, Fill: navy, Wrap: true, Indent: 1}
	wrapStyle     = workbook.Style{Wrap: true, Top: true}
	labelStyle    = workbook.Style{Bold: true, Wrap: true, Top: true}
)

// style is how the column's cells look; a row that is patched in takes it over.
func (c column) style() workbook.Style {
	s := workbook.Style{Top: true}
	switch c.look {
	case lookLong:
		s.Wrap = true
	case lookTyped:
		s.Indent = 1
	case lookDate:
		s.Format, s.Center = "yyyy-mm-dd", true
	case lookCount:
		s.Format = "0"
	case lookPlace:
		s.Format, s.Center = "0", true
	case lookMoney:
		s.Format, s.Right = "#,##0", true
	case lookDecimal:
		s.Format = "0.0"
	case lookPercent:
		s.Format, s.Center = "0%", true
	}
	return s
}

func (c column) headingStyle() workbook.Style {
	s := workbook.Style{Bold: true, Color: white, Fill: navy, Wrap: true, Top: true}
	if c.people {
		s.Fill = green
	}
	switch c.look {
	case lookDate, lookPlace, lookPercent:
		s.Center = true
	case lookCount, lookMoney, lookDecimal:
		s.Right = true
	}
	return s
}
