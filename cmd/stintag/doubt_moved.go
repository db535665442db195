package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

// People's columns that were sorted without the others put every decision beside
// another doctor. What seems to have moved so is not taken in until it is put right,
// or somebody says that it is meant; the rest of the master is.

// changedInput is what people wrote about one case, before and now.
type changedInput struct {
	id          string
	before, now master.CaseInput
}

// peoplesColumn is a column of people's in Ärenden.
type peoplesColumn struct {
	heading string
	text    func(in *master.CaseInput) string
	repeats int // so many times what went from other cases, the same word may come
}

// together are columns of which all is held where one has moved.
type together struct {
	columns []peoplesColumn
	hold    func(in *master.CaseInput, before master.CaseInput)
	moved   func(movedInputs) bool
}

// What people move by hand in a day: less than this.
const (
	movedDecisions = 2 // complete ones
	movedRows      = 3
)

// movedInputs counts what seems to have moved.
type movedInputs struct {
	ids      []string
	headings []string
	gained   int // rows where something came to stand
	decided  int // of these, the decisions that are complete
}

var peoplesColumns = []together{
	{
		columns: []peoplesColumn{
			{"Beslut", func(in *master.CaseInput) string { return string(in.Decision.Verdict) }, 2},
			{"Beslutad av", func(in *master.CaseInput) string { return in.Decision.By }, 2},
			{"Beslutsdatum", func(in *master.CaseInput) string { return decidedText(in.Decision) }, 1},
			{"Beslutsmotivering", func(in *master.CaseInput) string { return in.Decision.Reason }, 1},
		},
		hold:  func(in *master.CaseInput, before master.CaseInput) { in.Decision = before.Decision },
		moved: func(m movedInputs) bool { return m.decided >= movedDecisions || len(m.ids) >= movedRows },
	},
	alone("Diarienummer", func(in *master.CaseInput) *string { return &in.Journal }),
	alone("Leg. kontrollerad", func(in *master.CaseInput) *string { return &in.LicenceChecked }),
	alone("Studierektors yttrande", func(in *master.CaseInput) *string { return &in.Opinion }),
	alone("Anteckning", func(in *master.CaseInput) *string { return &in.Note }),
}

func alone(heading string, of func(in *master.CaseInput) *string) together {
	return together{
		columns: []peoplesColumn{{heading, func(in *master.CaseInput) string { return *of(in) }, 1}},
		hold:    func(in *master.CaseInput, before master.CaseInput) { *of(in) = *of(&before) },
		moved:   func(m movedInputs) bool { return m.gained >= movedRows },
	}
}

func decidedText(d process.Decision) string {
	if d.Date.IsZero() {
		return d.DateWritten
	}
	return d.Date.String()
}

// holdMoved lets what people wrote before hold where it seems to have moved, and has
// people told.
func (b *batch) holdMoved(ctx context.Context, cases []ledger.Case) error {
	b.moved = nil
	if !b.accepts {
		changes, err := b.changedInputs(cases)
		if err != nil {
			return err
		}
		for _, t := range peoplesColumns {
			m := t.among(changes)
			if !t.moved(m) {
				continue
			}
			for _, c := range changes {
				in := b.adopted.Cases[c.id]
				t.hold(&in, c.before)
				b.adopted.Cases[c.id] = in
			}
			b.moved = append(b.moved, m.todo())
		}
		if again := redated(changes); len(again) >= movedRows {
			for _, c := range again {
				in := b.adopted.Cases[c.id]
				in.Decision = c.before.Decision
				b.adopted.Cases[c.id] = in
			}
			b.moved = append(b.moved, redatedTodo(again))
		}
	}
	var texts []string
	for _, t := range b.moved {
		texts = append(texts, t.Why)
	}
	fresh, kept, err := b.fresh(ctx, registerMoved, texts)
	if err != nil {
		return err
	}
	if len(fresh) > 0 {
		b.person = append(b.person, "columns of Ärenden that seem to have been sorted without the others, or filled down (see Att göra); stintag run --accept-master takes them as they are")
	}
	return b.do(ctx, func(tx *ledger.Tx) error { return tx.SetRegister(registerMoved, kept) })
}

func (b *batch) changedInputs(cases []ledger.Case) (changes []changedInput, err error) {
	for _, c := range cases {
		in, ok := b.adopted.Cases[c.ID]
		if !ok {
			continue
		}
		cells, err := json.Marshal(in)
		if err != nil {
			return nil, fmt.Errorf("compare input of %s: %w", c.ID, err)
		}
		if bytes.Equal(cells, c.Input) {
			continue
		}
		change := changedInput{id: c.ID, now: in}
		if c.Input != nil {
			if err := json.Unmarshal(c.Input, &change.before); err != nil {
				return nil, fmt.Errorf("decode input of %s: %w", c.ID, err)
			}
		}
		changes = append(changes, change)
	}
	return changes, nil
}

// among finds the cases where everything that changed in the columns has gone to, or
// come from, other cases.
func (t together) among(changes []changedInput) (m movedInputs) {
	shared := make([]map[string]bool, len(t.columns))
	for i, c := range t.columns {
		shared[i] = lostAndFound(changes, c)
	}
	headings := map[string]bool{}
	for _, c := range changes {
		var changed []string
		gained, own := false, false
		for i, col := range t.columns {
			was, is := col.text(&c.before), col.text(&c.now)
			if was == is {
				continue
			}
			changed = append(changed, col.heading)
			gained = gained || is != ""
			own = own || was != "" && !shared[i][was] || is != "" && !shared[i][is]
		}
		if own || len(changed) == 0 {
			continue
		}
		m.ids = append(m.ids, c.id)
		for _, h := range changed {
			headings[h] = true
		}
		if gained {
			m.gained++
		}
		if d := c.now.Decision; gained && d.Verdict != "" && d.By != "" && !d.Date.IsZero() && !slices.Equal(changed, []string{"Beslutsmotivering"}) {
			m.decided++
		}
	}
	for _, c := range t.columns {
		if headings[c.heading] {
			m.headings = append(m.headings, c.heading)
		}
	}
	return m
}

// lostAndFound are the words that went from some cases in a column and came to others.
// Where more came than went, people wrote the rest: too many of them, and nothing has
// moved. Verdicts and names are few, and written every day.
func lostAndFound(changes []changedInput, c peoplesColumn) map[string]bool {
	lost, found := map[string]int{}, map[string]int{}
	for _, x := range changes {
		if was, is := c.text(&x.before), c.text(&x.now); was != is {
			lost[was]++
			found[is]++
		}
	}
	both := map[string]bool{}
	for word, n := range found {
		both[word] = word != "" && n <= lost[word]*c.repeats
	}
	return both
}

// redated are the grants and refusals that stand as they stood but for their date: one
// is put right, many are filled down, as over rows that a filter hides.
func redated(changes []changedInput) (again []changedInput) {
	for _, c := range changes {
		was, is := c.before.Decision, c.now.Decision
		final := is.Verdict == process.VerdictGrant || is.Verdict == process.VerdictDecline
		if final && is.Verdict == was.Verdict && !was.Date.IsZero() && !is.Date.IsZero() && was.Date != is.Date {
			again = append(again, c)
		}
	}
	return again
}

func redatedTodo(again []changedInput) process.Todo {
	var ids []string
	for _, c := range again {
		ids = append(ids, c.id)
	}
	return process.Todo{
		What: "Se efter Beslutsdatum i bladet Ärenden.",
		Why: fmt.Sprintf("%s är redan beslutade, och har fått nya beslutsdatum på samma gång, som när en cell fylls nedåt över rader som är dolda. De nya datumen tas inte in, och inga nya beslut skickas: ångra det, eller skriv tillbaka datumen. Är det meningen: be driften köra stintag run --accept-master.",
			severalCases(ids)),
	}
}

// severalCases names the first of them.
func severalCases(ids []string) string {
	const most = 5
	if len(ids) > most {
		return fmt.Sprintf("%s och %d till", strings.Join(ids[:most], ", "), len(ids)-most)
	}
	return process.Listing(ids)
}

func (m movedInputs) todo() process.Todo {
	which, columns := severalCases(m.ids), process.Listing(m.headings)
	return process.Todo{
		What: "Se efter " + columns + " i bladet Ärenden.",
		Why: fmt.Sprintf("Det som stod i %s ser ut att ha flyttats mellan rader (%s), som när en kolumn sorteras eller skjuts ned utan de andra. Ändringarna där tas inte in förrän det är ordnat: ångra det, eller skriv tillbaka det. Är det meningen: be driften köra stintag run --accept-master.",
			columns, which),
	}
}
