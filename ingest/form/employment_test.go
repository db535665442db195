package form

import (
	"slices"
	"strings"
	"testing"

	"stintag/process"
)

// D2, form.md, fields 24-26: one answer may tell whether, since when and as what; what
// is unclear of it is asked, and nothing of it is lost.
func TestEmploymentToldInItsAnswer(t *testing.T) {
	since := process.D(2024, 1, 15)
	for written, want := range map[string]struct {
		form process.EmploymentForm
		day  process.Date
		asks string // which forms the words may be
		note bool
	}{
		"Ja, vikarierande underläkare sedan 2024-01-15": {day: since, asks: "Vikariat, Underläkare"},
		"Ja, vik ul fr o m 2024-01-15":                  {day: since, asks: "Vikariat, Underläkare, Leg läkare"},
		"Ja, vikarierande underläkare":                  {asks: "Vikariat, Underläkare"},
		"Ja, vikariat sedan 2024-01-15":                 {form: process.Locum, day: since},
		"Ja, underläkare fr.o.m. 15 januari 2024":       {form: process.JuniorDoctor, day: since},
		"Ja, timanställd sedan 2024-01-15":              {day: since, note: true},
		"Ja, sedan 2024-01-15 på sjukhuset":             {day: since, note: true},
		"Ja, anställd sedan den 15 januari 2024":        {day: since},
		"Ja, började 15/1 2024":                         {day: since},
		"Ja (från och med 2024-01-15)":                  {day: since},
	} {
		app, fs := alone(process.FieldEmployed, "Redan anställd som ST?", writtenText(written))
		if app.Employed != process.Yes || app.EmploymentForm != want.form || app.EmploymentDate != want.day {
			t.Errorf("%q is %s, %q, %s", written, app.Employed, app.EmploymentForm, app.EmploymentDate)
		}
		if noted := slices.ContainsFunc(app.Unknown, func(s string) bool { return strings.Contains(s, written) }); noted != want.note {
			t.Errorf("%q: the notes are %q", written, app.Unknown)
		}
		if want.asks == "" {
			if len(fs) > 0 {
				t.Errorf("%q: %v", written, fs)
			}
			continue
		}
		if f := finding(t, fs, codeChoice, process.FieldEmploymentForm); f.Level != process.BeforeDecision || f.Cell != "B2" || !strings.Contains(f.Text, want.asks) {
			t.Errorf("%q: %+v", written, f)
		}
	}
}
