package process

import (
	"math"
	"time"
)

// Forecast is how many doctors will be in training, and become specialists, year
// by year. Nothing in it is one number alone: Low and High are what the
// draws fall below, and above, one time in ten.
//
// A doctor's time in training is the time planned and a delay. The delay is drawn
// so that an ordinary full-time post lasts the policy's mean in all (D12): leave,
// part time and all else that a plan does not know of yet are in it, and a plan
// that already is longer than that mean has none.
//
// Of the delay of a training that has begun, some has been and stands in its
// planned end, where plans are kept; some shows only once that end has passed. The
// roster tells how much: where nobody has passed the planned end, a doctor half-way
// has half of the delay to come; where as many have as would without any keeping of
// plans, all of it. Who has passed it has the ordinary delay to go, whatever has
// gone: a day more says nothing of the days that are left.
type Forecast struct {
	Day         Date
	Basis       Basis
	Years       []ForecastYear
	History     []History
	Needed      []IntakeNeed
	Goal        CompletionGoal
	Supervision SupervisionNeed
	Finishing   []Finishing
	Notes       []string // Swedish: what to know, and what to put right
}

// Range is a number that nobody knows: what is expected, and how wrong it may be.
type Range struct{ Low, Mid, High int }

// Basis is what the forecast reckons with.
type Basis struct {
	InTraining, Granted int     // the roster's, today
	Overrun             int     // of InTraining: past the planned end
	AtEnd               float64 // share of the delay that shows only past the planned end
	MeanMonths          float64
	LowMonths           float64
	HighMonths          float64
	DropOut             float64 // a year
	LateStart           float64 // months
	Draws               int
	Seed                uint64
	RunningYears        int
	SeenIntake          Range // mean of yearly starts that the roster shows, with least and most; Mid 0: none
	SeenFrom, SeenTo    int
}

// ForecastYear is a year-end, and what happened on the way there from the one
// before. This year's counts from today.
type ForecastYear struct {
	Year        int
	InTraining  Range
	Starts      Range
	Completions Range
	DropOuts    Range
	// Expected are the same four, not rounded; the whole numbers of Mid add up.
	Expected Flow
	// Running is the mean of completions over the last running years; Mid is -1
	// where the years before are not known.
	Running Range

	Intake       int     // new posts in the whole year, as reckoned with
	Known        int     // of them: begun, or granted with a start in the year
	Waiting      int     // on the list, and can begin this year
	IntakeSource string  // Swedish
	BTShare      float64 // of those not known yet

	HasCorridor bool
	Corridor    Corridor
	Position    Position // of InTraining.Mid
	Within      float64  // share of the draws that are inside the corridor
}

// Flow is how many are in training at a year's end, and what happened in the year.
type Flow struct{ InTraining, Starts, Completions, DropOuts float64 }

// Project makes the forecast from the roster as the judgement leaves it. It is
// pure, and the order of the rows changes nothing.
func Project(w World, j Judgement, interpolate bool) Forecast {
	p := newProjector(w, j, interpolate)
	f := Forecast{Day: p.today, Basis: p.basis}
	if p.today.IsZero() || w.Policy == nil {
		return f
	}
	mid := p.expect(p.basis.MeanMonths)
	rest := p.rest()
	f.Years = p.years(mid.with(rest), p.draw(rest))
	f.History = p.history()
	f.Needed = p.needed(mid)
	f.Goal = p.goal(mid, rest)
	f.Supervision = p.supervision(f.Years)
	f.Finishing = finishing(w, p.stints)
	f.Notes = p.notes()
	return f
}

// projector holds what a projection reckons from. Months are counted from the
// month of today, which is 0; years from the year of today.
type projector struct {
	w         World
	policy    *Policy
	today     Date
	rows      []Trainee
	stints    []stint
	basis     Basis
	corridors map[int]Corridor
	plan      []plannedYear
	months    int // up to and with the last December
	dateless  int // granted rows without a start
	// begun and done are this year's up to today; waiting can begin this year, as the
	// status letter counts them.
	begun, done, waiting int
	seen                 []int // yearly starts in the roster
}

// plannedYear is one year's intake.
type plannedYear struct {
	number, known int
	waiting       int   // on the list, and can begin in the year
	seen          []int // what the years behind a mean had: a draw takes one of them
	source        string
	bt            float64
}

// The forecast's own where the policy says nothing. The mean is D12's.
const (
	usualMean    = 6.5 * 12
	usualSpread  = 6.0 // months between the mean and either end
	usualDraws   = 1000
	usualRunning = 3
	usualHorizon = 10 // years
	usualSeed    = 2034
)

func newProjector(w World, j Judgement, interpolate bool) *projector {
	p := &projector{w: w, policy: w.Policy, today: w.Today(), rows: j.Roster}
	if p.policy == nil {
		p.policy = &Policy{}
	}
	if p.rows == nil {
		p.rows = w.Roster
	}
	p.basis = basisOf(p.policy.Projection)
	if p.today.IsZero() {
		return p
	}
	last := lastProjected(p.policy, p.today)
	p.months = p.month(Date{last, time.December, 1}) + 1
	p.corridors = corridors(p.policy, interpolate)
	p.waiting = j.Figures.WaitingStarts
	p.read()
	p.basis.AtEnd = p.atEnd()
	p.planYears(last)
	return p
}

// lastProjected is the last year of a forecast.
func lastProjected(p *Policy, today Date) int {
	return max(today.Year+usualHorizon, p.Projection.Until)
}

func basisOf(r Projection) Basis {
	b := Basis{
		MeanMonths: r.MeanMonths, LowMonths: r.LowMonths, HighMonths: r.HighMonths, DropOut: min(max(r.DropOut, 0), 1),
		LateStart: max(r.LateStart, 0), Draws: r.Draws, Seed: r.Seed, RunningYears: r.RunningYears,
	}
	if b.MeanMonths <= 0 {
		b.MeanMonths = usualMean
	}
	if b.LowMonths <= 0 {
		b.LowMonths = b.MeanMonths - usualSpread
	}
	if b.HighMonths <= 0 {
		b.HighMonths = b.MeanMonths + usualSpread
	}
	b.LowMonths, b.HighMonths = min(b.LowMonths, b.MeanMonths), max(b.HighMonths, b.MeanMonths)
	if b.Draws <= 0 {
		b.Draws = usualDraws
	}
	if b.Seed == 0 {
		b.Seed = usualSeed
	}
	if b.RunningYears <= 0 {
		b.RunningYears = usualRunning
	}
	return b
}

// month counts from the month of today.
func (p *projector) month(d Date) int {
	return 12*(d.Year-p.today.Year) + int(d.Month) - int(p.today.Month)
}

// year is the index of a month's year.
func (p *projector) year(month int) int { return (month + int(p.today.Month) - 1) / 12 }

// firstMonth and lastMonth are a year's, this year's from today.
func (p *projector) firstMonth(year int) int { return max(0, 12*year-int(p.today.Month)+1) }
func (p *projector) lastMonth(year int) int  { return 12*year + 12 - int(p.today.Month) }

// rest are the posts of each year that nobody is granted yet.
func (p *projector) rest() []int {
	rest := make([]int, len(p.plan))
	for y, plan := range p.plan {
		rest[y] = p.left(y, plan.number)
	}
	return rest
}

// left is how many are to begin of a year's so many. Of this year's mean only what
// the months that are left have room for, this one by half until its middle: so the
// projection, which goes by months, says the same from one day to the next while
// nothing happens. And who waits for a start this year begins.
func (p *projector) left(year, number int) int {
	plan := p.plan[year]
	left := number - plan.known
	if year == 0 && plan.seen != nil {
		months := 12 - float64(p.today.Month)
		if p.today.Day <= 15 {
			months += 0.5
		}
		left = min(left, int(math.Round(float64(number)*months/12)))
	}
	return max(0, left, plan.waiting)
}

// monthlyDropOut is the chance to leave in a month.
func (b Basis) monthlyDropOut() float64 { return 1 - math.Pow(1-b.DropOut, 1.0/12) }
