package process

import "fmt"

// Warning is what a health centre may want to look at; nobody is refused anything by
// it, and it is told at most once a year (D10).
type Warning struct {
	Code     string
	CentreID string
	Text     string // Swedish
}

const (
	codeUntaught    = "INGEN_HANDLEDARE"
	codeManyTrained = "MÅNGA_ST_PER_HANDLEDARE"
)

// warnings are by health centre; but for those of exemptions, of ones with doctors
// in training.
func (d *docket) warnings(s Staffing) []Warning {
	var all []Warning
	lentTo := map[string]bool{}
	for _, l := range s.Lent {
		lentTo[l.Lending.To] = true
	}
	exemptions := d.exemptionsAt()
	for _, c := range s.Centres {
		warn := func(code, format string, args ...any) {
			all = append(all, Warning{code, c.CentreID, c.Centre + ": " + fmt.Sprintf(format, args...)})
		}
		row, rule := d.centres[c.CentreID], d.policy
		if n := exemptions[c.CentreID]; rule.Exemptions.Limits(row, n-1, d.today) && n > 0 {
			warn(codeExemptionLimited, "%s. %s", plural(n, "dispens", "dispenser"), rule.Exemptions.Words())
		}
		if c.Trainees == 0 {
			continue
		}
		if rule.SPUR.Overdue(c.Reviewed, d.today) {
			warn(CodeSPUR, "senaste SPUR-granskning %s är mer än %s gammal.", c.Reviewed, rule.SPUR.Age())
		}
		if c.Specialists.Said && c.Specialists.Value == 0 && !lentTo[c.CentreID] {
			warn(codeUntaught, "ingen specialist på plats, och ingen vårdcentral lånar ut handledning dit enligt registret.")
		}
		if most := rule.Indicators.PerSupervisor; most > 0 && c.Supervisors.Said && float64(c.Trainees) > most*c.Supervisors.Value {
			warn(codeManyTrained, "%d ST-läkare på %s handledare; riktvärdet är högst %s på varje.", c.Trainees, decimal(c.Supervisors.Value), decimal(most))
		}
	}
	return all
}

// exemptionsAt counts the exemptions in force by health centre.
func (d *docket) exemptionsAt() map[string]int {
	n := map[string]int{}
	for _, t := range d.rows {
		if t.exempt(d.today) {
			n[t.CentreID]++
		}
	}
	return n
}
