package workbook

import (
	"strings"
	"testing"
)

// What covers a whole column follows the table or filter; what covers less, more or
// something else stays.
func TestPatchStretchesWhatCoversWholeColumns(t *testing.T) {
	const rows = `<x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>a</x:v></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row><x:row r="3"><x:c r="A3"><x:v>2</x:v></x:c></x:row></x:sheetData>`
	tests := map[string][2]string{
		"filter and format":         {`<x:autoFilter ref="A1:B3"/><x:conditionalFormatting sqref="A2:B3"><x:cfRule/></x:conditionalFormatting>`, `<x:autoFilter ref="A1:B5"/><x:conditionalFormatting sqref="A2:B5"><x:cfRule/></x:conditionalFormatting>`},
		"heading too":               {`<x:autoFilter ref="A1:B3"/><x:dataValidations><x:dataValidation sqref="A1:A3"/></x:dataValidations>`, `sqref="A1:A5"/></x:dataValidations>`},
		"one range of several":      {`<x:autoFilter ref="A1:B3"/><x:dataValidations><x:dataValidation sqref="D9 B2:B3"/></x:dataValidations>`, `sqref="D9 B2:B5"/></x:dataValidations>`},
		"the last row alone":        {`<x:autoFilter ref="A1:B3"/><x:dataValidations><x:dataValidation sqref="A3"/></x:dataValidations>`, `sqref="A3"/></x:dataValidations>`},
		"further than the filter":   {`<x:autoFilter ref="A1:B3"/><x:dataValidations><x:dataValidation sqref="A2:A99"/></x:dataValidations>`, `sqref="A2:A99"/></x:dataValidations>`},
		"beside it":                 {`<x:autoFilter ref="A1:B3"/><x:dataValidations><x:dataValidation sqref="D2:D3"/></x:dataValidations>`, `sqref="D2:D3"/></x:dataValidations>`},
		"whole columns":             {`<x:autoFilter ref="A1:B3"/><x:dataValidations><x:dataValidation sqref="A:A"/></x:dataValidations>`, `sqref="A:A"/></x:dataValidations>`},
		"no filter":                 {`<x:dataValidations><x:dataValidation sqref="A2:A3"/></x:dataValidations>`, `sqref="A2:A3"/></x:dataValidations>`},
		"newer, a sparkline beside": {`<x:autoFilter ref="A1:B3"/><x:extLst><y:conditionalFormatting><y:cfRule/><xm:sqref>A2:A3</xm:sqref></y:conditionalFormatting><y:sparkline><xm:sqref>A2:A3</xm:sqref></y:sparkline></x:extLst>`, `<xm:sqref>A2:A5</xm:sqref></y:conditionalFormatting><y:sparkline><xm:sqref>A2:A3</xm:sqref></y:sparkline></x:extLst>`},
	}
	for name, tt := range tests {
		out := mustPatch(t, oddBook(t, rows+tt[0]), Change{oddSheet, 4, 1, number(3)}, Change{oddSheet, 5, 1, number(4)})
		if x := part(t, out, "bok/blad/ett.xml"); !strings.Contains(x, tt[1]) {
			t.Errorf("%s: no %s in %s", name, tt[1], x)
		}
	}
}

// A formula that names its own row is left out of a new row, and told of.
func TestPatchCarriesNoFormulaThatNamesItsRow(t *testing.T) {
	src := oddBook(t, `<x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>a</x:v></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c><x:c r="B2"><x:f>A2*2</x:f></x:c></x:row><x:row r="3"><x:c r="A3"><x:v>1</x:v></x:c></x:row></x:sheetData>`,
		"bok/blad/_rels/ett.xml.rels", tableRels,
		"bok/tabell.xml", `<table xmlns="`+mainNS+`" id="1" name="tbl" displayName="tbl" ref="A1:B3"><tableColumns count="2"><tableColumn id="1" name="a"/><tableColumn id="2" name="b"><calculatedColumnFormula>A2*2</calculatedColumnFormula></tableColumn></tableColumns></table>`)
	out := mustPatch(t, src, Change{oddSheet, 4, 1, number(3)})
	if x := part(t, out, "bok/blad/ett.xml"); !strings.Contains(x, `<x:row r="4"><x:c r="A4"><x:v>3</x:v></x:c></x:row>`) {
		t.Errorf("sheet: %s", x)
	}
	all, err := Tables(out)
	if err != nil || len(all) != 1 || all[0].Range != (Range{1, 1, 4, 2}) || len(all[0].Unfilled) != 1 {
		t.Fatalf("tables %+v, %v", all, err)
	}
	if gap := all[0].Unfilled[0]; gap.Col != 2 || len(gap.Rows) != 2 || gap.Rows[0] != 3 || gap.Rows[1] != 4 {
		t.Errorf("unfilled: %+v", gap)
	}
}
