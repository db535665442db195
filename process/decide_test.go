package process_test

import (
	"slices"
	"strings"
	"testing"

	"stintag/process"
)

// D20: only a delegate's name makes a decision, with or without a title.
func TestOnlyADelegateDecides(t *testing.T) {
	for by, counts := range map[string]bool{
		"Karin Lindqvist": true, "karin lindqvist, verksamhetschef Vårduppdrag": true,
		"Karin Lindqvistsson": false, "Dag Delegat": false,
	} {
		c := decided(nth(1), process.VerdictGrant, process.D(2024, 9, 10), "")
		c.Proposed, c.Decision.By = process.Grant, by
		w := world(c)
		w.Delegates = []string{"Karin Lindqvist"}
		s := standing(t, w, c.ID)
		if got := s.Status == process.StatusGranted; got != counts {
			t.Errorf("decided by %s: status %s, lacks %v", by, s.Status, s.DecisionLacks)
		}
	}
}

func TestDecisionCountsWhenComplete(t *testing.T) {
	on := process.D(2024, 9, 10)
	for _, tt := range []struct {
		name     string
		proposed process.Outcome
		decision process.Decision
		lacks    []string // the beginning of each
	}{
		{"nothing filled in", process.Grant, process.Decision{}, nil},
		{"as proposed", process.Grant, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: on}, nil},
		{"nobody", process.Grant, process.Decision{Verdict: process.VerdictGrant, Date: on}, []string{"Beslutad av saknas"}},
		{"no date", process.Grant, process.Decision{Verdict: process.VerdictGrant, By: "Dag"}, []string{"Beslutsdatum saknas"}},
		{"tomorrow", process.Grant, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: process.D(2024, 9, 11)}, []string{"Beslutsdatum 2024-09-11 ligger framåt"}},
		{"only a name", process.Grant, process.Decision{By: "Dag"}, []string{"Beslut saknas", "Beslutsdatum saknas"}},
		{"a word of their own", process.Grant, process.Decision{Verdict: "Ja", By: "Dag", Date: on}, []string{"Beslut ska vara ett av orden"}},
		{"granted against the proposal", process.Wait, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: on}, []string{"Beslutsmotivering saknas"}},
		{"with the reason", process.Wait, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: on, Reason: "Extra medel"}, nil},
		{"granted though nothing was proposed", "", process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: on}, []string{"Beslutsmotivering saknas"}},
		{"declined by a stop", process.Stopped, process.Decision{Verdict: process.VerdictDecline, By: "Dag", Date: on}, nil},
		{"declined without one (D19)", process.Wait, process.Decision{Verdict: process.VerdictDecline, By: "Dag", Date: on}, []string{"Beslutsmotivering saknas"}},
		{"kept though a grant was proposed", process.Grant, process.Decision{Verdict: process.VerdictWait, By: "Dag", Date: on}, []string{"Beslutsmotivering saknas"}},
		{"kept as proposed", process.Wait, process.Decision{Verdict: process.VerdictWait, By: "Dag", Date: on}, nil},
		{"annulled", process.Grant, process.Decision{Verdict: process.VerdictAnnul, By: "Dag", Date: on}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := nth(1)
			c.Proposed, c.Decision = tt.proposed, tt.decision
			j := process.Judge(world(c))
			got := j.Standings[0].DecisionLacks
			if len(got) != len(tt.lacks) {
				t.Fatalf("lacks %q, want %q", got, tt.lacks)
			}
			for i := range got {
				if !strings.HasPrefix(got[i], tt.lacks[i]) {
					t.Errorf("lacks %q, want %q", got[i], tt.lacks[i])
				}
			}
			shown := slices.ContainsFunc(j.Todo, func(t process.Todo) bool { return t.What == "Gör klart beslutet" })
			if shown != (len(tt.lacks) > 0) {
				t.Errorf("Att göra tells of it: %v", shown)
			}
		})
	}
}

// A grant takes its money, and is still held against the proposal that stood.
func TestAGrantIsNotHeldAgainstTheMoneyItTook(t *testing.T) {
	granted := decided(nth(1), process.VerdictGrant, process.D(2024, 9, 10), "")
	granted.Proposed = process.Grant
	w := world(granted, nth(2))
	w.Budget = []process.BudgetYear{{Year: 2024, Frame: 100000, Decided: true, PerMonth: 50000}} // one post for two months
	j := process.Judge(w)
	if s := j.Standings[0]; s.Status != process.StatusGranted || s.Proposal.Outcome != process.Grant {
		t.Errorf("%s, %q", s.Status, s.Proposal.Outcome)
	}
	if s := j.Standings[1]; s.Proposal.Outcome != process.Wait {
		t.Errorf("the money is used twice: %+v", s.Proposal)
	}
}
