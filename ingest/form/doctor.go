package form

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stintag/process"
	"stintag/process/workbook"
)

// doctor joins first and last name, and turns "Efternamn, Förnamn" round.
func (r *interpreter) doctor() {
	if w, ok := r.one(process.FieldDoctor); ok {
		r.app.Doctor = r.name(w)
	}
	if r.app.Doctor == "" {
		r.app.Doctor = r.halves()
	}
	if ref := r.app.Cells[process.FieldDoctor]; ref.Written == "" && r.filled(process.FieldLastName) || ref.Cell == "" {
		for _, f := range []process.Field{process.FieldLastName, process.FieldFirstName} {
			if ref, ok := r.app.Cells[f]; ok {
				ref.Written = r.app.Doctor
				r.app.Cells[process.FieldDoctor] = ref
			}
		}
	}
	r.personal()
	r.app.DoctorEmail = r.email(process.FieldDoctorEmail, " Rätta den eller lämna rutan tom.")
	r.protected()
}

// halves is the name in two cells. A form that asks for both halves needs both.
func (r *interpreter) halves() string {
	first, last := r.half(process.FieldFirstName), r.half(process.FieldLastName)
	for i, f := range [...]process.Field{process.FieldFirstName, process.FieldLastName} {
		ws, other := r.all(f), [...]string{last, first}[i]
		if len(ws) > 0 && saysNothing(ws[0].Value) && other != "" && !strings.Contains(other, " ") {
			r.add(ws[0].finding(codeDoctor, process.Returned, "namnet är inte helt. Skriv läkarens förnamn och efternamn."))
		}
	}
	return clean(first + " " + last)
}

// half is what one cell says of the name, "" where it is none.
func (r *interpreter) half(f process.Field) string {
	s := strings.Trim(withoutNumbers(r.raw(f)), " ,;")
	if s == "" {
		return ""
	}
	w := r.all(f)[0]
	switch {
	case r.hides(w, s):
		return ""
	case isNobody(s) || strings.Contains(s, "?"):
		r.add(w.noName())
		return ""
	}
	return s
}

// noName tells that a cell for a name holds none.
func (w Written) noName() process.Finding {
	return w.finding(codeDoctor, process.Returned, "%s är inget namn. Skriv läkarens förnamn och efternamn.", w.quoted())
}

// title are the words for a doctor that stand before or after a name.
const title = `dr|doktor|med\.? dr|leg\.? ?läk|leg\.? läkare|legitimerad läkare|st[- ]?läkare|st[- ]?kandidat|läkare|läkaren|underläkare|vik\.? underläkare|vikarierande underläkare|` +
	`specialistläkare|distriktsläkare|överläkare|kandidat`

var (
	titled = regexp.MustCompile(`(?i)^((` + title + `)\.?[\s:,]+)+`)
	// nobodys are the words that stand where a name is asked for and nobody is named.
	nobodys = regexp.MustCompile(`(?i)^((vakant|vakans)(\s.*)?|(ännu )?(ej|inte|icke) \S.*|under rekrytering|återkommer(\s.*)?|okänd|okänt|vet ej|ja|nej|ingen|n\.? ?n\.?|x+|` +
		`namn|namn namnsson|förnamn|efternamn|förnamn (och )?efternamn|(ny )?(läkare|läkaren|doktor|st[- ]?läkare|kandidat|underläkare)|se (nedan|ovan|bilaga|cv|bifogat)|rekrytering pågår|rekryteras|` +
		`(utses|tillsätts|kommer|meddelas) (senare|snart)|ska annonseras|annonseras)( än| ännu)?\.?$`)
	// noneOfIt are the words after a name, a comma or a dash that are no part of it.
	noneOfIt = regexp.MustCompile(`(?i)^(leg\b|leg\.|läkare|med\b|st\b|st-|at\b|at-|bt\b|bt-|underläkare|vik\b|vikarie|vikarierande|specialist|md\b|phd\b|f\.|född|prel|tel\b|tfn\b|mobil)`)
	// numbered are brackets that tell a year or a number.
	numbered = regexp.MustCompile(`\([^()]*\d[^()]*\)`)
	// born is a birth date, or a number that is no right one, after a name.
	born = regexp.MustCompile(`(?i)[\s,]+(?:(?:f\.?|född)\s*)?(?:(?:19|20)?\d{6}(?:[-+ ]?\d{4})?|(?:19|20)\d{2}(?:-\d{2}-\d{2})?)$`)
	// mailed is an address beside a name.
	mailed = regexp.MustCompile(`\(\s*` + address.String() + `\s*\)|` + address.String())
	// perhaps are the words before a name that make it an uncertain one.
	perhaps = regexp.MustCompile(`(?i)^(ev\.?|eventuellt|prel\.?|preliminärt|troligen|kanske)\s+`)
	// secret are the words that stand for the name of somebody who is protected.
	secret = regexp.MustCompile(`(?i)\b(sekretess|sekretessmarkerad|skyddad (identitet|folkbokföring)|skyddade (person)?uppgifter)\b`)
)

// leading are the words that titles, the words for nobody and those before an uncertain
// name begin with: what begins with another is none of them, and is soon seen.
var leading = wordSet("dr doktor med leg legläk legläkare legitimerad läkare läkaren st stläkare stkandidat vik vikarierande underläkare specialistläkare distriktsläkare överläkare kandidat " +
	"vakant vakans ännu ej inte icke under återkommer okänd okänt vet ja nej ingen n nn x namn förnamn efternamn ny se rekrytering rekryteras utses tillsätts kommer meddelas ska annonseras " +
	"ev eventuellt prel preliminärt troligen kanske")

// leads says whether a text may begin with a title, or with a word for nobody.
func leads(s string) bool {
	var word [40]byte
	n := 0
	for ; n < len(s) && n < len(word); n++ {
		switch c := s[n]; {
		case 'a' <= c && c <= 'z':
			word[n] = c
		case 'A' <= c && c <= 'Z':
			word[n] = c | 0x20
		case c == 0xC3 && n+1 < len(s) && n+1 < len(word): // À to ÿ
			word[n] = c
			n++
			word[n] = s[n] | 0x20
		case c >= utf8.RuneSelf: // a letter that may stand for another
			return true
		default:
			return word[0] == 'x' || leading[string(word[:n])]
		}
	}
	return word[0] == 'x' || n < len(s) || leading[string(word[:n])]
}

// isNobody says whether a text stands where a name is asked for, and names nobody.
func isNobody(s string) bool { return leads(s) && nobodys.MatchString(s) }

// name is the doctor's name as written in one cell.
func (r *interpreter) name(w Written) string {
	s := clean(w.Value.Text)
	if strings.Contains(s, "(") {
		s = numbered.ReplaceAllString(s, " ")
	}
	s = strings.TrimRight(withoutNumbers(s), " ,;/|–-")
	if r.hides(w, s) {
		return ""
	}
	s = strings.Trim(untitled(bareName(s)), " ,;*")
	if w.Value.Kind != workbook.Text || strings.IndexFunc(s, unicode.IsLetter) < 0 || isNobody(s) || looksLikeCentre(s) {
		r.add(w.noName())
		return ""
	}
	whole := s
	if leads(s) {
		whole = perhaps.ReplaceAllString(s, "")
	}
	if whole = strings.Trim(whole, " ?"); whole != s && strings.Contains(whole, " ") {
		r.add(w.suggesting(whole, codeDoctor, process.Returned, "%s säger inte säkert vem det gäller. Menar ni %s? Skriv läkarens förnamn och efternamn.", w.quoted(), mask(whole)))
		return ""
	}
	if !strings.ContainsAny(strings.Trim(s, " ?"), " ,.") && !r.filled(process.FieldFirstName) && !r.filled(process.FieldLastName) {
		r.add(w.finding(codeDoctor, process.Returned, "%s är bara ett namn. Skriv läkarens förnamn och efternamn.", w.quoted()))
		return ""
	}
	return r.inOrder(w, s)
}

// bareName is a name without an address or a birth date after it.
func bareName(s string) string {
	if strings.Contains(s, "@") {
		s = clean(mailed.ReplaceAllString(s, " "))
	}
	if endsBorn(s) {
		s = born.ReplaceAllString(s, "")
	}
	return s
}

// endsBorn says whether a text may end with a birth date: with a year, or the last
// figures of a date or a number. Names are many, and few of them do.
func endsBorn(s string) bool {
	n := len(s)
	if n < 5 || !isDigit(s[n-1]) || !isDigit(s[n-2]) {
		return false
	}
	switch {
	case s[n-3] == '-':
		return true
	case !isDigit(s[n-3]) || !isDigit(s[n-4]):
		return false
	case isDigit(s[n-5]):
		return true
	}
	year := s[n-4:n-2] == "19" || s[n-4:n-2] == "20"
	return year || n > 5 && isDigit(s[n-6]) && strings.IndexByte("-+ ", s[n-5]) >= 0
}

// untitled is a name without the titles and other words around it.
func untitled(s string) string {
	if isNobody(s) {
		return s
	}
	if leads(s) {
		s = titled.ReplaceAllString(s, "")
	}
	s = strings.Trim(s, " ,;")
	for _, aside := range bracketed(s) {
		if noneOfIt.MatchString(aside) {
			s = strings.TrimSpace(strings.Replace(s, "("+aside+")", "", 1))
		}
	}
	if name, rest, ok := strings.Cut(s, " - "); ok && noneOfIt.MatchString(rest) {
		s = name
	}
	for {
		i := strings.LastIndex(s, ",")
		if i < 0 {
			return s
		}
		rest := strings.TrimSpace(s[i+1:])
		first, _ := utf8.DecodeRuneInString(rest)
		remark := unicode.IsLower(first) && strings.Contains(s[:i], " ")
		if !remark && !noneOfIt.MatchString(rest) && !strings.ContainsAny(rest, "0123456789@") {
			return s
		}
		s = strings.TrimSpace(s[:i])
	}
}

// severalNames says whether a sign or a word that parts names stands in the text.
func severalNames(s string) bool {
	if strings.ContainsAny(s, ";/") {
		return true
	}
	_, rest, _ := strings.Cut(s, " ")
	for word, after, more := strings.Cut(rest, " "); more; word, after, more = strings.Cut(after, " ") {
		if slices.ContainsFunc(partNames, func(w string) bool { return strings.EqualFold(w, word) }) {
			return true
		}
	}
	return false
}

// partNames are what stands between the names of two.
var partNames = []string{"och", "samt", "&", "+", "eller", "alt", "alt.", "alternativt", "resp", "resp.", "respektive"}

// inOrder is a name with its first name first. Names of several words on both sides of
// a comma may be two doctors', and how they were read is told.
func (r *interpreter) inOrder(w Written, s string) string {
	last, first, comma := strings.Cut(s, ",")
	last, first = clean(last), clean(first)
	switch {
	case severalNames(s) || strings.Count(s, ",") > 1:
		r.add(w.finding(codeDoctor, process.Returned, "%s ser ut som flera läkare. Fyll i en blankett, eller en rad, för varje läkare.", w.quoted()))
		return ""
	case strings.ContainsAny(s, "0123456789@"):
		r.add(w.finding(codeDoctor, process.Returned, "%s är inte bara ett namn. Skriv läkarens förnamn och efternamn.", w.quoted()))
		return ""
	case comma && strings.Contains(last, " ") && strings.Contains(first, " "):
		turned := first + " " + last
		r.add(w.finding(codeDoctor, process.Remark, "%s läses som %s, men kan vara två läkare.", w.quoted(), mask(turned)).
			Asking("Är de två? Fyll då i en blankett, eller en rad, för var och en."))
		return turned
	case comma:
		return clean(first + " " + last)
	case strings.Count(s, " ") == 1 && strings.HasPrefix(fold(w.Label), "efternamn"):
		last, first, _ := strings.Cut(s, " ")
		return first + " " + last
	}
	return s
}

// mayHide says whether letters stand in a text that begin the words for a protected name.
func mayHide(s string) bool {
	for i := 0; i+3 < len(s); i++ {
		if s[i]|0x20 == 's' && (strings.EqualFold(s[i:i+4], "sekr") || strings.EqualFold(s[i:i+4], "skyd")) {
			return true
		}
	}
	return false
}

// hides says whether a cell tells that its doctor's particulars are protected; then
// they are, until somebody has asked (D24).
func (r *interpreter) hides(w Written, s string) bool {
	if !mayHide(s) || !secret.MatchString(s) {
		return false
	}
	if !r.app.Protected {
		r.app.Protected = true
		f := w.finding(codeDoctor, process.Remark, "det som står i rutan läses som att läkaren har skyddade personuppgifter.")
		f.Written = "" // it may be the name
		r.add(f.Asking("Skicka inga fler uppgifter om läkaren med mejl; en handläggare hör av sig."))
	}
	return true
}
