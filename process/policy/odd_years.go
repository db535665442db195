package policy

import (
	"cmp"
	"fmt"
	"slices"

	"stintag/process"
)

// rates tells where a rate is missing between two others, or where two hold at
// the same time, for each kind and track by itself.
func (o *odd) rates(p *process.Policy) {
	type rate struct {
		process.Rate
		at string
	}
	of := map[string][]rate{}
	var names []string
	for i, r := range p.Rates {
		name := "ersättningen"
		if r.Course {
			name = "kursersättningen"
		}
		if r.Track != "" {
			name += " för " + r.Track
		}
		if of[name] == nil {
			names = append(names, name)
		}
		of[name] = append(of[name], rate{r, row("compensation", i)})
	}
	for _, name := range names {
		all := of[name]
		slices.SortStableFunc(all, func(a, b rate) int { return a.From.Compare(b.From) })
		for i := 1; i < len(all); i++ {
			before, after := all[i-1], all[i]
			switch {
			case before.To.IsZero() || !before.To.Before(after.From):
				o.say(after.at, "Två belopp för %s gäller samtidigt från %s: skriv to för det tidigare.", name, after.From)
			case before.To.AddDays(1).Before(after.From):
				o.say(after.at, "Belopp saknas för %s från %s till och med %s.", name, before.To.AddDays(1), after.From.AddDays(-1))
			}
		}
	}
}

// allotment tells where the funded posts cannot be what is promised per listed.
func (o *odd) allotment(p *process.Policy) {
	a := p.Allotment
	if !a.On() {
		return
	}
	if base := p.Indicators.Population / a.PerListed; a.Funded > 0 && base > a.Funded {
		o.say("allotment.funded", "%d finansierade platser räcker inte till en per %d: %d invånare ger %d.", a.Funded, a.PerListed, p.Indicators.Population, base)
	}
	if a.Funded == 0 && a.Fill && o.version.doc.Allotment.Fill != nil {
		o.say("allotment.fill", "fill = true delar ut det som återstår upp till funded, men funded är inte skrivet: inget återstår.")
	}
	if a.Funded == 0 {
		return
	}
	for i, c := range p.Corridor {
		if c.Low > a.Funded {
			o.say(row("corridor", i)+".low", "Korridoren %d börjar på %d, men bara %d platser är finansierade.", c.Year, c.Low, a.Funded)
		}
	}
	if at := slices.IndexFunc(o.rules.versions, func(v version) bool { return v.policy == p }); at > 0 {
		if before := o.rules.versions[at-1].policy.Allotment.Funded; before > a.Funded {
			o.say("allotment.funded", "De finansierade platserna blir färre: %d, förut %d.", a.Funded, before)
		}
	}
}

// series is a number by year, and where it stands.
type series struct {
	year, number int
	at           string
}

// corridor tells where it sinks, and which years it leaves out.
func (o *odd) corridor(p *process.Policy) {
	var low, high []series
	for i, c := range p.Corridor {
		low = append(low, series{c.Year, c.Low, row("corridor", i) + ".low"})
		high = append(high, series{c.Year, c.High, row("corridor", i) + ".high"})
	}
	o.sinks("Korridorens undre gräns", low)
	o.sinks("Korridorens övre gräns", high)
	byYear(low)
	for i := 1; i < len(low); i++ {
		switch missing := low[i].year - low[i-1].year - 1; {
		case missing == 1:
			o.say(low[i].at, "Korridor saknas för %d: det året prövas inte.", low[i-1].year+1)
		case missing > 1:
			o.say(low[i].at, "Korridor saknas för %d till %d: de åren prövas inte.", low[i-1].year+1, low[i].year-1)
		}
	}
}

// sinks tells where a plan falls from one year to the next: plans of this kind
// are to grow little by little.
func (o *odd) sinks(what string, s []series) {
	byYear(s)
	for i := 1; i < len(s); i++ {
		if s[i].number < s[i-1].number {
			o.say(s[i].at, "%s sjunker från %d (%d) till %d (%d).", what, s[i-1].number, s[i-1].year, s[i].number, s[i].year)
		}
	}
}

func byYear(s []series) {
	slices.SortStableFunc(s, func(a, b series) int { return cmp.Compare(a.year, b.year) })
}

func (o *odd) targets(p *process.Policy) {
	for i, t := range p.Targets {
		at := row("target", i)
		if !t.By.IsZero() && t.By.Before(o.today) {
			o.say(at, "Målet %s skulle nås %s, som har passerat.", targetText(t), t.By)
		}
		if u := p.Projection.Until; u != 0 && t.By.Year > u {
			o.say(at, "Målet %s gäller %s, efter prognosens sista år %d.", targetText(t), t.By, u)
		}
	}
	if n := len(p.Corridor); n > 0 && p.Projection.Until != 0 {
		if last := slices.MaxFunc(p.Corridor, func(a, b process.CorridorYear) int { return cmp.Compare(a.Year, b.Year) }); last.Year > p.Projection.Until {
			o.say("projection.until", "Prognosen slutar %d, före korridorens sista år %d.", p.Projection.Until, last.Year)
		}
	}
}

func targetText(t process.Target) string {
	if t.What == "completions" {
		return fmt.Sprintf("%v nya specialister om året", t.Value)
	}
	return fmt.Sprintf("%v ST-läkare", t.Value)
}

// intake tells where the plan of it sinks, and where there is none though there is
// something to reach.
func (o *odd) intake(p *process.Policy) {
	var numbers []series
	ahead := false
	for i, y := range p.Intake {
		if y.Open {
			continue
		}
		numbers = append(numbers, series{y.Year, y.Number, row("intake", i) + ".number"})
		ahead = ahead || y.Year >= o.today.Year
	}
	o.sinks("Intaget", numbers)
	if !ahead && (len(p.Corridor) > 0 || len(p.Targets) > 0 || len(p.Intake) > 0) {
		path := ""
		if len(p.Intake) > 0 {
			path = "intake"
		}
		o.say(path, "Inget intag är planerat från %d ([[intake]] year, number): prognosen räknar med medeltalet ur bladet ST-läkare.", o.today.Year)
	}
}
