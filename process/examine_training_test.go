package process_test

import (
	"testing"

	"stintag/process"
)

type app = process.Application

func TestLicenceAndAT(t *testing.T) {
	expected := func(d process.Date) func(*app) {
		return func(a *app) { a.LicenceDate, a.ExpectedLicence = process.Date{}, d }
	}
	also := func(d process.Date) func(*app) { return func(a *app) { a.ExpectedLicence = d } }
	endOfAT := func(d process.Date) func(*app) { return func(a *app) { a.ATEnd = d } }
	checkRules(t, world(), []rule{ // today 2024-09-10, received 2024-09-02, licence 2020-03-01, start 2024-11-01
		{"F7 expected today", says(expected(process.D(2024, 9, 10))), nil},
		{"F7 expected yesterday", says(expected(process.D(2024, 9, 9))), remark("VÄNTAD_LEGITIMATION_PASSERAD", process.FieldExpectedLicence)},
		{"F7 expected and attached", says(expected(process.D(2024, 10, 1)), func(a *app) { a.LicenceAttached = process.Yes }), remark("LEGITIMATION_BIFOGAD", process.FieldLicenceAttached)},
		{"F7 start before the expected licence", says(expected(process.D(2024, 11, 2))), remark("START_FÖRE_LEGITIMATION", process.FieldPossibleStart)},
		{"licensed, and expected after the form came", says(also(process.D(2024, 9, 3))), back("TVÅ_LEGITIMATIONER", process.FieldExpectedLicence)},
		{"licensed earlier than was expected", says(also(process.D(2024, 9, 2))), nil},
		{"licence to come, as expected: told once", says(licensed(2025, 1, 15), also(process.D(2025, 1, 15))), back("LEGITIMATION_FRAMÅT", process.FieldLicenceDate)},
		{"licence to come after the start: told once", says(licensed(2025, 1, 15)), back("LEGITIMATION_FRAMÅT", process.FieldLicenceDate)},
		{"F6 AT ends on the licence's day", says(endOfAT(process.D(2020, 3, 1))), nil},
		{"F6 AT ends the day after", says(endOfAT(process.D(2020, 3, 2))), remark("AT_EFTER_LEGITIMATION", process.FieldATEnd)},
		{"F6 AT ends after the expected licence", says(expected(process.D(2024, 10, 31)), endOfAT(process.D(2024, 11, 30))), remark("AT_EFTER_LEGITIMATION", process.FieldATEnd)},
		{"F6 AT ends before the expected licence", says(expected(process.D(2024, 10, 31)), endOfAT(process.D(2024, 10, 15))), nil},
		{"F6 an end of no AT", says(foreign("Integrerad"), endOfAT(process.D(2019, 1, 1))), remark("OKLAR_AT", process.FieldATEnd)},
	})
}

// F7: a start that nobody wrote to the day sends no form back.
func TestALooseStartIsNotHeldAgainstAnybody(t *testing.T) {
	c := nth(1, licensed(2024, 9, 5), starting(2024, 8, 1))
	examined(t, world(), c, want{"START_FÖRE_LEGITIMATION", process.Returned, process.FieldPossibleStart})
	c.FormFindings = []process.Finding{{Code: "TOLKAT_VÄRDE", Field: process.FieldPossibleStart, Text: "x.", Suggestion: "2024-08-01"}}
	for _, f := range process.Examine(world(), c) {
		if f.Level != process.Remark {
			t.Errorf("%s at level %d", f.Code, f.Level)
		}
	}
}

func TestBT(t *testing.T) {
	const bt, certificate = process.FieldBT, process.FieldBTCertificate
	checkRules(t, world(), []rule{
		{"R-101 no AT and no BT", says(foreign("")), back("BT_SAKNAS", bt)},
		{"R-101 a form without a kind is asked too", says(foreign(""), asking("")), []want{{process.CodeMissing, process.Returned, process.FieldKind}, {"BT_SAKNAS", process.Returned, bt}}},
		{"R-102 stand-alone and done, with its certificate", says(foreign("Fristående klar"), certified(2021, 7, 1)), nil},
		{"R-102 done, without one", says(foreign("Fristående klar")), needed("BT_INTYG", certificate)},
		{"R-102 a certificate before there was BT", says(foreign("Fristående klar"), certified(2021, 6, 30)), needed("BT_INTYG", certificate)},
		{"R-102 certified today", says(foreign("Fristående klar"), certified(2024, 9, 10)), nil},
		{"R-102 certified tomorrow", says(foreign("Fristående klar"), certified(2024, 9, 11)), needed("BT_INTYG", certificate)},
		{"R-102 under way", says(foreign("Fristående pågår")), nil},
		{"R-102 under way, certified tomorrow", says(foreign("Fristående pågår"), certified(2024, 9, 11)), nil},
		{"R-102 under way, certified today", says(foreign("Fristående pågår"), certified(2024, 9, 10)), remark("OKLAR_BT", bt)},
		{"R-102 done only after the start", says(foreign("Fristående pågår"), certified(2025, 1, 31)), remark("START_FÖRE_BT", process.FieldPossibleStart)},
		{"R-102 within ST", says(foreign("Integrerad")), nil},
		{"F2 never asked of double specialisation", says(foreign("Fristående klar"), double), nil},
		{"F3 never asked under SOSFS 2015:8", says(foreign(""), under("SOSFS 2015:8"), starting(2021, 6, 30)), remark("START_PASSERAD", process.FieldPossibleStart)},
		{"who has done AT needs no certificate", says(func(a *app) { a.BT = "Fristående klar" }), nil},
		{"the posts before BT", says(foreign("Fristående klar"), asking(process.PreBTST)), nil},
		{"integrated, and done", says(foreign("Fristående klar"), asking(process.IntegratedBT), certified(2023, 1, 1)), remark("OKLAR_BT", bt)},
		{"integrated, after AT", says(asking(process.IntegratedBT)), remark("OKLAR_BT", process.FieldSwedishAT)},
		{"integrated, as it says", says(foreign("Integrerad"), asking(process.IntegratedBT)), nil},
	})
}

func TestBTIsSuggestedWhereItsCertificateIsThere(t *testing.T) {
	fs := examined(t, world(), nth(1, foreign(""), certified(2023, 1, 31)), want{"BT_SAKNAS", process.Returned, process.FieldBT})
	if fs[0].Suggestion != "Fristående klar" {
		t.Errorf("suggests %q", fs[0].Suggestion)
	}
}

func TestRegulation(t *testing.T) {
	const field, old = process.FieldRegulation, "SOSFS 2015:8"
	begun := func(y int) func(*app) {
		return func(a *app) { a.EmploymentForm, a.EmploymentDate = process.StartedST, process.D(y, 6, 30) }
	}
	checkRules(t, world(), []rule{
		{"F4 SOSFS 2008:17", says(under("SOSFS 2008:17")), back("GAMMAL_FÖRESKRIFT", field)},
		{"F3 SOSFS 2015:8 after AT", says(under(old)), nil},
		{"F3 SOSFS 2015:8, begun 2021-06-30", says(under(old), foreign(""), starting(2021, 6, 30)), remark("START_PASSERAD", process.FieldPossibleStart)},
		{"F3 SOSFS 2015:8, begun 2021-07-01", says(under(old), foreign(""), starting(2021, 7, 1)), []want{{"FEL_FÖRESKRIFT", process.Returned, field}, {"START_PASSERAD", process.Remark, process.FieldPossibleStart}}},
		{"F3 SOSFS 2015:8, AT not answered", says(under(old), func(a *app) { a.SwedishAT, a.BT = "", "Integrerad" }), needed("FEL_FÖRESKRIFT", field)},
		{"F3 own-funded, begun in time", says(under(old), foreign(""), asking(process.OwnToFunded), begun(2021)), nil},
		{"F3 own-funded, begun too late or nobody knows", says(under(old), foreign(""), asking(process.OwnToFunded), begun(2022)), needed("FEL_FÖRESKRIFT", field)},
		{"F1 BT within SOSFS 2015:8", says(under(old), func(a *app) { a.BT = "Integrerad" }), remark("BT_OCH_FÖRESKRIFT", field)},
		{"F1 a post with BT under SOSFS 2015:8", says(under(old), asking(process.IntegratedBT), func(a *app) { a.BT = "Ej aktuell (AT)" }), remark("OKLAR_BT", process.FieldSwedishAT)},
		{"F3 a post with BT under SOSFS 2015:8, begun in time", says(under(old), asking(process.IntegratedBT), foreign("Integrerad"), starting(2021, 6, 1)), []want{{"BT_OCH_FÖRESKRIFT", process.Remark, field}, {"START_PASSERAD", process.Remark, process.FieldPossibleStart}}},
		{"a transfer has begun long ago", says(under(old), foreign(""), asking(process.Transfer)), nil},
		{"HSLF-FS 2021:8 fits everybody", says(under("HSLF-FS 2021:8")), nil},
	})
}

func TestLanguageIsThePolicysToAsk(t *testing.T) { // form.md 20
	c := nth(1, func(a *app) { a.Language = process.No })
	examined(t, world(), c)
	w := world()
	w.Policy.Required.ForDecision = []process.Field{process.FieldLanguage}
	examined(t, w, c, want{"SPRÅKKRAV", process.BeforeDecision, process.FieldLanguage})
	c.Application.Language = process.Unanswered
	examined(t, w, c, want{process.CodeMissing, process.BeforeDecision, process.FieldLanguage})
	c.Application.Language = process.Yes
	examined(t, w, c)
}
