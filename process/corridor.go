package process

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Position is where a number stands against a corridor.
type Position string

// The positions. Both ends of a corridor are inside it, so that 720 is inside
// both 700–720 and 720–740.
const (
	Below  Position = "under"
	Inside Position = "inom"
	Above  Position = "över"
)

// Corridor is how many doctors should be in training at a year's end.
type Corridor struct {
	CorridorYear
	Interpolated bool // reckoned between two years that the policy gives
}

// Place says where a number stands against the corridor.
func (c CorridorYear) Place(n int) Position {
	switch {
	case n < c.Low:
		return Below
	case n > c.High:
		return Above
	}
	return Inside
}

// Words tells the corridor: "880–900, scenario".
func (c Corridor) Words() string {
	s := fmt.Sprintf("%d–%d", c.Low, c.High)
	if c.Interpolated {
		s += ", interpolerad"
	}
	if c.Scenario {
		s += ", scenario"
	}
	return s
}

// corridors are the policy's by year. What lies between two of them is reckoned
// only where it is asked for, and leans on a scenario where either of them does.
func corridors(p *Policy, interpolate bool) map[int]Corridor {
	given := slices.Clone(p.Corridor)
	slices.SortFunc(given, func(a, b CorridorYear) int { return cmp.Compare(a.Year, b.Year) })
	all := map[int]Corridor{}
	for i, c := range given {
		all[c.Year] = Corridor{CorridorYear: c}
		if i == 0 || !interpolate {
			continue
		}
		before := given[i-1]
		for year := before.Year + 1; year < c.Year; year++ {
			part := float64(year-before.Year) / float64(c.Year-before.Year)
			all[year] = Corridor{Interpolated: true, CorridorYear: CorridorYear{
				Year: year, Low: onLine(before.Low, c.Low, part), High: onLine(before.High, c.High, part),
				Scenario: before.Scenario || c.Scenario,
			}}
		}
	}
	return all
}

func onLine(from, to int, part float64) int {
	return from + int(math.Round(part*float64(to-from)))
}

// falls tells of a plan that asks for fewer than the year before: it is meant to
// grow.
func falls(p *Policy) []string {
	var notes []string
	given := slices.Clone(p.Corridor)
	slices.SortFunc(given, func(a, b CorridorYear) int { return cmp.Compare(a.Year, b.Year) })
	for i := 1; i < len(given); i++ {
		if a, b := given[i-1], given[i]; b.Low < a.Low || b.High < a.High {
			notes = append(notes, fmt.Sprintf("Korridoren minskar från %d–%d år %d till %d–%d år %d, men planen ska öka stegvis. Kontrollera regelverket.",
				a.Low, a.High, a.Year, b.Low, b.High, b.Year))
		}
	}
	return notes
}
