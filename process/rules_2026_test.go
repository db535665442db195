package process_test

import (
	"testing"

	"stintag/process"
)

const signed = "Mona Mård 2026-01-15"

// of2026 is a complete form under Västra Götaland's rules of February 2026, jointly
// assessed by three.
func of2026(t *testing.T, change ...func(*app)) process.World {
	t.Helper()
	c := nth(1, append([]func(*app){func(a *app) {
		a.LicenceDate, a.PossibleStart, a.Employed = process.D(2022, 3, 1), process.D(2026, 9, 1), process.No
		a.Manager, a.ManagerEmail, a.SupervisorSpecialist, a.SupervisorTrained = "Mona Mård", "mona.mard@region.example", process.Yes, process.Yes
		a.Assessed = process.Assessment{Manager: signed, Supervisor: "Sten Sälg 2026-01-16", Director: "Helena Sandgren 2026-01-20"}
	}}, change...)...)
	c.Received, c.ContactDate = at(2026, 1, 25), process.D(2026, 1, 25)
	w := world(c)
	w.Now, w.Policy = at(2026, 2, 1), in2026(t)
	for year := 2026; year <= 2032; year++ {
		w.Budget = append(w.Budget, process.BudgetYear{Year: year, Frame: 100e6, Decided: true, PerMonth: 50000})
	}
	return w
}

// manager, supervisor and study director have each signed with name and day;
// fewer, and the case is not ready for a decision.
func TestJointAssessmentIn2026(t *testing.T) {
	w := of2026(t)
	if s := standing(t, w, "IA-2024-0001"); s.Status != process.StatusReady {
		t.Fatalf("with three: %s, %v", s.Status, s.Findings)
	}
	for field, change := range map[process.Field]func(*process.Assessment){
		process.FieldAssessedManager:    func(s *process.Assessment) { s.Manager = "" },
		process.FieldAssessedSupervisor: func(s *process.Assessment) { s.Supervisor = "" },
		process.FieldAssessedDirector:   func(s *process.Assessment) { s.Director = "Helena Sandgren" },
	} {
		s := standing(t, of2026(t, func(a *app) { change(&a.Assessed) }), "IA-2024-0001")
		missing := s.At(process.BeforeDecision)
		if s.Status == process.StatusReady || len(missing) != 1 || missing[0].Field != field {
			t.Errorf("without %s: %s, %v", field, s.Status, missing)
		}
	}
}

// only supervised time counts; a no beside months keeps the case from a
// decision.
func TestCreditIn2026(t *testing.T) {
	credit := func(months float64, supervised process.Answer) func(*app) {
		return func(a *app) {
			a.Credit, a.CreditFrom, a.CreditTo, a.CreditSupervised = months, process.D(2023, 1, 1), process.D(2023, 12, 31), supervised
		}
	}
	for _, tt := range []struct {
		name   string
		change func(*app)
		ready  bool
	}{
		{"supervised", credit(6, process.Yes), true},
		{"not supervised", credit(6, process.No), false},
		{"not supervised, and nothing is to count", func(a *app) { a.CreditSupervised = process.No }, true},
	} {
		s := standing(t, of2026(t, tt.change), "IA-2024-0001")
		if (s.Status == process.StatusReady) != tt.ready || s.Has("TILLGODORÄKNAD_UTAN_HANDLEDNING") == tt.ready {
			t.Errorf("%s: %s, %v", tt.name, s.Status, codes(s.Findings))
		}
	}
}

// a double specialisation takes 42 months where the form plans nothing else,
// and less at half the credit or more is remarked on.
func TestDoubleSpecialisationIn2026(t *testing.T) {
	w := of2026(t, asking(process.DoubleSpecialisation), func(a *app) { a.EarlierSpecialty = "Geriatrik" })
	w.Cases[0] = decided(w.Cases[0], process.VerdictGrant, process.D(2026, 2, 1), "")
	w.Cases[0].Proposed = process.Grant
	rows := process.Judge(w).Granted
	if len(rows) != 1 || rows[0].Track != "Dubbelspecialisering" || rows[0].PlannedEnd != process.D(2030, 2, 28) {
		t.Errorf("from 2026-09-01 for 42 months: %+v", rows)
	}
}

// employment before the decision is the usual thing there.
func TestEmploymentIn2026(t *testing.T) {
	s := standing(t, of2026(t, func(a *app) {
		a.Employed, a.EmploymentForm, a.EmploymentDate = process.Yes, process.SignedST, process.D(2025, 11, 1)
	}), "IA-2024-0001")
	if s.Has(process.CodeEarlyEmployed) || s.Status != process.StatusReady {
		t.Errorf("%s, %v", s.Status, codes(s.Findings))
	}
}

// a target without a day is held up every year until it is changed; one for
// the year goes before it.
func TestATargetWithoutADay(t *testing.T) {
	w := world()
	w.Policy.Targets = []process.Target{{What: "st", Value: 60}, {What: "completions", Value: 15}}
	if got := process.Judge(w).Figures.Goal; got != 60 {
		t.Errorf("goal %d", got)
	}
	w.Policy.Targets = append(w.Policy.Targets, process.Target{What: "st", By: process.D(2024, 12, 31), Value: 70})
	if got := process.Judge(w).Figures.Goal; got != 70 {
		t.Errorf("goal %d beside one for the year", got)
	}
}
