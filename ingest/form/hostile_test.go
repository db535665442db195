package form

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"stintag/process"
	"stintag/process/workbook"
)

// words are what a sheet is made of below: labels, headings, values, noise.
var sheetWords = func() []string {
	words := []string{
		"", "", "", "Namn", "Datum", "E-post", "Telefon", "Läkaren", "Handledare", "Anna Ek", "Ek, Anna", "2024-09-10", "10/9", "HT 2025", "Ja", "Nej",
		"x", "☐", "☒ Ja ☐ Nej", "Ja, 2/9", "80 %", "0,8", "19811218-9876", "#2016-05-04", "=!", "#N/A", "45545", "240910", "(ÅÅÅÅ-MM-DD)", "-", "Vårdcentral: Sala",
	}
	for f := range catalogue {
		words = append(words, f.Label())
	}
	slices.Sort(words) // so that a seed draws the same again
	return words
}()

func anyBook(t *rapid.T) *workbook.Book {
	var lines []string
	for range rapid.IntRange(1, 12).Draw(t, "rows") {
		lines = append(lines, strings.Join(rapid.SliceOfN(rapid.SampledFrom(sheetWords), 1, 8).Draw(t, "row"), "|"))
	}
	b := book(strings.Join(lines, "\n"))
	for range rapid.IntRange(0, 3).Draw(t, "merges") {
		r, c := rapid.IntRange(1, 12).Draw(t, "row"), rapid.IntRange(1, 8).Draw(t, "col")
		b.Sheets[0].Merges = append(b.Sheets[0].Merges, workbook.Range{Row1: r, Col1: c, Row2: r + rapid.IntRange(0, 2).Draw(t, "down"), Col2: c + rapid.IntRange(0, 3).Draw(t, "wide")})
	}
	return b
}

// Whatever a sheet holds: every value that is read stands in the cell it is said
// to stand in, and a personnummer is shown nowhere. Only Ja and Nej in cells of their
// own, of which nobody can know the ticked one, are a value of several cells: it is in
// the cell of the first word.
func TestAnySheet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := anyBook(t)
		for _, f := range Read(b).Forms {
			for _, w := range f.Fields {
				row, col, ok := workbook.ParseAddress(w.Cell)
				if !ok {
					t.Fatalf("%+v has no cell", w)
				}
				c := readFrom(b, w.Field).Sheets[0].Cell(row, col)
				joined := isAnswer(Value{Kind: c.Kind, Text: c.Text}) && strings.Contains(w.Value.Text, clean(c.Text))
				if w.Value.Kind == workbook.Text && !joined && !strings.Contains(c.Text, strings.Fields(w.Value.Text)[0]) || w.Value.Kind == workbook.Date && c.Number != w.Value.Number {
					t.Fatalf("%+v is not what stands in %+v", w, c)
				}
			}
			app, fs := f.Interpret(received)
			for _, ref := range app.Cells {
				shown(t, ref.Written)
			}
			for _, fd := range fs {
				shown(t, fd.Written+fd.Text+fd.Suggestion)
				if fd.Level == process.Returned && fd.Cell == "" {
					t.Fatalf("%+v sends a form back without a cell", fd)
				}
			}
			for _, u := range append(app.Unknown, app.Comment, app.Doctor, app.Supervisor) {
				shown(t, u)
			}
		}
	})
}

func shown(t *rapid.T, s string) {
	if strings.Contains(s, "9876") {
		t.Fatalf("a personnummer is shown: %q", s)
	}
}

// A text longer than a form may hold is read to its 4,000th character: its sender
// is told that it is too long, and no half of a personnummer stays unmasked where
// it was cut.
func TestLongTextIsCutAndTold(t *testing.T) {
	const number = "19811218-9876"
	for _, tt := range []struct {
		name, text, says string
	}{
		{"as long as a text is read", strings.Repeat("a", 4000), "texten har 4000 tecken"},
		{"longer", strings.Repeat("ord ", 2000), "texten har över 3900 tecken"},
		{"as long as a cell may be", strings.Repeat("Å", 32_000), "texten har över 3900 tecken"},
		{"a number in the cut", strings.Repeat("a", 3990) + " " + number + strings.Repeat("b", 100), "texten har över 3900 tecken"},
		{"nothing but numbers", strings.Repeat(number+" ", 400), "texten har över 3900 tecken"},
		{"blanks before the end", "ord" + strings.Repeat(" ", 5000) + "slut", "texten har över 3900 tecken"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := book("Läkarens namn | Anna Ek\nVårdcentral | Sala\nLegitimationsdatum | 2016-05-04\nKommentar | x")
			b.Sheets[0].Rows[3].Cells[1].Text = tt.text
			f := only(t, b)
			app, fs := f.Interpret(received)
			if x := finding(t, fs, codeLong, process.FieldComment); !strings.Contains(x.Text, tt.says) {
				t.Errorf("told as %q", x.Text)
			}
			for _, w := range f.Fields {
				if n := utf8.RuneCountInString(w.Value.Text); n > longestText {
					t.Errorf("%d characters are kept", n)
				}
				if i := strings.LastIndex(w.Value.Text, "19811218"); i >= 0 && i > len(w.Value.Text)-len(number)-4 && !strings.Contains(w.Value.Text[i:], number) {
					t.Errorf("a number is cut in half: %q", w.Value.Text[i:])
				}
			}
			if strings.Contains(app.Comment, "9876") || utf8.RuneCountInString(app.Comment) > longestComment+1 {
				t.Errorf("the comment is %.60q", app.Comment)
			}
		})
	}
}

// What stands below a table is said of each of its rows, and where it stands twice
// and differs each is asked; labels that nobody knows are not multiplied by them.
func TestWhatStandsBesideATableIsBounded(t *testing.T) {
	s := []string{"Läkare | Vårdcentral | Leg.datum"}
	for i := range 300 {
		s = append(s, fmt.Sprintf("Anna Ek %d | Sala | #2016-05-04", i))
	}
	s = append(s, "", "", "", "Handledare | Eva Ny", "Handledare | Eva Ny", "Handledare | Ulf Gran", "Handledare | Kaj Sten")
	for i := range 300 {
		s = append(s, fmt.Sprintf("Konstig fråga %d | svar här", i))
	}
	forms, unknown := Read(book(strings.Join(s, "\n"))).Forms, 0
	if len(forms) != 300 {
		t.Fatalf("%d forms", len(forms))
	}
	for _, f := range forms {
		if n := len(f.all(process.FieldSupervisor)); n != 2 {
			t.Fatalf("%d supervisors, want the two that differ", n)
		}
		_, fs := f.Interpret(received)
		finding(t, fs, process.CodeConflict, process.FieldSupervisor)
		unknown += len(f.Unknown)
	}
	if unknown == 0 || unknown > mostShared {
		t.Errorf("%d labels that nobody knows", unknown)
	}
}

// A credit is read once: years, and months after them.
func TestMonthsAreNotReadOverAndOver(t *testing.T) {
	for text, want := range map[string]float64{
		"1 år": 12, "1 år 6 mån": 18, "1 år och 6 månader": 18, "1,5 år": 18, "1 år 6": -1, "1 år 1 år 6 mån": -1, strings.Repeat("1 år ", 6000) + "6 mån": -1,
	} {
		if n, ok := parseMonths(Value{Kind: workbook.Text, Text: text}); ok != (want >= 0) || ok && n != want {
			t.Errorf("%.20q is %v, %v", text, n, ok)
		}
	}
}

// Where thousands of labels have a slip, a form gets no more findings than a person
// can read, and what sends it back is among them.
func TestFindingsAreBounded(t *testing.T) {
	lines := "Läkarens namn | Anna Ek\nVårdcentral | Sala\nLegitimationsdatum | 10/9\n"
	for i := range 1000 {
		lines += fmt.Sprintf("Handledre | Eva Ny %d\n", i)
	}
	_, fs := only(t, book(lines)).Interpret(received)
	if len(fs) > mostFindings {
		t.Errorf("%d findings", len(fs))
	}
	finding(t, fs, process.CodeYearMissing, process.FieldLicenceDate)
}

// A table of as many applicants as a workbook may hold is read to its last row,
// though the texts of its later rows are not read word by word.
func TestLongTableIsReadWhole(t *testing.T) {
	head := []string{"Läkare", "Vårdcentral", "Leg.datum", "Möjlig start", "Redan anställd", "Kommentar", "Handledare"}
	s := workbook.Sheet{Name: "Blad1"}
	add := func(r int, texts ...string) {
		row := workbook.Row{Number: r}
		for i, text := range texts {
			if c, ok := drawn(text, r, i+1); ok {
				row.Cells = append(row.Cells, c)
			}
		}
		s.Rows = append(s.Rows, row)
	}
	add(1, head...)
	const last = 5000
	for r := 2; r <= last; r++ {
		add(r, fmt.Sprintf("Anna Ek %d", r), "Sala vårdcentral", "#2016-05-04", "(ÅÅÅÅ-MM-DD)", "Nej", fmt.Sprintf("Kan börja %d", r), "Hans Vis")
	}
	forms := Read(&workbook.Book{Sheets: []workbook.Sheet{s}}).Forms
	if len(forms) != last-1 {
		t.Fatalf("%d forms, want %d", len(forms), last-1)
	}
	for _, f := range forms {
		if got := values(f); len(got) != 6 || got[process.FieldDoctor] != fmt.Sprintf("Anna Ek %d", f.Row) {
			t.Fatalf("row %d is read as %v", f.Row, got)
		}
	}
}

// Merged cells by the thousand are read; merges that together cover more rows than
// any form has make the sheet none, in time.
func TestMergesAreBounded(t *testing.T) {
	merged := func(tall int) *workbook.Book {
		b := book("Vårdcentral | Sala vårdcentral\nLäkarens namn | Anna Ek\nLegitimationsdatum | #2016-05-04\nMöjlig start ST | #2025-01-13")
		s := &b.Sheets[0]
		for r := 10; r < 5000; r++ {
			s.Rows = append(s.Rows, workbook.Row{Number: r, Cells: []workbook.Cell{{Row: r, Col: 1, Kind: workbook.Number, Number: 1}}})
			s.Merges = append(s.Merges, workbook.Range{Row1: r, Col1: 3, Row2: r + tall, Col2: 4})
		}
		return b
	}
	if f := only(t, merged(0)); values(f)[process.FieldDoctor] != "Anna Ek" {
		t.Errorf("a sheet of many merges is read as %+v", f)
	}
	if r := Read(merged(1000)); len(r.Forms) > 0 {
		t.Errorf("five million merged rows make a form: %+v", r.Forms)
	}
}

// A workbook of more than forms hold is refused whole: a form on its first sheet is
// not taken as if it were all of it.
func TestCrowdedWorkbookIsNotReadInPart(t *testing.T) {
	b := book("Vårdcentral|Sala vårdcentral\nLäkarens namn|Anna Ek\nLegitimationsdatum|#2016-05-04\nMöjlig start ST|#2025-01-13",
		strings.Repeat("Legitimationsdatum|Möjlig start ST\n", mostLabels))
	if r := Read(b); !r.Crowded || len(r.Forms) > 0 {
		t.Errorf("crowded %v, %d forms; want it refused", r.Crowded, len(r.Forms))
	}
	b.Sheets = b.Sheets[:1]
	if r := Read(b); r.Crowded || len(r.Forms) != 1 {
		t.Errorf("without its last sheet: crowded %v, %d forms", r.Crowded, len(r.Forms))
	}
}
