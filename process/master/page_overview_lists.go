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
	moneyStyle  = workbook.Style{Right: true, Format: wholeFormat}
	listDate    = workbook.Style{Format: "yyyy-mm-dd", Right: true}
	listPlace   = workbook.Style{Bold: true, Format: "0", Center: true}
	indentStyle = workbook.Style{Indent: 1}
)

// money has the years with a frame, those after them as far as there is room, and
// how far it all reaches.
func (p *page) money(j process.Judgement) {
	years := shownYears(j)
	p.put(rowMoney-1, colLabel, text("Pengar"), sectionStyle)
	for i, h := range []string{"År", "Ram, kr", "Intecknat, kr", "Fritt, kr", "Nya ST som ryms"} {
		s := bandNumber
		if i == 0 || i == 4 {
			s = bandIndented
		}
		s.Wrap = false
		p.put(rowMoney, colLabel+i, text(h), s)
	}
	p.put(rowMoney, colLink, workbook.Cell{}, bandStyle)
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
			p.put(rowMoney+1+i, colLabel+k, cells[k], styles[k])
		}
	}
	limits := j.LimitWords()
	switch { // never empty: what init wrote there is no base's, and would stay
	case j.Figures.Day.IsZero():
		limits = notYet
	case limits == "" && len(j.Ranking) == 0:
		limits = "Ingen väntar på plats i dag."
	case limits == "":
		limits = "Inget begränsar hur många som får plats."
	}
	p.put(rowLimits, colLabel, text(limits), topStyle)
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
	p.put(rowCame, colBlock, text("Det som kom in"), sectionStyle)
	for i := range cameLines {
		var label, value workbook.Cell
		if i == 0 && len(counts) == 0 {
			label = text(notYet)
		}
		if i < len(counts) {
			label, value = text(counts[i].Label), number(float64(counts[i].Value))
		}
		p.put(rowCame+1+i, colBlock, label, topStyle)
		p.put(rowCame+1+i, colAmount, value, moneyStyle)
	}
}

func (p *page) todo(v View) {
	items := v.Judgement.Todo
	p.put(rowTodo, colBlock, text("Att göra"), sectionStyle)
	heading := "Inget väntar på en människa i dag."
	if n := len(items); n == 1 {
		heading = "En sak väntar på en människa. Se bladet Att göra."
	} else if n > 1 {
		heading = fmt.Sprintf("%d saker väntar på en människa. Se bladet Att göra.", n)
	} else if v.Run.IsZero() {
		heading = notYet
	}
	p.put(rowTodo, colText, text(heading), sumWords)
	for i := range todoLines {
		var id, what workbook.Cell
		switch {
		case i == todoLines-1 && len(items) > todoLines:
			what = text(fmt.Sprintf("… och %d till", len(items)-i))
		case i < len(items):
			id, what = text(items[i].Case), text(cut(v.hide(items[i].What+" – "+items[i].Why), todoRoom))
		}
		p.put(rowTodo+1+i, colBlock, id, topStyle)
		p.put(rowTodo+1+i, colText, what, topStyle)
	}
}

// todoRoom is how many letters of running text a line has room for; the sheet Att
// göra has all of it.
const todoRoom = 130

// cut keeps whole words, and shows that there was more.
func cut(s string, room int) string {
	r := []rune(s)
	if len(r) <= room {
		return s
	}
	kept := string(r[:room])
	if at := strings.LastIndexByte(kept, ' '); at > 0 {
		kept = kept[:at]
	}
	return strings.TrimRight(kept, " ,;.–") + " …"
}

// waiting lists everyone who is ranked, in order, and for how long they have waited.
func (p *page) waiting(v View) {
	p.put(rowWaiting, colLabel, text("Vilka väntar"), sectionStyle)
	p.put(rowWaiting+1, colPlace, text("Plats"), workbook.Style{Bold: true, Color: white, Fill: navy, Center: true})
	for i, h := range []string{"Vårdcentral", "Ärende", "Möjlig start", "Väntat, dagar", "Förslag", ""} {
		s := bandStyle
		switch i {
		case 2, 3:
			s = bandNumber
		case 4:
			s = bandIndented
		}
		s.Wrap = false
		p.put(rowWaiting+1, colLabel+i, text(h), s)
	}
	known := v.known()
	most, longest := -1, ""
	for i, id := range v.World.ReadingOrder(v.Judgement) {
		c, _ := known.of(id)
		s, _ := known.standing(id)
		row := rowWaiting + 2 + i
		p.put(row, colPlace, filled(float64(s.Place)), listPlace)
		p.put(row, colLabel, text(v.centreName(&c.Application)), topStyle)
		p.put(row, colFigure, text(id), topStyle)
		p.put(row, colSecond, date(c.Application.PossibleStart), listDate)
		p.put(row, colProposal, text(string(s.Proposal.Outcome)), indentStyle)
		if days, known := v.waited(c); known {
			p.fleeting(row, colWaited, number(float64(days)), moneyStyle)
			if days > most {
				most, longest = days, id
			}
		}
	}
	p.fleeting(rowWaiting, colFigure, text(waitingWords(v, most, longest)), asideStyle)
}

// waited is how many days have gone since the case came in.
func (v View) waited(c process.Case) (days int, known bool) {
	if c.Received.IsZero() || v.World.Now.IsZero() {
		return 0, false
	}
	return process.DateOf(c.Received.In(v.World.Now.Location())).DaysUntil(v.World.Today()), true
}

func waitingWords(v View, most int, longest string) string {
	switch n := len(v.Judgement.Ranking); {
	case v.Run.IsZero():
		return notYet
	case n == 0:
		return "Ingen väntar i dag."
	case longest == "":
		return ""
	case n == 1:
		return fmt.Sprintf("En läkare väntar, sedan %d dagar.", most)
	default:
		return fmt.Sprintf("%d läkare väntar. Längst: %s, %d dagar.", n, longest, most)
	}
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
