package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"stintag/process"
	"stintag/process/ledger"
)

// How long Att göra tells of a sender that nobody answers for.
const (
	tellsUnanswered = 90 * 24 * time.Hour
	tellsNo         = 14 * 24 * time.Hour
)

// What strangers may fill Att göra with, whoever and however many they are.
const (
	mostUnasked = 10  // rows of senders that nobody was asked about
	longestTold = 120 // letters of an address
)

// whyNotAsked is in Swedish why a health centre was not asked.
var whyNotAsked = map[string]string{
	unaskedMany:    "blanketterna gäller flera vårdcentraler",
	unaskedOdd:     "adressen är skriven på ett sätt som vi inte skickar vidare",
	unaskedNowhere: "registret har ingen e-postadress till vårdcentralen som tar emot brev",
	unaskedDay:     "det har redan gått många sådana frågor i dag",
	unaskedOpen:    "vårdcentralen har flera sådana frågor obesvarade",
}

// strangersTodo tells administrators of the senders that were or should be asked
// about. Which mail it is, they see in the mailbox's folder.
func (s *state) strangersTodo() []process.Todo {
	told, more := s.strangersTold()
	var todo []process.Todo
	for _, x := range told {
		todo = append(todo, x.todo)
	}
	if more > 0 {
		todo = append(todo, process.Todo{What: fmt.Sprintf("Okända avsändare i vårdcentralers namn: %d till som vi inte har frågat om", more),
			Why: "Så många brukar inte skriva. Deras mejl ligger åt sidan och är inte besvarade. Säg till driften, om någon försöker lura er."})
	}
	return todo
}

// toldStranger is a sender that Att göra has a row of.
type toldStranger struct {
	ledger.Asked
	todo process.Todo
}

// strangersTold are those senders, and how many more there are that nobody was asked
// about.
func (s *state) strangersTold() (told []toldStranger, more int) {
	unasked := 0
	for _, a := range s.asked {
		hc, ok := s.world.Centre(a.CentreID)
		if !ok || s.inRegister(a) {
			continue
		}
		t, tells := s.strangerTodo(a, hc.Name)
		if tells && a.Letter == "" {
			unasked++
			tells = unasked <= mostUnasked
		}
		if tells {
			told = append(told, toldStranger{a, t})
		}
	}
	return told, max(0, unasked-mostUnasked)
}

// tellsOf says whether a row of Att göra is about the sender of a mail laid aside.
func tellsOf(told []toldStranger, m ledger.Mail, from string) bool {
	return m.Place == ledger.Quarantine && slices.ContainsFunc(told, func(x toldStranger) bool {
		return x.Address == strings.ToLower(from) && x.Unproven == strings.HasPrefix(m.Why, whyUnproven)
	})
}

func (s *state) strangerTodo(a ledger.Asked, centre string) (t process.Todo, tells bool) {
	if told := []rune(a.Address); len(told) > longestTold {
		a.Address = string(told[:longestTold]) + "…"
	}
	who, asked := "Okänd avsändare i "+centre+"s namn", s.since(a.At)
	add := " Är adressen deras: lägg till den i E-post i bladet Vårdcentraler, så tas mejlet in med den dag det kom."
	if a.Unproven {
		who = "Ett mejl i " + centre + "s namn kunde inte styrkas"
		add = " Är mejlet deras: be dem skicka det igen på ett sätt som kan styrkas, eller be den som sköter programmet ta in det som fil (stintag import --from)."
	}
	switch {
	case a.Answer == ledger.AnswerNo:
		return process.Todo{What: who + ": de har svarat nej", Why: fmt.Sprintf(
			"Mejl från %s ligger kvar som det kom och besvaras inte. Säg till driften, om någon försöker lura er.", a.Address)}, s.world.Now.Sub(a.Answered) < tellsNo
	case a.Answer == ledger.AnswerYes && a.Unproven:
		return t, false
	case a.Answer == ledger.AnswerYes:
		return process.Todo{What: "Lägg till en e-postadress för " + centre, Why: fmt.Sprintf(
			"Vårdcentralen har svarat att %s är deras, och mejlet är intaget. Lägg till adressen i E-post i bladet Vårdcentraler; annars läggs nästa mejl därifrån åt sidan.", a.Address)}, true
	case s.isUnsure(a):
		return process.Todo{What: who + ": ett ja som inte kan styrkas", Why: fmt.Sprintf(
			"På vår fråga om mejl från %s svarade någon ja %s, men vi kan inte se att svaret kommer från %s. Fråga dem på annat sätt, helst per telefon.",
			a.Address, s.since(s.unsure[unsureKey(a)]), centre) + add}, s.world.Now.Sub(s.unsure[unsureKey(a)]) < tellsUnanswered
	case a.Letter == "":
		return process.Todo{What: who + ": vi har inte frågat", Why: fmt.Sprintf(
			"Mejl från %s ligger åt sidan och är inte besvarat, och %s. Fråga vårdcentralen.", a.Address, whyNotAsked[a.Why]) + add}, s.world.Now.Sub(a.At) < tellsUnanswered
	}
	return process.Todo{What: who + ": vi har frågat", Why: fmt.Sprintf(
		"Mejl från %s ligger åt sidan och är inte besvarat. Vårdcentralen fick frågan %s och har inte svarat.", a.Address, asked) + add}, s.world.Now.Sub(a.At) < tellsUnanswered
}

func (s *state) since(t time.Time) string {
	return process.DateOf(t.In(s.world.Now.Location())).String()
}
