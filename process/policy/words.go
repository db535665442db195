package policy

import (
	"fmt"
	"net/mail"
	"strconv"
	"strings"
	"time"

	"stintag/process"
)

// Words with a closed set of values, and text with a form of its own, have types,
// so that the decoder itself says where a wrong one stands. They are structs
// because it asks only those, never plain string types, to read themselves.
type (
	status          struct{ word string }
	follows         struct{ word string }
	rankingMethod   struct{ word string }
	within          struct{ word string }
	order           struct{ word string }
	coarse          struct{ word string }
	per             struct{ word string }
	what            struct{ word string }
	naming          struct{ word string }
	rateKind        struct{ word string }
	counts          struct{ word string }
	track           struct{ word string }
	payer           struct{ word string }
	loweredFor      struct{ word process.Lowered }
	allotmentMethod struct{ word process.Method }
	criterionKind   struct{ word process.CriterionKind }
	early           struct{ word process.EarlyEmployment }
	kind            struct{ word process.Kind }
	field           struct{ word process.Field }
	topic           struct{ word process.Topic }
	mailAddress     struct{ word string }
	period          struct{ process.Period }
	hold            struct{ is *time.Duration }
	hours           struct{ are *process.OfficeHours }
)

// tracks are what Typ av ST can be in the roster: a rate for another would be
// nobody's.
var tracks = []string{"ST", "Dubbelspecialisering", "Forskar-ST", "BT-ST"}

// The orders; the first is what a criterion has unless told otherwise.
var descending = map[string]bool{
	"earliest": false, "fewest": false, "first": false,
	"latest": true, "most": true, "last": true,
}

func (s *status) UnmarshalText(b []byte) error        { return pick(&s.word, b, "beslutad", "föreslagen") }
func (f *follows) UnmarshalText(b []byte) error       { return pick(&f.word, b, "doctor", "clinic") }
func (m *rankingMethod) UnmarshalText(b []byte) error { return pick(&m.word, b, "ordered", "points") }
func (w *within) UnmarshalText(b []byte) error        { return pick(&w.word, b, "region", "centre") }
func (c *coarse) UnmarshalText(b []byte) error        { return pick(&c.word, b, "month", "year") }
func (p *per) UnmarshalText(b []byte) error           { return pick(&p.word, b, "listed", "count") }
func (w *what) UnmarshalText(b []byte) error          { return pick(&w.word, b, "st", "completions") }
func (n *naming) UnmarshalText(b []byte) error        { return pick(&n.word, b, "full", "initials") }
func (r *rateKind) UnmarshalText(b []byte) error      { return pick(&r.word, b, "post", "course") }
func (c *counts) UnmarshalText(b []byte) error        { return pick(&c.word, b, "start", "decision") }
func (t *track) UnmarshalText(b []byte) error         { return pick(&t.word, b, tracks...) }
func (p *payer) UnmarshalText(b []byte) error         { return pick(&p.word, b, "centre", "region") }
func (k *kind) UnmarshalText(b []byte) error          { return pick(&k.word, b, process.Kinds...) }
func (t *topic) UnmarshalText(b []byte) error         { return pick(&t.word, b, process.Topics...) }

func (l *loweredFor) UnmarshalText(b []byte) error {
	return pick(&l.word, b, process.LoweredForAll, process.LoweredForNew)
}

func (m *allotmentMethod) UnmarshalText(b []byte) error {
	return pick(&m.word, b, process.SainteLague, process.LargestRemainder)
}

func (o *order) UnmarshalText(b []byte) error {
	return pick(&o.word, b, "earliest", "latest", "fewest", "most", "first", "last")
}

func (e *early) UnmarshalText(b []byte) error {
	return pick(&e.word, b, process.EarlyWarn, process.EarlyRequire, process.EarlyNeutral)
}

func (c *criterionKind) UnmarshalText(b []byte) error {
	return pick(&c.word, b, process.ByLicenceDate, process.ByPriorityArea, process.ByPossibleStart,
		process.BySpread, process.ByContactDate, process.ByOwnPriority)
}

func (f *field) UnmarshalText(b []byte) error {
	f.word = process.Field(b)
	if f.word.Label() == "" {
		return fmt.Errorf("%q is no field of the form; write one like \"licence_date\"", b)
	}
	return nil
}

func (a *mailAddress) UnmarshalText(b []byte) error {
	parsed, err := mail.ParseAddress(string(b))
	if err != nil || parsed.Name != "" {
		return fmt.Errorf("%q is no mail address; write one like \"st@region.example\", or leave it out", b)
	}
	a.word = parsed.Address
	return nil
}

// periodUnits are months and days in each unit.
var periodUnits = map[string]process.Period{
	"dag": {Days: 1}, "dagar": {Days: 1}, "vecka": {Days: 7}, "veckor": {Days: 7},
	"månad": {Months: 1}, "månader": {Months: 1}, "år": {Months: 12},
}

func (p *period) UnmarshalText(b []byte) error {
	number, unit, _ := strings.Cut(string(b), " ")
	n, err := strconv.Atoi(number)
	one, known := periodUnits[unit]
	if err != nil || !known || n < 1 || n > 1000 {
		return fmt.Errorf("%q is no time; write one like \"30 dagar\", \"4 veckor\" or \"3 månader\"", b)
	}
	p.Period = process.Period{Months: n * one.Months, Days: n * one.Days}
	return nil
}

func (h *hold) UnmarshalText(b []byte) error {
	d, err := process.ParseHold(string(b))
	h.is = &d
	return err
}

func (h *hours) UnmarshalText(b []byte) error {
	o, err := process.ParseOfficeHours(string(b))
	h.are = &o
	return err
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
