package process_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stintag/process"
)

// anyForm draws a form that says anything, sensible or not.
func anyForm(t *rapid.T) process.Application {
	day := rapid.Custom(func(t *rapid.T) process.Date {
		if rapid.IntRange(0, 3).Draw(t, "empty") == 0 {
			return process.Date{}
		}
		return process.D(2024, 9, 10).AddDays(rapid.IntRange(-9000, 9000).Draw(t, "days"))
	})
	date := func(name string) process.Date { return day.Draw(t, name) }
	answer := func(name string) process.Answer {
		return rapid.SampledFrom([]process.Answer{process.Unanswered, process.Yes, process.No}).Draw(t, name)
	}
	text := func(name string, words ...string) string {
		return rapid.SampledFrom(append(words, "", "Nej", "Allmänmedicin", "Granskogens VC", "VC-02", "2", "Mona Mård 2024-08-30")).Draw(t, name)
	}
	amount := func(name string) process.Amount {
		return process.Amount{Value: float64(rapid.IntRange(0, 9999).Draw(t, name)), Said: rapid.Bool().Draw(t, name+" said")}
	}
	a := process.Application{
		Kind: rapid.SampledFrom(append([]process.Kind{""}, process.Kinds...)).Draw(t, "kind"), CentreWritten: text("centre", tallbacken.Name), CentreCode: text("code", "VC-01"),
		Doctor: text("doctor", "Alva Ask"), Protected: rapid.Bool().Draw(t, "protected"), Manager: text("manager"), ManagerEmail: text("email", "a@b.example"),
		LicenceDate: date("licence"), ExpectedLicence: date("expected"), LicenceAttached: answer("attached"), SwedishAT: answer("at"), ATEnd: date("at end"),
		BT: text("bt", "Ej aktuell (AT)", "Fristående klar", "Fristående pågår", "Integrerad"), BTCertificate: date("certificate"),
		Regulation: text("regulation", "SOSFS 2008:17", "SOSFS 2015:8", "HSLF-FS 2021:8"), Language: answer("language"),
		PossibleStart: date("start"), PlannedEnd: date("end"), Degree: float64(rapid.IntRange(0, 12).Draw(t, "degree")) / 10,
		Employed: answer("employed"), EmploymentForm: rapid.SampledFrom(append([]process.EmploymentForm{""}, process.EmploymentForms...)).Draw(t, "form"),
		EmploymentDate: date("hired"), ContractSigned: answer("signed"), ContactClaimed: date("contact"), Credit: float64(rapid.IntRange(0, 90).Draw(t, "credit")),
		CreditFrom: date("from"), CreditTo: date("to"), CreditSupervised: answer("guided"), EarlierSpecialty: text("specialty"), Supervisor: text("supervisor", "Alva Ask"),
		SupervisorSpecialist: answer("specialist"), SupervisorTrained: answer("trained"), SupervisorUnit: text("unit"), Specialists: amount("specialists"),
		SpecialistsPercent: amount("percent"), Trainees: amount("trainees"), TraineesOwn: amount("own"), Listed: amount("listed"), OutsideTown: answer("outside"),
		StudyDirector: text("director"), Assessed: process.Assessment{Manager: text("m"), Supervisor: text("s"), Director: text("d")}, TransferFrom: text("leaves"),
		ChangeFrom: date("change from"), ChangeTo: date("change to"), Exemption: text("exemption"), SPUR: date("spur"), Privacy: answer("privacy"),
		Cells: map[process.Field]process.CellRef{},
	}
	for i, f := range everyField {
		a.Cells[f] = process.CellRef{Sheet: "S", Cell: fmt.Sprintf("C%d", i+1), Written: "x"}
	}
	return a
}

// mayReturn are the fields that a place on the list needs, and those whose fault
// makes what it needs untrue: the regulation says whether BT is needed.
var mayReturn = []process.Field{
	process.FieldKind, process.FieldCentre, process.FieldDoctor, process.FieldLicenceDate, process.FieldExpectedLicence, process.FieldPossibleStart,
	process.FieldEmployed, process.FieldSwedishAT, process.FieldBT, process.FieldRegulation,
}

// changed are the fields that say what a change to a running post changes.
var changed = []process.Field{process.FieldChangeFrom, process.FieldChangeTo, process.FieldDegree, process.FieldPossibleStart}

// D13, D15: whatever a form says, only what a place on the list needs sends it
// back, of a form that does not compete only who and where, and of a change to a
// running post what it changes; one cell is told
// once for one cause, in sentences, and the same from any order of the registers.
func TestFindingsOfAnyForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := diligentWorld()
		w.Policy.Employment = rapid.SampledFrom([]process.EarlyEmployment{process.EarlyWarn, process.EarlyRequire, process.EarlyNeutral}).Draw(t, "early")
		w.Policy.Required.ForDecision = rapid.SliceOfDistinct(rapid.SampledFrom(w.Policy.Required.ForDecision), func(f process.Field) process.Field { return f }).Draw(t, "required")
		c := nth(1)
		c.Application = anyForm(t)
		fs := process.Examine(w, c)
		seen := map[string]bool{}
		for _, f := range fs {
			key := f.Code + " " + string(f.Field)
			missing := process.CodeMissing + " " + string(f.Field)
			switch {
			case seen[key] || seen[missing]:
				t.Errorf("%s is told twice: %v", f.Field, fs)
			case f.Level == process.Returned && !slices.Contains(mayReturn, f.Field) && !slices.Contains(changed, f.Field):
				t.Errorf("%s sends the form back", key)
			case f.Level == process.Returned && c.Application.Kind != "" && !c.Application.Kind.Competes() &&
				f.Field != process.FieldKind && f.Field != process.FieldCentre && f.Field != process.FieldDoctor &&
				(c.Application.Kind == process.Transfer || !slices.Contains(changed, f.Field)):
				t.Errorf("%s sends a %s back", key, c.Application.Kind)
			case f.Field.Label() == "" || !strings.HasSuffix(f.Text, ".") && !strings.HasSuffix(f.Text, "?") || strings.Contains(f.Text, "0000") || strings.Contains(f.Text, "  "):
				t.Errorf("no sentence: %+v", f)
			}
			seen[key] = true
		}
		slices.Reverse(w.Centres)
		slices.Reverse(w.Roster)
		if again := process.Examine(w, c); !slices.Equal(fs, again) {
			t.Errorf("another order of the registers, another answer: %v and %v", fs, again)
		}
	})
}
