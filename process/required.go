package process

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// ask says what a missing field needs, where more than its label helps.
var ask = map[Field]string{
	FieldLicenceDate:          "Legitimationsdatum saknas. Skriv datumet (ÅÅÅÅ-MM-DD), eller fyll i Väntad legitimation om läkaren ännu inte är legitimerad.",
	FieldPossibleStart:        "Möjlig start ST saknas. Skriv det tidigaste datum läkaren kan börja (ÅÅÅÅ-MM-DD).",
	FieldEmployed:             "Redan anställd som ST? saknar svar. Välj Ja eller Nej.",
	FieldSwedishAT:            "Svensk AT saknar svar. Välj Ja eller Nej; vid Nej behöver BT också fyllas i.",
	FieldCentre:               "Vårdcentral saknas. Skriv vårdcentralens namn.",
	FieldKind:                 "Ärendetyp saknas. Välj vad anmälan avser, till exempel Ny ST.",
	FieldDoctor:               "Läkarens namn saknas. Skriv för- och efternamn.",
	FieldBTCertificate:        "BT-intygets datum saknas, fast BT är Fristående klar. Skriv intygets dag (ÅÅÅÅ-MM-DD).",
	FieldSupervisorSpecialist: "Svar saknas på om handledaren är specialist i allmänmedicin. Skriv Ja eller Nej.",
	FieldSupervisorTrained:    "Svar saknas på om handledaren är handledarutbildad. Skriv Ja eller Nej.",
	FieldEmploymentForm:       "Anställningsform saknas. Stämmer det att läkaren redan är anställd som ST-läkare hos er? Välj anställningsform.",
	FieldStudyDirector:        "Studierektorn behöver vara kontaktad inför beslut. Skriv studierektorns namn och dag.",
	FieldAssessedManager:      "Gemensam bedömning: verksamhetschef saknas. Skriv namn och datum.",
	FieldAssessedSupervisor:   "Gemensam bedömning: handledare saknas. Skriv namn och datum.",
	FieldAssessedDirector:     "Gemensam bedömning: studierektor saknas. Skriv namn och datum.",
	FieldSupervisor:           "Handledare saknas. Skriv namnet, och om handledaren är specialist i allmänmedicin och handledarutbildad.",
	FieldChangeFrom:           "Ändringen gäller från saknas. Skriv första dagen (ÅÅÅÅ-MM-DD).",
	FieldChangeTo:             "Ändringen gäller till saknas. Skriv sista dagen (ÅÅÅÅ-MM-DD).",
	FieldDegree:               "Tjänstgöringsgrad saknas. Skriv den i procent, till exempel 80 %.",
}

// askInRow says what a row that a person wrote in Ärenden needs, in the words of its
// columns, where the form's are others.
var askInRow = map[Field]string{
	FieldLicenceDate:   "Legitimationsdatum saknas. Skriv datumet (ÅÅÅÅ-MM-DD) när läkaren är legitimerad.",
	FieldPossibleStart: "Möjlig start saknas. Skriv det tidigaste datum läkaren kan börja (ÅÅÅÅ-MM-DD).",
	FieldEmployed:      "Anställd saknar svar. Skriv Ja eller Nej.",
	FieldDoctor:        "Läkare saknas. Skriv för- och efternamn.",
}

const askLastDay = "Avslutets dag saknas. Skriv sista dagen i ST (ÅÅÅÅ-MM-DD) i Ändringen gäller från."

// missing are the required fields that are not filled in. Only what says who
// and where is needed of a transfer or of a change to a running post: the rest
// is the study director's to gather (D15). A form that says no kind is asked for
// what a new post needs, so that its sender is asked once.
func (x *examination) missing() {
	x.missingOf(x.policy.Required.ForList, Returned)
	x.missingOf(x.policy.Required.ForDecision, BeforeDecision)
	x.missingOf(proposed[x.app.Kind], BeforeDecision)
}

// proposed are what a change to a running post is about, and cannot be proposed
// in the roster without.
var proposed = map[Kind][]Field{
	LeaveOfAbsence: {FieldChangeFrom, FieldChangeTo},
	ChangedDegree:  {FieldDegree, FieldChangeFrom},
	ChangedStart:   {FieldPossibleStart},
	EarlyEnd:       {FieldChangeFrom},
}

func (x *examination) missingOf(fields []Field, level Level) {
	for _, f := range fields {
		l := level
		if !x.post && !names[f] {
			if !changeNeeds(x.app.Kind, f) {
				continue
			}
			l = BeforeDecision
		}
		if x.c.Manual && !inMaster[f] {
			l = Remark
		}
		if x.filled(f) || x.told(f, l) || x.raise(f, l) {
			continue
		}
		suggestion := ""
		if f == FieldCentre {
			suggestion = x.coded().Name
		}
		x.find(CodeMissing, l, f, x.askFor(f), suggestion)
	}
}

func (x *examination) askFor(f Field) string {
	label, text := f.Label(), cmp.Or(ask[f], f.Label()+" saknas.")
	if inRow := askInRow[f]; x.c.Manual && inRow != "" {
		label, _, _ = strings.Cut(inRow, " sakna")
		text = inRow
	}
	if bothWords(x.app.Cells[f].Written) {
		return fmt.Sprintf("%s: svaret %s säger inte vilket. Skriv Ja eller Nej.", strings.TrimSuffix(label, "?"), quote(brief(x.app.Cells[f].Written)))
	}
	if f == FieldChangeFrom && x.app.Kind == EarlyEnd {
		text = askLastDay
	}
	if w := brief(x.app.Cells[f].Written); w != "" { // words for nothing: "vet ej"
		missing, want, _ := strings.Cut(strings.TrimSuffix(text, "."), ". ")
		text = strings.TrimSpace(fmt.Sprintf("%s: i cellen står %s. %s", missing, quote(w), want))
		if want != "" {
			text += "."
		}
	}
	return text
}

// inMaster are the required fields that have a column in Ärenden.
var inMaster = map[Field]bool{
	FieldKind: true, FieldCentre: true, FieldDoctor: true, FieldLicenceDate: true, FieldPossibleStart: true,
	FieldEmployed: true, FieldEmploymentDate: true,
}

// names are the fields that tell one case from another.
var names = map[Field]bool{FieldKind: true, FieldCentre: true, FieldDoctor: true, FieldFirstName: true, FieldLastName: true}

// asked says whether the policy requires the field, on either level.
func (x *examination) asked(f Field) bool {
	return slices.Contains(x.policy.Required.ForList, f) || slices.Contains(x.policy.Required.ForDecision, f)
}

// changeNeeds says what a form that does not compete for a post is asked for. A
// transfer's competence and effect are asked for only by a policy that says so
// without one they are the study director's to gather (D15).
func changeNeeds(k Kind, f Field) bool {
	switch f {
	case FieldTransferFrom, FieldTransferReason, FieldTransferCompetence, FieldTransferEffect:
		return k == Transfer
	case FieldPossibleStart:
		return k == Transfer || k == ChangedStart
	}
	return slices.Contains(proposed[k], f)
}

// filled says whether the form says what the field asks for, or the register or
// another field makes it needless.
func (x *examination) filled(f Field) bool {
	a := x.app
	switch f {
	case FieldKind:
		return a.Kind != ""
	case FieldCentre:
		return a.CentreID != "" || a.CentreWritten != ""
	case FieldDoctor, FieldFirstName, FieldLastName:
		return a.Doctor != ""
	case FieldManager: // of a health centre that is in doubt the register may tell
		return x.written(f) || !x.known || x.centre.Manager != ""
	case FieldManagerEmail:
		return x.written(f) || !x.known || len(x.centre.Addresses) > 0
	case FieldLicenceDate:
		return !a.LicenceDate.IsZero() || !a.ExpectedLicence.IsZero()
	case FieldSwedishAT:
		return a.SwedishAT != Unanswered || a.BT != ""
	case FieldBT, FieldBTCertificate: // training tells them, of those who need or have one, and why
		return true
	case FieldPossibleStart:
		return !a.PossibleStart.IsZero() || a.Kind == ChangedStart && !a.ChangeFrom.IsZero()
	case FieldChangeFrom:
		return !a.ChangeFrom.IsZero() || a.Kind == EarlyEnd && !a.PlannedEnd.IsZero()
	case FieldEmployed:
		return a.Employed != Unanswered || a.EmploymentForm != "" || a.Kind == OwnToFunded
	case FieldEmploymentForm:
		return a.Employed != Yes || a.EmploymentForm != "" || a.Kind == OwnToFunded
	case FieldEmploymentDate:
		return a.Employed != Yes || !a.EmploymentDate.IsZero()
	case FieldEarlierSpecialty:
		return a.Kind != DoubleSpecialisation || says(a.EarlierSpecialty)
	case FieldTransferFrom, FieldTransferReason, FieldTransferCompetence, FieldTransferEffect:
		return a.Kind != Transfer || x.written(f)
	}
	if said, understood := x.understood(f); understood {
		return said
	}
	return x.written(f)
}

// understood says whether the form says something in a field of which only what
// is understood counts.
func (x *examination) understood(f Field) (said, is bool) {
	says, is := saysIn[f]
	if !is {
		return false, false
	}
	taught := f == FieldSupervisorSpecialist || f == FieldSupervisorTrained
	return says(x.app) || taught && x.nobodyTeaches(), true
}

// saysIn tells what counts in the fields that only count as understood.
var saysIn = map[Field]func(*Application) bool{
	FieldPlannedEnd:           func(a *Application) bool { return !a.PlannedEnd.IsZero() },
	FieldDegree:               func(a *Application) bool { return a.Degree > 0 },
	FieldChangeTo:             func(a *Application) bool { return !a.ChangeTo.IsZero() },
	FieldSPUR:                 func(a *Application) bool { return !a.SPUR.IsZero() },
	FieldSupervisor:           func(a *Application) bool { return says(a.Supervisor) },
	FieldSupervisorSpecialist: func(a *Application) bool { return a.SupervisorSpecialist != Unanswered },
	FieldSupervisorTrained:    func(a *Application) bool { return a.SupervisorTrained != Unanswered },
	FieldContractSigned:       func(a *Application) bool { return a.ContractSigned != Unanswered },
	FieldLanguage:             func(a *Application) bool { return a.Language != Unanswered },
	FieldPrivacy:              func(a *Application) bool { return a.Privacy != Unanswered },
	FieldSpecialists:          func(a *Application) bool { return a.Specialists.Said },
	FieldSpecialistsPercent:   func(a *Application) bool { return a.SpecialistsPercent.Said },
	FieldTrainees:             func(a *Application) bool { return a.Trainees.Said },
	FieldListed:               func(a *Application) bool { return a.Listed.Said },
	FieldStudyDirector:        func(a *Application) bool { return says(a.StudyDirector) },
	FieldAssessedManager:      func(a *Application) bool { return says(a.Assessed.Manager) },
	FieldAssessedSupervisor:   func(a *Application) bool { return says(a.Assessed.Supervisor) },
	FieldAssessedDirector:     func(a *Application) bool { return says(a.Assessed.Director) },
}

// nobodyTeaches says whether the supervisor is asked for, and the merits with the
// name.
func (x *examination) nobodyTeaches() bool {
	return !says(x.app.Supervisor) && x.asked(FieldSupervisor)
}

// written says whether something stands in the field, or a person has put it there.
func (x *examination) written(f Field) bool {
	w := x.app.Cells[f].Written
	return w != "" && !bothWords(w) || x.c.Asserted[f] != ""
}

// bothWords says whether the form's own words of an answer stand where nobody has
// chosen one: "Ja / Nej".
func bothWords(s string) bool {
	words := strings.FieldsFunc(fold(s), func(r rune) bool { return !unicode.IsLetter(r) })
	return len(words) == 2 && (words[0] == "ja" && words[1] == "nej" || words[0] == "yes" && words[1] == "no")
}
