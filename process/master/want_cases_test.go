package master

import (
	"fmt"
	"strings"
	"testing"

	"stintag/process"
)

// What a form says that nobody knows a field for is kept as a note on the case: last
// among the remarks, as much as can be read, and nothing of a protected identity.
func TestAFormsOtherNotesStandAmongTheRemarks(t *testing.T) {
	late := []process.Finding{{Code: process.CodeLateNotice, Level: process.Remark, Field: process.FieldPossibleStart, Text: "Möjlig start är snart."}}
	var many []string
	for i := range 40 {
		many = append(many, fmt.Sprintf("Fråga %d: %s", i, strings.Repeat("svar ", 10)))
	}
	for _, tt := range []struct {
		name     string
		unknown  []string
		hide     bool
		findings []process.Finding
		want     string
	}{
		{"none", nil, false, late, "Möjlig start är snart."},
		{"two", []string{"Favoritfärg: blå", "Övrigt:  ring\nmig"}, false, nil, "Står också i blanketten: Favoritfärg: blå; Övrigt: ring mig."},
		{"after the remarks", []string{"Favoritfärg: blå"}, false, late, "Möjlig start är snart.\nStår också i blanketten: Favoritfärg: blå."},
		{"protected", []string{"Syster: Anna Ek"}, true, nil, "Blanketten har anteckningar som inte visas här. Läs dem i mejlet."},
		{"long", []string{strings.Repeat("a", 500)}, false, nil, "Står också i blanketten: " + strings.Repeat("a", 119) + "…."},
	} {
		v := sampleView()
		c := v.World.Cases[2]
		c.Application.Unknown, c.Application.Protected = tt.unknown, tt.hide
		got := CanonicalText(v.caseCells(c, process.Standing{Findings: tt.findings})[headRemarks])
		if got != tt.want {
			t.Errorf("%s: %s\nwant %s", tt.name, got, tt.want)
		}
	}
	if got := elseWords(&process.Application{Unknown: many}); len([]rune(got)) > 500 || !strings.HasSuffix(got, "… och 34 till.") {
		t.Errorf("forty notes: %s", got)
	}
}
