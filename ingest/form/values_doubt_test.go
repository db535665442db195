package form

import (
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

// A day and a month that may stand in either order are read with the day first, and
// both readings are told; it is no reason to send a form back. Where only one order
// lies on the right side of today there is nothing to tell.
func TestADateInEitherOrderIsTold(t *testing.T) {
	for _, tt := range []struct {
		f             process.Field
		written, want string
		told          string
	}{
		{process.FieldPossibleStart, "02/03/2025", "2025-03-02", `Möjlig start ST: "02/03/2025" läses som 2 mars 2025, med dagen först. Skriv 2025-02-03 om ni menar 3 februari 2025.`},
		{process.FieldLicenceDate, "03/04/2016", "2016-04-03", `Legitimationsdatum: "03/04/2016" läses som 3 april 2016, med dagen först. Skriv 2016-03-04 om ni menar 4 mars 2016.`},
		{process.FieldLicenceDate, "25/03/2015", "2015-03-25", ""},
		{process.FieldLicenceDate, "10/9 2024", "2024-09-10", ""},         // form.md's own forms are day first
		{process.FieldLicenceDate, "3.4.2016", "2016-04-03", ""},          //
		{process.FieldLicenceDate, "09/10/2024", "2024-10-09", "dagen"},   // ahead: the other may be meant
		{process.FieldLicenceDate, "10/09/2024", "2024-09-10", ""},        // 9 October is ahead
		{process.FieldPossibleStart, "10/10/2024", "2024-10-10", ""},      // one day only
		{process.FieldPossibleStart, "01/10/2024", "2024-10-01", ""},      // 10 January is gone
		{process.FieldPossibleStart, "10/01/2024", "2024-01-10", "dagen"}, // gone: the other may be meant
	} {
		app, fs := alone(tt.f, tt.f.Label(), writtenText(tt.written))
		if got := said[tt.f](app); got != tt.want {
			t.Errorf("%s %q is %s, want %s", tt.f, tt.written, got, tt.want)
		}
		switch {
		case tt.told == "" && len(fs) > 0, tt.told != "" && (len(fs) != 1 || fs[0].Level != process.Remark || !strings.Contains(fs[0].Text, tt.told)):
			t.Errorf("%s %q: %+v, want %q", tt.f, tt.written, fs, tt.told)
		}
	}
}

// A pair of digits that may be the year as well as the day is asked about where it
// ranks.
func TestADateOfThreePairsIsAskedAbout(t *testing.T) {
	for written, suggestion := range map[string]string{"04/05/16": "2016-05-04", "16/05/04": "2004-05-16", "13/05/98": ""} {
		app, fs := alone(process.FieldLicenceDate, "Legitimationsdatum", writtenText(written))
		if asked := len(fs) == 1 && fs[0].Level == process.Returned && fs[0].Suggestion == suggestion; asked != (suggestion != "") || asked == !app.LicenceDate.IsZero() {
			t.Errorf("%q is %s with %+v", written, app.LicenceDate, fs)
		}
	}
}

// form.md: a personal number is an error only where one is given, and never needed.
func TestWordsForAPersonalNumberSendNoFormBack(t *testing.T) {
	for _, v := range []Value{writtenText("lämnas per telefon"), writtenText("se bilaga"), writtenText("18 december 1981"), {Kind: workbook.Date, Number: workbook.Serial(1981, 12, 18)}} {
		if _, fs := alone(process.FieldPersonalNumber, "Personnummer", v); len(fs) != 1 || fs[0].Level != process.Remark {
			t.Errorf("%v: %+v", v, fs)
		}
	}
	if _, fs := alone(process.FieldPersonalNumber, "Personnummer", writtenText("19811218-9877")); len(fs) != 1 || fs[0].Level != process.Returned {
		t.Errorf("a wrong number: %+v", fs)
	}
}

// D24: words for protected particulars in place of a name or a number protect the
// doctor, whatever the form's own question is answered with, and ask for no name.
func TestWordsForProtectedParticularsProtect(t *testing.T) {
	for _, f := range []process.Field{process.FieldDoctor, process.FieldLastName, process.FieldPersonalNumber} {
		form := Form{Sheet: "Blad1", Fields: []Written{
			{Field: f, Sheet: "Blad1", Cell: "B1", Value: writtenText("Skyddad identitet")},
			{Field: process.FieldProtected, Sheet: "Blad1", Cell: "B2", Value: writtenText("Nej")},
		}}
		app, fs := form.Interpret(received)
		if !app.Protected || app.Doctor != "" || len(fs) != 1 || strings.Contains(fs[0].Text, "Skriv läkarens") {
			t.Errorf("%s: %v, %q, %+v", f, app.Protected, app.Doctor, fs)
		}
	}
}

// A form that asks for first and last name needs both (D9: the name tells who it is).
func TestHalfANameIsAskedFor(t *testing.T) {
	half := func(first, last string) (process.Application, []process.Finding) {
		return Form{Sheet: "Blad1", Fields: []Written{
			{Field: process.FieldFirstName, Sheet: "Blad1", Cell: "B1", Value: writtenText(first)},
			{Field: process.FieldLastName, Sheet: "Blad1", Cell: "B2", Value: writtenText(last)},
		}}.Interpret(received)
	}
	if _, fs := half("", "Ek"); len(fs) != 1 || fs[0].Cell != "B1" || fs[0].Level != process.Returned {
		t.Errorf("no first name: %+v", fs)
	}
	if _, fs := half("Anna", "-"); len(fs) != 1 || fs[0].Cell != "B2" {
		t.Errorf("no last name: %+v", fs)
	}
	for _, names := range [][2]string{{"Anna", "Ek"}, {"", "Anna Ek"}} {
		if app, fs := half(names[0], names[1]); app.Doctor != "Anna Ek" || len(fs) > 0 {
			t.Errorf("%q: %q with %+v", names, app.Doctor, fs)
		}
	}
}

// Words beside an answer that nobody could use are kept with the application.
func TestWordsBesideAnAnswerAreKept(t *testing.T) {
	for written, want := range map[string][]string{
		"Ja, upprättas vid start": {"IUP finns: Ja, upprättas vid start"}, "Ja, se bilaga": nil, "Finns": nil, "Ja": nil, "nej tack": nil,
	} {
		if app, fs := alone(process.FieldIUP, "IUP finns", writtenText(written)); !slices.Equal(app.Unknown, want) || len(fs) > 0 {
			t.Errorf("%q: kept %q, want %q, with %v", written, app.Unknown, want, fs)
		}
	}
}

// An answer's own words that nobody has touched are told where they stand, and are
// no answer; so are both words in English.
func TestUntouchedAnswersStand(t *testing.T) {
	for _, words := range []string{"Ja / Nej", "Ja/Nej", "J/N", "Yes / No"} {
		f := only(t, book(`
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Redan anställd som ST? | `+words))
		app, fs := f.Interpret(received)
		if ref := app.Cells[process.FieldEmployed]; ref.Cell != "B3" || ref.Written != words || app.Employed != process.Unanswered || len(fs) > 0 {
			t.Errorf("%q: %+v, %q, %+v", words, ref, app.Employed, fs)
		}
	}
	for _, words := range []string{"Yes or no", "yes, no", "J eller N"} {
		if app, fs := alone(process.FieldEmployed, "Redan anställd", writtenText(words)); app.Employed != process.Unanswered || !sameCodes(codesOf(fs), noAnswer) {
			t.Errorf("%q is %q with %v", words, app.Employed, fs)
		}
	}
}

// Leg. läk. heads the doctor's name where a name stands there, else the licence; a
// word on a name it is no label.
func TestLegLakIsWhatStandsBesideIt(t *testing.T) {
	for drawing, want := range map[string]map[process.Field]string{
		"Gäller | Ny ST\nVårdcentral | Sala vårdcentral\nLeg. läk. | Anna Ek\nLeg.datum | #2016-05-04":                                                                       {process.FieldDoctor: "Anna Ek", process.FieldLicenceDate: "2016-05-04", process.FieldKind: "Ny ST"},
		"Nr | Leg läk | Vårdcentral | Leg.datum\n1 | Anna Ek | Sala vårdcentral | #2016-05-04":                                                                               {process.FieldDoctor: "Anna Ek", process.FieldLicenceDate: "2016-05-04"},
		"Ärendetyp | Ny ST\nVårdcentral | Sala vårdcentral\nLäkarens namn | Anna Ek\nLeg läk | #2016-05-04":                                                                  {process.FieldDoctor: "Anna Ek", process.FieldLicenceDate: "2016-05-04"},
		"Ärendetyp | Ny ST\nVårdcentral | Sala vårdcentral\nLäkarens namn | Anna Ek | leg läk\nLegitimationsdatum | #2016-05-04\nMöjlig start ST | snarast":                  {process.FieldDoctor: "Anna Ek", process.FieldLicenceDate: "2016-05-04"},
		"Ärendetyp | Ny ST\nVårdcentral | Sala vårdcentral\nLäkarens namn | Anna Ek\nLegitimationsdatum | #2016-05-04\nRedan anställd | Leg läk\nAnställningsform | Leg läk": {process.FieldEmployed: "Nej Leg läkare", process.FieldLicenceDate: "2016-05-04"},
		"Vårdcentral\nSala vårdcentral\nLäkarens namn\nAnna Ek\nRedan anställd\nLeg läk\nMöjlig start\n#2025-01-13":                                                          {process.FieldEmployed: "Nej Leg läkare"},
	} {
		app, _ := only(t, book(drawing)).Interpret(received)
		for f, v := range want {
			if got := said[f](app); got != v {
				t.Errorf("%s of %q is %q, want %q", f, drawing, got, v)
			}
		}
	}
}

// A form that says something of its health centre only names nobody, and tells what
// it says.
func TestABlankFormTellsWhatItSays(t *testing.T) {
	r := Read(book("Vårdcentral | Sala vårdcentral\nVerksamhetschef | -\nLäkarens namn |\nLegitimationsdatum | ÅÅÅÅ-MM-DD\nMöjlig start ST |\n"))
	if !r.Blank || !slices.Equal(r.Said, []process.Field{process.FieldCentre}) {
		t.Errorf("blank %v, says %v", r.Blank, r.Said)
	}
	if r = Read(book("Vårdcentral |\nLäkarens namn |\nMöjlig start ST |\n")); !r.Blank || r.Said != nil {
		t.Errorf("blank %v, says %v", r.Blank, r.Said)
	}
}

// A form that nobody is named in stays one, or none, without its personal number: its
// sender is told to leave that out.
func TestAFormIsOneWithoutItsPersonalNumber(t *testing.T) {
	const nameless = "Ärendetyp | Ny ST\nVårdcentral | Sala vårdcentral\nVem | Anna Ek\nPersonnummer | %s\nMöjlig start | HT 2025\nRedan anställd som ST? | Nej"
	for _, licence := range []string{"", "\nLegitimationsdatum | #2016-05-04"} {
		with, without := Read(book(strings.Replace(nameless, "%s", "811218-9877", 1)+licence)), Read(book(strings.Replace(nameless, "%s", "", 1)+licence))
		if len(with.Forms) != len(without.Forms) || len(with.Forms) != min(1, len(licence)) {
			t.Errorf("%q: %d and %d forms", licence, len(with.Forms), len(without.Forms))
		}
	}
}
