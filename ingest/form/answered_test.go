package form

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

// Forms that went back, and were corrected and saved by another program: in the
// list, in the red cells, or some of each.
func TestReturnedFormsAnsweredInOtherPrograms(t *testing.T) {
	d := newDesk(t)
	bo := process.Application{
		Kind: process.NewPost, CentreWritten: "Sala vårdcentral", Doctor: "Bo Al", LicenceDate: process.D(2024, 9, 10), SwedishAT: process.Yes,
		PossibleStart: process.D(2025, 2, 3), Employed: process.No,
	}
	cia := bo
	cia.Doctor, cia.LicenceDate, cia.PossibleStart = "Cia Lind", process.D(2019, 1, 15), process.D(2025, 3, 3)
	yes, own := bo, bo
	yes.LicenceDate, own.LicenceDate = process.D(2024, 5, 12), process.D(2016, 5, 4)
	for file, want := range map[string][]process.Application{
		"answered_table_openpyxl.xlsx": {bo, cia}, "answered_table_libreoffice.xlsx": {bo, cia},
		"answered_above_openpyxl.xlsx": {own}, "answered_above_libreoffice.xlsx": {yes},
	} {
		t.Run(file, func(t *testing.T) {
			forms := opened(t, file).Forms
			var got []process.Application
			for _, f := range forms {
				app, _ := f.Interpret(received)
				app.Cells = nil
				got = append(got, app)
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(process.Personal{})); diff != "" {
				t.Errorf("applications (-want +got):\n%s", diff)
			}
			for _, fs := range d.findings(forms, received.Time()) {
				if sendsBack(fs) {
					t.Errorf("sent back: %+v", fs)
				}
			}
		})
	}
}

// Sent back once more, only what is wrong now is red, whichever program has saved
// the form in between.
func TestAnsweredFormsGoBackWithoutTheirOldMarks(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "answered_*.xlsx"))
	if err != nil || len(files) != 4 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			forms := Read(readBytes(t, src)).Forms
			at, _ := forms[0].anchor()
			findings := make([][]process.Finding, len(forms))
			findings[0] = []process.Finding{{Level: process.Returned, Field: process.FieldDoctor, Sheet: at.Sheet, Cell: at.Cell, Text: "Vem?"}}
			if len(redOn(t, src, at.Sheet)) == 0 {
				t.Fatal("nothing is red in the file: it proves nothing")
			}
			back, err := Return(src, findings, nil)
			if err != nil {
				t.Fatal(err)
			}
			if red := redOn(t, back, at.Sheet); !slices.Equal(red, []string{at.Cell}) {
				t.Errorf("%v are red", red)
			}
			wantSound(t, back)
		})
	}
}

// redOn are the red cells of a sheet, as another library sees them.
func redOn(t *testing.T, raw []byte, sheet string) []string {
	t.Helper()
	f := openedFile(t, raw)
	var red []string
	for row := 1; row < 20; row++ {
		for col := 1; col < 10; col++ {
			if a := workbook.Address(row, col); fillAt(t, f, sheet+"!"+a) == "FFFF7B81" {
				red = append(red, a)
			}
		}
	}
	return red
}

const twoFaults = "Vårdcentral | Sala\nLäkarens namn | Anna Ek\nLegitimationsdatum | 10/9\nMöjlig start | 2025-02-03\nAnställd idag | Nej\nSvensk AT | Ja"

// sentBack is a drawn form as it goes back, and its list's cells for answers.
func sentBack(t *testing.T, d desk, drawing string) (raw []byte, answers map[string]workbook.Cell) {
	t.Helper()
	src := drawnFile(t, drawing)
	raw, err := Return(src, d.findings(Read(readBytes(t, src)).Forms, received.Time()), nil)
	if err != nil {
		t.Fatal(err)
	}
	return raw, answerCells(readBytes(t, raw))
}

func written(t *testing.T, raw []byte, texts map[string]string) []byte {
	t.Helper()
	var changes []workbook.Change
	for place, text := range texts {
		sheet, cell, _ := strings.Cut(place, "!")
		row, col, ok := workbook.ParseAddress(cell)
		if !ok {
			t.Fatalf("no place %s", place)
		}
		changes = append(changes, workbook.Change{Sheet: sheet, Row: row, Col: col, Value: workbook.Cell{Kind: workbook.Text, Text: text}})
	}
	out, err := workbook.Patch(raw, changes)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// "Menar ni 2024-09-10?" is answered with yes, no, or what is right. An answer and
// a changed cell that differ are two answers, of which none counts.
func TestSuggestionIsAnswered(t *testing.T) {
	d := newDesk(t)
	raw, answers := sentBack(t, d, twoFaults)
	at, ok := answers["licence_date=Blad1!B3"]
	if !ok {
		t.Fatalf("no room for an answer: %v", answers)
	}
	list := listSheet + "!" + at.Address()
	for _, tt := range []struct {
		name  string
		texts map[string]string
		want  string
	}{
		{"no answer", nil, "0000-00-00"},
		{"yes", map[string]string{list: "Ja!"}, "2024-09-10"},
		{"yes, with more", map[string]string{list: "ja, 2023"}, "0000-00-00"},
		{"no", map[string]string{list: "nej"}, "0000-00-00"},
		{"another", map[string]string{list: "2015-06-01"}, "2015-06-01"},
		{"yes, and the cell changed", map[string]string{list: "ja", "Blad1!B3": "2016-05-04"}, "0000-00-00"},
		{"yes, and the cell says so too", map[string]string{list: "ja", "Blad1!B3": "10 september 2024"}, "2024-09-10"},
		{"the cell changed", map[string]string{"Blad1!B3": "2016-05-04"}, "2016-05-04"},
		{"yes, and the cell emptied", map[string]string{list: "ja", "Blad1!B3": ""}, "2024-09-10"},
		{"it is so", map[string]string{list: "Ja, det stämmer bra."}, "2024-09-10"},
		{"ok", map[string]string{list: "OK"}, "2024-09-10"},
		{"yes, repeated", map[string]string{list: "ja, 2024-09-10"}, "2024-09-10"},
		{"it is not so", map[string]string{list: "stämmer inte"}, "0000-00-00"},
		{"a question", map[string]string{list: "ok?"}, "0000-00-00"},
		{"no, with what is right", map[string]string{list: "nej, 2015-06-01"}, "2015-06-01"},
		{"no, in a sentence", map[string]string{list: "Nej, det ska vara 2015-06-01"}, "2015-06-01"},
		{"not that", map[string]string{list: "inte 2015-06-01"}, "0000-00-00"},
		{"yes, and rows put in above", map[string]string{list: "ja", "Blad1!B3": "Anna Ek"}, "0000-00-00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			app, _ := only(t, readBytes(t, written(t, raw, tt.texts))).Interpret(received)
			got := "0000-00-00"
			if !app.LicenceDate.IsZero() {
				got = app.LicenceDate.String()
			}
			if got != tt.want {
				t.Errorf("licence date %s, want %s", got, tt.want)
			}
		})
	}
}

// What was answered is not asked again: it stands in its cell, or in the next list
// where the form has no cell for it.
func TestAnswersOutliveTheNextReturn(t *testing.T) {
	d := newDesk(t)
	raw, answers := sentBack(t, d, twoFaults)
	kind := answers["kind@Blad1!B2"]
	yes := answers["licence_date=Blad1!B3"]
	fixed := written(t, raw, map[string]string{listSheet + "!" + kind.Address(): "Ny ST", listSheet + "!" + yes.Address(): "ja"})
	form := only(t, readBytes(t, fixed))
	fault := process.Finding{Level: process.Returned, Field: process.FieldCentre, Sheet: "Blad1", Cell: "B1", Text: "Vilken vårdcentral?"}
	for round := range 3 {
		back, err := Return(fixed, [][]process.Finding{{fault}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		book := readBytes(t, back)
		app, _ := only(t, book).Interpret(received)
		if app.Kind != process.NewPost || app.LicenceDate != process.D(2024, 9, 10) || len(form.Fields) != len(only(t, book).Fields) {
			t.Fatalf("round %d: %+v", round, app)
		}
		s, _ := book.Sheet("Blad1")
		if c := s.Cell(3, 2); c.Text != "2024-09-10" {
			t.Errorf("round %d: the cell holds %+v", round, c)
		}
		if all := texts(book); !strings.Contains(all, "Att rätta: en uppgift") || !strings.Contains(all, "Ärendetyp: ert svar är med i anmälan.") {
			t.Errorf("round %d: the list says\n%s", round, all)
		}
		fixed = back
	}
}

// An answer that cannot be read is asked for again, with what was answered.
func TestAnswerThatCannotBeRead(t *testing.T) {
	d := newDesk(t)
	raw, answers := sentBack(t, d, twoFaults)
	fixed := written(t, raw, map[string]string{listSheet + "!" + answers["kind@Blad1!B2"].Address(): "vet inte riktigt", listSheet + "!" + answers["licence_date=Blad1!B3"].Address(): "ja"})
	findings := d.findings(Read(readBytes(t, fixed)).Forms, received.Time())
	x := finding(t, findings[0], codeChoice, process.FieldKind)
	if x.Sheet != "" || x.Written != "vet inte riktigt" {
		t.Errorf("finding %+v", x)
	}
	back, err := Return(fixed, findings, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(findings, d.findings(Read(readBytes(t, back)).Forms, received.Time())); diff != "" {
		t.Errorf("findings (-answered +returned):\n%s", diff)
	}
}

// Two lines for one cell with two answers that differ: nobody can know.
func TestAnswersThatDiffer(t *testing.T) {
	line := func(answer string) workbook.Answered {
		return workbook.Answered{Key: "licence_date=Blad1!B3", Suggestion: "2024-09-10", Cell: workbook.Cell{Kind: workbook.Text, Text: answer}}
	}
	if once, second := unanimous([]workbook.Answered{line("ja"), line("2016-05-04")}); len(once) != 1 || second[once[0].Key] != "2016-05-04" {
		t.Errorf("got %+v, %v", once, second)
	}
	if once, second := unanimous([]workbook.Answered{line("ja"), line("ja")}); len(once) != 1 || len(second) != 0 {
		t.Errorf("got %+v, %v", once, second)
	}
}

func TestKeys(t *testing.T) {
	for s, want := range map[string]bool{
		"licence_date=Blad1!B3": true, "kind@Mitt = blad!B2": true, "kind@A!b!B2": true,
		"": false, "kind": false, "nonsense=Blad1!B2": false, "kind=B2": false, "!=@": false,
	} {
		k, ok := parseKey(s)
		if ok != want || ok && k.String() != s {
			t.Errorf("%q is read as %+v, %v", s, k, ok)
		}
	}
}

// Rows that are in order come back emptied, however many they are; what is answered
// below and between them is read all the same.
func TestAnswersReachPastEmptiedRows(t *testing.T) {
	row := func(name, licence string) string {
		return name + "|" + licence + "|Sala vårdcentral|#2025-01-13|Nej|Ja|Ny ST\n"
	}
	drawing := "Läkare|Leg.datum|Vårdcentral|Möjlig start|Anställd idag|Svensk AT|Avser\n"
	for _, r := range [][2]string{{"Ada Al", "10/9"}, {"Bo Ek", "#2016-05-04"}, {"Cia Lind", "#2017-05-04"}, {"Dag Ros", "#2018-05-04"}, {"Eva Ask", "#2019-05-04"}, {"Fia Alm", "11/8"}} {
		drawing += row(r[0], r[1])
	}
	d := newDesk(t)
	raw := drawnFile(t, drawing)
	forms := Read(readBytes(t, raw)).Forms
	if len(forms) != 6 {
		t.Fatalf("%d forms, want 6", len(forms))
	}
	d.wantLawful(t, sentForm{raw: raw, came: received.Time()}, forms, d.findings(forms, received.Time()))
	returned, err := Return(raw, d.findings(forms, received.Time()), nil)
	if err != nil {
		t.Fatal(err)
	}
	back := Read(readBytes(t, d.corrected(t, returned, received.Time(), true))).Forms
	if len(back) != 2 {
		t.Fatalf("%d forms came back, want the two that were faulty", len(back))
	}
	for _, f := range back {
		if app, _ := f.Interpret(received); app.LicenceDate.IsZero() {
			t.Errorf("the answer for %s was lost", app.Doctor)
		}
	}
}
