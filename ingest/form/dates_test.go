package form

import (
	"math/rand"
	"testing"
	"testing/quick"

	"stintag/process"
	"stintag/process/workbook"
)

func writtenText(s string) Value { return Value{Kind: workbook.Text, Text: s} }

func writtenNumber(n float64) Value { return Value{Kind: workbook.Number, Number: n} }

func TestDatesAsPeopleWriteThem(t *testing.T) {
	const want = "2024-09-10"
	for _, v := range []Value{
		{Kind: workbook.Date, Number: 45545}, {Kind: workbook.Date, Number: 45545.999999}, writtenNumber(45545),
		writtenNumber(20240910), writtenNumber(240910),
		writtenText("2024-09-10"), writtenText("20240910"), writtenText("240910"),
		writtenText("10/9 2024"), writtenText("10/9-24"), writtenText("10.9.2024"), writtenText("10.09.24"), writtenText("10-09-2024"),
		writtenText("10 september 2024"), writtenText("10 sept 2024"), writtenText("den 10 sep. 2024"), writtenText("10:e September 2024"),
		writtenText("tisdag 10 september 2024"), writtenText(" 2024-09-10 "), writtenText("2024-9-10"), writtenText("2024/09/10"),
		writtenText("2024.09.10"), writtenText("2024-09-10 00:00:00"), writtenText("fr.o.m. 2024-09-10"), writtenText("2024-09-10 (se bilaga)"),
		writtenText("september 10, 2024"), writtenText("2024–09–10"),
	} {
		at := parseDate(v, received, past)
		if at.exact != exact || at.date.String() != want {
			t.Errorf("%+v is %+v, want %s", v, at, want)
		}
	}
}

func TestDatesThatNobodyCanKnow(t *testing.T) {
	tests := []struct {
		v    Value
		want exactness
		near string
	}{
		{writtenText("10/9"), yearless, "2024-09-10"},
		{writtenText("11/9"), yearless, "2023-09-11"},
		{writtenText("11 sept"), yearless, "2023-09-11"},
		{writtenText("29/2"), yearless, "2024-02-29"},
		{writtenText("2024-02-30"), impossible, ""},
		{writtenText("31/9 2024"), impossible, ""},
		{writtenText("1850-01-01"), impossible, ""},
		{writtenText("30/2"), impossible, ""},
		{writtenText("2016"), yearOnly, ""},
		{writtenText("maj 2016"), monthOnly, "2016-05-01"},
		{writtenText("2016-05"), monthOnly, "2016-05-01"},
		{writtenText("201613"), impossible, ""},
		{writtenText("2016-05-04 eller 2016-05-05"), twofold, ""},
		{writtenText("2016-05-04 2016-05-05"), twofold, ""},
		{writtenText("2016-05-04/2012-03-01"), twofold, ""},
		{writtenText("2016-05-04, kopia bifogas"), within, "2016-05-04"},
		{writtenText("leg. läk. sedan 2016-05-04"), within, "2016-05-04"},
		{writtenText("2016-05-04 (svensk)"), exact, "2016-05-04"},
		{writtenText("Sökt 2016-05-04"), doubtful, "2016-05-04"},
		{writtenText("AT klar 2016-05-04"), doubtful, "2016-05-04"},
		{writtenText("före 2016-05-04"), doubtful, "2016-05-04"},
		{writtenText("tysk leg 2016-05-04"), doubtful, "2016-05-04"},
		{writtenText("2016-05-04?"), doubtful, "2016-05-04"},
		{writtenText("2016-05-04 skickades kopia"), doubtful, "2016-05-04"},
		{writtenText("ca 2016-05-04"), doubtful, "2016-05-04"},
		{writtenText("2016-05-04 (preliminärt)"), doubtful, "2016-05-04"},
		{writtenText("2016-05-04 (Polen 2012-03-01)"), twofold, ""},
		{writtenText("04-05-16"), doubtful, "2004-05-16"}, // or 4 May 2016
		{writtenText("98-05-16"), exact, "1998-05-16"},
		{writtenText("5/2016"), monthOnly, "2016-05-01"},
		{writtenNumber(40910), twofold, ""}, // 2012-01-02 as a serial, 2004-09-10 as ÅÅMMDD
		{writtenText("12 juni, se intyg"), yearless, "2024-06-12"},
		{writtenText("4/5 2016, se intyg"), within, "2016-05-04"},
		{writtenText("i våras"), unreadable, ""},
		{writtenNumber(0.8), unreadable, ""},
		{Value{Kind: workbook.Date, Number: 240910}, impossible, ""}, // year 2559
	}
	for _, tt := range tests {
		at := parseDate(tt.v, received, past)
		if at.exact != tt.want || at.date.String() != tt.near {
			t.Errorf("%+v is %+v, want %d %s", tt.v, at, tt.want, tt.near)
		}
	}
}

func TestCentury(t *testing.T) {
	for _, tt := range []struct {
		s    string
		l    leaning
		want string
	}{
		{"990615", past, "1999-06-15"}, {"10/9-85", past, "1985-09-10"}, {"160504", past, "2016-05-04"}, {"300101", coming, "2030-01-01"},
	} {
		if at := parseDate(writtenText(tt.s), received, tt.l); at.date.String() != tt.want {
			t.Errorf("%q is %s, want %s", tt.s, at.date, tt.want)
		}
	}
}

func TestPossibleStartTakesWeeksTermsAndWords(t *testing.T) {
	tests := map[string]string{
		"2025-01-13": "2025-01-13", "13/1 2025": "2025-01-13", "13/1": "2025-01-13", "2025-01": "2025-01-01", "januari 2025": "2025-01-01",
		"jan -25": "2025-01-01", "januari": "2025-01-01", "v 36 2025": "2025-09-01", "vecka 36, 2025": "2025-09-01", "v.36": "2025-09-01",
		"2025 v 1": "2024-12-30", "HT 2025": "2025-09-01", "ht25": "2025-09-01", "HT-25": "2025-09-01", "hösten 2025": "2025-09-01",
		"våren 2025": "2025-03-01", "VT 2025": "2025-01-01", "efter sommaren 2025": "2025-09-01", "hösten": "2025-09-01",
		"snarast": "2024-09-10", "omgående!": "2024-09-10", "enl. ök": "2024-09-10", "Så snart som möjligt": "2024-09-10",
		"årsskiftet 2024/2025": "2025-01-01", "början av mars 2025": "2025-03-01", "Q2 2025": "2025-04-01", "i mars 2025": "2025-03-01",
		"jan/feb 2025": "2025-01-01", "slutet av våren 2025": "2025-03-01", "tidigast 1/1 2025": "2025-01-01", "2025-01-01 eller senare": "2025-01-01",
	}
	for s, want := range tests {
		if at := parseStart(writtenText(s), received); at.date.String() != want {
			t.Errorf("%q is %+v, want %s", s, at, want)
		}
	}
	for _, s := range []string{"v 54 2025", "v 0 2025", "när det passar", "2025"} {
		if at := parseStart(writtenText(s), received); !at.date.IsZero() {
			t.Errorf("%q was read as %s", s, at.date)
		}
	}
}

// Whatever a date is written with, it is never read as another day.
func TestEveryDayIsReadBackInEveryForm(t *testing.T) {
	months := []string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"}
	same := func(n uint16) bool {
		d := process.D(1990, 1, 1).AddDays(int(n) % 12000)
		day, year := d.Time().Format("2"), d.Time().Format("2006")
		for _, s := range []string{
			d.String(), d.Time().Format("20060102"), d.Time().Format("2/1 2006"), d.Time().Format("2.1.2006"), day + " " + months[d.Month-1] + " " + year,
		} {
			if at := parseDate(writtenText(s), received, past); at.exact != exact || at.date != d {
				t.Logf("%q is %+v", s, at)
				return false
			}
		}
		at := parseDate(Value{Kind: workbook.Date, Number: workbook.Serial(d.Year, d.Month, d.Day)}, received, past)
		return at.date == d
	}
	if err := quick.Check(same, &quick.Config{Rand: rand.New(rand.NewSource(1))}); err != nil { // the same in every run
		t.Error(err)
	}
}
