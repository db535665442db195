package master

import (
	"fmt"
	"slices"

	"stintag/process"
	"stintag/process/workbook"
)

// New makes the empty master of a region: every sheet in its order, with
// headings, help and drop-downs, the budget years of the policy filled in.
func New(region string, policy *process.Policy) ([]byte, error) {
	data, err := workbook.Write(layout(region, policy))
	if err != nil {
		return nil, fmt.Errorf("make master: %w", err)
	}
	if policy == nil || len(policy.Budget) == 0 {
		return data, nil
	}
	return Fill(data, Registers{Budget: policy.Budget})
}

// layout is the workbook before anything stands in it.
func layout(region string, policy *process.Policy) workbook.Plan {
	p := workbook.Plan{Title: "ST-intag " + region, Author: region}
	v := View{Region: region, World: process.World{Policy: policy}}
	for _, name := range order {
		i := slices.IndexFunc(tables, func(t table) bool { return t.sheet == name })
		switch {
		case i >= 0:
			p.Sheets = append(p.Sheets, tables[i].under(policy).plan())
		case name == SheetOverview:
			p.Sheets = append(p.Sheets, overviewPlan(overview(v, process.Forecast{}), policy))
		case name == SheetRules:
			p.Sheets = append(p.Sheets, wordsPlan(name, navy, rules(v)))
		case name == SheetInstructions:
			p.Sheets = append(p.Sheets, wordsPlan(name, "7F7F7F", instructions(region, policy)))
		}
	}
	return p
}

// plan lays a table sheet out.
func (t table) plan() workbook.SheetPlan {
	n := len(t.columns)
	s := workbook.SheetPlan{
		Name: t.sheet, TabColor: t.tab, FreezeRows: 1, FreezeCols: t.frozen, TitleRows: 1, Footer: true,
		PagesWide: t.wide, Heights: map[int]float64{1: 32},
		Table: &workbook.TablePlan{Name: t.name, Range: workbook.Range{Row1: 1, Col1: 1, Row2: 2, Col2: n}},
	}
	if t.wide > 1 {
		s.TitleCols = max(1, t.frozen)
	}
	for i, c := range t.columns {
		col := i + 1
		s.Columns = append(s.Columns, workbook.ColumnPlan{Width: c.width, Style: c.style()})
		s.Cells = append(s.Cells, workbook.CellPlan{Row: 1, Col: col, Value: c.heading, Style: c.headingStyle()})
		body := workbook.Range{Row1: 2, Col1: col, Row2: lastListRow, Col2: col}
		head := workbook.Range{Row1: 1, Col1: col, Row2: 1, Col2: col}
		if c.help != "" {
			s.Prompts = append(s.Prompts, workbook.PromptPlan{Range: head, Title: promptTitle(c.heading), Help: c.help})
		}
		switch {
		case len(c.choices) > 0 || c.source != "":
			s.Lists = append(s.Lists, workbook.ListPlan{
				Range: body, Items: c.choices, Source: c.source, Strict: c.strict, Title: promptTitle(c.heading), Help: c.help,
			})
		case c.people && c.help != "":
			s.Prompts = append(s.Prompts, workbook.PromptPlan{Range: body, Title: promptTitle(c.heading), Help: c.help})
		}
	}
	beside := workbook.ColumnPlan{Width: 3}
	if t.links {
		beside.Width = 9
		t.addLinks(&s, n+1)
	}
	if t.note != "" {
		s.Columns = append(s.Columns, beside, workbook.ColumnPlan{Width: noteWidth})
		s.Heights[1] = max(s.Heights[1], float64(2+15*(1+len([]rune(t.note))/noteLine)))
		s.Cells = append(s.Cells, workbook.CellPlan{Row: 1, Col: n + 2, Value: t.note, Style: noteStyle})
	}
	for r := 2; !t.wraps() && t.height > 0 && r <= lastTallRow; r++ {
		s.Heights[r] = t.height
	}
	s.Rules = append(t.rules(), t.lined())
	return s
}

// noteWidth is that of the column beside a table, and noteLine what its lines hold.
const (
	noteWidth = 60
	noteLine  = 64
)

// promptTitle keeps within the 32 letters that Excel allows.
func promptTitle(s string) string {
	if r := []rune(s); len(r) > 32 {
		return string(r[:31]) + "…"
	}
	return s
}

// rules colour by status, and show where people write on rows in use.
func (t table) rules() []workbook.RulePlan {
	switch t.sheet {
	case SheetCases:
		return caseRules()
	case SheetRoster:
		return t.statusRules([]statusLook{
			{string(process.TraineeGranted), workbook.Style{Italic: true, Color: "1F4E79", Fill: "DDEBF7"}},
			{string(process.TraineeOnLeave), workbook.Style{Italic: true, Color: "7F6000", Fill: "FFF2CC"}},
			{string(process.TraineeDone), workbook.Style{Italic: true, Color: grey}},
			{string(process.TraineeLeft), workbook.Style{Italic: true, Color: grey}},
		})
	case SheetTodo:
		why := t.letter(headBecause)
		return []workbook.RulePlan{{
			Range:   workbook.Range{Row1: 2, Col1: 1, Row2: lastListRow, Col2: len(t.columns)},
			Formula: fmt.Sprintf("LEFT($%s2,%d)=%q", why, len(done), done), Style: workbook.Style{Italic: true, Color: grey},
		}}
	case SheetAllotment:
		return allotmentRules()
	case SheetRotations:
		return rotationRules()
	case SheetBudget:
		free := t.letter(headFree)
		return []workbook.RulePlan{
			{Range: t.body(headFree), Formula: fmt.Sprintf("%s2=%q", free, noFrame), Style: workbook.Style{Italic: true, Color: grey}},
			{Range: t.body(headFree), Formula: fmt.Sprintf("AND(ISNUMBER(%s2),%s2<0)", free, free), Style: workbook.Style{Bold: true, Color: "C00000"}},
		}
	}
	return nil
}

// lined draws a line under rows in use.
func (t table) lined() workbook.RulePlan {
	last := workbook.ColumnName(len(t.columns))
	return workbook.RulePlan{
		Range:   workbook.Range{Row1: 2, Col1: 1, Row2: lastListRow, Col2: len(t.columns)},
		Formula: fmt.Sprintf("COUNTA($A2:$%s2)>0", last), Style: workbook.Style{Border: "bottom"},
	}
}

type statusLook struct {
	status string
	style  workbook.Style
}

func (t table) statusRules(looks []statusLook) []workbook.RulePlan {
	var rs []workbook.RulePlan
	for _, l := range looks {
		rs = append(rs, workbook.RulePlan{
			Range: t.body(headStatus), Formula: fmt.Sprintf("$%s2=%q", t.letter(headStatus), l.status), Style: l.style,
		})
	}
	return rs
}

// body is the column's cells, as far down as rules and lists reach.
func (t table) body(heading string) workbook.Range {
	_, col, _ := workbook.ParseAddress(t.letter(heading) + "1")
	return workbook.Range{Row1: 2, Col1: col, Row2: lastListRow, Col2: col}
}

func caseRules() []workbook.RulePlan {
	t := casesTable
	rs := t.statusRules([]statusLook{
		{string(process.StatusReady), workbook.Style{Bold: true, Color: "274E13", Fill: "C6E0B4"}},
		{string(process.StatusGranted), workbook.Style{Bold: true, Color: white, Fill: "548235"}},
		{string(process.StatusReturned), workbook.Style{Italic: true, Color: "833C0B", Fill: "FCE4D6"}},
		{string(process.StatusStudyDirector), workbook.Style{Italic: true, Color: "3F3151", Fill: "E4DFEC"}},
		{string(process.StatusAwaitsLicence), workbook.Style{Italic: true, Color: "1F4E79", Fill: "DDEBF7"}},
		{string(process.StatusWaiting), workbook.Style{Color: "7F6000", Fill: "FFF2CC"}},
		{string(process.StatusDeclined), workbook.Style{Bold: true, Italic: true, Color: "7B241C", Fill: "F2F2F2"}},
	})
	finished := fmt.Sprintf(`OR($%[1]s2="Återkallad",$%[1]s2="Avskriven")`, t.letter(headStatus))
	rs = append(rs, workbook.RulePlan{
		Range:   workbook.Range{Row1: 2, Col1: 1, Row2: lastListRow, Col2: len(t.columns)},
		Formula: finished, Style: workbook.Style{Italic: true, Color: "808080"},
	})
	for _, c := range t.columns {
		if c.people {
			rs = append(rs, workbook.RulePlan{
				Range: t.body(c.heading), Formula: fmt.Sprintf(`$%s2<>""`, t.letter(headCase)), Style: workbook.Style{Fill: cream},
			})
		}
	}
	return rs
}
