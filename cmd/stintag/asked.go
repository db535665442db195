package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

// What administrators ask in the yellow cell of Regler: they use no terminal.

// numberLike is a case's number as it may be typed: also without IA, or noughts.
var numberLike = regexp.MustCompile(`(?i)^(?:IA)?[ -]*(20\d\d)[ -]+(\d{1,4})$`)

// answer is what explain says of the case asked about; nothing where nobody asks.
func (s *state) answer(j process.Judgement, asked string) []master.Passage {
	if asked == "" {
		return nil
	}
	like := ledger.CaseID(s.world.Today().Year, 7)
	m := numberLike.FindStringSubmatch(asked)
	if m == nil {
		return []master.Passage{{Caption: "Svar", Text: "Det som står i den gula rutan är inget ärendenummer; så här ser ett nummer ut: " + like + "."}}
	}
	year, _ := strconv.Atoi(m[1])
	n, _ := strconv.Atoi(m[2])
	id := ledger.CaseID(year, n)
	e, ok := process.Explain(s.world, j, id)
	if !ok {
		return []master.Passage{{Caption: "Svar", Text: fmt.Sprintf("Inget ärende heter %s; så här ser ett nummer ut: %s. Numren står i bladet Ärenden.", id, like)}}
	}
	remedies := e.Remedies.Lines("")
	if len(e.Remedies.Found) > 0 {
		remedies = append(remedies, "Prova själv i bladet Prova.")
	}
	return []master.Passage{
		{Caption: "Svar", Text: strings.Join(e.Lines, "\n")},
		{Caption: "Vad som kan ändra det", Text: strings.Join(remedies, "\n")},
	}
}
