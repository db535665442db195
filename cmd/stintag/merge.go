package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"stintag/process"
	"stintag/process/kill"
	"stintag/process/ledger"
	"stintag/process/master"
)

// Chapter four: what should stand in the master, and what became of it there.

// view is what the ledger says should stand in the workbook.
func (b *batch) view(ctx context.Context, s *state, j process.Judgement) (master.View, error) {
	counts, err := b.counts(ctx)
	if err != nil {
		return master.View{}, err
	}
	v := master.View{World: s.world, Judgement: j, Inputs: s.inputs, Uncorrected: s.uncorrected, Run: b.now, Region: b.cfg.Region, Manual: map[int]string{},
		Counts: []master.CountLine{
			{Label: "Nya brev", Value: counts.New}, {Label: "Behandlade", Value: counts.Handled},
			{Label: "Gick inte att läsa", Value: counts.Unreadable}, {Label: "Okänd avsändare", Value: counts.Quarantine},
			{Label: "Till handläggare", Value: counts.Human},
		}}
	for _, row := range b.adopted.Manual {
		app, _ := manualForm(row).Interpret(process.DateOf(b.now))
		if hc, _, ok := process.FindCentre(s.world.Centres, app.CentreWritten); ok {
			app.CentreID = hc.ID
		}
		if id, how := process.Match(s.world.Cases, app, b.now, nil); how != process.New && id != "" {
			v.Manual[row.Row] = id
		}
	}
	return v, nil
}

// merged records what the merge wrote, or why it waits.
func (b *batch) merged(ctx context.Context, out master.Outcome, next master.Base) error {
	if out.Waits != "" {
		b.waits, b.waitsFor = out.Waits, out.Cause
		return nil
	}
	conflicts, err := b.newConflicts(ctx, out.Conflicts)
	if err != nil {
		return err
	}
	err = b.do(ctx, func(tx *ledger.Tx) error {
		if err := tx.SetRegister(registerConflicts, conflicts); err != nil {
			return err
		}
		if err := tx.SetBase(ledger.Written, next); err != nil {
			return err
		}
		return tx.SetBase(ledger.Pending, nil)
	})
	kill.Point("base-recorded")
	return err
}

// newConflicts tells of conflicts that did not stand at the last merge, and gives
// those that stand now, to be kept.
func (b *batch) newConflicts(ctx context.Context, now []master.Fault) ([]byte, error) {
	raw, err := b.ledger.Register(ctx, registerConflicts)
	if err != nil {
		return nil, err
	}
	var before []string
	if raw != nil {
		if err := json.Unmarshal(raw, &before); err != nil {
			return nil, fmt.Errorf("decode conflicts: %w", err)
		}
	}
	texts, fresh := []string{}, 0
	for _, c := range now {
		texts = append(texts, c.Text)
		if !slices.Contains(before, c.Text) {
			fresh++
		}
	}
	if fresh > 0 {
		b.person = append(b.person, fmt.Sprintf("%d cell(s) where the program and a person say different things (see Att göra)", fresh))
	}
	kept, err := json.Marshal(texts)
	if err != nil {
		return nil, fmt.Errorf("keep conflicts: %w", err)
	}
	return kept, nil
}
