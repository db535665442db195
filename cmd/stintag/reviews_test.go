package main

import (
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/master"
)

// R-214, D10: an old review is told to every address of a health centre with doctors
// in training, at most once a year.
func TestAnOldReviewIsToldOnceAYear(t *testing.T) {
	t.Parallel()
	b := ruled(t, "\n[spur]\nyears = 5\npayer = \"centre\"\n")
	centres := slices.Clone(twoCentres)
	centres[0].SPUR, centres[1].SPUR = process.D(2019, 9, 1), process.D(2012, 1, 1) // nobody is in training at the second
	b.fill(master.Registers{Centres: centres, Roster: []process.Trainee{
		{ID: "ST-0001", Name: "Anna Berg", CentreID: "A", Start: process.D(2022, 1, 1), PlannedEnd: process.D(2027, 6, 30), Degree: 1, Track: "ST", Status: process.TraineeActive},
	}})
	told := func(day process.Date, want int) {
		t.Helper()
		b.at(day)
		kinds, texts := b.inTime(almby)
		if len(kinds) != want {
			t.Fatalf("on %s there are %d letters: %v", day, len(kinds), kinds)
		}
		if want > 0 && (kinds[want-1] != "reminder" || !strings.Contains(texts[want-1], "från 2019-09-01, för mer än fem år sedan. Ni behöver beställa en ny")) {
			t.Errorf("on %s: %v %s", day, kinds[want-1], texts[want-1])
		}
	}
	told(process.D(2024, 9, 11), 1)
	told(process.D(2024, 9, 11), 1)
	told(process.D(2024, 12, 1), 1)
	told(process.D(2025, 9, 10), 1)
	told(process.D(2025, 9, 11), 2)
	b.write(master.SheetCentres, 2, map[string]string{"Senaste SPUR": "2025-10-01"})
	told(process.D(2026, 10, 1), 2)
	if kinds, _ := b.inTime("vc.bjorkby@region.example"); len(kinds) > 0 {
		t.Errorf("a health centre with nobody in training is told: %v", kinds)
	}
}
