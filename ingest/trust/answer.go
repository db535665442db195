package trust

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Answer is what a mail's own words begin with.
type Answer string

// The answers. Whatever is not plainly a yes or a no is for a person to read.
const (
	Yes     Answer = "yes"
	No      Answer = "no"
	Unclear Answer = "unclear"
)

var (
	greetings = []string{"hej", "hejsan", "hallå", "tjena", "god", "goddag", "godmorgon", "bästa"}
	agrees    = []string{"ja", "jajamen", "japp", "jo", "yes"}
	refuses   = []string{"nej", "nä", "no"}
	// doubts take back what the first word said, or ask in their turn.
	doubts = []string{"men", "eller", "kanske", "osäker", "vet", "tror", "undrar", "fråga", "frågar", "om"}
	denies = []string{"inte", "ej", "nej", "aldrig", "ingen", "inga", "fel", "felaktig"}
)

// cited is what comes before another's words, or stands at their side.
var cited = regexp.MustCompile(`^(>|\||-{3,}|_{3,}|(?i)(från|from|den|on|skickat|sent) .*(:|skrev|wrote))`)

// AnswerIn reads a yes or a no out of a mail's first own line, past a greeting. What
// stands below it, cited or added by a gateway, says nothing.
func AnswerIn(text string) Answer {
	for line := range strings.Lines(text) {
		line = strings.Trim(strings.TrimSpace(line), "*_\u00a0\ufeff")
		if cited.MatchString(line) {
			return Unclear
		}
		words, only := pastGreeting(line)
		if only {
			continue
		}
		return judge(words, strings.Contains(line, "?"))
	}
	return Unclear
}

// pastGreeting gives a line's words without the greeting that it begins with; only
// says that it holds nothing else.
func pastGreeting(line string) (words []string, only bool) {
	const longest = 4 // words of a greeting: "God morgon Anna Berg"
	words = wordsOf(line)
	if len(words) == 0 || !slices.Contains(greetings, words[0]) {
		return words, len(words) == 0
	}
	answers := func(w string) bool { return slices.Contains(agrees, w) || slices.Contains(refuses, w) }
	if i := slices.IndexFunc(words, answers); i >= 0 && i <= longest {
		return words[i:], false
	}
	return words, len(words) <= longest
}

func wordsOf(line string) []string {
	return strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return !unicode.IsLetter(r) })
}

func judge(words []string, asks bool) Answer {
	has := func(of []string, in []string) bool {
		return slices.ContainsFunc(in, func(w string) bool { return slices.Contains(of, w) })
	}
	switch first, rest := words[0], words[1:]; {
	case asks || has(doubts, rest):
		return Unclear
	case slices.Contains(agrees, first) && !has(denies, rest):
		return Yes
	case slices.Contains(refuses, first) && !has(agrees, rest):
		return No
	}
	return Unclear
}
