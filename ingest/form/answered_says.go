package form

import (
	"regexp"
	"strings"
	"unicode"

	"stintag/process"
	"stintag/process/workbook"
)

// agreeing are the words with which somebody says yes to a suggestion, and those
// that may stand beside them without changing that.
var (
	agreeing  = wordSet("ja j jo jadå japp jajamän yes yep ok okej okey okay stämmer korrekt rätt riktigt precis exakt absolut visst x 1 true sant ☒ ☑ ✓ ✔ √")
	besideYes = wordSet("det är bra gör så helt alldeles tack mycket ert er förslag förslaget datumet uppgiften som ni skriver skrivit menar den")
)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// agrees says whether an answer says yes to a suggestion, and nothing else.
func agrees(v Value) bool {
	if said, rest := parseAnswer(v); said == process.Yes && rest == "" {
		return true
	}
	if v.Kind != workbook.Text || strings.Contains(v.Text, "?") {
		return false
	}
	yes := false
	for _, w := range strings.FieldsFunc(strings.ToLower(clean(v.Text)), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",.;:!-–()/", r) }) {
		if !agreeing[w] && !besideYes[w] {
			return false
		}
		yes = yes || agreeing[w]
	}
	return yes
}

// instead is a no with what is right after it.
var instead = regexp.MustCompile(`(?i)^(?:nej|nä|nä|nepp|no)\s*[,.;:!–—-]*\s+(?:(?:det|rätt|rätta|datum|datumet|svaret)\s+)*(?:(?:är|ska|skall|vara|blir)\s+)*(.+)$`)

// answerOf is the value that an answer gives its field: the suggestion where it
// says yes to one, or what follows a no. Who only says no to a suggestion has not
// said what is right; and a suggestion is not given up for what cannot be read.
func answerOf(a workbook.Answered, f process.Field) (workbook.Cell, bool) {
	c := workbook.Cell{Kind: a.Cell.Kind, Text: a.Cell.Text, Number: a.Cell.Number}
	v, s := valueOf(c), specOf(f)
	if v.Kind == workbook.Text && saysNothing(v) { // who does not know takes nothing back
		return c, false
	}
	suggested := workbook.Cell{Kind: workbook.Text, Text: a.Suggestion}
	if a.Suggestion != "" && agrees(v) {
		return suggested, true
	}
	said, rest := parseAnswer(v)
	after := workbook.Cell{Kind: workbook.Text, Text: rest}
	if m := instead.FindStringSubmatch(clean(v.Text)); m != nil && (s.holds == asDate || a.Suggestion != "" && s.holds != asAnswer) {
		if after.Text = m[1]; s.holds == asText || s.reads(valueOf(after)) {
			return after, true
		}
	}
	switch {
	case a.Suggestion == "" || s.holds == asAnswer:
		return c, true
	case said == process.Yes && rest != "":
		return suggested, alike(f, valueOf(after), valueOf(suggested))
	case said != process.Unanswered:
		return c, false
	}
	return c, s.holds == asText || s.reads(v)
}

// alike says whether two values of a field say the same, however they are written.
func alike(f process.Field, a, b Value) bool {
	r := interpreter{today: process.D(2025, 1, 1)}
	return r.same(Written{Field: f, Value: a}, Written{Field: f, Value: b})
}
