package process

import (
	"cmp"
	"fmt"
	"slices"
)

// History is a year-end that has been.
type History struct {
	Year       int
	InTraining Amount
	Finished   Amount
	Source     string // Swedish
	// Roster says that it is counted from the roster's rows: rows that were taken
	// away are not in it.
	Roster      bool
	HasChange   bool
	Change      int // since the year before, from the same source
	HasCorridor bool
	Corridor    Corridor
	Position    Position
}

// ChangeWords tells a change, and a round number that it is near: "+56 (nästan 60)".
func (h History) ChangeWords() string {
	if !h.HasChange {
		return ""
	}
	n := max(h.Change, -h.Change)
	ten := n / 10 * 10
	switch {
	case n < 10 || n == ten:
		return fmt.Sprintf("%+d", h.Change)
	case n-ten >= 5:
		return fmt.Sprintf("%+d (nästan %d)", h.Change, ten+10)
	}
	return fmt.Sprintf("%+d (drygt %d)", h.Change, ten)
}

// history is what was published, then what the roster itself shows; a year that is
// not over has no end to tell of.
func (p *projector) history() []History {
	var published []History
	for _, h := range p.policy.History {
		if !lastDayOf(h.Year).After(p.today) {
			published = append(published, History{Year: h.Year, InTraining: h.InTraining, Finished: h.Finished, Source: h.Source})
		}
	}
	slices.SortStableFunc(published, func(a, b History) int { return cmp.Compare(a.Year, b.Year) })
	all := append(changes(published), changes(p.shown())...)
	for i := range all {
		h := &all[i]
		if h.Corridor, h.HasCorridor = p.corridors[h.Year]; h.HasCorridor && h.InTraining.Said {
			h.Position = h.Corridor.Place(int(h.InTraining.Value))
		}
		h.HasCorridor = h.HasCorridor && h.InTraining.Said
	}
	return all
}

// changes sets each year-end against the one before.
func changes(all []History) []History {
	for i := 1; i < len(all); i++ {
		if a, b := all[i-1], &all[i]; a.Year+1 == b.Year && a.InTraining.Said && b.InTraining.Said {
			b.HasChange, b.Change = true, int(b.InTraining.Value)-int(a.InTraining.Value)
		}
	}
	return all
}

// shown counts the roster at past year-ends, from the first year in which it shows
// somebody who finished: before that its rows tell too little.
func (p *projector) shown() []History {
	first := 0
	for _, t := range p.rows {
		if last, ended := t.ended(); ended && last.Before(p.today) && (first == 0 || last.Year < first) {
			first = last.Year
		}
	}
	var all []History
	for year := max(first, p.today.Year-usualHorizon); first > 0 && year < p.today.Year; year++ {
		in, done := 0, 0
		for _, t := range p.rows {
			if t.was(lastDayOf(year)) {
				in++
			}
			if last, ended := t.ended(); ended && t.Status == TraineeDone && last.AddDays(1).Year == year {
				done++
			}
		}
		all = append(all, History{Year: year, InTraining: Amount{float64(in), true}, Finished: Amount{float64(done), true},
			Source: "bladet ST-läkare", Roster: true})
	}
	return all
}

// ended is the last day of a training that has ended.
func (t Trainee) ended() (Date, bool) {
	return t.PlannedEnd, (t.Status == TraineeDone || t.Status == TraineeLeft) && !t.PlannedEnd.IsZero()
}

// was says whether the doctor was in training on a day that has been.
func (t Trainee) was(day Date) bool {
	if t.Start.IsZero() || t.Start.After(day) || t.Status == TraineeGranted {
		return false
	}
	if last, ended := t.ended(); ended {
		return !last.Before(day)
	}
	if t.Status == TraineeDone || t.Status == TraineeLeft {
		return false
	}
	return t.Status == TraineeActive || t.Status == TraineeOnLeave || t.PlannedEnd.IsZero() || !t.PlannedEnd.Before(day)
}

func supervisorSource(said, centres int) string {
	switch {
	case said == 0:
		return "de som raderna i ST-läkare namnger"
	case said < centres:
		return fmt.Sprintf("kolumnen Handledare i Vårdcentraler, ifylld för %d av %d", said, centres)
	}
	return "kolumnen Handledare i Vårdcentraler"
}

// notes tell what the figures lean on, and what somebody should put right.
func (p *projector) notes() []string {
	notes := falls(p.policy)
	if n := p.basis.Overrun; n > 0 {
		notes = append(notes, fmt.Sprintf("%s har passerat planerat slut men är inte Klar och räknas som pågående. Sätt Klar på dem som är klara, eller ändra Planerat slut.", rowCount(n)))
	}
	if p.dateless > 0 {
		notes = append(notes, fmt.Sprintf("%s har ingen Start som kan läsas och räknas inte i prognosen. Fyll i Start.", rowCount(p.dateless)))
	}
	if p.basis.SeenTo == 0 && slices.ContainsFunc(p.plan[1:], func(y plannedYear) bool { return y.source == noIntake }) {
		notes = append(notes, "Bladet ST-läkare visar inga starter från tidigare år, och regelverket har inget intag för alla år: de åren räknas utan nya ST-läkare.")
	}
	return notes
}

func rowCount(n int) string {
	if n == 1 {
		return "1 rad i ST-läkare"
	}
	return fmt.Sprintf("%d rader i ST-läkare", n)
}
