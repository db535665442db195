package workbook

import (
	"strings"
	"testing"
)

// formPlan is a sheet to fill in: bounds on what is written, rows that grow.
func formPlan() Plan {
	open := Style{Wrap: true, Unlocked: true}
	return Plan{Sheets: []SheetPlan{{
		Name: "Blankett", Portrait: true, OnePage: true, Protect: true, Start: "B2",
		Columns: []ColumnPlan{{Width: 20}, {Width: 10}}, Heights: map[int]float64{4: 40},
		Growing: map[int]float64{2: 16.5, 3: 16.5},
		Cells: []CellPlan{
			{Row: 2, Col: 1, Value: strings.Repeat("En lång rubrik ", 9), Style: Style{Wrap: true}}, {Row: 2, Col: 2, Style: open},
			{Row: 3, Col: 1, Value: "Kort"}, {Row: 3, Col: 2, Value: "ett ganska långt svar", Style: open}, {Row: 4, Col: 2, Style: open},
		},
		Prompts: []PromptPlan{
			{Range: Range{2, 2, 2, 2}, Title: "Datum", Help: "Vilken dag?", Check: CheckPlan{Kind: CheckDate, Min: Serial(1950, 1, 1), Max: Serial(2100, 12, 31), Stop: true, Title: "Fel", Text: "Skriv ett datum."}},
			{Range: Range{3, 2, 3, 2}, Check: CheckPlan{Kind: CheckLength, Max: 2000, Text: "Lång text."}},
			{Range: Range{4, 2, 4, 2}, Title: "Övrigt", Help: "Fritt."},
		},
	}}}
}

func TestWriteForm(t *testing.T) {
	x := part(t, write(t, formPlan()), "xl/worksheets/sheet1.xml")
	for _, want := range []string{
		`<selection activeCell="B2" sqref="B2">`,
		`<row r="2" ht="16.5">`, `<row r="3" ht="45">`, `<row r="4" ht="40" customHeight="true">`,
		`errorStyle="stop" errorTitle="Fel"`, `type="date"><formula1>18264</formula1><formula2>73415</formula2>`,
		`errorStyle="warning"`, `type="textLength"><formula1>0</formula1><formula2>2000</formula2>`,
		`prompt="Fritt." promptTitle="Övrigt" showInputMessage="true" sqref="B4:B4"></dataValidation>`,
		`<printOptions horizontalCentered="true">`, `top="0.4" bottom="0.4"`,
	} {
		if !strings.Contains(x, want) {
			t.Errorf("the sheet lacks %s:\n%s", want, x)
		}
	}
}

func TestWriteRefusesLongChecks(t *testing.T) {
	for want, check := range map[string]CheckPlan{
		"33 characters of 32":   {Kind: CheckNumber, Title: strings.Repeat("x", 33)},
		"226 characters of 225": {Kind: CheckNumber, Text: strings.Repeat("x", 226)},
	} {
		p := formPlan()
		p.Sheets[0].Prompts[0].Check = check
		if _, err := Write(p); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}
