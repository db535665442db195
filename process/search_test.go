package process_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stintag/process"
)

// settings writes each remedy as a command would have it.
func settings(r process.Remedies) []string {
	var all []string
	for _, f := range r.Found {
		var one []string
		for _, c := range f.Changes {
			one = append(one, c.Key+"="+c.Value)
		}
		all = append(all, strings.Join(one, " "))
	}
	return all
}

func searched(t *testing.T, w process.World, id string) process.Remedies {
	t.Helper()
	r, ok := process.Search(w, id)
	if !ok || r.Stopped {
		t.Fatalf("no whole search for %s: %+v", id, r)
	}
	return r
}

func TestWhatWouldGiveAPost(t *testing.T) {
	three := func() process.World {
		w := world(nth(1, licensed(2011, 1, 1)), nth(2, licensed(2012, 1, 1)), nth(3, licensed(2013, 1, 1)))
		w.Budget[0].Frame = 150000 // one post in November and December, and a half
		return w
	}
	for _, tt := range []struct {
		name string
		w    func() process.World
		want []string
	}{
		{"money: the frame, a later start, or both who stand before", three,
			[]string{"budget.2024=300000", "start.IA-2024-0003=2025-01-01", "withdraw.IA-2024-0002=ja withdraw.IA-2024-0001=ja"}},
		{"a limit as well: one thing does not do, both do", func() process.World {
			w := three()
			w.Policy.Limits = []process.Limit{{From: process.D(2024, 1, 1), To: process.D(2024, 12, 31), MostNew: 1}}
			return w
		}, []string{"limit.1=3 budget.2024=300000", "start.IA-2024-0003=2025-01-01", "withdraw.IA-2024-0002=ja withdraw.IA-2024-0001=ja"}},
		{"two years' money", func() process.World {
			w := three()
			w.Budget[1].Frame = 600000
			return w
		}, []string{"budget.2024=300000 budget.2025=1800000", "withdraw.IA-2024-0002=ja withdraw.IA-2024-0001=ja"}},
		{"a year that nobody has given a frame", func() process.World {
			w := world(nth(3, starting(2026, 2, 1)))
			return w
		}, []string{"budget.2026=550000", "start.IA-2024-0003=2025-12-01"}},
		{"places at a clinic", func() process.World {
			w := world(nth(1, licensed(2011, 1, 1)), nth(3))
			w.Policy.Rotations = []process.RotationRule{{Clinic: "Barn och ungdom", Places: number(1), Months: 40}}
			return w
		}, []string{"rotation.Barn och ungdom=2", "withdraw.IA-2024-0001=ja"}},
		{"the health centre's own places", func() process.World {
			w := world(nth(2, from(sjovik), licensed(2011, 1, 1)), nth(3, from(sjovik)))
			w.Policy.Ranking.WithinCentre = true
			w.Policy.Allotment = process.Allotment{PerListed: 4800, Funded: 50, Method: process.SainteLague}
			return w
		}, []string{"listed.VC-02=9600", "per_listed=2400", "withdraw.IA-2024-0002=ja"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := searched(t, tt.w(), "IA-2024-0003")
			if d := cmp.Diff(tt.want, settings(r)); d != "" {
				t.Errorf("(-want +got):\n%s%+v", d, r)
			}
		})
	}
}

// What is not a matter of money and places is said, and not searched for.
func TestWhatNoChangeMends(t *testing.T) {
	kept := decided(nth(4), process.VerdictWait, process.D(2024, 9, 3), "Vi väntar.")
	for _, tt := range []struct {
		c       process.Case
		why     string
		missing []string
	}{
		{nth(1), "Ärendet föreslås redan beviljas.", nil},
		{nth(2, func(a *process.Application) { a.Supervisor = "" }), "Platsen hålls undan. Det som fattas är uppgifter.", []string{"Handledare"}},
		{nth(3, func(a *process.Application) { a.Employed = "" }), "Ärendet rangordnas när det här är kompletterat: Redan anställd som ST.", nil},
		{kept, "En person har beslutat att ärendet står kvar. Bara ett nytt beslut ändrar det.", nil},
		{decided(nth(6), process.VerdictGrant, process.D(2024, 9, 3), "därför"), "Ärendet är avgjort.", nil},
		{nth(5, asking(process.Transfer)), "Ärendet konkurrerar inte om någon plats.", nil},
	} {
		r := searched(t, world(tt.c), tt.c.ID)
		if r.Why != tt.why || cmp.Diff(tt.missing, r.Missing) != "" || r.Found != nil || r.Judgements != 0 {
			t.Errorf("%s: %+v", tt.c.ID, r)
		}
	}
	if _, ok := process.Search(world(), "IA-2024-0099"); ok {
		t.Error("a case that is not there is searched for")
	}
}

// A stop is no matter of money, but of when one starts.
func TestAStartOutsideAStop(t *testing.T) {
	w := world(nth(1, asking(process.PreST), starting(2025, 11, 15), func(a *process.Application) { a.BT = "Fristående klar" }))
	w.Budget = append(w.Budget, process.BudgetYear{Year: 2026, Frame: 1e6, Decided: true, PerMonth: 50000})
	if got := settings(searched(t, w, "IA-2024-0001")); cmp.Diff([]string{"start.IA-2024-0001=2026-01-01", "start.IA-2024-0001=2024-12-01"}, got) != "" {
		t.Errorf("%v", got)
	}
}

// whatIfAnyWorld is one where money, limits and places are short.
func whatIfAnyWorld(t *rapid.T) process.World {
	w := randomWorld(t)
	for i := range w.Budget {
		w.Budget[i].Frame = float64(rapid.IntRange(0, 40).Draw(t, "frame")) * 50000
	}
	if rapid.Bool().Draw(t, "limited") {
		w.Policy.Limits = []process.Limit{{From: process.D(2024, 1, 1), To: process.D(2025, rapid.SampledFrom([]process.Date{{Month: 3}, {Month: 12}}).Draw(t, "to").Month, 1), MostNew: rapid.IntRange(0, 3).Draw(t, "most")}}
	}
	if rapid.Bool().Draw(t, "rotating") {
		w.Policy.Rotations = []process.RotationRule{{Clinic: "KK", Places: number(float64(rapid.IntRange(0, 2).Draw(t, "places"))), Months: rapid.IntRange(1, 20).Draw(t, "months")}}
		w.Rotations = []process.RotationPlaces{{Clinic: "kk", Month: process.D(2025, 6, 1), Places: number(float64(rapid.IntRange(0, 2).Draw(t, "in June")))}}
	}
	if rapid.Bool().Draw(t, "allotted") {
		w.Policy.Allotment = process.Allotment{PerListed: 4800, Funded: rapid.IntRange(1, 6).Draw(t, "funded"), Method: process.SainteLague, Fill: rapid.Bool().Draw(t, "fill")}
		w.Policy.Ranking.WithinCentre = rapid.Bool().Draw(t, "within")
	}
	return w
}

// D16, R-015, R-017: what stands in Skäl för förslaget for the first who wait is the
// least that the search finds: it is reckoned shorter and comes to the same.
func TestTheReasonSaysWhatTheSearchFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := whatIfAnyWorld(t)
		for _, s := range process.Judge(w).Standings {
			i := slices.IndexFunc(s.Proposal.Reasons, func(r string) bool { return strings.HasPrefix(r, "Det hade räckt med ") })
			if i < 0 {
				continue
			}
			r, _ := process.Search(w, s.Case)
			if len(r.Found) == 0 {
				t.Fatalf("%s: %q, but the search finds nothing", s.Case, s.Proposal.Reasons)
			}
			for _, c := range r.Found[0].Changes {
				if !strings.Contains(s.Proposal.Reasons[i], c.Short) {
					t.Fatalf("%s: %q, the search has %+v", s.Case, s.Proposal.Reasons[i], r.Found[0])
				}
			}
		}
	})
}

// hasPost says whether a case is proposed a post, or only lacks particulars.
func hasPost(w process.World, id string, lacking bool) bool {
	s, _ := process.Judge(w).Standing(id)
	p := s.Proposal
	return p.Outcome == process.Grant || lacking && s.Place > 0 && len(p.Reasons) > 0 && strings.HasPrefix(p.Reasons[0], "Uppgifter saknas inför beslut: ")
}

func put(t *rapid.T, w process.World, changes ...process.Change) process.World {
	for _, c := range changes {
		changed, err := process.Set(w, c.Key, c.Value)
		if err != nil {
			t.Fatal(err)
		}
		w = changed
	}
	return w
}

// smaller is a change by one step less: 1 000 kr, one place, one case; "" where less
// is none at all. A start is smaller by each first of a month on the way to it.
func smaller(w process.World, c process.Change) (less []process.Change) {
	head, id, _ := strings.Cut(c.Key, ".")
	n, _ := strconv.Atoi(c.Value)
	switch head {
	case "budget":
		return []process.Change{{Key: c.Key, Value: strconv.Itoa(max(0, n-1000))}}
	case "per_listed":
		return []process.Change{{Key: c.Key, Value: strconv.Itoa(n + 1)}}
	case "withdraw":
		return []process.Change{{Key: c.Key, Value: "nej"}}
	case "start":
		to, _ := process.ParseDate(c.Value)
		for _, k := range w.Cases {
			for d := to.AddMonths(-1); k.ID == id && d.After(k.Application.PossibleStart) && d.After(w.Today()); d = d.AddMonths(-1) {
				less = append(less, process.Change{Key: c.Key, Value: d.String()})
			}
		}
		return less
	}
	return []process.Change{{Key: c.Key, Value: strconv.Itoa(n - 1)}}
}

// A what-if that the search names does give the post, and nothing smaller by one
// step of any of its changes does.
func TestWhatTheSearchNamesGivesThePost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := whatIfAnyWorld(t)
		j := process.Judge(w)
		if len(j.Ranking) == 0 {
			return
		}
		id := rapid.SampledFrom(j.Ranking).Draw(t, "case")
		r, _ := process.Search(w, id)
		for _, f := range r.Found {
			what := fmt.Sprintf("%s: %v", id, f.Changes)
			if !hasPost(put(t, w, f.Changes...), id, len(r.Missing) > 0) {
				t.Fatalf("%s gives no post", what)
			}
			for i, c := range f.Changes {
				for _, less := range smaller(w, c) {
					changes := append(append([]process.Change{less}, f.Changes[:i]...), f.Changes[i+1:]...)
					if hasPost(put(t, w, changes...), id, len(r.Missing) > 0) {
						t.Fatalf("%s: less does: %v", what, changes)
					}
				}
			}
		}
	})
}
