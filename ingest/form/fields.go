package form

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"stintag/process"
	"stintag/process/workbook"
)

// longestComment is form.md's limit for free text, in characters.
const longestComment = 2000

func (r *interpreter) unit() {
	r.app.Kind = process.Kind(r.choice(process.FieldKind))
	r.app.CentreWritten = r.words(process.FieldCentre)
	if w, ok := r.one(process.FieldManagerEmail); ok && !specOf(w.Field).reads(w.Value) {
		r.add(w.finding(codeEmail, process.Remark, "%s är ingen e-postadress. Svar skickas till adresserna i regionens register.", w.quoted()))
	}
}

// doctor joins first and last name, and turns "Efternamn, Förnamn" round.
func (r *interpreter) doctor() {
	if w, ok := r.one(process.FieldDoctor); ok {
		r.app.Doctor = r.name(w)
	}
	if r.app.Doctor == "" {
		r.app.Doctor = clean(r.words(process.FieldFirstName) + " " + r.words(process.FieldLastName))
	}
	if ref := r.app.Cells[process.FieldDoctor]; ref.Written == "" && r.form.filled(process.FieldLastName) || ref.Cell == "" {
		for _, f := range []process.Field{process.FieldLastName, process.FieldFirstName} {
			if ref, ok := r.app.Cells[f]; ok {
				ref.Written = r.app.Doctor
				r.app.Cells[process.FieldDoctor] = ref
			}
		}
	}
	r.personal()
	a, _ := r.answer(process.FieldProtected)
	r.app.Protected = a == process.Yes
}

// name is the doctor's name as written in one cell.
func (r *interpreter) name(w Written) string {
	if w.Value.Kind != workbook.Text {
		r.add(w.finding(codeDoctor, process.Returned, "%s är inget namn. Skriv läkarens förnamn och efternamn.", w.quoted()))
		return ""
	}
	s := clean(personalShape.ReplaceAllString(clean(w.Value.Text), ""))
	s = strings.Trim(titled.ReplaceAllString(s, ""), " ,;")
	last, first, comma := strings.Cut(s, ",")
	switch {
	case comma && titleWords.MatchString(clean(first)):
		return clean(last)
	case several.MatchString(s) || strings.Count(s, ",") > 1:
		r.add(w.finding(codeDoctor, process.Returned, "%s ser ut som flera läkare. Fyll i en blankett, eller en rad, för varje läkare.", w.quoted()))
		return ""
	case comma:
		return clean(first + " " + last)
	case strings.HasPrefix(fold(w.Label), "efternamn") && strings.Count(s, " ") == 1:
		last, first, _ := strings.Cut(s, " ")
		return first + " " + last
	}
	return s
}

func (r *interpreter) personal() {
	w, ok := r.one(process.FieldPersonalNumber)
	if !ok {
		if d, is := r.form.filledText(process.FieldDoctor); is {
			r.app.PersonalNumber = process.NewPersonal(numberWithin(d, r.today))
		}
		return
	}
	digits, fault := parsePersonal(w.Value, r.today)
	if fault != "" {
		r.add(w.finding(codePersonal, process.Returned, "%s %s. Rätta numret eller lämna rutan tom; personnummer behövs inte i anmälan.", w.quoted(), fault))
		return
	}
	r.app.PersonalNumber = process.NewPersonal(digits)
}

// numberWithin is the valid personnummer that stands in a text, if any.
func numberWithin(s string, today process.Date) string {
	found := personalShape.FindString(clean(s))
	if found == "" {
		return ""
	}
	digits, _ := parsePersonal(Value{Kind: workbook.Text, Text: found}, today)
	return digits
}

func (f Form) filledText(field process.Field) (string, bool) {
	if !f.filled(field) {
		return "", false
	}
	v := f.all(field)[0].Value
	return v.Text, v.Kind == workbook.Text
}

func (r *interpreter) training() {
	r.app.LicenceDate = r.date(process.FieldLicenceDate, past)
	r.app.ExpectedLicence = r.coming(process.FieldExpectedLicence)
	r.app.SwedishAT, _ = r.answer(process.FieldSwedishAT)
	r.date(process.FieldATEnd, past)
	r.bt()
	r.date(process.FieldBTCertificate, past)
	r.app.Regulation = r.choice(process.FieldRegulation)
	if w, ok := r.one(process.FieldCredit); ok {
		n, reads := parseMonths(w.Value)
		if !reads {
			r.add(w.finding(codeNumber, process.Remark, "%s går inte att läsa som ett antal månader. Skriv ett tal, till exempel 6.", w.quoted()))
		}
		r.app.Credit = n
	}
	if w, ok := r.one(process.FieldEarlierSpecialty); ok && !denied(w.Value) {
		r.app.EarlierSpecialty = w.shown()
	}
	r.date(process.FieldSPUR, past)
}

// bt reads BT; a date in its cell is the certificate's.
func (r *interpreter) bt() {
	ws := r.form.all(process.FieldBT)
	if len(ws) > 0 && ws[0].Value.Kind != workbook.Text && parseDate(ws[0].Value, r.today, past).exact == exact {
		r.app.BT = "Fristående klar"
		return
	}
	if len(ws) > 0 && fold(ws[0].Value.Text) == "nej" {
		return
	}
	if len(ws) > 0 && ws[0].Value.Kind == workbook.Text {
		if v, ok := choose(ws[0].Value.Text, btValues[:1]); ok && len(ws) == 1 { // "Ej aktuellt" is a choice here
			r.app.BT = v
			return
		}
	}
	r.app.BT = r.choice(process.FieldBT)
}

// employment reads the answer with all that may stand in its cell: a date, or
// the form of employment (D2).
func (r *interpreter) employment() {
	r.app.EmploymentForm = process.EmploymentForm(r.choice(process.FieldEmploymentForm))
	r.app.EmploymentDate = r.date(process.FieldEmploymentDate, past)
	r.app.ContractSigned, _ = r.answer(process.FieldContractSigned)
	if r.formInAnswer() {
		return
	}
	answer, rest := r.answer(process.FieldEmployed)
	r.app.Employed = answer
	if answer == process.No || rest == "" {
		return
	}
	v := Value{Kind: workbook.Text, Text: rest}
	if at := parseDate(v, r.today, past); !at.date.IsZero() && (at.exact == exact || at.exact == within) {
		if r.app.EmploymentDate.IsZero() && !r.form.filled(process.FieldEmploymentDate) {
			r.app.EmploymentDate = at.date
		}
		return
	} else if w := r.form.all(process.FieldEmployed)[0]; at.exact == yearless && !r.form.filled(process.FieldEmploymentDate) {
		f := w.finding(process.CodeYearMissing, process.Returned, "datumet i %s saknar år. Menar ni %s? Skriv datumet som ÅÅÅÅ-MM-DD.", w.quoted(), at.date)
		f.Suggestion = "Ja, " + at.date.String()
		r.add(f)
		return
	}
	if form, ok := choose(rest, employmentForms); ok && r.app.EmploymentForm == "" {
		r.app.EmploymentForm = process.EmploymentForm(form)
	}
}

// formInAnswer reads "Vikariat" where Ja or Nej was asked for: the question is
// of an ST post, and only an ST contract is one.
func (r *interpreter) formInAnswer() bool {
	ws := r.form.all(process.FieldEmployed)
	if len(ws) != 1 || ws[0].Value.Kind != workbook.Text {
		return false
	}
	w := ws[0]
	if a, _ := parseAnswer(w.Value); a != process.Unanswered || saysNothing(w.Value) {
		return false
	}
	form, ok := choose(w.Value.Text, employmentForms)
	if !ok {
		return false
	}
	if r.app.EmploymentForm == "" {
		r.app.EmploymentForm = process.EmploymentForm(form)
	}
	r.app.Employed = process.No
	switch process.EmploymentForm(form) {
	case process.SignedST, process.StartedST:
		r.app.Employed = process.Yes
	}
	r.add(w.finding(codeReading, process.Remark, "%s läses som %s, med anställningsformen %s.", w.quoted(), r.app.Employed, form))
	return true
}

func (r *interpreter) start() {
	r.app.PossibleStart = r.coming(process.FieldPossibleStart)
	r.app.PlannedEnd = r.coming(process.FieldPlannedEnd)
	r.app.ContactClaimed = r.date(process.FieldContactDate, past)
	if w, ok := r.one(process.FieldDegree); ok {
		share, reads := parseShare(w.Value)
		if !reads {
			r.add(w.finding(codeNumber, process.Remark, "%s går inte att läsa som en tjänstgöringsgrad. Skriv till exempel 80 %%.", w.quoted()))
		}
		r.app.Degree = share
	}
}

func (r *interpreter) transfer() {
	r.app.TransferFrom = r.words(process.FieldTransferFrom)
	r.app.TransferReason = r.words(process.FieldTransferReason)
	r.app.TransferCompetence = r.words(process.FieldTransferCompetence)
	r.app.TransferEffect = r.words(process.FieldTransferEffect)
}

func (r *interpreter) rest() {
	r.app.Supervisor = r.words(process.FieldSupervisor)
	if w, ok := r.one(process.FieldExemption); ok && !denied(w.Value) {
		r.app.Exemption = w.shown()
	}
	w, ok := r.one(process.FieldComment)
	if !ok {
		return
	}
	r.app.Comment = w.shown()
	if n := utf8.RuneCountInString(r.app.Comment); n > longestComment {
		r.app.Comment = string([]rune(r.app.Comment)[:longestComment]) + "…"
		r.add(w.finding(codeLong, process.Remark, "texten har %d tecken. De första %d följer med; resten finns i er blankett.", n, longestComment))
	}
}

var (
	titled     = regexp.MustCompile(`(?i)^(dr|doktor|leg\.? läk\.?|leg\.? läkare)\.?\s+`)
	titleWords = regexp.MustCompile(`(?i)^(leg\b|leg\.|läkare|med\b|st\b|st-|underläkare|specialist|md\b|phd\b|f\.|född)`)
	several    = regexp.MustCompile(`(?i)\s(och|samt|&)\s|;|/|\s\+\s`)
)
