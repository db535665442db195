package process

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// setStart moves a case's possible start. A training that its form plans the end of
// is as long as before; what a health centre has paid for itself is taken over from
// another day and ends as it would have.
func setStart(w World, of, value string) (World, error) {
	day, err := ParseDate(value)
	now := w.Today().Year
	if err != nil || day.IsZero() || day.Year < now-yearsAround || day.Year > now+yearsAround {
		return w, fmt.Errorf("that is no date between %d and %d; write one like %d-03-01", now-yearsAround, now+yearsAround, now)
	}
	return withCase(w, of, func(c *Case) {
		a := &c.Application
		if a.Kind == OwnToFunded && !a.ChangeFrom.IsZero() {
			a.ChangeFrom = day
			return
		}
		if a.PlannedEnd.After(a.PossibleStart) && !a.PossibleStart.IsZero() {
			a.PlannedEnd = day.plus(between(a.PossibleStart, a.PlannedEnd))
		}
		a.PossibleStart = day
	})
}

func setWithdrawn(w World, of, value string) (World, error) {
	switch strings.ToLower(value) {
	case "ja", "nej":
	default:
		return w, errors.New("write ja or nej")
	}
	return withCase(w, of, func(c *Case) { c.Withdrawn = strings.EqualFold(value, "ja") })
}

// withCase changes one case; change writes in none of its lists.
func withCase(w World, id string, change func(*Case)) (World, error) {
	i := slices.IndexFunc(w.Cases, func(c Case) bool { return strings.EqualFold(c.ID, id) })
	if i < 0 {
		return w, fmt.Errorf("there is no case %s; stintag rank lists them", id)
	}
	w.Cases = slices.Clone(w.Cases)
	change(&w.Cases[i])
	return w, nil
}

// setRotation changes how many places a clinic has, in all: in one month, or in
// every month that the sheet or the policy has a number for.
func setRotation(w World, of, value string) (World, error) {
	n, err := count(value)
	if err != nil {
		return w, err
	}
	places := Amount{Value: float64(n), Said: true}
	if clinic, ok := clinicOf(w, of); ok {
		return withClinic(w, clinic, places), nil
	}
	at := strings.LastIndex(of, ".")
	if at >= 0 {
		month, err := ParseDate(of[at+1:] + "-01")
		if clinic, ok := clinicOf(w, of[:at]); ok && err == nil {
			return withMonth(w, clinic, month, places), nil
		}
	}
	return w, fmt.Errorf("neither the sheet Sidotjänstgöring nor the policy has it; write one of %s, or one month like %s.2025-06",
		strings.Join(clinics(w), ", "), firstOr(clinics(w), "KK"))
}

func firstOr(list []string, none string) string {
	if len(list) == 0 {
		return none
	}
	return list[0]
}

// clinics are those that the sheet or the policy has places at.
func clinics(w World) []string {
	var all []string
	add := func(clinic string) {
		if !slices.ContainsFunc(all, func(c string) bool { return fold(c) == fold(clinic) }) {
			all = append(all, clinic)
		}
	}
	for _, r := range w.Policy.Rotations {
		add(r.Clinic)
	}
	for _, r := range w.Rotations {
		add(r.Clinic)
	}
	return all
}

func clinicOf(w World, written string) (string, bool) {
	all := clinics(w)
	i := slices.IndexFunc(all, func(c string) bool { return fold(c) == fold(written) })
	if i < 0 {
		return "", false
	}
	return all[i], true
}

func withClinic(w World, clinic string, places Amount) World {
	months := map[Date]bool{}
	for _, r := range w.Rotations {
		if fold(r.Clinic) == fold(clinic) && r.Places.Said {
			months[r.Month] = true
		}
	}
	provider := providerOf(w, clinic)
	for month := range months {
		w = withMonth(w, clinic, month, places)
	}
	if len(months) > 0 { // withMonth has made the list anew
		slices.SortStableFunc(w.Rotations, func(a, b RotationPlaces) int { return a.Month.Compare(b.Month) })
	}
	return ruled(w, func(p *Policy) {
		p.Rotations = slices.Clone(p.Rotations)
		for i := range p.Rotations {
			if r := &p.Rotations[i]; fold(r.Clinic) == fold(clinic) && r.Places.Said {
				r.Provider, r.Places = provider, places
			}
		}
	})
}

// withMonth gives the clinic one row for the month, which stands for all that others
// have there.
func withMonth(w World, clinic string, month Date, places Amount) World {
	kept := slices.DeleteFunc(slices.Clone(w.Rotations), func(r RotationPlaces) bool {
		return fold(r.Clinic) == fold(clinic) && r.Month == month
	})
	w.Rotations = append(kept, RotationPlaces{Clinic: clinic, Provider: providerOf(w, clinic), Month: month, Places: places})
	return w
}

// providerOf is the only provider that has places at a clinic; "" where there are
// several, which stands for them all.
func providerOf(w World, clinic string) string {
	all := map[string]string{}
	for _, r := range w.Rotations {
		if fold(r.Clinic) == fold(clinic) {
			all[fold(r.Provider)] = r.Provider
		}
	}
	for _, r := range w.Policy.Rotations {
		if fold(r.Clinic) == fold(clinic) {
			all[fold(r.Provider)] = r.Provider
		}
	}
	if len(all) != 1 {
		return ""
	}
	for _, p := range all {
		return p
	}
	return ""
}
