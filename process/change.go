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
	{FieldDoctor, func(a Application) string { return FoldName(a.Doctor) }},
	{FieldProtected, func(a Application) string { return yes(a.Protected) }},
	{FieldLicenceDate, func(a Application) string { return a.LicenceDate.String() }},
	{FieldExpectedLicence, func(a Application) string { return a.ExpectedLicence.String() }},
	{FieldSwedishAT, func(a Application) string { return string(a.SwedishAT) }},
	{FieldBT, func(a Application) string { return fold(a.BT) }},
	{FieldRegulation, func(a Application) string { return fold(a.Regulation) }},
	{FieldPossibleStart, func(a Application) string { return a.PossibleStart.String() }},
	{FieldPlannedEnd, func(a Application) string { return a.PlannedEnd.String() }},
	{FieldDegree, func(a Application) string { return percent(a.Degree) }},
	{FieldEmployed, func(a Application) string { return string(a.Employed) }},
	{FieldEmploymentForm, func(a Application) string { return string(a.EmploymentForm) }},
	{FieldEmploymentDate, func(a Application) string { return a.EmploymentDate.String() }},
	{FieldContractSigned, func(a Application) string { return string(a.ContractSigned) }},
	{FieldContactDate, func(a Application) string { return a.ContactClaimed.String() }},
	{FieldCredit, func(a Application) string { return decimal(a.Credit) }},
	{FieldEarlierSpecialty, func(a Application) string { return fold(a.EarlierSpecialty) }},
	{FieldSupervisor, func(a Application) string { return FoldName(a.Supervisor) }},
	{FieldExemption, func(a Application) string { return fold(a.Exemption) }},
	{FieldTransferFrom, func(a Application) string { return fold(a.TransferFrom) }},
	{FieldTransferReason, func(a Application) string { return fold(a.TransferReason) }},
	{FieldTransferCompetence, func(a Application) string { return fold(a.TransferCompetence) }},
	{FieldTransferEffect, func(a Application) string { return fold(a.TransferEffect) }},
	{FieldComment, func(a Application) string { return fold(a.Comment) }},
}

// elsewhere are the fields that are compared by themselves or say nothing.
var elsewhere = map[Field]bool{
	FieldVersion: true, FieldCentre: true, FieldCentreID: true, FieldPersonalNumber: true,
	FieldFirstName: true, FieldLastName: true,
}

// Changed names the fields in which b, the newer form, says something else than
// a. A personal number that b leaves out or masks is unchanged.
func Changed(a, b Application) []Field {
	var changed []Field
	understood := map[Field]bool{}
	for _, t := range typed {
		understood[t.field] = true
		if t.value(a) != t.value(b) {
			changed = append(changed, t.field)
		}
	}
	if !sameCentre(a, b) {
		changed = append(changed, FieldCentre)
	}
	if n := number(b); n != "" && n != number(a) {
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
func number(a Application) string {
	s := a.PersonalNumber.Reveal()
	if strings.ContainsAny(s, "*…") {
		return ""
	}
	return digits(s)
}

// validNumber is the last ten digits of a number whose checksum holds, else "".
func validNumber(a Application) string {
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
