package form

import (
	"strings"
	"testing"

	"stintag/process"
)

// Form.md, field 2: a withdrawal in plain words is one, and is told as read; what may be
// one is asked about, and never taken for the kind of case that it takes back.
func TestWordsThatTakeAnApplicationBack(t *testing.T) {
	const asked = process.Kind("")
	for written, want := range map[string]process.Kind{
		"Tar tillbaka ansökan":                            process.Withdrawal,
		"Drar tillbaka":                                   process.Withdrawal,
		"Vi återkallar":                                   process.Withdrawal,
		"Tar tillbaka":                                    process.Withdrawal,
		"Vi tar tillbaka vår ansökan om ny ST":            process.Withdrawal,
		"Vi drar härmed tillbaka ansökan":                 process.Withdrawal,
		"Vi drar vår ansökan om ny ST tillbaka":           process.Withdrawal,
		"Läkaren har dragit tillbaka sin intresseanmälan": process.Withdrawal,
		"Vår ansökan om byte dras tillbaka":               process.Withdrawal,
		"Ansökan tas härmed tillbaka":                     process.Withdrawal,
		"Tar inte tillbaka ansökan":                       asked,
		"Tar tillbaka ansökan?":                           asked,
		"Tar tillbaka uppsägning":                         asked,
		"Ny ST, drar nu förra anmälan om ST tillbaka":     asked,
		"Tar tillbaka läkaren":                            asked,
		"Ny anmälan, tar tillbaka den gamla":              asked,
		"Byte tillbaka till Granskogen":                   process.Transfer,
		"Tillbaka från föräldraledighet":                  process.LeaveOfAbsence,
	} {
		app, fs := alone(process.FieldKind, "Ärendetyp", writtenText(written))
		if app.Kind != want {
			t.Errorf("%q is %q, want %q", written, app.Kind, want)
		}
		if want == asked {
			if f := finding(t, fs, codeChoice, process.FieldKind); f.Level != process.Returned {
				t.Errorf("%q: %+v", written, f)
			}
		}
		if want == process.Withdrawal && written != "Drar tillbaka" {
			if f := finding(t, fs, codeReading, process.FieldKind); !strings.Contains(f.Text, "läses som Återkallelse") {
				t.Errorf("%q: %+v", written, f)
			}
		}
	}
}
