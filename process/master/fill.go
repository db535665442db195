package master

import (
	"fmt"
	"strconv"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// Fill writes register rows into a master as an administrator would. A row that
// is there already is filled in; others go last.
func Fill(data []byte, r Registers) ([]byte, error) {
	b, err := open(data, written{})
	if err != nil {
		return nil, err
	}
	f := &filler{book: b}
	names := map[string]string{}
	var centres, roster, budget []filling
	for _, c := range r.Centres {
		names[c.ID] = c.Name
		centres = append(centres, filling{c.ID, centreCells(c)})
	}
	for _, t := range r.Roster {
		roster = append(roster, filling{t.ID, traineeCells(t, names[t.CentreID])})
	}
	for _, y := range r.Budget {
		budget = append(budget, filling{strconv.Itoa(y.Year), budgetCells(y)})
	}
	f.fill(centresTable, centres)
	f.fill(rosterTable, roster)
	f.fill(budgetTable, budget)
	f.fillLeaves(r.Leaves)
	f.fillRotations(r)
	if f.err != nil {
		return nil, fmt.Errorf("fill master: %w", f.err)
	}
	return patched(data, f.changes)
}

func patched(data []byte, changes []workbook.Change) ([]byte, error) {
	if len(changes) == 0 {
		return data, nil
	}
	out, err := workbook.Patch(data, changes)
	if err != nil {
		return nil, fmt.Errorf("patch master: %w", err)
	}
	return out, nil
}

// filling is one row by its key; "" always makes a new one.
type filling struct {
	key   string
	cells map[string]workbook.Cell
}

type filler struct {
	book    sheets
	changes []workbook.Change
	err     error
}

func (f *filler) fill(t table, rows []filling) {
	g, err := t.in(f.book)
	if f.err != nil || err != nil {
		if f.err == nil {
			f.err = err
		}
		return
	}
	at := map[string]int{}
	for _, r := range g.rows {
		if key := r.text(t.key); key != "" {
			at[key] = r.number
		}
	}
	end := g.last
	for _, w := range rows {
		number, there := at[w.key]
		if !there {
			end++
			number = end
		}
		for _, c := range t.columns {
			if v, ok := w.cells[c.heading]; ok && (there || v.Kind != workbook.Empty) {
				f.changes = append(f.changes, g.set(number, c.heading, v))
			}
		}
	}
}

// fillLeaves adds the leaves that do not stand there: their rows have no key.
func (f *filler) fillLeaves(leaves []process.Leave) {
	if f.err != nil || len(leaves) == 0 {
		return
	}
	g, err := leaveTable.in(f.book)
	if err != nil {
		f.err = err
		return
	}
	stands := map[string]bool{}
	for _, r := range g.rows {
		stands[r.text(headTrainee)+keySeparator+r.text(headFrom)] = true
	}
	end := g.last
	for _, l := range leaves {
		cells := leaveCells(l)
		if stands[l.Doctor+keySeparator+l.From.String()] {
			continue
		}
		end++
		for _, c := range leaveTable.columns {
			if v := cells[c.heading]; v.Kind != workbook.Empty {
				f.changes = append(f.changes, g.set(end, c.heading, v))
			}
		}
	}
}

func centreCells(c process.HealthCentre) map[string]workbook.Cell {
	cells := map[string]workbook.Cell{
		headCentre: text(c.Name), headID: text(c.ID), headAlias: text(strings.Join(c.Aliases, "; ")),
		headManager: text(c.Manager), headAddresses: text(strings.Join(c.Addresses, "; ")),
		headDirector: text(c.StudyDirector), headDirectorMail: text(c.StudyDirectorAddress),
		headArea: text(c.Area), headPriority: text(yesNo(c.Priority)), headOperator: text(c.Operator),
		headListed: filled(float64(c.Listed)), headSpecialists: filled(c.Specialists),
		headSpecPercent: filled(c.SpecialistsPercent), headVacant: filled(c.Vacant), headRetiring: filled(c.Retiring),
		headSupervisor: said(c.Supervisors), headSPUR: date(c.SPUR), headNamedDoctor: said(c.NamedDoctor), headLocums: said(c.Locums),
	}
	if c.SpecialistsSaid {
		cells[headSpecialists] = number(c.Specialists)
	}
	if c.Overstaffing {
		cells[headOverstaffing] = text(yesNo(true))
	}
	if len(c.Lending) > 0 {
		cells[headLends], cells[headLendDays] = lendingCells(c.Lending)
		cells[headOnSite] = text(yesNo(c.Lending[0].OnSite))
	}
	return cells
}

func traineeCells(t process.Trainee, centre string) map[string]workbook.Cell {
	funding := fundingRegion
	if t.OwnFunded {
		funding = fundingOwn
	}
	if centre == "" {
		centre = t.CentreID
	}
	return map[string]workbook.Cell{
		headID: text(t.ID), headTrainee: text(t.Name), headCentre: text(centre), headBegins: date(t.Start),
		headEnds: date(t.PlannedEnd), headDegree: filled(t.Degree), headFunding: text(funding),
		headTrack: text(t.Track), headDecided: date(t.Decided), headExemption: text(t.Exemption),
		headExemptionUntil: date(t.ExemptionUntil), headSupervisor: text(t.Supervisor),
		headStatus: text(string(t.Status)), headAfter: text(t.After),
	}
}

func budgetCells(y process.BudgetYear) map[string]workbook.Cell {
	frame := workbook.Cell{}
	if y.Decided {
		frame = number(y.Frame)
	}
	return map[string]workbook.Cell{
		headYear: number(float64(y.Year)), headFrame: frame, headPerMonth: filled(y.PerMonth),
	}
}
