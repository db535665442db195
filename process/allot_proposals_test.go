package process_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"stintag/process"
)

func vgrWorld(t *rapid.T) process.World {
	w := allotting(vgr, rapid.SliceOfN(rapid.IntRange(0, 9000), 1, 6).Draw(t, "listed")...)
	w.Policy.Criteria = []process.Criterion{{By: process.ByOwnPriority, Label: "vårdcentralens egen ordning"}, {By: process.ByLicenceDate, Label: "legitimationsdatum"}}
	w.Policy.Ranking, w.Policy.Employment = process.Ranking{WithinCentre: true}, process.EarlyNeutral
	w.Policy.Allotment.Funded = rapid.IntRange(0, 12).Draw(t, "funded")
	for i := range rapid.IntRange(0, 8).Draw(t, "cases") {
		c := w.Centres[rapid.IntRange(0, len(w.Centres)-1).Draw(t, "at")]
		w.Cases = append(w.Cases, nth(i+1, from(c), licensed(rapid.IntRange(2010, 2023).Draw(t, "year"), 1, 1)))
	}
	for i := range rapid.IntRange(0, 8).Draw(t, "roster") {
		w.Roster = append(w.Roster, process.Trainee{
			ID: fmt.Sprintf("ST-%d", i), Name: fmt.Sprintf("Läkare Gammal%d", i), CentreID: w.Centres[rapid.IntRange(0, len(w.Centres)-1).Draw(t, "works at")].ID,
			Start: process.D(2022, 1, 1), Status: process.TraineeActive, OwnFunded: rapid.Bool().Draw(t, "own"),
		})
	}
	return w
}

func TestProducerNeutrality(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := vgrWorld(t)
		before := process.Judge(w)
		w.Centres = slices.Clone(w.Centres)
		for i := range w.Centres {
			w.Centres[i].Operator = rapid.SampledFrom([]string{"", "Offentlig", "Privat"}).Draw(t, "operator")
			w.Centres[i].Area = rapid.SampledFrom([]string{"", "Fyrbodal", "Göteborg"}).Draw(t, "area")
			w.Centres[i].Priority = rapid.Bool().Draw(t, "priority")
		}
		after := process.Judge(w)
		if !slices.Equal(before.Allotments, after.Allotments) {
			t.Fatalf("allotments %v, then %v", before.Allotments, after.Allotments)
		}
		if !slices.Equal(before.Ranking, after.Ranking) {
			t.Fatalf("ranking %v, then %v", before.Ranking, after.Ranking)
		}
		for i, s := range before.Standings {
			if o := after.Standings[i]; s.Status != o.Status || s.Place != o.Place || s.Proposal.Outcome != o.Proposal.Outcome || !slices.Equal(s.Proposal.Reasons, o.Proposal.Reasons) {
				t.Fatalf("%+v, then %+v", s, o)
			}
		}
	})
}

func TestProposalsWithinTheAllotment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := vgrWorld(t)
		j := process.Judge(w)
		proposed, all := map[string]int{}, 0
		for i, s := range j.Standings {
			switch s.Proposal.Outcome {
			case process.Grant:
				proposed[w.Cases[i].Application.CentreID]++
				all++
			case process.Wait:
				if len(s.Proposal.Reasons) == 0 {
					t.Fatalf("%s waits without a reason", s.Case)
				}
			}
		}
		for _, a := range j.Allotments {
			if n := proposed[a.CentreID]; n > max(0, a.Vacancy) {
				t.Fatalf("%d proposed at %+v", n, a)
			}
		}
		if sum := process.SumAllotments(j.Allotments); w.Policy.Allotment.Funded > 0 && all > max(0, w.Policy.Allotment.Funded-sum.Counted) {
			t.Fatalf("%d proposed, %d counted, %d funded", all, sum.Counted, w.Policy.Allotment.Funded)
		}
	})
}

func TestApplicantsHaveTheirOwnHealthCentresPlaces(t *testing.T) {
	w := allotting(vgr, 4800, 2400)
	w.Policy.Criteria = []process.Criterion{{By: process.ByLicenceDate, Label: "legitimationsdatum"}}
	w.Policy.Ranking, w.Policy.Employment = process.Ranking{WithinCentre: true}, process.EarlyNeutral
	w.Roster = []process.Trainee{{ID: "ST-1", Name: "Läkare Gammal", CentreID: w.Centres[0].ID, Start: process.D(2022, 1, 1), Status: process.TraineeActive}}
	w.Cases = []process.Case{
		nth(1, from(w.Centres[0]), licensed(2016, 1, 1)), nth(2, from(w.Centres[0]), licensed(2017, 1, 1)), nth(3, from(w.Centres[1]), licensed(2022, 1, 1)),
	}
	for i, want := range []process.Outcome{process.Grant, process.Wait, process.Grant} {
		if s := standing(t, w, w.Cases[i].ID); s.Proposal.Outcome != want {
			t.Errorf("%s: %s, want %s: %v", s.Case, s.Proposal.Outcome, want, s.Proposal.Reasons)
		}
	}
	const full = "Vårdcentral 1 har 2 tilldelade platser, 1 ST-läkare och 1 anmälan tidigare i ordningen: ingen plats är ledig (bladet Fördelning)."
	if s := standing(t, w, w.Cases[1].ID); !slices.Contains(s.Proposal.Reasons, full) {
		t.Errorf("reasons %q, want %q", s.Proposal.Reasons, full)
	}
	w.Centres[0].Overstaffing = true
	if s := standing(t, w, w.Cases[1].ID); s.Proposal.Outcome != process.Grant {
		t.Errorf("overstaffing is allowed, and yet %v", s.Proposal.Reasons)
	}
}

func TestWhatTheLimiterNamesGivesThePost(t *testing.T) {
	over := allotting(vgr, 2400, 4800)
	over.Policy.Allotment.Funded = 3
	for i := range 3 { // one more than the places of the first, which count against all
		over.Roster = append(over.Roster, process.Trainee{ID: fmt.Sprintf("ST-%d", i), Name: fmt.Sprintf("Läkare %d", i), CentreID: over.Centres[0].ID, Start: process.D(2022, 1, 1), Status: process.TraineeActive})
	}
	over.Cases = []process.Case{nth(1, from(over.Centres[1]))}
	full := allotting(vgr, 2399)
	full.Policy.Allotment.Fill = false
	full.Cases = []process.Case{nth(1, from(full.Centres[0]))}
	for _, tt := range []struct {
		w          process.World
		key, value string
	}{{over, "funded", "4"}, {full, "listed.VC-001", "2400"}, {full, "per_listed", "2399"}} {
		if s := standing(t, tt.w, tt.w.Cases[0].ID); s.Proposal.Outcome != process.Wait {
			t.Fatalf("%s: %s before", tt.key, s.Proposal.Outcome)
		}
		set, err := process.Set(tt.w, tt.key, tt.value)
		if err != nil {
			t.Fatal(err)
		}
		if s := standing(t, set, tt.w.Cases[0].ID); s.Proposal.Outcome != process.Grant {
			t.Errorf("%s=%s: %s: %v", tt.key, tt.value, s.Proposal.Outcome, s.Proposal.Reasons)
		}
	}
}

func TestApplicantsElsewhereChangeNoAllotment(t *testing.T) {
	w := allotting(vgr, 2400, 4800)
	before := process.Judge(w).Allotments
	w.Cases = []process.Case{nth(1, from(w.Centres[0])), nth(2, from(w.Centres[0])), nth(3, from(w.Centres[0]))}
	if after := process.Judge(w).Allotments; !slices.Equal(before, after) {
		t.Errorf("%v, then %v", before, after)
	}
}

// A transfer takes no new post and is not held to the places; that its health centre
// has none free is told, and only there.
func TestATransferToAFullHealthCentreIsTold(t *testing.T) {
	const what = "Väg in att vårdcentralen inte har någon ledig plats"
	w := allotting(vgr, 2400, 4800)
	w.Policy.Allotment.Fill = false
	w.Roster = []process.Trainee{
		{ID: "ST-1", Name: "Gro Gran", CentreID: w.Centres[0].ID, Start: process.D(2022, 1, 1), Status: process.TraineeActive},
		{ID: "ST-2", Name: "Tor Tall", CentreID: w.Centres[1].ID, Start: process.D(2022, 1, 1), Status: process.TraineeActive},
	}
	w.Cases = []process.Case{nth(1, asking(process.Transfer), named("Tor Tall"), from(w.Centres[0]))}
	name := w.Centres[0].Name
	if got, want := whyOf(process.Judge(w), what), what+" – "+name+" har 1 tilldelad plats och 1 ST-läkare. Inget i reglerna stoppar bytet."; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
	for does, change := range map[string]func(){
		"may overstaff": func() { w.Centres[0].Overstaffing = true },
		"has room":      func() { w.Centres[0].Overstaffing, w.Centres[0].Listed = false, 4800 },
	} {
		change()
		if got := whyOf(process.Judge(w), what); got != "" {
			t.Errorf("%s: told %q", does, got)
		}
	}
}
