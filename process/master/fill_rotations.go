package master

import (
	"stintag/process"
	"stintag/process/workbook"
)

// fillRotations adds the places and the placements; their rows have no key.
func (f *filler) fillRotations(r Registers) {
	var places, placements []filling
	for _, p := range r.Rotations {
		places = append(places, filling{"", placesCells(p)})
	}
	for _, p := range r.Placements {
		placements = append(placements, filling{"", placementCells(p)})
	}
	if len(places) > 0 {
		f.fill(rotationsTable, places)
	}
	if len(placements) > 0 {
		f.fill(placementsTable, placements)
	}
}

func placesCells(p process.RotationPlaces) map[string]workbook.Cell {
	cells := map[string]workbook.Cell{headClinic: text(p.Clinic), headProvider: text(p.Provider), headMonth: text(monthText(p.Month))}
	if p.Places.Said {
		cells[headPlaces] = number(p.Places.Value)
	}
	return cells
}

func placementCells(p process.Placement) map[string]workbook.Cell {
	state := statePreliminary
	if p.Confirmed {
		state = stateConfirmed
	}
	return map[string]workbook.Cell{
		headTrainee: text(p.Doctor), headClinic: text(p.Clinic), headFrom: date(p.From), headTo: date(p.To),
		headPlanned: date(p.Planned), headState: text(state),
	}
}
