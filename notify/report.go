package notify

import (
	"fmt"
	"strconv"
	"strings"

	"stintag/process"
)

type reportView struct {
	Needs    []needView
	Todo     string // how many things there are to do, as the master counts them
	MoreTo   string // needs beyond those shown
	Quiet    bool
	Mail     string
	Sums     string
	Forms    string // what the mails' forms were; "" where there were none
	Letters  string
	Older    string // what became of letters written before; "" where nothing is to be told
	Master   string
	Runs     string
	Waits    string
	Lost     []lostView
	MoreOut  string // lost letters beyond those shown
	LostDo   string
	Figures  []figureView
	Made     []string // what the forecast is made of
	Watch    string   // what to look over at the health centres; "" where there is nothing
	Ranked   []rankView
	Rest     []restView
	More     string // ranked cases beyond those shown
	Limits   string // how many there is room for, and what binds
	Money    []moneyView
	Early    []earlyView
	Forecast forecastView
	Mails    []mailView
	MoreIn   string // mails beyond those shown
	Faults   []string
}

type figureView struct{ Label, Value string }

type rankView struct{ Place, Case, Centre, Start, Proposal, Why string }

type restView struct{ Status, Cases string }

type moneyView struct{ Year, Frame, Committed, Free, Fits string }

type mailView struct{ When, From, Place, What string }

// A Dagsrapport is read on a screen or two: the master holds every row.
const (
	mostRanked = 20
	mostMails  = 25
	mostNeeds  = 40
)

// Report composes the Dagsrapport. It holds case ids and health centres, never a
// doctor's name: mail is open.
func (h House) Report(r Report) (Letter, error) {
	day := process.DateOf(r.Day).String()
	r = nameless(r)
	v := h.reportView(r)
	lead, action, tone := reportLead(r, v)
	waits := needWords(v.Needs)
	l := Letter{
		Identity: r.Identity, Kinds: []Kind{Summary}, To: r.To, Cases: needCases(v.Needs),
		Subject: "Dagsrapport " + day + ": " + waits,
	}
	if err := l.addPicture(r, &v); err != nil {
		return Letter{}, err
	}
	if n := len(v.Needs) - mostNeeds; n > 0 {
		v.Needs, v.MoreTo = v.Needs[:mostNeeds], fmt.Sprintf("Ytterligare %d står under Att göra i huvudfilen.", n)
	}
	return h.render(l, reportTemplate, page{
		Title: "Dagsrapport " + day, Tone: tone, Lead: lead, Action: action, Body: v, Proof: strings.TrimSpace(r.Checkpoint),
	})
}

// addPicture puts the forecast's picture into the letter, where the report tells of
// the forecast and there is one to draw.
func (l *Letter) addPicture(r Report, v *reportView) error {
	if len(v.Forecast.Rows) == 0 {
		return nil
	}
	png, err := picture(r)
	if err != nil || png == nil {
		return err
	}
	v.Forecast.Picture = pictureName
	l.Inlines = append(l.Inlines, Attachment{Name: pictureName, Type: "image/png", Bytes: png})
	return nil
}

func (h House) reportView(r Report) reportView {
	v := reportView{
		Needs: needs(r), Mail: mailWords(r.Counts), Sums: sumWords(r.Counts), Forms: formsWords(r.Forms),
		Letters: letterSums(r.Letters), Older: olderWords(r), Runs: runWords(r.Runs), Waits: waitWords(r.Waits, r.Day),
		Master: masterWords(r.Master), Figures: figures(r.Judgement.Figures), Made: made(r.Judgement.Figures),
		Faults: sentences(r.Faults),
	}
	v.Lost, v.MoreOut, v.LostDo = lostRows(r.Lost)
	if r.Counts.New == 0 && r.Counts.Ends() == 0 {
		v.Sums = ""
	}
	if r.Letters == (LetterCounts{}) {
		v.Letters = ""
	}
	if n := len(r.Judgement.Todo); n > 0 {
		v.Todo = todoWords(r.Judgement.Todo) + ", se bladet Att göra i huvudfilen."
	}
	v.Quiet = len(v.Needs) == 0 && r.Counts.New == 0 && len(r.Mails) == 0 && r.LettersSent == 0
	if v.Quiet {
		v.Made = nil
		return v
	}
	v.Ranked, v.More = ranked(r)
	v.Limits = r.Judgement.LimitWords()
	v.Rest = rest(r)
	v.Money = money(r.Judgement.Money)
	v.Early = early(r)
	v.Forecast = forecast(r)
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

func mailWords(c Counts) string {
	return fmt.Sprintf("%s gicks igenom, varav %s", count(c.Found, "mejl eller fil", "mejl eller filer"), count(c.New, "nytt", "nya"))
}

// sumWords proves that no mail is lost: every new one ends in one place.
func sumWords(c Counts) string {
	s := fmt.Sprintf("hanterade %d + ej läsbara %d + karantän %d + till handläggare %d = %d",
		c.Handled, c.Unreadable, c.Quarantine, c.Human, c.Ends())
	if c.Left > 0 {
		s += fmt.Sprintf(", och %d prövas igen", c.Left)
	}
	return s + agrees(c.New-c.Ends()-c.Left)
}

// formNames say what forms were, one and several.
var formNames = []struct {
	how       process.Matched
	one, many string
}{
	{process.New, "ny intresseanmälan", "nya intresseanmälningar"}, {process.Newer, "med nyare uppgifter", "med nyare uppgifter"},
	{process.Same, "med samma uppgifter som förut", "med samma uppgifter som förut"}, {process.Withdraws, "återkallelse", "återkallelser"},
	{process.UnknownWithdrawal, "återkallelse av något okänt", "återkallelser av något okänt"},
	{process.UnclearWithdrawal, "oklar återkallelse", "oklara återkallelser"},
}

// formsWords tell what the mails' forms were: one mail may hold several.
func formsWords(n map[process.Matched]int) string {
	var parts []string
	all := 0
	for _, f := range formNames {
		if n[f.how] > 0 {
			parts, all = append(parts, count(n[f.how], f.one, f.many)), all+n[f.how]
		}
	}
	if all == 0 {
		return ""
	}
	return count(all, "läst", "lästa") + ": " + strings.Join(parts, " + ")
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
