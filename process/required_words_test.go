package process_test

import (
	"slices"
	"strings"
	"testing"

	"stintag/process"
)

// Words that say nothing, standing where an answer is needed, are quoted: their sender
// sees why there is no answer.
func TestWordsForNothingAreQuoted(t *testing.T) {
	for written, want := range map[string]string{
		"":         "Redan anställd som ST? saknar svar. Välj Ja eller Nej.",
		"vet ej":   `Redan anställd som ST? saknar svar: i cellen står "vet ej". Välj Ja eller Nej.`,
		"Ja / Nej": `Redan anställd som ST: svaret "Ja / Nej" säger inte vilket. Skriv Ja eller Nej.`,
		"Yes / No": `Redan anställd som ST: svaret "Yes / No" säger inte vilket. Skriv Ja eller Nej.`,
	} {
		c := nth(1, func(a *process.Application) {
			a.Employed = process.Unanswered
			a.Cells[process.FieldEmployed] = process.CellRef{Sheet: "Blad1", Cell: "C9", Written: written}
		})
		var got []string
		for _, f := range process.Examine(world(), c) {
			if f.Field == process.FieldEmployed {
				got = append(got, f.Cell+" "+f.Text)
			}
		}
		if strings.Join(got, "\n") != "C9 "+want {
			t.Errorf("%q: %q, want %q", written, got, want)
		}
	}
}

// A row that a person wrote in Ärenden is asked for by its columns' names: it has no
// others.
func TestARowByHandIsAskedForInItsColumnsWords(t *testing.T) {
	c := nth(1, func(a *process.Application) {
		a.LicenceDate, a.PossibleStart, a.Employed = process.Date{}, process.Date{}, process.Unanswered
		a.Cells[process.FieldEmployed] = process.CellRef{Sheet: "Ärenden", Cell: "J2", Written: "Ja / Nej"}
	})
	c.Manual = true
	var got []string
	for _, f := range process.Examine(world(), c) {
		if f.Level == process.Returned {
			got = append(got, f.ForAdministrator())
		}
	}
	want := []string{
		"Legitimationsdatum saknas. Skriv datumet (ÅÅÅÅ-MM-DD) när läkaren är legitimerad.",
		"Möjlig start saknas. Skriv det tidigaste datum läkaren kan börja (ÅÅÅÅ-MM-DD).",
		`Anställd: svaret "Ja / Nej" säger inte vilket. Skriv Ja eller Nej.`,
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
