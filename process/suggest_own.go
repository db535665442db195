package process

import (
	"slices"
	"strings"
)

// SuggestOwn is the finding on an unknown health centre as told to somebody who
// writes for some of them: it suggests none that is not theirs. Of several the one
// that the words are like, and none where they are like none.
func SuggestOwn(f Finding, own []HealthCentre) Finding {
	if f.Suggestion == "" || slices.ContainsFunc(own, func(c HealthCentre) bool { return c.Name == f.Suggestion }) {
		return f
	}
	suggested := suggestCentre(own, f.Written)
	if suggested == "" && len(own) == 1 {
		suggested = own[0].Name
	}
	asked := func(name string) string { return " Menade ni " + name + "?" }
	instead := ""
	if suggested != "" {
		instead = asked(suggested)
	}
	f.Text = strings.Replace(f.Text, asked(f.Suggestion), instead, 1)
	f.Suggestion = suggested
	return f
}
