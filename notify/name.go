package notify

import (
	"strings"
	"unicode/utf8"

	"stintag/process"
)

// DoctorName is how a letter may name the doctor: in full, by initials ("A.B."),
// or by the case id alone where the identity is protected (D24) or no name is
// known. Policy decides between the first two (D7).
func DoctorName(rules process.LetterRules, caseID string, app process.Application) string {
	words := strings.Fields(app.Doctor)
	if app.Protected || len(words) == 0 {
		return caseID
	}
	if rules.Name != "initials" {
		return strings.Join(words, " ")
	}
	s := initial(words[0])
	if len(words) > 1 {
		s += initial(words[len(words)-1])
	}
	return s
}

func initial(word string) string {
	r, _ := utf8.DecodeRuneInString(word)
	return strings.ToUpper(string(r)) + "."
}
