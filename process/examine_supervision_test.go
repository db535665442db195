package process_test

import (
	"testing"

	"stintag/process"
)

func TestSupervisor(t *testing.T) {
	unit := func(s string) func(*app) { return func(a *app) { a.SupervisorUnit = s } }
	nobody := func(a *app) { a.Specialists = number(0) }
	const where = process.FieldSupervisorUnit
	checkRules(t, world(), []rule{
		{"F10 specialist and trained", says(func(a *app) { a.SupervisorSpecialist, a.SupervisorTrained = process.Yes, process.Yes }), nil},
		{"F10 no specialist", says(func(a *app) { a.SupervisorSpecialist = process.No }), remark("HANDLEDARE_EJ_SPECIALIST", process.FieldSupervisorSpecialist)},
		{"F10 not trained", says(func(a *app) { a.SupervisorTrained = process.No }), remark("HANDLEDARE_EJ_UTBILDAD", process.FieldSupervisorTrained)},
		{"form.md 31 the applicant", says(func(a *app) { a.Supervisor = "Nummer1, Läkare" }), remark("EGEN_HANDLEDARE", process.FieldSupervisor)},
		{"form.md 33 the same unit", says(unit("Tallbackens VC")), nil},
		{"form.md 33 the same, a floor up", says(unit("Tallbacken, plan 2")), nil},
		{"form.md 33 a dash", says(unit("-")), nil},
		{"form.md 33 in words", says(unit("Samma som ovan")), nil},
		{"R-404 another", says(unit("Granskogen")), remark("HANDLEDARE_PÅ_ANNAN_ENHET", where)},
		{"R-404 one outside the register", says(unit("Utbildningscentrum")), remark("HANDLEDARE_PÅ_ANNAN_ENHET", where)},
		{"R-405 nobody on site, a named one elsewhere", says(nobody, unit("Granskogen")), nil},
		{"R-405 nobody on site, nobody elsewhere", says(nobody), needed("EXTERN_HANDLEDARE", where)},
		{"R-405 nobody on site, and the unit is the same", says(nobody, unit("Tallbacken")), needed("EXTERN_HANDLEDARE", where)},
		{"R-405 nobody on site, one elsewhere without a name: missing already", says(nobody, unit("Granskogen"), func(a *app) { a.Supervisor = "" }), needed(process.CodeMissing, process.FieldSupervisor)},
		{"D15 a transfer is the study director's", says(asking(process.Transfer), unit("Granskogen"), func(a *app) { a.SupervisorSpecialist = process.No }), nil},
	})
}

// F10: what the policy asks of a health centre, and only where the form says
// something.
func TestSpecialistsAtTheHealthCentre(t *testing.T) {
	w := world()
	w.Policy.Supervision = process.Supervision{Specialists: 2, Percent: 100}
	count := func(n, percent float64) func(*app) {
		return func(a *app) { a.Specialists, a.SpecialistsPercent = number(n), number(percent) }
	}
	rules := []rule{
		{"nothing said", nil, nil},
		{"two with 100 per cent", says(count(2, 100)), nil},
		{"one with 100", says(count(1, 100)), needed("FÅ_SPECIALISTER", process.FieldSpecialists)},
		{"two with 99", says(count(2, 99)), needed("FÅ_SPECIALISTER", process.FieldSpecialistsPercent)},
		{"none: the rule for none is told", says(func(a *app) { a.Specialists = number(0) }), needed("EXTERN_HANDLEDARE", process.FieldSupervisorUnit)},
	}
	checkRules(t, w, rules)
	examined(t, world(), nth(1, count(1, 50))) // a policy that asks for nothing
}

// R-214, F11, D10: more than five years, to the day, at the decision or today.
func TestSPUR(t *testing.T) {
	reviewed := func(d process.Date) func(*app) { return func(a *app) { a.SPUR = d } }
	const spur = process.FieldSPUR
	checkRules(t, world(), []rule{ // today 2024-09-10, received 2024-09-02
		{"five years today", says(reviewed(process.D(2019, 9, 10))), nil},
		{"five years yesterday", says(reviewed(process.D(2019, 9, 9))), remark("SPUR_FÖRFALLEN", spur)},
		{"the day the form came", says(reviewed(process.D(2024, 9, 2))), nil},
		{"planned", says(reviewed(process.D(2024, 9, 3))), remark("SPUR_FRAMÅT", spur)},
	})
	c := decided(nth(1, reviewed(process.D(2019, 9, 5))), process.VerdictGrant, process.D(2024, 9, 5), "")
	c.Proposed = process.Grant
	examined(t, world(), c)
	c.Decision.Date = process.D(2024, 9, 6)
	examined(t, world(), c, remark("SPUR_FÖRFALLEN", spur)...)
}
