package process_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"stintag/process"
)

// everyField are the fields of form.md that an application can say something in.
var everyField = []process.Field{
	process.FieldKind, process.FieldCentre, process.FieldCentreID, process.FieldOperator, process.FieldManager, process.FieldManagerEmail,
	process.FieldManagerPhone, process.FieldDoctor, process.FieldDoctorEmail, process.FieldProtected, process.FieldLicenceDate,
	process.FieldLicenceAttached, process.FieldSwedishAT, process.FieldATEnd, process.FieldRegulation, process.FieldCountry, process.FieldLanguage,
	process.FieldPossibleStart, process.FieldPlannedEnd, process.FieldDegree, process.FieldEmployed, process.FieldEmploymentForm,
	process.FieldEmploymentDate, process.FieldContractSigned, process.FieldContactDate, process.FieldCredit, process.FieldCreditFrom,
	process.FieldCreditTo, process.FieldCreditSupervised, process.FieldSupervisor, process.FieldSupervisorSpecialist,
	process.FieldSupervisorTrained, process.FieldSupervisorUnit, process.FieldSpecialists, process.FieldSpecialistsPercent, process.FieldTrainees, process.FieldTraineesOwn,
	process.FieldListed, process.FieldOutsideTown, process.FieldExemption, process.FieldStudyDirector, process.FieldAssessedManager,
	process.FieldAssessedSupervisor, process.FieldAssessedDirector, process.FieldIUP, process.FieldRotationWishes, process.FieldSPUR,
	process.FieldCV, process.FieldPrivacy, process.FieldSignature, process.FieldComment, process.FieldOwnPriority,
}

// diligent is a form with everything filled in, and nothing wrong in it.
func diligent(k process.Kind) process.Application {
	a := form(asking(k), under("SOSFS 2015:8"), ending(process.D(2029, 10, 31)))
	a.CentreCode, a.Manager, a.ManagerEmail, a.ManagerPhone = "VC-01", "Mona Mård", "mona.mard@region.example", "070-174 06 05"
	a.DoctorEmail, a.LicenceAttached, a.ATEnd, a.BT = "alva@region.example", process.Yes, process.D(2020, 2, 10), "Ej aktuell (AT)"
	a.Country, a.Language, a.EmploymentForm, a.ContactClaimed = "Sverige", process.Yes, process.Locum, process.D(2024, 9, 2)
	a.EmploymentDate, a.ContractSigned = process.D(2024, 2, 1), process.Yes
	a.SupervisorSpecialist, a.SupervisorTrained, a.SupervisorUnit = process.Yes, process.Yes, "Tallbackens vårdcentral"
	a.Specialists, a.SpecialistsPercent, a.Trainees, a.TraineesOwn = number(4), number(340), number(1), number(1)
	a.Listed, a.OutsideTown, a.StudyDirector, a.OwnPriority = number(9650), process.No, "Helena Sandgren 2024-08-28", number(1)
	a.Assessed = process.Assessment{Manager: "Mona Mård 2024-08-30", Supervisor: "Sten Sälg 2024-08-30", Director: "Helena Sandgren 2024-08-30"}
	a.IUP, a.RotationWishes, a.SPUR, a.CVAttached, a.Privacy = process.No, "Barn", process.D(2021, 5, 4), process.Yes, process.Yes
	a.Signature, a.Comment, a.Exemption, a.EarlierSpecialty, a.TransferFrom = "Mona Mård 2024-09-02", "Gärna i höst.", "Nej", "Nej", "-"
	switch k {
	case process.IntegratedBT:
		a.SwedishAT, a.ATEnd, a.BT, a.Regulation, a.PlannedEnd = process.No, process.Date{}, "Integrerad", "HSLF-FS 2021:8", process.D(2030, 4, 30)
	case process.DoubleSpecialisation:
		a.EarlierSpecialty, a.PlannedEnd, a.EmploymentForm = "Geriatrik", process.D(2028, 4, 30), process.SpecialistInPost
	case process.OwnToFunded:
		a.Employed, a.EmploymentForm, a.EmploymentDate = process.Yes, process.StartedST, process.D(2023, 9, 1)
		a.PlannedEnd = process.D(2028, 8, 31)
	case process.PreBTST, process.PreST, process.Practice:
		a.Regulation, a.PlannedEnd = "", process.D(2025, 4, 30)
	case process.Transfer:
		a.TransferFrom, a.TransferReason, a.TransferCompetence, a.TransferEffect = "Granskogen", "Flytt", "Två år klara", "Ingen"
	case process.LeaveOfAbsence:
		a.ChangeFrom, a.ChangeTo, a.LeaveKind = process.D(2025, 1, 1), process.D(2025, 12, 31), "Tjänstledighet"
	case process.ChangedDegree, process.EarlyEnd:
		a.ChangeFrom = process.D(2025, 1, 1)
	}
	if a.Kind.Competes() && k != process.OwnToFunded && k != process.PreBTST && k != process.PreST && k != process.Practice {
		a.Credit, a.CreditFrom, a.CreditTo, a.CreditSupervised = 3, process.D(2023, 1, 1), process.D(2023, 6, 30), process.Yes
	}
	for i, f := range everyField {
		a.Cells[f] = process.CellRef{Sheet: "Intresseanmälan", Cell: fmt.Sprintf("C%d", i+3), Written: "x"}
	}
	a.Cells[process.FieldOperator] = process.CellRef{Sheet: "Intresseanmälan", Cell: "C60", Written: "Region"}
	return a
}

func diligentWorld() process.World {
	w := world()
	w.Centres = slices.Clone(allCentres)
	w.Centres[0].Operator = "Regiondriven"
	w.Roster = []process.Trainee{{ID: "ST-1", Name: "Gro Gran", CentreID: tallbacken.ID, Start: process.D(2023, 9, 1), Status: process.TraineeActive, OwnFunded: true}}
	w.Policy.Supervision = process.Supervision{Specialists: 2, Percent: 100}
	w.Policy.SPUR.Years = 5
	w.Policy.Required.ForDecision = nil
	for _, f := range everyField {
		if !slices.Contains(w.Policy.Required.ForList, f) {
			w.Policy.Required.ForDecision = append(w.Policy.Required.ForDecision, f)
		}
	}
	return w
}

// D13: an ordinary form, filled in with care, gives no remark at all, whatever its
// kind and whatever the region asks for.
func TestAnOrdinaryFormGivesNoRemark(t *testing.T) {
	for _, k := range process.Kinds {
		for _, early := range []process.EarlyEmployment{process.EarlyWarn, process.EarlyRequire, process.EarlyNeutral} {
			t.Run(string(k)+" "+string(early), func(t *testing.T) {
				w := diligentWorld()
				w.Policy.Employment = early
				c := nth(1)
				c.Application = diligent(k)
				if early == process.EarlyRequire && k != process.OwnToFunded {
					c.Application.Employed, c.Application.EmploymentForm = process.Yes, process.SignedST
				}
				examined(t, w, c)
				c.Application = bareForm(c.Application)
				w.Policy = rules()
				w.Policy.Employment = process.EarlyNeutral
				w.Policy.Required.ForDecision = nil
				examined(t, w, c)
			})
		}
	}
}

// bareForm is the same with only what a place on the list, or the change, needs.
func bareForm(a process.Application) process.Application {
	return process.Application{
		Kind: a.Kind, CentreWritten: a.CentreWritten, CentreID: a.CentreID, Doctor: a.Doctor, LicenceDate: a.LicenceDate, PossibleStart: a.PossibleStart,
		Employed: a.Employed, SwedishAT: a.SwedishAT, BT: a.BT, Degree: a.Degree, ChangeFrom: a.ChangeFrom, ChangeTo: a.ChangeTo,
		Cells: map[process.Field]process.CellRef{},
	}
}

// A finding names the cell that its field stands in.
func TestFindingsNameTheirCells(t *testing.T) {
	w := diligentWorld()
	c := nth(1)
	wrong := map[process.Field]func(*process.Application){
		process.FieldCentreID:          func(a *process.Application) { a.CentreCode = "4711" },
		process.FieldATEnd:             func(a *process.Application) { a.ATEnd = process.D(2020, 3, 2) },
		process.FieldPlannedEnd:        ending(process.D(2027, 1, 1)),
		process.FieldCreditSupervised:  func(a *process.Application) { a.CreditSupervised = process.No },
		process.FieldSpecialists:       func(a *process.Application) { a.Specialists = number(1) },
		process.FieldSupervisorTrained: func(a *process.Application) { a.SupervisorTrained = process.No },
		process.FieldSPUR:              func(a *process.Application) { a.SPUR = process.D(2015, 1, 1) },
		process.FieldAssessedDirector:  func(a *process.Application) { a.Assessed.Director = "2024-08-30" },
		process.FieldListed:            func(a *process.Application) { a.Listed = number(96000) },
		process.FieldContactDate:       func(a *process.Application) { a.ContactClaimed = process.D(2024, 9, 3) },
		process.FieldOperator: func(a *process.Application) {
			a.Cells[process.FieldOperator] = process.CellRef{Sheet: "Intresseanmälan", Cell: "C60", Written: "Privat"}
		},
		process.FieldSupervisorUnit:       func(a *process.Application) { a.SupervisorUnit = "Granskogen" },
		process.FieldSupervisorSpecialist: func(a *process.Application) { a.SupervisorSpecialist = process.No },
	}
	for field, change := range wrong {
		c.Application = diligent(process.NewPost)
		change(&c.Application)
		fs := process.Examine(w, c)
		if len(fs) != 1 || fs[0].Field != field || fs[0].Sheet != "Intresseanmälan" || fs[0].Cell != c.Application.Cells[field].Cell || fs[0].Written == "" {
			t.Errorf("%s: %+v", field, fs)
		}
	}
}

// Every part of an application that a form can say is compared, each by itself.
func TestChangedSeesEveryPart(t *testing.T) {
	silent := map[string]bool{"Cells": true, "Unknown": true, "CentreWritten": true}
	before := diligent(process.NewPost)
	v := reflect.TypeOf(before)
	for i := range v.NumField() {
		name := v.Field(i).Name
		after := before
		if silent[name] {
			continue
		}
		other(t, reflect.ValueOf(&after).Elem().Field(i))
		if n := len(process.Changed(before, after)); n != 1 && name != "Assessed" || n == 0 {
			t.Errorf("%s: %v", name, process.Changed(before, after))
		}
	}
}

// other gives a part of an application another value.
func other(t *testing.T, v reflect.Value) {
	t.Helper()
	switch x := v.Addr().Interface().(type) {
	case *process.Date:
		*x = process.D(1999, 12, 31)
	case *process.Personal:
		*x = process.NewPersonal(number1)
	case *process.Amount:
		*x = number(77)
	case *process.Assessment:
		*x = process.Assessment{Manager: "a", Supervisor: "b", Director: "c"}
	case *process.Answer:
		*x = map[process.Answer]process.Answer{process.Yes: process.No, process.No: process.Yes, process.Unanswered: process.Yes}[*x]
	case *process.EmploymentForm:
		*x = process.Promised
	case *process.Kind:
		*x = process.Practice
	case *bool:
		*x = !*x
	case *float64:
		*x = 0.77
	case *string:
		*x = "annat 4711"
	default:
		t.Fatalf("no other value for %T", x)
	}
}

func TestChangedComparesByMeaning(t *testing.T) { // form.md: 0,8 = 80
	for _, tt := range []struct {
		name   string
		change func(*process.Application)
		want   []process.Field
	}{
		{"written another way", func(a *process.Application) {
			a.Cells[process.FieldDegree] = process.CellRef{Written: "0,8"}
			a.Cells[process.FieldListed] = process.CellRef{Written: "9 650"}
		}, nil},
		{"a phone number with its country", func(a *process.Application) { a.ManagerPhone = "+46 70 174 06 05" }, nil},
		{"a name turned round", func(a *process.Application) { a.Manager = "Mård, Mona" }, nil},
		{"no trainees is a number", func(a *process.Application) { a.Trainees = process.Amount{} }, []process.Field{process.FieldTrainees}},
		{"a cell that nobody understands", func(a *process.Application) {
			a.ChangeTo = process.Date{}
			a.Cells[process.FieldChangeTo] = process.CellRef{Written: "tills vidare"}
		}, []process.Field{process.FieldChangeTo}},
		{"the operator, which only the register knows", func(a *process.Application) {
			a.Cells[process.FieldOperator] = process.CellRef{Written: "Privat"}
		}, []process.Field{process.FieldOperator}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, after := diligent(process.NewPost), diligent(process.NewPost)
			before.Cells[process.FieldDegree] = process.CellRef{Written: "80 %"}
			tt.change(&after)
			if got := process.Changed(before, after); !slices.Equal(got, tt.want) {
				t.Errorf("Changed = %v, want %v", got, tt.want)
			}
		})
	}
}
