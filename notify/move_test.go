package notify

import (
	"testing"

	"stintag/process"
)

// the health centre that the doctor leaves is asked for nothing.
func TestGrantedMoveToldWhereTheDoctorLeaves(t *testing.T) {
	d := moved()
	d.Item.FromPresent, d.Start, d.PerMonth = true, process.D(2025, 1, 7), 43_500
	l := decide(t, d)
	both(t, l, "Vårdvalsfinansieringen för Anna Berg följer med till den nya vårdcentralen.")
	both(t, l, "Ni behöver inte göra något nu; kom överens om dag med läkaren och den nya vårdcentralen.")
	both(t, l, "Bytet är budgetneutralt")
	for _, bad := range []string{"Ersättning", "43", "startdatumet", "anställ", "tjänstgöringsgraden"} {
		neither(t, l, bad)
	}
	d.Item.FromPresent = false
	both(t, decide(t, d), "Ersättning")
}

// A doctor who may not move keeps what there is.
func TestRefusedMoveTakesNothingAway(t *testing.T) {
	for _, present := range []bool{false, true} {
		d := moved()
		d.Item.FromPresent, d.Decision.Verdict = present, process.VerdictDecline
		l := decide(t, d)
		both(t, l, "Bytet har inte beviljats.")
		both(t, l, "Läkarens ST och finansiering fortsätter som förut på den nuvarande vårdcentralen.")
		neither(t, l, "ingen vårdvalsfinansiering")
		neither(t, l, "Vårdvalsfinansiering för")
	}
}

func TestMoveThatWaitsIsOnNoList(t *testing.T) {
	for _, present := range []bool{false, true} {
		d := moved()
		d.Item.FromPresent, d.Decision.Verdict, d.Item.Standing.Proposal = present, process.VerdictWait, process.Proposal{}
		l := decide(t, d)
		both(t, l, "Bytet är inte avgjort än.")
		neither(t, l, "intresselistan")
		neither(t, l, "preliminärt")
		if present {
			neither(t, l, waitForDecision)
		}
	}
}

func TestClosedMoveSpeaksOfTheMove(t *testing.T) {
	d := moved()
	d.Decision.Verdict = process.VerdictClose
	both(t, decide(t, d), "Anmälan om byte av vårdcentral för Anna Berg är avskriven.")
	both(t, decide(t, d), "utan att frågan om bytet prövas")
}
