package form

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"stintag/process"
	"stintag/process/workbook"
)

var yesWords = map[string]bool{"ja": true, "j": true, "jo": true, "japp": true, "yes": true, "y": true, "x": true, "×": true, "1": true, "true": true, "sant": true, "☒": true, "☑": true, "✓": true, "✔": true, "√": true}
var noWords = map[string]bool{"nej": true, "n": true, "nä": true, "no": true, "0": true, "false": true, "falskt": true, "☐": true, "inte": true, "ej": true}

// nothing are words for no value at all.
var nothing = map[string]bool{
	"-": true, "--": true, "–": true, "—": true, "?": true, "n/a": true, "na": true, "ej aktuellt": true, "ej aktuell": true,
	"inte aktuellt": true, "vet ej": true, "vet inte": true, "okänt": true, "saknas": true, "ingen uppgift": true,
}

// nothingBegins are the letters and signs that such words, and the signs before them,
// begin with.
var nothingBegins = func() (begins [0x80]bool) {
	for w := range nothing {
		if w[0] < 0x7f {
			begins[w[0]|0x20] = true
		}
	}
	begins['.'|0x20] = true
	return begins
}()

// saysNothing says whether the value is a word for none.
func saysNothing(v Value) bool {
	const longest = 200 // and more than any such word with blanks
	if v.Kind == workbook.Text && v.Text != "" && v.Text[0] > ' ' && v.Text[0] < 0x7f && !nothingBegins[v.Text[0]|0x20] {
		return false // soon seen of most texts
	}
	return v.Empty() || v.Kind == workbook.Text && len(strings.TrimSpace(v.Text)) <= longest && nothing[strings.Trim(strings.ToLower(clean(v.Text)), " .")]
}

// untouched is an answer's own words as the form prints them.
var untouched = regexp.MustCompile(`(?i)^\W*(ja\s*[/|]\s*nej|j\s*/\s*n|yes\s*[/|]\s*no|y\s*/\s*n)\W*$`)

// printed says whether the form's own words of an answer stand untouched.
func printed(v Value) bool {
	return v.Kind == workbook.Text && (strings.ContainsAny(v.Text, "/|") && untouched.MatchString(clean(v.Text)) || ticked(v.Text) == "")
}

// printedIn is what stands in a cell that holds an answer's own words, untouched.
func printedIn(c workbook.Cell) string {
	if c.Kind != workbook.Text || len(c.Text) > 40 || !strings.ContainsAny(c.Text, "/|") || !untouched.MatchString(clean(c.Text)) {
		return ""
	}
	return clean(c.Text)
}

// parseAnswer reads Ja or Nej, and gives what stands after it: "Ja, 2024-09-02".
func parseAnswer(v Value) (a process.Answer, rest string) {
	switch v.Kind {
	case workbook.Bool, workbook.Number:
		switch v.Number {
		case 1:
			return process.Yes, ""
		case 0:
			return process.No, ""
		}
		return process.Unanswered, ""
	case workbook.Text:
		if n := len(v.Text); n > 1 && n <= longestNumbered && isDigit(v.Text[0]) {
			if m := numberedAnswer.FindStringSubmatch(v.Text); m != nil {
				return textAnswer(m[1])
			}
		}
		if !mayAnswer(v.Text) {
			return process.Unanswered, ""
		}
		return textAnswer(ticked(v.Text))
	}
	return process.Unanswered, ""
}

// longestNumbered is how long such an alternative may be, in bytes.
const longestNumbered = 20

// numberedAnswer is an alternative of a list that numbers them: "1 = Ja", "2. Nej".
var numberedAnswer = regexp.MustCompile(`(?i)^\d\s*[=.:)–-]\s*(ja|nej|yes|no)[.\s]*$`)

// mayAnswer says whether a text can begin with Ja or Nej. A figure with more after it
// counts something.
func mayAnswer(s string) bool {
	if s == "" || s[0] <= ' ' || s[0] >= 0x7f || drawsBox(s) {
		return true
	}
	if isDigit(s[0]) {
		for i := 1; i < len(s); i++ {
			if sorts[s[i]] > sortOther {
				return false
			}
		}
	}
	return answerBegins[s[0]|0x20]
}

// answerBegins are the letters, figures and signs that answers begin with.
var answerBegins = func() (begins [0x80]bool) {
	for _, words := range []map[string]bool{yesWords, noWords} {
		for w := range words {
			if w != "" && w[0] < 0x7f {
				begins[w[0]|0x20] = true
			}
		}
	}
	return begins
}()

// drawsBox says whether a box may stand in a text.
func drawsBox(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case '[', '(', "☐"[0], "🗹"[0]:
			return true
		}
	}
	return false
}

// firstWord is what an answer begins with, before any sign.
func firstWord(s string) string {
	if i := strings.IndexAny(s, " ,.;:!(/–—-"); i >= 0 {
		return s[:i]
	}
	return s
}

func textAnswer(s string) (process.Answer, string) {
	s = clean(s)
	low := strings.ToLower(s)
	switch {
	case yesWords[low]:
		return process.Yes, ""
	case noWords[low]:
		return process.No, ""
	}
	if saysBoth(low, "ja", "nej") || saysBoth(low, "yes", "no") || saysBoth(low, "j", "n") || saysBoth(low, "y", "n") { // nobody can know
		return process.Unanswered, ""
	}
	word := firstWord(low)
	rest := strings.Trim(after(s, utf8.RuneCountInString(word)), " ,.;:-–—!()/")
	switch {
	case rest != "" && (word == "1" || word == "0"): // "1 (av 3)" counts something
		return process.Unanswered, ""
	case yesWords[word]:
		return process.Yes, rest
	case noWords[word]:
		return process.No, rest
	}
	return process.Unanswered, ""
}

// saysBoth says whether both of two answers stand in a text as words.
func saysBoth(low, yes, no string) bool {
	if !strings.Contains(low, yes) || !strings.Contains(low, no) {
		return false
	}
	words := wordsOf(low)
	return slices.Contains(words, yes) && slices.Contains(words, no)
}

// after is s without its first n characters.
func after(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[i:]
		}
		n--
	}
	return ""
}

var (
	squareTick  = regexp.MustCompile(`(?i)\[\s*x\s*\]|\(\s*x\s*\)`)
	squareEmpty = regexp.MustCompile(`\[\s*\]|\(\s+\)`)
)

// Ja and Nej as words anywhere in an answer.
var (
	yesWithin = regexp.MustCompile(`(^|[^a-zåäö])ja([^a-zåäö]|$)`)
	noWithin  = regexp.MustCompile(`(^|[^a-zåäö])nej([^a-zåäö]|$)`)
)

// ticked is the alternative that is ticked in a cell of several:
// "☐ Ja ☒ Nej" is "Nej". Nothing ticked is "". A cell without such boxes, or with
// several ticked, is itself.
func ticked(s string) string {
	if !drawsBox(s) {
		return clean(s)
	}
	s = asBoxes(squareEmpty.ReplaceAllString(squareTick.ReplaceAllString(clean(s), "☒"), "☐"))
	parts := strings.FieldsFunc(strings.NewReplacer("☒", "\x00☒", "☑", "\x00☒", "☐", "\x00☐").Replace(s), func(r rune) bool { return r == 0 })
	if len(parts) < 2 {
		return s
	}
	var chosen []string
	first := strings.HasPrefix(parts[0], "☒") || strings.HasPrefix(parts[0], "☐")
	for i, p := range parts {
		if !strings.HasPrefix(p, "☒") {
			continue
		}
		word := strings.TrimSpace(strings.TrimPrefix(p, "☒"))
		if !first && i > 0 { // the word stands before its box
			word = strings.TrimSpace(strings.TrimLeft(parts[i-1], "☐☒ "))
		}
		chosen = append(chosen, word)
	}
	switch len(chosen) {
	case 0:
		return ""
	case 1:
		return chosen[0]
	}
	return s
}

// asBoxes writes boxes and rings of other kinds as the usual ones: a filled one is
// ticked where an empty one stands beside it, and is a bullet where none does.
func asBoxes(s string) string {
	s = crossedBoxes.Replace(s)
	if strings.ContainsAny(s, emptyBoxes) {
		s = filledBoxes.Replace(s)
	}
	return s
}

const emptyBoxes = "☐□○◻❏❑"

var (
	crossedBoxes = strings.NewReplacer("🗹", "☒", "🗷", "☒", "🗵", "☒", "⊠", "☒", "⦿", "☒", "◉", "☒")
	filledBoxes  = strings.NewReplacer("■", "☒", "●", "☒", "◼", "☒", "□", "☐", "○", "☐", "◻", "☐", "❏", "☐", "❑", "☐")
)

// answer reads a value as Ja or Nej in the field's own words too ("Bifogas").
func (s spec) answer(v Value) (a process.Answer, rest string) {
	if a, rest = parseAnswer(v); a != process.Unanswered || v.Kind != workbook.Text || len(s.values) == 0 {
		return a, rest
	}
	low := strings.ToLower(clean(v.Text))
	if strings.Contains(low, "ja") && yesWithin.MatchString(low) || strings.Contains(low, "nej") && noWithin.MatchString(low) {
		return process.Unanswered, ""
	}
	if word, fit, _ := pick(v.Text, s.values); fit == fitsExactly || fit == fitsLoosely {
		return process.Answer(word), clean(v.Text)
	}
	return process.Unanswered, ""
}

// reads says whether the value reads as what the field holds; of free text
// nobody can tell.
func (s spec) reads(v Value) bool {
	switch s.holds {
	case asDate:
		return parseStart(v, process.D(2000, 1, 1)).exact != unreadable
	case asAnswer:
		a, _ := s.answer(v)
		return a != process.Unanswered
	case asChoice:
		_, ok := choose(v.String(), s.values)
		return ok
	case asNumber, asPercent:
		_, _, ok := parseNumber(v)
		return ok
	case asPersonal:
		_, fault := parsePersonal(v, process.D(lastYear, 1, 1))
		return fault == ""
	case asEmail:
		return v.Kind == workbook.Text && len(addressesIn(v.Text)) > 0
	}
	return false
}

var address = regexp.MustCompile(`[\p{L}\d._%+'-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+`)

// addressesIn are the e-mail addresses in a text, each once.
func addressesIn(s string) []string {
	var all []string
	for _, a := range address.FindAllString(clean(s), -1) {
		if !slices.Contains(all, a) {
			all = append(all, a)
		}
	}
	return all
}
