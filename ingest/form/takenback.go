package form

import (
	"slices"
	"strings"

	"stintag/process"
)

var (
	takes = strings.Fields("tar ta tas tagit tagits tagen drar dra dras dragit dragits dragen")
	// nothingElse are words that say no more than that an application is taken back, and
	// which: "Vi drar härmed tillbaka vår ansökan om ny ST".
	nothingElse = strings.Fields("återkallelse vi jag har vill önskar att härmed nu är vår min sin den denna tillbaka " +
		"ansökan ansökningen anmälan intresseansökan intresseanmälan om för till avseende gällande ny st tjänst byte av vårdcentral")
	// whoSought may stand before what is done, and is what is taken back behind it.
	whoSought = strings.Fields("läkaren sökanden sökande kandidaten han hon")
	// supposing begin what is not done, or done beside something new.
	supposing = strings.Fields("om när ska skall innan ny nytt")
)

// takenBack reads words that take something back, where a withdrawal is a choice. They
// are one where they say nothing else. Where they are denied, supposed, asked, said of a
// withdrawal itself or beside another kind of case, nobody can know what is meant, and it
// is asked: a withdrawal read wrongly takes a doctor off the list.
func takenBack(s string, words []string, choices []choice) (v string, fit fitness, fits []string, said bool) {
	back := string(process.Withdrawal)
	if !slices.ContainsFunc(choices, func(c choice) bool { return c.value == back }) {
		return "", fitsNone, nil, false
	}
	at := slices.IndexFunc(words, func(w string) bool { return slices.Contains(takes, w) })
	is := at >= 0 && slices.Contains(words[at:], "tillbaka")
	switch {
	case withdrawsItself(words):
		return "", fitsNone, nil, true
	case !is:
		return "", fitsNone, nil, false
	case strings.Contains(s, "?"), slices.Contains(supposing, words[0]), denies(s):
		return several(back, words, choices)
	case saysNothingElse(words, at):
		return back, fitsLoosely, nil, true
	}
	v, fit, fits, _ = several(back, words, choices)
	return v, fit, fits, len(fits) > 0
}

// several are a withdrawal and the other kinds that the words name; none where they
// name no other.
func several(back string, words []string, choices []choice) (string, fitness, []string, bool) {
	fits := []string{back}
	for _, f := range among(words, choices, equalWords) {
		if f.value != "" && !slices.Contains(fits, f.value) {
			fits = append(fits, f.value)
		}
	}
	if len(fits) == 1 {
		return "", fitsNone, nil, true
	}
	return "", fitsSeveral, fits, true
}

// withdrawsItself says whether a withdrawal is what is withdrawn.
func withdrawsItself(words []string) bool {
	away := func(w string) bool {
		return w == "tillbaka" || w == "ångrar" || strings.HasPrefix(w, "återkall") || strings.HasPrefix(w, "återta")
	}
	for i, w := range words {
		if i > 0 && strings.HasPrefix(w, "återkallelse") && (slices.ContainsFunc(words[:i], away) || slices.ContainsFunc(words[i+1:], away)) {
			return true
		}
	}
	return false
}

func denies(s string) bool {
	return slices.ContainsFunc(wordsOf(strings.ToLower(clean(s))), func(w string) bool { return slices.Contains(denials, w) })
}

func saysNothingElse(words []string, at int) bool {
	for i, w := range words {
		if i == at || slices.Contains(nothingElse, w) || slices.Contains(takes, w) || i < at && slices.Contains(whoSought, w) {
			continue
		}
		return false
	}
	return true
}
