package process_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stintag/process"
)

// a new post needs its months at each clinic. The intake is the least of what
// money and rotation places allow, and the sentence says which binds. Who has no room
// keeps the place on the list, with the clinic, the month and the source.
func TestRotationPlacesLimitNewPosts(t *testing.T) {
	w := rotating(process.RotationRule{Clinic: "KK", Provider: "sjukhus", Places: places(1), Months: 12})
	for n := range 5 {
		w.Cases = append(w.Cases, nth(n+1, licensed(2015+n, 1, 1)))
	}
	j := process.Judge(w)
	// From a start in November 2024 the doctors can be away from November 2025 to October
	// 2029, or April 2029 at 66 months less a year: four years hold three or four of 12.
	const words = "Pengarna räcker till 5 nya ST, randningsplatserna till 3: randningsplatserna begränsar."
	if got := j.LimitWords(); got != words {
		t.Errorf("%s", got)
	}
	var got []process.Outcome
	for _, s := range j.Standings {
		got = append(got, s.Proposal.Outcome)
	}
	if want := []process.Outcome{"Beviljas", "Beviljas", "Beviljas", "Kvar på intresselistan", "Kvar på intresselistan"}; !slices.Equal(got, want) {
		t.Errorf("proposed %q", got)
	}
	const reason = "Randningsplatserna på KK räcker inte: 12 månader i rad behövs mellan 2025-11 och 2029-04, och redan 2025-11 är den enda platsen tagen (vastmanland 2024-09-10)."
	if s := j.Standings[3]; s.Place != 4 || !slices.Contains(s.Proposal.Reasons, reason) {
		t.Errorf("place %d: %q", s.Place, s.Proposal.Reasons)
	}
}

// A month that nobody has said a number of binds nobody (F13): there the first without
// a place in the months that have one goes.
func TestUnsaidMonthsBindNobody(t *testing.T) {
	w := rotating(process.RotationRule{Clinic: "KK", Months: 3})
	for n := range 14 {
		w.Rotations = append(w.Rotations, process.RotationPlaces{Clinic: "KK", Month: process.D(2025, 1, 1).AddMonths(n), Places: places(0)})
	}
	w.Cases = []process.Case{nth(1), nth(2)}
	if j := process.Judge(w); j.LimitWords() != "Alla på intresselistan ryms: pengarna och randningsplatserna räcker." {
		t.Error(j.LimitWords())
	}
	for n := 14; n < 60; n++ {
		w.Rotations = append(w.Rotations, process.RotationPlaces{Clinic: "KK", Month: process.D(2025, 1, 1).AddMonths(n), Places: places(0)})
	}
	j := process.Judge(w)
	const reason = "Randningsplatserna på KK räcker inte: 3 månader i rad behövs mellan 2025-11 och 2029-04, och redan 2025-11 finns ingen plats (bladet Sidotjänstgöring)."
	if s, _ := j.Standing("IA-2024-0001"); !slices.Contains(s.Proposal.Reasons, reason) {
		t.Errorf("%q", s.Proposal.Reasons)
	}
}

// Who does not fit holds the months for those behind, and no others: a later start,
// away in months that the first cannot use, is proposed.
func TestWhoWaitsForAClinicHoldsItsMonths(t *testing.T) {
	// Two months in a row are free in no time that the first can use.
	w := rotating(process.RotationRule{Clinic: "KK", Months: 2})
	for n := range 120 {
		month := process.D(2025, 1, 1).AddMonths(n)
		free := n%2 == 0 || month.Year >= 2030
		p := places(0)
		if free {
			p = places(1)
		}
		w.Rotations = append(w.Rotations, process.RotationPlaces{Clinic: "KK", Month: month, Places: p})
	}
	w.Cases = []process.Case{nth(1, licensed(2015, 1, 1)), nth(2, licensed(2016, 1, 1)), nth(3, licensed(2017, 1, 1), starting(2025, 12, 1))}
	j := process.Judge(w)
	first, _ := j.Standing("IA-2024-0001")
	second, _ := j.Standing("IA-2024-0002")
	third, _ := j.Standing("IA-2024-0003")
	if first.Proposal.Outcome != process.Wait || !strings.Contains(first.Proposal.Reasons[0], "redan 2025-12 finns ingen plats") {
		t.Errorf("first %v", first.Proposal)
	}
	if second.Proposal.Outcome != process.Wait || !strings.Contains(second.Proposal.Reasons[0], "och IA-2024-0001 står före i turordningen till 2025-11") {
		t.Errorf("second %v", second.Proposal)
	}
	if third.Proposal.Outcome != process.Grant {
		t.Errorf("third %v", third.Proposal)
	}
}

// F5: an integrated BT is sought room for in the first two years, without waiting for
// the first year at the health centre; practice and posts before an ST need no clinic,
// and an own-funded doctor in the roster is counted there.
func TestWhoNeedsTheClinics(t *testing.T) {
	w := rotating(process.RotationRule{Clinic: "Psyk", Places: places(1), Months: 3})
	bt := fiveYears("ST-0001", process.D(2024, 10, 1))
	bt.Track = "BT-ST"
	w.Roster = []process.Trainee{bt}
	got := rotationWords(process.Judge(w))
	if want := []string{"Psyk/ 2024-09 1: 0(0)+0+0, 1", "Psyk/ 2024-10 1: 0(0)+1+0, 0", "Psyk/ 2024-11 1: 0(0)+1+0, 0", "Psyk/ 2024-12 1: 0(0)+1+0, 0"}; !slices.Equal(got, want) {
		t.Errorf("BT: %q", got)
	}
	w.Policy.Rotations[0].Places = places(0)
	w.Policy.Stops = nil
	for kind, want := range map[process.Kind]process.Outcome{
		process.NewPost: process.Wait, process.DoubleSpecialisation: process.Wait, process.IntegratedBT: process.Wait,
		process.Practice: process.Grant, process.PreST: process.Grant, process.PreBTST: process.Grant,
	} {
		w.Cases = []process.Case{nth(1, asking(kind))}
		if s := standing(t, w, "IA-2024-0001"); s.Proposal.Outcome != want {
			t.Errorf("%s: %v", kind, s.Proposal)
		}
	}
	own := fiveYears("ST-0009", process.D(2023, 1, 1))
	own.Name, own.OwnFunded = "Läkare Nummer1", true
	w.Roster = append(w.Roster, own)
	w.Cases = []process.Case{nth(1, asking(process.OwnToFunded))}
	if s := standing(t, w, "IA-2024-0001"); s.Proposal.Outcome != process.Grant {
		t.Errorf("own-funded in the roster: %v", s.Proposal)
	}
}

// whatever the sheets say, no more are reserved and proposed than there
// are places in any month, nobody is in two places at once, and the answer does not
// hang on the order of rows.
func TestNeverMoreThanThePlaces(t *testing.T) {
	clinics := []string{"KK", "Psyk", "Barn"}
	rapid.Check(t, func(t *rapid.T) {
		w := rotating()
		n := func(name string, from, to int) int { return rapid.IntRange(from, to).Draw(t, name) }
		for _, c := range clinics[:n("clinics", 1, 3)] {
			w.Policy.Rotations = append(w.Policy.Rotations, process.RotationRule{Clinic: c, Places: places(n("places", 0, 2)), Months: n("months", 1, 6)})
		}
		for range n("trainees", 0, 5) {
			id := "ST-" + string(rune('A'+len(w.Roster)))
			w.Roster = append(w.Roster, fiveYears(id, process.D(2021, 1, 1).AddMonths(n("begun", 0, 44))))
		}
		for range n("placements", 0, 4) {
			if len(w.Roster) > 0 {
				from := process.D(2024, 10, 1).AddMonths(n("from", 0, 30))
				w.Placements = append(w.Placements, placed(w.Roster[n("doctor", 0, len(w.Roster)-1)].ID, clinics[n("at", 0, 2)], from, from.AddMonths(n("long", 1, 4)).AddDays(-1)))
			}
		}
		for i := range n("cases", 0, 8) {
			w.Cases = append(w.Cases, nth(i+1, starting(2024, 11, 1+i), licensed(2010+i, 1, 1)))
		}
		j := process.Judge(w)
		for _, m := range j.Rotations {
			if m.Said && m.Reserved > 0 && m.Placed+m.Reserved > m.Places {
				t.Fatalf("%s %s: %d placed and %d reserved of %d", m.Clinic, m.Month, m.Placed, m.Reserved, m.Places)
			}
		}
		granted := w // who is before in the ranking here ends first, and so comes first as granted too
		granted.Cases = slices.Clone(w.Cases)
		for i, s := range j.Standings {
			if s.Proposal.Outcome == process.Grant {
				granted.Cases[i] = decided(granted.Cases[i], process.VerdictGrant, process.D(2024, 9, 10), "")
			}
		}
		lacking := 0
		for _, m := range j.Rotations {
			lacking += m.Lacking
		}
		after := 0
		for _, m := range process.Judge(granted).Rotations {
			after += m.Lacking
		}
		if lacking == 0 && after > 0 {
			t.Fatalf("what was proposed has no room: %d months lacking", after)
		}
		other := w
		other.Roster, other.Placements, other.Cases = slices.Clone(w.Roster), slices.Clone(w.Placements), slices.Clone(w.Cases)
		slices.Reverse(other.Roster)
		slices.Reverse(other.Placements)
		slices.Reverse(other.Cases)
		if a, b := rotationWords(j), rotationWords(process.Judge(other)); !slices.Equal(a, b) {
			t.Fatalf("another order gave another answer:\n%q\n%q", a, b)
		}
	})
}

// 100 000 applications with three clinics that each needs, of which one has no
// number (go test -bench Rotations100k -cpu 1 -benchmem).
func BenchmarkRotations100k(b *testing.B) {
	w := manyWorld(100_000)
	w.Policy.Plan = process.PlanRule{FirstMonths: 12, LastMonths: 12}
	for _, clinic := range []string{"KK", "Psyk", "Barn"} {
		w.Policy.Rotations = append(w.Policy.Rotations, process.RotationRule{Clinic: clinic, Places: places(60), Months: 3})
	}
	w.Policy.Rotations[2].Places = process.Amount{}
	for b.Loop() {
		process.Judge(w)
	}
}
