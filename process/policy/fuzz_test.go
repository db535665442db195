package policy_test

import (
	"testing"

	"stintag/process"
	"stintag/process/policy"
)

// Whatever a file holds, it is refused or becomes rules that every day has, and that
// can be looked over.
func FuzzParse(f *testing.F) {
	for _, name := range policy.Presets() {
		text, err := policy.PresetText(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add(dated)
	f.Add(small + "[[change]]\nfrom = 2026-01-01\nallotment.per_listed = 1\n")
	f.Fuzz(func(t *testing.T, text string) {
		rules, err := policy.Parse("p.toml", []byte(text))
		if err != nil {
			return
		}
		rules.Odd(noon)
		for _, day := range append(rules.Dates(), process.Date{}, noon) {
			if p := rules.At(day); p == nil || p.Name == "" || p.Version == "" || len(p.Criteria) == 0 {
				t.Fatalf("%s: %+v", day, p)
			}
		}
	})
}
