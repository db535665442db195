package workbook

import "testing"

func TestCellString(t *testing.T) {
	for _, c := range []struct {
		cell Cell
		want string
	}{
		{Cell{}, ""},
		{Cell{Kind: NoValue, Formula: true}, ""},
		{Cell{Kind: Text, Text: "Åkerby"}, "Åkerby"},
		{Cell{Kind: Error, Text: "#N/A"}, "#N/A"},
		{Cell{Kind: Number, Number: 0}, "0"},
		{Cell{Kind: Number, Number: 80}, "80"},
		{Cell{Kind: Number, Number: -12.5}, "-12,5"},
		{Cell{Kind: Number, Number: 0.1 + 0.2}, "0,3"},
		{Cell{Kind: Number, Number: 198112189876}, "198112189876"},
		{Cell{Kind: Number, Number: 1e300}, "1E+300"},
		{Cell{Kind: Bool, Number: 1}, "SANT"},
		{Cell{Kind: Bool}, "FALSKT"},
		{Cell{Kind: Date, Number: 45545}, "2024-09-10"},
		{Cell{Kind: Date, Number: 45545.75}, "2024-09-10 18:00"},
		{Cell{Kind: Date, Number: 45717.3541666667}, "2025-03-01 08:30"},
	} {
		if got := c.cell.String(); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.cell, got, c.want)
		}
	}
}
