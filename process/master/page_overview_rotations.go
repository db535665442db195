package master

import (
	"cmp"
	"fmt"
	"slices"

	"stintag/process"
	"stintag/process/workbook"
)

// rotationMonths is how far ahead the rotations' block looks.
const rotationMonths = 12

// loadScale grows darker with the load, so that it reads in black and white too. All
// its colours let black figures be read.
var loadScale = workbook.ScalePlan{
	Low: workbook.ScaleStop{Value: 0, Color: "FFFFFF"}, Middle: workbook.ScaleStop{Value: 100, Color: "F7D08A"}, High: workbook.ScaleStop{Value: 200, Color: inkVermilion},
}

// loadFormat marks what is more than there is room for, for who sees no colours. A
// rule in bold would take the scale's place in LibreOffice.
const loadFormat = `[>100]0"!";0`

// clinicLoad is a clinic at one provider over the coming months.
type clinicLoad struct {
	name   string
	months [rotationMonths]process.RotationMonth // without a clinic where nobody needs it
	most   int                                   // the highest load, in per cent
}

// clinicLoads are in the judgement's order.
func clinicLoads(v View) []clinicLoad {
	var all []clinicLoad
	at := map[string]int{}
	today := v.World.Today()
	for _, m := range v.Judgement.Rotations {
		n := 12*(m.Month.Year-today.Year) + int(m.Month.Month) - int(today.Month)
		if n < 0 || n >= rotationMonths {
			continue
		}
		name := m.Clinic
		if m.Provider != "" {
			name += ", " + m.Provider
		}
		i, known := at[name]
		if !known {
			i = len(all)
			at[name] = i
			all = append(all, clinicLoad{name: name})
		}
		all[i].months[n] = m
		all[i].most = max(all[i].most, load(m))
	}
	return all
}

// load is the need in per cent of the places; without places each who needs one
// counts as a place too few.
func load(m process.RotationMonth) int {
	switch {
	case !m.Said:
		return 0
	case m.Places == 0:
		return 100 * (1 + m.Need())
	}
	return (100*m.Need() + m.Places/2) / m.Places
}

func loadCell(m process.RotationMonth) workbook.Cell {
	switch {
	case m.Need() == 0:
		return text("–")
	case !m.Said:
		return text("?")
	case m.Places == 0:
		return text(fmt.Sprintf("+%d", m.Need()))
	}
	return number(float64(load(m)))
}

// shownClinics are those that there is room for: the hardest loaded, in their order.
func shownClinics(all []clinicLoad) []clinicLoad {
	if len(all) <= clinicLines {
		return all
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(all[b].most, all[a].most) })
	order = order[:clinicLines]
	slices.Sort(order)
	var shown []clinicLoad
	for _, i := range order {
		shown = append(shown, all[i])
	}
	return shown
}

// rotations are the clinics' load, month by month.
func (p *page) rotations(v View) {
	all := clinicLoads(v)
	shown := shownClinics(all)
	p.put(rowRotation, colClinic, text(rotationHeading(v, all)), sectionStyle)
	p.put(rowRotation+1, colClinic, text("Klinik"), bandStyle)
	for i := range rotationMonths {
		month := ""
		if !v.World.Now.IsZero() {
			month = string([]rune(monthNames[(int(v.World.Today().Month)-1+i)%12])[:3])
		}
		p.put(rowRotation+1, colMonths+i, text(month), workbook.Style{Bold: true, Color: white, Fill: navy, Center: true, Size: 10})
	}
	for i := range clinicLines {
		var c clinicLoad
		if i == 0 {
			c.name = noRotations(v)
		}
		cells := [rotationMonths]workbook.Cell{}
		if i < len(shown) {
			c = shown[i]
			for k, m := range c.months {
				cells[k] = loadCell(m)
			}
		}
		p.put(rowRotation+2+i, colClinic, text(c.name), topStyle)
		for k := range cells {
			p.put(rowRotation+2+i, colMonths+k, cells[k], workbook.Style{Center: true, Format: loadFormat, Size: 10})
		}
	}
	for i, words := range rotationNotes(len(shown), len(all)) {
		p.put(rowRotation+2+clinicLines+i, colClinic, text(words), workbook.Style{Size: 9, Color: grey})
	}
}

func rotationHeading(v View, all []clinicLoad) string {
	if len(all) == 0 {
		return "Sidotjänstgöring"
	}
	from := process.D(v.World.Today().Year, v.World.Today().Month, 1)
	month := func(d process.Date) string { return d.String()[:len("2006-01")] }
	return fmt.Sprintf("Sidotjänstgöring: behov i %% av platserna, %s – %s", month(from), month(from.AddMonths(rotationMonths-1)))
}

// noRotations stands in the first line of the block where nobody is anywhere.
func noRotations(v View) string {
	if v.World.Now.IsZero() {
		return notYet
	}
	return "Inga platser eller placeringar är inskrivna. Fyll i bladen Sidotjänstgöring och Placeringar."
}

func rotationNotes(shown, all int) (notes [2]string) {
	if all > 0 {
		notes[0] = "! fler än platserna, – ingen behöver, ? platserna är inte sagda, +1 en behöver men ingen plats finns."
	}
	if shown < all {
		notes[1] = fmt.Sprintf("De %d hårdast belastade av %d; alla står i bladet Sidotjänstgöring.", shown, all)
	}
	return notes
}
