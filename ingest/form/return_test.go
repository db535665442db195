package form

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
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
	src, err := Filled("Region Exempel", nil, nil, map[process.Field]any{
		process.FieldDoctor: "Anna Ek", process.FieldCentre: "Sala vårdcentral", process.FieldLicenceDate: "10/9",
		process.FieldPersonalNumber: "19811218-9876", process.FieldComment: "Nås på 811218-9876.",
	})
	if err != nil {
		t.Fatal(err)
	}
	before := only(t, readBytes(t, src))
	_, fs := before.Interpret(received)
	lacks := process.Finding{Code: process.CodeMissing, Level: process.Returned, Text: "Möjlig start ST saknas.", Field: process.FieldPossibleStart}
	back, err := Return(src, [][]process.Finding{append(fs, lacks)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	book := readBytes(t, back)
	all := texts(book)
	for _, want := range []string{"Att rätta: 2 uppgifter", "de gula rutorna under Ert svar", "klicka på en röd ruta", `"10/9" saknar år. Menar ni 2024-09-10?`, "Möjlig start ST saknas.", "19811218-****"} {
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
	src, err := Filled("Region Exempel", nil, nil, map[process.Field]any{process.FieldDoctor: "Anna Ek", process.FieldPersonalNumber: 198112189876.0})
	if err != nil {
		t.Fatal(err)
	}
	back, err := Return(src, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := only(t, readBytes(t, back)).all(process.FieldPersonalNumber)[0]
	if w.Value.Text != "19811218-****" {
		t.Errorf("got %+v", w.Value)
	}
}

// The number is masked beside the cells too: the sheet's name, what the list says
// of it, and a file's properties.
func TestReturnedFormMasksANumberAnywhere(t *testing.T) {
	const number = "19811218-9876"
	src, err := workbook.Write(workbook.Plan{Title: "Anmälan " + number, Sheets: []workbook.SheetPlan{{Name: "Anna " + number, Cells: []workbook.CellPlan{
		{Row: 1, Col: 1, Value: "Läkarens namn"}, {Row: 1, Col: 2, Value: "Anna Ek"},
		{Row: 2, Col: 1, Value: "Legitimationsdatum"}, {Row: 2, Col: 2, Value: "10/9"},
		{Row: 3, Col: 1, Value: "Ärendetyp"}, {Row: 3, Col: 2, Value: "Ny ST"},
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	back, err := Return(src, faultsOf(Read(readBytes(t, src)).Forms), nil)
	if err != nil {
		t.Fatal(err)
	}
	wantSound(t, back)
	zr, err := zip.NewReader(bytes.NewReader(back), int64(len(back)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range zr.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil || bytes.Contains(raw, []byte("9876")) {
			t.Errorf("%s: %v, %s", f.Name, err, raw)
		}
	}
	if w := only(t, readBytes(t, back)).all(process.FieldLicenceDate)[0]; w.Sheet != "Anna 19811218-xxxx" || w.Value.Text != "10/9" {
		t.Errorf("the returned form reads %+v", w)
	}
}

// A wrong number holds only what its sender wrote, and must be seen to be mended.
func TestReturnedFormShowsAWrongNumber(t *testing.T) {
	src, err := Filled("Region Exempel", nil, nil, map[process.Field]any{process.FieldDoctor: "Anna Ek", process.FieldPersonalNumber: "19811218-9877"})
	if err != nil {
		t.Fatal(err)
	}
	fs := faultsOf(Read(readBytes(t, src)).Forms)
	back, err := Return(src, fs, nil)
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
	back, err := Return(src, faultsOf(Read(readBytes(t, src)).Forms), nil)
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

// A row in order goes; what the faulty row has in common with it, a merged cell or
// a formula that looks at it, stays, and so do the sheet's filter and its table.
func TestReturnedRowKeepsWhatItShares(t *testing.T) {
	d := newDesk(t)
	for file, row := range map[string]int{"table_merged_libreoffice.xlsx": 5, "table_object_libreoffice.xlsx": 3} {
		t.Run(file, func(t *testing.T) {
			src, err := os.ReadFile(filepath.Join("testdata", file))
			if err != nil {
				t.Fatal(err)
			}
			back, err := Return(src, d.findings(Read(readBytes(t, src)).Forms, received.Time()), nil)
			if err != nil {
				t.Fatal(err)
			}
			f := only(t, readBytes(t, back))
			app, _ := f.Interpret(received)
			if f.Row != row || app.Doctor != "Bo Al" || app.CentreWritten != "Sala vårdcentral" || app.Kind != process.NewPost {
				t.Errorf("row %d: %+v", f.Row, app)
			}
			if all := texts(readBytes(t, back)); strings.Contains(all, "Anna Ek") || strings.Contains(all, "Cia Lind") {
				t.Error("the rows in order are still there")
			}
			sent, parts := partsOf(t, src), partsOf(t, back)
			for name, part := range sent {
				if strings.HasPrefix(name, "xl/tables/") && !bytes.Equal(part, parts[name]) {
					t.Errorf("%s changed", name)
				}
				if strings.HasPrefix(name, "xl/worksheets/sheet") {
					_, was, _ := bytes.Cut(part, []byte("</sheetData>"))
					_, is, _ := bytes.Cut(parts[name], []byte("</sheetData>"))
					if is = regexp.MustCompile(`<legacyDrawing[^>]*>`).ReplaceAll(is, nil); !bytes.Equal(was, is) {
						t.Errorf("what stands after the cells was\n%s\nis\n%s", was, is)
					}
				}
			}
			wantSound(t, back)
		})
	}
}

func TestReturnedMarks(t *testing.T) {
	b := book("Läkare | Anna Ek\nVårdcentral | Sala\nMöjlig start | 2025-01-01")
	forms := []Form{only(t, b)}
	const (
		doctor = `{"label":"Läkare","was":{"field":"doctor","sheet":"Blad1","cell":"B1","label":"Läkare","value":{"Kind":1,"Text":"Anna Ek"}}}`
		centre = `{"label":"Vårdcentral","was":{"field":"centre","sheet":"Blad1","cell":"B2","label":"Vårdcentral","value":{"Kind":1,"Text":"Sala"}}}`
	)
	for _, tt := range []struct {
		what string
		x    process.Finding
		want []workbook.Mark
	}{
		{"a remark", process.Finding{Level: process.Remark, Sheet: "Blad1", Cell: "B1", Text: "en anmärkning"}, nil},
		{"what a decision needs", process.Finding{Level: process.BeforeDecision, Sheet: "Blad1", Cell: "B1", Text: "inför beslut"}, nil},
		{"a fault", process.Finding{Level: process.Returned, Sheet: "Blad1", Cell: "B1", Text: "fel"}, []workbook.Mark{{Sheet: "Blad1", Cell: "B1", Comment: "fel", Tag: doctor}}},
		{"a correction in the master", process.Finding{Level: process.Returned, Sheet: "Ärenden", Cell: "G4", Field: process.FieldCentre, Text: "fel"},
			[]workbook.Mark{{Sheet: "Blad1", Cell: "B2", Comment: "fel", Tag: centre}}},
		{"a field the form lacks", process.Finding{Level: process.Returned, Field: process.FieldSwedishAT, Text: "Svensk AT saknar svar."},
			[]workbook.Mark{{Comment: `Svensk AT saknar svar. Er blankett har ingen ruta för det: svara i bladet Att rätta, under Ert svar.`, Ask: workbook.Ask{Key: "swedish_at@Blad1!B1", Choices: "Ja,Nej"}}}},
		{"a suggestion", process.Finding{Level: process.Returned, Sheet: "Blad1", Cell: "B2", Field: process.FieldCentre, Text: "fel", Suggestion: "Sala vårdcentral"},
			[]workbook.Mark{{Sheet: "Blad1", Cell: "B2", Comment: "fel", Ask: workbook.Ask{Key: "centre=Blad1!B2", Suggestion: "Sala vårdcentral", Written: "Sala", Choices: "ja"}, Tag: centre}}},
		{"two values", process.Finding{Code: process.CodeConflict, Level: process.Returned, Sheet: "Blad1", Cell: "B2", Field: process.FieldCentre, Text: "två"},
			[]workbook.Mark{{Sheet: "Blad1", Cell: "B2", Comment: "två", Tag: centre}}},
	} {
		t.Run(tt.what, func(t *testing.T) {
			if d := cmp.Diff(tt.want, faults(b, forms, [][]process.Finding{{tt.x, tt.x}}, nil, laying{})); d != "" {
				t.Errorf("marks (-want +got):\n%s", d)
			}
		})
	}
}

// The list goes through the workbook in reading order.
func TestReturnedMarksStandInOrder(t *testing.T) {
	b := book("Läkare | Anna Ek\nVårdcentral | Sala\nMöjlig start | 2025-01-01", "Leg.datum | 2019-01-01")
	var fs []process.Finding
	for _, place := range []string{"Blad2!B1", "Blad1!B10", "!", "Blad1!C2", "Blad1!B2"} {
		sheet, cell, _ := strings.Cut(place, "!")
		fs = append(fs, process.Finding{Level: process.Returned, Sheet: sheet, Cell: cell})
	}
	var got []string
	for _, m := range faults(b, Read(b).Forms, [][]process.Finding{fs}, nil, laying{}) {
		got = append(got, m.Sheet+"!"+m.Cell)
	}
	if want := []string{"Blad1!B2", "Blad1!C2", "Blad1!B10", "Blad2!B1", "!"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
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

// A label that was not read is named, where it may ask for what the form lacks.
func TestUnreadLabelIsNamed(t *testing.T) {
	f := Form{Unknown: []Written{{Label: "Rum", Cell: "B6"}, {Label: "Legitmationsdatum / Reg.", Cell: "B7"}}}
	if got := f.lacking(process.FieldLicenceDate); !strings.Contains(got, `"Legitmationsdatum / Reg." (ruta B7)`) {
		t.Errorf("said %q", got)
	}
	if got := f.lacking(process.FieldSwedishAT); got != answerHere {
		t.Errorf("said %q", got)
	}
}
