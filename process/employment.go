package process

import "fmt"

const (
	codePromised = "UTLOVAD"
	codeUnclear  = "OKLAR_ANSTÄLLNING"
)

// employment looks for an ST contract at this health centre before the decision
// (R-008, R-009, D2). It accuses nobody: it says what the form says, a promise
// gives a friendly reminder, and what is unclear is asked.
func (x *examination) employment() {
	a := x.app
	if x.policy.Employment != EarlyWarn || !a.Kind.Competes() && a.Kind != Transfer || a.Kind == OwnToFunded || x.funded {
		return
	}
	contract := a.EmploymentForm == SignedST || a.EmploymentForm == StartedST
	switch {
	case contract && a.Kind == Transfer:
		x.find(codeUnclear, Remark, FieldEmploymentForm,
			"Gäller ST-avtalet den nuvarande vårdcentralen eller den nya? Invänta godkännandebeslut om vårdvalsfinansiering innan anställning vid bytet.", "")
	case contract && x.early():
		x.find(CodeEarlyEmployed, Remark, FieldEmploymentForm, x.earlyText(), "")
	case contract && !x.granted():
		x.find(codeUnclear, Remark, FieldEmploymentForm,
			fmt.Sprintf("Enligt blanketten är anställningsformen %s, men Redan anställd som ST? är inte Ja. Stämmer det att ett ST-avtal är skrivet?", quote(string(a.EmploymentForm))), "")
	case a.EmploymentForm == Promised && !x.granted():
		x.find(codePromised, Remark, FieldEmploymentForm,
			"Enligt blanketten är tjänsten utlovad eller utlyst. Invänta godkännandebeslut om vårdvalsfinansiering innan eventuell anställning.", "")
	case a.EmploymentForm == "" && (a.Employed == Yes || a.ContractSigned == Yes) && !x.granted():
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
	begun := !a.EmploymentDate.IsZero() && !a.EmploymentDate.After(x.received)
	return a.Employed == Yes || a.ContractSigned == Yes || begun
}

func (x *examination) granted() bool { return x.decision.settled() == VerdictGrant }

func (x *examination) earlyText() string {
	text := "Enligt blanketten är läkaren redan anställd som ST-läkare"
	if d := x.app.EmploymentDate; !d.IsZero() {
		text += " från " + d.String()
	}
	return text + ", innan beslut om vårdvalsfinansiering. Invänta godkännandebeslut innan eventuell anställning."
}
