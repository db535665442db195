package process

import (
	"cmp"
	"math"
	"strconv"
)

// order compares two cases with the counts as they stand: by points where the
// policy sums them, then in all criteria; the case id tells those apart that nothing
// else does.
func (d *docket) order(a, b *entry) int {
	if d.policy.Ranking.ByPoints {
		if c := cmp.Compare(b.earned+b.seat.earned, a.earned+a.seat.earned); c != 0 {
			return c
		}
	}
	if by, c := d.compare(a, b, 0, len(d.policy.Criteria)); by >= 0 {
		return c
	}
	return cmp.Compare(a.c.ID, b.c.ID)
}

// compare gives the first criterion of those from one up to another in which a and
// b differ and who comes first, or by < 0 where none does.
func (d *docket) compare(a, b *entry, from, to int) (by, c int) {
	for i := from; i < to; i++ {
		if c := cmp.Compare(a.keys[i], b.keys[i]); c != 0 {
			return i, c
		}
		if criterion := &d.policy.Criteria[i]; criterion.By == BySpread && a.seat != b.seat {
			if c := d.compareSpread(a.seat, b.seat, criterion); c != 0 {
				return i, c
			}
		}
	}
	return -1, 0
}

// key is what a criterion compares of a case, the least first; what is not known
// comes last in either direction. The spread is in the seats.
func (d *docket) key(e *entry, c *Criterion) int {
	key := 0
	switch c.By {
	case ByPriorityArea:
		key = rankOf(e.centre.Priority)
	case BySpread:
	case ByOwnPriority:
		own := e.c.Application.OwnPriority
		if !own.Said {
			return math.MaxInt
		}
		key = int(math.Round(own.Value * 100))
	default:
		day := cut(d.date(e, c.By), c.Coarse)
		if day.IsZero() {
			return math.MaxInt
		}
		key = dayNumber(day)
	}
	if c.Descending {
		return -key
	}
	return key
}

// dayNumber is a date as a number: a later one has the greater, but they do not lie
// as far apart as the days.
func dayNumber(d Date) int { return 512*d.Year + 32*int(d.Month) + d.Day }

func rankOf(first bool) int {
	if first {
		return 0
	}
	return 1
}

// compareSpread compares ST per listed patient in whole numbers, a/x against
// b/y as a·y against b·x. Where some ranked health centre has no listed count
// everybody is compared by plain count: two yardsticks give no order.
func (d *docket) compareSpread(a, b *seat, c *Criterion) int {
	order := cmp.Compare(a.posts*b.centre.Listed, b.posts*a.centre.Listed)
	if c.Per == "count" || !d.perListed {
		order = cmp.Compare(a.posts, b.posts)
	}
	if c.Descending {
		return -order
	}
	return order
}

func (d *docket) date(e *entry, by CriterionKind) Date {
	switch by {
	case ByLicenceDate:
		return e.c.Application.LicenceDate
	case ByPossibleStart:
		return e.c.Application.PossibleStart
	case ByContactDate:
		if e.c.ContactDate.IsZero() {
			return DateOf(e.c.Received.In(d.w.Now.Location()))
		}
		return e.c.ContactDate
	}
	return Date{}
}

// cut makes a date as coarse as it is compared.
func cut(d Date, how string) Date {
	switch {
	case d.IsZero():
	case how == "year":
		return Date{d.Year, 1, 1}
	case how == "month":
		return Date{d.Year, d.Month, 1}
	}
	return d
}

// value writes what a case has in a criterion, with the counts as they stand.
func (d *docket) value(e *entry, c *Criterion) string {
	switch c.By {
	case ByPriorityArea:
		if e.centre.Priority {
			return "prioriterat område"
		}
		return "ej prioriterat område"
	case BySpread:
		if e.seat == nil { // not ranked: as the roster has it
			return d.spreadValue(e.centre, d.posts[e.centre.ID], c)
		}
		return d.spreadValue(e.centre, e.seat.posts, c)
	case ByOwnPriority:
		if own := e.c.Application.OwnPriority; own.Said {
			return "nummer " + decimal(own.Value)
		}
		return "saknas"
	}
	return coarse(d.date(e, c.By), c.Coarse)
}

func (d *docket) spreadValue(c *HealthCentre, n int, by *Criterion) string {
	switch {
	case by.Per == "count" || !d.perListed:
		return strconv.Itoa(n) + " ST"
	case n == 0:
		return "ingen ST på " + whole(c.Listed) + " listade"
	case n == 1:
		return "1 ST per " + whole(c.Listed) + " listade"
	}
	return "1 ST per " + whole((c.Listed+n/2)/n) + " listade (" + strconv.Itoa(n) + " ST)"
}
