package policy

import (
	"fmt"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"stintag/process"
)

// document is the file as written. Words with a closed set of values have types
// of their own, so that the decoder itself says where a wrong one stands. They
// are structs because it asks only those, never plain string types, to read
// themselves.
type document struct {
	Name               string       `toml:"name"`
	Title              string       `toml:"title"`
	Source             string       `toml:"source"`
	Version            string       `toml:"version"`
	Status             status       `toml:"status"`
	ContactDateFollows follows      `toml:"contact_date_follows"`
	Criteria           []criterion  `toml:"criterion"`
	Employment         employment   `toml:"employment"`
	Stops              []stop       `toml:"stop"`
	Budget             []budgetYear `toml:"budget"`
	Targets            []target     `toml:"target"`
	Required           required     `toml:"required"`
	Rounds             rounds       `toml:"rounds"`
	Supervision        supervision  `toml:"supervision"`
	Letters            letters      `toml:"letters"`
}

type criterion struct {
	By     criterionKind `toml:"by"`
	Order  order         `toml:"order"`
	Coarse coarse        `toml:"coarse"`
	Per    per           `toml:"per"`
	Label  string        `toml:"label"`
}

type employment struct {
	Early      early `toml:"early"`
	NoticeDays int   `toml:"notice_days"`
}

type stop struct {
	Kinds []kind         `toml:"kinds"`
	From  toml.LocalDate `toml:"from"`
	To    toml.LocalDate `toml:"to"`
	Why   string         `toml:"why"`
}

type budgetYear struct {
	Year     int      `toml:"year"`
	Amount   *float64 `toml:"amount"`
	PerMonth float64  `toml:"per_month"`
}

type target struct {
	What  what           `toml:"what"`
	By    toml.LocalDate `toml:"by"`
	Value float64        `toml:"value"`
}

type required struct {
	ForList     []field `toml:"for_list"`
	ForDecision []field `toml:"for_decision"`
}

type rounds struct {
	Dates []toml.LocalDate `toml:"dates"`
}

type supervision struct {
	Specialists float64 `toml:"specialists"`
	Percent     float64 `toml:"percent"`
}

type letters struct {
	Name      naming `toml:"name"`
	ShowPlace *bool  `toml:"show_place"`
}

type (
	status        struct{ word string }
	follows       struct{ word string }
	order         struct{ word string }
	coarse        struct{ word string }
	per           struct{ word string }
	what          struct{ word string }
	naming        struct{ word string }
	criterionKind struct{ word process.CriterionKind }
	early         struct{ word process.EarlyEmployment }
	kind          struct{ word process.Kind }
	field         struct{ word process.Field }
)

// The orders; the first is what a criterion has unless told otherwise.
var descending = map[string]bool{
	"earliest": false, "fewest": false, "first": false,
	"latest": true, "most": true, "last": true,
}

func (s *status) UnmarshalText(b []byte) error  { return pick(&s.word, b, "beslutad", "föreslagen") }
func (f *follows) UnmarshalText(b []byte) error { return pick(&f.word, b, "doctor", "clinic") }
func (c *coarse) UnmarshalText(b []byte) error  { return pick(&c.word, b, "month", "year") }
func (p *per) UnmarshalText(b []byte) error     { return pick(&p.word, b, "listed", "count") }
func (w *what) UnmarshalText(b []byte) error    { return pick(&w.word, b, "st") }
func (n *naming) UnmarshalText(b []byte) error  { return pick(&n.word, b, "full", "initials") }
func (k *kind) UnmarshalText(b []byte) error    { return pick(&k.word, b, process.Kinds...) }

func (o *order) UnmarshalText(b []byte) error {
	return pick(&o.word, b, "earliest", "latest", "fewest", "most", "first", "last")
}

func (e *early) UnmarshalText(b []byte) error {
	return pick(&e.word, b, process.EarlyWarn, process.EarlyRequire, process.EarlyNeutral)
}

func (c *criterionKind) UnmarshalText(b []byte) error {
	return pick(&c.word, b, process.ByLicenceDate, process.ByPriorityArea, process.ByPossibleStart,
		process.BySpread, process.ByContactDate)
}

func (f *field) UnmarshalText(b []byte) error {
	f.word = process.Field(b)
	if f.word.Label() == "" {
		return fmt.Errorf("%q is no field of the form", b)
	}
	return nil
}

// pick takes b where it is one of the words allowed.
func pick[T ~string](to *T, b []byte, allowed ...T) error {
	var words []string
	for _, w := range allowed {
		if string(w) == string(b) {
			*to = w
			return nil
		}
		words = append(words, fmt.Sprintf("%q", w))
	}
	return fmt.Errorf("%q is none of %s", b, strings.Join(words, ", "))
}

// policy is the document as the core knows it, with what is left out filled in.
func (d document) policy() *process.Policy {
	p := &process.Policy{
		Name: d.Name, Title: d.Title, Source: d.Source, Version: d.Version, Status: or(d.Status.word, "föreslagen"),
		Employment: or(d.Employment.Early.word, process.EarlyWarn), NoticeDays: d.Employment.NoticeDays,
		Supervision:        process.Supervision{Specialists: d.Supervision.Specialists, Percent: d.Supervision.Percent},
		Letters:            process.LetterRules{Name: or(d.Letters.Name.word, "full"), ShowPlace: d.Letters.ShowPlace == nil || *d.Letters.ShowPlace},
		ContactDateFollows: or(d.ContactDateFollows.word, "doctor"),
	}
	for _, c := range d.Criteria {
		p.Criteria = append(p.Criteria, process.Criterion{
			By: c.By.word, Descending: descending[c.Order.word], Coarse: c.Coarse.word, Per: c.Per.word, Label: c.Label,
		})
	}
	for _, s := range d.Stops {
		rule := process.Stop{From: date(s.From), To: date(s.To), Why: s.Why}
		for _, k := range s.Kinds {
			rule.Kinds = append(rule.Kinds, k.word)
		}
		p.Stops = append(p.Stops, rule)
	}
	for _, b := range d.Budget {
		y := process.BudgetYear{Year: b.Year, PerMonth: b.PerMonth, Source: d.Name}
		if b.Amount != nil {
			y.Frame, y.Decided = *b.Amount, true
		}
		p.Budget = append(p.Budget, y)
	}
	for _, t := range d.Targets {
		p.Targets = append(p.Targets, process.Target{What: t.What.word, By: date(t.By), Value: t.Value})
	}
	for _, f := range d.Required.ForList {
		p.Required.ForList = append(p.Required.ForList, f.word)
	}
	for _, f := range d.Required.ForDecision {
		p.Required.ForDecision = append(p.Required.ForDecision, f.word)
	}
	for _, r := range d.Rounds.Dates {
		p.Rounds = append(p.Rounds, date(r))
	}
	return p
}

func or[T ~string](word, preset T) T {
	if word == "" {
		return preset
	}
	return word
}

func date(d toml.LocalDate) process.Date {
	return process.Date{Year: d.Year, Month: time.Month(d.Month), Day: d.Day}
}
