package form

import (
	"regexp"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// employment reads the answer with all that may stand in its cell: a date, or
// the form of employment (D2).
func (r *interpreter) employment() {
	r.app.EmploymentForm = process.EmploymentForm(r.choice(process.FieldEmploymentForm))
	r.app.EmploymentDate = r.date(process.FieldEmploymentDate, past)
	r.contract()
	if r.formInAnswer() {
		return
	}
	answer, rest := r.answer(process.FieldEmployed)
	r.app.Employed = answer
	if answer == process.Unanswered || rest == "" {
		return
	}
	w := r.all(process.FieldEmployed)[0]
	at := beside(rest, r.today)
	dated := at.exact != unreadable && answer == process.Yes
	if dated {
		r.employedSince(w, at)
	}
	told := r.filled(process.FieldEmploymentForm)
	form, fits := employedAs(rest)
	switch {
	case form != "" && r.app.EmploymentForm == "" && !told:
		r.app.EmploymentForm = form
		r.also(process.FieldEmploymentForm, w)
	case len(fits) > 0 && answer == process.Yes && !told:
		r.severalForms(w, fits)
	case form != "":
	case !dated:
		r.takenFor(w, answer, rest)
	case more(besideDate(rest)):
		r.kept = append(r.kept, w)
	}
}

// severalForms asks which form of employment the words after Ja are: "vikarierande
// underläkare" is two of them.
func (r *interpreter) severalForms(w Written, fits []string) {
	f := w.finding(codeChoice, r.level(process.FieldEmploymentForm), "anställningsformen i %s passar på flera val: %s. Välj ett av dem.", w.quoted(), strings.Join(fits, ", "))
	f.Field = process.FieldEmploymentForm
	r.also(process.FieldEmploymentForm, w)
	r.add(f)
}

// besideDate is what stands before and after the date of an employment, but for the
// words that lead to it.
func besideDate(rest string) string {
	return sinceWhen.ReplaceAllString(strings.ToLower(rest), " ")
}

var sinceWhen = regexp.MustCompile(`\S*\d\S*|\b` + monthWord + `\b\.?|\b(fr\.? ?o\.? ?m\.?|sedan|sen|från|och|med|from|per|anställd|anst|började|börjat|tillträdde|tillträde|startade|start)(\s|$)`)

// employedAs is the form of employment that a text names among other words, or those
// that its words may be. A beginning of one ("Anställd") names none.
func employedAs(text string) (form process.EmploymentForm, several []string) {
	v, fit, fits := pick(text, employmentForms)
	switch fit {
	case fitsExactly:
		return process.EmploymentForm(v), nil
	case fitsSeveral:
		return "", fits
	case fitsLoosely:
		words := wordsOf(fold(ticked(text)))
		if len(among(words, employmentForms, equalWords)) > 0 || len(among(words, employmentForms, slippedWords)) > 0 {
			return process.EmploymentForm(v), nil
		}
	}
	return "", nil
}

// employedSince takes the date after Ja as the employment's; without its year it
// is a fault of that date, not of the answer.
func (r *interpreter) employedSince(w Written, at moment) {
	if r.filled(process.FieldEmploymentDate) {
		return
	}
	switch at.exact {
	case exact, within, doubtful, dayFirst:
		r.app.EmploymentDate = at.date
		r.also(process.FieldEmploymentDate, w)
		w.Field = process.FieldEmploymentDate
		r.dayFirst(w, at)
	case yearless, swapped:
		f := w.suggesting("Ja, "+at.date.String(), process.CodeYearMissing, r.level(process.FieldEmploymentDate),
			"datumet i %s saknar år. Menar ni %s? Skriv datumet som ÅÅÅÅ-MM-DD.", w.quoted(), at.date)
		if at.exact == swapped {
			f.Code = codeDate
			f.Text = w.Field.Label() + ": datumet i " + w.quoted() + " är inget datum så som det står. Menar ni " + at.date.String() + "? Skriv datumet som ÅÅÅÅ-MM-DD."
		}
		f.Field = process.FieldEmploymentDate
		r.add(f)
	default:
		f := w.finding(codeDate, r.level(process.FieldEmploymentDate), "datumet i %s går inte att läsa. Skriv det som ÅÅÅÅ-MM-DD.", w.quoted())
		f.Field = process.FieldEmploymentDate
		r.add(f)
	}
}

// contract reads whether the contract is signed; the day it was may be all that
// stands there.
func (r *interpreter) contract() {
	r.app.ContractSigned = r.reply(process.FieldContractSigned)
}

// formInAnswer reads "Vikariat" where Ja or Nej was asked for: the question is
// of an ST post, and only an ST contract is one.
func (r *interpreter) formInAnswer() bool {
	ws := r.all(process.FieldEmployed)
	if len(ws) != 1 || ws[0].Value.Kind != workbook.Text {
		return false
	}
	w := ws[0]
	if a, _ := parseAnswer(w.Value); a != process.Unanswered || saysNothing(w.Value) || printed(w.Value) {
		return false
	}
	form, _ := employedAs(w.Value.Text)
	if form == "" {
		return false
	}
	if r.app.EmploymentForm == "" {
		r.app.EmploymentForm = form
		r.also(process.FieldEmploymentForm, w)
	}
	r.app.Employed = process.No
	switch form {
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
	r.app.Degree = r.share()
}

// change reads a transfer, and a change to a running post.
func (r *interpreter) change() {
	r.app.TransferFrom = r.transferFrom()
	r.app.TransferReason = r.words(process.FieldTransferReason)
	r.app.TransferCompetence = r.words(process.FieldTransferCompetence)
	r.app.TransferEffect = r.words(process.FieldTransferEffect)
	r.app.ChangeFrom, r.app.ChangeTo = r.period(process.FieldChangeFrom, process.FieldChangeTo)
	r.app.LeaveKind = r.leave()
}

// leaving finds which health centre a transfer is from, where the kind of case
// says it: "Byte från Granskogen till Tallbacken".
var leaving = regexp.MustCompile(`\s[Ff]rån\s+(\p{Lu}.*?)(?:\s+till\s.*)?$`)

func (r *interpreter) transferFrom() string {
	w, ok := r.one(process.FieldKind)
	if !ok || r.app.Kind != process.Transfer || r.filled(process.FieldTransferFrom) {
		return r.named(process.FieldTransferFrom)
	}
	m := leaving.FindStringSubmatch(w.shown())
	if m == nil {
		return ""
	}
	r.also(process.FieldTransferFrom, w)
	return m[1]
}

// leave is the kind of leave; where the form has no such field, the kind of case
// may say it.
func (r *interpreter) leave() string {
	if w, ok := r.one(process.FieldLeaveKind); ok && !denied(w.Value) {
		if v, fit, _ := pick(w.Value.String(), leaveKinds); fit == fitsExactly {
			return v
		}
		return r.cut(w)
	}
	if w, ok := r.one(process.FieldKind); ok && r.app.Kind == process.LeaveOfAbsence && fold(w.Value.String()) != fold(string(process.LeaveOfAbsence)) {
		if v, fit, _ := pick(w.Value.String(), leaveKinds); fit == fitsExactly || fit == fitsLoosely {
			return v
		}
	}
	return ""
}

func (r *interpreter) rest() {
	r.app.Exemption = r.named(process.FieldExemption)
	r.app.StudyDirector = r.contacted()
	r.app.Assessed = process.Assessment{
		Manager:    r.named(process.FieldAssessedManager),
		Supervisor: r.named(process.FieldAssessedSupervisor),
		Director:   r.named(process.FieldAssessedDirector),
	}
	r.app.IUP = r.reply(process.FieldIUP)
	r.app.RotationWishes = r.named(process.FieldRotationWishes)
	r.app.CVAttached = r.reply(process.FieldCV)
	r.app.Privacy = r.reply(process.FieldPrivacy)
	r.app.Signature = r.named(process.FieldSignature)
	r.app.Comment = r.words(process.FieldComment)
}

// contacted is whom the study director's field names, or when, or Ja.
func (r *interpreter) contacted() string {
	w, ok := r.one(process.FieldStudyDirector)
	if !ok || printed(w.Value) || denied(w.Value) {
		return ""
	}
	switch a, rest := parseAnswer(w.Value); {
	case a == process.Yes && rest == "":
		return string(process.Yes)
	case a == process.No && !more(rest): // "ej ännu"
		return ""
	}
	return r.cut(w)
}
