package process

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// draws are what came of each draw: by year, then by draw.
type draws struct{ stock, starts, done, left [][]int32 }

// draw plays the years over and over. Each draw has a mean length of its own, as
// often below the policy's mean as above it; and chance comes in a stream of its
// own for the roster and for each year's new posts, so that one more post changes
// nothing for those who are there without it. Where a year's intake is the mean of
// what the roster shows, each draw has that of one of those years.
func (p *projector) draw(rest []int) draws {
	d := newDraws(len(p.plan), p.basis.Draws)
	source := &rand.PCG{}
	chance := rand.New(source)
	came := make([]yearTally, len(p.plan))
	for n := range p.basis.Draws {
		clear(came)
		source.Seed(p.basis.Seed, stream(n, 0))
		mean := p.drawMean(chance)
		for i := range p.stints {
			p.play(chance, came, &p.stints[i], mean)
		}
		for y, posts := range rest {
			source.Seed(p.basis.Seed, stream(n, p.today.Year+y))
			if seen := p.plan[y].seen; len(seen) > 0 {
				posts = p.left(y, seen[chance.IntN(len(seen))])
			}
			p.playNew(chance, came, y, posts, mean)
		}
		stock := int32(p.basis.InTraining)
		for y, t := range came {
			stock += t.starts - t.done - t.left
			d.stock[y][n], d.starts[y][n], d.done[y][n], d.left[y][n] = stock, t.starts, t.done, t.left
		}
	}
	return d
}

type yearTally struct{ starts, done, left int32 }

func newDraws(years, n int) draws {
	table := func() [][]int32 {
		all := make([][]int32, years)
		for y := range all {
			all[y] = make([]int32, n)
		}
		return all
	}
	return draws{table(), table(), table(), table()}
}

// stream mixes a draw and a year, so that neighbours share nothing.
func stream(n, year int) uint64 {
	x := uint64(n)<<16 + uint64(year) + 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func (p *projector) drawMean(chance *rand.Rand) float64 {
	b := p.basis
	if chance.Uint64()&1 == 0 {
		return b.LowMonths + chance.Float64()*(b.MeanMonths-b.LowMonths)
	}
	return b.MeanMonths + chance.Float64()*(b.HighMonths-b.MeanMonths)
}

// play lets one doctor of the roster train.
func (p *projector) play(chance *rand.Rand, into []yearTally, s *stint, mean float64) {
	delay := s.delay(mean, p.basis.AtEnd)
	if s.start < 0 {
		p.train(chance, into, 0, s.ends, delay)
		return
	}
	month := s.start + waiting(chance, p.basis.LateStart)
	if month < p.months {
		into[p.year(month)].starts++
		p.train(chance, into, month+1, month+s.ends, delay)
	}
}

// playNew lets a year's new posts begin, each in a month of its own.
func (p *projector) playNew(chance *rand.Rand, into []yearTally, year, posts int, mean float64) {
	first, last := p.firstMonth(year), p.lastMonth(year)
	tracks := p.ordinary(year)
	delays := [2]float64{tracks[0].delay(mean, p.basis.AtEnd), tracks[1].delay(mean, p.basis.AtEnd)}
	into[year].starts += int32(posts)
	for range posts {
		month, kind := first+chance.IntN(last-first+1), 0
		if chance.Float64() >= tracks[0].part {
			kind = 1
		}
		p.train(chance, into, month+1, month+tracks[kind].ends, delays[kind])
	}
}

// train ends a training: by leaving it, or by finishing some time after the month
// in which its plan ends.
func (p *projector) train(chance *rand.Rand, into []yearTally, from, ends int, delay float64) {
	done := max(from, ends) + waiting(chance, delay)
	if drop := p.basis.monthlyDropOut(); drop > 0 {
		left := from
		if drop < 1 {
			left += int(min(chance.ExpFloat64()/-math.Log1p(-drop), never))
		}
		if left <= done {
			if left < p.months {
				into[p.year(left)].left++
			}
			return
		}
	}
	if done < p.months {
		into[p.year(done)].done++
	}
}

// never is further ahead than any horizon.
const never = 1 << 20

// waiting draws the months that are waited where the mean is so many and each
// month ends the wait with the same chance. One number is drawn whatever the mean.
func waiting(chance *rand.Rand, mean float64) int {
	e := chance.ExpFloat64()
	if mean <= 0 {
		return 0
	}
	return int(min(e/math.Log1p(1/mean), never))
}

// span is from the draw that one in ten falls below to the one that one in ten
// exceeds; what is expected is inside it.
func (d draws) span(of []int32, mid int) Range {
	sorted := slices.Clone(of)
	slices.Sort(sorted)
	at := func(part float64) int { return int(sorted[int(math.Round(part*float64(len(sorted)-1)))]) }
	return Range{Low: min(at(0.1), mid), Mid: mid, High: max(at(0.9), mid)}
}

// years puts what is expected and what was drawn side by side. The expected
// numbers are made whole so that they still add up from year to year.
func (p *projector) years(expected flows, d draws) []ForecastYear {
	var all []ForecastYear
	before := p.basis.InTraining
	var starts, left rounding
	for i, e := range expected {
		stock := int(math.Round(e.InTraining))
		began, quit := starts.next(e.Starts), left.next(e.DropOuts)
		y := ForecastYear{
			Year: p.today.Year + i, Expected: e, InTraining: d.span(d.stock[i], stock), Starts: d.span(d.starts[i], began),
			Completions: d.span(d.done[i], before+began-quit-stock), DropOuts: d.span(d.left[i], quit),
			Running: p.running(i, expected, d), Intake: p.plan[i].number, Known: p.plan[i].known,
			Waiting: p.plan[i].waiting, IntakeSource: p.plan[i].source, BTShare: p.plan[i].bt,
		}
		y.Corridor, y.HasCorridor = p.corridors[y.Year]
		if y.HasCorridor {
			y.Position = y.Corridor.Place(stock)
			y.Within = share(d.stock[i], y.Corridor.CorridorYear)
		}
		before = stock
		all = append(all, y)
	}
	return all
}

// rounding makes numbers whole so that their sum is never half a doctor wrong.
type rounding struct {
	sum   float64
	given int
}

func (w *rounding) next(v float64) int {
	w.sum += v
	n := int(math.Round(w.sum)) - w.given
	w.given += n
	return n
}

func share(stock []int32, c CorridorYear) float64 {
	n := 0
	for _, s := range stock {
		if c.Place(int(s)) == Inside {
			n++
		}
	}
	return float64(n) / float64(len(stock))
}

// running is the mean of completions over the running years up to a year.
func (p *projector) running(i int, expected flows, d draws) Range {
	k := p.basis.RunningYears
	past, known := p.completedBefore(i - k + 1)
	if !known {
		return Range{Mid: -1}
	}
	sum := past
	drawn := make([]int32, p.basis.Draws)
	for n := range drawn {
		drawn[n] = int32(math.Round(past))
	}
	for y := max(0, i-k+1); y <= i; y++ {
		sum += expected[y].Completions
		for n := range drawn {
			drawn[n] += d.done[y][n]
		}
	}
	r := d.span(drawn, int(math.Round(sum)))
	part := func(n int) int { return int(math.Round(float64(n) / float64(k))) }
	return Range{part(r.Low), part(r.Mid), part(r.High)}
}

// completedBefore is how many became specialists from a year, counted from this
// one, up to today, as published or as the roster shows for this year.
func (p *projector) completedBefore(from int) (sum float64, known bool) {
	if from > 0 {
		return 0, true
	}
	if p.done == 0 && p.today.Month > time.January { // the roster tells of nobody: it does not keep those who finished
		return 0, false
	}
	sum = float64(p.done)
	for y := from; y < 0; y++ {
		finished, said := p.published(p.today.Year + y)
		if !said {
			return 0, false
		}
		sum += finished
	}
	return sum, true
}

func (p *projector) published(year int) (float64, bool) {
	for _, h := range p.policy.History {
		if h.Year == year && h.Finished.Said {
			return h.Finished.Value, true
		}
	}
	return 0, false
}
