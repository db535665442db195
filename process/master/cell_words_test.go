package master

import "testing"

// What no cell can hold is dropped beforehand: missing in the workbook it would look
// like a person's correction.
func TestWordsThatNoCellCanHoldAreNoCorrection(t *testing.T) {
	for _, s := range []string{"a\x01b", "a \x02 b", "a\x0bb", "a\ufffeb", "a\xffb", "_x000D_ b", "a\u2028b", "a\u0085b", "=1+1", "a_x0041_", "\ufeffa", "o\u0308", "a\r\n\nb "} {
		v := sampleView()
		data, base, _ := merged(t, newSample(t), nil, v)
		v.World.Cases[0].Application.Doctor = s
		data, base, _ = merged(t, data, base, v)
		if got := adopted(t, data, base, nil).Cases["IA-2024-0001"].Corrections; len(got) > 0 {
			t.Errorf("%q: corrections %q", s, got)
		}
		if changes, _, _, err := Plan(data, base, nil, v); err != nil || len(changes) > 0 {
			t.Errorf("%q is written again: %v, %v", s, changes, err)
		}
	}
}
