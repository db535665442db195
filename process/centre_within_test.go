package process_test

import (
	"strings"
	"testing"

	"stintag/process"
)

// townCentres have names that stand in each other's and in addresses.
var townCentres = []process.HealthCentre{
	{ID: "VC-01", Name: "Sala vårdcentral"}, {ID: "VC-02", Name: "Sala Norra vårdcentral"}, {ID: "VC-03", Name: "Kolbäcks vårdcentral", Aliases: []string{"Kolbäcken"}},
	{ID: "VC-04", Name: "Bryggargården"}, {ID: "VC-05", Name: "Vårdcentralen Hemdal Väst"}, {ID: "VC-06", Name: "Praktik Arboga"},
}

// Form.md, field 3: a health centre is never guessed at, and one that is written with
// its address, or with whose it is, is told to its sender as read.
func TestFindCentreBesideAnAddress(t *testing.T) {
	for written, id := range map[string]string{
		"Sala vårdcentral, Vretgatan 3":                                  "VC-01",
		"Sala vårdcentral (Praktikertjänst)":                             "VC-01",
		"Region Västmanland, Sala vårdcentral":                           "VC-01",
		"SALA VC\nVretgatan 3":                                           "VC-01",
		"Sala vårdcentral - Vretgatan 3, 733 30 Sala":                    "VC-01",
		"Sala vårdcentral, Vretgatan 3, Sala":                            "VC-01",
		"Sala, Vretgatan 3":                                              "VC-01",
		"VC-01, Praktikertjänst":                                         "VC-01",
		"Sala vårdcentral (VC-01), Region Västmanland":                   "VC-01",
		"Sala Norra vårdcentral, Sala":                                   "VC-02",
		"Kolbäcken, Box 12":                                              "VC-03",
		"Praktikertjänst (Vårdcentralen Kolbäck)":                        "VC-03",
		"Bryggargården, Stora gatan 1 B, SE-123 45 Köping":               "VC-04",
		"Bryggargården, Stora gatan 1 B, 123 45 Köping":                  "VC-04",
		"Hemdal Väst, Region Västmanland":                                "VC-05",
		"Region Västmanland, Hemdal Väst, Sala":                          "", // the town is a health centre's name
		"Sala, Norra vägen 3":                                            "", // or Sala Norra
		"Sala vårdcentral, Norra vägen 3":                                "",
		"Sala vårdcentral, Kolbäck":                                      "",
		"Sala vårdcentral, Kolbäks vårdcentral":                          "",
		"Sala vårdcentral, Kolbäk":                                       "", // a slip for another
		"Sala vårdcentral (VC-03)":                                       "",
		"Sala vårdcentral / Sala Norra vårdcentral":                      "",
		"Sala vårdcentral, Tärna hälsocentral":                           "", // another unit, that nobody knows
		"Sala vårdcentral, Barnmottagningen":                             "",
		"Achima Care, Storgatan 3, Sala":                                 "", // a town, and a unit that nobody knows
		"Storgatan 3, Sala":                                              "",
		"Sala, Achima Care":                                              "",
		"Nya Sala vårdcentral, Vretgatan 3":                              "",
		"Sala Väst vårdcentral, Vretgatan 3":                             "",
		"Sala vårdcentral, Väst":                                         "",
		"Sala vårdcentral (2)":                                           "",
		"Sala vårdcentral / Hedemora":                                    "",
		"Sala vårdcentral (nej)":                                         "",
		"Sala vårdcentral, flyttar till Hedemora":                        "",
		"Region Västmanland Tärna vårdcentral, Sala vårdcentral":         "",
		"Sala vårdcentral Väst":                                          "",
		"f.d. Sala vårdcentral, nu Achima Care":                          "",
		"Sala vårdcentral (Praktik i Arboga)":                            "",
		"Vårdcentralen, Vretgatan 3":                                     "",
		"Sala vårdcentral, " + strings.Repeat("Vretgatan 3, ", 30) + "x": "",
	} {
		c, exact, ok := process.FindCentre(townCentres, written)
		if c.ID != id || exact || ok != (id != "") {
			t.Errorf("FindCentre(%q) = %q, %v, %v; want %q, a slip", written, c.ID, exact, ok, id)
		}
	}
}

// D13: the sender is asked about every health centre whose name stands there, and the
// words are never taken for one of several.
func TestTheSenderIsAskedWhichHealthCentreIsMeant(t *testing.T) {
	for written, want := range map[string]struct{ asked, suggestion string }{
		"Sala vårdcentral och Kolbäcks vårdcentral": {"Menade ni Sala vårdcentral eller Kolbäcks vårdcentral? ", ""},
		"Region Västmanland Sala vårdcentral":       {"Menade ni Sala vårdcentral? ", "Sala vårdcentral"},
		"Sala vårdcentral, Norra vägen 3":           {"Menade ni Sala Norra vårdcentral? ", "Sala Norra vårdcentral"},
		"Sala, Kolbäck, Bryggargården":              {"Menade ni Sala vårdcentral, Kolbäcks vårdcentral eller Bryggargården? ", ""},
		"Sala, Kolbäck, Bryggargården, Hemdal Väst": {"registret. Välj vårdcentral", ""},
	} {
		w := world(nth(1, func(a *process.Application) { a.CentreID, a.CentreWritten = "", written }))
		w.Centres = townCentres
		f, ok := find(standing(t, w, "IA-2024-0001").Findings, process.CodeUnknownCentre)
		if !ok || f.Level != process.Returned || !strings.Contains(f.Text, want.asked) || f.Suggestion != want.suggestion {
			t.Errorf("%q: %+v; want %+v", written, f, want)
		}
	}
}
