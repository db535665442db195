package notify

type reminderView struct {
	Items []itemView
	Wait  bool
}

// Reminder composes the reminder to wait for the decision, where an employment is
// found after the receipt went out. It accuses nobody (D2).
func (h House) Reminder(r Reminder) (Letter, error) {
	v := reminderView{Wait: h.employmentWaits()}
	for _, i := range r.Items {
		v.Items = append(v.Items, h.item(i))
	}
	who := "för " + count(len(r.Items), "läkare", "läkare")
	if len(r.Items) == 1 {
		who = forDoctor(r.Items[0])
	}
	l := Letter{
		Identity: r.Identity, Kinds: []Kind{Warning}, To: r.To, Cases: caseIDs(r.Items...),
		Subject: subject(caseIDs(r.Items...), "Påminnelse: invänta beslut före anställning"),
	}
	return h.render(l, reminderTemplate, page{
		Title: "Påminnelse: invänta beslut före anställning", Hello: hello(r.Manager), Tone: calm,
		Lead:   "Våra uppgifter säger att det finns, eller är utlovad, en ST-anställning hos er " + who + " innan det finns ett beslut om vårdvalsfinansiering.",
		Action: "Stämmer det behöver ni inte göra något; stämmer det inte, svara på det här mejlet så rättar vi.", Body: v,
	})
}
