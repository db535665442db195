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
		{"R-405 nobody on site, a named one elsewhere who is not lent", says(nobody, unit("Granskogen")), remark("HANDLEDARE_PÅ_ANNAN_ENHET", where)},
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

// registered puts what the register has of Tallbacken, and of Granskogen.
func registered(w process.World, tall func(*process.HealthCentre), gran func(*process.HealthCentre)) process.World {
	w.Centres = append([]process.HealthCentre{}, allCentres...)
	tall(&w.Centres[0])
	if gran != nil {
		gran(&w.Centres[2])
	}
	return w
}

// D18: the register tells who has no specialist and who lends.
func TestSupervisionByTheRegister(t *testing.T) {
	nobody := func(c *process.HealthCentre) { c.SpecialistsSaid = true }
	lends := func(to string) func(*process.HealthCentre) {
		return func(c *process.HealthCentre) { c.Lending = []process.Lending{{To: to, Written: to, DaysPerWeek: 1}} }
	}
	gran := func(a *app) { a.SupervisorUnit = "Granskogen" }
	two := func(a *app) { a.Specialists = number(2) }
	const where = process.FieldSupervisorUnit
	for _, c := range []struct {
		name  string
		world process.World
		rules []rule
	}{
		{"nobody on site", registered(world(), nobody, nil), []rule{
			{"nobody named elsewhere", nil, needed("EXTERN_HANDLEDARE", where)},
			{"the register goes before the form", says(two), needed("EXTERN_HANDLEDARE", where)},
			{"one elsewhere who is not lent", says(gran), remark("HANDLEDARE_PÅ_ANNAN_ENHET", where)},
		}},
		{"nobody on site, and one is lent", registered(world(), nobody, lends("VC-01")), []rule{{"lent", says(gran), nil}}},
		{"one is lent to another", registered(world(), nobody, lends("VC-02")), []rule{{"not here", says(gran), remark("HANDLEDARE_PÅ_ANNAN_ENHET", where)}}},
		{"specialists on site, and one is lent", registered(world(), func(*process.HealthCentre) {}, lends("VC-01")), []rule{{"lent", says(gran), nil}}},
		{"specialists on site, though the form says none", registered(world(), func(c *process.HealthCentre) { c.Specialists = 2 }, nil), []rule{
			{"none", says(func(a *app) { a.Specialists = number(0) }), nil},
		}},
	} {
		t.Run(c.name, func(t *testing.T) { checkRules(t, c.world, c.rules) })
	}
	fs := examined(t, registered(world(), nobody, nil), nth(1, two), needed("EXTERN_HANDLEDARE", where)...)
	if want := "Enligt regionens register finns ingen specialist i allmänmedicin på Tallbackens vårdcentral. Då behövs en namngiven handledare på en annan enhet: fyll i Handledare och Handledarens enhet."; fs[0].Text != want {
		t.Errorf("says %q", fs[0].Text)
	}
}

// F10: the demand is held against the register first, and then the form.
func TestSpecialistsByTheRegister(t *testing.T) {
	has := func(n, percent float64) func(*process.HealthCentre) {
		return func(c *process.HealthCentre) {
			c.Specialists, c.SpecialistsSaid, c.SpecialistsPercent = n, true, percent
		}
	}
	w := world()
	w.Policy.Supervision = process.Supervision{Specialists: 2, Percent: 100}
	form := func(a *app) { a.Specialists, a.SpecialistsPercent = number(2), number(100) }
	examined(t, registered(w, has(2, 100), nil), nth(1, func(a *app) { a.Specialists, a.SpecialistsPercent = number(1), number(50) }))
	examined(t, registered(w, has(1, 100), nil), nth(1), needed("FÅ_SPECIALISTER", process.FieldSpecialists)...)
	fs := examined(t, registered(w, has(1, 99), nil), nth(1, form),
		append(needed("FÅ_SPECIALISTER", process.FieldSpecialists), needed("FÅ_SPECIALISTER", process.FieldSpecialistsPercent)...)...)
	if want := "Antal specialister i allmänmedicin är 1 enligt regionens register. Regionen kräver minst 2 på vårdcentralen. Blanketten säger 2. Hör av er om registret behöver ändras."; fs[0].Text != want {
		t.Errorf("says %q", fs[0].Text)
	}
}
