package process_test

import (
	"testing"

	"stintag/process"
)

func TestContactDate(t *testing.T) { // R-005, D9
	claiming := func(d process.Date) func(*app) { return func(a *app) { a.ContactClaimed = d } }
	const contact = process.FieldContactDate
	checkRules(t, world(), []rule{ // received 2024-09-02
		{"the day before", says(claiming(process.D(2024, 9, 1))), remark("KONTAKTDATUM_TIDIGARE", contact)},
		{"the day it came", says(claiming(process.D(2024, 9, 2))), nil},
		{"the day after", says(claiming(process.D(2024, 9, 3))), remark("KONTAKTDATUM_FRAMÅT", contact)},
	})
	c := nth(1, claiming(process.D(2024, 9, 5)))
	c.Newest = at(2024, 9, 5) // sent again that day: nobody claims what is to come
	examined(t, world(), c)
}

// D1: who confirms a granted post when it has begun is not asked about its start.
func TestAFilledPostIsNotAskedWhenItStarts(t *testing.T) {
	c := decided(nth(1, starting(2024, 9, 6)), process.VerdictGrant, process.D(2024, 9, 5), "ändå")
	examined(t, world(), c, remark("START_PASSERAD", process.FieldPossibleStart)...)
	c.Application.Employed, c.Application.EmploymentForm, c.Application.EmploymentDate = process.Yes, process.StartedST, process.D(2024, 9, 6)
	examined(t, world(), c)
}

// A start that was read of a term has not passed while the term lasts.
func TestALooseStartPassesLate(t *testing.T) {
	c := nth(1, starting(2024, 3, 1))
	examined(t, world(), c, remark("START_PASSERAD", process.FieldPossibleStart)...)
	c.FormFindings = []process.Finding{{Code: "TOLKAT_VÄRDE", Field: process.FieldPossibleStart, Text: "x.", Suggestion: "2024-03-01"}}
	examined(t, world(), c, want{"TOLKAT_VÄRDE", process.Remark, process.FieldPossibleStart}, want{"START_PASSERAD", process.Remark, process.FieldPossibleStart})
	c.Application.PossibleStart, c.FormFindings[0].Suggestion = process.D(2024, 4, 1), "2024-04-01"
	examined(t, world(), c, want{"TOLKAT_VÄRDE", process.Remark, process.FieldPossibleStart})
}

// a contact date is neither remarked on nor left for anybody to try where no
// criterion asks for it and nobody stands in a queue.
func TestContactDateThatNobodyCounts(t *testing.T) {
	w := world()
	claim := func(a *app) { a.ContactClaimed = process.D(2024, 9, 1) }
	own := *w.Policy
	own.Ranking.WithinCentre, own.Criteria = true, []process.Criterion{{By: process.ByOwnPriority}}
	w.Policy = &own
	examined(t, w, nth(1, claim))

	counted := own
	counted.Criteria = []process.Criterion{{By: process.ByContactDate}}
	w.Policy = &counted
	examined(t, w, nth(1, claim), remark("KONTAKTDATUM_TIDIGARE", process.FieldContactDate)...)
}
