package policy_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/policy"
)

func TestVastmanlandSaysWhatTheLetterSays(t *testing.T) {
	p := preset(t, "vastmanland", process.D(2024, 9, 10))
	var order []process.CriterionKind
	for _, c := range p.Criteria {
		order = append(order, c.By)
		if c.Descending {
			t.Errorf("%s is descending; D3 says earliest, first, fewest", c.By)
		}
	}
	// R-001…R-006, in the letter's order
	want := []process.CriterionKind{process.ByLicenceDate, process.ByPriorityArea, process.ByPossibleStart, process.BySpread, process.ByContactDate}
	if d := cmp.Diff(want, order); d != "" {
		t.Errorf("criteria (-want +got):\n%s", d)
	}
	if p.Criteria[0].Coarse != "year" {
		t.Errorf("licence date is compared by %q, D3 says year", p.Criteria[0].Coarse)
	}
	if p.Employment != process.EarlyWarn {
		t.Errorf("early employment is %q", p.Employment)
	}
	stop := p.Stops[0]
	if len(p.Stops) != 1 || stop.From != process.D(2025, 1, 1) || stop.To != process.D(2025, 12, 31) ||
		!cmp.Equal(stop.Kinds, []process.Kind{process.PreBTST, process.PreST, process.Practice}) {
		t.Errorf("stops are %+v", p.Stops)
	}
	if d := cmp.Diff([]process.Target{{What: "st", By: process.D(2024, 12, 31), Value: 105}}, p.Targets); d != "" {
		t.Errorf("targets (-want +got):\n%s", d)
	}
	if len(p.Budget) != 0 || len(p.Rounds) != 0 {
		t.Errorf("budget %v and rounds %v have no source", p.Budget, p.Rounds)
	}
	if p.Label() != "vastmanland 2024-09-10" || p.Status != "beslutad" || p.Letters != (process.LetterRules{Name: "full", ShowPlace: true}) {
		t.Errorf("label %q, status %q, letters %+v", p.Label(), p.Status, p.Letters)
	}
}

func TestEveryPresetReads(t *testing.T) {
	names := policy.Presets()
	if len(names) == 0 {
		t.Fatal("no presets")
	}
	for _, name := range names {
		rules, err := policy.Preset(name)
		if err != nil {
			t.Error(err)
		} else if p := rules.At(process.D(2026, 1, 1)); p.Name != name {
			t.Errorf("preset %s calls itself %s", name, p.Name)
		}
	}
}

func preset(t *testing.T, name string, day process.Date) *process.Policy {
	t.Helper()
	rules, err := policy.Preset(name)
	if err != nil {
		t.Fatal(err)
	}
	return rules.At(day)
}

func parse(t *testing.T, text string) *policy.Rules {
	t.Helper()
	rules, err := policy.Parse("p.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

const small = `name = "liten"
version = "1"

[[criterion]]
by = "contact_date"
`

func TestWrongPolicyIsRefusedAtItsPlace(t *testing.T) {
	for _, tt := range []struct{ name, add, want string }{
		{"unknown key", "kontakt = 1\n", `p.toml:6:1: unknown key "criterion.kontakt"`},
		{"unknown table", "[budgett]\nyear = 2025\n", `p.toml:6:2: unknown key "budgett"`},
		{"unknown criterion", "[[criterion]]\nby = \"shoe_size\"\n", `p.toml:7:6: toml: "shoe_size" is none of "licence_date"`},
		{"unknown kind", "[[stop]]\nkinds = [\"ST\"]\n", `p.toml:7:10: toml: "ST" is none of "Ny ST"`},
		{"unknown field", "[required]\nfor_list = [\"skostorlek\"]\n", `p.toml:7:13: toml: "skostorlek" is no field of the form`},
		{"no date", "[[target]]\nwhat = \"st\"\nby = \"31/12 2024\"\n", `p.toml:8:6:`},
		{"criterion twice", "[[criterion]]\nby = \"contact_date\"\n", "contact_date stands twice"},
		{"order of another kind", "order = \"fewest\"\n", `order "fewest" does not go with contact_date`},
		{"coarse spread", "[[criterion]]\nby = \"spread\"\ncoarse = \"year\"\n", "coarse is for dates"},
		{"stop that ends first", "[[stop]]\nkinds = [\"Ny ST\"]\nfrom = 2025-02-01\nto = 2025-01-01\nwhy = \"x\"\n", "to 2025-01-01 lies before from 2025-02-01"},
		{"two frames for a year", "[[budget]]\nyear = 2025\n[[budget]]\nyear = 2025\n", "year 2025 stands twice"},
		{"unknown demand", "[supervision]\nhandledare = 2\n", `p.toml:7:1: unknown key "supervision.handledare"`},
		{"fewer than no specialists", "[supervision]\nspecialists = -1\n", `p.toml:7:15: supervision.specialists is -1; it is a number from 0 up`},
		{"per cent in words", "[supervision]\npercent = \"hundra\"\n", `p.toml:7:11:`},
		{"per cent beyond all", "[supervision]\npercent = inf\n", `p.toml:7:11: supervision.percent is +Inf`},
		{"field on both levels", "[required]\nfor_list = [\"doctor\"]\nfor_decision = [\"doctor\"]\n", "doctor stands in both"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := policy.Parse("p.toml", []byte(small+tt.add))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	if _, err := policy.Parse("p.toml", []byte(small)); err != nil {
		t.Errorf("the policy that the others add to: %v", err)
	}
}

func TestLoadTakesPresetOrPath(t *testing.T) {
	dir := t.TempDir()
	text := small + "order = \"latest\"\n[[budget]]\nyear = 2025\namount = 0\nper_month = 50000\n"
	if err := os.WriteFile(filepath.Join(dir, "egen.toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	rules, err := policy.Load("egen.toml", dir)
	if err != nil {
		t.Fatal(err)
	}
	p := rules.At(process.D(2025, 1, 1))
	if !p.Criteria[0].Descending {
		t.Error("latest is not descending")
	}
	if d := cmp.Diff([]process.BudgetYear{{Year: 2025, Decided: true, PerMonth: 50000, Source: "liten"}}, p.Budget); d != "" {
		t.Errorf("a frame of 0 is a decided frame (-want +got):\n%s", d)
	}
	if r, err := policy.Load("vastmanland", dir); err != nil || r.At(process.Date{}).Name != "vastmanland" {
		t.Errorf("preset: %v, %v", r, err)
	}
	if _, err := policy.Load("atlantis", dir); err == nil || !strings.Contains(err.Error(), "vastmanland") {
		t.Errorf("an unknown preset names those there are: %v", err)
	}
}

// F10: what a health centre must have is the region's to say; a policy that says
// nothing asks for nothing.
func TestSupervisionIsThePolicysToAsk(t *testing.T) {
	for text, want := range map[string]process.Supervision{
		"": {},
		"[supervision]\nspecialists = 2\npercent = 100\n": {Specialists: 2, Percent: 100},
		"[supervision]\npercent = 87.5\n":                 {Percent: 87.5},
	} {
		p := parse(t, small+text).At(process.Date{})
		if p.Supervision != want {
			t.Errorf("%q asks for %+v, want %+v", text, p.Supervision, want)
		}
	}
	if p := preset(t, "vastmanland", process.D(2024, 9, 10)); p.Supervision != (process.Supervision{}) {
		t.Errorf("the letter asks for no number of specialists: %+v", p.Supervision)
	}
}

// the three names of the joint assessment are fields that a policy can
// require before a decision.
func TestJointAssessmentCanBeRequired(t *testing.T) {
	p := parse(t, small+"[required]\nfor_decision = [\"assessed_manager\", \"assessed_supervisor\", \"assessed_director\"]\n").At(process.Date{})
	want := []process.Field{process.FieldAssessedManager, process.FieldAssessedSupervisor, process.FieldAssessedDirector}
	if d := cmp.Diff(want, p.Required.ForDecision); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
