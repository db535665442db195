package process

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// stint is one doctor's time in training, as it lies ahead.
type stint struct {
	row   Trainee
	start int     // the month in which it begins; -1: it has begun
	ends  int     // the month after its planned last day: from today where it has begun, else from its start
	end   Date    // its planned last day
	plan  float64 // months from start to planned end
	usual float64 // months that a full-time post of its track takes
	over  bool    // the planned end has passed
}

// delay is the mean delay past the planned end, in months, where an ordinary
// full-time post lasts mean months.
func (s stint) delay(mean, atEnd float64) float64 {
	ordinary := max(0, mean-monthsNew) * s.usual / monthsNew
	if s.over {
		return ordinary
	}
	toCome := ordinary
	if s.start < 0 {
		toCome *= atEnd + (1-atEnd)*min(1, float64(s.ends)/max(s.plan, 1))
	}
	return min(toCome, max(0, s.usual+ordinary-s.plan))
}

// atEnd holds those who have passed their planned end against how many would have
// where no plan is ever moved.
func (p *projector) atEnd() float64 {
	without := max(0, p.basis.MeanMonths-monthsNew) / p.basis.MeanMonths * float64(p.basis.InTraining)
	if without == 0 {
		return 0
	}
	return min(1, float64(p.basis.Overrun)/without)
}

// inOrder puts rows in an order of their own, whatever they came in.
func inOrder(rows []Trainee) []Trainee {
	all := slices.Clone(rows)
	slices.SortFunc(all, func(a, b Trainee) int {
		if c := cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Name, b.Name), a.Start.Compare(b.Start)); c != 0 || a == b {
			return c
		}
		return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
	})
	return all
}

// read turns the roster's rows into what lies ahead of each, in an order of its own.
func (p *projector) read() {
	leaves := p.leaves()
	for _, t := range p.rows {
		if t.Status != TraineeGranted && !t.Start.IsZero() && !t.Start.After(p.today) && t.Start.Year == p.today.Year {
			p.begun++
		}
		if last := t.PlannedEnd; t.Status == TraineeDone && last.Before(p.today) && last.AddDays(1).Year == p.today.Year {
			p.done++
		}
		s, counts := p.stintOf(t, leaves(t))
		if !counts {
			continue
		}
		p.stints = append(p.stints, s)
		if s.start >= 0 {
			p.basis.Granted++
			continue
		}
		p.basis.InTraining++
		if s.over {
			p.basis.Overrun++
		}
	}
	slices.SortStableFunc(p.stints, func(a, b stint) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.ends, b.ends), cmp.Compare(a.plan, b.plan), cmp.Compare(a.usual, b.usual),
			cmp.Compare(passed(a), passed(b)))
	})
}

func passed(s stint) int {
	if s.over {
		return 1
	}
	return 0
}

// stintOf is what lies ahead of a row.
func (p *projector) stintOf(t Trainee, leaves []Leave) (stint, bool) {
	running := t.Trains(p.today)
	if !running {
		if !remains(t, p.today) {
			return stint{}, false
		}
		if t.Start.IsZero() {
			p.dateless++
			return stint{}, false
		}
	}
	end := planned(t)
	over := running && end.Before(p.today)
	end = extended(t, end, leaves, p.today)
	s := stint{row: t, start: -1, end: end, usual: usualOf(t), over: over, plan: float64(t.monthsTo(end))}
	if running {
		s.ends = max(0, p.month(end.AddDays(1)), p.back(leaves))
		if over && p.today.Day > 15 { // too little is left of this month for chance to act in
			s.ends = max(1, s.ends)
		}
		return s, true
	}
	s.start, s.ends = p.month(effectiveStart(t.Start, p.today)), max(1, t.monthsTo(end))
	return s, true
}

// monthsTo is from the row's start through a last day.
func (t Trainee) monthsTo(last Date) int {
	next := last.AddDays(1)
	return 12*(next.Year-t.Start.Year) + int(next.Month) - int(t.Start.Month)
}

// usualOf is the months of full time that a track takes.
func usualOf(t Trainee) float64 {
	if t.Track == track(DoubleSpecialisation) {
		return usualDouble
	}
	return monthsNew
}

// planned is the row's planned end; where it has none, after the time that its
// track takes at its degree of service. Who began before BT was trains under
// SOSFS 2015:8 (F3).
func planned(t Trainee) Date {
	if t.PlannedEnd.After(t.Start) {
		return t.PlannedEnd
	}
	return t.Start.AddMonths(usualMonths(t)).AddDays(-1)
}

func usualMonths(t Trainee) int {
	full := usualOf(t)
	if full == monthsNew && t.Start.Before(btBegan) {
		full = monthsOld
	}
	return int(math.Ceil(full/degree(t.Degree) - 1e-9))
}

// extended moves a planned end by the leave that lies ahead, so far as the end has
// no room for it: a plan that is longer than the training and all its leave has
// counted them already.
func extended(t Trainee, end Date, leaves []Leave, today Date) Date {
	if len(leaves) == 0 {
		return end
	}
	last := end
	for _, l := range leaves {
		if !l.From.After(last) && l.To.After(last) {
			last = l.To
		}
	}
	away := func(from Date) int {
		all := stretch{from, last}
		return from.DaysUntil(last) + 1 - int(all.days(leaves))
	}
	ahead := today
	if t.Start.After(today) {
		ahead = t.Start
	}
	if ahead.After(last) {
		return end
	}
	room := t.Start.DaysUntil(end) + 1 - t.Start.DaysUntil(t.Start.AddMonths(usualMonths(t)))
	return end.AddDays(min(max(away(t.Start)-room, 0), away(ahead)))
}

// back is the month in which somebody on leave today comes back.
func (p *projector) back(leaves []Leave) int {
	month := 0
	for _, l := range leaves {
		if l.Overlaps(p.today, p.today) {
			month = max(month, p.month(l.To.AddDays(1)))
		}
	}
	return month
}

// leaves finds a row's leaves that have both ends. The sheet names a doctor as the
// roster does, or by the row's id; a name that several rows have is nobody's.
func (p *projector) leaves() func(Trainee) []Leave {
	rows, byKey := map[string]int{}, map[string][]Leave{}
	for _, t := range p.rows {
		rows[FoldName(t.Name)]++
	}
	for _, l := range p.w.Leaves {
		if key := FoldName(l.Doctor); key != "" && !l.From.IsZero() && !l.To.Before(l.From) {
			byKey[key] = append(byKey[key], l)
		}
	}
	return func(t Trainee) []Leave {
		name, id := FoldName(t.Name), FoldName(t.ID)
		all := slices.Clone(byKey[id])
		if name != id && rows[name] == 1 {
			all = append(all, byKey[name]...)
		}
		slices.SortFunc(all, func(a, b Leave) int { return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To)) })
		return all
	}
}

// planYears settles each year's intake: the policy's, else the mean of what the
// roster shows. Starts that are known count towards it.
func (p *projector) planYears(last int) {
	p.see()
	given := map[int]IntakeYear{}
	for _, y := range p.policy.Intake {
		given[y.Year] = y
	}
	p.plan = make([]plannedYear, last-p.today.Year+1)
	p.plan[0].known, p.plan[0].waiting = p.begun, p.waiting
	for _, s := range p.stints {
		if y := p.year(max(s.start, 0)); s.start >= 0 && y < len(p.plan) {
			p.plan[y].known++
		}
	}
	bt := p.shareBefore()
	for i := range p.plan {
		y, said := given[p.today.Year+i]
		if said && y.BTSaid {
			bt = min(max(y.BTShare, 0), 1)
		}
		p.plan[i].bt = bt
		switch b := p.basis; {
		case said && !y.Open:
			p.plan[i].number, p.plan[i].source = max(0, y.Number), "regelverkets intag"
		case b.SeenTo == 0:
			p.plan[i].source = noIntake
		default:
			p.plan[i].number, p.plan[i].seen = b.SeenIntake.Mid, p.seen
			p.plan[i].source = fmt.Sprintf("snitt av %d–%d i ST-läkare", b.SeenFrom, b.SeenTo)
		}
	}
}

// shareBefore is the share with BT that holds when the forecast begins; where the
// policy has said none, all: BT is the rule and AT the exception (F1, F3).
func (p *projector) shareBefore() float64 {
	share, year := 1.0, 0
	for _, y := range p.policy.Intake {
		if y.BTSaid && y.Year < p.today.Year && y.Year > year {
			share, year = min(max(y.BTShare, 0), 1), y.Year
		}
	}
	return share
}

// seenYears are how far back yearly starts are counted: nobody who began since has
// had time to finish and be taken out of the roster.
const seenYears = 5

// see counts the starts of past years in the roster.
func (p *projector) see() {
	starts, first := map[int]int{}, 0
	for _, t := range p.rows {
		if t.Status == TraineeGranted || t.Start.IsZero() || t.Start.Year >= p.today.Year {
			continue
		}
		starts[t.Start.Year]++
		if first == 0 || t.Start.Year < first {
			first = t.Start.Year
		}
	}
	if first == 0 {
		return
	}
	b := &p.basis
	b.SeenFrom, b.SeenTo = max(first, p.today.Year-seenYears), p.today.Year-1
	sum := 0
	for y := b.SeenFrom; y <= b.SeenTo; y++ {
		sum += starts[y]
		p.seen = append(p.seen, starts[y])
	}
	b.SeenIntake = Range{slices.Min(p.seen), int(math.Round(float64(sum) / float64(len(p.seen)))), slices.Max(p.seen)}
}

const noIntake = "inget intag känt"
