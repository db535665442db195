package process_test

import (
	"fmt"
	"testing"

	"stintag/process"
)

// form.md 4-7, 36, 37: the register holds, and a difference is remarked on.
func TestTheFormAgainstTheRegister(t *testing.T) {
	w := world()
	w.Centres = append([]process.HealthCentre{}, allCentres...)
	w.Centres[0].Operator, w.Centres[0].Aliases = "Region", []string{"Tallis", "SE2321000172-1A2B"}
	w.Centres[1].Manager = "Marianne Backelin"
	code := func(s string) func(*app) { return func(a *app) { a.CentreCode = s } }
	manager := func(s string) func(*app) { return func(a *app) { a.Manager = s } }
	email := func(s string) func(*app) { return func(a *app) { a.ManagerEmail = s } }
	listed := func(n float64) func(*app) { return func(a *app) { a.Listed = number(n) } }
	operator := func(s string) func(*app) {
		return func(a *app) { a.Cells[process.FieldOperator] = process.CellRef{Sheet: "S", Cell: "B5", Written: s} }
	}
	outside := func(s process.Answer) func(*app) { return func(a *app) { a.OutsideTown = s } }
	checkRules(t, w, []rule{
		{"4 its id", says(code("vc 01")), nil},
		{"4 another of its names", says(code("se2321000172-1a2b")), nil},
		{"4 an id of the national register says nothing of the region's own", says(code("SE2321000172-1A2B")), nil},
		{"4 nobody's id", says(code("4711")), remark("ENHETS_ID", process.FieldCentreID)},
		{"4 another's id", says(code("VC-02")), remark("ENHETS_ID", process.FieldCentreID)},
		{"5 the same operator in other words", says(operator("Regiondriven")), nil},
		{"5 words that say neither", says(operator("ja")), nil},
		{"5 another", says(operator("Privat")), remark("DRIFTSFORM", process.FieldOperator)},
		{"6 the manager", says(manager("Mona Mård")), nil},
		{"6 turned round, with a title", says(manager("Mård, Mona (verksamhetschef)")), nil},
		{"6 an initial", says(manager("M. Mård")), nil},
		{"6 without the ring", says(manager("Mona Mard")), nil},
		{"6 another's initial", says(manager("K. Mård")), remark("ANNAN_CHEF", process.FieldManager)},
		{"6 a slip in a long name", says(from(sjovik), manager("Mariane Backelin")), nil},
		{"6 two slips in a word", says(from(sjovik), manager("Marianne Bakkelyn")), remark("ANNAN_CHEF", process.FieldManager)},
		{"6 nobody", says(manager("-")), nil},
		{"6 somebody else", says(manager("Nils Näsman")), remark("ANNAN_CHEF", process.FieldManager)},
		{"6 a namesake", says(manager("Mona Mo")), remark("ANNAN_CHEF", process.FieldManager)},
		{"6 a transfer may be the present employer's", says(manager("Nils Näsman"), asking(process.Transfer)), nil},
		{"7 the register's address", says(email("Mona.Mard@Region.example")), nil},
		{"7 among several", says(email("nils@region.example; mona.mard@region.example")), nil},
		{"7 another", says(email("nils@region.example")), remark("ANNAN_E-POST", process.FieldManagerEmail)},
		{"36 ten per cent more", says(listed(10560)), nil},
		{"36 one more than that", says(listed(10561)), remark("ANTAL_LISTADE", process.FieldListed)},
		{"36 ten per cent fewer", says(listed(8640)), nil},
		{"36 one fewer than that", says(listed(8639)), remark("ANTAL_LISTADE", process.FieldListed)},
		{"36 none at all", says(listed(0)), remark("ANTAL_LISTADE", process.FieldListed)},
		{"37 as the register", says(outside(process.No)), nil},
		{"37 not as the register, R-002", says(outside(process.Yes)), remark("UTANFÖR_TÄTORT", process.FieldOutsideTown)},
		{"a withdrawal compares nothing", says(asking(process.Withdrawal), manager("Nils Näsman"), listed(1)), nil},
	})
}

// where the policy does not look at the place, what the form says of it
// is nothing to remark on.
func TestPlaceIsTheRankingsAlone(t *testing.T) {
	w := world()
	w.Policy.Criteria = w.Policy.Criteria[:1]
	examined(t, w, nth(1, func(a *app) { a.OutsideTown = process.Yes }))
}

func TestWhatTheRegisterDoesNotKnowIsNotCompared(t *testing.T) {
	w := world()
	w.Centres = []process.HealthCentre{{ID: tallbacken.ID, Name: tallbacken.Name}}
	w.Roster = nil
	c := nth(1, func(a *app) {
		a.Manager, a.ManagerEmail, a.Listed, a.Trainees = "Nils Näsman", "nils@region.example", number(1), number(9)
		a.Cells[process.FieldOperator] = process.CellRef{Written: "Privat"}
	})
	examined(t, w, c)
}

// form.md 7: what is no address has been told by reading the form.
func TestABadAddressIsToldOnce(t *testing.T) {
	c := nth(1, func(a *app) { a.ManagerEmail = "nils@" })
	c.FormFindings = []process.Finding{{Code: "FEL_E-POST", Field: process.FieldManagerEmail, Text: "x."}}
	examined(t, world(), c, want{"FEL_E-POST", process.Remark, process.FieldManagerEmail})
}

// form.md 35: as counted on the day the form came, own-funded ones included;
// those on leave, not begun or just finished may be counted or not.
func TestTraineesAgainstTheRoster(t *testing.T) {
	w := world()
	for i, row := range []process.Trainee{
		{Status: process.TraineeActive, Start: process.D(2022, 1, 1)},
		{Status: process.TraineeActive, Start: process.D(2022, 1, 1), OwnFunded: true},
		{Status: process.TraineeOnLeave, Start: process.D(2021, 1, 1)},
		{Status: process.TraineeGranted, Start: process.D(2024, 11, 1)},
		{Status: process.TraineeActive, Start: process.D(2024, 9, 3)},                                     // began after the form came
		{Status: process.TraineeDone, Start: process.D(2019, 1, 1), PlannedEnd: process.D(2024, 9, 1)},    // gone before it came
		{Status: process.TraineeDone, Start: process.D(2019, 1, 1), PlannedEnd: process.D(2024, 9, 2)},    // gone since
		{Status: process.TraineeLeft, Start: process.D(2019, 1, 1)},                                       // nobody knows when
		{Status: process.TraineeActive, Start: process.D(2022, 1, 1), CentreID: sjovik.ID},                // elsewhere
		{Status: process.TraineeActive, Start: process.D(2017, 1, 1), PlannedEnd: process.D(2022, 12, 3)}, // ended long ago
	} {
		row.ID, row.Name = fmt.Sprintf("ST-%d", i), fmt.Sprintf("Läkare %d", i)
		if row.CentreID == "" {
			row.CentreID = tallbacken.ID
		}
		w.Roster = append(w.Roster, row)
	}
	for n, differs := range []bool{true, true, false, false, false, false, false, true} {
		var wanted []want
		if differs {
			wanted = remark("ANTAL_ST", process.FieldTrainees)
		}
		examined(t, w, nth(1, func(a *app) { a.Trainees = number(float64(n)) }), wanted...)
	}
	examined(t, w, nth(1, func(a *app) { a.TraineesOwn = number(1) }))
	fs := examined(t, w, nth(1, func(a *app) { a.TraineesOwn = number(2) }), remark("ANTAL_ST", process.FieldTraineesOwn)...)
	if want := "Varav egenfinansierade är 2 i blanketten men 1 i regionens lista över ST-läkare. Hör av er om listan behöver ändras."; fs[0].Text != want {
		t.Errorf("says %q", fs[0].Text)
	}
}

// form.md 4: an id says which health centre an unknown name may mean; that is for
// its sender to say.
func TestTheIdSuggestsAnUnknownHealthCentre(t *testing.T) {
	c := nth(1, from(process.HealthCentre{Name: "Xyz"}), func(a *app) { a.CentreCode = "vc-02" })
	fs := examined(t, world(), c, back(process.CodeUnknownCentre, process.FieldCentre)...)
	if fs[0].Suggestion != sjovik.Name {
		t.Errorf("suggests %q", fs[0].Suggestion)
	}
	c.Application.CentreWritten = ""
	if fs = examined(t, world(), c, back(process.CodeMissing, process.FieldCentre)...); fs[0].Suggestion != sjovik.Name {
		t.Errorf("suggests %q", fs[0].Suggestion)
	}
}
