package process

import (
	"cmp"
	"maps"
	"slices"
)

// Staffing is how the region's health centres are staffed, beside what is thought
// good: figures to look at, which refuse nobody anything (D10).
type Staffing struct {
	Region  RegionStaffing
	Centres []CentreStaffing // by name
	Lent    []LentSupervision
	Tracks  []TrackCount // of the doctors in training
	// Abroad are the doctors in training whose forms say that they were educated
	// outside Sweden, of those whose forms say where.
	Abroad, EducationKnown int
	Warnings               []Warning
}

// CentreStaffing is one health centre's. What the register does not say is not said
// here.
type CentreStaffing struct {
	CentreID, Centre string
	Listed           int
	Trainees         int // in training today
	Specialists      Amount
	PerThousand      Amount // specialists per 1 000 listed
	PerSpecialist    Amount // listed patients each; not said where there is none
	// Need is in listed patients: those that are more than the specialists and the ST
	// can have by the policy's figures, and negative where they are fewer (F12).
	Need             Amount
	NamedDoctor      Amount // per cent of the listed
	Locums           Amount // per cent
	Vacant, Retiring float64
	Outcome          Outcomes
	Supervisors      Amount
	PerSupervisor    Amount  // ST each
	Lends, Borrows   float64 // days a week
	// Reviewed is the last review from outside: the register's, or else the newest that
	// a form told of; zero where nobody has.
	Reviewed Date
}

// RegionStaffing is all health centres together. A mean is of those that said, by
// their listed patients.
type RegionStaffing struct {
	CentreStaffing
	Of                                       int // health centres
	SpecialistsOf, NamedOf, LocumsOf, Taught int // of them: those that say so
	Inhabitants                              int // that PerThousand counts; ByListed: they are listed patients
	ByListed                                 bool
	NamedBelow                               int // health centres below the policy's share with a named doctor
}

// Outcomes are the doctors who become specialists, beside those who did.
type Outcomes struct {
	Finishing             int // within five years
	Stayed, Left, Unknown int // of those who finished in the last five
}

// LentSupervision is supervision that one health centre lends another.
type LentSupervision struct {
	From, To string // names
	Lending
}

// TrackCount is how many are in training on a track.
type TrackCount struct {
	Track string // Typ av ST; "" where the row does not say
	N     int
}

// horizon is how far ahead retirements are counted, in months, and how far back
// those who finished.
const horizon = 60

// staffing reckons it from the register and the roster as it will be.
func (d *docket) staffing() Staffing {
	at := map[string]int{}
	var s Staffing
	told := d.reviewsTold()
	for _, c := range d.byName() {
		at[c.ID] = len(s.Centres)
		reviewed := c.SPUR
		if reviewed.IsZero() {
			reviewed = told[c.ID]
		}
		s.Centres = append(s.Centres, CentreStaffing{
			CentreID: c.ID, Centre: c.Name, Listed: c.Listed, Specialists: c.specialists(), NamedDoctor: c.NamedDoctor, Locums: c.Locums,
			Vacant: c.Vacant, Retiring: c.Retiring, Supervisors: c.Supervisors, Reviewed: reviewed,
		})
	}
	d.staffByRoster(&s, at)
	s.lend(d, at)
	for i := range s.Centres {
		s.Centres[i].reckon(d.policy.Indicators)
	}
	s.Region.sum(s.Centres, d.policy.Indicators)
	s.Warnings = d.warnings(s)
	return s
}

// staffByRoster counts the doctors. A row without a health centre counts in the
// region alone.
func (d *docket) staffByRoster(s *Staffing, at map[string]int) {
	cases, tracks := d.casesOfRows(), map[string]int{}
	for _, t := range d.rows {
		who := []*CentreStaffing{&s.Region.CentreStaffing}
		if i, known := at[t.CentreID]; known {
			who = append(who, &s.Centres[i])
		}
		in := t.Trains(d.today)
		if in {
			tracks[t.Track]++
			s.educated(cases[t.ID])
		}
		for _, c := range who {
			if in {
				c.Trainees++
			}
			c.Outcome.count(d, t)
		}
	}
	for t, n := range tracks {
		s.Tracks = append(s.Tracks, TrackCount{t, n})
	}
	slices.SortFunc(s.Tracks, func(a, b TrackCount) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Track, b.Track)) })
}

// byName are the health centres, each once, in an order that is not the register's:
// sums of fractions come out alike whatever order the rows stand in.
func (d *docket) byName() []HealthCentre {
	return slices.SortedFunc(maps.Values(d.centres), func(a, b HealthCentre) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
}

// lend counts supervision lent, from the register (D18).
func (s *Staffing) lend(d *docket, at map[string]int) {
	for i := range s.Centres {
		c := &s.Centres[i]
		for _, l := range d.centres[c.CentreID].Lending {
			to := l.Written
			c.Lends += l.DaysPerWeek
			if k, known := at[l.To]; known && l.To != "" {
				to = s.Centres[k].Centre
				s.Centres[k].Borrows += l.DaysPerWeek
			}
			s.Lent = append(s.Lent, LentSupervision{c.Centre, to, l})
		}
	}
}

func (c *CentreStaffing) reckon(rule Indicators) {
	if n := c.Specialists; n.Said && c.Listed > 0 {
		c.PerThousand = Amount{1000 * n.Value / float64(c.Listed), true}
		if n.Value > 0 {
			c.PerSpecialist = Amount{float64(c.Listed) / n.Value, true}
		}
		if rule.PerSpecialist > 0 {
			c.Need = Amount{float64(c.Listed) - rule.PerSpecialist*n.Value - rule.PerTrainee*float64(c.Trainees), true}
		}
	}
	if n := c.Supervisors; n.Said && n.Value > 0 {
		c.PerSupervisor = Amount{float64(c.Trainees) / n.Value, true}
	}
}

// sum adds up the health centres. Specialists are set against the region's
// inhabitants where the policy has their number and every health centre says how
// many specialists it has; else against the listed of those that do.
func (r *RegionStaffing) sum(centres []CentreStaffing, rule Indicators) {
	named, locums, taught := mean{}, mean{}, 0
	listedOf := 0
	for _, c := range centres {
		r.Of++
		r.Listed += c.Listed
		r.Vacant, r.Retiring = r.Vacant+c.Vacant, r.Retiring+c.Retiring
		r.Lends, r.Borrows = r.Lends+c.Lends, r.Borrows+c.Borrows
		if c.Specialists.Said {
			r.SpecialistsOf++
			listedOf += c.Listed
			r.Specialists = r.Specialists.plus(c.Specialists)
			r.Need = r.Need.plus(c.Need)
		}
		if c.Supervisors.Said {
			r.Taught++
			taught += c.Trainees
			r.Supervisors = r.Supervisors.plus(c.Supervisors)
		}
		named.add(c.NamedDoctor, c.Listed)
		locums.add(c.Locums, c.Listed)
		if c.NamedDoctor.Said && c.NamedDoctor.Value < rule.NamedDoctor {
			r.NamedBelow++
		}
	}
	r.NamedDoctor, r.NamedOf = named.value(), named.n
	r.Locums, r.LocumsOf = locums.value(), locums.n
	if n := r.Supervisors; n.Said && n.Value > 0 {
		r.PerSupervisor = Amount{float64(taught) / n.Value, true}
	}
	r.perInhabitant(listedOf, rule)
}

// perInhabitant sets the specialists against the inhabitants; listedOf are the listed
// of the health centres that say how many specialists they have.
func (r *RegionStaffing) perInhabitant(listedOf int, rule Indicators) {
	r.Inhabitants, r.ByListed = listedOf, true
	if rule.Population > 0 && r.SpecialistsOf == r.Of {
		r.Inhabitants, r.ByListed = rule.Population, false
	}
	if n := r.Specialists; n.Said && r.Inhabitants > 0 {
		r.PerThousand = Amount{1000 * n.Value / float64(r.Inhabitants), true}
		if n.Value > 0 && listedOf > 0 {
			r.PerSpecialist = Amount{float64(listedOf) / n.Value, true}
		}
	}
}

// plus adds what is said.
func (a Amount) plus(b Amount) Amount { return Amount{a.Value + b.Value, a.Said || b.Said} }

// mean is one weighted by listed patients; where nobody has any, each counts alike.
type mean struct {
	sum, weight, plain float64
	n                  int
}

func (m *mean) add(a Amount, weight int) {
	if !a.Said {
		return
	}
	m.sum, m.weight, m.plain = m.sum+a.Value*float64(weight), m.weight+float64(weight), m.plain+a.Value
	m.n++
}

func (m mean) value() Amount {
	switch {
	case m.n == 0:
		return Amount{}
	case m.weight == 0:
		return Amount{m.plain / float64(m.n), true}
	}
	return Amount{m.sum / m.weight, true}
}
