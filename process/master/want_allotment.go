package master

import (
	"fmt"

	"stintag/process"
	"stintag/process/workbook"
)

// Headings of the allotment.
const (
	headBase     = "Grund"
	headFilled   = "Utfyllnad"
	headAllotted = "Tilldelade platser"
	headHolders  = "ST-läkare, vårdval"
	headVacancy  = "Vakans"
	headTurn     = "Tur för nästa plats"
)

// What the rows after the health centres are called.
const (
	rowSum   = "Summa"
	rowRules = "Regelverk"
)

var allotmentList = keyedList{table: allotmentTable, by: []string{headCentre}}

// allotmentRows are the posts of each health centre, their sum, and the rule with
// its status: an allotment that is only proposed must not be read as decided (D4).
func allotmentRows(v View) []listRow {
	all := v.Judgement.Allotments
	if len(all) == 0 || v.World.Policy == nil {
		return nil
	}
	names := v.centreNames()
	var rows []listRow
	for _, a := range all {
		r := allotmentRow(names[a.CentreID], a)
		r[headTurn] = filled(float64(a.Next))
		rows = append(rows, r)
	}
	p := v.World.Policy
	rule := p.Label() + ", " + p.Status + ". " + p.Allotment.Words()
	return append(rows, allotmentRow(rowSum, process.SumAllotments(all)), listRow{headCentre: text(rowRules), headBecause: text(rule)})
}

func allotmentRow(name string, a process.CentreAllotment) listRow {
	return listRow{
		headCentre: text(name), headListed: number(float64(a.Listed)), headBase: number(float64(a.Base)), headFilled: number(float64(a.Filled)),
		headAllotted: number(float64(a.Allotted)), headHolders: number(float64(a.Counted)), headVacancy: number(float64(a.Vacancy)),
		headBecause: text(a.Why),
	}
}

// allotmentRules show who has more doctors than places, and set the sum apart.
func allotmentRules() []workbook.RulePlan {
	t := allotmentTable
	vacancy, last := t.letter(headVacancy), len(t.columns)
	return []workbook.RulePlan{
		{Range: t.body(headVacancy), Formula: fmt.Sprintf("AND(ISNUMBER(%s2),%s2<0)", vacancy, vacancy), Style: workbook.Style{Bold: true, Color: "C00000"}},
		{Range: workbook.Range{Row1: 2, Col1: 1, Row2: lastListRow, Col2: last}, Formula: fmt.Sprintf("$%s2=%q", t.letter(headCentre), rowSum), Style: workbook.Style{Bold: true}},
	}
}

// centreNames names each health centre by id, with the id where two have one name
// or where the name is what a row of another kind is called.
func (v View) centreNames() map[string]string {
	bearers := map[string]int{rowSum: 1, rowRules: 1}
	for _, c := range v.World.Centres {
		bearers[c.Name]++
	}
	names := map[string]string{}
	for _, c := range v.World.Centres {
		names[c.ID] = c.Name
		if bearers[c.Name] > 1 {
			names[c.ID] = c.Name + " (" + c.ID + ")"
		}
	}
	return names
}

// allotted are the register's columns; empty where the policy allots no posts.
type allotted struct{ posts, vacancy workbook.Cell }

func (v View) allotted() map[string]allotted {
	cells := map[string]allotted{}
	for _, a := range v.Judgement.Allotments {
		cells[a.CentreID] = allotted{number(float64(a.Allotted)), number(float64(a.Vacancy))}
	}
	return cells
}
