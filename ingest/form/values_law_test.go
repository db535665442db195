package form

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stintag/process"
)

// grouped draws a whole number with a sign between its thousands, or none.
func grouped(t *rapid.T, n int) string {
	sep := rapid.SampledFrom([]string{"", " ", "\u00a0", "\u202f", "\u2009"}).Draw(t, "separator")
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return s
}

// Whatever number we write in a form that is accepted, that number is read.
func TestWrittenNumbersReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 99999).Draw(t, "n")
		s := rapid.SampledFrom([]string{"", "ca ", "c:a ", "cirka "}).Draw(t, "before") + grouped(t, n) + rapid.SampledFrom([]string{"", " st", " st.", " personer"}).Draw(t, "after")
		app, fs := alone(process.FieldListed, "Antal listade", writtenText(s))
		if app.Listed != amount(float64(n)) || len(fs) > 0 {
			t.Fatalf("%q is %v with %v", s, app.Listed, fs)
		}
		percent := rapid.IntRange(50, 100).Draw(t, "percent")
		share := float64(percent) / 100
		forms := []string{fmt.Sprint(percent), fmt.Sprintf("%d %%", percent), fmt.Sprintf("%d%%", percent), fmt.Sprintf("%d procent", percent), strings.Replace(fmt.Sprint(share), ".", ",", 1), fmt.Sprint(share)}
		s = rapid.SampledFrom(forms).Draw(t, "form")
		app, fs = alone(process.FieldDegree, "Tjänstgöringsgrad", writtenText(s))
		if math.Abs(app.Degree-share) > 1e-9 || len(fs) > 0 {
			t.Fatalf("%q is %v with %v", s, app.Degree, fs)
		}
	})
}

// Months and both ends of a period are read back however they are written.
func TestWrittenPeriodsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := process.D(2010, 1, 1).AddDays(rapid.IntRange(0, 4000).Draw(t, "from"))
		to := from.AddDays(rapid.IntRange(1, 700).Draw(t, "days"))
		layout := rapid.SampledFrom([]string{"2006-01-02", "2/1 2006", "2.1.2006", "20060102", "2006/01/02"}).Draw(t, "layout")
		dash := rapid.SampledFrom([]string{"–", " – ", " - ", " till ", " t.o.m. "}).Draw(t, "dash")
		months := rapid.IntRange(1, 60).Draw(t, "months")
		period := from.Time().Format(layout) + dash + to.Time().Format(layout)
		s := fmt.Sprint(months) + rapid.SampledFrom([]string{" mån, ", " månader: ", " (", " mån "}).Draw(t, "between") + period
		app, fs := alone(process.FieldCredit, "Tillgodoräknad tid (mån)", writtenText(s))
		if app.Credit != float64(months) || app.CreditFrom != from || app.CreditTo != to || len(fs) > 0 {
			t.Fatalf("%q is %v months, %s to %s, with %v", s, app.Credit, app.CreditFrom, app.CreditTo, fs)
		}
		app, fs = alone(process.FieldChangeFrom, "Ledig från", writtenText(period))
		if app.ChangeFrom != from || app.ChangeTo != to || len(fs) > 0 {
			t.Fatalf("%q is %s to %s, with %v", period, app.ChangeFrom, app.ChangeTo, fs)
		}
	})
}

// Every choice is read back in any case, with what people write around it.
func TestWrittenChoicesReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom([]process.Field{process.FieldKind, process.FieldEmploymentForm, process.FieldBT, process.FieldRegulation, process.FieldLeaveKind}).Draw(t, "field")
		c := rapid.SampledFrom(specOf(f).values).Filter(func(c choice) bool { return len(c.of) == 0 }).Draw(t, "choice")
		s := rapid.SampledFrom([]func(string) string{strings.ToLower, strings.ToUpper, strings.TrimSpace}).Draw(t, "case")(c.value)
		s = rapid.SampledFrom([]string{"", " ", "\u00a0", "☒ "}).Draw(t, "before") + s + rapid.SampledFrom([]string{"", " ", ".", " *", " (se bilaga)"}).Draw(t, "after")
		if app, fs := alone(f, f.Label(), writtenText(s)); said[f](app) != c.value || len(fs) > 0 {
			t.Fatalf("%q is %q with %v, want %q", s, said[f](app), fs, c.value)
		}
	})
}

// A date in words among others is never read as another day than one that stands
// there.
func TestADateIsNeverAnotherDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := process.D(1990, 1, 1).AddDays(rapid.IntRange(0, 12000).Draw(t, "day"))
		layout := rapid.SampledFrom([]string{"2006-01-02", "2/1 2006", "2.1.2006", "20060102", "2006/01/02", "1/2/2006"}).Draw(t, "layout")
		s := rapid.SampledFrom([]string{"", "den ", "fr.o.m. ", "tis ", "beslut "}).Draw(t, "before") + d.Time().Format(layout) + rapid.SampledFrom([]string{"", " kl 10:30", ", se bilaga", "."}).Draw(t, "after")
		at := parseDate(writtenText(s), received, past)
		if layout == "1/2/2006" { // month first: read as day first, or refused
			if d.Day > 12 && (at.exact == exact || at.exact == within) || d.Day <= 12 && at.date != process.D(d.Year, process.D(2000, 1, 1).AddMonths(d.Day-1).Month, int(d.Month)) {
				t.Fatalf("%q is %+v", s, at)
			}
			return
		}
		if at.date != d || at.exact != exact && at.exact != within {
			t.Fatalf("%q is %+v", s, at)
		}
	})
}
