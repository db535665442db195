package form

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"stintag/process"
)

// longestLabel is in characters; what is longer is a text, not a label.
const longestLabel = 90

// clean is s in NFC, every kind of blank as one space, trimmed.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\ufeff' || r == '\u00ad':
			return -1
		case unicode.IsSpace(r) || r == '\u00a0' || r == '\u202f' || r == '\u2009':
			return ' '
		}
		return r
	}, norm.NFC.String(s))
	return strings.Join(strings.Fields(s), " ")
}

var bracketed = regexp.MustCompile(`[(\[][^()\[\]]*[)\]]`)

// fold is s as labels and choices are compared: clean, in lower case, without
// what stands in brackets and without * : ( ) ?.
func fold(s string) string {
	s = strings.ToLower(clean(s))
	s = bracketed.ReplaceAllString(s, " ")
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune("*:()[]?!", r) {
			return ' '
		}
		return r
	}, s)
	return strings.TrimRight(strings.Join(strings.Fields(s), " "), " .,-–…_")
}

// squeeze keeps letters, digits and % of a folded text, so that "Leg. datum",
// "leg.datum" and "Leg datum" are one, and "E-post" is "Epost".
func squeeze(folded string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '%' {
			return r
		}
		return -1
	}, folded)
}

// label is what a text means as a label.
type label struct {
	field process.Field
	vague vagueness // where the words fit several fields
	slip  bool
}

// vagueness is a word that needs its surroundings.
type vagueness uint8

const (
	plain vagueness = iota
	vagueName
	vagueEmail
	vaguePhone
	vagueDate
)

// vague are the labels that fit several fields; the group heading above them
// settles which (Namn, E-post, Telefon), or the label beside them (Datum).
var vague = map[string]vagueness{
	"namn": vagueName, "fullständigtnamn": vagueName,
	"epost": vagueEmail, "epostadress": vagueEmail, "mejl": vagueEmail, "mail": vagueEmail, "email": vagueEmail, "mejladress": vagueEmail, "mailadress": vagueEmail,
	"telefon": vaguePhone, "telefonnummer": vaguePhone, "tfn": vaguePhone, "tel": vaguePhone, "mobil": vaguePhone, "mobiltelefon": vaguePhone,
	"datum": vagueDate, "slutdatum": vagueDate, "from": vagueDate, "frånochmed": vagueDate, "sedan": vagueDate,
}

// headings are the words of group headings, with whom the group is about.
var headings = map[string]owner{
	"enheten": manager, "enhet": manager, "vårdcentralen": manager, "vårdcentral": manager, "chef": manager,
	"chefen": manager, "verksamhetschef": manager, "verksamhetschefen": manager, "uppgifteromenheten": manager,
	"uppgifteromvårdcentralen": manager, "ansvarigchef": manager, "kontaktuppgiftertillchef": manager, "uppgifteromchefen": manager,
	"läkaren": doctor, "läkare": doctor, "stläkare": doctor, "stläkaren": doctor, "sökande": doctor, "densökande": doctor,
	"kandidat": doctor, "kandidaten": doctor, "uppgifteromläkaren": doctor, "uppgifteromsökande": doctor, "uppgifteromstläkaren": doctor,
	"personuppgifter": doctor, "uppgifteromläkare": doctor, "uppgifteromdensökande": doctor, "stintressent": doctor,
	"handledare": supervisor, "handledaren": supervisor, "huvudhandledare": supervisor, "handledning": supervisor, "uppgifteromhandledare": supervisor,
	"studierektor": director, "studierektorn": director,
	"anställning": nobody, "anställningen": nobody, "utbildning": nobody, "utbildningen": nobody, "byte": nobody,
	"övrigt": nobody, "underskrift": signer, "underskrifter": signer, "bilagor": nobody, "stplanen": nobody, "legitimation": nobody,
}

// known maps every squeezed label to its field.
var known = func() map[string]process.Field {
	m := map[string]process.Field{}
	for f, s := range catalogue {
		m[squeeze(fold(f.Label()))] = f
		for _, word := range s.synonyms {
			m[squeeze(fold(word))] = f
		}
	}
	return m
}()

// labelOf reads a text as a label; ok is false where it is none.
func labelOf(s string) (l label, ok bool) {
	if l, ok := exactLabel(s); ok {
		return l, true
	}
	if len([]rune(s)) > longestLabel {
		return label{}, false
	}
	folded := fold(s)
	key := squeeze(folded)
	if _, heads := headings[key]; heads || key == "" {
		return label{}, false
	}
	if f, is := nearly(key, folded); is {
		return label{field: f, slip: true}, true
	}
	return label{}, false
}

// around is what forms write about a label's text: its number before it, and what
// its value should look like after it.
var around = regexp.MustCompile(`^\d{1,2}[.)]?\s+|^[a-z][.)]\s+|^[-–•]\s*|[\s,–-]+(åååå-?mm-?dd|yyyy-?mm-?dd|åå-?mm-?dd|ja\s?/\s?nej|j/n|obligatoriskt?|obligatorisk uppgift)$`)

// exactLabel reads a text as a label without a slip.
func exactLabel(s string) (l label, ok bool) {
	if len([]rune(s)) > longestLabel {
		return label{}, false
	}
	folded := around.ReplaceAllString(fold(s), "")
	key := squeeze(folded)
	if key == "" || key == "%" && strings.ContainsAny(s, "0123456789") { // "80 %" is no label with its number
		return label{}, false
	}
	if v, is := vague[key]; is {
		return label{vague: v}, true
	}
	if f, is := known[key]; is {
		return label{field: f}, true
	}
	f, is := everyPart(folded)
	return label{field: f}, is
}

// everyPart reads "Vårdcentral/Hälsocentral": one field under several words.
func everyPart(folded string) (process.Field, bool) {
	parts := strings.Split(folded, "/")
	if len(parts) < 2 {
		return "", false
	}
	var field process.Field
	for _, p := range parts {
		f, is := known[squeeze(p)]
		if !is || field != "" && f != field {
			return "", false
		}
		field = f
	}
	return field, true
}

// nearly finds the one field that has a label within one edit in one word of six
// letters or more; two such fields are none.
func nearly(key, folded string) (process.Field, bool) {
	words := strings.Fields(folded)
	var field process.Field
	for _, k := range spelled {
		if d := len(k.key) - len(key); d < -4 || d > 4 || !oneSlip(words, k.words) {
			continue
		}
		if field != "" && field != k.field {
			return "", false
		}
		field = k.field
	}
	return field, field != ""
}

// spelled are the labels that a slip can hide in, word by word.
var spelled = func() []spelling {
	var all []spelling
	add := func(s string, f process.Field) {
		folded := fold(s)
		for _, w := range strings.Fields(folded) {
			if len([]rune(w)) >= 6 {
				all = append(all, spelling{squeeze(folded), strings.Fields(folded), f})
				return
			}
		}
	}
	for f, s := range catalogue {
		add(f.Label(), f)
		for _, word := range s.synonyms {
			add(word, f)
		}
	}
	return all
}()

type spelling struct {
	key   string
	words []string
	field process.Field
}

// oneSlip says whether the words are equal but for one edit in one long word.
func oneSlip(written, right []string) bool {
	if len(written) != len(right) {
		return false
	}
	slips := 0
	for i := range right {
		if written[i] == right[i] {
			continue
		}
		if slips++; slips > 1 || len([]rune(right[i])) < 6 || !oneEdit([]rune(written[i]), []rune(right[i])) {
			return false
		}
	}
	return slips == 1
}

// oneEdit says whether a becomes b by one letter changed, added, dropped, or two
// neighbours swapped.
func oneEdit(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	same := func(x, y []rune) bool { return string(x) == string(y) }
	switch len(b) - len(a) {
	case 0:
		if i == len(a) {
			return false
		}
		return same(a[i+1:], b[i+1:]) ||
			i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && same(a[i+2:], b[i+2:])
	case 1:
		return same(a[i:], b[i+1:])
	}
	return false
}

// settle gives a vague label its field from whom the group is about.
func (l label) settle(whose owner) process.Field {
	switch l.vague {
	case plain:
		return l.field
	case vagueName:
		switch whose {
		case manager:
			return process.FieldManager
		case supervisor:
			return process.FieldSupervisor
		case director:
			return process.FieldStudyDirector
		case signer:
			return process.FieldSignature
		}
		return process.FieldDoctor
	case vagueEmail:
		switch whose {
		case manager, nobody:
			return process.FieldManagerEmail
		case doctor:
			return process.FieldDoctorEmail
		}
	case vaguePhone:
		if whose == manager || whose == nobody {
			return process.FieldManagerPhone
		}
	}
	return ""
}

// dateBeside is the field of a label Datum that stands right of another.
var dateBeside = map[process.Field]process.Field{
	process.FieldEmployed:       process.FieldEmploymentDate,
	process.FieldEmploymentForm: process.FieldEmploymentDate,
	process.FieldContractSigned: process.FieldEmploymentDate,
	process.FieldSwedishAT:      process.FieldATEnd,
	process.FieldBT:             process.FieldBTCertificate,
	process.FieldSPUR:           process.FieldSPUR,
}
