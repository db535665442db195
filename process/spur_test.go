package process_test

import (
	"testing"

	"stintag/process"
)

// R-214, F11, D10: more than the policy's years, to the day, at the decision or
// today; a remark and never more.
func TestSPUR(t *testing.T) {
	reviewed := func(d process.Date) func(*app) { return func(a *app) { a.SPUR = d } }
	const spur = process.FieldSPUR
	w := world() // today 2024-09-10, received 2024-09-02
	w.Policy.SPUR.Years = 5
	checkRules(t, w, []rule{
		{"five years today", says(reviewed(process.D(2019, 9, 10))), nil},
		{"five years yesterday", says(reviewed(process.D(2019, 9, 9))), remark("SPUR_FÖRFALLEN", spur)},
		{"the day the form came", says(reviewed(process.D(2024, 9, 2))), nil},
		{"planned", says(reviewed(process.D(2024, 9, 3))), remark("SPUR_FRAMÅT", spur)},
	})
	c := decided(nth(1, reviewed(process.D(2019, 9, 5))), process.VerdictGrant, process.D(2024, 9, 5), "")
	c.Proposed = process.Grant
	examined(t, w, c)
	c.Decision.Date = process.D(2024, 9, 6)
	examined(t, w, c, remark("SPUR_FÖRFALLEN", spur)...)

	examined(t, world(), nth(1, reviewed(process.D(2009, 9, 9)))) // a policy that does not ask
	w.Policy.SPUR.Years = 4
	examined(t, w, nth(1, reviewed(process.D(2020, 9, 10))))
	fs := examined(t, w, nth(1, reviewed(process.D(2020, 9, 9))), remark("SPUR_FÖRFALLEN", spur)...)
	if want := "Senaste SPUR-granskning 2020-09-09 är mer än fyra år gammal. En extern granskning bör göras minst vart fjärde år."; fs[0].Text != want {
		t.Errorf("says %q", fs[0].Text)
	}
}

// the register's date goes before the form's, both ways.
func TestSPURByTheRegister(t *testing.T) {
	w := world()
	w.Policy.SPUR.Years = 5
	at := func(d process.Date) process.World {
		return registered(w, func(c *process.HealthCentre) { c.SPUR = d }, nil)
	}
	form := func(d process.Date) process.Case { return nth(1, func(a *app) { a.SPUR = d }) }
	examined(t, at(process.D(2019, 9, 10)), form(process.D(2010, 1, 1)))
	examined(t, at(process.D(2019, 9, 9)), form(process.Date{}), remark("SPUR_FÖRFALLEN", process.FieldSPUR)...)
	fs := examined(t, at(process.D(2019, 9, 9)), form(process.D(2024, 1, 1)), remark("SPUR_FÖRFALLEN", process.FieldSPUR)...)
	if want := "Senaste SPUR-granskning enligt regionens register, 2019-09-09, inte 2024-01-01 som i blanketten, är mer än fem år gammal. En extern granskning bör göras minst vart femte år. Hör av er om registret behöver ändras."; fs[0].Text != want {
		t.Errorf("says %q", fs[0].Text)
	}
}
