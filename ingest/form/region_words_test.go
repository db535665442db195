package form

import (
	"testing"

	"stintag/process"
)

// a form in Jämtland Härjedalen's words is read as any other: hälsocentral is
// vårdcentral, distriktsläkare is specialist i allmänmedicin.
func TestTheWordsOfJamtlandHarjedalen(t *testing.T) {
	a, fs := only(t, book(`
Ärendetyp | Ny ST
Hälsocentral | Hede hälsocentral
Läkarens namn | Anna Ek
Legitimationsdatum | #2016-05-04
Möjlig start ST | #2025-01-13
Redan anställd som ST? | Nej
Distriktsläkare | 3
Anställningsform | Distriktsläkare
`)).Interpret(received)
	if len(fs) > 0 {
		t.Errorf("found %+v", fs)
	}
	if a.CentreWritten != "Hede hälsocentral" || a.Specialists != (process.Amount{Value: 3, Said: true}) || a.EmploymentForm != process.SpecialistInPost {
		t.Errorf("read %q, %v specialists, %q", a.CentreWritten, a.Specialists, a.EmploymentForm)
	}
	for label, want := range map[string]process.Field{
		"Distriktsläkare": process.FieldSpecialists, "Antal distriktsläkare": process.FieldSpecialists,
		"Handledare distriktsläkare": process.FieldSupervisorSpecialist,
		"Hälsocentral":               process.FieldCentre, "Hälsocentralens namn": process.FieldCentre, "Namn på hälsocentralen": process.FieldCentre,
		"Husläkarmottagning": process.FieldCentre, "Vilken hälsocentral gäller det?": process.FieldCentre,
		"Hälsocentralens HSA-id": process.FieldCentreID, "Hälsocentralschef": process.FieldManager,
		"Byte från hälsocentral": process.FieldTransferFrom, "Hälsocentralens prioritering": process.FieldOwnPriority,
	} {
		if l, ok := exactLabel(label); !ok || l.field != want {
			t.Errorf("%q is read as %+v, want %s", label, l, want)
		}
	}
	centres := []process.HealthCentre{{ID: "Z1", Name: "Hede hälsocentral"}, {ID: "Z2", Name: "Svegs hälsocentral"}}
	for written, id := range map[string]string{"Hede vårdcentral": "Z1", "Hede HC": "Z1", "Svegs VC": "Z2", "Hälsocentralen Sveg": "Z2", "Svegs husläkarmottagning": "Z2"} {
		if c, _, ok := process.FindCentre(centres, written); !ok || c.ID != id {
			t.Errorf("%q is %q", written, c.ID)
		}
	}
}
