package notify

import "stintag/process"

// Unconfirmed reminds a manager of a granted post that nobody is known to be
// employed in.
type Unconfirmed struct {
	Identity string
	To       string
	Manager  string
	Item     Item // its Standing tells the days
}

type confirmView struct {
	Doctor, CaseID, Centre, Granted, AnswerBy, EmployBy string
	Late                                                bool // the day to employ by has passed too
}

// Confirm composes the reminder to confirm an employment. It takes nothing back:
// only a person does.
func (h House) Confirm(u Unconfirmed) (Letter, error) {
	o := u.Item.Standing.Offer
	const title = "Påminnelse: bekräfta anställningen"
	l := Letter{
		Identity: u.Identity, Kinds: []Kind{Reminded}, To: u.To, Cases: caseIDs(u.Item), Subject: subject(caseIDs(u.Item), title),
	}
	return h.render(l, confirmTemplate, page{
		Title: title, Hello: hello(u.Manager), Tone: act,
		Lead:   "Vårdvalsfinansiering beviljades " + o.Granted.String() + " " + forDoctor(u.Item) + ", men vi vet inte om läkaren är anställd som ST.",
		Action: "Ni behöver bekräfta anställningen, eller svara hur det går.",
		Body: confirmView{
			Doctor: heading(u.Item), CaseID: safe(u.Item.CaseID), Centre: safe(u.Item.Centre), Granted: o.Granted.String(),
			AnswerBy: o.AnswerBy.String(), EmployBy: o.EmployBy.String(), Late: o.Due == process.EmploymentDue,
		},
	})
}
