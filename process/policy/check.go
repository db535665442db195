package policy

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"stintag/process"
)

// check refuses rules that cannot be meant.
func check(p *process.Policy) error {
	var wrong []error
	bad := func(format string, args ...any) { wrong = append(wrong, fmt.Errorf(format, args...)) }
	if p.Name == "" {
		bad("name is missing")
	}
	if p.Version == "" {
		bad("version is missing: it stands under every proposal")
	}
	checkCriteria(p, bad)
	for i, s := range p.Stops {
		if len(s.Kinds) == 0 || s.Why == "" {
			bad("stop %d: kinds and why are both needed", i+1)
		}
		if !s.From.IsZero() && !s.To.IsZero() && s.To.Before(s.From) {
			bad("stop %d: to %s lies before from %s", i+1, s.To, s.From)
		}
	}
	years := map[int]bool{}
	for _, b := range p.Budget {
		switch {
		case b.Year < 2000 || b.Year > 2100:
			bad("budget: year %d is none", b.Year)
		case years[b.Year]:
			bad("budget: year %d stands twice", b.Year)
		case b.Frame < 0 || b.PerMonth < 0:
			bad("budget: year %d has a negative amount", b.Year)
		}
		years[b.Year] = true
	}
	for i, t := range p.Targets {
		if t.What == "" || t.By.IsZero() {
			bad("target %d: what and by are both needed", i+1)
		}
	}
	if p.NoticeDays < 0 {
		bad("employment: notice_days is negative; 0 turns it off")
	}
	for _, f := range p.Required.ForDecision {
		if slices.Contains(p.Required.ForList, f) {
			bad("required: %s stands in both for_list and for_decision", f)
		}
	}
	return errors.Join(wrong...)
}

// checkNumbers refuses what no health centre could be asked for, at its place.
func (d document) checkNumbers(name string, text []byte) error {
	var wrong []error
	for _, demand := range []struct {
		key    string
		number float64
	}{{"supervision.specialists", d.Supervision.Specialists}, {"supervision.percent", d.Supervision.Percent}} {
		if demand.number >= 0 && !math.IsInf(demand.number, 0) {
			continue
		}
		line, column := placeOf(text, demand.key)
		wrong = append(wrong, fmt.Errorf("policy %s:%d:%d: %s is %v; it is a number from 0 up, and 0 asks for nothing", name, line, column, demand.key, demand.number))
	}
	return errors.Join(wrong...)
}

// checkOrders refuses an order that says nothing of what the criterion compares.
func checkOrders(d document) error {
	words := map[string]string{"earliest": "date", "latest": "date", "fewest": "spread", "most": "spread", "first": "area", "last": "area"}
	var wrong []error
	for i, c := range d.Criteria {
		if w := c.Order.word; w != "" && c.By.word != "" && words[w] != fits[c.By.word] {
			wrong = append(wrong, fmt.Errorf("criterion %d: order %q does not go with %s", i+1, w, c.By.word))
		}
	}
	return errors.Join(wrong...)
}

// fits says which keys and orders mean something for a criterion.
var fits = map[process.CriterionKind]string{
	process.ByLicenceDate: "date", process.ByPossibleStart: "date", process.ByContactDate: "date",
	process.ByPriorityArea: "area", process.BySpread: "spread",
}

func checkCriteria(p *process.Policy, bad func(string, ...any)) {
	if len(p.Criteria) == 0 {
		bad("there is no [[criterion]]: nothing would order the list")
	}
	seen := map[process.CriterionKind]bool{}
	for i, c := range p.Criteria {
		switch {
		case c.By == "":
			bad("criterion %d: by is missing", i+1)
			continue
		case seen[c.By]:
			bad("criterion %d: %s stands twice", i+1, c.By)
		}
		seen[c.By] = true
		if c.Coarse != "" && fits[c.By] != "date" {
			bad("criterion %d: coarse is for dates, not for %s", i+1, c.By)
		}
		if c.Per != "" && c.By != process.BySpread {
			bad("criterion %d: per is for spread, not for %s", i+1, c.By)
		}
	}
}
