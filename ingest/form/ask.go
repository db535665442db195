package form

import (
	"regexp"
	"slices"
	"strings"
)

// The words of a subject that asks for the blank form, and those that may stand
// beside them without asking for anything else.
var (
	formWords  = []string{"blankett", "blanketten", "blanketter", "anmälningsblankett", "anmälningsblanketten", "intresseanmälan", "formulär", "formuläret"}
	aroundForm = []string{"tom", "tomt", "ny", "er", "för", "till", "om", "en", "av", "st", "stläkare", "i", "allmänmedicin", "önskas", "tack", "skicka", "sänd", "begäran", "beställa", "beställning",
		"blankett", "blanketten", "intresseanmälan"}
	replyMark = regexp.MustCompile(`^((re|sv|fw|fwd|vb|vs)\s*:\s*)+`)
)

// Asked says whether a mail without a form asks for the blank one: its subject is
// the word blankett, with no more than goes with it, and its text says nothing but
// a greeting and who sends it. A question beside the word is for a person.
func Asked(subject, text string) bool {
	asked := false
	for _, w := range strings.Fields(replyMark.ReplaceAllString(strings.ToLower(clean(subject)), "")) {
		w = squeeze(w)
		switch {
		case slices.Contains(formWords, w) && w != "intresseanmälan":
			asked = true
		case w != "" && !slices.Contains(aroundForm, w):
			return false
		}
	}
	return asked && greets(text)
}

var (
	greeting = regexp.MustCompile(`^(hej|hejsan|god ?(morgon|dag|kväll|middag)|tack|tack på förhand)( på (er|dig)| alla)?[\s!,.:)]*$`)
	closing  = regexp.MustCompile(`^(--|mvh|m\.v\.h|med vänlig|med vänliga|vänlig|vänliga|hälsning|hälsningar|bästa hälsning|allt gott|hlsn|skickat från min|skickades från|skickat från outlook|hämta outlook)`)
)

// greets says whether a mail's text is nothing but greetings before its closing:
// what follows that is a signature.
func greets(text string) bool {
	for _, line := range strings.Split(strings.ToLower(text), "\n") {
		line = clean(line)
		switch {
		case line == "" || greeting.MatchString(line):
		case closing.MatchString(line):
			return true
		default:
			return false
		}
	}
	return true
}
