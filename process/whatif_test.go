package process_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
)

// whatIfWorld has one of everything that a what-if can change.
func whatIfWorld() process.World {
	w := world(nth(1), nth(2, ending(process.D(2030, 4, 30))), nth(3, asking(process.OwnToFunded), func(a *process.Application) { a.ChangeFrom = process.D(2024, 12, 1) }))
	w.Policy.Limits = []process.Limit{{From: process.D(2024, 1, 1), MostNew: 3}, {From: process.D(2025, 1, 1), MostNew: 5}}
	w.Policy.Allotment = process.Allotment{PerListed: 2400, Funded: 650, Method: process.LargestRemainder}
	w.Policy.Intake = []process.IntakeYear{{Year: 2026, Open: true, BTShare: 0.5, BTSaid: true}}
	w.Policy.Rotations = []process.RotationRule{
		{Clinic: "KK", Provider: "sjukhus", Places: number(2), Months: 3}, {Clinic: "KK", Provider: "privat", Places: number(1)}, {Clinic: "Psykiatri", Places: number(6)},
	}
	w.Rotations = []process.RotationPlaces{{Clinic: "KK", Provider: "sjukhus", Month: process.D(2025, 6, 1), Places: number(1)}}
	return w
}

// Set changes what its key names, and nothing in the World it was given.
func TestSet(t *testing.T) {
	for _, tt := range []struct {
		key, value string
		got        func(process.World) any
		want       any
	}{
		{"budget.2025", "5 000 000", func(w process.World) any { return w.Budget[1] }, process.BudgetYear{Year: 2025, Frame: 5e6, Decided: true, PerMonth: 50000, Source: "antagande (--set)"}},
		{"budget.2027", "1500000,50", func(w process.World) any { return w.Budget[2] }, process.BudgetYear{Year: 2027, Frame: 1500000.5, Decided: true, Source: "antagande (--set)"}},
		{"schablon.2025", "52000", func(w process.World) any { return w.Budget[1].PerMonth }, 52000.0},
		{"limit.2", "12", func(w process.World) any { return []int{w.Policy.Limits[0].MostNew, w.Policy.Limits[1].MostNew} }, []int{3, 12}},
		{"funded", "651", func(w process.World) any { return w.Policy.Allotment.Funded }, 651},
		{"per_listed", "1600", func(w process.World) any { return w.Policy.Allotment.PerListed }, 1600},
		{"listed.vc-02", "8000", func(w process.World) any { return w.Centres[1].Listed }, 8000},
		{"intake.2026", "120", func(w process.World) any { return w.Policy.Intake }, []process.IntakeYear{{Year: 2026, Number: 120, BTShare: 0.5, BTSaid: true}}},
		{"intake.2027", "0", func(w process.World) any { return w.Policy.Intake[1] }, process.IntakeYear{Year: 2027}},
		{"start.ia-2024-0001", "2025-03-01", func(w process.World) any { return w.Cases[0].Application.PossibleStart }, process.D(2025, 3, 1)},
		{"start.IA-2024-0002", "2025-01-01", func(w process.World) any { return w.Cases[1].Application.PlannedEnd }, process.D(2030, 6, 30)},
		{"start.IA-2024-0003", "2025-02-01", func(w process.World) any { return w.Cases[2].Application.ChangeFrom }, process.D(2025, 2, 1)},
		{"withdraw.IA-2024-0002", "Ja", func(w process.World) any { return w.Cases[1].Withdrawn }, true},
		{"rotation.kk", "4", func(w process.World) any {
			return []any{w.Policy.Rotations, w.Rotations}
		}, []any{
			[]process.RotationRule{{Clinic: "KK", Places: number(4), Months: 3}, {Clinic: "KK", Places: number(4)}, {Clinic: "Psykiatri", Places: number(6)}},
			[]process.RotationPlaces{{Clinic: "KK", Month: process.D(2025, 6, 1), Places: number(4)}},
		}},
		{"rotation.KK.2025-06", "4", func(w process.World) any { return w.Rotations }, []process.RotationPlaces{{Clinic: "KK", Month: process.D(2025, 6, 1), Places: number(4)}}},
		{"rotation.Psykiatri.2025-07", "5", func(w process.World) any { return w.Rotations[1] }, process.RotationPlaces{Clinic: "Psykiatri", Month: process.D(2025, 7, 1), Places: number(5)}},
	} {
		t.Run(tt.key, func(t *testing.T) {
			w := whatIfWorld()
			got, err := process.Set(w, tt.key, tt.value)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, tt.got(got)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			if !reflect.DeepEqual(whatIfWorld(), w) {
				t.Error("the World it was given has changed")
			}
		})
	}
}

func TestSetRefusesWhatIsNotThere(t *testing.T) {
	for _, tt := range []struct{ key, value, says string }{
		{"budgett.2025", "1", "budget.2025=5000000"},
		{"budget", "1", "budget.2025=5000000"},
		{"funded.2025", "1", "funded=650"},
		{"", "", "withdraw.IA-2024-0003=ja"},
		{"budget.2025", "mycket", "no amount in kronor; write one like 5000000"},
		{"budget.2025", "-1", "no amount"},
		{"budget.2025", "NaN", "no amount"},
		{"budget.9999", "1", "no year between 1974 and 2074"},
		{"schablon.2025", "0", "a post costs something"},
		{"limit.3", "1", "the policy has 2 [[limit]], counted from 1"},
		{"limit.1", "2,5", "no whole number"},
		{"funded", "0", "no cap"},
		{"per_listed", "0", "no posts"},
		{"listed.VC-99", "1", "Vårdcentraler"},
		{"start.IA-2024-0099", "2025-01-01", "there is no case IA-2024-0099"},
		{"start.IA-2024-0001", "2025-02-30", "write one like 2024-03-01"},
		{"withdraw.IA-2024-0001", "kanske", "write ja or nej"},
		{"rotation.Ögon", "1", "write one of KK, Psykiatri, or one month like KK.2025-06"},
		{"rotation.KK.2025-13", "1", "write one of KK"},
		{"intake.i år", "1", "no year"},
		{"intake.2023", "1", "the forecast reckons with the intake of 2024 to 2034, and 2023 would change nothing"},
		{"intake.2035", "1", "the forecast reckons with the intake of 2024 to 2034, and 2035 would change nothing"},
	} {
		w := whatIfWorld()
		_, err := process.Set(w, tt.key, tt.value)
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s=%s: %v, want %q", tt.key, tt.value, err, tt.says)
		}
	}
	w := whatIfWorld()
	w.Policy.Allotment = process.Allotment{}
	if _, err := process.Set(w, "funded", "650"); err == nil || !strings.Contains(err.Error(), "set per_listed first") {
		t.Errorf("funded posts that nobody allots: %v", err)
	}
}

// D5: a what-if is told as one.
func TestAnAssumedFrameSaysSo(t *testing.T) {
	w, err := process.Set(world(), "budget.2024", "7000000")
	if err != nil {
		t.Fatal(err)
	}
	if got := money(t, w, 2024); got.Frame != 7e6 || got.Source != "ram från antagande (--set), schablon från huvudfilen" {
		t.Errorf("%+v", got)
	}
	if w, err = process.Set(w, "schablon.2024", "52000"); err != nil {
		t.Fatal(err)
	}
	if got := money(t, w, 2024); got.PerMonth != 52000 || got.Source != "antagande (--set)" {
		t.Errorf("%+v", got)
	}
	if w, err = process.Set(world(), "schablon.2024", "52000"); err != nil {
		t.Fatal(err)
	}
	if got := money(t, w, 2024); got.Source != "ram från huvudfilen, schablon från antagande (--set)" {
		t.Errorf("%+v", got)
	}
}
