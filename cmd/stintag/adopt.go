package main

import (
	"context"
	"encoding/json"
	"fmt"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

// Chapter two: what people wrote in the master.

func (b *batch) bases(ctx context.Context) (base, pending master.Base, err error) {
	if base, err = b.ledger.Base(ctx, ledger.Written); err != nil {
		return nil, nil, err
	}
	pending, err = b.ledger.Base(ctx, ledger.Pending)
	return base, pending, err
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
	return b.do(ctx, func(tx *ledger.Tx) error {
		if err := tx.SetRegister(registerPeople, registers); err != nil {
			return err
		}
		for _, c := range cases {
			in, ok := b.adopted.Cases[c.ID]
			if !ok {
				continue // a deleted row takes nothing back
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
	return nil
}

// manualCase is a row that a person added in Ärenden, and the case it became.
type manualCase struct {
	row    int
	caseID string
	stored []byte
	opens  bool

	contact process.Date
}

// manualCases takes in rows without a case id. A row whose doctor already has a
// case gets that case's id: the run that opened it may have died before the id
// reached the workbook.
func (b *batch) manualCases(s *state) ([]manualCase, error) {
	if b.adopted == nil {
		return nil, nil
	}
	var all []manualCase
	for _, row := range b.adopted.Manual {
		f := manualForm(row)
		stored, err := json.Marshal(f)
		if err != nil {
			return nil, fmt.Errorf("keep row %d: %w", row.Row, err)
		}
		app, _ := f.Interpret(process.DateOf(b.now))
		if hc, _, ok := process.FindCentre(s.world.Centres, app.CentreWritten); ok {
			app.CentreID = hc.ID
		}
		m := manualCase{row: row.Row, stored: stored}
		id, how := process.Match(s.world.Cases, app, b.now, nil)
		if m.caseID = id; how == process.New || how == process.UnknownWithdrawal {
			m.caseID, m.opens = s.newID(b.now.Year()), true
			revision := ledger.Revision{Received: b.now, Form: stored}
			m.contact = process.ContactDate(b.policy, s.world.Cases, app, b.now)
			err = s.put(ledger.Case{ID: m.caseID, Received: b.now, Contact: m.contact, Revisions: []ledger.Revision{revision}})
			if err != nil {
				return nil, err
			}
		}
		all = append(all, m)
	}
	return all, nil
}
