package workbook

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// samplePlan uses everything a plan can say.
func samplePlan() Plan {
	head := Style{Bold: true, Fill: "D9E2F3", Wrap: true, Border: "thin"}
	return Plan{
		Title: "Huvudfil", Author: "ST-intag",
		CustomProperties: map[string]string{"st.revision": "1", "st.form": "intresseanmälan 1"},
		Names:            []NamePlan{{Name: "kontaktdatum", Sheet: "Ärenden", Range: Range{2, 3, 2, 3}}},
		Sheets: []SheetPlan{
			{
				Name: "Ärenden", TabColor: "4472C4", FreezeRows: 1, FreezeCols: 1, TitleRows: 1, Footer: true,
				Columns: []ColumnPlan{
					{Width: 16}, {Width: 24, Style: Style{Format: "@"}}, {Width: 14, Style: Style{Format: "yyyy-mm-dd"}},
					{Width: 18}, {Width: 60, Style: Style{Wrap: true, Top: true}},
				},
				Heights: map[int]float64{1: 32},
				Cells: []CellPlan{
					{Row: 1, Col: 1, Value: "Ärende", Style: head}, {Row: 1, Col: 2, Value: "Vårdcentral", Style: head},
					{Row: 1, Col: 3, Value: "Kontaktdatum", Style: head}, {Row: 1, Col: 4, Value: "Beslut", Style: head},
					{Row: 1, Col: 5, Value: "Anteckning", Style: head},
					{Row: 2, Col: 1, Value: "IA-2026-0001", Link: "'Läs mig'!A1"},
					{Row: 2, Col: 2, Value: "=Åsidans vårdcentral"},
					{Row: 2, Col: 3, Value: Serial(2026, 3, 15), Style: Style{Format: "yyyy-mm-dd"}},
					{Row: 2, Col: 5, Value: "rad ett\nrad två _x0041_\x01", Style: Style{Wrap: true, Unlocked: true}},
				},
				Table:     &TablePlan{Name: "tblArenden", Range: Range{1, 1, 2, 5}},
				Lists:     []ListPlan{{Range: Range{2, 4, 500, 4}, Items: []string{"Beviljas", "Avslås"}, Strict: true, Title: "Beslut", Help: "Välj ett beslut."}, {Range: Range{2, 2, 500, 2}, Source: "'Läs & lär'!$A$1:$A$3"}},
				Rules:     []RulePlan{{Range: Range{2, 1, 500, 5}, Formula: `$D2="Beviljas"`, Style: Style{Fill: "E2EFDA"}}},
				PrintArea: Range{1, 1, 40, 5},
			},
			{
				Name: "Läs mig", Portrait: true, OnePage: true, HideGrid: true, Protect: true,
				Cells: []CellPlan{
					{Row: 1, Col: 1, Value: "Så här gör du", Style: Style{Bold: true, Size: 16}},
					{Row: 2, Col: 1, Formula: `COUNTA('Ärenden'!A2:A500)`, Style: Style{Format: "#,##0"}},
					{Row: 3, Col: 1, Value: 7}, {Row: 3, Col: 2, Value: true}, {Row: 4, Col: 2, Style: Style{Unlocked: true}},
				},
				Merges:  []Range{{1, 1, 1, 4}},
				Prompts: []PromptPlan{{Range: Range{4, 2, 4, 2}, Title: "Skriv här", Help: "Fritt."}},
			},
			{Name: "Läs & lär", Visibility: VeryHidden, Filter: Range{1, 1, 3, 1}, Cells: []CellPlan{{Row: 1, Col: 1, Value: "Öst"}}},
		},
	}
}

func write(t *testing.T, p Plan) []byte {
	t.Helper()
	b, err := Write(p)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func open(t *testing.T, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func wantCell(t *testing.T, f *excelize.File, sheet, cell, want string) {
	t.Helper()
	got, err := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("%s!%s = %q, want %q", sheet, cell, got, want)
	}
}

func TestWriteKeepsText(t *testing.T) {
	f := open(t, write(t, samplePlan()))
	wantCell(t, f, "Ärenden", "B2", "=Åsidans vårdcentral")
	if formula, _ := f.GetCellFormula("Ärenden", "B2"); formula != "" {
		t.Errorf("text became the formula %q", formula)
	}
	wantCell(t, f, "Ärenden", "E2", "rad ett\nrad två _x0041_")
	wantCell(t, f, "Ärenden", "C2", "46096")
	wantCell(t, f, "Läs mig", "A3", "7")
	wantCell(t, f, "Läs mig", "B3", "1")
	if formula, _ := f.GetCellFormula("Läs mig", "A2"); formula != "COUNTA('Ärenden'!A2:A500)" {
		t.Errorf("formula = %q", formula)
	}
}

func TestWriteSheets(t *testing.T) {
	f := open(t, write(t, samplePlan()))
	parts := map[string]string{
		"xl/workbook.xml": `name="Läs &amp; lär" sheetId="3" r:id="rId5" state="veryHidden"|_xlnm.Print_Area|&#39;Ärenden&#39;!$1:$1|` +
			`name="kontaktdatum">&#39;Ärenden&#39;!$C$2<|fullCalcOnLoad="true"`,
		"xl/worksheets/sheet1.xml": `state="frozen"|&amp;A · sida &amp;P av &amp;N|orientation="landscape"|fitToHeight="0"|` +
			`<dimension ref="A1:E2"|rgb="FF4472C4"|'Läs &amp; lär'!$A$1:$A$3|"Beviljas,Avslås"|errorStyle="stop"|$D2=&#34;Beviljas&#34;|location="&#39;Läs mig&#39;!A1"`,
		"xl/worksheets/sheet2.xml": `orientation="portrait"|fitToHeight="1"|showGridLines="false"|<sheetProtection|mergeCell ref="A1:D1"`,
		"xl/worksheets/sheet3.xml": `<autoFilter ref="$A$1:$A$3"`,
		"xl/tables/table1.xml":     `ref="A1:E2"|name="TableStyleLight1"`,
		"docProps/core.xml":        `<dc:title>Huvudfil</dc:title>|<dc:creator>ST-intag</dc:creator>`,
		"docProps/custom.xml":      `name="st.revision"|intresseanmälan 1`,
	}
	for part, wants := range parts {
		v, ok := f.Pkg.Load(part)
		if !ok {
			t.Errorf("no part %s", part)
			continue
		}
		for want := range strings.SplitSeq(wants, "|") {
			if !bytes.Contains(v.([]byte), []byte(want)) {
				t.Errorf("%s lacks %s:\n%s", part, want, v)
			}
		}
	}
}

// LibreOffice falls back to a serif face where a style names none.
func TestWriteNamesTheFontEverywhere(t *testing.T) {
	f := open(t, write(t, samplePlan()))
	v, _ := f.Pkg.Load("xl/styles.xml")
	fonts, _, _ := strings.Cut(string(v.([]byte)), "</fonts>")
	for _, font := range strings.Split(fonts, "<font>")[1:] {
		if !strings.Contains(font, `<name val="Calibri"`) {
			t.Errorf("font without a family: %s", font)
		}
	}
}

func TestWriteGivesColumnStyleToPlainCells(t *testing.T) {
	f := open(t, write(t, samplePlan()))
	column, err := f.GetColStyle("Ärenden", "B")
	if err != nil {
		t.Fatal(err)
	}
	if cell, _ := f.GetCellStyle("Ärenden", "B2"); cell != column || column == 0 {
		t.Errorf("B2 has style %d, its column %d", cell, column)
	}
}

func TestWriteUnlocksOnlyWhatIsSaid(t *testing.T) {
	f := open(t, write(t, samplePlan()))
	for cell, locked := range map[string]bool{"A1": true, "A2": true, "B4": false} {
		id, err := f.GetCellStyle("Läs mig", cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if got := style.Protection == nil || style.Protection.Locked; got != locked {
			t.Errorf("%s locked = %v, want %v", cell, got, locked)
		}
	}
}

func TestWriteIsDeterministic(t *testing.T) {
	if !bytes.Equal(write(t, samplePlan()), write(t, samplePlan())) {
		t.Error("the same plan gave different bytes")
	}
}

func TestWriteRefuses(t *testing.T) {
	sheet := func(change func(*SheetPlan)) Plan {
		s := SheetPlan{Name: "Blad"}
		change(&s)
		return Plan{Sheets: []SheetPlan{s}}
	}
	one := Range{1, 1, 1, 1}
	tests := map[string]struct {
		plan Plan
		want string
	}{
		"no sheets":        {Plan{}, "no sheets"},
		"same name":        {Plan{Sheets: []SheetPlan{{Name: "Blad"}, {Name: "BLAD"}}}, "name is taken"},
		"all hidden":       {sheet(func(s *SheetPlan) { s.Visibility = Hidden }), "no visible sheet"},
		"long list":        {sheet(func(s *SheetPlan) { s.Lists = []ListPlan{{Range: one, Items: []string{strings.Repeat("å", 256)}}} }), "256 characters of 255"},
		"comma in an item": {sheet(func(s *SheetPlan) { s.Lists = []ListPlan{{Range: one, Items: []string{"ja, tack"}}} }), "comma"},
		"long help":        {sheet(func(s *SheetPlan) { s.Prompts = []PromptPlan{{Range: one, Help: strings.Repeat("x", 256)}} }), "256 characters of 255"},
		"long title":       {sheet(func(s *SheetPlan) { s.Prompts = []PromptPlan{{Range: one, Title: strings.Repeat("x", 33)}} }), "33 characters of 32"},
		"same heading": {sheet(func(s *SheetPlan) {
			s.Cells = []CellPlan{{Row: 1, Col: 1, Value: "Id"}, {Row: 1, Col: 2, Value: "ID"}}
			s.Table = &TablePlan{Name: "t", Range: Range{1, 1, 2, 2}}
		}), "column B needs a heading of its own"},
		"unknown value": {sheet(func(s *SheetPlan) { s.Cells = []CellPlan{{Row: 1, Col: 1, Value: []int{1}}} }), "[]int"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := Write(tt.plan); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestCellText(t *testing.T) {
	long := strings.Repeat("å", maxCellText)
	tests := []struct{ name, in, want string }{
		{"plain", "Åsa\tÖ\n", "Åsa\tÖ\n"},
		{"control characters", "a\x00b\x1fc\uFFFE", "abc"},
		{"broken UTF-8", "a\xffb", "a\uFFFDb"},
		{"just fits", long, long},
		{"one too long", long + "å", long[:len(long)-2] + "…"},
		{"pair over the edge", strings.Repeat("x", maxCellText-1) + "😀", strings.Repeat("x", maxCellText-1) + "…"},
		{"pair at the edge", strings.Repeat("x", maxCellText-2) + "😀", strings.Repeat("x", maxCellText-2) + "😀"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := cellText(tt.in)
			if got != tt.want {
				t.Errorf("got %d bytes ending %q, want %d", len(got), tail(got), len(tt.want))
			}
			if n := len(utf16.Encode([]rune(got))); n > maxCellText {
				t.Errorf("%d units", n)
			}
		})
	}
}

func tail(s string) string { return fmt.Sprintf("%q", s[max(0, len(s)-8):]) }
