package process_test

import (
	"testing"

	"stintag/process"
)

func TestFindCentre(t *testing.T) {
	for _, tt := range []struct {
		written, id string
		exact       bool
	}{
		{"Tallbackens vårdcentral", "VC-01", true},
		{"  TALLBACKENS\u00a0 Vårdcentral ", "VC-01", true},
		{"Tallbacken", "VC-01", true},
		{"Vårdcentralen Tallbacken", "VC-01", true},
		{"Tallbackens VC", "VC-01", true},
		{"Tallis", "VC-01", true},
		{"vc-01", "VC-01", true},
		{"Sjo\u0308vik", "VC-02", true}, // decomposed, as a Mac writes it
		{"Sjöviks hälsocentral", "VC-02", true},
		{"Sjövk", "VC-02", false},
		{"Tallbaken", "VC-01", false},
		{"Granskgoens vårdcentral", "VC-03", false},
		{"Björkhagen", "", false},
		{"Vårdcentralen", "", false},
		{"", "", false},
		{"VC-04", "", false},
	} {
		c, exact, ok := process.FindCentre(allCentres, tt.written)
		if c.ID != tt.id || exact != tt.exact || ok != (tt.id != "") {
			t.Errorf("FindCentre(%q) = %q, %v, %v; want %q, %v", tt.written, c.ID, exact, ok, tt.id, tt.exact)
		}
	}
}

func TestFindCentreNeverGuessesBetweenTwo(t *testing.T) {
	twins := []process.HealthCentre{{ID: "1", Name: "Sala Väst"}, {ID: "2", Name: "Sala Öst"}, {ID: "3", Name: "Norr", Aliases: []string{"Mitten"}}, {ID: "4", Name: "Mitten"}}
	for _, written := range []string{"Sala", "Mitten"} {
		if c, _, ok := process.FindCentre(twins, written); ok {
			t.Errorf("FindCentre(%q) = %s, want none", written, c.ID)
		}
	}
	numbered := []process.HealthCentre{{ID: "1", Name: "Storstaden 1"}, {ID: "2", Name: "Centrum"}}
	if c, _, ok := process.FindCentre(numbered, "Storstaden 2"); ok {
		t.Errorf("another unit's figure is taken as a slip for %s", c.Name)
	}
	near := []process.HealthCentre{{ID: "1", Name: "Bergvik"}, {ID: "2", Name: "Bergvin"}}
	if c, _, ok := process.FindCentre(near, "Bergvit"); ok {
		t.Errorf("one letter from two names is taken as %s", c.Name)
	}
}

func TestCentresOfAnAddress(t *testing.T) {
	for address, want := range map[string]int{
		"Mona.Mard@region.example": 2, " gun.gran@region.example ": 1, "nobody@region.example": 0, "": 0,
	} {
		if got := process.CentresOf(allCentres, address); len(got) != want {
			t.Errorf("CentresOf(%q) gives %d health centres, want %d", address, len(got), want)
		}
	}
}
