package master

import (
	"fmt"

	"stintag/process"
)

// rotationRows are the need of rotations by clinic, provider and half-year, beside the
// places.
func rotationRows(j process.Judgement) []listRow {
	var rs []listRow
	for _, h := range j.RotationHalves() {
		if h.Need() == 0 && h.Places == 0 {
			continue
		}
		clinic := h.Clinic
		if h.Provider != "" {
			clinic += " (" + h.Provider + ")"
		}
		rs = append(rs, listRow{
			headWhat: text(fmt.Sprintf("Sidotjänstgöring %s, %s halvåret %d", clinic, []string{"första", "andra"}[h.Half-1], h.Year)),
			headYear: number(float64(h.Year)), headCount: number(float64(h.Need())), headExplains: text(halfYearWords(h)),
		})
	}
	return rs
}

// halfYearWords tells what a half-year's need is made of, in doctors times months.
func halfYearWords(h process.RotationHalf) string {
	s := fmt.Sprintf("Läkarmånader som behövs: %d i Placeringar och %d enligt regelverket.", h.Placed, h.Reserved+h.Lacking)
	switch months := h.Places - h.Need(); {
	case h.Places == 0:
		return s + " Ingen har sagt hur många platser som finns."
	case h.Unsaid > 0:
		return s + fmt.Sprintf(" Platser: %d, men för %s har ingen sagt något antal.", h.Places, inMonths(h.Unsaid))
	case months < 0:
		return s + fmt.Sprintf(" Platser: %d, alltså %d för få.", h.Places, -months)
	default:
		return s + fmt.Sprintf(" Platser: %d, alltså %d lediga.", h.Places, months)
	}
}

func inMonths(n int) string {
	if n == 1 {
		return "en månad"
	}
	return fmt.Sprintf("%d månader", n)
}
