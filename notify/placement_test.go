package notify

import (
	"strings"
	"testing"

	"stintag/process"
)

// R-016, invented throughout.
func summerPlaced() SummerPlaced {
	return SummerPlaced{
		Identity: "placement/ST-0007/kk/2025-06/chef@ekbacken.example", To: "chef@ekbacken.example", Manager: "Karin Lind",
		Doctor: "Anna Berg", At: process.HealthCentre{Name: "Vårdcentralen Ekbacken"}, Clinic: "KK", First: process.D(2025, 6, 9), Last: process.D(2025, 8, 31),
	}
}

// the notice says what the county's letter says, in both forms. D24: a
// protected identity goes by the id alone. D7: words from a sheet are made safe.
func TestSummerPlacement(t *testing.T) {
	p := summerPlaced()
	p.Clinic = "KK\r\nBcc: x@y.example 811218-9876"
	l, err := house().SummerPlacement(p)
	if err != nil {
		t.Fatal(err)
	}
	const words = "vara beredda på att stå utan er ST-läkare den sommaren och/eller få kortare tid för arbete på vårdcentral i slutet"
	for _, part := range []string{l.Text, l.HTML} {
		flat := strings.Join(strings.Fields(part), " ")
		if !strings.Contains(flat, words) || !strings.Contains(flat, "Anna Berg") || strings.Contains(part, "9876") {
			t.Error(part)
		}
	}
	if len(l.Cases) != 0 || strings.HasPrefix(l.Subject, "[") || strings.Contains(l.Subject, "Berg") {
		t.Errorf("cases %v, subject %q", l.Cases, l.Subject)
	}
	p.Doctor, p.CaseID = "IA-2023-0007", "IA-2023-0007"
	if l, err = house().SummerPlacement(p); err != nil || !strings.HasPrefix(l.Subject, "[IA-2023-0007] ") || len(l.Cases) != 1 || strings.Contains(l.Text, "Berg") {
		t.Errorf("%q %v %v\n%s", l.Subject, l.Cases, err, l.Text)
	}
}
