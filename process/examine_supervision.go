package process

import (
	"fmt"
	"strings"
)

const (
	codeSelfTeaching    = "EGEN_HANDLEDARE"
	codeNotSpecialist   = "HANDLEDARE_EJ_SPECIALIST"
	codeNotTrained      = "HANDLEDARE_EJ_UTBILDAD"
	codeOutsideTeaching = "HANDLEDARE_PÅ_ANNAN_ENHET"
	codeNobodyOnSite    = "EXTERN_HANDLEDARE"
	codeFewSpecialists  = "FÅ_SPECIALISTER"
	codeSPUR            = "SPUR_FÖRFALLEN"
	codeSPURAhead       = "SPUR_FRAMÅT"
)

// spurMonths is how long an external review counts.
const spurMonths = 60

// supervision looks at who teaches, and at the health centre as a place to learn
// (F10, F11, R-404, R-405).
func (x *examination) supervision() {
	a := x.app
	if says(a.Supervisor) && FoldName(a.Supervisor) == FoldName(a.Doctor) {
		x.find(codeSelfTeaching, Remark, FieldSupervisor, "Handledaren har samma namn som läkaren. Kontrollera namnet.", "")
	}
	if !x.post {
		return
	}
	if a.SupervisorSpecialist == No {
		x.find(codeNotSpecialist, Remark, FieldSupervisorSpecialist,
			"Handledaren är enligt blanketten inte specialist i allmänmedicin, och handledaren ska vara det. Kontrollera svaret, eller ange en annan handledare.", "")
	}
	if a.SupervisorTrained == No {
		x.find(codeNotTrained, Remark, FieldSupervisorTrained,
			"Handledaren är enligt blanketten inte handledarutbildad, och handledaren ska vara det. Kontrollera svaret, eller ange en annan handledare.", "")
	}
	x.outside()
	x.specialists()
	x.spur()
}

// outside looks at a supervisor who works elsewhere. Where the health centre has
// no specialist of its own a named one elsewhere is what is needed; else
// that other unit must have the room to lend one.
func (x *examination) outside() {
	a := x.app
	elsewhere := says(a.SupervisorUnit) && !x.here(a.SupervisorUnit)
	switch nobody := a.Specialists.Said && a.Specialists.Value == 0; {
	case nobody && (!elsewhere || !says(a.Supervisor)):
		field := FieldSupervisorUnit
		if elsewhere {
			field = FieldSupervisor
		}
		if !x.told(field, BeforeDecision) {
			x.find(codeNobodyOnSite, BeforeDecision, field,
				"Enligt blanketten finns ingen specialist i allmänmedicin på vårdcentralen. Då behövs en namngiven handledare på en annan enhet: fyll i Handledare och Handledarens enhet.", "")
		}
	case !nobody && elsewhere && x.known:
		x.find(codeOutsideTeaching, Remark, FieldSupervisorUnit,
			fmt.Sprintf("Handledarens enhet är %s och inte %s. Det går när den enheten lånar ut handledning till er; annars behövs en handledare på plats.",
				quote(a.SupervisorUnit), x.centre.Name), "")
	}
}

// here says whether the words for a unit may mean the form's own health centre.
func (x *examination) here(unit string) bool {
	stem, own := unitStem(unit), unitStem(x.app.CentreWritten)
	if own != "" && strings.Contains(stem, own) || stem == "" || strings.Contains(fold(unit), "samma") || strings.Contains(fold(unit), "egen") {
		return true
	}
	c, _, ok := FindCentre(x.w.Centres, unit)
	return ok && x.known && c.ID == x.centre.ID
}

// specialists holds what the form says against what the policy asks of a health
// centre (F10); a policy that asks for nothing hears nothing.
func (x *examination) specialists() {
	least, a := x.policy.Supervision, x.app
	if n := a.Specialists; n.Said && n.Value < least.Specialists && !x.told(FieldSupervisorUnit, BeforeDecision) {
		x.find(codeFewSpecialists, BeforeDecision, FieldSpecialists,
			fmt.Sprintf("Antal specialister i allmänmedicin är %s. Regionen kräver minst %s på vårdcentralen.", decimal(n.Value), decimal(least.Specialists)), "")
	}
	if n := a.SpecialistsPercent; n.Said && n.Value < least.Percent {
		x.find(codeFewSpecialists, BeforeDecision, FieldSpecialistsPercent,
			fmt.Sprintf("Specialisternas tjänster är tillsammans %s %%. Regionen kräver minst %s %% på vårdcentralen.", decimal(n.Value), decimal(least.Percent)), "")
	}
}

// spur is a warning and never a refusal (D10): an external review counts for five
// years, to the day, at the decision or today.
func (x *examination) spur() {
	last, day := x.app.SPUR, x.today
	if !x.decision.Date.IsZero() {
		day = x.decision.Date
	}
	switch {
	case last.IsZero():
	case last.After(x.newest):
		x.find(codeSPURAhead, Remark, FieldSPUR,
			fmt.Sprintf("Senaste SPUR-granskning %s ligger framåt i tiden. Skriv dagen för den senaste som är gjord.", last), "")
	case last.AddMonths(spurMonths).Before(day):
		x.find(codeSPUR, Remark, FieldSPUR,
			fmt.Sprintf("Senaste SPUR-granskning %s är mer än fem år gammal. En extern granskning bör göras minst vart femte år.", last), "")
	}
}
