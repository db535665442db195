package form

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

var (
	thousands = regexp.MustCompile(`(\d) (\d{3})\b`)
	// dotted are thousands with points between, which a Swede seldom writes.
	dotted = regexp.MustCompile(`^\d{1,3}(\.\d{3})+(\D|$)`)
	// commas are digits with a comma before three of them: 8,450 is thousands in
	// English, and 8,45 in Swedish.
	commas = regexp.MustCompile(`^\d{1,3}(,\d{3})+(\D|$)`)
	// rangeSign begins what makes a number one end of a range.
	rangeSign = regexp.MustCompile(`^[-–—/]`)
	about     = regexp.MustCompile(`^(ca|c:a|cirka|omkring|ungefär|drygt|knappt|runt|totalt|~|≈)\.?\s*`)
)

// spelledOut are the numbers that people write as words.
var spelledOut = map[string]float64{
	"noll": 0, "inga": 0, "ingen": 0, "inget": 0, "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6,
	"sju": 7, "åtta": 8, "nio": 9, "tio": 10, "elva": 11, "tolv": 12,
}

// parseNumber reads a number as Swedes write it: decimal comma, blanks between
// thousands, words before and after it.
func parseNumber(v Value) (n float64, unit string, ok bool) {
	switch v.Kind {
	case workbook.Number:
		return v.Number, "", true
	case workbook.Text:
		return textNumber(v.Text)
	}
	return 0, "", false
}

func plainNumber(text string) (n float64, unit string, ok bool) {
	s := strings.ToLower(clean(text))
	if s != "" && !isDigit(s[0]) {
		s = about.ReplaceAllString(s, "")
	}
	if once := unspaced(s); once != s {
		s = unspaced(once)
	}
	if word, rest, _ := strings.Cut(s, " "); len(s) > 0 {
		if n, is := spelledOut[strings.TrimRight(word, ",.;")]; is {
			return n, strings.TrimSpace(rest), !strings.Contains(rest, "halv") && !strings.HasPrefix(rest, "par") // två och en halv, ett par
		}
	}
	m := numeral(s)
	if m == "" {
		return 0, "", false
	}
	if strings.Contains(s, ".") && dotted.MatchString(s) {
		m = s[:len(s)-len(strings.TrimLeft(s, "0123456789."))]
		n, err := strconv.ParseFloat(strings.ReplaceAll(m, ".", ""), 64)
		return n, strings.TrimSpace(s[len(m):]), err == nil
	}
	n, err := strconv.ParseFloat(strings.Replace(m, ",", ".", 1), 64)
	return n, strings.TrimSpace(s[len(m):]), err == nil
}

// numeral is the number that a text begins with, "" where it begins with none.
func numeral(s string) string {
	n := 0
	if s != "" && (s[0] == '-' || s[0] == '+') {
		n++
	}
	whole, rest := cutFigures(s[n:])
	if n += len(whole); whole == "" {
		return ""
	}
	if rest != "" && (rest[0] == '.' || rest[0] == ',') {
		if decimals, _ := cutFigures(rest[1:]); decimals != "" {
			n += 1 + len(decimals)
		}
	}
	return s[:n]
}

// unspaced is a text without the blanks between thousands; 1 234 567 has two, and loses one at a time.
func unspaced(s string) string {
	for i := 1; i < len(s)-1; i++ {
		if s[i] == ' ' && isDigit(s[i-1]) && isDigit(s[i+1]) {
			return thousands.ReplaceAllString(s, "$1$2")
		}
	}
	return s
}

// textNumber is a number in words or figures, thousands too: "8 tusen".
func textNumber(text string) (n float64, unit string, ok bool) {
	n, unit, ok = plainNumber(text)
	if rest, found := strings.CutPrefix(unit, "tusen"); found {
		return n * 1000, strings.TrimSpace(rest), ok
	}
	return n, unit, ok
}

// mostOf bounds a count that a form can mean.
const mostOf = 1e6

// parseCount reads a whole number of persons: 4, "4 st", "ca 2 400". A unit with
// another number in it is more than a count.
func parseCount(v Value) (n float64, ok bool) {
	n, unit, ok := parseNumber(v)
	unit = strings.TrimSpace(unbracketed(unit))
	if !ok || n < 0 || n > mostOf || n != math.Trunc(n) || commas.MatchString(clean(v.Text)) || strings.ContainsAny(unit, "0123456789%+") || rangeSign.MatchString(unit) {
		return 0, false
	}
	return n, true
}

// unused says whether more stands beside a number than it was read with: "1 (av 3)",
// "3 från hösten", "4?".
func unused(v Value) bool {
	if v.Kind != workbook.Text {
		return false
	}
	_, unit, ok := parseNumber(v)
	return ok && (more(unit) || strings.Contains(unit, "?"))
}

// parseShare reads a degree of service as a share: 80, 80 %, 0,8 and heltid.
func parseShare(v Value) (float64, bool) {
	if v.Kind == workbook.Text {
		switch wordsIn(v.Text) {
		case "heltid", "100procent", "fulltid", "fulltime", "full":
			return 1, true
		case "halvtid":
			return 0.5, true
		}
		if v.Text = clean(v.Text); v.Text != "" && !isDigit(v.Text[0]) {
			v.Text = ofFullTime.ReplaceAllString(v.Text, "$1")
		}
	}
	n, unit, ok := parseNumber(v)
	unit = strings.TrimSpace(unbracketed(unit))
	percent := perCent(unit)
	if !ok || n <= 0 || unit != "" && !percent || hasDigit(unit) {
		return 0, false
	}
	if n > 1.5 || percent && (n != 1 || v.Kind == workbook.Text) {
		n /= 100
	}
	if n > 1.5 {
		return 0, false
	}
	return math.Round(n*1e4) / 1e4, true
}

// parsePercent reads posts added together, in per cent of full time: 250 %, 250,
// 2,5 and "2,5 tjänster". told says that the per cent were supplied by us.
func parsePercent(v Value) (n float64, told, ok bool) {
	n, unit, ok := parseNumber(v)
	unit = strings.TrimSpace(unbracketed(unit))
	if !ok || n < 0 || n > mostOf || hasDigit(unit) {
		return 0, false, false
	}
	posts := strings.HasPrefix(unit, "tjänst") || strings.HasPrefix(unit, "heltid") || strings.HasPrefix(unit, "årsarb")
	switch {
	case perCent(unit):
	case posts, unit == "" && n <= 1:
		n *= 100
	case unit == "" && n <= 10:
		n, told = n*100, v.Kind == workbook.Text // a cell of per cent shows 250 % and holds 2,5
	case unit != "":
		return 0, false, false
	}
	return math.Round(n*100) / 100, told || unused(v), true
}

// ofFullTime are words before a degree of service that says the same: "Heltid, 100 %".
var ofFullTime = regexp.MustCompile(`(?i)^(?:heltid|deltid|fulltid)[\s,:=–-]*(\d)`)

func perCent(unit string) bool {
	return strings.HasPrefix(unit, "%") || strings.HasPrefix(unit, "proc") || strings.HasPrefix(unit, "percent") || strings.HasPrefix(unit, "pct")
}

var (
	sum      = regexp.MustCompile(`\d+(?:[.,]\d+)?\s*(?:%|procent|(?:heltids)?tjänst(?:er)?|heltid(?:er)?)\)?\.?$`)
	summed   = regexp.MustCompile(`(?:sammanlagt|totalt|tillsammans|summa|summan|på)?[\s,;:(/=–-]*$`)
	part     = regexp.MustCompile(`\b(?:varav|därav|av vilka|av dem)\b`)
	ownPart  = regexp.MustCompile(`^(.*?)[\s,;(]*\b(?:varav|därav|av vilka|av dem)\s+(\S+)\s*(?:st\.?\s+)?(?:är\s+)?(?:egen|själv)`)
	ownShort = regexp.MustCompile(`^(\d+)\s*(?:/\s*(\d+)|\((\d+)\))$`)
)

// splitSum parts "3 st, 250 %" into the count and the per cent.
func splitSum(v Value) (count, percent Value, ok bool) {
	if v.Kind != workbook.Text || len(v.Text) > mostWithin {
		return v, Value{}, false
	}
	text := strings.ToLower(clean(v.Text))
	text = unspaced(text)
	at := sum.FindStringIndex(text)
	if at == nil || strings.ContainsAny(text[:at[0]], "%+") || part.MatchString(text[:at[0]]) { // several posts, or some of them
		return v, Value{}, false
	}
	count = Value{Kind: workbook.Text, Text: strings.TrimRight(summed.ReplaceAllString(strings.TrimRight(text[:at[0]], " ,;:(/=–-"), ""), " ,;:")}
	return count, Value{Kind: workbook.Text, Text: strings.TrimRight(text[at[0]:], ").")}, true
}

// splitOwn parts "4, varav 1 egenfinansierad" into all and those whom the centre
// pays. Under a label that asks for both, "4/1" and "4 (1)" are enough.
func splitOwn(v Value, both bool) (all, own Value, ok bool) {
	if v.Kind != workbook.Text || len(v.Text) > mostWithin {
		return v, Value{}, false
	}
	s := strings.ToLower(clean(v.Text))
	if m := ownPart.FindStringSubmatch(s); m != nil {
		return Value{Kind: workbook.Text, Text: m[1]}, Value{Kind: workbook.Text, Text: m[2]}, true
	}
	if m := ownShort.FindStringSubmatch(s); m != nil && both {
		return Value{Kind: workbook.Text, Text: m[1]}, Value{Kind: workbook.Text, Text: m[2] + m[3]}, true
	}
	return v, Value{}, false
}

var ordinal = regexp.MustCompile(`^(?:prioritet|prio|nr|nummer|plats|rang)?\.?\s*(\d{1,3})(?::?[ae]|\))?\.?(?:\s*(?:av|/)\s*\d{1,3})?$`)

// ordinals are the places that people write as words, perhaps with hand or plats.
var ordinals = map[string]float64{"första": 1, "etta": 1, "andra": 2, "tvåa": 2, "tredje": 3, "trea": 3, "fjärde": 4, "femte": 5}

// parseRank reads a health centre's own order: 1, "1:a", "prio 2", "nr 1 av 3". What
// stands in brackets is no part of it.
func parseRank(v Value) (float64, bool) {
	if v.Kind == workbook.Number {
		return v.Number, v.Number >= 1 && v.Number < 1000 && v.Number == math.Trunc(v.Number)
	}
	if v.Kind != workbook.Text {
		return 0, false
	}
	s := strings.ToLower(clean(v.Text))
	word, hand, _ := strings.Cut(s, " ")
	if n, is := ordinals[word]; is && (hand == "" || hand == "hand" || hand == "plats" || hand == "prio") {
		return n, true
	}
	m := ordinal.FindStringSubmatch(clean(unbracketed(s)))
	if m == nil {
		return 0, false
	}
	n := float64(number2(m[1]))
	return n, n >= 1
}

// amount is a number that was said.
func amount(n float64) process.Amount { return process.Amount{Value: n, Said: true} }
