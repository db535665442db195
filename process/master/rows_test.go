package master

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

// A row that a person deletes takes no correction back: it comes back with the
// person's words, and they are a correction still, also against a newer form.
func TestCorrectionsComeBackWithTheirRow(t *testing.T) {
	const id = "IA-2024-0001"
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	own := v.World.Cases[0]
	data = write(t, data, id, headLicence, date(process.D(2012, 2, 3)))
	data = write(t, data, id, headRemarks, text("Ringde"))
	want := map[string]string{headLicence: "2012-02-03", headRemarks: "Ringde"}
	v.Inputs = adopted(t, data, base, nil).Cases
	v.World.Cases[0].Application.LicenceDate = process.D(2012, 2, 3)
	v.Uncorrected = map[string]process.Case{id: own}
	data, base, _ = merged(t, data, base, v)
	data = removeRow(t, data, casesTable, headCase, id)
	for _, newer := range []process.Date{own.Application.LicenceDate, process.D(2013, 4, 5)} {
		own.Application.LicenceDate = newer
		v.Uncorrected[id] = own
		var conflicts []Fault
		data, base, conflicts = merged(t, data, base, v)
		for heading, word := range want {
			if got := textAs(lookDate, cellAt(t, data, id, heading)); got != word {
				t.Errorf("%s came back as %q, want %q", heading, got, word)
			}
		}
		if diff := cmp.Diff(want, adopted(t, data, base, nil).Cases[id].Corrections); diff != "" {
			t.Errorf("what is adopted of the row that came back (-want +got):\n%s", diff)
		}
		if told := len(conflicts) == 1 && strings.Contains(conflicts[0].Text, "2013-04-05"); told != (newer == process.D(2013, 4, 5)) {
			t.Errorf("the form says %s; conflicts %v", newer, conflicts)
		}
	}
	data = write(t, data, id, headLicence, workbook.Cell{})
	if got := adopted(t, data, base, nil).Cases[id].Corrections; len(got) != 1 {
		t.Errorf("emptied, it is a correction still: %v", got)
	}
}
