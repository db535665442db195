package process

import (
	"fmt"
	"strconv"
)

const (
	codeFuture      = "LEGITIMATION_FRAMÅT"
	codeTooOld      = "LEGITIMATION_FÖR_GAMMAL"
	codeTooYoung    = "LEGITIMATION_FÖR_UNG"
	codeTooAged     = "FÖDD_FÖR_HUNDRA_ÅR_SEDAN"
	codeTwoLicences = "TVÅ_LEGITIMATIONER"
	codeExpected    = "VÄNTAD_LEGITIMATION_PASSERAD"
	codeAttached    = "LEGITIMATION_BIFOGAD"
	codeBeforeLic   = "START_FÖRE_LEGITIMATION"
	codeATAfter     = "AT_EFTER_LEGITIMATION"
	codeATUnclear   = "OKLAR_AT"
)

const (
	firstLicenceYear = 1960 // a licence older than this is a slip of the pen
	youngestDoctor   = 22
	plusAge          = 100 // from the year of which a number's dash is a plus
)

func (x *examination) licence() {
	x.endOfAT()
	x.century()
	lic := x.app.LicenceDate
	if lic.IsZero() {
		x.expected()
		return
	}
	faulty := true
	switch birth := birthYear(x.app); {
	case lic.After(x.today):
		x.find(codeFuture, Returned, FieldLicenceDate,
			fmt.Sprintf("Legitimationsdatum %s ligger framåt i tiden. Är det väntad legitimation, skriv datumet där i stället.", lic), "")
	case lic.Year < firstLicenceYear:
		x.find(codeTooOld, Returned, FieldLicenceDate,
			fmt.Sprintf("Legitimationsdatum %s ligger före %d. Kontrollera årtalet.", lic, firstLicenceYear), "")
	case birth > 0 && lic.Year < birth+youngestDoctor:
		x.find(codeTooYoung, Returned, FieldLicenceDate,
			fmt.Sprintf("Legitimationsdatum %s passar inte ihop med personnumret: läkaren var då under %d år. Kontrollera båda.", lic, youngestDoctor), "")
	case x.app.ExpectedLicence.After(x.newest): // licensed and not yet licensed: the date that ranks is not guessed at
		x.find(codeTwoLicences, Returned, FieldExpectedLicence,
			fmt.Sprintf("Både legitimationsdatum %s och väntad legitimation %s är ifyllda. Låt bara det som gäller stå kvar.", lic, x.app.ExpectedLicence), "")
	default:
		faulty = false
	}
	start := x.app.PossibleStart
	if faulty || start.IsZero() || !start.Before(lic) || sameMonth(start, lic) {
		return
	}
	text := fmt.Sprintf("Möjlig start %s ligger före legitimationsdatum %s. ST kan börja först efter legitimationen.", start, lic)
	if x.loose(FieldPossibleStart, start) {
		x.find(codeBeforeLic, Remark, FieldPossibleStart, text, "")
		return
	}
	x.find(codeBeforeLic, Returned, FieldPossibleStart, text, "")
}

// expected looks at a licence that is still to come (F7).
func (x *examination) expected() {
	exp, start := x.app.ExpectedLicence, x.app.PossibleStart
	if exp.IsZero() {
		return
	}
	switch {
	case !x.post:
	case x.passed(FieldExpectedLicence, exp):
		x.find(codeExpected, Remark, FieldExpectedLicence,
			fmt.Sprintf("Väntad legitimation %s har passerat. Har läkaren fått sin legitimation, skriv dagen i Legitimationsdatum.", exp), "")
	case x.app.LicenceAttached == Yes:
		x.find(codeAttached, Remark, FieldLicenceAttached,
			"Legitimation bifogad är Ja, men bara väntad legitimation är ifylld. Har läkaren fått sin legitimation, skriv dagen i Legitimationsdatum.", "")
	}
	month := sameMonth(start, exp) && (x.loose(FieldPossibleStart, start) || x.loose(FieldExpectedLicence, exp))
	if !start.IsZero() && start.Before(exp) && !month {
		x.find(codeBeforeLic, Remark, FieldPossibleStart,
			fmt.Sprintf("Möjlig start %s ligger före väntad legitimation %s. ST kan börja först efter legitimationen.", start, exp), "")
	}
}

// endOfAT: the licence follows AT (F6).
func (x *examination) endOfAT() {
	end, lic, exp := x.app.ATEnd, x.app.LicenceDate, x.app.ExpectedLicence
	switch {
	case end.IsZero():
	case x.app.SwedishAT == No:
		x.find(codeATUnclear, Remark, FieldATEnd,
			fmt.Sprintf("AT avslutad är %s, men Svensk AT är Nej. Vilket stämmer?", end), "")
	case !lic.IsZero() && end.After(lic):
		x.find(codeATAfter, Remark, FieldATEnd,
			fmt.Sprintf("AT avslutad %s ligger efter legitimationsdatum %s, men legitimationen ges efter AT. Kontrollera båda datumen.", end, lic), "")
	case lic.IsZero() && !exp.IsZero() && end.After(exp) && !sameMonth(end, exp):
		x.find(codeATAfter, Remark, FieldATEnd,
			fmt.Sprintf("AT avslutad %s ligger efter väntad legitimation %s, men legitimationen ges efter AT. Kontrollera båda datumen.", end, exp), "")
	}
}

// century doubts a number of somebody a hundred years old: a plus for a dash, or 18 for
// 19. The number holds as it is written, since it is right by its own rule.
func (x *examination) century() {
	if birth := birthYear(x.app); birth > 0 && x.newest.Year-birth >= plusAge {
		x.find(codeTooAged, Remark, FieldPersonalNumber,
			fmt.Sprintf("Personnumret säger att läkaren är född %d. Är det rätt? Ett plustecken står bara för den som har fyllt hundra år.", birth), "")
	}
}

// birthYear is read from a 12-digit number, 0 where there is none.
func birthYear(a *Application) int {
	n := number(a)
	if len(n) != 12 || validNumber(a) == "" {
		return 0
	}
	year, err := strconv.Atoi(n[:4])
	if err != nil {
		return 0
	}
	return year
}
