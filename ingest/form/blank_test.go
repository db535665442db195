package form

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

// filledIn is a blank form with every kind of value in it.
var filledIn = map[process.Field]any{
	process.FieldKind: process.NewPost, process.FieldCentre: "Sala vårdcentral", process.FieldManager: "Eva Chef",
	process.FieldDoctor: "Anna Ek", process.FieldLicenceDate: process.D(2016, 5, 4), process.FieldSwedishAT: true,
	process.FieldPossibleStart: process.D(2025, 1, 13), process.FieldEmployed: false, process.FieldDegree: 0.8,
	process.FieldRegulation: "SOSFS 2015:8", process.FieldTrainees: 3, process.FieldComment: "Gärna före sommaren.",
	process.FieldEmploymentForm: process.LicensedDoctor,
}

func readBytes(t *testing.T, b []byte) *workbook.Book {
	t.Helper()
	book, err := workbook.Read(b, workbook.FormLimits)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func TestBlankFormRoundTrip(t *testing.T) {
	b, err := Filled("Region Exempel", []string{"Sala vårdcentral", "Kolbäcks vårdcentral"}, nil, filledIn)
	if err != nil {
		t.Fatal(err)
	}
	f := only(t, readBytes(t, b))
	if f.Version != Version || f.Sheet != "Intresseanmälan" || f.Row != 0 || len(f.Unknown) > 0 {
		t.Errorf("version %q, sheet %q, row %d, unknown %v", f.Version, f.Sheet, f.Row, f.Unknown)
	}
	app, fs := f.Interpret(received)
	if len(fs) > 0 {
		t.Errorf("findings %+v", fs)
	}
	want := process.Application{
		Kind: process.NewPost, CentreWritten: "Sala vårdcentral", Doctor: "Anna Ek", LicenceDate: process.D(2016, 5, 4),
		SwedishAT: process.Yes, PossibleStart: process.D(2025, 1, 13), Employed: process.No, Degree: 0.8,
		Regulation: "SOSFS 2015:8", EmploymentForm: process.LicensedDoctor, Comment: "Gärna före sommaren.",
		Manager: "Eva Chef", Trainees: process.Amount{Value: 3, Said: true},
	}
	cells := app.Cells
	app.Cells = nil
	if d := cmp.Diff(want, app, cmp.AllowUnexported(process.Personal{})); d != "" {
		t.Errorf("application (-want +got):\n%s", d)
	}
	if len(cells) != len(fieldsOfLayout()) {
		t.Errorf("%d fields have cells, the form has %d", len(cells), len(fieldsOfLayout()))
	}
}

// A blank form, also one with the unit filled in for its sender, is nobody's.
func TestBlankFormIsNoForm(t *testing.T) {
	unit := map[process.Field]any{
		process.FieldKind: process.NewPost, process.FieldCentre: "Sala vårdcentral", process.FieldManager: "Eva Chef", process.FieldListed: 9000,
	}
	for _, values := range []map[process.Field]any{nil, unit} {
		b, err := Filled("Region Exempel", []string{"Sala vårdcentral"}, nil, values)
		if err != nil {
			t.Fatal(err)
		}
		if r := Read(readBytes(t, b)); len(r.Forms) > 0 || !r.Blank || r.WrongForm != "" {
			t.Errorf("with %v: %+v", values, r)
		}
	}
}

func TestNobodysForms(t *testing.T) {
	const labels = "Vårdcentral |%s\nLäkarens namn |%s\nLegitimationsdatum |%s\nSvensk AT |%s\nTjänstgöringsgrad |%s\nPlanerat slut |%s\nÖvrigt |%s"
	tests := []struct {
		name   string
		values [7]any
		blank  bool
	}{
		{"nothing", [7]any{"", "", "", "", "", "", ""}, true},
		{"words for nothing", [7]any{"", "-", "", "", "", "", "?"}, true},
		{"boxes that nobody ticked", [7]any{"Sala", "", "", "☐ Ja ☐ Nej", "", "", ""}, true},
		{"a form's own answers", [7]any{"", "", "", "Nej", "100 %", "=!", ""}, true},
		{"answers of a centre", [7]any{"Sala", "", "", "Ja", "", "", ""}, false},
		{"a name", [7]any{"", "Anna Ek", "", "", "", "", ""}, false},
		{"a name that is a formula's", [7]any{"", "=!", "", "", "", "", ""}, false},
		{"a date", [7]any{"", "", "#2016-05-04", "", "", "", ""}, false},
		{"a date nobody can read", [7]any{"", "", "i fjol", "", "", "", ""}, false},
		{"a few words", [7]any{"", "", "", "", "", "", "Anna Ek vill börja i höst"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := Read(book(fmt.Sprintf(labels, tt.values[:]...)))
			if r.Blank != tt.blank || len(r.Forms) > 0 == tt.blank {
				t.Errorf("got %+v", r)
			}
		})
	}
}

// A blank form beside one that is filled in, as sheet or as row, is left out.
func TestBlankFormBesideAnother(t *testing.T) {
	row := "Vårdcentral | Läkare | Leg.datum\nSala vårdcentral | Anna Ek | #2016-05-04\nSala vårdcentral | | -\nSala vårdcentral | - |"
	sheet := "Vårdcentral | Sala\nLäkare |%s\nLegitimationsdatum |"
	for _, b := range []*workbook.Book{book(row), book(fmt.Sprintf(sheet, "Anna Ek"), fmt.Sprintf(sheet, ""))} {
		if r := Read(b); len(r.Forms) != 1 || r.Blank {
			t.Errorf("got %+v", r)
		}
	}
}

// LibreOffice knows no very hidden sheets, and saves ours as hidden.
func TestVersionIsReadFromAHiddenSheet(t *testing.T) {
	b, err := Filled("Region Exempel", nil, nil, filledIn)
	if err != nil {
		t.Fatal(err)
	}
	for v, want := range map[workbook.Visibility]string{workbook.VeryHidden: Version, workbook.Hidden: Version, workbook.Visible: ""} {
		saved := readBytes(t, b)
		s, _ := saved.Sheet(hiddenSheet)
		s.Visibility = v
		if got := only(t, saved).Version; got != want {
			t.Errorf("visibility %d: version %q, want %q", v, got, want)
		}
	}
}

// The names are a help, not a condition: a form saved by a program that drops
// them is read by its labels, to the same application.
func TestBlankFormIsReadWithoutItsNames(t *testing.T) {
	b, err := Filled("Region Exempel", []string{"Sala vårdcentral"}, nil, filledIn)
	if err != nil {
		t.Fatal(err)
	}
	whole := readBytes(t, b)
	want, _ := only(t, whole).Interpret(received)
	bare := *whole
	bare.Names = nil
	got, fs := only(t, &bare).Interpret(received)
	if len(fs) > 0 {
		t.Errorf("findings %+v", fs)
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(process.Personal{})); d != "" {
		t.Errorf("application with and without names (-with +without):\n%s", d)
	}
}

// Rows inserted by a program that moves no names: the labels are believed.
func TestNamesThatHaveSlippedAreNotBelieved(t *testing.T) {
	b, err := Filled("Region Exempel", nil, nil, filledIn)
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range []int{1, 2, 5} {
		slipped := readBytes(t, b)
		for i := range slipped.Names {
			slipped.Names[i].Range.Row1 += by
			slipped.Names[i].Range.Row2 += by
		}
		want, _ := only(t, readBytes(t, b)).Interpret(received)
		got, _ := only(t, slipped).Interpret(received)
		if d := cmp.Diff(want, got, cmp.AllowUnexported(process.Personal{})); d != "" {
			t.Errorf("names %d rows off (-want +got):\n%s", by, d)
		}
	}
}

func TestEveryFieldOfTheFormIsInTheCatalogue(t *testing.T) {
	for _, f := range fieldsOfLayout() {
		if f.Label() == "" || specOf(f).help == "" {
			t.Errorf("field %s lacks a label or help", f)
		}
	}
	for f, s := range catalogue {
		for _, word := range append([]string{f.Label()}, s.synonyms...) {
			if got, ok := exactLabel(word); !ok || got.field != f {
				t.Errorf("label %q of %s is read as %+v", word, f, got)
			}
		}
	}
}

func fieldsOfLayout() []process.Field {
	var fs []process.Field
	for _, g := range layout {
		for _, l := range g.lines {
			fs = append(fs, l.left)
			if !l.wide {
				fs = append(fs, l.right)
			}
		}
	}
	return fs
}
