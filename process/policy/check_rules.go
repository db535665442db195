package policy

import (
	"fmt"
	"slices"

	"github.com/pelletier/go-toml/v2"

	"stintag/process"
)

func (c *checker) stops(d document) {
	for i, s := range d.Stops {
		at := row("stop", i)
		if len(s.Kinds) == 0 || s.Why == "" {
			c.bad(at, "stop %d: kinds and why are both needed", i+1)
		}
		c.span(at, fmt.Sprintf("stop %d", i+1), s.From, s.To)
	}
	for i, l := range d.Limits {
		at := row("limit", i)
		if l.MostNew == nil || l.Why == "" || date(l.From).IsZero() {
			c.bad(at, "limit %d: from, most_new and why are all needed", i+1)
		}
		c.span(at, fmt.Sprintf("limit %d", i+1), l.From, l.To)
	}
}

// span refuses what ends before it begins.
func (c *checker) span(at, what string, from, to toml.LocalDate) {
	if f, t := date(from), date(to); !f.IsZero() && !t.IsZero() && t.Before(f) {
		c.bad(at+".to", "%s: to %s lies before from %s", what, t, f)
	}
}

func (c *checker) money(d document) {
	c.once("budget", "budget", len(d.Budget), func(i int) int { return d.Budget[i].Year })
	for i, r := range d.Compensation {
		at := row("compensation", i)
		if r.PerMonth == nil {
			c.bad(at, "compensation %d: per_month is missing", i+1)
		}
		c.span(at, fmt.Sprintf("compensation %d", i+1), r.From, r.To)
	}
}

func (c *checker) rotations(d document) {
	for i, r := range d.Rotations {
		at := row("rotation", i)
		if r.Clinic == "" {
			c.bad(at, "rotation %d: clinic is missing", i+1)
		}
		c.span(at, fmt.Sprintf("rotation %d", i+1), r.From, r.To)
		for j, o := range d.Rotations[:i] {
			if o.Clinic == r.Clinic && o.Provider == r.Provider && overlap(o.From, o.To, r.From, r.To) {
				c.bad(at, "rotation %d: %s with the same provider and at the same time stands in rotation %d too", i+1, r.Clinic, j+1)
			}
		}
	}
	if n := len(d.Plan.Summer); n != 0 && n != 2 {
		c.bad("plan.summer", "plan.summer has %d months; write the first and the last, like [6, 8]", n)
	}
	if e := d.Exemption; date(e.LimitedFrom).IsZero() && (e.Most != 0 || e.PriorityAreaFree) {
		c.bad("exemption", "exemption: limited_from is missing, so the rest would never hold; write the first day, or leave [exemption] out")
	}
}

// overlap says whether two spans share a day; a zero date has no end there.
func overlap(from, to, from2, to2 toml.LocalDate) bool {
	before := func(to, from toml.LocalDate) bool {
		t, f := date(to), date(from)
		return !t.IsZero() && !f.IsZero() && t.Before(f)
	}
	return !before(to, from2) && !before(to2, from)
}

// years are the series by year: each year once, and what each must say.
func (c *checker) years(d document) {
	c.once("corridor", "corridor", len(d.Corridor), func(i int) int { return d.Corridor[i].Year })
	c.once("history", "history", len(d.History), func(i int) int { return d.History[i].Year })
	c.once("intake", "intake", len(d.Intake), func(i int) int { return d.Intake[i].Year })
	for i, y := range d.Corridor {
		if y.High < y.Low || y.High == 0 {
			c.bad(row("corridor", i)+".high", "corridor %d: low and high are both needed, and high %d is not below low %d", i+1, y.High, y.Low)
		}
	}
	for i, y := range d.History {
		if y.InTraining == nil && y.Finished == nil {
			c.bad(row("history", i), "history %d: in_training or finished is needed", i+1)
		}
	}
	for i, y := range d.Intake {
		if y.Number == nil && y.BTPercent == nil {
			c.bad(row("intake", i), "intake %d: number or bt_percent is needed", i+1)
		}
	}
	for i, p := range d.Programmes {
		at := row("programme", i)
		if p.Name == "" {
			c.bad(at, "programme %d: name is missing", i+1)
		}
		if p.To < p.From {
			c.bad(at+".to", "programme %d: to %d lies before from %d", i+1, p.To, p.From)
		}
	}
	for i, t := range d.Targets {
		if t.What.word == "" || t.Value == 0 {
			c.bad(row("target", i), "target %d: what and value are both needed", i+1)
		}
	}
}

// once refuses a year that stands twice in a series.
func (c *checker) once(key, what string, n int, year func(int) int) {
	seen := map[int]bool{}
	for i := range n {
		y := year(i)
		if seen[y] {
			c.bad(row(key, i)+".year", "%s: year %d stands twice", what, y)
		}
		seen[y] = true
	}
}

func (c *checker) projection(d document) {
	p := d.policy().Projection
	if p.LowMonths > p.MeanMonths || p.MeanMonths > p.HighMonths {
		c.bad("projection", "projection: low_years %v, mean_years %v and high_years %v should rise in that order", p.LowMonths/12, p.MeanMonths/12, p.HighMonths/12)
	}
	if a := d.Allotment; a.PerListed == 0 && (a.Funded != 0 || a.Method.word != "" || a.Fill != nil) {
		c.bad("allotment", "allotment: per_listed is missing; write how many listed patients there are to a post, like 2400")
	}
	if d.SPUR.Years == 0 && d.SPUR.Payer.word != "" {
		c.bad("spur", "spur: years is missing; write how many there may be between two reviews, like 5")
	}
}

func (c *checker) required(d document) {
	for i, f := range d.Required.ForDecision {
		if slices.Contains(d.Required.ForList, f) {
			c.bad(row("required.for_decision", i), "required: %s stands in both for_list and for_decision", f.word)
		}
	}
}

func (c *checker) contacts(d document) {
	for i, p := range d.Contacts {
		at := row("contact", i)
		if p.Role == "" || len(p.Topics) == 0 {
			c.bad(at, "contact %d: topics and role are both needed", i+1)
		}
		if p.StudyDirector && p.Address.word != "" {
			c.bad(at+".address", "contact %d: a study director's address comes from the register; leave address out", i+1)
		}
		for j, o := range d.Contacts[:i] {
			for _, t := range p.Topics {
				if slices.Contains(o.Topics, t) {
					c.bad(at+".topics", "contact %d: %s is contact %d's too; a topic has one who answers", i+1, t.word, j+1)
				}
			}
		}
	}
}

func row(key string, i int) string { return fmt.Sprintf("%s[%d]", key, i) }

// fits says which keys and orders mean something for a criterion.
var fits = map[process.CriterionKind]string{
	process.ByLicenceDate: "date", process.ByPossibleStart: "date", process.ByContactDate: "date",
	process.ByPriorityArea: "first", process.ByOwnPriority: "first", process.BySpread: "number",
}

// orders say what each order compares.
var orders = map[string]string{"earliest": "date", "latest": "date", "fewest": "number", "most": "number", "first": "first", "last": "first"}

func (c *checker) criteria(d document) {
	if len(d.Criteria) == 0 {
		c.bad("criterion", "there is no [[criterion]]: nothing would order the list")
	}
	seen := map[process.CriterionKind]bool{}
	for i, k := range d.Criteria {
		at, by := row("criterion", i), k.By.word
		if by == "" {
			c.bad(at, "criterion %d: by is missing", i+1)
			continue
		}
		if seen[by] {
			c.bad(at+".by", "criterion %d: %s stands twice", i+1, by)
		}
		seen[by] = true
		if w := k.Order.word; w != "" && orders[w] != fits[by] {
			c.bad(at+".order", "criterion %d: order %q does not go with %s", i+1, w, by)
		}
		if k.Coarse.word != "" && fits[by] != "date" {
			c.bad(at+".coarse", "criterion %d: coarse is for dates, not for %s", i+1, by)
		}
		if k.Per.word != "" && by != process.BySpread {
			c.bad(at+".per", "criterion %d: per is for spread, not for %s", i+1, by)
		}
		c.points(d, i, at)
	}
	if d.Ranking.Method.word == "points" && !slices.ContainsFunc(d.Criteria, func(k criterion) bool { return k.Points > 0 }) {
		c.bad("ranking.method", `ranking by points: no [[criterion]] has points; write some, or method = "ordered"`)
	}
}

// points are given between best and worst; a priority area gives all or none.
func (c *checker) points(d document, i int, at string) {
	k := d.Criteria[i]
	bounds := []struct {
		key string
		is  any
	}{{"best", k.Best}, {"worst", k.Worst}}
	for _, b := range bounds {
		_, isDate := b.is.(toml.LocalDate)
		_, isWhole := b.is.(int64)
		_, isNumber := b.is.(float64)
		switch want := fits[k.By.word]; {
		case b.is == nil && k.Points > 0 && k.By.word != process.ByPriorityArea:
			c.bad(at, "criterion %d: points need best, which gives all of them, and worst, which gives none; %s is missing", i+1, b.key)
		case b.is == nil:
		case k.By.word == process.ByPriorityArea:
			c.bad(at+"."+b.key, "criterion %d: a priority area gives all its points or none; leave %s out", i+1, b.key)
		case want == "date" && !isDate:
			c.bad(at+"."+b.key, "criterion %d: %s is %v; write a date, like 2015-01-31", i+1, b.key, b.is)
		case want != "date" && !isWhole && !isNumber:
			c.bad(at+"."+b.key, "criterion %d: %s is %v; write a number", i+1, b.key, b.is)
		}
	}
	if k.Best != nil && k.Best == k.Worst {
		c.bad(at+".worst", "criterion %d: best and worst are both %v; points need something between them", i+1, k.Best)
	}
}
