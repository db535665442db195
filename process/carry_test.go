package process_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stintag/process"
)

func asText(v any) string { return fmt.Sprintf("%+v", v) }

// grantChange decides a case as it was proposed, the way the ledger remembers it.
func grantChange(w *process.World, at int) {
	c := &w.Cases[at]
	s, _ := process.Judge(*w).Standing(c.ID)
	*c = decided(*c, process.VerdictGrant, process.D(2024, 9, 10), "")
	c.Proposed, c.ProposedMove = s.Proposal.Outcome, s.Proposal.Move
}

const carryWhat = "För in ändringen på läkarens rad i bladet ST-läkare"

// D15: after the decision Att göra says what to write where, until the sheets say
// it; the figures count the change from the day of the decision, so that writing
// it changes none.
func TestAGrantedChangeIsToldUntilTheSheetsSayIt(t *testing.T) {
	notBegun := func(p *process.Trainee) {
		p.Start, p.PlannedEnd, p.Status = process.D(2024, 11, 1), process.D(2030, 4, 30), process.TraineeGranted
	}
	for _, tt := range []struct {
		name  string
		c     process.Case
		row   process.Trainee
		want  string
		write func(*process.World)
	}{
		{"leave", about(process.LeaveOfAbsence, parental), post(), "Raden ST-0012: Planerat slut ska vara 2028-11-30, nu 2028-05-31.", func(w *process.World) {
			w.Leaves = []process.Leave{{Doctor: "Gro Gran", From: march1, To: august31}}
			w.Roster[0].PlannedEnd = process.D(2028, 11, 30)
		}},
		{"degree", about(process.ChangedDegree, todegree(0.8, process.D(2024, 9, 1))), post(),
			"Raden ST-0012: Tjänstgöringsgrad är 80 % i ärendet men 100 % i ST-läkare; Planerat slut ska vara 2029-05-31, nu 2028-05-31.", func(w *process.World) {
				w.Roster[0].Degree, w.Roster[0].PlannedEnd = 0.8, process.D(2029, 5, 31)
			}},
		{"start", about(process.ChangedStart, starting(2025, 4, 1)), post(notBegun),
			"Raden ST-0012: Start ska vara 2025-04-01, nu 2024-11-01; Planerat slut ska vara 2030-09-30, nu 2030-04-30.", func(w *process.World) {
				w.Roster[0].Start, w.Roster[0].PlannedEnd = process.D(2025, 4, 1), process.D(2030, 9, 30)
			}},
		{"early end", about(process.EarlyEnd, days(process.D(2024, 10, 31), process.Date{})), post(),
			"Raden ST-0012: Planerat slut ska vara 2024-10-31, nu 2028-05-31.", func(w *process.World) { w.Roster[0].PlannedEnd = process.D(2024, 10, 31) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := withRoster(tt.c, tt.row)
			grantChange(&w, 0)
			j := process.Judge(w)
			if got := whyOf(j, carryWhat); got != carryWhat+" – "+tt.want {
				t.Errorf("told %q\nwant %q", got, tt.want)
			}
			e, _ := process.Explain(w, j, "IA-2024-0001")
			if !strings.Contains(strings.Join(e.Lines, "\n"), tt.want) {
				t.Errorf("explain does not tell it: %q", e.Lines)
			}
			tt.write(&w)
			after := process.Judge(w)
			if got := whyOf(after, carryWhat); got != "" || len(after.Leaves) > 0 {
				t.Errorf("told though it is written: %q, %v", got, after.Leaves)
			}
			if d := cmp.Diff(j.Figures, after.Figures) + cmp.Diff(j.Money, after.Money) + cmp.Diff(j.Centres, after.Centres); d != "" {
				t.Errorf("writing it changed the figures:\n%s", d)
			}
		})
	}
}

// The planned end is asked for while it is the one that was to be moved: another
// that a person wrote stands.
func TestAnotherPlannedEndThanProposedStands(t *testing.T) {
	w := withRoster(about(process.LeaveOfAbsence, parental), post())
	grantChange(&w, 0)
	w.Roster[0].PlannedEnd = process.D(2028, 12, 31)
	j := process.Judge(w)
	if got := whyOf(j, carryWhat); got != "" || len(j.Leaves) != 1 {
		t.Errorf("told %q, leaves %v", got, j.Leaves)
	}
	w.Leaves = []process.Leave{{Doctor: "Gro Gran", From: march1, To: process.D(2025, 6, 30)}}
	j = process.Judge(w)
	if got := whyOf(j, "Ändra dagarna"); !strings.Contains(got, "2025-03-01–2025-08-31 i ärendet men 2025-03-01–2025-06-30 i bladet Uppehåll") || len(j.Leaves) > 0 {
		t.Errorf("other days there are not told: %q, %v", got, j.Leaves)
	}
}

// Two changes granted the same evening are both to be written, in either order,
// and neither is lost when the other is.
func TestTwoGrantedChangesOfOneRow(t *testing.T) { // D15
	first, second := about(process.LeaveOfAbsence, parental), about(process.LeaveOfAbsence, days(process.D(2026, 1, 1), process.D(2026, 3, 31)))
	second.ID = "IA-2024-0002"
	w := world(second, first)
	w.Roster = []process.Trainee{post()}
	proposed := process.Judge(w)
	for at := range w.Cases {
		w.Cases[at] = decided(w.Cases[at], process.VerdictGrant, process.D(2024, 9, 10), "")
		w.Cases[at].Proposed, w.Cases[at].ProposedMove = process.Grant, proposed.Standings[at].Proposal.Move
	}
	ask := func() string {
		var all []string
		for _, todo := range process.Judge(w).Todo {
			if todo.What == carryWhat {
				all = append(all, todo.Case+": "+todo.Why)
			}
		}
		return strings.Join(all, "\n")
	}
	for _, tt := range []struct {
		end  process.Date
		want string
	}{
		{process.D(2028, 5, 31), "IA-2024-0001: Raden ST-0012: Planerat slut ska vara 2028-11-30, nu 2028-05-31.\nIA-2024-0002: Raden ST-0012: Planerat slut ska vara 2029-02-28, nu 2028-05-31."},
		{process.D(2028, 11, 30), "IA-2024-0002: Raden ST-0012: Planerat slut ska vara 2029-02-28, nu 2028-11-30."},
		{process.D(2028, 8, 31), "IA-2024-0001: Raden ST-0012: Planerat slut ska vara 2029-02-28, nu 2028-08-31."},
		{process.D(2029, 2, 28), ""},
	} {
		w.Roster[0].PlannedEnd = tt.end
		if got := ask(); got != tt.want {
			t.Errorf("at %s: told\n%s\nwant\n%s", tt.end, got, tt.want)
		}
	}
}

// A doctor on leave is still in training, and still committed money.
func TestLeaveCountsAsCommitted(t *testing.T) {
	w := world()
	w.Roster = []process.Trainee{post()}
	before := process.Judge(w)
	w.Leaves = []process.Leave{{Doctor: "Gro Gran", From: process.D(2024, 9, 1), Kind: "Föräldraledighet"}}
	w.Roster[0].Status = process.TraineeOnLeave
	after := process.Judge(w)
	if d := cmp.Diff(before.Figures, after.Figures) + cmp.Diff(before.Money, after.Money); d != "" || after.Figures.InTraining != 1 {
		t.Errorf("leave changes the figures:\n%s", d)
	}
}

// R-023, D16: own-funded to funded competes, costs the rest of the post, and says
// so; once granted the money is spoken for, whatever the row still says.
func TestOwnFundedTakesTheRestOfItsPost(t *testing.T) {
	own := post(func(p *process.Trainee) { p.OwnFunded, p.PlannedEnd = true, process.D(2025, 6, 30) })
	c := about(process.OwnToFunded, licensed(2020, 3, 1), starting(2025, 1, 1))
	w := withRoster(c, own)
	s := standing(t, w, c.ID)
	const want = "Egenfinansierad → vårdvalsfinansierad från 2025-01-01 för raden ST-0012: kostar 300 000 kr 2025."
	if s.Place != 1 || s.Proposal.Outcome != process.Grant || !slices.Contains(s.Proposal.Reasons, want) {
		t.Errorf("place %d, %+v", s.Place, s.Proposal)
	}
	grantChange(&w, 0)
	j := process.Judge(w)
	if j.Money[1].Committed != 300000 || len(j.Granted) > 0 || whyOf(j, "Ändra Finansiering till vårdval") == "" {
		t.Errorf("money %+v, rows %v, %v", j.Money, j.Granted, j.Todo)
	}
	w.Roster[0].OwnFunded = false
	if got := whyOf(process.Judge(w), "Ändra Finansiering"); got != "" {
		t.Errorf("told though it is done: %q", got)
	}
	for name, tt := range map[string]struct {
		rows  []process.Trainee
		place int
	}{
		"Läkaren finns inte i bladet ST-läkare under Tallbackens vårdcentral.": {nil, 1},
		"Raden ST-0012 är redan vårdvalsfinansierad enligt bladet ST-läkare.":  {[]process.Trainee{post()}, 0}, // there is nothing to wait for
	} {
		j := process.Judge(withRoster(c, tt.rows...))
		s := j.Standings[0]
		if s.Proposal.Outcome != process.Wait || s.Proposal.Reasons[0] != name || s.Place != tt.place || j.Figures.Waiting != tt.place {
			t.Errorf("place %d of %d, %+v, want %q", s.Place, j.Figures.Waiting, s.Proposal, name)
		}
		if told := s.Has("REDAN_VÅRDVALSFINANSIERAD") && whyOf(j, "Pröva om ärendet ska avskrivas") != ""; told != (tt.place == 0) {
			t.Errorf("%s: %+v, %v", name, s.Findings, j.Todo)
		}
	}
}

// The answer hangs on what cases, roster and leaves say, not on the order they
// lie in, also where several changes are about one row.
func TestChangesDoNotHangOnOrder(t *testing.T) {
	kinds := []process.Kind{process.LeaveOfAbsence, process.ChangedDegree, process.ChangedStart, process.EarlyEnd, process.Transfer, process.OwnToFunded, process.NewPost}
	rapid.Check(t, func(t *rapid.T) {
		day := func(name string) process.Date {
			return process.D(2024, 1, 1).AddDays(rapid.IntRange(0, 2000).Draw(t, name))
		}
		w := world()
		for i := range rapid.IntRange(1, 6).Draw(t, "rows") {
			w.Roster = append(w.Roster, post(func(p *process.Trainee) {
				p.ID, p.Name = fmt.Sprintf("ST-%04d", i), fmt.Sprintf("Läkare Nummer%d", rapid.IntRange(0, 3).Draw(t, "name"))
				p.CentreID, p.PlannedEnd, p.OwnFunded = allCentres[rapid.IntRange(0, 1).Draw(t, "centre")].ID, day("end"), rapid.Bool().Draw(t, "own")
				p.Status = rapid.SampledFrom(process.TraineeStatuses).Draw(t, "status")
			}))
		}
		for i := range rapid.IntRange(1, 8).Draw(t, "cases") {
			c := nth(i, asking(rapid.SampledFrom(kinds).Draw(t, "kind")), named(fmt.Sprintf("Läkare Nummer%d", rapid.IntRange(0, 3).Draw(t, "doctor"))),
				from(allCentres[rapid.IntRange(0, 1).Draw(t, "at")]), days(day("from"), day("to")), func(a *process.Application) { a.Degree = 0.8 })
			w.Cases = append(w.Cases, c)
			if rapid.Bool().Draw(t, "granted") {
				grantChange(&w, i)
			}
		}
		for range rapid.IntRange(0, 4).Draw(t, "leaves") {
			w.Leaves = append(w.Leaves, process.Leave{Doctor: fmt.Sprintf("Läkare Nummer%d", rapid.IntRange(0, 3).Draw(t, "away")), From: day("begins"), To: day("ends")})
		}
		judged := func() process.Judgement {
			j := sorted(process.Judge(w))
			slices.SortFunc(j.Granted, func(a, b process.Trainee) int { return strings.Compare(a.ID, b.ID) })
			slices.SortFunc(j.Leaves, func(a, b process.GrantedLeave) int { return strings.Compare(a.Case, b.Case) })
			return j
		}
		want := judged()
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "shuffle"), 3))
		r.Shuffle(len(w.Cases), func(i, j int) { w.Cases[i], w.Cases[j] = w.Cases[j], w.Cases[i] })
		r.Shuffle(len(w.Roster), func(i, j int) { w.Roster[i], w.Roster[j] = w.Roster[j], w.Roster[i] })
		r.Shuffle(len(w.Leaves), func(i, j int) { w.Leaves[i], w.Leaves[j] = w.Leaves[j], w.Leaves[i] })
		if d := cmp.Diff(want, judged()); d != "" {
			t.Fatalf("another order, another answer:\n%s", d)
		}
		for _, s := range want.Standings {
			if p := s.Proposal; p.Outcome != "" && len(p.Reasons) == 0 {
				t.Fatalf("%s is proposed %s for no reason", s.Case, p.Outcome)
			}
		}
	})
}

// What tells when somebody is away is marked among the reasons, so that no letter
// says it; the rest is not.
func TestOnlyTheDaysOfALeaveArePrivate(t *testing.T) { // D7
	outside := days(process.D(2029, 1, 1), process.D(2029, 2, 1))
	for _, tt := range []struct {
		name    string
		c       process.Case
		private int
	}{
		{"a leave", about(process.LeaveOfAbsence, parental), 1},
		{"a leave that cannot be", about(process.LeaveOfAbsence, outside), 1},
		{"an early end", about(process.EarlyEnd, days(process.D(2025, 3, 1), process.Date{})), 0},
	} {
		p := process.Judge(withRoster(tt.c, post())).Standings[0].Proposal
		if len(p.Private) != tt.private || len(p.Reasons) == 0 {
			t.Errorf("%s: private %q of %q", tt.name, p.Private, p.Reasons)
		}
		for _, r := range p.Reasons {
			if slices.Contains(p.Private, r) != (tt.private > 0 && strings.Contains(r, "20")) {
				t.Errorf("%s: private %q of %q", tt.name, p.Private, p.Reasons)
			}
		}
	}
}

// A withdrawal of a running post that has no case is found in the roster, where
// the doctor works.
func TestRunning(t *testing.T) { // D9
	w := world()
	w.Roster = []process.Trainee{post()}
	gone := func(k process.Kind, change ...func(*process.Application)) process.Application {
		return about(k, change...).Application
	}
	for name, tt := range map[string]struct {
		app  process.Application
		want bool
	}{
		"the doctor's health centre": {gone(process.Withdrawal), true},
		"another health centre":      {gone(process.Withdrawal, from(sjovik)), false},
		"another doctor":             {gone(process.Withdrawal, named("Bo Bok")), false},
		"nobody":                     {gone(process.Withdrawal, named("")), false},
	} {
		if got := process.Running(w, tt.app); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// One doctor may have several matters open; two of one kind are pointed out.
func TestMattersOfOneDoctorAreNotCompared(t *testing.T) {
	leave, degree := about(process.LeaveOfAbsence, parental), about(process.ChangedDegree, todegree(0.8, march1))
	degree.ID = "IA-2024-0002"
	again := about(process.LeaveOfAbsence, days(process.D(2026, 1, 1), process.D(2026, 3, 31)))
	again.ID = "IA-2024-0003"
	w := world(leave, degree, again)
	w.Roster = []process.Trainee{post()}
	j := process.Judge(w)
	if hasTodo(j, "IA-2024-0002", "Jämför med IA-2024-0001") || !hasTodo(j, "IA-2024-0003", "Jämför med IA-2024-0001") {
		t.Errorf("todo %v", j.Todo)
	}
}
