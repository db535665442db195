package policy_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stintag/process"
	"stintag/process/policy"
)

const dated = small + `[allotment]
per_listed = 1500
funded = 540
[[stop]]
kinds = ["Pre-ST"]
why = "stoppat"

[[change]]
from = 2026-01-01
version = "2"
[change.allotment]
funded = 650
[[change.criterion]]
by = "own_priority"
[[change.criterion]]
by = "spread"

[[change]]
from = 2026-06-01
to = 2026-08-31
stop = []
allotment = { fill = false }
`

// R-027, D5: a day has its own values: the day before the change has the old, the
// day of it the new, and after a change that ends those before it hold again.
// VGR's rules of 2026 are such a change.
func TestEachDayHasItsOwnValues(t *testing.T) {
	rules := parse(t, dated)
	for _, tt := range []struct {
		day      process.Date
		version  string
		funded   int
		fill     bool
		stops    int
		criteria []process.CriterionKind
	}{
		{process.Date{}, "1", 540, true, 1, []process.CriterionKind{"contact_date"}},
		{process.D(2025, 12, 31), "1", 540, true, 1, []process.CriterionKind{"contact_date"}},
		{process.D(2026, 1, 1), "2", 650, true, 1, []process.CriterionKind{"own_priority", "spread"}},
		{process.D(2026, 5, 31), "2", 650, true, 1, []process.CriterionKind{"own_priority", "spread"}},
		{process.D(2026, 6, 1), "2", 650, false, 0, []process.CriterionKind{"own_priority", "spread"}},
		{process.D(2026, 8, 31), "2", 650, false, 0, []process.CriterionKind{"own_priority", "spread"}},
		{process.D(2026, 9, 1), "2", 650, true, 1, []process.CriterionKind{"own_priority", "spread"}},
	} {
		p := rules.At(tt.day)
		var criteria []process.CriterionKind
		for _, c := range p.Criteria {
			criteria = append(criteria, c.By)
		}
		if p.Version != tt.version || p.Allotment.Funded != tt.funded || p.Allotment.Fill != tt.fill || len(p.Stops) != tt.stops {
			t.Errorf("%s: version %s, allotment %+v, stops %v", tt.day, p.Version, p.Allotment, p.Stops)
		}
		if p.Allotment.PerListed != 1500 {
			t.Errorf("%s: a table is laid over key by key, but per_listed is %d", tt.day, p.Allotment.PerListed)
		}
		if d := cmp.Diff(tt.criteria, criteria); d != "" {
			t.Errorf("%s: a list is replaced whole (-want +got):\n%s", tt.day, d)
		}
	}
	if d := cmp.Diff([]process.Date{process.D(2026, 1, 1), process.D(2026, 6, 1), process.D(2026, 9, 1)}, rules.Dates()); d != "" {
		t.Errorf("days of change (-want +got):\n%s", d)
	}
}

// D5: what a change leaves out is as it was, whatever key it is: a change of one
// number changes that number alone.
func TestAChangeChangesOnlyWhatItSays(t *testing.T) {
	for _, name := range policy.Presets() {
		text, err := policy.PresetText(name)
		if err != nil {
			t.Fatal(err)
		}
		rules := parse(t, string(text)+"\n[[change]]\nfrom = 2099-01-01\n[change.employment]\nnotice_days = 77\n")
		before, after := *rules.At(process.D(2098, 12, 31)), *rules.At(process.D(2099, 1, 1))
		if after.NoticeDays != 77 {
			t.Errorf("%s: notice_days is %d", name, after.NoticeDays)
		}
		after.NoticeDays = before.NoticeDays
		if d := cmp.Diff(before, after); d != "" {
			t.Errorf("%s: more than notice_days changed:\n%s", name, d)
		}
	}
}

// A fault in what will hold one day is told when the file is read, with the day.
func TestAFaultInAChangeIsToldAtOnce(t *testing.T) {
	for _, tt := range []struct{ name, add, want string }{
		{"no day", "[[change]]\nversion = \"2\"\n", "p.toml:6:3: change 1: from is missing"},
		{"ends first", "[[change]]\nfrom = 2026-01-01\nto = 2025-01-01\n", "p.toml:8:6: change 1: to 2025-01-01 lies before from 2026-01-01"},
		{"unknown key", "[[change]]\nfrom = 2026-01-01\n[change.allotment]\nfundde = 1\n", `p.toml:9:1: unknown key "change.allotment.fundde"; is "funded" meant?`},
		{"another name", "[[change]]\nfrom = 2026-01-01\nname = \"x\"\n", `p.toml:8:1: unknown key "change.name"`},
		{"wrong number", "[[change]]\nfrom = 2026-01-01\n[change.spur]\nyears = -5\n", "p.toml:9:9: spur.years is -5; it is a number of years up to 20 (in what holds from 2026-01-01)"},
		{"only together", "[allotment]\nper_listed = 2400\nfunded = 650\n[[change]]\nfrom = 2026-01-01\n[change.allotment]\nper_listed = 0\n",
			"p.toml:11:9: allotment: per_listed is missing"},
		{"order of what was", "[[change]]\nfrom = 2026-01-01\n[[change.criterion]]\nby = \"spread\"\norder = \"first\"\n",
			`p.toml:10:9: criterion 1: order "first" does not go with spread (in what holds from 2026-01-01)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := policy.Parse("p.toml", []byte(small+tt.add))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	_, err := policy.Parse("p.toml", []byte(small+"[spur]\nyears = -5\n[[change]]\nfrom = 2026-01-01\nversion = \"2\"\n"))
	if err == nil || strings.Count(err.Error(), "spur.years") != 1 {
		t.Errorf("a fault of the base is told once, not for every version: %v", err)
	}
}

// Changes that do not touch the same key give the same rules in whatever order
// they stand in the file.
func TestTheOrderOfChangesDoesNotMatter(t *testing.T) {
	blocks := []string{
		"[[change]]\nfrom = 2026-01-01\n[change.allotment]\nfunded = 650\n",
		"[[change]]\nfrom = 2025-03-01\nto = 2026-03-01\n[change.employment]\nnotice_days = 30\n",
		"[[change]]\nfrom = 2025-01-01\n[change.letters]\nshow_place = false\n",
		"[[change]]\nfrom = 2026-01-01\n[[change.target]]\nwhat = \"st\"\nvalue = 60\n",
	}
	base := small + "[allotment]\nper_listed = 2400\n"
	inOrder := parse(t, base+strings.Join(blocks, ""))
	rapid.Check(t, func(rt *rapid.T) {
		mixed, err := policy.Parse("p.toml", []byte(base+strings.Join(rapid.Permutation(blocks).Draw(rt, "blocks"), "")))
		if err != nil {
			rt.Fatal(err)
		}
		day := process.D(2024, 12, 1).AddDays(rapid.IntRange(0, 800).Draw(rt, "day"))
		if d := cmp.Diff(inOrder.At(day), mixed.At(day)); d != "" {
			rt.Errorf("%s:\n%s", day, d)
		}
	})
}
