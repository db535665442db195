package policy

import "math"

// bounds are the numbers that can be meant for a key.
type bounds struct {
	low, high float64
	is        string
}

var (
	fromZero  = bounds{0, math.MaxFloat64, "a number from 0 up, and 0 asks for nothing"}
	kronor    = bounds{0, math.MaxFloat64, "kronor from 0 up; leave it out where no frame is decided"}
	perCent   = bounds{0, 100, "a per cent from 0 to 100"}
	calendar  = bounds{2000, 2100, "a year from 2000 to 2100"}
	inYears   = bounds{0, 20, "a number of years up to 20"}
	inMonths  = bounds{0, 120, "a number of months up to 120"}
	month     = bounds{1, 12, "a month from 1 to 12"}
	drawLimit = bounds{0, 100000, "a number of draws up to 100000"}
)

// numbers refuses what is only wrong by its size.
func (c *checker) numbers(d document) {
	for path, n := range map[string]struct {
		value float64
		bounds
	}{
		"employment.notice_days":             {float64(d.Employment.NoticeDays), fromZero},
		"supervision.specialists":            {d.Supervision.Specialists, fromZero},
		"supervision.percent":                {d.Supervision.Percent, fromZero},
		"plan.first_months":                  {float64(d.Plan.FirstMonths), inMonths},
		"plan.last_months":                   {float64(d.Plan.LastMonths), inMonths},
		"exemption.most":                     {float64(d.Exemption.Most), fromZero},
		"allotment.per_listed":               {float64(d.Allotment.PerListed), fromZero},
		"allotment.funded":                   {float64(d.Allotment.Funded), fromZero},
		"projection.mean_years":              {d.Projection.MeanYears, inYears},
		"projection.low_years":               {d.Projection.LowYears, inYears},
		"projection.high_years":              {d.Projection.HighYears, inYears},
		"projection.drop_out_percent":        {d.Projection.DropOutPercent, perCent},
		"projection.late_start_months":       {d.Projection.LateStartMonths, inMonths},
		"projection.draws":                   {float64(d.Projection.Draws), drawLimit},
		"projection.running_years":           {float64(d.Projection.RunningYears), inYears},
		"indicators.listed_per_specialist":   {d.Indicators.ListedPerSpecialist, fromZero},
		"indicators.listed_per_trainee":      {d.Indicators.ListedPerTrainee, fromZero},
		"indicators.named_doctor_percent":    {d.Indicators.NamedDoctorPercent, perCent},
		"indicators.national_per_thousand":   {d.Indicators.NationalPerThousand, fromZero},
		"indicators.population":              {float64(d.Indicators.Population), fromZero},
		"indicators.trainees_per_supervisor": {d.Indicators.TraineesPerSupervisor, fromZero},
		"spur.years":                         {float64(d.SPUR.Years), inYears},
	} {
		c.number(path, n.value, n.bounds)
	}
	if most := d.Send.MostDecisions; most != nil {
		c.number("send.most_decisions_per_run", float64(*most), bounds{1, 100000, "a number of decisions from 1 up; beyond it a person must say go"})
	}
	if until := d.Projection.Until; until != 0 {
		c.number("projection.until", float64(until), calendar)
	}
	for i, m := range d.Plan.Summer {
		c.number(row("plan.summer", i), float64(m), month)
	}
	c.rowNumbers(d)
}

func (c *checker) rowNumbers(d document) {
	for i, k := range d.Criteria {
		c.number(row("criterion", i)+".points", k.Points, fromZero)
	}
	for i, b := range d.Budget {
		c.number(row("budget", i)+".year", float64(b.Year), calendar)
		if is := amount(b.Amount).Value; !kronor.holds(is) {
			c.bad(row("budget", i)+".amount", "budget %d: amount is %v; it is %s", i+1, is, kronor.is)
		}
		c.number(row("budget", i)+".per_month", b.PerMonth, fromZero)
	}
	for i, r := range d.Compensation {
		c.number(row("compensation", i)+".per_month", amount(r.PerMonth).Value, fromZero)
	}
	for i, l := range d.Limits {
		c.number(row("limit", i)+".most_new", float64(l.policy().MostNew), fromZero)
	}
	for i, r := range d.Rotations {
		c.number(row("rotation", i)+".places", amount(r.Places).Value, fromZero)
		c.number(row("rotation", i)+".months", float64(r.Months), inMonths)
	}
	for i, t := range d.Targets {
		c.number(row("target", i)+".value", t.Value, fromZero)
	}
	c.yearNumbers(d)
}

func (c *checker) yearNumbers(d document) {
	for i, y := range d.Corridor {
		c.number(row("corridor", i)+".year", float64(y.Year), calendar)
		c.number(row("corridor", i)+".low", float64(y.Low), fromZero)
	}
	for i, y := range d.History {
		c.number(row("history", i)+".year", float64(y.Year), calendar)
		c.number(row("history", i)+".in_training", amount(y.InTraining).Value, fromZero)
		c.number(row("history", i)+".finished", amount(y.Finished).Value, fromZero)
	}
	for i, y := range d.Intake {
		c.number(row("intake", i)+".year", float64(y.Year), calendar)
		c.number(row("intake", i)+".number", float64(y.policy().Number), fromZero)
		c.number(row("intake", i)+".bt_percent", amount(y.BTPercent).Value, perCent)
	}
	for i, p := range d.Programmes {
		c.number(row("programme", i)+".from", float64(p.From), calendar)
		c.number(row("programme", i)+".to", float64(p.To), calendar)
	}
}

func (c *checker) number(path string, is float64, b bounds) {
	if !b.holds(is) {
		c.bad(path, "%s is %v; it is %s", path, is, b.is)
	}
}

func (b bounds) holds(is float64) bool { return is >= b.low && is <= b.high } // NaN is neither
