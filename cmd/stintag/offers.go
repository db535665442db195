package main

import (
	"context"
	"fmt"
	"strings"

	"stintag/notify"
	"stintag/process"
	"stintag/process/policy"
)

// offersOf are the rules of granted posts over time: a decision goes by those of
// its own day.
func offersOf(rules *policy.Rules) []process.OfferRule {
	var all []process.OfferRule
	for _, from := range append([]process.Date{{}}, rules.Dates()...) {
		all = append(all, process.OfferRule{From: from, Offer: rules.At(from).Offer})
	}
	return all
}

// unconfirmed reminds the managers of granted posts that nobody is known to be
// employed in, once a decision; never in the run that tells the decision itself.
func (w *owing) unconfirmed(ctx context.Context) error {
	for i, c := range w.s.cases {
		st, number := w.j.Standings[i], len(c.Decisions)
		if st.Offer.Due == process.NothingDue || number == 0 || c.Decisions[number-1].Date != st.Offer.Granted {
			continue
		}
		about := fmt.Sprintf("%s/%d/", c.ID, number)
		if !w.began("decision/"+about) || w.began("reminder/"+about) {
			continue
		}
		managers, err := w.managers(ctx, w.s.world.Cases[i])
		if err != nil {
			return err
		}
		for _, to := range managers {
			l, err := w.o.house().Confirm(notify.Unconfirmed{
				Identity: "reminder/" + about + to.address, To: to.address, Manager: to.name, Item: w.item(c.ID),
			})
			if err != nil {
				return fmt.Errorf("remind of the post in %s: %w", c.ID, err)
			}
			w.add(l, 0)
		}
	}
	return nil
}

// began says whether a letter whose identity begins so was owed before.
func (w *owing) began(identity string) bool {
	for known := range w.told {
		if strings.HasPrefix(known, identity) {
			return true
		}
	}
	return false
}
