package main

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"stintag/ingest/form"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

// Chapter two: what people wrote in the master.

// bases are what the program last wrote in the master that is there: it may be an
// older one that somebody put back.
func (b *batch) bases(ctx context.Context) (base, pending master.Base, err error) {
	return b.ledger.BasesOf(ctx, b.stamp)
}

// nextStamp is what the master carries if this run writes it: no other run's.
func (b *batch) nextStamp() string {
	return fmt.Sprintf("%d-%d-%s", b.run.ID, b.now.Unix(), b.identity)
}

// keepAdopted records the registers and what people wrote about the cases.
func (b *batch) keepAdopted(ctx context.Context) error {
	registers, err := json.Marshal(b.adopted.Registers)
	if err != nil {
		return fmt.Errorf("keep registers: %w", err)
	}
	cases, err := b.ledger.Cases(ctx)
	if err != nil {
		return err
	}
	if err := b.holdMoved(ctx, cases); err != nil {
		return err
	}
	return b.do(ctx, func(tx *ledger.Tx) error {
		if err := tx.SetRegister(registerPeople, registers); err != nil {
			return err
		}
		for _, c := range cases {
			in, ok := b.adopted.Cases[c.ID]
			if !ok {
				continue // a deleted row takes nothing back
			}
			if c.Input == nil && reflect.DeepEqual(in, master.CaseInput{ID: c.ID}) {
				continue // nobody has written anything of it yet
			}
			cells, err := json.Marshal(in)
			if err != nil {
				return fmt.Errorf("keep input of %s: %w", c.ID, err)
			}
			if err := auditCorrections(tx, c, in); err != nil {
				return err
			}
			if err := tx.SetInput(c.ID, cells); err != nil {
				return err
			}
		}
		return nil
	})
}

// tellFaults counts the register rows that have become faulty as something new for a
// person.
func (b *batch) tellFaults(ctx context.Context) error {
	var texts []string
	for _, f := range b.adopted.Faults {
		texts = append(texts, f.Sheet+": "+f.Text)
	}
	fresh, kept, err := b.fresh(ctx, registerFaults, texts)
	if err != nil {
		return err
	}
	if len(fresh) > 0 {
		b.person = append(b.person, fmt.Sprintf("%d row(s) of the master that cannot be used as they stand (see Att göra)", len(fresh)))
	}
	return b.do(ctx, func(tx *ledger.Tx) error { return tx.SetRegister(registerFaults, kept) })
}

// auditCorrections notes which columns people corrected; never their words.
func auditCorrections(tx *ledger.Tx, c ledger.Case, in master.CaseInput) error {
	var before master.CaseInput
	if c.Input != nil {
		if err := json.Unmarshal(c.Input, &before); err != nil {
			return fmt.Errorf("decode input of %s: %w", c.ID, err)
		}
	}
	for _, heading := range sortedKeys(in.Corrections) {
		if before.Corrections[heading] != in.Corrections[heading] {
			if err := tx.Audit("cell corrected", c.ID, heading); err != nil {
				return err
			}
		}
	}
	for _, heading := range sortedKeys(before.Corrections) {
		if _, still := in.Corrections[heading]; !still {
			if err := tx.Audit("correction cleared", c.ID, heading); err != nil {
				return err
			}
		}
	}
	return nil
}

// manualCase is a row that a person added in Ärenden, and the case it became.
type manualCase struct {
	row      int
	caseID   string
	stored   []byte
	contact  process.Date
	opens    bool
	withdraw bool
	todo     string // Swedish: what the person should do with the row; "" where nothing
}

// manualCases takes in rows without a case id. A row whose case a former run opened
// gets that case's id: the run may have died before the id reached the workbook. A
// row about a case that has a row of its own is pointed out.
func (b *batch) manualCases(s *state) ([]manualCase, error) {
	if b.adopted == nil {
		return nil, nil
	}
	hasRow := map[string]bool{}
	for id := range b.adopted.Cases {
		hasRow[id] = true
	}
	for id := range b.adopted.Contested {
		hasRow[id] = true
	}
	var all []manualCase
	for _, row := range b.adopted.Manual {
		m, err := b.manualCase(s, row, hasRow)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", row.Row, err)
		}
		hasRow[m.caseID] = true
		all = append(all, m)
	}
	return all, nil
}

func (b *batch) manualCase(s *state, row master.ManualRow, hasRow map[string]bool) (manualCase, error) {
	f := manualForm(row)
	m := manualCase{row: row.Row}
	var err error
	if m.stored, err = json.Marshal(f); err != nil {
		return m, fmt.Errorf("keep form: %w", err)
	}
	if id, known := s.ofRow(row, f, hasRow); known {
		m.caseID = id
		return m, nil
	}
	app, _ := f.Interpret(process.DateOf(b.now))
	if hc, _, ok := process.FindCentre(s.world.Centres, app.CentreWritten); ok {
		app.CentreID = hc.ID
	}
	id, how := s.indexed().Match(app, b.now, process.Hint{})
	switch {
	case how == process.Withdraws:
		c := s.cases[s.index(id)]
		c.Withdrawn = true
		m.caseID, m.withdraw, m.todo = id, true, "Återkallelsen av "+id+" är införd. Ta bort raden."
		return m, s.put(c)
	case how == process.UnclearWithdrawal:
		m.todo = "Raden är en återkallelse som passar på flera ärenden. Ta bort den, och välj Återkallelse i Ärendetyp på det ärende som ska bort."
		return m, nil
	case app.Kind == process.Withdrawal:
		m.todo = "Raden är en återkallelse, men läkaren har inget öppet ärende. Ta bort den, eller rätta namn och vårdcentral."
		return m, nil
	case how != process.New && hasRow[id]:
		m.caseID, m.todo = id, "Raden gäller "+id+", som redan har en rad. Skriv ändringen där, och ta bort den här raden."
		return m, nil
	case how != process.New:
		m.caseID = id
		return m, nil
	}
	if row.Values["Status"] != "" && row.Values["Beslut"] != "" { // nobody writes both in a row of their own
		m.todo = "Raden har inget nummer, men en status och ett beslut, som en kopia av ett annat ärendes rad. Hör beslutet till det andra ärendet: töm Beslut, Beslutad av och Beslutsdatum. Hör det hit: töm Status. Då får raden ett ärendenummer."
		return m, nil
	}
	m.caseID, m.opens = s.newID(b.now.Year()), true
	m.contact = s.indexed().ContactDate(b.policy, app, b.now)
	revision := ledger.Revision{Received: b.now, Form: m.stored}
	return m, s.put(ledger.Case{ID: m.caseID, Received: b.now, Contact: m.contact, Revisions: []ledger.Revision{revision}})
}

// ofRow is the case that a row without its number is about, however little the row
// says: the number may stand where a protected doctor's name would (D24), or a former
// run may have opened the case and not have reached the workbook.
func (s *state) ofRow(row master.ManualRow, f form.Form, hasRow map[string]bool) (id string, known bool) {
	if i := s.index(row.Values["Läkare"]); i >= 0 && s.world.Cases[i].Application.Protected && !hasRow[s.cases[i].ID] {
		return s.cases[i].ID, true
	}
	for _, c := range s.cases {
		var first form.Form
		if n := len(c.Revisions); n != 1 || hasRow[c.ID] || c.Revisions[0].MailID != 0 || c.Withdrawn || len(c.Decisions) > 0 {
			continue
		}
		if err := json.Unmarshal(c.Revisions[0].Form, &first); err == nil && reflect.DeepEqual(first.Fields, f.Fields) {
			return c.ID, true
		}
	}
	return "", false
}

// ownTodo is what people should do with files and rows of their own, and which mails
// the run could not answer.
func (b *batch) ownTodo() []process.Todo {
	todo := slices.Concat(b.recordTodo(), b.copyTodo(), b.moved, b.goneTodo())
	for _, id := range b.left {
		todo = append(todo, process.Todo{What: fmt.Sprintf("Läs mejl %d", id),
			Why: "Svaret gick inte att skriva. Mejlet ligger kvar, och varje körning försöker igen. Säg till den som sköter programmet."})
	}
	for _, m := range b.manual {
		if m.todo != "" {
			todo = append(todo, process.Todo{Case: m.caseID, What: fmt.Sprintf("Se bladet Ärenden, rad %d.", m.row), Why: m.todo})
		}
	}
	return todo
}
