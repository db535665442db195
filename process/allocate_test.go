package process_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stintag/process"
)

func year2025(most int) process.Limit {
	return process.Limit{From: process.D(2025, 1, 1), To: process.D(2025, 12, 31), MostNew: most}
}

func outcomes(j process.Judgement) map[string]process.Outcome {
	of := map[string]process.Outcome{}
	for _, s := range j.Standings {
		of[s.Case] = s.Proposal.Outcome
	}
	return of
}

func wantOutcomes(t *testing.T, j process.Judgement, want string) {
	t.Helper()
	got := ""
	for _, id := range j.Ranking {
		mark := "-"
		if s, _ := j.Standing(id); s.Proposal.Outcome == process.Grant {
			mark = "+"
		}
		got += mark + strings.TrimLeft(id[len("IA-2024-"):], "0") + " "
	}
	if strings.TrimSpace(got) != want {
		t.Errorf("proposed %s; want %s", got, want)
	}
}

// R-019: the excess stays on the list with its place, and is never refused; what
// is granted in the period already counts.
func TestALimitHoldsNewPostsOfItsPeriod(t *testing.T) {
	w := world(nth(1, starting(2025, 1, 1)), nth(2, starting(2025, 2, 1)), nth(3, starting(2025, 12, 31)), nth(4, starting(2024, 12, 31)),
		decided(nth(5, starting(2025, 3, 1)), process.VerdictGrant, process.D(2024, 9, 5), "ändå"))
	w.Roster = []process.Trainee{
		trainee(func(p *process.Trainee) { p.Start, p.PlannedEnd = process.D(2025, 1, 7), process.D(2030, 6, 30) }),
		trainee(func(p *process.Trainee) {
			p.ID, p.Start, p.PlannedEnd, p.OwnFunded = "ST-2", process.D(2025, 1, 7), process.D(2030, 6, 30), true
		}),
	}
	w.Policy.Limits = []process.Limit{year2025(3)}
	j := process.Judge(w)
	wantOutcomes(t, j, "+4 +1 -2 -3")
	s, _ := j.Standing("IA-2024-0003")
	want := "Högst 3 nya ST får börja 2025-01-01–2025-12-31 enligt vastmanland 2024-09-10: 2 är beviljade och 1 står före. Plats 4 står kvar på intresselistan."
	if s.Status != process.StatusWaiting || !strings.HasPrefix(strings.Join(s.Proposal.Reasons, " "), want) {
		t.Errorf("%s: %q", s.Status, s.Proposal.Reasons)
	}
	w.Policy.Limits = []process.Limit{{From: process.D(2024, 9, 1), To: process.D(2024, 9, 30), MostNew: 2, ByDecision: true, Why: "Högt söktryck."}}
	j = process.Judge(w)
	wantOutcomes(t, j, "+4 -1 -2 -3")
	if s, _ := j.Standing("IA-2024-0001"); !strings.Contains(strings.Join(s.Proposal.Reasons, " "), "Högt söktryck. Plats 2 står kvar på intresselistan.") ||
		!strings.Contains(s.Proposal.Reasons[0], "får beviljas 2024-09-01–2024-09-30") {
		t.Errorf("by decision: %q", s.Proposal.Reasons)
	}
	w.Policy.Limits[0].MostNew = 0
	if s, _ := process.Judge(w).Standing("IA-2024-0001"); !strings.HasPrefix(s.Proposal.Reasons[0], "Ingen ny ST får beviljas 2024-09-01–2024-09-30") {
		t.Errorf("none at all: %q", s.Proposal.Reasons)
	}
	w.Policy.Limits[0].To = process.D(2024, 9, 9) // over before today
	wantOutcomes(t, process.Judge(w), "+4 +1 +2 +3")
}

// A granted post that has not begun counts in the period in which it can begin, as a
// proposed one does; one that was given up before it began counts in none.
func TestALimitCountsWhenAPostCanBegin(t *testing.T) {
	for _, tt := range []struct {
		name   string
		status process.TraineeStatus
		start  process.Date
		want   string
	}{
		{"granted for last year, begins this year", process.TraineeGranted, process.D(2024, 12, 1), "-1"},
		{"began last year", process.TraineeActive, process.D(2024, 12, 1), "+1"},
		{"given up before it began", process.TraineeLeft, process.D(2025, 3, 1), "+1"},
		{"left after a month", process.TraineeLeft, process.D(2025, 1, 2), "-1"},
	} {
		w := world(nth(1, starting(2025, 5, 1)))
		w.Now = at(2025, 2, 10)
		w.Policy.Limits = []process.Limit{year2025(1)}
		w.Roster = []process.Trainee{trainee(func(p *process.Trainee) {
			p.Start, p.PlannedEnd, p.Status = tt.start, process.D(2030, 5, 31), tt.status
		})}
		t.Run(tt.name, func(t *testing.T) { wantOutcomes(t, process.Judge(w), tt.want) })
	}
}

// A post that the vårdval took over is a new one from then on, and is counted once:
// before and after its row says so.
func TestALimitCountsPostsTakenOver(t *testing.T) {
	overtaken := decided(nth(1, asking(process.OwnToFunded), func(a *process.Application) { a.ChangeFrom = process.D(2025, 2, 1) }),
		process.VerdictGrant, process.D(2024, 9, 5), "ändå")
	w := world(overtaken, nth(2, starting(2025, 3, 1)))
	w.Policy.Limits = []process.Limit{year2025(2)}
	for _, own := range []bool{true, false} {
		w.Roster = []process.Trainee{trainee(func(p *process.Trainee) {
			p.Name, p.Start, p.PlannedEnd, p.OwnFunded = overtaken.Application.Doctor, process.D(2025, 1, 1), process.D(2028, 1, 1), own
		})}
		wantOutcomes(t, process.Judge(w), "+2")
		w.Policy.Limits[0].MostNew = 1
		wantOutcomes(t, process.Judge(w), "-2")
		w.Policy.Limits[0].MostNew = 2
	}
}

// R-017: the intake is limited by the least of what limits it, and the answer says
// how far each reaches.
func TestTheLeastOfTheLimitsBinds(t *testing.T) {
	var cases []process.Case
	for i := range 8 {
		cases = append(cases, nth(i+1, starting(2025, 1, 1)))
	}
	w := world(cases...)
	for _, tt := range []struct {
		frame  float64 // a post costs 600 000
		most   int
		words  string
		binds  []bool
		grants int
	}{
		{3.6e6, 4, "Gränsen för 2025 räcker till 4 nya ST, pengarna till 6: gränsen för 2025 begränsar.", []bool{true, false}, 4},
		{1.2e6, 4, "Gränsen för 2025 räcker till 4 nya ST, pengarna till 2: pengarna begränsar.", []bool{false, true}, 2},
		{3e6, 5, "Gränsen för 2025 räcker till 5 nya ST, pengarna till 5: gränsen för 2025 och pengarna begränsar.", []bool{true, true}, 5},
		{100e6, 9, "Alla på intresselistan ryms: gränsen för 2025 och pengarna räcker.", []bool{false, false}, 8},
		{0, 1, "Gränsen för 2025 räcker till 1 ny ST, pengarna inte till någon: pengarna begränsar.", []bool{false, true}, 0},
	} {
		w.Policy.Limits, w.Budget[1].Frame = []process.Limit{year2025(tt.most)}, tt.frame
		j := process.Judge(w)
		granted := 0
		for _, o := range outcomes(j) {
			if o == process.Grant {
				granted++
			}
		}
		if j.LimitWords() != tt.words || granted != tt.grants {
			t.Errorf("%d granted, %q; want %d, %q", granted, j.LimitWords(), tt.grants, tt.words)
		}
		for i, l := range j.Limits {
			if l.Binds != tt.binds[i] || l.Of != 8 {
				t.Errorf("%+v, want binds %v of 8", l, tt.binds[i])
			}
		}
	}
	if words := process.Judge(world()).LimitWords(); words != "" {
		t.Errorf("with nobody waiting: %q", words)
	}
}

// A case that waits for one thing keeps what it needs of the rest; who needs
// nothing that somebody before needs may be proposed.
func TestNobodyTakesWhatSomebodyBeforeNeeds(t *testing.T) {
	frames := func(w *process.World, by map[int]float64) {
		w.Budget = nil
		for _, year := range []int{2024, 2025, 2026} {
			frame, decided := by[year]
			w.Budget = append(w.Budget, process.BudgetYear{Year: year, Frame: frame, Decided: decided, PerMonth: 50000})
		}
	}
	short := func(a *process.Application) { a.PlannedEnd = process.D(2024, 12, 31) }
	for _, tt := range []struct {
		name  string
		w     process.World
		by    map[int]float64
		limit int
		want  string
	}{
		{"a limit for 2025 does not hold up 2026", world(nth(1, starting(2025, 1, 1)), nth(2, starting(2026, 1, 1))),
			map[int]float64{2025: 1e6, 2026: 2e6}, 0, "-1 +2"},
		{"but the money of 2026 is kept for who waits for 2025", world(nth(1, starting(2025, 1, 1)), nth(2, starting(2026, 1, 1))),
			map[int]float64{2025: 1e6, 2026: 1e6}, 0, "-1 -2"},
		{"one that costs less does not pass", world(nth(1, licensed(2019, 1, 1)), nth(2, func(a *process.Application) { a.Degree = 0.5 })),
			map[int]float64{2024: 90000, 2025: 9e6}, 9, "-1 -2"},
		{"2025 is short: who needs only 2024 goes on", world(nth(1, licensed(2019, 1, 1)), nth(2, short)),
			map[int]float64{2024: 250000, 2025: 500000}, 9, "-1 +2"},
		{"unless 2024 is what the first one needs too", world(nth(1, licensed(2019, 1, 1)), nth(2, short)),
			map[int]float64{2024: 150000, 2025: 500000}, 9, "-1 -2"},
		{"R-023: a year without a frame takes nothing from anybody", world(nth(1, starting(2026, 1, 1), licensed(2019, 1, 1)), nth(2)),
			map[int]float64{2024: 100000, 2025: 600000}, 9, "-1 +2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			frames(&tt.w, tt.by)
			tt.w.Policy.Limits = []process.Limit{year2025(tt.limit)}
			wantOutcomes(t, process.Judge(tt.w), tt.want)
		})
	}
}

// ruledWorld draws rules of every kind on top of a random world.
func ruledWorld(t *rapid.T) process.World {
	w := randomWorld(t)
	p := w.Policy
	p.Ranking = process.Ranking{ByPoints: rapid.Bool().Draw(t, "points"), WithinCentre: rapid.Bool().Draw(t, "within")}
	for i := range p.Criteria {
		c := &p.Criteria[i]
		c.Points = float64(rapid.IntRange(0, 3).Draw(t, "points at most")) * 12.5
		c.BestDate, c.WorstDate = process.D(2017, 1, 1), process.D(2025, 1, 1)
		c.BestValue, c.WorstValue = 0, float64(rapid.IntRange(0, 8).Draw(t, "worst"))
	}
	if rapid.Bool().Draw(t, "own order") {
		p.Criteria = append(p.Criteria, process.Criterion{By: process.ByOwnPriority, Points: 20, BestValue: 1, WorstValue: 4})
	}
	for i := range w.Cases {
		a := &w.Cases[i].Application
		a.OwnPriority = process.Amount{Value: float64(rapid.IntRange(1, 3).Draw(t, "own")), Said: rapid.Bool().Draw(t, "said")}
		if rapid.IntRange(0, 3).Draw(t, "later") == 0 {
			a.PossibleStart = process.D(2025, 3, 1)
		}
		if rapid.IntRange(0, 3).Draw(t, "half") == 0 {
			a.Degree = 0.5
		}
	}
	for range rapid.IntRange(0, 2).Draw(t, "limits") {
		l := year2025(rapid.IntRange(0, 4).Draw(t, "most"))
		l.From = process.D(2024, rapidMonth(t), 1)
		l.ByDecision = rapid.Bool().Draw(t, "by decision")
		p.Limits = append(p.Limits, l)
	}
	if rapid.Bool().Draw(t, "allots") {
		p.Allotment = process.Allotment{PerListed: 1200, Funded: rapid.IntRange(0, 9).Draw(t, "funded"), Method: process.SainteLague, Fill: true}
	}
	p.LoweredFor = rapid.SampledFrom([]process.Lowered{process.LoweredForAll, process.LoweredForNew}).Draw(t, "lowered for")
	p.Rates = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) process.Rate {
		return process.Rate{
			Course: rapid.Bool().Draw(t, "course"), Track: rapid.SampledFrom([]string{"", "ST", "Forskar-ST"}).Draw(t, "track"),
			From: process.D(2024, rapidMonth(t), 1), PerMonth: float64(rapid.IntRange(1, 9).Draw(t, "kkr") * 10000),
		}
	}), 0, 3).Draw(t, "rates")
	return w
}

func rapidMonth(t *rapid.T) time.Month { return time.Month(rapid.IntRange(1, 12).Draw(t, "month")) }

// carriedOut is the world when all that is proposed has been granted.
func carriedOut(w process.World, j process.Judgement) process.World {
	w.Cases = slices.Clone(w.Cases)
	for i, s := range j.Standings {
		if s.Proposal.Outcome == process.Grant && s.Status == process.StatusReady {
			w.Cases[i] = decided(w.Cases[i], process.VerdictGrant, w.Today(), "")
			w.Cases[i].Proposed = process.Grant
		}
	}
	return w
}

// R-017, R-019, R-023, R-203: never more than the money of any decided year, a
// period's limit or the funded number, unless there was more of it before.
func TestProposalsAreNeverMoreThanThereIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := ruledWorld(t)
		before := process.Judge(w)
		w = carriedOut(w, before)
		after := process.Judge(w)
		for i, m := range after.Money {
			if m.Decided && m.Free < 0 && before.Money[i].Free >= 0 {
				t.Fatalf("%d is overdrawn by %v", m.Year, -m.Free)
			}
		}
		for i, l := range w.Policy.Limits {
			if n, was := newIn(after, w, l), newIn(before, w, l); n > l.MostNew && n > was {
				t.Fatalf("limit %d: %d new posts where %d may be, and %d were", i+1, n, l.MostNew, was)
			}
		}
		for i, a := range after.Allotments {
			if a.Vacancy < 0 && before.Allotments[i].Vacancy >= 0 {
				t.Fatalf("%s has %d posts of %d", a.CentreID, a.Counted, a.Allotted)
			}
		}
		if w.Policy.Allotment.Funded > 0 {
			n, was := process.SumAllotments(after.Allotments).Counted, process.SumAllotments(before.Allotments).Counted
			if n > w.Policy.Allotment.Funded && n > was {
				t.Fatalf("%d posts where %d are funded", n, w.Policy.Allotment.Funded)
			}
		}
	})
}

// newIn counts the new posts of a limit's period.
func newIn(j process.Judgement, w process.World, l process.Limit) int {
	n := 0
	for _, p := range slices.Concat(w.Roster, j.Granted) {
		day := p.Start
		if l.ByDecision {
			day = p.Decided
		}
		if !p.OwnFunded && !day.IsZero() && !day.Before(l.From) && !day.After(l.To) {
			n++
		}
	}
	return n
}

func TestTheSameAnswerForAnyOrderUnderAnyRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := ruledWorld(t)
		want := sorted(process.Judge(w))
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "shuffle"), 3))
		r.Shuffle(len(w.Cases), func(i, j int) { w.Cases[i], w.Cases[j] = w.Cases[j], w.Cases[i] })
		r.Shuffle(len(w.Roster), func(i, j int) { w.Roster[i], w.Roster[j] = w.Roster[j], w.Roster[i] })
		r.Shuffle(len(w.Centres), func(i, j int) { w.Centres[i], w.Centres[j] = w.Centres[j], w.Centres[i] })
		slices.Reverse(w.Budget)
		got := sorted(process.Judge(w))
		for _, j := range []*process.Judgement{&want, &got} {
			slices.SortFunc(j.Allotments, func(a, b process.CentreAllotment) int { return strings.Compare(a.CentreID, b.CentreID) })
			slices.SortFunc(j.Granted, func(a, b process.Trainee) int { return strings.Compare(a.ID, b.ID) })
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("another order, another answer:\n%s", d)
		}
	})
}

// Raising a doctor's merit in any one criterion never lowers the place.
func TestMoreMeritNeverLowersThePlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := ruledWorld(t)
		for i := range w.Policy.Criteria {
			w.Policy.Criteria[i].Descending = false
		}
		before := process.Judge(w)
		if len(before.Ranking) == 0 {
			return
		}
		id := rapid.SampledFrom(before.Ranking).Draw(t, "case")
		i := slices.IndexFunc(w.Cases, func(c process.Case) bool { return c.ID == id })
		w.Cases = slices.Clone(w.Cases)
		c := &w.Cases[i]
		what := rapid.SampledFrom([]string{"licence", "start", "contact", "own"}).Draw(t, "merit")
		switch what {
		case "licence":
			c.Application.LicenceDate = process.D(c.Application.LicenceDate.Year-1, 1, 1)
		case "start":
			c.Application.PossibleStart = process.D(2024, 10, 1)
		case "contact":
			c.ContactDate = c.ContactDate.AddDays(-1)
		case "own":
			c.Application.OwnPriority = process.Amount{Value: 1, Said: true}
		}
		was, _ := before.Standing(id)
		if now, _ := process.Judge(w).Standing(id); now.Place > was.Place {
			t.Fatalf("%s: a better %s moves it from %d to %d", id, what, was.Place, now.Place)
		}
	})
}

// No case is passed by a lower one that takes what it needed: with those proposed
// below it withdrawn, a case that waits still waits.
func TestNobodyIsPassedByWhoTakesWhatTheyNeed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := ruledWorld(t)
		w.Policy.Ranking.WithinCentre = false
		before := process.Judge(w)
		for n, id := range before.Ranking {
			s, _ := before.Standing(id)
			if s.Proposal.Outcome != process.Wait {
				continue
			}
			without := w
			without.Cases = slices.Clone(w.Cases)
			for i := range without.Cases {
				if slices.Contains(before.Ranking[n+1:], without.Cases[i].ID) {
					without.Cases[i].Withdrawn = true
				}
			}
			if now, _ := process.Judge(without).Standing(id); now.Place == s.Place && now.Proposal.Outcome == process.Grant {
				t.Fatalf("%s would have had a post but for %v, who stand behind", id, before.Ranking[n+1:])
			}
		}
	})
}

// One year's frame may be at an end while the next one's has room: the years are named.
func TestWhatBindsNamesTheYears(t *testing.T) {
	for want, l := range map[string]process.LimitFigures{
		"Pengarna räcker inte till någon ny ST: ramen för 2025 begränsar.":                               {Name: "pengarna", Of: 2, Binds: true, Years: []int{2025}},
		"Pengarna räcker till 3 nya ST, inte till alla som väntar: ramarna för 2025 och 2026 begränsar.": {Name: "pengarna", Fits: 3, Of: 5, Binds: true, Years: []int{2025, 2026}},
	} {
		if got := (process.Judgement{Limits: []process.LimitFigures{l}}).LimitWords(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func ExampleJudgement_LimitWords() {
	j := process.Judgement{Limits: []process.LimitFigures{
		{Name: "pengarna", Fits: 6, Of: 10}, {Name: "randningsplatserna", Fits: 4, Of: 10, Binds: true},
	}}
	fmt.Println(j.LimitWords())
	// Output: Pengarna räcker till 6 nya ST, randningsplatserna till 4: randningsplatserna begränsar.
}
