package master

import (
	"fmt"
	"strings"

	"stintag/process"
)

func employedWords(a *process.Application) string {
	s := string(a.Employed)
	if a.EmploymentForm == "" {
		return s
	}
	if s == "" {
		return string(a.EmploymentForm)
	}
	return s + ", " + string(a.EmploymentForm)
}

// remarkWords tells every finding that has more to say than that something is
// missing, and last what else stands in the form.
func remarkWords(fs []process.Finding, a *process.Application) string {
	var ss []string
	for _, f := range fs {
		if f.Code != process.CodeMissing {
			ss = append(ss, f.ForAdministrator())
		}
	}
	if words := elseWords(a); words != "" {
		ss = append(ss, words)
	}
	return strings.Join(ss, "\n")
}

// The notes of a form are shown as far as a cell can be read.
const (
	longestNote  = 120
	longestNotes = 400
)

// elseWords are the form's notes and labels that nobody knows. Those of a protected
// identity may tell who it is (D24).
func elseWords(a *process.Application) string {
	switch {
	case len(a.Unknown) == 0:
		return ""
	case a.Protected:
		return "Blanketten har anteckningar som inte visas här. Läs dem i mejlet."
	}
	var told []string
	room := longestNotes
	for i, note := range a.Unknown {
		note = shortened(strings.Join(strings.Fields(note), " "), longestNote)
		if room -= len([]rune(note)); room < 0 {
			told = append(told, fmt.Sprintf("… och %d till", len(a.Unknown)-i))
			break
		}
		told = append(told, note)
	}
	return "Står också i blanketten: " + strings.Join(told, "; ") + "."
}

func shortened(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return s
}

func missingWords(s *process.Standing, p *process.Policy) string {
	var lines []string
	say := func(caption string, fs []process.Finding) {
		if names := fieldsOf(fs); len(names) > 0 {
			lines = append(lines, caption+strings.Join(names, ", "))
		}
	}
	missing, wrong := apart(s.At(process.Returned))
	if p != nil && !p.Queues() {
		say("Saknas för att rangordnas: ", missing)
	} else {
		say("Saknas för plats på listan: ", missing)
	}
	say("Att rätta: ", wrong)
	say("Uppgifter saknas inför beslut: ", s.At(process.BeforeDecision))
	return strings.Join(lines, "\n")
}

// apart tells what is not filled in from what is filled in wrongly.
func apart(fs []process.Finding) (missing, wrong []process.Finding) {
	for _, f := range fs {
		if f.Code == process.CodeMissing {
			missing = append(missing, f)
		} else {
			wrong = append(wrong, f)
		}
	}
	return missing, wrong
}

// fieldsOf names each field once; a finding about no field says itself.
func fieldsOf(fs []process.Finding) []string {
	var names []string
	seen := map[string]bool{}
	for _, f := range fs {
		name := f.Field.Label()
		if name == "" {
			name = strings.TrimSuffix(f.Text, ".")
		}
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}
