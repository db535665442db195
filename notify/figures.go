package notify

import (
	"time"

	"stintag/process"
)

// Overview is what the council is told: figures, and nothing of any case.
type Overview struct {
	Identity  string
	To        string
	Day       time.Time
	Judgement process.Judgement
}

type figuresView struct {
	Figures []figureView
	Made    []string
	Money   []moneyView
}

// Figures composes the figures of a day. It names no doctor, no case and no
// health centre.
func (h House) Figures(o Overview) (Letter, error) {
	day := process.DateOf(o.Day).String()
	title := "ST i allmänmedicin: läget " + day
	return h.render(Letter{Identity: o.Identity, Kinds: []Kind{Information}, To: o.To, Subject: title}, figuresTemplate, page{
		Title: title, Tone: calm, Lead: "Här är läget för ST i allmänmedicin den " + day + ".", Action: "Ni behöver inte göra något.",
		Body: figuresView{figures(o.Judgement.Figures), made(o.Judgement.Figures), money(o.Judgement.Money)},
	})
}
