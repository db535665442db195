package form

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"stintag/process"
	"stintag/process/workbook"
)

// A form that was sent back for its licence date and its start came again with
// the licence date right, saved by another program. Where it stands:
const (
	licenceCell = "Intresseanmälan!B16"
	startCell   = "Intresseanmälan!B28"
)

var savedBy = []string{"returned_openpyxl.xlsx", "returned_libreoffice.xlsx"}

// Our list is no form, and its lines are no labels.
func TestReturnedFormSavedByAnotherProgramReads(t *testing.T) {
	for _, file := range savedBy {
		t.Run(file, func(t *testing.T) {
			r := opened(t, file)
			if len(r.Forms) != 1 || r.WrongForm != "" {
				t.Fatalf("read %+v", r)
			}
			for _, w := range append(r.Forms[0].Fields, r.Forms[0].Unknown...) {
				if w.Sheet != "Intresseanmälan" {
					t.Errorf("%q was read from %s!%s", w.Label, w.Sheet, w.Cell)
				}
			}
			app, findings := r.Forms[0].Interpret(received)
			if start := app.Cells[process.FieldPossibleStart]; start.Sheet+"!"+start.Cell != startCell {
				t.Errorf("the start belongs in %+v", start)
			}
			app.Cells = nil
			want := process.Application{
				Kind: process.NewPost, CentreWritten: "Sala vårdcentral", Doctor: "Anna Ek", LicenceDate: process.D(2016, 5, 4),
				SwedishAT: process.Yes, Employed: process.No,
			}
			if d := cmp.Diff(want, app, cmp.AllowUnexported(process.Personal{})); d != "" {
				t.Errorf("application (-want +got):\n%s", d)
			}
			if len(findings) > 0 {
				t.Errorf("findings: %+v", findings)
			}
		})
	}
}

// Whatever reads as a form in the list's sentences, a list is no form.
func TestListAloneIsNoForm(t *testing.T) {
	b := book("Att rätta: 3 uppgifter\n\nRuta | Vad som är fel, och hur det blir rätt\nLäkarens namn | Anna Ek\nVårdcentral | Sala\nLegitimationsdatum | 2016-05-04\nMöjlig start | 2025-01-01\nAT-tjänst | ansökan om AT-tjänst")
	if r := Read(b); len(r.Forms) > 0 || r.WrongForm != "" {
		t.Errorf("read %+v", r)
	}
	b = book("Att rätta i blanketten\n\nLäkarens namn | Anna Ek\nVårdcentral | Sala\nLegitimationsdatum | 2016-05-04\nMöjlig start | 2025-01-01")
	if r := Read(b); len(r.Forms) != 1 {
		t.Errorf("a form of theirs was taken for our list: %+v", r)
	}
}

// Only what is wrong now is red, in one list; the rest looks as it did.
func TestReturnedFormSavedByAnotherProgramGoesBackAgain(t *testing.T) {
	d := newDesk(t)
	for _, file := range savedBy {
		t.Run(file, func(t *testing.T) {
			src, err := os.ReadFile(filepath.Join("testdata", file))
			if err != nil {
				t.Fatal(err)
			}
			if red, _ := marksIn(t, src); !slices.Equal(red, []string{licenceCell, startCell}) {
				t.Fatalf("%v are red in the file: it proves nothing", red)
			}
			back, err := Return(src, d.findings(Read(readBytes(t, src)).Forms, received.Time()), nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := sheetNames(readBytes(t, back)); got != "Att rätta, Intresseanmälan, stintag" {
				t.Errorf("sheets %s", got)
			}
			red, comments := marksIn(t, back)
			if !slices.Equal(red, []string{startCell}) {
				t.Errorf("%v are red", red)
			}
			want := map[string]string{startCell: "Frågar Anna.\n\nST-intag: Möjlig start ST saknas. Skriv det tidigaste datum läkaren kan börja (ÅÅÅÅ-MM-DD)."}
			if d := cmp.Diff(want, comments); d != "" {
				t.Errorf("comments (-want +got):\n%s", d)
			}
			f := openedFile(t, back)
			if a, b := fillAt(t, f, licenceCell), fillAt(t, f, "Intresseanmälan!B14"); a != b || a == "" {
				t.Errorf("the licence date's cell has the fill %q, the doctor's name %q", a, b)
			}
		})
	}
}

func openedFile(t *testing.T, raw []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// marksIn are the red cells of the form and its comments.
func marksIn(t *testing.T, raw []byte) (red []string, comments map[string]string) {
	t.Helper()
	f := openedFile(t, raw)
	found, err := f.GetComments("Intresseanmälan")
	if err != nil {
		t.Fatal(err)
	}
	comments = map[string]string{}
	for _, c := range found {
		whole := c.Text
		for _, run := range c.Paragraph {
			whole += run.Text
		}
		comments["Intresseanmälan!"+c.Cell] = whole
	}
	for row := 1; row < 50; row++ {
		for col := 1; col < 8; col++ {
			if place := "Intresseanmälan!" + workbook.Address(row, col); fillAt(t, f, place) == "FFFF7B81" {
				red = append(red, place)
			}
		}
	}
	return red, comments
}

// fillAt is the colour of a cell's fill, by another library than ours.
func fillAt(t *testing.T, f *excelize.File, place string) string {
	t.Helper()
	sheet, cell, _ := strings.Cut(place, "!")
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.GetStyle(id); err != nil { // reads the styles
		t.Fatal(err)
	}
	p := f.Styles.Fills.Fill[*f.Styles.CellXfs.Xf[id].FillID].PatternFill
	if p == nil || p.FgColor == nil {
		return ""
	}
	return p.FgColor.RGB
}
