package process_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
)

func explained(t *testing.T, w process.World, id string) process.Explanation {
	t.Helper()
	e, ok := process.Explain(w, process.Judge(w), id)
	if !ok {
		t.Fatalf("no explanation of %s", id)
	}
	return e
}

func tells(t *testing.T, e process.Explanation, lines ...string) {
	t.Helper()
	for _, l := range lines {
		if !slices.Contains(e.Lines, l) {
			t.Errorf("%q is missing in\n%s", l, strings.Join(e.Lines, "\n"))
		}
	}
}

// D3: where points are summed, what each criterion gave is told, and what set two
// neighbours apart.
func TestExplainTellsPoints(t *testing.T) {
	w := world(nth(1, licensed(2018, 1, 1)), nth(2, licensed(2020, 1, 1)))
	w.Policy.Ranking.ByPoints = true
	w.Policy.Criteria = []process.Criterion{
		{By: process.ByLicenceDate, Coarse: "year", Label: "legitimationsdatum", Points: 40, BestDate: process.D(2016, 1, 1), WorstDate: process.D(2024, 1, 1)},
		{By: process.ByPriorityArea, Label: "område", Points: 10},
	}
	tells(t, explained(t, w, "IA-2024-0002"),
		"Efter IA-2024-0001: 29,99 poäng mot 20 (legitimationsdatum, jämfört per år 29,99 mot 20, område 0 mot 0).",
		"Kriterium 1, legitimationsdatum, jämfört per år: 2020, 20 poäng.",
		"Kriterium 2, område: ej prioriterat område, 0 poäng.", "Tillsammans 20 poäng.")
}

// within a health centre the total is its own, and its allotment is told.
func TestExplainWithinAHealthCentre(t *testing.T) {
	w := world(nth(1, from(sjovik), licensed(2018, 1, 1)), nth(2, from(sjovik)), nth(3))
	w.Policy.Ranking.WithinCentre = true
	w.Policy.Allotment = process.Allotment{PerListed: 4800, Funded: 5, Method: process.SainteLague}
	e := explained(t, w, "IA-2024-0002")
	tells(t, e, "Preliminär plats 2 av 2 i vårdcentralens turordning.")
	if !slices.ContainsFunc(e.Lines, func(l string) bool {
		return strings.HasPrefix(l, "Vårdcentralen Sjövik: 1 tilldelad plats, 0 ST-läkare, vakans 1.")
	}) {
		t.Errorf("no allotment in\n%s", strings.Join(e.Lines, "\n"))
	}
}

// Halland: a granted post tells how long it waits for its doctor.
func TestExplainTellsTheOffer(t *testing.T) {
	w := world(decided(nth(1), process.VerdictGrant, process.D(2024, 9, 5), ""))
	w.Cases[0].Proposed = process.Grant
	w.Policy.Offer = process.Offer{AnswerWithin: process.Period{Days: 30}, EmployWithin: process.Period{Months: 3}}
	tells(t, explained(t, w, "IA-2024-0001"), "Svar väntas senast 2024-10-05, och anställningen ska vara bekräftad senast 2024-12-05.")
}

// The last lines are what would change it, each with the line that tries it.
func TestRemediesAsLines(t *testing.T) {
	w := world(nth(1, licensed(2011, 1, 1)), nth(2, licensed(2012, 1, 1)), nth(3, licensed(2013, 1, 1), func(a *process.Application) { a.Supervisor = "" }))
	w.Budget[0].Frame = 150000
	want := []string{
		"Vad som skulle ge ärendet plats, vart och ett för sig:",
		"  Ramen för 2024 höjs från 150 000 kr till 300 000 kr (150 000 kr mer). Prova: stintag rank --policy x.toml --set budget.2024=300000",
		"  Ärendets start flyttas från 2024-11-01 till 2025-01-01. Prova: stintag rank --policy x.toml --set start.IA-2024-0003=2025-01-01",
		"  IA-2024-0002 och IA-2024-0001 återkallas. Prova: stintag rank --policy x.toml --set withdraw.IA-2024-0002=ja --set withdraw.IA-2024-0001=ja",
		"Före beslut behövs också: Handledare.",
	}
	if d := cmp.Diff(want, explained(t, w, "IA-2024-0003").Remedies.Lines("stintag rank --policy x.toml")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	w.Cases = w.Cases[:1]
	w.Policy.Allotment = process.Allotment{PerListed: 90_000_000, Method: process.SainteLague} // more than a register can have
	got := explained(t, w, "IA-2024-0001").Remedies.Lines("stintag rank")
	if len(got) != 1 || !strings.HasPrefix(got[0], "Ingen ändring av ramar, platser, gränser, start eller kö har hittats") {
		t.Errorf("%q", got)
	}
}

// D16: where nobody has said what a post costs, no frame can be held against it: the
// rate is an example, and the frame is told in months too, which hold with any.
func TestWhatIsNeededWhereNeitherFrameNorRateIsSaid(t *testing.T) {
	for _, tt := range []struct {
		budget []process.BudgetYear
		lacks  string
		want   string
	}{
		{nil, "Ram och schablon per månad saknas för 2024.",
			"Schablonen för 2024 fastställs, till exempel till 50 000 kr i månaden (600 000 kr om året för en läkare på heltid) och en ram för 2024 beslutas på 150 000 kr (kostnaden för 3 heltidsmånader). Prova: stintag rank --set schablon.2024=50000 --set budget.2024=150000"},
		{[]process.BudgetYear{{Year: 2024, Frame: 1e6, Decided: true}}, "Schablon per månad saknas för 2024.",
			"Schablonen för 2024 fastställs, till exempel till 50 000 kr i månaden (600 000 kr om året för en läkare på heltid). Prova: stintag rank --set schablon.2024=50000"},
		{[]process.BudgetYear{{Year: 2025, Frame: 1e6, Decided: true}}, "Ram och schablon per månad saknas för 2024.",
			"Schablonen för 2024 fastställs, till exempel till 50 000 kr i månaden (600 000 kr om året för en läkare på heltid), en ram för 2024 beslutas på 150 000 kr (kostnaden för 3 heltidsmånader) och ramen för 2025 höjs från 1 000 000 kr till 1 200 000 kr (200 000 kr mer; kostnaden för 24 heltidsmånader). Prova: stintag rank --set schablon.2024=50000 --set budget.2024=150000 --set budget.2025=1200000"},
	} {
		w := world(nth(1, licensed(2019, 1, 1)), nth(2, starting(2024, 12, 1)))
		w.Budget = tt.budget
		e := explained(t, w, "IA-2024-0002")
		tells(t, e, tt.lacks)
		if got := e.Remedies.Lines("stintag rank"); !slices.Contains(got, "  "+tt.want) {
			t.Errorf("%q", got)
		}
		for _, c := range e.Remedies.Found[0].Changes {
			changed, err := process.Set(w, c.Key, c.Value)
			if err != nil {
				t.Fatal(err)
			}
			w = changed
		}
		if !hasPost(w, "IA-2024-0002", false) {
			t.Errorf("no post with %v", e.Remedies.Found[0])
		}
	}
}

// A shell takes what is written as it stands.
func TestSettingsAreQuoted(t *testing.T) {
	r := process.Remedy{Changes: []process.Change{{Key: "rotation.Barn och ungdom", Value: "2"}, {Key: "funded", Value: "3"}}}
	if got := r.Settings(); got != "--set 'rotation.Barn och ungdom=2' --set funded=3" {
		t.Error(got)
	}
}

// R-001, D7: Skäl för förslaget says what put a case after the one before it, which
// is for the master alone.
func TestTheReasonNamesTheCaseBefore(t *testing.T) {
	w := world(nth(1, licensed(2016, 1, 1)), nth(2, licensed(2017, 1, 1)))
	p := standing(t, w, "IA-2024-0002").Proposal
	const apart = "Efter IA-2024-0001: kriterium 1 (legitimationsdatum, jämfört per år): 2016 går före 2017."
	if !slices.Contains(p.Reasons, apart) || !slices.Contains(p.Private, apart) {
		t.Errorf("%+v", p)
	}
}
