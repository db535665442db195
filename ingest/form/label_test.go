package form

import (
	"testing"

	"stintag/process"
)

// A label in two languages is the Swedish one; words in English that ask for
// something else are no translation.
func TestBilingualLabels(t *testing.T) {
	for text, want := range map[string]process.Field{
		"Vårdcentral / Health centre":             process.FieldCentre,
		"Date of licence/Legitimationsdatum":      process.FieldLicenceDate,
		"Handledare – Supervisor's name":          process.FieldSupervisor,
		"Personnummer\nPersonal identity number":  process.FieldPersonalNumber,
		"Möjlig start ST (earliest possible day)": process.FieldPossibleStart,
		"Handledare / E-mail":                     "",
		"Chef phone":                              "",
		"AT start":                                "",
		"Anna Ek / läkare":                        "",
		"Doctor / Name":                           "",
	} {
		if l, ok := exactLabel(text); l.field != want || ok != (want != "") {
			t.Errorf("%q is read as %+v, want %q", text, l, want)
		}
	}
}

func TestNumberedLabels(t *testing.T) {
	for text, want := range map[string]process.Field{
		"1. Vårdcentral": process.FieldCentre, "2) Vårdcentral": process.FieldCentre, "10.2.1 Vårdcentral": process.FieldCentre,
		"b) Vårdcentral": process.FieldCentre, "Fråga 3: Vårdcentral": process.FieldCentre, "• Vårdcentral": process.FieldCentre,
		"Vårdcentral, obligatorisk uppgift": process.FieldCentre, "Legitimationsdatum ÅÅÅÅ-MM-DD": process.FieldLicenceDate,
		"Nr Vårdcentral": "", "20240910 Vårdcentral": "", "80 %": "",
	} {
		if l, ok := exactLabel(text); l.field != want || ok != (want != "") {
			t.Errorf("%q is read as %+v, want %q", text, l, want)
		}
	}
}

// Weighted points are no people: what asks for them does not ask for the listed.
func TestWeightedPointsAreNotTheListed(t *testing.T) {
	for text, want := range map[string]process.Field{
		"Antal listade (viktade)": "", "Antal listade [viktat]": "", "Antal listade (endast viktade)": "", "Antal listade, viktade": "",
		"Antal listade (ej viktade)": process.FieldListed, "Antal listade (inte viktade poäng)": process.FieldListed,
		"Antal listade (oviktade)": process.FieldListed, "Antal listade (30/9)": process.FieldListed,
	} {
		w := read(text)
		if l, ok := w.labelOf(); l.field != want || ok != (want != "") {
			t.Errorf("%q is read as %+v, want %q", text, l, want)
		}
	}
}

// What is passed over in a list of texts is no label in its own words.
func TestNoLabelIsTakenForAPlainText(t *testing.T) {
	for f, s := range catalogue {
		for _, word := range append([]string{f.Label()}, s.synonyms...) {
			if !mayMean(word) || !mayMean(word+": *") {
				t.Errorf("%q is passed over", word)
			}
		}
	}
	for _, text := range []string{"Anna Ek", "Sala vårdcentral", "Måndagar lediga"} {
		if mayMean(text) {
			t.Errorf("%q is read word by word", text)
		}
	}
}
