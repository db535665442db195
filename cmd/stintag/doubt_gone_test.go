package main

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/master"
)

// Doctors and health centres do not go by the handful: the rows were deleted by
// mistake, or somebody can say that they were not.
func TestRowsThatGoFromARegisterAreSeen(t *testing.T) {
	t.Parallel()
	before := master.Registers{Centres: many(20)}
	for i := range 60 {
		before.Roster = append(before.Roster, process.Trainee{ID: "ST-" + strconv.Itoa(100+i), Name: "Läkare " + string(rune('A'+i/26)) + string(rune('a'+i%26)), Status: process.TraineeActive})
	}
	for i := range 10 {
		before.Roster[i].Status = process.TraineeDone
	}
	for name, tt := range map[string]struct {
		change func(r *master.Registers)
		says   string
	}{
		"those who are done": {func(r *master.Registers) { r.Roster = r.Roster[10:] }, ""},
		"four in training":   {func(r *master.Registers) { r.Roster = r.Roster[:56] }, ""},
		"five in training":   {func(r *master.Registers) { r.Roster = r.Roster[:55] }, "5 rader har försvunnit ur bladet ST-läkare sedan förra gången, bland dem ST-155, ST-156 och ST-157."},
		"five who are done now": {func(r *master.Registers) {
			for i := 50; i < 60; i++ {
				r.Roster[i].Status = process.TraineeLeft
			}
		}, ""},
		"others' ids, same doctors": {func(r *master.Registers) {
			for i := range r.Roster {
				r.Roster[i].ID += "x"
			}
		}, ""},
		"two health centres":   {func(r *master.Registers) { r.Centres = r.Centres[2:] }, ""},
		"three health centres": {func(r *master.Registers) { r.Centres = r.Centres[3:] }, "3 rader har försvunnit ur bladet Vårdcentraler"},
		"renamed health centres": {func(r *master.Registers) {
			for i := range r.Centres {
				r.Centres[i].Name += " nya"
			}
		}, ""},
	} {
		now := master.Registers{Centres: slices.Clone(before.Centres), Roster: slices.Clone(before.Roster)}
		tt.change(&now)
		if got := gone(before, now); tt.says == "" && got != "" || !strings.Contains(got, tt.says) {
			t.Errorf("%s: %q, want %q", name, got, tt.says)
		}
	}
}
