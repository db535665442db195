package policy_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/policy"
)

func by(p *process.Policy) (kinds []process.CriterionKind) {
	for _, c := range p.Criteria {
		kinds = append(kinds, c.By)
	}
	return kinds
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// Västmanland: a year first and last at the health centre, clinics without
// invented numbers (R-015, F13), 1 100, exemptions not limited yet (D17),
// and no amount that the letter does not give.
func TestVastmanlandsOtherRules(t *testing.T) {
	p := preset(t, "vastmanland", process.D(2024, 9, 10))
	same(t, "plan", process.PlanRule{FirstMonths: 12, LastMonths: 12, SummerFrom: 6, SummerTo: 8}, p.Plan)
	same(t, "rotations", []process.RotationRule{
		{Clinic: "KK", Provider: "sjukhus"}, {Clinic: "Psyk", Provider: "sjukhus"}, {Clinic: "Barn", Provider: "sjukhus"}}, p.Rotations)
	same(t, "indicators", process.Indicators{PerSpecialist: 1100, PerTrainee: 550}, p.Indicators)
	same(t, "exemptions", process.ExemptionRule{}, p.Exemptions)
	same(t, "ranking", process.Ranking{}, p.Ranking)
	if len(p.Rates)+len(p.Limits)+len(p.Intake) != 0 || p.Offer != (process.Offer{}) || p.Allotment.On() || p.SPUR.Years != 0 {
		t.Errorf("the letter gives no rates %v, limits %v, intake %v, offer %v, allotment %v, SPUR %v", p.Rates, p.Limits, p.Intake, p.Offer, p.Allotment, p.SPUR)
	}
}

// VGR from 2026: posts by listed patients (R-201… ), no queue and no
// contact date, early employment no matter, three sign.
func TestVastraGotalandFrom2026(t *testing.T) {
	before, from := preset(t, "vastra-gotaland", process.D(2025, 12, 31)), preset(t, "vastra-gotaland", process.D(2026, 1, 1))
	same(t, "allotment", process.Allotment{PerListed: 2400, Funded: 650, Method: process.SainteLague, Fill: true}, from.Allotment)
	same(t, "ranking", process.Ranking{WithinCentre: true}, from.Ranking)
	same(t, "criteria", []process.CriterionKind{process.ByOwnPriority}, by(from))
	if from.Employment != process.EarlyNeutral || from.Letters.ShowPlace || from.Status != "föreslagen" || from.Label() != "vastra-gotaland 2026-01-01" {
		t.Errorf("employment %s, show_place %v, status %s, label %s", from.Employment, from.Letters.ShowPlace, from.Status, from.Label())
	}
	if before.Allotment.On() || before.Ranking.WithinCentre || before.Employment != process.EarlyRequire || before.Letters.ShowPlace || before.Version == from.Version {
		t.Errorf("the day before: allotment %v, ranking %+v, employment %s, version %s", before.Allotment, before.Ranking, before.Employment, before.Version)
	}
	for _, f := range []process.Field{process.FieldAssessedManager, process.FieldAssessedSupervisor, process.FieldAssessedDirector} {
		if !slices.Contains(from.Required.ForDecision, f) {
			t.Errorf("%s is not required before a decision", f)
		}
	}
}

// VGR's other rules: two specialists (F10), SPUR, who answers for what
// who there is, AT to BT, no amount that is not decided.
func TestVastraGotalandsOtherRules(t *testing.T) {
	p := preset(t, "vastra-gotaland", process.D(2026, 1, 1))
	same(t, "supervision", process.Supervision{Specialists: 2, Percent: 100}, p.Supervision)
	same(t, "SPUR", process.SPURRule{Years: 5, Payer: "centre"}, p.SPUR)
	same(t, "contacts", []process.Contact{
		{Topics: []process.Topic{process.TopicAllotment, process.TopicAgreement, process.TopicDeviation, process.TopicCompensation}, Role: "Koncernkontoret"},
		{Topics: []process.Topic{process.TopicQuality, process.TopicRotation}, Role: "Studierektor, Primärvårdens utbildningsenhet", StudyDirector: true},
	}, p.Contacts)
	for _, role := range []string{"studierektor", "huvudhandledare", "kursledare", "utbildningskoordinator"} {
		if !slices.Contains(p.Roles, role) {
			t.Errorf("no %s among %v", role, p.Roles)
		}
	}
	if len(p.Programmes) != 1 || p.Programmes[0].From != 2026 || p.Programmes[0].To != 2028 {
		t.Errorf("programmes %+v", p.Programmes)
	}
	same(t, "intake", []process.IntakeYear{{Year: 2029, BTShare: 1, BTSaid: true, Open: true}}, p.Intake)
	if len(p.Rates) != 0 || len(p.Rotations) != 0 {
		t.Errorf("rates %v and rotations %v have no source", p.Rates, p.Rotations)
	}
}

// Stockholm's plan: the corridor and its scenario, what was,
// the target, ten years ahead, BT 2024-2027, SPUR paid for
// by the region, whose plan it is.
func TestStockholmsPlan(t *testing.T) {
	p := preset(t, "stockholm", process.D(2025, 3, 1))
	same(t, "corridor", []process.CorridorYear{
		{Year: 2024, Low: 700, High: 720}, {Year: 2025, Low: 720, High: 740}, {Year: 2026, Low: 740, High: 760}, {Year: 2027, Low: 760, High: 780},
		{Year: 2034, Low: 880, High: 900, Scenario: true}}, p.Corridor)
	said := func(n float64) process.Amount { return process.Amount{Value: n, Said: true} }
	source := "Läkartidningen om handlingsplanens första år"
	same(t, "history", []process.HistoryYear{{Year: 2023, InTraining: said(650), Source: source}, {Year: 2024, InTraining: said(706), Source: source}}, p.History)
	same(t, "target", []process.Target{{What: "completions", By: process.D(2033, 12, 31), Value: 150}}, p.Targets)
	same(t, "projection", process.Projection{MeanMonths: 78, LowMonths: 72, HighMonths: 84, Until: 2034, Draws: 1000, Seed: 1, RunningYears: 3}, p.Projection) // D12
	same(t, "SPUR", process.SPURRule{Years: 5, Payer: "region"}, p.SPUR)
	same(t, "indicators", process.Indicators{PerSpecialist: 1100, PerTrainee: 550}, p.Indicators)
	if len(p.Programmes) != 1 || p.Programmes[0].From != 2024 || p.Programmes[0].To != 2027 {
		t.Errorf("programmes %+v", p.Programmes)
	}
	if p.Owner != "Hälso- och sjukvårdsnämnden" || p.Status != "föreslagen" {
		t.Errorf("owner %q, status %q: the plan is decided, the order among applicants is not", p.Owner, p.Status)
	}
}

// Jämtland Härjedalen: 26 and 70 towards 60, 55 % (R-402), 0,32, and
// no number of specialists asked for, since supervision is lent.
func TestJamtlandHarjedalensFigures(t *testing.T) {
	p := preset(t, "jamtland-harjedalen", process.D(2023, 1, 1))
	same(t, "indicators", process.Indicators{PerSpecialist: 1100, PerTrainee: 550, NamedDoctor: 55, NationalPerThousand: 0.32}, p.Indicators)
	same(t, "targets", []process.Target{{What: "st", Value: 60}}, p.Targets)
	if len(p.History) != 2 || p.History[0].Year != 2016 || p.History[0].InTraining.Value != 26 || p.History[1].Year != 2021 || p.History[1].InTraining.Value != 70 {
		t.Errorf("history %+v", p.History)
	}
	same(t, "supervision", process.Supervision{}, p.Supervision)
}

// A policy says where its values come from, and no preset gives an amount of money
// or months at a clinic, which no source names (F13).
func TestPresetsInventNothing(t *testing.T) {
	for _, name := range policy.Presets() {
		text, err := policy.PresetText(name)
		if err != nil {
			t.Fatal(err)
		}
		if s := string(text); strings.Count(s, "\n#") < 20 || !strings.Contains(s, "Käll") || !strings.Contains(s, "säger inte") {
			t.Errorf("%s does not tell its sources, or what they leave open", name)
		}
		for _, day := range []process.Date{{}, process.D(2026, 1, 1)} {
			p := preset(t, name, day)
			for _, r := range p.Rotations {
				if r.Months != 0 || r.Places.Said {
					t.Errorf("%s: %+v", name, r)
				}
			}
			if len(p.Rates)+len(p.Budget)+len(p.Limits) != 0 {
				t.Errorf("%s: rates %v, budget %v, limits %v", name, p.Rates, p.Budget, p.Limits)
			}
		}
	}
}

// A fifth region is a copied file with other values, and no code.
func TestAFifthRegionIsACopiedFile(t *testing.T) {
	dir := t.TempDir()
	for _, from := range policy.Presets() {
		text, err := policy.PresetText(from)
		if err != nil {
			t.Fatal(err)
		}
		own := strings.NewReplacer(`"`+from+`"`, `"norrland"`, "listed_per_specialist = 1100", "listed_per_specialist = 1500").Replace(string(text))
		if err := os.WriteFile(filepath.Join(dir, "norrland.toml"), []byte(own), 0o600); err != nil {
			t.Fatal(err)
		}
		rules, err := policy.Load("norrland.toml", dir)
		if err != nil {
			t.Fatal(err)
		}
		day := process.D(2026, 3, 1)
		got, want := *rules.At(day), *preset(t, from, day)
		want.Name, want.Indicators.PerSpecialist = "norrland", 1500
		same(t, "norrland from "+from, want, got)
	}
}
