package process_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stintag/process"
)

func TestStatus(t *testing.T) {
	noStart := func(a *process.Application) { a.PossibleStart = process.Date{} }
	awaiting := func(a *process.Application) {
		a.LicenceDate, a.ExpectedLicence = process.Date{}, process.D(2024, 10, 1)
	}
	on := process.D(2024, 9, 9)
	withdrawn := nth(1)
	withdrawn.Withdrawn = true
	away := func(a *process.Application) {
		a.ChangeFrom, a.ChangeTo = process.D(2025, 3, 1), process.D(2025, 8, 31)
	}
	asked := nth(1, asking(process.Transfer))
	asked.StudyDirectorOpinion = "Tillstyrks, halva målbeskrivningen är uppnådd"
	against := nth(1, asking(process.Transfer))
	against.StudyDirectorOpinion = "Avstyrks tills vidare"
	annulled := decided(nth(1), process.VerdictAnnul, on, "")
	annulled.Decided, annulled.Earlier = true, process.Decision{Verdict: process.VerdictGrant, By: "Dag Delegat", Date: on}
	for _, tt := range []struct {
		name    string
		c       process.Case
		status  process.Status
		outcome process.Outcome
		ranked  bool
	}{
		{"complete, and there is money", nth(1), process.StatusReady, process.Grant, true},
		{"a year without a frame", nth(1, starting(2026, 1, 1)), process.StatusWaiting, process.Wait, true},
		{"lacks what a place needs", nth(1, noStart), process.StatusReturned, "", false},
		{"lacks what a decision needs", nth(1, func(a *process.Application) { a.Supervisor = "" }), process.StatusWaiting, process.Wait, true},
		{"licence awaited", nth(1, awaiting), process.StatusAwaitsLicence, "", false},
		{"licence awaited and more is missing", nth(1, awaiting, noStart), process.StatusReturned, "", false},
		{"R-011 a transfer", nth(1, asking(process.Transfer)), process.StatusStudyDirector, "", false},
		{"D15 a transfer that says little is not sent back", nth(1, asking(process.Transfer), noStart, func(a *process.Application) { a.Employed, a.SwedishAT, a.LicenceDate = "", "", process.Date{} }), process.StatusStudyDirector, "", false},
		{"a transfer without a name is", nth(1, asking(process.Transfer), named("")), process.StatusReturned, "", false},
		{"R-012 the study director has spoken", asked, process.StatusReady, process.Grant, false},
		{"and spoken against", against, process.StatusReady, process.Wait, false},
		{"D15 leave from a running post", nth(1, asking(process.LeaveOfAbsence), from(granskogen), away), process.StatusReady, process.Grant, false},
		{"D15 leave without days", nth(1, asking(process.LeaveOfAbsence), from(granskogen)), process.StatusReturned, "", false},
		{"D15 a new degree that does not say which", nth(1, asking(process.ChangedDegree), from(granskogen), func(a *process.Application) { a.Degree = 0 }), process.StatusReturned, "", false},
		{"D15 leave of a doctor whom the roster does not have there", nth(1, asking(process.LeaveOfAbsence), away), process.StatusReady, "", false},
		{"nothing to annul: as before", decided(nth(1), process.VerdictAnnul, on, ""), process.StatusReady, process.Grant, true},
		{"withdrawn", withdrawn, process.StatusWithdrawn, "", false},
		{"granted", decided(nth(1), process.VerdictGrant, on, "ändå"), process.StatusGranted, "", false},
		{"declined", decided(nth(1), process.VerdictDecline, on, "ändå"), process.StatusDeclined, "", false},
		{"closed", decided(nth(1), process.VerdictClose, on, "ändå"), process.StatusClosed, "", false},
		{"kept on the list", decided(nth(1), process.VerdictWait, on, "ändå"), process.StatusWaiting, process.Wait, true},
		{"annulled: as undecided", annulled, process.StatusReady, process.Grant, true},
		{"decided in the future: not yet", decided(nth(1), process.VerdictGrant, process.D(2024, 9, 11), "ändå"), process.StatusReady, process.Grant, true},
		{"stopped, though a person keeps it", decided(nth(1, asking(process.Practice), starting(2025, 3, 1)), process.VerdictWait, on, "ändå"), process.StatusWaiting, process.Wait, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := world(tt.c)
			w.Roster = []process.Trainee{trainee(func(p *process.Trainee) {
				p.Name, p.CentreID, p.PlannedEnd = "Läkare Nummer1", granskogen.ID, process.D(2027, 3, 14)
			})}
			j := process.Judge(w)
			s := j.Standings[0]
			if s.Status != tt.status || s.Proposal.Outcome != tt.outcome || (s.Place == 1) != tt.ranked {
				t.Errorf("%s, %q, place %d; want %s, %q, ranked %v", s.Status, s.Proposal.Outcome, s.Place, tt.status, tt.outcome, tt.ranked)
			}
			if tt.outcome != "" && (len(s.Proposal.Reasons) == 0 || s.Proposal.Policy != "vastmanland 2024-09-10") {
				t.Errorf("proposal without reason or policy: %+v", s.Proposal)
			}
		})
	}
}

func TestStopHoldsFromItsFirstToItsLastDay(t *testing.T) { // R-018, D14
	for _, kind := range []process.Kind{process.PreBTST, process.PreST, process.Practice} {
		for start, stopped := range map[process.Date]bool{
			process.D(2024, 12, 31): false, process.D(2025, 1, 1): true,
			process.D(2025, 12, 31): true, process.D(2026, 1, 1): false,
		} {
			incomplete := func(a *process.Application) { a.Employed, a.Supervisor = "", "" }
			s := standing(t, world(nth(1, asking(kind), incomplete, starting(start.Year, start.Month, start.Day))), "IA-2024-0001")
			if stopped != (s.Proposal.Outcome == process.Stopped) || stopped != (s.Status == process.StatusReady) {
				t.Errorf("%s from %s: %s, %q", kind, start, s.Status, s.Proposal.Outcome)
			}
			if stopped && s.Proposal.Reasons[0] != "Stoppat under 2025." {
				t.Errorf("the stop's own words are missing: %v", s.Proposal.Reasons)
			}
		}
	}
	if s := standing(t, world(nth(1, starting(2025, 3, 1))), "IA-2024-0001"); s.Proposal.Outcome != process.Grant {
		t.Errorf("an ordinary ST in 2025 is %s", s.Proposal.Outcome)
	}
}

// a start that has passed is none: what counts is when the post can begin, as
// for the money.
func TestAStopCountsWhenAPostCanBegin(t *testing.T) {
	for _, tt := range []struct {
		today, start process.Date
		reasons      []string // none: not stopped
	}{
		{process.D(2024, 12, 10), process.D(2024, 12, 15), nil},
		{process.D(2025, 2, 10), process.D(2024, 12, 15), []string{"Stoppat under 2025.", "Möjlig start 2024-12-15 har passerat, så tidigaste start är 2025-03-01."}},
		{process.D(2025, 2, 10), process.D(2025, 2, 10), []string{"Stoppat under 2025."}},
		{process.D(2025, 12, 10), process.D(2025, 11, 1), nil},
	} {
		w := world(nth(1, asking(process.PreST), starting(tt.start.Year, tt.start.Month, tt.start.Day)))
		w.Now = at(tt.today.Year, tt.today.Month, tt.today.Day)
		p := standing(t, w, "IA-2024-0001").Proposal
		if stopped := p.Outcome == process.Stopped; stopped != (tt.reasons != nil) || stopped && !slices.Equal(p.Reasons, tt.reasons) {
			t.Errorf("%s, start %s: %s %q", tt.today, tt.start, p.Outcome, p.Reasons)
		}
	}
}

func TestAMendedRegisterHealsACase(t *testing.T) {
	w := world(nth(1, from(process.HealthCentre{Name: "Björkhagens vårdcentral"})))
	s := standing(t, w, "IA-2024-0001")
	if s.Status != process.StatusReturned || !s.Has(process.CodeUnknownCentre) {
		t.Fatalf("unknown health centre: %s", s.Status)
	}
	w.Centres = append(slices.Clone(w.Centres), process.HealthCentre{ID: "VC-09", Name: "Björkhagen", Listed: 5000})
	if s := standing(t, w, "IA-2024-0001"); s.Status != process.StatusReady || s.Has(process.CodeUnknownCentre) {
		t.Errorf("the register has it now: %s, %v", s.Status, s.Findings)
	}
}

// The answer hangs on what the World holds, not on the order it lies in, and
// Judge leaves the World alone.
func TestJudgementDoesNotHangOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := randomWorld(t)
		before := asJSON(t, w)
		want := sorted(process.Judge(w))
		if after := asJSON(t, w); before != after {
			t.Fatalf("Judge changed the World: %s", cmp.Diff(before, after))
		}
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "shuffle"), 2))
		r.Shuffle(len(w.Cases), func(i, j int) { w.Cases[i], w.Cases[j] = w.Cases[j], w.Cases[i] })
		r.Shuffle(len(w.Roster), func(i, j int) { w.Roster[i], w.Roster[j] = w.Roster[j], w.Roster[i] })
		r.Shuffle(len(w.Centres), func(i, j int) { w.Centres[i], w.Centres[j] = w.Centres[j], w.Centres[i] })
		slices.Reverse(w.Budget)
		if d := cmp.Diff(want, sorted(process.Judge(w))); d != "" {
			t.Fatalf("another order, another answer:\n%s", d)
		}
	})
}

func asJSON(t *rapid.T, w process.World) string {
	b, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func sorted(j process.Judgement) process.Judgement {
	slices.SortFunc(j.Standings, func(a, b process.Standing) int { return strings.Compare(a.Case, b.Case) })
	slices.SortFunc(j.Centres, func(a, b process.CentreFigures) int { return strings.Compare(a.CentreID, b.CentreID) })
	return j
}

func TestSamePersonUnderTwoNumbersIsShownNotMerged(t *testing.T) {
	w := world(nth(1, named("Alva Ask"), withNumber(number1)), nth(2, named("Ask, Alva"), withNumber(number2), from(sjovik)), nth(3))
	j := process.Judge(w)
	if !hasTodo(j, "IA-2024-0002", "Jämför med IA-2024-0001") {
		t.Errorf("todo %v", j.Todo)
	}
	if len(j.Ranking) != 3 {
		t.Errorf("ranked %v", j.Ranking)
	}
	for _, todo := range j.Todo {
		if strings.Contains(todo.Why, "Ask") {
			t.Errorf("a name in %q", todo.Why)
		}
	}
}

func BenchmarkJudge(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		var cases []process.Case
		for i := range n {
			cases = append(cases, nth(i+1, from(allCentres[i%3])))
		}
		w := world(cases...)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				process.Judge(w)
			}
		})
	}
}
