package form

import (
	"stintag/process"
	"stintag/process/workbook"
)

// hidden is the sheet that only the program reads.
func hidden(centres []string) workbook.SheetPlan {
	s := workbook.SheetPlan{Name: hiddenSheet, Visibility: workbook.VeryHidden, Cells: []workbook.CellPlan{
		{Row: 1, Col: 1, Value: process.FieldVersion.Label()},
		{Row: 1, Col: 2, Value: Version, Style: workbook.Style{Format: "@"}},
		{Row: 1, Col: centresColumn, Value: "Vårdcentraler"},
		{Row: 1, Col: kindsColumn, Value: "Ärendetyper"},
	}}
	for i, c := range centres {
		s.Cells = append(s.Cells, workbook.CellPlan{Row: i + 2, Col: centresColumn, Value: c})
	}
	for i, k := range kinds {
		s.Cells = append(s.Cells, workbook.CellPlan{Row: i + 2, Col: kindsColumn, Value: k.value})
	}
	return s
}

// The lists of the hidden sheet, below their headings. A drop-down names its list,
// since Excel before 2010 takes none from another sheet by its cells.
const (
	centresColumn = 4
	kindsColumn   = 6
	centresName   = "stintag_vardcentraler"
	kindsName     = "stintag_arendetyper"
)

// hiddenNames are the names of what stands in the hidden sheet.
func hiddenNames(centres []string) []workbook.NamePlan {
	list := func(name string, col, n int) workbook.NamePlan {
		return workbook.NamePlan{Name: name, Sheet: hiddenSheet, Range: workbook.Range{Row1: 2, Col1: col, Row2: n + 1, Col2: col}}
	}
	names := []workbook.NamePlan{
		{Name: namePrefix + string(process.FieldVersion), Sheet: hiddenSheet, Range: one(1, 2)},
		list(kindsName, kindsColumn, len(kinds)),
	}
	if len(centres) > 0 {
		names = append(names, list(centresName, centresColumn, len(centres)))
	}
	return names
}
