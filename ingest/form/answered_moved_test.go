package form

import (
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

const twoRows = `
	Ärendetyp | Vårdcentral | Läkarens namn | Legitimationsdatum | Svensk AT | Anställd idag | Möjlig start
	Ny ST | Sala | Anna Ek | 10/9 | Ja | Nej | 2025-02-03
	Ny ST | Sala | Cia Lind | 2019-01-15 | Ja | Nej | 2025-02-03
	Ny ST | Sala | Bo Al | 12/5 | Ja | Nej | 2025-02-03`

// cameBack is the table as it goes back for Anna Ek and Bo Al, with both suggestions
// answered.
func cameBack(t *testing.T, d desk, answers map[string]string, edits map[string]string) []Form {
	t.Helper()
	src := drawnFile(t, twoRows)
	raw, err := Return(src, d.findings(Read(readBytes(t, src)).Forms, received.Time()), []string{"IA-2024-0001", "IA-2024-0002", "IA-2024-0003"})
	if err != nil {
		t.Fatal(err)
	}
	all := texts(readBytes(t, raw))
	for _, want := range []string{"Blad1!D2\nAnna Ek, ärende IA-2024-0001\nLegitimationsdatum:", "Blad1!D4\nBo Al, ärende IA-2024-0003\nLegitimationsdatum:"} {
		if !strings.Contains(all, want) {
			t.Fatalf("the list does not say %q:\n%s", want, all)
		}
	}
	at := answerCells(readBytes(t, raw))
	changed := map[string]string{}
	for k, text := range answers {
		changed[listSheet+"!"+at[k].Address()] = text
	}
	for cell, text := range edits {
		changed["Blad1!"+cell] = text
	}
	return Read(readBytes(t, written(t, raw, changed))).Forms
}

const annas, bos = "licence_date=Blad1!D2", "licence_date=Blad1!D4"

// An answer is of the row's doctor: where rows have changed places it is not used,
// and its sender is told so, once for each. The case follows the doctor.
func TestAnswersDoNotMoveToOtherDoctors(t *testing.T) {
	d := newDesk(t)
	both := map[string]string{annas: "2010-01-01", bos: "2011-01-01"}
	for _, tt := range []struct {
		name    string
		answers map[string]string
		edits   map[string]string
		dates   map[string]string // by case
		unused  []Why
	}{
		{"as they stood", both, nil, map[string]string{"IA-2024-0001": "2010-01-01", "IA-2024-0003": "2011-01-01"}, nil},
		{"sorted", both, map[string]string{"C2": "Bo Al", "D2": "12/5", "C4": "Anna Ek", "D4": "10/9"},
			map[string]string{"IA-2024-0001": "0000-00-00", "IA-2024-0003": "0000-00-00"}, []Why{whyMoved, whyMoved}},
		{"sorted, and put right by hand", both, map[string]string{"C2": "Bo Al", "D2": "2015-05-12", "C4": "Anna Ek", "D4": "2014-09-10"},
			map[string]string{"IA-2024-0001": "2014-09-10", "IA-2024-0003": "2015-05-12"}, nil},
		{"the name corrected", both, map[string]string{"C2": "Anna Eklund"}, map[string]string{"IA-2024-0001": "2010-01-01", "IA-2024-0003": "2011-01-01"}, nil},
		{"another answer in the cell", map[string]string{annas: "ja", bos: "ja"}, map[string]string{"D2": "2012-12-12"},
			map[string]string{"IA-2024-0001": "0000-00-00", "IA-2024-0003": "2024-05-12"}, []Why{whyContradicted}},
		{"neither yes nor no", map[string]string{annas: "kanske"}, nil,
			map[string]string{"IA-2024-0001": "0000-00-00", "IA-2024-0003": "0000-00-00"}, []Why{whyUnclear}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			forms := cameBack(t, d, tt.answers, tt.edits)
			if len(forms) != 2 {
				t.Fatalf("%d forms", len(forms))
			}
			var unused []Why
			for _, f := range forms {
				app, findings := f.Interpret(received)
				got := "0000-00-00"
				if !app.LicenceDate.IsZero() {
					got = app.LicenceDate.String()
				}
				if want, ok := tt.dates[f.Case]; !ok || got != want {
					t.Errorf("%s, case %q: licence date %s, want %s", app.Doctor, f.Case, got, want)
				}
				for _, u := range f.Unused {
					unused = append(unused, u.Why)
				}
				told := slices.ContainsFunc(findings, func(x process.Finding) bool {
					return x.Level == process.Returned && (x.Code == codeUnused || x.Code == codeTwoSays)
				})
				if told != (len(f.Unused) > 0) {
					t.Errorf("%s: unused %v, told %+v", app.Doctor, f.Unused, findings)
				}
			}
			if !slices.Equal(unused, tt.unused) {
				t.Errorf("not used: %v, want %v", unused, tt.unused)
			}
		})
	}
}

// Our own file is known by its case, whatever name stands in it now.
func TestReturnedFormCarriesItsCase(t *testing.T) {
	d := newDesk(t)
	src := drawnFile(t, twoFaults)
	findings := d.findings(Read(readBytes(t, src)).Forms, received.Time())
	raw, err := Return(src, findings, []string{"IA-2024-0007"})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(texts(readBytes(t, raw)), "Ärende IA-2024-0007") {
		t.Error("the list does not name the case")
	}
	renamed := written(t, raw, map[string]string{"Blad1!B2": "Anna-Karin Ek Lind"})
	if f := only(t, readBytes(t, renamed)); f.Case != "IA-2024-0007" {
		t.Errorf("the case is %q", f.Case)
	}
	again, err := Return(renamed, findings, nil)
	if err != nil {
		t.Fatal(err)
	}
	if f := only(t, readBytes(t, again)); f.Case != "IA-2024-0007" {
		t.Errorf("returned again the case is %q", f.Case)
	}
	if f := only(t, readBytes(t, src)); f.Case != "" {
		t.Errorf("before it went back the case was %q", f.Case)
	}
}

// Two answers that differ are both shown, and asked of again in the list.
func TestAnswerThatTheCellSpeaksAgainst(t *testing.T) {
	d := newDesk(t)
	raw, answers := sentBack(t, d, strings.Replace(twoFaults, "Svensk AT | Ja", "Svensk AT | kanske", 1))
	at, ok := answers["swedish_at=Blad1!B6"]
	if !ok {
		t.Fatalf("not asked: %v", answers)
	}
	fixed := written(t, raw, map[string]string{listSheet + "!" + at.Address(): "Nej", "Blad1!B6": "Ja"})
	findings := d.findings(Read(readBytes(t, fixed)).Forms, received.Time())
	x := finding(t, findings[0], codeTwoSays, process.FieldSwedishAT)
	if x.Text != `Svensk AT: "Ja" står i rutan men "Nej" i listan. Skriv det som gäller.` || x.Sheet != "Blad1" || x.Cell != "B6" {
		t.Errorf("finding %+v", x)
	}
	back, err := Return(fixed, findings, nil)
	if err != nil {
		t.Fatal(err)
	}
	book := readBytes(t, back)
	at = answerCells(book)["swedish_at=Blad1!B6"]
	app, _ := only(t, readBytes(t, written(t, back, map[string]string{listSheet + "!" + at.Address(): "Nej"}))).Interpret(received)
	if app.SwedishAT != process.No {
		t.Errorf("answered again: %q", app.SwedishAT)
	}
}

// The steps speak only of what the list has.
func TestBannerFitsTheList(t *testing.T) {
	asks := workbook.Mark{Ask: workbook.Ask{Key: "kind@Blad1!B2"}}
	suggests := workbook.Mark{Cell: "B3", Ask: workbook.Ask{Key: "licence_date=Blad1!B3", Suggestion: "2024-09-10"}}
	inForm := workbook.Mark{Cell: "B4"}
	for _, tt := range []struct {
		name  string
		marks []workbook.Mark
		want  []string
		not   []string
	}{
		{"only in the form", []workbook.Mark{inForm}, []string{"1. Rätta i blanketten:"}, []string{"Ert svar", "förslag"}},
		{"only in the list", []workbook.Mark{asks}, []string{"gula rutorna"}, []string{"röd ruta", "förslag"}},
		{"a suggestion", []workbook.Mark{suggests}, []string{"Stämmer vårt förslag", "Ni kan också rätta i blanketten"}, nil},
		{"some of each", []workbook.Mark{suggests, inForm}, []string{"gula rutorna", "Det som ska rättas i blanketten"}, []string{"Ni kan också"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			all := strings.Join(banner(tt.marks), "\n")
			for _, s := range tt.want {
				if !strings.Contains(all, s) {
					t.Errorf("no %q in\n%s", s, all)
				}
			}
			for _, s := range tt.not {
				if strings.Contains(all, s) {
					t.Errorf("%q in\n%s", s, all)
				}
			}
		})
	}
}
