package process

import "slices"

// SuggestOwn is the finding on an unknown health centre as told to somebody who
// writes for some of them: it suggests none that is not theirs. Of several the one
// that the words are like, and none where they are like none.
func SuggestOwn(f Finding, own []HealthCentre) Finding {
	suggestsNone := f.Suggestion == "" && (f.Note == "" || f.Text == f.Note+" "+askCentre(nil))
	if suggestsNone || slices.ContainsFunc(own, func(c HealthCentre) bool { return c.Name == f.Suggestion }) {
		return f
	}
	suggested := (&register{centres: own}).suggest(f.Written)
	if len(suggested) == 0 && len(own) == 1 {
		suggested = []string{own[0].Name}
	}
	f.Text = f.Note
	f = f.Asking(askCentre(suggested))
	f.Suggestion = only(suggested)
	return f
}

// askCentre asks for a health centre that the register has, and for those that
// the words may mean.
func askCentre(suggested []string) string {
	const choose = "Välj vårdcentral i listan, eller skriv namnet så som regionen skriver det."
	if len(suggested) == 0 {
		return choose
	}
	return "Menade ni " + either(suggested) + "? " + choose
}

// only is what there is one of.
func only(all []string) string {
	if len(all) != 1 {
		return ""
	}
	return all[0]
}
