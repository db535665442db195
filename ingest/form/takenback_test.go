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
		"Tar tillbaka ansökan":                                    process.Withdrawal,
		"Drar tillbaka":                                           process.Withdrawal,
		"Vi återkallar":                                           process.Withdrawal,
		"Tar tillbaka":                                            process.Withdrawal,
		"Vi tar tillbaka vår ansökan om ny ST":                    process.Withdrawal,
		"Vi drar härmed tillbaka ansökan":                         process.Withdrawal,
		"Vi drar vår ansökan om ny ST tillbaka":                   process.Withdrawal,
		"Läkaren har dragit tillbaka sin intresseanmälan":         process.Withdrawal,
		"Vår ansökan om byte dras tillbaka":                       process.Withdrawal,
		"Ansökan tas härmed tillbaka":                             process.Withdrawal,
		"Tar inte tillbaka ansökan":                               asked,
		"Tar tillbaka ansökan?":                                   asked,
		"Tar tillbaka uppsägning":                                 asked,
		"Ny ST, drar nu förra anmälan om ST tillbaka":             asked,
		"Tar tillbaka läkaren":                                    asked,
		"Ny anmälan, tar tillbaka den gamla":                      asked,
		"Ny ansökan, drar tillbaka den förra":                     asked,
		"Tar tillbaka ansökan om ny ST, söker istället byte":      asked,
		"Drar tillbaka ansökan om byte, ny ansökan om forskar-ST": asked,
		"Drar tillbaka vår återkallelse":                          asked,
		"Om ansökan tas tillbaka":                                 asked,
		"Tar (ej) tillbaka":                                       asked,
		"Drar tillbaka ansökan, läkaren söker annan tjänst":       process.Withdrawal,
		"Tar tillbaka ny ansökan om byte":                         process.Withdrawal,
		"Återkallelse - vi drar tillbaka vår ansökan":             process.Withdrawal,
		"Drar tillbaka vår ansökan för byte, vill ha ny ST":       asked,
		"Drar tillbaka anmälan om byte till förmån för ny ST":     asked,
		"Ansökan om uppehåll dras tillbaka":                       asked,
		"Återkallelse av återkallelse":                            asked,
		"Återkallar vår återkallelse":                             asked,
		"Ansökan om återkallelse tas tillbaka":                    asked,
		"Byte tillbaka till Granskogen":                           process.Transfer,
		"Tillbaka från föräldraledighet":                          process.LeaveOfAbsence,
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
