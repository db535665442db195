package form

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

// textsOf are every text that an application and its findings show.
func textsOf(app process.Application, fs []process.Finding) []string {
	all := slices.Clone(app.Unknown)
	v := reflect.ValueOf(app)
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.String {
			all = append(all, f.String())
		}
	}
	all = append(all, app.Assessed.Manager, app.Assessed.Supervisor, app.Assessed.Director)
	for _, ref := range app.Cells {
		all = append(all, ref.Written)
	}
	for _, f := range fs {
		all = append(all, f.Written, f.Text, f.Suggestion)
	}
	return all
}

func neverShown(t testing.TB, app process.Application, fs []process.Finding, tail string) {
	t.Helper()
	for _, s := range textsOf(app, fs) {
		if strings.Contains(onlyDigits(s), tail) {
			t.Errorf("a number is shown: %q", s)
		}
	}
}

// everyField are every field, in one order.
var everyField = func() []process.Field {
	var all []process.Field
	for f := range catalogue {
		all = append(all, f)
	}
	slices.Sort(all)
	return all
}()

// FuzzInterpret: any value in any field never panics; what is found wrong names the
// cell and is a sentence; a personnummer beside it is shown nowhere; and what is
// read twice reads the same.
func FuzzInterpret(f *testing.F) {
	seeds := 0
	for i, field := range everyField {
		for _, r := range fieldReadings[field][:min(len(fieldReadings[field]), 8)] {
			f.Add(uint8(i), r.written, 0.0, false)
			seeds++
		}
	}
	if seeds < 100 {
		f.Fatalf("only %d seeds", seeds)
	}
	f.Add(uint8(0), "", 1e300, true)
	f.Add(uint8(3), "x", -0.5, true)
	f.Fuzz(func(t *testing.T, at uint8, text string, number float64, numeric bool) {
		field := everyField[int(at)%len(everyField)]
		if math.IsNaN(number) || math.IsInf(number, 0) {
			t.Skip("no cell holds it")
		}
		values := []Value{{Kind: workbook.Text, Text: text}, {Kind: workbook.Text, Text: text + ", 19811218-9876"}, {Kind: workbook.Error, Text: text}}
		if numeric {
			values = []Value{{Kind: workbook.Number, Number: number}, {Kind: workbook.Date, Number: number}, {Kind: workbook.Bool, Number: number}}
		}
		for i, v := range values {
			form := Form{Sheet: "Blad1", Fields: []Written{{Field: field, Label: field.Label(), Sheet: "Blad1", Cell: "B2", Value: v}}}
			app, fs := form.Interpret(received)
			for _, found := range fs {
				if found.Sheet != "Blad1" || found.Cell != "B2" || found.Field == "" {
					t.Errorf("%+v names no cell", found)
				}
				if !strings.HasPrefix(found.Text, found.Field.Label()+": ") && found.Field == field || !strings.HasSuffix(found.Text, ".") {
					t.Errorf("no sentence: %q", found.Text)
				}
			}
			if again, same := form.Interpret(received); !reflect.DeepEqual(app, again) || !reflect.DeepEqual(fs, same) {
				t.Errorf("read twice, %+v and %+v", app, again)
			}
			if i == 1 && !numeric && !strings.Contains(onlyDigits(text)+"19811218", "9876") && !strings.Contains(onlyDigits(withoutNumbers(text)), "9876") { // it may stand there anyhow
				neverShown(t, app, fs, "9876")
			}
			if _, ok := numericPersonal(v.Number); numeric && ok && v.Kind == workbook.Number && field != process.FieldManagerPhone {
				neverShown(t, app, fs, onlyDigits(v.String())[len(onlyDigits(v.String()))-4:])
			}
		}
	})
}
