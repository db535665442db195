package form

import (
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
	b, err := Filled("Region Exempel", []string{"Sala vårdcentral", "Kolbäcks vårdcentral"}, filledIn)
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

func TestEmptyBlankFormIsAFormWithNothingInIt(t *testing.T) {
	b, err := Blank("Region Exempel", nil)
	if err != nil {
		t.Fatal(err)
	}
	f := only(t, readBytes(t, b))
	for _, w := range f.Fields {
		if !w.Value.Empty() {
			t.Errorf("%s holds %+v", w.Field, w)
		}
	}
}

// The names are a help, not a condition: a form saved by a program that drops
// them is read by its labels, to the same application.
func TestBlankFormIsReadWithoutItsNames(t *testing.T) {
	b, err := Filled("Region Exempel", []string{"Sala vårdcentral"}, filledIn)
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
	b, err := Filled("Region Exempel", nil, filledIn)
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
			if got, ok := labelOf(word); !ok || got.field != f {
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
