package master

import (
	"errors"
	"slices"

	"stintag/process"
	"stintag/process/workbook"
)

// Headings of Uppehåll. What stands there is never told in a letter: nor do the
// faults of its rows name a doctor or a day.
const (
	headFrom = "Från"
	headTo   = "Till"
	headType = "Typ"
)

// adoptLeaves reads Uppehåll. The sheet gone, or a row that cannot be used, stops
// only itself.
func (a *Adopted) adoptLeaves(b *workbook.Book) error {
	g, err := leaveTable.in(b)
	if missing := (*MissingHeading)(nil); errors.As(err, &missing) {
		a.Faults = append(a.Faults, Fault{Sheet: SheetLeave, Text: "Uppehållen kan inte läsas: " + missing.Swedish() + ". " + missing.mend()})
		return nil
	}
	if err != nil {
		return err
	}
	taken := map[string][]takenLeave{}
	for _, row := range g.rows {
		if row.blank() {
			continue
		}
		l, who, ok := a.leave(row)
		if !ok {
			continue
		}
		if at := overlapping(taken[who], l); at > 0 {
			a.faultAt(row, headFrom, "Raden överlappar uppehållet på rad %d för samma ST-läkare; den översta gäller. Ändra datumen på en av dem.", at)
			continue
		}
		taken[who] = append(taken[who], takenLeave{l, row.number})
		a.Registers.Leaves = append(a.Registers.Leaves, l)
	}
	return nil
}

type takenLeave struct {
	leave process.Leave
	row   int
}

func overlapping(taken []takenLeave, l process.Leave) int {
	for _, t := range taken {
		if t.leave.Overlaps(l.From, l.To) {
			return t.row
		}
	}
	return 0
}

// leave reads one row, and whose it is.
func (a *Adopted) leave(r row) (l process.Leave, who string, ok bool) {
	l = process.Leave{Doctor: r.text(headTrainee), Kind: r.text(headType)}
	if l.Doctor == "" {
		a.faultAt(r, headTrainee, "Raden saknar ST-läkare; den används inte.")
		return l, "", false
	}
	who, why := a.rosterRow(l.Doctor)
	if why != "" {
		a.faultAt(r, headTrainee, "%s", why)
		return l, "", false
	}
	from, errFrom := dateIn(r.cell(headFrom))
	to, errTo := dateIn(r.cell(headTo))
	l.From, l.To = from, to
	switch {
	case errFrom != nil:
		a.faultAt(r, headFrom, "Från är inget datum som kan läsas; raden används inte. Skriv ÅÅÅÅ-MM-DD.")
	case from.IsZero():
		a.faultAt(r, headFrom, "Raden saknar Från; den används inte. Skriv första dagen, ÅÅÅÅ-MM-DD.")
	case errTo != nil:
		a.faultAt(r, headTo, "Till är inget datum som kan läsas; raden används inte. Skriv ÅÅÅÅ-MM-DD, eller lämna cellen tom om sista dagen inte är känd.")
	case !to.IsZero() && to.Before(from):
		a.faultAt(r, headTo, "Till ligger före Från; raden används inte. Rätta datumen.")
	default:
		return l, who, true
	}
	return l, "", false
}

// rosterRow finds the doctor in ST-läkare, by name or by Id, and gives what tells
// the row from others. Of several rows with the name the one that has not ended
// counts.
func (a *Adopted) rosterRow(doctor string) (who, why string) {
	ids, names := a.rosterRows()
	if i, is := ids[folded(doctor)]; is {
		return a.Registers.Roster[i].ID, ""
	}
	var all, open []process.Trainee
	for _, i := range names[process.FoldName(doctor)] {
		t := a.Registers.Roster[i]
		all = append(all, t)
		if t.Status != process.TraineeDone && t.Status != process.TraineeLeft {
			open = append(open, t)
		}
	}
	switch {
	case len(all) == 0:
		return "", "ST-läkaren på raden finns inte i bladet ST-läkare; raden används inte. Skriv namnet eller Id som det står där."
	case len(all) > 1 && len(open) != 1:
		return "", "Flera rader i bladet ST-läkare har det namnet; raden används inte. Skriv radens Id i stället för namnet."
	case len(all) == 1:
		open = all
	}
	if open[0].ID != "" {
		return open[0].ID, ""
	}
	return folded(open[0].Name), ""
}

// rosterRows tells where in the roster the first row with an id stands, and all rows
// with a name.
func (a *Adopted) rosterRows() (ids map[string]int, names map[string][]int) {
	if len(a.rosterNames) == 0 {
		a.rosterIDs, a.rosterNames = map[string]int{}, map[string][]int{}
		for i, t := range a.Registers.Roster {
			if id := folded(t.ID); id != "" {
				if _, twice := a.rosterIDs[id]; !twice {
					a.rosterIDs[id] = i
				}
			}
			name := process.FoldName(t.Name)
			a.rosterNames[name] = append(a.rosterNames[name], i)
		}
	}
	return a.rosterIDs, a.rosterNames
}

// leaves writes the leaves of granted cases last in Uppehåll, each once: the row
// is people's from then on. One that has gone is asked for, not written again.
func (m *merger) leaves() error {
	wanted := map[string]bool{}
	for _, l := range m.view.Judgement.Leaves {
		wanted[l.Case] = true
	}
	for _, key := range m.keys(SheetLeave) {
		if !wanted[key] {
			m.carry(SheetLeave, key)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	g, err := m.optional(leaveTable)
	if g == nil {
		return err
	}
	end := g.last
	for _, l := range m.view.Judgement.Leaves {
		_, stood := m.base[SheetLeave][l.Case]
		there := slices.ContainsFunc(m.leavesThere, func(t process.Leave) bool {
			return process.FoldName(t.Doctor) == process.FoldName(l.Doctor) && t.Overlaps(l.From, l.To)
		})
		if stood && !there {
			m.follow(l.Case, "Skriv ärendets uppehåll i bladet Uppehåll, eller pröva beslutet på nytt.", "Det är beviljat, och raden som programmet skrev är borta, ändrad till andra dagar eller kan inte läsas.")
		}
		if !stood && !there {
			end++
		}
		cells := leaveCells(l.Leave)
		for _, c := range leaveTable.columns {
			v := cells[c.heading]
			m.note(SheetLeave, l.Case, c.heading, textAs(c.look, v))
			if !stood && !there && v.Kind != workbook.Empty {
				m.change(g.set(end, c.heading, v))
			}
		}
	}
	return nil
}

func leaveCells(l process.Leave) map[string]workbook.Cell {
	return map[string]workbook.Cell{headTrainee: text(l.Doctor), headFrom: date(l.From), headTo: date(l.To), headType: text(l.Kind)}
}
