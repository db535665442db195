package form

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

// outcome is what a workbook of the corpus must be read as. It is written by hand
// beside the workbook's making (testdata/corpus/make.py), from the rules and never
// from what this package reads.
type outcome struct {
	About     string
	Made      string // by what: openpyxl, LibreOffice, hand
	Forms     []outcomeForm
	WrongForm string `json:"wrong_form"`
	Blank     bool
	Fault     string // the reader's code, with the format where the code is "not a workbook"
}

// outcomeForm holds every filled field as "value@cell", with two values parted by
// " | "; the places of fields left empty, and what some fields are understood as,
// where the case tells.
type outcomeForm struct {
	Sheet      string
	Row        int
	Version    string
	Fields     map[string]string
	Empty      map[string]string
	Understood map[string]string
	Findings   []string // CODE@cell, sorted, at every level
	Returned   []string // those that send the form back (D13)
	Unknown    []string
}

// fewestCases is how many workbooks the corpus must hold.
const fewestCases = 65

// corpus gives the workbooks of the corpus with what they must be read as.
func corpus(t testing.TB) map[string]outcome {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "corpus", "*.xl[st]*"))
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]outcome{}
	for _, file := range files {
		raw, err := os.ReadFile(strings.TrimSuffix(file, filepath.Ext(file)) + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var want outcome
		d := json.NewDecoder(strings.NewReader(string(raw)))
		d.DisallowUnknownFields()
		if err := d.Decode(&want); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		cases[file] = want
	}
	outcomes, err := filepath.Glob(filepath.Join("testdata", "corpus", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) < fewestCases || len(outcomes) != len(cases) {
		t.Fatalf("%d workbooks with %d outcomes; want one each, and %d or more", len(cases), len(outcomes), fewestCases)
	}
	return cases
}

func TestCorpus(t *testing.T) {
	for file, want := range corpus(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), func(t *testing.T) {
			got := outcomeOf(t, file, want)
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s (-want +got):\n%s", want.About, d)
			}
		})
	}
}

// The corpus is not made by our own writer alone.
func TestCorpusIsMadeByOthers(t *testing.T) {
	made := map[string]int{}
	for _, want := range corpus(t) {
		made[want.Made]++
	}
	for _, by := range []string{"openpyxl", "LibreOffice", "hand"} {
		if made[by] < 10 {
			t.Errorf("%d workbooks are made by %s, want 10 or more of %v", made[by], by, made)
		}
	}
}

// outcomeOf reads the file as intake does, and says it as the corpus does: what a
// case does not tell (empty places, understood values) is left out.
func outcomeOf(t testing.TB, file string, want outcome) outcome {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := outcome{About: want.About, Made: want.Made}
	b, err := workbook.Read(raw, workbook.FormLimits)
	var fault *workbook.Fault
	if errors.As(err, &fault) {
		got.Fault = string(fault.Code)
		if fault.Code == workbook.NotAWorkbook {
			got.Fault += ": " + fault.Format.String()
		}
		return got
	}
	if err != nil {
		t.Fatal(err)
	}
	r := Read(b)
	got.WrongForm, got.Blank = r.WrongForm, r.Blank
	for i, f := range r.Forms {
		var like outcomeForm
		if i < len(want.Forms) {
			like = want.Forms[i]
		}
		got.Forms = append(got.Forms, toldBy(f, like))
	}
	return got
}

func toldBy(f Form, like outcomeForm) outcomeForm {
	app, findings := f.Interpret(received)
	s := outcomeForm{Sheet: f.Sheet, Row: f.Row, Version: f.Version, Fields: map[string]string{}, Unknown: app.Unknown}
	empty := map[string]string{}
	for _, w := range f.Fields {
		at := w.Cell
		if w.Sheet != f.Sheet {
			at = w.Sheet + "!" + w.Cell
		}
		if w.Value.Empty() {
			empty[string(w.Field)] = at
			continue
		}
		value := clean(w.Value.String()) + "@" + at
		if old := s.Fields[string(w.Field)]; old != "" {
			value = old + " | " + value
		}
		s.Fields[string(w.Field)] = value
	}
	if like.Empty != nil {
		s.Empty = empty
	}
	if like.Understood != nil {
		s.Understood = map[string]string{}
		for field := range like.Understood {
			s.Understood[field] = fmt.Sprint(understood(app)[process.Field(field)])
		}
	}
	for _, fd := range findings {
		s.Findings = append(s.Findings, fd.Code+"@"+fd.Cell)
		if fd.Level == process.Returned {
			s.Returned = append(s.Returned, fd.Code+"@"+fd.Cell)
		}
	}
	slices.Sort(s.Findings)
	slices.Sort(s.Returned)
	return s
}

// understood is what some fields of the application came to mean.
func understood(a process.Application) map[process.Field]any {
	return map[process.Field]any{
		process.FieldKind: a.Kind, process.FieldCentre: a.CentreWritten, process.FieldDoctor: a.Doctor,
		process.FieldPersonalNumber: a.PersonalNumber.Reveal(), process.FieldLicenceDate: a.LicenceDate,
		process.FieldExpectedLicence: a.ExpectedLicence, process.FieldSwedishAT: a.SwedishAT, process.FieldBT: a.BT,
		process.FieldRegulation: a.Regulation, process.FieldPossibleStart: a.PossibleStart, process.FieldPlannedEnd: a.PlannedEnd,
		process.FieldDegree: a.Degree, process.FieldEmployed: a.Employed, process.FieldEmploymentForm: a.EmploymentForm,
		process.FieldEmploymentDate: a.EmploymentDate, process.FieldContactDate: a.ContactClaimed, process.FieldCredit: a.Credit,
		process.FieldSupervisor: a.Supervisor, process.FieldProtected: a.Protected,
	}
}
