package process

import (
	"slices"
	"strings"
)

// typed are the fields that Application understands, with the value compared.
// A value is text only to be compared; it goes nowhere.
var typed = []struct {
	field Field
	value func(Application) string
}{
	{FieldKind, func(a Application) string { return string(a.Kind) }},
	{FieldCentreID, func(a Application) string { return codeWord(a.CentreCode) }},
	{FieldManager, func(a Application) string { return FoldName(a.Manager) }},
	{FieldManagerEmail, func(a Application) string { return fold(a.ManagerEmail) }},
	{FieldManagerPhone, func(a Application) string { return phoneNumber(a.ManagerPhone) }},
	{FieldDoctor, func(a Application) string { return FoldName(a.Doctor) }},
	{FieldDoctorEmail, func(a Application) string { return fold(a.DoctorEmail) }},
	{FieldProtected, func(a Application) string { return yes(a.Protected) }},
	{FieldLicenceDate, func(a Application) string { return a.LicenceDate.String() }},
	{FieldExpectedLicence, func(a Application) string { return a.ExpectedLicence.String() }},
	{FieldLicenceAttached, func(a Application) string { return string(a.LicenceAttached) }},
	{FieldSwedishAT, func(a Application) string { return string(a.SwedishAT) }},
	{FieldATEnd, func(a Application) string { return a.ATEnd.String() }},
	{FieldBT, func(a Application) string { return fold(a.BT) }},
	{FieldBTCertificate, func(a Application) string { return a.BTCertificate.String() }},
	{FieldRegulation, func(a Application) string { return fold(a.Regulation) }},
	{FieldCountry, func(a Application) string { return fold(a.Country) }},
	{FieldLanguage, func(a Application) string { return string(a.Language) }},
	{FieldPossibleStart, func(a Application) string { return a.PossibleStart.String() }},
	{FieldPlannedEnd, func(a Application) string { return a.PlannedEnd.String() }},
	{FieldDegree, func(a Application) string { return percent(a.Degree) }},
	{FieldEmployed, func(a Application) string { return string(a.Employed) }},
	{FieldEmploymentForm, func(a Application) string { return string(a.EmploymentForm) }},
	{FieldEmploymentDate, func(a Application) string { return a.EmploymentDate.String() }},
	{FieldContractSigned, func(a Application) string { return string(a.ContractSigned) }},
	{FieldContactDate, func(a Application) string { return a.ContactClaimed.String() }},
	{FieldCredit, func(a Application) string { return Amount{a.Credit, a.Credit != 0}.compared() }},
	{FieldCreditFrom, func(a Application) string { return a.CreditFrom.String() }},
	{FieldCreditTo, func(a Application) string { return a.CreditTo.String() }},
	{FieldCreditSupervised, func(a Application) string { return string(a.CreditSupervised) }},
	{FieldEarlierSpecialty, func(a Application) string { return fold(a.EarlierSpecialty) }},
	{FieldSupervisor, func(a Application) string { return FoldName(a.Supervisor) }},
	{FieldSupervisorSpecialist, func(a Application) string { return string(a.SupervisorSpecialist) }},
	{FieldSupervisorTrained, func(a Application) string { return string(a.SupervisorTrained) }},
	{FieldSupervisorUnit, func(a Application) string { return unitStem(a.SupervisorUnit) }},
	{FieldSpecialists, func(a Application) string { return a.Specialists.compared() }},
	{FieldSpecialistsPercent, func(a Application) string { return a.SpecialistsPercent.compared() }},
	{FieldTrainees, func(a Application) string { return a.Trainees.compared() }},
	{FieldTraineesOwn, func(a Application) string { return a.TraineesOwn.compared() }},
	{FieldListed, func(a Application) string { return a.Listed.compared() }},
	{FieldOutsideTown, func(a Application) string { return string(a.OutsideTown) }},
	{FieldStudyDirector, func(a Application) string { return fold(a.StudyDirector) }},
	{FieldAssessedManager, func(a Application) string { return fold(a.Assessed.Manager) }},
	{FieldAssessedSupervisor, func(a Application) string { return fold(a.Assessed.Supervisor) }},
	{FieldAssessedDirector, func(a Application) string { return fold(a.Assessed.Director) }},
	{FieldOwnPriority, func(a Application) string { return a.OwnPriority.compared() }},
	{FieldTransferFrom, func(a Application) string { return fold(a.TransferFrom) }},
	{FieldTransferReason, func(a Application) string { return fold(a.TransferReason) }},
	{FieldTransferCompetence, func(a Application) string { return fold(a.TransferCompetence) }},
	{FieldTransferEffect, func(a Application) string { return fold(a.TransferEffect) }},
	{FieldChangeFrom, func(a Application) string { return a.ChangeFrom.String() }},
	{FieldChangeTo, func(a Application) string { return a.ChangeTo.String() }},
	{FieldLeaveKind, func(a Application) string { return fold(a.LeaveKind) }},
	{FieldExemption, func(a Application) string { return fold(a.Exemption) }},
	{FieldIUP, func(a Application) string { return string(a.IUP) }},
	{FieldRotationWishes, func(a Application) string { return fold(a.RotationWishes) }},
	{FieldSPUR, func(a Application) string { return a.SPUR.String() }},
	{FieldCV, func(a Application) string { return string(a.CVAttached) }},
	{FieldPrivacy, func(a Application) string { return string(a.Privacy) }},
	{FieldSignature, func(a Application) string { return fold(a.Signature) }},
	{FieldComment, func(a Application) string { return fold(a.Comment) }},
}

// elsewhere are the fields that are compared by themselves or say nothing.
var elsewhere = map[Field]bool{
	FieldVersion: true, FieldCentre: true, FieldPersonalNumber: true,
	FieldFirstName: true, FieldLastName: true,
}

// compared is the number that a form says, "" where it says none; 0 is a number.
func (a Amount) compared() string {
	if !a.Said {
		return ""
	}
	return decimal(a.Value)
}

// phoneNumber is a number as dialled within the country.
func phoneNumber(s string) string {
	n := digits(s)
	switch trimmed := strings.TrimSpace(s); {
	case strings.HasPrefix(trimmed, "+46"):
		n = n[2:]
	case strings.HasPrefix(n, "0046"):
		n = n[4:]
	}
	return strings.TrimPrefix(n, "0")
}

// Changed names the fields in which b, the newer form, says something else than
// a: by meaning where the fields are understood, so that "80 %" is "0,8", and by
// the words where they are not. A personal number that b leaves out or masks is unchanged.
func Changed(a, b Application) []Field {
	var changed []Field
	understood := map[Field]bool{}
	for _, t := range typed {
		understood[t.field] = true
		was, is := t.value(a), t.value(b)
		if was != is || is == "" && unusable(a, t.field) != unusable(b, t.field) {
			changed = append(changed, t.field)
		}
	}
	if !sameCentre(a, b) {
		changed = append(changed, FieldCentre)
	}
	if n := number(&b); n != "" && n != number(&a) {
		changed = append(changed, FieldPersonalNumber)
	}
	var written []Field
	for f := range b.Cells {
		if !understood[f] && !elsewhere[f] && fold(a.Cells[f].Written) != fold(b.Cells[f].Written) {
			written = append(written, f)
		}
	}
	for f, cell := range a.Cells {
		if _, there := b.Cells[f]; !there && !understood[f] && !elsewhere[f] && cell.Written != "" {
			written = append(written, f)
		}
	}
	slices.Sort(written)
	return append(changed, written...)
}

// Vaguer is a field about time that an earlier form said, and the newer one does not.
type Vaguer struct {
	Field Field
	Was   string // the value that counted
}

// Unsaid names the fields about time in which an earlier form said something that
// can be used, and the newer one only what cannot. What an application leaves empty
// is told as missing; a change to a running post had days, and now has none.
func Unsaid(before, now Application) []Vaguer {
	var fields []Vaguer
	for _, t := range typed {
		switch t.field {
		case FieldLicenceDate, FieldExpectedLicence, FieldPossibleStart, FieldEmploymentDate, FieldDegree, FieldChangeFrom, FieldChangeTo:
			was := t.value(before)
			if was != "" && t.value(now) == "" && (now.Kind.changes() || unusable(now, t.field) != "") {
				fields = append(fields, Vaguer{t.field, was})
			}
		}
	}
	return fields
}

// unusable is what stands in a field that is not understood.
func unusable(a Application, f Field) string {
	if w := fold(a.Cells[f].Written); says(w) {
		return w
	}
	return ""
}

// sameCentre compares by id where both are known, else by the words.
func sameCentre(a, b Application) bool {
	if a.CentreID != "" && b.CentreID != "" {
		return a.CentreID == b.CentreID
	}
	return a.CentreID == b.CentreID && sameWritten(a, b)
}

func sameWritten(a, b Application) bool {
	return unitStem(a.CentreWritten) == unitStem(b.CentreWritten)
}

// number is the personal number's digits, 12 or 10 of them, or "" where there
// is none or a masked one.
func number(a *Application) string {
	s := a.PersonalNumber.Reveal()
	if strings.ContainsAny(s, "*…") {
		return ""
	}
	return digits(s)
}

// validNumber is the last ten digits of a number whose checksum holds, else "".
func validNumber(a *Application) string {
	n := number(a)
	if len(n) == 12 {
		n = n[2:]
	}
	if len(n) != 10 {
		return ""
	}
	sum := 0
	for i, r := range n {
		d := int(r - '0')
		if i%2 == 0 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	if sum%10 != 0 {
		return ""
	}
	return n
}
