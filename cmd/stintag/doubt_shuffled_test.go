package main

import (
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/master"
)

// A column of a register that was sorted without the others is seen; what people
// change in a day is not taken for it.
func TestAShuffledRegisterIsSeen(t *testing.T) {
	t.Parallel()
	var before master.Registers
	before.Centres = many(6)
	for i, name := range []string{"Frej Fura", "Alva Ask", "Eva En", "Bo Bok", "Dan Dun", "Cajsa Cembra"} {
		before.Centres[i].Listed = 9000 - 500*i
		before.Roster = append(before.Roster, process.Trainee{
			ID: string(rune('1' + i)), Name: name, CentreID: before.Centres[i%3].ID,
			Start: process.D(2024-i, 3, 1), PlannedEnd: process.D(2029-i, 3, 1), Status: process.TraineeActive,
		})
	}
	for name, tt := range map[string]struct {
		change func(r *master.Registers)
		says   string
	}{
		"nothing": {func(*master.Registers) {}, ""},
		"names sorted": {func(r *master.Registers) {
			sortColumn(r.Roster, func(t *process.Trainee) *string { return &t.Name }, strings.Compare)
		}, "I kolumnen ST-läkare i bladet ST-läkare har 6 rader"},
		"starts sorted": {func(r *master.Registers) {
			sortColumn(r.Roster, func(t *process.Trainee) *process.Date { return &t.Start }, process.Date.Compare)
		}, "I kolumnen Start i bladet ST-läkare har 6 rader"},
		"the ids sorted": {func(r *master.Registers) {
			sortColumn(r.Roster, func(t *process.Trainee) *string { return &t.ID }, func(a, b string) int { return strings.Compare(b, a) })
		}, "i bladet ST-läkare har 6 rader"},
		"listed sorted": {func(r *master.Registers) {
			sortColumn(r.Centres, func(c *process.HealthCentre) *int { return &c.Listed }, func(a, b int) int { return a - b })
		}, "I kolumnen Listade i bladet Vårdcentraler har 6 rader"},
		"rows sorted":   {func(r *master.Registers) { slices.Reverse(r.Roster); slices.Reverse(r.Centres) }, ""},
		"a row deleted": {func(r *master.Registers) { r.Roster = r.Roster[1:] }, ""},
		"three doctors change places": {func(r *master.Registers) {
			for i := range 3 {
				r.Roster[i].CentreID = before.Roster[(i+1)%3].CentreID
			}
		}, ""},
		"all starts put right": {func(r *master.Registers) {
			for i := range r.Roster {
				r.Roster[i].Start = process.D(2024-i, 4, 1)
			}
		}, ""},
		"all moved to one": {func(r *master.Registers) {
			for i := range r.Roster {
				r.Roster[i].CentreID = before.Centres[0].ID
			}
		}, ""},
	} {
		now := master.Registers{Centres: slices.Clone(before.Centres), Roster: slices.Clone(before.Roster)}
		tt.change(&now)
		if got := shuffled(before, now); tt.says == "" && got != "" || !strings.Contains(got, tt.says) {
			t.Errorf("%s: %q, want %q", name, got, tt.says)
		}
	}
}

func sortColumn[R, V any](rows []R, of func(*R) *V, compare func(a, b V) int) {
	var values []V
	for i := range rows {
		values = append(values, *of(&rows[i]))
	}
	slices.SortFunc(values, compare)
	for i := range rows {
		*of(&rows[i]) = values[i]
	}
}
