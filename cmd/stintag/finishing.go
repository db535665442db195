package main

import (
	"fmt"
	"slices"

	"stintag/notify"
	"stintag/process"
)

// finishing tells each health centre which of its own ST doctors soon become
// specialists, once a half-year, where the region has a goal for new specialists
//
func (w *owing) finishing() error {
	if !slices.ContainsFunc(w.o.policy.Targets, func(t process.Target) bool { return t.What == "completions" }) {
		return nil
	}
	today := w.s.world.Today()
	half := 1
	if today.Month > 6 {
		half = 2
	}
	for _, f := range process.FinishingSoon(w.s.world, w.j) {
		hc, known := w.s.world.Centre(f.CentreID)
		about := fmt.Sprintf("finishing/%d-%d/%s/", today.Year, half, f.CentreID)
		if !known || w.began(about) {
			continue
		}
		for _, to := range hc.Addresses {
			l, err := w.o.house().Finishing(notify.Leaving{Identity: about + to, To: to, At: hc, Doctors: w.leaving(f.Doctors)})
			if err != nil {
				return fmt.Errorf("tell %s who finishes: %w", f.CentreID, err)
			}
			w.add(l, 0)
		}
	}
	return nil
}

// leaving names the doctors as the policy lets letters name them (D7); who goes by a
// case id goes by it whole (D24).
func (w *owing) leaving(doctors []process.FinishingDoctor) []notify.LeavingDoctor {
	var all []notify.LeavingDoctor
	for _, d := range doctors {
		app := process.Application{Doctor: d.Name, Protected: w.s.index(d.Name) >= 0}
		named := d.ID
		if app.Protected {
			named = d.Name
		}
		all = append(all, notify.LeavingDoctor{Name: notify.DoctorName(w.o.policy.Letters, named, app), End: d.End, Soon: d.Soon, Late: d.Late})
	}
	return all
}
