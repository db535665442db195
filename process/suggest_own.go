package process

import "slices"

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
	f.Text = f.Note
	f = f.Asking(askCentre(suggested))
	f.Suggestion = suggested
	return f
}

// askCentre asks for a health centre that the register has, and for the one that
// the words are like.
func askCentre(suggested string) string {
	const choose = "Välj vårdcentral i listan, eller skriv namnet så som regionen skriver det."
	if suggested == "" {
		return choose
	}
	return "Menade ni " + suggested + "? " + choose
}
