package process

import (
	"fmt"
	"strings"
)

const (
	codeExemption        = "OKLAR_DISPENS"
	codeExemptionLimited = "DISPENS_BEGRÄNSAD"
)

// Limits says whether a new exemption at the health centre is limited on a day,
// where it has so many already. It is off until its first day.
func (r ExemptionRule) Limits(c HealthCentre, has int, day Date) bool {
	return !r.From.IsZero() && !day.Before(r.From) && has >= r.Most && !(r.PriorityAreaFree && c.Priority)
}

// Words is the rule in Swedish.
func (r ExemptionRule) Words() string {
	if r.From.IsZero() {
		return "Regelverket begränsar inga dispenser."
	}
	s := fmt.Sprintf("Från %s får en vårdcentral ha %s innan en ny begränsas", r.From, plural(r.Most, "dispens", "dispenser"))
	if r.Most == 0 {
		s = fmt.Sprintf("Från %s begränsas nya dispenser", r.From)
	}
	if r.PriorityAreaFree {
		return s + ". Vårdcentraler i prioriterat område är undantagna."
	}
	return s + "."
}

// exempts says whether the words are an exemption, and not that there is none.
func exempts(words string) bool {
	return says(words) && strings.Trim(fold(words), "0 st") != ""
}

// exempt says whether the doctor is in training with an exemption in force.
func (t Trainee) exempt(today Date) bool {
	return t.Trains(today) && exempts(t.Exemption) && (t.ExemptionUntil.IsZero() || !t.ExemptionUntil.Before(today))
}

// exemptions are those of a health centre's doctors today, but for the form's own
// doctor: what they have already is no new one.
func (x *examination) exemptions() (others int, has bool) {
	doctor := FoldName(x.app.Doctor)
	for _, i := range x.d.rowsOf(x.centre.ID) {
		switch t := x.w.Roster[i]; {
		case !t.exempt(x.today):
		case t.ID != "" && t.ID == x.c.ID || FoldName(t.Name) == doctor:
			has = true
		default:
			others++
		}
	}
	return others, has
}

// limited remarks on a new exemption where the policy limits them (D17), on the day
// of the decision, or today.
func (x *examination) limited() {
	rule, day := x.policy.Exemptions, x.today
	if !x.decision.Date.IsZero() {
		day = x.decision.Date
	}
	if !x.post || !x.known || !exempts(x.app.Exemption) || !rule.Limits(*x.centre, rule.Most, day) {
		return
	}
	others, has := x.exemptions()
	if has || !rule.Limits(*x.centre, others, day) {
		return
	}
	text := fmt.Sprintf("Dispens är %s.", quote(brief(x.app.Exemption)))
	if others > 0 {
		text += fmt.Sprintf(" Enligt regionens lista över ST-läkare har %s redan %s.", x.centre.Name, plural(others, "dispens", "dispenser"))
	}
	x.find(codeExemptionLimited, Remark, FieldExemption, text+" "+rule.Words()+" Den som beslutar prövar det.", "")
}

// exemption: how many and from what; a number or a yes says only half.
func (x *examination) exemption() {
	e := fold(x.app.Exemption)
	bare := e == "ja" || exempts(e) && strings.Trim(e, "0123456789 st") == ""
	if x.post && bare && !x.told(FieldExemption, Remark) {
		x.find(codeExemption, Remark, FieldExemption,
			fmt.Sprintf("Dispens är %s, utan vad dispensen gäller. Skriv antal och vad den är från.", quote(x.app.Exemption)), "")
	}
}
