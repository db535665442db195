package notify

import (
	"strings"
	"testing"

	"stintag/process"
)

func decide(t *testing.T, d Decided) Letter {
	t.Helper()
	l, err := house().Decision(d)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// D1: every verdict has its letter, with who decided, when and why. Of appeal
// nothing is said, since we have no source for what holds.
func TestEveryVerdictHasALetter(t *testing.T) {
	for _, v := range process.Verdicts {
		t.Run(string(v), func(t *testing.T) {
			l := decide(t, decided(v, process.Proposal{}))
			for _, want := range []string{"Anna Berg", "Vårdcentralen Ekbacken", "2024-10-15", "Maria Nyström", "Ryms inom årets ram.", string(v), "Vad händer nu?"} {
				both(t, l, want)
			}
			if strings.Contains(strings.ToLower(l.Text), "överklag") {
				t.Error("the letter speaks of appeal")
			}
			if !strings.HasPrefix(l.Subject, "[IA-2024-0001] Beslut: ") || l.Kinds[0] != DecisionMade || l.Answers {
				t.Errorf("subject %q, kinds %v, answers %t", l.Subject, l.Kinds, l.Answers)
			}
		})
	}
}

func TestUnknownVerdictIsRefused(t *testing.T) {
	for _, v := range []process.Verdict{"", "Kanske"} {
		if _, err := house().Decision(decided(v, grantProposal)); err == nil {
			t.Errorf("a letter was composed for the verdict %q", v)
		}
	}
}

func TestDecisionTellsWhatItReplaces(t *testing.T) {
	d := decided(process.VerdictGrant, grantProposal)
	neither(t, decide(t, d), "ersätter")
	d.Replaces = true
	both(t, decide(t, d), "Beslutet ersätter ett tidigare beslut i samma ärende.")
}

// A decision that departs from the proposal says so openly; one that follows it
// only gives the reasons.
func TestDecisionAgainstTheProposalSaysSo(t *testing.T) {
	for name, c := range map[string]struct {
		v       process.Verdict
		o       process.Outcome
		departs bool
	}{
		"granted as proposed":   {process.VerdictGrant, process.Grant, false},
		"waits as proposed":     {process.VerdictWait, process.Wait, false},
		"stopped, declined":     {process.VerdictDecline, process.Stopped, false},
		"granted against it":    {process.VerdictGrant, process.Wait, true},
		"declined against it":   {process.VerdictDecline, process.Grant, true},
		"closed: no comparison": {process.VerdictClose, process.Grant, false},
	} {
		t.Run(name, func(t *testing.T) {
			l := decide(t, decided(c.v, process.Proposal{Outcome: c.o, Reasons: []string{"Skälet"}}))
			const openly = "Den som beslutat har bedömt ärendet på ett annat sätt."
			if c.departs {
				both(t, l, openly)
				both(t, l, string(c.o))
				return
			}
			neither(t, l, openly)
		})
	}
}

// Once a case is decided the rules may give the decision back as the reason; the
// letter does not repeat it.
func TestDecisionIsNotItsOwnReason(t *testing.T) {
	const back = "Maria Nyström beslutade 2024-10-15 att ärendet står kvar på intresselistan."
	l := decide(t, decided(process.VerdictWait, process.Proposal{Outcome: process.Wait, Reasons: []string{back}}))
	neither(t, l, back)
	neither(t, l, "Förslaget inför")
}

// a grant names the rate valid at the start; where none is known, nothing.
func TestGrantNamesTheRate(t *testing.T) {
	d := decided(process.VerdictGrant, grantProposal)
	neither(t, decide(t, d), "Ersättning")
	d.Start, d.PerMonth = process.D(2025, 1, 7), 43_500
	both(t, decide(t, d), "43"+nbsp+"500 kr per månad")
	both(t, decide(t, d), "2025-01-07")
}

// D23: who waits is told place, contact date and the next round after the decision.
func TestWaitingTellsPlaceAndRound(t *testing.T) {
	l := decide(t, decided(process.VerdictWait, process.Proposal{Outcome: process.Wait}))
	for _, want := range []string{"preliminärt 7 av 12", "2024-09-10", "2024-12-03", waitForDecision} {
		both(t, l, want)
	}
}

// R-012, D15: the study director is asked, the present employer is not told.
func TestOpinionIsAskedQuietly(t *testing.T) {
	l, err := house().Opinion(opinion())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Vårdcentralen Björken", "Två år av ST", "2025-01-07", "Flytt närmare hemmet", unsaid,
		"Vi har inte berättat om bytet för den nuvarande arbetsgivaren.", "Svara på det här mejlet"} {
		both(t, l, want)
	}
	if l.To != "sr@region.example" || l.Subject != "[IA-2024-0006] Begäran om yttrande: byte av vårdcentral" {
		t.Errorf("to %q, subject %q", l.To, l.Subject)
	}
}

// what is granted to a doctor who moves is no employment.
func TestTransferDecisionSpeaksOfTheMove(t *testing.T) {
	l := decide(t, moved())
	both(t, l, "Vårdvalsfinansiering är beviljad för Anna Berg.")
	both(t, l, "Finansieringen följer med läkaren till den nya vårdcentralen.")
	both(t, l, "Bytet kan nu genomföras.")
	neither(t, l, "anställa")

	d := moved()
	d.Decision.Verdict = process.VerdictAnnul
	both(t, decide(t, d), "Vänta med bytet till ett nytt beslut")
	both(t, decide(t, decided(process.VerdictGrant, grantProposal)), "Läkaren får nu anställas som ST.")
}

// the study director knows it when the present employer does.
func TestOpinionOnAMoveThatThePresentEmployerSent(t *testing.T) {
	o := opinion()
	o.Item = leavingItem()
	l, err := house().Opinion(o)
	if err != nil {
		t.Fatal(err)
	}
	both(t, l, "Anmälan kommer från den nuvarande arbetsgivaren")
	neither(t, l, "Vi har inte berättat om bytet")
}

// R-008, D2: the reminder on its own is friendly and states the rule.
func TestReminderIsFriendly(t *testing.T) {
	l, err := house().Reminder(reminder())
	if err != nil {
		t.Fatal(err)
	}
	both(t, l, waitForDecision)
	both(t, l, "Det kan ha sin förklaring")
	if len(l.Kinds) != 1 || l.Kinds[0] != Warning {
		t.Errorf("kinds %v", l.Kinds)
	}
}
