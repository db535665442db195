package main

import (
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/master"
)

// a confirmed placement in the summer is told to every address of the health
// centre in the register (D6), once; a preliminary one, one that has begun and one in
// the winter are not.
func TestASummerPlacementIsToldOnce(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	row := func(id, name, centre string) process.Trainee {
		return process.Trainee{ID: id, Name: name, CentreID: centre, Start: process.D(2022, 1, 1), PlannedEnd: process.D(2027, 6, 30), Degree: 1, Track: "ST", Status: process.TraineeActive}
	}
	placed := func(who, clinic string, from, to process.Date, confirmed bool) process.Placement {
		return process.Placement{Doctor: who, Clinic: clinic, From: from, To: to, Confirmed: confirmed}
	}
	b.fill(master.Registers{
		Centres: twoCentres, Roster: []process.Trainee{row("ST-0001", "Anna Berg", "A"), row("ST-0002", "Bo Ek", "B")},
		Placements: []process.Placement{
			placed("Anna Berg", "KK", process.D(2025, 6, 9), process.D(2025, 8, 31), true),
			placed("Anna Berg", "Psyk", process.D(2025, 1, 1), process.D(2025, 3, 31), true),
			placed("Bo Ek", "Barn", process.D(2025, 6, 1), process.D(2025, 8, 31), false),
		},
	})
	b.run()
	b.run()
	kinds, texts := b.inTime(almby)
	if !slices.Equal(kinds, []string{"placement"}) || !strings.Contains(texts[0], "Er ST-läkare Anna Berg är placerad på KK från 2025-06-09 till 2025-08-31") {
		t.Errorf("%v %v", kinds, texts)
	}
	if kinds, _ := b.inTime("vc.bjorkby@region.example"); len(kinds) > 0 {
		t.Errorf("a preliminary placement was told: %v", kinds)
	}
	b.write(master.SheetPlacements, 4, map[string]string{"Läge": "bekräftad"})
	b.write(master.SheetPlacements, 2, map[string]string{"Från": "2025-06-16"}) // moved within its month
	b.run()
	if kinds, _ := b.inTime("vc.bjorkby@region.example"); !slices.Equal(kinds, []string{"placement"}) {
		t.Errorf("once confirmed: %v", kinds)
	}
	if kinds, _ := b.inTime(almby); len(kinds) != 1 {
		t.Errorf("told again: %v", kinds)
	}
	b.at(process.D(2025, 7, 1))
	if kinds, _ := b.inTime(almby); len(kinds) != 1 {
		t.Errorf("told of one that has begun: %v", kinds)
	}
}
