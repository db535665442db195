package process_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stintag/process"
)

// vgr is Västra Götaland's allotment, as in templates/policy/vastra-gotaland.toml.
var vgr = process.Allotment{PerListed: 2400, Funded: 650, Method: process.SainteLague, Fill: true}

// allotting is a world of health centres with these listed, VC-001 and on.
func allotting(a process.Allotment, listed ...int) process.World {
	w := world()
	w.Policy.Allotment, w.Centres = a, nil
	for i, n := range listed {
		w.Centres = append(w.Centres, process.HealthCentre{ID: fmt.Sprintf("VC-%03d", i+1), Name: fmt.Sprintf("Vårdcentral %d", i+1), Listed: n})
	}
	return w
}

// column reads one figure of every health centre.
func column(w process.World, of func(process.CentreAllotment) int) []int {
	var ns []int
	for _, a := range process.Judge(w).Allotments {
		ns = append(ns, of(a))
	}
	return ns
}

func base(a process.CentreAllotment) int     { return a.Base }
func allotted(a process.CentreAllotment) int { return a.Allotted }
func next(a process.CentreAllotment) int     { return a.Next }

// D4, R-201, R-202: every part of the rule, by both methods.
func TestAllotmentOfD4(t *testing.T) {
	example := []int{11800, 7200, 2399, 4800}
	largest := vgr
	largest.Method = process.LargestRemainder
	with := func(a process.Allotment, funded int, fill bool) process.Allotment {
		a.Funded, a.Fill = funded, fill
		return a
	}
	for _, tt := range []struct {
		name       string
		rule       process.Allotment
		listed     []int
		base, want []int
	}{
		{"D4's example", vgr, example, []int{4, 3, 0, 2}, []int{5, 3, 1, 2}},
		{"and by largest remainder", largest, example, []int{4, 3, 0, 2}, []int{5, 3, 1, 2}},
		{"not filled", with(vgr, 650, false), example, []int{4, 3, 0, 2}, []int{4, 3, 0, 2}},
		{"no funded number: the base is all", with(vgr, 0, true), example, []int{4, 3, 0, 2}, []int{4, 3, 0, 2}},
		// 2 399 / 1 before 11 800 / 9
		{"one remains, by odd numbers", with(vgr, 10, true), example, []int{4, 3, 0, 2}, []int{4, 3, 1, 2}},
		// 2 399 of 2 400 before 2 200 of 2 400
		{"one remains, by the fraction", with(largest, 10, true), example, []int{4, 3, 0, 2}, []int{4, 3, 1, 2}},
		// 11 999 / 9 = 1 333 stands behind 1 500 / 1, but 2 399 of 2 400 before 1 500
		{"the methods differ: odd numbers", with(vgr, 5, true), []int{11999, 1500}, []int{4, 0}, []int{4, 1}},
		{"the methods differ: fractions", with(largest, 5, true), []int{11999, 1500}, []int{4, 0}, []int{5, 0}},
		{"exactly funded", with(vgr, 9, true), example, []int{4, 3, 0, 2}, []int{4, 3, 0, 2}},
		// 11 800/1, 7 200/1, 4 800/1, 11 800/3, 7 200/3, 11 800/5; 2 399/1 has base 0
		{"shortage: nobody above its base", with(vgr, 6, true), example, []int{4, 3, 0, 2}, []int{3, 2, 0, 1}},
		// quotas 2.70, 1.65, 0.55 and 1.10: two more by .70 and .65
		{"shortage by remainders", with(largest, 6, true), example, []int{4, 3, 0, 2}, []int{3, 2, 0, 1}},
		// quotas 1.60, .32 three times, .44: the only one with a base takes what the others may not
		{"shortage where few have a base", with(largest, 3, true), []int{12000, 2399, 2399, 2399, 3300}, []int{5, 0, 0, 0, 1}, []int{2, 0, 0, 0, 1}},
		{"and more than once", with(largest, 5, true), []int{12000, 2399, 2399, 2399, 3300}, []int{5, 0, 0, 0, 1}, []int{4, 0, 0, 0, 1}},
		{"shortage and not filled", with(vgr, 6, false), example, []int{4, 3, 0, 2}, []int{3, 2, 0, 1}},
		{"R-202: 2 399 gives none", with(vgr, 650, false), []int{2399}, []int{0}, []int{0}},
		{"R-202: 2 400 gives one", with(vgr, 650, false), []int{2400}, []int{1}, []int{1}},
		{"R-202: 4 799 gives one", with(vgr, 650, false), []int{4799}, []int{1}, []int{1}},
		{"R-202: 4 800 gives two", with(vgr, 650, false), []int{4800}, []int{2}, []int{2}},
		{"nobody listed", vgr, []int{0, 2400}, []int{0, 1}, []int{0, 1}},
		{"alike: the smaller id", with(vgr, 1, true), []int{1200, 1200}, []int{0, 0}, []int{1, 0}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := allotting(tt.rule, tt.listed...)
			if got := column(w, base); !slices.Equal(got, tt.base) {
				t.Errorf("base %v, want %v", got, tt.base)
			}
			if got := column(w, allotted); !slices.Equal(got, tt.want) {
				t.Errorf("allotted %v, want %v", got, tt.want)
			}
		})
	}
	twice := allotting(vgr, 2400, 4800)
	twice.Centres[1].ID = twice.Centres[0].ID
	if got := column(twice, allotted); !slices.Equal(got, []int{1}) {
		t.Errorf("two rows with one id are one health centre, and the first counts: %v", got)
	}
	if got := process.Judge(world()).Allotments; got != nil {
		t.Errorf("a policy that allots nothing gave %v", got)
	}
}

func anyAllotment(t *rapid.T) process.World {
	rule := process.Allotment{
		PerListed: rapid.IntRange(1, 5000).Draw(t, "per listed"), Funded: rapid.IntRange(0, 60).Draw(t, "funded"),
		Method: rapid.SampledFrom([]process.Method{process.SainteLague, process.LargestRemainder}).Draw(t, "method"), Fill: rapid.Bool().Draw(t, "fill"),
	}
	return allotting(rule, rapid.SliceOfN(rapid.IntRange(0, 20000), 0, 15).Draw(t, "listed")...)
}

// R-203, D4: never more than the funded number, nobody more than one above its
// base, nobody below it but in a shortage, nothing held back that somebody could
// have, and the same in any order of the register.
func TestAllotmentWithinTheFundedNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyAllotment(t)
		rule, all := w.Policy.Allotment, process.Judge(w).Allotments
		sum := process.SumAllotments(all)
		if rule.Funded > 0 && sum.Allotted > rule.Funded {
			t.Fatalf("%d allotted of %d", sum.Allotted, rule.Funded)
		}
		scarce, room := rule.Funded > 0 && sum.Base > rule.Funded, 0
		for _, a := range all {
			most := a.Base
			if !scarce && rule.Fill && rule.Funded > 0 && a.Listed%rule.PerListed > 0 {
				most++
			}
			if a.Base != a.Listed/rule.PerListed || a.Allotted > most || !scarce && a.Allotted < a.Base || a.Filled != max(0, a.Allotted-a.Base) {
				t.Fatalf("%+v is not within %d and %d", a, a.Base, most)
			}
			room += most - a.Allotted
		}
		if rule.Funded > 0 && sum.Allotted < rule.Funded && room > 0 {
			t.Fatalf("%d of %d allotted, and room for %d more", sum.Allotted, rule.Funded, room)
		}
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Shuffle(len(w.Centres), func(i, j int) { w.Centres[i], w.Centres[j] = w.Centres[j], w.Centres[i] })
		for _, a := range process.Judge(w).Allotments {
			if i := slices.IndexFunc(all, func(b process.CentreAllotment) bool { return a.CentreID == b.CentreID }); all[i] != a {
				t.Fatalf("%+v, and in another order %+v", all[i], a)
			}
		}
	})
}

// D4: who is first in line for a further post is who gets it where one more is
// funded, by Sainte-Laguë; and nobody loses one (house monotonicity).
func TestTheNextPostGoesToTheFirstInLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyAllotment(t)
		w.Policy.Allotment.Method, w.Policy.Allotment.Funded = process.SainteLague, rapid.IntRange(1, 60).Draw(t, "some funded")
		before := process.Judge(w).Allotments
		w.Policy.Allotment.Funded++
		for i, a := range process.Judge(w).Allotments {
			grew := a.Allotted - before[i].Allotted
			if first := before[i].Next == 1; grew != 0 && !first || grew != 1 && first {
				t.Fatalf("%+v grew by %d", before[i], grew)
			}
		}
	})
}

// vgrWorld has applicants at health centres under Västra Götaland's rules.
// who runs a health centre, and where it lies, changes no allotment and no
// proposal under Västra Götaland's rules.
// however many apply, nobody is proposed beyond the vacancy of the
// health centre, nor beyond the funded number, and whoever waits is told why.
// R-204, D4: a health centre's applicants have its own places and no others; the
// next at a full one waits with its figures, and one at another passes it.
// What the limiter names as binding does give the post when it is turned: the
// health centre's listed patients, and the region's funded number.
// an applicant at one health centre changes no allotment at another.
// D4: who holds a health centre's posts: the vårdval's doctors, in training, on
// leave, past the planned end for as long as nobody says Klar, or granted and not
// started; and who was granted a move or funding from the day of the decision,
// whether the roster says so yet or not.
func TestWhoIsCountedAgainstTheAllotment(t *testing.T) {
	w := allotting(vgr, 7200, 7200)
	here, there := w.Centres[0], w.Centres[1]
	row := func(n int, status process.TraineeStatus, change ...func(*process.Trainee)) process.Trainee {
		r := process.Trainee{ID: fmt.Sprintf("ST-%d", n), Name: fmt.Sprintf("Läkare Nummer%d", n), CentreID: here.ID, Start: process.D(2022, 1, 1), PlannedEnd: process.D(2027, 1, 1), Status: status}
		for _, f := range change {
			f(&r)
		}
		return r
	}
	own := func(r *process.Trainee) { r.OwnFunded = true }
	ended := func(r *process.Trainee) { r.PlannedEnd = process.D(2024, 1, 1) }
	w.Roster = []process.Trainee{
		row(1, process.TraineeActive), row(2, process.TraineeOnLeave), row(3, process.TraineeGranted),
		row(4, process.TraineeActive, own), row(5, process.TraineeDone), row(6, process.TraineeLeft),
		row(7, "", ended), row(9, process.TraineeActive, ended),
	}
	holds := func(a process.CentreAllotment) int { return a.Counted }
	if got := column(w, holds); !slices.Equal(got, []int{4, 0}) {
		t.Fatalf("counted %v, want 4 and 0", got)
	}
	decision := process.D(2024, 9, 8)
	grant := func(c process.Case) process.Case {
		decision = decision.AddDays(1)
		return decided(c, process.VerdictGrant, decision, "Enligt ordningen.")
	}
	move := func(n int, leaves, to process.HealthCentre) process.Case {
		return nth(n, from(to), asking(process.Transfer), func(a *process.Application) { a.TransferFrom = leaves.Name })
	}
	back := move(1, there, here)
	back.ID = "IA-2024-0009"
	for _, tt := range []struct {
		name  string
		cases []process.Case // decided in this order
		want  []int
	}{
		{"a new post", []process.Case{nth(8, from(there))}, []int{4, 1}},
		{"funding for a post of the health centre's own", []process.Case{nth(4, from(here), asking(process.OwnToFunded))}, []int{5, 0}},
		{"funding that the roster has", []process.Case{nth(1, from(here), asking(process.OwnToFunded))}, []int{4, 0}},
		{"a move", []process.Case{move(1, here, there)}, []int{3, 1}},
		{"a move of one whom the health centre pays", []process.Case{move(4, here, there)}, []int{4, 0}},
		{"a move from nowhere said", []process.Case{move(1, process.HealthCentre{}, there)}, []int{4, 0}},
		{"there, and back", []process.Case{move(1, here, there), back}, []int{4, 0}},
		{"a move of one who has finished", []process.Case{move(7, here, there)}, []int{4, 0}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := w
			w.Cases = tt.cases
			if got := column(w, holds); !slices.Equal(got, []int{4, 0}) {
				t.Fatalf("counted %v before the decision", got)
			}
			w.Cases = nil
			for _, c := range tt.cases {
				w.Cases = append(w.Cases, grant(c))
			}
			w.Now = w.Now.AddDate(0, 0, 60)
			if got := column(w, holds); !slices.Equal(got, tt.want) {
				t.Errorf("counted %v, want %v", got, tt.want)
			}
		})
	}
}

// D4, R-404, D18: a health centre over its number keeps its doctors and shows a
// negative vacancy; that it may overstaff is said.
func TestOverItsNumber(t *testing.T) {
	w := allotting(vgr, 2400, 2400)
	w.Centres[1].Overstaffing = true
	for i := range 4 {
		w.Roster = append(w.Roster, process.Trainee{ID: fmt.Sprintf("ST-%d", i), Name: fmt.Sprintf("Läkare %d", i), CentreID: w.Centres[i%2].ID, Start: process.D(2022, 1, 1), Status: process.TraineeActive})
	}
	all := process.Judge(w).Allotments
	for i, want := range []string{"Har 2 ST-läkare, 1 fler än platserna; de är kvar.", "de är kvar. Överanställning är tillåten."} {
		if a := all[i]; a.Allotted != 1 || a.Counted != 2 || a.Vacancy != -1 || !strings.HasSuffix(a.Why, want) {
			t.Errorf("%+v, want %q", a, want)
		}
	}
	w.Roster = w.Roster[:1]
	if sum := process.SumAllotments(process.Judge(w).Allotments); sum.Vacancy != 1 || sum.Why != "1 ledig plats." {
		t.Errorf("sum %+v", sum)
	}
	if sum := process.SumAllotments(all); sum.Allotted != 2 || sum.Counted != 4 || sum.Vacancy != -2 || sum.Listed != 4800 || sum.Base != 2 ||
		sum.Why != "0 lediga platser, och 2 ST-läkare fler än platserna på sina vårdcentraler." {
		t.Errorf("sum %+v", sum)
	}
}

// a health centre without a listed count gets no places, and a person is
// asked for it; where the policy allots nothing nobody is.
func TestUnlistedHealthCentreIsAskedFor(t *testing.T) {
	want := process.Todo{What: "Listade saknas för Vårdcentral 2", Why: "Tills det är ifyllt får vårdcentralen inga platser i bladet Fördelning."}
	w := allotting(vgr, 2400, 0)
	if todo := process.Judge(w).Todo; !slices.Contains(todo, want) {
		t.Errorf("nobody is asked: %v", todo)
	}
	w.Policy.Allotment = process.Allotment{}
	if todo := process.Judge(w).Todo; slices.Contains(todo, want) {
		t.Errorf("asked where nothing is allotted: %v", todo)
	}
}

// Every health centre is told its figures and where it stands in line.
// The rule in words stands above the figures.
