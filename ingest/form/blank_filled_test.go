package form

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

// filledVersion1 is what make.py writes in every box that the first blank form
// had; filledWhole adds the boxes that came later.
func filledVersion1() process.Application {
	return process.Application{
		Kind: process.Transfer, CentreWritten: "Sala vårdcentral", CentreCode: "SE2321000172-1AB2", Manager: "Eva Berg", ManagerEmail: "eva.berg@sala.example", ManagerPhone: "0224-123 45",
		Doctor: "Anna Ek", PersonalNumber: process.NewPersonal("198112189876"), DoctorEmail: "anna.ek@sala.example", LicenceDate: process.D(2016, 5, 4), LicenceAttached: process.Yes,
		SwedishAT: process.No, ATEnd: process.D(2015, 6, 30), BT: "Fristående klar", BTCertificate: process.D(2022, 5, 1), Regulation: "HSLF-FS 2021:8", Country: "Polen", Language: process.Yes,
		PossibleStart: process.D(2025, 9, 1), PlannedEnd: process.D(2030, 9, 1), Degree: 0.8,
		Employed: process.Yes, EmploymentForm: process.SignedST, EmploymentDate: process.D(2024, 1, 8), ContractSigned: process.Yes,
		ContactClaimed: process.D(2024, 9, 1), Credit: 6, EarlierSpecialty: "Internmedicin",
		Supervisor: "Hans Vis", SupervisorSpecialist: process.Yes, SupervisorTrained: process.No, SupervisorUnit: "Kolbäcks vårdcentral",
		Specialists: process.Amount{Value: 3, Said: true}, SpecialistsPercent: process.Amount{Value: 250, Said: true},
		Trainees: process.Amount{Value: 4, Said: true}, Listed: process.Amount{Value: 9000, Said: true},
		StudyDirector: "Maria Dir, 2024-08-20",
		TransferFrom:  "Kolbäcks vårdcentral", TransferReason: "Flytt", TransferCompetence: "Halva", TransferEffect: "Ingen",
		Exemption: "Dispens för handledare, sökt 2024", IUP: process.Yes, RotationWishes: "KK, Psyk", SPUR: process.D(2022, 3, 1),
		CVAttached: process.No, Privacy: process.Yes, Signature: "Eva Berg 2024-09-09", Comment: "Gärna före jul. Ring gärna.",
	}
}

func filledWhole() process.Application {
	app := filledVersion1()
	app.TraineesOwn = process.Amount{Value: 1, Said: true}
	app.CreditFrom, app.CreditTo, app.CreditSupervised = process.D(2020, 1, 1), process.D(2020, 6, 30), process.Yes
	app.ChangeFrom, app.ChangeTo, app.LeaveKind = process.D(2025, 1, 1), process.D(2025, 8, 31), "Föräldraledighet"
	return app
}

// filledGotaland adds the boxes that Västra Götaland's rules ask for (R-206, D4).
func filledGotaland() process.Application {
	app := filledWhole()
	app.Assessed = process.Assessment{Manager: "Eva Berg 2026-01-20", Supervisor: "Hans Vis 2026-01-21", Director: "Maria Dir 2026-01-22"}
	app.OwnPriority = process.Amount{Value: 2, Said: true}
	return app
}

// Every box, filled in by openpyxl and by typing in LibreOffice, in today's blank
// form and in the one that version 1 first looked like; and in a region's own.
func TestBlankFormFilledInByOtherPrograms(t *testing.T) {
	for file, want := range map[string]process.Application{
		"blank_full_openpyxl.xlsx": filledWhole(), "blank_full_libreoffice.xlsx": filledWhole(),
		"blank_version1_openpyxl.xlsx": filledVersion1(), "blank_version1_libreoffice.xlsx": filledVersion1(),
		"blank_gotaland_openpyxl.xlsx": filledGotaland(), "blank_gotaland_libreoffice.xlsx": filledGotaland(),
	} {
		t.Run(file, func(t *testing.T) {
			r := opened(t, file)
			if len(r.Forms) != 1 || r.Forms[0].Version != Version || len(r.Forms[0].Unknown) > 0 {
				t.Fatalf("read %+v", r)
			}
			got, findings := r.Forms[0].Interpret(received)
			got.Cells = nil
			if d := cmp.Diff(want, got, cmp.AllowUnexported(process.Personal{})); d != "" {
				t.Errorf("application (-want +got):\n%s", d)
			}
			for _, x := range findings {
				// "HT 2025" is read, and told; so is 250 % where the box had that format.
				if x.Level != process.Remark || x.Field != process.FieldPossibleStart && x.Field != process.FieldSpecialistsPercent {
					t.Errorf("finding %+v", x)
				}
			}
		})
	}
}

// What a drop-down offers is read as just that.
func TestEveryChoiceOfTheBlankFormIsRead(t *testing.T) {
	n := 0
	for _, f := range fieldsOfLayout() {
		for _, choice := range specOf(f).choices() {
			n++
			raw, err := Filled("Region Exempel", nil, nil, map[process.Field]any{process.FieldDoctor: "Anna Ek", f: choice})
			if err != nil {
				t.Fatal(err)
			}
			app, findings := only(t, readBytes(t, raw)).Interpret(received)
			for _, x := range findings {
				t.Errorf("%s %q: %s", f, choice, x.Text)
			}
			if ref := app.Cells[f]; ref.Written != choice {
				t.Errorf("%s %q is read as %q", f, choice, ref.Written)
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d choices", n)
	}
}

// A date that must be exact is held to one; a start that may be "HT 2025", and all
// else that people may know better than we, is only asked about.
func TestBlankFormStopsOnlyWhatItMust(t *testing.T) {
	for f, want := range map[process.Field]workbook.CheckPlan{
		process.FieldLicenceDate:     {Kind: workbook.CheckDate, Stop: true},
		process.FieldEmploymentDate:  {Kind: workbook.CheckDate, Stop: true},
		process.FieldPossibleStart:   {Kind: workbook.CheckDate},
		process.FieldExpectedLicence: {Kind: workbook.CheckDate},
		process.FieldPlannedEnd:      {Kind: workbook.CheckDate},
		process.FieldDegree:          {Kind: workbook.CheckNumber},
		process.FieldComment:         {Kind: workbook.CheckLength},
		process.FieldSupervisor:      {},
	} {
		if got := specOf(f).check(f); got.Kind != want.Kind || got.Stop != want.Stop {
			t.Errorf("%s: %+v", f, got)
		}
	}
}
