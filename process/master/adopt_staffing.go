package master

import (
	"math"
	"regexp"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// staffing reads what tells how a health centre is staffed and who teaches whom.
// It comes last, since lending names other rows. A cell that cannot be read leaves
// only itself unsaid.
func (r reader) staffing(c *process.HealthCentre) {
	specialists := r.amount(headSpecialists)
	c.Specialists, c.SpecialistsSaid = specialists.Value, specialists.Said
	if n := c.SpecialistsPercent; n > 0 && n <= 1.5*c.Specialists { // 3,5 in a cell that shows 350 %
		c.SpecialistsPercent = math.Round(n*1e4) / 100
	}
	c.Supervisors = r.amount(headSupervisor)
	c.Overstaffing = r.yes(headOverstaffing)
	c.SPUR = r.date(headSPUR)
	c.NamedDoctor, c.Locums = r.perCent(headNamedDoctor), r.perCent(headLocums)
	c.Lending = r.lending(c.ID)
}

// amount is a number that is said or not: 0 is said.
func (r reader) amount(heading string) process.Amount {
	if r.text(heading) == "" {
		return process.Amount{}
	}
	faults := len(r.a.Faults)
	n := r.number(heading)
	return process.Amount{Value: n, Said: len(r.a.Faults) == faults}
}

// perCent reads per cent: 55, 55 % and a cell that is formatted as per cent, which
// holds 0,55, are the same.
func (r reader) perCent(heading string) process.Amount {
	if r.text(heading) == "" {
		return process.Amount{}
	}
	n, sign, err := numberIn(r.cell(heading))
	if !sign && n > 0 && n < 1 {
		n = math.Round(n*1e8) / 1e6
	}
	if err != nil || n < 0 || n > 100 {
		r.fault(heading, "%s och ska vara procent från 0 till 100.", r.stands(heading))
		return process.Amount{}
	}
	return process.Amount{Value: n, Said: true}
}

// senior is what marks a lent colleague as a senior advisor.
var senior = regexp.MustCompile(`(?i)[\s,]*\(?\s*senior\s+advisor\s*\)?\s*$`)

// lending reads whom supervision is lent to, and how many days a week: one number
// for all, or one each in the same order.
func (r reader) lending(id string) []process.Lending {
	names := several(r.text(headLends), ";\n")
	days := r.days(len(names))
	onSite := r.yes(headOnSite)
	var all []process.Lending
	for i, written := range names {
		l := process.Lending{Written: written, DaysPerWeek: days[i], OnSite: onSite}
		if at := senior.FindStringIndex(written); at != nil {
			l.SeniorAdvisor, l.Written = true, strings.TrimSpace(written[:at[0]])
		}
		c, _, known := process.FindCentre(r.a.Registers.Centres, l.Written)
		switch {
		case !known:
			r.fault(headLends, "är ”%s”, som inte finns i bladet Vårdcentraler.", l.Written)
		case c.ID == id:
			r.fault(headLends, "är vårdcentralen själv; det räknas inte.")
			continue
		default:
			l.To = c.ID
		}
		all = append(all, l)
	}
	return all
}

// days are the days a week to each of n, 0 where they are not said.
func (r reader) days(n int) []float64 {
	all := make([]float64, n)
	written := several(r.text(headLendDays), ";\n")
	switch {
	case len(written) == 0:
		return all
	case n == 0:
		r.fault(headLendDays, "är ifyllt, men inte %s.", headLends)
		return all
	case len(written) != 1 && len(written) != n:
		r.fault(headLendDays, "har %d tal för %d vårdcentraler. Skriv ett för alla, eller ett för var och en.", len(written), n)
		return all
	}
	for i := range all {
		d, _, err := numberIn(text(written[min(i, len(written)-1)]))
		if err != nil || d < 0 || d > 7 {
			r.fault(headLendDays, "%s och ska vara dagar från 0 till 7.", r.stands(headLendDays))
			return make([]float64, n)
		}
		all[i] = d
	}
	return all
}

// said is an amount as a cell; one that nobody has said is empty.
func said(a process.Amount) workbook.Cell {
	if !a.Said {
		return workbook.Cell{}
	}
	return number(a.Value)
}

// lendingCells writes lending as lending reads it.
func lendingCells(all []process.Lending) (names, days workbook.Cell) {
	var ns, ds []string
	alike := true
	for _, l := range all {
		name := l.Written
		if l.SeniorAdvisor {
			name += " (senior advisor)"
		}
		ns, ds = append(ns, name), append(ds, swedish(l.DaysPerWeek))
		alike = alike && l.DaysPerWeek == all[0].DaysPerWeek
	}
	if alike {
		return text(strings.Join(ns, "; ")), filled(all[0].DaysPerWeek)
	}
	return text(strings.Join(ns, "; ")), text(strings.Join(ds, "; "))
}
