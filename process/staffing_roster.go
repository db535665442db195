package process

import "strings"

// casesOfRows are the cases that the roster's rows come from, by id.
func (d *docket) casesOfRows() map[string]*Case {
	cases := map[string]*Case{}
	for i := range d.rows {
		cases[d.rows[i].ID] = nil
	}
	for i := range d.entries {
		c := d.entries[i].c
		if _, hasRow := cases[c.ID]; hasRow {
			cases[c.ID] = c
		}
	}
	return cases
}

// educated counts where a doctor was educated, as far as the form of the row's case
// says.
func (s *Staffing) educated(c *Case) {
	if c == nil || !says(c.Application.Country) {
		return
	}
	s.EducationKnown++
	if country := fold(c.Application.Country); country != "sverige" && country != "sweden" && country != "se" {
		s.Abroad++
	}
}

func (o *Outcomes) count(d *docket, t Trainee) {
	switch {
	case t.Status == TraineeDone && (t.PlannedEnd.IsZero() || !t.PlannedEnd.Before(d.today.AddMonths(-horizon))):
		switch d.stayed(t.After) {
		case Yes:
			o.Stayed++
		case No:
			o.Left++
		default:
			o.Unknown++
		}
	case t.Status == TraineeDone || t.Status == TraineeLeft || t.Start.IsZero():
	case !planned(t).After(d.today.AddMonths(horizon)) && remains(t, d.today):
		o.Finishing++
	}
}

// stayed reads what the roster says became of a specialist: people write it in their
// own words, and what says neither is unknown.
func (d *docket) stayed(after string) Answer {
	if !says(after) {
		return Unanswered
	}
	said := " " + fold(after) + " "
	for _, gone := range []string{"inte kvar", "ej kvar", "annan region", "lämna", "slutat", "slutade", "flytta", "utomlands", "utanför regionen", "pension"} {
		if strings.Contains(said, gone) {
			return No
		}
	}
	for _, here := range []string{" kvar ", " kvar,", " stanna", "i regionen", "inom regionen", "anställd"} {
		if strings.Contains(said, here) {
			return Yes
		}
	}
	if d.centreOf(&Application{CentreWritten: after}).ok {
		return Yes
	}
	return Unanswered
}
