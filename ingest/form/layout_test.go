package form

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

var anna = map[process.Field]string{
	process.FieldCentre: "Sala vårdcentral", process.FieldDoctor: "Anna Ek", process.FieldLicenceDate: "2016-05-04",
	process.FieldPossibleStart: "2025-01-13", process.FieldEmployed: "Nej",
}

// rest on these cells: every layout must give the same fields.
func TestLayouts(t *testing.T) {
	tests := []struct {
		name string
		book *workbook.Book
	}{
		{"label left", book(`
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej`)},
		{"anywhere on the sheet, with a title and empty cells between", book(`


||||Region Exempel
||||Intresseanmälan ST
||||
||||Vårdcentral *:||| Sala vårdcentral
||||Läkare:||| Anna Ek
||||Leg.datum (ÅÅÅÅ-MM-DD):||| 2016-05-04
||||Önskad start||||#2025-01-13
||||Redan anställd (Ja/Nej, datum)||||Nej`)},
		{"two pairs in a row", book(`
Vårdcentral | Sala vårdcentral || Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04 || Möjlig start | #2025-01-13
Svensk AT |  || Redan anställd | Nej
Telefon chef | || IUP finns |`)},
		{"label above", book(`
Vårdcentral
Sala vårdcentral

Läkarens namn
Anna Ek

Legitimationsdatum
#2016-05-04

Möjlig start ST
#2025-01-13

Redan anställd som ST?
Nej`)},
		{"bands of labels above values", book(`
Vårdcentral | Läkarens namn | Legitimationsdatum
Sala vårdcentral | Anna Ek | #2016-05-04

Möjlig start ST | Redan anställd som ST? | Handledare
#2025-01-13 | Nej |`)},
		{"a table of one row", book(`
Vårdcentral | Läkare | Legitimationsdatum | Möjlig start | Redan anställd
Sala vårdcentral | Anna Ek | #2016-05-04 | #2025-01-13 | Nej`)},
		{"split over two sheets", book(`
Vårdcentral | Sala vårdcentral
Verksamhetschef |`, `
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej`)},
		{"value in the label's own cell", book(`
Vårdcentral: Sala vårdcentral
Läkarens namn: Anna Ek
Legitimationsdatum: 2016-05-04
Möjlig start ST: 13/1 2025
Redan anställd som ST?: Nej
Handledare:`)},
		{"numbered labels with hints", book(`
1. Vårdcentral | Sala vårdcentral
2. Läkarens namn * | Anna Ek
3) Legitimationsdatum, ÅÅÅÅ-MM-DD | #2016-05-04
4. Möjlig start ST - ÅÅÅÅMMDD | #2025-01-13
5. Redan anställd som ST? Ja/Nej | Nej`)},
		{"group headings over first and last name", book(`
Enheten
Vårdcentral | Sala vårdcentral
Läkaren
Förnamn | Anna
Efternamn | Ek
Legitimationsdatum | #2016-05-04
Anställning
Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej`)},
		{"a spare copy of the form on a sheet of its own", book(`
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej`, `
Vårdcentral | Sala vårdcentral
Läkarens namn |
Legitimationsdatum |
Möjlig start ST |
Redan anställd som ST? |`)},
		{"first and last name", book(`
Enhet | Sala vårdcentral
Förnamn | Anna
Efternamn | Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej`)},
		{"slips of the pen, decomposed letters, hard spaces, line breaks", book(`
Vårdcentral` + "\u00a0" + `| Sala vårdcentral
La` + "\u0308" + `karens` + "\u202f" + `namn: | Anna Ek
Legitimatonsdatum | #2016-05-04
Möjlig  start ST | #2025-01-13
Redan anstäld som ST? | Nej`)},
		{"a help sheet and a sheet of choices", book(`
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej`, `
Så fyller du i
Läkarens namn | Förnamn och efternamn på läkaren
Legitimationsdatum | Datum då legitimationen utfärdades
Möjlig start ST | När läkaren tidigast kan börja
Redan anställd som ST? | Om det finns ett avtal`)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			app, findings := only(t, tt.book).Interpret(received)
			got := map[process.Field]string{
				process.FieldCentre: app.CentreWritten, process.FieldDoctor: app.Doctor, process.FieldLicenceDate: app.LicenceDate.String(),
				process.FieldPossibleStart: app.PossibleStart.String(), process.FieldEmployed: string(app.Employed),
			}
			if d := cmp.Diff(anna, got); d != "" {
				t.Errorf("fields (-want +got):\n%s", d)
			}
			for _, f := range findings {
				if f.Level != process.Remark {
					t.Errorf("finding %+v", f)
				}
			}
			if len(app.Unknown) > 0 {
				t.Errorf("unknown %q", app.Unknown)
			}
		})
	}
}

func TestTableGivesOneFormARow(t *testing.T) {
	r := Read(book(`
Anmälan från Sala vårdcentral
Vårdcentral: | Sala vårdcentral
Nr | Läkare | Leg.datum | Möjlig start | Redan anställd | Favoritdjur
1 | Anna Ek | #2016-05-04 | #2025-01-13 | Nej | Uggla
2 | Bo Al | 10/9 | HT 2025 | Ja, 2024-09-02 |

3 | Cia Lind | #2018-02-01 | | Nej |`))
	if len(r.Forms) != 3 {
		t.Fatalf("found %d forms, want 3", len(r.Forms))
	}
	var rows []int
	var names []string
	for _, f := range r.Forms {
		app, _ := f.Interpret(received)
		rows, names = append(rows, f.Row), append(names, app.Doctor)
		if app.CentreWritten != "Sala vårdcentral" {
			t.Errorf("row %d has the centre %q", f.Row, app.CentreWritten)
		}
	}
	if d := cmp.Diff([]int{4, 5, 7}, rows); d != "" {
		t.Errorf("rows (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"Anna Ek", "Bo Al", "Cia Lind"}, names); d != "" {
		t.Errorf("names (-want +got):\n%s", d)
	}
	app, _ := r.Forms[0].Interpret(received)
	if d := cmp.Diff([]string{"Favoritdjur: Uggla"}, app.Unknown); d != "" {
		t.Errorf("unknown (-want +got):\n%s", d)
	}
	if ref := r.Forms[2].all(process.FieldPossibleStart)[0]; ref.Cell != "D7" || !ref.Value.Empty() {
		t.Errorf("the empty start stands at %+v, want D7", ref)
	}
}

// A doctor's own row heads no columns, though Ja and another answer stand side by side in it.
func TestAnswersOfTheFirstDoctorHeadNoColumns(t *testing.T) {
	r := Read(book(`
Vårdcentral | Läkarens namn | Legitimationsdatum | Möjlig start | Svensk AT | | Redan anställd
Sala vårdcentral | Anna Ek | #2016-05-04 | #2025-01-13 | Ja | Nej | Nej
Sala vårdcentral | Bo Al | #2017-05-04 | #2025-01-13 | Ja | | Nej`))
	if len(r.Forms) != 2 || r.Forms[0].Row != 2 {
		t.Errorf("found %d forms, want those of rows 2 and 3", len(r.Forms))
	}
}

// Words that are labels elsewhere do not end a table.
func TestTableOfLabelLikeValues(t *testing.T) {
	r := Read(book(`
Läkare | Anställningsform | Handledare | Föreskrift | Kommentar | Leg.datum
Anna Ek | ST-läkare | Verksamhetschef | ST2015 | Byte
Bo Al | Leg läkare | Verksamhetschef | |
Cia Lind | | Studierektor | |
Dag Ö | | Hans Vis | ST2021 | Mottagning`))
	var names []string
	for _, f := range r.Forms {
		names = append(names, values(f)[process.FieldDoctor])
	}
	if d := cmp.Diff([]string{"Anna Ek", "Bo Al", "Cia Lind", "Dag Ö"}, names); d != "" {
		t.Errorf("names (-want +got):\n%s", d)
	}
}

// What follows a table or a band, in its columns, is no more of its rows.
func TestBandEndsWhereTheNextPartBegins(t *testing.T) {
	tests := []struct {
		name, drawing string
		forms         int
	}{
		{"a group heading", `
Läkarens namn | Legitimationsdatum
Anna Ek | #2016-05-04
Anställning
Redan anställd som ST? | Anställningsform
Nej | Vikariat`, 1},
		{"a heading nobody knows", `
Läkarens namn | Legitimationsdatum
Anna Ek | #2016-05-04
Del 2 av anmälan
Redan anställd som ST? | Anställningsform
Nej | Vikariat`, 1},
		{"one label under the name", `
Läkarens namn | Legitimationsdatum
Anna Ek | #2016-05-04
Vårdcentral
Sala vårdcentral
Möjlig start
HT 2025`, 1},
		{"pairs below a table", `
Läkarens namn | Legitimationsdatum
Anna Ek | #2016-05-04
Bo Al | #2017-05-04
Vårdcentral | Sala vårdcentral
Enhetschef | Eva Chef`, 2},
		{"headings again on the next page", `
Läkarens namn | Legitimationsdatum | Vårdcentral
Anna Ek | #2016-05-04 | Sala
Bo Al | #2017-05-04 | Sala

Läkarens namn | Legitimationsdatum | Vårdcentral
Cia Lind | #2016-05-04 | Sala
Dag Ö | #2017-05-04 | Sala`, 4},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := Read(book(tt.drawing))
			if len(r.Forms) != tt.forms {
				t.Fatalf("found %d forms, want %d: %+v", len(r.Forms), tt.forms, r)
			}
			if got := values(r.Forms[0]); got[process.FieldDoctor] != "Anna Ek" || got[process.FieldLicenceDate] != "2016-05-04" {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestGroupHeadingSettlesWhoseNameItIs(t *testing.T) {
	f := only(t, book(`
Verksamhetschef
Namn | Eva Chef
E-post | eva@sala.example
Telefon | 021-1

Läkare
Namn | Anna Ek
E-post | anna@sala.example
Legitimationsdatum | #2016-05-04

Handledare
Namn | Hans Vis

ST
Möjlig start | #2025-01-13`))
	want := map[process.Field]string{
		process.FieldManager: "Eva Chef", process.FieldManagerEmail: "eva@sala.example", process.FieldManagerPhone: "021-1",
		process.FieldDoctor: "Anna Ek", process.FieldDoctorEmail: "anna@sala.example", process.FieldSupervisor: "Hans Vis",
		process.FieldLicenceDate: "2016-05-04", process.FieldPossibleStart: "2025-01-13",
	}
	if d := cmp.Diff(want, values(f)); d != "" {
		t.Errorf("fields (-want +got):\n%s", d)
	}
}

// The first name below the unit's heading is the unit's, where nothing else asks for it.
func TestNameBelowTheUnit(t *testing.T) {
	for _, tt := range []struct {
		name, drawing   string
		centre, manager string
	}{
		{"in English", "Unit\nName | Sala vårdcentral\nManager | Eva Chef\nDoctor\nName | Anna Ek\nLicence date | #2016-05-04\nPossible start | #2025-01-13", "Sala vårdcentral", "Eva Chef"},
		{"in Swedish", "Enhet\nNamn | Sala vårdcentral\nChef | Eva Chef\nLäkare\nNamn | Anna Ek\nLegitimationsdatum | #2016-05-04\nMöjlig start | #2025-01-13", "Sala vårdcentral", "Eva Chef"},
		{"the unit is asked for", "Enhet\nNamn | Eva Chef\nVårdcentral | Sala vårdcentral\nLäkare\nNamn | Anna Ek\nLegitimationsdatum | #2016-05-04\nMöjlig start | #2025-01-13", "Sala vårdcentral", "Eva Chef"},
		{"in the heading's row", "Enhet | Sala vårdcentral\nChef\nNamn | Eva Chef\nLäkare\nNamn | Anna Ek\nLegitimationsdatum | #2016-05-04\nMöjlig start | #2025-01-13", "Sala vårdcentral", "Eva Chef"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := values(only(t, book(tt.drawing)))
			if f[process.FieldCentre] != tt.centre || f[process.FieldManager] != tt.manager || f[process.FieldDoctor] != "Anna Ek" {
				t.Errorf("fields %v", f)
			}
		})
	}
}

func TestMergedCellsAreOneCell(t *testing.T) {
	b := book(`
Vårdcentral |||| Sala vårdcentral
Läkarens namn |||| Anna Ek
Legitimationsdatum |||| #2016-05-04
Möjlig start ST ||||||||||||| #2025-01-13`)
	b.Sheets[0].Merges = []workbook.Range{
		{Row1: 1, Col1: 1, Row2: 1, Col2: 4}, {Row1: 4, Col1: 1, Row2: 4, Col2: 3}, {Row1: 4, Col1: 4, Row2: 4, Col2: 13},
	}
	got := values(only(t, b))
	if got[process.FieldCentre] != "Sala vårdcentral" || got[process.FieldPossibleStart] != "2025-01-13" {
		t.Errorf("got %v", got)
	}
}

func TestLabelWithoutValueTellsWhereItBelongs(t *testing.T) {
	f := only(t, book(`
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum |
Möjlig start ST | #2025-01-13`))
	w := f.all(process.FieldLicenceDate)[0]
	if w.Cell != "B3" || !w.Value.Empty() {
		t.Errorf("got %+v, want an empty value at B3", w)
	}
}

func TestUnknownLabelIsKeptNotDropped(t *testing.T) {
	app, _ := only(t, book(`
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Skostorlek | 43
Legitimationsdatum | #2016-05-04 || Tröja | Blå
Möjlig start ST | #2025-01-13`)).Interpret(received)
	if d := cmp.Diff([]string{"Skostorlek: 43", "Tröja: Blå"}, app.Unknown); d != "" {
		t.Errorf("unknown (-want +got):\n%s", d)
	}
}

// A value under a label that nobody knows, or after one, is kept with that label, and
// not as more of what its neighbour asks for.
func TestUnknownLabelBesideKnownOnes(t *testing.T) {
	for name, s := range map[string]string{
		"above its value":     "Läkarens namn | Legitimationsdatum | Vårdcentral\nBo | #2016-05-04 | Sala\nÄrendetyp | Favoritfärg\nNy ST | blå",
		"after a single name": "Ärendetyp | Ny ST | Läkarens namn | Bo | Favoritfärg | blå\nVårdcentral | Sala | Legitimationsdatum | #2016-05-04 | Handledare | Hans Vis",
	} {
		f := only(t, book(s))
		if len(f.Unknown) != 1 || f.Unknown[0].Label != "Favoritfärg" || f.Unknown[0].Value.Text != "blå" || values(f)[process.FieldDoctor] != "Bo" {
			t.Errorf("%s: unknown %+v, read %v", name, f.Unknown, values(f))
		}
	}
}

func TestTwoFormsOnOneSheet(t *testing.T) {
	r := Read(book(`
Vårdcentral | Sala vårdcentral

Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13

Läkarens namn | Bo Al
Legitimationsdatum | #2017-05-04
Möjlig start ST | #2025-02-13`))
	if len(r.Forms) != 2 {
		t.Fatalf("found %d forms, want 2", len(r.Forms))
	}
	for i, want := range []string{"Anna Ek", "Bo Al"} {
		app, fs := r.Forms[i].Interpret(received)
		if app.Doctor != want || app.CentreWritten != "Sala vårdcentral" || len(fs) > 0 {
			t.Errorf("form %d is %q at %q with %v", i, app.Doctor, app.CentreWritten, fs)
		}
	}
}

func TestRosterBelowAFormIsNobodysApplication(t *testing.T) {
	f := only(t, book(`
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13

ST-läkare | Startdatum | Planerat slut
Bo Al | #2020-01-01 | #2025-01-01
Cia Lind | #2021-01-01 | #2026-01-01`))
	if got := values(f)[process.FieldDoctor]; got != "Anna Ek" || f.Row != 0 {
		t.Errorf("the applicant is %q in row %d", got, f.Row)
	}
}

//
func TestOtherFormsAreRecognised(t *testing.T) {
	tests := []struct{ name, drawing, want string }{
		{"AT", "Ansökan om AT-tjänstgöring\nNamn | Anna Ek\nPersonnummer |\nTelefon | 021-1", "AT"},
		{"PTP", "PTP-psykolog, anmälan\nNamn | Anna Ek", "PTP"},
		{"students", "Beställning av VFU-platser\nAntal | 4", "APL/LIA/VFU"},
		{"BT", "Ansökan BT\nNamn | Anna Ek\nLegitimationsdatum |", "BT-ansökan"},
		{"ours", "Intresseanmälan ST efter AT\nLäkare | Anna Ek\nLegitimationsdatum |\nMöjlig start | HT 2025", ""},
		{"a list of prices", "Penna | 12\nPapper | 40", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := Read(book(tt.drawing))
			if r.WrongForm != tt.want {
				t.Errorf("got %q, want %q", r.WrongForm, tt.want)
			}
			if tt.name != "ours" && len(r.Forms) > 0 {
				t.Errorf("took it for a form: %+v", r.Forms)
			}
		})
	}
}

func TestHiddenSheetsAreNotRead(t *testing.T) {
	b := book("Vårdcentral | Sala vårdcentral\nLäkare | Anna Ek\nLegitimationsdatum | #2016-05-04", "Läkare | Bo Al\nVårdcentral | Kolbäck\nLegitimationsdatum | #2016-05-04")
	b.Sheets[1].Visibility = workbook.VeryHidden
	if got := values(only(t, b))[process.FieldDoctor]; got != "Anna Ek" {
		t.Errorf("the doctor is %q", got)
	}
}

func TestOneDoctorAColumn(t *testing.T) {
	r := Read(book(`
Vårdcentral | Sala vårdcentral
Läkarens namn | Anna Ek | Bo Al
Legitimationsdatum | #2016-05-04 | #2017-05-04
Möjlig start ST | #2025-01-13 | HT 2025
Redan anställd som ST? | Nej |`))
	if len(r.Forms) != 2 {
		t.Fatalf("found %d forms, want 2", len(r.Forms))
	}
	app, _ := r.Forms[1].Interpret(received)
	if app.Doctor != "Bo Al" || app.LicenceDate != process.D(2017, 5, 4) || app.CentreWritten != "Sala vårdcentral" || app.Employed != process.Unanswered {
		t.Errorf("got %+v", app)
	}
}

func TestGroupHeadingsOverATable(t *testing.T) {
	b := book(`
Läkare ||| Anställning ||
Namn | Leg.datum | Möjlig start | Anställd | Datum
Anna Ek | #2016-05-04 | #2025-01-13 | Ja | #2024-09-02
Bo Al | #2017-05-04 | #2025-01-13 | Nej |`)
	b.Sheets[0].Merges = []workbook.Range{{Row1: 1, Col1: 1, Row2: 1, Col2: 3}, {Row1: 1, Col1: 4, Row2: 1, Col2: 5}}
	r := Read(b)
	if len(r.Forms) != 2 || r.Forms[0].Row != 3 {
		t.Fatalf("got %+v", r)
	}
	app, _ := r.Forms[0].Interpret(received)
	if app.Doctor != "Anna Ek" || app.Employed != process.Yes || app.EmploymentDate != process.D(2024, 9, 2) {
		t.Errorf("got %+v", app)
	}
}

func TestNameInTwoCells(t *testing.T) {
	app, _ := only(t, book(`
Vårdcentral | Sala
Läkarens namn | Anna | Ek
Legitimationsdatum | #2016-05-04`)).Interpret(received)
	if app.Doctor != "Anna Ek" {
		t.Errorf("got %q", app.Doctor)
	}
}

func TestBoxesInCellsOfTheirOwn(t *testing.T) {
	tests := []struct {
		name, row string
		want      process.Answer
		returned  bool
	}{
		{"tick after the word", "Ja | x | Nej |", process.Yes, false},
		{"tick after the other word", "Ja | | Nej | X", process.No, false},
		{"drawn boxes after the words", "Ja | ☐ | Nej | ☒", process.No, false},
		{"drawn boxes before the words", "☒ | Ja | ☐ | Nej", process.Yes, false},
		{"drawn boxes before the words, the other", "☐ | Ja | ☒ | Nej", process.No, false},
		{"none ticked", "☐ | Ja | ☐ | Nej", process.Unanswered, false},
		{"both ticked", "☒ | Ja | ☒ | Nej", process.Unanswered, true},
		{"a tick that can belong to either word", " | Ja | x | Nej", process.Unanswered, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			app, fs := with(t, "Redan anställd som ST?", tt.row)
			if app.Employed != tt.want {
				t.Errorf("got %q with %v", app.Employed, fs)
			}
			if got := len(fs) > 0 && fs[0].Level == process.Returned; got != tt.returned {
				t.Errorf("findings %+v", fs)
			}
		})
	}
}

// Two changes to one running post are two, and so is one doctor at two health
// centres; the same application twice is one.
func TestRowsOfOneDoctor(t *testing.T) {
	const heads = "Läkare|Vårdcentral|Ärendetyp|Ändringen gäller från\n"
	for _, c := range []struct {
		name, rows string
		want       int
	}{
		{"a leave and a changed degree", "Anna Berg|Sala|Uppehåll|#2025-01-01\nAnna Berg|Sala|Ändrad tjänstgöringsgrad|#2025-03-01", 2},
		{"two leaves", "Anna Berg|Sala|Uppehåll|#2025-01-01\nAnna Berg|Sala|Uppehåll|#2026-01-01", 2},
		{"two health centres", "Anna Berg|Sala|Ny ST|\nAnna Berg|Kolbäck|Ny ST|", 2},
		{"one application", "Anna Berg|Sala|Ny ST|\nAnna Berg|Sala|Ny ST|", 1},
	} {
		if r := Read(book(heads + c.rows)); len(r.Forms) != c.want {
			t.Errorf("%s: %d forms, want %d", c.name, len(r.Forms), c.want)
		}
	}
}

// What is written in an empty box must be the value of one label only: of the one beside
// it, before the one above.
func TestEmptyPlaceIsOneLabels(t *testing.T) {
	empty := func(f process.Field, label, at pos) hit { return hit{label, at, Written{Field: f}} }
	filled := hit{pos{3, 1}, pos{2, 3}, Written{Field: process.FieldCentre, Value: Value{Kind: workbook.Text, Text: "Sala"}}}
	above := empty(process.FieldDoctor, pos{1, 3}, pos{2, 3})
	beside := empty(process.FieldLicenceDate, pos{2, 2}, pos{2, 3})
	again := empty(process.FieldDoctor, pos{1, 4}, pos{2, 3})
	for name, c := range map[string]struct{ hits, want []hit }{
		"beside after above": {[]hit{above, beside}, []hit{beside}},
		"beside first":       {[]hit{beside, above}, []hit{beside}},
		"same field":         {[]hit{above, again}, []hit{above, again}},
		"filled":             {[]hit{filled, above}, []hit{filled, above}},
		"none":               {[]hit{filled}, []hit{filled}},
	} {
		if got := oneEach(c.hits); !slices.Equal(got, c.want) {
			t.Errorf("%s: left are %+v, want %+v", name, got, c.want)
		}
	}
}
