package process

import (
	"fmt"
	"slices"
	"strings"
)

// left is what of a granted change its doctor's row and the sheet Uppehåll do not
// say yet; zero values are written, or were never asked for.
type left struct {
	start, end Date
	degree     float64
	leave      Leave
	told       []string // the cells that a person is to change, in Swedish
	newer      string   // the sheet Uppehåll says something else than the case
}

// left compares a granted change with the sheets. What a person wrote there
// otherwise stands: the planned end is only asked for while it is the one that
// the proposal was to move.
func (d *docket) left(e *entry, row Trainee) left {
	var l left
	a := e.c.Application
	tell := func(fields ...Field) {
		l.told = append(l.told, words(differences(a, row, fields...))...)
	}
	m := d.amend(a, row)
	switch a.Kind {
	case ChangedStart:
		if start := newStart(a); !start.IsZero() && start != row.Start {
			l.start = start
			l.told = append(l.told, changedWords("Start", start.String(), row.Start.String()))
		}
	case ChangedDegree:
		tell(FieldDegree)
		begun := !a.ChangeFrom.After(d.today) && (a.ChangeTo.IsZero() || !a.ChangeTo.Before(d.today))
		if len(l.told) > 0 && begun {
			l.degree = a.Degree
		}
		if !a.ChangeTo.IsZero() && a.ChangeTo.Before(d.today) { // the row is to say the old one again
			l.told = nil
		}
	case EarlyEnd:
		if last := lastDay(a); !last.IsZero() && (row.PlannedEnd.IsZero() || row.PlannedEnd.After(last)) {
			l.end = last
			l.told = append(l.told, changedWords(FieldPlannedEnd.Label(), last.String(), row.PlannedEnd.String()))
		}
		return l
	case LeaveOfAbsence:
		l.leave, l.newer = d.unwritten(a, row)
	default:
		return l
	}
	d.moveEnd(&l, e, m)
	return l
}

// moveEnd asks for the planned end that was proposed, or, where no proposal is
// known, for the one that the rest still to be written gives.
func (d *docket) moveEnd(l *left, e *entry, m amendment) {
	to := Date{}
	if e.c.ProposedMove != (EndMove{}) {
		to = d.endAfter(e, m.row)
	} else if !l.start.IsZero() || len(l.told) > 0 || !l.leave.From.IsZero() {
		to = m.after.PlannedEnd
	}
	if to.IsZero() || to == m.row.PlannedEnd {
		return
	}
	l.end = to
	l.told = append(l.told, changedWords(FieldPlannedEnd.Label(), to.String(), m.row.PlannedEnd.String()))
}

// move is what a granted change was proposed to do to the planned end.
type move struct {
	of string // the case
	EndMove
}

// movesOf are the moves of one row's planned end, by case id.
func (d *docket) movesOf(row Trainee) []move {
	if d.moves == nil {
		d.moves = map[Trainee][]move{}
		for i := range d.entries {
			e := &d.entries[i]
			if e.s.Status != StatusGranted || !e.c.Application.Kind.changes() {
				continue
			}
			if row := d.find(e); row.is && e.c.ProposedMove != (EndMove{}) {
				d.moves[row.row] = append(d.moves[row.row], move{e.c.ID, e.c.ProposedMove})
			}
		}
		for _, ms := range d.moves {
			slices.SortFunc(ms, func(a, b move) int { return strings.Compare(a.of, b.of) })
		}
	}
	return d.moves[row]
}

// endAfter is the planned end when the case's move is written too, zero where it
// is written. Two that were proposed from the same day are both to be written: the
// one that the row shows is done, and the other is laid upon it. A day that is
// neither is one that people chose.
func (d *docket) endAfter(e *entry, row Trainee) Date {
	moves, end := d.movesOf(row), row.PlannedEnd
	shown := slices.IndexFunc(moves, func(m move) bool { return m.To == row.PlannedEnd && m.From != row.PlannedEnd })
	for i, m := range moves {
		waits := m.From == row.PlannedEnd || shown >= 0 && i != shown && m.From == moves[shown].From
		if waits && end == m.From {
			end = m.To
		} else if waits {
			end = between(m.From.AddDays(1), m.To.AddDays(1)).later(end)
		}
		if m.of == e.c.ID && waits {
			return end
		}
	}
	return Date{}
}

// unwritten is the leave where the sheet Uppehåll has none on those days. Where it
// has one that does not last as long, people are to change it, until the days have
// passed.
func (d *docket) unwritten(a Application, row Trainee) (l Leave, newer string) {
	from, to := a.ChangeFrom, a.ChangeTo
	if from.IsZero() || !to.IsZero() && to.Before(from) {
		return Leave{}, ""
	}
	var standing []Leave
	for _, s := range d.leavesOf(row) {
		if s.Overlaps(from, to) {
			standing = append(standing, s)
		}
	}
	if len(standing) == 0 {
		return Leave{Doctor: row.Name, From: from, To: to, Kind: a.LeaveKind}, ""
	}
	if to.IsZero() { // any day will do for the last
		to = from
	}
	if len(stretch{from, to}.without(standing)) == 0 || to.Before(d.today) {
		return Leave{}, ""
	}
	return Leave{}, fmt.Sprintf("Uppehållet är %s i ärendet men %s i bladet Uppehåll", period(a.ChangeFrom, a.ChangeTo), periods(standing))
}

func periods(leaves []Leave) string {
	var ps []string
	for _, l := range leaves {
		ps = append(ps, period(l.From, l.To))
	}
	return Listing(ps)
}

// onto lays what is left over a row.
func (l left) onto(t Trainee) Trainee {
	if !l.start.IsZero() {
		t.Start = l.start
	}
	if l.degree > 0 {
		t.Degree = l.degree
	}
	if !l.end.IsZero() {
		t.PlannedEnd = l.end
	}
	return t
}

// changedWords tells one cell of the roster that is to be changed.
func changedWords(heading, to, from string) string {
	if from == "" {
		from = "tomt"
	}
	return fmt.Sprintf("%s ska vara %s, nu %s", heading, to, from)
}

// amendTodo tells what a granted change leaves to write, and what an undecided one
// is about.
func (d *docket) amendTodo(e *entry, add func(what, why string)) {
	row := d.find(e)
	if !row.is {
		if row.row.ID == "" && row.row.Name == "" { // an ended row needs no change any more
			add(findRow, row.why+d.elsewhere(e))
		}
		return
	}
	l := d.left(e, row.row)
	if len(l.told) > 0 {
		add("För in ändringen på läkarens rad i bladet ST-läkare", Upper(rowWords(row.row))+": "+strings.Join(l.told, "; ")+".")
	}
	if l.newer != "" {
		add("Ändra dagarna på läkarens rad i bladet Uppehåll", l.newer+". Ändra raden, eller pröva beslutet på nytt.")
	}
}

const findRow = "Hitta läkarens rad i bladet ST-läkare"

// elsewhere helps a person to find the row: where the doctor's name stands, and
// whether the form may be about an application that is still open.
func (d *docket) elsewhere(e *entry) string {
	var places []string
	for _, t := range d.rowsNamed(e) {
		if c, ok := d.centres[t.CentreID]; ok && t.CentreID != e.centre.ID && remains(t, d.today) {
			places = append(places, fmt.Sprintf("%s under %s", rowWords(t), c.Name))
		}
	}
	help := " Rätta namn eller vårdcentral i ärendet eller på raden."
	if len(places) > 0 {
		help = " Samma namn har " + Listing(places) + "." + help
	}
	for _, o := range d.others(e) {
		if o.verdict == "" && !o.c.Withdrawn && e.c.Application.Kind != OwnToFunded {
			return help + fmt.Sprintf(" Läkaren har ett öppet ärende, %s: gäller ändringen det, skriv den där.", o.c.ID)
		}
	}
	return help
}
