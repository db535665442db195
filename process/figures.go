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
		case t.In(d.today):
			f.InTraining++
			if !t.PlannedEnd.IsZero() && t.PlannedEnd.Before(yearEnd) {
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
// last where there are several; 0 where there is none.
func (d *docket) goal() int {
	var last Target
	for _, t := range d.policy.Targets {
		if t.What == "st" && t.By.Year == d.today.Year && !t.By.Before(last.By) {
			last = t
		}
	}
	return int(last.Value)
}

// centreFigures are the computed columns of the register, one row a centre.
func (d *docket) centreFigures() []CentreFigures {
	trainees, exemptions := map[string]int{}, map[string]int{}
	for _, t := range d.rows {
		if !t.In(d.today) {
			continue
		}
		trainees[t.CentreID]++
		if t.Exemption != "" && (t.ExemptionUntil.IsZero() || !t.ExemptionUntil.Before(d.today)) {
			exemptions[t.CentreID]++
		}
	}
	var all []CentreFigures
	for _, c := range d.w.Centres {
		f := CentreFigures{CentreID: c.ID, Trainees: trainees[c.ID], Exemptions: exemptions[c.ID]}
		if f.Trainees > 0 {
			f.ListedPerPost = float64(c.Listed) / float64(f.Trainees)
		}
		all = append(all, f)
	}
	return all
}
