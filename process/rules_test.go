package process_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
)

// want is a finding by what a test is about.
type want struct {
	code  string
	level process.Level
	field process.Field
}

// examined holds a case's findings against those wanted, all of them, and each
// text against what a manager is owed: sentences.
func examined(t *testing.T, w process.World, c process.Case, wanted ...want) []process.Finding {
	t.Helper()
	fs := process.Examine(w, c)
	var got []want
	for _, f := range fs {
		got = append(got, want{f.Code, f.Level, f.Field})
		if !strings.HasSuffix(f.Text, ".") && !strings.HasSuffix(f.Text, "?") || strings.Contains(f.Text, "  ") || strings.Contains(f.Text, "%!") {
			t.Errorf("no sentence: %q", f.Text)
		}
	}
	if d := cmp.Diff(wanted, got, cmp.AllowUnexported(want{})); d != "" {
		t.Errorf("(-want +got):\n%s%v", d, fs)
	}
	return fs
}

// rule is one case of a table: what a complete form says differently, and what
// is found.
type rule struct {
	name    string
	changes []func(*process.Application)
	want    []want
}

func says(changes ...func(*process.Application)) []func(*process.Application) { return changes }

func remark(code string, f process.Field) []want { return []want{{code, process.Remark, f}} }
func needed(code string, f process.Field) []want { return []want{{code, process.BeforeDecision, f}} }
func back(code string, f process.Field) []want   { return []want{{code, process.Returned, f}} }

func checkRules(t *testing.T, w process.World, rules []rule) {
	t.Helper()
	for _, tt := range rules {
		t.Run(tt.name, func(t *testing.T) { examined(t, w, nth(1, tt.changes...), tt.want...) })
	}
}

func certified(y int, m time.Month, d int) func(*process.Application) {
	return func(a *process.Application) { a.BTCertificate = process.D(y, m, d) }
}

func foreign(bt string) func(*process.Application) {
	return func(a *process.Application) { a.SwedishAT, a.BT = process.No, bt }
}

func under(regulation string) func(*process.Application) {
	return func(a *process.Application) { a.Regulation = regulation }
}

func ending(d process.Date) func(*process.Application) {
	return func(a *process.Application) { a.PlannedEnd = d }
}

func working(degree float64) func(*process.Application) {
	return func(a *process.Application) { a.Degree = degree }
}

func double(a *process.Application) {
	a.Kind, a.EarlierSpecialty = process.DoubleSpecialisation, "Geriatrik"
}

func number(v float64) process.Amount { return process.Amount{Value: v, Said: true} }
