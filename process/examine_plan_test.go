package process_test

import (
	"strings"
	"testing"

	"stintag/process"
)

// F1, F3, F9: the shortest ST by regulation and degree of service, to the day.
func TestShortestLength(t *testing.T) {
	credited := func(months float64) func(*app) {
		return func(a *app) { a.Credit, a.StudyDirector = months, "Helena Sandgren" }
	}
	const older, newer = "SOSFS 2015:8", "HSLF-FS 2021:8"
	for _, tt := range []struct {
		name     string
		changes  []func(*app)
		earliest process.Date // with a start on 2025-01-01
	}{
		{"F1 66 months full time", says(under(newer)), process.D(2030, 6, 30)},
		{"F1 at 80 % 82 and a half", says(under(newer), working(0.8)), process.D(2031, 11, 15)},
		{"F1 at 75 % 88", says(under(newer), working(0.75)), process.D(2032, 4, 30)},
		{"F1 at 60 % 110", says(under(newer), working(0.6)), process.D(2034, 2, 28)},
		{"F1 at 50 % 132", says(under(newer), working(0.5)), process.D(2035, 12, 31)},
		{"F3 60 months under SOSFS 2015:8", says(under(older)), process.D(2029, 12, 31)},
		{"F3 at 80 % 75", says(under(older), working(0.8)), process.D(2031, 3, 31)},
		{"F3 after AT, no regulation named", says(), process.D(2029, 12, 31)},
		{"F1 without AT, no regulation named", says(foreign("Integrerad")), process.D(2030, 6, 30)},
		{"F8 a year credited", says(under(newer), credited(12)), process.D(2029, 6, 30)},
		{"F8 a year credited, at half time", says(under(newer), working(0.5), credited(12)), process.D(2033, 12, 31)},
		{"F9 double specialisation 33 months", says(under(newer), double), process.D(2027, 9, 30)},
		{"F9 double specialisation 30 under SOSFS 2015:8", says(under(older), double), process.D(2027, 6, 30)},
		{"F9 double specialisation at 75 % 44", says(under(newer), double, working(0.75)), process.D(2028, 8, 31)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := nth(1, append(tt.changes, starting(2025, 1, 1), ending(tt.earliest))...)
			examined(t, world(), c)
			c.Application.PlannedEnd = tt.earliest.AddDays(-1)
			fs := examined(t, world(), c, want{"KORT_PLAN", process.Remark, process.FieldPlannedEnd})
			if len(fs) == 1 && fs[0].Suggestion != tt.earliest.String() {
				t.Errorf("suggests %s, want %s", fs[0].Suggestion, tt.earliest)
			}
		})
	}
}

func TestShortPlanSaysWhatItIsReckonedFrom(t *testing.T) {
	c := nth(1, double, under("HSLF-FS 2021:8"), working(0.8), ending(process.D(2027, 1, 31)))
	fs := examined(t, world(), c, want{"KORT_PLAN", process.Remark, process.FieldPlannedEnd})
	want := "Planerat slut 2027-01-31 är för tidigt: Dubbelspecialisering tar minst 33 månader på heltid, och med start 2024-11-01 och tjänstgöringsgrad 80 % blir det tidigast 2028-04-07. Vanligen tar den ungefär 42 månader."
	if fs[0].Text != want {
		t.Errorf("says %q", fs[0].Text)
	}
	c = nth(1, foreign("Fristående klar"), certified(2023, 1, 31), ending(process.D(2029, 12, 31)))
	if fs := process.Examine(world(), c); len(fs) != 1 || !strings.Contains(fs[0].Text, "Ska fristående BT räknas av") {
		t.Errorf("a BT that is done may count: %v", fs)
	}
}

func TestPlannedEnd(t *testing.T) {
	const end = process.FieldPlannedEnd
	begun := func(a *app) {
		a.Kind, a.EmploymentForm, a.EmploymentDate = process.OwnToFunded, process.StartedST, process.D(2022, 1, 1)
	}
	checkRules(t, world(), []rule{ // start 2024-11-01
		{"the day before it starts", says(ending(process.D(2024, 10, 31))), remark("SLUT_FÖRE_START", end)},
		{"twelve years on", says(ending(process.D(2036, 11, 1))), nil},
		{"a day more", says(ending(process.D(2036, 11, 2))), remark("SLUT_LÅNGT_FRAM", end)},
		{"no rule for the posts before ST", says(asking(process.PreST), ending(process.D(2025, 4, 30))), nil},
		{"own-funded: reckoned from when it began", says(begun, ending(process.D(2026, 12, 31))), nil},
		{"own-funded: a day less", says(begun, ending(process.D(2026, 12, 30))), remark("KORT_PLAN", end)},
		{"own-funded: nobody knows when it began", says(asking(process.OwnToFunded), ending(process.D(2026, 1, 1))), nil},
		{"a doubtful degree is asked about, not reckoned with", says(working(0.05), ending(process.D(2031, 1, 1))), remark("TJÄNSTGÖRINGSGRAD", process.FieldDegree)},
		{"half time", says(working(0.5)), nil},
		{"under half time", says(working(0.49)), remark("TJÄNSTGÖRINGSGRAD", process.FieldDegree)},
		{"over full time", says(working(1.01)), remark("TJÄNSTGÖRINGSGRAD", process.FieldDegree)},
	})
}

func TestOwnFundedTrainingBeganAsTheRosterSays(t *testing.T) { // F1
	w := world()
	w.Roster = []process.Trainee{trainee()}
	w.Roster[0].OwnFunded = true
	c := nth(1, named(w.Roster[0].Name), asking(process.OwnToFunded), under("HSLF-FS 2021:8"), ending(w.Roster[0].Start.AddMonths(66).AddDays(-1)))
	c.Application.CentreID = w.Roster[0].CentreID
	examined(t, w, c)
	c.Application.PlannedEnd = c.Application.PlannedEnd.AddDays(-1)
	examined(t, w, c, want{"KORT_PLAN", process.Remark, process.FieldPlannedEnd})
}

// A term is read as its first day; the end may well be meant later in it.
func TestALooseEndIsNotTooShort(t *testing.T) {
	c := nth(1, under("HSLF-FS 2021:8"), ending(process.D(2030, 1, 1)))
	examined(t, world(), c, want{"KORT_PLAN", process.Remark, process.FieldPlannedEnd})
	c.FormFindings = []process.Finding{{Code: "TOLKAT_VÄRDE", Field: process.FieldPlannedEnd, Text: "x.", Suggestion: "2030-01-01"}}
	examined(t, world(), c, want{"TOLKAT_VÄRDE", process.Remark, process.FieldPlannedEnd})
}

func TestCredit(t *testing.T) { // F8, F9, R-207
	served := func(months float64, from, to process.Date) func(*app) {
		return func(a *app) {
			a.Credit, a.CreditFrom, a.CreditTo, a.StudyDirector = months, from, to, "Helena Sandgren 2024-08-20"
		}
	}
	unsupervised := func(a *app) { a.CreditSupervised = process.No }
	d := process.D
	const credit, from, to = process.FieldCredit, process.FieldCreditFrom, process.FieldCreditTo
	checkRules(t, world(), []rule{ // licence 2020-03-01, start 2024-11-01
		{"F8 as long as its period", says(served(6, d(2022, 1, 15), d(2022, 7, 14))), nil},
		{"F8 longer than its period", says(served(6.5, d(2022, 1, 15), d(2022, 7, 14))), remark("TILLGODORÄKNAD_TID", credit)},
		{"F8 a period in whole months", says(served(6, d(2022, 1, 1), d(2022, 6, 1))), nil},
		{"F8 more than the whole months", says(served(7, d(2022, 1, 1), d(2022, 6, 1))), remark("TILLGODORÄKNAD_TID", credit)},
		{"F8 from the licence's day", says(served(6, d(2020, 3, 1), d(2020, 12, 31))), nil},
		{"F8 from before the licence", says(served(6, d(2020, 2, 29), d(2020, 12, 31))), remark("TILLGODORÄKNAD_PERIOD", from)},
		{"F8 until the day of the start", says(served(6, d(2024, 1, 15), d(2024, 11, 1))), nil},
		{"F8 after the start", says(served(6, d(2024, 1, 15), d(2024, 11, 2))), remark("TILLGODORÄKNAD_PERIOD", to)},
		{"F8 no end", says(served(6, d(2022, 1, 15), process.Date{})), remark("TILLGODORÄKNAD_PERIOD", to)},
		{"F8 no beginning", says(served(6, process.Date{}, d(2022, 1, 15))), remark("TILLGODORÄKNAD_PERIOD", from)},
		{"F8 ends first", says(served(6, d(2022, 7, 15), d(2022, 1, 15))), remark("TILLGODORÄKNAD_PERIOD", to)},
		{"F8 no months", says(served(0, d(2022, 1, 15), d(2022, 7, 14))), remark("TILLGODORÄKNAD_TID", credit)},
		{"the whole training", says(served(66, process.Date{}, process.Date{})), remark("TILLGODORÄKNAD_TID", credit)},
		{"R-207 not supervised", says(served(6, d(2022, 1, 15), d(2022, 7, 14)), unsupervised), needed("TILLGODORÄKNAD_UTAN_HANDLEDNING", process.FieldCreditSupervised)},
		{"R-207 not supervised, and nothing to credit", says(unsupervised), nil},
		{"F8 without the study director", says(func(a *app) { a.Credit = 6 }), remark("TILLGODORÄKNAD_UTAN_STUDIEREKTOR", process.FieldStudyDirector)},
		{"F8 study director not asked", says(func(a *app) { a.Credit, a.StudyDirector = 6, "Nej" }), remark("TILLGODORÄKNAD_UTAN_STUDIEREKTOR", process.FieldStudyDirector)},
		{"F9 half of it", says(double, served(33, process.Date{}, process.Date{})), nil},
		{"F9 more than half", says(double, served(33.5, process.Date{}, process.Date{})), remark("TILLGODORÄKNAD_ÖVER_HÄLFTEN", credit)},
		{"F9 more than half of SOSFS 2015:8", says(double, under("SOSFS 2015:8"), served(31, process.Date{}, process.Date{})), remark("TILLGODORÄKNAD_ÖVER_HÄLFTEN", credit)},
		{"no ST to count towards", says(asking(process.PreST), served(6, d(2022, 7, 15), d(2022, 1, 15))), remark("TILLGODORÄKNAD_TID", credit)},
		{"a change is no place to weigh it", says(asking(process.ChangedStart), func(a *app) { a.Credit = 6 }), nil},
	})
}
