package process_test

import (
	"testing"

	"stintag/process"
)

// hälsocentral and husläkarmottagning are words for vårdcentral.
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
		{"Sjöviks husläkarmottagning", "VC-02", true},
		{"Sjövk", "VC-02", false},
		{"Tallbaken", "VC-01", false},
		{"Granskgoens vårdcentral", "VC-03", false},
		{"Tallbackens vårdcentrall", "VC-01", false}, // a slip in the kind of unit is one too
		{"Tallbackens vårdcental", "VC-01", false},
		{"Tallbackens vårdcentral, Region Västmanland", "VC-01", false},
		{"Sjövik, Granskogens vårdcentral", "", false},
		{"Vårdcentrall", "", false},
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

// Dots that somebody could not type are one slip, however many; the kind of unit
// may be written without them altogether.
func TestFindCentreForgivesMissingDots(t *testing.T) {
	centres := []process.HealthCentre{
		{ID: "1", Name: "Kungsörs vårdcentral"}, {ID: "2", Name: "Ängsgärdets vårdcentral"}, {ID: "3", Name: "Ås"}, {ID: "4", Name: "Sala Väst"}, {ID: "5", Name: "Sala Vast"},
	}
	for written, want := range map[string]string{
		"kungsors vardcentral": "1", "Angsgardets VC": "2", "Kungsörs vardcentral": "1",
		"As": "", "Kongsars": "", "Sala Vost": "",
	} {
		if c, _, ok := process.FindCentre(centres, written); c.ID != want || ok != (want != "") {
			t.Errorf("FindCentre(%q) = %q, want %q", written, c.ID, want)
		}
	}
	if _, exact, _ := process.FindCentre(centres, "kungsors vardcentral"); exact {
		t.Error("what is read into a name must be told")
	}
}

func TestFindCentreTakesTheFirstOfTwoRowsOfOne(t *testing.T) {
	twice := []process.HealthCentre{{ID: "1", Name: "Sala vårdcentral", Manager: "Mona"}, {ID: "1", Name: "Sala vårdcentral"}}
	if c, exact, ok := process.FindCentre(twice, "Sala VC"); !ok || !exact || c.Manager != "Mona" {
		t.Errorf("%+v, %v, %v", c, exact, ok)
	}
}
