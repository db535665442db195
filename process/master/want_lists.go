package master

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// lists writes the sheets that the program keeps as lists. Att göra comes last:
// it tells what the others found.
func (m *merger) lists() error {
	forecast := m.view.forecast()
	if err := errors.Join(m.list(decisionsList, m.decisions()), m.list(allotmentList, allotmentRows(m.view)), m.list(forecastList, forecastRows(m.view, forecast))); err != nil {
		return err
	}
	m.page(m.rules())
	m.view.Judgement.Todo = m.todo()
	var rows []listRow
	for _, t := range m.view.Judgement.Todo {
		rows = append(rows, listRow{headCase: text(t.Case), headWhat: text(t.What), headBecause: text(t.Why)})
	}
	if err := m.list(todoList, rows); err != nil {
		return err
	}
	m.page(overview(m.view, forecast))
	m.series = append(m.series, chartSeries(m.view, forecast)...)
	return nil
}

// todo is what needs a person: the judgement's, the workbook's own, its faulty
// rows and the conflicts; each thing once.
func (m *merger) todo() []process.Todo {
	all := slices.Clone(m.view.Judgement.Todo)
	if len(m.view.World.Centres) == 0 {
		all = append(all, process.Todo{What: "Fyll i bladet " + SheetCentres + ".", Why: "Det har ingen vårdcentral som går att använda, så ingen anmälan kan tas emot."})
	}
	for _, f := range m.conflicts {
		if f.Row == 0 && slices.ContainsFunc(m.faults, func(o Fault) bool { return o.Sheet == f.Sheet && o.Row == 0 }) {
			continue // said of the same sheet where it could not be read
		}
		what := "Välj vilken uppgift som gäller i bladet " + f.Sheet + rowWords(f.Row) + "."
		if f.Heading != "" && reckoned(f.Sheet, f.Heading) { // nothing there is a person's to choose
			what = "Se efter i bladet " + f.Sheet + rowWords(f.Row) + "."
		}
		if f.Row == 0 {
			what = "Ställ i ordning bladet " + f.Sheet + "."
		}
		all = append(all, process.Todo{Case: f.Case, What: what, Why: f.Text})
	}
	all = append(all, m.followUps...)
	for _, f := range m.faults {
		all = append(all, process.Todo{What: "Rätta bladet " + f.Sheet + rowWords(f.Row) + ".", Why: f.Text})
	}
	var once []process.Todo
	said := map[process.Todo]bool{}
	for _, t := range all {
		t.What, t.Why = m.view.hide(t.What), m.view.hide(t.Why)
		if !said[t] {
			said[t] = true
			once = append(once, t)
		}
	}
	return once
}

func rowWords(row int) string {
	if row == 0 {
		return ""
	}
	return fmt.Sprintf(", rad %d", row)
}

// decisions is a row for every complete decision. One that a later decision
// replaced stays: the board is told of both. One that was only mistyped does not.
func (m *merger) decisions() []listRow {
	var rs []listRow
	latest := map[string]process.Date{}
	for i := range m.view.World.Cases {
		c := &m.view.World.Cases[i]
		s, _ := m.known.standing(c.ID)
		d := s.InForce(*c)
		if d.Verdict == "" || d.By == "" || d.Date.IsZero() {
			continue
		}
		latest[c.ID] = d.Date
		rs = append(rs, m.decisionRow(*c, d, s))
	}
	for _, key := range m.keys(SheetDecisions) {
		parts := strings.Split(key, keySeparator)
		when, err := process.ParseDate(parts[min(1, len(parts)-1)])
		if err == nil && when.Before(latest[parts[0]]) {
			rs = append(rs, m.decisionAsWritten(key))
		}
	}
	slices.SortStableFunc(rs, func(a, b listRow) int { // a date that cannot be read comes first
		return cmp.Compare(a[headDate].Number, b[headDate].Number)
	})
	return rs
}

// decisionRow tells a decision. Whether it departed from the proposal, and from
// which policy's, is fixed when the row is first written: the proposal goes away
// once the case is decided.
func (m *merger) decisionRow(c process.Case, d process.Decision, s process.Standing) listRow {
	r := listRow{
		headCase: text(c.ID), headDate: date(d.Date), headVerdict: text(string(d.Verdict)),
		headDecider: text(d.By),
	}
	key := decisionsList.keyOf(r)
	if m.knows(SheetDecisions, key) {
		for _, h := range []string{headDeparts, headPolicy} {
			c, _ := decisionsTable.find(h)
			r[h] = m.decidedAs(key, c)
		}
		return r
	}
	proposal := c.Proposed
	if proposal == "" {
		proposal = s.Proposal.Outcome
	}
	policy := s.Proposal.Policy
	if policy == "" && m.view.World.Policy != nil {
		policy = m.view.World.Policy.Label()
	}
	r[headDeparts], r[headPolicy] = text(departs(d.Verdict, proposal)), text(policy)
	return r
}

func departs(v process.Verdict, proposal process.Outcome) string {
	same := map[process.Outcome]process.Verdict{
		process.Grant: process.VerdictGrant, process.Wait: process.VerdictWait,
		process.Decline: process.VerdictDecline, process.Stopped: process.VerdictDecline,
	}
	switch {
	case v == process.VerdictAnnul: // no answer to a proposal
		return yesNo(false)
	case proposal == "":
		return "Inget förslag"
	}
	return yesNo(same[proposal] != v)
}

func (m *merger) decisionAsWritten(key string) listRow {
	r := listRow{}
	for _, c := range decisionsTable.columns {
		r[c.heading] = m.decidedAs(key, c)
	}
	return r
}

func (m *merger) decidedAs(key string, c column) workbook.Cell {
	t, _ := m.says(SheetDecisions, key, c.heading)
	return cellOf(c.look, t)
}
