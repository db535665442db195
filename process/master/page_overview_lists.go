package master

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

var (
	yearStyle   = workbook.Style{Format: "0", Indent: 1}
	countStyle  = workbook.Style{Format: "0", Indent: 1}
	moneyStyle  = workbook.Style{Right: true, Format: "#,##0"}
	listDate    = workbook.Style{Format: "yyyy-mm-dd", Right: true}
	listPlace   = workbook.Style{Bold: true, Format: "0", Center: true}
	indentStyle = workbook.Style{Indent: 1}
)

// money has the years with a frame, those after them as far as there is room, and
// how far it all reaches.
func (p *page) money(j process.Judgement) {
	years := shownYears(j)
	p.put(rowMoney, colCaption, text("Pengar"), sectionStyle)
	for i, h := range []string{"År", "Ram, kr", "Intecknat, kr", "Fritt, kr", "Nya ST som ryms"} {
		s := bandNumber
		if i == 0 || i == 4 {
			s = bandIndented
		}
		p.put(rowMoney, colName+i, text(h), s)
	}
	for i := range moneyYears {
		cells := make([]workbook.Cell, 5)
		if i < len(years) {
			m := years[i]
			cells[0], cells[2] = number(float64(m.Year)), number(m.Committed)
			cells[1], cells[3] = text(noFrame), text(noFrame)
			if m.Decided {
				cells[1], cells[3], cells[4] = number(m.Frame), number(m.Free), number(float64(m.Fits))
			}
		}
		styles := []workbook.Style{yearStyle, moneyStyle, moneyStyle, moneyStyle, countStyle}
		for k := range cells {
			p.put(rowMoney+1+i, colName+k, cells[k], styles[k])
		}
	}
	p.put(rowLimits, colName, text(j.LimitWords()), topStyle)
}

// shownYears are what the block has room for, by year: what is promised of years
// that have no frame yet is told too (D16), and years that have been give way first.
func shownYears(j process.Judgement) []process.MoneyFigures {
	years := slices.Concat(j.Money, j.LaterMoney)
	slices.SortStableFunc(years, func(a, b process.MoneyFigures) int { return cmp.Compare(a.Year, b.Year) })
	for len(years) > moneyYears && years[0].Year < j.Figures.Day.Year {
		years = years[1:]
	}
	return years[:min(moneyYears, len(years))]
}

func (p *page) came(counts []CountLine) {
	p.put(rowCame, colCaption, text("Det som kom in"), sectionStyle)
	for i := range cameLines {
		var label, value workbook.Cell
		if i < len(counts) {
			label, value = text(counts[i].Label), number(float64(counts[i].Value))
		}
		p.put(rowCame+i, colName, label, topStyle)
		p.put(rowCame+i, colAmount, value, moneyStyle)
	}
}

func (p *page) todo(v View) {
	items := v.Judgement.Todo
	p.put(rowTodo, colCaption, text("Att göra"), sectionStyle)
	heading := "Inget väntar på en människa i dag."
	if n := len(items); n == 1 {
		heading = "En sak väntar på en människa. Se bladet Att göra."
	} else if n > 1 {
		heading = fmt.Sprintf("%d saker väntar på en människa. Se bladet Att göra.", n)
	}
	p.put(rowTodo, colCase, text(heading), sumLabel)
	for i := range todoLines {
		var id, what workbook.Cell
		switch {
		case i == todoLines-1 && len(items) > todoLines:
			what = text(fmt.Sprintf("… och %d till", len(items)-i))
		case i < len(items):
			id, what = text(items[i].Case), text(v.hide(items[i].What+" – "+items[i].Why))
		}
		p.put(rowTodo+1+i, colCase, id, topStyle)
		p.put(rowTodo+1+i, colName, what, topStyle)
	}
}

// waiting lists everyone who is ranked, in order.
func (p *page) waiting(v View) {
	p.put(rowWaiting, colCaption, text("Vilka väntar"), sectionStyle)
	heading := []string{"Ärende", "Vårdcentral", "Möjlig start", "Förslag", "Varför"}
	p.put(rowWaiting+1, colCaption, text("Turordning"), workbook.Style{Bold: true, Color: white, Fill: navy, Center: true})
	for i, h := range heading {
		s := bandStyle
		switch i {
		case 2:
			s = bandNumber
		case 3:
			s = bandIndented
		}
		p.put(rowWaiting+1, colCase+i, text(h), s)
	}
	p.put(rowWaiting+1, colFifth, workbook.Cell{}, bandStyle)
	cases, standings := v.cases(), v.standings()
	for i, id := range v.World.ReadingOrder(v.Judgement) {
		c, s := cases[id], standings[id]
		row := rowWaiting + 2 + i
		p.put(row, colCaption, filled(float64(s.Place)), listPlace)
		p.put(row, colCase, text(id), topStyle)
		p.put(row, colName, text(v.centreName(c.Application)), topStyle)
		p.put(row, colAmount, date(c.Application.PossibleStart), listDate)
		p.put(row, colWide, text(string(s.Proposal.Outcome)), indentStyle)
		p.put(row, colFourth, text(v.hide(first(s.Proposal.Reasons))), topStyle)
	}
}

func first(ss []string) string {
	if len(ss) == 0 {
		return ""
	}
	return ss[0]
}

func policyLine(p *process.Policy) string {
	s := p.Label()
	if p.Status != "" {
		s += " (" + p.Status + ")"
	}
	if p.Title != "" {
		s += ", " + p.Title
	}
	return strings.TrimSpace(s)
}
