package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/ledger"
)

// unclear is a withdrawal that fitted several cases when it came, of which its
// sender was asked.
type unclear struct {
	came  process.Date
	cases []string
}

// unclearWithdrawals are those in the ledger, in the order they came in.
func (o *office) unclearWithdrawals(ctx context.Context) ([]unclear, error) {
	taken, err := o.ledger.Taken(ctx)
	if err != nil {
		return nil, err
	}
	var all []unclear
	for _, id := range slices.Sorted(maps.Keys(taken)) {
		if !slices.ContainsFunc(taken[id], func(x ledger.Taken) bool { return x.How == process.UnclearWithdrawal }) {
			continue
		}
		m, _, err := o.ledger.Mail(ctx, id)
		if err != nil {
			return nil, err
		}
		u := unclear{came: process.DateOf(m.Received.In(o.cfg.location()))}
		for _, x := range taken[id] {
			if x.How == ledger.About {
				u.cases = append(u.cases, x.CaseID)
			}
		}
		all = append(all, u)
	}
	return all, nil
}

// todo asks which case was meant, until one of them is settled.
func (u unclear) todo(j process.Judgement) (process.Todo, bool) {
	for _, id := range u.cases {
		switch st, ok := j.Standing(id); {
		case !ok:
			return process.Todo{}, false
		case st.Status == process.StatusWithdrawn, st.Status == process.StatusClosed, st.Status == process.StatusDeclined:
			return process.Todo{}, false
		}
	}
	if len(u.cases) == 0 {
		return process.Todo{}, false
	}
	return process.Todo{Case: u.cases[0], What: "Ta reda på vilket ärende en återkallelse gäller",
		Why: fmt.Sprintf("Återkallelsen kom in %s och passar på %s. Avsändaren är tillfrågad. Välj Återkallelse i Ärendetyp på det ärende som ska bort.",
			u.came, strings.Join(u.cases, " och "))}, true
}
