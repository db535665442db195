package process_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
)

func TestAChangeIsAskedOnlyForWhatItIsAbout(t *testing.T) { // D15
	bare := func(k process.Kind) process.Case {
		return nth(1, func(a *process.Application) {
			*a = process.Application{Kind: k, Doctor: a.Doctor, CentreID: a.CentreID, CentreWritten: a.CentreWritten}
		})
	}
	w := world()
	w.Policy.Required.ForList = append(w.Policy.Required.ForList, process.FieldDegree, process.FieldPlannedEnd)
	w.Policy.Required.ForDecision = append(w.Policy.Required.ForDecision, process.FieldTransferFrom)
	for kind, want := range map[process.Kind][]process.Field{
		process.LeaveOfAbsence: {process.FieldChangeFrom, process.FieldChangeTo},
		process.ChangedDegree:  {process.FieldDegree, process.FieldChangeFrom},
		process.EarlyEnd:       {process.FieldChangeFrom},
		process.ChangedStart:   {process.FieldPossibleStart},
		process.Transfer:       {process.FieldPossibleStart, process.FieldTransferFrom},
		process.Withdrawal:     nil,
	} {
		var got []process.Field
		for _, f := range process.Examine(w, bare(kind)) {
			got = append(got, f.Field)
			level := process.Returned // a change cannot be proposed without
			if kind == process.Transfer {
				level = process.BeforeDecision
			}
			if f.Level != level || f.Code != process.CodeMissing {
				t.Errorf("%s: %+v", kind, f)
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", kind, d)
		}
	}
}

// a policy may ask a transfer for competence and effect before a decision;
// without a word about them they are the study director's (D15).
func TestATransfersParticularsAreThePolicysToAsk(t *testing.T) {
	w := world()
	c := nth(1, asking(process.Transfer))
	examined(t, w, c)
	w.Policy.Required.ForDecision = []process.Field{process.FieldTransferCompetence, process.FieldTransferEffect}
	examined(t, w, c, want{process.CodeMissing, process.BeforeDecision, process.FieldTransferCompetence}, want{process.CodeMissing, process.BeforeDecision, process.FieldTransferEffect})
}

func TestAnEndIsSaidInEitherPlace(t *testing.T) {
	c := nth(1, asking(process.EarlyEnd), ending(process.D(2024, 12, 31)))
	examined(t, world(), c)
	c.Application.PlannedEnd, c.Application.ChangeFrom = process.Date{}, process.D(2024, 12, 31)
	examined(t, world(), c)
}

func TestKindAgainstTheRest(t *testing.T) {
	period := func(from, to process.Date) func(*app) {
		return func(a *app) { a.ChangeFrom, a.ChangeTo = from, to }
	}
	leaving := func(s string) func(*app) { return func(a *app) { a.TransferFrom = s } }
	earlier := func(s string) func(*app) { return func(a *app) { a.EarlierSpecialty = s } }
	const specialty, left = process.FieldEarlierSpecialty, process.FieldTransferFrom
	checkRules(t, world(), []rule{
		{"a leave of one day", says(asking(process.LeaveOfAbsence), period(process.D(2025, 1, 1), process.D(2025, 1, 1))), nil},
		{"a leave that ends first", says(asking(process.LeaveOfAbsence), period(process.D(2025, 1, 2), process.D(2025, 1, 1))), back("ÄNDRING_SLUTAR_FÖRE_BÖRJAN", process.FieldChangeTo)},
		{"R-011 a transfer to where the doctor is", says(asking(process.Transfer), leaving("Tallbackens VC")), remark("BYTE_TILL_SAMMA", left)},
		{"R-011 a transfer from another", says(asking(process.Transfer), leaving("Granskogen")), nil},
		{"R-011 a transfer from outside the region", says(asking(process.Transfer), leaving("Uppsala")), nil},
		{"R-011 a new post that names whom the doctor leaves", says(leaving("Granskogen")), remark("BYTE_ELLER_NY", left)},
		{"a new post that leaves nobody", says(leaving("nej")), nil},
		{"F9 an earlier specialty, and a new post", says(earlier("Geriatrik")), remark("OKLAR_DUBBELSPECIALISERING", specialty)},
		{"no earlier specialty", says(earlier("Ingen")), nil},
		{"F9 own-funded may be a double specialisation", says(asking(process.OwnToFunded), earlier("Geriatrik")), nil},
		{"F9 double specialisation without one", says(asking(process.DoubleSpecialisation)), nil}, // asked for by a policy
		{"F9 already a specialist in general practice", says(asking(process.DoubleSpecialisation), earlier("Specialist i allmänmedicin")), remark("REDAN_ALLMÄNSPECIALIST", specialty)},
	})
}

func TestWhatAPersonTakesCareOf(t *testing.T) {
	exempt := func(s string) func(*app) { return func(a *app) { a.Exemption = s } }
	checkRules(t, world(), []rule{
		{"D24 a protected identity", says(func(a *app) { a.Protected = true }), remark("SKYDDADE_UPPGIFTER", process.FieldProtected)},
		{"form.md 45 the doctor does not know", says(func(a *app) { a.Privacy = process.No }), remark("EJ_INFORMERAD", process.FieldPrivacy)},
		{"form.md 45 the doctor knows", says(func(a *app) { a.Privacy = process.Yes }), nil},
		{"R-013 how many and from what", says(exempt("1, placering på KK")), nil},
		{"R-013 how many alone", says(exempt("2 st")), remark("OKLAR_DISPENS", process.FieldExemption)},
		{"R-013 a yes alone", says(exempt("Ja")), remark("OKLAR_DISPENS", process.FieldExemption)},
		{"R-013 none", says(exempt("0")), nil},
		{"R-013 from what alone", says(exempt("sidotjänstgöring")), nil},
	})
}

// three names with their days; fewer, and the case is not ready.
func TestJointAssessment(t *testing.T) {
	w := world()
	w.Policy.Required.ForDecision = []process.Field{process.FieldAssessedManager, process.FieldAssessedSupervisor, process.FieldAssessedDirector}
	assessed := func(m, s, d string) func(*app) {
		return func(a *app) { a.Assessed = process.Assessment{Manager: m, Supervisor: s, Director: d} }
	}
	const complete = "Mona Mård 2024-08-30"
	checkRules(t, w, []rule{
		{"three", says(assessed(complete, complete, complete)), nil},
		{"two", says(assessed(complete, "", complete)), needed(process.CodeMissing, process.FieldAssessedSupervisor)},
		{"none", nil, []want{
			{process.CodeMissing, process.BeforeDecision, process.FieldAssessedManager}, {process.CodeMissing, process.BeforeDecision, process.FieldAssessedSupervisor}, {process.CodeMissing, process.BeforeDecision, process.FieldAssessedDirector},
		}},
		{"a no is no name", says(assessed(complete, complete, "Nej")), needed(process.CodeMissing, process.FieldAssessedDirector)},
		{"a name without its day", says(assessed("Mona Mård", complete, complete)), needed("OFULLSTÄNDIG_BEDÖMNING", process.FieldAssessedManager)},
		{"a day without its name", says(assessed(complete, complete, "2024-08-30")), needed("OFULLSTÄNDIG_BEDÖMNING", process.FieldAssessedDirector)},
	})
	for name, ready := range map[string]bool{complete: true, "": false, "Mona Mård": false} {
		c := nth(1, assessed(complete, complete, name))
		at := w
		at.Cases = []process.Case{c}
		if s := standing(t, at, c.ID); (s.Status == process.StatusReady) != ready {
			t.Errorf("with %q it stands as %s", name, s.Status)
		}
	}
	examined(t, world(), nth(1, assessed("Mona Mård", "", ""))) // a policy that asks for none
}
