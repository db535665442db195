package form

import (
	"strings"

	"stintag/process"
)

// sense is what an English word in a label asks for; most words only translate.
type sense uint8

const (
	anySense sense = iota
	mailSense
	phoneSense
	dateSense
	unitSense
	numberSense
	answerSense
)

// english are the words in which bilingual forms say a label a second time. Words
// that are Swedish too (at, form, specialist) are left out.
var english = func() map[string]sense {
	m := map[string]sense{}
	for s, words := range map[sense]string{
		mailSense: "email e-mail mail", phoneSense: "phone telephone mobile", dateSense: "date day start end", numberSense: "number id",
		unitSense: "unit centre center clinic workplace", answerSense: "attached copy yes no already",
		anySense: `name surname first last full given family of the for in as a an and or expected planned possible desired earliest
			licence license licensing licensed registration medical doctor physician applicant resident health care healthcare primary
			employer employed employment employee contract signed type manager head director supervisor supervisor's tutor study address
			personal identity social security birth internship training speciality specialty previous earlier degree service
			working hours time full-time months credit comment comments remarks other information signature contact if
			transfer from reason kind case application regulation country education listed patients general practice swedish sweden`,
	} {
		for _, w := range strings.Fields(words) {
			m[w] = s
		}
	}
	return m
}()

// asks says whether an English word of the sense can stand in the label's
// translation: "Handledare / E-mail" is no translation.
func (l label) asks(s sense) bool {
	holds := specOf(l.field).holds
	switch s {
	case mailSense:
		return l.vague == vagueEmail || holds == asEmail
	case phoneSense:
		return l.vague == vaguePhone || l.field == process.FieldManagerPhone
	case dateSense:
		return l.vague == vagueDate || l.vague == plain && holds == asDate
	case unitSense:
		switch l.field {
		case process.FieldCentre, process.FieldCentreID, process.FieldSupervisorUnit, process.FieldTransferFrom:
			return true
		}
		return false
	case numberSense:
		return l.field == process.FieldPersonalNumber || l.field == process.FieldCentreID || l.vague == vaguePhone || l.vague == plain && holds == asNumber
	case answerSense:
		return l.vague == plain && holds == asAnswer
	}
	return true
}

// parts says whether a sign stands between the halves of a bilingual label.
func parts(r rune) bool {
	switch r {
	case ' ', '/', '|', ',', '.', '–', '—', '-':
		return true
	}
	return false
}

// endsWord says whether a sign ends a word of a bilingual label.
func endsWord(r rune) bool { return r == ' ' || r == '/' || r == '|' || r == ',' }

// halves are the Swedish half of a folded text in two languages ("namn / name",
// "date of licence/legitimationsdatum") and the words of the English one: the
// words at the text's end, else those at its beginning. half is "" where there is
// no such text.
func halves(folded string) (half string, words []string) {
	if !mayBeEnglish(folded) {
		return "", nil
	}
	half = folded
	for half != "" {
		rest := strings.TrimRightFunc(half, parts)
		at := strings.LastIndexFunc(rest, endsWord) + 1
		word, ok := englishWord(rest[at:])
		if !ok {
			break
		}
		half, words = rest[:at], append(words, word)
	}
	if len(words) > 0 {
		return strings.TrimRightFunc(half, parts), words
	}
	for half != "" {
		rest := strings.TrimLeftFunc(half, parts)
		end := len(rest)
		if i := strings.IndexFunc(rest, endsWord); i >= 0 {
			end = i
		}
		word, ok := englishWord(rest[:end])
		if !ok {
			break
		}
		half, words = rest[end:], append(words, word)
	}
	if len(words) == 0 {
		return "", nil
	}
	return strings.TrimLeftFunc(half, parts), words
}

// mayBeEnglish says whether a folded text begins or ends with an English word, or with
// signs or other letters.
func mayBeEnglish(folded string) bool {
	isWord := func(c byte) bool { return 'a' <= c && c <= 'z' || isDigit(c) || c == 0xC3 || 0x80 <= c && c < 0xC0 }
	first, last := 0, len(folded)
	for first < len(folded) && isWord(folded[first]) {
		first++
	}
	for last > 0 && isWord(folded[last-1]) {
		last--
	}
	ends := func(i int) bool { return i >= 0 && i < len(folded) && !endsWord(rune(folded[i])) }
	if first == 0 || last == len(folded) || ends(first) || ends(last-1) {
		return true
	}
	_, begins := english[folded[:first]]
	_, closes := english[folded[last:]]
	return begins || closes
}

func englishWord(s string) (string, bool) {
	s = strings.TrimFunc(s, parts)
	s = strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s")
	_, ok := english[s]
	return s, ok
}

// bilingual reads a label that is said in Swedish and in English.
func bilingual(folded string) (label, bool) {
	half, words := halves(folded)
	if half == "" {
		return label{}, false
	}
	l, ok := labelWords(half, squeeze(half))
	for _, w := range words {
		ok = ok && l.asks(english[w])
	}
	if !ok {
		return label{}, false
	}
	return l, true
}

// parted says whether a text has a sign that parts two languages.
func parted(folded string) bool {
	for i := 0; i < len(folded); i++ {
		switch folded[i] {
		case '/', '-', '|', "–"[0]:
			return true
		}
	}
	return false
}

// bilingualHeading is the group heading that a folded text is in two languages.
func bilingualHeading(folded string) (about owner, ok bool) {
	half, words := halves(folded)
	for _, w := range words {
		if s := english[w]; s != anySense && s != unitSense {
			return nobody, false
		}
	}
	about, ok = headings[squeeze(half)]
	return about, ok
}
