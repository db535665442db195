package master

import (
	"runtime"
	"slices"
	"strings"
	"sync"

	"stintag/process"
	"stintag/process/workbook"
)

// cases merges Ärenden: a row for every case.
func (m *merger) cases() error {
	g, err := casesTable.in(m.book)
	if err != nil {
		return err
	}
	for i, r := range g.rows {
		id := r.text(headCase)
		if id == "" || g.first[id] != int32(i) {
			continue
		}
		if !m.known.has(id) {
			m.follow(id, "Raden i Ärenden har ett nummer som programmet inte känner.", "Töm cellen Ärende om raden är ny, eller ta bort raden.")
		}
	}
	placed, unplaced := m.manual(g)
	at := func(id string) (row, bool) {
		if r, ok := placed[id]; ok {
			return r, true
		}
		i, ok := g.first[id]
		if !ok {
			return row{}, false
		}
		return g.rows[i], true
	}
	quiet := m.quiet(at)
	m.rows(g, at, func(yield func(wantedRow) bool) {
		for i := range m.view.World.Cases {
			c := &m.view.World.Cases[i]
			if g.contested[c.ID] {
				continue
			}
			if quiet[i] != "" {
				m.next.Set(SheetCases, c.ID, quiet[i])
				continue
			}
			if _, ok := at(c.ID); !ok && unplaced[c.ID] {
				continue
			}
			if s, _ := m.known.standing(c.ID); !yield(m.wantCase(c, s)) {
				return
			}
		}
	})
	return nil
}

// quiet tells of which cases the row says already what is wanted of it: of nearly
// all, most nights. Of these it gives the row as it is packed in the base. The cases
// are looked at on all processors.
func (m *merger) quiet(at func(id string) (row, bool)) []string {
	cases, quiet := m.view.World.Cases, make([]string, len(m.view.World.Cases))
	if len(m.barred) > 0 {
		return quiet
	}
	order, workers := ownOrder(casesTable), runtime.GOMAXPROCS(0)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			texts := cellTexts{}
			for i := w * len(cases) / workers; i < (w+1)*len(cases)/workers; i++ {
				c := &cases[i]
				if r, ok := at(c.ID); ok && r.as != "" {
					s := m.known.standingOf(c.ID)
					if r.shows(order, texts, func(heading string) workbook.Cell { return m.view.caseCell(c, s, heading) }) {
						quiet[i] = r.as
					}
				}
			}
		})
	}
	all.Wait()
	return quiet
}

// manual writes the case ids of rows that people added. Rows may have moved since
// they were read. A case whose row is not found again waits for the next run.
func (m *merger) manual(g *grid) (placed map[string]row, unplaced map[string]bool) {
	placed, unplaced = map[string]row{}, map[string]bool{}
	for number, id := range m.view.Manual {
		c, ok := m.known.of(id)
		if _, there := g.first[id]; there || placed[id].grid != nil || !ok {
			continue
		}
		r, found := m.manualRow(g, number, c)
		if !found {
			unplaced[id] = true
			continue
		}
		m.change(g.set(r.number, headCase, text(id)))
		placed[id] = m.withoutOthers(g, r.with(headCase, text(id)), id)
	}
	return placed, unplaced
}

// manualRow finds the row of a case by what it says, and else where it was read: a
// name may stand there that the case has in another way (”Ek, Eva”), or not at all.
func (m *merger) manualRow(g *grid, number int, c process.Case) (row, bool) {
	var about, there []row
	for _, r := range g.rows {
		named := r.text(headDoctor) != "" && r.text(headCentre) != ""
		switch is := r.number == number; {
		case r.text(headCase) != "":
		case m.isAbout(r, c) && is:
			return r, true
		case m.isAbout(r, c):
			about = append(about, r)
		case named && is:
			there = append(there, r)
		}
	}
	if len(about) == 0 {
		about = there
	}
	if len(about) == 1 {
		return about[0], true
	}
	return row{}, false
}

func (m *merger) isAbout(r row, c process.Case) bool {
	if written := folded(r.text(headDoctor)); written != "" {
		name := withoutDigits(written)
		return name != "" && name == withoutDigits(folded(c.Application.Doctor)) || written == folded(c.ID)
	}
	centre := folded(r.text(headCentre))
	return centre != "" && (centre == folded(c.Application.CentreWritten) || centre == folded(m.view.centreName(&c.Application)))
}

// withoutDigits is a name without the words that hold digits: a case's name never has
// a personnummer that somebody wrote beside it.
func withoutDigits(name string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(name), func(w string) bool { return strings.ContainsAny(w, "0123456789") }), " ")
}

func (m *merger) wantCase(c *process.Case, s process.Standing) wantedRow {
	in := m.view.Inputs[c.ID]
	w := wantedRow{
		key: c.ID, cells: m.view.caseCells(*c, s), corrected: in.Corrections, byHand: c.Manual,
		rests: s.Status == process.StatusWithdrawn || s.Status == process.StatusClosed,
		made: map[string]workbook.Cell{
			headJournal: text(in.Journal), headChecked: text(in.LicenceChecked), headOpinion: text(in.Opinion),
			headVerdict: text(string(in.Decision.Verdict)), headDecider: text(in.Decision.By),
			headDecided: decidedCell(in.Decision), headWhy: text(in.Decision.Reason), headNote: text(in.Note),
		},
	}
	w.own = func(heading string) (workbook.Cell, bool) {
		if _, taken := in.Corrections[heading]; !taken || !asserted[heading] {
			return w.cells[heading], true
		}
		u, ok := m.view.Uncorrected[c.ID]
		return m.view.caseCells(u, s)[heading], ok
	}
	return w
}

// decidedCell is the decision's date, or what stood in its place.
func decidedCell(d process.Decision) workbook.Cell {
	if d.Date.IsZero() {
		return text(d.DateWritten)
	}
	return date(d.Date)
}

// caseCells are the program's columns of a case.
func (v View) caseCells(c process.Case, s process.Standing) map[string]workbook.Cell {
	cells := make(map[string]workbook.Cell, len(casesTable.columns))
	for _, col := range casesTable.columns {
		if !col.people {
			cells[col.heading] = v.caseCell(&c, &s, col.heading)
		}
	}
	return cells
}

// caseCell is one of them.
func (v *View) caseCell(c *process.Case, s *process.Standing, heading string) workbook.Cell {
	a := &c.Application
	switch heading {
	case headCase:
		return text(c.ID)
	case headReceived:
		received := c.Received
		if !v.World.Now.IsZero() {
			received = received.In(v.World.Now.Location())
		}
		return date(process.DateOf(received))
	case headCentre:
		return text(v.centreName(a))
	case headDoctor:
		return text(doctor(c))
	case headKind:
		return text(string(a.Kind))
	case headLicence:
		return date(a.LicenceDate)
	case headStart:
		return date(a.PossibleStart)
	case headContact:
		return date(c.ContactDate)
	case headEmployed:
		return text(employedWords(a))
	case headEmployedFrom:
		return date(a.EmploymentDate)
	case headStatus:
		return text(string(s.Status))
	case headPlace:
		return filled(float64(s.Place))
	case headProposal:
		return text(string(s.Proposal.Outcome))
	case headReasons:
		return text(v.hide(strings.Join(s.Proposal.Reasons, "\n")))
	case headRemarks:
		return text(v.hide(remarkWords(s.Findings, a)))
	case headMissing:
		return text(v.hide(missingWords(s, v.World.Policy)))
	}
	return date(s.Offer.Next()) // headAnswerBy
}
