package master

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"stintag/process"
	"stintag/process/workbook"
)

// roster merges ST-läkare: a row for every granted case, and an id for every row.
func (m *merger) roster() error {
	g, err := rosterTable.in(m.book)
	if err != nil {
		return err
	}
	at, nameless := map[string]row{}, []row{}
	for _, r := range g.rows {
		switch id := r.text(headID); {
		case r.text(headTrainee) == "":
		case id == "":
			nameless = append(nameless, r)
		default:
			if _, twice := at[id]; !twice {
				at[id] = r
			}
		}
	}
	var want []wantedRow
	for _, t := range m.view.Judgement.Granted {
		if _, ok := at[t.ID]; !ok {
			nameless = m.adoptRow(g, at, nameless, t)
		}
		want = append(want, m.view.wantTrainee(t))
	}
	m.giveIDs(g, at, nameless)
	m.rows(g, among(at), slices.Values(want))
	return nil
}

// adoptRow takes a row that a person already made for the doctor as the case's.
func (m *merger) adoptRow(g *grid, at map[string]row, nameless []row, t process.Trainee) []row {
	for i, r := range nameless {
		if process.FoldName(r.text(headTrainee)) == process.FoldName(t.Name) {
			m.change(g.set(r.number, headID, text(t.ID)))
			at[t.ID] = r.with(headID, text(t.ID))
			return append(nameless[:i:i], nameless[i+1:]...)
		}
	}
	return nameless
}

const rosterID = "ST-%04d"

// giveIDs numbers the rows that people added; a number is never given twice.
func (m *merger) giveIDs(g *grid, at map[string]row, nameless []row) {
	highest := 0
	count := func(id string) {
		var n int
		if _, err := fmt.Sscanf(id, "ST-%d", &n); err == nil {
			highest = max(highest, n)
		}
	}
	for id := range at {
		count(id)
	}
	for _, id := range m.keys(SheetRoster) {
		count(id)
	}
	for _, r := range nameless {
		highest++
		id := fmt.Sprintf(rosterID, highest)
		m.change(g.set(r.number, headID, text(id)))
		m.note(SheetRoster, id, headID, id)
		at[id] = r
	}
}

// wantTrainee is the row of a newly granted doctor.
func (v View) wantTrainee(t process.Trainee) wantedRow {
	centre := t.CentreID
	if c, ok := v.World.Centre(t.CentreID); ok {
		centre = c.Name
	}
	return wantedRow{key: t.ID, cells: map[string]workbook.Cell{headID: text(t.ID)}, made: traineeCells(t, centre)}
}

// centres merges the computed columns of Vårdcentraler; its rows are the people's.
func (m *merger) centres() error {
	g, err := centresTable.in(m.book)
	if err != nil {
		return err
	}
	figures := map[string]process.CentreFigures{}
	for _, f := range m.view.Judgement.Centres {
		figures[f.CentreID] = f
	}
	allotted := m.view.allotted()
	at, want, seen := map[string]row{}, []wantedRow{}, map[string]bool{}
	for _, r := range g.rows {
		key := centreKey(r)
		if seen[folded(key)] {
			key = r.text(headCentre) // as it was adopted
		}
		seen[folded(key)] = true
		f, ok := figures[key]
		if _, twice := at[key]; !ok || twice {
			continue
		}
		at[key] = r
		w := wantedRow{key: key, cells: map[string]workbook.Cell{
			headTrainees: number(float64(f.Trainees)), headPerPost: filled(math.Round(f.ListedPerPost)),
			headExemptions: number(float64(f.Exemptions)), headAllotted: allotted[key].posts, headVacancy: allotted[key].vacancy,
		}}
		if !m.knows(SheetCentres, key) {
			m.renamed(g, r, w)
		}
		want = append(want, w)
	}
	m.rows(g, among(at), slices.Values(want))
	return nil
}

// renamed takes the figures of a row that was copied, or given another id, as the
// program's: nobody's correction came with them.
func (m *merger) renamed(g *grid, r row, w wantedRow) {
	for heading, v := range w.cells {
		if c := r.cell(heading); c.Kind == workbook.Number && !c.Formula {
			if CanonicalText(c) != CanonicalText(v) {
				m.change(g.set(r.number, heading, v))
			}
			r.replace(heading, v)
		}
	}
}

// budget merges the computed columns of Budget, and adds years that lack a row.
func (m *merger) budget() error {
	g, err := budgetTable.in(m.book)
	if err != nil {
		return err
	}
	at := map[string]row{}
	for _, r := range g.rows {
		year, _, err := numberIn(r.cell(headYear))
		if _, twice := at[shortest(year)]; err == nil && year > 0 && !twice {
			at[shortest(year)] = r
		}
	}
	var want []wantedRow
	for _, f := range m.view.Judgement.Money {
		w := wantedRow{
			key: strconv.Itoa(f.Year), made: map[string]workbook.Cell{headYear: number(float64(f.Year))},
			cells: map[string]workbook.Cell{headCommitted: number(kronor(f.Committed)), headFree: text(noFrame), headFits: {}},
		}
		if f.Decided {
			w.cells[headFree], w.cells[headFits] = number(kronor(f.Free)), number(float64(f.Fits))
		}
		want = append(want, w)
	}
	m.rows(g, among(at), slices.Values(want))
	return nil
}

// kronor are whole: a rest of öre after a division is noise that would be written anew.
func kronor(n float64) float64 { return math.Round(n) }
