package notify

import (
	"strings"
	"testing"

	"stintag/process"
)

func ekbacken() process.HealthCentre {
	return process.HealthCentre{
		ID: "VC-1", Name: "Vårdcentralen Ekbacken", Manager: "Karin Lind", Addresses: []string{"chef@ekbacken.example"},
		StudyDirector: "Helena Sand", StudyDirectorAddress: "helena.sand@region.example",
	}
}

// responsibles is a house whose policy says who answers for what, as Västra
// Götaland's does.
func responsibles(h House) House {
	p := *h.Policy
	p.Contacts = []process.Contact{
		{Role: "Koncernkontoret", Topics: []process.Topic{process.TopicAllotment, process.TopicCompensation}},
		{Role: "Studierektor", StudyDirector: true, Topics: []process.Topic{process.TopicQuality, process.TopicRotation}},
	}
	h.Policy = &p
	return h
}

func reviewed(h House, payer string) (Letter, error) {
	h = responsibles(h)
	h.Policy.SPUR = process.SPURRule{Years: 5, Payer: payer}
	return h.Review(ReviewDue{Identity: "spur/VC-1/2024-09-10/chef@ekbacken.example", To: "chef@ekbacken.example", At: ekbacken(), Last: process.D(2019, 3, 14)})
}

// who is asked to order the review follows from who pays for it.
func TestWhoOrdersTheReview(t *testing.T) {
	for payer, want := range map[string]string{
		"centre": "Ni behöver beställa en ny", "region": "Ni behöver inte beställa något: regionen beställer, betalar", "": "Hör av er om när nästa kan göras.",
	} {
		l, err := reviewed(house(), payer)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(collapse(l.Text), want) {
			t.Errorf("%s pays:\n%s", payer, l.Text)
		}
	}
}

// a letter names who answers for what it is about, and nobody where the
// policy names none.
func TestLettersNameWhoAnswers(t *testing.T) {
	review, err := reviewed(house(), "centre")
	if err != nil {
		t.Fatal(err)
	}
	d := decided(process.VerdictGrant, grantProposal)
	d.At = ekbacken()
	decision, err := responsibles(house()).Decision(d)
	if err != nil {
		t.Fatal(err)
	}
	silent, err := house().Decision(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		l    Letter
		want string
	}{
		{review, "För frågor om utbildningens kvalitet svarar Studierektor, Helena Sand, helena.sand@region.example."},
		{decision, "För frågor om fördelning av ST-tjänster och ersättning svarar Koncernkontoret."},
	} {
		if !strings.Contains(collapse(tt.l.Text), tt.want) || !strings.Contains(tt.l.HTML, tt.want) {
			t.Errorf("%s does not say %q:\n%s", tt.l.Subject, tt.want, tt.l.Text)
		}
	}
	if strings.Contains(silent.Text, "svarar") {
		t.Errorf("somebody is named:\n%s", silent.Text)
	}
}

// D10: an old review is told in a letter of its own, at most once a year, and not in
// every answer.
func TestAnAnswerDoesNotTellOfTheReview(t *testing.T) {
	old := finding(process.Remark, process.FieldSPUR, "B40", "2018-01-01", "Senaste SPUR-granskning 2018-01-01 är mer än fem år gammal.")
	old.Code = process.CodeSPUR
	l, err := house().Answer(answer(item(1, "Anna Berg", Accepted, 7, old)))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(l.Text, "SPUR") {
		t.Error(l.Text)
	}
}

// the Dagsrapport says what to look over, where there is something.
func TestTheReportTellsWhatToLookOver(t *testing.T) {
	r := report()
	r.Judgement.Staffing = process.Staffing{
		Centres:  []process.CentreStaffing{{CentreID: "VC-1", Centre: "Vårdcentralen Ekbacken"}},
		Warnings: []process.Warning{{Code: process.CodeSPUR, CentreID: "VC-1", Text: "x"}},
	}
	l, err := house().Report(r)
	if err != nil {
		t.Fatal(err)
	}
	want := "Att se över hos vårdcentralerna, utan att det hindrar något beslut. SPUR för gammal: Vårdcentralen Ekbacken."
	if !strings.Contains(collapse(l.Text), want) {
		t.Error(l.Text)
	}
}
