package master

import (
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

func TestCanonicalText(t *testing.T) {
	tests := []struct {
		cell workbook.Cell
		want string
	}{
		{workbook.Cell{}, ""},
		{workbook.Cell{Kind: workbook.Text, Text: "  Sko\u0308vde\u00a0 vc \r\n nästa "}, "Skövde vc\nnästa"},
		{workbook.Cell{Kind: workbook.Number, Number: 0.30000000000000004}, "0.3"},
		{workbook.Cell{Kind: workbook.Number, Number: 4}, "4"},
		{workbook.Cell{Kind: workbook.Date, Number: 45545}, "2024-09-10"},
		{workbook.Cell{Kind: workbook.Date, Number: 45545.999999}, "2024-09-10"},
		{workbook.Cell{Kind: workbook.Bool, Number: 1}, "Ja"},
		{workbook.Cell{Kind: workbook.NoValue}, ""},
	}
	for _, tt := range tests {
		if got := CanonicalText(tt.cell); got != tt.want {
			t.Errorf("CanonicalText(%+v) = %q, want %q", tt.cell, got, tt.want)
		}
	}
}

func TestDatesAsPeopleTypeThem(t *testing.T) {
	want := process.D(2024, 9, 10)
	for _, s := range []string{"2024-09-10", " 2024-9-10", "20240910", "240910", "10 september 2024", "den 10 sept 2024", "10/9 2024", "10.9.2024", "2024/09/10"} {
		if got, err := dateIn(text(s)); err != nil || got != want {
			t.Errorf("%q: got %v, %v", s, got, err)
		}
	}
	for _, n := range []float64{45545, 20240910} {
		if got, err := dateIn(number(n)); err != nil || got != want {
			t.Errorf("number %v: got %v, %v", n, got, err)
		}
	}
	for _, s := range []string{"10/9", "HT 2024", "2024-02-30", "1899-01-01", "snarast", "10/13 2024"} {
		if got, err := dateIn(text(s)); err == nil {
			t.Errorf("%q was read as %v", s, got)
		}
	}
	if _, err := dateIn(workbook.Cell{Kind: workbook.NoValue, Formula: true}); err == nil {
		t.Error("a formula without a value was read as no date")
	}
}

func TestNumbersAsPeopleTypeThem(t *testing.T) {
	for s, want := range map[string]float64{"1 234": 1234, "1\u00a0234,5": 1234.5, "12,5": 12.5, "80 %": 80, "45 000 kr": 45000, "": 0} {
		if got, _, err := numberIn(text(s)); err != nil || got != want {
			t.Errorf("%q: got %v, %v", s, got, err)
		}
	}
	if n, _, err := numberIn(text("många")); err == nil {
		t.Errorf("words were read as %v", n)
	}
	for s, want := range map[string]float64{"0,8": 0.8, "80": 0.8, "80 %": 0.8, "100": 1, "1": 1} {
		if got, err := shareIn(text(s)); err != nil || got != want {
			t.Errorf("share %q: got %v, %v", s, got, err)
		}
	}
	if n, err := shareIn(text("180")); err == nil {
		t.Errorf("180 per cent of full time was read as %v", n)
	}
}

// A column of numbers that somebody gave a date's format holds the same numbers.
func TestANumberInADatesFormatIsNoCorrection(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	data = write(t, data, "IA-2024-0002", headPlace, workbook.Cell{Kind: workbook.Date, Number: 2})
	a := adopted(t, data, base, nil)
	if got := a.Cases["IA-2024-0002"].Corrections; len(got) > 0 {
		t.Errorf("corrections %v", got)
	}
	if changes, _, _, err := Plan(data, base, nil, v); err != nil || len(changes) > 0 {
		t.Errorf("changes %v, %v", changes, err)
	}
	centre := tableRow(t, data, centresTable, headID, "VC-02")
	data = edit(t, data, map[string]workbook.Cell{SheetCentres + "!" + workbook.Address(centre.number, centre.grid.at[headListed]): {Kind: workbook.Date, Number: 5570}})
	if a = adopted(t, data, base, nil); a.Registers.Centres[1].Listed != 5570 || len(a.Faults) > 0 {
		t.Errorf("%d listed; %v", a.Registers.Centres[1].Listed, a.Faults)
	}
}
