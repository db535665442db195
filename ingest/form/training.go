package form

import (
	"regexp"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

func (r *interpreter) training() {
	r.licence()
	r.app.LicenceAttached = r.reply(process.FieldLicenceAttached)
	r.at()
	r.bt()
	r.app.Regulation = r.choice(process.FieldRegulation)
	r.app.Country = r.words(process.FieldCountry)
	r.app.Language = r.reply(process.FieldLanguage)
	r.app.EarlierSpecialty = r.named(process.FieldEarlierSpecialty)
	r.app.SPUR = r.date(process.FieldSPUR, past)
}

// expected is how people write in a licence date's cell that there is none yet.
var expected = regexp.MustCompile(`(?i)^(vänta|beräkna|förvänta|prel|planera|blir|klar)\S*\s+`)

// expectedAfter is the same after the date: "2025-06-30 (väntas)".
var expectedAfter = regexp.MustCompile(`(?i)[\s,(]+(vänta|beräkna|förvänta|planera)\S*$`)

// awaited is when a licence is expected, as a text says that tells that it is.
func awaited(s string) (when string, ok bool) {
	s = clean(s)
	if s != "" && strings.IndexByte("vVbBfFpPkK", s[0]) >= 0 && expected.MatchString(s) {
		return expected.ReplaceAllString(s, ""), true
	}
	if s != "" && isDigit(s[0]) && strings.ContainsAny(s, "nN") && expectedAfter.MatchString(s) { // each of its words has one
		return expectedAfter.ReplaceAllString(s, ""), true
	}
	return "", false
}

// licence reads the date of the licence; one that is said to be expected there is
// the expected one's.
func (r *interpreter) licence() {
	w, ok := r.one(process.FieldLicenceDate)
	at := parseDate(w.Value, r.today, past)
	if ok && (at.whole() || at.exact == within) {
		r.app.LicenceDate = at.date // the other date is not needed then: level
	}
	r.app.ExpectedLicence = r.coming(process.FieldExpectedLicence)
	if when, awaits := awaited(w.Value.Text); ok && awaits {
		v := Value{Kind: workbook.Text, Text: when}
		if at := parseComing(v, r.today); !at.date.IsZero() && at.exact != yearless && at.exact != swapped {
			if r.app.ExpectedLicence.IsZero() {
				r.app.ExpectedLicence = at.date
				r.also(process.FieldExpectedLicence, w)
			}
			r.add(w.finding(codeReading, process.Remark, "%s läses som väntad legitimation %s. Skriv det i Väntad legitimation nästa gång.", w.quoted(), at.date))
			return
		}
	}
	if ok && !r.app.ExpectedLicence.IsZero() && w.Value.Kind == workbook.Text && !hasDigit(w.Value.Text) {
		return // "ej ännu", and the expected date beside it
	}
	if r.app.LicenceDate = (process.Date{}); ok && !denied(w.Value) {
		r.app.LicenceDate = r.dated(w, at)
	}
}

// at reads the answer on Swedish AT with the day it ended, which may stand after
// it: "Ja, slutdatum 2019-06-30".
func (r *interpreter) at() {
	a, rest := r.answer(process.FieldSwedishAT)
	r.app.SwedishAT = a
	if a == process.No && !r.btBeside(rest) {
		r.takenFor(r.all(process.FieldSwedishAT)[0], a, rest)
	}
	if r.endAnswers() {
		return
	}
	r.app.ATEnd = r.date(process.FieldATEnd, past)
	if a != process.Yes || rest == "" {
		return
	}
	if r.filled(process.FieldATEnd) {
		r.takenFor(r.all(process.FieldSwedishAT)[0], a, rest)
		return
	}
	found := len(r.findings)
	r.app.ATEnd = r.dateBeside(process.FieldSwedishAT, process.FieldATEnd, rest)
	if r.app.ATEnd.IsZero() && len(r.findings) == found {
		r.takenFor(r.all(process.FieldSwedishAT)[0], a, rest)
	}
}

// btBeside reads BT where it stands after the answer on AT: "Nej, BT integreras".
func (r *interpreter) btBeside(rest string) bool {
	if !strings.Contains(strings.ToLower(rest), "bt") || r.filled(process.FieldBT) {
		return false
	}
	w := r.all(process.FieldSwedishAT)[0]
	v, fit, _ := pick(rest, btValues)
	if fit != fitsExactly && fit != fitsLoosely || v == btNotNeeded {
		return false
	}
	r.app.BT = v
	r.also(process.FieldBT, w)
	r.add(w.finding(codeReading, process.Remark, "%s läses som BT: %s.", w.quoted(), v).Asking("Säg till om ni menar något annat."))
	return true
}

// endAnswers reads "AT klar: Ja", an answer where the day was asked for.
func (r *interpreter) endAnswers() bool {
	w, ok := r.one(process.FieldATEnd)
	if !ok || w.Value.Kind != workbook.Text || r.filled(process.FieldSwedishAT) {
		return false
	}
	a, rest := parseAnswer(w.Value)
	if a != process.Yes { // Nej may be AT that is under way
		return false
	}
	r.app.SwedishAT = a
	r.also(process.FieldSwedishAT, w)
	if rest != "" {
		r.app.ATEnd = r.dateBeside(process.FieldATEnd, process.FieldATEnd, rest)
	}
	r.add(w.finding(codeReading, process.Remark, "%s läses som svar på %s.", w.quoted(), process.FieldSwedishAT.Label()).Asking("Säg till om AT inte är svensk."))
	return true
}

// dateBeside is a date that stands with something else in the cell of field f, and
// belongs to field of.
func (r *interpreter) dateBeside(f, of process.Field, rest string) process.Date {
	w := r.all(f)[0]
	at := beside(rest, r.today)
	switch at.exact {
	case exact, within, doubtful, dayFirst:
		r.also(of, w)
		w.Field = of
		r.dayFirst(w, at)
		return at.date
	case unreadable:
	default:
		fault, _ := w.dateFault(at, r.level(of))
		fault.Field, fault.Suggestion = of, ""
		fault.Text = of.Label() + strings.TrimPrefix(fault.Text, w.Field.Label())
		r.add(fault)
	}
	return process.Date{}
}

// fromDigit is a text from its first digit on, or from a month before it.
var fromDigit = regexp.MustCompile(`(\b` + monthWord + `\s+)?\d.*$`)

// beside reads a date that stands last among other words.
func beside(s string, today process.Date) moment {
	s = clean(s)
	if len(s) > mostWithin {
		return moment{}
	}
	if at := textDate(s, today, past); at.exact != unreadable {
		return at
	}
	return textDate(fromDigit.FindString(s), today, past)
}

// bt reads BT and its certificate's day, which may stand in one cell: "Klar, intyg
// 2023-05-02". A date alone is the certificate's.
func (r *interpreter) bt() {
	r.app.BTCertificate = r.date(process.FieldBTCertificate, past)
	ws := r.all(process.FieldBT)
	if len(ws) == 1 && ws[0].Value.Kind == workbook.Text {
		if v, fit, _ := pick(ws[0].Value.Text, btValues); fit == fitsExactly { // "Ej aktuellt" is a choice here
			r.app.BT = v
			return
		}
	}
	w, ok := r.one(process.FieldBT)
	if !ok {
		return
	}
	text := w.Value.String()
	if a, rest := parseAnswer(w.Value); a != process.Unanswered {
		r.btAnswer(w, a, rest)
		return
	}
	if at := parseDate(w.Value, r.today, past); at.whole() || at.exact == within && certified.MatchString(text) {
		r.app.BT = btDone
		r.certificate(w, at.written(w))
		return
	}
	if i := strings.IndexAny(text, "0123456789"); i > 0 && w.Value.Kind == workbook.Text {
		if v, fit, _ := pick(text[:i], btValues); fit == fitsNone || v == btDone { // of one under way it is no certificate's day
			r.certificate(w, text)
		}
		text = certificateWords.ReplaceAllString(text[:i], " ")
	}
	r.app.BT = r.picked(w, text)
}

// certified is how a text of a certificate's day begins.
var certified = regexp.MustCompile(`(?i)^(bt-?)?intyg`)

// certificateWords are what stands between how BT is done and its certificate's day.
var certificateWords = regexp.MustCompile(`(?i)[\s,;.(]+(bt-?)?(intyg\S*|utfärda\S*|daterat|den|datum)?[\s,;:.(]*$`)

// btAnswer reads Ja or Nej where it was asked how BT is done. Ja says that it is;
// Nej alone says nothing that can be used.
func (r *interpreter) btAnswer(w Written, a process.Answer, rest string) {
	if low := strings.ToLower(clean(w.Value.Text)); strings.HasPrefix(low, "ej") || strings.HasPrefix(low, "inte") {
		rest = low // what is denied is no answer to the question: "Ej aktuellt, har AT", "Ej godkänd"
	}
	if unsure(w.Field, a, rest) {
		r.add(w.notAChoice(r.level(w.Field), specOf(w.Field).choices()))
		return
	}
	if rest != "" {
		if v, fit, _ := pick(rest, btValues); (fit == fitsExactly || fit == fitsLoosely) && (a == process.Yes || v != btDone) {
			r.app.BT = v
			r.add(w.finding(codeReading, process.Remark, "%s läses som %s.", w.quoted(), v).Asking("Säg till om ni menar något annat."))
		}
	}
	if a == process.No {
		return
	}
	if r.app.BT == "" {
		r.app.BT = btDone
		r.add(w.finding(codeReading, process.Remark, "%s läses som %s.", w.quoted(), btDone).Asking("Säg till om BT pågår eller ingår i ST."))
	}
	r.certificate(w, rest)
}

func (r *interpreter) certificate(w Written, text string) {
	if r.app.BTCertificate.IsZero() && !r.filled(process.FieldBTCertificate) {
		r.app.BTCertificate = r.dateBeside(w.Field, process.FieldBTCertificate, text)
	}
}

// credit reads earlier service: months, and the period that may stand after them:
// "12 mån, 2022-01-01–2022-12-31".
func (r *interpreter) credit() {
	r.app.CreditFrom, r.app.CreditTo = r.period(process.FieldCreditFrom, process.FieldCreditTo)
	r.app.CreditSupervised = r.reply(process.FieldCreditSupervised)
	w, ok := r.one(process.FieldCredit)
	if !ok || denied(w.Value) {
		return
	}
	months := w.Value
	if w.Value.Kind == workbook.Text && len(w.Value.Text) <= mostWithin {
		if p, rest, ok := periodWithin(w.Value.Text, r.today); ok {
			months = Value{Kind: workbook.Text, Text: strings.TrimRight(rest, " ,;:.")}
			r.creditPeriod(w, p)
			if n, whole := p.months(); months.Empty() && whole {
				r.app.Credit = n
				r.add(w.finding(codeReading, process.Remark, "%s läses som %.0f månader.", w.quoted(), n).Asking("Säg till om ni menar något annat."))
				return
			}
		}
	}
	if a, rest := parseAnswer(months); a == process.Yes && rest != "" { // "Ja, 6 mån"
		months = Value{Kind: workbook.Text, Text: rest}
	}
	n, reads := parseMonths(months)
	if !reads {
		r.add(w.finding(codeNumber, process.Remark, "%s går inte att läsa som ett antal månader. Skriv ett tal, till exempel 6.", w.quoted()))
		return
	}
	r.app.Credit = n
	if months.Kind == workbook.Text && more(monthWords.ReplaceAllString(months.Text, " ")+strings.Join(bracketed(months.Text), " ")) {
		r.add(w.finding(codeReading, process.Remark, "%s läses som %s månader.", w.quoted(), Value{Kind: workbook.Number, Number: n}).Asking("Säg till om ni menar något annat."))
	}
}

// monthWords are what months are written with, outside brackets.
var monthWords = regexp.MustCompile(`(?i)\([^()]*\)?|\d+(?:[.,]\d+)?|halvår\S*|år\b|\boch\b|mån\p{L}*|months?|\b(?:ingen|inget|inga|noll|ett|en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|halvt)\b`)

func (r *interpreter) creditPeriod(w Written, p period) {
	if r.filled(process.FieldCreditFrom) || r.filled(process.FieldCreditTo) {
		return
	}
	r.app.CreditFrom, r.app.CreditTo = p.from, p.to
	r.also(process.FieldCreditFrom, w)
	r.also(process.FieldCreditTo, w)
}

// period reads two dates that may both stand in the first's cell.
func (r *interpreter) period(from, to process.Field) (first, last process.Date) {
	w, ok := r.one(from)
	if ok && w.Value.Kind == workbook.Text && len(w.Value.Text) <= mostWithin {
		if p, _, ok := periodWithin(w.Value.Text, r.today); ok {
			if r.filled(to) {
				return p.from, r.end(to)
			}
			r.also(to, w)
			return p.from, p.to
		}
	}
	if from == process.FieldChangeFrom {
		return r.coming(from), r.end(to)
	}
	return r.date(from, past), r.end(to)
}

// end is the last day of a period, which may be ahead for a change only.
func (r *interpreter) end(f process.Field) process.Date {
	if f == process.FieldChangeTo {
		return r.coming(f)
	}
	return r.date(f, past)
}
