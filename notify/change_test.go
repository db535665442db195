package notify

import (
	"strings"
	"testing"

	"stintag/process"
)

// A change to a running post employs nobody, and its letter must not say so.
func TestGrantedChangeEmploysNobody(t *testing.T) {
	for _, k := range process.Kinds {
		if !change(k) || k == process.Withdrawal {
			continue
		}
		l, err := House{Region: "Region X", Contact: "Kontakt", Policy: &process.Policy{}}.Decision(Decided{
			Identity: "x", To: "vc@region.example", PerMonth: 61000,
			Item:     Item{CaseID: "IA-2024-0001", Doctor: "Doris Duktig", Kind: k},
			Decision: process.Decision{Verdict: process.VerdictGrant, By: "Dag Delegat", Date: process.D(2024, 9, 11)},
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{l.Text, l.HTML, l.Subject} {
			if strings.Contains(text, "anställ") || strings.Contains(text, "61 000") || strings.Contains(text, "vårdvalsfinansiering") {
				t.Errorf("%s: %s", k, text)
			}
		}
	}
}
