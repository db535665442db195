package master

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

// A row that somebody is still writing is no case yet.
func TestAHalfWrittenRowIsAFault(t *testing.T) {
	data, base, _ := merged(t, newSample(t), nil, sampleView())
	for heading, missing := range map[string]string{headDoctor: "Vårdcentral", headCentre: "Läkare"} {
		half := edit(t, data, map[string]workbook.Cell{"Ärenden!" + casesTable.letter(heading) + "14": text("Granhult")})
		a := adopted(t, half, base, nil)
		want := []Fault{{Sheet: SheetCases, Row: 14, Text: "Raden saknar " + missing + ": fyll i både Läkare och Vårdcentral, så får den ett ärendenummer."}}
		if diff := cmp.Diff(want, a.Faults); diff != "" || len(a.Manual) > 0 {
			t.Errorf("%s alone: manual %v, %s", heading, a.Manual, diff)
		}
	}
}

func TestAddressesAreReadOnce(t *testing.T) {
	data := edit(t, newSample(t), map[string]workbook.Cell{
		"Vårdcentraler!" + centresTable.letter(headAddresses) + "2": text("Mona.Mard@Region.example; vc1@region.example, mona.mard@region.example"),
	})
	want := []string{"mona.mard@region.example", "vc1@region.example"}
	if diff := cmp.Diff(want, adopted(t, data, nil, nil).Registers.Centres[0].Addresses); diff != "" {
		t.Error(diff)
	}
}

// What is not filled in is told apart from what is filled in wrongly.
func TestWhatIsMissingAndWhatIsWrong(t *testing.T) {
	v := sampleView()
	v.Judgement.Standings[4].Findings = append(v.Judgement.Standings[4].Findings,
		process.Finding{Code: process.CodeUnknownCentre, Level: process.Returned, Field: process.FieldCentre, Text: "Finns inte."})
	data, _, _ := merged(t, newSample(t), nil, v)
	want := "Saknas för plats på listan: Legitimationsdatum\nAtt rätta: Vårdcentral\nUppgifter saknas inför beslut: Föreskrift"
	if got := CanonicalText(cellAt(t, data, "IA-2024-0005", headMissing)); got != want {
		t.Errorf("Uppgifter saknas is %q", got)
	}
}

// A heading that stands twice, as in a column that was copied, is told of: what is
// written under the other one would count for nothing without a word.
func TestAHeadingThatStandsTwiceIsToldOf(t *testing.T) {
	data, base, _ := merged(t, newSample(t), nil, sampleView())
	g := tableRow(t, data, casesTable, headCase, "IA-2024-0002").grid
	right := len(g.table.columns) + 2
	data, err := workbook.Patch(data, []workbook.Change{
		{Sheet: SheetCases, Row: 1, Col: right, Value: text(" beslut")},
		{Sheet: SheetCases, Row: 3, Col: right, Value: text("Avslås")},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := adopted(t, data, base, nil)
	want := Fault{Sheet: SheetCases, Row: 1, Heading: headVerdict, Text: fmt.Sprintf(
		"Rubriken Beslut står i både kolumn %[1]s och %[2]s. Det som står i kolumn %[1]s läses; det i kolumn %[2]s räknas inte. Ta bort den ena kolumnen, eller ge den en annan rubrik.",
		workbook.ColumnName(g.at[headVerdict]), workbook.ColumnName(right))}
	if len(got.Faults) != 1 || got.Faults[0] != want {
		t.Errorf("faults %+v", got.Faults)
	}
	if in := got.Cases["IA-2024-0002"]; in.Decision.Verdict != "" {
		t.Errorf("the left column is not the one that counts: %+v", in.Decision)
	}
	out, _, _ := merged(t, data, base, sampleView())
	again, _, _ := merged(t, out, base, sampleView())
	if !bytes.Equal(out, again) {
		t.Error("the next run rewrites the master")
	}
}
