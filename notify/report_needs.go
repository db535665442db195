package notify

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stintag/process"
)

// needView is one thing that a person must do, in one case or several.
type needView struct {
	Head  string // what stands in bold: the case, or what is to be done in several
	Text  string
	Cases []string
}

// needWords is "3 ärenden behöver dig", with whatever else does.
func needWords(ns []needView) string {
	cases, other := len(needCases(ns)), 0
	for _, n := range ns {
		if len(n.Cases) == 0 {
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
		for _, id := range n.Cases {
			is = append(is, Item{CaseID: id})
		}
	}
	return caseIDs(is...)
}

// needs is everything that waits for a person: what the rules found, and what the
// machine could not do itself.
func needs(r Report) []needView {
	var ns []needView
	for _, s := range silences(r.Runs) {
		ns = append(ns, needView{Text: s})
	}
	ns = append(ns, todoNeeds(r)...)
	told, unanswered := 0, 0
	for _, m := range r.Mails {
		if m.Told {
			told++
		}
		if m.Unanswered {
			unanswered++
		}
	}
	for _, o := range []struct {
		n               int
		one, many, rest string
	}{
		{r.Counts.Human, "nytt mejl", "nya mejl", " ligger i Till handläggare och väntar på svar" + aboutCases(r.Mails) + "."},
		{r.Counts.Quarantine - told, "nytt mejl", "nya mejl", " ligger i karantän och behöver bedömas."},
		{unanswered, "mejl är inte besvarat", "mejl är inte besvarade", ": avsändaren har fått så många svar som en adress får. Se efter om en människa väntar på svar, eller om två program svarar varandra."},
		{r.LettersUnknown, "brev har", "brev har", " okänt öde, se Brev som inte kom fram."},
		{r.LettersFailed, "brev kom", "brev kom", " inte fram till mottagaren, se Brev som inte kom fram."},
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

// decideTodo is what Att göra asks for where a case can be decided; its reason is the
// proposal's, which the ranking tells.
const decideTodo = "Fatta beslut"

// todoNeeds are the rows of Att göra. What is asked for in several cases alike stands
// once, with its cases; what else there is of a case stands together.
func todoNeeds(r Report) (ns []needView) {
	alike := map[process.Todo][]string{}
	for _, t := range r.Judgement.Todo {
		if k := sameTodo(t); t.Case != "" && !slices.Contains(alike[k], t.Case) {
			alike[k] = append(alike[k], t.Case)
		}
	}
	told := map[process.Todo]bool{}
	for _, t := range r.Judgement.Todo {
		k := sameTodo(t)
		switch cases := alike[k]; {
		case len(cases) < 2:
			ns = addTodo(ns, t)
		case !told[k]:
			told[k] = true
			ns = append(ns, alikeNeed(r, k, cases))
		}
	}
	slices.SortStableFunc(ns, func(a, b needView) int { return cmp.Compare(min(len(b.Cases), 2), min(len(a.Cases), 2)) })
	return ns
}

func sameTodo(t process.Todo) process.Todo {
	t.Case = ""
	if t.What == decideTodo {
		t.Why = ""
	}
	return t
}

func addTodo(ns []needView, t process.Todo) []needView {
	text := sentence(safe(t.What))
	if why := sentence(safe(t.Why)); why != "" {
		text += " " + why
	}
	if t.Case == "" {
		return append(ns, needView{Text: text})
	}
	if at := slices.IndexFunc(ns, func(n needView) bool { return n.Head == t.Case }); at >= 0 {
		ns[at].Text += " " + text
		return ns
	}
	return append(ns, needView{t.Case, text, []string{t.Case}})
}

func alikeNeed(r Report, t process.Todo, cases []string) needView {
	n := needView{Head: fmt.Sprintf("%s i %d ärenden", safe(t.What), len(cases)), Cases: cases}
	if t.What == decideTodo {
		n.Text = proposedWords(r, cases)
		return n
	}
	n.Text = sentence(process.Listing(cases))
	if why := sentence(safe(t.Why)); why != "" {
		n.Text += " " + why
	}
	return n
}

// proposedWords tell what is proposed in each case: "Beviljas IA-2024-0001. Stopp …".
func proposedWords(r Report, cases []string) string {
	by := map[string][]string{}
	var order []string
	for _, id := range cases {
		s, _ := r.Judgement.Standing(id)
		what := cmp.Or(string(s.Proposal.Outcome), "Inget")
		if by[what] == nil {
			order = append(order, what)
		}
		by[what] = append(by[what], id)
	}
	var parts []string
	for _, what := range order {
		parts = append(parts, what+" föreslås för "+process.Listing(by[what])+".")
	}
	return strings.Join(parts, " ") + " Skälen står i huvudfilen."
}
