package process

import (
	"math"
	"time"
)

// IntakeNeed is how many new posts a year keep the number in training inside the
// corridor at the end of a span of years: one year, or where the policy has no
// corridor in between, several with the same intake.
type IntakeNeed struct {
	From, To int
	Corridor Corridor // at the end of To
	Known    int      // of the span's posts: begun, or granted with a start in it
	// Intake is to the lower end, to the middle and to the upper end, where the years
	// before reached the middle; Middle is to the middle where training lasts the
	// policy's high mean, its mean, and its low one.
	Intake, Middle Range
}

// needed goes from corridor to corridor. A year before the first corridor keeps
// the intake that is planned.
func (p *projector) needed(mid expectation) []IntakeNeed {
	var all []IntakeNeed
	low, high := p.expect(p.basis.LowMonths), p.expect(p.basis.HighMonths)
	rest, short, long := p.rest(), p.rest(), p.rest()
	from := 0
	if _, has := p.corridors[p.today.Year]; !has || p.today.Month == time.December {
		from = 1 // nothing to do about this year
	}
	for to := range p.plan {
		c, has := p.corridors[p.today.Year+to]
		if !has || to < from {
			continue
		}
		middle := float64(c.Low+c.High) / 2
		n := IntakeNeed{From: p.today.Year + from, To: p.today.Year + to, Corridor: c}
		n.Intake.Low = mid.toReach(float64(c.Low)-0.5, rest, from, to)
		n.Intake.High = max(mid.toReach(float64(c.High)+0.5, rest, from, to)-1, 0)
		n.Intake.Mid = mid.toReach(middle, rest, from, to)
		n.Middle = Range{high.toReach(middle, long, from, to), n.Intake.Mid, low.toReach(middle, short, from, to)}
		p.fill(rest, from, to, n.Intake.Mid)
		p.fill(long, from, to, n.Middle.Low)
		p.fill(short, from, to, n.Middle.High)
		for y := from; y <= to; y++ {
			n.Known += p.plan[y].known
		}
		n.Intake.High = max(n.Intake.High, n.Intake.Mid)
		n.Middle.Low, n.Middle.High = min(n.Middle.Low, n.Middle.Mid), max(n.Middle.High, n.Middle.Mid)
		all = append(all, n)
		from = to + 1
	}
	return all
}

// fill gives the years of a span an intake.
func (p *projector) fill(rest []int, from, to, intake int) {
	for y := from; y <= to; y++ {
		rest[y] = max(0, intake-p.plan[y].known)
	}
}

// stock is the number in training at the end of a span with an intake.
func (e expectation) stock(rest []int, from, to, intake int) float64 {
	e.p.fill(rest, from, to, intake)
	sum := e.known[to].InTraining
	for y, n := range rest {
		sum += float64(n) * e.one[y][to].InTraining
	}
	return sum
}

// toReach is the least yearly intake with which the number in training is at
// least the target at the end of a span.
func (e expectation) toReach(target float64, rest []int, from, to int) int {
	return least(func(n int) bool { return e.stock(rest, from, to, n) >= target })
}

// most is more than any region takes in.
const most = 1 << 16

// least is the smallest number that is enough, most where none is.
func least(enough func(int) bool) int {
	if enough(0) {
		return 0
	}
	high := 1
	for high < most && !enough(high) {
		high *= 2
	}
	low := high / 2 // not enough
	for high-low > 1 {
		if mid := (low + high) / 2; enough(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

// CompletionGoal is about new specialists a year.
type CompletionGoal struct {
	Target   int
	Deadline int // the last year that counts
	// FirstYear is the first in which the running mean reaches the target with the
	// intake that is planned, and where training lasts the policy's low and high
	// mean; 0 where it is not reached within the horizon.
	FirstYear, FirstIfShort, FirstIfLong int
	// Constant is the least yearly intake from next year on that reaches it before
	// the deadline has passed, in the same three.
	Constant, IfShort, IfLong ConstantIntake
}

// ConstantIntake is an intake that is the same every year.
type ConstantIntake struct {
	Intake    int // 0 where no intake is enough
	FirstYear int
	Stock     int // in training at the end of the deadline's year
}

// goal answers whether and when the target of completions is reached.
func (p *projector) goal(mid expectation, rest []int) CompletionGoal {
	var g CompletionGoal
	last := len(p.plan) - 1
	for _, t := range p.policy.Targets {
		if t.What == "completions" && t.Value > 0 {
			g.Target, g.Deadline = int(math.Ceil(t.Value)), p.today.Year+last
			if !t.By.IsZero() {
				g.Deadline = t.By.AddDays(1).Year - 1
			}
		}
	}
	if g.Target == 0 {
		return g
	}
	low, high := p.expect(p.basis.LowMonths), p.expect(p.basis.HighMonths)
	g.FirstYear = p.firstReached(mid.with(rest), g.Target, last)
	g.FirstIfShort = p.firstReached(low.with(rest), g.Target, last)
	g.FirstIfLong = p.firstReached(high.with(rest), g.Target, last)
	g.Constant, g.IfShort, g.IfLong = p.constant(mid, g), p.constant(low, g), p.constant(high, g)
	return g
}

func (p *projector) constant(e expectation, g CompletionGoal) ConstantIntake {
	deadline := min(g.Deadline-p.today.Year, len(p.plan)-1)
	if deadline < 0 {
		return ConstantIntake{}
	}
	outcome := func(n int) flows {
		rest := p.rest()
		p.fill(rest, 1, len(p.plan)-1, n)
		return e.with(rest)
	}
	n := least(func(n int) bool { return p.firstReached(outcome(n), g.Target, deadline) > 0 })
	f := outcome(n)
	first := p.firstReached(f, g.Target, deadline)
	if first == 0 {
		return ConstantIntake{}
	}
	return ConstantIntake{Intake: n, FirstYear: first, Stock: int(math.Round(f[deadline].InTraining))}
}

// firstReached is the first year up to a last whose running mean of completions
// reaches the target, 0 where none does. A mean is of whole years: the years
// before today count where they are known.
func (p *projector) firstReached(f flows, target, last int) int {
	k := p.basis.RunningYears
	for i := 0; i <= last; i++ {
		sum, known := p.completedBefore(i - k + 1)
		for y := max(0, i-k+1); known && y <= i; y++ {
			sum += f[y].Completions
		}
		if known && sum >= float64(target*k)-1e-9 {
			return p.today.Year + i
		}
	}
	return 0
}

// SupervisionNeed sets the doctors in training against those who can supervise
// them.
type SupervisionNeed struct {
	Available int
	Source    string  // Swedish
	Per       float64 // doctors in training each supervisor can have
	PerSaid   bool    // by the policy; else as many as each has today
	Needed    []Range // by year, as ForecastYear
}

// supervision counts the register's supervisors; where no health centre says how
// many it has, those that the roster names.
func (p *projector) supervision(years []ForecastYear) SupervisionNeed {
	s := SupervisionNeed{Per: p.policy.Indicators.PerSupervisor, PerSaid: p.policy.Indicators.PerSupervisor > 0}
	said, sum := 0, 0.0
	for _, c := range p.w.Centres {
		if c.Supervisors.Said {
			said++
			sum += c.Supervisors.Value
		}
	}
	s.Available, s.Source = int(math.Round(sum)), supervisorSource(said, len(p.w.Centres))
	if said == 0 {
		named := map[string]bool{}
		for _, t := range p.stints {
			if name := FoldName(t.row.Supervisor); t.start < 0 && name != "" {
				named[name] = true
			}
		}
		s.Available = len(named)
	}
	if !s.PerSaid && s.Available > 0 { // each can have one at least
		s.Per = max(1, float64(p.basis.InTraining)/float64(s.Available))
	}
	if s.Per <= 0 {
		return s
	}
	for _, y := range years {
		need := func(n int) int { return int(math.Ceil(float64(n)/s.Per - 1e-9)) }
		s.Needed = append(s.Needed, Range{need(y.InTraining.Low), need(y.InTraining.Mid), need(y.InTraining.High)})
	}
	return s
}

// lastDayOf is a year's last day.
func lastDayOf(year int) Date { return Date{year, time.December, 31} }
