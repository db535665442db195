package notify

import (
	"fmt"
	"slices"
	"strconv"

	"stintag/process"
)

type reportView struct {
	Needs   []needView
	Todo    string // how many things there are to do, as the master counts them
	MoreTo  string // needs beyond those shown
	Quiet   bool
	Mail    string
	Sums    string
	Letters string
	Master  string
	Figures []figureView
	Made    []string // what the forecast is made of
	Watch   string   // what to look over at the health centres; "" where there is nothing
	Ranked  []rankView
	Rest    []restView
	More    string // ranked cases beyond those shown
	Limits  string // how many there is room for, and what binds
	Money   []moneyView
	Early   []figureView
	Mails   []mailView
	MoreIn  string // mails beyond those shown
	Faults  []string
}

type needView struct{ Case, Text string }

type figureView struct{ Label, Value string }

type rankView struct{ Place, Case, Centre, Start, Proposal, Why string }

type restView struct{ Status, Cases string }

type moneyView struct{ Year, Frame, Committed, Free, Fits string }

type mailView struct{ When, From, Place, What string }

// A Dagsrapport is read on a screen or two: the master holds every row.
const (
	mostRanked = 40
	mostMails  = 60
	mostNeeds  = 40
)

// Report composes the Dagsrapport. It holds case ids and health centres, never a
// doctor's name: mail is open.
func (h House) Report(r Report) (Letter, error) {
	day := process.DateOf(r.Day).String()
	v := h.reportView(nameless(r))
	lead, action, tone := reportLead(r, v)
	waits := needWords(v.Needs)
	l := Letter{
		Identity: r.Identity, Kinds: []Kind{Summary}, To: r.To, Cases: needCases(v.Needs),
		Subject: "Dagsrapport " + day + ": " + waits,
	}
	if n := len(v.Needs) - mostNeeds; n > 0 {
		v.Needs, v.MoreTo = v.Needs[:mostNeeds], fmt.Sprintf("Ytterligare %d står under Att göra i huvudfilen.", n)
	}
	return h.render(l, reportTemplate, page{
		Title: "Dagsrapport " + day, Tone: tone, Lead: lead, Action: action, Body: v,
	})
}

func (h House) reportView(r Report) reportView {
	v := reportView{
		Needs: needs(r), Mail: mailWords(r.Counts), Sums: sumWords(r.Counts), Letters: letterWords(r),
		Master: masterWords(r.Master), Figures: figures(r.Judgement.Figures), Made: made(r.Judgement.Figures),
		Faults: sentences(r.Faults),
	}
	if n := len(r.Judgement.Todo); n > 0 {
		v.Todo = todoWords(r.Judgement.Todo) + ", se bladet Att göra i huvudfilen."
	}
	v.Quiet = len(v.Needs) == 0 && r.Counts.New == 0 && len(r.Mails) == 0 && r.LettersSent == 0
	if v.Quiet {
		return v
	}
	v.Ranked, v.More = ranked(r)
	v.Limits = r.Judgement.LimitWords()
	v.Rest = rest(r)
	v.Money = money(r.Judgement.Money)
	v.Early = early(r.EarlyEmployed)
	v.Watch = safe(r.Judgement.Staffing.Watch())
	v.Mails, v.MoreIn = mails(r.Mails)
	return v
}

func reportLead(r Report, v reportView) (lead, action, tone string) {
	lead = fmt.Sprintf("%s och %s sedan förra rapporten.",
		count(r.Counts.New, "nytt mejl", "nya mejl"), count(r.LettersSent, "skickat brev", "skickade brev"))
	switch {
	case v.Quiet:
		return "Ingenting nytt sedan förra rapporten.", "Inget behöver dig i dag.", calm
	case len(v.Needs) == 0:
		return lead, "Inget behöver dig i dag.", calm
	}
	w := needWords(v.Needs)
	return lead, w + ", se nedan.", act
}

// needWords is "3 ärenden behöver dig", with whatever else does.
func needWords(ns []needView) string {
	cases, other := len(needCases(ns)), 0
	for _, n := range ns {
		if n.Case == "" {
			other++
		}
	}
	switch {
	case cases == 0 && other == 0:
		return "inget behöver dig"
	case other == 0:
		return count(cases, "ärende", "ärenden") + " behöver dig"
	case cases == 0:
		return count(other, "sak", "saker") + " behöver dig"
	}
	return count(cases, "ärende", "ärenden") + " och " + count(other, "annan sak", "andra saker") + " behöver dig"
}

func needCases(ns []needView) []string {
	var is []Item
	for _, n := range ns {
		is = append(is, Item{CaseID: n.Case})
	}
	return caseIDs(is...)
}

// todoWords count as the master and the command status do: every row of Att göra.
func todoWords(all []process.Todo) string {
	var of []Item
	in := 0
	for _, t := range all {
		if t.Case != "" {
			of, in = append(of, Item{CaseID: t.Case}), in+1
		}
	}
	what := count(len(all), "sak", "saker") + " att göra"
	where := " i " + count(len(caseIDs(of...)), "ärende", "ärenden")
	switch in {
	case 0:
		return what
	case len(all):
		return what + where
	}
	return what + ", " + strconv.Itoa(in) + " av dem" + where
}

// needs is everything that waits for a person: what the rules found, and what the
// machine could not do itself.
func needs(r Report) []needView {
	var ns []needView
	for _, t := range r.Judgement.Todo {
		text := sentence(safe(t.What))
		if why := sentence(safe(t.Why)); why != "" {
			text += " " + why
		}
		if at := slices.IndexFunc(ns, func(n needView) bool { return t.Case != "" && n.Case == t.Case }); at >= 0 {
			ns[at].Text += " " + text
			continue
		}
		ns = append(ns, needView{t.Case, text})
	}
	for _, o := range []struct {
		n               int
		one, many, rest string
	}{
		{r.Counts.Human, "nytt mejl", "nya mejl", " ligger i Till handläggare och väntar på svar" + aboutCases(r.Mails) + "."},
		{r.Counts.Quarantine, "nytt mejl", "nya mejl", " ligger i karantän och behöver bedömas."},
		{r.LettersUnknown, "brev har", "brev har", " okänt öde: kontrollera om det kom fram innan det skickas igen."},
		{r.LettersFailed, "brev kom", "brev kom", " inte fram till mottagaren."},
		{len(r.Faults), "rad", "rader", " i registren behöver rättas, se nedan."},
	} {
		if o.n > 0 {
			ns = append(ns, needView{Text: count(o.n, o.one, o.many) + o.rest})
		}
	}
	if r.Master != "" {
		ns = append(ns, needView{Text: "Huvudfilen är inte uppdaterad: " + sentence(safe(r.Master))})
	}
	return ns
}

func mailWords(c Counts) string {
	return fmt.Sprintf("%s gicks igenom, varav %d nya", count(c.Found, "mejl eller fil", "mejl eller filer"), c.New)
}

// sumWords proves that no mail is lost: every new one ends in one place.
func sumWords(c Counts) string {
	s := fmt.Sprintf("hanterade %d + ej läsbara %d + karantän %d + till handläggare %d = %d",
		c.Handled, c.Unreadable, c.Quarantine, c.Human, c.Ends())
	if c.Left > 0 {
		s += fmt.Sprintf(", och %d prövas igen", c.Left)
	}
	switch d := c.New - c.Ends() - c.Left; {
	case d > 0:
		return s + ", stämmer inte: " + strconv.Itoa(d) + " saknas"
	case d < 0:
		return s + ", stämmer inte: " + strconv.Itoa(-d) + " för mycket"
	}
	return s + ", stämmer"
}

func letterWords(r Report) string {
	return fmt.Sprintf("%d skickade, %d väntar på att skickas, %d misslyckade, %d med okänt öde",
		r.LettersSent, r.LettersOwed, r.LettersFailed, r.LettersUnknown)
}

func masterWords(why string) string {
	if why == "" {
		return "uppdaterad"
	}
	return "inte uppdaterad: " + safe(why)
}

// figures are the five of the status letter (R-020…R-022).
func figures(f process.Figures) []figureView {
	goal := "inget mål satt"
	if f.Goal > 0 {
		goal = strconv.Itoa(f.Goal)
	}
	return []figureView{
		{"Beviljade i år", strconv.Itoa(f.GrantedYear)},
		{"På intresselistan", strconv.Itoa(f.Waiting)},
		{"Mål vid årets slut", goal},
		{"Nu", strconv.Itoa(f.InTraining)},
		{"Prognos vid årets slut", strconv.Itoa(f.YearEnd)},
	}
}

func made(f process.Figures) []string {
	out := []string{fmt.Sprintf("Prognosen %d är: %d i utbildning nu, minus %d som slutar i år, plus %d beviljade som börjar i år, plus %d på intresselistan med möjlig start i år.",
		f.YearEnd, f.InTraining, f.Leaving, f.Starting, f.WaitingStarts)}
	if f.WaitingStarts > 0 {
		out = append(out, fmt.Sprintf("Räknas bara det som är beslutat blir det %d.", f.DecidedOnly))
	}
	switch d := f.YearEnd - f.Goal; {
	case f.Goal == 0:
	case d > 0:
		out = append(out, fmt.Sprintf("Det är över mål med %d.", d))
	case d < 0:
		out = append(out, fmt.Sprintf("Det är under mål med %d.", -d))
	default:
		out = append(out, "Det är precis målet.")
	}
	return out
}
