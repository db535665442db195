package policy

import (
	"time"

	"github.com/pelletier/go-toml/v2"

	"stintag/process"
)

// What the forecast reckons with where the policy does not say (D12): the seeds'
// figures give a real time in ST of six to seven years.
const (
	defaultMeanYears    = 6.5
	defaultLowYears     = 6
	defaultHighYears    = 7
	defaultDraws        = 1000
	defaultSeed         = 1
	defaultRunningYears = 3
)

// policy is the document as the core knows it, with what is left out filled in.
func (d document) policy() *process.Policy {
	return &process.Policy{
		Name: d.Name, Title: d.Title, Source: d.Source, Version: d.Version, Status: or(d.Status.word, "föreslagen"),
		Owner: d.Owner, Roles: d.Roles, ContactDateFollows: or(d.ContactDateFollows.word, "doctor"),

		Ranking:     process.Ranking{ByPoints: d.Ranking.Method.word == "points", WithinCentre: d.Ranking.Within.word == "centre"},
		Criteria:    each(d.Criteria, criterion.policy),
		Employment:  or(d.Employment.Early.word, process.EarlyWarn),
		NoticeDays:  d.Employment.NoticeDays,
		Stops:       each(d.Stops, stop.policy),
		Budget:      each(d.Budget, func(b budgetYear) process.BudgetYear { return b.policy(d.Name) }),
		Rates:       each(d.Compensation, compensation.policy),
		LoweredFor:  or(d.Money.LoweredFor.word, process.LoweredForAll),
		Limits:      each(d.Limits, limit.policy),
		Rotations:   each(d.Rotations, rotation.policy),
		Plan:        d.Plan.policy(),
		Exemptions:  process.ExemptionRule{From: date(d.Exemption.LimitedFrom), Most: d.Exemption.Most, PriorityAreaFree: d.Exemption.PriorityAreaFree},
		Allotment:   d.Allotment.policy(),
		Corridor:    each(d.Corridor, func(c corridorYear) process.CorridorYear { return process.CorridorYear(c) }),
		History:     each(d.History, historyYear.policy),
		Targets:     each(d.Targets, target.policy),
		Intake:      each(d.Intake, intakeYear.policy),
		Programmes:  each(d.Programmes, func(p programme) process.Programme { return process.Programme(p) }),
		Projection:  d.Projection.policy(),
		Indicators:  d.Indicators.policy(),
		SPUR:        process.SPURRule{Years: d.SPUR.Years, Payer: d.SPUR.Payer.word},
		Supervision: process.Supervision(d.Supervision),
		Required: process.Required{
			ForList: each(d.Required.ForList, field.value), ForDecision: each(d.Required.ForDecision, field.value),
		},
		Rounds:   each(d.Rounds.Dates, date),
		Offer:    process.Offer{AnswerWithin: d.Offer.AnswerWithin.Period, EmployWithin: d.Offer.EmployWithin.Period},
		Contacts: each(d.Contacts, contact.policy),
		Letters:  process.LetterRules{Name: or(d.Letters.Name.word, "full"), ShowPlace: d.Letters.ShowPlace == nil || *d.Letters.ShowPlace},
		Send:     d.Send.policy(),
	}
}

func (c criterion) policy() process.Criterion {
	p := process.Criterion{By: c.By.word, Descending: descending[c.Order.word], Coarse: c.Coarse.word, Per: c.Per.word,
		Label: c.Label, Points: c.Points}
	p.BestDate, p.BestValue = bound(c.Best)
	p.WorstDate, p.WorstValue = bound(c.Worst)
	return p
}

// bound is what best or worst says; check has seen that it is one of the two.
func bound(v any) (process.Date, float64) {
	switch v := v.(type) {
	case toml.LocalDate:
		return date(v), 0
	case int64:
		return process.Date{}, float64(v)
	case float64:
		return process.Date{}, v
	}
	return process.Date{}, 0
}

func (s stop) policy() process.Stop {
	return process.Stop{Kinds: each(s.Kinds, func(k kind) process.Kind { return k.word }), From: date(s.From), To: date(s.To), Why: s.Why}
}

func (b budgetYear) policy(source string) process.BudgetYear {
	y := process.BudgetYear{Year: b.Year, PerMonth: b.PerMonth, Source: source}
	if b.Amount != nil {
		y.Frame, y.Decided = *b.Amount, true
	}
	return y
}

func (c compensation) policy() process.Rate {
	return process.Rate{Course: c.Kind.word == "course", Track: c.Track.word, From: date(c.From), To: date(c.To), PerMonth: amount(c.PerMonth).Value}
}

func (l limit) policy() process.Limit {
	p := process.Limit{From: date(l.From), To: date(l.To), ByDecision: l.Counts.word == "decision", Why: l.Why}
	if l.MostNew != nil {
		p.MostNew = *l.MostNew
	}
	return p
}

func (r rotation) policy() process.RotationRule {
	return process.RotationRule{Clinic: r.Clinic, Provider: r.Provider, Places: amount(r.Places), From: date(r.From), To: date(r.To), Months: r.Months}
}

func (p plan) policy() process.PlanRule {
	rule := process.PlanRule{FirstMonths: p.FirstMonths, LastMonths: p.LastMonths, SummerFrom: time.June, SummerTo: time.August}
	if len(p.Summer) == 2 {
		rule.SummerFrom, rule.SummerTo = time.Month(p.Summer[0]), time.Month(p.Summer[1])
	}
	return rule
}

func (a allotment) policy() process.Allotment {
	return process.Allotment{PerListed: a.PerListed, Funded: a.Funded, Method: or(a.Method.word, process.SainteLague), Fill: a.Fill == nil || *a.Fill}
}

func (h historyYear) policy() process.HistoryYear {
	return process.HistoryYear{Year: h.Year, InTraining: amount(h.InTraining), Finished: amount(h.Finished), Source: h.Source}
}

func (t target) policy() process.Target {
	return process.Target{What: t.What.word, By: date(t.By), Value: t.Value}
}

func (y intakeYear) policy() process.IntakeYear {
	bt := amount(y.BTPercent)
	p := process.IntakeYear{Year: y.Year, BTShare: bt.Value / 100, BTSaid: bt.Said, Open: y.Number == nil}
	if y.Number != nil {
		p.Number = *y.Number
	}
	return p
}

func (p projection) policy() process.Projection {
	mean := or(p.MeanYears, defaultMeanYears)
	return process.Projection{
		MeanMonths: 12 * mean,
		LowMonths:  12 * or(p.LowYears, mean-defaultMeanYears+defaultLowYears),
		HighMonths: 12 * or(p.HighYears, mean-defaultMeanYears+defaultHighYears),
		DropOut:    p.DropOutPercent / 100, LateStart: p.LateStartMonths, Until: p.Until,
		Draws: or(p.Draws, defaultDraws), Seed: or(p.Seed, defaultSeed), RunningYears: or(p.RunningYears, defaultRunningYears),
	}
}

func (i indicators) policy() process.Indicators {
	return process.Indicators{
		PerSpecialist: i.ListedPerSpecialist, PerTrainee: i.ListedPerTrainee, NamedDoctor: i.NamedDoctorPercent,
		NationalPerThousand: i.NationalPerThousand, Population: i.Population, PerSupervisor: i.TraineesPerSupervisor,
	}
}

// How slowly decisions take effect where the policy does not say (D20): a letter
// cannot be called back, so nobody gets that by leaving a key out.
var defaultSend = process.SendRule{
	Hold:  time.Hour,
	Hours: process.OfficeHours{Days: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}, From: 8 * time.Hour, To: 16 * time.Hour},
	Most:  40,
}

func (s send) policy() process.SendRule {
	rule := defaultSend
	if s.Hold.is != nil {
		rule.Hold = *s.Hold.is
	}
	if s.Hours.are != nil {
		rule.Hours = *s.Hours.are
	}
	if s.MostDecisions != nil {
		rule.Most = *s.MostDecisions
	}
	return rule
}

func (f field) value() process.Field { return f.word }

func (c contact) policy() process.Contact {
	return process.Contact{Topics: each(c.Topics, func(t topic) process.Topic { return t.word }), Role: c.Role,
		StudyDirector: c.StudyDirector, Address: c.Address.word}
}

func each[T, U any](from []T, as func(T) U) []U {
	var to []U
	for _, x := range from {
		to = append(to, as(x))
	}
	return to
}

func amount(v *float64) process.Amount {
	if v == nil {
		return process.Amount{}
	}
	return process.Amount{Value: *v, Said: true}
}

func or[T comparable](said, preset T) T {
	var zero T
	if said == zero {
		return preset
	}
	return said
}

func date(d toml.LocalDate) process.Date {
	return process.Date{Year: d.Year, Month: time.Month(d.Month), Day: d.Day}
}
