package main

import (
	"fmt"
	"strings"

	"stintag/notify"
	"stintag/process"
)

// placements tells each health centre of a doctor's confirmed placement in the summer,
// once a placement. One that is moved within its first month is the same.
func (w *owing) placements() error {
	for _, p := range process.SummerPlacements(w.s.world, w.j) {
		hc, ok := w.s.world.Centre(p.Trainee.CentreID)
		about := fmt.Sprintf("placement/%s/%s/%04d-%02d/", p.Trainee.ID, strings.ToLower(p.Clinic), p.From.Year, p.From.Month)
		if !ok || w.began(about) {
			continue
		}
		for _, to := range hc.Addresses {
			l, err := w.o.house().SummerPlacement(w.summerPlaced(p, hc, about+to, to))
			if err != nil {
				return fmt.Errorf("tell of the placement of %s: %w", p.Trainee.ID, err)
			}
			w.add(l, 0)
		}
	}
	return nil
}

func (w *owing) summerPlaced(p process.SummerPlacement, hc process.HealthCentre, identity, to string) notify.SummerPlaced {
	doctor := process.Application{Doctor: p.Trainee.Name, Protected: p.Protected}
	s := notify.SummerPlaced{
		Identity: identity, To: to, Manager: hc.Manager, At: hc, Clinic: p.Clinic, First: p.From, Last: p.To,
		Doctor: notify.DoctorName(w.o.policy.Letters, p.Trainee.ID, doctor),
	}
	if w.s.index(p.Trainee.ID) >= 0 {
		s.CaseID = p.Trainee.ID
	}
	return s
}
