package form

import (
	"slices"
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

// A doctor whose column is hidden is no applicant beside those that are seen; what
// is hidden alone, or in rows that a filter hides, is read like the rest.
func TestHiddenColumns(t *testing.T) {
	const beside = `
Vårdcentral | Sala vårdcentral | Sala vårdcentral | Sala vårdcentral
Läkarens namn | Bo Al | Anna Ek | Cia Lind
Legitimationsdatum | #2012-01-02 | #2016-05-04 | #2018-05-04
Möjlig start ST | #2023-09-01 | #2025-01-13 | #2025-02-03`
	const listed = `
Läkarens namn | Vårdcentral | Legitimationsdatum
Anna Ek | Sala vårdcentral | #2016-05-04
Bo Al | Sala vårdcentral | #2012-01-02`
	for _, c := range []struct {
		name, cells string
		hidden      []workbook.Columns
		rows        bool
		want        []string
	}{
		{"nothing hidden", beside, nil, false, []string{"Bo Al", "Anna Ek", "Cia Lind"}},
		{"the first", beside, []workbook.Columns{{First: 2, Last: 2}}, false, []string{"Anna Ek", "Cia Lind"}},
		{"all but one", beside, []workbook.Columns{{First: 2, Last: 2}, {First: 4, Last: 9}}, false, []string{"Anna Ek"}},
		{"all", beside, []workbook.Columns{{First: 2, Last: 4}}, false, []string{"Bo Al", "Anna Ek", "Cia Lind"}},
		{"the labels", beside, []workbook.Columns{{First: 1, Last: 1}}, false, []string{"Bo Al", "Anna Ek", "Cia Lind"}},
		{"the names of a table", listed, []workbook.Columns{{First: 1, Last: 1}}, false, []string{"Anna Ek", "Bo Al"}},
		{"rows", listed, nil, true, []string{"Anna Ek", "Bo Al"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := book(c.cells)
			b.Sheets[0].HiddenColumns = c.hidden
			b.Sheets[0].Rows[2].Hidden = c.rows
			var got []string
			for _, f := range Read(b).Forms {
				name, _ := f.filledText(process.FieldDoctor)
				got = append(got, name)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}
