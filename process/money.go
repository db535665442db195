package process

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// ore is an amount in öre: sums of whole numbers do not hang on their order.
type ore int64

func inOre(kronor float64) ore { return ore(math.Round(kronor * 100)) }

func (o ore) kronor() float64 { return float64(o) / 100 }

// purse is the money by year as it is promised already.
//
// A begun month counts whole. A doctor on leave counts as one in training: the day
// of return is not known, and the money promised must be there then. A year without
// a decided frame binds nobody and pays nobody.
type purse struct {
	prices    *prices
	years     []BudgetYear // by year, sheet and policy together
	committed []ore        // by year: the roster and the granted cases
	// countsPosts says that the policy funds a number of posts and that no year has a
	// frame in kronor: the posts are then all the money there is.
	countsPosts    bool
	figures, later []MoneyFigures
}

// openPurse is a purse that nothing has been promised out of yet. It puts the
// sheet's years over the policy's, frame and rate each for itself (D5).
func openPurse(w World) *purse {
	p := &purse{prices: newPrices(w)}
	years := map[int]BudgetYear{}
	for _, y := range w.Policy.Budget {
		if y.Decided {
			y.Source = w.Policy.Name
		}
		years[y.Year] = y
	}
	for _, sheet := range w.Budget {
		y := years[sheet.Year]
		y.Year = sheet.Year
		switch {
		case sheet.Unclear:
			y.Frame, y.Decided, y.Unclear, y.Source = 0, false, true, ""
		case sheet.Decided:
			y.Frame, y.Decided, y.Source = sheet.Frame, true, cmp.Or(sheet.Source, fromSheet)
		}
		years[sheet.Year] = y
	}
	for _, y := range years {
		y.Source = sourceWords(y.Source, p.rate(y.Year, w.Today()))
		p.years = append(p.years, y)
	}
	slices.SortFunc(p.years, func(a, b BudgetYear) int { return cmp.Compare(a.Year, b.Year) })
	p.countsPosts = w.Policy.Allotment.On() && w.Policy.Allotment.Funded > 0 &&
		!slices.ContainsFunc(p.years, func(y BudgetYear) bool { return y.Decided })
	return p
}

// sourceWords name where a year's frame and rate come from; one that goes on from
// the year before is not said anew.
func sourceWords(frame string, r rate) string {
	switch {
	case r.carried || r.source == "":
		return frame
	case r.instead > 0:
		return sourceWords(frame, rate{source: r.source}) + " i stället för regelverkets " + kronor(r.instead)
	case r.source == frame:
		return frame
	case frame == "":
		return r.source
	}
	return "ram från " + frame + ", schablon från " + r.source
}

// cost is what a post costs in a year.
func (p *purse) cost(year int, of post) ore {
	first, last := monthsOf(year, of.start, of.end)
	var sum, each ore
	var r, c float64
	for m := first; m <= last; m++ {
		full, course := p.prices.post(of.track, of.start, m).perMonth, p.prices.course(of.track, m).perMonth
		if m == first || full != r || course != c {
			r, c = full, course
			each = inOre(full*of.degree) + inOre(course)
		}
		sum += each
	}
	return sum
}

// rate is a full-time month's price of an ordinary post in a year: that of the
// first month that a new one could begin in.
func (p *purse) rate(year int, today Date) rate {
	start := effectiveStart(Date{year, 1, 1}, today)
	if start.Year > year {
		start = Date{year, 12, 1}
	}
	return p.prices.plain(ordinaryTrack, monthNumber(start))
}

// frameless says why a post cannot be paid for in its first year at all.
func (p *purse) frameless(of post) (reason string, is bool) {
	year := of.start.Year
	if p.countsPosts {
		return "", false
	}
	if p.unclear(year) {
		return unclearFrame(year), true
	}
	framed := slices.ContainsFunc(p.years, func(y BudgetYear) bool { return y.Year == year && y.Decided })
	switch priced := p.priced(of); {
	case !framed && !priced:
		return fmt.Sprintf("Ram och schablon per månad saknas för %d.", year), true
	case !framed:
		return fmt.Sprintf("Ram saknas för %d.", year), true
	case !priced:
		return fmt.Sprintf("Schablon per månad saknas för %d.", year), true
	}
	return "", false
}

// unclear says whether nobody can tell what the year's frame is.
func (p *purse) unclear(year int) bool {
	return slices.ContainsFunc(p.years, func(y BudgetYear) bool { return y.Year == year && y.Unclear })
}

func unclearFrame(year int) string { return fmt.Sprintf("Ramen för %d går inte att läsa.", year) }

// priced says whether there is a rate for a post in its first year.
func (p *purse) priced(of post) bool {
	return p.prices.plain(of.track, 12*of.start.Year+11).perMonth > 0
}

// ordinaryTrack is the folded track of an ordinary ST.
const ordinaryTrack = "st"

// months counts the months of a year between two dates, both ends' months
// whole; a zero end has none.
func months(year int, start, end Date) int {
	first, last := monthsOf(year, start, end)
	return max(0, last-first+1)
}

// monthsOf are the first and the last of them; there is none where last comes first.
func monthsOf(year int, start, end Date) (first, last int) {
	if start.IsZero() {
		return 0, -1
	}
	first, last = max(12*year, monthNumber(start)), 12*year+11
	if !end.IsZero() {
		last = min(last, monthNumber(end))
	}
	return first, last
}

// newPurse reckons what is committed before anything is proposed.
func (d *docket) newPurse() *purse {
	p := openPurse(d.w)
	p.committed = make([]ore, len(p.years))
	posts := d.promised()
	for _, of := range posts {
		for i, y := range p.years {
			p.committed[i] += p.cost(y.Year, of)
		}
	}
	for i := range p.years {
		p.figures = append(p.figures, p.figuresOf(i, d.today))
	}
	p.later = p.laterFigures(posts, d.today)
	return p
}

// promised are the posts that the vårdval pays for, of the roster as it will be. One
// that left early costs nothing after today, one that has passed its planned end and
// goes on costs until then, and one that has not begun nothing before next month. One
// in training since nobody knows when costs all of this year.
func (d *docket) promised() []post {
	posts := make([]post, 0, len(d.rows))
	for _, t := range d.rows {
		start, end := t.begins(d.today), t.PlannedEnd
		if t.OwnFunded {
			continue
		}
		if start.IsZero() && (t.Status == TraineeActive || t.Status == TraineeOnLeave) {
			start = Date{d.today.Year, 1, 1}
		}
		if gone := t.Status == TraineeLeft || t.Status == TraineeDone; gone && (end.IsZero() || end.After(d.today)) || t.overdue(d.today) {
			end = d.today
		}
		posts = append(posts, post{start, end, degree(t.Degree), fold(t.Track)})
	}
	for i := range d.entries { // granted, and their rows not changed yet
		e := &d.entries[i]
		if e.s.Status != StatusGranted || e.c.Application.Kind != OwnToFunded {
			continue
		}
		if row := d.find(e); row.is && row.row.OwnFunded {
			posts = append(posts, d.postOf(e))
		}
	}
	return posts
}

// figuresOf are a year's columns. A further post is a full-time one from the
// year's first month that has not begun.
func (p *purse) figuresOf(i int, today Date) MoneyFigures {
	y, used := p.years[i], p.committed[i]
	m := MoneyFigures{
		Year: y.Year, Decided: y.Decided, Frame: y.Frame, PerMonth: p.rate(y.Year, today).perMonth,
		Committed: used.kronor(), Source: y.Source,
	}
	if !y.Decided {
		return m
	}
	free := inOre(y.Frame) - used
	m.Free = free.kronor()
	further := post{start: effectiveStart(Date{y.Year, 1, 1}, today), degree: 1, track: ordinaryTrack}
	if one := p.cost(y.Year, further); one > 0 && free > 0 {
		m.Fits = int(free / one)
	}
	return m
}

// laterFigures tell what is promised in the years from this one on that neither sheet
// nor policy names, as far as posts have an end: those have no frame (D16).
func (p *purse) laterFigures(posts []post, today Date) []MoneyFigures {
	last := 0
	for _, of := range posts {
		last = max(last, of.end.Year)
	}
	var later []MoneyFigures
	for year := today.Year; year <= min(last, today.Year+monthsAhead/12); year++ {
		if slices.ContainsFunc(p.years, func(y BudgetYear) bool { return y.Year == year }) {
			continue
		}
		m := MoneyFigures{Year: year, PerMonth: p.rate(year, today).perMonth}
		var sum ore
		for _, of := range posts {
			sum += p.cost(year, of)
		}
		m.Committed = sum.kronor()
		later = append(later, m)
	}
	return later
}

// effectiveStart is the day a post can begin: as asked for, or the first of next
// month where that has passed.
func effectiveStart(asked, today Date) Date {
	if !asked.Before(today) {
		return asked
	}
	return Date{today.Year, today.Month, 1}.AddMonths(1)
}
