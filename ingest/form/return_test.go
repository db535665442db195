package form

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

// faultsOf interprets each form, and returns what sends it back.
func faultsOf(forms []Form) [][]process.Finding {
	all := make([][]process.Finding, len(forms))
	for i, f := range forms {
		_, all[i] = f.Interpret(received)
	}
	return all
}

func TestReturnedFormIsTheSendersOwnWithItsFaultsShown(t *testing.T) {
	src, err := Filled("Region Exempel", nil, map[process.Field]any{
		process.FieldDoctor: "Anna Ek", process.FieldCentre: "Sala vårdcentral", process.FieldLicenceDate: "10/9",
		process.FieldPersonalNumber: "19811218-9876", process.FieldComment: "Nås på 811218-9876.",
	})
	if err != nil {
		t.Fatal(err)
	}
	before := only(t, readBytes(t, src))
	_, fs := before.Interpret(received)
	lacks := process.Finding{Code: process.CodeMissing, Level: process.Returned, Text: "Möjlig start ST saknas.", Field: process.FieldPossibleStart}
	back, err := Return(src, [][]process.Finding{append(fs, lacks)})
	if err != nil {
		t.Fatal(err)
	}
	book := readBytes(t, back)
	all := texts(book)
	for _, want := range []string{"Rätta de röda rutorna", `"10/9" saknar år. Menar ni 2024-09-10?`, "Möjlig start ST saknas.", "19811218-****"} {
		if !strings.Contains(all, want) {
			t.Errorf("the returned form does not say %q:\n%s", want, all)
		}
	}
	if strings.Contains(all, "9876") {
		t.Error("a valid personnummer goes back unmasked")
	}
	after := only(t, book)
	want, _ := before.Interpret(received)
	got, _ := after.Interpret(received)
	if !got.PersonalNumber.IsZero() {
		t.Error("the masked number was taken for a number")
	}
	want.PersonalNumber = process.Personal{}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(process.Personal{})); d != "" {
		t.Errorf("the returned form reads otherwise (-sent +returned):\n%s", d)
	}
}

func TestReturnedFormMasksANumberCell(t *testing.T) {
	src, err := Filled("Region Exempel", nil, map[process.Field]any{process.FieldDoctor: "Anna Ek", process.FieldPersonalNumber: 198112189876.0})
	if err != nil {
		t.Fatal(err)
	}
	back, err := Return(src, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := only(t, readBytes(t, back)).all(process.FieldPersonalNumber)[0]
	if w.Value.Text != "19811218-****" {
		t.Errorf("got %+v", w.Value)
	}
}

// A wrong number holds only what its sender wrote, and must be seen to be mended.
func TestReturnedFormShowsAWrongNumber(t *testing.T) {
	src, err := Filled("Region Exempel", nil, map[process.Field]any{process.FieldDoctor: "Anna Ek", process.FieldPersonalNumber: "19811218-9877"})
	if err != nil {
		t.Fatal(err)
	}
	fs := faultsOf(Read(readBytes(t, src)).Forms)
	back, err := Return(src, fs)
	if err != nil {
		t.Fatal(err)
	}
	w := only(t, readBytes(t, back)).all(process.FieldPersonalNumber)[0]
	if w.Value.Text != "19811218-9877" || !strings.Contains(texts(readBytes(t, back)), "kontrollsiffra") {
		t.Errorf("got %+v", w.Value)
	}
	if strings.Contains(fs[0][0].Text, "9877") {
		t.Errorf("the finding shows the number: %s", fs[0][0].Text)
	}
}

func TestReturnedTableHoldsOnlyItsFaultyRows(t *testing.T) {
	src, err := os.ReadFile(filepath.Join("testdata", "table.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	back, err := Return(src, faultsOf(Read(readBytes(t, src)).Forms))
	if err != nil {
		t.Fatal(err)
	}
	forms := Read(readBytes(t, back)).Forms
	if len(forms) != 1 {
		t.Fatalf("%d rows came back, want the faulty one", len(forms))
	}
	if app, _ := forms[0].Interpret(received); app.Doctor != "Bo Al" || forms[0].Row != 5 {
		t.Errorf("row %d of %s came back", forms[0].Row, app.Doctor)
	}
}

func TestReturnedRemarksAreNotMarked(t *testing.T) {
	b := book("Läkare | Anna Ek")
	marks := faults(b, [][]process.Finding{{
		{Level: process.Remark, Sheet: "Blad1", Cell: "B1", Text: "en anmärkning"},
		{Level: process.BeforeDecision, Sheet: "Blad1", Cell: "B1", Text: "inför beslut"},
		{Level: process.Returned, Sheet: "Ärenden", Cell: "G4", Text: "rättat i huvudfilen"},
	}})
	want := []workbook.Mark{{Comment: "rättat i huvudfilen"}}
	if d := cmp.Diff(want, marks); d != "" {
		t.Errorf("marks (-want +got):\n%s", d)
	}
}

func texts(b *workbook.Book) string {
	var all []string
	for _, s := range b.Sheets {
		for _, r := range s.Rows {
			for _, c := range r.Cells {
				all = append(all, c.Text)
			}
		}
	}
	return strings.Join(all, "\n")
}
