package process

import "fmt"

const (
	codePromised   = "UTLOVAD"
	codeUnclear    = "OKLAR_ANSTÄLLNING"
	codeNotHired   = "ANSTÄLLNING_KRÄVS"
	codeHiredLater = "ANSTÄLLNING_EFTER_START"
)

// employment looks for an ST contract at this health centre before the decision:
// under warn there should be none yet, under require there must be
// one, and neutral says nothing (D2). It accuses nobody: it says what the form
// says, a promise gives a friendly reminder, and what is unclear is asked.
func (x *examination) employment() {
	a := x.app
	if !a.Kind.Competes() && a.Kind != Transfer || a.Kind == OwnToFunded || x.funded {
		return
	}
	switch x.policy.Employment {
	case EarlyWarn:
		x.tooEarly()
	case EarlyRequire:
		x.mustBeHired()
	default:
		return
	}
	x.hired()
}

// contract is an ST contract; a locum, a junior doctor or a specialist post is none.
func (x *examination) contract() bool {
	return x.app.EmploymentForm == SignedST || x.app.EmploymentForm == StartedST
}

func (x *examination) tooEarly() {
	a := x.app
	switch {
	case a.Kind == Transfer && (x.contract() || a.EmploymentForm == "" && a.Employed == Yes): // as an ST doctor who moves is
		x.find(codeUnclear, Remark, FieldEmploymentForm,
			"Gäller ST-avtalet den nuvarande vårdcentralen eller den nya? Invänta godkännandebeslut om vårdvalsfinansiering innan anställning vid bytet.", "")
	case a.EmploymentForm == SignedST && a.ContractSigned == No && !x.begun() && !x.granted():
		x.find(codeUnclear, Remark, FieldContractSigned,
			"Anställningsavtal påskrivet är Nej, men anställningsformen är ST-avtal påskrivet. Stämmer det att ett ST-avtal är skrivet?", "")
	case x.contract() && x.early():
		x.find(CodeEarlyEmployed, Remark, FieldEmploymentForm, x.earlyText(), "")
	case x.contract() && !x.granted():
		x.find(codeUnclear, Remark, FieldEmploymentForm,
			fmt.Sprintf("Enligt blanketten är anställningsformen %s, men Redan anställd som ST? är inte Ja. Stämmer det att ett ST-avtal är skrivet?", quote(string(a.EmploymentForm))), "")
	case a.EmploymentForm == Promised && !x.granted():
		x.find(codePromised, Remark, FieldEmploymentForm,
			"Enligt blanketten är tjänsten utlovad eller utlyst. Invänta godkännandebeslut om vårdvalsfinansiering innan eventuell anställning.", "")
	case a.EmploymentForm == "" && (a.Employed == Yes || a.ContractSigned == Yes) && !x.granted() && !x.told(FieldEmploymentForm, BeforeDecision):
		x.find(codeUnclear, Remark, FieldEmploymentForm,
			"Stämmer det att läkaren redan är anställd som ST-läkare hos er? Fyll i anställningsform.", "")
	}
}

// early says whether the contract was there before the decision. A form's claim
// is weighed on the day it came: a planned date that has passed since is no
// fault. Once granted only a date before the decision counts.
func (x *examination) early() bool {
	a := x.app
	if x.granted() {
		return !a.EmploymentDate.IsZero() && a.EmploymentDate.Before(x.decision.Date)
	}
	return a.Employed == Yes || a.ContractSigned == Yes || x.begun()
}

func (x *examination) begun() bool {
	d := x.app.EmploymentDate
	return !d.IsZero() && !d.After(x.received)
}

func (x *examination) granted() bool { return x.decision.settled() == VerdictGrant }

func (x *examination) earlyText() string {
	a := x.app
	text := "Enligt blanketten är läkaren redan anställd som ST-läkare"
	if a.Employed == No {
		text = fmt.Sprintf("Redan anställd som ST? är Nej, men anställningsformen är %s", a.EmploymentForm)
	}
	if d := a.EmploymentDate; !d.IsZero() {
		text += " från " + d.String()
	}
	return text + ", innan beslut om vårdvalsfinansiering. Invänta godkännandebeslut innan eventuell anställning."
}

// mustBeHired asks for the ST contract that a decision needs. What nobody has
// answered is asked for as missing, and the posts before ST have no ST contract.
func (x *examination) mustBeHired() {
	a := x.app
	switch a.Kind {
	case Transfer, PreBTST, PreST, Practice:
		return
	}
	field := FieldEmployed
	switch {
	case x.granted():
		return
	case a.ContractSigned == No && (x.contract() || a.Employed == Yes && a.EmploymentForm == ""):
		field = FieldContractSigned
	case x.contract():
		return
	case a.EmploymentForm != "":
		field = FieldEmploymentForm
	case a.Employed != No:
		return
	}
	x.find(codeNotHired, BeforeDecision, field,
		fmt.Sprintf("%s är %s. Inför beslut behöver läkaren ha ett påskrivet ST-avtal på vårdcentralen.", field.Label(), x.answered(field)), "")
}

// answered is what the form says in one of the fields about employment.
func (x *examination) answered(f Field) string {
	switch f {
	case FieldEmploymentForm:
		return string(x.app.EmploymentForm)
	case FieldContractSigned:
		return string(x.app.ContractSigned)
	}
	return string(x.app.Employed)
}

// hired asks about answers that cannot all be meant, weighed on the day that the
// form came.
func (x *examination) hired() {
	a := x.app
	date, start := a.EmploymentDate, a.PossibleStart
	if x.granted() {
		return
	}
	if a.Employed == Yes && a.EmploymentForm == NotOffered && !x.told(FieldEmploymentForm, BeforeDecision) {
		x.find(codeUnclear, Remark, FieldEmploymentForm,
			"Redan anställd som ST? är Ja, men anställningsformen är Inte erbjuden. Vilket stämmer?", "")
	}
	switch {
	case date.IsZero() || a.Kind == Transfer:
	case !start.IsZero() && date.After(start) && !sameMonth(start, date) && !x.loose(FieldPossibleStart, start):
		x.find(codeHiredLater, Remark, FieldEmploymentDate,
			fmt.Sprintf("Anställningsdatum %s ligger efter möjlig start %s. Vilken dag börjar läkaren?", date, start), "")
	case date.After(x.newest) && a.Employed == Yes && !x.contract():
		x.find(codeUnclear, Remark, FieldEmploymentDate,
			fmt.Sprintf("Redan anställd som ST? är Ja, men anställningsdatum %s ligger framåt i tiden. Stämmer datumet?", date), "")
	case x.begun() && a.Employed == No && a.EmploymentForm == "" && a.ContractSigned != Yes:
		x.find(codeUnclear, Remark, FieldEmploymentDate,
			fmt.Sprintf("Redan anställd som ST? är Nej, men anställningsdatum %s har passerat. Vilken anställning gäller det?", date), "")
	}
}
