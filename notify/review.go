package notify

import "stintag/process"

// ReviewDue tells a health centre with doctors in training that its last review
// from outside has become old.
type ReviewDue struct {
	Identity string
	To       string
	At       process.HealthCentre
	Last     process.Date
}

type reviewView struct{ Centre, Last, Every, Payer string }

// Who orders and pays, as the policy has it.
const (
	payerCentre = "centre"
	payerRegion = "region"
)

// Review composes the reminder of a review. It is a warning and hinders nothing
// (D10).
func (h House) Review(r ReviewDue) (Letter, error) {
	const title = "Dags för extern granskning (SPUR)"
	rule := h.policy().SPUR
	v := reviewView{Centre: safe(r.At.Name), Last: r.Last.String(), Every: rule.Every(), Payer: rule.Payer}
	p := page{
		Title: title, Hello: hello(r.At.Manager), Tone: act, Responsible: h.responsible(r.At, process.TopicQuality), Body: v,
		Lead:   "Den senaste externa granskningen av " + v.Centre + " som vi känner till är från " + v.Last + ", för mer än " + rule.Age() + " sedan.",
		Action: "Hör av er om när nästa kan göras.",
	}
	switch rule.Payer {
	case payerCentre:
		p.Action = "Ni behöver beställa en ny, om ni inte redan har gjort det."
	case payerRegion:
		p.Tone, p.Action = calm, "Ni behöver inte beställa något: regionen beställer, betalar och hör av sig om tiden."
	}
	return h.render(Letter{Identity: r.Identity, Kinds: []Kind{Reminded}, To: r.To, Subject: title + ": " + v.Centre}, reviewTemplate, p)
}
