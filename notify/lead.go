package notify

import (
	"fmt"
	"strconv"
	"strings"

	"stintag/process"
)

// summing is the letter in two sentences: what happened, and whether the manager
// must do anything.
func (h House) summing(a Answer) (lead, action, tone string) {
	action, tone = asked(a)
	switch {
	case a.Asked:
		return "Här kommer blanketten för intresseanmälan.", "Fyll i den, spara den och skicka den som svar på det här mejlet.", calm
	case len(a.Items) == 0:
		return unreadableLead(a), action, tone
	case len(a.Items) == 1 && len(a.Unreadable) == 0:
		return h.itemLead(a, a.Items[0]), action, tone
	}
	return sharesLead(a), action, tone
}

func sharesLead(a Answer) string {
	what := "ert mejl"
	if a.File {
		what = "er fil"
	}
	return fmt.Sprintf("Vi har gått igenom %s: %s.", what, process.Listing(shares(a)))
}

// unreadableLead is for a mail without a single form of ours.
func unreadableLead(a Answer) string {
	n, wrong, none := len(a.Unreadable), wrongForms(a), noForms(a)
	switch {
	case onlyLinks(a):
		return "Vi har fått ert mejl, men det har ingen blankett bifogad, bara " + pick(n, "en länk till en fil som vi inte kan öppna.", "länkar till filer som vi inte kan öppna.")
	case n == wrong && n == 1:
		return "Vi har läst blanketten ni skickade, och den gäller något annat än en intresseanmälan för ST."
	case n == wrong:
		return "Vi har läst blanketterna ni skickade, och de gäller något annat än en intresseanmälan för ST."
	case n == none && n == 1:
		return "Vi har läst filen ni skickade, men den innehåller ingen intresseanmälan."
	case n == none:
		return "Vi har läst filerna ni skickade, men de innehåller ingen intresseanmälan."
	case wrong+none > 0:
		return sharesLead(a)
	case documents(a) == n && n == 1 && a.File:
		return "Vi har fått er fil, men den är inte Excel-blanketten, som är den vi kan läsa."
	case documents(a) == n && n == 1:
		return "Vi har fått ert mejl, men filen i det är inte Excel-blanketten, som är den vi kan läsa."
	case documents(a) == n:
		return "Vi har fått ert mejl, men filerna i det är inte Excel-blanketten, som är den vi kan läsa."
	case n == 1 && a.File:
		return "Vi har fått er fil, men den gick inte att läsa."
	case n == 1:
		return "Vi har fått ert mejl, men filen i det gick inte att läsa."
	}
	if a.File {
		return fmt.Sprintf("Vi har fått er fil, men %d filer i den gick inte att läsa.", n)
	}
	return fmt.Sprintf("Vi har fått ert mejl, men %d filer i det gick inte att läsa.", n)
}

func (h House) itemLead(a Answer, i Item) string {
	who := forDoctor(i)
	switch i.Became {
	case SentBack:
		switch {
		case ofRunning(i):
			return "Vi har tagit emot er anmälan om ändring " + who + ", men den behöver rättas innan vi kan gå vidare med den."
		case i.Kind == process.Transfer:
			return "Vi har tagit emot er anmälan om byte av vårdcentral " + who + ", men den behöver rättas innan vi kan gå vidare med den."
		case !h.policy().Queues():
			return "Vi har tagit emot er anmälan " + who + ", men den behöver rättas innan den kan prövas."
		}
		return "Vi har tagit emot er anmälan " + who + ", men den behöver rättas innan den kan få en plats på intresselistan."
	case Unchanged:
		if ofRunning(i) {
			return "Vi hade redan de uppgifter ni skickade " + who + ", och ingenting är ändrat."
		}
		return "Vi hade redan den anmälan ni skickade " + who + ", och ingenting är ändrat."
	case Updated:
		if hired(i) {
			return "Vi har tagit emot era nya uppgifter " + who + " och noterat att läkaren är anställd."
		}
		if stands(i) {
			return "Vi har tagit emot era nya uppgifter " + who + "."
		}
		return "Vi har tagit emot era nya uppgifter " + who + " och uppdaterat ärendet."
	case TakenBack:
		return "Er intresseanmälan " + who + " är återkallad."
	case AtDirector:
		return "Vi har tagit emot er anmälan om byte av vårdcentral " + who + "."
	case StopApplies:
		return "Vi har tagit emot er anmälan " + who + ", men den berörs av ett stopp."
	case NoCase:
		return "Vi hittar inget ärende att återkalla " + who + "."
	case WhichCase:
		return "Vi kan inte se vilket ärende er återkallelse " + who + " gäller, så ingenting är återkallat än."
	case BlankForm:
		if a.File {
			return "Vi har fått er fil, men blanketten i den " + emptiness(i) + "."
		}
		return "Vi har fått ert mejl, men blanketten i det " + emptiness(i) + "."
	case OtherKind:
		return "Vi har tagit emot er anmälan om ändring " + who + "."
	}
	return "Vi har tagit emot er intresseanmälan " + who + "."
}

func forDoctor(i Item) string {
	switch {
	case !unnamed(i):
		return "för " + safe(i.Doctor)
	case i.CaseID != "":
		return "i ärende " + i.CaseID
	}
	return "för läkaren"
}

// shares tell how many forms became what, the good news first.
func shares(a Answer) []string {
	var out []string
	for _, s := range []struct {
		b         Became
		one, many string
	}{
		{Accepted, "anmälan är mottagen", "anmälningar är mottagna"},
		{Updated, "är uppdaterad", "är uppdaterade"},
		{Unchanged, "hade vi redan", "hade vi redan"},
		{AtDirector, "byte går till studierektor", "byten går till studierektor"},
		{TakenBack, "är återkallad", "är återkallade"},
		{OtherKind, "ändring är noterad", "ändringar är noterade"},
		{StopApplies, "berörs av ett stopp", "berörs av ett stopp"},
		{SentBack, "behöver rättas", "behöver rättas"},
		{BlankForm, "blankett var tom", "blanketter var tomma"},
		{NoCase, "återkallelse saknar ärende hos oss", "återkallelser saknar ärende hos oss"},
		{WhichCase, "återkallelse passar på flera ärenden", "återkallelser passar på flera ärenden"},
	} {
		n := became(a.Items, s.b)
		if s.b == Updated {
			n -= settledAlready(a.Items)
		}
		if s.b == BlankForm && begun(a.Items) {
			s.one, s.many = "blankett är inte ifylld för någon läkare", "blanketter är inte ifyllda för någon läkare"
		}
		if n > 0 {
			out = append(out, count(n, s.one, s.many))
		}
	}
	wrong, none := wrongForms(a), noForms(a)
	for _, s := range []struct {
		n         int
		one, many string
	}{
		{settledAlready(a.Items), "gäller ett ärende som redan är beslutat", "gäller ärenden som redan är beslutade"},
		{none, "fil innehåller ingen intresseanmälan", "filer innehåller ingen intresseanmälan"},
		{wrong, "blankett gäller något annat", "blanketter gäller något annat"},
		{len(a.Unreadable) - wrong - none, "fil gick inte att läsa", "filer gick inte att läsa"},
	} {
		if s.n > 0 {
			out = append(out, count(s.n, s.one, s.many))
		}
	}
	return out
}

// asked is what the manager must do, all of it, or that there is nothing.
func asked(a Answer) (action, tone string) {
	var do []string
	if back := toMend(a.Items); back != "" {
		do = append(do, "Ni behöver rätta "+back+" och svara på det här mejlet med den rättade filen.")
	}
	switch n := became(a.Items, BlankForm); {
	case n > 0 && begun(a.Items):
		do = append(do, "Ni behöver fylla i blanketten för en läkare och skicka den på nytt.")
	case n > 0:
		do = append(do, pick(n, "Ni behöver fylla i den tomma blanketten och skicka den på nytt.", "Ni behöver fylla i de tomma blanketterna och skicka dem på nytt."))
	}
	do = append(do, askedOfFiles(a)...)
	if became(a.Items, NoCase) > 0 {
		do = append(do, "Svara gärna med ärendets nummer.")
	}
	if became(a.Items, WhichCase) > 0 {
		do = append(do, "Ni behöver svara på det här mejlet och skriva vilket ärende som ska återkallas.")
	}
	tone = act
	if len(do) == 0 {
		tone = calm
		do = append(do, nothing(a.Items))
	}
	if anyEarly(a.Items) {
		do = append(do, "Läs också påminnelsen om anställning nedan.")
	}
	return strings.Join(do, " "), tone
}

func askedOfFiles(a Answer) []string {
	var do []string
	wrong, none, documents := wrongForms(a), noForms(a), documents(a)
	if documents > 0 {
		do = append(do, "Ni behöver fylla i den bifogade Excel-blanketten och skicka den som svar på det här mejlet.")
	}
	switch n := len(a.Unreadable) - wrong - none - documents; {
	case onlyLinks(a):
		do = append(do, "Ni behöver bifoga "+pick(n, "filen", "filerna")+" i ett mejl.")
	case n > 0:
		do = append(do, "Ni behöver skicka "+pick(n, "filen", "filerna")+" på nytt, se nedan hur.")
	}
	if none > 0 {
		do = append(do, "Ni behöver fylla i blanketten för intresseanmälan och skicka den till oss.")
	}
	if wrong > 0 {
		do = append(do, pick(wrong,
			"Gäller det ST behöver ni fylla i vår blankett; annars behöver blanketten gå till den som tar emot sådana.",
			"Gäller det ST behöver ni fylla i vår blankett; annars behöver blanketterna gå till dem som tar emot sådana."))
	}
	return do
}

// toMend names what must be corrected: "den", whose, or how many.
func toMend(is []Item) string {
	var who []string
	for _, i := range is {
		if i.Became == SentBack {
			who = append(who, forDoctor(i))
		}
	}
	switch {
	case len(who) == 0:
		return ""
	case len(is) == 1:
		return "den"
	case len(who) == 1:
		return "anmälan " + who[0]
	}
	return strconv.Itoa(len(who)) + " av anmälningarna"
}

func nothing(is []Item) string {
	needed := 0
	for _, i := range is {
		if !awaitsPlace(i) && i.Became != AtDirector && !ofRunning(i) {
			continue
		}
		needed += len(i.Standing.At(process.BeforeDecision))
	}
	if needed == 0 {
		return "Ni behöver inte göra något nu."
	}
	return "Ni behöver inte göra något i dag, men före beslut behöver vi " + count(needed, "uppgift", "uppgifter") + " till."
}

func became(is []Item, b Became) int {
	n := 0
	for _, i := range is {
		if i.Became == b {
			n++
		}
	}
	return n
}

// settledAlready are the newer forms for cases that are decided already.
func settledAlready(is []Item) int {
	n := 0
	for _, i := range is {
		if stands(i) {
			n++
		}
	}
	return n
}

func anyEarly(is []Item) bool {
	for _, i := range is {
		if i.EarlyEmployment {
			return true
		}
	}
	return false
}
