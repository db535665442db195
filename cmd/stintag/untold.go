package main

import (
	"fmt"
	"strings"

	"stintag/notify"
	"stintag/process"
)

// untold is what needs a person because no letter went: a case that lacks something
// nobody was asked for, and a decision whose health centre has no address. A case
// comes to lack something without a mail where a person wrote its row, or changed the
// register under it.
func (s *state) untold(j process.Judgement) []process.Todo {
	var todo []process.Todo
	for i, c := range s.cases {
		told := s.told[c.ID]
		if j.Standings[i].Status == process.StatusReturned && !told[string(notify.Returned)] {
			if lacks := lackWords(j.Standings[i]); lacks != "" {
				todo = append(todo, process.Todo{Case: c.ID, What: "Komplettera ärendet", Why: "Ingen är tillfrågad. " + lacks})
			}
		}
		hc, known := s.world.Centre(s.world.Cases[i].Application.CentreID)
		if n := len(c.Decisions); n > 0 && known && len(hc.Addresses) == 0 && !told[fmt.Sprintf("decision/%s/%d", c.ID, c.Decisions[n-1].Number)] {
			todo = append(todo, process.Todo{Case: c.ID, What: "Fyll i vårdcentralens e-post", Why: "Beslutet kan inte skickas till " + hc.Name + "."})
		}
	}
	return todo
}

// lackWords tell what keeps a case from the list.
func lackWords(s process.Standing) string {
	var words []string
	for _, f := range s.At(process.Returned) {
		words = append(words, f.ForAdministrator())
	}
	return strings.Join(words, " ")
}
