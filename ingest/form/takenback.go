package form

import (
	"regexp"
	"slices"
	"strings"

	"stintag/process"
)

const (
	whoTakesBack = `(?:(?:vi|jag|läkaren|sökanden|sökande|kandidaten|han|hon|har|vill|önskar|att|härmed) )*`
	takes        = `(?:tar|ta|tagit|drar|dra|dragit)`
	application  = `(?:intresse)?(?:ansökan|ansökningen|anmälan)`
	aboutWhat    = `(?: (?:om|för|till|avseende|gällande) .*)?`
)

// takesBack is how people say plainly that they take an application back, with the
// words for it parted: "Vi drar härmed tillbaka vår ansökan", "Ansökan tas tillbaka".
var takesBack = regexp.MustCompile(`^` + whoTakesBack + `(?:` +
	takes + ` ` + whoTakesBack + `tillbaka|` +
	takes + ` (?:\S+ ){0,2}tillbaka (?:\S+ ){0,2}` + application + aboutWhat + `|` +
	takes + ` (?:\S+ ){0,3}` + application + aboutWhat + ` tillbaka|` +
	`(?:\S+ ){0,2}` + application + aboutWhat + ` (?:tas|dras|är tagen|är dragen|har tagits|har dragits) (?:härmed )?tillbaka)$`)

// takenBack says whether the words take an application back, where that is a choice.
// What is denied, or said of something else, is not taken for it.
func takenBack(words []string, choices []choice) (v string, taken bool) {
	if !slices.Contains(words, "tillbaka") || slices.ContainsFunc(words, func(w string) bool { return slices.Contains(denials, w) }) {
		return "", false
	}
	v = string(process.Withdrawal)
	return v, slices.ContainsFunc(choices, func(c choice) bool { return c.value == v }) && takesBack.MatchString(strings.Join(words, " "))
}

// somethingBack are words that take something back, whatever it is.
var somethingBack = regexp.MustCompile(`\b(?:tar|ta|tas|tagit|tagits|drar|dra|dras|dragit|dragits)\b.*\btillbaka\b`)

// orTakenBack asks where a text that names a kind of case takes something back, maybe
// the application: "Drar tillbaka uppsägning", "Drar vår ansökan om ny ST nu tillbaka".
func orTakenBack(words []string, v string, fit fitness, fits []string) (string, fitness, []string) {
	back := string(process.Withdrawal)
	if fit != fitsLoosely || v == back || !slices.Contains(words, "tillbaka") || !somethingBack.MatchString(strings.Join(words, " ")) {
		return v, fit, fits
	}
	return "", fitsSeveral, []string{back, v}
}
