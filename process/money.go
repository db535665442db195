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

// purse is the money by year, while it is being promised away.
//
// A begun month counts whole, and the rate is a calendar year's: where a year
// has none of its own the latest before it goes on. A doctor on leave counts as
// one in training: the day of return is not known, and the money promised must
// be there then. A year without a decided frame binds nobody and pays nobody.
type purse struct {
	years   []BudgetYear // by year, sheet and policy together
	frame   map[int]ore  // of the decided years
	used    map[int]ore  // the roster, granted cases, and what is promised in the ranking
	posts   map[int]int  // promised in the ranking, by year touched
	figures []MoneyFigures
}

// budget puts the sheet's years over the policy's (D5): frame and rate each for
// itself, with what was used.
func budget(w World) []BudgetYear {
	years := map[int]BudgetYear{}
	for _, y := range w.Policy.Budget {
		y.Source = w.Policy.Name
		years[y.Year] = y
	}
	for _, sheet := range w.Budget {
		y := years[sheet.Year]
		fromPolicy := y.Decided || y.PerMonth > 0
		y.Year = sheet.Year
		frame, rate := sheet.Decided, sheet.PerMonth > 0
		if frame {
			y.Frame, y.Decided = sheet.Frame, true
		}
		if rate {
			y.PerMonth = sheet.PerMonth
		}
		switch {
		case !frame && !rate:
		case fromPolicy && !frame && y.Decided:
			y.Source = "ram från " + w.Policy.Name + ", schablon från huvudfilen"
		case fromPolicy && !rate && y.PerMonth > 0:
			y.Source = "ram från huvudfilen, schablon från " + w.Policy.Name
		default:
			y.Source = "huvudfilen"
		}
		years[sheet.Year] = y
	}
	var all []BudgetYear
	for _, y := range years {
		all = append(all, y)
	}
	slices.SortFunc(all, func(a, b BudgetYear) int { return cmp.Compare(a.Year, b.Year) })
	return all
}

// rate is a full-time month's price in a year, 0 where nobody has said.
func (p *purse) rate(year int) float64 {
	rate := 0.0
	for _, y := range p.years {
		if y.Year <= year && y.PerMonth > 0 {
			rate = y.PerMonth
		}
	}
	return rate
}

// cost is what a post costs in a year.
func (p *purse) cost(year int, start, end Date, degree float64) ore {
	return inOre(p.rate(year)*degree) * ore(months(year, start, end))
}

// months counts the months of a year between two dates, both ends' months
// whole; a zero end has none.
func months(year int, start, end Date) int {
	if start.IsZero() {
		return 0
	}
	first, last := 12*year, 12*year+11
	first = max(first, 12*start.Year+int(start.Month)-1)
	if !end.IsZero() {
		last = min(last, 12*end.Year+int(end.Month)-1)
	}
	return max(0, last-first+1)
}

// fund looks at the money for each ranked case in its order. Once a case does
// not fit, the rest wait: a later one that costs less does not pass it. A case
// whose first year has no frame is passed by, since no money there is to be had
// yet by anybody; and money is kept for a case that only lacks particulars.
func (d *docket) fund(ranking []*entry) {
	d.money = d.newPurse()
	first := "" // the first case that did not fit
	for _, e := range ranking {
		if e.verdict == VerdictWait {
			e.s.Proposal = d.proposal(Wait, keptWords(e.decision))
			continue
		}
		p := d.postOf(e)
		switch reason, frameless := d.money.frameless(p.start.Year); {
		case frameless:
			e.s.Proposal = d.proposal(Wait, reason)
		case first != "":
			reason := "Pengarna räcker inte till " + first + ", som står före i turordningen."
			if e.binds = d.money.binding(p); e.binds != 0 {
				reason = d.money.short(e.binds)
			}
			e.s.Proposal = d.proposal(Wait, reason)
		default:
			if e.binds = d.money.promise(p); e.binds != 0 {
				first = e.c.ID
				e.s.Proposal = d.proposal(Wait, d.money.short(e.binds))
				continue
			}
			d.offer(e, p.start.Year)
		}
	}
	d.tellOwnFunded(ranking)
}

// offer proposes a grant where nothing else is wanting.
func (d *docket) offer(e *entry, year int) {
	if missing := e.s.At(BeforeDecision); len(missing) > 0 {
		e.s.Proposal = d.proposal(Wait, "Uppgifter saknas inför beslut: "+listing(labelled(missing))+".",
			fmt.Sprintf("Platsen behålls, och pengar i ramen för %d hålls undan.", year))
		return
	}
	e.s.Status = StatusReady
	e.s.Proposal = d.proposal(Grant, fmt.Sprintf("Plats %d i turordningen ryms i ramen för %d.", e.s.Place, year))
}

// labelled names the fields of findings, each once.
func labelled(fs []Finding) []string {
	var labels []string
	for _, f := range fs {
		if l := f.Field.Label(); l != "" && !slices.Contains(labels, l) {
			labels = append(labels, l)
		}
	}
	return labels
}

// newPurse reckons what is committed before anything is proposed: the
// vårdval-funded doctors of the roster as it will be. One that left early costs
// nothing after today, and one that has not begun nothing before next month.
func (d *docket) newPurse() *purse {
	p := &purse{years: budget(d.w), frame: map[int]ore{}, used: map[int]ore{}, posts: map[int]int{}}
	for _, y := range p.years {
		if y.Decided {
			p.frame[y.Year] = inOre(y.Frame)
		}
	}
	for _, t := range d.rows {
		start, end := t.Start, t.PlannedEnd
		if t.OwnFunded {
			continue
		}
		if t.Status == TraineeGranted && !start.IsZero() {
			start = effectiveStart(start, d.today)
		}
		if (t.Status == TraineeLeft || t.Status == TraineeDone) && (end.IsZero() || end.After(d.today)) {
			end = d.today
		}
		p.use(start, end, degree(t.Degree))
	}
	for i := range d.entries { // granted, and their rows not changed yet
		e := &d.entries[i]
		if e.s.Status != StatusGranted || e.c.Application.Kind != OwnToFunded {
			continue
		}
		if row := d.find(e); row.is && row.row.OwnFunded {
			of := d.postOf(e)
			p.use(of.start, of.end, of.degree)
		}
	}
	for _, y := range p.years {
		p.figures = append(p.figures, p.figuresOf(y, d.today))
	}
	return p
}

func (p *purse) use(start, end Date, degree float64) {
	for _, y := range p.years {
		p.used[y.Year] += p.cost(y.Year, start, end, degree)
	}
}

// frameless says why a post cannot be paid for in its first year at all.
func (p *purse) frameless(year int) (reason string, is bool) {
	if _, decided := p.frame[year]; !decided {
		return fmt.Sprintf("Ram saknas för %d.", year), true
	}
	if p.rate(year) == 0 {
		return fmt.Sprintf("Schablon per månad saknas för %d.", year), true
	}
	return "", false
}

// binding is the first year whose money a post does not fit in; 0 where it fits.
func (p *purse) binding(of post) int {
	for _, y := range p.years {
		frame, decided := p.frame[y.Year]
		cost := p.cost(y.Year, of.start, of.end, of.degree)
		if decided && cost > 0 && p.used[y.Year]+cost > frame {
			return y.Year
		}
	}
	return 0
}

// short tells how far a year's money reaches.
func (p *purse) short(year int) string {
	switch n := p.posts[year]; n {
	case 0:
		return fmt.Sprintf("Ramen för %d räcker inte till någon ny ST.", year)
	case 1:
		return fmt.Sprintf("Ramen för %d räcker till 1 ny ST.", year)
	default:
		return fmt.Sprintf("Ramen för %d räcker till %d nya ST.", year, n)
	}
}

// promise takes a post's cost out of every year it touches, or gives the year
// that it does not fit in.
func (p *purse) promise(of post) int {
	if year := p.binding(of); year != 0 {
		return year
	}
	for _, y := range p.years {
		if cost := p.cost(y.Year, of.start, of.end, of.degree); cost > 0 {
			p.used[y.Year] += cost
			p.posts[y.Year]++
		}
	}
	return 0
}

// figuresOf are a year's columns. A further post is a full-time one from the
// year's first month that has not begun.
func (p *purse) figuresOf(y BudgetYear, today Date) MoneyFigures {
	used := p.used[y.Year]
	m := MoneyFigures{
		Year: y.Year, Decided: y.Decided, Frame: y.Frame, PerMonth: p.rate(y.Year),
		Committed: used.kronor(), Source: y.Source,
	}
	if !y.Decided {
		return m
	}
	free := p.frame[y.Year] - used
	m.Free = free.kronor()
	start := effectiveStart(Date{y.Year, 1, 1}, today)
	if post := p.cost(y.Year, start, Date{}, 1); post > 0 && free > 0 {
		m.Fits = int(free / post)
	}
	return m
}

// effectiveStart is the day a post can begin: as asked for, or the first of next
// month where that has passed.
func effectiveStart(asked, today Date) Date {
	if !asked.Before(today) {
		return asked
	}
	return Date{today.Year, today.Month, 1}.AddMonths(1)
}
