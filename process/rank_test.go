package process_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"stintag/process"
)

func onContact(c process.Case, d process.Date) process.Case {
	c.ContactDate = d
	return c
}

// Two cases that differ in one criterion alone: the criterion decides, in the
// order the policy has it, and turned round where the policy says so.
func TestEachCriterionDecidesWhereItAloneDiffers(t *testing.T) {
	for i, tt := range []struct {
		requirement   string
		first, second process.Case
		values        [2]string
	}{
		{"R-001", nth(2, licensed(2016, 5, 1)), nth(1, licensed(2017, 1, 1)), [2]string{"2016", "2017"}},
		{"R-002", nth(2, from(sjovik)), nth(1), [2]string{"prioriterat område", "ej prioriterat område"}},
		{"R-003", nth(2, starting(2024, 10, 1)), nth(1, starting(2024, 11, 1)), [2]string{"2024-10-01", "2024-11-01"}},
		{"R-004", nth(2), nth(1, from(granskogen)), [2]string{"ingen ST på 9 600 listade", "1 ST per 9 600 listade"}},
		{"R-005", onContact(nth(2), process.D(2024, 9, 1)), nth(1), [2]string{"2024-09-01", "2024-09-02"}},
	} {
		t.Run(tt.requirement, func(t *testing.T) {
			w := world(tt.second, tt.first)
			w.Roster = []process.Trainee{{ID: "ST-1", CentreID: granskogen.ID, Start: process.D(2023, 1, 1), Status: process.TraineeActive}}
			j := process.Judge(w)
			if want := []string{tt.first.ID, tt.second.ID}; !slices.Equal(j.Ranking, want) {
				t.Fatalf("ranking %v, want %v", j.Ranking, want)
			}
			want := process.Comparison{Before: tt.first.ID, After: tt.second.ID, By: i, BeforeValue: tt.values[0], AfterValue: tt.values[1]}
			if j.Steps[0] != want {
				t.Errorf("step %+v, want %+v", j.Steps[0], want)
			}
			if c := j.Decisive[i]; c.Decided != 1 || c.Of != 1 {
				t.Errorf("criterion %d is said to have decided %d of %d", i+1, c.Decided, c.Of)
			}
			w.Policy.Criteria[i].Descending = true
			if j := process.Judge(w); j.Ranking[0] != tt.second.ID {
				t.Errorf("turned round, %s still comes first", j.Ranking[0])
			}
		})
	}
}

func TestCriteriaStandInThePolicysOrder(t *testing.T) {
	byLicence, byPlace := nth(1, licensed(2015, 1, 1)), nth(2, licensed(2018, 1, 1), from(sjovik))
	w := world(byLicence, byPlace)
	if j := process.Judge(w); j.Ranking[0] != byLicence.ID {
		t.Errorf("licence date first: %v", j.Ranking)
	}
	w.Policy.Criteria[0], w.Policy.Criteria[1] = w.Policy.Criteria[1], w.Policy.Criteria[0]
	if j := process.Judge(w); j.Ranking[0] != byPlace.ID {
		t.Errorf("priority area first: %v", j.Ranking)
	}
}

func TestCoarseDatesLeaveRoomForTheNextCriterion(t *testing.T) { // D3
	early, outside := nth(1, licensed(2016, 1, 1)), nth(2, licensed(2016, 12, 1), from(sjovik))
	w := world(early, outside)
	for how, want := range map[string]string{"year": outside.ID, "month": early.ID, "": early.ID} {
		w.Policy.Criteria[0].Coarse = how
		if j := process.Judge(w); j.Ranking[0] != want {
			t.Errorf("coarse %q puts %s first, want %s", how, j.Ranking[0], want)
		}
	}
}

// the spread is reckoned anew after each proposed post, so two health
// centres with as many listed take turns.
func TestSpreadIsReckonedAnewAfterEachPost(t *testing.T) {
	var cases []process.Case
	for i := range 3 {
		cases = append(cases, nth(1+i), nth(4+i, from(granskogen)))
	}
	w := world(cases...)
	j := process.Judge(w)
	want := []string{"IA-2024-0001", "IA-2024-0004", "IA-2024-0002", "IA-2024-0005", "IA-2024-0003", "IA-2024-0006"}
	if !slices.Equal(j.Ranking, want) {
		t.Errorf("ranking %v, want %v", j.Ranking, want)
	}
	w.Centres = []process.HealthCentre{tallbacken, sjovik, granskogen}
	w.Centres[2].Listed = 2 * tallbacken.Listed // with twice the patients, twice the posts
	j = process.Judge(w)
	want = []string{"IA-2024-0001", "IA-2024-0004", "IA-2024-0005", "IA-2024-0002", "IA-2024-0006", "IA-2024-0003"}
	if !slices.Equal(j.Ranking, want) {
		t.Errorf("per listed: ranking %v, want %v", j.Ranking, want)
	}
	w.Policy.Criteria[3].Per = "count"
	if j = process.Judge(w); j.Ranking[2] != "IA-2024-0002" {
		t.Errorf("per count: ranking %v", j.Ranking)
	}
}

func TestSpreadCountsPlainlyWhereListedIsMissing(t *testing.T) {
	w := world(nth(1), nth(2, from(granskogen)))
	w.Centres = []process.HealthCentre{tallbacken, granskogen}
	w.Centres[1].Listed = 0
	w.Roster = []process.Trainee{{ID: "ST-1", CentreID: tallbacken.ID, Start: process.D(2023, 1, 1), Status: process.TraineeActive}}
	j := process.Judge(w)
	if j.Steps[0].BeforeValue != "0 ST" || j.Steps[0].AfterValue != "1 ST" {
		t.Errorf("compared by %q and %q", j.Steps[0].BeforeValue, j.Steps[0].AfterValue)
	}
	if !hasTodo(j, "", "Listade saknas för "+granskogen.Name) {
		t.Errorf("nobody is told: %v", j.Todo)
	}
}

func TestWhatIsNotKnownComesLast(t *testing.T) {
	unclear := nth(1, func(a *process.Application) { a.PossibleStart = process.Date{} })
	known := nth(2)
	for _, desc := range []bool{false, true} {
		w := world(unclear, known)
		w.Policy.Required.ForList = nil
		w.Policy.Criteria[2].Descending = desc
		if j := process.Judge(w); !slices.Equal(j.Ranking, []string{known.ID, unclear.ID}) {
			t.Errorf("descending %v: %v", desc, j.Ranking)
		}
	}
}

func TestTheCaseIDTellsTheRestApart(t *testing.T) {
	w := world(nth(2), nth(1))
	j := process.Judge(w)
	if j.Steps[0] != (process.Comparison{Before: "IA-2024-0001", After: "IA-2024-0002", By: -1, BeforeValue: "IA-2024-0001", AfterValue: "IA-2024-0002"}) {
		t.Errorf("step %+v", j.Steps[0])
	}
}

// randomWorld draws few values, so that many cases stand alike for long.
func randomWorld(t *rapid.T) process.World {
	centres := slices.Clone(allCentres)
	for i := range centres {
		centres[i].Priority = rapid.Bool().Draw(t, "priority")
		centres[i].Listed = rapid.SampledFrom([]int{0, 2400, 4800, 5000}).Draw(t, "listed")
	}
	var cases []process.Case
	for i := range rapid.IntRange(0, 14).Draw(t, "cases") {
		c := nth(i+1, from(rapid.SampledFrom(centres).Draw(t, "centre")),
			licensed(rapid.IntRange(2018, 2019).Draw(t, "licence"), 1, 1),
			starting(2024, 10, 1+rapid.IntRange(0, 1).Draw(t, "start")))
		c.ContactDate = process.D(2024, 5, rapid.IntRange(1, 3).Draw(t, "contact"))
		if rapid.IntRange(0, 5).Draw(t, "decided") == 0 {
			c = decided(c, rapid.SampledFrom(process.Verdicts).Draw(t, "verdict"), process.D(2024, 9, 1), "därför")
		}
		cases = append(cases, c)
	}
	w := world(cases...)
	w.Centres = centres
	w.Budget = []process.BudgetYear{
		{Year: 2024, Decided: true, Frame: float64(rapid.IntRange(0, 1500000).Draw(t, "frame 2024")), PerMonth: 50000},
		{Year: 2025, Decided: rapid.Bool().Draw(t, "2025 decided"), Frame: float64(rapid.IntRange(0, 6000000).Draw(t, "frame 2025"))},
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "roster") {
		w.Roster = append(w.Roster, process.Trainee{
			ID: fmt.Sprintf("ST-%d", i), CentreID: rapid.SampledFrom(centres).Draw(t, "at").ID, Name: fmt.Sprintf("Läkare Nummer%d", i+30),
			Start: process.D(2022, 1, 1), PlannedEnd: process.D(2024+i%3, 10, 1), Degree: rapid.SampledFrom([]float64{0, 0.8, 1}).Draw(t, "degree"),
			Status: rapid.SampledFrom(process.TraineeStatuses).Draw(t, "status"),
		})
	}
	w.Policy.Criteria[3].Per = rapid.SampledFrom([]string{"listed", "count"}).Draw(t, "per")
	w.Policy.Criteria[3].Descending = rapid.Bool().Draw(t, "most first")
	rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Shuffle(len(w.Policy.Criteria), func(i, j int) {
		w.Policy.Criteria[i], w.Policy.Criteria[j] = w.Policy.Criteria[j], w.Policy.Criteria[i]
	})
	return w
}

// plainly ranks as D3 and R-004 say it: of those that remain, take the best with
// the counts as they then are. It is slow and has no heap.
func plainly(w process.World, ranked []string) []string {
	listed, posts := true, map[string]int{}
	var remain []process.Case
	for _, c := range w.Cases {
		if slices.Contains(ranked, c.ID) {
			remain = append(remain, c)
			if centre, _ := w.Centre(c.Application.CentreID); centre.Listed == 0 {
				listed = false
			}
		} else if c.Decision.Verdict == process.VerdictGrant {
			posts[c.Application.CentreID]++
		}
	}
	for _, p := range w.Roster {
		if p.Status != process.TraineeDone && p.Status != process.TraineeLeft && !p.PlannedEnd.Before(w.Today()) {
			posts[p.CentreID]++
		}
	}
	value := func(c process.Case, by process.Criterion) float64 {
		centre, _ := w.Centre(c.Application.CentreID)
		switch by.By {
		case process.ByLicenceDate:
			return float64(c.Application.LicenceDate.Year)
		case process.ByPossibleStart:
			return float64(c.Application.PossibleStart.Day)
		case process.ByContactDate:
			return float64(c.ContactDate.Day)
		case process.ByPriorityArea:
			if centre.Priority {
				return 0
			}
			return 1
		}
		n := float64(posts[centre.ID])
		if by.Per == "listed" && listed {
			n /= float64(centre.Listed)
		}
		if by.Descending {
			return -n
		}
		return n
	}
	var order []string
	for len(remain) > 0 {
		best := slices.MinFunc(remain, func(a, b process.Case) int {
			for _, by := range w.Policy.Criteria {
				if c := cmp.Compare(value(a, by), value(b, by)); c != 0 {
					return c
				}
			}
			return cmp.Compare(a.ID, b.ID)
		})
		order = append(order, best.ID)
		posts[best.Application.CentreID]++
		remain = slices.DeleteFunc(remain, func(c process.Case) bool { return c.ID == best.ID })
	}
	return order
}

func TestRankingIsWhatTheRulesSayPlainly(t *testing.T) { // R-001…R-006
	rapid.Check(t, func(t *rapid.T) {
		w := randomWorld(t)
		j := process.Judge(w)
		if want := plainly(w, j.Ranking); !slices.Equal(j.Ranking, want) {
			t.Fatalf("ranking %v, plainly %v", j.Ranking, want)
		}
		if len(j.Ranking) > 0 && len(j.Steps) != len(j.Ranking)-1 {
			t.Fatalf("%d steps between %d places", len(j.Steps), len(j.Ranking))
		}
		for i, id := range j.Ranking {
			if s, _ := j.Standing(id); s.Place != i+1 {
				t.Fatalf("%s is number %d and says %d", id, i+1, s.Place)
			}
		}
	})
}

func hasTodo(j process.Judgement, id, what string) bool {
	return slices.ContainsFunc(j.Todo, func(t process.Todo) bool { return t.Case == id && t.What == what })
}
