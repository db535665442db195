package process

import (
	"fmt"
	"math"
	"slices"
)

// amendment is what a change to a running post makes of its doctor's row.
type amendment struct {
	row, after Trainee
	leave      Leave    // zero where the change is no leave
	words      string   // what changes, in Swedish; "" where that cannot be told
	move       EndMove  // of the planned end, where the words tell of one
	missing    []string // labels of what the form must say before it can be
	doubt      string   // why the change cannot be as it stands
}

// amend reckons what a form changes on a row. It depends on what the row says
// now: once the change is written there, nothing is left of it.
func (d *docket) amend(a Application, row Trainee) amendment {
	m := amendment{row: row, after: row}
	switch a.Kind {
	case LeaveOfAbsence:
		m.takeLeave(a, d.leavesOf(row))
	case ChangedDegree:
		m.changeDegree(a, d.leavesOf(row))
	case ChangedStart:
		m.changeStart(a, d.today)
	case EarlyEnd:
		m.endEarly(a, d.money)
	}
	return m
}

func (m *amendment) ask(f Field) { m.missing = append(m.missing, f.Label()) }

// moved tells the new planned end after a change.
func (m *amendment) moved(what string) {
	switch {
	case m.row.PlannedEnd.IsZero():
		m.words = what + ": raden saknar planerat slut."
	case m.after.PlannedEnd == m.row.PlannedEnd:
		m.words = what + ": planerat slut " + m.row.PlannedEnd.String() + " ändras inte."
	default:
		m.words = fmt.Sprintf("%s: planerat slut flyttas från %s till %s.", what, m.row.PlannedEnd, m.after.PlannedEnd)
		m.move = EndMove{m.row.PlannedEnd, m.after.PlannedEnd}
	}
}

// onto adds to a proposal what its words tell people.
func (m amendment) onto(p *Proposal, kind Kind) {
	p.Move = m.move
	if kind != LeaveOfAbsence {
		return
	}
	for _, words := range []string{m.words, m.doubt} {
		if words != "" && slices.Contains(p.Reasons, words) {
			p.Private = append(p.Private, words)
		}
	}
}

// takeLeave moves the planned end by the days that are not in the sheet Uppehåll
// already: people have reckoned with those.
func (m *amendment) takeLeave(a Application, leaves []Leave) {
	from, to, row := a.ChangeFrom, a.ChangeTo, m.row
	what := fmt.Sprintf("Uppehåll %s för %s", period(from, to), rowWords(row))
	switch {
	case from.IsZero():
		m.ask(FieldChangeFrom)
		return
	case !to.IsZero() && to.Before(from):
		m.doubt = fmt.Sprintf("Uppehållet slutar %s, före det att det börjar %s.", to, from)
		return
	case m.outside(from) || !to.IsZero() && !row.Start.IsZero() && to.Before(row.Start):
		m.doubt = fmt.Sprintf("%s ligger utanför tjänstgöringen, %s.", what, period(row.Start, row.PlannedEnd))
		return
	}
	m.leave = Leave{Doctor: row.Name, From: from, To: to, Kind: a.LeaveKind}
	if to.IsZero() {
		m.words = what + ": planerat slut flyttas när sista dagen är känd."
		return
	}
	counted := from
	if counted.Before(row.Start) {
		counted = row.Start
	}
	left := stretch{counted, to}.without(leaves)
	if len(left) == 0 {
		m.words = what + ": perioden står redan i bladet Uppehåll. Kontrollera att planerat slut räknar med den."
		return
	}
	if !row.PlannedEnd.IsZero() {
		for _, s := range left {
			m.after.PlannedEnd = s.span().later(m.after.PlannedEnd)
		}
	}
	m.moved(what)
}

// outside says whether a day lies after the post's planned end.
func (m *amendment) outside(day Date) bool {
	return !m.row.PlannedEnd.IsZero() && day.After(m.row.PlannedEnd)
}

// changeDegree gives the time that remains the length that it takes at the new
// degree (F1); where the new degree has a last day, only the time until then.
func (m *amendment) changeDegree(a Application, leaves []Leave) {
	from, to, row := a.ChangeFrom, a.ChangeTo, m.row
	if a.Degree <= 0 {
		m.ask(FieldDegree)
	}
	if from.IsZero() {
		m.ask(FieldChangeFrom)
	}
	held := degree(row.Degree)
	switch {
	case len(m.missing) > 0:
		return
	case math.Abs(a.Degree-held) <= 0.005:
		m.doubt = fmt.Sprintf("Tjänstgöringsgraden är redan %s på %s.", percent(held), rowWords(row))
		return
	case !to.IsZero() && to.Before(from):
		m.doubt = fmt.Sprintf("Den nya tjänstgöringsgraden slutar %s, före det att den börjar %s.", to, from)
		return
	case m.outside(from):
		m.doubt = fmt.Sprintf("Ändringen från %s ligger efter planerat slut %s på %s.", from, row.PlannedEnd, rowWords(row))
		return
	}
	m.after.Degree = a.Degree
	m.reckonDegree(from, to, held, a.Degree, leaves)
	days := "från " + from.String()
	if !to.IsZero() {
		days = period(from, to)
	}
	m.moved(fmt.Sprintf("Tjänstgöringsgrad %s → %s %s för %s", percent(held), percent(a.Degree), days, rowWords(row)))
}

func (m *amendment) reckonDegree(from, to Date, held, now float64, leaves []Leave) {
	row := m.row
	if row.PlannedEnd.IsZero() {
		return
	}
	if from.Before(row.Start) {
		from = row.Start
	}
	if to.IsZero() || to.After(row.PlannedEnd) {
		m.after.PlannedEnd = stretched(from, row.PlannedEnd, leaves, held/now)
		return
	}
	part := stretch{from, to}
	lost := part.days(leaves) * (1 - now/held)
	m.after.PlannedEnd = row.PlannedEnd.AddDays(int(math.Ceil(lost - 1e-9)))
}

// days are those of the stretch without leaves.
func (s stretch) days(leaves []Leave) float64 {
	n := 0
	for _, left := range s.without(leaves) {
		n += left.from.DaysUntil(left.to) + 1
	}
	return float64(n)
}

// stretched is the last day when the work of the days up to an end takes longer,
// in whole months where it was whole months, as endOf reckons; days of leave take
// what they took.
func stretched(from, last Date, leaves []Leave, longer float64) Date {
	all := stretch{from, last}
	left := all.without(leaves)
	if s := all.span(); s.days == 0 && len(left) == 1 && left[0] == all {
		return from.AddMonths(int(math.Ceil(float64(s.months)*longer - 1e-9))).AddDays(-1)
	}
	more := all.days(leaves) * (longer - 1)
	return last.AddDays(int(math.Ceil(more - 1e-9)))
}

// newStart is the day that a changed start names.
func newStart(a Application) Date {
	if a.PossibleStart.IsZero() {
		return a.ChangeFrom
	}
	return a.PossibleStart
}

// changeStart keeps the length of the post.
func (m *amendment) changeStart(a Application, today Date) {
	start, row := newStart(a), m.row
	switch {
	case start.IsZero():
		m.ask(FieldPossibleStart)
		return
	case row.Trains(today):
		m.doubt = fmt.Sprintf("Läkaren har redan börjat enligt %s, %s.", rowWords(row), row.Start)
		return
	case start == row.Start:
		m.doubt = fmt.Sprintf("Start är redan %s på %s.", start, rowWords(row))
		return
	}
	m.after.Start = start
	if row.Start.IsZero() {
		m.words = fmt.Sprintf("Start %s för %s, som saknar startdatum.", start, rowWords(row))
		return
	}
	if !row.PlannedEnd.IsZero() && !row.PlannedEnd.Before(row.Start) {
		m.after.PlannedEnd = start.plus(stretch{row.Start, row.PlannedEnd}.span()).AddDays(-1)
	}
	m.moved(fmt.Sprintf("Start %s → %s för %s", row.Start, start, rowWords(row)))
}

// lastDay is the day that an early end names: the change's own where it has one,
// since the planned end beside it may be the old one.
func lastDay(a Application) Date {
	if !a.ChangeFrom.IsZero() {
		return a.ChangeFrom
	}
	return a.PlannedEnd
}

// endEarly frees what the post was to cost after its new last day.
func (m *amendment) endEarly(a Application, money *purse) {
	last, row := lastDay(a), m.row
	switch {
	case last.IsZero():
		m.ask(FieldChangeFrom)
		return
	case m.row.PlannedEnd == last:
		m.doubt = fmt.Sprintf("Planerat slut är redan %s på %s.", last, rowWords(row))
		return
	case m.outside(last):
		m.doubt = fmt.Sprintf("Avslutet %s ligger efter planerat slut %s på %s.", last, row.PlannedEnd, rowWords(row))
		return
	}
	m.after.PlannedEnd = last
	what := fmt.Sprintf("Avslut i förtid %s för %s", last, rowWords(row))
	if !row.PlannedEnd.IsZero() {
		what += " (planerat slut " + row.PlannedEnd.String() + ")"
	}
	freed := ore(0)
	for _, y := range money.years {
		freed += money.cost(y.Year, post{row.Start, row.PlannedEnd, degree(row.Degree), fold(row.Track)}) -
			money.cost(y.Year, post{row.Start, last, degree(row.Degree), fold(row.Track)})
	}
	switch {
	case row.OwnFunded:
		m.words = what + ": platsen blir ledig. Den är egenfinansierad, så inget intecknat frigörs."
	case freed <= 0:
		m.words = what + ": platsen blir ledig."
	default:
		m.words = fmt.Sprintf("%s: platsen blir ledig och %s intecknat frigörs.", what, kronor(freed.kronor()))
	}
}

// period writes two days; an end that is not known is left open.
func period(from, to Date) string {
	switch {
	case to.IsZero() && from.IsZero():
		return "utan datum"
	case to.IsZero():
		return "från " + from.String()
	case from.IsZero():
		return "till " + to.String()
	}
	return from.String() + "–" + to.String()
}
