package process

import (
	"fmt"
	"strings"
)

const (
	codeBT            = "BT_SAKNAS"
	codeBTCertificate = "BT_INTYG"
	codeBTUnclear     = "OKLAR_BT"
	codeBeforeBT      = "START_FÖRE_BT"
	codeOldRules      = "GAMMAL_FÖRESKRIFT"
	codeWrongRules    = "FEL_FÖRESKRIFT"
	codeBTRules       = "BT_OCH_FÖRESKRIFT"
	codeLanguage      = "SPRÅKKRAV"
)

// btBegan is the day from which BT is part of the training, and a doctor without
// Swedish AT no longer may begin under SOSFS 2015:8 (F3).
var btBegan = Date{2021, 7, 1}

// R-102, as folded; and the regulations by what no spelling of theirs leaves out.
const (
	btNotNeeded = "ej aktuell"
	btDone      = "fristående klar"
	btOngoing   = "fristående pågår"
	btWithin    = "integrerad"

	rules2008 = "2008:17"
	rules2015 = "2015:8"
	rules2021 = "2021:8"

	newRules = "HSLF-FS 2021:8"
)

func saysAT(bt string) bool { return strings.HasPrefix(fold(bt), btNotNeeded) }

func (x *examination) btIs(bt string) bool { return strings.HasPrefix(fold(x.app.BT), bt) }

// under says whether the form names the regulation.
func (x *examination) under(rules string) bool { return strings.Contains(x.app.Regulation, rules) }

// training looks at BT, at the regulation and at the language (R-101, F1-F4).
func (x *examination) training() {
	x.regulation()
	if x.needsBT() && (saysAT(x.app.BT) || x.app.BT == "" && !x.raise(FieldBT, Returned)) {
		suggestion := ""
		if d := x.app.BTCertificate; !d.IsZero() && !d.After(x.today) {
			suggestion = "Fristående klar"
		}
		x.find(codeBT, Returned, FieldBT,
			"Läkaren har inte svensk AT, och då ingår BT. Ange om BT är fristående och klar, fristående och pågår, eller integreras i ST.", suggestion)
	}
	if x.post {
		x.certificate()
		x.kindOfBT()
	}
	if x.asked(FieldLanguage) && x.app.Language == No {
		x.find(codeLanguage, BeforeDecision, FieldLanguage, "Språkkrav uppfyllt är Nej. Språkkravet behöver vara uppfyllt inför beslut.", "")
	}
}

func (x *examination) regulation() {
	a := x.app
	old := x.under(rules2015) && x.post && !x.began(btBegan)
	switch {
	case x.under(rules2008):
		x.find(codeOldRules, Returned, FieldRegulation,
			"SOSFS 2008:17 gäller inte längre. Välj HSLF-FS 2021:8, eller SOSFS 2015:8 för den som har gjort svensk AT.", newRules)
	case old && a.SwedishAT == No && a.Kind == OwnToFunded: // begun already, and the form does not ask when
		x.find(codeWrongRules, BeforeDecision, FieldRegulation,
			"SOSFS 2015:8 gäller bara den som har gjort svensk AT, eller påbörjade ST före 2021-07-01. När påbörjades ST?", "")
	case old && a.SwedishAT == No:
		x.find(codeWrongRules, Returned, FieldRegulation,
			"SOSFS 2015:8 gäller bara den som har gjort svensk AT, eller påbörjade ST före 2021-07-01. Annars gäller HSLF-FS 2021:8.", newRules)
	case old && a.SwedishAT == Unanswered && !saysAT(a.BT):
		x.find(codeWrongRules, BeforeDecision, FieldRegulation,
			"SOSFS 2015:8 gäller den som har gjort svensk AT, eller påbörjade ST före 2021-07-01. Svara på Svensk AT.", "")
	case a.Kind == IntegratedBT && a.SwedishAT == Yes: // then it is the kind that does not fit
	case x.under(rules2015) && x.post && (x.btIs(btWithin) || x.btIs(btOngoing) || a.Kind == IntegratedBT):
		x.find(codeBTRules, Remark, FieldRegulation,
			"SOSFS 2015:8 har ingen BT, men BT ingår enligt blanketten. Menar ni HSLF-FS 2021:8?", newRules)
	}
}

// needsBT says whether the form must tell how BT is done: F1, F2. Who has begun
// under the older regulation or already is a specialist needs none, and the
// posts before BT come before it.
func (x *examination) needsBT() bool {
	return x.btCounts() && x.app.SwedishAT == No
}

// btCounts says whether BT is part of what the form asks for, AT aside.
func (x *examination) btCounts() bool {
	switch x.app.Kind {
	case DoubleSpecialisation, IntegratedBT, PreBTST, PreST, Practice:
		return false
	}
	return x.post && !x.under(rules2015)
}

// began says whether the training begins or began before the day, as far as form
// and roster tell.
func (x *examination) began(before Date) bool {
	d := x.begins()
	return !d.IsZero() && d.Before(before)
}

// certificate looks at the day of the BT certificate: no BT was there before
// 2021-07-01, and what is done has one that is not to come.
func (x *examination) certificate() {
	day, start := x.app.BTCertificate, x.app.PossibleStart
	if !x.btCounts() || x.app.SwedishAT == Yes {
		return
	}
	switch {
	case day.IsZero() && x.btIs(btDone):
		if !x.raise(FieldBTCertificate, BeforeDecision) {
			x.find(codeBTCertificate, BeforeDecision, FieldBTCertificate, ask[FieldBTCertificate], "")
		}
	case day.IsZero():
	case day.Before(btBegan):
		x.find(codeBTCertificate, BeforeDecision, FieldBTCertificate,
			fmt.Sprintf("BT-intygets datum %s ligger före %s, då BT infördes. Kontrollera årtalet.", day, btBegan), "")
	case x.btIs(btDone) && day.After(x.today):
		x.find(codeBTCertificate, BeforeDecision, FieldBTCertificate,
			fmt.Sprintf("BT är Fristående klar, men intygets datum %s ligger framåt i tiden. Kontrollera datumet, eller välj Fristående pågår.", day), "")
	case x.btIs(btOngoing) && !day.After(x.today):
		x.find(codeBTUnclear, Remark, FieldBT,
			fmt.Sprintf("BT är Fristående pågår, men intyget har datum %s. Är BT klar nu?", day), "Fristående klar")
	case x.btIs(btOngoing) && !start.IsZero() && start.Before(day) && !sameMonth(start, day):
		x.find(codeBeforeBT, Remark, FieldPossibleStart,
			fmt.Sprintf("Möjlig start %s ligger före BT-intygets datum %s. Blir BT klar före start, eller integreras den i ST?", start, day), "")
	}
}

// kindOfBT: ST with integrated BT is for who has done neither BT nor Swedish AT.
func (x *examination) kindOfBT() {
	if x.app.Kind != IntegratedBT {
		return
	}
	switch {
	case x.btIs(btDone) || x.btIs(btOngoing):
		x.find(codeBTUnclear, Remark, FieldBT,
			fmt.Sprintf("BT är %s, men ärendetypen är ST med integrerad BT. Vilket stämmer?", quote(x.app.BT)), "")
	case x.app.SwedishAT == Yes:
		x.find(codeBTUnclear, Remark, FieldSwedishAT,
			"Svensk AT är Ja, och då behövs ingen BT, men ärendetypen är ST med integrerad BT. Vilket stämmer?", "")
	}
}
