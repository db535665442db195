package process_test

import (
	"slices"
	"strings"
	"testing"

	"stintag/process"
)

// within are rules under which applicants compete at their own health centre alone.
func within(by ...process.CriterionKind) *process.Policy {
	p := rules()
	p.Name, p.Criteria, p.Ranking.WithinCentre = "vastra-gotaland", nil, true
	for _, kind := range by {
		p.Criteria = append(p.Criteria, process.Criterion{By: kind})
	}
	p.Allotment = process.Allotment{PerListed: 2400, Funded: 650, Method: process.SainteLague, Fill: true}
	return p
}

func ownOrder(n float64) func(*process.Application) {
	return func(a *process.Application) { a.OwnPriority = process.Amount{Value: n, Said: true} }
}

// placesWorld has a health centre with two places, one with one and one with none, and no
// frames in kronor: the funded posts are the money.
func placesWorld(cases ...process.Case) process.World {
	w := world(cases...)
	w.Policy, w.Budget = within(process.ByOwnPriority), nil
	w.Centres = []process.HealthCentre{tallbacken, sjovik, granskogen}
	w.Centres[0].Listed, w.Centres[1].Listed, w.Centres[2].Listed = 4800, 2400, 0
	return w
}

// no queue between health centres; each has its own places and its own order.
func TestApplicantsCompeteWithinTheirHealthCentre(t *testing.T) {
	w := placesWorld(nth(1, ownOrder(3)), nth(2, ownOrder(1)), nth(3, ownOrder(2)), nth(4, from(sjovik), ownOrder(2)), nth(5, from(sjovik), ownOrder(1)), nth(6))
	w.Cases[0].ContactDate = process.D(2020, 1, 1) // counts for nothing where the policy does not list it
	j := process.Judge(w)
	for id, want := range map[string]struct {
		place, of int
		outcome   process.Outcome
		reason    string
	}{
		"IA-2024-0002": {1, 4, process.Grant, "Plats 1 i vårdcentralens turordning ryms i de tilldelade platserna."},
		"IA-2024-0003": {2, 4, process.Grant, "Plats 2 i vårdcentralens turordning ryms i de tilldelade platserna."},
		"IA-2024-0001": {3, 4, process.Wait, "Tallbackens vårdcentral har 2 tilldelade platser"},
		"IA-2024-0006": {4, 4, process.Wait, "Tallbackens vårdcentral har 2 tilldelade platser"}, // no number of its own comes last
		"IA-2024-0005": {1, 2, process.Grant, "Plats 1 i vårdcentralens turordning ryms i de tilldelade platserna."},
		"IA-2024-0004": {2, 2, process.Wait, "Vårdcentralen Sjövik har 1 tilldelad plats"},
	} {
		s, _ := j.Standing(id)
		if s.Place != want.place || s.Of != want.of || s.Proposal.Outcome != want.outcome || !strings.HasPrefix(s.Proposal.Reasons[0], want.reason) {
			t.Errorf("%s: place %d of %d, %s %q; want %+v", id, s.Place, s.Of, s.Proposal.Outcome, s.Proposal.Reasons, want)
		}
	}
	for _, s := range j.Steps {
		before, _ := j.Standing(s.Before)
		if after, _ := j.Standing(s.After); after.Place != before.Place+1 || after.Of != before.Of {
			t.Errorf("compared across health centres: %+v", s)
		}
	}
	w.Policy.Criteria = append(w.Policy.Criteria, process.Criterion{By: process.ByContactDate})
	slices.Reverse(w.Policy.Criteria)
	if s := standing(t, w, "IA-2024-0001"); s.Place != 1 {
		t.Errorf("listed by the policy, the contact date puts it at %d", s.Place)
	}
}

// D4: the health centre chooses whom. Where nothing tells its applicants apart and
// there is not room for all, none is proposed and it is asked.
func TestWhoIsNotToldApartIsAskedFor(t *testing.T) {
	w := placesWorld(nth(1), nth(2), nth(3), nth(4, from(sjovik)))
	j := process.Judge(w)
	for _, id := range []string{"IA-2024-0001", "IA-2024-0002", "IA-2024-0003"} {
		s, _ := j.Standing(id)
		if s.Status != process.StatusWaiting || s.Proposal.Reasons[0] != "Vårdcentralen har 2 platser och 3 anmälda: ange Egen prioritering." {
			t.Errorf("%s: %s, %q", id, s.Status, s.Proposal.Reasons)
		}
	}
	if outcomes(j)["IA-2024-0004"] != process.Grant {
		t.Error("who is alone at a health centre with a place is not proposed")
	}
	w.Cases[1].Application.OwnPriority = process.Amount{Value: 1, Said: true}
	j = process.Judge(w)
	if outcomes(j)["IA-2024-0002"] != process.Grant {
		t.Error("the one that the health centre puts first is not proposed")
	}
	s, _ := j.Standing("IA-2024-0003")
	if want := "Vårdcentralen har 2 platser och 3 anmälda, varav 2 inte går att skilja åt: ange Egen prioritering."; s.Proposal.Reasons[0] != want {
		t.Errorf("%q, want %q", s.Proposal.Reasons[0], want)
	}
	w.Centres[0].Listed = 7200 // room for all three: nobody needs to choose
	if wantAll := outcomes(process.Judge(w)); wantAll["IA-2024-0001"] != process.Grant || wantAll["IA-2024-0003"] != process.Grant {
		t.Errorf("with room for all: %v", wantAll)
	}
}

// D4: where the region's funded posts do not reach, units are ranked and not
// doctors: the next post goes by listed patients to posts held.
func TestUnitsTakeTurnsWhereTheRegionsPostsEnd(t *testing.T) {
	three := func(funded int) process.World {
		w := placesWorld(nth(1, ownOrder(1), licensed(2020, 1, 1)), nth(2, ownOrder(2)), nth(3, from(sjovik), licensed(2001, 1, 1)), nth(4, from(granskogen)))
		w.Centres[0].Listed, w.Centres[1].Listed, w.Centres[2].Listed = 9600, 5000, 4800
		w.Policy.Allotment.Funded, w.Policy.Allotment.Fill = funded, false
		return w
	}
	// 9 600, 5 000, 4 800, then 9 600/3 = 3 200.
	j := process.Judge(three(650))
	if want := []string{"IA-2024-0001", "IA-2024-0003", "IA-2024-0004", "IA-2024-0002"}; !slices.Equal(j.Ranking, want) {
		t.Errorf("posts are given to %v, want %v", j.Ranking, want)
	}
	w := three(650)
	w.Roster = []process.Trainee{trainee(func(p *process.Trainee) { p.PlannedEnd = process.D(2027, 1, 1) })}
	if j := process.Judge(w); j.Ranking[0] != "IA-2024-0003" {
		t.Errorf("with a post held at the largest the first goes to %s", j.Ranking[0])
	}
	w = three(650)
	w.Budget = []process.BudgetYear{{Year: 2024, Decided: true, Frame: 200000, PerMonth: 50000}}
	j = process.Judge(w) // November and December of two posts
	if got := outcomes(j); got["IA-2024-0001"] != process.Grant || got["IA-2024-0003"] != process.Grant || got["IA-2024-0004"] == process.Grant {
		t.Errorf("with money for two: %v", got)
	}
}
