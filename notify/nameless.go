package notify

import (
	"slices"
	"strings"

	"stintag/process"
)

// nameless takes every doctor's name that is known out of the report's words, and
// puts the case or the roster's id there instead: a faulty row is quoted as a
// person wrote it, and mail is open. A study director's opinion goes altogether, and
// so does when somebody is away.
func nameless(r Report) Report {
	var pairs []string
	add := func(name, id string) {
		if strings.Contains(strings.TrimSpace(name), " ") { // one word alone may be any word
			pairs = append(pairs, strings.TrimSpace(name), id)
		}
	}
	for _, c := range r.World.Cases {
		add(c.Application.Doctor, c.ID)
	}
	for _, t := range r.World.Roster {
		add(t.Name, "ST-läkare "+t.ID)
	}
	names := strings.NewReplacer(pairs...)
	clean := func(s string) string { return names.Replace(withoutOpinion(withoutAddress(s))) }
	away := map[string]bool{}
	for _, c := range r.World.Cases {
		away[c.ID] = c.Application.Kind == process.LeaveOfAbsence
	}

	r.Judgement.Todo = slices.Clone(r.Judgement.Todo)
	for i, t := range r.Judgement.Todo {
		if away[t.Case] { // what is to be done never says when somebody is away; why may
			t.Why = ""
		}
		r.Judgement.Todo[i] = process.Todo{Case: t.Case, What: names.Replace(withoutAddress(t.What)), Why: clean(t.Why)}
	}
	r.Judgement.Standings = slices.Clone(r.Judgement.Standings)
	for i := range r.Judgement.Standings {
		p := &r.Judgement.Standings[i].Proposal
		p.Reasons = public(*p)
		for n := range p.Reasons {
			p.Reasons[n] = clean(p.Reasons[n])
		}
	}
	r.Mails = slices.Clone(r.Mails)
	for i := range r.Mails {
		r.Mails[i].From, r.Mails[i].What = clean(r.Mails[i].From), clean(r.Mails[i].What)
	}
	r.Faults = slices.Clone(r.Faults)
	for i := range r.Faults {
		r.Faults[i] = clean(r.Faults[i])
	}
	return r
}
