package process

import (
	"fmt"
	"slices"
	"strings"
)

// Explanation tells why one case stands where it does, in Swedish lines.
type Explanation struct {
	Case  string
	Lines []string
	// Remedies are what would change it.
	Remedies Remedies
}

// Explain tells where a case stands and why, and what would change it. Other
// doctors are named by case id alone. j is Judge's answer to w. Capitals do not
// count in the id.
func Explain(w World, j Judgement, id string) (Explanation, bool) {
	at := slices.IndexFunc(w.Cases, func(c Case) bool { return strings.EqualFold(c.ID, strings.TrimSpace(id)) })
	if at < 0 {
		return Explanation{}, false
	}
	id = w.Cases[at].ID
	s, ok := j.Standing(id)
	if !ok {
		return Explanation{}, false
	}
	d, _ := consider(w)
	t := telling{d: d, j: j, s: s, c: w.Cases[at], e: &d.entries[at]}
	t.standing()
	t.neighbours()
	t.values()
	t.proposal()
	t.offer()
	t.carriedOut()
	t.findings()
	t.rules()
	r, _ := Search(w, id)
	return Explanation{Case: id, Lines: t.lines, Remedies: r}, true
}

type telling struct {
	d     *docket
	j     Judgement
	s     Standing
	c     Case
	e     *entry
	lines []string
}

func (t *telling) say(format string, args ...any) {
	t.lines = append(t.lines, fmt.Sprintf(format, args...))
}

func (t *telling) standing() {
	t.say("%s: %s.", t.c.ID, t.s.Status)
	if t.s.Place > 0 {
		t.say("Preliminär plats %d av %d i %s.", t.s.Place, t.s.Of, t.d.queueWords())
		return
	}
	switch t.s.Status {
	case StatusStudyDirector:
		t.say("Byte av vårdcentral rangordnas inte med nya ST.")
	case StatusReturned:
		t.say("Ärendet får en plats när det som krävs för intresselistan är kompletterat.")
	case StatusAwaitsLicence:
		t.say("Ärendet får en plats när läkaren är legitimerad. Väntad legitimation: %s.", t.c.Application.ExpectedLicence)
	}
}

// neighbours tells what put the case after the one before it and before the one
// after it, with both values.
func (t *telling) neighbours() {
	for _, s := range t.j.Steps {
		switch t.c.ID {
		case s.After:
			t.say("Efter %s: %s", s.Before, t.d.why(s))
		case s.Before:
			t.say("Före %s: %s", s.After, t.d.why(s))
		}
	}
}

func (d *docket) why(s Comparison) string {
	if s.By < 0 {
		return "lika i alla kriterier; ärendenumret skiljer."
	}
	decided := fmt.Sprintf("kriterium %d (%s): %s går före %s.", s.By+1, d.policy.Criteria[s.By].words(), s.BeforeValue, s.AfterValue)
	points := s.PointsWords(d.policy)
	switch {
	case points == "":
		return decided
	case s.Points.Same():
		return "lika många poäng; " + decided
	}
	return points + "."
}

func (t *telling) values() {
	if t.s.Place == 0 {
		return
	}
	sum := points(0)
	for i := range t.d.policy.Criteria {
		c := &t.d.policy.Criteria[i]
		v := t.d.value(t.e, c)
		if c.By == BySpread {
			v = t.d.spreadValue(t.e.centre, t.e.posts, c) + " när platsen gavs"
		}
		if t.d.policy.Ranking.ByPoints {
			earned := t.d.earnedWhenPlaced(t.e, c)
			sum, v = sum+earned, v+", "+earned.words()
		}
		t.say("Kriterium %d, %s: %s.", i+1, c.words(), v)
	}
	if t.d.policy.Ranking.ByPoints {
		t.say("Tillsammans %s.", sum.words())
	}
}

func (t *telling) proposal() {
	if p := t.s.Proposal; p.Outcome != "" {
		reasons := slices.DeleteFunc(slices.Clone(p.Reasons), func(r string) bool { return slices.Contains(t.lines, r) })
		t.say("Förslag: %s. %s", p.Outcome, strings.Join(reasons, " "))
	}
	if d := t.c.Decision; d.Verdict != "" {
		t.say("Beslut: %s av %s, %s.", d.Verdict, orNobody(d.By), orNoDate(d.Date))
	}
	for _, l := range t.s.DecisionLacks {
		t.say("Beslutet räknas inte än: %s.", l)
	}
	if len(t.s.DecisionLacks) > 0 && t.e.verdict != "" {
		t.say("Tills dess gäller %s, beslutat %s.", t.e.verdict, t.e.decision.Date)
	}
}

// offer tells how long a granted post waits for its doctor.
func (t *telling) offer() {
	switch o := t.s.Offer; {
	case o.Confirmed != "":
		t.say("Anställningen är bekräftad: %s", o.Confirmed)
	case !o.Next().IsZero() && o.AnswerBy.IsZero():
		t.say("Anställningen ska vara bekräftad senast %s.", o.EmployBy)
	case !o.Next().IsZero() && o.EmployBy.IsZero():
		t.say("Svar väntas senast %s.", o.AnswerBy)
	case !o.Next().IsZero():
		t.say("Svar väntas senast %s, och anställningen ska vara bekräftad senast %s.", o.AnswerBy, o.EmployBy)
	}
}

// carriedOut tells what of a granted change the sheets do not say yet.
func (t *telling) carriedOut() {
	if k := t.c.Application.Kind; t.s.Status != StatusGranted || k == "" || k.Competes() && k != OwnToFunded {
		return
	}
	t.d.rosterTodo(t.e, func(what, why string) { t.say("Att göra: %s. %s", what, why) })
}

func orNobody(s string) string {
	if s == "" {
		return "(ingen angiven)"
	}
	return s
}

func orNoDate(d Date) string {
	if d.IsZero() {
		return "utan datum"
	}
	return d.String()
}

func (t *telling) findings() {
	heads := []struct {
		level Level
		head  string
	}{{Returned, "Behövs för intresselistan"}, {BeforeDecision, "Behövs inför beslut"}, {Remark, "Anmärkning"}}
	for _, h := range heads {
		for _, f := range t.s.At(h.level) {
			where := ""
			if f.Cell != "" {
				where = " (" + f.Sheet + "!" + f.Cell + ")"
			}
			t.say("%s%s: %s", h.head, where, f.Text)
		}
	}
	for _, f := range sortedFields(t.c.Asserted) {
		t.say("Rättat i huvudfilen: %s = %s.", f.Label(), t.c.Asserted[f])
	}
}

func sortedFields(m map[Field]string) []Field {
	var fields []Field
	for f := range m {
		if f != FieldPersonalNumber {
			fields = append(fields, f)
		}
	}
	slices.Sort(fields)
	return fields
}

// rules names the order, the policy and where the year's money came from.
func (t *telling) rules() {
	var order []string
	for _, c := range t.d.policy.Criteria {
		order = append(order, c.words())
	}
	t.say("Ordning: %s.", strings.Join(order, "; "))
	t.say("Regelverk: %s (%s).", t.d.policy.Label(), t.d.policy.Status)
	if t.s.Place == 0 {
		return
	}
	if i := slices.IndexFunc(t.j.Allotments, func(a CentreAllotment) bool { return a.CentreID == t.e.centre.ID }); i >= 0 {
		a := t.j.Allotments[i]
		t.say("%s: %s, %s, vakans %d. %s", t.e.centre.Name, plural(a.Allotted, "tilldelad plats", "tilldelade platser"), plural(a.Counted, "ST-läkare", "ST-läkare"), a.Vacancy, a.Why)
	}
	if words := t.j.LimitWords(); words != "" {
		t.say("%s", words)
	}
	t.money()
}

// money tells of every decided year that the post would cost something in, and
// which of them it does not fit in.
func (t *telling) money() {
	p := t.d.postOf(t.e)
	if reason, is := t.d.money.frameless(p); is {
		t.say("%s", reason)
	}
	for _, m := range t.j.Money {
		if !m.Decided || months(m.Year, p.start, p.end) == 0 {
			continue
		}
		binds := ""
		if m.Year == t.e.binds {
			binds = " Den räcker inte hit i turordningen."
		}
		t.say("Ram för %d: %s, intecknat %s, fritt %s (%s).%s", m.Year, kronor(m.Frame), kronor(m.Committed), kronor(m.Free), m.Source, binds)
	}
}

// Same says whether two neighbours have the same sum of points.
func (p *PointsApart) Same() bool {
	before, after := 0.0, 0.0
	for i := range p.Before {
		before, after = before+p.Before[i], after+p.After[i]
	}
	return inOre(before) == inOre(after)
}
