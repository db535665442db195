package process

import "time"

// figures counts the five of the status letter (R-020…R-022).
func (d *docket) figures(ranking []*entry) Figures {
	yearEnd := Date{d.today.Year, time.December, 31}
	f := Figures{Day: d.today, Goal: d.goal(), Waiting: len(ranking)}
	for _, t := range d.rows {
		if !t.OwnFunded && t.Decided.Year == d.today.Year && !t.Decided.After(d.today) {
			f.GrantedYear++
		}
		switch {
		case t.Trains(d.today):
			f.InTraining++
			if !t.PlannedEnd.IsZero() && t.PlannedEnd.Before(yearEnd) && !t.overdue(d.today) {
				f.Leaving++
			}
		case remains(t, d.today) && d.startsThisYear(t.Start):
			f.Starting++
		}
	}
	for _, e := range ranking {
		if e.verdict != VerdictWait && d.startsThisYear(e.c.Application.PossibleStart) {
			f.WaitingStarts++
		}
	}
	f.DecidedOnly = f.InTraining - f.Leaving + f.Starting
	f.YearEnd = f.DecidedOnly + f.WaitingStarts
	return f
}

// startsThisYear says whether a post that has not begun can begin this year.
func (d *docket) startsThisYear(start Date) bool {
	return !start.IsZero() && effectiveStart(start, d.today).Year == d.today.Year
}

// goal is the number of doctors in training to reach by this year's end, the
// last where there are several; else the one that has no day and goes on until it is
// changed; 0 where there is none.
func (d *docket) goal() int {
	var last, dayless Target
	for _, t := range d.policy.Targets {
		switch {
		case t.What != "st":
		case t.By.IsZero():
			dayless = t
		case t.By.Year == d.today.Year && !t.By.Before(last.By):
			last = t
		}
	}
	if last.By.IsZero() {
		last = dayless
	}
	return int(last.Value)
}

// centreFigures are the computed columns of the register, one row a centre.
func (d *docket) centreFigures() []CentreFigures {
	trainees, exemptions, early := map[string]int{}, d.exemptionsAt(), d.earlyAt()
	for _, t := range d.rows {
		if t.Trains(d.today) {
			trainees[t.CentreID]++
		}
	}
	var all []CentreFigures
	for _, c := range d.w.Centres {
		f := CentreFigures{CentreID: c.ID, Trainees: trainees[c.ID], Exemptions: exemptions[c.ID],
			Early: early[c.ID].ever, EarlyThisYear: early[c.ID].thisYear}
		if f.Trainees > 0 {
			f.ListedPerPost = float64(c.Listed) / float64(f.Trainees)
		}
		all = append(all, f)
	}
	return all
}

// employedEarly are the cases of a health centre where an ST contract was there
// before the decision.
type employedEarly struct{ thisYear, ever int }

// earlyAt counts them by health centre, by the year in which each case
// first came.
func (d *docket) earlyAt() map[string]employedEarly {
	n := map[string]employedEarly{}
	for i := range d.entries {
		e := &d.entries[i]
		if !e.known || !e.s.Has(CodeEarlyEmployed) {
			continue
		}
		at := n[e.centre.ID]
		at.ever++
		if e.c.Received.In(d.w.Now.Location()).Year() == d.today.Year {
			at.thisYear++
		}
		n[e.centre.ID] = at
	}
	return n
}
