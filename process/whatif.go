package process

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Set is the World as it would be with one thing else, for what-if runs: it is
// judged as any other, and w stays as it is. The key names the thing; SetKeys
// lists them. What the register or the policy has is refused where it is not there,
// so that a slip of the pen is no what-if.
func Set(w World, key, value string) (World, error) {
	head, of, _ := strings.Cut(strings.TrimSpace(key), ".")
	value = strings.TrimSpace(value)
	l, known := levers[head]
	if !known || l.of == (of == "") {
		return w, fmt.Errorf("there is nothing called %q to set; there is %s", key, strings.Join(SetKeys(), ", "))
	}
	changed, err := l.set(w, of, value)
	if err != nil {
		return w, fmt.Errorf("set %s to %q: %w", key, value, err)
	}
	return changed, nil
}

// lever is one kind of thing that Set sets.
type lever struct {
	order int
	form  string // as help writes it
	of    bool   // the key says which
	set   func(w World, of, value string) (World, error)
}

var levers = map[string]lever{
	"budget":     {1, "budget.2025=5000000", true, setFrame},
	"schablon":   {2, "schablon.2025=52000", true, setPerMonth},
	"rotation":   {3, "rotation.KK=4, rotation.KK.2025-06=4", true, setRotation},
	"limit":      {4, "limit.1=12", true, setLimit},
	"start":      {5, "start.IA-2024-0007=2025-03-01", true, setStart},
	"withdraw":   {6, "withdraw.IA-2024-0003=ja", true, setWithdrawn},
	"funded":     {7, "funded=650", false, setFunded},
	"per_listed": {8, "per_listed=2400", false, setPerListed},
	"listed":     {9, "listed.VC-01=8000", true, setListed},
	"intake":     {10, "intake.2026=120", true, setIntake},
}

// SetKeys are the keys that Set takes, each with a value that it could have.
func SetKeys() []string {
	all := make([]string, len(levers))
	for _, l := range levers {
		all[l.order-1] = l.form
	}
	return all
}

// assumed is where a figure comes from that a what-if run was given.
const assumed = "antagande (--set)"

func setFrame(w World, of, value string) (World, error) {
	year, amount, err := yearly(w, of, value)
	if err != nil {
		return w, err
	}
	return withYear(w, year, func(y *BudgetYear) { y.Frame, y.Decided, y.Unclear, y.Source = amount, true, false, assumed }), nil
}

func setPerMonth(w World, of, value string) (World, error) {
	year, amount, err := yearly(w, of, value)
	if err == nil && amount == 0 {
		err = errors.New("a post costs something; write an amount like 52000")
	}
	if err != nil {
		return w, err
	}
	return withYear(w, year, func(y *BudgetYear) { y.PerMonth, y.RateSource = amount, assumed }), nil
}

// withYear changes the sheet's row of a year: the sheet wins over the policy (D5).
func withYear(w World, year int, change func(*BudgetYear)) World {
	w.Budget = slices.Clone(w.Budget)
	if !slices.ContainsFunc(w.Budget, func(y BudgetYear) bool { return y.Year == year }) {
		w.Budget = append(w.Budget, BudgetYear{Year: year})
	}
	for i := range w.Budget {
		if w.Budget[i].Year == year {
			change(&w.Budget[i])
		}
	}
	return w
}

func setLimit(w World, of, value string) (World, error) {
	n, err := strconv.Atoi(of)
	if err != nil || n < 1 || n > len(w.Policy.Limits) {
		return w, fmt.Errorf("the policy has %d [[limit]], counted from 1", len(w.Policy.Limits))
	}
	most, err := count(value)
	if err != nil {
		return w, err
	}
	return ruled(w, func(p *Policy) {
		p.Limits = slices.Clone(p.Limits)
		p.Limits[n-1].MostNew = most
	}), nil
}

// ruled changes the policy; change clones every list that it writes in.
func ruled(w World, change func(*Policy)) World {
	p := *w.Policy
	change(&p)
	w.Policy = &p
	return w
}

func setFunded(w World, _, value string) (World, error) {
	n, err := count(value)
	switch {
	case err != nil:
		return w, err
	case !w.Policy.Allotment.On():
		return w, errors.New("the policy allots no posts; set per_listed first")
	case n == 0:
		return w, errors.New("0 would be no cap at all; write 1 or more")
	}
	return ruled(w, func(p *Policy) { p.Allotment.Funded = n }), nil
}

func setPerListed(w World, _, value string) (World, error) {
	n, err := count(value)
	if err == nil && n == 0 {
		err = errors.New("0 would allot no posts; write 1 or more")
	}
	if err != nil {
		return w, err
	}
	return ruled(w, func(p *Policy) {
		p.Allotment.PerListed = n
		if p.Allotment.Method == "" {
			p.Allotment.Method = SainteLague
		}
	}), nil
}

func setListed(w World, of, value string) (World, error) {
	n, err := count(value)
	if err != nil {
		return w, err
	}
	w.Centres = slices.Clone(w.Centres)
	found := false
	for i := range w.Centres {
		if strings.EqualFold(w.Centres[i].ID, of) {
			w.Centres[i].Listed, found = n, true
		}
	}
	if !found {
		return w, fmt.Errorf("no health centre has the id %q; write it as in the sheet Vårdcentraler", of)
	}
	return w, nil
}

// setIntake changes a year's intake; the share with BT stays as it was said. A year
// that the forecast does not reckon is refused: its intake would change nothing.
func setIntake(w World, of, value string) (World, error) {
	year, err := yearOf(w, of)
	if err != nil {
		return w, err
	}
	if first, last := w.Today().Year, lastProjected(w.Policy, w.Today()); year < first || year > last {
		return w, fmt.Errorf("the forecast reckons with the intake of %d to %d, and %d would change nothing", first, last, year)
	}
	n, err := count(value)
	if err != nil {
		return w, err
	}
	return ruled(w, func(p *Policy) {
		p.Intake = slices.Clone(p.Intake)
		i := slices.IndexFunc(p.Intake, func(y IntakeYear) bool { return y.Year == year })
		if i < 0 {
			i = len(p.Intake)
			p.Intake = append(p.Intake, IntakeYear{Year: year})
		}
		p.Intake[i].Number, p.Intake[i].Open = n, false
	}), nil
}

func yearly(w World, of, value string) (year int, amount float64, err error) {
	if year, err = yearOf(w, of); err != nil {
		return 0, 0, err
	}
	amount, err = strconv.ParseFloat(unspaced(value), 64)
	if err != nil || math.IsNaN(amount) || amount < 0 || amount > 1e12 {
		return 0, 0, errors.New("that is no amount in kronor; write one like 5000000")
	}
	return year, amount, nil
}

// yearsAround are as far from the run's day as a what-if may reach: the rates are
// written out month by month.
const yearsAround = 50

func yearOf(w World, of string) (int, error) {
	now := w.Today().Year
	year, err := strconv.Atoi(of)
	if err != nil || year < now-yearsAround || year > now+yearsAround {
		return 0, fmt.Errorf("%q is no year between %d and %d", of, now-yearsAround, now+yearsAround)
	}
	return year, nil
}

// mostCounted keeps products of counts within whole numbers.
const mostCounted = 100_000_000

func count(value string) (int, error) {
	n, err := strconv.Atoi(unspaced(value))
	if err != nil || n < 0 || n > mostCounted {
		return 0, errors.New("that is no whole number from 0; write one like 12")
	}
	return n, nil
}

// unspaced takes the spaces out of 5 000 000 and the comma out of 52 000,50.
func unspaced(value string) string {
	return strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", ",", ".").Replace(value)
}
