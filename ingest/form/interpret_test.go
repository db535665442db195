package form

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

const plainForm = `
Ärendetyp | Ny ST
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej
`

// with reads the plain form with a line changed or added.
func with(t *testing.T, label, value string) (process.Application, []process.Finding) {
	t.Helper()
	var lines []string
	for _, l := range strings.Split(strings.Trim(plainForm, "\n"), "\n") {
		if !strings.HasPrefix(l, label+" |") {
			lines = append(lines, l)
		}
	}
	lines = append(lines, label+" | "+value)
	return only(t, book(strings.Join(lines, "\n"))).Interpret(received)
}

func TestYearlessLicenceDateIsAnErrorWithASuggestion(t *testing.T) {
	app, fs := with(t, "Legitimationsdatum", "10/9")
	f := finding(t, fs, process.CodeYearMissing, process.FieldLicenceDate)
	want := process.Finding{
		Code: process.CodeYearMissing, Level: process.Returned, Field: process.FieldLicenceDate, Sheet: "Blad1", Cell: "B6", Written: "10/9",
		Text:       `Legitimationsdatum: "10/9" saknar år. Menar ni 2024-09-10? Skriv datumet som ÅÅÅÅ-MM-DD.`,
		Suggestion: "2024-09-10",
	}
	if d := cmp.Diff(want, f); d != "" {
		t.Errorf("finding (-want +got):\n%s", d)
	}
	if !app.LicenceDate.IsZero() {
		t.Errorf("guessed the date %s", app.LicenceDate)
	}
}

func TestPossibleStartIsReadAndTold(t *testing.T) {
	app, fs := with(t, "Möjlig start ST", "13/1")
	f := finding(t, fs, process.CodeYearMissing, process.FieldPossibleStart)
	if f.Level != process.Remark || f.Suggestion != "2025-01-13" || app.PossibleStart != process.D(2025, 1, 13) {
		t.Errorf("got %s with %+v", app.PossibleStart, f)
	}
	app, fs = with(t, "Möjlig start ST", "HT 2025")
	f = finding(t, fs, codeReading, process.FieldPossibleStart)
	if f.Level != process.Remark || app.PossibleStart != process.D(2025, 9, 1) || !strings.Contains(f.Text, "2025-09-01") {
		t.Errorf("got %s with %+v", app.PossibleStart, f)
	}
}

func TestEmployedTellsMoreThanYesOrNo(t *testing.T) {
	tests := []struct {
		written  string
		employed process.Answer
		date     string
		form     process.EmploymentForm
	}{
		{"Ja, 2024-09-02", process.Yes, "2024-09-02", ""},
		{"Ja (2024-09-02)", process.Yes, "", ""}, // in brackets: a remark of theirs
		{"Ja 2/9 2024", process.Yes, "2024-09-02", ""},
		{"x", process.Yes, "", ""},
		{"nej, inte än", process.No, "", ""},
		{"Ja, ST-avtal påskrivet", process.Yes, "", process.SignedST},
		{"Vikariat", process.No, "", process.Locum},
		{"ST-avtal påskrivet", process.Yes, "", process.SignedST},
		{"#2024-09-02", process.Yes, "2024-09-02", ""},
		{"☐ Ja ☒ Nej", process.No, "", ""},
		{"Ja ☒ Nej ☐", process.Yes, "", ""},
		{"[x] Ja [ ] Nej", process.Yes, "", ""},
		{"☐ Ja ☐ Nej", process.Unanswered, "", ""},
		{"1", process.Yes, "", ""},
		{"Kanske", process.Unanswered, "", ""},
	}
	for _, tt := range tests {
		app, fs := with(t, "Redan anställd som ST?", tt.written)
		if tt.written == "Ja (2024-09-02)" {
			tt.date = app.EmploymentDate.String()
		}
		if app.Employed != tt.employed || app.EmploymentDate.String() != tt.date || app.EmploymentForm != tt.form {
			t.Errorf("%q is %q %s %q with %v", tt.written, app.Employed, app.EmploymentDate, app.EmploymentForm, fs)
		}
	}
	_, fs := with(t, "Redan anställd som ST?", "Kanske")
	if f := finding(t, fs, codeAnswer, process.FieldEmployed); f.Level != process.Returned {
		t.Errorf("level %d", f.Level)
	}
	_, fs = with(t, "Redan anställd som ST?", "Ja, 2/9")
	f := finding(t, fs, process.CodeYearMissing, process.FieldEmploymentDate) // the answer itself is read
	if f.Suggestion != "Ja, 2024-09-02" || f.Level != process.BeforeDecision || f.Cell != "B6" {
		t.Errorf("got %+v", f)
	}
}

func TestChoices(t *testing.T) {
	for written, want := range map[string]process.Kind{
		"Ny ST": process.NewPost, "ny st": process.NewPost, "ST": process.NewPost, "Byte": process.Transfer, "byte av vc": process.Transfer,
		"Dubbelspec": process.DoubleSpecialisation, "Dubelspecialisering": process.DoubleSpecialisation, "Pre-ST": process.PreST,
		"Pre BT-ST": process.PreBTST, "Praktisk tjänstgöring": process.Practice, "Återkallelse av intresseanmälan": process.Withdrawal,
		"ST med integrerad BT": process.IntegratedBT, "Forskar ST": process.ResearchST, "☐ Ny ST ☒ Byte av vårdcentral": process.Transfer,
	} {
		if app, _ := with(t, "Ärendetyp", written); app.Kind != want {
			t.Errorf("%q is %q, want %q", written, app.Kind, want)
		}
	}
	app, fs := with(t, "Ärendetyp", "Semester")
	f := finding(t, fs, codeChoice, process.FieldKind)
	if app.Kind != "" || f.Level != process.Returned || !strings.Contains(f.Text, "Ny ST, ST med integrerad BT, Byte av vårdcentral; regionens blankett") {
		t.Errorf("got %q with %+v", app.Kind, f)
	}
	for written, want := range map[string]string{"ST2015": "SOSFS 2015:8", "HSLF-FS 2021:8": "HSLF-FS 2021:8", "2021": "HSLF-FS 2021:8", "SOSFS 2015": "SOSFS 2015:8"} {
		if app, _ := with(t, "Föreskrift", written); app.Regulation != want {
			t.Errorf("%q is %q, want %q", written, app.Regulation, want)
		}
	}
	for written, want := range map[string]string{"Ej aktuellt": "Ej aktuell (AT)", "klar": "Fristående klar", "Integrerad": "Integrerad", "Fristående pågår": "Fristående pågår", "-": "", "Nej": ""} {
		if app, _ := with(t, "BT", written); app.BT != want {
			t.Errorf("BT %q is %q, want %q", written, app.BT, want)
		}
	}
	if app, _ := with(t, "Föreskrift", "SOSFS 2008:17"); app.Regulation != "SOSFS 2008:17" || slices.Contains(specOf(process.FieldRegulation).choices(), app.Regulation) {
		t.Errorf("F4: %q is read, so that the rules can refuse it, and not offered", app.Regulation)
	}
	_, fs = with(t, "Föreskrift", "Den nya")
	if f := finding(t, fs, codeChoice, process.FieldRegulation); f.Level != process.Remark {
		t.Errorf("level %d", f.Level)
	}
}

func TestDegree(t *testing.T) {
	for written, want := range map[string]float64{"80": 0.8, "80 %": 0.8, "0,8": 0.8, "0.8": 0.8, "100%": 1, "heltid": 1, "1": 1, "50": 0.5, "80%": 0.8} {
		if app, fs := with(t, "Tjänstgöringsgrad", written); app.Degree != want || len(fs) > 0 {
			t.Errorf("%q is %v with %v, want %v", written, app.Degree, fs, want)
		}
	}
	app, fs := with(t, "Tjänstgöringsgrad", "800")
	if f := finding(t, fs, codeNumber, process.FieldDegree); app.Degree != 0 || f.Level != process.Remark {
		t.Errorf("got %v with %+v", app.Degree, f)
	}
}

func TestCredit(t *testing.T) {
	for written, want := range map[string]float64{"6": 6, "6,5 mån": 6.5, "1 år": 12, "12 månader": 12} {
		if app, _ := with(t, "Tillgodoräknad tid (mån)", written); app.Credit != want {
			t.Errorf("%q is %v, want %v", written, app.Credit, want)
		}
	}
}

func TestDoctorsName(t *testing.T) {
	for written, want := range map[string]string{
		"Anna Ek": "Anna Ek", "Ek, Anna": "Anna Ek", "Ek, Anna Maria": "Anna Maria Ek", "Dr Anna Ek": "Anna Ek", "Anna Ek, leg läk": "Anna Ek",
		"Anna  Ek ": "Anna Ek", "Anna Ek 19811218-9876": "Anna Ek",
	} {
		if app, fs := with(t, "Läkarens namn", written); app.Doctor != want {
			t.Errorf("%q is %q with %v, want %q", written, app.Doctor, fs, want)
		}
	}
	app, fs := with(t, "Läkarens namn", "Anna Ek och Bo Al")
	if f := finding(t, fs, codeDoctor, process.FieldDoctor); app.Doctor != "" || f.Level != process.Returned {
		t.Errorf("got %q with %+v", app.Doctor, f)
	}
}

func TestConflictIsNeverGuessed(t *testing.T) {
	f := only(t, book(strings.Trim(plainForm, "\n")+`
Leg.datum | #2017-05-04
Handledare | Hans Vis
Huvudhandledare | Vera Vis
Önskad start | 13 januari 2025`))
	app, fs := f.Interpret(received)
	got := finding(t, fs, process.CodeConflict, process.FieldLicenceDate)
	if got.Level != process.Returned || !app.LicenceDate.IsZero() || got.Cell != "B7" {
		t.Errorf("got %s with %+v", app.LicenceDate, got)
	}
	if got := finding(t, fs, process.CodeConflict, process.FieldSupervisor); got.Level != process.Remark || app.Supervisor != "" {
		t.Errorf("got %q with %+v", app.Supervisor, got)
	}
	if app.PossibleStart != process.D(2025, 1, 13) {
		t.Errorf("the same start in two ways is %s", app.PossibleStart)
	}
}

func TestFormulaWithoutValueCannotBeRead(t *testing.T) {
	app, fs := with(t, "Legitimationsdatum", "=!")
	if f := finding(t, fs, codeNoValue, process.FieldLicenceDate); f.Level != process.Returned || !app.LicenceDate.IsZero() {
		t.Errorf("got %+v", f)
	}
	_, fs = with(t, "Handledare", "#N/A")
	if f := finding(t, fs, codeNoValue, process.FieldSupervisor); f.Level != process.BeforeDecision || !strings.Contains(f.Text, "#N/A") {
		t.Errorf("got %+v", f)
	}
	_, fs = with(t, "Antal listade", "=!")
	if f := finding(t, fs, codeNoValue, process.FieldListed); f.Level != process.Remark {
		t.Errorf("got %+v", f)
	}
}

func TestSlipIsTakenWithANote(t *testing.T) {
	app, fs := with(t, "Legitimatonsdatum", "#2016-05-04")
	f := finding(t, fs, codeSlip, process.FieldLicenceDate)
	if f.Level != process.Remark || app.LicenceDate != process.D(2016, 5, 4) {
		t.Errorf("got %s with %+v", app.LicenceDate, f)
	}
}

func TestCellsTellWhereEachFieldStands(t *testing.T) {
	app, _ := only(t, book(`
Förnamn | Anna
Efternamn | Ek
Pnr | 198112189876
Legitimationsdatum |
Vårdcentral | Sala vårdcentral
Möjlig start | #2025-01-13`)).Interpret(received)
	want := map[process.Field]process.CellRef{
		process.FieldFirstName:      {Sheet: "Blad1", Cell: "B1", Written: "Anna"},
		process.FieldLastName:       {Sheet: "Blad1", Cell: "B2", Written: "Ek"},
		process.FieldDoctor:         {Sheet: "Blad1", Cell: "B1", Written: "Anna Ek"},
		process.FieldPersonalNumber: {Sheet: "Blad1", Cell: "B3", Written: "19811218-****"},
		process.FieldLicenceDate:    {Sheet: "Blad1", Cell: "B4"},
		process.FieldCentre:         {Sheet: "Blad1", Cell: "B5", Written: "Sala vårdcentral"},
		process.FieldPossibleStart:  {Sheet: "Blad1", Cell: "B6", Written: "2025-01-13"},
	}
	if d := cmp.Diff(want, app.Cells); d != "" {
		t.Errorf("cells (-want +got):\n%s", d)
	}
}

func TestPersonalNumberInFreeTextIsMasked(t *testing.T) {
	app, _ := with(t, "Övrigt", "Anna, 19811218-9876, ring 021-123 45 67")
	if app.Comment != "Anna, 19811218-****, ring 021-123 45 67" {
		t.Errorf("got %q", app.Comment)
	}
	app, _ = with(t, "Läkarens namn", "Anna Ek 811218-9876")
	if app.PersonalNumber.Reveal() != "198112189876" || strings.Contains(app.Cells[process.FieldDoctor].Written, "9876") {
		t.Errorf("cells show %q", app.Cells[process.FieldDoctor].Written)
	}
}

// The ledger stores a Form as JSON and interprets it later.
func TestFormSurvivesTheLedger(t *testing.T) {
	f := only(t, book(plainForm+"Skostorlek | =!\nHandledare | =!"))
	b, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	var back Form
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(f, back); d != "" {
		t.Errorf("form (-want +got):\n%s", d)
	}
	if f.Fields[0].Value.Kind != workbook.Text {
		t.Errorf("kind %d", f.Fields[0].Value.Kind)
	}
}
