package notify

import (
	"strings"
	"testing"

	"stintag/process"
)

// D7, D23: a manager reads what binds and what would have been enough, but of no
// other case, and of no place where the policy hides it.
func TestReasonsNameNoOtherCase(t *testing.T) {
	apart := "Efter IA-2024-0003: kriterium 1 (legitimationsdatum): 2016 går före 2017."
	p := process.Proposal{
		Outcome: process.Wait, Private: []string{apart},
		Reasons: []string{
			"Pengarna räcker inte till IA-2024-0003, som står före i turordningen.",
			"Högst 2 nya ST får börja 2025: 1 är beviljad. Plats 7 står kvar på intresselistan.",
			"Det hade räckt med 50 000 kr mer i ramen för 2025.", apart,
		},
	}
	l := decide(t, decided(process.VerdictWait, p))
	neither(t, l, "IA-2024-0003")
	both(t, l, "Det hade räckt med 50 000 kr mer i ramen för 2025.")
	if text := strings.Join(strings.Fields(l.Text), " "); !strings.Contains(text, "Pengarna räcker inte till en annan anmälan, som står före i turordningen.") || !strings.Contains(text, "Plats 7 står kvar") {
		t.Error(l.Text)
	}

	h := house()
	h.Policy.Letters.ShowPlace = false
	l, err := h.Decision(decided(process.VerdictWait, p))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(l.Text, "Plats 7") || !strings.Contains(strings.Join(strings.Fields(l.Text), " "), "Anmälan står kvar på intresselistan.") {
		t.Error(l.Text)
	}
	if got := h.reasons(process.Proposal{Reasons: []string{"Plats 2 i turordningen ryms i ramen för 2024.", "Plats 1 i vårdcentralens turordning ryms i de tilldelade platserna."}}); strings.Join(got, " ") != "Anmälan ryms i ramen för 2024. Anmälan ryms i de tilldelade platserna." {
		t.Errorf("%q", got)
	}
}

// D2, R-205: where the health centre employs as it likes, or before the decision,
// no letter asks it to wait or allows what needs no leave.
func TestNoLetterAsksAFreeEmployerToWait(t *testing.T) {
	const wait, may = "Invänta godkännandebeslut", "nu anställa"
	for e, waits := range map[process.EarlyEmployment]bool{process.EarlyWarn: true, process.EarlyNeutral: false, process.EarlyRequire: false} {
		h := house()
		h.Policy.Employment = e
		kept, err := h.Decision(decided(process.VerdictWait, process.Proposal{}))
		if err != nil {
			t.Fatal(err)
		}
		granted, err := h.Decision(decided(process.VerdictGrant, grantProposal))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(kept.Text, wait) != waits || strings.Contains(strings.Join(strings.Fields(granted.Text), " "), may) != waits || !strings.Contains(strings.Join(strings.Fields(granted.Text), " "), "Meddela oss startdatumet.") {
			t.Errorf("%s:\n%s\n%s", e, kept.Text, granted.Text)
		}
		if h.awaits(item(1, "Anna Berg", Accepted, 7)) != waits {
			t.Errorf("%s: the receipt", e)
		}
	}
}

// A decision that upholds nothing asks a free employer only to say if the doctor is
// employed.
func TestAnnulmentAsksNoFreeEmployerToWait(t *testing.T) {
	h := house()
	h.Policy.Employment = process.EarlyNeutral
	l, err := h.Decision(decided(process.VerdictAnnul, process.Proposal{}))
	if err != nil {
		t.Fatal(err)
	}
	if text := strings.Join(strings.Fields(l.Text), " "); strings.Contains(text, "Vänta med anställning") || !strings.Contains(text, "Hör av er om läkaren redan är anställd.") {
		t.Error(text)
	}
}
