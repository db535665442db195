package form

import (
	"testing"

	"stintag/process"
)

// said gives what an application says of a field, as text, so that one table can
// tell of every field.
var said = map[process.Field]func(process.Application) string{
	process.FieldKind:            func(a process.Application) string { return string(a.Kind) },
	process.FieldCentre:          func(a process.Application) string { return a.CentreWritten },
	process.FieldCentreID:        func(a process.Application) string { return a.CentreCode },
	process.FieldManager:         func(a process.Application) string { return a.Manager },
	process.FieldManagerEmail:    func(a process.Application) string { return a.ManagerEmail },
	process.FieldManagerPhone:    func(a process.Application) string { return a.ManagerPhone },
	process.FieldDoctor:          func(a process.Application) string { return a.Doctor },
	process.FieldFirstName:       func(a process.Application) string { return a.Doctor },
	process.FieldLastName:        func(a process.Application) string { return a.Doctor },
	process.FieldPersonalNumber:  func(a process.Application) string { return a.PersonalNumber.Reveal() },
	process.FieldDoctorEmail:     func(a process.Application) string { return a.DoctorEmail },
	process.FieldProtected:       func(a process.Application) string { return yesOf(a.Protected) },
	process.FieldLicenceDate:     func(a process.Application) string { return a.LicenceDate.String() },
	process.FieldExpectedLicence: func(a process.Application) string { return a.ExpectedLicence.String() },
	process.FieldLicenceAttached: func(a process.Application) string { return string(a.LicenceAttached) },
	process.FieldSwedishAT:       func(a process.Application) string { return joined(string(a.SwedishAT), a.ATEnd.String()) },
	process.FieldATEnd:           func(a process.Application) string { return a.ATEnd.String() },
	process.FieldBT:              func(a process.Application) string { return joined(a.BT, a.BTCertificate.String()) },
	process.FieldBTCertificate:   func(a process.Application) string { return a.BTCertificate.String() },
	process.FieldRegulation:      func(a process.Application) string { return a.Regulation },
	process.FieldCountry:         func(a process.Application) string { return a.Country },
	process.FieldLanguage:        func(a process.Application) string { return string(a.Language) },
	process.FieldPossibleStart:   func(a process.Application) string { return a.PossibleStart.String() },
	process.FieldPlannedEnd:      func(a process.Application) string { return a.PlannedEnd.String() },
	process.FieldDegree:          func(a process.Application) string { return decimals(a.Degree) },
	process.FieldEmployed: func(a process.Application) string {
		return joined(string(a.Employed), a.EmploymentDate.String(), string(a.EmploymentForm))
	},
	process.FieldEmploymentForm: func(a process.Application) string { return string(a.EmploymentForm) },
	process.FieldEmploymentDate: func(a process.Application) string { return a.EmploymentDate.String() },
	process.FieldContractSigned: func(a process.Application) string { return string(a.ContractSigned) },
	process.FieldContactDate:    func(a process.Application) string { return a.ContactClaimed.String() },
	process.FieldCredit: func(a process.Application) string {
		return joined(decimals(a.Credit), a.CreditFrom.String(), a.CreditTo.String())
	},
	process.FieldCreditFrom:       func(a process.Application) string { return joined(a.CreditFrom.String(), a.CreditTo.String()) },
	process.FieldCreditTo:         func(a process.Application) string { return a.CreditTo.String() },
	process.FieldCreditSupervised: func(a process.Application) string { return string(a.CreditSupervised) },
	process.FieldEarlierSpecialty: func(a process.Application) string { return a.EarlierSpecialty },
	process.FieldSupervisor:       func(a process.Application) string { return a.Supervisor },
	process.FieldSupervisorSpecialist: func(a process.Application) string {
		return joined(string(a.SupervisorSpecialist), string(a.SupervisorTrained))
	},
	process.FieldSupervisorTrained:  func(a process.Application) string { return string(a.SupervisorTrained) },
	process.FieldSupervisorUnit:     func(a process.Application) string { return a.SupervisorUnit },
	process.FieldSpecialists:        func(a process.Application) string { return joined(figure(a.Specialists), figure(a.SpecialistsPercent)) },
	process.FieldSpecialistsPercent: func(a process.Application) string { return figure(a.SpecialistsPercent) },
	process.FieldTrainees:           func(a process.Application) string { return joined(figure(a.Trainees), figure(a.TraineesOwn)) },
	process.FieldTraineesOwn:        func(a process.Application) string { return figure(a.TraineesOwn) },
	process.FieldListed:             func(a process.Application) string { return figure(a.Listed) },
	process.FieldOutsideTown:        func(a process.Application) string { return string(a.OutsideTown) },
	process.FieldExemption:          func(a process.Application) string { return a.Exemption },
	process.FieldStudyDirector:      func(a process.Application) string { return a.StudyDirector },
	process.FieldAssessedManager:    func(a process.Application) string { return a.Assessed.Manager },
	process.FieldAssessedSupervisor: func(a process.Application) string { return a.Assessed.Supervisor },
	process.FieldAssessedDirector:   func(a process.Application) string { return a.Assessed.Director },
	process.FieldTransferFrom:       func(a process.Application) string { return a.TransferFrom },
	process.FieldTransferReason:     func(a process.Application) string { return a.TransferReason },
	process.FieldTransferCompetence: func(a process.Application) string { return a.TransferCompetence },
	process.FieldTransferEffect:     func(a process.Application) string { return a.TransferEffect },
	process.FieldChangeFrom:         func(a process.Application) string { return joined(a.ChangeFrom.String(), a.ChangeTo.String()) },
	process.FieldChangeTo:           func(a process.Application) string { return a.ChangeTo.String() },
	process.FieldLeaveKind:          func(a process.Application) string { return a.LeaveKind },
	process.FieldOwnPriority:        func(a process.Application) string { return figure(a.OwnPriority) },
	process.FieldIUP:                func(a process.Application) string { return string(a.IUP) },
	process.FieldRotationWishes:     func(a process.Application) string { return a.RotationWishes },
	process.FieldSPUR:               func(a process.Application) string { return a.SPUR.String() },
	process.FieldCV:                 func(a process.Application) string { return string(a.CVAttached) },
	process.FieldPrivacy:            func(a process.Application) string { return string(a.Privacy) },
	process.FieldSignature:          func(a process.Application) string { return a.Signature },
	process.FieldComment:            func(a process.Application) string { return a.Comment },
}

// unread are the fields that an application does not take from a form: the version
// is noted, and how the centre is run stands in the register only.
var unread = map[process.Field]bool{process.FieldVersion: true, process.FieldOperator: true}

// reading is a value in a form, what is read from it, and the findings' codes.
type reading struct {
	written string // as in a drawn sheet
	want    string
	codes   []string
}

// alone interprets a form that holds the value under the label and nothing else.
func alone(f process.Field, label string, v Value) (process.Application, []process.Finding) {
	w := Written{Field: f, Label: label, Sheet: "Blad1", Cell: "B2", Value: v}
	return Form{Sheet: "Blad1", Fields: []Written{w}}.Interpret(received)
}

// drawnValue is a cell of a drawn sheet as a value.
func drawnValue(s string) Value {
	c, _ := drawn(s, 2, 2)
	return Value{Kind: c.Kind, Text: c.Text, Number: c.Number}
}

// Every field of form.md, in every form that it lists: what is read, and what is
// said of it.
func TestEveryFieldAsPeopleWriteIt(t *testing.T) {
	for field, readings := range fieldReadings {
		for _, tt := range readings {
			app, fs := alone(field, field.Label(), drawnValue(tt.written))
			if got := said[field](app); got != tt.want {
				t.Errorf("%s %q is %q, want %q, with %v", field, tt.written, got, tt.want, fs)
			}
			if got := codesOf(fs); !sameCodes(got, tt.codes) {
				t.Errorf("%s %q is told as %q, want %q: %v", field, tt.written, got, tt.codes, fs)
			}
		}
	}
}

// Every field has readings in the table, and every label of every field (form.md's
// synonyms) reaches the application by the layout's way too.
func TestEveryLabelReachesTheApplication(t *testing.T) {
	for f, s := range catalogue {
		if unread[f] {
			continue
		}
		readings := fieldReadings[f]
		if len(readings) == 0 || said[f] == nil {
			t.Errorf("no reading of %s is tested", f)
			continue
		}
		first := readings[0]
		for _, label := range append([]string{f.Label()}, s.synonyms...) {
			l, ok := exactLabel(label)
			if !ok || l.field != f {
				t.Errorf("the label %q of %s is read as %+v", label, f, l)
				continue
			}
			if asksTwo(label) && f == process.FieldSupervisorSpecialist || label == "Efternamn, förnamn" {
				continue // two answers: TestTwoAnswersInOneCell; a name the other way round: TestDoctorsName
			}
			if app, _ := alone(f, label, drawnValue(first.written)); said[f](app) != first.want {
				t.Errorf("%s under %q is %q, want %q", first.written, label, said[f](app), first.want)
			}
		}
	}
}

// No label may belong to two fields: the catalogue has no order.
func TestNoLabelIsTwoFields(t *testing.T) {
	owners := map[string]process.Field{}
	for f, s := range catalogue {
		for _, label := range append([]string{f.Label()}, s.synonyms...) {
			key := squeeze(fold(label))
			if other, is := owners[key]; is && other != f {
				t.Errorf("%q is a label of %s and of %s", label, f, other)
			}
			owners[key] = f
		}
	}
}

// Words of a choice are read as that choice, and as no other (two that fit are none).
func TestEveryWordOfAChoiceIsIt(t *testing.T) {
	for _, list := range [][]choice{kinds, employmentForms, btValues, regulations, leaveKinds, doneWords, thereWords, signedWords, metWords, trainedWords, protectedWords} {
		owners := map[string]string{}
		for _, c := range list {
			for _, k := range c.keys {
				if other, is := owners[k]; is && other != c.value {
					t.Errorf("%q is %s and %s", k, c.value, other)
				}
				owners[k] = c.value
			}
			if len(c.of) > 0 {
				for _, w := range append(c.also, c.alone...) {
					if v, fit, fits := pick(w, list); v != "" || fit != fitsSeveral || len(fits) < 2 {
						t.Errorf("%q is %q (%d) of %q", w, v, fit, fits)
					}
				}
				continue
			}
			for _, w := range append(append([]string{c.value}, c.also...), c.alone...) {
				if v, fit, _ := pick(w, list); v != c.value || fit != fitsExactly {
					t.Errorf("%q is %q (%d), want %q", w, v, fit, c.value)
				}
			}
		}
	}
}

func TestTwoAnswersInOneCell(t *testing.T) { // form.md 32, F10
	const label = "Handledare specialist i allmänmedicin / handledarutbildad"
	for _, tt := range []reading{
		{"Ja/Ja", "Ja Ja", nil},
		{"Ja, nej", "Ja Nej", nil},
		{"nej / ja", "Nej Ja", nil},
		{"Ja och nej", "Ja Nej", nil},
		{"Ja", "Ja Ja", nil},
		{"Specialist: ja. Utbildad: nej", "Ja Nej", nil},
		{"Handledarutbildad nej, specialist ja", "Ja Nej", nil},
		{"Ja/Nej", "", nil}, // as printed
		{"Nej", "", []string{codeAnswer}},
		{"Specialist ja", "", []string{codeAnswer}},
		{"Kanske", "", []string{codeAnswer}},
	} {
		app, fs := alone(process.FieldSupervisorSpecialist, label, drawnValue(tt.written))
		if got := said[process.FieldSupervisorSpecialist](app); got != tt.want || !sameCodes(codesOf(fs), tt.codes) {
			t.Errorf("%q is %q with %v, want %q", tt.written, got, fs, tt.want)
		}
	}
}

// A value for another field, found in the same cell, has that cell for its own.
func TestAValueBesideAnotherHasItsCell(t *testing.T) {
	for field, tt := range map[process.Field]struct {
		written string
		also    []process.Field
	}{
		process.FieldSpecialists: {"3 st, 250 %", []process.Field{process.FieldSpecialistsPercent}},
		process.FieldTrainees:    {"4, varav 1 egenfinansierad", []process.Field{process.FieldTraineesOwn}},
		process.FieldSwedishAT:   {"Ja, slutdatum 2019-06-30", []process.Field{process.FieldATEnd}},
		process.FieldBT:          {"Klar, intyg 2023-05-02", []process.Field{process.FieldBTCertificate}},
		process.FieldCredit:      {"12 mån, 2022-01-01–2022-12-31", []process.Field{process.FieldCreditFrom, process.FieldCreditTo}},
		process.FieldEmployed:    {"Ja, 2024-09-02", []process.Field{process.FieldEmploymentDate}},
	} {
		app, _ := alone(field, field.Label(), drawnValue(tt.written))
		for _, f := range tt.also {
			if ref := app.Cells[f]; ref.Cell != "B2" || ref.Written == "" {
				t.Errorf("%s has no cell: %+v", f, app.Cells)
			}
		}
	}
}

// A label that says no more than Period speaks of what the form is about.
func TestPeriodIsTheChangesOrTheCredits(t *testing.T) {
	for kind, want := range map[process.Kind][2]string{
		process.LeaveOfAbsence: {"", "2024-10-01"}, process.NewPost: {"2024-10-01", ""},
	} {
		f := Form{Sheet: "Blad1", Fields: []Written{
			{Field: process.FieldKind, Label: "Ärendetyp", Sheet: "Blad1", Cell: "B1", Value: writtenText(string(kind))},
			{Field: process.FieldCreditFrom, Label: "Period:", Sheet: "Blad1", Cell: "B2", Value: writtenText("2024-10-01 – 2025-03-31")},
		}}
		app, fs := f.Interpret(received)
		if got := [2]string{app.CreditFrom.String(), app.ChangeFrom.String()}; got != want || len(fs) > 0 {
			t.Errorf("%s: %q with %v", kind, got, fs)
		}
	}
}

// What the kind of case says of the leave is kept where nothing else says it.
func TestLeaveKindFromTheKind(t *testing.T) {
	app, _ := alone(process.FieldKind, "Ärendetyp", writtenText("Föräldraledighet"))
	if app.Kind != process.LeaveOfAbsence || app.LeaveKind != "Föräldraledighet" {
		t.Errorf("%q, %q", app.Kind, app.LeaveKind)
	}
}
