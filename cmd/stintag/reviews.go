package main

import (
	"fmt"
	"strings"

	"stintag/notify"
	"stintag/process"
)

// reviews reminds health centres of a review from outside that has become old, each
// at most once a year (R-214, D10).
func (w *owing) reviews() error {
	today := w.s.world.Today()
	for _, due := range w.j.Staffing.ReviewsDue(w.o.policy.SPUR, today) {
		hc, ok := w.s.world.Centre(due.CentreID)
		about := "spur/" + due.CentreID + "/"
		if !ok || w.within(about, today.AddMonths(-12)) {
			continue
		}
		for _, to := range hc.Addresses {
			l, err := w.o.house().Review(notify.ReviewDue{Identity: about + today.String() + "/" + to, To: to, At: hc, Last: due.Reviewed})
			if err != nil {
				return fmt.Errorf("remind %s of its review: %w", due.CentreID, err)
			}
			w.add(l, 0)
		}
	}
	return nil
}

// within says whether a letter that such an identity and a day begin was owed after
// a day.
func (w *owing) within(identity string, since process.Date) bool {
	for known := range w.told {
		rest, is := strings.CutPrefix(known, identity)
		day, _, _ := strings.Cut(rest, "/")
		if is && day > since.String() {
			return true
		}
	}
	return false
}
