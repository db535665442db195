package form

import (
	"strings"
	"unicode/utf8"

	"stintag/process"
)

// longestLabel is in characters; what is longer is a text, not a label.
const longestLabel = 90

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
	"namn": vagueName, "fullständigtnamn": vagueName, "name": vagueName, "fullname": vagueName,
	"epost": vagueEmail, "epostadress": vagueEmail, "mejl": vagueEmail, "mail": vagueEmail, "email": vagueEmail, "mejladress": vagueEmail, "mailadress": vagueEmail,
	"telefon": vaguePhone, "telefonnummer": vaguePhone, "tfn": vaguePhone, "tel": vaguePhone, "mobil": vaguePhone, "mobiltelefon": vaguePhone, "phone": vaguePhone, "telephone": vaguePhone,
	"datum": vagueDate, "slutdatum": vagueDate, "from": vagueDate, "frånochmed": vagueDate, "sedan": vagueDate,
}

// headings are the words of group headings, with whom the group is about.
var headings = map[string]owner{
	"enheten": manager, "enhet": manager, "vårdcentralen": manager, "vårdcentral": manager, "hälsocentralen": manager, "hälsocentral": manager,
	"uppgifteromhälsocentralen": manager, "chef": manager,
	"chefen": manager, "verksamhetschef": manager, "verksamhetschefen": manager, "uppgifteromenheten": manager,
	"uppgifteromvårdcentralen": manager, "ansvarigchef": manager, "kontaktuppgiftertillchef": manager, "uppgifteromchefen": manager,
	"läkaren": doctor, "läkare": doctor, "stläkare": doctor, "stläkaren": doctor, "sökande": doctor, "densökande": doctor,
	"kandidat": doctor, "kandidaten": doctor, "uppgifteromläkaren": doctor, "uppgifteromsökande": doctor, "uppgifteromstläkaren": doctor,
	"doctor": doctor, "thedoctor": doctor, "applicant": doctor, "unit": manager, "theunit": manager, "manager": manager, "healthcentre": manager, "supervisor": supervisor,
	"personuppgifter": doctor, "uppgifteromläkare": doctor, "uppgifteromdensökande": doctor, "stintressent": doctor,
	"handledare": supervisor, "handledaren": supervisor, "huvudhandledare": supervisor, "handledning": supervisor, "uppgifteromhandledare": supervisor,
	"studierektor": director, "studierektorn": director,
	"anställning": nobody, "anställningen": nobody, "utbildning": nobody, "utbildningen": nobody, "byte": nobody,
	"övrigt": nobody, "underskrift": signer, "underskrifter": signer, "bilagor": nobody, "stplanen": nobody, "legitimation": nobody,
}

// headingIn reads a squeezed text as a group heading.
func headingIn(key string) (about owner, ok bool) {
	if about, ok = headings[key]; !ok {
		about, ok = headings[strings.TrimRight(key, "0123456789")]
	}
	return about, ok
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

// wording is a text as far as it was understood by itself.
type wording struct {
	folded, key string // "" where the text is too long to be a label
	label       label
	exact       bool // label is one, without a slip
	slip        bool // label is one, with a slip; known only once slips were sought
	sought      bool
	heads       bool // the words of a group heading
	about       owner
	aside       asideKind
	blank       bool // an untouched box: nothing that a person wrote
	inline      *inlined
}

// read understands a text; what it may have meant with a slip is sought by labelOf.
func read(s string) wording {
	if tooLong(s) {
		return readLong(s)
	}
	folded := fold(s)
	return wordingOf(s, folded, squeeze(folded))
}

func tooLong(s string) bool {
	return len(s) > longestLabel && utf8.RuneCountInString(s) > longestLabel
}

// readLong understands a text that is too long to be a label: it may be help.
func readLong(s string) wording {
	help := strings.HasPrefix(strings.TrimLeft(s, "* "), "(") || strings.IndexFunc(s, kept) < 0
	return wording{sought: true, blank: help && saysBlank(s, "", squeeze(fold(s)), false)}
}

// wordingOf is the text s, with its folded and squeezed words, as it is understood.
func wordingOf(s, folded, key string) wording {
	m := meanings[key]
	w := wording{folded: folded, key: key, about: m.about, heads: m.heads, aside: m.aside}
	w.blank = saysBlank(s, folded, key, m.untouched)
	w.label, w.exact = labelIn(s, folded, key, m)
	if !w.heads && parted(folded) {
		w.about, w.heads = bilingualHeading(folded)
	}
	if short := unnumbered(folded); !w.heads && (len(short) != len(folded) || key != "" && isDigit(key[len(key)-1])) {
		w.about, w.heads = headingIn(squeeze(short))
	}
	w.sought = w.exact || w.heads || key == ""
	if w.exact && (strings.IndexByte(s, '(') >= 0 || strings.IndexByte(s, '[') >= 0) {
		if w.label, w.exact = qualified(s, w.label); !w.exact {
			w.heads, w.about = false, nobody
		}
	}
	return w
}

// labelOf reads a text as a label; ok is false where it is none.
func (w *wording) labelOf() (l label, ok bool) {
	if !w.sought {
		w.sought = true
		if f, is := nearly(w.key, w.folded); is {
			w.label, w.slip = label{field: f, slip: true}, true
		}
	}
	return w.label, w.exact || w.slip
}

// exactLabel reads a text as a label without a slip.
func exactLabel(s string) (l label, ok bool) {
	w := read(s)
	return w.label, w.exact
}

// What forms write around a label's text: a number before it, and what its value
// should look like after it.
var (
	itemWords = []string{"fråga ", "punkt ", "nr "}
	endings   = []string{
		"åååå-mm-dd", "ååååmmdd", "yyyy-mm-dd", "yyyymmdd", "åå-mm-dd", "ååmmdd",
		"ja/nej", "ja / nej", "j/n", "obligatorisk", "obligatoriskt", "obligatorisk uppgift",
	}
)

// bare is a folded text without what stands around it.
func bare(folded string) string {
	s := unnumbered(folded)
	for _, end := range endings {
		rest, ok := strings.CutSuffix(s, end)
		if !ok {
			continue
		}
		if short := strings.TrimRight(rest, " ,–-"); len(short) < len(rest) {
			return short
		}
	}
	return s
}

// unnumbered is a folded text without its number (2., 2.1, fråga 2, a) or bullet.
func unnumbered(folded string) string {
	s, n := folded, 0
	for _, word := range itemWords {
		s = strings.TrimPrefix(s, word)
	}
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || n > 0 && (s[n] == '.' || s[n] == ')')) {
		n++
	}
	if n == 0 && s != "" && s[0] >= 'a' && s[0] <= 'z' {
		n = 1 + len(s[1:]) - len(strings.TrimLeft(s[1:], ".)"))
	}
	switch {
	case n > 0 && n <= longestNumber && n < len(s) && s[n] == ' ':
		return strings.TrimLeft(s[n:], " ")
	case n == 0 && len(s) == len(folded):
		return strings.TrimLeft(strings.TrimLeft(s, "-–•"), " ")
	}
	return folded
}

// longestNumber is in characters: 10.2.1.
const longestNumber = 7

// labelIn reads the text s, with its folded and squeezed words and what these mean,
// as a label: as it stands, else without what stands around it, else as one in two
// languages.
func labelIn(s, folded, key string, m meaning) (l label, ok bool) {
	switch {
	case key == "" || key == "%" && hasDigit(s): // "80 %" is no label with its number
		return label{}, false
	case m.labels:
		return m.label, true
	}
	if l, ok = everyPart(folded); ok {
		return l, true
	}
	if strings.IndexByte(s, '\n') > 0 {
		if l, ok = everyLine(s); ok {
			return l, true
		}
	}
	if short := bare(folded); len(short) != len(folded) {
		if folded, key = short, squeeze(short); key == "" || key == "%" {
			return label{}, false
		}
		if l, ok = labelWords(folded, key); ok {
			return l, true
		}
	}
	return bilingual(folded)
}

func labelWords(folded, key string) (l label, ok bool) {
	if m := meanings[key]; m.labels {
		return m.label, true
	}
	return everyPart(folded)
}

// everyPart reads "Vårdcentral/Hälsocentral": one field under several words.
func everyPart(folded string) (label, bool) {
	if strings.IndexByte(folded, '/') < 0 {
		return label{}, false
	}
	var field process.Field
	for part := range strings.SplitSeq(folded, "/") {
		f, is := known[squeeze(part)]
		if !is || field != "" && f != field {
			return label{}, false
		}
		field = f
	}
	return label{field: field}, true
}

// everyLine reads "Svensk AT" with "Swedish AT" below it in the same cell: one field in
// two lines.
func everyLine(s string) (label, bool) {
	above, below, _ := strings.Cut(strings.TrimSpace(s), "\n")
	one, ok := exactLabel(above)
	other, also := exactLabel(below)
	return one, ok && also && one.vague == plain && one.field == other.field
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

// dateBeside is the field of a label Datum that stands right of another or, but for
// the last two, below it.
var dateBeside = map[process.Field]process.Field{
	process.FieldEmployed:       process.FieldEmploymentDate,
	process.FieldEmploymentForm: process.FieldEmploymentDate,
	process.FieldContractSigned: process.FieldEmploymentDate,
	process.FieldSwedishAT:      process.FieldATEnd,
	process.FieldBT:             process.FieldBTCertificate,
	process.FieldSPUR:           process.FieldSPUR,
	process.FieldLicenceDate:    process.FieldLicenceDate, // Legitimation: Ja, Datum: 2016-05-04
	process.FieldSignature:      process.FieldSignature,
}
