package notify

import (
	"fmt"
	"slices"
	"strings"

	"stintag/process"
)

type decisionView struct {
	Verdict  process.Verdict
	Word     string // the verdict, as the letter says it
	Doctor   string
	CaseID   string
	About    string
	Transfer bool
	Leaves   bool // the letter goes to the health centre that the doctor leaves
	Change   bool // of a running post: leave, degree, start, early end
	Centre   string
	Date     string
	By       string
	Contact  string
	NoQueue  bool // nobody stands on a list
	Place    string
	Round    string
	Replaces bool
	Reason   string   // the decider's own
	Reasons  []string // the proposal's
	Proposed string   // the proposal's outcome
	Departs  bool     // the decision is another than was proposed
	Start    string
	PerMonth string
	AnswerBy string // the last day to answer a grant by; "" where there is none
	EmployBy string
	Wait     bool
	Frees    bool // employment has waited for the decision
}

// doctor is where a lead names the doctor.
const doctor = "{läkare}"

// mayEmploy is told where employment has waited for the decision.
const mayEmploy = "Läkaren får nu anställas som ST."

// holdEmployment is asked where employment waits for the decision.
const holdEmployment = "Vänta med anställning till ett nytt beslut, och hör"

// noPlace are the words of a decision to wait where nobody stands on a list.
var noPlace = struct{ title, lead, word string }{
	"Beslut: ingen plats nu", "Det finns ingen ST-plats {läkare} nu, men anmälan ligger kvar.", "Ingen plats nu, anmälan ligger kvar",
}

// verdicts hold each verdict's title, what it means, whether the manager must do
// something, and the proposals it agrees with.
var verdicts = map[process.Verdict]struct {
	title, lead, action, tone string
	agrees                    []process.Outcome
}{
	process.VerdictGrant: {
		"Beslut: vårdvalsfinansiering beviljas", "Vårdvalsfinansiering är beviljad {läkare}.",
		mayEmploy + " Meddela oss startdatumet.", calm, []process.Outcome{process.Grant},
	},
	process.VerdictWait: {
		"Beslut: kvar på intresselistan", "Beslutet är att anmälan {läkare} står kvar på intresselistan.",
		"Ni behöver inte göra något nu.", calm, []process.Outcome{process.Wait},
	},
	process.VerdictDecline: {
		"Beslut: vårdvalsfinansiering avslås", "Vårdvalsfinansiering {läkare} har avslagits.",
		"Ni behöver inte göra något.", calm, []process.Outcome{process.Decline, process.Stopped},
	},
	process.VerdictClose: {
		"Beslut: ärendet avskrivs", "Intresseanmälan {läkare} är avskriven.",
		"Ni behöver inte göra något.", calm, nil,
	},
	process.VerdictAnnul: {
		"Beslut: tidigare beslut upphävs", "Det tidigare beslutet {läkare} är upphävt och gäller inte längre.",
		holdEmployment + " av er om läkaren redan är anställd.", act, nil,
	},
}

// changes are the words for a change to a running post: nobody is employed by it.
var changes = map[process.Verdict]struct{ title, lead, action string }{
	process.VerdictGrant:   {"Beslut: ändringen godkänns", "Ändringen {läkare} är godkänd.", "Ni behöver inte göra något."},
	process.VerdictDecline: {"Beslut: ändringen avslås", "Ändringen {läkare} har avslagits.", "Ni behöver inte göra något."},
}

// Decision composes the letter that tells a person's decision (D1). Nothing is
// said of appeal: what holds there is for the region to know.
func (h House) Decision(d Decided) (Letter, error) {
	words, ok := verdicts[d.Decision.Verdict]
	if !ok {
		return Letter{}, fmt.Errorf("compose decision in %s: no words for verdict %q", d.Item.CaseID, d.Decision.Verdict)
	}
	if c, ok := changes[d.Decision.Verdict]; ok && change(d.Item.Kind) {
		words.title, words.lead, words.action = c.title, c.lead, c.action
	}
	if !h.employmentWaits() {
		words.action = strings.TrimPrefix(words.action, mayEmploy+" ")
		words.action = strings.Replace(words.action, holdEmployment, "Hör", 1)
	}
	if d.Decision.Verdict == process.VerdictWait && !h.policy().Queues() {
		words.title, words.lead = noPlace.title, noPlace.lead
	}
	if m, ok := move(d); ok {
		words.title, words.lead, words.action = m.title, m.lead, m.action
	}
	l := Letter{
		Identity: d.Identity, Kinds: []Kind{DecisionMade}, To: d.To, Cases: caseIDs(d.Item),
		Subject: subject(caseIDs(d.Item), words.title), InReplyTo: d.InReplyTo, References: d.References,
	}
	return h.render(l, decisionTemplate, page{
		Title: words.title, Hello: hello(d.Manager), Tone: words.tone,
		Lead: strings.ReplaceAll(words.lead, doctor, forDoctor(d.Item)), Action: words.action, Body: h.decisionView(d, words.agrees),
		Responsible: h.responsible(d.At, process.TopicAllotment, process.TopicCompensation),
	})
}

func (h House) decisionView(d Decided, agrees []process.Outcome) decisionView {
	i, p := d.Item, d.Item.Standing.Proposal
	v := decisionView{
		Verdict: d.Decision.Verdict, Word: string(d.Decision.Verdict), Doctor: heading(i), CaseID: i.CaseID, About: kindWords(i), Centre: safe(i.Centre),
		Transfer: i.Kind == process.Transfer, Leaves: i.Kind == process.Transfer && i.FromPresent, Date: d.Decision.Date.String(), By: safe(d.Decision.By),
		Reason: sentence(safe(d.Decision.Reason)), Reasons: h.reasons(p), Replaces: d.Replaces,
	}
	v.Reasons = slices.DeleteFunc(v.Reasons, func(r string) bool { // the decision itself, told back
		return v.By != "" && strings.Contains(r, v.By) && strings.Contains(r, v.Date)
	})
	v.Change, v.Frees = change(i.Kind), h.employmentWaits()
	v.Proposed, v.NoQueue = string(p.Outcome), !h.policy().Queues()
	if v.NoQueue && p.Outcome == process.Wait {
		v.Proposed = noPlace.word
	}
	v.Departs = p.Outcome != "" && !slices.Contains(agrees, p.Outcome)
	if len(agrees) == 0 { // the proposal was about something else
		v.Reasons, v.Proposed, v.Departs = nil, "", false
	}
	switch d.Decision.Verdict {
	case process.VerdictWait:
		v.Contact, v.Round = h.contactDate(i), h.round(d.Decision.Date)
		v.Wait = h.employmentWaits() && !v.Leaves
		if v.Transfer { // which has no place on the list to keep
			v.Word = undecidedMove
		} else {
			v.Place = h.place(i)
			if v.NoQueue {
				v.Word = noPlace.word
			}
		}
	case process.VerdictGrant:
		v.Start = d.Start.String()
		if d.PerMonth > 0 && !v.Change && !v.Leaves {
			v.PerMonth = number(d.PerMonth, 0)
		}
		if o := i.Standing.Offer; o.Confirmed == "" {
			v.AnswerBy, v.EmployBy = o.AnswerBy.String(), o.EmployBy.String()
		}
	}
	return v
}

// change says whether a kind changes a post that is running already.
func change(k process.Kind) bool { return k != "" && !k.Competes() && k != process.Transfer }
