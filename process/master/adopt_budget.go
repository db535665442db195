package master

import "stintag/process"

// fromMaster is the source of a budget value that people filled in (D5).
const fromMaster = "huvudfilen"

func (a *Adopted) adoptBudget(g *grid) {
	seen := map[int]bool{}
	for _, row := range g.rows {
		if row.blank() {
			continue
		}
		year, _, err := numberIn(row.cell(headYear))
		if y := int(year); err != nil || y < 2000 || y > 2100 {
			a.faultAt(row, headYear, "Raden saknar ett år, till exempel 2025; den används inte.")
			continue
		} else if seen[y] {
			a.faultAt(row, headYear, "År %d står på två rader; den översta gäller.", y)
			continue
		}
		seen[int(year)] = true
		a.Registers.Budget = append(a.Registers.Budget, a.budgetYear(reader{row, a, "År " + shortest(year)}, int(year)))
	}
}

func (a *Adopted) budgetYear(r reader, year int) process.BudgetYear {
	b := process.BudgetYear{Year: year, Source: fromMaster}
	b.PerMonth, _ = r.amountFrom(headPerMonth, leastPerMonth, "45 000", "Regelverkets belopp gäller så länge, om det har något.")
	b.Frame, b.Decided = r.amountFrom(headFrame, leastFrame, "61 000 000", "Tills den är rättad föreslås ingen som kostar något det året.")
	b.Unclear = !b.Decided && (r.text(headFrame) != "" || !readable(r.cell(headFrame)))
	return b
}

// Amounts below these were meant in thousands or millions.
const (
	leastPerMonth = 1000
	leastFrame    = 10_000
)

// amountFrom reads kronor; said is false where nothing stands there that can be used.
func (r reader) amountFrom(heading string, least float64, example, meanwhile string) (n float64, said bool) {
	if r.text(heading) == "" && readable(r.cell(heading)) {
		return 0, false
	}
	n, percent, err := numberIn(r.cell(heading))
	switch {
	case err != nil || percent:
		r.fault(heading, "%s, som inte kan läsas som ett belopp. Skriv hela kronor, till exempel %s. %s", r.stands(heading), example, meanwhile)
		return 0, false
	case n < 0:
		r.fault(heading, "%s, som är mindre än 0. %s", r.stands(heading), meanwhile)
		return 0, false
	case n > 0 && n < least:
		r.fault(heading, "%s. Skriv hela kronor, till exempel %s. %s", r.stands(heading), example, meanwhile)
		return 0, false
	}
	return n, true
}
