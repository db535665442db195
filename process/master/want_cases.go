package master

import (
	"fmt"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// cases merges Ärenden: a row for every case.
func (m *merger) cases() error {
	g, err := casesTable.in(m.book)
	if err != nil {
		return err
	}
	at := make(map[string]row, len(g.rows))
	for _, r := range g.rows {
		id := r.text(headCase)
		if _, twice := at[id]; id == "" || twice {
			continue
		}
		at[id] = r
		if _, ok := m.known.of(id); !ok {
			m.follow(id, "Raden i Ärenden har ett nummer som programmet inte känner.", "Töm cellen Ärende om raden är ny, eller ta bort raden.")
		}
	}
	unplaced := m.manual(g, at)
	m.rows(g, at, func(yield func(wantedRow) bool) {
		for i := range m.view.World.Cases {
			c := &m.view.World.Cases[i]
			if _, ok := at[c.ID]; unplaced[c.ID] && !ok {
				continue
			}
			if s, _ := m.known.standing(c.ID); !yield(m.wantCase(c, s)) {
				return
			}
		}
	})
	return nil
}

// manual writes the case ids of rows that people added. Rows may have moved since
// they were read: the row must still say what the case was made of. A case whose
// row is not found again waits for the next run.
func (m *merger) manual(g *grid, at map[string]row) map[string]bool {
	unplaced := map[string]bool{}
	for number, id := range m.view.Manual {
		c, ok := m.known.of(id)
		if _, placed := at[id]; placed || !ok {
			continue
		}
		r, found := m.manualRow(g, number, c)
		if !found {
			unplaced[id] = true
			continue
		}
		m.change(g.set(r.number, headCase, text(id)))
		at[id] = r.with(headCase, text(id))
	}
	return unplaced
}

func (m *merger) manualRow(g *grid, number int, c process.Case) (row, bool) {
	var elsewhere []row
	for _, r := range g.rows {
		if r.text(headCase) != "" || !m.isAbout(r, c) {
			continue
		}
		if r.number == number {
			return r, true
		}
		elsewhere = append(elsewhere, r)
	}
	if len(elsewhere) == 1 {
		return elsewhere[0], true
	}
	return row{}, false
}

func (m *merger) isAbout(r row, c process.Case) bool {
	if name := folded(r.text(headDoctor)); name != "" {
		return name == folded(c.Application.Doctor) || name == folded(c.ID)
	}
	centre := folded(r.text(headCentre))
	return centre != "" && (centre == folded(c.Application.CentreWritten) || centre == folded(m.view.centreName(c.Application)))
}

func (m *merger) wantCase(c *process.Case, s process.Standing) wantedRow {
	in := m.view.Inputs[c.ID]
	w := wantedRow{
		key: c.ID, cells: m.view.caseCells(*c, s), byHand: c.Manual,
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
	a := c.Application
	received := c.Received
	if !v.World.Now.IsZero() {
		received = received.In(v.World.Now.Location())
	}
	return map[string]workbook.Cell{
		headCase: text(c.ID), headReceived: date(process.DateOf(received)),
		headCentre: text(v.centreName(a)), headDoctor: text(doctor(c)), headKind: text(string(a.Kind)),
		headLicence: date(a.LicenceDate), headStart: date(a.PossibleStart), headContact: date(c.ContactDate),
		headEmployed: text(employedWords(a)), headEmployedFrom: date(a.EmploymentDate),
		headStatus: text(string(s.Status)), headPlace: filled(float64(s.Place)),
		headProposal: text(string(s.Proposal.Outcome)),
		headReasons:  text(v.hide(strings.Join(s.Proposal.Reasons, "\n"))),
		headRemarks:  text(v.hide(remarkWords(s.Findings, a))),
		headMissing:  text(v.hide(missingWords(s, v.World.Policy))), headAnswerBy: date(s.Offer.Next()),
	}
}

func employedWords(a process.Application) string {
	s := string(a.Employed)
	if a.EmploymentForm == "" {
		return s
	}
	if s == "" {
		return string(a.EmploymentForm)
	}
	return s + ", " + string(a.EmploymentForm)
}

// remarkWords tells every finding that has more to say than that something is
// missing, and last what else stands in the form.
func remarkWords(fs []process.Finding, a process.Application) string {
	var ss []string
	for _, f := range fs {
		if f.Code != process.CodeMissing {
			ss = append(ss, f.ForAdministrator())
		}
	}
	if words := elseWords(a); words != "" {
		ss = append(ss, words)
	}
	return strings.Join(ss, "\n")
}

// The notes of a form are shown as far as a cell can be read.
const (
	longestNote  = 120
	longestNotes = 400
)

// elseWords are the form's notes and labels that nobody knows. Those of a protected
// identity may tell who it is (D24).
func elseWords(a process.Application) string {
	switch {
	case len(a.Unknown) == 0:
		return ""
	case a.Protected:
		return "Blanketten har anteckningar som inte visas här. Läs dem i mejlet."
	}
	var told []string
	room := longestNotes
	for i, note := range a.Unknown {
		note = shortened(strings.Join(strings.Fields(note), " "), longestNote)
		if room -= len([]rune(note)); room < 0 {
			told = append(told, fmt.Sprintf("… och %d till", len(a.Unknown)-i))
			break
		}
		told = append(told, note)
	}
	return "Står också i blanketten: " + strings.Join(told, "; ") + "."
}

func shortened(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return s
}

func missingWords(s process.Standing, p *process.Policy) string {
	var lines []string
	say := func(caption string, fs []process.Finding) {
		if names := fieldsOf(fs); len(names) > 0 {
			lines = append(lines, caption+strings.Join(names, ", "))
		}
	}
	missing, wrong := apart(s.At(process.Returned))
	if p != nil && !p.Queues() {
		say("Saknas för att rangordnas: ", missing)
	} else {
		say("Saknas för plats på listan: ", missing)
	}
	say("Att rätta: ", wrong)
	say("Uppgifter saknas inför beslut: ", s.At(process.BeforeDecision))
	return strings.Join(lines, "\n")
}

// apart tells what is not filled in from what is filled in wrongly.
func apart(fs []process.Finding) (missing, wrong []process.Finding) {
	for _, f := range fs {
		if f.Code == process.CodeMissing {
			missing = append(missing, f)
		} else {
			wrong = append(wrong, f)
		}
	}
	return missing, wrong
}

// fieldsOf names each field once; a finding about no field says itself.
func fieldsOf(fs []process.Finding) []string {
	var names []string
	seen := map[string]bool{}
	for _, f := range fs {
		name := f.Field.Label()
		if name == "" {
			name = strings.TrimSuffix(f.Text, ".")
		}
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}
