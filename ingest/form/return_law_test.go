package form

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

func sendsBack(fs []process.Finding) bool {
	return slices.ContainsFunc(fs, func(f process.Finding) bool { return f.Level == process.Returned })
}

func returnedTwice(t *testing.T, d desk, s sentForm, findings [][]process.Finding) (once, twice []byte) {
	t.Helper()
	once, err := Return(s.raw, findings, nil)
	if err != nil {
		t.Fatal(err)
	}
	twice, err = Return(once, d.findings(Read(readBytes(t, once)).Forms, s.came), nil)
	if err != nil {
		t.Fatal(err)
	}
	return once, twice
}

// Who sends a form back without having changed it is told the same again, however
// often.
func TestReturnedFormUnchangedGivesTheSameFindings(t *testing.T) {
	d := newDesk(t)
	d.faulty(t, func(t *testing.T, s sentForm, forms []Form, findings [][]process.Finding) {
		var want [][]process.Finding
		for i, f := range forms {
			if f.Row == 0 || sendsBack(findings[i]) { // rows in order stay here
				want = append(want, findings[i])
			}
		}
		once, twice := returnedTwice(t, d, s, findings)
		for what, raw := range map[string][]byte{"once": once, "twice": twice} {
			book := readBytes(t, raw)
			got := d.findings(Read(book).Forms, s.came)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("returned %s (-sent +returned):\n%s", what, diff)
			}
			wantSound(t, raw)
			wantUntouched(t, readBytes(t, s.raw), book, forms, findings, true)
			if n := strings.Count(sheetNames(book), "Att rätta"); n != 1 {
				t.Errorf("returned %s: sheets %s", what, sheetNames(book))
			}
		}
	})
}

func sheetNames(b *workbook.Book) string {
	var names []string
	for _, s := range b.Sheets {
		names = append(names, s.Name)
	}
	return strings.Join(names, ", ")
}

// A finding names a cell that is there to be written in, or none.
func TestFindingsNameCellsThatExist(t *testing.T) {
	d := newDesk(t)
	d.faulty(t, func(t *testing.T, s sentForm, forms []Form, findings [][]process.Finding) {
		book := readBytes(t, s.raw)
		for i, fs := range findings {
			for _, x := range fs {
				if x.Sheet == "" && x.Cell == "" {
					if x.Level == process.Returned && forms[i].has(x.Field) {
						t.Errorf("%s: %q names no cell, though the form has the field", x.Code, x.Text)
					}
					continue
				}
				sheet, ok := book.Sheet(x.Sheet)
				row, col, is := workbook.ParseAddress(x.Cell)
				if !ok || !is {
					t.Errorf("%s names %s!%s", x.Code, x.Sheet, x.Cell)
					continue
				}
				if c := sheet.Cell(row, col); x.Written == "" && c.Kind == workbook.Text && clean(c.Text) != "" {
					t.Errorf("%s calls %s!%s empty, where %q stands", x.Code, x.Sheet, x.Cell, c.Text)
				}
			}
		}
	})
}

// Who does what the list says, in the list or in the form, gets a form that is no
// longer sent back.
func TestReturnedFormCorrectedIsNotSentBack(t *testing.T) {
	d := newDesk(t)
	d.faulty(t, func(t *testing.T, s sentForm, forms []Form, findings [][]process.Finding) {
		once, twice := returnedTwice(t, d, s, findings)
		for what, raw := range map[string][]byte{"once": once, "twice": twice} {
			for _, inList := range []bool{false, true} {
				d.wantAccepted(t, fmt.Sprintf("returned %s, answered in the list %v", what, inList), raw, s.came, inList)
			}
		}
	})
}

// mostRounds is how often a form may go back until all is right: a correction can
// bring a question that could not be asked before, as of a kind that was unknown, or
// of a date that stands there twice.
const mostRounds = 5

// wantAccepted corrects a returned form and fails where it is still sent back.
func (d desk) wantAccepted(t *testing.T, what string, raw []byte, came time.Time, inList bool) {
	t.Helper()
	for round := 1; ; round++ {
		raw = d.corrected(t, raw, came, inList)
		forms := Read(readBytes(t, raw)).Forms
		if len(forms) == 0 {
			t.Fatalf("%s: no form is left", what)
		}
		findings := d.findings(forms, came)
		if !slices.ContainsFunc(findings, sendsBack) {
			return
		}
		if round == mostRounds {
			t.Fatalf("%s: still sent back: %+v", what, findings)
		}
		again, err := Return(raw, findings, nil)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		raw = again
	}
}

// right is what a manager would write in a field.
func (d desk) right(x process.Finding, f Form) string {
	if x.Suggestion != "" {
		return x.Suggestion
	}
	switch x.Field {
	case process.FieldKind:
		return string(process.NewPost)
	case process.FieldCentre:
		return d.world.Centres[0].Name
	case process.FieldDoctor:
		return "Anna Ek"
	case process.FieldLicenceDate:
		return "2016-05-04"
	case process.FieldPossibleStart:
		return "2025-02-03"
	case process.FieldEmploymentDate:
		return "2024-01-08"
	case process.FieldEmployed:
		return "Nej"
	case process.FieldSwedishAT:
		return "Ja"
	case process.FieldBT:
		return "Integrerad"
	}
	if x.Code == process.CodeConflict {
		return f.all(x.Field)[0].Value.String()
	}
	return ""
}

// corrected does what the list of a returned form says: in the list where asked to,
// or where there is no other place; else in the red cells.
func (d desk) corrected(t *testing.T, raw []byte, came time.Time, inList bool) []byte {
	t.Helper()
	book := readBytes(t, raw)
	forms := Read(book).Forms
	answers := answerCells(book)
	changes := map[string]workbook.Change{}
	for i, fs := range d.findings(forms, came) {
		for _, x := range fs {
			if x.Level != process.Returned {
				continue
			}
			m, value := forms[i].fault(book, x), d.right(x, forms[i])
			row, col, ok := workbook.ParseAddress(m.Cell)
			if at, has := answers[m.Ask.Key]; has && value != "" && (inList || !ok) {
				m.Sheet, row, col, ok = listSheet, at.Row, at.Col, true
				if x.Suggestion != "" {
					value = "ja"
				}
			}
			if s, found := book.Sheet(m.Sheet); ok && found && m.Sheet != listSheet && value != "" {
				if before, is := labelWithin(forms, m.Sheet, m.Cell, s.Cell(row, col).Text); is { // as the comment says
					value = before + ": " + value
				}
			}
			if !ok {
				t.Fatalf("nowhere to correct %q", x.Text)
			}
			put(changes, m.Sheet, row, col, value)
			if x.Code == process.CodeConflict { // what holds stays, and nothing else does
				for _, w := range forms[i].all(x.Field) {
					putOver(changes, book, forms, w, d.right(x, forms[i]))
				}
			}
		}
	}
	var list []workbook.Change
	for _, c := range changes {
		list = append(list, c)
	}
	out, err := workbook.Patch(raw, list)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// putOver writes a value in the cell of a field, after the label that stands there.
func putOver(changes map[string]workbook.Change, book *workbook.Book, forms []Form, w Written, value string) {
	row, col, ok := workbook.ParseAddress(w.Cell)
	if s, found := book.Sheet(w.Sheet); ok && found {
		if before, is := labelWithin(forms, w.Sheet, w.Cell, s.Cell(row, col).Text); is {
			value = before + ": " + value
		}
		put(changes, w.Sheet, row, col, value)
	}
}

const listSheet = "Att rätta"

// answerCells are the list's cells for answers, by what they are of.
func answerCells(b *workbook.Book) map[string]workbook.Cell {
	cells := map[string]workbook.Cell{}
	s, ok := b.Sheet(listSheet)
	if !ok {
		return cells
	}
	answer := 0
	for _, row := range s.Rows {
		for _, c := range row.Cells {
			if c.Text == "Ert svar" {
				answer = c.Col
			}
			if k, ok := parseKey(c.Text); ok && answer > 0 {
				cells[k.String()] = workbook.Cell{Row: row.Number, Col: answer}
			}
		}
	}
	return cells
}

func put(changes map[string]workbook.Change, sheet string, row, col int, text string) {
	kind := workbook.Text
	if text == "" {
		kind = workbook.Empty
	}
	changes[sheet+workbook.Address(row, col)] = workbook.Change{Sheet: sheet, Row: row, Col: col, Value: workbook.Cell{Kind: kind, Text: text}}
}

// A doctor who stands in two rows of a table that goes back for another's sake is in
// order in both.
func TestDoctorInTwoRowsIsEmptiedInBoth(t *testing.T) {
	d := newDesk(t)
	raw := drawnFile(t, strings.Join([]string{
		"Läkare | Vårdcentral | Leg.datum | Möjlig start | Anställd idag | Svensk AT | Avser",
		"Anna Ek | Sala vårdcentral | #2016-05-04 | #2025-01-13 | Nej | Ja | Ny ST",
		"Anna Ek | Sala vårdcentral | #2016-05-04 | #2025-01-13 | Nej | Ja | Ny ST",
		"Bo Al | Sala vårdcentral | 10/9 | #2025-02-03 | Nej | Ja | Ny ST",
	}, "\n"))
	findings := d.findings(Read(readBytes(t, raw)).Forms, received.Time())
	if len(findings) != 2 || sendsBack(findings[0]) || !sendsBack(findings[1]) {
		t.Fatalf("findings %+v prove nothing", findings)
	}
	back, err := Return(raw, findings, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := readBytes(t, back).Sheet("Blad1")
	for row, want := range map[int]string{2: "", 3: "", 4: "Bo Al"} {
		if got := s.Cell(row, 1).Text; got != want {
			t.Errorf("row %d names %q, want %q", row, got, want)
		}
	}
}
