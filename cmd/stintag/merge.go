package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

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
	j.Todo = append(j.Todo, b.ownTodo()...)
	unread := map[string]map[string]string{}
	for id, bad := range s.unusable {
		unread[id] = bad
	}
	v := master.View{Unread: unread, World: s.world, Judgement: j, Inputs: s.inputs, Uncorrected: s.uncorrected, Run: b.now, Region: b.cfg.Region, Manual: map[int]string{},
		Counts: []master.CountLine{
			{Label: "Nya brev", Value: counts.New}, {Label: "Behandlade", Value: counts.Handled},
			{Label: "Gick inte att läsa", Value: counts.Unreadable}, {Label: "Okänd avsändare", Value: counts.Quarantine},
			{Label: "Till handläggare", Value: counts.Human},
		}}
	if b.adopted != nil {
		v.Answer, v.Trials = s.answer(j, b.adopted.Asked), s.tried(j, b.adopted.Trials)
	}
	for _, m := range b.manual {
		if m.todo == "" {
			v.Manual[m.row] = m.caseID
		}
	}
	return v, nil
}

// mergeOptions let nothing be written over what this run did not read, and record
// the coming base, with the stamp that tells it, before the master is replaced.
func (b *batch) mergeOptions(ctx context.Context) master.MergeOptions {
	return master.MergeOptions{
		Now: b.now, Adopted: b.adopted.SHA256, Point: kill.Point, Stamp: b.nextStamp(),
		Pending: func(now, coming master.Base) error {
			return b.do(ctx, func(tx *ledger.Tx) error {
				return errors.Join(tx.SetWritten(b.stamp, now), tx.SetPending(b.nextStamp(), coming))
			})
		},
	}
}

// waitsSince says why the master waits, and since when where earlier runs could not
// write it either; "" where it does not wait.
func (b *batch) waitsSince(ctx context.Context) (string, error) {
	if b.waits == "" {
		return "", nil
	}
	since, runs, err := b.ledger.Waiting(ctx)
	if err != nil || runs == 0 {
		return b.waits + b.readableWords(), err
	}
	return b.waits + fmt.Sprintf(" Den har väntat sedan körningen %s, %d körningar i rad.",
		since.In(b.now.Location()).Format("2006-01-02 kl. 15.04"), runs+1) + b.readableWords(), nil
}

// merged records what the merge wrote, or why it waits.
func (b *batch) merged(ctx context.Context, out master.Outcome, next master.Base) error {
	if out.Waits != "" {
		b.waits, b.waitsFor = out.Waits, out.Cause
		return b.keepReadable(ctx, out.Unwritten)
	}
	b.dropReadable()
	if out.Untidy != nil {
		b.log.Warn("the master is written; old versions could not be cleared", "error", out.Untidy)
	}
	var texts []string
	for _, c := range out.Conflicts {
		texts = append(texts, c.Text)
	}
	fresh, conflicts, err := b.fresh(ctx, registerConflicts, texts)
	if err != nil {
		return err
	}
	if len(fresh) > 0 {
		b.person = append(b.person, fmt.Sprintf("%d cell(s) where the program and a person say different things (see Att göra)", len(fresh)))
	}
	err = b.do(context.WithoutCancel(ctx), func(tx *ledger.Tx) error {
		err := errors.Join(tx.SetRegister(registerConflicts, conflicts), tx.SetRegister(registerTodo, []byte(strconv.Itoa(out.Todo))))
		if err != nil {
			return err
		}
		stamp := b.stamp
		if out.Written {
			stamp = b.nextStamp()
		}
		if err := tx.SetWritten(stamp, next); err != nil {
			return err
		}
		return tx.SetPending("", nil)
	})
	kill.Point("base-recorded")
	return err
}

// fresh gives the texts that did not stand at the last run, and all that stand now,
// to be kept for the next.
func (b *batch) fresh(ctx context.Context, register string, now []string) (fresh []string, kept []byte, err error) {
	raw, err := b.ledger.Register(ctx, register)
	if err != nil {
		return nil, nil, err
	}
	var before []string
	if raw != nil {
		if err := json.Unmarshal(raw, &before); err != nil {
			return nil, nil, fmt.Errorf("decode %s: %w", register, err)
		}
	}
	for _, text := range now {
		if !slices.Contains(before, text) {
			fresh = append(fresh, text)
		}
	}
	kept, err = json.Marshal(append([]string{}, now...))
	if err != nil {
		return nil, nil, fmt.Errorf("keep %s: %w", register, err)
	}
	return fresh, kept, nil
}
