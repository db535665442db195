package process

// span is a time as calendars count it: whole months, and days.
type span struct{ months, days int }

// between is the time from one day up to another, the latter not counted.
func between(from, to Date) span {
	if to.Before(from) {
		s := between(to, from)
		return span{-s.months, -s.days}
	}
	months := 12*(to.Year-from.Year) + int(to.Month) - int(from.Month)
	if from.AddMonths(months).After(to) {
		months--
	}
	return span{months, from.AddMonths(months).DaysUntil(to)}
}

func (d Date) plus(s span) Date { return d.AddMonths(s.months).AddDays(s.days) }

// later moves a last day: the end of May and six months is the end of November.
func (s span) later(last Date) Date { return last.AddDays(1).plus(s).AddDays(-1) }

// stretch is some days in a row, both ends counted.
type stretch struct{ from, to Date }

func (s stretch) span() span { return between(s.from, s.to.AddDays(1)) }

// without gives what is left of a stretch when leaves are taken out of it, in
// order. A leave without a last day goes on.
func (s stretch) without(leaves []Leave) []stretch {
	left := []stretch{s}
	for _, l := range leaves {
		var rest []stretch
		for _, s := range left {
			if !l.Overlaps(s.from, s.to) {
				rest = append(rest, s)
				continue
			}
			if s.from.Before(l.From) {
				rest = append(rest, stretch{s.from, l.From.AddDays(-1)})
			}
			if !l.To.IsZero() && l.To.Before(s.to) {
				rest = append(rest, stretch{l.To.AddDays(1), s.to})
			}
		}
		left = rest
	}
	return left
}

// Overlaps says whether the leave has a day in common with the days from one to
// another; a zero end is none.
func (l Leave) Overlaps(from, to Date) bool {
	return (to.IsZero() || !l.From.After(to)) && (l.To.IsZero() || !from.After(l.To))
}
