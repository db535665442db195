package form

import (
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
	once, err := Return(s.raw, findings)
	if err != nil {
		t.Fatal(err)
	}
	twice, err = Return(once, d.findings(Read(readBytes(t, once)).Forms, s.came))
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

// Who does what the list says gets a form that is no longer sent back.
func TestReturnedFormCorrectedIsNotSentBack(t *testing.T) {
	d := newDesk(t)
	d.faulty(t, func(t *testing.T, s sentForm, forms []Form, findings [][]process.Finding) {
		once, twice := returnedTwice(t, d, s, findings)
		for what, raw := range map[string][]byte{"once": once, "twice": twice} {
			fixed := raw
			// A correction can bring a question that could not be asked before, as
			// of a kind that was unknown.
			for round := 0; round < 2; round++ {
				fixed = d.corrected(t, fixed, s.came)
			}
			back := Read(readBytes(t, fixed)).Forms
			if len(back) == 0 {
				t.Fatalf("returned %s: no form is left", what)
			}
			for i, fs := range d.findings(back, s.came) {
				for _, x := range fs {
					if x.Level == process.Returned {
						t.Errorf("returned %s and corrected: form %d: %s!%s %s", what, i, x.Sheet, x.Cell, x.Text)
					}
				}
			}
		}
	})
}

// right is what a manager would write in a field.
func (d desk) right(x process.Finding, f Form) string {
	if x.Suggestion != "" {
		return x.Suggestion
	}
	if x.Code == process.CodeConflict {
		return f.all(x.Field)[0].Value.String()
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
	return ""
}

// corrected does what the list of a returned form says.
func (d desk) corrected(t *testing.T, raw []byte, came time.Time) []byte {
	t.Helper()
	book := readBytes(t, raw)
	forms := Read(book).Forms
	changes := map[string]workbook.Change{}
	for i, fs := range d.findings(forms, came) {
		for n, x := range fs {
			if x.Level != process.Returned {
				continue
			}
			f, value := forms[i], d.right(x, forms[i])
			m := f.fault(book, x)
			row, col, ok := workbook.ParseAddress(m.Cell)
			if !ok {
				m.Sheet = f.Sheet
				var labelRow, labelCol int
				labelRow, labelCol, row, col = added(book, f, n)
				put(changes, m.Sheet, labelRow, labelCol, x.Field.Label())
			}
			put(changes, m.Sheet, row, col, value)
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

func put(changes map[string]workbook.Change, sheet string, row, col int, text string) {
	kind := workbook.Text
	if text == "" {
		kind = workbook.Empty
	}
	changes[sheet+workbook.Address(row, col)] = workbook.Change{Sheet: sheet, Row: row, Col: col, Value: workbook.Cell{Kind: kind, Text: text}}
}

// added are the cells for the n-th label that a form lacks, and for its value: on
// a row below all, in a column right of a table, or right of the last headings.
func added(b *workbook.Book, f Form, n int) (labelRow, labelCol, row, col int) {
	s, _ := b.Sheet(f.Sheet)
	last, right, heading, first := 0, 0, 0, 99
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			last, right = r.Number, max(right, c.Col)
			for _, w := range f.Fields {
				if c.Text == w.Label && (f.Row == 0 || r.Number < f.Row) {
					heading, first = r.Number, min(first, c.Col)
				}
			}
		}
	}
	switch {
	case f.Row > 0:
		return heading, right + 1 + n, f.Row, right + 1 + n
	case f.labelsAbove(b):
		return heading, right + 1 + n, heading + 1, right + 1 + n
	}
	return last + 1 + n, first, last + 1 + n, first + 1
}
