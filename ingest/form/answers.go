package form

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

var yesWords = map[string]bool{"ja": true, "j": true, "yes": true, "y": true, "x": true, "1": true, "true": true, "sant": true, "☒": true, "☑": true, "✓": true, "✔": true, "√": true}
var noWords = map[string]bool{"nej": true, "n": true, "no": true, "0": true, "false": true, "falskt": true, "☐": true, "inte": true, "ej": true}

// nothing are words for no value at all.
var nothing = map[string]bool{
	"-": true, "--": true, "–": true, "—": true, "?": true, "n/a": true, "na": true, "ej aktuellt": true, "ej aktuell": true,
	"inte aktuellt": true, "vet ej": true, "vet inte": true, "okänt": true, "saknas": true, "ingen uppgift": true,
}

// saysNothing says whether the value is a word for none.
func saysNothing(v Value) bool {
	return v.Empty() || v.Kind == workbook.Text && nothing[strings.Trim(strings.ToLower(clean(v.Text)), " .")]
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
		return textAnswer(ticked(v.Text))
	}
	return process.Unanswered, ""
}

func textAnswer(s string) (process.Answer, string) {
	s = clean(s)
	low := strings.ToLower(s)
	word, _, _ := strings.Cut(low, " ")
	word = strings.TrimRight(word, ",.;:-–!(")
	if i := strings.IndexAny(word, ",;/("); i > 0 {
		word = word[:i]
	}
	rest := strings.Trim(s[min(len(word), len(s)):], " ,.;:-–!()")
	if yesWithin.MatchString(low) && noWithin.MatchString(low) { // both: nobody can know
		return process.Unanswered, ""
	}
	switch {
	case yesWords[word]:
		return process.Yes, rest
	case noWords[word]:
		return process.No, rest
	}
	return process.Unanswered, ""
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
	s = squareEmpty.ReplaceAllString(squareTick.ReplaceAllString(clean(s), "☒"), "☐")
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

// choose reads one of the choices: the words themselves, what is read as them,
// their beginning where that fits one only, or one slip in six letters or more.
func choose(s string, choices []choice) (string, bool) {
	key := squeeze(fold(ticked(s)))
	if key == "" {
		key = squeeze(strings.ToLower(clean(ticked(s))))
	}
	if key == "" {
		return "", false
	}
	for _, c := range choices {
		if squeeze(strings.ToLower(c.value)) == key || squeeze(fold(c.value)) == key {
			return c.value, true
		}
		for _, a := range c.also {
			if squeeze(fold(a)) == key {
				return c.value, true
			}
		}
	}
	for _, near := range []func(key, word string) bool{beginsWith, startsWith, slipped} {
		if v, ok := onlyOne(key, choices, near); ok {
			return v, true
		}
	}
	return "", false
}

// beginsWith: the choice's words come first in what is written.
func beginsWith(key, word string) bool { return len(word) >= 4 && strings.HasPrefix(key, word) }

// startsWith: what is written is the beginning of the choice.
func startsWith(key, word string) bool { return len(key) >= 4 && strings.HasPrefix(word, key) }

func slipped(key, word string) bool {
	return len([]rune(word)) >= 6 && oneEdit([]rune(key), []rune(word))
}

func onlyOne(key string, choices []choice, near func(key, word string) bool) (string, bool) {
	found, longest := "", 0
	for _, c := range choices {
		for _, w := range append([]string{c.value}, c.also...) {
			word := squeeze(fold(w))
			if !near(key, word) || found == c.value && len(word) <= longest {
				continue
			}
			if found != "" && found != c.value && len(word) == longest {
				return "", false
			}
			if len(word) > longest {
				found, longest = c.value, len(word)
			}
		}
	}
	return found, found != ""
}

var numeral = regexp.MustCompile(`^[-+]?\d+([.,]\d+)?`)

// parseNumber reads a number as Swedes write it: decimal comma, blanks between
// thousands, words after it.
func parseNumber(v Value) (n float64, unit string, ok bool) {
	switch v.Kind {
	case workbook.Number:
		return v.Number, "", true
	case workbook.Text:
		s := strings.ToLower(clean(v.Text))
		s = thousands.ReplaceAllString(s, "$1$2")
		s = thousands.ReplaceAllString(s, "$1$2")
		s = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "ca"), "cirka"))
		m := numeral.FindString(s)
		if m == "" {
			return 0, "", false
		}
		n, err := strconv.ParseFloat(strings.Replace(m, ",", ".", 1), 64)
		return n, strings.TrimSpace(s[len(m):]), err == nil
	}
	return 0, "", false
}

var thousands = regexp.MustCompile(`(\d) (\d{3})\b`)

// parseShare reads a degree of service as a share: 80, 80 %, 0,8 and heltid.
func parseShare(v Value) (float64, bool) {
	if v.Kind == workbook.Text {
		switch squeeze(fold(v.Text)) {
		case "heltid", "100procent":
			return 1, true
		case "halvtid":
			return 0.5, true
		}
	}
	n, unit, ok := parseNumber(v)
	if !ok || n <= 0 || unit != "" && !strings.HasPrefix(unit, "%") && !strings.HasPrefix(unit, "procent") {
		return 0, false
	}
	if n > 1.5 || strings.HasPrefix(unit, "%") && n != 1 {
		n /= 100
	}
	if n > 1.5 {
		return 0, false
	}
	return math.Round(n*1e4) / 1e4, true
}

// parseMonths reads months of earlier service: 12, "12 mån", "1 år", "1,5 år".
func parseMonths(v Value) (float64, bool) {
	n, unit, ok := parseNumber(v)
	if !ok || n < 0 {
		return 0, false
	}
	if strings.HasPrefix(unit, "år") {
		return n * 12, true
	}
	return n, unit == "" || strings.HasPrefix(unit, "m")
}

// reads says whether the value reads as what the field holds; of free text
// nobody can tell.
func (s spec) reads(v Value) bool {
	switch s.holds {
	case asDate:
		return parseStart(v, process.D(2000, 1, 1)).exact != unreadable
	case asAnswer:
		a, _ := parseAnswer(v)
		return a != process.Unanswered
	case asChoice:
		_, ok := choose(v.String(), s.values)
		return ok
	case asNumber, asPercent:
		_, _, ok := parseNumber(v)
		return ok
	case asPersonal:
		_, fault := parsePersonal(v, process.D(2000, 1, 1))
		return fault == ""
	case asEmail:
		return v.Kind == workbook.Text && address.MatchString(clean(v.Text))
	}
	return false
}

var address = regexp.MustCompile(`^[^\s@]+@[^\s@]+\.[^\s@]+$`)
