package process

import "fmt"

const (
	codeCredit           = "TILLGODORÄKNAD_TID"
	codeCreditPeriod     = "TILLGODORÄKNAD_PERIOD"
	codeCreditUnguided   = "TILLGODORÄKNAD_UTAN_HANDLEDNING"
	codeCreditHalf       = "TILLGODORÄKNAD_ÖVER_HÄLFTEN"
	codeCreditNoDirector = "TILLGODORÄKNAD_UTAN_STUDIEREKTOR"
)

// credit looks at earlier service that is to count (F8, F9, R-207). How much of
// it does is for people to judge; it never sends a form back.
func (x *examination) credit() {
	a := x.app
	period := !a.CreditFrom.IsZero() || !a.CreditTo.IsZero()
	if !x.post || a.Credit <= 0 && !period {
		return
	}
	switch a.Kind {
	case PreBTST, PreST, Practice:
		x.find(codeCredit, Remark, FieldCredit,
			fmt.Sprintf("Tillgodoräknad tid räknas av från ST, men ärendetypen är %s. Stämmer uppgiften?", a.Kind), "")
		return
	}
	x.creditMonths()
	x.creditPeriod()
	if a.Credit <= 0 {
		return
	}
	if a.CreditSupervised == No {
		x.find(codeCreditUnguided, BeforeDecision, FieldCreditSupervised,
			fmt.Sprintf("Handledd under ST-lika former är Nej, men %s månader ska tillgodoräknas. Bara handledd tid kan räknas.", decimal(a.Credit)), "")
	}
	if !says(a.StudyDirector) && x.c.StudyDirectorOpinion == "" && !says(a.Assessed.Director) && !x.told(FieldStudyDirector, Remark) {
		x.find(codeCreditNoDirector, Remark, FieldStudyDirector,
			"Tillgodoräknad tid bedöms tillsammans med studierektorn. Skriv studierektorns namn när hen har kontaktats.", "")
	}
}

// creditMonths holds the months against the training and against their period.
func (x *examination) creditMonths() {
	a := x.app
	whole := monthsNew
	if x.under(rules2015) {
		whole = monthsOld
	}
	switch length := creditLength(a); {
	case a.Credit <= 0:
		if !x.told(FieldCredit, Remark) {
			x.find(codeCredit, Remark, FieldCredit,
				"En period är ifylld, men inte hur många månader som ska tillgodoräknas. Skriv antalet månader.", "")
		}
	case a.Kind == DoubleSpecialisation && a.Credit > whole/2: // F9
		x.find(codeCreditHalf, Remark, FieldCredit,
			fmt.Sprintf("Tillgodoräknad tid är %s månader, men vid dubbelspecialisering kan högst hälften av utbildningen räknas av: %s månader.",
				decimal(a.Credit), decimal(whole/2)), "")
	case a.Credit >= whole:
		x.find(codeCredit, Remark, FieldCredit,
			fmt.Sprintf("Tillgodoräknad tid %s månader motsvarar hela utbildningen. Är antalet månader rätt?", decimal(a.Credit)), "")
	case length > 0 && a.Credit > length+0.1: // days are rounded
		x.find(codeCredit, Remark, FieldCredit,
			fmt.Sprintf("Tillgodoräknad tid är %s månader, men perioden %s till %s är bara %s månader. Kontrollera antalet och perioden.",
				decimal(a.Credit), a.CreditFrom, a.CreditTo, decimal(length)), "")
	}
}

// creditLength is the length of the period in months, 0 where it has none. An end
// on the first of a month may be a month alone, and counts whole.
func creditLength(a *Application) float64 {
	from, to := a.CreditFrom, a.CreditTo
	if from.IsZero() || to.IsZero() || to.Before(from) {
		return 0
	}
	if to.Day == 1 {
		to = to.AddMonths(1).AddDays(-1)
	}
	after := to.AddDays(1)
	months := (after.Year-from.Year)*12 + int(after.Month) - int(from.Month)
	if from.AddMonths(months).After(after) {
		months--
	}
	last := from.AddMonths(months)
	return float64(months) + float64(last.DaysUntil(after))/float64(last.DaysUntil(last.AddMonths(1)))
}

// creditPeriod: the service lies after the licence and before the ST (F7, F8).
func (x *examination) creditPeriod() {
	from, to, start := x.app.CreditFrom, x.app.CreditTo, x.app.PossibleStart
	lic := x.app.LicenceDate
	if lic.IsZero() {
		lic = x.app.ExpectedLicence
	}
	switch {
	case from.IsZero() && to.IsZero():
	case from.IsZero() && !x.told(FieldCreditFrom, Remark):
		x.find(codeCreditPeriod, Remark, FieldCreditFrom,
			fmt.Sprintf("Perioden för tillgodoräknad tid slutar %s men har ingen början. Skriv båda datumen.", to), "")
	case to.IsZero() && !x.told(FieldCreditTo, Remark):
		x.find(codeCreditPeriod, Remark, FieldCreditTo,
			fmt.Sprintf("Perioden för tillgodoräknad tid börjar %s men har inget slut. Skriv båda datumen.", from), "")
	case !from.IsZero() && !to.IsZero() && to.Before(from):
		x.find(codeCreditPeriod, Remark, FieldCreditTo,
			fmt.Sprintf("Perioden för tillgodoräknad tid slutar %s, före sin början %s. Kontrollera båda datumen.", to, from), "")
	}
	if !from.IsZero() && !lic.IsZero() && from.Before(lic) && !sameMonth(from, lic) && !x.told(FieldLicenceDate, Returned) {
		x.find(codeCreditPeriod, Remark, FieldCreditFrom,
			fmt.Sprintf("Perioden för tillgodoräknad tid börjar %s, före legitimationen %s. Bara tid efter legitimationen kan räknas.", from, lic), "")
	}
	if begin := x.begins(); !to.IsZero() && !begin.IsZero() && to.After(begin) && !x.loose(FieldPossibleStart, start) {
		x.find(codeCreditPeriod, Remark, FieldCreditTo,
			fmt.Sprintf("Perioden för tillgodoräknad tid slutar %s, efter ST:s början %s. Bara tidigare tjänstgöring kan räknas av.", to, begin), "")
	}
}
