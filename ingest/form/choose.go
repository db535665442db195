package form

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fitness is how surely a text is one of the choices.
type fitness uint8

const (
	fitsNone fitness = iota
	fitsSeveral
	fitsLoosely // with a slip, among other words, or cut short: taken, and told
	fitsExactly
)

// pick reads a text as one of the choices. Two that fit are none; the more
// particular of two that share words is meant ("Ny ST med integrerad BT"), and the
// first where the other only tells of what ("Återkallelse av ny ST").
func pick(s string, choices []choice) (v string, fit fitness, fits []string) {
	s = ticked(s)
	folded := fold(s)
	if squeeze(folded) == "" {
		folded = strings.ToLower(strings.Trim(clean(s), "()[]*:?! "))
	}
	key := squeeze(folded)
	if key == "" {
		return "", fitsNone, nil
	}
	if c, ok := worded(choices, squeeze(strings.ToLower(clean(s)))); ok { // with what stands in brackets
		return c.exactly(doubtless(s))
	}
	if c, ok := worded(choices, key); ok {
		return c.beside(s, choices)
	}
	words := wordsOf(folded)
	words = words[:min(len(words), mostWords)]
	if v, fit, fits, said := takenBack(s, words, choices); said {
		return v, fit, fits
	}
	for _, same := range []func(a, b string) bool{equalWords, slippedWords} {
		if found := among(words, choices, same); len(found) > 0 {
			return decide(words, found)
		}
	}
	return begun(key, choices)
}

// doubtless is how surely a choice is meant whose words are all that stands there.
func doubtless(s string) fitness {
	if strings.Contains(s, "?") {
		return fitsLoosely
	}
	return fitsExactly
}

// worded is the choice that has the key among its words.
func worded(choices []choice, key string) (choice, bool) {
	for i := range choices {
		if key != "" && choices[i].edges.meets(key) && slices.Contains(choices[i].keys, key) {
			return choices[i], true
		}
	}
	return choice{}, false
}

// exactly is the choice that is meant, or those that its words may mean.
func (c choice) exactly(fit fitness) (string, fitness, []string) {
	if len(c.of) > 0 {
		return "", fitsSeveral, c.of
	}
	return c.value, fit, nil
}

// beside is the choice whose words stand there with others in brackets: another
// choice there is asked about ("Leg läkare (vikarie)"), words that say more are told of.
func (c choice) beside(s string, choices []choice) (string, fitness, []string) {
	fit := doubtless(s)
	for _, aside := range bracketed(s) {
		switch other, fits, _ := pick(aside, choices); {
		case fits < fitsLoosely && more(aside):
			fit = fitsLoosely
		case fits >= fitsLoosely && other != c.value && len(c.of) == 0:
			return "", fitsSeveral, []string{c.value, other}
		}
	}
	return c.exactly(fit)
}

// wordsOf parts a folded text at everything but letters and digits.
func wordsOf(folded string) []string {
	return strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// found is a choice among the words of a text.
type found struct {
	value    string
	of       []string
	from, to int
}

// shortestWithin is in letters; a shorter word is read only where it stands alone.
const shortestWithin = 4

// mostWords is how far into a text a choice is sought.
const mostWords = 40

// among finds the choices that stand among the words, the longest first; what
// shares a word with a longer one is not meant.
func among(words []string, choices []choice, same func(a, b string) bool) []found {
	var all []found
	for at := range choices {
		c := &choices[at]
		if !slices.ContainsFunc(words, c.edges.meets) { // most often
			continue
		}
		for _, phrase := range c.phrases {
			for i := 0; i+len(phrase) <= len(words); i++ {
				if same(words[i], phrase[0]) && slices.EqualFunc(words[i+1:i+len(phrase)], phrase[1:], same) {
					all = append(all, found{c.value, c.of, i, i + len(phrase)})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return (b.to - b.from) - (a.to - a.from) })
	var apart []found
	for _, f := range all {
		if !slices.ContainsFunc(apart, func(g found) bool { return f.from < g.to && g.from < f.to }) {
			apart = append(apart, f)
		}
	}
	slices.SortFunc(apart, func(a, b found) int { return a.from - b.from })
	return apart
}

func equalWords(a, b string) bool { return a == b }

// slippedWords allows one slip in a word of six letters or more.
func slippedWords(a, b string) bool {
	return a == b || len(b) >= 6 && resemble(a, b) && sameTraining(a, b) && utf8.RuneCountInString(b) >= 6 && oneEdit([]rune(a), []rune(b))
}

// sameTraining says whether two words do not begin with two kinds of training: an
// AT-läkare is no ST-läkare with a slip.
func sameTraining(a, b string) bool {
	for _, x := range [...]string{"at", "bt", "st"} {
		if strings.HasPrefix(a, x) {
			return strings.HasPrefix(b, x) || !strings.HasPrefix(b, "at") && !strings.HasPrefix(b, "bt") && !strings.HasPrefix(b, "st")
		}
	}
	return true
}

// denials turn what stands beside them into its opposite.
var denials = []string{"inte", "ej", "inget", "ingen", "icke", "aldrig", "utan", "nej"}

// ofWhat are the words after which a text only tells what the first is about.
var ofWhat = []string{"av", "för", "på", "om", "som", "under", "avseende", "gällande", "rörande"}

// decide says which of the choices found is meant, if one is.
func decide(words []string, all []found) (string, fitness, []string) {
	for i, w := range words {
		inside := slices.ContainsFunc(all, func(f found) bool { return f.from <= i && i < f.to })
		if !inside && slices.Contains(denials, w) {
			return "", fitsNone, nil
		}
	}
	first := all[0]
	if len(first.of) > 0 {
		return "", fitsSeveral, first.of
	}
	for _, f := range all[1:] {
		if f.value == first.value || slices.ContainsFunc(words[first.to:f.from], func(w string) bool { return slices.Contains(ofWhat, w) }) {
			continue
		}
		var values []string
		for _, f := range all {
			if !slices.Contains(values, f.value) {
				values = append(values, f.value)
			}
		}
		return "", fitsSeveral, values
	}
	return first.value, fitsLoosely, nil
}

// begun reads a text that is the beginning of one choice, or all of it but one
// letter.
func begun(key string, choices []choice) (string, fitness, []string) {
	var values []string
	fits := func(word string) bool {
		return utf8.RuneCountInString(key) >= shortestWithin && strings.HasPrefix(word, key) || slippedWords(key, word)
	}
	for i := range choices {
		c := &choices[i]
		if len(c.of) > 0 || !c.edges.meets(key) {
			continue
		}
		if slices.ContainsFunc(c.keys, fits) {
			values = append(values, c.value)
		}
	}
	switch len(values) {
	case 0:
		return "", fitsNone, nil
	case 1:
		return values[0], fitsLoosely, nil
	}
	return "", fitsSeveral, values
}

// choose says which choice a text is where it begins as one; layout asks it
// whether a text can be an answer rather than a label.
func choose(s string, choices []choice) (string, bool) {
	v, fit, _ := pick(s, choices)
	switch fit {
	case fitsExactly:
		return v, true
	case fitsLoosely:
		words := wordsOf(fold(ticked(s)))
		for _, same := range []func(a, b string) bool{equalWords, slippedWords} {
			if all := among(words, choices, same); len(all) > 0 {
				return v, all[0].from == 0
			}
		}
		return v, true
	}
	return "", false
}
