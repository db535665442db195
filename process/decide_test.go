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

// A word that comes near a verdict is asked about, and never taken.
func TestAWordNearAVerdictIsAskedAbout(t *testing.T) {
	for written, near := range map[process.Verdict]process.Verdict{
		"Bevilja": process.VerdictGrant, "beviljat": process.VerdictGrant, "Bevlijas": process.VerdictGrant, "KVAR": process.VerdictWait,
		"kvar på intresselista": process.VerdictWait, "avslag": process.VerdictDecline, "Avskriven": process.VerdictClose, "upphävt": process.VerdictAnnul,
		"Ja": "", "Beviljas ej": "", "avs": "", "åäöå": "", "Vilande": "",
	} {
		c := nth(1)
		c.Proposed, c.Decision = process.Grant, process.Decision{Verdict: written, By: "Dag", Date: process.D(2024, 9, 10)}
		s := standing(t, world(c), c.ID)
		got := strings.Join(s.DecisionLacks, "; ")
		asks := ""
		if near != "" {
			asks = " (menade du " + string(near) + "?)"
		}
		if want := `Beslut ska vara Beviljas, Kvar på intresselistan, Avslås, Avskrivs eller Upphävs, inte "` + string(written) + `"` + asks; got != want {
			t.Errorf("%s: %q, want %q", written, got, want)
		}
		if s.Status != process.StatusReady || len(c.Decision.Unread()) != 1 {
			t.Errorf("%s: taken, status %s", written, s.Status)
		}
	}
}

func TestDecisionCountsWhenComplete(t *testing.T) {
	on := process.D(2024, 9, 10)
	declined := func(c *process.Case) {
		c.Decided, c.Earlier = true, process.Decision{Verdict: process.VerdictDecline, By: "Dag", Date: process.D(2024, 9, 3), Reason: "Stopp i år"}
	}
	elsewhere := func(c *process.Case) { c.Application.CentreWritten, c.Application.CentreID = "Björkhagen", "" }
	for _, tt := range []struct {
		name     string
		proposed process.Outcome
		decision process.Decision
		lacks    []string // the beginning of each
		change   func(*process.Case)
	}{
		{"nothing filled in", process.Grant, process.Decision{}, nil, nil},
		{"as proposed", process.Grant, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: on}, nil, nil},
		{"nobody", process.Grant, process.Decision{Verdict: process.VerdictGrant, Date: on}, []string{"Beslutad av saknas"}, nil},
		{"no date", process.Grant, process.Decision{Verdict: process.VerdictGrant, By: "Dag"}, []string{"Beslutsdatum saknas"}, nil},
		{"tomorrow", process.Grant, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: process.D(2024, 9, 11)}, []string{"Beslutsdatum 2024-09-11 ligger framåt"}, nil},
		{"only a name", process.Grant, process.Decision{By: "Dag"}, []string{"Beslut saknas", "Beslutsdatum saknas"}, nil},
		{"a word of their own", process.Grant, process.Decision{Verdict: "Ja", By: "Dag", Date: on}, []string{"Beslut ska vara Beviljas, Kvar på intresselistan, Avslås, Avskrivs eller Upphävs, inte"}, nil},
		{"granted against the proposal", process.Wait, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: on}, []string{"Beslutsmotivering saknas"}, nil},
		{"with the reason", process.Wait, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: on, Reason: "Extra medel"}, nil, nil},
		{"granted though nothing was proposed", "", process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: on}, []string{"Beslutsmotivering saknas"}, nil},
		{"declined by a stop", process.Stopped, process.Decision{Verdict: process.VerdictDecline, By: "Dag", Date: on}, nil, nil},
		{"declined without one (D19)", process.Wait, process.Decision{Verdict: process.VerdictDecline, By: "Dag", Date: on}, []string{"Beslutsmotivering saknas"}, nil},
		{"kept though a grant was proposed", process.Grant, process.Decision{Verdict: process.VerdictWait, By: "Dag", Date: on}, []string{"Beslutsmotivering saknas"}, nil},
		{"kept as proposed", process.Wait, process.Decision{Verdict: process.VerdictWait, By: "Dag", Date: on}, nil, nil},
		{"annulled", process.Grant, process.Decision{Verdict: process.VerdictAnnul, By: "Dag", Date: on}, nil, func(c *process.Case) { c.Decided = true }},
		{"nothing to annul", process.Grant, process.Decision{Verdict: process.VerdictAnnul, By: "Dag", Date: on}, []string{"Det finns inget beslut att upphäva"}, nil},
		{"on the day it came in (D20)", process.Grant, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: process.D(2024, 9, 2)}, nil, nil},
		{"before it came in (D20)", process.Grant, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: process.D(2020, 1, 1)}, []string{"Beslutsdatum 2020-01-01 ligger före det att ärendet kom in 2024-09-02"}, nil},
		{"before its row was written by hand", process.Grant, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: process.D(2024, 8, 1)}, []string{"Beslutsdatum 2024-08-01 ligger före det att ärendet kom in 2024-09-02: rätta datumet, eller skriv ett tidigare Kontaktdatum"}, func(c *process.Case) { c.Manual = true }},
		{"and after the contact that its row tells of", process.Grant, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: process.D(2024, 8, 1)}, nil, func(c *process.Case) { c.Manual, c.ContactDate = true, process.D(2024, 7, 1) }},
		{"a date nobody can read", process.Grant, process.Decision{Verdict: process.VerdictGrant, By: "Dag", DateWritten: "igår"}, []string{`Beslutsdatum "igår" går inte att läsa`}, nil},
		{"closed without a proposal (D19)", "", process.Decision{Verdict: process.VerdictClose, By: "Dag", Date: on}, []string{"Beslutsmotivering saknas"}, nil},
		{"closed, with the reason", "", process.Decision{Verdict: process.VerdictClose, By: "Dag", Date: on, Reason: "Dubblett"}, nil, nil},
		{"granted where the register has no such health centre", process.Grant, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: on}, []string{"Vårdcentralen finns inte i registret"}, elsewhere},
		{"kept there", process.Wait, process.Decision{Verdict: process.VerdictWait, By: "Dag", Date: on}, []string{"Vårdcentralen finns inte i registret"}, elsewhere},
		{"turned about, with the old one's reason left", process.Stopped, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: on, Reason: "Stopp i år"}, []string{"Beslutsmotivering hör till det förra beslutet (Avslås)"}, declined},
		{"granted as proposed, with the old one's reason left", process.Grant, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: on, Reason: "Stopp i år"}, []string{"Beslutsmotivering hör till det förra beslutet (Avslås)"}, declined},
		{"turned about, with a reason of its own", process.Stopped, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: on, Reason: "Extra medel"}, nil, declined},
		{"put right in its date alone", process.Wait, process.Decision{Verdict: process.VerdictDecline, By: "Dag", Date: on, Reason: "Stopp i år"}, nil, declined},
		{"annulled, with its reason left", process.Stopped, process.Decision{Verdict: process.VerdictAnnul, By: "Dag", Date: on, Reason: "Stopp i år"}, nil, declined},
		{"granted though it was withdrawn", process.Grant, process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: on}, []string{"Ärendet är återkallat och kan inte få beslutet Beviljas: töm beslutet"}, func(c *process.Case) { c.Withdrawn = true }},
		{"kept though it was withdrawn", process.Wait, process.Decision{Verdict: process.VerdictWait, By: "Dag", Date: on}, []string{"Ärendet är återkallat och kan inte få beslutet Kvar på intresselistan"}, func(c *process.Case) { c.Withdrawn = true }},
		{"closed as it was withdrawn", "", process.Decision{Verdict: process.VerdictClose, By: "Dag", Date: on, Reason: "Återkallat"}, nil, func(c *process.Case) { c.Withdrawn = true }},
		{"declined there", process.Stopped, process.Decision{Verdict: process.VerdictDecline, By: "Dag", Date: on}, nil, elsewhere},
		{"closed there", "", process.Decision{Verdict: process.VerdictClose, By: "Dag", Date: on, Reason: "Fel mottagare"}, nil, elsewhere},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := nth(1)
			c.Proposed, c.Decision = tt.proposed, tt.decision
			if tt.change != nil {
				tt.change(&c)
			}
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

// D20: what the ledger holds was complete on its day. A row that is half changed,
// a decider who is no longer a delegate and a health centre that leaves the
// register undo nothing; only a complete decision does.
func TestAnEarlierDecisionHoldsUntilACompleteOneReplacesIt(t *testing.T) {
	on := process.D(2024, 9, 9)
	grant := process.Decision{Verdict: process.VerdictGrant, By: "Dag Delegat", Date: on}
	for _, tt := range []struct {
		name   string
		change func(*process.Case, *process.World)
		status process.Status
		lacks  bool
	}{
		{"as it was", func(*process.Case, *process.World) {}, process.StatusGranted, false},
		{"its date is mistyped", func(c *process.Case, _ *process.World) { c.Decision.Date = process.D(2034, 9, 9) }, process.StatusGranted, true},
		{"another verdict without a reason", func(c *process.Case, _ *process.World) { c.Decision.Verdict = process.VerdictDecline }, process.StatusGranted, true},
		{"another verdict with one", func(c *process.Case, _ *process.World) {
			c.Decision.Verdict, c.Decision.Reason = process.VerdictDecline, "Ändrad bedömning"
		}, process.StatusDeclined, false},
		{"annulled", func(c *process.Case, _ *process.World) { c.Decision.Verdict = process.VerdictAnnul }, process.StatusReady, false},
		{"the delegate has left", func(_ *process.Case, w *process.World) { w.Delegates = []string{"Karin Lindqvist"} }, process.StatusGranted, false},
		{"the health centre has closed", func(_ *process.Case, w *process.World) { w.Centres = nil }, process.StatusGranted, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := nth(1)
			c.Proposed, c.Decision, c.Earlier, c.Decided = process.Grant, grant, grant, true
			w := world(c)
			tt.change(&w.Cases[0], &w)
			if s := standing(t, w, c.ID); s.Status != tt.status || (len(s.DecisionLacks) > 0) != tt.lacks {
				t.Errorf("%s, lacks %q", s.Status, s.DecisionLacks)
			}
		})
	}
}
