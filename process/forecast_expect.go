package process

// flows are what is expected, year by year. The stock is followed doctor by doctor,
// not made up from the others.
type flows []Flow

// expectation is what is expected where an ordinary post lasts mean months: of
// those whom the roster knows, and of one more post in each year, evenly over its
// months. Everything expected is a sum of the two.
type expectation struct {
	p     *projector
	known flows
	one   []flows // by the year in which the post begins
}

// with adds so many posts in each year to those that are known.
func (e expectation) with(rest []int) flows {
	sum := make(flows, len(e.known))
	copy(sum, e.known)
	for y, n := range rest {
		for i, f := range e.one[y] {
			sum[i].InTraining += float64(n) * f.InTraining
			sum[i].Starts += float64(n) * f.Starts
			sum[i].Completions += float64(n) * f.Completions
			sum[i].DropOuts += float64(n) * f.DropOuts
		}
	}
	return sum
}

func (p *projector) expect(mean float64) expectation {
	e := expectation{p: p, known: make(flows, len(p.plan))}
	for _, s := range p.stints {
		delay := s.delay(mean, p.basis.AtEnd)
		if s.start < 0 {
			p.follow(e.known, 1, 0, s.ends, delay)
			continue
		}
		p.begin(e.known, s, delay)
	}
	for y := range p.plan {
		e.one = append(e.one, p.onePost(y, mean))
	}
	return e
}

// begin follows a granted post, which begins so late as the policy says in the
// mean: each month it begins with the same chance.
func (p *projector) begin(into flows, s stint, delay float64) {
	waits, chance := 1.0, 1/(1+p.basis.LateStart)
	for month := s.start; month < p.months && waits > 1e-12; month++ {
		into[p.year(month)].Starts += waits * chance
		p.follow(into, waits*chance, month+1, month+s.ends, delay)
		if y := p.year(month); month == p.lastMonth(y) {
			into[y].InTraining += waits * chance
		}
		waits -= waits * chance
	}
}

// onePost is one post in a year, with BT or not by the year's share.
func (p *projector) onePost(year int, mean float64) flows {
	one := make(flows, len(p.plan))
	first, last := p.firstMonth(year), p.lastMonth(year)
	share := 1 / float64(last-first+1)
	for month := first; month <= last; month++ {
		one[year].Starts += share
		if month == last {
			one[year].InTraining += share
		}
		for _, s := range p.ordinary(year) {
			p.follow(one, share*s.part, month+1, month+s.ends, s.delay(mean, p.basis.AtEnd))
		}
	}
	return one
}

// ordinaryStint is a post that nobody has yet.
type ordinaryStint struct {
	stint
	part float64
}

// ordinary are the two tracks of a year's new posts: with BT and, for those who
// have done AT, under SOSFS 2015:8 (R-217, F1, F3).
func (p *projector) ordinary(year int) [2]ordinaryStint {
	post := func(months int, part float64) ordinaryStint {
		return ordinaryStint{stint{ends: months, plan: float64(months), usual: monthsNew}, part}
	}
	bt := p.plan[year].bt
	return [2]ordinaryStint{post(monthsNew, bt), post(monthsOld, 1-bt)}
}

// follow takes a part of a doctor month by month to the end of the horizon: first
// some leave, then, once the planned end is reached, some finish.
func (p *projector) follow(into flows, part float64, from, ends int, delay float64) {
	drop, finish := p.basis.monthlyDropOut(), 1/(1+delay)
	for month := from; month < p.months && part > 0; month++ {
		y := p.year(month)
		left := part * drop
		into[y].DropOuts += left
		part -= left
		if month >= ends {
			done := part * finish
			into[y].Completions += done
			part -= done
		}
		if month == p.lastMonth(y) {
			into[y].InTraining += part
		}
	}
}
