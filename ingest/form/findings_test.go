package form

import (
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

// formOf is a form of the given fields, each in a row of its own.
func formOf(values ...any) Form {
	f := Form{Sheet: "Blad1"}
	for i := 0; i < len(values); i += 2 {
		field := values[i].(process.Field)
		f.Fields = append(f.Fields, Written{Field: field, Label: field.Label(), Sheet: "Blad1", Cell: "B" + string(rune('1'+i/2)), Value: drawnValue(values[i+1].(string))})
	}
	return f
}

// D13: only what a place on the list needs sends a form back; what is needed before
// a decision waits for it; the rest is a remark.
func TestWhatAValueThatCannotBeReadDoes(t *testing.T) {
	for _, tt := range []struct {
		form  Form
		field process.Field
		level process.Level
	}{
		{formOf(process.FieldKind, "Semester"), process.FieldKind, process.Returned},
		{formOf(process.FieldLicenceDate, "i våras"), process.FieldLicenceDate, process.Returned},
		{formOf(process.FieldExpectedLicence, "senare"), process.FieldExpectedLicence, process.Returned},
		{formOf(process.FieldLicenceDate, "2016-05-04", process.FieldExpectedLicence, "senare"), process.FieldExpectedLicence, process.Remark},
		{formOf(process.FieldPossibleStart, "när som helst"), process.FieldPossibleStart, process.Returned},
		{formOf(process.FieldEmployed, "Kanske"), process.FieldEmployed, process.Returned},
		{formOf(process.FieldSwedishAT, "Kanske"), process.FieldSwedishAT, process.Returned},
		{formOf(process.FieldSwedishAT, "Nej", process.FieldBT, "Osäkert"), process.FieldBT, process.Returned},
		{formOf(process.FieldSwedishAT, "Ja", process.FieldBT, "Osäkert"), process.FieldBT, process.Remark},
		{formOf(process.FieldEmploymentForm, "Hyrläkare"), process.FieldEmploymentForm, process.BeforeDecision},
		{formOf(process.FieldEmploymentDate, "10/9"), process.FieldEmploymentDate, process.BeforeDecision},
		{formOf(process.FieldSupervisorTrained, "Kanske"), process.FieldSupervisorTrained, process.BeforeDecision},
		{formOf(process.FieldChangeFrom, "i vår kanske"), process.FieldChangeFrom, process.BeforeDecision},
		{formOf(process.FieldContactDate, "10/9"), process.FieldContactDate, process.Remark},
		{formOf(process.FieldManagerEmail, "ingen adress"), process.FieldManagerEmail, process.Remark},
		{formOf(process.FieldDegree, "mycket"), process.FieldDegree, process.Remark},
		{formOf(process.FieldSPUR, "2022"), process.FieldSPUR, process.Remark},
		{formOf(process.FieldListed, "=!"), process.FieldListed, process.Remark},
		{formOf(process.FieldSwedishAT, "=!"), process.FieldSwedishAT, process.Returned},
		{formOf(process.FieldSwedishAT, "Ja", process.FieldSwedishAT, "Nej"), process.FieldSwedishAT, process.Returned},
		{formOf(process.FieldPersonalNumber, "19811218-9876", process.FieldPersonalNumber, "701063-2391"), process.FieldPersonalNumber, process.Returned},
		{formOf(process.FieldContactDate, "2024-01-01", process.FieldContactDate, "2024-01-02"), process.FieldContactDate, process.Remark},
		{formOf(process.FieldListed, "8 450", process.FieldListed, "8 460"), process.FieldListed, process.Remark},
	} {
		_, fs := tt.form.Interpret(received)
		if len(fs) != 1 || fs[0].Field != tt.field || fs[0].Level != tt.level {
			t.Errorf("%+v gives %+v, want level %d", tt.form.Fields, fs, tt.level)
		}
	}
}

// The sentences as their sender reads them: what stands there, what is wrong, what
// would be right.
func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		field            process.Field
		written          string
		text, suggestion string
	}{
		{process.FieldLicenceDate, "10/9", `Legitimationsdatum: "10/9" saknar år. Menar ni 2024-09-10? Skriv datumet som ÅÅÅÅ-MM-DD.`, "2024-09-10"},
		{process.FieldLicenceDate, "9/25/2023", `Legitimationsdatum: "9/25/2023" är inget datum så som det står; dag och månad verkar ha bytt plats. Menar ni 2023-09-25? Skriv datumet som ÅÅÅÅ-MM-DD.`, "2023-09-25"},
		{process.FieldLicenceDate, "30/2 2020", `Legitimationsdatum: "30/2 2020" är inget datum som kan stämma. Skriv datumet som ÅÅÅÅ-MM-DD.`, ""},
		{process.FieldLicenceDate, "maj 2020", `Legitimationsdatum: "maj 2020" saknar dag. Skriv datumet som ÅÅÅÅ-MM-DD.`, ""},
		{process.FieldPossibleStart, "ht25", `Möjlig start ST: "ht25" läses som 2025-09-01. Skriv datumet som ÅÅÅÅ-MM-DD om ni menar något annat.`, "2025-09-01"},
		{process.FieldKind, "Ny ST eller byte", `Ärendetyp: "Ny ST eller byte" passar på flera val: Ny ST, Byte av vårdcentral. Välj ett av dem.`, ""},
		{process.FieldEmployed, "Kanske", `Redan anställd som ST?: "Kanske" går inte att läsa som Ja eller Nej. Skriv Ja eller Nej.`, ""},
		{process.FieldEmployed, "Ja, 2/9", `Redan anställd som ST?: datumet i "Ja, 2/9" saknar år. Menar ni 2024-09-02? Skriv datumet som ÅÅÅÅ-MM-DD.`, "Ja, 2024-09-02"},
		{process.FieldListed, "8 000–9 000", `Antal listade: "8 000–9 000" går inte att läsa som ett antal. Skriv ett heltal, till exempel 4.`, ""},
		{process.FieldPersonalNumber, "19811218-9877", `Personnummer: "19811218-****" har en kontrollsiffra som inte stämmer. Rätta numret eller lämna rutan tom; personnummer behövs inte i anmälan.`, ""},
		{process.FieldManagerEmail, "eva(at)x.example", `E-post chef: "eva(at)x.example" är ingen e-postadress. Svar skickas till adresserna i regionens register.`, ""},
	} {
		_, fs := alone(tt.field, tt.field.Label(), drawnValue(tt.written))
		if len(fs) != 1 || fs[0].Text != tt.text || fs[0].Suggestion != tt.suggestion || fs[0].Sheet != "Blad1" || fs[0].Cell != "B2" {
			t.Errorf("%q gives %+v, want %q (%q)", tt.written, fs, tt.text, tt.suggestion)
		}
	}
}

// form.md 47: 2 000 characters are kept of any text, and its sender is told.
func TestLongTexts(t *testing.T) {
	for _, f := range []process.Field{process.FieldComment, process.FieldTransferReason, process.FieldRotationWishes} {
		app, fs := alone(f, f.Label(), writtenText(strings.Repeat("å", 2000)))
		if len(fs) > 0 || said[f](app) != strings.Repeat("å", 2000) {
			t.Errorf("%s: %v", f, fs)
		}
		app, fs = alone(f, f.Label(), writtenText(strings.Repeat("å", 2001)))
		got := finding(t, fs, codeLong, f)
		if got.Level != process.Remark || !strings.Contains(got.Text, "2001 tecken") || said[f](app) != strings.Repeat("å", 2000)+"…" {
			t.Errorf("%s: %+v", f, got)
		}
	}
}

// However many different values stand for one field, one sentence names them, each
// once, up to five.
func TestEveryConflictingValueIsNamed(t *testing.T) {
	days := []string{"2016-05-04", "2017-05-04", "4 maj 2016", "-", "2018-05-04", "2019-05-04", "2020-05-04", "2021-05-04"}
	for n, want := range map[int]string{
		2: `två olika värden står i blanketten, "2016-05-04" i B1 och "2017-05-04" i B2. Låt bara det som gäller stå kvar.`,
		5: `tre olika värden står i blanketten, "2016-05-04" i B1, "2017-05-04" i B2 och "2018-05-04" i B5. Låt bara det som gäller stå kvar.`,
		7: `fem olika värden står i blanketten, "2016-05-04" i B1, "2017-05-04" i B2, "2018-05-04" i B5, "2019-05-04" i B6 och "2020-05-04" i B7. Låt bara det som gäller stå kvar.`,
		8: `fler än fem olika värden står i blanketten, bland dem "2016-05-04" i B1, "2017-05-04" i B2, "2018-05-04" i B5, "2019-05-04" i B6 och "2020-05-04" i B7. Låt bara det som gäller stå kvar.`,
	} {
		var f Form
		for i, day := range days[:n] {
			f.Fields = append(f.Fields, Written{Field: process.FieldLicenceDate, Sheet: "Blad1", Cell: workbook.Address(i+1, 2), Value: writtenText(day)})
		}
		_, fs := f.Interpret(received)
		got := finding(t, fs, process.CodeConflict, process.FieldLicenceDate)
		if got.Text != "Legitimationsdatum: "+want || got.Cell != "B2" {
			t.Errorf("%d values: %s says %q", n, got.Cell, got.Text)
		}
	}
}
