package form

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stintag/process"
	"stintag/process/workbook"
)

// maskingLaws fails where a text and its masked copy are not shown, masked and named
// alike.
func maskingLaws(t testing.TB, s string) {
	t.Helper()
	once := mask(s)
	if twice := mask(once); twice != once {
		t.Errorf("%q is masked as %q, and that as %q", s, once, twice)
	}
	if all := numbersIn(s); len(all) > 0 && !enoughTogether(s) {
		t.Errorf("%q has too few digits together for %v", s, all)
	}
	back, _ := hideNumbers(s, right)
	if again, _ := hideNumbers(back, right); again != back {
		t.Errorf("%q goes back as %q, and that as %q", s, back, again)
	}
	if got := mask(back); got != once {
		t.Errorf("%q is shown as %q, its copy %q as %q", s, once, back, got)
	}
	if a, b := withoutNumbers(s), withoutNumbers(back); a != b {
		t.Errorf("%q without numbers is %q, its copy %q is %q", s, a, back, b)
	}
}

// maskedPieces are what texts with numbers are made of.
var maskedPieces = []string{
	"19811218-9876", "811218-9876", "8112189876", "811218", "9876", "81 12 18 98 76", "701063-2391", "19811218-****", "811218-****", "000101-T220", "T220",
	"2025-02-03", "2025-2-3", "3/2/2025", "03.02.2025", "20250203", "02", "03", "12", "1981", "2025", "7", "070-123 45 67",
	" ", "  ", "\t", "\n", "-", "–", "+", "/", ".", ",", "\u00a0", "\u200b", "(", ")", "*", "Ek", "å",
}

func TestMaskingLaws(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		maskingLaws(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(maskedPieces), 1, 12).Draw(r, "pieces"), ""))
	})
}

func FuzzMask(f *testing.F) {
	for i, a := range maskedPieces {
		f.Add(a + maskedPieces[(i*7+3)%len(maskedPieces)] + maskedPieces[(i*5+1)%len(maskedPieces)])
	}
	f.Add("Sala-02-03\t  2025-02-03")
	f.Fuzz(func(t *testing.T, s string) { maskingLaws(t, s) })
}

// A form and its copy with the numbers masked are read alike, whatever stands where:
// only the numbers themselves are not there.
func TestFormAndItsMaskedCopyReadAlike(t *testing.T) {
	words := slices.Concat(sheetWords, []string{"1 811218-9876", "811218-9876 1811218", "811218-9876 701063-2391", "1 19811218-9876 is", "Anna Ek 19811218-9876", "Sala 811218-9876, 2025-02-03", "Sala-02-03\t  2025-02-03", "2016-05-04 81 12 18 98 76", "198112189876", "Pnr: 811218-9876", "Läkare: Anna Ek 811218-9876"})
	rapid.Check(t, func(t *rapid.T) {
		var lines []string
		for range rapid.IntRange(1, 8).Draw(t, "rows") {
			lines = append(lines, strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 6).Draw(t, "row"), "|"))
		}
		b := book(strings.Join(lines, "\n"))
		copied, _ := asReturned(b)
		sent, back := Read(b), Read(copied)
		if len(sent.Forms) != len(back.Forms) {
			t.Fatalf("%d forms, %d of the copy", len(sent.Forms), len(back.Forms))
		}
		for i := range sent.Forms {
			app, findings := sent.Forms[i].Interpret(received)
			again, same := back.Forms[i].Interpret(received)
			app.PersonalNumber, again.PersonalNumber = process.Personal{}, process.Personal{}
			if d := cmp.Diff(findings, same); d != "" {
				t.Errorf("findings (-sent +copy):\n%s", d)
			}
			if d := cmp.Diff(app, again, cmp.AllowUnexported(process.Personal{})); d != "" {
				t.Errorf("application (-sent +copy):\n%s", d)
			}
		}
	})
}

// The number is known where it stands beside a name, in the name's own cell or in its
// second half's.
func TestNumberBesideANameIsKnown(t *testing.T) {
	for _, drawing := range []string{
		"Läkarens namn | Anna Ek 19811218-9876\nVårdcentral | Sala",
		"Läkarens namn: Anna Ek 811218-9876\nVårdcentral | Sala",
		"Förnamn | Anna\nEfternamn | Ek, 81 12 18 98 76\nVårdcentral | Sala",
		"Läkarens namn | Anna Ek\nPersonnummer | 811218-9876\nVårdcentral | Sala",
		"Läkarens namn | Anna Ek\nPersonnummer | 198112189876\nVårdcentral | Sala",
		"Läkarens namn | Anna Ek\nPersonnummer: 811218-9876\nVårdcentral | Sala",
	} {
		app, _ := only(t, book(drawing+"\nLegitimationsdatum | 2016-05-04\nMöjlig start | 2025-01-13")).Interpret(received)
		if got := app.PersonalNumber.Reveal(); got != "198112189876" || app.Doctor != "Anna Ek" {
			t.Errorf("%q: %q has the number %q", drawing, app.Doctor, got)
		}
	}
}

// A whole date beside figures is no part of a number, and hides none.
func TestDatesAreNotCutByTheMask(t *testing.T) {
	for _, plain := range []string{
		"Sala-02-03\t  2025-02-03", "02 03 2025-02-03", "2025-02-03 02 03", "3/2/2025 02 03", "03.02.2025 12", "12 03.02.2025", "2022-01-01-2022-12-31", "01 2022-01-01-2022-12-31",
	} {
		if got := mask(plain); got != plain {
			t.Errorf("%q is shown as %q", plain, got)
		}
	}
	for _, n := range testNumbers(t) {
		for i, s := range append(longForms(n), shortForms(n[2:])...) {
			for _, text := range []string{s + " 2025-02-03", "2025-02-03, " + s, "3/2/2025, " + s + " - 2025-02-03"} {
				got := mask(text)
				if strings.Contains(onlyDigits(strings.ReplaceAll(got, "2025-02-03", "")), n[8:]) && !strings.Contains(n[:8], n[8:]) {
					t.Errorf("form %d %q is shown as %q", i, text, got)
				}
				if !strings.Contains(got, "2025-02-03") || strings.Contains(text, "3/2/2025") && !strings.Contains(got, "3/2/2025") {
					t.Errorf("form %d %q loses a date: %q", i, text, got)
				}
			}
		}
	}
}

// Blanks in a row are one, in a cell as in a letter.
func TestNumberAcrossBlanksGoesBackMasked(t *testing.T) {
	for _, s := range []string{"811218     9876", "81\t\t12\t\t18\t\t9876", "811218 \n \n 9876"} {
		if shown, ok := maskedCell(&workbook.Cell{Kind: workbook.Text, Text: "Ring " + s}); !ok || strings.Contains(onlyDigits(shown), "9876") {
			t.Errorf("%q goes back as %q", s, shown)
		}
	}
}

// One doctor's number is one with its century and without, on two pages of a form.
func TestPagesOfOneDoctorWithANumber(t *testing.T) {
	page := "Läkarens namn | Anna Ek\nVårdcentral | Sala\nLegitimationsdatum | 2016-05-04\nPersonnummer | "
	f := only(t, book(page+"19811218-9876", page+"811218-9876"))
	if app, fs := f.Interpret(received); app.PersonalNumber.Reveal() != "198112189876" || len(fs) > 0 {
		t.Errorf("%q with %+v", app.PersonalNumber.Reveal(), fs)
	}
}
