package process

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

const (
	codeSelfTeaching    = "EGEN_HANDLEDARE"
	codeNotSpecialist   = "HANDLEDARE_EJ_SPECIALIST"
	codeNotTrained      = "HANDLEDARE_EJ_UTBILDAD"
	codeOutsideTeaching = "HANDLEDARE_PÅ_ANNAN_ENHET"
	codeNobodyOnSite    = "EXTERN_HANDLEDARE"
	codeFewSpecialists  = "FÅ_SPECIALISTER"
)

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

// stated is a number and who says it: the register goes before the form.
type stated struct {
	Amount
	register bool
	form     Amount
}

// by names whom the number is from, in a sentence.
func (t stated) by() string {
	if t.register {
		return "regionens register"
	}
	return "blanketten"
}

// differs says what the form has, where it is not what the register has.
func (t stated) differs() (text, ask string) {
	if !t.register || !t.form.Said || t.form.Value == t.Value {
		return "", ""
	}
	return fmt.Sprintf(" Blanketten säger %s.", decimal(t.form.Value)), "Hör av er om registret behöver ändras."
}

// specialistsHere are the specialists at the health centre.
func (x *examination) specialistsHere() stated {
	if n := x.centre.specialists(); x.known && n.Said {
		return stated{n, true, x.app.Specialists}
	}
	return stated{Amount: x.app.Specialists}
}

// specialists is the head count, where the register has one.
func (c HealthCentre) specialists() Amount {
	return Amount{c.Specialists, c.SpecialistsSaid || c.Specialists > 0}
}

// outside looks at a supervisor who works elsewhere. Where the health centre has
// no specialist of its own a named one elsewhere is what is needed; and the
// other unit is to be one that lends supervision here (R-404, D18).
func (x *examination) outside() {
	a := x.app
	elsewhere := says(a.SupervisorUnit) && !x.here(a.SupervisorUnit)
	here := x.specialistsHere()
	switch nobody := here.Said && here.Value == 0; {
	case nobody && (!elsewhere || !says(a.Supervisor)):
		field := FieldSupervisorUnit
		if elsewhere {
			field = FieldSupervisor
		}
		if !x.told(field, BeforeDecision) {
			x.find(codeNobodyOnSite, BeforeDecision, field, "Enligt "+here.by()+
				" finns ingen specialist i allmänmedicin på "+cmp.Or(x.centre.Name, "vårdcentralen")+". Då behövs en namngiven handledare på en annan enhet: fyll i Handledare och Handledarens enhet.", "")
		}
	case elsewhere && x.known && !x.lentBy(a.SupervisorUnit):
		otherwise := "annars behövs en handledare på plats."
		if nobody {
			otherwise = "Säg till regionen när det är överenskommet."
		}
		x.find(codeOutsideTeaching, Remark, FieldSupervisorUnit,
			fmt.Sprintf("Handledarens enhet är %s och inte %s, och enligt regionens register lånar den inte ut handledning till er. Det går när den gör det; %s",
				quote(a.SupervisorUnit), x.centre.Name, otherwise), "")
	}
}

// lentBy says whether the register has the unit as one that lends supervision to
// the form's health centre.
func (x *examination) lentBy(unit string) bool {
	c, _, ok := FindCentre(x.w.Centres, unit)
	return ok && slices.ContainsFunc(c.Lending, func(l Lending) bool { return l.To == x.centre.ID })
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

// specialists holds the health centre against what the policy asks of one (F10); a
// policy that asks for nothing hears nothing.
func (x *examination) specialists() {
	least := x.policy.Supervision
	if n := x.specialistsHere(); n.Said && n.Value < least.Specialists && !x.told(FieldSupervisorUnit, BeforeDecision) {
		x.few(n, FieldSpecialists, "Antal specialister i allmänmedicin är %s enligt %s. Regionen kräver minst %s på vårdcentralen.", least.Specialists)
	}
	percent := stated{Amount: x.app.SpecialistsPercent}
	if x.known && x.centre.SpecialistsPercent > 0 {
		percent = stated{Amount{x.centre.SpecialistsPercent, true}, true, x.app.SpecialistsPercent}
	}
	if percent.Said && percent.Value < least.Percent {
		x.few(percent, FieldSpecialistsPercent, "Specialisternas tjänster är tillsammans %s %% enligt %s. Regionen kräver minst %s %% på vårdcentralen.", least.Percent)
	}
}

func (x *examination) few(n stated, field Field, words string, least float64) {
	differs, ask := n.differs()
	text := fmt.Sprintf(words, decimal(n.Value), n.by(), decimal(least)) + differs
	if ask == "" {
		x.find(codeFewSpecialists, BeforeDecision, field, text, "")
		return
	}
	x.ask(codeFewSpecialists, BeforeDecision, field, text, ask, "")
}
