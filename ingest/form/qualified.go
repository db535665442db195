package form

import (
	"slices"
	"strings"

	"stintag/process"
)

// roles are the words that, alone in brackets after a label, say whose it is.
var roles = map[string]owner{
	"handledare": supervisor, "handledaren": supervisor, "handledarens": supervisor, "huvudhandledare": supervisor, "huvudhandledaren": supervisor,
	"chef": manager, "chefen": manager, "chefens": manager, "verksamhetschef": manager, "verksamhetschefen": manager, "enhetschef": manager,
	"vårdcentralschef": manager, "ansvarigchef": manager, "studierektor": director, "studierektorn": director,
	"läkare": doctor, "läkaren": doctor, "läkarens": doctor, "sökande": doctor, "stläkare": doctor, "stläkaren": doctor, "kandidat": doctor, "kandidaten": doctor,
}

// turning are the words that, in brackets, make a label ask for something else:
// "Legitimationsdatum (sjuksköterska)". Each is the beginning of a word.
var turning = []string{"utländsk", "utland", "vikariat", "sjuksköterska", "nuvarande", "tidigare", "föregående", "hemma", "hemort", "senast"}

// mostTurning is in words; more of them in brackets explain.
const mostTurning = 3

// qualified is the label that a text in brackets leaves of a label: ordinary help
// changes nothing, a role settles or contradicts whose it is, and a turning word
// makes it one that nobody knows.
func qualified(s string, l label) (label, bool) {
	for _, aside := range bracketed(s) {
		words := strings.Fields(fold(aside))
		if len(words) == 0 || len(words) > mostTurning {
			continue
		}
		if whose, ok := roles[squeeze(strings.Join(words, ""))]; ok {
			if l, ok = l.of(whose); !ok {
				return label{}, false
			}
			continue
		}
		if specOf(l.field).holds != asChoice && l.field != process.FieldEmployed && l.field != process.FieldEmploymentDate && turns(words) {
			return label{}, false
		}
	}
	return l, true
}

// of is the label said of somebody; ok is false where it cannot be.
func (l label) of(whose owner) (label, bool) {
	if l.vague == vagueDate {
		return label{}, false
	}
	if l.vague != plain {
		f := l.settle(whose)
		return label{field: f}, f != ""
	}
	owns := specOf(l.field).whose
	return l, owns == whose || owns == nobody && (l.field == process.FieldSignature || whose == doctor)
}

func turns(words []string) bool {
	for i, w := range words {
		switch {
		case strings.HasPrefix(w, "vikta"): // points are no people, but "ej viktade" are
			return i == 0 || words[i-1] != "ej" && words[i-1] != "inte" && words[i-1] != "icke"
		case w == "eu" || w == "ees" || w == "hem":
			return true
		case i == 0 && len(words) > 1 && (w == "ej" || w == "inte"):
			return !strings.HasPrefix(words[1], "obligat") && words[1] != "krav" && words[1] != "tvingande" && !strings.HasPrefix(words[1], "vikta")
		case slices.ContainsFunc(turning, func(begin string) bool { return strings.HasPrefix(w, begin) }):
			return true
		}
	}
	return false
}

// bracketed are the texts that stand in brackets.
func bracketed(s string) []string {
	var all []string
	for {
		from := strings.IndexAny(s, "([")
		if from < 0 {
			return all
		}
		to := strings.IndexAny(s[from:], ")]")
		if to < 0 {
			return append(all, s[from+1:])
		}
		all, s = append(all, s[from+1:from+to]), s[from+to+1:]
	}
}
