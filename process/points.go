package process

import (
	"fmt"
	"math"
)

// points are hundredths of a point, so that what is told is what is compared.
type points int64

// words writes points with a decimal comma.
func (p points) words() string { return decimal(float64(p)/100) + " poäng" }

// PointsApart are the points that set two neighbours apart, one a criterion in the
// policy's order, as they stood when the first of the two was given its place.
type PointsApart struct{ Before, After []float64 }

// between gives all of a criterion's points at best and none at worst, in a
// straight line from the one to the other and never more or less. Where the two are
// one there is no line: all points from there on, none before.
func (c *Criterion) between(v, best, worst float64) points {
	share := 0.0
	switch {
	case best != worst:
		share = (v - worst) / (best - worst)
	case v == best || v > best == c.Descending:
		share = 1
	}
	return points(math.Round(min(1, max(0, share)) * c.Points * 100))
}

// earnedIn is what a case earns in one criterion; what is not known earns nothing.
func (d *docket) earnedIn(e *entry, c *Criterion, posts int) points {
	switch c.By {
	case ByPriorityArea:
		if e.centre.Priority == c.Descending {
			return 0
		}
		return points(math.Round(c.Points * 100))
	case BySpread:
		return d.earnedWith(e.centre, c, posts)
	case ByOwnPriority:
		own := e.c.Application.OwnPriority
		if !own.Said {
			return 0
		}
		return c.between(own.Value, c.BestValue, c.WorstValue)
	}
	day, best, worst := cut(d.date(e, c.By), c.Coarse), cut(c.BestDate, c.Coarse), cut(c.WorstDate, c.Coarse)
	if day.IsZero() || best.IsZero() || worst.IsZero() {
		return 0
	}
	return c.between(float64(best.DaysUntil(day)), 0, float64(best.DaysUntil(worst)))
}

// earnedWith is what a health centre earns by the spread with so many posts: by ST
// per 10 000 listed, or by count.
func (d *docket) earnedWith(centre *HealthCentre, c *Criterion, posts int) points {
	v := float64(posts)
	if c.Per != "count" {
		if centre.Listed <= 0 {
			return 0
		}
		v = 10000 * v / float64(centre.Listed)
	}
	return c.between(v, c.BestValue, c.WorstValue)
}

// earnedAlone is what a case earns in all but the spread.
func (d *docket) earnedAlone(e *entry) points {
	var sum points
	if d.policy.Ranking.ByPoints {
		for i := range d.policy.Criteria {
			if c := &d.policy.Criteria[i]; c.By != BySpread {
				sum += d.earnedIn(e, c, 0)
			}
		}
	}
	return sum
}

// earnedBySpread is what a seat earns with the posts that it has.
func (d *docket) earnedBySpread(s *seat) points {
	var sum points
	for i := range d.policy.Criteria {
		if c := &d.policy.Criteria[i]; c.By == BySpread {
			sum += d.earnedWith(s.centre, c, s.posts)
		}
	}
	return sum
}

// apartByPoints tells how many points put b after a, and which criterion did most
// to it; false where they earn the same and the criteria in order decide.
func (d *docket) apartByPoints(s *Comparison, a, b *entry) bool {
	n, most := len(d.policy.Criteria), points(0)
	both := make([]float64, 2*n)
	s.Points = &PointsApart{Before: both[:n:n], After: both[n:]}
	for i := range d.policy.Criteria {
		c := &d.policy.Criteria[i]
		x, y := d.earnedIn(a, c, a.seat.posts), d.earnedIn(b, c, b.seat.posts)
		s.Points.Before[i], s.Points.After[i] = float64(x)/100, float64(y)/100
		if x-y > most {
			most, s.By = x-y, i
		}
	}
	x, y := a.earned+a.seat.earned, b.earned+b.seat.earned
	if x == y {
		s.By = -1
		return false
	}
	s.BeforeValue, s.AfterValue = x.words(), decimal(float64(y)/100)
	return true
}

// PointsWords tells how two neighbours' points differ: "72,5 poäng mot 70", and
// each criterion's; "" where points did not set them apart.
func (s Comparison) PointsWords(p *Policy) string {
	if s.Points == nil {
		return ""
	}
	before, after := 0.0, 0.0
	words := ""
	for i, c := range p.Criteria {
		x, y := s.Points.Before[i], s.Points.After[i]
		before, after = before+x, after+y
		if words != "" {
			words += ", "
		}
		words += fmt.Sprintf("%s %s mot %s", c.words(), decimal(x), decimal(y))
	}
	return fmt.Sprintf("%s poäng mot %s (%s)", decimal(before), decimal(after), words)
}

// earnedWhenPlaced is what a case earned in one criterion when it was given its place.
func (d *docket) earnedWhenPlaced(e *entry, c *Criterion) points {
	return d.earnedIn(e, c, e.posts)
}
