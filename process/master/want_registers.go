package master

import (
	"fmt"
	"math"
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
	for _, c := range m.view.World.Cases {
		if m.standings[c.ID].Status != process.StatusGranted {
			m.notGranted(at, c)
			continue
		}
		if !m.newTrainee(g, c) {
			continue
		}
		if _, ok := at[c.ID]; !ok {
			nameless = m.adoptRow(g, at, nameless, c)
		}
		want = append(want, m.view.wantTrainee(c))
	}
	m.giveIDs(g, at, nameless)
	m.rows(g, at, want)
	return nil
}

// newTrainee says whether a granted case puts a new doctor in the roster. What
// changes a doctor already there (D15) is a person's to write in that row.
func (m *merger) newTrainee(g *grid, c process.Case) bool {
	var there *row
	for i, r := range g.rows {
		if folded(r.text(headTrainee)) == folded(doctor(c)) && r.text(headID) != c.ID {
			there = &g.rows[i]
		}
	}
	switch c.Application.Kind {
	case process.Transfer:
		if there != nil && folded(there.text(headCentre)) != folded(m.view.centreName(c.Application)) {
			m.follow(c.ID, "Ändra Vårdcentral på läkarens rad i bladet ST-läkare.", "Bytet av vårdcentral är beviljat.")
		}
		return false
	case process.OwnToFunded:
		if there != nil && folded(there.text(headFunding)) == fundingOwn {
			m.follow(c.ID, "Ändra Finansiering till vårdval på läkarens rad i bladet ST-läkare.", "Vårdvalsfinansiering är beviljad.")
		}
		return there == nil
	}
	return c.Application.Kind.Competes()
}

// notGranted tells of a row that was made for a grant which no longer holds.
func (m *merger) notGranted(at map[string]row, c process.Case) {
	if r, ok := at[c.ID]; ok && folded(r.text(headStatus)) == folded(string(process.TraineeGranted)) {
		m.follow(c.ID, "Ta bort läkarens rad i bladet ST-läkare, eller ändra dess Status.", "Ärendet är inte längre beviljat.")
	}
}

// adoptRow takes a row that a person already made for the doctor as the case's.
func (m *merger) adoptRow(g *grid, at map[string]row, nameless []row, c process.Case) []row {
	for i, r := range nameless {
		if folded(r.text(headTrainee)) == folded(doctor(c)) {
			m.change(g.set(r.number, headID, text(c.ID)))
			r.cells[g.at[headID]] = text(c.ID)
			at[c.ID] = r
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
func (v View) wantTrainee(c process.Case) wantedRow {
	a := c.Application
	return wantedRow{
		key: c.ID, cells: map[string]workbook.Cell{headID: text(c.ID)},
		made: map[string]workbook.Cell{
			headTrainee: text(doctor(c)), headCentre: text(v.centreName(a)),
			headBegins: date(a.PossibleStart), headEnds: date(plannedEnd(a)), headDegree: filled(a.Degree),
			headFunding: text(fundingRegion), headTrack: text(track(a.Kind)), headDecided: date(c.Decision.Date),
			headExemption: text(a.Exemption), headSupervisor: text(a.Supervisor),
			headStatus: text(string(process.TraineeGranted)),
		},
	}
}

// plannedEnd is start and the training's length in months of full time (F1, F3,
// F9), longer where the degree of service is lower; full time where it is not said.
func plannedEnd(a process.Application) process.Date {
	if a.PossibleStart.IsZero() {
		return process.Date{}
	}
	months := 66.0
	switch {
	case a.Kind == process.DoubleSpecialisation:
		months = 42
	case a.Regulation == "SOSFS 2015:8":
		months = 60
	}
	if a.Degree > 0 {
		months /= a.Degree
	}
	return a.PossibleStart.AddMonths(int(math.Ceil(months - 1e-9)))
}

func track(k process.Kind) string {
	switch k {
	case process.DoubleSpecialisation:
		return "Dubbelspecialisering"
	case process.ResearchST:
		return "Forskar-ST"
	case process.IntegratedBT, process.PreBTST:
		return "BT-ST"
	}
	return "ST"
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
	at, want := map[string]row{}, []wantedRow{}
	for _, r := range g.rows {
		key := centreKey(r)
		f, ok := figures[key]
		if _, twice := at[key]; !ok || twice {
			continue
		}
		at[key] = r
		want = append(want, wantedRow{key: key, cells: map[string]workbook.Cell{
			headTrainees: number(float64(f.Trainees)), headPerPost: filled(math.Round(f.ListedPerPost)),
			headExemptions: number(float64(f.Exemptions)),
		}})
	}
	m.rows(g, at, want)
	return nil
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
	m.rows(g, at, want)
	return nil
}

// kronor are whole: a rest of öre after a division is noise that would be written anew.
func kronor(n float64) float64 { return math.Round(n) }
