package notify

import (
	"strings"
	"testing"

	"stintag/process"
)

// withoutQueue is a region whose health centres choose among their own applicants
// and where a study director answers for rotations.
func withoutQueue() House {
	h := house()
	h.Policy.Ranking.WithinCentre = true
	h.Policy.Letters.ShowPlace = false
	h.Policy.Criteria = []process.Criterion{{By: process.ByOwnPriority}}
	h.Policy.Contacts = []process.Contact{{Topics: []process.Topic{process.TopicRotation}, Role: "Studierektor", StudyDirector: true}}
	return h
}

// where there is no queue, no letter speaks of one, nor of a contact date.
func TestNoLetterSpeaksOfAQueueThatIsNotThere(t *testing.T) {
	h := withoutQueue()
	needed := finding(process.BeforeDecision, process.FieldOwnPriority, "", "", "Vårdcentralen har 1 plats och 2 anmälda: ange Egen prioritering.")
	fault := finding(process.Returned, process.FieldLicenceDate, "B9", "i våras", "Skriv datumet som ÅÅÅÅ-MM-DD.")
	licence := item(6, "Cia Ek", Accepted, 0)
	licence.Standing.Status = process.StatusAwaitsLicence
	var letters []Letter
	for _, is := range [][]Item{
		{item(1, "Anna Berg", Accepted, 1, needed)},
		{item(1, "Anna Berg", Accepted, 1, needed), item(2, "Bo Dal", Updated, 2), licence},
		{item(3, "Eva Fors", SentBack, 0, fault)},
		{item(4, "Gun Hed", TakenBack, 0)},
		{{Became: WhichCase, Kind: process.Withdrawal, Doctor: "Ivar Jung", Fits: []Item{item(1, "Ivar Jung", Accepted, 1), item(2, "Ivar Jung", Accepted, 2)}}},
	} {
		l, err := h.Answer(answer(is...))
		if err != nil {
			t.Fatal(err)
		}
		letters = append(letters, l)
	}
	wait, err := h.Decision(decided(process.VerdictWait, process.Proposal{
		Outcome: process.Wait, Reasons: []string{"Almby vårdcentral har 2 tilldelade platser och 3 ST-läkare: ingen plats är ledig (bladet Fördelning)."},
	}))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(wait.Subject, "Beslut: ingen plats nu") {
		t.Errorf("subject %q", wait.Subject)
	}
	both(t, wait, "Det finns ingen ST-plats")
	declined, err := h.Decision(decided(process.VerdictDecline, process.Proposal{Outcome: process.Wait}))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range append(letters, wait, declined) {
		for _, part := range []string{l.Subject, l.Text, l.HTML} {
			flat := strings.ToLower(strings.Join(strings.Fields(part), " "))
			for _, word := range []string{"intresselista", "på listan", "kontaktdatum", "turordning", "bladet fördelning"} {
				if strings.Contains(flat, word) {
					t.Errorf("says %q:\n%s", word, part)
				}
			}
		}
	}
}

// the notice of a placement names who answers for rotations at that very
// health centre.
func TestSummerPlacementNamesWhoAnswersForRotations(t *testing.T) {
	p := summerPlaced()
	p.At.StudyDirector, p.At.StudyDirectorAddress = "Stina Rektor", "stina@region.example"
	l, err := withoutQueue().SummerPlacement(p)
	if err != nil {
		t.Fatal(err)
	}
	both(t, l, "stina@region.example")
	both(t, l, "sidotjänstgöring")
}
