package master

import (
	"fmt"

	"stintag/process"
	"stintag/process/workbook"
)

// rotations writes who needs each month that people have made a row for, and what is
// free. Rows are copied down and given another month: so a number that stands there
// is the program's, whatever it says; words and formulas are a person's.
func (m *merger) rotations() error {
	g, err := m.optional(rotationsTable)
	if g == nil {
		return err
	}
	figures := map[string]process.RotationMonth{}
	for _, f := range m.view.Judgement.Rotations {
		figures[rotationKey(process.RotationPlaces{Clinic: f.Clinic, Provider: f.Provider, Month: f.Month})] = f
	}
	var reading Adopted // its faults are told already
	for _, r := range g.rows {
		p, ok := reading.places(r)
		if !ok && !placesBlank(r) {
			continue
		}
		f, is := figures[rotationKey(p)]
		need, spare := workbook.Cell{}, workbook.Cell{}
		if is {
			need = number(float64(f.Need()))
		}
		if is && f.Said { // without a number there is nothing to take the need from
			spare = number(float64(f.Free()))
		}
		m.figure(g, r, headNeed, need)
		m.figure(g, r, headSpare, spare)
	}
	return nil
}

func (m *merger) figure(g *grid, r row, heading string, want workbook.Cell) {
	now := r.cell(heading)
	switch {
	case CanonicalText(now) == CanonicalText(want):
	case now.Formula || now.Kind != workbook.Empty && now.Kind != workbook.Number:
		c, _ := g.table.find(heading)
		m.remarkCorrection(r, wantedRow{}, c, CanonicalText(want), CanonicalText(want))
	default:
		m.change(g.set(r.number, heading, want))
	}
}

// rotationRules show where more are needed than there are places.
func rotationRules() []workbook.RulePlan {
	t := rotationsTable
	spare := t.letter(headSpare)
	return []workbook.RulePlan{
		{Range: t.body(headSpare), Formula: fmt.Sprintf("AND(ISNUMBER(%s2),%s2<0)", spare, spare), Style: workbook.Style{Bold: true, Color: "C00000"}},
	}
}
