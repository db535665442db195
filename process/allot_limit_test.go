package process

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// limited is a world with these listed and, at each health centre, so many doctors
// of the vårdval's.
func limited(a Allotment, listed, doctors []int) World {
	w := World{Now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), Policy: &Policy{Name: "vastra-gotaland", Version: "2026-01-01", Allotment: a}}
	for i, n := range listed {
		id := fmt.Sprintf("VC-%d", i+1)
		w.Centres = append(w.Centres, HealthCentre{ID: id, Name: fmt.Sprintf("Vårdcentral %d", i+1), Listed: n})
		for k := range doctors[i] {
			w.Roster = append(w.Roster, Trainee{ID: fmt.Sprintf("ST-%d-%d", i, k), Name: fmt.Sprintf("Läkare %d %d", i, k), CentreID: id, Start: D(2023, 1, 1), Status: TraineeActive})
		}
	}
	return w
}

// asks walks the limiter over applications at health centres, by number, and tells
// the key of what each is short of, "" where it fits; like the allocation it sets
// nothing aside for who passes.
func asks(t interface{ Fatal(...any) }, w World, at ...int) (keys []string, reasons []string) {
	d := newDocket(w)
	d.enroll()
	l, ok := d.newAllotLimit()
	if !ok {
		t.Fatal("no limiter")
	}
	for _, i := range at {
		e := &entry{centre: &HealthCentre{}}
		if i > 0 {
			e.centre, e.known = &w.Centres[i-1], true
		}
		s := l.short(e, post{})
		keys, reasons = append(keys, s.Key), append(reasons, s.Reason)
		if !s.Passes {
			l.take(e, post{})
		}
	}
	return keys, reasons
}

// what binds an application is its own health centre's
// places, or the region's funded number, and never another health centre's queue.
func TestPlacesLimit(t *testing.T) {
	rule := Allotment{PerListed: 2400, Funded: 650, Method: SainteLague, Fill: true}
	capped := func(n int) Allotment {
		a := rule
		a.Funded = n
		return a
	}
	for _, tt := range []struct {
		name            string
		rule            Allotment
		listed, doctors []int
		over            int // the health centre that may overstaff
		at              []int
		want            []string
		reason          string // of the last
	}{
		{"as many as the vacancy", rule, []int{7200}, []int{1}, 0, []int{1, 1, 1}, []string{"", "", "listed.VC-1"}, "Vårdcentral 1 har 3 tilldelade platser, 1 ST-läkare och 2 anmälningar tidigare i ordningen: ingen plats är ledig (bladet Fördelning)."},
		{"nobody waits for another health centre", rule, []int{2400, 2400}, []int{0, 0}, 0, []int{1, 1, 1, 2}, []string{"", "listed.VC-1", "listed.VC-1", ""}, ""},
		{"full", rule, []int{2400}, []int{1}, 0, []int{1}, []string{"listed.VC-1"}, "Vårdcentral 1 har 1 tilldelad plats och 1 ST-läkare: ingen plats är ledig (bladet Fördelning)."},
		{"over its number", rule, []int{2400}, []int{3}, 0, []int{1}, []string{"listed.VC-1"}, "Vårdcentral 1 har 1 tilldelad plats och 3 ST-läkare: ingen plats är ledig (bladet Fördelning)."},
		{"none at all", rule, []int{0}, []int{0}, 0, []int{1}, []string{"listed.VC-1"}, "Vårdcentral 1 har ingen tilldelad plats för 0 listade (bladet Fördelning)."},
		{"overstaffing is allowed", rule, []int{2400}, []int{3}, 1, []int{1, 1}, []string{"", ""}, ""},
		{"but not over the funded number", capped(4), []int{2400, 7200}, []int{3, 0}, 1, []int{1, 1}, []string{"", "funded"}, "Alla 4 finansierade platser i regionen är tagna (regelverket)."},
		{"who is over elsewhere counts against it", capped(4), []int{2400, 7200}, []int{3, 0}, 0, []int{2, 2}, []string{"", "funded"}, "Alla 4 finansierade platser i regionen är tagna (regelverket)."},
		{"who has no place takes nothing of it", capped(4), []int{2400, 7200}, []int{2, 0}, 0, []int{1, 1, 1, 2, 2, 2}, []string{"listed.VC-1", "listed.VC-1", "listed.VC-1", "", "", "funded"}, "Alla 4 finansierade platser i regionen är tagna (regelverket)."},
		{"no cap", capped(0), []int{2400}, []int{0}, 0, []int{1, 1}, []string{"", "listed.VC-1"}, "Vårdcentral 1 har 1 tilldelad plats, 0 ST-läkare och 1 anmälan tidigare i ordningen: ingen plats är ledig (bladet Fördelning)."},
		{"unknown", rule, []int{2400}, []int{0}, 0, []int{0}, []string{"listed."}, "Vårdcentralen finns inte i bladet Vårdcentraler och har därför inga tilldelade platser."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := limited(tt.rule, tt.listed, tt.doctors)
			if tt.over > 0 {
				w.Centres[tt.over-1].Overstaffing = true
			}
			keys, reasons := asks(t, w, tt.at...)
			if strings.Join(keys, ",") != strings.Join(tt.want, ",") {
				t.Errorf("short of %q, want %q", keys, tt.want)
			}
			if last := reasons[len(reasons)-1]; last != tt.reason {
				t.Errorf("got  %s\nwant %s", last, tt.reason)
			}
		})
	}
}

// A policy that allots no posts limits nothing.
// a doctor whose row names no health centre of the register holds a funded
// post all the same.
func TestWhoHasNoHealthCentreHoldsAFundedPost(t *testing.T) {
	w := limited(Allotment{PerListed: 2400, Funded: 3, Method: SainteLague, Fill: true}, []int{7200}, []int{1})
	for _, id := range []string{"", "VC-gone"} {
		w.Roster = append(w.Roster, Trainee{ID: "ST-" + id, Name: "Läkare " + id, CentreID: id, Start: D(2023, 1, 1), Status: TraineeActive})
	}
	want := "Alla 3 finansierade platser i regionen är tagna (regelverket), 2 av dem på rader i ST-läkare vars vårdcentral inte finns i bladet Vårdcentraler."
	if keys, reasons := asks(t, w, 1); keys[0] != "funded" || reasons[0] != want {
		t.Errorf("a fourth post of three: %q %s", keys, reasons[0])
	}
}

func TestNoAllotmentNoLimit(t *testing.T) {
	d := newDocket(limited(Allotment{}, []int{2400}, []int{0}))
	if _, ok := d.newAllotLimit(); ok {
		t.Error("a limiter without a rule")
	}
}

// whatever the registers say and whoever applies, those with places and
// those given one are never more than the funded number, nor more at a health
// centre than its own places; who was more before stays, and only that.
func TestPlacesAreNeverExceeded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "health centres")
		listed, doctors := make([]int, n), make([]int, n)
		for i := range n {
			listed[i], doctors[i] = rapid.IntRange(0, 9000).Draw(t, "listed"), rapid.IntRange(0, 4).Draw(t, "doctors")
		}
		w := limited(Allotment{
			PerListed: 2400, Funded: rapid.IntRange(0, 15).Draw(t, "funded"), Fill: rapid.Bool().Draw(t, "fill"),
			Method: rapid.SampledFrom([]Method{SainteLague, LargestRemainder}).Draw(t, "method"),
		}, listed, doctors)
		places := Judge(w).Allotments
		at := rapid.SliceOfN(rapid.IntRange(1, n), 1, 25).Draw(t, "at")
		keys, _ := asks(t, w, at...)
		have, given, sum := append([]int{}, doctors...), 0, 0
		for k, key := range keys {
			if key == "" {
				have[at[k]-1]++
				given++
			}
		}
		for i, a := range places {
			sum += have[i]
			if have[i] > max(a.Allotted, doctors[i]) {
				t.Fatalf("%d at %+v, who had %d", have[i], a, doctors[i])
			}
		}
		if funded := w.Policy.Allotment.Funded; funded > 0 && given > 0 && sum > funded {
			t.Fatalf("%d doctors, %d funded", sum, funded)
		}
	})
}
