package process_test

import (
	"fmt"
	"testing"

	"stintag/process"
)

// exempted are doctors in training at a health centre, each with an exemption.
func exempted(c process.HealthCentre, n int) []process.Trainee {
	var rows []process.Trainee
	for i := range n {
		rows = append(rows, process.Trainee{
			ID: fmt.Sprintf("ST-%04d", i+1), Name: fmt.Sprintf("Annan Läkare%d", i+1), CentreID: c.ID, Start: process.D(2022, 1, 1),
			Status: process.TraineeActive, Exemption: "1, placering på KK", ExemptionUntil: process.D(2024, 9, 10),
		})
	}
	return rows
}

// R-013, D17: a new exemption is remarked on where a dated policy limits them and the
// health centre has so many already, outside the priority areas; never more than
// remarked on.
func TestExemptionsAreLimitedFromADay(t *testing.T) {
	rule := func(day process.Date, most int) process.ExemptionRule {
		return process.ExemptionRule{From: day, Most: most, PriorityAreaFree: true}
	}
	today, tomorrow := process.D(2024, 9, 10), process.D(2024, 9, 11)
	exempt := func(a *app) { a.Exemption = "1, placering på Psyk" }
	limited := remark("DISPENS_BEGRÄNSAD", process.FieldExemption)
	for _, tt := range []struct {
		name   string
		rule   process.ExemptionRule
		roster []process.Trainee
		change []func(*app)
		want   []want
	}{
		{"in force today, one and no more", rule(today, 1), exempted(tallbacken, 1), says(exempt), limited},
		{"in force from tomorrow", rule(tomorrow, 1), exempted(tallbacken, 1), says(exempt), nil},
		{"September 2024: off", process.ExemptionRule{}, exempted(tallbacken, 9), says(exempt), nil},
		{"one of two", rule(today, 2), exempted(tallbacken, 1), says(exempt), nil},
		{"none at all", rule(today, 0), nil, says(exempt), limited},
		{"outside the town", rule(today, 1), exempted(sjovik, 1), says(from(sjovik), exempt), nil},
		{"outside the town, where the rule is for all", process.ExemptionRule{From: today, Most: 1}, exempted(sjovik, 1), says(from(sjovik), exempt), limited},
		{"those of other health centres", rule(today, 1), exempted(granskogen, 3), says(exempt), nil},
		{"no new exemption", rule(today, 0), nil, says(func(a *app) { a.Exemption = "0 st" }), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := world()
			w.Policy.Exemptions, w.Roster = tt.rule, tt.roster
			examined(t, w, nth(1, tt.change...), tt.want...)
		})
	}
}

// what counts is in force, of a doctor in training; and what the doctor has
// already is no new one.
func TestWhichExemptionsCount(t *testing.T) {
	w := world()
	w.Policy.Exemptions = process.ExemptionRule{From: process.D(2024, 1, 1), Most: 1, PriorityAreaFree: true}
	c := nth(1, func(a *app) { a.Exemption = "1, placering på Psyk" })
	for name, change := range map[string]func(*process.Trainee){
		"it ended yesterday": func(r *process.Trainee) { r.ExemptionUntil = process.D(2024, 9, 9) },
		"a no":               func(r *process.Trainee) { r.Exemption = "Nej" },
		"not begun":          func(r *process.Trainee) { r.Status = process.TraineeGranted },
		"done":               func(r *process.Trainee) { r.Status = process.TraineeDone },
	} {
		w.Roster = exempted(tallbacken, 1)
		change(&w.Roster[0])
		if _, is := find(process.Examine(w, c), "DISPENS_BEGRÄNSAD"); is {
			t.Errorf("%s: it counts", name)
		}
		for _, f := range process.Judge(w).Centres {
			if f.Exemptions != 0 {
				t.Errorf("%s: the register shows %d", name, f.Exemptions)
			}
		}
	}
	w.Roster = exempted(tallbacken, 2)
	w.Roster[1].Name = c.Application.Doctor
	if _, is := find(process.Examine(w, c), "DISPENS_BEGRÄNSAD"); is {
		t.Error("an exemption that the doctor has already counts as new")
	}
	w.Roster[1].Name = "En Annan"
	f, _ := find(process.Examine(w, c), "DISPENS_BEGRÄNSAD")
	want := `Dispens är "1, placering på Psyk". Enligt regionens lista över ST-läkare har Tallbackens vårdcentral redan 2 dispenser. ` +
		"Från 2024-01-01 får en vårdcentral ha 1 dispens innan en ny begränsas. Vårdcentraler i prioriterat område är undantagna. Den som beslutar prövar det."
	if f.Text != want {
		t.Errorf("says %q", f.Text)
	}
}
