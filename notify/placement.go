package notify

import "stintag/process"

// SummerPlaced tells a manager that a doctor of theirs is confirmed to be at a clinic
// in the summer.
type SummerPlaced struct {
	Identity string
	To       string
	Manager  string
	Doctor   string // as the policy lets letters name the doctor; an id where the identity is protected
	CaseID   string // "" where the doctor's row has no case
	At       process.HealthCentre
	Clinic   string
	First    process.Date
	Last     process.Date
}

type placementView struct{ Doctor, CaseID, Centre, Clinic, First, Last string }

// SummerPlacement composes the notice of a placement in the summer.
func (h House) SummerPlacement(p SummerPlaced) (Letter, error) {
	const title = "Sommarplacering: er ST-läkare är borta från vårdcentralen"
	v := placementView{Doctor: safe(p.Doctor), CaseID: safe(p.CaseID), Centre: safe(p.At.Name), Clinic: safe(p.Clinic), First: p.First.String(), Last: p.Last.String()}
	if v.CaseID == v.Doctor {
		v.CaseID = ""
	}
	l := Letter{Identity: p.Identity, Kinds: []Kind{Placement}, To: p.To, Subject: title}
	if p.CaseID != "" {
		l.Cases = []string{p.CaseID}
		l.Subject = subject(l.Cases, title)
	}
	return h.render(l, placementTemplate, page{
		Title: title, Hello: hello(p.Manager), Tone: calm,
		Lead:   "Er ST-läkare " + v.Doctor + " är placerad på " + v.Clinic + " från " + v.First + " till " + v.Last + ", och då ingår sommaren.",
		Action: "Ni behöver inte svara, men räkna med det när ni planerar sommaren.", Body: v,
		Responsible: h.responsible(p.At, process.TopicRotation),
	})
}
