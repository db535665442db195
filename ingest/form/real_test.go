package form

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

// opened reads a workbook that another program made (openpyxl, LibreOffice).
func opened(t *testing.T, name string) Reading {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	book, err := workbook.Read(b, workbook.FormLimits)
	if err != nil {
		t.Fatal(err)
	}
	return Read(book)
}

var clinicOwn = process.Application{
	Kind: process.NewPost, CentreWritten: "Kolbäcks vårdcentral", Doctor: "Cia Lind", LicenceDate: process.D(2018, 2, 1), SwedishAT: process.Yes,
	Regulation: "SOSFS 2015:8", Employed: process.Yes, EmploymentDate: process.D(2024, 9, 2), Degree: 0.8,
	PossibleStart: process.D(2025, 9, 1), Supervisor: "Hans Vis", Unknown: []string{"Önskat schema: Måndagar lediga"},
	Manager: "Eva Berg", ManagerEmail: "eva.berg@kolback.example", ManagerPhone: "0220-123 45", Trainees: process.Amount{Value: 4, Said: true},
}

var ourBlank = process.Application{
	Kind: process.NewPost, CentreWritten: "Sala vårdcentral", Doctor: "Anna Ek", LicenceDate: process.D(2016, 5, 4), SwedishAT: process.Yes,
	Employed: process.No, PossibleStart: process.D(2025, 9, 1), Degree: 0.8, Supervisor: "Hans Vis", Comment: "Gärna före jul.",
	Manager: "Eva Berg",
}

func TestRealWorkbooks(t *testing.T) {
	tests := []struct {
		file string
		want []process.Application
	}{
		{"clinic_own.xlsx", []process.Application{clinicOwn}},
		{"clinic_own_libreoffice.xlsx", []process.Application{clinicOwn}},
		{"blank_openpyxl.xlsx", []process.Application{ourBlank}},
		{"blank_libreoffice.xlsx", []process.Application{ourBlank}},
		{"boxes.xlsx", []process.Application{{
			CentreWritten: "Sala vårdcentral", Doctor: "Anna Ek", LicenceDate: process.D(2016, 5, 4), SwedishAT: process.Yes,
			Employed: process.No, PossibleStart: process.D(2025, 1, 13), BT: "Ej aktuell (AT)",
		}}},
		{"above_1904.xlsx", []process.Application{{
			CentreWritten: "Sala vårdcentral", Doctor: "Anna Ek", LicenceDate: process.D(2016, 5, 4), PossibleStart: process.D(2025, 1, 13),
			Employed: process.No, PersonalNumber: process.NewPersonal("198112189876"),
		}}},
		{"table.xlsx", []process.Application{
			{CentreWritten: "Sala vårdcentral", Doctor: "Anna Ek", LicenceDate: process.D(2016, 5, 4), SwedishAT: process.Yes, PossibleStart: process.D(2025, 1, 13), Employed: process.No, Supervisor: "Hans Vis"},
			{CentreWritten: "Sala vårdcentral", Doctor: "Bo Al", SwedishAT: process.Yes, PossibleStart: process.D(2025, 2, 1), Employed: process.No, Supervisor: "Hans Vis", Comment: "Kan börja tidigare"},
			{CentreWritten: "Sala vårdcentral", Doctor: "Cia Lind", LicenceDate: process.D(2019, 1, 15), SwedishAT: process.No, PossibleStart: process.D(2025, 3, 1), Employed: process.No, Supervisor: "Vera Vis"},
			{CentreWritten: "Sala vårdcentral", Doctor: "Dag Ö", LicenceDate: process.D(2020, 3, 1), SwedishAT: process.Yes, PossibleStart: process.D(2025, 9, 1), Employed: process.Yes, Supervisor: "Vera Vis"},
			{CentreWritten: "Sala vårdcentral", Doctor: "Eli Ros", LicenceDate: process.D(2021, 6, 1), SwedishAT: process.Yes, Employed: process.No},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			var got []process.Application
			for _, f := range opened(t, tt.file).Forms {
				app, _ := f.Interpret(received)
				app.Cells = nil
				got = append(got, app)
			}
			if d := cmp.Diff(tt.want, got, cmp.AllowUnexported(process.Personal{})); d != "" {
				t.Errorf("applications (-want +got):\n%s", d)
			}
		})
	}
}
