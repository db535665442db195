package process_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
)

func codes(fs []process.Finding) []string {
	var cs []string
	for _, f := range fs {
		cs = append(cs, f.Code)
	}
	return cs
}

func TestFindings(t *testing.T) {
	type change = func(*process.Application)
	foreign := func(bt string) change {
		return func(a *process.Application) { a.SwedishAT, a.BT = process.No, bt }
	}
	under := func(r string) change { return func(a *process.Application) { a.Regulation = r } }
	for _, tt := range []struct {
		name    string
		changes []change
		code    string // "" for none at all
		level   process.Level
	}{
		{"a complete form", nil, "", 0},
		{"a slip in the health centre", []change{func(a *process.Application) { a.CentreWritten, a.CentreID = "Tallbaken", "" }}, "LIK_VÅRDCENTRAL", process.Remark},
		{"licence tomorrow", []change{licensed(2024, 9, 11)}, "LEGITIMATION_FRAMÅT", process.Returned},
		{"licence today", []change{licensed(2024, 9, 10)}, "", 0},
		{"licence in 1959", []change{licensed(1959, 12, 31)}, "LEGITIMATION_FÖR_GAMMAL", process.Returned},
		{"licence in 1960", []change{licensed(1960, 1, 1)}, "", 0},
		{"licence at 21", []change{withNumber(number1), licensed(2002, 12, 31)}, "LEGITIMATION_FÖR_UNG", process.Returned},
		{"licence at 22", []change{withNumber(number1), licensed(2003, 1, 1)}, "", 0},
		{"a plus in the number, born 1881", []change{withNumber("18811218-9876")}, "FÖDD_FÖR_HUNDRA_ÅR_SEDAN", process.Remark},
		{"F7 start before licence", []change{licensed(2024, 9, 1), starting(2024, 8, 15)}, "START_FÖRE_LEGITIMATION", process.Returned},
		{"F7 a day in the licence's own month, before it", []change{licensed(2024, 9, 5), starting(2024, 9, 2)}, "START_FÖRE_LEGITIMATION", process.Returned},
		{"a month alone, the licence's own, is not before it", []change{licensed(2024, 9, 5), starting(2024, 9, 1)}, "START_PASSERAD", process.Remark},
		{"R-101 no AT and no BT", []change{foreign("")}, "BT_SAKNAS", process.Returned},
		{"R-101 no AT, and BT said not to matter", []change{foreign("Ej aktuell (AT)")}, "BT_SAKNAS", process.Returned},
		{"R-102 no AT, BT done", []change{foreign("Fristående klar"), certified(2023, 1, 31)}, "", 0},
		{"R-102 no AT, BT within", []change{foreign("Integrerad")}, "", 0},
		{"F2 double specialisation needs no BT", []change{foreign(""), asking(process.DoubleSpecialisation), func(a *process.Application) { a.EarlierSpecialty = "Geriatrik" }}, "", 0},
		{"ST with integrated BT says it", []change{foreign(""), asking(process.IntegratedBT)}, "", 0},
		{"F4 SOSFS 2008:17", []change{under("SOSFS 2008:17")}, "GAMMAL_FÖRESKRIFT", process.Returned},
		{"F3 SOSFS 2015:8 after AT", []change{under("SOSFS 2015:8")}, "", 0},
		{"F3 SOSFS 2015:8 without AT", []change{under("SOSFS 2015:8"), foreign("Fristående klar"), certified(2023, 1, 31)}, "FEL_FÖRESKRIFT", process.Returned},
		{"F3 HSLF-FS 2021:8", []change{under("HSLF-FS 2021:8")}, "", 0},
		{"D9 an earlier contact is claimed", []change{func(a *process.Application) { a.ContactClaimed = process.D(2024, 9, 1) }}, "KONTAKTDATUM_TIDIGARE", process.Remark},
		{"the day it came", []change{func(a *process.Application) { a.ContactClaimed = process.D(2024, 9, 2) }}, "", 0},
		{"start has passed", []change{starting(2024, 9, 9)}, "START_PASSERAD", process.Remark},
		{"start in 24 months", []change{starting(2026, 9, 10)}, "", 0},
		{"start in more", []change{starting(2026, 9, 11)}, "START_LÅNGT_FRAM", process.Remark},
		{"under half time", []change{func(a *process.Application) { a.Degree = 0.4 }}, "TJÄNSTGÖRINGSGRAD", process.Remark},
		{"supervises himself", []change{func(a *process.Application) { a.Supervisor = "Nummer1, Läkare" }}, "EGEN_HANDLEDARE", process.Remark},
		{"no supervisor", []change{func(a *process.Application) { a.Supervisor = "" }}, "SAKNAS", process.BeforeDecision},
		{"no name", []change{named("")}, "SAKNAS", process.Returned},
		{"no health centre", []change{from(process.HealthCentre{})}, "SAKNAS", process.Returned},
		{"BT answers for AT", []change{func(a *process.Application) { a.SwedishAT, a.BT = "", "Fristående klar" }, certified(2023, 1, 31)}, "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fs := process.Examine(world(), nth(1, tt.changes...))
			if tt.code == "" {
				if len(fs) > 0 {
					t.Fatalf("found %v", fs)
				}
				return
			}
			if len(fs) != 1 || fs[0].Code != tt.code || fs[0].Level != tt.level {
				t.Fatalf("found %v, want %s at level %d", fs, tt.code, tt.level)
			}
			if !strings.HasSuffix(fs[0].Text, ".") && !strings.HasSuffix(fs[0].Text, "?") {
				t.Errorf("no sentence: %q", fs[0].Text)
			}
		})
	}
}

func TestExpectedLicencePasses(t *testing.T) {
	c := nth(1, func(a *process.Application) {
		a.LicenceDate, a.ExpectedLicence = process.Date{}, process.D(2024, 10, 15)
	})
	if fs := process.Examine(world(), c); len(fs) != 0 {
		t.Errorf("found %v", fs)
	}
	c.Application.PossibleStart = process.D(2024, 10, 1)
	if fs := process.Examine(world(), c); len(fs) != 1 || fs[0].Level != process.Remark {
		t.Errorf("a start before it is a remark, found %v", fs)
	}
}

func TestAFindingTellsItsCell(t *testing.T) {
	c := nth(1, func(a *process.Application) {
		a.LicenceDate = process.Date{}
		a.Cells[process.FieldLicenceDate] = process.CellRef{Sheet: "Intresseanmälan", Cell: "C14"}
	})
	f, ok := find(process.Examine(world(), c), process.CodeMissing)
	want := process.Finding{
		Code: process.CodeMissing, Level: process.Returned, Field: process.FieldLicenceDate, Sheet: "Intresseanmälan", Cell: "C14",
		Text: "Legitimationsdatum saknas. Skriv datumet (ÅÅÅÅ-MM-DD), eller fyll i Väntad legitimation om läkaren ännu inte är legitimerad.",
	}
	if d := cmp.Diff(want, f); !ok || d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestUnknownCentreGetsASuggestion(t *testing.T) {
	c := nth(1, from(process.HealthCentre{Name: "Nya Sjövik vid torget"}))
	f, ok := find(process.Examine(world(), c), process.CodeUnknownCentre)
	if !ok || f.Suggestion != sjovik.Name || !strings.HasSuffix(f.Text, " finns inte i registret. Menade ni "+sjovik.Name+"? Välj vårdcentral i listan, eller skriv namnet så som regionen skriver det.") {
		t.Errorf("%+v", f)
	}
	c = nth(1, from(process.HealthCentre{Name: "Xyz"}))
	if f, ok = find(process.Examine(world(), c), process.CodeUnknownCentre); !ok || f.Suggestion != "" {
		t.Errorf("a suggestion out of nothing: %+v", f)
	}
}

func TestOneFaultIsToldOnce(t *testing.T) {
	c := nth(1, func(a *process.Application) { a.PossibleStart = process.Date{} })
	c.FormFindings = []process.Finding{{Code: process.CodeYearMissing, Level: process.Returned, Field: process.FieldPossibleStart, Text: "x"}}
	if got := codes(process.Examine(world(), c)); len(got) != 1 || got[0] != process.CodeYearMissing {
		t.Errorf("found %v", got)
	}
	c.FormFindings[0].Level = process.Remark // what cannot be read is missing, and as serious
	fs := process.Examine(world(), c)
	if len(fs) != 1 || fs[0].Code != process.CodeYearMissing || fs[0].Level != process.Returned {
		t.Errorf("found %v", fs)
	}
	c.FormFindings[0].Code = "STAVFEL_I_RUBRIK" // of the label: the value is missing all the same
	if got := codes(process.Examine(world(), c)); len(got) != 2 {
		t.Errorf("found %v", got)
	}
}

// D13: a value that cannot be read is not told as missing too, at any level.
func TestAnUnreadableValueIsToldOnce(t *testing.T) {
	for _, tt := range []struct {
		field process.Field
		level process.Level
	}{
		{process.FieldSupervisorTrained, process.BeforeDecision}, {process.FieldEmploymentForm, process.BeforeDecision}, {process.FieldBT, process.Returned},
		{process.FieldBTCertificate, process.BeforeDecision}, {process.FieldDegree, process.Remark},
	} {
		c := nth(1, func(a *process.Application) {
			a.Employed, a.Degree, a.EmploymentDate = process.Yes, 0, process.D(2024, 9, 1)
			a.SwedishAT = process.No
			if tt.field == process.FieldBTCertificate {
				a.BT = "Fristående klar"
			}
			if tt.field != process.FieldEmploymentForm {
				a.EmploymentForm = process.Locum
			}
			if tt.field != process.FieldBT && a.BT == "" {
				a.BT = "Integrerad"
			}
			a.SupervisorTrained = process.Yes
			if tt.field == process.FieldSupervisorTrained {
				a.SupervisorTrained = process.Unanswered
			}
			a.Cells[tt.field] = process.CellRef{Sheet: "S", Cell: "B2", Written: "?"}
		})
		c.FormFindings = []process.Finding{{Code: "OTYDLIGT", Level: process.Remark, Field: tt.field, Written: "?", Text: "x."}}
		w := world()
		w.Policy.Required.ForDecision = append(w.Policy.Required.ForDecision, process.FieldSupervisorTrained)
		if fs := process.Examine(w, c); len(fs) != 1 || fs[0].Code != "OTYDLIGT" || fs[0].Level != tt.level {
			t.Errorf("%s: found %+v", tt.field, fs)
		}
	}
}

func TestTheRegisterAnswersForTheManager(t *testing.T) {
	w := world()
	w.Policy.Required.ForDecision = []process.Field{process.FieldManager, process.FieldManagerEmail}
	if fs := process.Examine(w, nth(1)); len(fs) != 0 {
		t.Errorf("found %v", fs)
	}
	if fs := process.Examine(w, nth(1, from(sjovik))); len(fs) != 1 || fs[0].Field != process.FieldManager {
		t.Errorf("the register has no manager there: %v", fs)
	}
}

func TestLateNotice(t *testing.T) {
	for _, tt := range []struct {
		days int
		late bool
	}{{0, false}, {60, false}, {61, true}} { // 60 days from 2024-09-02 to 2024-11-01
		w := world()
		w.Policy.NoticeDays = tt.days
		if _, late := find(process.Examine(w, nth(1)), process.CodeLateNotice); late != tt.late {
			t.Errorf("notice of %d days: late %v", tt.days, late)
		}
	}
}

func TestAnAcceptedContactDateIsNoRemark(t *testing.T) { // D9
	c := nth(1, func(a *process.Application) { a.ContactClaimed = process.D(2024, 8, 1) })
	if _, ok := find(process.Examine(world(), c), "KONTAKTDATUM_TIDIGARE"); !ok {
		t.Fatal("an earlier claim is taken without a word")
	}
	c.ContactDate = process.D(2024, 8, 1) // an administrator wrote it
	if fs := process.Examine(world(), c); len(fs) != 0 {
		t.Errorf("found %v", fs)
	}
}

func TestABadDateInATransferDoesNotSendItBack(t *testing.T) { // D15
	c := nth(1, asking(process.Transfer), func(a *process.Application) { a.PossibleStart = process.Date{} })
	c.FormFindings = []process.Finding{{Code: process.CodeYearMissing, Level: process.Returned, Field: process.FieldPossibleStart, Text: "x"}}
	fs := process.Examine(world(), c)
	if len(fs) != 1 || fs[0].Code != process.CodeYearMissing || fs[0].Level != process.BeforeDecision {
		t.Errorf("found %v", fs)
	}
}

// A row that a person wrote in the master lacks what the master has no column
// for; that is remarked on, and the case has its place all the same (D13).
func TestManualCaseIsNotAskedForWhatTheMasterCannotHold(t *testing.T) {
	c := nth(1, func(a *process.Application) { a.SwedishAT, a.Supervisor = "", "" })
	c.Manual = true
	s := standing(t, world(c), c.ID)
	if len(s.At(process.Returned)) > 0 || len(s.At(process.BeforeDecision)) > 0 {
		t.Errorf("findings %+v; want remarks only", s.Findings)
	}
	if s.Place != 1 || len(s.At(process.Remark)) == 0 {
		t.Errorf("place %d, findings %+v", s.Place, s.Findings)
	}
	c.Application.LicenceDate = process.Date{}
	if s := standing(t, world(c), c.ID); s.Status != process.StatusReturned {
		t.Errorf("without a licence date it stands as %s", s.Status)
	}
}

// What a name decides is asked for with the name, and the manager of a health
// centre that is in doubt is the register's to tell.
func TestWhatHangsTogetherIsAskedForOnce(t *testing.T) { // D13
	w := world()
	w.Policy.Required.ForDecision = []process.Field{process.FieldManager, process.FieldManagerEmail, process.FieldSupervisor, process.FieldSupervisorSpecialist, process.FieldSupervisorTrained}
	examined(t, w, nth(1, func(a *app) { a.Supervisor = "" }), want{process.CodeMissing, process.BeforeDecision, process.FieldSupervisor})
	examined(t, w, nth(1),
		want{process.CodeMissing, process.BeforeDecision, process.FieldSupervisorSpecialist}, want{process.CodeMissing, process.BeforeDecision, process.FieldSupervisorTrained})
	lost := nth(1, func(a *app) {
		a.CentreID, a.CentreWritten, a.SupervisorSpecialist, a.SupervisorTrained = "", "Björkhagen", process.Yes, process.Yes
	})
	examined(t, w, lost, want{process.CodeUnknownCentre, process.Returned, process.FieldCentre})
}

// A question that another answer raises is shown at that answer where the form has
// no cell of its own for it.
func TestAQuestionIsShownWhereItIsRaised(t *testing.T) {
	c := nth(1, func(a *app) {
		a.SwedishAT = process.No
		a.Cells = map[process.Field]process.CellRef{process.FieldSwedishAT: {Sheet: "S", Cell: "B5", Written: "Nej"}}
	})
	fs := examined(t, world(), c, want{"BT_SAKNAS", process.Returned, process.FieldBT})
	if f := fs[0]; f.Sheet != "S" || f.Cell != "B5" || f.Written != "Nej" {
		t.Errorf("shown at %+v", f)
	}
	c.Application.Cells[process.FieldBT] = process.CellRef{Sheet: "S", Cell: "B6"}
	if f := process.Examine(world(), c)[0]; f.Cell != "B6" {
		t.Errorf("the form has a cell, and it is shown at %+v", f)
	}
}

func TestWordsOfTheFormAreNoAnswer(t *testing.T) {
	c := nth(1, func(a *app) {
		a.Employed = process.Unanswered
		a.Cells = map[process.Field]process.CellRef{process.FieldEmployed: {Sheet: "S", Cell: "B7", Written: "Ja / Nej"}}
	})
	fs := examined(t, world(), c, want{process.CodeMissing, process.Returned, process.FieldEmployed})
	if text := fs[0].Text; !strings.Contains(text, `Ja / Nej`) {
		t.Errorf("told %q", text)
	}
}

// A number is a plus's from the year of the hundredth birthday on.
func TestANumberOfAHundredYearsIsDoubted(t *testing.T) {
	for year, want := range map[int]bool{2022: false, 2023: true} {
		c := nth(1, withNumber("19230261-2383"), licensed(1960, 1, 1))
		c.Received = at(year, 9, 2)
		w := world(c)
		w.Now = at(year, 9, 10)
		f, doubted := find(standing(t, w, c.ID).Findings, "FÖDD_FÖR_HUNDRA_ÅR_SEDAN")
		if doubted != want || doubted && (f.Level != process.Remark || !strings.Contains(f.Text, "1923")) {
			t.Errorf("%d: %v, %+v", year, doubted, f)
		}
	}
}
