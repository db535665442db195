package master

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
)

// the forecast tells the need by clinic, provider and half-year.
func TestPrognosHasTheNeedOfRotationsByHalfYear(t *testing.T) {
	j := process.Judgement{Rotations: []process.RotationMonth{
		{Clinic: "KK", Provider: "sjukhus", Month: process.D(2025, time.May, 1), Places: 2, Said: true, Placed: 1, Reserved: 1, Lacking: 1},
		{Clinic: "KK", Provider: "sjukhus", Month: process.D(2025, time.June, 1), Places: 2, Said: true, Placed: 1},
		{Clinic: "KK", Provider: "sjukhus", Month: process.D(2025, time.July, 1), Placed: 1, Reserved: 1},
		{Clinic: "Psyk", Month: process.D(2025, time.July, 1)},
		{Clinic: "Barn", Month: process.D(2025, time.July, 1), Places: 1, Said: true, Reserved: 3},
	}}
	var got []string
	for _, r := range rotationRows(j) {
		got = append(got, strings.Join([]string{r[headWhat].Text, CanonicalText(r[headCount]), r[headExplains].Text}, " | "))
	}
	slices.Sort(got)
	want := []string{
		"Sidotjänstgöring Barn, andra halvåret 2025 | 3 | Läkarmånader som behövs: 0 i Placeringar och 3 enligt regelverket. Platser: 1, alltså 2 för få.",
		"Sidotjänstgöring KK (sjukhus), andra halvåret 2025 | 2 | Läkarmånader som behövs: 1 i Placeringar och 1 enligt regelverket. Ingen har sagt hur många platser som finns.",
		"Sidotjänstgöring KK (sjukhus), första halvåret 2025 | 4 | Läkarmånader som behövs: 2 i Placeringar och 2 enligt regelverket. Platser: 4, alltså 0 lediga.",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
